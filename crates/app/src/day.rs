//! My day: what this person has to do, late first.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ConferenceId, Instant, Private, RecordId, ReferralId, Sector, TaskCode, TaskId, UserId};

use crate::{
    App, Listed, SignedIn,
    core::{
        load::{Keys, by_record, open_slots},
        project::{self, TaskNote},
        reading::Read,
    },
    refused::Answer,
};

/// A task with the record it is about.
#[derive(Debug, Clone)]
pub struct DayTask {
    /// Its id.
    pub task: TaskId,
    /// What it asks for.
    pub what: TaskCode,
    /// Its sector.
    pub sector: Sector,
    /// When it is due.
    pub due: Instant,
    /// More about it.
    pub note: Option<Private<String>>,
    /// The referral that it answers.
    pub referral: Option<ReferralId>,
    /// The conference that it belongs to.
    pub conference: Option<ConferenceId>,
    /// Whether it waits in the team's queue rather than for this person.
    pub for_team: bool,
    /// Whose it is, when that is not the reader: somebody for whom they stand in.
    pub instead_of: Option<UserId>,
    /// The record.
    pub record: Listed,
}

/// Open tasks, and how many more there are than were asked for.
#[derive(Debug, Clone)]
pub struct Day {
    /// The tasks, the first due first.
    pub tasks: Vec<DayTask>,
    /// Whether there are more.
    pub more: bool,
}

/// The most tasks on one page.
pub const MOST: usize = 60;
/// How many are read of each kind: some may be of records that the reader may not see.
const LIMIT: u32 = 80;
/// How many are looked at in one visit of the store at least: the last few are not fetched one by one.
const AT_LEAST: usize = 20;

impl App {
    /// The open tasks of a person and of the queues of their teams; a colleague's task of one's team is theirs.
    pub async fn day(&self, who: &SignedIn) -> Answer<Day> {
        let mut whose: Vec<store::TasksOf> = vec![store::TasksOf::Assignee(who.user())];
        whose.extend(who.actor().stands_in_for.iter().map(|owner| store::TasksOf::Assignee(*owner)));
        whose.extend(who.actor().teams().map(store::TasksOf::Queue));
        let mut rows: Vec<store::Task> = Vec::new();
        for of in whose {
            rows.extend(self.store().open_tasks(of, None, LIMIT).await?);
        }
        rows.sort_by_key(|row| (row.due, row.id));
        rows.dedup_by_key(|row| row.id);
        let mut tasks = Vec::new();
        let mut waiting = rows.as_slice();
        while tasks.len() < MOST && !waiting.is_empty() {
            let wanted = (MOST - tasks.len()).max(AT_LEAST);
            let (some, rest) = waiting.split_at(waiting.len().min(wanted));
            tasks.extend(self.show_tasks(who, some).await?);
            waiting = rest;
        }
        let more = !waiting.is_empty() || tasks.len() > MOST;
        tasks.truncate(MOST);
        let mut shown: Vec<RecordId> = tasks.iter().map(|task| task.record.id).collect();
        shown.sort_unstable();
        shown.dedup();
        self.log_reading(
            who,
            &Read { page: crate::Shown::Day, records: shown, grounds: Vec::new(), reason: None },
        )
        .await?;
        Ok(Day { tasks, more })
    }

    /// Tasks as this reader may see them; forbidden ones disappear.
    pub(crate) async fn show_tasks(&self, who: &SignedIn, rows: &[store::Task]) -> Answer<Vec<DayTask>> {
        let mut ids: Vec<RecordId> = rows.iter().map(|row| row.record).collect();
        ids.sort_unstable();
        ids.dedup();
        let records = self.store().records(&ids).await?;
        let listed: BTreeMap<RecordId, Listed> =
            self.show_rows(who, records).await?.into_iter().map(|row| (row.id, row)).collect();
        let asked: BTreeSet<_> = rows.iter().map(|row| (row.record, row.slot)).collect();
        let mut slots = self.store().slots_of(&ids).await?;
        slots.retain(|slot| asked.contains(&(slot.record, slot.slot)));
        let keys = by_record(open_slots(self, slots)?.0);
        tasks_on(who, &listed, &keys, rows)
    }
}

/// Tasks of records that are open to this reader already; those in a compartment that is not disappear.
pub(crate) fn tasks_on(
    who: &SignedIn,
    listed: &BTreeMap<RecordId, Listed>,
    keys: &Keys,
    rows: &[store::Task],
) -> Answer<Vec<DayTask>> {
    let mut tasks = Vec::new();
    for row in rows {
        let Some(record) = listed.get(&row.record) else { continue };
        let Some(slot) = keys.get(&row.record).and_then(|slots| slots.get(&row.slot)) else { continue };
        if !record.grant.may_open(slot.compartment.as_str(), row.slot) {
            continue;
        }
        let plain = project::open(slot, b"task", row.record, row.slot, &row.sealed)?;
        let note: TaskNote = domain::sealing::decode(&plain)?;
        // Of the particulars the school's side knows the face, not what was written around them.
        let closed = record.grant.is_outside() && slot.compartment == "core";
        // A supervisor's queue does not fill with the work of everybody in the team.
        tasks.push(DayTask {
            task: row.id,
            what: note.what,
            sector: note.sector,
            due: row.due,
            note: note.note.filter(|_| !closed),
            referral: note.referral,
            conference: note.conference,
            for_team: row.assignee.is_none(),
            instead_of: row.assignee.filter(|assignee| *assignee != who.user()),
            record: record.clone(),
        });
    }
    Ok(tasks)
}
