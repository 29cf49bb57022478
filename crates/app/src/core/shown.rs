//! What the reading log can say was shown: a closed list.
//!
//! Invariant: the codes are what entries hold for years. None is ever renamed or given to another page; one that is
//! no longer shown stays here, so that old entries keep their words.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! shown {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// The page, print or search on which records were shown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Shown {
            $($(#[doc = $doc])+ $name,)+
            /// One that this version does not know: an entry of a later one.
            Other,
        }

        impl Shown {
            /// All that this version knows.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// As entries hold it.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                    Self::Other => "other",
                }
            }
        }
    };
}

shown! {
    /// What is due.
    Day = "day",
    /// A supervisor's team.
    Team = "team",
    /// What somebody of a team answers for, to be handed on.
    Caseload = "team.caseload",
    /// A list of people.
    Children = "children",
    /// People found by name.
    ChildrenSearch = "children.search",
    /// A search beyond one's own cases, and whom it showed.
    SearchWide = "search.wide",
    /// A list of referrals.
    Referrals = "referrals",
    /// An emergency begins.
    Emergency = "emergency",
    /// The record itself.
    Record = "record.overview",
    /// The forms it can have.
    RecordForms = "record.forms",
    /// One of its forms.
    RecordForm = "record.form",
    /// A note marked sensitive, opened on purpose.
    RecordSensitive = "record.sensitive",
    /// Its consents.
    RecordConsent = "record.consent",
    /// Its protection urgency, to be set.
    RecordUrgency = "record.urgency",
    /// Its stage, to be moved.
    RecordStage = "record.stage",
    /// Who is responsible, to be changed.
    RecordAssign = "record.assign",
    /// Who is barred from it.
    RecordBars = "record.bars",
    /// Its closure.
    RecordClosure = "record.closure",
    /// An entry about to be struck through.
    RecordCorrect = "record.correct",
    /// Its relatives.
    RecordFamily = "record.family",
    /// Who is linked with it, to be linked and unlinked.
    RecordLinks = "record.links",
    /// Who opened it.
    RecordHistory = "record.history",
    /// Its plan.
    RecordPlan = "record.plan",
    /// Its case conferences.
    RecordConferences = "record.conferences",
    /// One of its case conferences.
    RecordConference = "record.conference",
    /// A case conference about to be called.
    RecordConferenceNew = "record.conference.new",
    /// About to be printed.
    RecordPrint = "record.print",
    /// Printed.
    RecordPrinted = "record.printed",
    /// Its plan, printed.
    PlanPrinted = "record.printed.plan",
    /// A consent, printed.
    ConsentPrinted = "record.printed.consent",
    /// The letter of a referral, printed.
    LetterPrinted = "record.printed.letter",
    /// Its history for those who meet about it, printed.
    HistoryPrinted = "record.printed.history",
    /// The minutes of a case conference, printed.
    MinutesPrinted = "record.printed.minutes",
    /// A referral about to be sent.
    RecordRefer = "record.refer",
    /// One of its referrals.
    RecordReferral = "record.referral",
    /// Its scores over time.
    RecordScores = "record.scores",
    /// One of its tasks.
    RecordTask = "record.task",
    /// The list of operations.
    Operations = "operations",
    /// An operation.
    Operation = "operation",
    /// A flight.
    Flight = "flight",
    /// A flight about to be opened.
    FlightNew = "flight.new",
    /// A list being brought in.
    FlightImport = "flight.import",
    /// Arrivals being ticked off.
    FlightArrivals = "flight.arrivals",
    /// A printed roster of codes.
    PrintRoster = "print.roster",
    /// Printed slips with codes.
    PrintSlips = "print.slips",
    /// The lists of people.
    Lists = "lists",
    /// A list about to be opened.
    ListNew = "list.new",
    /// A list and its rows.
    List = "list",
    /// A file being brought into a list.
    ListImport = "list.import",
    /// The queue of possible matches.
    Matches = "matches",
    /// Two records side by side.
    Match = "match",
    /// What whoever made a tracing request hears.
    RequestAnswer = "request.answer",
    /// What was said of the work.
    Complaints = "complaints",
    /// The reading log.
    OfficerReadings = "officer.readings",
    /// A statement of who opened a record.
    OfficerStatement = "officer.statement",
}

impl Shown {
    /// Whether it is the data protection officer's own reading.
    pub const fn is_officers(self) -> bool {
        matches!(self, Self::OfficerReadings | Self::OfficerStatement)
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Ok(Self::ALL.iter().copied().find(|shown| shown.code() == code).unwrap_or(Self::Other))
    }
}
