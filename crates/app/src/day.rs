//! My day: what this person has to do, late first.

use std::collections::BTreeMap;

use domain::{Instant, Private, RecordId, ReferralId, Sector, TaskCode, TaskId};

use crate::{
    App, Listed, SignedIn,
    core::{
        load::open_slots,
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
    /// Whether it waits in the team's queue rather than for this person.
    pub for_team: bool,
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
const LIMIT: u32 = 240;

impl App {
    /// The open tasks of a person and of the queues of their teams.
    pub async fn day(&self, who: &SignedIn) -> Answer<Day> {
        let mut whose: Vec<store::TasksOf> = vec![store::TasksOf::Assignee(who.user())];
        whose.extend(who.actor().stands_in_for.iter().map(|owner| store::TasksOf::Assignee(*owner)));
        whose.extend(who.actor().teams().map(store::TasksOf::Team));
        let mut rows: Vec<store::Task> = Vec::new();
        for of in whose {
            rows.extend(self.store().open_tasks(of, None, LIMIT).await?);
        }
        // A colleague's task of one's team is theirs.
        rows.retain(|row| {
            row.assignee.is_none_or(|assignee| {
                assignee == who.user() || who.actor().stands_in_for.contains(&assignee)
            })
        });
        rows.sort_by_key(|row| (row.due, row.id));
        rows.dedup_by_key(|row| row.id);
        let more = rows.len() > MOST;
        let mut ids: Vec<RecordId> = rows.iter().map(|row| row.record).collect();
        ids.sort_unstable();
        ids.dedup();
        let records = self.store().records(&ids).await?;
        let listed: BTreeMap<RecordId, Listed> =
            self.show_rows(who, records).await?.into_iter().map(|row| (row.id, row)).collect();
        let mut slots: BTreeMap<RecordId, Vec<store::Slot>> = BTreeMap::new();
        for slot in self.store().slots_of(&ids).await? {
            slots.entry(slot.record).or_default().push(slot);
        }
        let mut tasks = Vec::new();
        for row in rows.into_iter().take(MOST) {
            let Some(record) = listed.get(&row.record) else { continue };
            let (open, _) = open_slots(self, slots.get(&row.record).cloned().unwrap_or_default())?;
            let Some(slot) = open.get(&row.slot) else { continue };
            if !record.grant.may_open(slot.compartment.as_str(), row.slot) {
                continue;
            }
            let plain = project::open(slot, b"task", row.record, row.slot, &row.sealed)?;
            let note: TaskNote = domain::sealing::decode(&plain)?;
            // A supervisor's queue does not fill with the work of everybody in the team.
            tasks.push(DayTask {
                task: row.id,
                what: note.what,
                sector: note.sector,
                due: row.due,
                note: note.note,
                referral: note.referral,
                for_team: row.assignee.is_none(),
                record: record.clone(),
            });
        }
        self.log_reading(
            who,
            &Read {
                page: crate::Shown::Day,
                records: listed.keys().copied().collect(),
                grounds: Vec::new(),
                reason: None,
            },
        )
        .await?;
        Ok(Day { tasks, more })
    }
}
