//! The flight and the first weeks, the same for children and adults.

use domain::{Decision, Instant, Urgency, UserId};

use super::{Telling, put};
use crate::{
    demo::{
        plan::{Course, Place},
        staff::Post,
        step::{Asked, Caregiver, Refer, Sent, What},
        words,
    },
    refused::Answer,
};

impl Telling<'_> {
    /// On board: papers, triage, companion.
    pub(super) fn board(&mut self) -> Answer<()> {
        let officer = self.staff.own("operation_officer")?;
        let aboard = self.after(self.landed, -60 * 7 + i64::try_from(self.index).unwrap_or_default());
        self.add(aboard, officer, What::Enter { stage: "boarded", ground: None, reason: None });
        let mut sent = Sent::new();
        let row = 4 + self.family.number % 28;
        put(&mut sent, "seat", format!("{row}{}", ["A", "B", "C", "D", "E", "F"][self.index % 6]));
        if self.person.is_child() {
            let (who, relation) = match self.family.people.iter().find(|person| !person.is_child()) {
                Some(adult) => (
                    adult.name.short(),
                    match adult.place {
                        Place::Father => "father",
                        Place::Relative => "grandmother",
                        Place::Mother | Place::Child => "mother",
                    },
                ),
                None => ("Педагог группы сопровождения".to_owned(), "staff"),
            };
            put(&mut sent, "companion", who);
            put(&mut sent, "companion_relation", relation);
        }
        put(&mut sent, "papers", if self.dice.chance(70) { "return_certificate" } else { "birth_note" });
        put(&mut sent, "triage", if self.dice.chance(88) { "fit" } else { "care_on_board" });
        if let Some(place) = self.home_place() {
            put(&mut sent, "destination", place.as_str());
        }
        let checked = self.after(aboard, 20);
        self.fill(checked, officer, "manifest_line", sent);
        self.add(checked, officer, What::Done("medical_triage", None));
        if self.person.is_child() {
            // On today's flight the youngest of each family still waits for one.
            let waits = self.family.course == Course::Boarded && self.index + 1 == self.family.people.len();
            if !waits {
                self.add(checked, officer, What::Done("companion_named", None));
            }
            self.add(checked, officer, What::Waived("pre_departure_bia", words::NO_TIME_BEFORE));
        }
        Ok(())
    }

    /// Landing: received by the centre, then by a worker.
    pub(super) fn arrive(&mut self) -> Answer<()> {
        let (team, worker) = (self.first_team()?, self.first_worker()?);
        let supervisor = self.staff.supervisor(team)?;
        let officer = self.staff.own("operation_officer")?;
        let here = self.after(self.landed, 25 + i64::try_from(self.index * 2).unwrap_or_default());
        self.add(here, officer, What::Assign { owner: None, team: Some(team), place: None });
        self.add(here, officer, What::Enter { stage: "arrived", ground: None, reason: None });
        // The last family of the newest flight still waits for a worker.
        if self.family.unassigned {
            return Ok(());
        }
        let assigned = self.hours(4);
        let place = self.first_place();
        self.add(assigned, supervisor, What::Assign { owner: Some(worker), team: Some(team), place });
        self.add(assigned, supervisor, What::Done("worker_assigned", None));
        Ok(())
    }

    pub(super) fn safety(&mut self, at: Instant) -> Answer<()> {
        let worker = self.first_worker()?;
        let age = self.age_at(at);
        let mut sent = Sent::new();
        put(&mut sent, "done_on", self.on(at));
        if age < 5 {
            put(&mut sent, "seen_alone", "no");
            put(&mut sent, "not_alone_why", self.say(&words::NOT_ALONE));
        } else {
            put(&mut sent, "seen_alone", "yes");
        }
        let (feels, tonight, harm) = match self.person.urgency {
            Urgency::Urgent => ("no", "for_now", true),
            Urgency::Soon => ("partly", "centre", false),
            Urgency::Routine => (if age < 5 { "too_young" } else { "yes" }, "centre", false),
        };
        put(&mut sent, "feels_safe", feels);
        put(&mut sent, "harm_kinds", if harm { "threats" } else { "none" });
        if harm {
            put(&mut sent, "harm_now", "unknown");
            put(&mut sent, "harm_note", self.say(&words::URGENT_WHY));
            put(&mut sent, "steps", "supervisor");
            put(&mut sent, "steps", "moved");
        }
        put(&mut sent, "protected_address", "no");
        put(&mut sent, "tonight", tonight);
        put(&mut sent, "self_harm", if age < 7 { "not_asked" } else { "no" });
        put(&mut sent, "safety_plan", self.say(&words::SAFETY_PLAN));
        put(&mut sent, "check_again", self.later(at, if harm { 1 } else { 14 }));
        self.fill(at, worker, "safety_check", sent);
        Ok(())
    }

    pub(super) fn urgency(&mut self, at: Instant) -> Answer<()> {
        let worker = self.first_worker()?;
        let why = self.say(match self.person.urgency {
            Urgency::Urgent => &words::URGENT_WHY,
            Urgency::Soon => &words::SOON_WHY,
            Urgency::Routine => &words::ROUTINE_WHY,
        });
        self.add(at, worker, What::Urgency(self.person.urgency, why));
        Ok(())
    }

    /// The adult who decides for a child of this family.
    pub(in crate::demo) fn caregiver(&self) -> Caregiver {
        let adult = self.family.people.iter().position(|person| !person.is_child());
        adult.map_or(Caregiver::Nobody, |index| Caregiver::Here(self.known.people[index]))
    }

    /// Asks for consent, purpose by purpose; with the first yes the work of adaptation begins.
    pub(super) fn consent(&mut self, at: Instant, purposes: &[&'static str]) -> Answer<()> {
        let worker = self.first_worker()?;
        let step = |index: usize| i64::try_from(index * 3).unwrap_or_default();
        for (index, purpose) in purposes.iter().enumerate() {
            // Now and then somebody says no to one thing; help goes on all the same.
            let refused = *purpose == "community_support" && self.dice.chance(12);
            let decision = if refused { Decision::Refused } else { Decision::Given };
            let asked = Asked { purpose, decision, caregiver: self.caregiver(), capacity: words::CAPACITY };
            self.add(self.after(at, step(index)), worker, What::Consent(Box::new(asked)));
        }
        let last = self.after(at, step(purposes.len()));
        self.add(last, worker, What::Enter { stage: "adaptation", ground: None, reason: None });
        Ok(())
    }

    /// Sends a referral and gives its number in this story.
    pub(in crate::demo) fn refer(
        &mut self,
        at: Instant,
        by: UserId,
        purpose: &'static str,
        to: &Post,
        needs: String,
    ) -> u8 {
        let number = self.next_referral();
        let refer = Refer {
            number,
            purpose,
            service: to.service.clone(),
            team: to.team,
            needs,
            urgency: self.person.urgency,
        };
        self.add(at, by, What::Refer(Box::new(refer)));
        number
    }

    /// The examination in the first days.
    pub(super) fn first_health(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let mut clinic = self.staff.post("aktau_first_month_clinic", &mut self.dice)?;
        let sent_at = self.hours(27);
        let needs = self.say(&words::CLINIC_NEEDS);
        let referral = self.refer(sent_at, worker, "medical_care", &clinic, needs);
        let arriving = matches!(self.family.course, Course::JustArrived { .. });
        if arriving && self.index % 2 == 1 {
            // Not answered yet.
            return Ok(());
        }
        if arriving {
            clinic.person = self.staff.own("health_worker")?;
            let due = self.after(self.now, 60 * 3);
            let task =
                What::ReferralTask { referral, what: "medical_examination", assignee: clinic.person, due };
            self.add(self.after(sent_at, 95), clinic.person, task);
        }
        self.add(self.after(sent_at, 90), clinic.person, What::Accept(referral));
        let seen = self.day(3);
        let age = self.age_at(seen);
        let mut sent = Sent::new();
        put(&mut sent, "checked_on", self.on(seen));
        put(&mut sent, "reason", "first");
        let (weight, height) = size_at(age);
        put(&mut sent, "weight_kg", (weight + self.dice.between(-1, 2)).to_string());
        put(&mut sent, "height_cm", (height + self.dice.between(-5, 4)).to_string());
        let conditions = *self.dice.pick(&["none", "anaemia", "injury", "skin", "none"]);
        put(&mut sent, "conditions", conditions);
        if conditions != "none" {
            put(&mut sent, "findings_note", self.say(&words::FINDINGS));
        }
        if conditions == "injury" {
            put(&mut sent, "injuries.0.injury", if age < 8 { "burn" } else { "wound" });
            put(&mut sent, "injuries.0.injury_where", "левая голень");
            put(&mut sent, "injuries.0.injury_needs", "watch");
        }
        for sense in ["seeing", "hearing", "walking", "understanding", "remembering", "self_care"] {
            put(&mut sent, sense, "none");
        }
        put(&mut sent, "disability", "none");
        put(&mut sent, "teeth", if self.dice.chance(50) { "good" } else { "needs_care" });
        put(&mut sent, "sleep", if self.dice.chance(60) { "some_trouble" } else { "good" });
        if self.person.is_child() {
            put(&mut sent, "immunised", "partly");
            put(&mut sent, "immunisation_proof", "said");
            put(&mut sent, "catch_up", "По календарю, две прививки в месяц");
            if age >= 6 {
                put(&mut sent, "for_school", self.say(&words::FOR_SCHOOL));
            }
        }
        put(&mut sent, "next_on", self.later(seen, 30));
        self.fill(seen, clinic.person, "health_check", sent);
        let outcome = self.say(&words::CLINIC_DONE);
        self.add(self.after(seen, 30), clinic.person, What::Served(referral, outcome));
        self.add(self.after(seen, 120), worker, What::Done("medical_examination", None));
        Ok(())
    }

    /// Papers: the lawyer of the first weeks.
    pub(super) fn papers(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let mut lawyer = self.staff.post("aktau_first_month_legal", &mut self.dice)?;
        if !self.goes_home() {
            lawyer.person = self.staff.own("lawyer")?;
        }
        let sent_at = self.day(4);
        let needs = self.say(&words::LEGAL_NEEDS);
        let referral = self.refer(sent_at, worker, "documents", &lawyer, needs);
        self.add(self.after(sent_at, 60 * 4), lawyer.person, What::Accept(referral));
        let heard = self.day(7);
        let mut identity = Sent::new();
        put(&mut identity, "claimed", "kz");
        put(&mut identity, "relative_at_home", "Бабушка, по телефону и по фотографиям");
        put(&mut identity, "evidence.0.evidence_kind", "relative_statement");
        put(&mut identity, "evidence.0.evidence_weight", "supporting");
        put(&mut identity, "evidence.1.evidence_kind", "photo");
        put(&mut identity, "evidence.1.evidence_weight", "weak");
        if self.dice.chance(70) {
            put(&mut identity, "dna", "resulted");
            put(&mut identity, "dna_consented", "yes");
            put(&mut identity, "laboratory_reference", format!("ЦСЭ-{:04}", self.dice.between(1000, 9999)));
            put(&mut identity, "dna_outcome", "confirmed");
            put(&mut identity, "compared_with", if self.family.alone { "grandmother" } else { "mother" });
        } else {
            put(&mut identity, "dna", "not_needed");
        }
        put(&mut identity, "decision", "confirmed");
        put(&mut identity, "decided_by", "foreign_affairs");
        put(&mut identity, "decided_on", self.on(heard));
        put(&mut identity, "legal_position", "none");
        self.fill(heard, lawyer.person, "identity", identity);
        let (document, authority) = if self.person.is_child() {
            ("birth_certificate", "registry")
        } else {
            ("identity_card", "service_centre")
        };
        let applied = self.day(9);
        let mut request = Sent::new();
        put(&mut request, "document", document);
        put(&mut request, "authority", authority);
        put(&mut request, "applied_on", self.on(applied));
        put(&mut request, "application_number", self.dice.between(200_000, 899_999).to_string());
        put(&mut request, "state", "submitted");
        put(&mut request, "expected_on", self.later(applied, 45));
        put(&mut request, "next_step", self.say(&words::NEXT_PAPER));
        self.fill(applied, lawyer.person, "document_request", request);
        let days = self.dice.between(34, 84);
        let issued = self.day(days);
        if issued > self.now {
            let due = self.after(issued, 60 * 24);
            let task =
                What::ReferralTask { referral, what: "document_applications", assignee: lawyer.person, due };
            self.add(self.after(applied, 25), lawyer.person, task);
        }
        let mut paper = Sent::new();
        put(&mut paper, "document", document);
        put(&mut paper, "authority", authority);
        put(&mut paper, "applied_on", self.on(applied));
        put(&mut paper, "state", "issued");
        put(&mut paper, "issued_on", self.on(issued));
        put(&mut paper, "document_number", format!("№ {:07}", self.dice.between(1, 9_999_999)));
        if document == "identity_card" {
            put(&mut paper, "valid_until", self.later(issued, 3650));
        }
        put(&mut paper, "kept_by", "у опекающего взрослого, копия в деле");
        self.fill(issued, lawyer.person, "document_request", paper);
        let outcome = self.say(&words::LEGAL_DONE);
        self.add(self.after(issued, 15), lawyer.person, What::Served(referral, outcome));
        Ok(())
    }

    /// Whether the family goes home, now or long ago.
    pub(super) fn goes_home(&self) -> bool {
        !matches!(self.family.course, Course::Boarded | Course::JustArrived { .. } | Course::FirstWeeks)
    }

    /// Where somebody comes from, as far as the family tells it once consent is there.
    pub(super) fn background(&mut self, at: Instant) -> Answer<()> {
        let worker = self.first_worker()?;
        let age = self.age_at(self.landed);
        let abroad = self.person.is_child() && (age < 7 || self.dice.chance(25));
        let mut sent = Sent::new();
        put(&mut sent, "birth_country", if abroad { "sy" } else { "kz" });
        put(
            &mut sent,
            "birthplace",
            if abroad {
                "город у реки; мать помнит мост"
            } else {
                "Казахстан"
            },
        );
        let years = i16::try_from(self.dice.between(4, 6)).unwrap_or(5);
        put(&mut sent, "left_on", (self.date(self.landed).year() - years).to_string());
        put(&mut sent, "places_lived.0.lived_where", "Лагерь для семей");
        put(&mut sent, "places_lived.0.lived_kind", "camp");
        put(&mut sent, "places_lived.0.lived_with", "с матерью и другими женщинами");
        if self.dice.chance(40) {
            put(&mut sent, "losses", self.say(&words::LOSSES));
        }
        if self.dice.chance(20) {
            put(&mut sent, "earlier_names.given.arabic", self.person.name.arabic());
        }
        let child = self.family.people.iter().find(|person| person.is_child());
        if let Some(child) = child.filter(|_| self.person.place == Place::Mother) {
            put(&mut sent, "kunya", format!("أم {}", child.name.arabic()));
        }
        let schooling: &[&'static str] = if age < 7 { &["none"] } else { &["none", "at_home", "some"] };
        put(&mut sent, "schooling_before", *self.dice.pick(schooling));
        if self.no_father && self.person.is_child() {
            put(&mut sent, "no_father_inference", "yes");
        }
        self.fill(at, worker, "background", sent);
        Ok(())
    }
}

/// Weight in kilograms and height in centimetres at an age.
fn size_at(age: i16) -> (i64, i64) {
    const SIZES: [(i64, i64); 18] = [
        (7, 66),
        (10, 76),
        (12, 86),
        (14, 95),
        (16, 102),
        (18, 109),
        (20, 115),
        (23, 121),
        (25, 127),
        (28, 133),
        (31, 138),
        (35, 143),
        (40, 149),
        (45, 156),
        (50, 161),
        (54, 165),
        (57, 167),
        (60, 168),
    ];
    usize::try_from(age).ok().and_then(|age| SIZES.get(age)).copied().unwrap_or((63, 164))
}
