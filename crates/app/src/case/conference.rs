//! Case conferences: people who help a child meet, each for their own part.
//!
//! Invariant: an invitation opens nothing. It lies where whoever is invited reads already, in `case` or in the referral
//! through which they know the child, and closes with that; what is said and decided lies in compartments, and who
//! reads and writes those is the role table's word.

pub mod call;
pub mod guests;
pub mod part;

use domain::{
    Compartment, ConferenceEvent, ConferenceId, Event, Explanation, PersonCode, RecordId, ReferralId, SlotId,
    TaskAdded, TaskCode, TaskId, UserId,
    record::{Conference, ConferenceState, Frame},
};
use policy::{Actor, Grant, Level};
use protocol::Protocol;

pub use guests::Guest;
pub use part::PartOf;

use crate::{
    App, Door, Listed, Opened, Shown, SignedIn,
    core::work::Work,
    refused::{Answer, Refused, because},
};

/// What a conference can talk about: its codes are compartments.
pub const PARTS: &str = "conference_parts";
/// Why people meet.
pub const REASONS: &str = "conference_reasons";
/// How people meet.
pub const WAYS: &str = "conference_ways";
/// How the child is heard.
pub const HEARD: &str = "conference_heard";
/// The one way in which nothing has to be added.
pub const THERE: &str = "there";

pub(crate) const HOLD: &str = "hold_conference";
pub(crate) const ATTEND: &str = "attend_conference";

/// The compartments in which somebody writes a part of a conference.
pub(crate) fn parts_of(protocol: &Protocol, kind: &str, grant: &Grant) -> Vec<Compartment> {
    let Some(kind) = protocol.kinds().get(kind) else { return Vec::new() };
    kind.compartments
        .iter()
        .filter(|part| protocol.choice(PARTS, part.as_str()).is_some())
        .filter(|part| grant.may(part.as_str(), Level::Write))
        .cloned()
        .collect()
}

/// Whether a reader is told of a conference: as a reader of the case, or through an invitation that they read.
fn is_told(grant: &Grant, conference: &Conference) -> bool {
    grant.may("case", Level::Read)
        || conference.invitations.iter().any(|known| grant.may_open(known.compartment.as_str(), known.slot))
}

/// The invitation of a person or of somebody for whom they stand in.
fn own_invitation<'c>(conference: &'c Conference, actor: &Actor) -> Option<&'c domain::record::Invitation> {
    conference
        .invitation(actor.user)
        .or_else(|| actor.stands_in_for.iter().find_map(|party| conference.invitation(*party)))
}

/// Whether a reader has a part in a conference: they call it, or are invited.
fn takes_part(grant: &Grant, conference: &Conference, actor: &Actor) -> bool {
    grant.may_do("conference.call")
        || (grant.may_do("conference.attend") && own_invitation(conference, actor).is_some())
}

impl App {
    /// Opens a record for its conferences, and logs it: to whoever may call one, or is told of one.
    pub async fn conferences(&self, who: &SignedIn, code: &PersonCode, page: Shown) -> Answer<Opened> {
        self.conferences_through(who, code, Door::page(page)).await
    }

    /// The same through a door with a reason.
    pub async fn conferences_through(&self, who: &SignedIn, code: &PersonCode, door: Door) -> Answer<Opened> {
        let opened = self.open_code(who, code, door).await?;
        let reads = opened.grant.may_do("conference.attend") && opened.grant.may("case", Level::Read);
        let has_any = opened.grant.may_do("conference.call") || reads;
        let person = matches!(opened.kind().as_str(), "child" | "adult");
        if person && (has_any || !opened.view.conferences().is_empty()) {
            Ok(opened)
        } else {
            Err(Refused::NotFound)
        }
    }

    /// Somebody of a person's family who was invited, to whoever may open their record.
    pub async fn listed(&self, who: &SignedIn, id: RecordId) -> Answer<Option<Listed>> {
        let rows = self.store().records(&[id]).await?;
        Ok(self.show_rows(who, rows).await?.pop())
    }

    /// Whether a reader has a part in a conference: they call it, or are invited.
    pub fn takes_part(&self, who: &SignedIn, opened: &Opened, conference: &Conference) -> bool {
        takes_part(&opened.grant, conference, who.actor())
    }

    /// The reader's own invitation, or that of somebody for whom they stand in.
    pub fn own_invitation<'c>(
        &self,
        who: &SignedIn,
        conference: &'c Conference,
    ) -> Option<&'c domain::record::Invitation> {
        own_invitation(conference, who.actor())
    }
}

impl Work<'_> {
    /// A conference that the actor is told of, as it stands in this command.
    fn told_conference(&self, id: RecordId, conference: ConferenceId) -> Answer<(Frame, Conference)> {
        let (frame, known) = self.record(id)?.conference(conference).ok_or(Refused::NotFound)?;
        if !is_told(self.grant(id)?, known) {
            return Err(Refused::NotFound);
        }
        Ok((frame.clone(), known.clone()))
    }

    /// The same, still to come.
    fn coming_conference(&self, id: RecordId, conference: ConferenceId) -> Answer<(Frame, Conference)> {
        let (frame, known) = self.told_conference(id, conference)?;
        if frame.state == ConferenceState::Called {
            Ok((frame, known))
        } else {
            Err(because("conference-over"))
        }
    }

    /// Says something of a conference in `case`, and to each referral through which somebody is invited and which has not
    /// ended; `said` is asked with the referral's slot.
    fn tell(
        &mut self,
        id: RecordId,
        conference: &Conference,
        said: impl Fn(Option<SlotId>) -> ConferenceEvent,
    ) -> Answer<()> {
        self.add(id, "case", Event::Conference(said(None)))?;
        for referral in self.referrals_of(id, conference)? {
            let slot = SlotId::from_bytes(*referral.as_bytes());
            self.add_to_referral(id, referral, Event::Conference(said(Some(slot))))?;
        }
        Ok(())
    }

    /// Says why people meet or do not, and how the child is heard, to those who do the social work.
    fn explain(&mut self, id: RecordId, conference: ConferenceId, why: Explanation) -> Answer<()> {
        self.add(id, "social", Event::Conference(ConferenceEvent::Explained { conference, why }))?;
        Ok(())
    }

    /// The open referrals in which invitations to a conference lie.
    fn referrals_of(&self, id: RecordId, conference: &Conference) -> Answer<Vec<ReferralId>> {
        let record = self.record(id)?;
        Ok(record
            .referrals
            .iter()
            .filter(|known| known.state.is_open())
            .filter(|known| conference.invitations.iter().any(|invited| invited.slot == known.slot))
            .map(|known| known.sent.referral)
            .collect())
    }

    /// Open tasks to hold a conference and to come to it; what it decided goes on.
    fn meeting_tasks(&self, id: RecordId, frame: &Frame, conference: &Conference) -> Answer<Vec<TaskId>> {
        let record = self.record(id)?;
        let is_open = |task: &TaskId| record.tasks.get(task).is_some_and(|known| known.end.is_none());
        let all = frame
            .task
            .into_iter()
            .chain(conference.invitations.iter().flat_map(|known| known.tasks.iter().copied()));
        Ok(all.filter(is_open).collect())
    }

    /// A task about a conference for a colleague: in a referral, or in a compartment.
    fn conference_task(
        &mut self,
        id: RecordId,
        told: &guests::Told,
        what: &'static str,
        assignee: UserId,
        start: domain::Instant,
    ) -> Answer<TaskId> {
        let task: TaskId = self.app.fresh()?;
        let protocol = self.protocol.clone();
        let rule = protocol.tasks().get(what).ok_or(Refused::NotFound)?;
        let record = self.record(id)?;
        let (sector, team) = match told {
            guests::Told::Case => (rule.sector.clone(), record.team),
            guests::Told::Referral(referral) => {
                let sent = &record.referral(*referral).ok_or(Refused::NotFound)?.sent;
                let service = protocol.services().get(sent.service.as_str());
                let sector = service.map_or_else(|| rule.sector.clone(), |service| service.sector.clone());
                (sector, Some(sent.recipient))
            }
        };
        let added = TaskAdded {
            task,
            what: TaskCode::of(what),
            sector,
            assignee: Some(assignee),
            team,
            since: self.now,
            due: start,
            referral: None,
            goal: None,
            note: None,
        };
        match told {
            guests::Told::Case => self.add(id, "case", Event::TaskAdded(added))?,
            guests::Told::Referral(referral) => {
                self.add_to_referral(id, *referral, Event::TaskAdded(added))?
            }
        };
        Ok(task)
    }

    /// Ends what waited in a referral besides the referral's own tasks: a meeting that its people would have come to.
    pub(crate) fn end_tasks_in(&mut self, id: RecordId, slot: SlotId) -> Answer<()> {
        let open: Vec<TaskId> = self
            .record(id)?
            .tasks
            .values()
            .filter(|task| task.end.is_none() && task.slot == slot)
            .map(|task| task.added.task)
            .collect();
        for task in open {
            self.add_to_task(id, task, Event::TaskDone { task, note: None })?;
        }
        Ok(())
    }
}
