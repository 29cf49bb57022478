//! Giving a task to somebody, or to the team's queue.
//!
//! Invariant: nobody holds a task that they cannot open. A colleague of the team who could not, gets exactly the access
//! that the protocol ties to a task (`when = ["task"]`), and loses it with their last task on the record; whoever works
//! elsewhere comes in by referral, with its consent, and never by a task.

use domain::{CommandId, Event, Granted, GroundCode, PersonCode, Private, RecordId, TaskId, UserId};
use policy::{Facts, Given, Level, Relation};
use protocol::DoneBy;

use crate::{
    App, Opened, SignedIn,
    core::{
        facts,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// A task given to somebody, as it was sent.
#[derive(Debug, Clone)]
pub struct AssignTask {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// Which task.
    pub task: TaskId,
    /// Who had it when the page was made.
    pub seen: Option<UserId>,
    /// Who is to do it; nobody means the team's queue.
    pub to: Option<UserId>,
}

impl App {
    /// Gives an open task to somebody else.
    ///
    /// # Errors
    /// `task-not-for-them` when they cannot open the part of the record it is in; `task-given-meanwhile` when somebody
    /// else gave it away since the page was made.
    pub async fn assign_task(&self, who: &SignedIn, sent: AssignTask) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let to = self.colleague(sent.to).await?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "task.assign")?;
            let record = work.record(id)?;
            let known = record.tasks.get(&sent.task).ok_or(Refused::NotFound)?;
            // What a referral asks is its recipient's to share out; an invitation is for whoever was invited.
            let rule = work.protocol.tasks().get(known.added.what.as_str());
            if rule.is_some_and(|rule| rule.done_by == DoneBy::Conference) {
                return Err(Refused::NotFound);
            }
            if !work.grant(id)?.may_open(known.compartment.as_str(), known.slot)
                || known.added.referral.is_some()
            {
                return Err(Refused::NotFound);
            }
            if known.end.is_some() {
                return Err(because("task-over"));
            }
            if known.added.assignee != sent.seen {
                return Err(because("task-given-meanwhile"));
            }
            let (compartment, before, team) =
                (known.compartment.clone(), known.added.assignee, known.added.team.or(record.team));
            if before == sent.to {
                return Err(because("task-theirs-already"));
            }
            if let Some(person) = &to {
                work.let_in(id, compartment.as_str(), person)?;
            }
            let given = Event::TaskAssigned { task: sent.task, assignee: sent.to, team };
            work.add_to_task(id, sent.task, given)?;
            Ok([id.as_bytes().as_slice(), sent.task.as_bytes()].concat())
        })
        .await
    }

    /// The colleagues of the record's team who could be given a task in a compartment of it: for the choice on its page.
    pub async fn takers(
        &self,
        who: &SignedIn,
        opened: &Opened,
        compartment: &str,
    ) -> Answer<Vec<(UserId, Private<String>)>> {
        let team = opened.facts.team.filter(|team| who.actor().teams().any(|own| own == *team));
        let Some(team) = team else { return Ok(Vec::new()) };
        let mut takers = Vec::new();
        for (id, name, _) in self.colleagues(who, team).await? {
            let person = self.actor_of(id).await?;
            if way_in(self.protocol().table(), &opened.facts, compartment, &person).is_some() {
                takers.push((id, name));
            }
        }
        Ok(takers)
    }

    /// Who a task is to be given to, as access sees them.
    pub(crate) async fn colleague(&self, id: Option<UserId>) -> Answer<Option<SignedIn>> {
        match id {
            Some(id) => Ok(Some(self.actor_of(id).await?)),
            None => Ok(None),
        }
    }
}

/// How somebody comes to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WayIn {
    /// Through what they are to the record already.
    Already,
    /// Through the task.
    Task,
}

fn way_in(table: &policy::Table, facts: &Facts, compartment: &str, person: &SignedIn) -> Option<WayIn> {
    let opens = |facts: &Facts| {
        policy::access(table, person.actor(), facts).is_ok_and(|grant| grant.may(compartment, Level::Read))
    };
    if opens(facts) {
        return Some(WayIn::Already);
    }
    if !person.actor().teams().any(|team| Some(team) == facts.team) {
        return None;
    }
    let mut with_task = facts.clone();
    with_task.given.push(Given {
        party: person.user(),
        relation: Relation::Task,
        referral: None,
        since: person.now(),
        until: None,
    });
    opens(&with_task).then_some(WayIn::Task)
}

impl Work<'_> {
    /// Lets somebody in for a task, where they are not already.
    pub(crate) fn let_in(&mut self, id: RecordId, compartment: &str, person: &SignedIn) -> Answer<()> {
        let facts = facts::of_record(self.record(id)?)?;
        match way_in(self.protocol.table(), &facts, compartment, person) {
            None => Err(because("task-not-for-them")),
            Some(WayIn::Already) => Ok(()),
            Some(WayIn::Task) => {
                let granted = Granted {
                    party: person.user(),
                    relation: GroundCode::of(Relation::Task.code()),
                    referral: None,
                    until: None,
                    reason: None,
                };
                self.add(id, "access", Event::Granted(granted))?;
                Ok(())
            }
        }
    }

    /// Ends the access that somebody had for tasks, once no open one is theirs.
    pub(crate) fn end_task_access(&mut self, id: RecordId, person: UserId) -> Answer<()> {
        let record = self.record(id)?;
        let relation = GroundCode::of(Relation::Task.code());
        let has = record
            .grants
            .iter()
            .any(|known| known.party == person && known.relation == relation && known.referral.is_none());
        let works =
            record.tasks.values().any(|task| task.end.is_none() && task.added.assignee == Some(person));
        if has && !works {
            self.add(id, "access", Event::GrantEnded { party: person, relation, referral: None })?;
        }
        Ok(())
    }
}
