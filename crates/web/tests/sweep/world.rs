//! One country in small: every record in every situation that a reader can meet, each full of markers.
//!
//! The records are opened in March and filled; in June the services, tasks and flights reach their readers. So a date
//! in spring is a date before the access of everybody on the school's side.

use std::collections::BTreeMap;

use app::{
    account::{found::Purpose, leave::SetLeave},
    case::{
        assign::Assign,
        consent::RecordConsent,
        refer::{Refer, ReferralStep, StepReferral},
    },
    fixture::OpenCase,
    operation::{arrivals::Tick, open::OpenFlight},
};
use domain::{
    ChoiceCode, Decision, EntryId, Event, FieldCode, FormCode, Granted, GroundCode, Instant,
    Kind as RecordKind, MatchProposed, MatchReason, PersonCode, PlaceCode, Private, PurposeCode, RecordId,
    ReferralId, ServiceCode, Sureness, TeamId, Urgency, UserId, Value, Values,
};
use jiff::SignedDuration;
use testkit::{Cast, House, Kind};

use crate::{
    fill::{Events, Pen},
    marker::Marks,
    readers::{Reader, SERVICES, Teams, make, staff},
};

/// A record of the country.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) id: RecordId,
    pub(crate) code: PersonCode,
    pub(crate) team: Option<TeamId>,
}

/// The country.
pub(crate) struct World {
    pub(crate) cast: Cast,
    pub(crate) marks: Marks,
    pub(crate) readers: Vec<Reader>,
    pub(crate) teams: Teams,
    pub(crate) records: BTreeMap<&'static str, Known>,
    /// An account that nobody uses, for routes that change one.
    pub(crate) spare: UserId,
}

/// The kind of a record, by its name here.
pub(crate) fn kind_of(name: &str) -> &'static str {
    match name.split_once('_').map(|(first, _)| first) {
        Some("a") => "adult",
        Some("f") => "family",
        Some("o") => "operation",
        Some("fl") => "flight",
        Some("l") => "list",
        Some("li") => "listed",
        Some("tr") => "tracing_request",
        Some("m") => "match",
        Some("c") => "complaint",
        _ => "child",
    }
}

const HERE: &str = "kz-atyrau.atyrau";
const THERE: &str = "kz-karaganda.karaganda";

/// Builds the country; none when no PostgreSQL is to be had.
pub(crate) async fn build(kind: Kind) -> Option<World> {
    let mut cast = Cast::in_house(House::found_as(kind, Purpose::Demo).await?).await;
    let spare = make(&cast, "spare").await;
    // Aigul is away and Dauren, who works beside her, stands in.
    cast.account("dauren").await;
    cast.propose("dauren", "social_worker", Some(cast.centre), None).await;
    cast.confirm("dana", "dauren").await;
    let (readers, teams) = staff(&mut cast).await;
    let mut world = World { cast, marks: Marks::default(), readers, teams, records: BTreeMap::new(), spare };
    world.journeys().await;
    world.people().await;
    world.fill_all().await;
    world.links().await;
    world.cast.clock.advance(SignedDuration::from_hours(24 * 100));
    world.refer_all().await;
    world.give_all().await;
    world.end_all().await;
    world.cast.clock.advance(SignedDuration::from_hours(24 * 5));
    world.meet().await;
    world.deputy().await;
    world.emergencies().await;
    world.bar_all().await;
    Some(world)
}

impl World {
    /// A record by its name here.
    pub(crate) fn get(&self, name: &str) -> Known {
        *self.records.get(name).unwrap_or_else(|| panic!("no record {name}"))
    }

    /// A reader by the name to sign in with.
    pub(crate) fn reader(&self, login: &str) -> &Reader {
        self.readers
            .iter()
            .find(|reader| reader.login == login)
            .unwrap_or_else(|| panic!("nobody is {login}"))
    }

    pub(crate) fn private(&mut self, record: &'static str, part: &str, how: &'static str) -> Private<String> {
        self.marks.latin(record, part, how).into()
    }

    async fn keep(
        &mut self,
        name: &'static str,
        kind: &'static str,
        id: RecordId,
        team: Option<TeamId>,
    ) -> Known {
        let code = self.cast.code(id).await;
        self.marks.code(name, &code.to_string());
        assert_eq!(kind, kind_of(name), "{name}");
        let known = Known { name, kind, id, code, team };
        self.records.insert(name, known);
        known
    }

    async fn add(&self, id: RecordId, by: &str, events: &Events) {
        let by = self.cast.who(by).await;
        self.cast.app.add_for_test(&by, self.cast.command(), id, events).await.expect("events");
    }

    /// Two operations with a flight each, of two teams.
    async fn journeys(&mut self) {
        for (officer, operation, flight) in
            [("timur", "o_own", "fl_own"), ("yulia", "o_foreign", "fl_foreign")]
        {
            let team = self.reader(officer).team;
            let who = self.cast.who(officer).await;
            let name: Private<String> = self.marks.cyrillic(operation, "manifest", "title").into();
            let done =
                self.cast.app.open_operation(&who, self.cast.command(), name).await.expect("an operation");
            let opened = self.keep(operation, "operation", done.id().expect("its id"), team).await;
            let asked = OpenFlight {
                command: self.cast.command(),
                operation: opened.code,
                name: self.marks.cyrillic(flight, "manifest", "title").into(),
                departs: jiff::civil::date(2026, 3, 1),
                place_to: None,
                receives: Some(if officer == "timur" { self.cast.centre } else { self.teams.elsewhere }),
            };
            let done = self.cast.app.open_flight(&who, asked).await.expect("a flight");
            self.keep(flight, "flight", done.id().expect("its id"), team).await;
        }
    }

    async fn open(
        &mut self,
        name: &'static str,
        kind: &'static str,
        owner: Option<&str>,
        team: Option<TeamId>,
        place: &'static str,
    ) {
        let mut pen = Pen { cast: &self.cast, marks: &mut self.marks, record: name, kind, team };
        let profile = match kind {
            "list" => vec![
                ("name", Value::Text(pen.title().into())),
                (
                    "sort",
                    Value::Choice(ChoiceCode::of(if name == "l_tracing" { "tracing" } else { "people" })),
                ),
            ],
            "listed" | "tracing_request" => vec![("names", pen.listed_name())],
            "match" | "complaint" => Vec::new(),
            "family" => vec![("family_name", Value::Text(pen.title().into()))],
            _ => vec![
                ("names", pen.names()),
                ("sex", Value::Choice(ChoiceCode::of("female"))),
                (
                    "birth",
                    Value::Date(
                        if kind == "adult" { "1991-11-14" } else { "2016-11-14" }.parse().expect("a date"),
                    ),
                ),
            ],
        };
        let case = OpenCase {
            kind: RecordKind::of(kind),
            profile,
            owner: owner.map(|owner| self.reader(owner).account),
            team,
            place: Some(PlaceCode::of(place)),
            list: match name {
                "li_own" => Some(self.get("l_own").id),
                "li_foreign" => Some(self.get("l_foreign").id),
                "tr_own" => Some(self.get("l_tracing").id),
                _ => None,
            },
        };
        let timur = self.cast.who("timur").await;
        let id =
            self.cast.app.open_case_for_test(&timur, self.cast.command(), &case).await.expect("a record");
        self.keep(name, kind, id, team).await;
    }

    /// The people and families, each in its situation.
    async fn people(&mut self) {
        let (here, there) = (Some(self.cast.centre), Some(self.teams.elsewhere));
        for name in ["own", "referred", "closed", "ended", "barred"] {
            self.open(name, "child", Some("aigul"), here, HERE).await;
        }
        for name in ["tasked", "gone_on", "foreign", "emergency"] {
            self.open(name, "child", Some("gulnar"), there, THERE).await;
        }
        for name in ["aboard", "landed"] {
            self.open(name, "child", None, None, HERE).await;
        }
        for name in ["a_own", "a_referred", "a_barred"] {
            self.open(name, "adult", Some("aigul"), here, HERE).await;
        }
        for name in ["a_tasked", "a_foreign", "a_emergency"] {
            self.open(name, "adult", Some("gulnar"), there, THERE).await;
        }
        self.open("a_aboard", "adult", None, None, HERE).await;
        self.open("f_own", "family", Some("aigul"), here, HERE).await;
        self.open("f_flight", "family", None, None, HERE).await;
        self.open("f_foreign", "family", Some("gulnar"), there, THERE).await;
        self.lists().await;
        self.open("c_own", "complaint", None, None, HERE).await;
        self.open("c_foreign", "complaint", None, None, THERE).await;
    }

    /// Lists with a row each, and a pair: a row of one's own list that may be a child of one's own place.
    async fn lists(&mut self) {
        for (officer, list, row, place) in
            [("timur", "l_own", "li_own", HERE), ("yulia", "l_foreign", "li_foreign", THERE)]
        {
            let team = self.reader(officer).team;
            self.open(list, "list", Some(officer), team, place).await;
            self.open(row, "listed", Some(officer), team, place).await;
        }
        self.open("l_tracing", "list", Some("rustem"), None, HERE).await;
        self.open("tr_own", "tracing_request", Some("rustem"), None, HERE).await;
        self.open("m_own", "match", None, None, HERE).await;
        let proposed = Event::MatchProposed(MatchProposed {
            one: self.get("li_own").id,
            other: self.get("own").id,
            sureness: Sureness::Likely,
            reasons: [MatchReason::AlikeName].into(),
            kin: None,
        });
        self.add(self.get("m_own").id, "timur", &vec![("tracing", proposed)]).await;
    }

    /// Writes everything, what the psychologist writes on a day of its own.
    async fn fill_all(&mut self) {
        let mut later: Vec<(RecordId, Events)> = Vec::new();
        let now = self.cast.clock.now();
        for known in self.records.values().copied().collect::<Vec<_>>() {
            let by = match known.team {
                Some(team) if team == self.teams.elsewhere => "gulnar",
                _ => "aigul",
            };
            let stages: &[&'static str] = match (known.kind, known.name) {
                (_, "aboard" | "landed" | "a_aboard") => &[],
                ("child" | "adult", _) => &["adaptation"],
                _ => &[],
            };
            let moves: Events = stages.iter().map(|stage| Pen::stage(stage)).collect();
            if !moves.is_empty() {
                self.add(known.id, by, &moves).await;
            }
            let record = self.cast.app.whole_record(known.id).await.expect("the record");
            let mut pen = Pen {
                cast: &self.cast,
                marks: &mut self.marks,
                record: known.name,
                kind: known.kind,
                team: known.team,
            };
            let (alone, events) = Pen::only(&pen.everything(&record, now), "psych");
            self.add(known.id, by, &events).await;
            let record = self.cast.app.whole_record(known.id).await.expect("the record");
            let struck = Pen {
                cast: &self.cast,
                marks: &mut self.marks,
                record: known.name,
                kind: known.kind,
                team: known.team,
            }
            .struck(&record);
            if !struck.is_empty() {
                self.add(known.id, by, &struck).await;
            }
            later.push((known.id, alone));
        }
        self.cast.clock.advance(SignedDuration::from_hours(24 * 17));
        for (id, events) in later {
            if !events.is_empty() {
                self.add(id, "aigul", &events).await;
            }
        }
        self.cast.clock.advance(SignedDuration::from_hours(24 * 3));
    }

    /// Kinship and journeys: a link opens nothing.
    async fn links(&mut self) {
        let link = |world: &Self, to: &str, relation: &'static str| Event::Linked {
            to: world.get(to).id,
            relation: GroundCode::of(relation),
        };
        for (of, compartment, to, relation) in [
            ("own", "core", "a_own", "mother"),
            ("own", "core", "foreign", "sibling"),
            ("own", "core", "a_foreign", "father"),
            ("a_own", "core", "own", "child"),
            ("a_own", "core", "barred", "child"),
            ("a_own", "core", "foreign", "child"),
            ("a_foreign", "core", "own", "child"),
            ("own", "core", "f_own", "family"),
            ("referred", "core", "a_foreign", "mother"),
            ("referred", "core", "f_own", "family"),
            ("foreign", "core", "own", "sibling"),
            ("foreign", "core", "f_foreign", "family"),
            ("f_own", "core", "own", "member"),
            ("f_own", "core", "a_own", "member"),
            ("f_own", "core", "foreign", "member"),
            ("f_own", "core", "barred", "member"),
            ("f_foreign", "core", "foreign", "member"),
            ("f_foreign", "core", "own", "member"),
            ("f_flight", "core", "aboard", "member"),
            ("aboard", "core", "f_flight", "family"),
            ("aboard", "core", "a_aboard", "mother"),
        ] {
            self.add(self.get(of).id, "aigul", &vec![(compartment, link(self, to, relation))]).await;
        }
        for person in ["aboard", "landed", "gone_on", "a_aboard", "ended", "barred"] {
            let to_flight = vec![("manifest", link(self, "fl_own", "flight"))];
            self.add(self.get(person).id, "timur", &to_flight).await;
            let to_person = vec![("manifest", link(self, person, "passenger"))];
            self.add(self.get("fl_own").id, "timur", &to_person).await;
        }
        // These come by the other flight.
        for person in ["foreign", "a_foreign"] {
            let to_person = vec![("manifest", link(self, person, "passenger"))];
            self.add(self.get("fl_foreign").id, "yulia", &to_person).await;
        }
    }

    async fn refer(
        &mut self,
        record: &'static str,
        owner: &str,
        service: &'static str,
    ) -> Option<ReferralId> {
        let known = self.get(record);
        let (short, code, child, adult) = *SERVICES.iter().find(|known| known.0 == service)?;
        let purpose = if known.kind == "child" { child } else { adult };
        if purpose.is_empty() {
            return None;
        }
        let who = self.cast.who(owner).await;
        let recipient = self.readers.iter().find(|reader| reader.service == Some(short))?.team;
        let consent = RecordConsent {
            command: self.cast.command(),
            code: known.code,
            purpose: PurposeCode::of(purpose),
            recipient,
            decision: Decision::Given,
            giver: ChoiceCode::of(if known.kind == "child" { "caregiver" } else { "self" }),
            giver_record: None,
            assent: ChoiceCode::of(if known.kind == "child" { "aloud" } else { "not_asked" }),
            capacity: Some(self.private(record, "consent", "capacity for a service")),
            best_interests: None,
            limits_explained: true,
            until: None,
        };
        self.cast.app.record_consent(&who, consent).await.expect("a consent");
        if purpose == "transfer" {
            let said = self.private(record, "social", "handover note");
            let note = Event::FormFilled {
                form: FormCode::of("handover_note"),
                entry: EntryId::from_bytes(*known.id.as_bytes()),
                values: Values::from([(FieldCode::of("first_to_know"), Value::Text(said))]),
                emptied: std::collections::BTreeSet::new(),
            };
            self.add(known.id, owner, &vec![("social", note)]).await;
        }
        let part = format!("referral:{short}");
        let in_two_days = self.after(24 * 2);
        let refer = Refer {
            command: self.cast.command(),
            code: known.code,
            service: ServiceCode::of(code),
            purpose: PurposeCode::of(purpose),
            needs: self.private(record, &part, "needs"),
            urgency: Urgency::Routine,
            until: (record == "ended" && service == "clinic").then_some(in_two_days),
            override_reason: None,
        };
        let done = self.cast.app.refer(&who, refer).await.expect("a referral");
        Some(ReferralId::from(<[u8; 16]>::try_from(&done.outcome[16..32]).expect("its id")))
    }

    fn after(&self, hours: i64) -> Instant {
        self.cast.clock.now().checked_add(SignedDuration::from_hours(hours)).expect("a time")
    }

    /// Services for those who have them now, had them, or are barred.
    async fn refer_all(&mut self) {
        for record in ["referred", "closed", "ended", "barred", "a_referred", "a_barred"] {
            for (service, ..) in SERVICES.iter().filter(|known| record != "closed" || known.0 == "school") {
                let Some(referral) = self.refer(record, "aigul", service).await else { continue };
                if record == "referred" && *service == "psychology" {
                    self.step("zarina", record, referral, ReferralStep::Accept).await;
                }
                if record == "closed" {
                    // The school goes on with a child whose case is over.
                    self.add(self.get(record).id, "aigul", &vec![Pen::stage("closed")]).await;
                }
                if record == "ended" {
                    self.end_service(service, referral).await;
                }
            }
        }
    }

    async fn step(&self, by: &str, record: &str, referral: ReferralId, step: ReferralStep) {
        let who = self.cast.who(by).await;
        let sent = StepReferral { command: self.cast.command(), code: self.get(record).code, referral, step };
        self.cast.app.step_referral(&who, sent).await.expect("a step");
    }

    /// Each service ends in another way.
    async fn end_service(&mut self, service: &'static str, referral: ReferralId) {
        // Runs out by itself.
        if service == "clinic" {
            return;
        }
        let part = format!("referral:{service}");
        let said = self.private("ended", &part, "last word");
        let recipient =
            self.readers.iter().find(|reader| reader.service == Some(service)).expect("a reader").login;
        match service {
            "psychology" | "lawyers" => {
                self.step(recipient, "ended", referral, ReferralStep::Accept).await;
                self.step(recipient, "ended", referral, ReferralStep::Done(said)).await;
            }
            "school" | "ngo" | "violations" => {
                self.step(recipient, "ended", referral, ReferralStep::Decline(said, Vec::new())).await;
            }
            _ => self.step("aigul", "ended", referral, ReferralStep::Revoke(said)).await,
        }
    }

    fn granted(party: RecordId, relation: &'static str, until: Option<Instant>) -> (&'static str, Event) {
        let relation = GroundCode::of(relation);
        ("access", Event::Granted(Granted { party, relation, referral: None, until, reason: None }))
    }

    /// Access through tasks and flights, and the tasks themselves.
    async fn give_all(&mut self) {
        let by_task: &[(&str, &str)] = &[
            ("serik", "case"),
            ("aliya", "psych"),
            ("nurlan", "education"),
            ("yerlan", "health"),
            ("ruslan", "legal"),
            ("oleg", "care"),
            ("talgat", "core"),
            ("nina", "violation"),
            ("larisa", "online"),
        ];
        for record in ["tasked", "a_tasked", "ended", "barred", "a_barred"] {
            let known = self.get(record);
            let until = (record == "ended").then(|| self.after(24));
            for (login, compartment) in by_task {
                let child_only = matches!(*login, "nurlan" | "oleg" | "larisa");
                if known.kind == "adult" && child_only {
                    continue;
                }
                let account = self.reader(login).account;
                let (now, due) = (self.cast.clock.now(), self.after(24 * 20));
                let note = self.private(record, compartment, "task of a colleague");
                let pen = Pen {
                    cast: &self.cast,
                    marks: &mut self.marks,
                    record,
                    kind: known.kind,
                    team: known.team,
                };
                let task = self.cast.app.fresh().expect("an id");
                let task = pen.task(task, compartment, Some(account), now, due, note);
                let compartment: &'static str = compartment;
                let events =
                    vec![Self::granted(account, "task", until), (compartment, Event::TaskAdded(task))];
                self.add(known.id, "gulnar", &events).await;
            }
        }
        let serik = self.reader("serik").account;
        self.add(self.get("f_foreign").id, "gulnar", &vec![Self::granted(serik, "task", None)]).await;
        let operation = self.cast.operation;
        for record in ["aboard", "landed", "gone_on", "a_aboard", "f_flight", "barred", "a_barred", "ended"] {
            self.add(self.get(record).id, "timur", &vec![Self::granted(operation, "flight", None)]).await;
        }
        for record in ["o_own", "fl_own"] {
            self.add(self.get(record).id, "timur", &vec![Self::granted(operation, "flight", None)]).await;
        }
        let (timur, flight) = (self.cast.who("timur").await, self.get("fl_own"));
        let landed = self.get("landed").code;
        let command = self.cast.command();
        self.cast
            .app
            .tick_arrival(&timur, command, &flight.code, &landed, Tick::Arrived)
            .await
            .expect("a tick");
        let team = Some(self.cast.centre);
        self.records.get_mut("landed").expect("landed").team = team;
    }

    /// What was given on `ended` ends: its flight's people have done their part, and it moves to another region.
    async fn end_all(&mut self) {
        let ended = self.get("ended");
        let operation = self.cast.operation;
        let over = Event::GrantEnded { party: operation, relation: GroundCode::of("flight"), referral: None };
        self.add(ended.id, "timur", &vec![("access", over)]).await;
        for login in ["marat", "saule"] {
            self.emergency(login, "ended").await;
        }
        let saule = self.cast.who("saule").await;
        let moved = Assign {
            command: self.cast.command(),
            code: ended.code,
            owner: Some(self.reader("gulnar").account),
            team: Some(self.teams.elsewhere),
            place: Some(PlaceCode::of(THERE)),
        };
        self.cast.app.assign(&saule, moved).await.expect("a new team");
    }

    async fn deputy(&self) {
        let aigul = self.cast.who("aigul").await;
        let dauren = self.reader("dauren").account;
        let (from, until) = (self.cast.clock.now(), self.after(24 * 7));
        let leave = SetLeave {
            command: self.cast.command(),
            account: aigul.user(),
            leave: None,
            from,
            until,
            deputy: Some(dauren),
        };
        self.cast.app.set_leave(&aigul, leave).await.expect("a deputy");
    }

    async fn emergency(&mut self, login: &str, record: &'static str) {
        let who = self.cast.who(login).await;
        let how = if login == "marat" { "reason of an emergency" } else { "reason of another emergency" };
        let reason = self.private(record, "reason", how);
        let code = self.get(record).code;
        self.cast.app.open_in_emergency(&who, self.cast.command(), code, reason).await.expect("an emergency");
    }

    async fn emergencies(&mut self) {
        for record in ["emergency", "a_emergency", "barred", "a_barred"] {
            for login in ["marat", "saule"] {
                self.emergency(login, record).await;
            }
        }
    }

    /// Everybody is barred on `barred`: half as a person, half through their team, whatever else they are to it.
    async fn bar_all(&mut self) {
        for record in ["barred", "a_barred"] {
            let mut events: Events = Vec::new();
            for (place, reader) in self.readers.iter().enumerate() {
                // A team bars all its people, so the centre's are barred one by one.
                let party = match reader.team {
                    Some(team) if place % 2 == 0 && team != self.cast.centre => team,
                    _ => reader.account,
                };
                events.push(("access", Event::Barred { party, ground: GroundCode::of("relative") }));
            }
            let reason = self.private(record, "access", "reason of a bar that was lifted");
            events.push(("access", Event::BarLifted { party: self.spare, reason }));
            self.add(self.get(record).id, "aigul", &events).await;
        }
    }
}
