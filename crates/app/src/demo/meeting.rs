//! Conferences of the invented country: what happens at them, as data, and the pen that writes it.
//!
//! Invariant: told, prepared, held and decided through the same work as real ones.

use domain::{
    ChoiceCode, Coming, Compartment, Heard, Instant, Meeting, TeamId, UserId,
    record::{Conference, Frame},
};
use jiff::civil::Date;

use super::step::{Pen, wrong};
use crate::{
    case::conference::{
        PartOf,
        call::Attendance,
        guests::{Asked, Told},
    },
    refused::Answer,
};

/// What happens to a conference; the story's own number tells which.
pub(super) enum Meet {
    Call {
        number: u8,
        start: Instant,
        place: String,
        why: &'static str,
        guests: Vec<Guest>,
        /// Who brings the child's view; nobody when the child is there.
        view: Option<String>,
    },
    Answer {
        number: u8,
        party: UserId,
        coming: Coming,
        word: Option<String>,
    },
    Agenda {
        number: u8,
        part: &'static str,
        item: String,
    },
    Held {
        number: u8,
        view: Option<String>,
    },
    Minutes {
        number: u8,
        part: &'static str,
        text: String,
    },
    Decided {
        number: u8,
        part: &'static str,
        text: String,
        responsible: String,
        /// Whose task it becomes, in which team.
        task: Option<(UserId, TeamId)>,
        due: Date,
    },
}

/// Somebody who is invited: in the case, or through a referral of the story's number, with the part they write.
pub(super) struct Guest {
    pub(super) person: UserId,
    pub(super) referral: Option<(u8, &'static str)>,
}

fn heard(view: Option<&str>) -> Heard {
    match view {
        Some(who) => Heard { how: ChoiceCode::of("view_brought"), word: Some(who.into()) },
        None => Heard { how: ChoiceCode::of("there"), word: None },
    }
}

fn part(code: &'static str) -> PartOf {
    PartOf::Compartment(Compartment::of(code))
}

impl Pen<'_, '_> {
    fn conference(&self, number: u8) -> Answer<(Frame, Conference)> {
        let id = self.conferences.get(&number).copied();
        let record = self.work.record(self.id)?;
        let (frame, known) = id
            .and_then(|id| record.conference(id))
            .ok_or_else(|| wrong("conference", &number.to_string()))?;
        Ok((frame.clone(), known.clone()))
    }

    pub(super) fn meet(&mut self, meet: &Meet) -> Answer<()> {
        let id = self.id;
        match meet {
            Meet::Call { number, start, place, why, guests, view } => {
                let mut asked = Vec::with_capacity(guests.len());
                for guest in guests {
                    let (told, about) = match guest.referral {
                        Some((referral, about)) => {
                            (Told::Referral(self.referral(referral)?), Some(Compartment::of(about)))
                        }
                        None => (Told::Case, None),
                    };
                    asked.push(Asked { party: guest.person, told, about, is_colleague: true });
                }
                let way = ChoiceCode::of("in_person");
                let meeting = Meeting { start: *start, way, place: place.as_str().into() };
                let called =
                    self.work.call(id, &meeting, &ChoiceCode::of(why), &heard(view.as_deref()), &asked)?;
                self.conferences.insert(*number, called);
                Ok(())
            }
            Meet::Answer { number, party, coming, word } => {
                let (frame, known) = self.conference(*number)?;
                let word = word.as_deref().map(Into::into);
                self.work.answer_invitation(id, &frame, &known, *party, *coming, word)
            }
            Meet::Agenda { number, part: of, item } => {
                let (_, known) = self.conference(*number)?;
                self.work.add_agenda(id, known.id, &part(of), item.as_str().into())
            }
            Meet::Held { number, view } => {
                let (frame, known) = self.conference(*number)?;
                let comes = |known: &&domain::record::Invitation| {
                    known.answer.as_ref().is_none_or(|(coming, ..)| *coming == Coming::Yes)
                };
                let present = known.invitations.iter().filter(comes).map(|known| known.party);
                let attendance = Attendance {
                    present: present.chain([frame.by]).collect(),
                    others: None,
                    child: heard(view.as_deref()),
                };
                self.work.hold(id, &frame, &known, attendance)
            }
            Meet::Minutes { number, part: of, text } => {
                let (_, known) = self.conference(*number)?;
                self.work.write_minutes(id, known.id, &part(of), text.as_str().into())
            }
            Meet::Decided { number, part: of, text, responsible, task, due } => {
                let (_, known) = self.conference(*number)?;
                let (of, text) = (part(of), domain::Private::from(text.as_str()));
                let task = match task {
                    Some((person, team)) => {
                        Some(self.work.decision_task(id, &of, *person, Some(*team), &text, *due)?)
                    }
                    None => None,
                };
                self.work.decide(id, known.id, &of, text, responsible.as_str().into(), *due, task)
            }
        }
    }
}
