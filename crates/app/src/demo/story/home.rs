//! Coming home: handing over, school, contacts, follow-up, closure.

use domain::{Instant, Urgency};

use super::{Telling, Through, put};
use crate::{
    demo::{
        plan::{Course, Place},
        step::{Sent, What},
        words,
    },
    refused::Answer,
};

/// When a family that goes home leaves the centre, in days after landing.
const LEAVES: i64 = 29;

/// A family's own record goes with its people.
pub(in crate::demo) fn family(told: &mut Telling<'_>) -> Answer<()> {
    if told.family.course == Course::Boarded || told.family.unassigned {
        return Ok(());
    }
    let (team, worker) = (told.first_team()?, told.first_worker()?);
    let supervisor = told.staff.supervisor(team)?;
    let (at, place) = (told.hours(4), told.first_place());
    told.add(at, supervisor, What::Assign { owner: Some(worker), team: Some(team), place });
    if told.goes_home() {
        let (home, owner) = (told.home_team()?, told.home_worker()?);
        let (at, place) = (told.day(LEAVES), told.home_place());
        told.add(at, supervisor, What::Assign { owner: Some(owner), team: Some(home), place });
    }
    if let Course::Closed { after } = told.family.course {
        let (at, owner) = (told.day(after + 1), told.home_worker()?);
        told.add(at, owner, What::Enter { stage: "closed", ground: None, reason: None });
    }
    Ok(())
}

impl Telling<'_> {
    /// From the centre to the region.
    pub(super) fn go_home(&mut self) -> Answer<()> {
        let supervisor = self.staff.supervisor(self.home_team()?)?;
        let moved = self.move_on(LEAVES)?;
        let home = self.home_worker()?;
        self.add(self.after(moved, 5), supervisor, What::Enter { stage: "home", ground: None, reason: None });
        let visited = self.day(LEAVES + 3);
        self.contact(visited, "home_visit", Steady::Unknown)?;
        let begun = self.day(LEAVES + 8);
        self.add(begun, home, What::Enter { stage: "reintegration", ground: None, reason: None });
        if self.person.is_child() {
            match self.age_at(begun) {
                6..18 => self.school(begun)?,
                _ => self.add(
                    self.after(begun, 30),
                    home,
                    What::Waived("enrolment", words::TOO_SMALL_FOR_SCHOOL),
                ),
            }
            self.guardian(begun)?;
        }
        self.community(begun)?;
        self.go_on()
    }

    /// A visit or a call.
    pub(super) fn contact(&mut self, at: Instant, kind: &'static str, steady: Steady) -> Answer<()> {
        let worker = self.home_worker()?;
        let child = self.person.is_child();
        let mut sent = Sent::new();
        put(&mut sent, "contact_kind", kind);
        put(&mut sent, "contact_on", self.on(at));
        put(&mut sent, "reached", "yes");
        if kind == "meeting" {
            put(&mut sent, "contact_place", *self.dice.pick(&["centre", "school", "outside"]));
        }
        put(&mut sent, "who_seen", if child { "child" } else { "person" });
        if child {
            put(&mut sent, "who_seen", if self.family.alone { "grandparent" } else { "mother" });
        }
        put(&mut sent, "seen_alone", if self.age_at(at) >= 6 && self.dice.chance(80) { "yes" } else { "no" });
        put(&mut sent, "mood", *self.dice.pick(&["calm", "bright", "calm", "tired", "tense"]));
        put(&mut sent, "happened", self.say(if child { &words::HAPPENED } else { &words::ADULT_HAPPENED }));
        if child && self.age_at(at) >= 4 {
            put(&mut sent, "said", self.say(&words::SAID));
        }
        if self.dice.chance(9) {
            put(&mut sent, "concern", "small");
            put(&mut sent, "concern_kinds", "stigma");
            put(&mut sent, "concern_note", self.say(&words::CONCERN));
        } else {
            put(&mut sent, "concern", "none");
        }
        put(&mut sent, "agreed", self.say(&words::AGREED));
        if steady == Steady::Yes {
            put(&mut sent, "steady", "yes");
        }
        put(&mut sent, "next_on", self.later(at, Self::interval(self.person.urgency)));
        self.fill(at, worker, "contact", sent);
        Ok(())
    }

    /// The school: place, needs, enrolment, and how it goes.
    fn school(&mut self, begun: Instant) -> Answer<()> {
        let worker = self.home_worker()?;
        let near = self.near();
        let Some(mut school) = self.staff.near(near, "school", &mut self.dice)? else { return Ok(()) };
        if self.is_of_first_page() {
            school = self.staff.post("aktau_school_23", &mut self.dice)?;
            school.person = self.staff.own("teacher")?;
        }
        let sent_at = self.after(begun, 60 * 3);
        let needs = self.say(&words::SCHOOL_NEEDS);
        let referral = self.refer(sent_at, worker, "schooling", &school, needs);
        let accepted = self.after(sent_at, 60 * 26);
        self.add(accepted, school.person, What::Accept(referral));
        let looked = self.after(accepted, 60 * 24 * 3);
        let mut sent = Sent::new();
        put(&mut sent, "looked_on", self.on(looked));
        put(&mut sent, "understands", "fairly");
        put(&mut sent, "speaks", *self.dice.pick(&["fairly", "well"]));
        put(&mut sent, "reads", *self.dice.pick(&["not_yet", "a_little", "fairly"]));
        put(&mut sent, "writes", *self.dice.pick(&["not_yet", "a_little"]));
        put(&mut sent, "counts", *self.dice.pick(&["a_little", "fairly", "well"]));
        put(&mut sent, "good_at", self.say(&words::GOOD_AT));
        put(&mut sent, "learns_with", "short_tasks");
        put(&mut sent, "learns_with", *self.dice.pick(&["pictures", "buddy", "seat_front", "praise"]));
        put(&mut sent, "attention", *self.dice.pick(&["minutes_15", "lesson"]));
        put(&mut sent, "when_too_much", self.say(&words::TOO_MUCH));
        put(&mut sent, "recommendation", self.say(&words::RECOMMENDATION));
        put(&mut sent, "class_may_know", self.say(&words::CLASS_MAY_KNOW));
        self.fill(looked, school.person, "learning_needs", sent);
        let enrolled = self.after(looked, 60 * 24 * 2);
        let name = self.staff.label(school.service.as_str()).to_owned();
        let usual = (self.age_at(enrolled) - 6).clamp(0, 11);
        let grade = (i64::from(usual) - self.dice.between(0, 2)).max(0);
        let mut sent = Sent::new();
        put(&mut sent, "school", name);
        put(&mut sent, "school_kind", "school");
        put(&mut sent, "starts_on", self.later(enrolled, 1));
        put(&mut sent, "grade", grade.to_string());
        put(&mut sent, "class_letter", *self.dice.pick(&["А", "Ә", "Б", "В"]));
        put(&mut sent, "taught_in", if self.family.language == "kk" { "kk" } else { "ru" });
        put(&mut sent, "support", *self.dice.pick(&["catch_up", "language", "psychologist"]));
        put(&mut sent, "welcome", self.say(&words::WELCOME));
        put(&mut sent, "costs_met", "yes");
        put(&mut sent, "state", "enrolled");
        self.fill(enrolled, school.person, "enrolment", sent);
        for term in 1..=3 {
            let at = self.after(enrolled, 60 * 24 * 95 * term);
            let expected = self.dice.between(42, 50);
            let missed = if self.dice.chance(50) { 0 } else { self.dice.between(1, 6) };
            let mut sent = Sent::new();
            put(&mut sent, "period_to", self.on(at));
            put(&mut sent, "days_expected", expected.to_string());
            put(&mut sent, "days_attended", (expected - missed).to_string());
            if missed > 0 {
                put(&mut sent, "absence_why", *self.dice.pick(&["illness", "appointments", "family"]));
            }
            put(&mut sent, "catch_up_hours", (24 - 6 * term).to_string());
            put(&mut sent, "language", "forward");
            put(&mut sent, "learning", *self.dice.pick(&["forward", "forward", "slowly"]));
            put(&mut sent, "belonging", if term == 1 { "finding" } else { "belongs" });
            put(&mut sent, "bullying", "no");
            put(&mut sent, "joy", self.say(&words::JOY));
            self.fill(at, school.person, "school_progress", sent);
        }
        let over = self.after(enrolled, 60 * 24 * 330);
        if over > self.now && enrolled < self.now {
            let due = self.after(self.now, 60 * (4 + 23 * i64::try_from(self.index % 4).unwrap_or_default()));
            let task = What::ReferralTask { referral, what: "enrolment", assignee: school.person, due };
            self.add(self.after(enrolled, 60), school.person, task);
        }
        let through = Through { referral, post: &school };
        // With every third family people meet once the child has settled in; the first page's worker shows how.
        let day = self.date(enrolled).saturating_add(jiff::ToSpan::days(12));
        let shows = self.is_of_first_page() && over > self.now;
        if (shows || self.family.number.is_multiple_of(3)) && day < self.today {
            self.school_meeting(1, day, &through, None)?;
            let done = self.after(enrolled, 60 * 24 * 29);
            self.add(done, worker, What::Done("conference_decision", None));
        }
        if shows && enrolled < self.now && self.index % 2 == 1 {
            self.coming_meeting(4, self.this_week(), &through)?;
        }
        let outcome = self.say(&words::SCHOOL_DONE);
        self.add(over, school.person, What::Served(referral, outcome));
        Ok(())
    }

    fn guardian(&mut self, begun: Instant) -> Answer<()> {
        let worker = self.home_worker()?;
        let filed = self.after(begun, 60 * 24 * 9);
        if !self.family.alone {
            self.add(filed, worker, What::Waived("guardianship_filed", words::WITH_PARENT));
            return Ok(());
        }
        let near = self.near();
        let Some(body) = self.staff.near(near, "guardianship", &mut self.dice)? else { return Ok(()) };
        let sent_at = self.after(begun, 60 * 5);
        let needs = self.say(&words::GUARDIAN_NEEDS);
        let referral = self.refer(sent_at, worker, "guardianship", &body, needs);
        self.add(self.after(sent_at, 60 * 24), body.person, What::Accept(referral));
        self.add(filed, worker, What::Done("guardianship_filed", None));
        let ordered = self.after(begun, 60 * 24 * 40);
        let mut sent = Sent::new();
        put(&mut sent, "assessed_on", self.on(ordered));
        put(&mut sent, "separation", "both_dead");
        put(&mut sent, "carer_relation", "grandmother");
        put(&mut sent, "care_kind", "guardianship");
        put(&mut sent, "checked", "home_visit");
        put(&mut sent, "checked", "record");
        put(&mut sent, "warmth", "good");
        put(&mut sent, "home", "enough");
        put(&mut sent, "recommendation", "stay_support");
        put(&mut sent, "child_view", self.say(&words::CHILD_VIEW_OF_CARE));
        put(&mut sent, "guardianship", "in_force");
        put(&mut sent, "order_number", format!("{}-О", self.dice.between(11, 480)));
        put(&mut sent, "order_on", self.on(ordered));
        put(&mut sent, "order_by", "guardianship_body");
        put(&mut sent, "benefits", "guardian");
        self.fill(ordered, body.person, "care_arrangement", sent);
        let outcome = self.say(&words::GUARDIAN_DONE);
        self.add(self.after(ordered, 30), body.person, What::Served(referral, outcome));
        Ok(())
    }

    /// The women's association, the clubs; for a mother the work.
    fn community(&mut self, begun: Instant) -> Answer<()> {
        let worker = self.home_worker()?;
        let done = self.after(begun, 60 * 24 * 27);
        self.add(done, worker, What::Done("community_support", None));
        // One referral for the family is enough: it is the eldest's or the mother's.
        if self.index != 0 || self.person.place == Place::Child {
            self.add(done, worker, What::Waived("vocational_support", words::NO_WORK_NOW));
            return Ok(());
        }
        let near = self.near();
        let Some(ngo) = self.staff.near(near, "ngo", &mut self.dice)? else { return Ok(()) };
        let sent_at = self.after(begun, 60 * 28);
        let needs = self.say(&words::WORK_NEEDS);
        let referral = self.refer(sent_at, worker, "vocational_help", &ngo, needs);
        self.add(self.after(sent_at, 60 * 30), ngo.person, What::Accept(referral));
        let talked = self.after(sent_at, 60 * 24 * 10);
        self.livelihood(talked, ngo.person, "looking");
        let again = self.after(sent_at, 60 * 24 * 100);
        self.livelihood(again, ngo.person, "training");
        let over = self.after(sent_at, 60 * 24 * 150);
        let outcome = self.say(&words::WORK_DONE);
        self.add(over, ngo.person, What::Served(referral, outcome));
        Ok(())
    }

    fn livelihood(&mut self, at: Instant, by: domain::UserId, state: &'static str) {
        let mut sent = Sent::new();
        put(&mut sent, "talked_on", self.on(at));
        put(&mut sent, "work_state", state);
        put(&mut sent, "schooling", *self.dice.pick(&["secondary", "college", "basic"]));
        put(&mut sent, "skills", self.say(&words::SKILLS));
        put(&mut sent, "wish", self.say(&words::WORK_WISH));
        put(&mut sent, "hours", "school_hours");
        put(&mut sent, "in_the_way", *self.dice.pick(&["childcare", "papers", "no_trade"]));
        if state == "training" {
            put(&mut sent, "offers", "course");
            put(&mut sent, "course", "Курсы швей при колледже");
            put(&mut sent, "begins_on", self.on(at));
            put(&mut sent, "agreed", "Младший в детском саду до шести; на практику идём вместе.");
        } else {
            put(&mut sent, "offers", "none_yet");
        }
        put(&mut sent, "training", if state == "training" { "attends" } else { "waiting" });
        put(&mut sent, "benefits", if state == "training" { "targeted" } else { "child_benefit" });
        put(&mut sent, "next_on", self.later(at, 60));
        self.fill(at, by, "livelihood", sent);
    }

    /// Contacts, reviews, follow-up, and perhaps the end.
    fn go_on(&mut self) -> Answer<()> {
        let (worker, team) = (self.home_worker()?, self.home_team()?);
        let supervisor = self.staff.supervisor(team)?;
        let age = self.age_of_case();
        let (until, follow_up) = match self.family.course {
            Course::Closed { after } | Course::Reopened { after } => {
                (after - 3, Some((after - 130).max(150)))
            }
            Course::Home { follow_up } => (age, follow_up),
            _ => (age, None),
        };
        let interval = Self::interval(self.person.urgency);
        // From the latest back, each a little further from the one before, as trust grows.
        let mut at = until - self.dice.between(1, interval * 21 / 20);
        let mut step = interval;
        while at > LEAVES + 12 {
            let when = self.day(at);
            let kind = *self.dice.pick(&["home_visit", "call", "meeting", "home_visit"]);
            let steady = if at > 200 { Steady::Yes } else { Steady::Unknown };
            self.contact(when, kind, steady)?;
            step = step * 5 / 3 + self.dice.between(0, 6);
            at -= step.min(150);
        }
        let mut at = until - self.dice.between(4, 26);
        let mut days = Vec::new();
        while at > LEAVES + 30 && days.len() < 5 {
            days.insert(0, at);
            at -= 85 * i64::try_from(days.len()).unwrap_or(1);
        }
        if self.person.is_child() || self.has_own_plan() {
            if !days.is_empty() {
                self.reviews(&days)?;
            }
        } else {
            // The plan is that of the children.
            for day in days {
                let when = self.day(day);
                self.add(when, worker, What::Waived("plan_review", words::NEVER_REVIEWED));
            }
        }
        if self.person.urgency != Urgency::Routine && until > 150 {
            let calmer = self.day(150);
            let why = self.say(&words::CALMER_WHY);
            self.add(calmer, worker, What::Urgency(Urgency::Routine, why));
        }
        self.later_psychology(until)?;
        if let Some(day) = follow_up.filter(|day| *day < until) {
            let when = self.day(day);
            self.add(when, worker, What::Enter { stage: "follow_up", ground: None, reason: None });
        }
        match self.family.course {
            Course::Closed { after } => self.close(after)?,
            Course::Reopened { after } => {
                self.close(after)?;
                let again = self.day(after + 160);
                let reason = "Мать попросила вернуться: сын снова не спит.".to_owned();
                self.add(
                    again,
                    supervisor,
                    What::Enter { stage: "follow_up", ground: None, reason: Some(reason) },
                );
                let visited = self.day((after + 165).max(age - 12));
                self.contact(visited, "home_visit", Steady::Unknown)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A psychologist near home, with the same instrument again: for half of them in a year, and in turns after.
    fn later_psychology(&mut self, until: i64) -> Answer<()> {
        let worker = self.home_worker()?;
        let near = self.near();
        let Some(psychologist) = self.staff.near(near, "psychology", &mut self.dice)? else { return Ok(()) };
        let mut day = until - self.dice.between(20, 165);
        let mut round = 4;
        while day > 120 && round > 0 {
            let sent_at = self.day(day - 14);
            let needs = self.say(&words::PSYCH_NEEDS);
            let referral = self.refer(sent_at, worker, "psychological_help", &psychologist, needs);
            self.add(self.after(sent_at, 60 * 25), psychologist.person, What::Accept(referral));
            let at = self.day(day - 7);
            let theme = *self.dice.pick(&["fear", "friends", "grief", "future"]);
            self.session(at, psychologist.person, theme);
            let screened = self.day(day);
            self.screen(screened, psychologist.person, round);
            let over = self.after(screened, 60);
            let outcome = self.say(&words::PSYCH_DONE);
            self.add(over, psychologist.person, What::Served(referral, outcome));
            day -= 260;
            round -= 1;
        }
        Ok(())
    }

    /// The checklist, the supervisor's signature, and the check three months later.
    fn close(&mut self, after: i64) -> Answer<()> {
        let (worker, team) = (self.home_worker()?, self.home_team()?);
        let supervisor = self.staff.supervisor(team)?;
        let checked = self.day(after - 2);
        let ground = self.checklist(checked)?;
        if self.person.is_child() {
            self.view(self.after(checked, 20), worker, "at_closure");
            let told = self.day(after + 2);
            self.tell(told, worker, "at_closure");
        }
        let asked = self.after(checked, 40);
        self.add(asked, worker, What::Ask("closure", None));
        let signed = self.day(after);
        self.add(signed, supervisor, What::Sign("closure", None));
        let entered = self.after(signed, 1);
        self.add(entered, supervisor, What::Enter { stage: "closed", ground: Some(ground), reason: None });
        let looked = self.day(after + 84);
        self.contact(looked, "call", Steady::Yes)
    }

    /// The closure's checklist; gives the ground.
    pub(in crate::demo) fn checklist(&mut self, at: Instant) -> Answer<&'static str> {
        let worker = self.home_worker()?;
        let ground = if self.person.is_child() && self.age_at(at) >= 18 {
            "turned_18"
        } else if self.dice.chance(55) {
            "goals_met"
        } else {
            "family_stable"
        };
        let mut sent = Sent::new();
        put(&mut sent, "ground", ground);
        if ground != "turned_18" {
            put(&mut sent, "stable_months", self.dice.between(4, 14).to_string());
        }
        put(&mut sent, "goals_reviewed", "yes");
        put(&mut sent, "safe_now", "yes");
        put(&mut sent, "open_services", "no");
        put(&mut sent, "papers_complete", "yes");
        if ground == "turned_18" {
            put(&mut sent, "adult_services", "Молодёжный центр, наставница из колледжа");
        }
        put(&mut sent, "told", "yes");
        put(&mut sent, "own_view", self.say(&words::CLOSING_VIEW));
        put(&mut sent, "way_back", self.say(&words::WAY_BACK));
        put(&mut sent, "last_word", self.say(&words::LAST_WORD));
        self.fill(at, worker, "closure_checklist", sent);
        Ok(ground)
    }
}

/// Whether things have been steady for a while.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Steady {
    Yes,
    Unknown,
}
