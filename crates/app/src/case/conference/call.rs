//! Calling a conference, answering its invitation, moving it, calling it off, and saying that it was held.
//!
//! Invariant: none is held without saying how the child was heard; whoever was invited is told of every change where
//! they read, and has no task for it when it is over.

use std::collections::BTreeSet;

use domain::{
    ChoiceCode, Coming, CommandId, ConferenceEvent, ConferenceId, Event, Explanation, GroundCode, Heard,
    Instant, Meeting, PersonCode, Private, RecordId, SlotId, TaskId,
    record::{Conference, ConferenceState, Frame},
};
use jiff::SignedDuration;
use protocol::Protocol;

use super::{
    HEARD, HOLD, REASONS, THERE, WAYS,
    guests::{Asked, Invited, Told},
    own_invitation,
};
use crate::{
    App, SignedIn,
    case::listed,
    core::work::{Done, Touch, Work},
    refused::{Answer, Refused, because},
};

/// A meeting may be written down after it, so long.
const WRITTEN_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A conference as it is called.
#[derive(Debug, Clone)]
pub struct Call {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// When and where.
    pub meeting: Meeting,
    /// Why.
    pub why: ChoiceCode,
    /// How the child is to be heard.
    pub child: Heard,
    /// Who is invited.
    pub invited: Invited,
}

/// Who was at a conference, and how the child was heard.
#[derive(Debug, Clone)]
pub struct Attendance {
    /// Those invited who came, and whoever called it.
    pub present: BTreeSet<RecordId>,
    /// Others, by name.
    pub others: Option<Private<String>>,
    /// How the child was heard.
    pub child: Heard,
}

/// What happens to a conference that was called.
#[derive(Debug, Clone)]
pub enum ConferenceStep {
    /// Somebody who was invited answers.
    Answered(Coming, Option<Private<String>>),
    /// It is moved, for a reason.
    Moved(Meeting, Private<String>),
    /// It is called off, for a reason.
    CalledOff(Private<String>),
    /// It was held.
    Held(Attendance),
}

/// A step as it was sent.
#[derive(Debug, Clone)]
pub struct StepConference {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// Which conference.
    pub conference: ConferenceId,
    /// The step.
    pub step: ConferenceStep,
}

/// Goes on only with a time and a place where people can meet.
fn meets(protocol: &Protocol, meeting: &Meeting, now: Instant) -> Answer<()> {
    listed(protocol, WAYS, meeting.way.as_str())?;
    if meeting.place.as_str().trim().is_empty() {
        return Err(because("place-needed"));
    }
    if now.checked_sub(WRITTEN_AFTER).is_ok_and(|earliest| meeting.start < earliest) {
        return Err(because("conference-long-ago"));
    }
    Ok(())
}

/// Goes on only when it is said how the child is heard: there, or whose word it is, or why not.
fn is_heard(protocol: &Protocol, child: &Heard) -> Answer<()> {
    listed(protocol, HEARD, child.how.as_str())?;
    let said = child.word.as_ref().is_some_and(|word| !word.as_str().trim().is_empty());
    if child.how == *THERE || said { Ok(()) } else { Err(because("heard-word-needed")) }
}

fn because_of(reason: &Private<String>) -> Explanation {
    Explanation { reason: Some(reason.clone()), ..Explanation::default() }
}

fn said(text: &Private<String>) -> Answer<()> {
    if text.as_str().trim().is_empty() { Err(because("reason-needed")) } else { Ok(()) }
}

impl App {
    /// Calls a conference and invites people to it; the outcome names the record and the conference.
    pub async fn call_conference(&self, who: &SignedIn, sent: Call) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let looked = self.look_up(who, &sent.invited).await?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "conference.call")?;
            meets(&work.protocol, &sent.meeting, work.now)?;
            listed(&work.protocol, REASONS, sent.why.as_str())?;
            is_heard(&work.protocol, &sent.child)?;
            let asked = work.allowed(id, &looked)?;
            let conference = work.call(id, &sent.meeting, &sent.why, &sent.child, &asked)?;
            Ok([id.as_bytes().as_slice(), conference.as_bytes()].concat())
        })
        .await
    }

    /// Takes a step with a conference: somebody answers, or whoever may call one moves it, calls it off, or says that
    /// it was held.
    pub async fn step_conference(&self, who: &SignedIn, sent: StepConference) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            let answers = matches!(sent.step, ConferenceStep::Answered(..));
            work.demand(id, if answers { "conference.attend" } else { "conference.call" })?;
            let (frame, known) = work.coming_conference(id, sent.conference)?;
            match &sent.step {
                ConferenceStep::Answered(coming, word) => {
                    let invited = own_invitation(&known, who.actor()).ok_or(Refused::NotFound)?;
                    if !work.grant(id)?.may_open(invited.compartment.as_str(), invited.slot) {
                        return Err(Refused::NotFound);
                    }
                    if *coming == Coming::No && word.as_ref().is_none_or(|word| said(word).is_err()) {
                        return Err(because("reason-needed"));
                    }
                    work.answer_invitation(id, &frame, &known, invited.party, *coming, word.clone())?;
                }
                ConferenceStep::Moved(meeting, reason) => {
                    meets(&work.protocol, meeting, work.now)?;
                    said(reason)?;
                    work.move_conference(id, &frame, &known, meeting, reason)?;
                }
                ConferenceStep::CalledOff(reason) => {
                    said(reason)?;
                    work.call_off(id, &frame, &known, reason)?;
                }
                ConferenceStep::Held(attendance) => {
                    if work.now < frame.meeting.start {
                        return Err(because("conference-not-yet"));
                    }
                    is_heard(&work.protocol, &attendance.child)?;
                    let invited: BTreeSet<RecordId> =
                        known.invitations.iter().map(|invited| invited.party).chain([frame.by]).collect();
                    if !attendance.present.is_subset(&invited) {
                        return Err(Refused::NotFound);
                    }
                    let others =
                        attendance.others.as_ref().is_some_and(|others| !others.as_str().trim().is_empty());
                    if attendance.present.is_empty() && !others {
                        return Err(because("present-needed"));
                    }
                    work.hold(id, &frame, &known, attendance.clone())?;
                }
            }
            Ok([id.as_bytes().as_slice(), sent.conference.as_bytes()].concat())
        })
        .await
    }
}

impl Work<'_> {
    /// Calls a conference: its frame and the caller's task in the case, an invitation where each guest reads.
    pub(crate) fn call(
        &mut self,
        id: RecordId,
        meeting: &Meeting,
        why: &ChoiceCode,
        child: &Heard,
        asked: &[Asked],
    ) -> Answer<ConferenceId> {
        let conference: ConferenceId = self.app.fresh()?;
        let caller = self.actor;
        let task = self.conference_task(id, &Told::Case, HOLD, caller, meeting.start)?;
        let called = ConferenceEvent::Called {
            conference,
            meeting: meeting.clone(),
            why: None,
            child: None,
            task: Some(task),
        };
        self.add(id, "case", Event::Conference(called))?;
        let (why, child) = (Some(why.clone()), Some(child.clone()));
        self.explain(id, conference, Explanation { why, child, ..Explanation::default() })?;
        self.invite(id, conference, asked)?;
        Ok(conference)
    }

    /// Writes an answer where the invitation lies. Whoever cannot come has no task for it any more; whoever can after
    /// all has one again.
    pub(crate) fn answer_invitation(
        &mut self,
        id: RecordId,
        frame: &Frame,
        conference: &Conference,
        party: RecordId,
        coming: Coming,
        word: Option<Private<String>>,
    ) -> Answer<()> {
        let invited = conference.invitation(party).ok_or(Refused::NotFound)?;
        let told = self.where_told(id, invited.slot)?;
        let answered = Event::Conference(ConferenceEvent::Answered {
            conference: conference.id,
            party,
            coming,
            word: word.filter(|word| !word.as_str().trim().is_empty()),
        });
        match told {
            Told::Case => self.add(id, "case", answered)?,
            Told::Referral(referral) => self.add_to_referral(id, referral, answered)?,
        };
        let is_open = |work: &Self, task: TaskId| {
            Ok::<_, Refused>(work.record(id)?.tasks.get(&task).is_some_and(|known| known.end.is_none()))
        };
        match (coming, invited.tasks.last().copied()) {
            (Coming::No, Some(task)) if is_open(self, task)? => {
                self.add_to_task(id, task, Event::TaskDone { task, note: None })?;
            }
            (Coming::Yes, Some(task)) if !is_open(self, task)? => {
                self.ask_again(id, frame.meeting.start, conference, party)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A new task for somebody whose task to come has ended, said by their invitation once more.
    fn ask_again(
        &mut self,
        id: RecordId,
        start: Instant,
        conference: &Conference,
        party: RecordId,
    ) -> Answer<()> {
        let invited = conference.invitation(party).ok_or(Refused::NotFound)?;
        let told = self.where_told(id, invited.slot)?;
        let task = self.conference_task(id, &told, super::ATTEND, party, start)?;
        let guest = Asked { party, told, about: invited.about.clone(), is_colleague: true };
        self.add_invitation(id, conference.id, &guest, Some(task))
    }

    fn where_told(&self, id: RecordId, slot: SlotId) -> Answer<Told> {
        let referral = self.record(id)?.referrals.iter().find(|known| known.slot == slot);
        Ok(referral.map_or(Told::Case, |known| Told::Referral(known.sent.referral)))
    }

    /// Moves a conference and the tasks for it. Whoever answered for another time is asked again.
    pub(crate) fn move_conference(
        &mut self,
        id: RecordId,
        frame: &Frame,
        conference: &Conference,
        meeting: &Meeting,
        reason: &Private<String>,
    ) -> Answer<()> {
        self.tell(id, conference, |_| ConferenceEvent::Moved {
            conference: conference.id,
            meeting: meeting.clone(),
            reason: None,
        })?;
        self.explain(id, conference.id, because_of(reason))?;
        if meeting.start == frame.meeting.start {
            return Ok(());
        }
        let due = meeting.start;
        for task in self.meeting_tasks(id, frame, conference)? {
            self.add_to_task(id, task, Event::TaskMoved { task, due, ground: GroundCode::of("hand") })?;
        }
        let cannot = |known: &&domain::record::Invitation| {
            known.answer.as_ref().is_some_and(|(coming, ..)| *coming == Coming::No) && !known.tasks.is_empty()
        };
        for party in conference.invitations.iter().filter(cannot).map(|known| known.party) {
            let told = self.where_told(id, conference.invitation(party).ok_or(Refused::NotFound)?.slot)?;
            // A referral that has ended is told nothing more.
            let over = matches!(told, Told::Referral(referral)
                if self.record(id)?.referral(referral).is_none_or(|known| !known.state.is_open()));
            if !over {
                self.ask_again(id, due, conference, party)?;
            }
        }
        Ok(())
    }

    /// Says that a conference was held, and ends the tasks for it.
    pub(crate) fn hold(
        &mut self,
        id: RecordId,
        frame: &Frame,
        conference: &Conference,
        attendance: Attendance,
    ) -> Answer<()> {
        let Attendance { present, others, child } = attendance;
        // Who came through a referral is told there, to those who know of one another already.
        let through = |slot: Option<SlotId>| -> BTreeSet<RecordId> {
            let told_in = |party: &RecordId| {
                conference
                    .invitation(*party)
                    .filter(|known| known.compartment == "referral")
                    .map(|known| known.slot)
            };
            present.iter().copied().filter(|party| told_in(party) == slot).collect()
        };
        self.tell(id, conference, |slot| ConferenceEvent::Held {
            conference: conference.id,
            present: through(slot),
            others: None,
            child: None,
        })?;
        let child = Some(child);
        self.explain(id, conference.id, Explanation { child, others, ..Explanation::default() })?;
        self.end_meeting(id, frame, conference, ConferenceState::Held)
    }

    fn call_off(
        &mut self,
        id: RecordId,
        frame: &Frame,
        known: &Conference,
        reason: &Private<String>,
    ) -> Answer<()> {
        let conference = known.id;
        self.tell(id, known, |_| ConferenceEvent::CalledOff { conference, reason: None })?;
        self.explain(id, conference, because_of(reason))?;
        self.end_meeting(id, frame, known, ConferenceState::CalledOff)
    }

    /// Calls off every conference that is still to come. One that has begun may have been held: people say so.
    pub(crate) fn call_off_all(&mut self, id: RecordId, reason: &Private<String>) -> Answer<()> {
        let to_come: Vec<(Frame, Conference)> = self
            .record(id)?
            .conferences()
            .into_iter()
            .filter(|(frame, _)| frame.state == ConferenceState::Called && frame.meeting.start > self.now)
            .map(|(frame, known)| (frame.clone(), known.clone()))
            .collect();
        for (frame, known) in to_come {
            self.call_off(id, &frame, &known, reason)?;
        }
        Ok(())
    }

    fn end_meeting(
        &mut self,
        id: RecordId,
        frame: &Frame,
        conference: &Conference,
        state: ConferenceState,
    ) -> Answer<()> {
        for task in self.meeting_tasks(id, frame, conference)? {
            let ended = match state {
                // The task lies in `case`, the reason does not.
                ConferenceState::CalledOff if frame.task == Some(task) => {
                    Event::TaskWaived { task, reason: Private::default() }
                }
                _ => Event::TaskDone { task, note: None },
            };
            self.add_to_task(id, task, ended)?;
        }
        Ok(())
    }
}
