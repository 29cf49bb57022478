//! The writes of a batch, collected by key, so that each row is written once by one statement for each table.
//!
//! Invariant: what is written is what writing each change in order would have left. A destroyed key is never
//! replaced, and the statements come out sorted by key.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Instant, RecordId, SlotId, UserId};

use crate::{
    commit::Row,
    rows::{
        Checkpoint, Draft, Head, Link, Login, Meta, ProtocolVersion, ReadingToken, Record, Relation, Slot,
        Summary, Task, Token,
    },
    statements::{self, Bulk},
    table::{Sql, Stored, Table},
    value::{Column, Value, Values},
};

type SlotKey = (RecordId, SlotId);

#[derive(Debug)]
enum NewKey {
    Wrapped { epoch: u32, wrap: Vec<u8>, label: Vec<u8> },
    Destroyed,
}

/// The last word on each row of a table: its values, or none to delete it.
#[derive(Debug)]
struct Ops {
    table: &'static Table,
    rows: BTreeMap<Values, Option<Values>>,
}

#[derive(Debug, Default)]
pub(crate) struct Pending {
    inserts: BTreeMap<&'static str, (&'static Table, Vec<Values>)>,
    ops: BTreeMap<&'static str, Ops>,
    new_slots: BTreeMap<SlotKey, Slot>,
    advanced: BTreeMap<SlotKey, u64>,
    slot_keys: BTreeMap<SlotKey, NewKey>,
    event_keys: BTreeMap<(RecordId, SlotId, u64), Option<Vec<u8>>>,
    relations: BTreeMap<RecordId, BTreeMap<RecordId, Option<Instant>>>,
    tokens: BTreeMap<SlotKey, BTreeMap<(u32, Vec<u8>), u32>>,
    reading_tokens: BTreeSet<(Vec<u8>, u32, [u8; 16])>,
    checkpoints: BTreeMap<u64, Checkpoint>,
    ended: Vec<(UserId, Option<Vec<u8>>)>,
    disposed: BTreeSet<SlotId>,
    head: Option<Head>,
}

impl Pending {
    /// A row that cannot be there yet.
    pub(crate) fn insert<T: Stored>(&mut self, row: T) {
        let table = T::table();
        self.inserts.entry(table.name).or_insert_with(|| (table, Vec::new())).1.push(row.into_values());
    }
    /// A row that may be there.
    pub(crate) fn upsert<T: Stored>(&mut self, row: T) {
        let values = row.into_values();
        let table = T::table();
        self.ops(table).rows.insert(table.key_of(&values), Some(values));
    }
    fn delete<T: Stored>(&mut self, key: Values) {
        self.ops(T::table()).rows.insert(key, None);
    }
    fn ops(&mut self, table: &'static Table) -> &mut Ops {
        self.ops.entry(table.name).or_insert_with(|| Ops { table, rows: BTreeMap::new() })
    }
    pub(crate) fn create_slot(&mut self, slot: Slot) {
        self.new_slots.insert((slot.record, slot.slot), slot);
    }
    pub(crate) fn advance(&mut self, record: RecordId, slot: SlotId, seq: u64) {
        match self.new_slots.get_mut(&(record, slot)) {
            Some(slot) => slot.seq = seq,
            None => {
                self.advanced.insert((record, slot), seq);
            }
        }
    }
    pub(crate) fn rewrap_slot(&mut self, key: SlotKey, epoch: u32, wrap: Vec<u8>, label: Vec<u8>) {
        if let Some(slot) = self.new_slots.get_mut(&key) {
            if slot.wrap.is_some() {
                (slot.epoch, slot.wrap, slot.label) = (epoch, Some(wrap), label);
            }
        } else if !matches!(self.slot_keys.get(&key), Some(NewKey::Destroyed)) {
            self.slot_keys.insert(key, NewKey::Wrapped { epoch, wrap, label });
        }
    }
    pub(crate) fn destroy_slot(&mut self, key: SlotKey) {
        match self.new_slots.get_mut(&key) {
            Some(slot) => slot.wrap = None,
            None => {
                self.slot_keys.insert(key, NewKey::Destroyed);
            }
        }
    }
    pub(crate) fn reading_token(&mut self, token: Vec<u8>, month: u32, reading: [u8; 16]) {
        self.reading_tokens.insert((token, month, reading));
    }
    pub(crate) fn checkpoint(&mut self, checkpoint: Checkpoint) {
        self.checkpoints.insert(checkpoint.size, checkpoint);
    }
    pub(crate) fn head(&mut self, head: Head) {
        self.head = Some(head);
    }

    /// Collects a change that needs no decision.
    pub(crate) fn apply(&mut self, row: Row) {
        match row {
            // Decided by the batch, which calls the functions above.
            Row::Event(_) | Row::Leaf { .. } | Row::Slot(_) | Row::Login { .. } => {}
            Row::RewrapSlot { record, slot, epoch, wrap, label } => {
                self.rewrap_slot((record, slot), epoch, wrap, label);
            }
            Row::DestroySlotKey { record, slot } => self.destroy_slot((record, slot)),
            Row::RewrapEvent { record, slot, seq, wrap } => {
                let key = self.event_keys.entry((record, slot, seq)).or_insert_with(|| Some(Vec::new()));
                if key.is_some() {
                    *key = Some(wrap);
                }
            }
            Row::DropEventWrap { record, slot, seq } => {
                self.event_keys.insert((record, slot, seq), None);
            }
            Row::Record(record) => self.upsert(record),
            Row::DeleteRecord(record) => self.delete::<Record>(vec![record.into_value()]),
            Row::Summary(summary) => self.upsert(summary),
            Row::DeleteSummary { record, slot } => {
                self.delete::<Summary>(vec![record.into_value(), slot.into_value()]);
            }
            Row::Task(task) => self.upsert(task),
            Row::DeleteTask(task) => self.delete::<Task>(vec![task.into_value()]),
            Row::Relations { record, parties } => {
                self.relations.insert(record, parties.into_iter().collect());
            }
            Row::Tokens { record, slot, tokens } => {
                let tokens = tokens.into_iter().map(|token| ((token.kind, token.token), token.epoch));
                self.tokens.insert((record, slot), tokens.collect());
            }
            Row::DeleteLogin { token } => self.delete::<Login>(vec![token.into_value()]),
            Row::Link(link) => self.upsert::<Link>(link),
            Row::EndSessions { account, keep } => self.ended.push((account, keep)),
            Row::DeleteDraft { account, id } => {
                self.delete::<Draft>(vec![account.into_value(), id.into_value()]);
            }
            Row::Job(job) => self.upsert(job),
            Row::ProtocolVersion(version) => self.upsert::<ProtocolVersion>(version),
            Row::Meta { key, value } => self.upsert(Meta { key, value }),
            Row::DisposeReadings { slot } => {
                self.disposed.insert(slot);
            }
        }
    }

    /// The statements, in the order in which they must run.
    pub(crate) fn into_statements(self) -> Vec<Bulk> {
        let mut statements = Statements::default();
        // What a commit disposes of, before what the batch adds: the batch's own readings come last.
        let disposed: Vec<Values> = self.disposed.iter().map(|slot| vec![slot.into_value()]).collect();
        statements.add(&statements::DISPOSE_READING_TOKENS, disposed.clone());
        statements.add(&statements::DISPOSE_READINGS, disposed);
        let ended = self.ended.into_iter();
        let ended =
            ended.map(|(account, keep)| vec![account.into_value(), keep.unwrap_or_default().into_value()]);
        statements.add(&statements::END_SESSIONS, ended);

        for ops in self.ops.into_values() {
            let (mut upserts, mut deletes) = (Vec::new(), Vec::new());
            for (key, row) in ops.rows {
                match row {
                    Some(row) => upserts.push(row),
                    None => deletes.push(key),
                }
            }
            statements.add(&ops.table.delete, deletes);
            statements.add(&ops.table.upsert, upserts);
        }

        statements.add(
            &statements::DELETE_RELATIONS,
            self.relations.keys().map(|record| vec![record.into_value()]),
        );
        let relations = self.relations.into_iter().flat_map(|(record, parties)| {
            parties.into_iter().map(move |(party, until)| Relation { record, party, until }.into_values())
        });
        statements.add(&Relation::table().insert, relations);

        let replaced = self.tokens.keys().map(|(record, slot)| vec![record.into_value(), slot.into_value()]);
        statements.add(&statements::DELETE_TOKENS, replaced);
        let mut tokens: Vec<_> = self
            .tokens
            .into_iter()
            .flat_map(|((record, slot), tokens)| {
                tokens.into_iter().map(move |((kind, token), epoch)| {
                    Token { kind, token, record, slot, epoch }.into_values()
                })
            })
            .collect();
        tokens.sort_unstable();
        statements.add(&Token::table().insert, tokens);

        statements.add(&Slot::table().insert, self.new_slots.into_values().map(Stored::into_values));
        for (table, rows) in self.inserts.into_values() {
            statements.add(&table.insert, rows);
        }
        let advanced = self.advanced.into_iter();
        let advanced = advanced
            .map(|((record, slot), seq)| vec![record.into_value(), slot.into_value(), seq.into_value()]);
        statements.add(&statements::ADVANCE_SLOT, advanced);

        // Keys after the rows they belong to, for a row of this batch may be erased by this batch.
        let (mut wrapped, mut destroyed) = (Vec::new(), Vec::new());
        for ((record, slot), key) in self.slot_keys {
            let (record, slot) = (record.into_value(), slot.into_value());
            match key {
                NewKey::Wrapped { epoch, wrap, label } => {
                    wrapped.push(vec![
                        record,
                        slot,
                        epoch.into_value(),
                        wrap.into_value(),
                        label.into_value(),
                    ]);
                }
                NewKey::Destroyed => destroyed.push(vec![record, slot, Value::Null]),
            }
        }
        statements.add(&statements::REWRAP_SLOT, wrapped);
        statements.add(&statements::DESTROY_SLOT, destroyed);
        let (mut wrapped, mut dropped) = (Vec::new(), Vec::new());
        for ((record, slot, seq), wrap) in self.event_keys {
            let row = vec![record.into_value(), slot.into_value(), seq.into_value()];
            let rows = if wrap.is_some() { &mut wrapped } else { &mut dropped };
            rows.push([row, vec![wrap.into_value()]].concat());
        }
        statements.add(&statements::REWRAP_EVENT, wrapped);
        statements.add(&statements::DROP_EVENT, dropped);

        let tokens = self.reading_tokens.into_iter();
        let tokens =
            tokens.map(|(token, month, reading)| ReadingToken { token, month, reading }.into_values());
        statements.add(&ReadingToken::table().insert, tokens);
        statements
            .add(&statements::WRITE_CHECKPOINT, self.checkpoints.into_values().map(Stored::into_values));
        statements.add(&statements::WRITE_HEAD, self.head.map(Stored::into_values));
        statements.0
    }
}

#[derive(Default)]
struct Statements(Vec<Bulk>);

impl Statements {
    fn add(&mut self, sql: &'static Sql, rows: impl IntoIterator<Item = Values>) {
        let rows: Vec<_> = rows.into_iter().collect();
        if !rows.is_empty() {
            self.0.push(Bulk { sql, rows });
        }
    }
}
