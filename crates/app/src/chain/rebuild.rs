//! Making everything that is kept beside the chain again from the events alone, and comparing it with what is there.
//!
//! Invariant: nothing but events and keys goes in. Sealed columns are compared by what they hold, for every
//! sealing has a nonce of its own.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Compartment, RecordId, SlotId, TaskId};
use store::{Class, Options, Row, Snapshot, Store, Table, Target, Value, Values};

use super::{Progress, signer};
use crate::{
    App,
    core::{
        house::Parts,
        load::{Slot, load, open_slots},
        project::{self, Projection, project},
    },
    refused::{Answer, Fault},
};

/// What was made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// Records.
    pub records: u64,
    /// Rows that were compared.
    pub rows: u64,
    /// The first differences.
    pub differences: Vec<Difference>,
    /// How many differences there are.
    pub count: u64,
}

/// A row that is not what the events say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its table.
    pub table: &'static str,
    /// Its record, where the row names one.
    pub record: Option<RecordId>,
    /// How it differs.
    pub how: Differs,
}

/// How a row differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Differs {
    /// It is there, and nothing stands behind it.
    Unfounded,
    /// It should be there.
    Missing,
    /// These columns differ.
    In(Vec<&'static str>),
}

/// Differences that are told one by one.
const TOLD: usize = 50;
/// Records whose rows are written together.
const TOGETHER: usize = 200;

impl App {
    /// Makes the projections again in an empty database and compares them with this one's, row by row.
    ///
    /// `into` is filled with a copy of the chain and of what follows from it; it holds what this database holds and
    /// is to be treated like it.
    pub async fn rebuild(&self, into: Target, mut progress: impl FnMut(Progress) + Send) -> Answer<Rebuilt> {
        let live = self.store().snapshot().await?;
        live.copy_into(into.clone(), &[Class::Chain]).await?;
        let store = Store::open(into, Options::new(signer(&self.shared_ring()))).await?;
        let beside = Self::new(Parts {
            store,
            ring: self.shared_ring(),
            register: None,
            protocol: (*self.protocol()).clone(),
            clock: self.clock(),
            cost: self.cost(),
            demo: self.is_demo(),
        });
        let ids = beside.all_records().await?;
        let of = ids.len() as u64;
        let mut done = 0;
        for some in ids.chunks(TOGETHER) {
            let mut rows = Vec::new();
            for id in some {
                let Some(loaded) = load(&beside, *id).await? else { continue };
                rows.extend(whole(&beside, *id, project(&beside, &loaded, &beside.protocol())?)?);
            }
            beside.store().load_projections(rows).await?;
            done += some.len() as u64;
            progress(Progress { done, of });
        }
        let made = beside.store().snapshot().await?;
        let mut rebuilt = Rebuilt { records: of, rows: 0, differences: Vec::new(), count: 0 };
        for table in store::projection_tables() {
            compare(&beside, table, &live, &made, &mut rebuilt).await?;
        }
        drop((live, made));
        Ok(rebuilt)
    }

    /// Writes the projections of this database again from its events, record by record, while it runs.
    pub async fn replace_projections(&self, mut progress: impl FnMut(Progress) + Send) -> Answer<u64> {
        let ids = self.all_records().await?;
        let of = ids.len() as u64;
        for (done, id) in (1..).zip(&ids) {
            self.replace_projection(*id).await?;
            progress(Progress { done, of });
        }
        let known: BTreeSet<RecordId> = ids.into_iter().collect();
        self.remove_unfounded(&known).await?;
        Ok(of)
    }

    async fn replace_projection(&self, id: RecordId) -> Answer<()> {
        loop {
            let Some(loaded) = load(self, id).await? else { return Ok(()) };
            let projection = project(self, &loaded, &self.protocol())?;
            let mut commit = store::Commit::new(self.fresh()?, self.installation_record(), self.now());
            commit.expect.push(store::Expect::Record { record: id, version: loaded.version });
            // What is there and should not be goes first.
            for task in self.store().tasks_of_record(id, u32::MAX).await? {
                if !projection.tasks.contains_key(&task.id) {
                    commit.rows.push(Row::DeleteTask(task.id));
                }
            }
            for summary in self.store().summaries(&[id]).await? {
                if !projection.summaries.contains_key(&summary.slot) {
                    commit.rows.push(Row::DeleteSummary { record: id, slot: summary.slot });
                }
            }
            let slots: BTreeSet<SlotId> =
                self.store().tokens_of(id).await?.into_iter().map(|token| token.slot).collect();
            for slot in slots {
                if !projection.sources.contains_key(&slot) {
                    commit.rows.push(Row::Tokens { record: id, slot, tokens: Vec::new() });
                }
            }
            if projection.record.is_none() {
                commit.rows.push(Row::DeleteRecord(id));
            }
            commit.rows.push(Row::Relations { record: id, parties: Vec::new() });
            commit.rows.extend(whole(self, id, projection)?);
            match self.store().commit(commit).await {
                Ok(_) => return Ok(()),
                Err(store::CommitError::Moved { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Removes rows of records of which there is no event.
    async fn remove_unfounded(&self, known: &BTreeSet<RecordId>) -> Answer<()> {
        let live = self.store().snapshot().await?;
        let mut rows = Vec::new();
        for table in store::projection_tables() {
            let mut pages = live.pages(table);
            while let Some(page) = pages.next().await? {
                for row in page {
                    let Some(record) = record_of(table, &row).filter(|id| !known.contains(id)) else {
                        continue;
                    };
                    rows.push(match table.name {
                        "record" => Row::DeleteRecord(record),
                        "relation" => Row::Relations { record, parties: Vec::new() },
                        "task" => match id_in(table, &row, "id") {
                            Some(task) => Row::DeleteTask(TaskId::from(task)),
                            None => continue,
                        },
                        name => match id_in(table, &row, "slot").map(SlotId::from) {
                            Some(slot) if name == "summary" => Row::DeleteSummary { record, slot },
                            Some(slot) => Row::Tokens { record, slot, tokens: Vec::new() },
                            None => continue,
                        },
                    });
                }
            }
        }
        drop(live);
        self.store().load_projections(rows).await?;
        Ok(())
    }

    /// Every record of which there is an event.
    async fn all_records(&self) -> Answer<Vec<RecordId>> {
        let (mut ids, mut after) = (Vec::new(), None);
        loop {
            let page = self.store().slots_after(after, 2000).await?;
            let Some(last) = page.last() else { return Ok(ids) };
            after = Some((last.record, last.slot));
            ids.extend(page.into_iter().map(|slot| slot.record));
            ids.dedup();
        }
    }
}

/// All the rows of a projection.
fn whole(app: &App, id: RecordId, projection: Projection) -> Answer<Vec<Row>> {
    project::difference(app, id, None, projection, &BTreeSet::new())
}

/// The slots of some records, opened, by record.
type Opened = BTreeMap<RecordId, BTreeMap<SlotId, Slot>>;

async fn slots_of(app: &App, records: BTreeSet<RecordId>) -> Answer<Opened> {
    let records: Vec<RecordId> = records.into_iter().collect();
    let mut rows: BTreeMap<RecordId, Vec<store::Slot>> = BTreeMap::new();
    for slot in app.store().slots_of(&records).await? {
        rows.entry(slot.record).or_default().push(slot);
    }
    rows.into_iter().map(|(record, rows)| Ok((record, open_slots(app, rows)?.0))).collect()
}

/// One table of both, by pages of the key.
async fn compare(
    app: &App,
    table: &'static Table,
    live: &Snapshot,
    made: &Snapshot,
    rebuilt: &mut Rebuilt,
) -> Answer<()> {
    let (mut live, mut made) = (Side::new(table, live), Side::new(table, made));
    loop {
        let order = match (live.peek(app).await?, made.peek(app).await?) {
            (None, None) => return Ok(()),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(live), Some(made)) => key(table, live).cmp(&key(table, made)),
        };
        let (left, right) = match order {
            std::cmp::Ordering::Less => (live.take(), None),
            std::cmp::Ordering::Greater => (None, made.take()),
            std::cmp::Ordering::Equal => (live.take(), made.take()),
        };
        rebuilt.rows += 1;
        let how = match (&left, &right) {
            (Some(_), None) => Some(Differs::Unfounded),
            (None, Some(_)) => Some(Differs::Missing),
            (Some(left), Some(right)) if left != right => Some(Differs::In(
                table
                    .columns
                    .iter()
                    .zip(left.iter().zip(right))
                    .filter(|(_, (left, right))| left != right)
                    .map(|(column, _)| column.name)
                    .collect(),
            )),
            _ => None,
        };
        if let Some(how) = how {
            rebuilt.count += 1;
            if rebuilt.differences.len() < TOLD {
                let record = left.or(right).and_then(|row| record_of(table, &row));
                rebuilt.differences.push(Difference { table: table.name, record, how });
            }
        }
    }
}

/// The rows of one side, with sealed columns opened.
struct Side<'a> {
    table: &'static Table,
    pages: store::Pages<'a>,
    rows: std::collections::VecDeque<Values>,
}

impl<'a> Side<'a> {
    fn new(table: &'static Table, snapshot: &'a Snapshot) -> Self {
        Self { table, pages: snapshot.pages(table), rows: std::collections::VecDeque::new() }
    }

    async fn peek(&mut self, app: &App) -> Answer<Option<&Values>> {
        if self.rows.is_empty()
            && let Some(page) = self.pages.next().await?
        {
            self.rows = opened(app, self.table, page).await?.into();
        }
        Ok(self.rows.front())
    }

    fn take(&mut self) -> Option<Values> {
        self.rows.pop_front()
    }
}

/// Opens the sealed columns of rows; what does not open is compared as it is.
async fn opened(app: &App, table: &'static Table, mut page: Vec<Values>) -> Answer<Vec<Values>> {
    let (sealed, what): (_, &[u8]) = match table.name {
        "record" => ("access", b"access"),
        "summary" => ("sealed", b"summary"),
        "task" => ("sealed", b"task"),
        _ => return Ok(page),
    };
    let column = place_of(table, sealed).ok_or_else(|| Fault::Damaged(app.installation_record()))?;
    let slots = slots_of(app, page.iter().filter_map(|row| record_of(table, row)).collect()).await?;
    for row in &mut page {
        let Some(record) = record_of(table, row) else { continue };
        let Some(of_record) = slots.get(&record) else { continue };
        let slot = id_in(table, row, "slot").map(SlotId::from).or_else(|| {
            let access = Compartment::of("access");
            of_record.iter().find(|(_, slot)| slot.compartment == access).map(|(id, _)| *id)
        });
        let Some((slot, open)) = slot.and_then(|slot| Some((slot, of_record.get(&slot)?))) else { continue };
        if let Some(Value::Bytes(bytes)) = row.get(column)
            && let Ok(plain) = project::open(open, what, record, slot, bytes)
        {
            row[column] = Value::Bytes(plain.to_vec());
        }
    }
    Ok(page)
}

fn key(table: &Table, row: &Values) -> Vec<Value> {
    table.key.iter().filter_map(|column| row.get(place_of(table, column)?).cloned()).collect()
}

fn place_of(table: &Table, column: &str) -> Option<usize> {
    table.columns.iter().position(|known| known.name == column)
}

fn id_in(table: &Table, row: &Values, column: &str) -> Option<[u8; 16]> {
    match row.get(place_of(table, column)?)? {
        Value::Bytes(bytes) => bytes.as_slice().try_into().ok(),
        _ => None,
    }
}

fn record_of(table: &Table, row: &Values) -> Option<RecordId> {
    let column = if table.name == "record" { "id" } else { "record" };
    id_in(table, row, column).map(RecordId::from)
}
