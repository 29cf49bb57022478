//! A record: the pure fold over its events.
//!
//! Invariant: the fold takes whatever subset of events its reader may open, tolerates erased ones, never fails,
//! and gives the same state for the same events in the same order.

mod account;
mod apply;
mod conference;
mod pair;
mod plan;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ApprovalId, ChoiceCode, Compartment, ConferenceId, Consent, EntryId, EventId, FieldCode, FileId,
    FormCode, Goal, Granted, GroundCode, Instant, Kind, Opened, PlaceCode, Private, RecordId, Recorded,
    ReferralId, Referred, Sector, ServiceCode, SlotId, Stage, TaskAdded, TaskId, TeamId, Urgency, UserId,
    Value, Values,
};

pub use account::{Account, Leave, Proposal, RoleHeld, SecondFactor};
pub use conference::{Conference, ConferenceState, Decided, Frame, Invitation, Part, Written};
pub use pair::{Pair, PairDecided};
pub use plan::{GoalDiffers, GoalField, PlanMoment, PlanVersion, compare};

/// A record as far as its events were given.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// How it began.
    pub opened: Option<(Opened, Instant)>,
    /// Its stage, since when; the last of `stages`.
    pub stages: Vec<StageEntered>,
    /// Its protection urgency and why.
    pub urgency: Option<(Urgency, Private<String>)>,
    /// The person responsible.
    pub owner: Option<UserId>,
    /// Their team.
    pub team: Option<TeamId>,
    /// The place it belongs to.
    pub place: Option<PlaceCode>,
    /// What was said when responsibility was given last, if anything.
    pub handed: Option<Handed>,
    /// Filled forms, each with its entries in the order they were begun.
    pub forms: BTreeMap<FormCode, Vec<Entry>>,
    /// Tasks.
    pub tasks: BTreeMap<TaskId, Task>,
    /// Goals of the plan, in the order they were set.
    pub goals: Vec<GoalState>,
    /// When the plan was looked at as a whole, in order.
    pub plan_reviews: Vec<PlanReview>,
    /// Approvals asked, in order.
    pub approvals: Vec<Approval>,
    /// Consents decided, in order.
    pub consents: Vec<ConsentState>,
    /// Who must not see the record.
    pub bars: BTreeMap<RecordId, GroundCode>,
    /// Who has access through a relationship.
    pub grants: Vec<Granted>,
    /// Referrals, in order.
    pub referrals: Vec<Referral>,
    /// Case conferences; those without a frame are told to nobody.
    conferences: BTreeMap<ConferenceId, Conference>,
    /// Links with other records.
    pub links: BTreeMap<RecordId, GroundCode>,
    /// People ticked off, on a flight.
    pub arrivals: BTreeMap<RecordId, (ChoiceCode, Instant)>,
    /// How many rows were brought in, when and by whom, on a list.
    pub brought: Vec<(u32, UserId, Instant)>,
    /// The two records it is about, if the record is a match.
    pub pair: Option<Pair>,
    /// Notes, in order.
    pub notes: Vec<Note>,
    /// Files, in order.
    pub files: Vec<File>,
    /// Whether erasure is held.
    pub held: Option<Private<String>>,
    /// What was erased.
    pub erased: Vec<Erasure>,
    /// The account, if the record is one.
    pub account: Account,
    /// The team, if the record is one.
    pub team_state: Option<Team>,
    /// What was counted, if the record is of a week's counts.
    pub counted: Option<crate::Counted>,
    /// The installation, if the record is that.
    pub installation: Installation,
    /// The last sequence seen per slot.
    pub heads: BTreeMap<SlotId, u64>,
    /// Every event, struck ones too, in the order of the ledger.
    pub history: Vec<Recorded>,
    struck: BTreeMap<EventId, Struck>,
    /// Where an entry stands among those of its form.
    places: BTreeMap<(FormCode, EntryId), usize>,
}

/// A stage and when it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageEntered {
    /// Which stage.
    pub stage: Stage,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
    /// On which ground.
    pub ground: Option<GroundCode>,
    /// Why, in words.
    pub reason: Option<Private<String>>,
}

/// One entry of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Its compartment.
    pub compartment: Compartment,
    /// Its slot.
    pub slot: SlotId,
    /// Its answers.
    pub values: Values,
    /// Which event set each field last.
    pub set_by: BTreeMap<FieldCode, EventId>,
    /// The sequence of the last event that touched it, within its slot.
    pub seq: u64,
    /// When it was begun.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
    /// When it was changed last.
    pub changed_at: Instant,
    /// The events it is made of.
    pub events: Vec<EventId>,
    /// The protocol version of the last change.
    pub protocol: String,
}

/// Why an event was struck through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struck {
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Private<String>,
    /// On which ground of the program's own, if on one.
    pub ground: Option<GroundCode>,
}

impl Struck {
    /// Whether it was struck because it had been filed on the wrong record; what it said is another person's.
    pub fn is_elsewhere(&self) -> bool {
        self.ground.as_ref().is_some_and(|ground| *ground == "elsewhere")
    }
}

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// As it was added, with the due time and the assignee of now.
    pub added: TaskAdded,
    /// Its compartment.
    pub compartment: Compartment,
    /// Its slot.
    pub slot: SlotId,
    /// When and by whom it was added.
    pub at: Instant,
    /// By whom it was added.
    pub by: UserId,
    /// How it ended.
    pub end: Option<TaskEnd>,
    /// Comments.
    pub comments: Vec<(Private<String>, UserId, Instant)>,
}

/// How a task ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskEnd {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
    /// Done, or not needed.
    pub how: TaskEnding,
    /// What was said.
    pub note: Option<Private<String>>,
}

/// Done, or not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskEnding {
    /// It was done.
    Done,
    /// It was not needed.
    Waived,
}

/// A goal as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalState {
    /// As last set.
    pub goal: Goal,
    /// Its compartment.
    pub compartment: Compartment,
    /// When it was first set.
    pub at: Instant,
    /// When it was last set.
    pub changed_at: Instant,
    /// How often it was set.
    pub version: u32,
    /// Reviews, in order.
    pub reviews: Vec<Review>,
}

/// One look at a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
    /// Where things stood.
    pub now: Private<String>,
    /// 0 to 100.
    pub progress: u8,
    /// The child's view.
    pub child_view: Private<String>,
    /// The outcome, when it was over.
    pub outcome: Option<ChoiceCode>,
}

/// One look at the plan as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanReview {
    /// The event it is; the goals as they stood then are [`Record::goals_at`] it.
    pub event: EventId,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
    /// A word about the whole.
    pub note: Option<Private<String>>,
}

/// An approval as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// Of what.
    pub of: GroundCode,
    /// Who asked.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Instant,
    /// A word to the approver.
    pub note: Option<Private<String>>,
    /// The answer.
    pub answer: Option<Answer>,
}

/// An approver's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who answered.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// Signed, or sent back.
    pub verdict: Verdict,
    /// What was said.
    pub note: Option<Private<String>>,
}

/// Signed, or sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Signed.
    Given,
    /// Sent back.
    Refused,
}

/// A consent as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentState {
    /// As decided.
    pub consent: Consent,
    /// When.
    pub at: Instant,
    /// Who recorded it.
    pub by: UserId,
    /// When and why it was withdrawn.
    pub withdrawn: Option<(Instant, Private<String>)>,
}

/// A referral as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// As sent.
    pub sent: Referred,
    /// Its slot: one per referral.
    pub slot: SlotId,
    /// When it was sent.
    pub at: Instant,
    /// Where it stands.
    pub state: ReferralState,
    /// When that state was entered.
    pub since: Instant,
    /// By whom.
    pub by: UserId,
    /// What was said with it.
    pub said: Option<Private<String>>,
    /// Services that could help instead, when it was declined.
    pub instead: Vec<ServiceCode>,
}

/// Where a referral stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferralState {
    /// Waiting for the recipient.
    Sent,
    /// Taken on.
    Accepted,
    /// Not taken on.
    Declined,
    /// The service was given.
    Done,
    /// Taken back by the sender.
    Revoked,
}

impl ReferralState {
    /// Its code: `sent`, `accepted`, `declined`, `done`, `revoked`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Done => "done",
            Self::Revoked => "revoked",
        }
    }
    /// Whether the recipient still has work, and so access.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Accepted)
    }
}

/// What was said when responsibility was given last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// What.
    pub word: Private<String>,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The event it is.
    pub event: EventId,
    /// Its compartment.
    pub compartment: Compartment,
    /// Its text.
    pub text: Private<String>,
    /// Stays closed until opened on purpose.
    pub sensitive: bool,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: UserId,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Its compartment.
    pub compartment: Compartment,
    /// Its title.
    pub title: Private<String>,
    /// Its media type.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was attached.
    pub at: Instant,
}

/// What was erased, when and under which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The slot.
    pub slot: SlotId,
    /// The event, or the whole compartment.
    pub event: Option<EventId>,
    /// The rule.
    pub rule: GroundCode,
    /// When.
    pub at: Instant,
}

/// A team as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its name, by language.
    pub name: BTreeMap<String, String>,
    /// Its sector.
    pub sector: Sector,
    /// Where it works.
    pub place: Option<PlaceCode>,
    /// Its service in the directory.
    pub service: Option<crate::ServiceCode>,
    /// What the columns of lists mean, by the token of their headings.
    pub columns: BTreeMap<String, Vec<(u32, String)>>,
    /// Whether it still works.
    pub closed: bool,
}

/// The installation as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Installation {
    /// Whether all its people are invented.
    pub demo: bool,
    /// Activated protocols: version, hash, when.
    pub protocols: Vec<(String, String, Instant)>,
    /// The epoch of keys.
    pub epoch: u32,
}

impl Record {
    /// A record nothing is known of yet.
    pub fn empty(id: RecordId) -> Self {
        Self {
            id,
            opened: None,
            stages: Vec::new(),
            urgency: None,
            owner: None,
            team: None,
            place: None,
            handed: None,
            forms: BTreeMap::new(),
            tasks: BTreeMap::new(),
            goals: Vec::new(),
            plan_reviews: Vec::new(),
            approvals: Vec::new(),
            consents: Vec::new(),
            bars: BTreeMap::new(),
            grants: Vec::new(),
            referrals: Vec::new(),
            conferences: BTreeMap::new(),
            links: BTreeMap::new(),
            arrivals: BTreeMap::new(),
            brought: Vec::new(),
            pair: None,
            notes: Vec::new(),
            files: Vec::new(),
            held: None,
            erased: Vec::new(),
            account: Account::default(),
            team_state: None,
            counted: None,
            installation: Installation::default(),
            heads: BTreeMap::new(),
            history: Vec::new(),
            struck: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }

    /// Folds events, given in the order of the ledger.
    pub fn fold(id: RecordId, events: impl IntoIterator<Item = Recorded>) -> Self {
        let history: Vec<Recorded> = events.into_iter().collect();
        let mut record = Self::empty(id);
        record.struck = apply::struck(&history);
        for recorded in &history {
            record.apply(recorded);
        }
        record.history = history;
        record
    }

    /// The record after one more event.
    pub fn push(&mut self, recorded: Recorded) {
        let changes_what_counts = recorded.content.as_ref().is_some_and(|content| {
            matches!(content.event, crate::Event::Corrected { .. } | crate::Event::Restored { .. })
        });
        if changes_what_counts {
            let mut history = std::mem::take(&mut self.history);
            history.push(recorded);
            *self = Self::fold(self.id, history);
        } else {
            self.apply(&recorded);
            self.history.push(recorded);
        }
    }

    /// Its kind, once it was opened.
    pub fn kind(&self) -> Option<&Kind> {
        self.opened.as_ref().map(|(opened, _)| &opened.kind)
    }
    /// The stage it is in.
    pub fn stage(&self) -> Option<&Stage> {
        self.stages.last().map(|entered| &entered.stage)
    }
    /// Why an event was struck through, if it was.
    pub fn struck(&self, event: EventId) -> Option<&Struck> {
        self.struck.get(&event)
    }
    /// Forgets what was struck because it had been filed on the wrong record. It counts for nothing already.
    pub fn forget_elsewhere(&mut self) {
        for recorded in &mut self.history {
            if self.struck.get(&recorded.head.event).is_some_and(Struck::is_elsewhere) {
                recorded.content = None;
            }
        }
    }
    /// The entry of a form that has one per record.
    pub fn entry(&self, form: &str) -> Option<&Entry> {
        self.forms.get(form)?.last()
    }
    /// All entries of a form.
    pub fn entries(&self, form: &str) -> &[Entry] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }
    /// The latest answer to a field of a form.
    pub fn value(&self, form: &str, field: &str) -> Option<&Value> {
        self.entry(form)?.values.get(field)
    }
    /// Open tasks, the first due first.
    pub fn open_tasks(&self) -> Vec<&Task> {
        let mut open: Vec<_> = self.tasks.values().filter(|task| task.end.is_none()).collect();
        open.sort_by_key(|task| (task.added.due, task.added.task));
        open
    }
    /// The latest approval of something.
    pub fn approval(&self, of: &str) -> Option<&Approval> {
        self.approvals.iter().rev().find(|approval| approval.of == *of)
    }
    /// One referral.
    pub fn referral(&self, id: ReferralId) -> Option<&Referral> {
        self.referrals.iter().find(|referral| referral.sent.referral == id)
    }
    /// The consent in force for a purpose and a recipient at a time: the latest decision that covers both.
    pub fn consent_for(
        &self,
        purpose: &str,
        recipient: Option<TeamId>,
        now: Instant,
    ) -> Option<&ConsentState> {
        self.consents
            .iter()
            .rev()
            .find(|state| {
                state.consent.purpose == *purpose
                    && (state.consent.recipient.is_none() || state.consent.recipient == recipient)
            })
            .filter(|state| state.holds_at(now))
    }
    /// The compartments that were seen.
    pub fn compartments(&self) -> BTreeSet<&Compartment> {
        self.history.iter().map(|recorded| &recorded.compartment).collect()
    }
}

impl ConsentState {
    /// Whether it is a yes that is neither withdrawn nor over.
    pub fn holds_at(&self, now: Instant) -> bool {
        self.consent.decision == crate::Decision::Given
            && self.withdrawn.is_none()
            && self.consent.until.is_none_or(|until| now < until)
    }
}

impl Task {
    /// Whether it is late.
    pub fn is_late(&self, now: Instant) -> bool {
        self.end.is_none() && self.added.due < now
    }
}
