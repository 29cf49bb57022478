//! Giving responsibility for a record to a person and a team.

use domain::{CommandId, Event, PersonCode, PlaceCode, RecordId, TaskId, TeamId, UserId};

use crate::{
    App, SignedIn,
    core::{
        load::load,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// An assignment as it was chosen.
#[derive(Debug, Clone)]
pub struct Assign {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// The person responsible.
    pub owner: Option<UserId>,
    /// Their team.
    pub team: Option<TeamId>,
    /// The place.
    pub place: Option<PlaceCode>,
}

impl App {
    /// Assigns a record; open tasks of the person responsible before go to the new one.
    pub async fn assign(&self, who: &SignedIn, sent: Assign) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        if let (Some(owner), Some(team)) = (sent.owner, sent.team) {
            let record = load(self, id).await?.ok_or(Refused::NotFound)?.record;
            let kind = record.kind().ok_or(Refused::NotFound)?;
            if !self.may_own(owner, team, kind.as_str()).await? {
                return Err(Refused::NotFound);
            }
        }
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "case.assign")?;
            if let Some(place) = &sent.place
                && work.protocol.places().get(place.as_str()).is_none()
            {
                return Err(Refused::NotFound);
            }
            // Deny wins: nobody answers for a record that is closed to them.
            let bars = &work.record(id)?.bars;
            let barred = |party: Option<RecordId>| party.is_some_and(|party| bars.contains_key(&party));
            if barred(sent.owner) || barred(sent.team) {
                return Err(because("choose-another-person"));
            }
            work.give_to(id, sent.owner, sent.team, sent.place.clone())?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    /// Gives responsibility, and the open tasks with it.
    pub(crate) fn give_to(
        &mut self,
        id: RecordId,
        owner: Option<UserId>,
        team: Option<TeamId>,
        place: Option<PlaceCode>,
    ) -> Answer<()> {
        let record = self.record(id)?;
        let place = place.or_else(|| record.place.clone());
        let before = (record.owner, record.team);
        let tasks: Vec<(TaskId, String, Option<UserId>)> = record
            .open_tasks()
            .into_iter()
            .filter(|task| {
                // Where the record leaves the team, nobody of it keeps a task, and with it a look.
                let goes =
                    task.added.assignee == before.0 || task.added.assignee.is_none() || team != before.1;
                task.added.referral.is_none() && goes && task.added.team == before.1
            })
            .map(|task| {
                let assignee = if task.added.assignee.is_some() || before.0.is_none() { owner } else { None };
                (task.added.task, task.compartment.as_str().to_owned(), assignee)
            })
            .collect();
        self.add(id, "case", Event::Assigned { owner, team, place })?;
        for (task, compartment, assignee) in tasks {
            self.add(id, &compartment, Event::TaskAssigned { task, assignee, team })?;
        }
        Ok(())
    }
}
