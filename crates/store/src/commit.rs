//! What a command asks the store to write, and what it is told.
//!
//! Invariant: an event is only appended at a sequence its author has seen, and a record's row is only replaced by
//! one folded from the whole record as it is now. A commit that breaks this cannot be written.

use domain::{CommandId, EventId, Instant, RecordId, SlotId, TaskId, UserId};

use crate::{
    error::Error,
    rows::{Hash, Job, LeafSource, Link, ProtocolVersion, Record, Slot, Summary, Task},
};

/// What the author of a commit has seen and relies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// The slot does not exist. Needed to create it.
    Absent {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
    },
    /// The slot is as it was read: see [`Expect::seen`]. Needed to append to it.
    Slot {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// Sequence of its last event.
        seq: u64,
        /// The wrapped compartment key. A slot that was re-keyed or re-wrapped since counts as stale, so nothing
        /// is sealed under a key that was given up.
        wrap: Option<Vec<u8>>,
    },
    /// No slot of the record has moved: the sum of the sequences of its slots (see [`version_of`]); 0 means that
    /// the record does not exist. Replacing the row of a record needs this.
    Record {
        /// Which record.
        record: RecordId,
        /// Sum of the sequences of its slots.
        version: u64,
    },
}

impl Expect {
    /// The slot is still as this row says.
    pub fn seen(slot: &Slot) -> Self {
        Self::Slot { record: slot.record, slot: slot.slot, seq: slot.seq, wrap: slot.wrap.clone() }
    }
    /// All of the record is still as these rows, the slots of the record, say; none for a record that does not
    /// exist.
    pub fn whole(record: RecordId, slots: &[Slot]) -> Self {
        Self::Record { record, version: version_of(slots) }
    }
}

/// The version of a record for [`Expect::Record`]: its number of events.
pub fn version_of(slots: &[Slot]) -> u64 {
    slots.iter().map(|slot| slot.seq).sum()
}

/// An event to append. Its place in the ledger is given by the store.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Which record.
    pub record: RecordId,
    /// Which slot of it.
    pub slot: SlotId,
    /// Sequence in the slot: one more than expected, and so on.
    pub seq: u64,
    /// Which event.
    pub event_id: EventId,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: UserId,
    /// Format of the sealed bytes.
    pub format: u16,
    /// The wrapped event key.
    pub wrap: Vec<u8>,
    /// The ciphertext.
    pub sealed: Vec<u8>,
    /// Its leaf in the ledger.
    pub leaf: Hash,
}

/// A compartment to create; it needs at least one event in the same commit.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSlot {
    /// Of which record.
    pub record: RecordId,
    /// Its random id.
    pub slot: SlotId,
    /// Epoch of the key that wraps the compartment key.
    pub epoch: u32,
    /// The wrapped compartment key.
    pub wrap: Vec<u8>,
    /// The sealed name of the compartment.
    pub label: Vec<u8>,
}

/// One blind-index token, for [`Row::Tokens`].
#[derive(Clone, PartialEq, Eq)]
pub struct NewToken {
    /// Which composite key it is made from.
    pub kind: u32,
    /// The truncated code.
    pub token: Vec<u8>,
    /// Epoch of the token key.
    pub epoch: u32,
}

/// One change of a commit. Within a commit and between the commits of a batch they take effect in order.
#[derive(Clone, PartialEq, Eq)]
pub enum Row {
    /// Appends an event and its leaf.
    Event(NewEvent),
    /// Appends a leaf that is no event.
    Leaf {
        /// Its hash.
        hash: Hash,
        /// What it stands for.
        source: LeafSource,
    },
    /// Creates a compartment.
    Slot(NewSlot),
    /// Gives a compartment a newly wrapped key (rotation or re-keying). A destroyed slot stays destroyed.
    RewrapSlot {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// Epoch of the wrapping key.
        epoch: u32,
        /// The wrapped compartment key.
        wrap: Vec<u8>,
        /// The name of the compartment, sealed anew.
        label: Vec<u8>,
    },
    /// Destroys the key of a compartment: nothing of it opens again.
    DestroySlotKey {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
    },
    /// Gives an event a newly wrapped key, when its compartment was re-keyed; needs
    /// [`Expect::Slot`]. An erased event stays erased.
    RewrapEvent {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// Which event of the slot.
        seq: u64,
        /// The wrapped event key.
        wrap: Vec<u8>,
    },
    /// Erases one event: drops its key.
    DropEventWrap {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// Which event of the slot.
        seq: u64,
    },
    /// Writes the row of a record; needs [`Expect::Record`].
    Record(Record),
    /// Removes the row of a record.
    DeleteRecord(RecordId),
    /// Writes a summary.
    Summary(Summary),
    /// Removes a summary.
    DeleteSummary {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
    },
    /// Writes a task.
    Task(Task),
    /// Removes a task.
    DeleteTask(TaskId),
    /// Replaces all the relations of a record.
    Relations {
        /// Which record.
        record: RecordId,
        /// The parties and until when.
        parties: Vec<(RecordId, Option<Instant>)>,
    },
    /// Replaces all the tokens of one slot.
    Tokens {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// The tokens.
        tokens: Vec<NewToken>,
    },
    /// Gives an account a name to sign in with; it must be free.
    Login {
        /// Blind index of the name.
        token: Vec<u8>,
        /// Which account.
        account: UserId,
    },
    /// Takes a sign-in name away.
    DeleteLogin {
        /// Blind index of the name.
        token: Vec<u8>,
    },
    /// Makes a one-time link.
    Link(Link),
    /// Ends every session of an account, but for the one with this hash.
    EndSessions {
        /// Whose.
        account: UserId,
        /// The session that stays.
        keep: Option<Vec<u8>>,
    },
    /// Removes a draft that was saved.
    DeleteDraft {
        /// Whose.
        account: UserId,
        /// Which.
        id: [u8; 16],
    },
    /// Enqueues a job.
    Job(Job),
    /// Keeps a version of the protocol.
    ProtocolVersion(ProtocolVersion),
    /// Writes a fact about the installation.
    Meta {
        /// Its name.
        key: String,
        /// Its value.
        value: Vec<u8>,
    },
    /// Disposes of the reading log of a month; its leaves stay.
    DisposeReadings {
        /// The slot of the month.
        slot: SlotId,
    },
}

impl Row {
    /// Whether it writes only what can be folded again from the events.
    pub(crate) fn is_projection(&self) -> bool {
        matches!(
            self,
            Self::Record(_)
                | Self::DeleteRecord(_)
                | Self::Summary(_)
                | Self::DeleteSummary { .. }
                | Self::Task(_)
                | Self::DeleteTask(_)
                | Self::Relations { .. }
                | Self::Tokens { .. }
        )
    }
    /// About how many bytes it is.
    pub(crate) fn weight(&self) -> usize {
        200 + match self {
            Self::Event(event) => event.sealed.len(),
            Self::Record(record) => record.access.len(),
            Self::Summary(summary) => summary.sealed.len(),
            Self::Task(task) => task.sealed.len(),
            Self::Relations { parties, .. } => parties.len() * 48,
            Self::Tokens { tokens, .. } => tokens.len() * 80,
            Self::Job(job) => job.sealed.len(),
            Self::ProtocolVersion(version) => version.files.len(),
            Self::Meta { value, .. } => value.len(),
            _ => 0,
        }
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Row(..)")
    }
}

/// One command's writes: all of them happen, in one transaction, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The command's id, made by its sender: sent twice, it happens once.
    pub command: CommandId,
    /// Who sent it.
    pub actor: UserId,
    /// When.
    pub at: Instant,
    /// What to tell the sender, also when the command comes a second time.
    pub outcome: Vec<u8>,
    /// What the author relies on.
    pub expect: Vec<Expect>,
    /// The changes.
    pub rows: Vec<Row>,
}

impl Commit {
    /// An empty commit.
    pub fn new(command: CommandId, actor: UserId, at: Instant) -> Self {
        Self { command, actor, at, outcome: Vec::new(), expect: Vec::new(), rows: Vec::new() }
    }
}

/// A commit that is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Whether the command had already happened; then nothing was written now.
    pub repeated: bool,
    /// The outcome of the first time.
    pub outcome: Vec<u8>,
    /// Ledger positions of its leaves, in the order of its rows; empty when repeated.
    pub positions: std::ops::Range<u64>,
}

/// Why a commit was not written. Nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// Someone else appended to the slot meanwhile, or its key changed.
    #[error("the compartment has changed since it was read")]
    Stale {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
        /// The sequence it has now; 0 when it does not exist.
        found: u64,
    },
    /// Another compartment of the record moved, so that its row would be folded from an old state: load and decide
    /// again.
    #[error("the record has changed since it was read")]
    Moved {
        /// Which record.
        record: RecordId,
        /// The version it has now; 0 when it does not exist.
        found: u64,
    },
    /// The key of the slot was destroyed; nothing can be added to it.
    #[error("the compartment was erased")]
    Erased {
        /// Which record.
        record: RecordId,
        /// Which slot of it.
        slot: SlotId,
    },
    /// The code or sign-in name belongs to another.
    #[error("already taken")]
    Taken {
        /// Which of the two.
        what: Unique,
    },
    /// The commit contradicts itself: a mistake in the program.
    #[error("malformed commit: {0}")]
    Malformed(&'static str),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// What must be unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unique {
    /// The code of a record: draw another.
    Code,
    /// The name someone signs in with.
    Login,
}
