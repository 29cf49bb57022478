//! The whole country, written and looked at.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use domain::{
    Instant, Value, Values,
    record::{Conference, ConferenceState},
};
use protocol::Protocol;
use store::{Options, Store, Target};
use vault::{KeyRing, PasswordCost};

use super::{
    World,
    tour::{Sight, Stop, Waits},
};
use crate::{App, Parts, core::load::load};

mod rows;

/// The kinds of record that have forms.
const KINDS: [&str; 9] =
    ["child", "adult", "family", "operation", "flight", "list", "listed", "tracing_request", "complaint"];

async fn empty(folder: &Path, demo: bool) -> App {
    let now: Instant = "2026-03-02T04:00:00Z".parse().unwrap();
    let ring = Arc::new(KeyRing::ephemeral(now.as_microsecond()).unwrap());
    let target = Target::Sqlite { path: folder.join("demo.db") };
    let store = Store::open(target, Options::new(crate::chain::signer(&ring))).await.unwrap();
    let protocol = Protocol::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol")).unwrap();
    let clock: crate::Clock = Arc::new(move || now);
    let parts = Parts { store, ring, protocol, clock, cost: PasswordCost::FAST, demo, register: None };
    App::found(parts, "admin", "Администратор", "ru").await.unwrap().0
}

async fn country(folder: &Path) -> App {
    let app = empty(folder, true).await;
    app.populate(&World { seed: 7, markers: true }, |_| {}).await.unwrap();
    app
}

/// The codes of everybody aboard, with what they are called.
async fn codes(folder: &Path, seed: u64) -> BTreeMap<String, String> {
    let app = empty(folder, true).await;
    app.open_everybody(seed).await.unwrap();
    let mut codes = BTreeMap::new();
    for kind in ["child", "adult", "family", "flight", "operation"] {
        for id in app.all_of(kind).await.unwrap() {
            let record = load(&app, id).await.unwrap().unwrap().record;
            let code = record.opened.as_ref().unwrap().0.code.to_string();
            let called = match record.value("child_profile", "names") {
                Some(Value::Names(names)) => names[0].text.as_str().to_owned(),
                _ => kind.to_owned(),
            };
            codes.insert(code, called);
        }
    }
    codes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_gives_the_same_codes() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str| {
        let folder = folder.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        folder
    };
    let (first, again) = (codes(&of("a"), 7).await, codes(&of("b"), 7).await);
    assert!(first.len() > 900, "{}", first.len());
    assert_eq!(first, again);
    let other = codes(&of("c"), 8).await;
    assert!(other.keys().all(|code| !first.contains_key(code)));
}

#[tokio::test]
async fn where_people_are_real_no_code_comes_from_a_seed() {
    let folder = tempfile::tempdir().unwrap();
    let app = empty(folder.path(), false).await;
    let machine = app.machine();
    let seeded = app
        .transact(&machine, app.fresh().unwrap(), &[], |work| {
            super::dice::CodesOf::new(7, "flight codes", 0).give(work)?;
            Ok(Vec::new())
        })
        .await;
    assert!(matches!(seeded, Err(crate::Refused::NotFound)));
}

/// As on a list of ten thousand, where it happens once in twenty times.
#[tokio::test]
async fn a_code_that_one_command_draws_twice_is_given_once() {
    let folder = tempfile::tempdir().unwrap();
    let app = empty(folder.path(), true).await;
    let machine = app.machine();
    let made = |work: &mut crate::core::work::Work<'_>| -> crate::Answer<Vec<u8>> {
        let mut drawn = [[1; 6], [1; 6], [1; 6], [2; 6]].into_iter();
        work.seed_codes(Box::new(move || drawn.next().unwrap_or([3; 6])))?;
        for _ in 0..3 {
            let id = work.open_system("team")?;
            work.add(id, "team", domain::Event::Team(domain::TeamEvent::Closed))?;
        }
        Ok(Vec::new())
    };
    app.transact(&machine, app.fresh().unwrap(), &[], made).await.unwrap();
    assert_eq!(app.all_of("team").await.unwrap().len(), 3);
}

/// As with a list of ten thousand beside a million records, every time.
#[tokio::test]
async fn a_command_whose_codes_are_taken_gets_free_ones() {
    let folder = tempfile::tempdir().unwrap();
    let app = empty(folder.path(), true).await;
    let machine = app.machine();
    let opens = async |from: u16| {
        let made = |work: &mut crate::core::work::Work<'_>| -> crate::Answer<Vec<u8>> {
            let mut next = from;
            work.seed_codes(Box::new(move || {
                next += 1;
                let [high, low] = next.to_be_bytes();
                [high, low, 0, 0, 0, 0]
            }))?;
            for _ in 0..200 {
                let id = work.open_system("team")?;
                work.add(id, "team", domain::Event::Team(domain::TeamEvent::Closed))?;
            }
            Ok(Vec::new())
        };
        app.transact(&machine, app.fresh().unwrap(), &[], made).await.unwrap();
    };
    for from in [0, 50, 0] {
        opens(from).await;
    }
    assert_eq!(app.all_of("team").await.unwrap().len(), 600);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_country_fits_the_protocol_and_gives_everybody_work() {
    let folder = tempfile::tempdir().unwrap();
    let app = country(folder.path()).await;
    assert_eq!(app.all_of("child").await.unwrap().len(), 500);
    assert_eq!(app.all_of("adult").await.unwrap().len(), 225);
    let mut stages: BTreeMap<String, u32> = BTreeMap::new();
    let mut load_of: BTreeMap<_, u32> = BTreeMap::new();
    for kind in ["child", "adult"] {
        for id in app.all_of(kind).await.unwrap() {
            let record = load(&app, id).await.unwrap().unwrap().record;
            let stage = record.stage().unwrap().as_str().to_owned();
            if let Some(owner) = record.owner.filter(|_| stage != "closed") {
                *load_of.entry(owner).or_default() += 1;
            }
            *stages.entry(stage).or_default() += 1;
        }
    }
    people_meet_about_children(&app).await;
    a_team_has_closed(&app).await;
    let at_every_stage = ["boarded", "arrived", "adaptation", "reintegration", "follow_up", "closed"]
        .iter()
        .all(|stage| stages.contains_key(*stage));
    assert!(at_every_stage, "{stages:?}");
    assert!(load_of.values().all(|load| *load <= 25), "{load_of:?}");
    let roles = app.demo_roles().await.unwrap();
    for role in [
        "social_worker",
        "supervisor",
        "psychologist",
        "teacher",
        "health_worker",
        "lawyer",
        "accompanying_ngo",
    ] {
        let (user, ..) = roles.iter().find(|(_, _, known)| *known == *role).expect(role);
        let account = load(&app, *user).await.unwrap().unwrap().record;
        let who = crate::SignedIn::of(&account, [], app.now(), None);
        let day = app.day(&who).await.unwrap();
        for task in &day.tasks {
            eprintln!("{role}: {} {} team={}", task.what, task.due, task.for_team);
        }
        assert!(!day.tasks.is_empty(), "{role} has nothing to do");
    }
    relatives_are_answered(&app).await;
    every_form_is_filled(&app).await;
    every_compartment_is_marked(&app).await;
    the_tour_finds_something_at_every_stop(&app).await;
}

/// A visitor meets what the tour tells of, and the teacher the child of the stop before.
async fn the_tour_finds_something_at_every_stop(app: &App) {
    let mut about = None;
    for stop in Stop::ALL {
        let reached = app.tour(stop, about.as_ref()).await.unwrap();
        assert_eq!(reached.waits, Waits::Yes, "{stop:?} leads to {:?}", reached.sight);
        let holds = reached.session.who.holds(reached.role.as_str());
        assert!(holds, "{stop:?}");
        if let Sight::Record(code) = reached.sight {
            assert!(about.is_none_or(|before| before == code), "{stop:?} is about another child");
            about = Some(code);
        }
    }
    // Whoever comes from nowhere meets another child, and is told.
    let skipped = app.tour(Stop::School, None).await.unwrap();
    assert_eq!(skipped.waits, Waits::NoLonger);
}

/// Of those whom a relative looks for, one may be answered, of one the child's wish is missing, and most are nobody here.
async fn relatives_are_answered(app: &App) {
    use crate::core::tracing::{Missing, is_found, missing};
    let (mut requests, mut stands) = (0, Vec::new());
    for id in app.all_of("tracing_request").await.unwrap() {
        requests += 1;
        let request = load(app, id).await.unwrap().unwrap().record;
        for found in crate::core::tokens::linked_as(&request, "same_person") {
            let record = load(app, found).await.unwrap().unwrap().record;
            assert!(is_found(&record, id));
            let near = app.near(&record).await.unwrap();
            stands.push(
                missing(&record, &near, id, &app.protocol(), app.now()).into_iter().collect::<Vec<_>>(),
            );
        }
    }
    assert!(
        stands.contains(&Vec::new()) && stands.contains(&vec![Missing::Wish, Missing::Safe]),
        "{stands:?}"
    );
    assert!(requests > stands.len() + 3, "{requests}");
}

/// Every form on every kind of record it is for, and every question of the field's table.
async fn every_form_is_filled(app: &App) {
    fn answered(values: &Values, all: &mut BTreeSet<String>) {
        for (field, value) in values {
            all.insert(field.to_string());
            if let Value::Rows(rows) = value {
                for row in rows {
                    answered(row, all);
                }
            }
        }
    }
    let protocol = app.protocol();
    let mut filled: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for kind in KINDS {
        for id in app.all_of(kind).await.unwrap() {
            let record = load(app, id).await.unwrap().unwrap().record;
            for (form, entries) in &record.forms {
                let all = filled.entry((form.to_string(), kind.to_owned())).or_default();
                for entry in entries {
                    answered(&entry.values, all);
                }
            }
        }
    }
    let nobody: Vec<(&str, &str)> = protocol
        .forms()
        .values()
        .flat_map(|form| form.kinds.iter().map(|kind| (form.code.as_str(), kind.as_str())))
        .filter(|(form, kind)| !filled.contains_key(&((*form).to_owned(), (*kind).to_owned())))
        .collect();
    assert!(nobody.is_empty(), "nobody fills in the demo: {nobody:?}");
    let mut told = BTreeSet::new();
    for (row, forms) in rows::ROWS {
        for (form, fields) in *forms {
            told.insert(*form);
            for field in *fields {
                let known = protocol.form(form).is_some_and(|form| form.field(field).is_some());
                assert!(known, "{row}: {form} does not ask {field}");
                let is_answered = filled.iter().any(|((code, _), all)| code == form && all.contains(*field));
                assert!(is_answered, "{row}: nobody answers {field} of {form} in the demo");
            }
        }
    }
    // The others serve a page or a list; a new one belongs into a row or among these.
    let others: Vec<&str> =
        protocol.forms().keys().map(domain::FormCode::as_str).filter(|form| !told.contains(form)).collect();
    assert_eq!(
        others,
        [
            "birth_change",
            "closure_checklist",
            "death",
            "handover_note",
            "list_profile",
            "listed_person",
            "name_change",
            "own_wish",
            "protected_address",
            "session_note"
        ]
    );
}

/// One team closed, with nothing left to it; what it visited is with others, and somebody looks for other help.
async fn a_team_has_closed(app: &App) {
    let teams = app.teams().await.unwrap();
    let closed: Vec<_> = teams.iter().filter(|(_, team)| team.closed).collect();
    assert_eq!(closed.len(), 1);
    let (mut handed, mut looked_for) = (0, 0);
    for id in app.all_of("child").await.unwrap() {
        let record = load(app, id).await.unwrap().unwrap().record;
        assert_ne!(record.team, Some(closed[0].0));
        looked_for += record.open_tasks().iter().filter(|task| task.added.what == *"look_elsewhere").count();
        handed += usize::from(record.history.iter().any(|recorded| {
            matches!(recorded.content.as_ref().map(|content| &content.event),
                Some(domain::Event::Assigned { team, .. }) if *team == Some(closed[0].0))
        }));
    }
    assert!(handed == 3 && looked_for > 0, "{handed} {looked_for}");
}

/// Conferences were held and are to come, and one child has both, with parts in several compartments and what they decided.
async fn people_meet_about_children(app: &App) {
    let (mut held, mut coming, mut rich) = (0, 0, 0);
    for id in app.all_of("child").await.unwrap() {
        let record = load(app, id).await.unwrap().unwrap().record;
        let told = record.conferences();
        let of = |state| told.iter().filter(|(frame, _)| frame.state == state).count();
        held += of(ConferenceState::Held);
        coming += of(ConferenceState::Called);
        let parts = |(_, known): &&(&_, &Conference)| known.parts.len() >= 3;
        let with_tasks = record.tasks.values().filter(|task| task.added.what == "conference_decision");
        if of(ConferenceState::Called) == 1 && told.iter().any(|one| parts(&one)) && with_tasks.count() >= 3 {
            rich += 1;
        }
    }
    assert!(held > 20 && held < 200 && (2..20).contains(&coming) && rich > 0, "{held} {coming} {rich}");
}

async fn every_compartment_is_marked(app: &App) {
    const COMPARTMENTS: [&str; 16] = [
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
        "case",
        "access",
    ];
    for id in app.all_of("child").await.unwrap().into_iter().take(40) {
        let record = load(app, id).await.unwrap().unwrap().record;
        let code = record.opened.as_ref().unwrap().0.code;
        for compartment in COMPARTMENTS {
            let events = record.history.iter().filter(|event| event.compartment == *compartment);
            let contents: Vec<_> = events.filter_map(|event| event.content.clone()).collect();
            let text = String::from_utf8_lossy(&domain::sealing::encode(&contents).unwrap()).into_owned();
            for other in COMPARTMENTS {
                let found = text.contains(&super::mark(other, code));
                assert_eq!(found, other == compartment, "the mark of {other} in {compartment}");
            }
        }
    }
}
