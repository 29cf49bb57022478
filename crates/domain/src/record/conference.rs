//! Case conferences: what of them is told by the events that their reader may open.
//!
//! Invariant: a conference is there for whoever is told of its frame, in `case` or in a referral of theirs; parts and
//! reasons without a frame are kept aside and shown to nobody.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Record;
use crate::{
    Coming, Compartment, ConferenceEvent, ConferenceId, Event, EventId, Explanation, Instant, Meeting,
    Private, RecordId, Recorded, SlotId, TaskId, UserId,
};

/// A case conference as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// Its id.
    pub id: ConferenceId,
    /// When and where; absent for a reader who is not told of it.
    pub frame: Option<Frame>,
    /// Why, and how the child is heard, as far as this reader may know.
    pub why: Explanation,
    /// Who was invited, in order.
    pub invitations: Vec<Invitation>,
    /// What is talked about, by the slot it lies in.
    pub parts: BTreeMap<SlotId, Part>,
}

/// The frame of a conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Who called it.
    pub by: UserId,
    /// When it was called.
    pub at: Instant,
    /// When and where it is.
    pub meeting: Meeting,
    /// The caller's task.
    pub task: Option<TaskId>,
    /// Where it stands.
    pub state: ConferenceState,
    /// When that state was entered.
    pub since: Instant,
    /// Who was there of those that this reader is told of.
    pub present: BTreeSet<RecordId>,
}

/// Where a conference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConferenceState {
    /// It is still to come.
    Called,
    /// It was held.
    Held,
    /// It was called off.
    CalledOff,
}

/// Somebody who was invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// A colleague's account, or the record of a relative.
    pub party: RecordId,
    /// What it is about for them.
    pub about: Option<Compartment>,
    /// Their tasks to come, the last one latest; only colleagues have any.
    pub tasks: Vec<TaskId>,
    /// The slot it lies in.
    pub slot: SlotId,
    /// The compartment of that slot.
    pub compartment: Compartment,
    /// Their answer, and when it came.
    pub answer: Option<(Coming, Option<Private<String>>, Instant)>,
}

/// What was prepared, said and decided within one compartment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub compartment: Compartment,
    /// What to talk about.
    pub agenda: Vec<Written>,
    /// The minutes, every version; the last counts.
    pub minutes: Vec<Written>,
    /// What was decided.
    pub decisions: Vec<Decided>,
}

/// Something that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What.
    pub text: Private<String>,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The event it is.
    pub event: EventId,
    /// What was decided.
    pub text: Private<String>,
    /// Who does it.
    pub responsible: Private<String>,
    /// By when.
    pub due: Date,
    /// The task it became.
    pub task: Option<TaskId>,
}

impl Conference {
    fn new(id: ConferenceId) -> Self {
        Self { id, frame: None, why: Explanation::default(), invitations: Vec::new(), parts: BTreeMap::new() }
    }

    /// The invitation of a colleague or a relative.
    pub fn invitation(&self, party: RecordId) -> Option<&Invitation> {
        self.invitations.iter().find(|known| known.party == party)
    }

    /// Whether a task belongs to it: to hold it, to come, or what it decided.
    pub fn has_task(&self, task: TaskId) -> bool {
        self.frame.as_ref().is_some_and(|frame| frame.task == Some(task))
            || self.invitations.iter().any(|known| known.tasks.contains(&task))
            || self.parts.values().flat_map(|part| &part.decisions).any(|known| known.task == Some(task))
    }

    fn part(&mut self, recorded: &Recorded) -> &mut Part {
        self.parts.entry(recorded.head.slot).or_insert_with(|| Part {
            compartment: recorded.compartment.clone(),
            agenda: Vec::new(),
            minutes: Vec::new(),
            decisions: Vec::new(),
        })
    }

    fn apply(&mut self, recorded: &Recorded, event: &ConferenceEvent) {
        let head = &recorded.head;
        let written = |text: &Private<String>| Written { text: text.clone(), by: head.actor, at: head.at };
        match event {
            ConferenceEvent::Called { meeting, why, child, task, .. } => {
                let (why, child) = (why.clone(), child.clone());
                self.why.learn(Explanation { why, child, ..Explanation::default() });
                match &mut self.frame {
                    // Told once more, to somebody who is invited: what the case knows besides stays.
                    Some(frame) => frame.task = task.or(frame.task),
                    None => {
                        self.frame = Some(Frame {
                            by: head.actor,
                            at: head.at,
                            meeting: meeting.clone(),
                            task: *task,
                            state: ConferenceState::Called,
                            since: head.at,
                            present: BTreeSet::new(),
                        });
                    }
                }
            }
            ConferenceEvent::Explained { why, .. } => self.why.learn(why.clone()),
            ConferenceEvent::Moved { meeting, reason, .. } => {
                self.why.learn(Explanation { reason: reason.clone(), ..Explanation::default() });
                if let Some(frame) = &mut self.frame {
                    // An answer was for the time it was given for.
                    if frame.meeting.start != meeting.start {
                        self.invitations.iter_mut().for_each(|known| known.answer = None);
                    }
                    frame.meeting = meeting.clone();
                }
            }
            ConferenceEvent::Invited { party, about, task, .. } => {
                if let Some(known) = self.invitations.iter_mut().find(|known| known.party == *party) {
                    known.tasks.extend(*task);
                } else {
                    self.invitations.push(Invitation {
                        party: *party,
                        about: about.clone(),
                        tasks: task.iter().copied().collect(),
                        slot: head.slot,
                        compartment: recorded.compartment.clone(),
                        answer: None,
                    });
                }
            }
            ConferenceEvent::Answered { party, coming, word, .. } => {
                if let Some(known) = self.invitations.iter_mut().find(|known| known.party == *party) {
                    known.answer = Some((*coming, word.clone(), head.at));
                }
            }
            ConferenceEvent::AgendaAdded { item, .. } => self.part(recorded).agenda.push(written(item)),
            ConferenceEvent::Minuted { text, .. } => self.part(recorded).minutes.push(written(text)),
            ConferenceEvent::Decided { text, responsible, due, task, .. } => {
                self.part(recorded).decisions.push(Decided {
                    event: head.event,
                    text: text.clone(),
                    responsible: responsible.clone(),
                    due: *due,
                    task: *task,
                });
            }
            ConferenceEvent::Held { present, others, child, .. } => {
                let (child, others) = (child.clone(), others.clone());
                self.why.learn(Explanation { child, others, ..Explanation::default() });
                if let Some(frame) = &mut self.frame {
                    frame.enter(ConferenceState::Held, head.at);
                    frame.present.extend(present);
                }
            }
            ConferenceEvent::CalledOff { reason, .. } => {
                self.why.learn(Explanation { reason: reason.clone(), ..Explanation::default() });
                if let Some(frame) = &mut self.frame {
                    frame.enter(ConferenceState::CalledOff, head.at);
                }
            }
        }
    }
}

impl Frame {
    fn enter(&mut self, state: ConferenceState, at: Instant) {
        if self.state != state {
            (self.state, self.since) = (state, at);
        }
    }
}

impl Part {
    /// The minutes that count.
    pub fn said(&self) -> Option<&Written> {
        self.minutes.last()
    }
}

impl Record {
    pub(super) fn apply_conference(&mut self, recorded: &Recorded, event: &ConferenceEvent) {
        let id = event.conference();
        self.conferences.entry(id).or_insert_with(|| Conference::new(id)).apply(recorded, event);
    }

    /// Forgets what was said at conferences of which this reader is not told: who may read a compartment has not been in
    /// every room where it was spoken of.
    pub fn forget_untold(&mut self) {
        self.conferences.retain(|_, conference| conference.frame.is_some());
        let told = &self.conferences;
        self.history.retain(|recorded| match recorded.content.as_ref().map(|content| &content.event) {
            Some(Event::Conference(event)) => told.contains_key(&event.conference()),
            _ => true,
        });
    }

    /// The conferences that are told of, with their frames, the latest first.
    pub fn conferences(&self) -> Vec<(&Frame, &Conference)> {
        let mut told: Vec<_> = self
            .conferences
            .values()
            .filter_map(|conference| Some((conference.frame.as_ref()?, conference)))
            .collect();
        told.sort_by_key(|(frame, conference)| (std::cmp::Reverse(frame.meeting.start), conference.id));
        told
    }

    /// One conference, if it is told of.
    pub fn conference(&self, id: ConferenceId) -> Option<(&Frame, &Conference)> {
        let conference = self.conferences.get(&id)?;
        Some((conference.frame.as_ref()?, conference))
    }

    /// The conference that a task belongs to.
    pub fn conference_of(&self, task: TaskId) -> Option<ConferenceId> {
        self.conferences.values().find(|conference| conference.has_task(task)).map(|conference| conference.id)
    }
}
