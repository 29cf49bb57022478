//! Tasks by hand: add, comment, do, waive.

use domain::{
    CommandId, Event, GoalId, Instant, PersonCode, Private, RecordId, Sector, TaskAdded, TaskCode, TaskId,
    UserId,
};
use policy::Level;
use protocol::{DoneBy, Trigger};

use crate::{
    App, SignedIn,
    core::work::{Done, Touch, Work},
    refused::{Answer, Refused, because},
};

/// What happens to a task.
#[derive(Debug, Clone)]
pub enum TaskStep {
    /// It is done; a word about it is welcome.
    Done(Option<Private<String>>),
    /// It is not needed, for this reason.
    Waived(Private<String>),
    /// A comment.
    Commented(Private<String>),
}

/// A step of a task as it was sent.
#[derive(Debug, Clone)]
pub struct StepTask {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// The task.
    pub task: TaskId,
    /// The step.
    pub step: TaskStep,
}

/// A task added by hand.
#[derive(Debug, Clone)]
pub struct AddTask {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// What it asks for: a code of the protocol that is done by hand.
    pub what: TaskCode,
    /// The sector.
    pub sector: Sector,
    /// Who is to do it.
    pub assignee: Option<UserId>,
    /// The goal that it serves, if one.
    pub goal: Option<GoalId>,
    /// When it is due.
    pub due: Instant,
    /// More about it.
    pub note: Option<Private<String>>,
}

impl App {
    /// Takes a step with a task. A pathway task that something else completes cannot be ticked off by hand.
    pub async fn step_task(&self, who: &SignedIn, sent: StepTask) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            let open = task_is_open(work, id, sent.task)?;
            if !open {
                return Err(because("task-over"));
            }
            let event = match &sent.step {
                TaskStep::Done(note) => {
                    work.demand(id, "task.done")?;
                    let what = work.record(id)?.tasks.get(&sent.task).map(|task| task.added.what.clone());
                    let by_hand = what
                        .and_then(|what| {
                            work.protocol.tasks().get(what.as_str()).map(|task| task.done_by == DoneBy::Hand)
                        })
                        .unwrap_or(true);
                    if !by_hand {
                        return Err(because("task-done-elsewhere"));
                    }
                    Event::TaskDone { task: sent.task, note: note.clone() }
                }
                TaskStep::Waived(reason) => {
                    work.demand(id, "task.waive")?;
                    if reason.as_str().trim().is_empty() {
                        return Err(because("reason-needed"));
                    }
                    Event::TaskWaived { task: sent.task, reason: reason.clone() }
                }
                TaskStep::Commented(text) => {
                    work.demand(id, "task.done")?;
                    if text.as_str().trim().is_empty() {
                        return Err(because("text-needed"));
                    }
                    Event::TaskCommented { task: sent.task, text: text.clone() }
                }
            };
            let over = !matches!(event, Event::TaskCommented { .. });
            work.add_to_task(id, sent.task, event)?;
            let repeats = work
                .record(id)?
                .tasks
                .get(&sent.task)
                .and_then(|task| work.protocol.tasks().get(task.added.what.as_str()))
                .is_some_and(|task| task.repeats);
            if over && repeats {
                work.repeat(id, sent.task)?;
            }
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Adds a task by hand.
    pub async fn add_task(&self, who: &SignedIn, sent: AddTask) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let assignee = self.colleague(sent.assignee).await?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "task.add")?;
            let protocol = work.protocol.clone();
            let known = protocol.tasks().get(sent.what.as_str()).ok_or(Refused::NotFound)?;
            let kind = work.record(id)?.kind().ok_or(Refused::NotFound)?;
            // Nobody puts a task where they could not see it again; what a referral asks is asked by referring.
            if !known.kinds.contains(kind)
                || known.compartment == "referral"
                || matches!(known.trigger, Trigger::Conference | Trigger::Age(_))
                || known.done_by != DoneBy::Hand
                || !work.grant(id)?.may(known.compartment.as_str(), Level::Read)
            {
                return Err(Refused::NotFound);
            }
            if let Some(goal) = sent.goal {
                let goal = work.record(id)?.goals.iter().find(|known| known.goal.goal == goal);
                // A goal's task lies where the goal does, so that who sees one sees the other.
                let goal = goal.filter(|goal| goal.compartment == known.compartment);
                if goal.ok_or(Refused::NotFound)?.outcome().is_some() {
                    return Err(because("goal-over"));
                }
            }
            // What is only ever added by hand says nothing of itself.
            let says = sent.note.as_ref().is_some_and(|note| !note.as_str().trim().is_empty());
            if known.trigger == Trigger::Hand && !says {
                return Err(because("step-needed"));
            }
            if sent.due < work.now {
                return Err(because("due-in-the-past"));
            }
            if let Some(person) = &assignee {
                work.let_in(id, known.compartment.as_str(), person)?;
            }
            let task: TaskId = work.app.fresh()?;
            let team = work.record(id)?.team;
            let since = work.now;
            work.add(
                id,
                known.compartment.as_str(),
                Event::TaskAdded(TaskAdded {
                    task,
                    what: sent.what.clone(),
                    sector: sent.sector.clone(),
                    assignee: sent.assignee,
                    team,
                    since,
                    due: sent.due,
                    referral: None,
                    goal: sent.goal,
                    note: sent.note.clone(),
                }),
            )?;
            Ok([id.as_bytes().as_slice(), task.as_bytes()].concat())
        })
        .await
    }
}

/// Whether a task that this person may see is open.
fn task_is_open(work: &Work<'_>, id: RecordId, task: TaskId) -> Answer<bool> {
    let known = work.record(id)?.tasks.get(&task).ok_or(Refused::NotFound)?;
    if !work.grant(id)?.may_open(known.compartment.as_str(), known.slot) {
        return Err(Refused::NotFound);
    }
    Ok(known.end.is_none())
}
