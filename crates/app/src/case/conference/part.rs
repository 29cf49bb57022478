//! The parts of a conference: what to talk about, what was said, what was decided.
//!
//! Invariant: a part lies in one compartment, and whoever writes it may write that compartment; a decision's task goes
//! only to somebody who may read the part.

use std::{fmt, str::FromStr};

use domain::{
    CommandId, Compartment, ConferenceEvent, ConferenceId, Event, Instant, PersonCode, Private, RecordId,
    ReferralId, Sector, SlotId, TaskAdded, TaskCode, TaskId, TeamId, UserId,
    record::{Conference, ConferenceState, Frame, Part},
};
use jiff::civil::Date;
use policy::{Actor, Grant, Level};
use protocol::pathway::END_OF_WORK;

use super::{parts_of, takes_part};
use crate::{
    App, Named, Opened, SignedIn,
    core::{
        facts,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// Which part of a conference: a compartment, or the referral of somebody whose work stands in that alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOf {
    /// A compartment.
    Compartment(Compartment),
    /// A referral.
    Referral(ReferralId),
}

impl PartOf {
    /// The part that lies in a slot of a compartment.
    pub fn of(slot: SlotId, compartment: &Compartment) -> Self {
        if *compartment == "referral" {
            Self::Referral(ReferralId::from_bytes(*slot.as_bytes()))
        } else {
            Self::Compartment(compartment.clone())
        }
    }

    /// What was written of it, if anything was.
    pub fn in_conference<'c>(&self, conference: &'c Conference) -> Option<&'c Part> {
        let is_this = |(slot, part): &(&SlotId, &Part)| Self::of(**slot, &part.compartment) == *self;
        conference.parts.iter().find(is_this).map(|(_, part)| part)
    }

    /// Whether somebody with this grant reads it.
    pub fn is_open_to(&self, grant: &Grant) -> bool {
        match self {
            Self::Compartment(compartment) => grant.may(compartment.as_str(), Level::Read),
            Self::Referral(referral) => grant.may_open("referral", SlotId::from_bytes(*referral.as_bytes())),
        }
    }

    fn compartment(&self) -> &str {
        match self {
            Self::Compartment(compartment) => compartment.as_str(),
            Self::Referral(_) => "referral",
        }
    }
}

impl fmt::Display for PartOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compartment(compartment) => compartment.fmt(f),
            Self::Referral(referral) => referral.fmt(f),
        }
    }
}

impl FromStr for PartOf {
    type Err = domain::BadCode;
    fn from_str(text: &str) -> Result<Self, domain::BadCode> {
        text.parse().map(Self::Referral).or_else(|_| Compartment::new(text).map(Self::Compartment))
    }
}

/// What is written into a part.
#[derive(Debug, Clone)]
pub enum PartStep {
    /// Something to talk about.
    Agenda(Private<String>),
    /// The minutes.
    Minutes {
        /// The whole text.
        text: Private<String>,
        /// How many versions the writer has seen: somebody else's later one is not overwritten.
        seen: usize,
    },
    /// A decision.
    Decision {
        /// What was decided.
        text: Private<String>,
        /// Who does it.
        responsible: Responsible,
        /// By when.
        due: Date,
    },
}

/// Who does what was decided.
#[derive(Debug, Clone)]
pub enum Responsible {
    /// A colleague: it becomes their task.
    Colleague(UserId),
    /// Somebody without an account, by name.
    Named(Private<String>),
}

/// A step as it was sent.
#[derive(Debug, Clone)]
pub struct StepPart {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// Which conference.
    pub conference: ConferenceId,
    /// Which part of it.
    pub part: PartOf,
    /// The step.
    pub step: PartStep,
}

/// The parts that somebody writes of a conference in which they take part: their compartments; else the referrals through
/// which people are invited who write no compartment.
fn writes(protocol: &protocol::Protocol, kind: &str, grant: &Grant, conference: &Conference) -> Vec<PartOf> {
    let mut parts: Vec<PartOf> =
        parts_of(protocol, kind, grant).into_iter().map(PartOf::Compartment).collect();
    for invited in &conference.invitations {
        let part = PartOf::of(invited.slot, &invited.compartment);
        if invited.about.is_none()
            && matches!(part, PartOf::Referral(_))
            && grant.may("referral", Level::Write)
            && grant.may_open("referral", invited.slot)
            && !parts.contains(&part)
        {
            parts.push(part);
        }
    }
    parts
}

impl App {
    /// The parts that a reader may write of a conference.
    pub fn parts_to_write(&self, who: &SignedIn, opened: &Opened, conference: &Conference) -> Vec<PartOf> {
        if takes_part(&opened.grant, conference, who.actor()) && opened.grant.may_do("conference.attend") {
            writes(&self.protocol(), opened.kind().as_str(), &opened.grant, conference)
        } else {
            Vec::new()
        }
    }

    /// Writes into a part of a conference.
    pub async fn write_part(&self, who: &SignedIn, sent: StepPart) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let colleague = match &sent.step {
            PartStep::Decision { responsible: Responsible::Colleague(user), .. } => {
                let actor = self.known_colleague(*user).await?.ok_or(Refused::NotFound)?;
                let Some(Named::Person(name)) = self.named(*user).await? else {
                    return Err(Refused::NotFound);
                };
                Some((actor, name))
            }
            _ => None,
        };
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "conference.attend")?;
            let (frame, known) = work.told_conference(id, sent.conference)?;
            let kind = work.record(id)?.kind().ok_or(Refused::NotFound)?.clone();
            let grant = work.grant(id)?;
            if !takes_part(grant, &known, who.actor())
                || !writes(&work.protocol, kind.as_str(), grant, &known).contains(&sent.part)
            {
                return Err(Refused::NotFound);
            }
            may_be_written(&sent.step, &frame, &known, &sent.part, work.now)?;
            match &sent.step {
                PartStep::Agenda(item) => {
                    work.add_agenda(id, sent.conference, &sent.part, item.clone())?;
                }
                PartStep::Minutes { text, .. } => {
                    work.write_minutes(id, sent.conference, &sent.part, text.clone())?;
                }
                PartStep::Decision { text, responsible, due } => {
                    let today = work.now.to_zoned(work.zone_of(work.record(id)?)).date();
                    if *due < today {
                        return Err(because("due-in-the-past"));
                    }
                    let (named, task) = match (responsible, &colleague) {
                        (Responsible::Named(name), _) => (name.clone(), None),
                        (Responsible::Colleague(_), Some((actor, name))) => {
                            (name.clone(), Some(work.colleagues_task(id, &sent.part, actor, text, *due)?))
                        }
                        (Responsible::Colleague(_), None) => return Err(Refused::NotFound),
                    };
                    work.decide(id, sent.conference, &sent.part, text.clone(), named, *due, task)?;
                }
            }
            Ok([id.as_bytes().as_slice(), sent.conference.as_bytes()].concat())
        })
        .await
    }
}

/// Agenda before it is over, minutes and decisions from the moment it begins; nothing empty, nothing over another's
/// later word.
fn may_be_written(
    step: &PartStep,
    frame: &Frame,
    conference: &Conference,
    part: &PartOf,
    now: Instant,
) -> Answer<()> {
    let is_empty = |text: &Private<String>| text.as_str().trim().is_empty();
    let begun = frame.state == ConferenceState::Held
        || (frame.state == ConferenceState::Called && frame.meeting.start <= now);
    match step {
        PartStep::Agenda(_) if frame.state != ConferenceState::Called => Err(because("conference-over")),
        PartStep::Agenda(item) if is_empty(item) => Err(because("agenda-needed")),
        PartStep::Agenda(_) => Ok(()),
        _ if frame.state == ConferenceState::CalledOff => Err(because("conference-over")),
        _ if !begun => Err(because("conference-not-yet")),
        PartStep::Minutes { text, .. } if is_empty(text) => Err(because("minutes-needed")),
        PartStep::Minutes { seen, .. } => {
            let written = part.in_conference(conference).map_or(0, |part| part.minutes.len());
            if *seen == written { Ok(()) } else { Err(because("minutes-changed")) }
        }
        PartStep::Decision { text, .. } if is_empty(text) => Err(because("decision-needed")),
        PartStep::Decision { responsible: Responsible::Named(name), .. } if is_empty(name) => {
            Err(because("responsible-needed"))
        }
        PartStep::Decision { .. } => Ok(()),
    }
}

impl Work<'_> {
    fn add_to_part(&mut self, id: RecordId, part: &PartOf, event: Event) -> Answer<()> {
        match part {
            PartOf::Compartment(compartment) => self.add(id, compartment.as_str(), event)?,
            PartOf::Referral(referral) => self.add_to_referral(id, *referral, event)?,
        };
        Ok(())
    }

    /// Puts something on the agenda of a part.
    pub(crate) fn add_agenda(
        &mut self,
        id: RecordId,
        conference: ConferenceId,
        part: &PartOf,
        item: Private<String>,
    ) -> Answer<()> {
        self.add_to_part(id, part, Event::Conference(ConferenceEvent::AgendaAdded { conference, item }))
    }

    /// Writes the minutes of a part.
    pub(crate) fn write_minutes(
        &mut self,
        id: RecordId,
        conference: ConferenceId,
        part: &PartOf,
        text: Private<String>,
    ) -> Answer<()> {
        self.add_to_part(id, part, Event::Conference(ConferenceEvent::Minuted { conference, text }))
    }

    /// Writes a decision of a part.
    pub(crate) fn decide(
        &mut self,
        id: RecordId,
        conference: ConferenceId,
        part: &PartOf,
        text: Private<String>,
        responsible: Private<String>,
        due: Date,
        task: Option<TaskId>,
    ) -> Answer<()> {
        let decided = ConferenceEvent::Decided { conference, text, responsible, due, task };
        self.add_to_part(id, part, Event::Conference(decided))
    }

    /// The task that a decision becomes for a colleague who may read the part.
    ///
    /// # Errors
    /// `responsible-cannot-read` for a colleague to whom the part is closed.
    fn colleagues_task(
        &mut self,
        id: RecordId,
        part: &PartOf,
        colleague: &Actor,
        text: &Private<String>,
        due: Date,
    ) -> Answer<TaskId> {
        let record = self.record(id)?;
        let facts = facts::of_record(record)?;
        let reads = policy::access(self.protocol.table(), colleague, &facts)
            .is_ok_and(|grant| part.is_open_to(&grant));
        if !reads {
            return Err(because("responsible-cannot-read"));
        }
        let own = record.team.filter(|team| colleague.is(*team));
        let referred = || {
            let to = |known: &&domain::record::Referral| {
                known.state.is_open() && colleague.is(known.sent.recipient)
            };
            record.referrals.iter().rev().find(to).map(|known| known.sent.recipient)
        };
        let team = own.or_else(referred);
        self.decision_task(id, part, colleague.user, team, text, due)
    }

    /// The task that a decision becomes, in the part that decided it.
    pub(crate) fn decision_task(
        &mut self,
        id: RecordId,
        part: &PartOf,
        assignee: UserId,
        team: Option<TeamId>,
        text: &Private<String>,
        due: Date,
    ) -> Answer<TaskId> {
        let zone = self.zone_of(self.record(id)?);
        let end = due.to_datetime(END_OF_WORK).to_zoned(zone);
        let due = end.map_or(Instant::MAX, |end| end.timestamp()).max(self.now);
        let compartment = self.protocol.compartments().get(part.compartment());
        let sector = compartment.and_then(|known| known.sector.clone());
        let task: TaskId = self.app.fresh()?;
        let added = TaskAdded {
            task,
            what: TaskCode::of("conference_decision"),
            sector: sector.unwrap_or_else(|| Sector::of("social")),
            assignee: Some(assignee),
            team,
            since: self.now,
            due,
            referral: None,
            goal: None,
            note: Some(text.clone()),
        };
        self.add_to_part(id, part, Event::TaskAdded(added))?;
        Ok(task)
    }
}
