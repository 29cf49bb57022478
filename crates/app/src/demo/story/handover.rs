//! From the centre of the first month to the region: the note, the letter, and who says yes.

use domain::{Decision, Instant, UserId};

use super::{Telling, put};
use crate::{
    demo::{
        staff::{CENTRES, Post},
        step::{Asked, Sent, What, service_of},
        words,
    },
    refused::Answer,
};

/// Cases older than this, in days, were handed over on paper, before there was a system to do it in.
const ON_PAPER: i64 = 60;

impl Telling<'_> {
    /// Hands the case over, some days after landing; gives the moment at which it has moved.
    pub(super) fn move_on(&mut self, day: i64) -> Answer<Instant> {
        let handed = self.day(day - 2);
        self.handover_note(handed)?;
        let moved = self.day(day);
        let home = self.home_worker()?;
        if self.age_of_case() > ON_PAPER {
            let supervisor = self.staff.supervisor(self.first_team()?)?;
            let (team, place) = (self.home_team()?, self.home_place());
            self.add(moved, supervisor, What::Assign { owner: Some(home), team: Some(team), place });
            return Ok(moved);
        }
        let first = self.first_worker()?;
        let referral = self.ask_to_take_over(self.after(handed, 40))?;
        let word = self.say(&words::TAKEN_OVER);
        self.add(moved, home, What::TakeOver(referral, home, word));
        if first != home {
            self.add(self.after(moved, 60 * 26), first, What::Done("farewell", None));
        }
        Ok(moved)
    }

    /// Somebody who has been here for the first month is to go home: the letter waits, or the region has no room.
    pub(super) fn about_to_move(&mut self) -> Answer<()> {
        let (day, declined) = match self.family.centre {
            0 => (self.age_of_case() - 1, false),
            3 => (self.age_of_case() - 5, true),
            _ => return Ok(()),
        };
        let handed = self.day(day);
        self.handover_note(handed)?;
        let referral = self.ask_to_take_over(self.after(handed, 40))?;
        if declined {
            let home = self.home_worker()?;
            let instead = vec![service_of(CENTRES[2].service)?, service_of(CENTRES[4].service)?];
            let why = self.say(&words::NO_ROOM);
            self.add(self.after(handed, 60 * 27), home, What::Decline(referral, why, instead));
        }
        Ok(())
    }

    fn ask_to_take_over(&mut self, at: Instant) -> Answer<u8> {
        let first = self.first_worker()?;
        let asked = Asked {
            purpose: "transfer",
            decision: Decision::Given,
            caregiver: self.caregiver(),
            capacity: words::CAPACITY,
        };
        self.add(at, first, What::Consent(Box::new(asked)));
        let to: Post = self.staff.post(CENTRES[self.family.centre].service, &mut self.dice)?;
        let letter = self.say(&words::TRANSFER_NEEDS);
        Ok(self.refer(self.after(at, 15), first, "transfer", &to, letter))
    }

    fn handover_note(&mut self, at: Instant) -> Answer<()> {
        let (first, home): (UserId, UserId) = (self.first_worker()?, self.home_worker()?);
        let mut note = Sent::new();
        if let Some(place) = self.home_place() {
            put(&mut note, "to_place", place.as_str());
        }
        put(&mut note, "receiving_worker", self.staff.name(home));
        put(&mut note, "met", "yes");
        put(&mut note, "first_to_know", self.say(&words::FIRST_TO_KNOW));
        put(&mut note, "calms", self.say(&words::CALMS));
        put(&mut note, "promised", self.say(&words::PROMISED));
        put(&mut note, "call_me", self.staff.name(first));
        self.fill(at, first, "handover_note", note);
        Ok(())
    }
}
