//! What waits on the day the demo begins: something to do for each role of the first page.
//!
//! Invariant: a scene only adds to a story; it fits the protocol like everything else.

use std::collections::BTreeMap;

use domain::{Decision, GroundCode, Instant, RecordId};
use jiff::{SignedDuration, tz::TimeZone};
use policy::Relation;

use super::{
    names::Sex,
    plan::{Country, Course, PersonPlan, Place},
    staff::{HOME_PSYCHOLOGY, Post, Staff},
    step::{Asked, Caregiver, Sent, What},
    story::{Anew, Known, Telling, Through, put},
    words,
};
use crate::{
    App, SignedIn,
    core::{load::load, reading::Read},
    refused::{Answer, Refused},
};

/// Who plays in which scene: family and place in it.
pub(super) type Player = (usize, usize);

/// The players.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// Newly arrived, in need, with everything still to be asked.
    urgent: Option<Player>,
    /// In the first weeks, with a plan before the supervisor.
    plans: Vec<Player>,
    /// At home in the first centre, children and mothers; those of the first page's worker come first.
    own: Vec<Player>,
    mothers: Vec<Player>,
    /// The eldest of the children at home.
    eldest: Option<Player>,
    /// A family that must not be found.
    hidden: Option<usize>,
    /// A man on the same flight, who is not to see them.
    kept_away: Option<Player>,
}

impl Cast {
    pub(super) fn of(country: &Country) -> Self {
        let mut cast = Self::default();
        for family in &country.families {
            for (index, person) in family.people.iter().enumerate() {
                let player = (family.number, index);
                let landed = country.flights[family.flight].landed.to_zoned(TimeZone::UTC).date();
                let age = person.age_on(landed);
                match family.course {
                    Course::JustArrived { turn: 0 } if !family.unassigned && person.is_child() => {
                        let apart = |person: &PersonPlan| {
                            (person.sex != Sex::Female, (person.age_on(landed) - 8).abs())
                        };
                        let best =
                            cast.urgent.map(|(family, index)| apart(&country.families[family].people[index]));
                        if best.is_none_or(|best| apart(person) < best) {
                            cast.urgent = Some(player);
                        }
                    }
                    Course::FirstWeeks if person.is_child() && age >= 6 => cast.plans.push(player),
                    Course::Home { .. } if family.centre == 0 && person.is_child() => cast.own.push(player),
                    Course::Home { .. } if family.centre == 0 && person.place == Place::Mother => {
                        cast.mothers.push(player);
                    }
                    _ => {}
                }
            }
        }
        let of_first = |player: &Player| country.families[player.0].worker == 0;
        for players in [&mut cast.own, &mut cast.mothers] {
            players.sort_by_key(|player| !of_first(player));
        }
        let born = |(family, index): &Player| country.families[*family].people[*index].born;
        cast.eldest = cast.own.iter().copied().min_by_key(born);
        cast.hidden = cast.mothers.iter().rfind(|player| of_first(player)).map(|(family, _)| *family);
        let flight = cast.hidden.map(|number| country.families[number].flight);
        cast.kept_away = country
            .families
            .iter()
            .filter(|family| Some(family.flight) == flight && Some(family.number) != cast.hidden)
            .flat_map(|family| {
                family.people.iter().enumerate().map(move |(index, person)| (family.number, index, person))
            })
            .find(|(_, _, person)| !person.is_child())
            .map(|(family, index, _)| (family, index));
        cast
    }

    /// The place of a player among those whose plan waits, if it does.
    pub(super) fn plan_place(&self, player: Player) -> Option<usize> {
        self.plans.iter().take(3).position(|known| *known == player)
    }

    /// Whether this family must not be found.
    pub(super) fn hides(&self, family: usize) -> bool {
        self.hidden == Some(family)
    }

    /// The players at two places among those at home.
    pub(super) fn swapped(&self) -> Option<(Player, Player)> {
        let (from, to) = super::changes::SWAPPED;
        self.own.get(from).copied().zip(self.own.get(to).copied())
    }

    /// The place of a player among those at home.
    fn own_place(&self, player: Player) -> Option<usize> {
        self.own.iter().position(|known| *known == player)
    }
}

/// Adds what waits to a person's story.
pub(super) fn touch(told: &mut Telling<'_>, cast: &Cast, families: &BTreeMap<usize, Known>) -> Answer<()> {
    let player = (told.family.number, told.index);
    if cast.urgent == Some(player) {
        told.urgent_scene()?;
    }
    if told.family.course == Course::Boarded {
        let consul = told.staff.own("consular_officer")?;
        let operations = told.staff.operations;
        let officer = told.staff.own("operation_officer")?;
        let given = back(told.now, 20);
        told.add(given, officer, What::Give("identity_decision", Some(consul), Some(operations)));
        // The youngest of each family still has to be looked at by the doctor aboard.
        if told.index + 1 == told.family.people.len() {
            let boarded = told.after(told.landed, -60 * 6);
            let due = told.later_today(1, 6);
            told.add(boarded, officer, What::Give("companion_named", Some(officer), Some(operations)));
            told.add(boarded, officer, What::Move("companion_named", due));
        }
    }
    if let Some(place) = cast.plan_place(player) {
        told.plan_scene(place)?;
    }
    if let Some(place) = cast.own_place(player) {
        told.own_scene(place)?;
        told.change_scene(place)?;
        if cast.eldest == Some(player) {
            told.comes_of_age()?;
        }
    }
    if let Some(place) = cast.mothers.iter().position(|known| *known == player) {
        told.mother_scene(place)?;
        told.mother_changes(place)?;
    }
    if cast.hidden == Some(told.family.number) {
        let away =
            cast.kept_away.and_then(|(family, index)| families.get(&family)?.people.get(index).copied());
        told.hidden_scene(away)?;
    }
    Ok(())
}

fn back(now: Instant, hours: i64) -> Instant {
    now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now)
}

impl Telling<'_> {
    pub(super) fn hours_ago(&self, hours: i64) -> Instant {
        back(self.now, hours)
    }

    /// A moment of the demo's first working day: so far on between now and its end.
    fn later_today(&self, part: i64, of: i64) -> Instant {
        let now = self.now.to_zoned(self.zone.clone());
        let end =
            |hour: i8| now.date().at(hour, 30, 0, 0).to_zoned(self.zone.clone()).map(|at| at.timestamp());
        let close =
            end(18).ok().filter(|end| *end > self.now).or_else(|| end(23).ok().filter(|end| *end > self.now));
        let close = close.unwrap_or_else(|| self.after(self.now, 25));
        let left = close.duration_since(self.now).as_secs() / 60;
        self.after(self.now, (left * part / of).max(5) / 5 * 5)
    }

    /// A child who came two days ago: the safety check points to urgency, and consent is still to be asked.
    fn urgent_scene(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let at = self.hours_ago(2);
        let mut sent = Sent::new();
        put(&mut sent, "done_on", self.on(at));
        put(&mut sent, "seen_alone", "yes");
        put(&mut sent, "feels_safe", "no");
        put(&mut sent, "harm_kinds", "threats");
        put(&mut sent, "harm_now", "yes");
        put(&mut sent, "harm_note", words::URGENT_WHY.nth(0, self.voice()));
        put(&mut sent, "protected_address", "no");
        put(&mut sent, "tonight", "for_now");
        put(&mut sent, "self_harm", "no");
        put(&mut sent, "steps", "supervisor");
        put(&mut sent, "steps", "stayed");
        put(&mut sent, "safety_plan", self.say(&words::SAFETY_PLAN));
        put(&mut sent, "check_again", self.later(at, 1));
        self.fill(at, worker, "safety_check", sent);
        let moved = self.after(at, 10);
        for (task, part) in [("set_urgency", 1), ("ask_consent", 3)] {
            let due = self.later_today(part, 8);
            self.add(moved, worker, What::Move(task, due));
        }
        let word = "Мать просит женщину-переводчика и поговорить до ужина.".to_owned();
        self.add(moved, worker, What::Comment("ask_consent", word));
        Ok(())
    }

    /// A plan that waits for the supervisor: sent back once, and asked again.
    fn plan_scene(&mut self, place: usize) -> Answer<()> {
        let worker = self.first_worker()?;
        let supervisor = self.staff.supervisor(self.first_team()?)?;
        let hours = i64::try_from(place).unwrap_or_default();
        let given = self.day(19);
        let due = self.later_today(hours + 1, 4);
        self.add(given, supervisor, What::Move("plan_approved", due));
        let asked = self.hours_ago(4 + 7 * hours);
        // What was sent back was mended: the aim of the first goal.
        let mended = self.after(asked, -45);
        self.goal(mended, worker, 0, Anew::Yes);
        let note = self.say(&words::PLAN_NOTE);
        self.add(asked, worker, What::Ask("plan", Some(note)));
        Ok(())
    }

    /// What waits around the children at home: visits late, today and this week, and referrals just sent.
    fn own_scene(&mut self, place: usize) -> Answer<()> {
        let worker = self.home_worker()?;
        if self.is_of_first_page() {
            let due = match place {
                0 => self.hours_ago(3),
                1 => self.hours_ago(26),
                2..=4 => self.later_today(i64::try_from(place).unwrap_or(2) - 1, 4),
                _ => self.after(self.now, 60 * 24 * (1 + i64::try_from(place % 5).unwrap_or_default())),
            };
            let planned = self.hours_ago(50);
            self.add(planned, worker, What::Move("contact", due));
        }
        let age = self.age_at(self.now);
        match place {
            0 => self.ask("guardianship", "aktau_guardianship", &words::GUARDIAN_NEEDS, 30)?,
            1 if self.age_of_case() > 400 && (6..18).contains(&age) => {
                self.ask("schooling", "aktau_school_23", &words::SCHOOL_NEEDS, 6)?;
            }
            2 => self.watched("violation_monitoring", "national_violations", "violation_focal_point")?,
            3 => self.watched("online_safety", "national_online", "online_focal_point")?,
            4 => self.ask("medical_care", "aktau_clinic_2", &words::CLINIC_NEEDS, 8)?,
            5 => self.closing()?,
            6 => self.ask_fresh("violation_monitoring", "national_violations", 5)?,
            7 => self.ask_fresh("online_safety", "national_online", 9)?,
            8..=16 if self.age_of_case() > 420 && (6..18).contains(&age) => self.pupil(place)?,
            17..=20 if self.age_of_case() > 420 && (5..18).contains(&age) => self.followed()?,
            _ => {}
        }
        // People meet about the children of the first page's worker, too; one case waits for its closure, one for a school.
        let meets = self.is_of_first_page() && (place < 8 && place != 1 && place != 5);
        if meets && self.age_of_case() > 420 && (6..18).contains(&age) {
            self.pupil(8 + place)?;
        }
        Ok(())
    }

    /// A referral that nobody has answered yet.
    fn ask(&mut self, purpose: &'static str, service: &str, needs: &words::Say, hours: i64) -> Answer<()> {
        let worker = self.home_worker()?;
        let post = self.staff.post(service, &mut self.dice)?;
        let needs = self.say(needs);
        let at = self.hours_ago(hours);
        self.refer(at, worker, purpose, &post, needs);
        Ok(())
    }

    /// A new school year at the school of the first page.
    fn pupil(&mut self, place: usize) -> Answer<()> {
        let worker = self.home_worker()?;
        let mut school = self.staff.post("aktau_school_23", &mut self.dice)?;
        school.person = self.staff.own("teacher")?;
        let days = 30 + i64::try_from(place).unwrap_or_default();
        let needs = self.say(&words::SCHOOL_NEEDS);
        let referral = self.refer(self.hours_ago(24 * days), worker, "schooling", &school, needs);
        let accepted = self.hours_ago(24 * days - 20);
        self.add(accepted, school.person, What::Accept(referral));
        let looked = self.hours_ago(24 * (days - 4));
        let mut sent = Sent::new();
        put(&mut sent, "looked_on", self.on(looked));
        put(&mut sent, "reads", "fairly");
        put(&mut sent, "writes", "a_little");
        put(&mut sent, "counts", "well");
        put(&mut sent, "good_at", self.say(&words::GOOD_AT));
        put(&mut sent, "learns_with", "praise");
        put(&mut sent, "recommendation", self.say(&words::RECOMMENDATION));
        put(&mut sent, "class_may_know", self.say(&words::CLASS_MAY_KNOW));
        self.fill(looked, school.person, "learning_needs", sent);
        if place < 12 {
            let due = self.later_today(i64::try_from(place).unwrap_or(9) - 7, 6);
            let task = What::ReferralTask { referral, what: "enrolment", assignee: school.person, due };
            self.add(self.after(looked, 30), school.person, task);
        }
        let school = Through { referral, post: &school };
        if place.is_multiple_of(2) {
            let mut clinic = self.staff.post("aktau_clinic_2", &mut self.dice)?;
            clinic.person = self.staff.own("health_worker")?;
            let needs = self.say(&words::CLINIC_NEEDS);
            let sent = self.hours_ago(24 * (days - 5));
            let number = self.refer(sent, worker, "medical_care", &clinic, needs);
            self.add(self.after(sent, 60 * 5), clinic.person, What::Accept(number));
            let day = self.today.saturating_add(jiff::ToSpan::days(-14));
            self.school_meeting(2, day, &school, Some(&Through { referral: number, post: &clinic }))?;
        }
        if place % 4 < 2 {
            let start = match place {
                8 | 9 => self.later_today(3, 5),
                _ => self.after(self.now, 60 * 24 * (2 + i64::try_from(place % 5).unwrap_or_default())),
            };
            self.coming_meeting(3, start, &school)?;
        }
        Ok(())
    }

    /// A child whom the psychologist has seen for months: the same instrument again, lower each time.
    fn followed(&mut self) -> Answer<()> {
        let worker = self.home_worker()?;
        let mut psychologist = self.staff.post(HOME_PSYCHOLOGY, &mut self.dice)?;
        psychologist.person = self.staff.own("psychologist")?;
        let needs = self.say(&words::PSYCH_NEEDS);
        let sent_at = self.hours_ago(24 * 150);
        let referral = self.refer(sent_at, worker, "psychological_help", &psychologist, needs);
        self.add(self.after(sent_at, 60 * 25), psychologist.person, What::Accept(referral));
        for (days, round) in [(140, 0), (95, 2), (50, 3), (8, 5)] {
            self.session(self.hours_ago(24 * (days + 3)), psychologist.person, "friends");
            self.screen(self.hours_ago(24 * days), psychologist.person, round);
        }
        Ok(())
    }

    fn yes_to(&mut self, purpose: &'static str, at: Instant) -> Answer<()> {
        let worker = self.home_worker()?;
        let caregiver: Caregiver = self.caregiver();
        let asked = Asked { purpose, decision: Decision::Given, caregiver, capacity: words::CAPACITY };
        self.add(at, worker, What::Consent(Box::new(asked)));
        Ok(())
    }

    fn ask_fresh(&mut self, purpose: &'static str, service: &str, hours: i64) -> Answer<()> {
        self.yes_to(purpose, self.hours_ago(hours + 1))?;
        self.ask(purpose, service, &words::APART_NEEDS, hours)
    }

    /// A desk apart from care has taken something on.
    fn watched(&mut self, purpose: &'static str, service: &str, role: &str) -> Answer<()> {
        self.yes_to(purpose, self.hours_ago(80))?;
        let worker = self.home_worker()?;
        let mut post: Post = self.staff.post(service, &mut self.dice)?;
        post.person = self.staff.own(role)?;
        let needs = self.say(&words::APART_NEEDS);
        let referral = self.refer(self.hours_ago(78), worker, purpose, &post, needs);
        self.add(self.hours_ago(52), post.person, What::Accept(referral));
        let (compartment, note) = match purpose {
            "online_safety" => ("online", words::ONLINE_NOTE),
            _ => ("violation", words::VIOLATION_NOTE),
        };
        self.add(self.hours_ago(50), post.person, What::Note(compartment, note.to_owned()));
        if compartment == "online" {
            self.harm_online(self.hours_ago(48), post.person);
        } else {
            self.violation(self.hours_ago(48), post.person);
        }
        let due = self.later_today(3, 5);
        let task = What::ReferralTask { referral, what: "contact", assignee: post.person, due };
        self.add(self.hours_ago(49), post.person, task);
        Ok(())
    }

    /// A case whose closure waits for the supervisor's signature.
    fn closing(&mut self) -> Answer<()> {
        let worker = self.home_worker()?;
        let checked = self.hours_ago(23);
        self.checklist(checked)?;
        self.view(self.after(checked, 15), worker, "at_closure");
        let note = "Семья согласна, ребёнок знает, куда вернуться.".to_owned();
        self.add(self.after(checked, 30), worker, What::Ask("closure", Some(note)));
        Ok(())
    }

    /// Referrals of mothers that wait for partners.
    fn mother_scene(&mut self, place: usize) -> Answer<()> {
        match place {
            0 => {
                self.yes_to("vocational_help", self.hours_ago(27))?;
                self.ask("vocational_help", "aktau_employment", &words::WORK_NEEDS, 26)?;
            }
            1 => {
                self.yes_to("community_support", self.hours_ago(12))?;
                self.ask("community_support", "aktau_ngo_didar", &words::COMMUNITY_NEEDS, 11)?;
            }
            2 => {
                let worker = self.home_worker()?;
                self.yes_to("community_support", self.hours_ago(130))?;
                let mut post = self.staff.post("aktau_ngo_didar", &mut self.dice)?;
                post.person = self.staff.own("accompanying_ngo")?;
                let needs = self.say(&words::COMMUNITY_NEEDS);
                let referral = self.refer(self.hours_ago(128), worker, "community_support", &post, needs);
                self.add(self.hours_ago(110), post.person, What::Accept(referral));
                let due = self.later_today(2, 5);
                let assignee = post.person;
                let task = What::ReferralTask { referral, what: "community_support", assignee, due };
                self.add(self.hours_ago(109), post.person, task);
            }
            3 => self.watched("violation_monitoring", "national_violations", "violation_focal_point")?,
            _ => {}
        }
        Ok(())
    }

    /// A mother who fled: the address is a compartment of its own, and a relative and a colleague are kept out.
    fn hidden_scene(&mut self, away: Option<RecordId>) -> Answer<()> {
        let worker = self.home_worker()?;
        let at = self.hours_ago(24 * 21);
        let mut sent = Sent::new();
        put(&mut sent, "done_on", self.on(at));
        put(&mut sent, "seen_alone", if self.age_at(at) < 6 { "no" } else { "yes" });
        if self.age_at(at) < 6 {
            put(&mut sent, "not_alone_why", self.say(&words::NOT_ALONE));
        }
        put(&mut sent, "feels_safe", "partly");
        put(&mut sent, "harm_kinds", "violence_home");
        put(&mut sent, "harm_now", "no");
        put(&mut sent, "harm_note", words::PROTECTED_HARM);
        put(&mut sent, "afraid_of", "Брат мужа");
        put(&mut sent, "afraid_relation", "other_relative");
        put(&mut sent, "must_not_know", "Родственники мужа и те, кто с ними знаком");
        put(&mut sent, "protected_address", "yes");
        put(&mut sent, "safe_contact", words::SAFE_CONTACT);
        put(&mut sent, "tonight", "home_safe");
        put(&mut sent, "self_harm", if self.age_at(at) < 7 { "not_asked" } else { "no" });
        put(&mut sent, "safety_plan", self.say(&words::SAFETY_PLAN));
        self.fill(at, worker, "safety_check", sent);
        let mut hidden = Sent::new();
        put(&mut hidden, "address", words::PROTECTED_ADDRESS);
        put(&mut hidden, "way_there", words::WAY_THERE);
        put(&mut hidden, "since", self.on(at));
        self.fill(self.after(at, 10), worker, "protected_address", hidden);
        if let Some(away) = away {
            self.add(self.after(at, 15), worker, What::Bar(away, "alleged_perpetrator"));
        }
        // His brother works for the local authority.
        let brother = self.staff.own("local_authority")?;
        self.add(self.after(at, 18), worker, What::Bar(brother, "safety_concern"));
        let colleague = self.staff.workers(self.home_team()?).iter().find(|known| **known != worker).copied();
        if let Some(colleague) = colleague {
            self.add(self.after(at, 20), worker, What::Bar(colleague, "relative"));
        }
        Ok(())
    }
}

/// What the officer finds in the reading log of the last weeks.
pub(super) async fn readings(
    app: &App,
    staff: &Staff,
    families: &BTreeMap<usize, Known>,
    country: &Country,
    now: Instant,
) -> Answer<()> {
    let worker = staff.own("social_worker")?;
    let supervisor = staff.own("supervisor")?;
    let mut hours = 24 * 12;
    for family in country.families.iter().filter(|family| family.centre == 0 && family.worker == 0) {
        if !matches!(family.course, Course::Home { .. }) {
            continue;
        }
        let Some(known) = families.get(&family.number) else { continue };
        for record in &known.people {
            hours = if hours > 9 { hours - 9 } else { 24 * 11 };
            let page = (crate::Shown::Record, None);
            read(app, worker, *record, "social_worker", Relation::Owner, back(now, hours), page).await?;
        }
        let page = (crate::Shown::Record, None);
        read(
            app,
            supervisor,
            known.people[0],
            "supervisor",
            Relation::Supervisor,
            back(now, hours - 1),
            page,
        )
        .await?;
        // What was taken along on paper, and why.
        if let Some(child) = known.people.last() {
            let page = match family.number % 3 {
                0 => (crate::Shown::HistoryPrinted, "консилиум в четверг"),
                1 => (crate::Shown::PlanPrinted, "отбасымен бірге қол қою"),
                _ => (crate::Shown::ConsentPrinted, "разговор с мамой о школе"),
            };
            let page = (page.0, Some(page.1));
            read(app, worker, *child, "social_worker", Relation::Owner, back(now, hours + 1), page).await?;
        }
    }
    Ok(())
}

async fn read(
    app: &App,
    reader: domain::UserId,
    record: RecordId,
    role: &'static str,
    relation: Relation,
    at: Instant,
    (page, reason): (crate::Shown, Option<&'static str>),
) -> Answer<()> {
    let account = load(app, reader).await?.ok_or(Refused::NotFound)?.record;
    let who = SignedIn::of(&account, [], at, None);
    let grounds = vec![(GroundCode::of(role), relation)];
    let reason = reason.map(Into::into);
    app.log_reading(&who, &Read { page, records: vec![record], grounds, reason }).await
}
