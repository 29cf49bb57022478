//! A person's story, from the plane on, as a worker in each place would write it down.
//!
//! Invariant: the steps are in the order of time; what has not happened yet is in the list too and is left out when it
//! is written.

mod adult;
mod child;
mod handover;
mod home;
mod matters;
mod meetings;
mod plan;
mod weeks;

use domain::{Instant, PlaceCode, RecordId, TeamId, Urgency, UserId};
use jiff::{
    ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{
    dice::Dice,
    plan::{Country, Course, FamilyPlan, PersonPlan},
    staff::{CENTRES, FIRST_MONTH, Staff},
    step::{Sent, Step, What},
    words::Voice,
};
use crate::refused::Answer;

pub(super) use adult::adult;
pub(super) use child::child;
pub(super) use home::family;
pub(super) use meetings::Through;
pub(super) use plan::Anew;

/// Records of the people of a family, in their order, and the family's own.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) family: Option<RecordId>,
    pub(super) people: Vec<RecordId>,
}

/// What a story needs to know of the world.
pub(super) struct Telling<'a> {
    pub(super) staff: &'a Staff,
    pub(super) zone: &'a TimeZone,
    pub(super) family: &'a FamilyPlan,
    pub(super) person: &'a PersonPlan,
    pub(super) known: &'a Known,
    /// The person's place in the family.
    pub(super) index: usize,
    pub(super) landed: Instant,
    pub(super) today: Date,
    pub(super) now: Instant,
    pub(super) dice: Dice,
    pub(super) steps: Vec<Step>,
    pub(super) referrals: u8,
    /// The plan is not approved: it waits for the supervisor.
    pub(super) plan_waits: bool,
    /// Whether nothing is guessed about the father.
    pub(super) no_father: bool,
    /// The goals of the plan; those after the first come in later.
    goals: Vec<&'static super::words::GoalText>,
    first_goals: usize,
}

impl<'a> Telling<'a> {
    pub(super) fn new(
        country: &'a Country,
        staff: &'a Staff,
        zone: &'a TimeZone,
        family: &'a FamilyPlan,
        index: usize,
        known: &'a Known,
        seed: u64,
        now: Instant,
    ) -> Self {
        Self {
            staff,
            zone,
            family,
            person: &family.people[index],
            known,
            index,
            landed: country.flights[family.flight].landed,
            today: country.today,
            now,
            dice: Dice::new(seed, "story", (family.number * 100 + index) as u64),
            steps: Vec::new(),
            referrals: 0,
            plan_waits: false,
            no_father: false,
            goals: Vec::new(),
            first_goals: 0,
        }
    }

    /// The story in the order of time.
    pub(super) fn told(mut self) -> Vec<Step> {
        self.steps.sort_by_key(|step| step.at);
        self.steps
    }

    pub(super) fn add(&mut self, at: Instant, by: UserId, what: What) {
        self.steps.push(Step { at, by, what });
    }

    pub(super) fn fill(&mut self, at: Instant, by: UserId, form: &'static str, sent: Sent) {
        self.add(at, by, What::Fill(form, sent));
    }

    /// A moment of a working day so many days after landing.
    pub(super) fn day(&mut self, days: i64) -> Instant {
        let day = self.landed.to_zoned(self.zone.clone()).date().saturating_add(days.days());
        let hour = i8::try_from(self.dice.between(9, 16)).unwrap_or(9);
        let minute = i8::try_from(self.dice.between(0, 11) * 5).unwrap_or_default();
        self.instant(day.at(hour, minute, 0, 0))
    }

    /// Hours after landing.
    pub(super) fn hours(&mut self, hours: i64) -> Instant {
        let minutes = self.dice.between(0, 50);
        self.after(self.landed, hours * 60 + minutes)
    }

    #[expect(clippy::unused_self, reason = "reads as the story's own clock beside the others")]
    pub(super) fn after(&self, at: Instant, minutes: i64) -> Instant {
        at.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap_or(at)
    }

    fn instant(&self, at: DateTime) -> Instant {
        at.to_zoned(self.zone.clone()).map_or(self.landed, |at| at.timestamp())
    }

    pub(super) fn date(&self, at: Instant) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    /// A date as a form sends it.
    pub(super) fn on(&self, at: Instant) -> String {
        self.date(at).to_string()
    }

    /// A date some days after.
    pub(super) fn later(&self, at: Instant, days: i64) -> String {
        self.date(at).saturating_add(days.days()).to_string()
    }

    /// How long ago they landed, in days.
    pub(super) fn age_of_case(&self) -> i64 {
        let landed = self.date(self.landed);
        i64::from(landed.until(self.today).map_or(0, |span| span.get_days()))
    }

    pub(super) fn age_at(&self, at: Instant) -> i16 {
        self.person.age_on(self.date(at))
    }

    pub(super) fn voice(&self) -> Voice<'static> {
        Voice { language: self.family.language, name: self.person.name.given.cyrillic, sex: self.person.sex }
    }

    /// In the words of a text, chosen by chance.
    pub(super) fn say(&mut self, say: &super::words::Say) -> String {
        let voice = self.voice();
        say.pick(voice, &mut self.dice)
    }

    pub(super) fn first_team(&self) -> Answer<TeamId> {
        self.staff.team(FIRST_MONTH)
    }
    pub(super) fn first_worker(&self) -> Answer<UserId> {
        let workers = self.staff.workers(self.first_team()?);
        Ok(workers[self.family.first_worker % workers.len().max(1)])
    }
    pub(super) fn home_team(&self) -> Answer<TeamId> {
        self.staff.team(CENTRES[self.family.centre].service)
    }
    pub(super) fn home_worker(&self) -> Answer<UserId> {
        let workers = self.staff.workers(self.home_team()?);
        Ok(workers[self.family.worker % workers.len().max(1)])
    }
    pub(super) fn home_place(&self) -> Option<PlaceCode> {
        self.staff.places.get(CENTRES[self.family.centre].service).cloned()
    }
    pub(super) fn first_place(&self) -> Option<PlaceCode> {
        self.staff.places.get(FIRST_MONTH).cloned()
    }
    pub(super) fn near(&self) -> &'static str {
        CENTRES[self.family.centre].near
    }

    /// Whether the worker of the demo's first page answers for them at home.
    pub(super) fn is_of_first_page(&self) -> bool {
        self.family.centre == 0 && self.family.worker == 0 && !matches!(self.family.course, Course::Boarded)
    }

    /// How often people see each other at an urgency, in days.
    pub(super) const fn interval(urgency: Urgency) -> i64 {
        match urgency {
            Urgency::Urgent => 7,
            Urgency::Soon => 14,
            Urgency::Routine => 30,
        }
    }

    /// The number of the next referral.
    pub(super) fn next_referral(&mut self) -> u8 {
        self.referrals += 1;
        self.referrals
    }
}

/// A pair of a form.
pub(super) fn put(sent: &mut Sent, field: &'static str, text: impl Into<String>) {
    sent.push((field, text.into()));
}
