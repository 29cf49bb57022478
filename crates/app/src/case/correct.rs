//! Striking an entry through: it stays in the history with its reason and counts no more; and taking the strike back.
//!
//! Invariant: only what somebody wrote down of the person can be struck. A decision (a consent, a stage, an approval,
//! a bar, access) is never struck but withdrawn, moved on or lifted, each with its own use case. What the house itself
//! did because of an entry (a task ended, a name carried over) goes and comes back with the entry.

use domain::{
    CommandId, Compartment, Event, EventId, GroundCode, Head, PersonCode, Private, Record, RecordId,
    Recorded, SlotId,
};
use jiff::SignedDuration;
use policy::{Grant, Level};
use protocol::{DoneBy, Protocol};

use crate::{
    App, SignedIn,
    core::work::{Done, Touch, Work},
    refused::{Answer, Refused, because},
};

/// So long whoever wrote an entry may undo it with one click.
const JUST_NOW: SignedDuration = SignedDuration::from_hours(1);

/// Whether an event is of a kind that may be struck through.
pub const fn may_be_struck(event: &Event) -> bool {
    matches!(
        event,
        Event::FormFilled { .. }
            | Event::TaskCommented { .. }
            | Event::GoalSet(_)
            | Event::GoalReviewed { .. }
            | Event::Noted { .. }
            | Event::FileAttached { .. }
    )
}

/// Whether this reader may strike this entry through, or take that back.
pub fn may_strike(grant: &Grant, recorded: &Recorded) -> bool {
    let compartment = recorded.compartment.as_str();
    // A referral's envelope has two parties; neither strikes what lies in it. The school's side never sees more of the
    // particulars than the face, so it strikes none of them.
    grant.may_do("record.correct")
        && grant.may(compartment, Level::Write)
        && compartment != "referral"
        && !(grant.is_outside() && compartment == "core")
        && recorded.content.as_ref().is_some_and(|content| may_be_struck(&content.event))
}

/// Whether this reader may undo with one click what they have just written.
pub fn may_undo(grant: &Grant, recorded: &Recorded, who: &SignedIn) -> bool {
    let fresh = recorded.head.at.checked_add(JUST_NOW).is_ok_and(|until| who.now() < until);
    fresh && recorded.head.actor == who.user() && may_strike(grant, recorded)
}

impl App {
    /// Strikes an entry through.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for what this person may not write, may not see, or what cannot be struck.
    pub async fn correct(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        event: EventId,
        reason: Private<String>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.strikeable(id, event)?;
            if reason.as_str().trim().is_empty() {
                return Err(because("reason-needed"));
            }
            work.strike(id, event, reason.clone(), None)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Strikes through what this person wrote a moment ago, without asking why.
    ///
    /// # Errors
    /// `no-longer-undone` for what others wrote, or what was written too long ago.
    pub async fn undo(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        event: EventId,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            let known = work.strikeable(id, event)?;
            if !may_undo(work.grant(id)?, &known, who) {
                return Err(because("no-longer-undone"));
            }
            work.strike(id, event, "".into(), Some("undone"))?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Takes a strike back: the entry counts again, and with it what the strike had taken along.
    ///
    /// # Errors
    /// `not-struck`; [`Refused::NotFound`] as for striking, and for what was filed on another record since.
    pub async fn restore(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        event: EventId,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            let known = work.written(id, event)?;
            let record = work.record(id)?;
            let struck = record.struck(event).ok_or_else(|| because("not-struck"))?.clone();
            if struck.is_elsewhere() {
                return Err(Refused::NotFound);
            }
            let along = record.history.iter().filter(|recorded| {
                let with = record.struck(recorded.head.event);
                with.is_some_and(|with| {
                    with.ground.as_ref().is_some_and(|ground| *ground == "carried")
                        && (with.at, with.by) == (struck.at, struck.by)
                }) && came_together(&recorded.head, &known.head)
            });
            let along: Vec<Place> = along.map(Place::of).collect();
            work.add_in(id, known.head.slot, &known.compartment, Event::Restored { event })?;
            for place in along {
                let event = Event::Restored { event: place.event };
                work.add_in(id, place.slot, &place.compartment, event)?;
            }
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

/// Where an event lies.
struct Place {
    event: EventId,
    slot: SlotId,
    compartment: Compartment,
}

impl Place {
    fn of(recorded: &Recorded) -> Self {
        Self {
            event: recorded.head.event,
            slot: recorded.head.slot,
            compartment: recorded.compartment.clone(),
        }
    }
}

impl Work<'_> {
    /// An entry that this person may strike, struck or not.
    fn written(&self, id: RecordId, event: EventId) -> Answer<Recorded> {
        let known = self.record(id)?.history.iter().find(|recorded| recorded.head.event == event);
        let known = known.ok_or(Refused::NotFound)?;
        if may_strike(self.grant(id)?, known) { Ok(known.clone()) } else { Err(Refused::NotFound) }
    }

    /// The same, if it still counts.
    pub(crate) fn strikeable(&self, id: RecordId, event: EventId) -> Answer<Recorded> {
        let known = self.written(id, event)?;
        if self.record(id)?.struck(event).is_some() { Err(because("already-struck")) } else { Ok(known) }
    }

    /// Strikes an entry, and what the house did because of it.
    pub(crate) fn strike(
        &mut self,
        id: RecordId,
        event: EventId,
        reason: Private<String>,
        ground: Option<&'static str>,
    ) -> Answer<()> {
        let record = self.record(id)?;
        let known = record.history.iter().find(|recorded| recorded.head.event == event);
        let known = known.cloned().ok_or(Refused::NotFound)?;
        let along = followed(record, &known, &self.protocol);
        let struck = Event::Corrected { event, reason, ground: ground.map(GroundCode::of) };
        self.add_in(id, known.head.slot, &known.compartment, struck)?;
        for place in along {
            let struck = Event::Corrected {
                event: place.event,
                reason: "".into(),
                ground: Some(GroundCode::of("carried")),
            };
            self.add_in(id, place.slot, &place.compartment, struck)?;
        }
        Ok(())
    }
}

/// Whether two events were written by one command: the same person, the same moment.
fn came_together(one: &Head, other: &Head) -> bool {
    (one.at, one.actor) == (other.at, other.actor) && one.event != other.event
}

/// What the house did because of an entry, as far as it goes with it. A task that the entry raised stays: one too many
/// is waived, one too few is never missed by anybody.
fn followed(record: &Record, entry: &Recorded, protocol: &Protocol) -> Vec<Place> {
    let Some(Event::FormFilled { form: filled, .. }) = entry.content.as_ref().map(|content| &content.event)
    else {
        return Vec::new();
    };
    let changes = protocol.form(filled.as_str()).and_then(|form| form.changes);
    let ends = |what: &domain::TaskCode| {
        protocol.tasks().get(what.as_str()).is_some_and(|rule| rule.done_by == DoneBy::Form(filled.clone()))
    };
    let with = record.history.iter().filter(|recorded| {
        came_together(&recorded.head, &entry.head) && record.struck(recorded.head.event).is_none()
    });
    let goes = |recorded: &&Recorded| {
        let Some(content) = &recorded.content else { return false };
        match &content.event {
            Event::TaskDone { task, .. } => record.tasks.get(task).is_some_and(|task| ends(&task.added.what)),
            // The next one of a task that repeats, while nobody has touched it.
            Event::TaskAdded(added) => {
                ends(&added.what) && record.tasks.get(&added.task).is_some_and(|task| task.end.is_none())
            }
            // Whoever was to come has been told that they need not: a meeting is called anew.
            Event::TaskWaived { task, .. } => changes.is_some() && !is_called_off(record, *task),
            Event::FormFilled { .. } | Event::StatusChanged { .. } => changes.is_some(),
            _ => false,
        }
    };
    with.filter(goes).map(Place::of).collect()
}

/// Whether a task is the caller's of a meeting that was called off.
fn is_called_off(record: &Record, task: domain::TaskId) -> bool {
    record.conferences().iter().any(|(frame, _)| {
        frame.task == Some(task) && frame.state == domain::record::ConferenceState::CalledOff
    })
}
