//! A different marker in each kind of text of each compartment of a record.

use std::collections::BTreeSet;

use domain::{
    ApprovalId, ChoiceCode, Consent, ConsentId, Decision, EntryId, Event, EventId, FieldCode, FormCode, Goal,
    GoalId, GroundCode, Instant, MatchDecision, NameRole, PersonName, PurposeCode, Record, Sector, Stage,
    TaskAdded, TaskCode, TaskId, TeamId, Urgency, UserId, Value, Values,
};
use jiff::SignedDuration;
use testkit::Cast;

use crate::marker::Marks;

/// Events with their compartments.
pub(crate) type Events = Vec<(&'static str, Event)>;

/// What every text of a record is made with.
pub(crate) struct Pen<'a> {
    pub(crate) cast: &'a Cast,
    pub(crate) marks: &'a mut Marks,
    pub(crate) record: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) team: Option<TeamId>,
}

/// The forms that hold free text, by compartment; a repeat has its field in brackets.
#[rustfmt::skip]
pub(crate) const FORMS: &[(&str, &str, &str, &[&str])] = &[
    ("child", "manifest",   "manifest_line",    &["mother_as_listed", "birthplace_as_listed", "remarks_as_listed", "companion"]),
    ("child", "background", "background",       &["birthplace", "kunya", "losses", "places_lived[lived_where]"]),
    ("child", "legal",      "identity",         &["counsel", "proceedings"]),
    ("child", "social",     "contact",          &["happened", "agreed"]),
    ("child", "social",     "child_view",       &["words", "hopes"]),
    ("child", "psych",      "session_note",     &["brought", "for_carers"]),
    ("child", "health",     "health_check",     &["medicines", "findings_note"]),
    ("child", "education",  "learning_needs",   &["recommendation", "good_at"]),
    ("child", "care",       "care_arrangement", &["carer_concern", "child_view"]),
    ("child", "safety",     "safety_check",     &["safe_contact"]),
    ("child", "address",    "protected_address", &["address", "way_there", "lives_with"]),
    ("child", "safety",     "family_violence_plan", &["safe_people", "way_out"]),
    ("child", "legal",      "legal_matter",     &["body", "child_wish"]),
    ("child", "social",     "feedback",         &["words", "reply"]),
    ("child", "tracing",    "tracing_contact",  &["known", "other_name"]),
    ("child", "violation",  "violation",        &["incident_place", "what_happened", "sources[source_who]"]),
    ("child", "online",     "online_harm",      &["platform_name", "child_says"]),
    ("child", "supervision", "supervision",     &["what_said", "agreed"]),
    ("adult", "manifest",   "manifest_line",    &["father_as_listed", "birthplace_as_listed"]),
    ("adult", "background", "background",       &["birthplace", "places_lived[lived_where]"]),
    ("adult", "legal",      "identity",         &["counsel"]),
    ("adult", "social",     "contact",          &["happened"]),
    ("adult", "psych",      "session_note",     &["brought"]),
    ("adult", "health",     "health_check",     &["medicines"]),
    ("adult", "safety",     "safety_check",     &["safe_contact"]),
    ("adult", "address",    "protected_address", &["address", "way_there", "lives_with"]),
    ("adult", "livelihood", "livelihood",       &["wish", "skills"]),
    ("adult", "violation",  "violation",        &["incident_place"]),
    ("adult", "supervision", "supervision",     &["agreed"]),
    ("complaint", "complaint", "complaint",     &["words", "about_whom", "record_code"]),
    ("complaint", "complaint", "complaint_answer", &["steps", "reply"]),
    ("family", "core",      "family_profile",   &["support"]),
    ("operation", "manifest", "operation_profile", &["place_from", "remarks"]),
    ("list", "manifest",    "list_profile",     &["source", "remarks"]),
    ("listed", "manifest",  "listed_person",    &["mother_as_listed", "remarks_as_listed"]),
    ("tracing_request", "manifest", "listed_person", &["mother_as_listed"]),
    ("tracing_request", "tracing", "seeker",    &["seeker_name", "seeker_telephone"]),
    ("flight", "manifest",  "flight_profile",   &["place_from", "escort_lead", "remarks"]),
];

/// The compartments that a kind may have, beside `access` and the referrals.
pub(crate) fn compartments(kind: &str) -> &'static [&'static str] {
    match kind {
        "child" => &[
            "case",
            "core",
            "manifest",
            "background",
            "legal",
            "social",
            "consent",
            "psych",
            "health",
            "education",
            "care",
            "safety",
            "tracing",
            "violation",
            "online",
            "supervision",
        ],
        "adult" => &[
            "case",
            "core",
            "manifest",
            "background",
            "legal",
            "social",
            "consent",
            "psych",
            "health",
            "care",
            "safety",
            "tracing",
            "violation",
            "livelihood",
            "supervision",
        ],
        "family" => &["case", "core", "social"],
        "tracing_request" => &["case", "manifest", "tracing"],
        "match" => &["case", "tracing"],
        "complaint" => &["case", "complaint"],
        _ => &["case", "manifest"],
    }
}

impl Pen<'_> {
    fn mark(&mut self, part: &str, how: &'static str) -> String {
        self.marks.latin(self.record, part, how)
    }

    fn text(&mut self, part: &str, how: &'static str) -> domain::Private<String> {
        self.mark(part, how).into()
    }

    fn fresh<T: From<[u8; 16]>>(&self) -> T {
        self.cast.app.fresh().expect("an id")
    }

    /// A person's names: one that everybody may know, and those that tell where they come from.
    pub(crate) fn names(&mut self) -> Value {
        let mut names =
            vec![PersonName::new(&self.marks.cyrillic(self.record, "face", "name"), NameRole::Full)];
        names.push(PersonName::new(&self.mark("core", "name in Latin"), NameRole::Full));
        names
            .push(PersonName::new(&self.marks.arabic(self.record, "core", "name in Arabic"), NameRole::Full));
        names.push(PersonName::new(&self.mark("core", "kunya"), NameRole::Kunya));
        names.push(PersonName::new(&self.mark("core", "earlier name"), NameRole::Earlier));
        Value::Names(names)
    }

    /// The name of a row of a list: nobody's particulars yet.
    pub(crate) fn listed_name(&mut self) -> Value {
        let name = self.marks.cyrillic(self.record, "manifest", "name");
        Value::Names(vec![PersonName::new(&name, NameRole::Full)])
    }

    /// The title of a record that is no person.
    pub(crate) fn title(&mut self) -> String {
        match self.kind {
            "family" => self.marks.cyrillic(self.record, "face", "title"),
            _ => self.marks.cyrillic(self.record, "manifest", "title"),
        }
    }

    /// Everything that is written about a record in one go.
    pub(crate) fn everything(&mut self, known: &Record, now: Instant) -> Events {
        let mut events = self.forms(known);
        for compartment in compartments(self.kind) {
            events.extend(self.around(compartment, now));
        }
        if matches!(self.kind, "child" | "adult" | "family") {
            events.extend(self.goal("social", "individual"));
        }
        if self.kind == "child" {
            events.extend(self.goal("education", "educational"));
        }
        if matches!(self.kind, "child" | "adult") {
            events.push(("consent", self.consent()));
            events.push(("social", self.approval()));
        }
        if let Some(to) = known.stage().cloned() {
            let reason = self.text("case", "reason of a stage");
            events.push(("case", Event::StatusChanged { to, ground: None, reason: Some(reason) }));
        }
        if self.kind == "match" {
            let note = Some(self.text("tracing", "note of a decision"));
            events.push((
                "tracing",
                Event::MatchDecided { decision: MatchDecision::Unsure, relation: None, note },
            ));
        }
        if matches!(self.kind, "child" | "adult") {
            let reason = self.text("case", "reason of the urgency");
            events.push(("case", Event::UrgencySet { to: Urgency::Soon, reason }));
        }
        events
    }

    /// What the psychologist alone writes: on a day on which nothing else happens.
    pub(crate) fn only(events: &Events, compartment: &str) -> (Events, Events) {
        events.iter().cloned().partition(|(in_which, _)| *in_which == compartment)
    }

    fn forms(&mut self, known: &Record) -> Events {
        let (mut events, kind) = (Vec::new(), self.kind);
        for (_, compartment, form, fields) in FORMS.iter().filter(|known| known.0 == kind) {
            let mut values = Values::new();
            for field in *fields {
                match field.trim_end_matches(']').split_once('[') {
                    Some((repeat, inner)) => {
                        let row = Values::from([(
                            FieldCode::of(inner),
                            Value::Text(self.text(compartment, inner)),
                        )]);
                        values.insert(FieldCode::of(repeat), Value::Rows(vec![row]));
                    }
                    None => {
                        values.insert(FieldCode::of(field), Value::Text(self.text(compartment, field)));
                    }
                }
            }
            match *form {
                "safety_check" => {
                    values.insert(FieldCode::of("protected_address"), Value::Choice(ChoiceCode::of("yes")));
                }
                "background" => {
                    let name = PersonName::new(&self.mark("background", "earlier name"), NameRole::Full);
                    values.insert(FieldCode::of("earlier_names"), Value::Names(vec![name]));
                }
                _ => {}
            }
            let entry = match known.entry(form) {
                Some(entry) => entry.id,
                None => self.fresh::<EntryId>(),
            };
            let code = FormCode::of(form);
            let filled =
                |values| Event::FormFilled { form: code.clone(), entry, values, emptied: BTreeSet::new() };
            events.push((*compartment, filled(values)));
            // The last entry of each compartment is struck through on the way: here nothing else would be left to meet.
            if *compartment == "address" {
                let since = Value::Date(domain::PartialDate::Day(jiff::civil::date(2026, 1, 5)));
                events.push((*compartment, filled(Values::from([(FieldCode::of("since"), since)]))));
            }
        }
        if matches!(self.kind, "child" | "adult") {
            let form = if self.kind == "child" { "child_profile" } else { "adult_profile" };
            let called = Value::Text(self.text("core", "called"));
            events.push((
                "core",
                Event::FormFilled {
                    form: FormCode::of(form),
                    entry: known.entry(form).expect("the particulars").id,
                    values: Values::from([(FieldCode::of("called"), called)]),
                    emptied: BTreeSet::new(),
                },
            ));
        }
        events
    }

    /// A note, an open task with a comment, a task that is done, an entry that was struck through.
    fn around(&mut self, compartment: &'static str, now: Instant) -> Events {
        let note = self.text(compartment, "note");
        let (open, comment) = (self.text(compartment, "task"), self.text(compartment, "comment"));
        let task: TaskId = self.fresh();
        let due = now.checked_add(SignedDuration::from_hours(24 * 33)).expect("a time");
        vec![
            (compartment, Event::Noted { text: note, sensitive: false }),
            (compartment, Event::TaskAdded(self.task(task, compartment, None, now, due, open))),
            (compartment, Event::TaskCommented { task, text: comment }),
        ]
    }

    /// A task of a sector that fits the compartment.
    pub(crate) fn task(
        &self,
        task: TaskId,
        compartment: &str,
        assignee: Option<UserId>,
        since: Instant,
        due: Instant,
        note: domain::Private<String>,
    ) -> TaskAdded {
        let (what, sector) = match compartment {
            "manifest" => ("manifest_check", "operation"),
            "psych" => ("first_psychological_contact", "psychosocial"),
            "health" => ("medical_examination", "health"),
            "education" => ("enrolment", "education"),
            "legal" | "violation" => ("document_applications", "legal"),
            "care" => ("carer_assessment", "legal"),
            "livelihood" => ("vocational_support", "community"),
            _ => ("contact", "social"),
        };
        TaskAdded {
            task,
            what: TaskCode::of(what),
            sector: Sector::of(sector),
            assignee,
            team: self.team,
            since,
            due,
            referral: None,
            goal: None,
            note: Some(note),
        }
    }

    fn goal(&mut self, compartment: &'static str, level: &'static str) -> Events {
        let goal: GoalId = self.fresh();
        let set = Goal {
            goal,
            level: ChoiceCode::of(level),
            objective: self.text(compartment, "objective"),
            baseline: self.text(compartment, "baseline"),
            measure: self.text(compartment, "measure"),
            aim: self.text(compartment, "aim"),
            responsible: self.text(compartment, "responsible"),
            due: jiff::civil::date(2026, 9, 1),
            child_view: self.text(compartment, "view of the goal"),
        };
        let reviewed = Event::GoalReviewed {
            goal,
            now: self.text(compartment, "review"),
            progress: 40,
            child_view: self.text(compartment, "view of the review"),
            outcome: None,
        };
        vec![(compartment, Event::GoalSet(set)), (compartment, reviewed)]
    }

    fn consent(&mut self) -> Event {
        Event::ConsentDecided(Consent {
            consent: self.fresh::<ConsentId>(),
            purpose: PurposeCode::of("case_work"),
            recipient: None,
            data: BTreeSet::new(),
            decision: Decision::Given,
            giver: ChoiceCode::of("guardian"),
            giver_record: None,
            assent: ChoiceCode::of("aloud"),
            capacity: Some(self.text("consent", "capacity")),
            best_interests: Some(self.text("consent", "best interests")),
            limits_explained: true,
            until: None,
        })
    }

    fn approval(&mut self) -> Event {
        let note = self.text("social", "word to the approver");
        Event::ApprovalAsked {
            approval: self.fresh::<ApprovalId>(),
            of: GroundCode::of("plan"),
            note: Some(note),
        }
    }

    /// Strikes the first contact through.
    pub(crate) fn struck(&mut self, known: &Record) -> Events {
        let contact: Option<EventId> = known
            .history
            .iter()
            .filter(|recorded| recorded.compartment == "social")
            .filter(|recorded| {
                recorded.content.as_ref().is_some_and(|content| matches!(&content.event, Event::Noted { .. }))
            })
            .map(|recorded| recorded.head.event)
            .min();
        let Some(event) = contact else { return Vec::new() };
        let reason = self.text("social", "reason of a correction");
        vec![("social", Event::Corrected { event, reason, ground: None })]
    }

    /// The stage a record is brought to.
    pub(crate) fn stage(to: &'static str) -> (&'static str, Event) {
        ("case", Event::StatusChanged { to: Stage::of(to), ground: None, reason: None })
    }
}
