//! Giving responsibility for a record to a person and a team.

use domain::{
    CommandId, ConferenceEvent, Event, PersonCode, PlaceCode, Private, Record, RecordId, TaskId, TeamId,
    UserId, record::ConferenceState,
};

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
        let works = match sent.team {
            Some(team) => !self.team(team).await?.closed,
            None => true,
        };
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "case.assign")?;
            if let Some(place) = &sent.place
                && work.protocol.places().get(place.as_str()).is_none()
            {
                return Err(Refused::NotFound);
            }
            if let Some(team) = sent.team
                && (!works || work.record(id)?.bars.contains_key(&team))
            {
                return Err(because("choose-another-person"));
            }
            work.give_to(id, sent.owner, sent.team, sent.place.clone(), None)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    /// Gives responsibility, and with it the open tasks and the places at meetings to come.
    ///
    /// # Errors
    /// `choose-another-person` for somebody who must not see the record; it says no more, to nobody.
    pub(crate) fn give_to(
        &mut self,
        id: RecordId,
        owner: Option<UserId>,
        team: Option<TeamId>,
        place: Option<PlaceCode>,
        word: Option<Private<String>>,
    ) -> Answer<()> {
        let record = self.record(id)?;
        if owner.is_some_and(|owner| record.bars.contains_key(&owner)) {
            return Err(because("choose-another-person"));
        }
        let place = place.or_else(|| record.place.clone());
        let before = (record.owner, record.team);
        let tasks: Vec<(TaskId, Option<UserId>)> = record
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
                (task.added.task, assignee)
            })
            .collect();
        let seats = match (before.0, owner) {
            (Some(before), Some(owner)) => seats(record, before, owner),
            _ => Vec::new(),
        };
        self.add(id, "case", Event::Assigned { owner, team, place, word })?;
        for (task, assignee) in tasks {
            self.add_to_task(id, task, Event::TaskAssigned { task, assignee, team })?;
        }
        for invited in seats {
            self.add(id, "case", Event::Conference(invited))?;
        }
        Ok(())
    }
}

/// The invitations, as one of the case, that go to the one who takes over: to every meeting to come that the one before
/// was invited to.
fn seats(record: &Record, before: UserId, owner: UserId) -> Vec<ConferenceEvent> {
    let coming = record.conferences().into_iter().filter(|(frame, _)| frame.state == ConferenceState::Called);
    coming
        .filter(|(_, known)| known.invitation(owner).is_none())
        .filter_map(|(_, known)| {
            let seat = known.invitation(before).filter(|seat| seat.compartment == "case")?;
            let task = seat.tasks.last().copied();
            Some(ConferenceEvent::Invited {
                conference: known.id,
                party: owner,
                about: seat.about.clone(),
                task,
            })
        })
        .collect()
}
