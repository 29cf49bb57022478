//! What the store keeps beside the events so that lists need not fold: record row, tasks, summaries, tokens.
//!
//! Invariant: everything here is made from the folded record and nothing else, so that `homeward rebuild` makes
//! the same again from the events alone.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ChoiceCode, Compartment, PartialDate, PersonCode, PersonName, Record, RecordId, Sector, SlotId, TaskCode,
    TaskId, Value, sealing,
};
use protocol::Protocol;
use serde::{Deserialize, Serialize};

use super::{
    facts::AccessFacts,
    house::App,
    load::{Loaded, Slot},
    tokens::{self, Source},
};
use crate::{case::change::died, refused::Answer};

/// What a list shows of a record, sealed under the compartment of its particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Its code.
    pub code: PersonCode,
    /// Names as last known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<PersonName>,
    /// Sex, by the protocol's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<ChoiceCode>,
    /// Birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<PartialDate>,
    /// When the person died, if that was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub died: Option<PartialDate>,
    /// The title of a record that is no person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<domain::Private<String>>,
}

/// What a list shows of a task, sealed under the task's compartment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TaskNote {
    #[serde(rename = "w")]
    pub(crate) what: TaskCode,
    #[serde(rename = "s")]
    pub(crate) sector: Sector,
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<domain::Private<String>>,
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub(crate) referral: Option<domain::ReferralId>,
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub(crate) conference: Option<domain::ConferenceId>,
}

/// Whether a death is written down in the compartment of the particulars, so that who reads these may know of it.
fn tells_death(protocol: &Protocol, compartment: &Compartment) -> bool {
    let form = protocol.forms().values().find(|form| form.changes == Some(forms::Changes::Death));
    form.is_some_and(|form| form.compartment == *compartment)
}

/// The summary of a record, and the compartment it belongs to.
pub(crate) fn summary(record: &Record, protocol: &Protocol) -> Option<(Compartment, Summary)> {
    let (opened, _) = record.opened.as_ref()?;
    let kind = protocol.kinds().get(opened.kind.as_str())?;
    let profile = kind.profile.as_ref()?;
    let compartment = protocol.form(profile.as_str())?.compartment.clone();
    let value = |field: &str| record.value(profile.as_str(), field);
    let text = |field: &str| match value(field) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    Some((
        compartment.clone(),
        Summary {
            code: opened.code,
            names: match value("names") {
                Some(Value::Names(names)) => names.clone(),
                _ => Vec::new(),
            },
            sex: match value("sex") {
                Some(Value::Choice(sex)) => Some(sex.clone()),
                _ => None,
            },
            birth: match value("birth") {
                Some(Value::Date(birth)) => Some(*birth),
                _ => None,
            },
            died: died(record, protocol).filter(|_| tells_death(protocol, &compartment)),
            title: text("name").or_else(|| text("title")),
        },
    ))
}

/// Everything that is kept of a record beside its events; made of rows that `rebuild` compares.
pub(crate) struct Projection {
    pub(crate) record: Option<store::Record>,
    pub(crate) tasks: BTreeMap<TaskId, store::Task>,
    pub(crate) summaries: BTreeMap<SlotId, store::Summary>,
    pub(crate) relations: Vec<(RecordId, Option<domain::Instant>)>,
    /// What tokens are made from; they are made when they are written.
    pub(crate) sources: BTreeMap<SlotId, Vec<Source>>,
}

/// Projects a whole record.
pub(crate) fn project(app: &App, loaded: &Loaded, protocol: &Protocol) -> Answer<Projection> {
    let record = &loaded.record;
    let mut projection = Projection {
        record: None,
        tasks: BTreeMap::new(),
        summaries: BTreeMap::new(),
        relations: parties(record),
        sources: BTreeMap::new(),
    };
    let Some((opened, opened_at)) = &record.opened else { return Ok(projection) };
    let open = record.open_tasks();
    let access = AccessFacts::of(record);
    let access_sealed = match loaded.slot_of(&Compartment::of("access")) {
        Some(slot) if access != AccessFacts::default() => {
            seal(&loaded.slots[&slot], b"access", record.id, slot, &access.encode()?)?
        }
        _ => Vec::new(),
    };
    let changed_at = record.history.iter().map(|recorded| recorded.head.at).max().unwrap_or(*opened_at);
    projection.record = Some(store::Record {
        id: record.id,
        kind: opened.kind.clone(),
        stage: record.stage().cloned(),
        urgency: record.urgency.as_ref().map(|(urgency, _)| *urgency),
        owner: record.owner,
        team: record.team,
        place: record.place.clone(),
        opened_at: *opened_at,
        changed_at,
        next_due: open.first().map(|task| task.added.due),
        open_tasks: open.len() as u64,
        code_token: Some(tokens::code(app, &opened.code)?.to_vec()),
        access: access_sealed,
    });
    for task in record.tasks.values() {
        let Some(slot) = loaded.slots.get(&task.slot) else { continue };
        let note = TaskNote {
            what: task.added.what.clone(),
            sector: task.added.sector.clone(),
            note: task.added.note.clone(),
            referral: task.added.referral,
            conference: record.conference_of(task.added.task),
        };
        projection.tasks.insert(
            task.added.task,
            store::Task {
                id: task.added.task,
                record: record.id,
                slot: task.slot,
                assignee: task.added.assignee,
                team: task.added.team,
                owner_of_record: record.owner,
                due: task.added.due,
                closed_at: task.end.as_ref().map(|end| end.at),
                sealed: seal(slot, b"task", record.id, task.slot, &sealing::encode(&note)?)?,
            },
        );
    }
    if let Some((compartment, summary)) = summary(record, protocol)
        && let Some(id) = loaded.slot_of(&compartment)
    {
        let slot = &loaded.slots[&id];
        projection.summaries.insert(
            id,
            store::Summary {
                record: record.id,
                slot: id,
                seq: slot.seq,
                sealed: seal(slot, b"summary", record.id, id, &sealing::encode(&summary)?)?,
            },
        );
    }
    projection.sources = tokens::sources(record);
    Ok(projection)
}

/// Parties with some relation to the record, deputies and teams of an account and the list of a row among them.
fn parties(record: &Record) -> Vec<(RecordId, Option<domain::Instant>)> {
    let mut parties: BTreeMap<_, _> = AccessFacts::of(record).parties().into_iter().collect();
    if let Some((opened, _)) = &record.opened
        && is_row(&opened.kind)
        && let Some(source) = &opened.source
    {
        parties.insert(source.list, None);
    }
    for leave in record.account.leaves.values() {
        let Some(deputy) = leave.deputy else { continue };
        let until = parties.entry(deputy).or_insert(Some(leave.until));
        *until = until.map(|known| known.max(leave.until));
    }
    for role in record.account.roles.iter().filter(|role| role.holds) {
        if let Some(team) = role.team {
            parties.insert(team, None);
        }
    }
    parties.into_iter().collect()
}

/// Whether records of a kind are rows of a list, found through it.
pub(crate) fn is_row(kind: &domain::Kind) -> bool {
    matches!(kind.as_str(), "listed" | "tracing_request")
}

/// Seals what belongs to a slot under its compartment's key.
pub(crate) fn seal(slot: &Slot, what: &[u8], record: RecordId, id: SlotId, bytes: &[u8]) -> Answer<Vec<u8>> {
    Ok(slot.key.seal_note(&context(what, record, id), bytes)?)
}

/// Opens what [`seal`] sealed.
pub(crate) fn open(
    slot: &Slot,
    what: &[u8],
    record: RecordId,
    id: SlotId,
    sealed: &[u8],
) -> Answer<zeroize::Zeroizing<Vec<u8>>> {
    Ok(slot.key.open_note(&context(what, record, id), sealed)?)
}

fn context(what: &[u8], record: RecordId, slot: SlotId) -> Vec<u8> {
    [what, b"\0", record.as_bytes(), slot.as_bytes()].concat()
}

/// The rows that bring the store from one projection to the next; unchanged ones stay as they are, those of slots
/// under a new key are written anew, and those that nothing stands behind any more are removed.
pub(crate) fn difference(
    app: &App,
    id: RecordId,
    before: Option<&Before>,
    after: Projection,
    resealed: &BTreeSet<SlotId>,
) -> Answer<Vec<store::Row>> {
    let mut rows = Vec::new();
    match after.record {
        Some(record) => rows.push(store::Row::Record(record)),
        None if before.is_some_and(|before| before.opened) => rows.push(store::Row::DeleteRecord(id)),
        None => {}
    }
    if let Some(before) = before {
        let gone = before.tasks.keys().filter(|task| !after.tasks.contains_key(task));
        rows.extend(gone.map(|task| store::Row::DeleteTask(*task)));
        if let Some(slot) = before.summary.filter(|slot| !after.summaries.contains_key(slot)) {
            rows.push(store::Row::DeleteSummary { record: id, slot });
        }
        let gone = before.sources.keys().filter(|slot| !after.sources.contains_key(slot));
        rows.extend(gone.map(|slot| store::Row::Tokens { record: id, slot: *slot, tokens: Vec::new() }));
    }
    for (task, row) in after.tasks {
        let same = before.is_some_and(|before| before.tasks.get(&task) == Some(&TaskFace::of(&row)));
        if !same || resealed.contains(&row.slot) {
            rows.push(store::Row::Task(row));
        }
    }
    for (_, summary) in after.summaries {
        rows.push(store::Row::Summary(summary));
    }
    if before.map_or(!after.relations.is_empty(), |before| before.relations != after.relations) {
        rows.push(store::Row::Relations { record: id, parties: after.relations });
    }
    // Making tokens costs more than asking whether anything changed that they are made from.
    for (slot, sources) in after.sources {
        if before.and_then(|before| before.sources.get(&slot)) != Some(&sources) {
            rows.push(store::Row::Tokens { record: id, slot, tokens: tokens::of(app, &sources)? });
        }
    }
    Ok(rows)
}

/// What was projected before, as far as it tells what must be written anew.
pub(crate) struct Before {
    opened: bool,
    summary: Option<SlotId>,
    tasks: BTreeMap<TaskId, TaskFace>,
    relations: Vec<(RecordId, Option<domain::Instant>)>,
    sources: BTreeMap<SlotId, Vec<Source>>,
}

#[derive(PartialEq, Eq)]
struct TaskFace {
    assignee: Option<RecordId>,
    team: Option<RecordId>,
    owner: Option<RecordId>,
    due: domain::Instant,
    closed_at: Option<domain::Instant>,
}

impl TaskFace {
    fn of(row: &store::Task) -> Self {
        Self {
            assignee: row.assignee,
            team: row.team,
            owner: row.owner_of_record,
            due: row.due,
            closed_at: row.closed_at,
        }
    }
}

impl Before {
    /// As the record stood when it was loaded.
    pub(crate) fn of(loaded: &Loaded, protocol: &Protocol) -> Option<Self> {
        if loaded.version == 0 {
            return None;
        }
        let record = &loaded.record;
        let tasks = record
            .tasks
            .values()
            .filter(|task| loaded.slots.contains_key(&task.slot))
            .map(|task| {
                (
                    task.added.task,
                    TaskFace {
                        assignee: task.added.assignee,
                        team: task.added.team,
                        owner: record.owner,
                        due: task.added.due,
                        closed_at: task.end.as_ref().map(|end| end.at),
                    },
                )
            })
            .collect();
        let summary = summary(record, protocol).and_then(|(compartment, _)| loaded.slot_of(&compartment));
        Some(Self {
            opened: record.opened.is_some(),
            summary,
            tasks,
            relations: parties(record),
            sources: tokens::sources(record),
        })
    }
}
