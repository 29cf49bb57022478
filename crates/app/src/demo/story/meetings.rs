//! Meetings about a pupil: one that was held, with what it decided, and one that is to come.

use domain::{Coming, Instant, TeamId, UserId};
use jiff::{ToSpan, civil::Date};

use super::Telling;
use crate::{
    demo::{
        meeting::{Guest, Meet},
        staff::Post,
        step::What,
        words::{self, Say},
    },
    refused::Answer,
};

/// A referral through which somebody comes: its number in the story, and who it went to.
pub(in crate::demo) struct Through<'p> {
    pub(in crate::demo) referral: u8,
    pub(in crate::demo) post: &'p Post,
}

impl Telling<'_> {
    /// The same way of saying something each time: nothing else in the story changes with it.
    fn said(&self, say: &Say) -> String {
        say.nth(self.family.number, self.voice())
    }

    fn met(&mut self, at: Instant, by: UserId, meet: Meet) {
        self.add(at, by, What::Meet(Box::new(meet)));
    }

    /// The afternoon of a day, so many days after a date.
    fn afternoon(&self, of: Date, days: i64, hour: i8) -> Instant {
        self.instant(of.saturating_add(days.days()).at(hour, 0, 0, 0))
    }

    /// An afternoon of these days: today, or the day after tomorrow.
    pub(super) fn this_week(&self) -> Instant {
        let today = self.family.number.is_multiple_of(2);
        let start = if today { self.afternoon(self.today, 0, 16) } else { self.afternoon(self.today, 2, 11) };
        if start > self.now { start } else { self.afternoon(self.today, 1, 11) }
    }

    /// Calls the worker, the supervisor and the school together, and the clinic where it helps.
    fn call_pupils(
        &mut self,
        number: u8,
        called: Instant,
        start: Instant,
        school: &Through<'_>,
        clinic: Option<&Through<'_>>,
    ) -> Answer<()> {
        let worker = self.home_worker()?;
        let supervisor = self.staff.supervisor(self.home_team()?)?;
        let mut guests = vec![
            Guest { person: school.post.person, referral: Some((school.referral, "education")) },
            Guest { person: supervisor, referral: None },
        ];
        guests.extend(
            clinic.map(|to| Guest { person: to.post.person, referral: Some((to.referral, "health")) }),
        );
        let place = self.said(&words::MEETING_PLACE);
        let view = Some(self.said(&words::VIEW_BROUGHT));
        self.met(called, worker, Meet::Call { number, start, place, why: "school_start", guests, view });
        let item = self.said(&words::SOCIAL_AGENDA);
        self.met(self.after(called, 6), worker, Meet::Agenda { number, part: "social", item });
        Ok(())
    }

    /// A meeting with the school that was held on the afternoon of a day, and what came of it.
    pub(in crate::demo) fn school_meeting(
        &mut self,
        number: u8,
        day: Date,
        school: &Through<'_>,
        clinic: Option<&Through<'_>>,
    ) -> Answer<()> {
        let (worker, team) = (self.home_worker()?, self.home_team()?);
        let (called, start) = (self.afternoon(day, -6, 10), self.afternoon(day, 0, 15));
        self.call_pupils(number, called, start, school, clinic)?;
        let teacher = school.post.person;
        let yes = |party| Meet::Answer { number, party, coming: Coming::Yes, word: None };
        let answered = self.after(called, 60 * 5);
        self.met(answered, teacher, yes(teacher));
        let item = self.said(&words::LEARNING_AGENDA);
        self.met(self.after(answered, 4), teacher, Meet::Agenda { number, part: "education", item });
        let supervisor = self.staff.supervisor(team)?;
        let word = Some(self.said(&words::CANNOT_COME));
        let no = Meet::Answer { number, party: supervisor, coming: Coming::No, word };
        self.met(self.after(called, 60 * 7), supervisor, no);
        if let Some(clinic) = clinic {
            let doctor = clinic.post.person;
            self.met(self.after(called, 60 * 8), doctor, yes(doctor));
            let item = self.said(&words::HEALTH_AGENDA);
            self.met(self.after(called, 60 * 8 + 3), doctor, Meet::Agenda { number, part: "health", item });
        }
        let over = self.after(start, 60);
        let view = Some(self.said(&words::VIEW_BROUGHT));
        self.met(over, worker, Meet::Held { number, view });
        let due = day.saturating_add(21.days());
        self.minuted(number, over, worker, "social", &words::SOCIAL_MINUTES);
        let name = self.staff.name(worker).to_owned();
        self.decided(number, over, worker, "social", &words::SOCIAL_DECISION, (name, Some(team)), due);
        let mother = self.said(&words::FAMILY_RESPONSIBLE);
        self.decided(number, over, worker, "social", &words::FAMILY_DECISION, (mother, None), due);
        self.minuted(number, over, teacher, "education", &words::LEARNING_MINUTES);
        let name = self.staff.name(teacher).to_owned();
        let by = (name, Some(school.post.team));
        self.decided(number, over, teacher, "education", &words::LEARNING_DECISION, by, due);
        if let Some(clinic) = clinic {
            let doctor = clinic.post.person;
            self.minuted(number, over, doctor, "health", &words::HEALTH_MINUTES);
            let by = (self.staff.name(doctor).to_owned(), Some(clinic.post.team));
            self.decided(number, over, doctor, "health", &words::HEALTH_DECISION, by, due);
        }
        Ok(())
    }

    /// A meeting that was called and is still to come: the teacher has answered and put something on its agenda.
    pub(in crate::demo) fn coming_meeting(
        &mut self,
        number: u8,
        start: Instant,
        school: &Through<'_>,
    ) -> Answer<()> {
        let called = self.after(self.now, -60 * 46);
        self.call_pupils(number, called, start, school, None)?;
        let teacher = school.post.person;
        let answered = self.after(called, 60 * 20);
        let yes = Meet::Answer { number, party: teacher, coming: Coming::Yes, word: None };
        self.met(answered, teacher, yes);
        let item = self.said(&words::LEARNING_AGENDA);
        self.met(self.after(answered, 4), teacher, Meet::Agenda { number, part: "education", item });
        Ok(())
    }

    fn minuted(&mut self, number: u8, over: Instant, by: UserId, part: &'static str, say: &Say) {
        let text = self.said(say);
        self.met(self.after(over, 12), by, Meet::Minutes { number, part, text });
    }

    fn decided(
        &mut self,
        number: u8,
        over: Instant,
        by: UserId,
        part: &'static str,
        say: &Say,
        (responsible, team): (String, Option<TeamId>),
        due: Date,
    ) {
        let text = self.said(say);
        let task = team.map(|team| (by, team));
        self.met(self.after(over, 15), by, Meet::Decided { number, part, text, responsible, task, due });
    }
}
