//! The rows of the store, one struct for each table. Together their columns are the closed list of what stands in
//! the clear; everything named `sealed`, `label`, `wrap` or `access` is ciphertext made above.

use domain::{
    CommandId, EventId, Instant, Kind, PlaceCode, RecordId, SlotId, Stage, TaskId, TeamId, Urgency, UserId,
};

use crate::{
    table::{Stored, Table, table},
    value::{Column, Type, Value},
};

/// A hash of the ledger.
pub type Hash = [u8; 32];

table! {
    /// A fact about the installation.
    struct Meta in "meta" (Chain) key(key) {
        /// Its name.
        key: String,
        /// Its value.
        value: Vec<u8>,
    }
}

table! {
    /// What lists and scopes need of a record.
    struct Record in "record" (Projection) key(id) {
        /// Which record.
        id: RecordId,
        /// Kind of record.
        kind: Kind,
        /// Stage of its pathway.
        stage: Option<Stage>,
        /// Protection urgency.
        urgency: Option<Urgency>,
        /// The account responsible.
        owner: Option<UserId>,
        /// The team responsible.
        team: Option<TeamId>,
        /// Region or district.
        place: Option<PlaceCode>,
        /// When it was opened.
        opened_at: Instant,
        /// When it last changed.
        changed_at: Instant,
        /// The earliest due time of an open task.
        next_due: Option<Instant>,
        /// Number of open tasks.
        open_tasks: u64,
        /// Blind index of the code shown to people; unique.
        code_token: Option<Vec<u8>>,
        /// Sealed access facts: bars, grants, assignments.
        access: Vec<u8>,
    }
}

table! {
    /// A compartment of a record, under a random id.
    struct Slot in "slot" (Chain) key(record, slot) {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// Epoch of the key that wraps the compartment key.
        epoch: u32,
        /// The wrapped compartment key; `None` once destroyed.
        wrap: Option<Vec<u8>>,
        /// The sealed name of the compartment.
        label: Vec<u8>,
        /// Sequence of its last event.
        seq: u64,
    }
}

table! {
    /// One sealed event.
    struct Event in "event" (Chain) key(record, slot, seq) {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// Sequence in the slot, from 1.
        seq: u64,
        /// Which event.
        event_id: EventId,
        /// Place in the ledger, from 0, without gaps.
        position: u64,
        /// When it was committed.
        at: Instant,
        /// Who did it.
        actor: UserId,
        /// Format of the sealed bytes.
        format: u16,
        /// The wrapped event key; `None` once the event is erased.
        wrap: Option<Vec<u8>>,
        /// The ciphertext.
        sealed: Vec<u8>,
        /// Its leaf in the ledger.
        leaf: Hash,
    }
}

table! {
    /// What a list shows of one compartment of a record.
    struct Summary in "summary" (Projection) key(record, slot) {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// Sequence of the slot it was folded at.
        seq: u64,
        /// The ciphertext.
        sealed: Vec<u8>,
    }
}

table! {
    /// A task of a record.
    struct Task in "task" (Projection) key(id) {
        /// Which task.
        id: TaskId,
        /// Of which record.
        record: RecordId,
        /// In which slot.
        slot: SlotId,
        /// The account that must do it.
        assignee: Option<UserId>,
        /// The team that must do it.
        team: Option<TeamId>,
        /// The account responsible for the record.
        owner_of_record: Option<UserId>,
        /// When it is due.
        due: Instant,
        /// When it was done or waived.
        closed_at: Option<Instant>,
        /// The ciphertext: its code and text.
        sealed: Vec<u8>,
    }
}

table! {
    /// A party (account, team or record) that has some relation with a record.
    struct Relation in "relation" (Projection) key(record, party) {
        /// Which record.
        record: RecordId,
        /// Who.
        party: RecordId,
        /// Until when; `None` means without end.
        until: Option<Instant>,
    }
}

table! {
    /// One blind-index token of a record.
    struct Token in "token" (Projection) key(kind, token, record, slot) {
        /// Which composite key it is made from.
        kind: u32,
        /// The truncated code.
        token: Vec<u8>,
        /// Which record.
        record: RecordId,
        /// Which slot gave the name.
        slot: SlotId,
        /// Epoch of the token key.
        epoch: u32,
    }
}

/// What a leaf of the ledger stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeafSource {
    /// An event.
    Event,
    /// A batch of entries of the reading log.
    Reading,
    /// An erasure.
    Erasure,
    /// Anything else that must be provable.
    Other,
}

impl Column for LeafSource {
    const TYPE: Type = Type::BigInt;
    fn into_value(self) -> Value {
        Value::Int(match self {
            Self::Event => 1,
            Self::Reading => 2,
            Self::Erasure => 3,
            Self::Other => 4,
        })
    }
    fn from_value(value: Value) -> Option<Self> {
        match i64::from_value(value)? {
            1 => Some(Self::Event),
            2 => Some(Self::Reading),
            3 => Some(Self::Erasure),
            4 => Some(Self::Other),
            _ => None,
        }
    }
}

table! {
    /// One leaf of the ledger.
    struct Leaf in "leaf" (Chain) key(position) {
        /// Its place, from 0, without gaps.
        position: u64,
        /// Its hash.
        hash: Hash,
        /// What it stands for.
        source: LeafSource,
    }
}

table! {
    /// The head of the ledger; one row.
    struct Head in "head" (Chain) key() {
        /// Number of leaves.
        size: u64,
        /// The peaks of the compact range.
        peaks: Vec<u8>,
        /// Root hash at this size.
        root: Hash,
        /// Time of the newest entry.
        at: Instant,
        /// Signature over size, root and time; empty before the first leaf.
        signature: Vec<u8>,
    }
}

table! {
    /// A signed root at a size, kept for ever.
    struct Checkpoint in "checkpoint" (Chain) key(size) {
        /// Number of leaves.
        size: u64,
        /// Root hash at this size.
        root: Hash,
        /// When it was signed.
        at: Instant,
        /// Signature over size, root and time.
        signature: Vec<u8>,
    }
}

table! {
    /// A command that happened.
    struct Command in "command" (Operation) key(id) {
        /// Which command.
        id: CommandId,
        /// Who sent it.
        actor: UserId,
        /// When it was committed.
        at: Instant,
        /// What its sender was told.
        outcome: Vec<u8>,
    }
}

table! {
    /// One entry of the reading log.
    struct Reading in "reading" (Chain) key(id) {
        /// Which entry.
        id: [u8; 16],
        /// The leaf that covers it.
        position: Option<u64>,
        /// When.
        at: Instant,
        /// Who read.
        actor: UserId,
        /// The slot of the month, whose key seals the entry.
        slot: SlotId,
        /// The ciphertext: which page, which records, why.
        sealed: Vec<u8>,
    }
}

table! {
    /// How an entry of the reading log is found by a record it names.
    struct ReadingToken in "reading_token" (Chain) key(token, month, reading) {
        /// Blind index of the record.
        token: Vec<u8>,
        /// Month, as year × 12 + month − 1.
        month: u32,
        /// Which entry.
        reading: [u8; 16],
    }
}

table! {
    /// A signed-in session.
    struct Session in "session" (Operation) key(token_hash) {
        /// Hash of the session's secret.
        token_hash: Vec<u8>,
        /// Whose.
        account: UserId,
        /// Since when.
        created_at: Instant,
        /// Last seen.
        seen_at: Instant,
        /// When it ends.
        expires_at: Instant,
        /// The ciphertext: device, form of sign-in.
        sealed: Vec<u8>,
    }
}

table! {
    /// A name under which an account signs in.
    struct Login in "login" (Operation) key(token) {
        /// Blind index of the name.
        token: Vec<u8>,
        /// Which account.
        account: UserId,
        /// Failed attempts since the last success.
        failures: u32,
        /// No attempt is accepted before this.
        locked_until: Option<Instant>,
    }
}

table! {
    /// A one-time link.
    struct Link in "link" (Operation) key(token_hash) {
        /// Hash of the link's secret.
        token_hash: Vec<u8>,
        /// For which account.
        account: UserId,
        /// What for.
        purpose: u32,
        /// When it ends.
        expires_at: Instant,
        /// When it was used.
        used_at: Option<Instant>,
    }
}

table! {
    /// Text typed and not yet saved.
    struct Draft in "draft" (Operation) key(account, id) {
        /// Whose.
        account: UserId,
        /// Which.
        id: [u8; 16],
        /// When it last changed.
        changed_at: Instant,
        /// The ciphertext.
        sealed: Vec<u8>,
    }
}

table! {
    /// Work to be done later.
    struct Job in "job" (Operation) key(id) {
        /// Which job.
        id: [u8; 16],
        /// What to do.
        kind: String,
        /// Not before.
        due: Instant,
        /// Which worker has it.
        claimed_by: Option<[u8; 16]>,
        /// Until when that worker has it.
        claimed_until: Option<Instant>,
        /// How often it was claimed.
        attempts: u32,
        /// The ciphertext.
        sealed: Vec<u8>,
    }
}

table! {
    /// One version of the protocol, kept for ever.
    struct ProtocolVersion in "protocol_version" (Chain) key(hash) {
        /// Hash of its files.
        hash: Hash,
        /// Its name.
        version: String,
        /// When it came into force.
        activated_at: Option<Instant>,
        /// Its files.
        files: Vec<u8>,
    }
}

/// Every table, chain first, in the order of backups.
pub fn tables() -> [&'static Table; 20] {
    [
        Meta::table(),
        ProtocolVersion::table(),
        Slot::table(),
        Event::table(),
        Leaf::table(),
        Head::table(),
        Checkpoint::table(),
        Reading::table(),
        ReadingToken::table(),
        Record::table(),
        Summary::table(),
        Task::table(),
        Relation::table(),
        Token::table(),
        Command::table(),
        Session::table(),
        Login::table(),
        Link::table(),
        Draft::table(),
        Job::table(),
    ]
}
