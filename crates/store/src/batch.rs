//! A batch: the commands that are decided together and written in one transaction.
//!
//! Invariant: what a batch decides is what would have been decided one command after the other, in the order of
//! arrival. It is pure: [`Questions`] go to the database, [`Answers`] come back, [`Batch`] turns them into verdicts
//! and statements; both databases only run them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::{CommandId, Instant, RecordId, SlotId};
use ledger::CompactRange;

use crate::{
    commit::{Commit, CommitError, Committed, Expect, NewSlot, Row, Unique},
    error::Error,
    pending::Pending,
    reading::{NewReading, reading_leaf},
    rows::{Checkpoint, Command, Event, Hash, Head, Leaf, LeafSource, Login, Reading, Slot},
    statements::{self, Bulk},
    table::Stored,
    target::Signer,
    value::{Column, Value, Values},
};

/// What the writer is asked to write.
#[derive(Debug, Clone)]
pub(crate) enum Work {
    Commit(Box<Commit>),
    Reading(Box<NewReading>),
    /// Writes projections again, outside the ledger.
    Load(Vec<Row>),
    /// Keeps a checkpoint of the ledger as it is after the work before.
    Checkpoint(Instant),
}

impl Work {
    /// About how many bytes it is.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Commit(commit) => commit.rows.iter().map(Row::weight).sum(),
            Self::Load(rows) => rows.iter().map(Row::weight).sum(),
            Self::Reading(reading) => 256 + reading.sealed.len() + reading.tokens.len() * 64,
            Self::Checkpoint(_) => 0,
        }
    }
}

/// What the writer answers.
#[derive(Debug)]
pub(crate) enum Done {
    Commit(Committed),
    Reading,
    Load,
    Checkpoint(Checkpoint),
}

pub(crate) type Verdict = Result<Done, CommitError>;

/// What must be known before a batch can be decided.
#[derive(Debug, Default)]
pub(crate) struct Questions {
    commands: BTreeSet<CommandId>,
    slots: BTreeSet<(RecordId, SlotId)>,
    records: BTreeSet<RecordId>,
    codes: BTreeSet<Vec<u8>>,
    logins: BTreeSet<Vec<u8>>,
    readings: BTreeSet<[u8; 16]>,
}

impl Questions {
    pub(crate) fn of<'a>(work: impl IntoIterator<Item = &'a Work>) -> Self {
        let mut questions = Self::default();
        for work in work {
            match work {
                Work::Commit(commit) => questions.add(commit),
                Work::Reading(reading) => {
                    questions.readings.insert(reading.id);
                }
                Work::Load(_) | Work::Checkpoint(_) => {}
            }
        }
        questions
    }
    fn add(&mut self, commit: &Commit) {
        self.commands.insert(commit.command);
        for expect in &commit.expect {
            match expect {
                Expect::Absent { record, slot } | Expect::Slot { record, slot, .. } => {
                    self.slots.insert((*record, *slot));
                }
                Expect::Record { record, .. } => {
                    self.records.insert(*record);
                }
            }
        }
        for row in &commit.rows {
            match row {
                Row::Record(record) => self.codes.extend(record.code_token.clone()),
                Row::Login { token, .. } => {
                    self.logins.insert(token.clone());
                }
                _ => {}
            }
        }
    }
    /// The reads, in the order in which [`Answers::from_rows`] takes their results. The head is first: on
    /// PostgreSQL its lock must be held before anything else is looked at.
    pub(crate) fn reads(self) -> [Bulk; 7] {
        let single = |value: Value| vec![value];
        [
            Bulk { sql: &statements::READ_HEAD, rows: vec![vec![]] },
            Bulk {
                sql: &statements::READ_COMMANDS,
                rows: self.commands.into_iter().map(Column::into_value).map(single).collect(),
            },
            Bulk {
                sql: &statements::READ_SLOTS,
                rows: self.slots.into_iter().map(|(r, s)| vec![r.into_value(), s.into_value()]).collect(),
            },
            Bulk {
                sql: &statements::READ_VERSIONS,
                rows: self.records.into_iter().map(Column::into_value).map(single).collect(),
            },
            Bulk {
                sql: &statements::READ_CODES,
                rows: self.codes.into_iter().map(Column::into_value).map(single).collect(),
            },
            Bulk {
                sql: &statements::READ_LOGINS,
                rows: self.logins.into_iter().map(Column::into_value).map(single).collect(),
            },
            Bulk {
                sql: &statements::READ_READINGS,
                rows: self.readings.into_iter().map(Column::into_value).map(single).collect(),
            },
        ]
    }
}

#[derive(Debug)]
struct SlotState {
    seq: u64,
    wrap: Option<Vec<u8>>,
}

/// The state a batch starts from, and then the state it has reached.
#[derive(Debug)]
pub(crate) struct Answers {
    head: Head,
    commands: HashMap<CommandId, Vec<u8>>,
    slots: HashMap<(RecordId, SlotId), SlotState>,
    versions: HashMap<RecordId, u64>,
    codes: HashMap<Vec<u8>, RecordId>,
    logins: HashSet<Vec<u8>>,
    readings: HashSet<[u8; 16]>,
}

/// Takes the next value of a row.
fn next<T: Column>(
    values: &mut std::vec::IntoIter<Value>,
    table: &'static str,
    column: &'static str,
) -> Result<T, Error> {
    values.next().and_then(T::from_value).ok_or(Error::Unreadable { table, column })
}

impl Answers {
    pub(crate) fn from_rows(results: Vec<Vec<Values>>) -> Result<Self, Error> {
        let mut results = results.into_iter();
        let mut rows = || results.next().unwrap_or_default().into_iter().map(Vec::into_iter);
        let head = rows().next().ok_or(Error::Unreadable { table: "head", column: "size" })?;
        let head = Head::from_values(head.collect())?;
        let commands = rows()
            .map(|mut row| Ok((next(&mut row, "command", "id")?, next(&mut row, "command", "outcome")?)))
            .collect::<Result<_, Error>>()?;
        let slots = rows()
            .map(|mut row| {
                let key = (next(&mut row, "slot", "record")?, next(&mut row, "slot", "slot")?);
                let seq = next(&mut row, "slot", "seq")?;
                Ok((key, SlotState { seq, wrap: next(&mut row, "slot", "wrap")? }))
            })
            .collect::<Result<_, Error>>()?;
        let versions = rows()
            .map(|mut row| Ok((next(&mut row, "slot", "record")?, next(&mut row, "slot", "seq")?)))
            .collect::<Result<_, Error>>()?;
        let codes = rows()
            .map(|mut row| Ok((next(&mut row, "record", "code_token")?, next(&mut row, "record", "id")?)))
            .collect::<Result<_, Error>>()?;
        let logins = rows().map(|mut row| next(&mut row, "login", "token")).collect::<Result<_, Error>>()?;
        let readings = rows().map(|mut row| next(&mut row, "reading", "id")).collect::<Result<_, Error>>()?;
        Ok(Self { head, commands, slots, versions, codes, logins, readings })
    }
}

/// The decisions of a batch and what is to be written.
pub(crate) struct Batch {
    state: Answers,
    range: CompactRange,
    signer: Signer,
    checkpoint_every: u64,
    pending: Pending,
    /// Entries of the reading log of this batch, by month slot.
    readings: BTreeMap<SlotId, Vec<Reading>>,
    /// Checkpoints asked for, as places among the verdicts.
    asked: Vec<usize>,
    verdicts: Vec<Verdict>,
}

impl Batch {
    pub(crate) fn new(state: Answers, signer: Signer, checkpoint_every: u64) -> Result<Self, Error> {
        let unreadable = Error::Unreadable { table: "head", column: "peaks" };
        let range = CompactRange::from_bytes(&state.head.peaks).map_err(|_| unreadable.clone())?;
        if range.size() != state.head.size {
            return Err(unreadable);
        }
        Ok(Self {
            state,
            range,
            signer,
            checkpoint_every: checkpoint_every.max(1),
            pending: Pending::default(),
            readings: BTreeMap::new(),
            asked: Vec::new(),
            verdicts: Vec::new(),
        })
    }

    /// Decides one piece of work after those before it.
    pub(crate) fn decide(&mut self, work: Work) {
        let verdict = match work {
            Work::Commit(commit) => match self.state.commands.get(&commit.command) {
                Some(outcome) => {
                    let size = self.range.size();
                    Ok(Committed { repeated: true, outcome: outcome.clone(), positions: size..size })
                }
                None => self.check(&commit).map(|()| self.apply(*commit)),
            }
            .map(Done::Commit),
            Work::Reading(reading) => {
                self.read(*reading);
                Ok(Done::Reading)
            }
            Work::Load(rows) if rows.iter().all(Row::is_projection) => {
                for row in rows {
                    self.pending.apply(row);
                }
                Ok(Done::Load)
            }
            Work::Load(_) => Err(CommitError::Malformed("only projections are loaded outside the ledger")),
            Work::Checkpoint(at) => {
                self.state.head.at = self.state.head.at.max(at);
                self.asked.push(self.verdicts.len());
                // Replaced when the batch is finished: it covers the whole batch.
                Ok(Done::Reading)
            }
        };
        self.verdicts.push(verdict);
    }

    /// Whether a commit can be applied to the state reached. Changes nothing.
    fn check(&self, commit: &Commit) -> Result<(), CommitError> {
        let mut expected: HashMap<(RecordId, SlotId), u64> = HashMap::new();
        let mut whole = HashSet::new();
        for expect in &commit.expect {
            match expect {
                Expect::Absent { record, slot } => {
                    if let Some(found) = self.state.slots.get(&(*record, *slot)) {
                        return Err(CommitError::Stale { record: *record, slot: *slot, found: found.seq });
                    }
                    expected.insert((*record, *slot), 0);
                }
                Expect::Slot { record, slot, seq, wrap } => {
                    let found = self.state.slots.get(&(*record, *slot));
                    if found.is_none_or(|found| found.seq != *seq || found.wrap != *wrap) {
                        let found = found.map_or(0, |found| found.seq);
                        return Err(CommitError::Stale { record: *record, slot: *slot, found });
                    }
                    expected.insert((*record, *slot), *seq);
                }
                Expect::Record { record, version } => {
                    let found = self.state.versions.get(record).copied().unwrap_or(0);
                    if found != *version {
                        return Err(CommitError::Moved { record: *record, found });
                    }
                    whole.insert(*record);
                }
            }
        }
        let mut created = HashMap::new();
        for row in &commit.rows {
            match row {
                Row::Slot(new) => {
                    let key = (new.record, new.slot);
                    if expected.get(&key) != Some(&0) || self.state.slots.contains_key(&key) {
                        return Err(CommitError::Malformed("a new slot must be expected not to exist"));
                    }
                    if created.insert(key, 0_u64).is_some() {
                        return Err(CommitError::Malformed("a slot is created twice"));
                    }
                }
                Row::Event(event) => {
                    let key = (event.record, event.slot);
                    let Some(seq) = expected.get_mut(&key) else {
                        return Err(CommitError::Malformed("an event in a slot that is not expected"));
                    };
                    if event.seq != *seq + 1 {
                        return Err(CommitError::Malformed("an event out of sequence"));
                    }
                    match (created.get_mut(&key), self.state.slots.get(&key)) {
                        (Some(events), _) => *events += 1,
                        (None, None) => return Err(CommitError::Malformed("an event in no slot")),
                        (None, Some(slot)) if slot.wrap.is_none() => {
                            return Err(CommitError::Erased { record: event.record, slot: event.slot });
                        }
                        (None, Some(_)) => {}
                    }
                    *seq += 1;
                }
                Row::RewrapEvent { record, slot, .. } if !expected.contains_key(&(*record, *slot)) => {
                    return Err(CommitError::Malformed(
                        "an event is re-wrapped in a slot that is not expected",
                    ));
                }
                Row::Leaf { source: LeafSource::Event | LeafSource::Reading, .. } => {
                    return Err(CommitError::Malformed("a leaf of an event or reading comes with it"));
                }
                Row::Record(record) => {
                    if !whole.contains(&record.id) {
                        return Err(CommitError::Malformed("a record is replaced that is not expected"));
                    }
                    let holder = record.code_token.as_ref().and_then(|code| self.state.codes.get(code));
                    if holder.is_some_and(|holder| *holder != record.id) {
                        return Err(CommitError::Taken { what: Unique::Code });
                    }
                }
                Row::Login { token, .. } if self.state.logins.contains(token) => {
                    return Err(CommitError::Taken { what: Unique::Login });
                }
                _ => {}
            }
        }
        if created.values().any(|events| *events == 0) {
            return Err(CommitError::Malformed("a new slot without an event"));
        }
        Ok(())
    }

    fn apply(&mut self, commit: Commit) -> Committed {
        let first = self.range.size();
        self.state.head.at = self.state.head.at.max(commit.at);
        for row in commit.rows {
            self.apply_row(row);
        }
        self.state.commands.insert(commit.command, commit.outcome.clone());
        let outcome = commit.outcome.clone();
        self.pending.insert(Command {
            id: commit.command,
            actor: commit.actor,
            at: commit.at,
            outcome: commit.outcome,
        });
        Committed { repeated: false, outcome, positions: first..self.range.size() }
    }

    fn apply_row(&mut self, row: Row) {
        match row {
            Row::Event(event) => {
                let key = (event.record, event.slot);
                if let Some(slot) = self.state.slots.get_mut(&key) {
                    slot.seq = event.seq;
                }
                *self.state.versions.entry(event.record).or_default() += 1;
                self.pending.advance(event.record, event.slot, event.seq);
                let position = self.append(event.leaf, LeafSource::Event);
                self.pending.insert(Event {
                    record: event.record,
                    slot: event.slot,
                    seq: event.seq,
                    event_id: event.event_id,
                    position,
                    at: event.at,
                    actor: event.actor,
                    format: event.format,
                    wrap: Some(event.wrap),
                    sealed: event.sealed,
                    leaf: event.leaf,
                });
            }
            Row::Leaf { hash, source } => {
                self.append(hash, source);
            }
            Row::Slot(NewSlot { record, slot, epoch, wrap, label }) => {
                let state = SlotState { seq: 0, wrap: Some(wrap.clone()) };
                self.state.slots.insert((record, slot), state);
                self.pending.create_slot(Slot { record, slot, epoch, wrap: Some(wrap), label, seq: 0 });
            }
            Row::RewrapSlot { record, slot, epoch, wrap, label } => {
                if let Some(state) = self.state.slots.get_mut(&(record, slot))
                    && state.wrap.is_some()
                {
                    state.wrap = Some(wrap.clone());
                }
                self.pending.rewrap_slot((record, slot), epoch, wrap, label);
            }
            Row::DestroySlotKey { record, slot } => {
                if let Some(state) = self.state.slots.get_mut(&(record, slot)) {
                    state.wrap = None;
                }
                self.pending.destroy_slot((record, slot));
            }
            Row::Record(record) => {
                if let Some(code) = &record.code_token {
                    self.state.codes.insert(code.clone(), record.id);
                }
                self.pending.upsert(record);
            }
            Row::Login { token, account } => {
                self.state.logins.insert(token.clone());
                self.pending.upsert(Login { token, account, failures: 0, locked_until: None });
            }
            Row::DeleteLogin { token } => {
                self.state.logins.remove(&token);
                self.pending.apply(Row::DeleteLogin { token });
            }
            row => self.pending.apply(row),
        }
    }

    fn read(&mut self, new: NewReading) {
        // A replay after a lost connection may bring an entry that is durable already.
        if !self.state.readings.insert(new.id) {
            return;
        }
        self.state.head.at = self.state.head.at.max(new.at);
        for token in new.tokens {
            self.pending.reading_token(token, new.month, new.id);
        }
        self.readings.entry(new.slot).or_default().push(Reading {
            id: new.id,
            position: None,
            at: new.at,
            actor: new.actor,
            slot: new.slot,
            sealed: new.sealed,
        });
    }

    /// Gives a leaf its position, and keeps a checkpoint where one is due.
    fn append(&mut self, hash: Hash, source: LeafSource) -> u64 {
        let position = self.range.append(hash);
        self.pending.insert(Leaf { position, hash, source });
        if self.range.size().is_multiple_of(self.checkpoint_every) {
            let checkpoint = self.checkpoint();
            self.pending.checkpoint(checkpoint);
        }
        position
    }

    fn checkpoint(&self) -> Checkpoint {
        let (size, root, at) = (self.range.size(), self.range.root(), self.state.head.at);
        Checkpoint { size, root, at, signature: (self.signer)(size, &root, at) }
    }

    /// The statements, in order, and what to answer once they are durable.
    pub(crate) fn finish(mut self) -> (Vec<Bulk>, Vec<Verdict>) {
        for (_, entries) in std::mem::take(&mut self.readings) {
            let position = self.append(reading_leaf(&entries), LeafSource::Reading);
            for mut entry in entries {
                entry.position = Some(position);
                self.pending.insert(entry);
            }
        }
        let grown = self.range.size() != self.state.head.size;
        if grown || !self.asked.is_empty() {
            let head = self.checkpoint();
            for place in std::mem::take(&mut self.asked) {
                self.pending.checkpoint(head.clone());
                if let Some(verdict) = self.verdicts.get_mut(place) {
                    *verdict = Ok(Done::Checkpoint(head.clone()));
                }
            }
            self.pending.head(Head {
                size: head.size,
                peaks: self.range.to_bytes(),
                root: head.root,
                at: head.at,
                signature: head.signature,
            });
        }
        (self.pending.into_statements(), self.verdicts)
    }
}
