//! Everything that can happen to a record.
//!
//! Invariant: an event belongs to one record and one compartment, is never changed, and stays readable: fields
//! may be added with a default, variants may be added, and nothing is renamed or given another meaning.

mod conference;
mod counted;
mod system;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    ApprovalId, ChoiceCode, Compartment, ConsentId, EntryId, EventId, FieldCode, FileId, FormCode, GoalId,
    GroundCode, Instant, Kin, Kind, MatchDecision, MatchReason, PersonCode, PlaceCode, Private, PurposeCode,
    RecordId, ReferralId, Sector, ServiceCode, SlotId, Stage, Sureness, TaskCode, TaskId, TeamId, Urgency,
    UserId, Values,
};

pub use conference::{Coming, ConferenceEvent, Explanation, Heard, Meeting};
pub use counted::{CountTable, Counted};
pub use system::{AccountEvent, InstallationEvent, TeamEvent};

/// The format that this version writes; every earlier one is still read.
pub const FORMAT: u16 = 1;

/// What is in the clear of an event: who wrote when into which slot, and nothing of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The record it belongs to.
    pub record: RecordId,
    /// The slot, a compartment without its name.
    pub slot: SlotId,
    /// Its number within the slot, from 1.
    pub seq: u64,
    /// Its own id.
    pub event: EventId,
    /// Its place in the one order of the ledger; absent until it is written.
    pub position: Option<u64>,
    /// When it was recorded.
    pub at: Instant,
    /// Who recorded it.
    pub actor: UserId,
    /// The format of its content.
    pub format: u16,
}

/// What is sealed of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The protocol version it was made under.
    #[serde(rename = "p")]
    pub protocol: String,
    /// What happened.
    #[serde(rename = "e")]
    pub event: Event,
}

/// An event with its place, as a reader got it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The clear part.
    pub head: Head,
    /// The compartment that the slot stands for.
    pub compartment: Compartment,
    /// The sealed part, opened; absent when it was erased.
    pub content: Option<Content>,
}

/// What happened.
///
/// How it is read stands in `tagged.rs`, around what serde makes of this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case", tag = "is")]
pub enum Event {
    /// The record was opened.
    Opened(Opened),
    /// A form was filled; values merge field by field into the entry.
    FormFilled {
        /// Which form.
        form: FormCode,
        /// Which entry of it.
        entry: EntryId,
        /// The fields that were set.
        values: Values,
        /// The fields that were emptied.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        emptied: BTreeSet<FieldCode>,
    },
    /// An earlier event of the same compartment was struck through.
    Corrected {
        /// Which one.
        event: EventId,
        /// Why.
        reason: Private<String>,
        /// On which ground of the program's own, if on one: `elsewhere`, `undone`, `carried`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<GroundCode>,
    },
    /// A strike was taken back: the event counts again.
    Restored {
        /// Which one.
        event: EventId,
    },
    /// An event of the same compartment was brought here from a record on which it had been filed by mistake.
    BroughtHere {
        /// Which one, on this record.
        event: EventId,
        /// Who had written it.
        by: UserId,
        /// When it had been written.
        at: Instant,
    },
    /// The record moved to another stage.
    StatusChanged {
        /// To which.
        to: Stage,
        /// On which listed ground, if one is asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<GroundCode>,
        /// Why, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Private<String>>,
    },
    /// The protection urgency was set.
    UrgencySet {
        /// To what.
        to: Urgency,
        /// Why.
        reason: Private<String>,
    },
    /// Responsibility was given to a person or a team, at a place.
    Assigned {
        /// The person responsible, if one is named.
        owner: Option<UserId>,
        /// Their team.
        team: Option<TeamId>,
        /// The place the record belongs to.
        place: Option<PlaceCode>,
        /// What the one who gave it says to the one who takes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        word: Option<Private<String>>,
    },
    /// A task was added.
    TaskAdded(TaskAdded),
    /// A task's due time moved because the urgency or the pathway changed, or by hand.
    TaskMoved {
        /// Which task.
        task: TaskId,
        /// To when.
        due: Instant,
        /// Why: `urgency`, `hand`.
        ground: GroundCode,
    },
    /// A task was given to somebody.
    TaskAssigned {
        /// Which task.
        task: TaskId,
        /// To whom; nobody means the team's queue.
        assignee: Option<UserId>,
        /// In which team.
        team: Option<TeamId>,
    },
    /// A comment was made on a task.
    TaskCommented {
        /// Which task.
        task: TaskId,
        /// The comment.
        text: Private<String>,
    },
    /// A task was done.
    TaskDone {
        /// Which task.
        task: TaskId,
        /// What came of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Private<String>>,
    },
    /// A task was found not to be needed.
    TaskWaived {
        /// Which task.
        task: TaskId,
        /// Why.
        reason: Private<String>,
    },
    /// A goal of the plan was set or changed.
    GoalSet(Goal),
    /// A goal was looked at again.
    GoalReviewed {
        /// Which goal.
        goal: GoalId,
        /// Where things stand, in the measure's words.
        now: Private<String>,
        /// From 0 (baseline) to 100 (aim).
        progress: u8,
        /// The child's own view.
        child_view: Private<String>,
        /// `met`, `partly`, `dropped`, when it is over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<ChoiceCode>,
    },
    /// The plan was looked at as a whole, goal by goal; the reviews themselves stand before it.
    PlanReviewed {
        /// A word about the whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Private<String>>,
    },
    /// Somebody's approval was asked.
    ApprovalAsked {
        /// Its id.
        approval: ApprovalId,
        /// Of what: `plan`, `closure`.
        of: GroundCode,
        /// A word to the approver.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Private<String>>,
    },
    /// It was given: the approver signs.
    ApprovalGiven {
        /// Which.
        approval: ApprovalId,
        /// A word with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Private<String>>,
    },
    /// It was sent back.
    ApprovalRefused {
        /// Which.
        approval: ApprovalId,
        /// Why.
        reason: Private<String>,
    },
    /// A consent was given or refused.
    ConsentDecided(Consent),
    /// A consent was withdrawn.
    ConsentWithdrawn {
        /// Which.
        consent: ConsentId,
        /// What was said.
        reason: Private<String>,
    },
    /// A person or body must not see this record.
    Barred {
        /// An account, a team, or a person's record.
        party: RecordId,
        /// On which ground: `relative`, `same_village`, `alleged_perpetrator`, `refused`, `safety_concern`, `asked`.
        ground: GroundCode,
    },
    /// A bar was lifted.
    BarLifted {
        /// For whom.
        party: RecordId,
        /// Why.
        reason: Private<String>,
    },
    /// Somebody got access through a relationship.
    Granted(Granted),
    /// That access ended.
    GrantEnded {
        /// For whom.
        party: RecordId,
        /// Which relationship: as in [`Granted`].
        relation: GroundCode,
        /// The referral it came from, if one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        referral: Option<ReferralId>,
    },
    /// A service was asked for.
    Referred(Referred),
    /// The recipient took it on.
    ReferralAccepted {
        /// Which.
        referral: ReferralId,
    },
    /// The recipient could not take it on.
    ReferralDeclined {
        /// Which.
        referral: ReferralId,
        /// Why.
        reason: Private<String>,
        /// Services that could help instead.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        instead: Vec<ServiceCode>,
    },
    /// The service was given.
    ReferralDone {
        /// Which.
        referral: ReferralId,
        /// What came of it, as far as the sender should know.
        outcome: Private<String>,
    },
    /// The sender took it back.
    ReferralRevoked {
        /// Which.
        referral: ReferralId,
        /// Why.
        reason: Private<String>,
    },
    /// Something happened to a case conference.
    Conference(ConferenceEvent),
    /// The record was linked with another; a link grants no access.
    Linked {
        /// With which.
        to: RecordId,
        /// How that one relates to this: `mother`, `child`, `family`, `flight`, `operation`, …
        relation: GroundCode,
    },
    /// A link was found wrong.
    Unlinked {
        /// With which.
        to: RecordId,
        /// Why.
        reason: Private<String>,
    },
    /// A person of a flight was ticked off.
    Arrived {
        /// Who.
        person: RecordId,
        /// Whether they came: `arrived`, `not_aboard`.
        state: ChoiceCode,
    },
    /// Rows were brought into a list; each has a record of its own.
    RowsBrought {
        /// How many.
        rows: u32,
    },
    /// Two records may be one person.
    MatchProposed(MatchProposed),
    /// A registrar decided it; decided again, the last word counts.
    MatchDecided {
        /// What.
        decision: MatchDecision,
        /// Of two who belong together: what the second is to the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        relation: Option<GroundCode>,
        /// Why, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Private<String>>,
    },
    /// A free note.
    Noted {
        /// The note.
        text: Private<String>,
        /// Stays closed until it is opened on purpose.
        #[serde(default)]
        sensitive: bool,
    },
    /// A file was attached.
    FileAttached {
        /// Its id; the bytes are sealed beside.
        file: FileId,
        /// What it is called.
        title: Private<String>,
        /// Its media type.
        media: String,
        /// Its size in bytes.
        size: u64,
    },
    /// Nothing of this record may be erased for now.
    HoldPlaced {
        /// Why.
        reason: Private<String>,
    },
    /// The hold was lifted.
    HoldLifted {
        /// Why.
        reason: Private<String>,
    },
    /// An event or a compartment of this record was erased.
    Erased {
        /// The slot it was in.
        slot: SlotId,
        /// The event, or the whole compartment.
        event: Option<EventId>,
        /// Under which rule.
        rule: GroundCode,
    },
    /// Records were counted for a week.
    Counted(Counted),
    /// Something happened to an account.
    Account(AccountEvent),
    /// A team was set up or changed.
    Team(TeamEvent),
    /// Something happened to the installation as a whole.
    Installation(InstallationEvent),
}

/// How a record began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Its kind.
    pub kind: Kind,
    /// The code people use.
    pub code: PersonCode,
    /// The basis on which it is kept until consent is decided: `vital_interest`, `legal_duty`, `consent`, `task`.
    pub basis: GroundCode,
    /// When that basis ends, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis_until: Option<Instant>,
    /// The row of a list it was read from, so that reading the list again adds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// The row of a list that a record was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The record of the list, a flight.
    pub list: RecordId,
    /// The row's fingerprint.
    pub fingerprint: Private<String>,
    /// The row as a spreadsheet shows it, from 1.
    pub row: u32,
}

/// Two records that may be one person: a hypothesis, which changes neither.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchProposed {
    /// The one that came later: a row of a list, as a rule.
    pub one: RecordId,
    /// The other.
    pub other: RecordId,
    /// How sure it is.
    pub sureness: Sureness,
    /// What speaks for it and against it.
    pub reasons: BTreeSet<MatchReason>,
    /// What they may be to each other; none where they may be one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kin: Option<Kin>,
}

/// A task as it was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAdded {
    /// Its id.
    pub task: TaskId,
    /// What it asks for.
    pub what: TaskCode,
    /// The sector it belongs to.
    pub sector: Sector,
    /// Who is to do it; nobody means the team's queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<UserId>,
    /// The team whose queue it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// The moment from which its time runs.
    pub since: Instant,
    /// When it is due.
    pub due: Instant,
    /// The referral that it answers, if one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<ReferralId>,
    /// The goal of the plan that it serves, if one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalId>,
    /// More about it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Private<String>>,
}

/// A goal of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Its id; set again, it is a change of the same goal.
    pub goal: GoalId,
    /// The level: `individual`, `family`, `educational`, `community`, `societal`.
    pub level: ChoiceCode,
    /// What is wanted.
    pub objective: Private<String>,
    /// Where it starts.
    pub baseline: Private<String>,
    /// How one will know.
    pub measure: Private<String>,
    /// Where it should end.
    pub aim: Private<String>,
    /// Who answers for it.
    pub responsible: Private<String>,
    /// By when.
    pub due: Date,
    /// The child's own view of it.
    pub child_view: Private<String>,
}

/// What was decided about one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Its id.
    pub consent: ConsentId,
    /// For what.
    pub purpose: PurposeCode,
    /// To whom; nobody named means whoever provides for that purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<TeamId>,
    /// Which data: compartments.
    pub data: BTreeSet<Compartment>,
    /// `given` or `refused`.
    pub decision: Decision,
    /// Who decided: `caregiver`, `child`, `guardian`, `authorised_worker`.
    pub giver: ChoiceCode,
    /// The caregiver's record, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub giver_record: Option<RecordId>,
    /// The child's assent: `not_asked`, `aloud`, `written`, `dissent`.
    pub assent: ChoiceCode,
    /// How the child's capacity was judged, where the age asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Private<String>>,
    /// The best-interests reason, where no safe caregiver decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_interests: Option<Private<String>>,
    /// Whether the limits of confidentiality were explained first.
    pub limits_explained: bool,
    /// Until when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Yes.
    Given,
    /// No.
    Refused,
}

/// Access through a relationship.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// An account or a team.
    pub party: RecordId,
    /// The relationship: `referral`, `flight`, `task`, `emergency`.
    pub relation: GroundCode,
    /// The referral it comes from, if one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<ReferralId>,
    /// Until when; nothing means until it is ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// The reason given, for emergency access.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private<String>>,
}

/// A service asked for; responsibility stays with the sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referred {
    /// Its id.
    pub referral: ReferralId,
    /// For what.
    pub purpose: PurposeCode,
    /// The service in the directory.
    pub service: ServiceCode,
    /// The team that gives it.
    pub recipient: TeamId,
    /// Who asks.
    pub sender: UserId,
    /// What the recipient should know: needs, not history.
    pub needs: Private<String>,
    /// How soon.
    pub urgency: Urgency,
    /// When access ends at the latest.
    pub until: Instant,
    /// The consent it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentId>,
    /// Why it is sent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Private<String>>,
}
