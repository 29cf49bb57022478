//! A child's story.

use domain::{Instant, Urgency};

use super::{Telling, put};
use crate::{
    demo::{
        plan::{Course, FirstTalks, Place},
        step::{Sent, What},
        words::{self, Say},
    },
    refused::Answer,
};

/// What is asked of a child's family in the first days.
const PURPOSES: &[&str] = &[
    "case_work",
    "medical_care",
    "psychological_help",
    "documents",
    "schooling",
    "guardianship",
    "community_support",
];

/// Tells it, from boarding to today and on.
pub(in crate::demo) fn child(told: &mut Telling<'_>) -> Answer<()> {
    told.board()?;
    match told.family.course {
        Course::Boarded => return Ok(()),
        Course::JustArrived { turn } => {
            told.arrive()?;
            return told.first_days(turn);
        }
        _ => told.arrive()?,
    }
    let checked = told.hours(20);
    told.safety(checked)?;
    let set = told.after(checked, 25);
    told.urgency(set)?;
    let asked = told.hours(24);
    told.consent(asked, PURPOSES)?;
    told.first_words(asked)?;
    told.first_health()?;
    told.papers()?;
    let at = told.day(6);
    told.background(at)?;
    told.first_psychology()?;
    let assessed = told.day(8);
    told.assess(assessed, "first")?;
    told.care()?;
    told.plan()?;
    told.best_interests()?;
    if told.goes_home() { told.go_home() } else { told.stay_longer() }
}

impl Telling<'_> {
    /// Two days after landing not everything is done yet: some families have had the talk, others wait.
    fn first_days(&mut self, turn: usize) -> Answer<()> {
        let talks = FirstTalks::of(turn);
        if talks == FirstTalks::Waiting {
            return Ok(());
        }
        let checked = self.hours(18);
        self.safety(checked)?;
        let set = self.after(checked, 20);
        self.urgency(set)?;
        if talks == FirstTalks::Asked {
            let asked = self.hours(22);
            self.consent(asked, PURPOSES)?;
            self.first_words(asked)?;
            self.first_health()?;
            let worker = self.first_worker()?;
            let psychologist = self.staff.post("aktau_first_month_psychology", &mut self.dice)?;
            let sent_at = self.hours(32);
            let needs = self.say(&words::PSYCH_NEEDS);
            self.refer(sent_at, worker, "psychological_help", &psychologist, needs);
        }
        Ok(())
    }

    /// Some need more than the first month; the supervisor gives them the time.
    pub(super) fn stay_longer(&mut self) -> Answer<()> {
        let supervisor = self.staff.supervisor(self.first_team()?)?;
        let given = self.day(24);
        let until = self.day(56);
        for task in ["handover", "transfer_accepted"] {
            self.add(given, supervisor, What::Move(task, until));
        }
        self.about_to_move()
    }

    /// The child's own words at a moment.
    pub(in crate::demo) fn view(&mut self, at: Instant, by: domain::UserId, occasion: &'static str) {
        let age = self.age_at(at);
        let (words, how): (&Say, &[&'static str]) = match age {
            ..6 => (&words::SMALL_SAYS, &["drawing", "play"]),
            6..12 => (&words::MIDDLE_SAYS, &["words", "drawing"]),
            _ => (&words::BIG_SAYS, &["words"]),
        };
        let mut sent = Sent::new();
        put(&mut sent, "said_on", self.on(at));
        put(&mut sent, "occasion", occasion);
        for how in how {
            put(&mut sent, "how", *how);
        }
        put(&mut sent, "words", self.say(words));
        if age >= 6 {
            put(&mut sent, "hopes", self.say(&words::HOPES));
            put(&mut sent, "worries", self.say(&words::WORRIES));
            put(&mut sent, "trusts", self.say(&words::TRUSTS));
        }
        if matches!(occasion, "before_plan" | "before_decision" | "before_move" | "at_closure") {
            put(&mut sent, "decision", self.say(&words::DECISION));
        }
        self.fill(at, by, "child_view", sent);
    }

    fn first_words(&mut self, asked: Instant) -> Answer<()> {
        let worker = self.first_worker()?;
        let at = self.after(asked, 40);
        self.view(at, worker, "first_talk");
        Ok(())
    }

    /// The psychologist of the first weeks: meetings, a screening when it is time, an end.
    fn first_psychology(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let mut psychologist = self.staff.post("aktau_first_month_psychology", &mut self.dice)?;
        if !self.goes_home() && self.family.first_worker == 0 {
            psychologist.person = self.staff.own("psychologist")?;
        }
        let sent_at = self.hours(30);
        let needs = self.say(&words::PSYCH_NEEDS);
        let referral = self.refer(sent_at, worker, "psychological_help", &psychologist, needs);
        self.add(self.after(sent_at, 150), psychologist.person, What::Accept(referral));
        let mut meeting = 3;
        for number in 0..3 {
            let at = self.day(meeting);
            self.session(at, psychologist.person, if number == 0 { "getting_to_know" } else { "sleep" });
            if number == 0 {
                self.add(self.after(at, 60), worker, What::Done("first_psychological_contact", None));
            }
            meeting += 7;
        }
        let screened = self.day(16);
        self.screen(screened, psychologist.person, 0);
        let over = self.day(27);
        let outcome = self.say(&words::PSYCH_DONE);
        // Whoever is still here is still seen.
        if self.goes_home() {
            self.add(over, psychologist.person, What::Served(referral, outcome));
        } else {
            // After the first scores the next are asked for: today, tomorrow, the day after.
            let due = self.after(self.now, 60 * (5 + 21 * i64::try_from(self.index % 3).unwrap_or_default()));
            let task =
                What::ReferralTask { referral, what: "rescreening", assignee: psychologist.person, due };
            self.add(self.after(screened, 20), psychologist.person, task);
        }
        Ok(())
    }

    pub(in crate::demo) fn session(&mut self, at: Instant, by: domain::UserId, theme: &'static str) {
        self.session_with(at, by, theme, None);
    }

    /// A session in which somebody may have said, in these words, that they think of harming themself.
    pub(in crate::demo) fn session_with(
        &mut self,
        at: Instant,
        by: domain::UserId,
        theme: &'static str,
        harm: Option<String>,
    ) {
        let age = self.age_at(at);
        let mut sent = Sent::new();
        put(&mut sent, "session_on", self.on(at));
        put(&mut sent, "format", if age < 8 { "play" } else { "individual" });
        put(&mut sent, "minutes", (self.dice.between(6, 11) * 5).to_string());
        put(&mut sent, "themes", theme);
        let brought = if self.person.is_child() { &words::BROUGHT } else { &words::ADULT_VIEW };
        let touched = harm.is_some();
        let brought = harm.unwrap_or_else(|| self.say(brought));
        put(&mut sent, "brought", brought);
        if self.person.is_child() {
            put(&mut sent, "done", self.say(&words::SESSION_DONE));
        }
        put(&mut sent, "mood_before", *self.dice.pick(&["tense", "sad", "tired", "closed"]));
        put(&mut sent, "mood_after", *self.dice.pick(&["calm", "bright", "calm", "tired"]));
        if age >= 7 {
            put(&mut sent, "self_harm", if touched { "thoughts" } else { "no" });
        }
        put(&mut sent, "for_carers", self.say(&words::FOR_CARERS));
        self.fill(at, by, "session_note", sent);
    }

    /// Scores, lower as time goes by. `round` counts the screenings from 0.
    pub(in crate::demo) fn screen(&mut self, at: Instant, by: domain::UserId, round: i64) {
        let age = self.age_at(at);
        let mut sent = Sent::new();
        put(&mut sent, "screened_on", self.on(at));
        if age < 4 {
            // Too young for any of the instruments.
            put(&mut sent, "stable", "no");
            self.fill(at, by, "screening", sent);
            return;
        }
        put(&mut sent, "stable", "yes");
        let burden = match self.person.urgency {
            Urgency::Urgent => 3,
            Urgency::Soon => 2,
            Urgency::Routine => 1,
        };
        let mut part = |most: i64| (burden + most / 2 - round + self.dice.between(-1, 1)).clamp(0, most);
        if age < 18 {
            let subscales = [part(10), part(8), part(10), part(7)];
            let total: i64 = subscales.iter().sum();
            let kind = (10 - part(6) / 2).clamp(0, 10);
            put(&mut sent, "instrument", "sdq");
            put(&mut sent, "sdq.total", total.to_string());
            put(&mut sent, "sdq.informant", if age < 11 { "caregiver" } else { "self" });
            for (name, value) in
                ["sdq.sub.emotional", "sdq.sub.conduct", "sdq.sub.hyperactivity", "sdq.sub.peer"]
                    .into_iter()
                    .zip(subscales)
            {
                put(&mut sent, name, value.to_string());
            }
            put(&mut sent, "sdq.sub.prosocial", kind.to_string());
        } else {
            let total = part(14);
            put(&mut sent, "instrument", "gad_7");
            put(&mut sent, "gad_7.total", total.to_string());
            put(&mut sent, "gad_7.informant", "self");
        }
        put(&mut sent, "self_harm", if age < 11 { "not_asked" } else { "no" });
        put(&mut sent, "explained", "yes");
        put(&mut sent, "again_on", self.later(at, 180));
        self.fill(at, by, "screening", sent);
    }

    pub(super) fn assess(&mut self, at: Instant, occasion: &'static str) -> Answer<()> {
        let worker = if occasion == "first" { self.first_worker()? } else { self.home_worker()? };
        let mut sent = Sent::new();
        put(&mut sent, "assessed_on", self.on(at));
        put(&mut sent, "occasion", occasion);
        put(&mut sent, "talked_with", if self.person.is_child() { "child" } else { "person" });
        if self.person.is_child() {
            put(&mut sent, "talked_with", if self.family.alone { "grandparent" } else { "mother" });
        }
        put(&mut sent, "individual_strengths", *self.dice.pick(&["hope", "talents", "asks_help"]));
        put(&mut sent, "individual_strains", *self.dice.pick(&["sleep", "fear", "grief", "withdrawn"]));
        let note = self.say(if self.person.is_child() { &words::SELF_NOTE } else { &words::ADULT_NOTE });
        put(&mut sent, "individual_note", note);
        put(
            &mut sent,
            "family_strengths",
            *self.dice.pick(&["siblings", "grandparents", "warm_carer", "routine"]),
        );
        put(&mut sent, "family_strains", *self.dice.pick(&["carer_tired", "missing", "divided"]));
        put(&mut sent, "family_note", self.say(&words::FAMILY_NOTE));
        if self.person.is_child() {
            put(&mut sent, "educational_strengths", "likes_learning");
            put(&mut sent, "educational_strains", *self.dice.pick(&["behind", "language", "not_enrolled"]));
        }
        put(&mut sent, "community_strengths", *self.dice.pick(&["neighbours", "women", "friends"]));
        put(&mut sent, "societal_strains", *self.dice.pick(&["no_papers", "housing_poor", "poverty"]));
        let age = self.age_at(at);
        let view = self.say(match age {
            _ if !self.person.is_child() => &words::ADULT_VIEW,
            ..6 => &words::SMALL_SAYS,
            6..12 => &words::MIDDLE_SAYS,
            _ => &words::BIG_SAYS,
        });
        put(&mut sent, "own_view", view);
        put(&mut sent, "most_needed", self.say(&words::MOST_NEEDED));
        put(&mut sent, "services", "psychological_help");
        put(&mut sent, "services", "documents");
        self.fill(at, worker, "assessment", sent);
        Ok(())
    }

    fn care(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let at = self.day(18);
        let guardian = self.family.people.iter().find(|person| !person.is_child());
        let mut sent = Sent::new();
        put(&mut sent, "assessed_on", self.on(at));
        put(&mut sent, "separation", if self.family.alone { "both_dead" } else { "with_parents" });
        let (relation, kind) = match guardian.map(|adult| adult.place) {
            None => ("grandmother", "kinship"),
            Some(Place::Father) => ("father", "parent"),
            Some(Place::Relative) => ("grandmother", "kinship"),
            Some(_) => ("mother", "parent"),
        };
        put(&mut sent, "carer_relation", relation);
        if let Some(adult) = guardian {
            put(&mut sent, "carer_names", adult.name.short());
        }
        put(&mut sent, "care_kind", kind);
        put(&mut sent, "since", self.on(self.landed));
        put(&mut sent, "siblings_together", "yes");
        put(&mut sent, "checked", "references");
        put(&mut sent, "checked", "child_alone");
        put(&mut sent, "carer_wishes", "yes");
        put(&mut sent, "warmth", *self.dice.pick(&["good", "good", "enough"]));
        put(&mut sent, "home", *self.dice.pick(&["good", "enough", "with_support"]));
        put(&mut sent, "carer_needs", *self.dice.pick(&["rest", "money", "housing", "papers"]));
        put(&mut sent, "recommendation", if self.dice.chance(60) { "stay" } else { "stay_support" });
        put(&mut sent, "child_view", self.say(&words::CHILD_VIEW_OF_CARE));
        put(&mut sent, "guardianship", if self.family.alone { "needed" } else { "not_needed" });
        put(&mut sent, "review_on", self.later(at, 120));
        self.fill(at, worker, "care_arrangement", sent);
        Ok(())
    }

    fn best_interests(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let heard = self.day(19);
        self.view(heard, worker, "before_decision");
        let at = self.day(20);
        let told = self.day(22);
        self.tell(told, worker, "before_decision");
        let mut sent = Sent::new();
        let determination = self.family.alone;
        put(&mut sent, "bi_kind", if determination { "determination" } else { "assessment" });
        put(&mut sent, "bi_occasion", if determination { "durable" } else { "placement" });
        put(&mut sent, "held_on", self.on(at));
        put(&mut sent, "facts", self.say(&words::BIA_FACTS));
        put(&mut sent, "heard_how", if self.age_at(at) < 6 { "play" } else { "words" });
        put(&mut sent, "heard", self.say(&words::CHILD_VIEW_OF_CARE));
        put(&mut sent, "family_view", "Согласны и ждут; просят не разлучать детей.");
        for (option, row) in [(0, "options.0"), (1, "options.1")] {
            let voice = self.voice();
            let [name, speaks_for, against] = match row {
                "options.0" => ["options.0.option", "options.0.speaks_for", "options.0.speaks_against"],
                _ => ["options.1.option", "options.1.speaks_for", "options.1.speaks_against"],
            };
            put(&mut sent, name, words::BIA_OPTION.nth(option, voice));
            put(&mut sent, speaks_for, words::BIA_FOR.nth(option, voice));
            put(&mut sent, against, words::BIA_AGAINST.nth(option, voice));
        }
        if determination {
            put(&mut sent, "facts_by", "Социальный работник центра, после доклада вышла");
            put(&mut sent, "panel", "Орган опеки, психолог, юрист, представитель школы");
            put(&mut sent, "panel_on", self.on(at));
            let split = self.index % 2 == 1;
            put(&mut sent, "panel_voice", if split { "majority" } else { "one_voice" });
            if split {
                put(&mut sent, "dissent", words::BIA_DISSENT);
            }
            put(&mut sent, "review_on", self.later(at, 180));
        }
        for factor in ["views", "siblings", "steadiness"] {
            put(&mut sent, "factors", factor);
        }
        put(&mut sent, "decision", words::BIA_OPTION.nth(0, self.voice()));
        put(&mut sent, "reasons", self.say(&words::BIA_WHY));
        put(&mut sent, "explained", "yes");
        self.fill(at, worker, "best_interests", sent);
        Ok(())
    }
}
