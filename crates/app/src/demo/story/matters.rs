//! What stands beside the way home: papers before a court, relatives, company, supervision, what people say of the help;
//! and the hard things, each for those whom it concerns.
//!
//! Invariant: told last and with dice of its own, so that it moves nothing of the story before it.

use domain::{Instant, Urgency, UserId};

use super::{Telling, put};
use crate::{
    demo::{
        plan::{Course, Place},
        scenes::Cast,
        step::{Sent, What},
        words,
    },
    refused::Answer,
};

impl Telling<'_> {
    /// Tells all of it.
    pub(in crate::demo) fn matters(&mut self, cast: &Cast) -> Answer<()> {
        if matches!(self.family.course, Course::Boarded | Course::JustArrived { .. }) {
            return Ok(());
        }
        self.before_a_court()?;
        self.relatives()?;
        if self.goes_home() {
            self.company()?;
            self.supervised()?;
            self.says_of_the_help(96)?;
        } else {
            self.says_of_the_help(25)?;
            if self.family.first_worker == 0 {
                self.in_the_first_weeks()?;
            }
            if self.index == 0 && self.family.number.is_multiple_of(3) {
                let supervisor = self.staff.supervisor(self.first_team()?)?;
                let days = i64::try_from(self.family.number / 3 % 9).unwrap_or_default();
                self.supervision(self.hours_ago(24 * (1 + days)), supervisor);
            }
        }
        if cast.hides(self.family.number) && (!self.person.is_child() || self.index == 1) {
            self.safe_from_family()?;
        }
        Ok(())
    }

    /// A guardianship, or a birth that no paper tells of.
    fn before_a_court(&mut self) -> Answer<()> {
        if !self.family.alone && !self.dice.chance(12) {
            return Ok(());
        }
        let lawyer = if self.goes_home() {
            self.staff.post("aktau_first_month_legal", &mut self.dice)?.person
        } else {
            self.staff.own("lawyer")?
        };
        let at = self.day(19);
        let mut sent = Sent::new();
        put(&mut sent, "proceeding", if self.family.alone { "guardianship" } else { "birth" });
        put(&mut sent, "position", "party_family");
        put(&mut sent, "counsel", words::COUNSEL);
        put(&mut sent, "body", "Специализированный межрайонный суд по делам несовершеннолетних");
        put(&mut sent, "case_number", format!("{}-2", self.dice.between(1100, 9900)));
        put(&mut sent, "filed_on", self.on(at));
        put(&mut sent, "child_wish", self.say(&words::COURT_WISH));
        if self.goes_home() {
            put(&mut sent, "state", "decided");
            put(&mut sent, "decision", "Заявление удовлетворено.");
            put(&mut sent, "told_child", "yes");
        } else {
            put(&mut sent, "state", "hearing");
            put(&mut sent, "next_hearing", self.later(at, 40));
            put(&mut sent, "child_prepared", "planned");
        }
        self.fill(at, lawyer, "legal_matter", sent);
        Ok(())
    }

    /// Somebody is looked for, or looks.
    fn relatives(&mut self) -> Answer<()> {
        if !self.family.alone && !self.dice.chance(7) {
            return Ok(());
        }
        let worker = self.first_worker()?;
        let asked = self.day(15);
        let mut sent = Sent::new();
        put(&mut sent, "side", if self.family.alone { "is_sought" } else { "child_seeks" });
        put(&mut sent, "kin", *self.dice.pick(&["uncle", "aunt", "grandfather", "father"]));
        put(&mut sent, "known", self.say(&words::KNOWN_OF_RELATIVE));
        put(&mut sent, "own_words", self.say(&words::TRACING_WISH));
        let mut found = sent.clone();
        put(&mut sent, "match", "possible");
        put(&mut sent, "checked_here", "asked");
        put(&mut sent, "wish", "later");
        put(&mut sent, "carer_agrees", "planned");
        put(&mut sent, "safe", "unknown");
        put(&mut sent, "next_on", self.later(asked, 30));
        self.fill(asked, worker, "tracing_contact", sent);
        if !self.goes_home() {
            return Ok(());
        }
        let worker = self.home_worker()?;
        let at = self.day(120);
        put(&mut found, "match", "confirmed");
        put(&mut found, "checked_here", "fits");
        put(&mut found, "checked_there", "fits");
        put(&mut found, "verified_on", self.on(at));
        put(&mut found, "wish", "wants");
        put(&mut found, "carer_agrees", "yes");
        put(&mut found, "safe", "yes");
        put(&mut found, "contact", "letter");
        put(&mut found, "contact_on", self.on(at));
        put(&mut found, "afterwards", self.say(&words::AFTER_CONTACT));
        self.fill(at, worker, "tracing_contact", found);
        Ok(())
    }

    /// Where they are among others: slowly at first.
    fn company(&mut self) -> Answer<()> {
        let worker = self.home_worker()?;
        let child = self.person.is_child();
        for (days, attendance, acceptance) in [(62, "sometimes", "tolerated"), (240, "often", "belongs")] {
            if !self.is_of_first_page() && !self.dice.chance(45) {
                continue;
            }
            let at = self.day(days);
            let mut sent = Sent::new();
            let kinds: &[&'static str] =
                if child { &["sport", "art", "club"] } else { &["mothers", "volunteering"] };
            put(&mut sent, "activity", *self.dice.pick(kinds));
            put(&mut sent, "where", self.say(&words::ACTIVITY_WHERE));
            put(&mut sent, "since", self.on(at));
            put(&mut sent, "attendance", attendance);
            put(&mut sent, "acceptance", acceptance);
            put(&mut sent, "own_words", self.say(&words::ACTIVITY_WORDS));
            self.fill(at, worker, "community_activity", sent);
        }
        Ok(())
    }

    /// The worker and the supervisor talk about this case; in the last weeks too.
    fn supervised(&mut self) -> Answer<()> {
        let supervisor = self.staff.supervisor(self.home_team()?)?;
        if self.is_of_first_page() || self.dice.chance(35) {
            let at = self.day(72);
            self.supervision(at, supervisor);
        }
        if self.is_of_first_page() && self.index < 2 && matches!(self.family.course, Course::Home { .. }) {
            let ago = 24 * self.dice.between(5, 11);
            self.supervision(self.hours_ago(ago), supervisor);
        } else if self.index == 0
            && self.family.number % 4 == 1
            && matches!(self.family.course, Course::Home { follow_up: Some(_) })
        {
            // Weekly with each worker, about one case or another; here and there a week was left out.
            let days = i64::try_from(self.family.number / 4 % 13).unwrap_or_default();
            self.supervision(self.hours_ago(24 * (2 + days)), supervisor);
        }
        Ok(())
    }

    fn supervision(&mut self, at: Instant, supervisor: UserId) {
        let heavy = self.person.urgency == Urgency::Urgent;
        let mut sent = Sent::new();
        put(&mut sent, "held_on", self.on(at));
        put(&mut sent, "format", *self.dice.pick(&["individual", "individual", "group"]));
        put(&mut sent, "looked_at", "late");
        put(&mut sent, "looked_at", *self.dice.pick(&["safety", "plan", "closeness", "decision"]));
        put(&mut sent, "went_well", self.say(&words::SUPERVISED_WELL));
        put(&mut sent, "what_said", self.say(&words::SUPERVISED));
        put(&mut sent, "worker_is", if heavy { "heavy" } else { *self.dice.pick(&["well", "tired"]) });
        put(&mut sent, "help", if heavy { "go_along" } else { "none" });
        put(&mut sent, "agreed", self.say(&words::SUPERVISED_AGREED));
        put(&mut sent, "next_on", self.later(at, 28));
        self.fill(at, supervisor, "supervision", sent);
    }

    /// What they say of the help, and what they are told back.
    fn says_of_the_help(&mut self, days: i64) -> Answer<()> {
        let at = self.day(days);
        if self.age_at(at) < 6 || !(self.is_of_first_page() || self.dice.chance(30)) {
            return Ok(());
        }
        let worker = if self.goes_home() { self.home_worker()? } else { self.first_worker()? };
        let child = self.person.is_child();
        let mut sent = Sent::new();
        put(&mut sent, "given_on", self.on(at));
        put(&mut sent, "how", if child && self.dice.chance(40) { "drawing" } else { "words" });
        put(&mut sent, "about", *self.dice.pick(&["worker", "talks", "papers"]));
        put(&mut sent, "feels", *self.dice.pick(&["helps", "a_little", "helps", "not"]));
        put(
            &mut sent,
            "words",
            self.say(if child { &words::FEEDBACK_CHILD } else { &words::FEEDBACK_ADULT }),
        );
        put(&mut sent, "reply", self.say(&words::FEEDBACK_REPLY));
        put(&mut sent, "told_on", self.on(at));
        self.fill(at, worker, "feedback", sent);
        Ok(())
    }

    /// Of those in the first weeks: an examination again, and an evening on which somebody had to stay.
    fn in_the_first_weeks(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let mut clinic = self.staff.post("aktau_first_month_clinic", &mut self.dice)?;
        clinic.person = self.staff.own("health_worker")?;
        let (sent_at, seen) = (self.hours_ago(76), self.hours_ago(26));
        let needs = self.say(&words::CLINIC_NEEDS);
        let referral = self.refer(sent_at, worker, "medical_care", &clinic, needs);
        self.add(self.after(sent_at, 60 * 4), clinic.person, What::Accept(referral));
        let mut sent = Sent::new();
        put(&mut sent, "checked_on", self.on(seen));
        put(&mut sent, "reason", "follow_up");
        put(&mut sent, "conditions", "injury");
        put(&mut sent, "findings_note", "Старый перелом предплечья сросся неровно, рука устаёт.");
        put(&mut sent, "injuries.0.injury", "fracture");
        put(&mut sent, "injuries.0.injury_where", "правое предплечье");
        put(&mut sent, "injuries.0.injury_needs", "rehabilitation");
        for (sense, how) in [("seeing", "none"), ("walking", "some"), ("self_care", "some")] {
            put(&mut sent, sense, how);
        }
        put(&mut sent, "disability", "suspected");
        put(&mut sent, "aids", "none");
        put(&mut sent, "immunised", "partly");
        put(&mut sent, "immunisation_proof", "card");
        put(&mut sent, "refer_to", "rehabilitation");
        if self.person.is_child() {
            put(&mut sent, "for_school", "Писать можно на планшете; тяжёлое не поднимать.");
        }
        put(&mut sent, "next_on", self.later(seen, 30));
        self.fill(seen, clinic.person, "health_check", sent);
        let at = self.day(18);
        match self.age_at(at) {
            18.. => {
                let mut psychologist = self.staff.post("aktau_first_month_psychology", &mut self.dice)?;
                psychologist.person = self.staff.own("psychologist")?;
                let (asked, met) = (self.day(14), self.day(17));
                let needs = self.say(&words::PSYCH_NEEDS);
                let referral = self.refer(asked, worker, "psychological_help", &psychologist, needs);
                self.add(self.after(asked, 60 * 3), psychologist.person, What::Accept(referral));
                self.session(met, psychologist.person, "sleep");
                self.same_day(at, worker)
            }
            9.. => self.same_day(at, worker),
            _ => Ok(()),
        }
    }

    fn same_day(&mut self, at: Instant, worker: UserId) -> Answer<()> {
        let psychologist = self.staff.own("psychologist")?;
        let moment = at.to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string();
        let mut sent = Sent::new();
        put(&mut sent, "spoken_at", moment);
        let said = self.voice().fit(words::TODAY_SAID);
        self.session_with(at, psychologist, "sleep", Some(said.clone()));
        put(&mut sent, "what_said", said);
        put(&mut sent, "intent", "thoughts");
        put(&mut sent, "means_away", "yes");
        put(&mut sent, "stays_with", words::TODAY_STAYS);
        put(&mut sent, "called", "social_worker");
        put(&mut sent, "called", "carer");
        put(&mut sent, "calm_plan", words::TODAY_CALM);
        put(&mut sent, "see_again", self.later(at, 1));
        self.fill(self.after(at, 20), psychologist, "same_day_safety", sent);
        self.add(self.after(at, 140), worker, What::Done("same_day_safety", None));
        Ok(())
    }

    /// The plan of a mother who fled, made with her; and with the eldest of her children.
    fn safe_from_family(&mut self) -> Answer<()> {
        let worker = self.home_worker()?;
        let at = self.hours_ago(24 * 20);
        let mother = self.person.place != Place::Child;
        let mut sent = Sent::new();
        put(&mut sent, "made_on", self.on(at));
        for kind in ["physical", "control"] {
            put(&mut sent, "violence", kind);
        }
        put(&mut sent, "danger_now", "no");
        put(&mut sent, "warning_signs", words::WARNING_SIGNS);
        put(&mut sent, "safe_people", words::SAFE_PEOPLE);
        put(&mut sent, "way_out", words::WAY_OUT);
        put(&mut sent, "packed", words::PACKED);
        put(&mut sent, "order", if mother { "in_force" } else { "asked" });
        if mother {
            put(&mut sent, "order_until", self.later(at, 30));
            put(&mut sent, "contact_rule", words::CONTACT_RULE);
            put(&mut sent, "steps", "complaint_filed");
            put(&mut sent, "steps", "order_asked");
            put(&mut sent, "accountability", words::ACCOUNTABLE);
        }
        for service in ["shelter", "lawyer"] {
            put(&mut sent, "referred", service);
        }
        put(&mut sent, "review_on", self.later(at, 27));
        self.fill(at, worker, "family_violence_plan", sent);
        Ok(())
    }

    /// What the desk apart from care has written down, without names.
    pub(in crate::demo) fn violation(&mut self, at: Instant, by: UserId) {
        let mut sent = Sent::new();
        put(&mut sent, "violation", "killing_maiming");
        put(&mut sent, "agreed", "yes");
        put(&mut sent, "incident_on", (self.date(self.landed).year() - 3).to_string());
        put(&mut sent, "incident_country", "sy");
        put(&mut sent, "incident_place", "Посёлок к востоку от реки");
        put(&mut sent, "what_happened", words::VIOLATION_HAPPENED);
        put(&mut sent, "victims.0.victim", "this_person");
        put(&mut sent, "victims.0.victim_sex", self.person.sex.code());
        put(&mut sent, "victims.0.victim_age", (self.age_at(self.landed) - 3).max(0).to_string());
        put(&mut sent, "victims.1.victim", "other_child");
        put(&mut sent, "victims.1.victim_count", "2");
        put(&mut sent, "party", "crossfire");
        put(&mut sent, "sources.0.source", "family");
        put(&mut sent, "sources.0.source_weight", "supporting");
        put(&mut sent, "sources.1.source", "doctor");
        put(&mut sent, "sources.1.source_weight", "strong");
        put(&mut sent, "state", "verified");
        put(&mut sent, "verified_on", self.on(at));
        put(&mut sent, "sent_on", self.on(at));
        put(&mut sent, "sent_to", "Страновая группа мониторинга");
        put(&mut sent, "care", "psychological_help");
        put(&mut sent, "care", "medical_care");
        self.fill(at, by, "violation", sent);
    }

    /// What was reported of harm online, and what was done; never the material.
    pub(in crate::demo) fn harm_online(&mut self, at: Instant, by: UserId) {
        let mut sent = Sent::new();
        put(&mut sent, "reported_on", self.on(at));
        put(&mut sent, "body", "hotline");
        put(&mut sent, "report_reference", "KZ-204-1187");
        put(&mut sent, "harm", "told_on");
        put(&mut sent, "platform", "social");
        put(&mut sent, "platform_name", "Школьная группа");
        put(&mut sent, "state", "taken_down");
        let moment =
            self.after(at, 60 * 9).to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string();
        put(&mut sent, "taken_down_at", moment);
        for step in ["talked", "carer_told", "settings", "psychologist"] {
            put(&mut sent, "safety_actions", step);
        }
        put(&mut sent, "child_says", words::ONLINE_SAYS);
        put(&mut sent, "look_again", self.later(at, 14));
        self.fill(self.after(at, 60 * 10), by, "online_harm", sent);
    }
}
