//! The pathway at work: what just happened makes tasks, ends tasks and moves their times.
//!
//! Invariant: which tasks, by when and for whom is the protocol's word; this module only carries it into events.

use domain::{
    Event, FormCode, GroundCode, Instant, PartialDate, Record, RecordId, Stage, TaskAdded, TaskId, Urgency,
    UserId, Value, Values, record::Entry,
};
use jiff::tz::TimeZone;
use protocol::{
    DoneBy, TaskRule, Trigger, hearing,
    pathway::{self, OpenTask},
};

use super::work::Work;
use crate::refused::{Answer, because_of};

/// What just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Happened {
    /// The record was opened.
    Opened,
    /// A stage was entered.
    Stage(Stage),
    /// A form was filled.
    Form(FormCode),
    /// The urgency was set.
    Urgency,
    /// A consent was decided.
    Consent,
    /// An approval was given.
    Approved(GroundCode),
    /// A referral was sent.
    Referral,
    /// The plan was reviewed as a whole.
    Reviewed,
    /// A relative's request was found to be about this person.
    Sought,
    /// This person handed the record over.
    Transferred(UserId),
}

impl Work<'_> {
    /// Ends the tasks that this has done, then adds those that it asks for.
    pub(crate) fn follow(&mut self, id: RecordId, happened: &Happened) -> Answer<()> {
        self.end_what_is_done(id, happened)?;
        let protocol = self.protocol.clone();
        let record = self.record(id)?;
        let Some(kind) = record.kind().cloned() else { return Ok(()) };
        let zone = self.zone_of(record);
        let age = birth(record, &protocol).map(|birth| birth.age_on(self.now.to_zoned(zone).date()));
        let owner = match happened {
            Happened::Transferred(from) => Some(*from),
            _ => record.owner,
        };
        let Some(trigger) = trigger(happened) else { return Ok(()) };
        let mut arise = pathway::tasks_for(&protocol, &trigger, &kind, age);
        if let Happened::Form(form) = happened
            && let Some(given) = just_given(record)
        {
            arise.extend(pathway::tasks_raised(&protocol, form, given, &kind, age));
        }
        let ground = record.stages.last().and_then(|entered| entered.ground.clone());
        arise.retain(|task| !ground.as_ref().is_some_and(|ground| task.except.contains(ground)));
        self.arise(id, &arise, owner)
    }

    /// Adds tasks of the pathway, except those of which one is open.
    pub(crate) fn arise(&mut self, id: RecordId, rules: &[&TaskRule], owner: Option<UserId>) -> Answer<()> {
        let record = self.record(id)?;
        let team = record.team;
        let urgency = record.urgency.as_ref().map_or(Urgency::Routine, |(urgency, _)| *urgency);
        let zone = self.zone_of(record);
        for task in rules {
            let open = self
                .record(id)?
                .tasks
                .values()
                .any(|known| known.end.is_none() && known.added.what == task.code);
            if open {
                continue;
            }
            let due = pathway::due(task, self.now, urgency, &zone);
            let added = TaskAdded {
                task: self.app.fresh()?,
                what: task.code.clone(),
                sector: task.sector.clone(),
                // The person responsible sees to it that it happens; a supervisor's task waits in the team's queue.
                assignee: if task.lead == "supervisor" { None } else { owner },
                team,
                since: self.now,
                due,
                referral: None,
                goal: None,
                note: None,
            };
            self.add(id, task.compartment.as_str(), Event::TaskAdded(added))?;
        }
        Ok(())
    }

    fn end_what_is_done(&mut self, id: RecordId, happened: &Happened) -> Answer<()> {
        let protocol = self.protocol.clone();
        let record = self.record(id)?;
        let filled = filled(record);
        let done: Vec<(TaskId, bool)> = record
            .open_tasks()
            .into_iter()
            .filter_map(|task| {
                let known = protocol.tasks().get(task.added.what.as_str())?;
                is_done_by(known, happened, filled)
                    .then_some((task.added.task, known.repeats && task.added.referral.is_none()))
            })
            .collect();
        for (task, repeats) in done {
            self.add_to_task(id, task, Event::TaskDone { task, note: None })?;
            if repeats {
                self.repeat(id, task)?;
            }
        }
        Ok(())
    }

    /// Goes on only if the child's view stands before a decision that needs it, or why the child was not asked.
    ///
    /// # Errors
    /// `view-needed`, with the form and its answers to prefill: where the mend is.
    pub(crate) fn demand_view(
        &self,
        id: RecordId,
        decision: &Trigger,
        ground: Option<&GroundCode>,
    ) -> Answer<()> {
        let Some(rule) = hearing::missing(&self.protocol, self.record(id)?, decision, ground) else {
            return Ok(());
        };
        Err(because_of("view-needed", vec![("task", rule.code.to_string())]))
    }

    /// Adds the next of a task that repeats.
    pub(crate) fn repeat(&mut self, id: RecordId, task: TaskId) -> Answer<()> {
        let protocol = self.protocol.clone();
        let record = self.record(id)?;
        let Some(ended) = record.tasks.get(&task).cloned() else { return Ok(()) };
        let Some(known) = protocol.tasks().get(ended.added.what.as_str()) else { return Ok(()) };
        if record.stage().is_some_and(|stage| *stage == "closed") {
            return Ok(());
        }
        let urgency = record.urgency.as_ref().map_or(Urgency::Routine, |(urgency, _)| *urgency);
        let due = pathway::due(known, self.now, urgency, &self.zone_of(record));
        let next = TaskAdded {
            task: self.app.fresh()?,
            since: self.now,
            due,
            note: None,
            referral: None,
            goal: None,
            assignee: if ended.added.assignee.is_some() { record.owner } else { None },
            team: record.team,
            ..ended.added
        };
        self.add(id, ended.compartment.as_str(), Event::TaskAdded(next))?;
        Ok(())
    }

    /// Moves open pathway tasks after the urgency changed; never one into the past, never one already missed later.
    pub(crate) fn move_tasks(&mut self, id: RecordId, old: Option<Urgency>, new: Urgency) -> Answer<()> {
        let protocol = self.protocol.clone();
        let record = self.record(id)?;
        let zone = self.zone_of(record);
        let old = old.unwrap_or(Urgency::Routine);
        let moves: Vec<(TaskId, Instant)> = record
            .open_tasks()
            .into_iter()
            .filter_map(|task| {
                let known = protocol.tasks().get(task.added.what.as_str())?;
                // People meet when they have agreed to meet, and a birthday stays where it is.
                if matches!(known.trigger, Trigger::Conference | Trigger::Age(_)) {
                    return None;
                }
                let at = OpenTask { since: task.added.since, due: task.added.due };
                let due = pathway::move_for_urgency(known, at, old, new, self.now, &zone)?;
                Some((task.added.task, due))
            })
            .collect();
        for (task, due) in moves {
            self.add_to_task(id, task, Event::TaskMoved { task, due, ground: GroundCode::of("urgency") })?;
        }
        Ok(())
    }

    /// The time zone of the place a record belongs to.
    pub(crate) fn zone_of(&self, record: &Record) -> TimeZone {
        protocol::place::zone(&self.protocol, record.place.as_ref().map(domain::PlaceCode::as_str))
    }
}

/// The birth date in a record's particulars.
pub(crate) fn birth(record: &Record, protocol: &protocol::Protocol) -> Option<PartialDate> {
    let profile = protocol.kinds().get(record.kind()?.as_str())?.profile.as_ref()?;
    match record.value(profile.as_str(), "birth")? {
        Value::Date(birth) => Some(*birth),
        _ => None,
    }
}

fn trigger(happened: &Happened) -> Option<Trigger> {
    Some(match happened {
        Happened::Opened => Trigger::Opened,
        Happened::Stage(stage) if *stage == "closed" => Trigger::Closed,
        Happened::Stage(stage) => Trigger::Stage(stage.clone()),
        Happened::Form(form) => Trigger::Form(form.clone()),
        Happened::Urgency => Trigger::Urgency,
        Happened::Referral => Trigger::Referral,
        Happened::Approved(of) => Trigger::Approval(of.clone()),
        Happened::Sought => Trigger::Sought,
        Happened::Transferred(_) => Trigger::Transfer,
        Happened::Consent | Happened::Reviewed => return None,
    })
}

/// The entry that was filled last.
fn filled(record: &Record) -> Option<&Entry> {
    record.history.iter().rev().find_map(|recorded| match &recorded.content.as_ref()?.event {
        Event::FormFilled { form, entry, .. } => {
            record.entries(form.as_str()).iter().find(|known| known.id == *entry)
        }
        _ => None,
    })
}

/// What the form said that was filled last, as far as it was new.
fn just_given(record: &Record) -> Option<&Values> {
    record.history.iter().rev().find_map(|recorded| match &recorded.content.as_ref()?.event {
        Event::FormFilled { values, .. } => Some(values),
        _ => None,
    })
}

fn is_done_by(rule: &TaskRule, happened: &Happened, filled: Option<&Entry>) -> bool {
    match (&rule.done_by, happened) {
        (DoneBy::Form(form), Happened::Form(sent)) => {
            let says = |entry: &Entry| {
                hearing::says(entry, &rule.heard_with) && hearing::says(entry, &rule.done_with)
            };
            form == sent
                && ((rule.heard_with.is_empty() && rule.done_with.is_empty()) || filled.is_some_and(says))
        }
        (DoneBy::Stage(stage), Happened::Stage(entered)) => stage == entered,
        (DoneBy::Approval(of), Happened::Approved(given)) => of == given,
        (DoneBy::Consent, Happened::Consent)
        | (DoneBy::Urgency, Happened::Urgency)
        | (DoneBy::Review, Happened::Reviewed) => true,
        _ => false,
    }
}
