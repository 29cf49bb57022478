//! A real, messy list goes in: all of it or nothing, once, on a recorded basis, in families.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    Refused,
    chain::Verification,
    operation::{
        import_manifest::{Imported, RowState},
        upload::{Decision, HowToRead},
    },
};
use domain::{Kind, PersonCode};
use store::Target;
use testkit::{Cast, on_both};

use crate::steps::*;

/// How many people have a record, whoever may see them.
async fn people(cast: &Cast) -> u64 {
    let kinds = vec![Kind::of("child"), Kind::of("adult"), Kind::of("family")];
    let list = store::List::new(vec![store::Branch::All], kinds, cast.clock.now());
    cast.app.store().count(&list, 10_000).await.unwrap()
}

async fn a_list_goes_in_and_again_adds_nothing(cast: Cast) {
    let flight = flight(&cast).await;
    let as_sent = read(&cast, &flight, LIST, HowToRead::default()).await;
    assert_eq!(reason(imports(&cast, &flight, &as_sent).await), "problems-block");
    assert_eq!(people(&cast).await, 0, "a list that is not mended adds nobody");

    let mended = read(&cast, &flight, LIST, mended(&as_sent)).await;
    let done = imports(&cast, &flight, &mended).await.unwrap();
    assert_eq!((done.added, done.known, done.changed.len()), (118, 0, 0));
    let families = mended.families.iter().filter(|family| family.rows.len() > 1).count();
    assert_eq!(done.families, families);
    let before = people(&cast).await;
    assert_eq!(before, 118 + families as u64);

    // The date that does not exist stands in the file still; its row is here already, and holds nothing up.
    for manifest in [&as_sent, &mended] {
        let again = imports(&cast, &flight, manifest).await.unwrap();
        assert_eq!(again, Imported { added: 0, known: 118, changed: vec![], families: 0 });
    }
    assert_eq!(people(&cast).await, before);

    let Verification::Sound(_) = cast.app.verify(&[], |_| ()).await.unwrap() else {
        panic!("the chain is broken")
    };
    let path = cast.folder().join("rebuilt.db");
    let rebuilt = cast.app.rebuild(Target::Sqlite { path }, |_| ()).await.unwrap();
    assert_eq!((rebuilt.differences.len(), rebuilt.count), (0, 0));
}

async fn people_stand_on_a_basis_with_an_end_and_nothing_else_exists(cast: Cast) {
    let flight = small_flight(&cast).await;
    let allowed = ["case", "access", "core", "manifest"];
    for person in passengers(&cast, &flight).await {
        let (opened, at) = person.opened.as_ref().unwrap();
        assert_eq!(opened.basis, "vital_interest");
        let until = opened.basis_until.unwrap();
        assert!(until > *at && until < at.checked_add(jiff::SignedDuration::from_hours(24 * 91)).unwrap());
        let found: BTreeSet<&str> =
            person.compartments().into_iter().map(domain::Compartment::as_str).collect();
        assert!(found.iter().all(|compartment| allowed.contains(compartment)), "{found:?}");
        assert!(person.consents.is_empty() && person.owner.is_none() && person.team.is_none());
        let task = person.tasks.values().any(|task| task.added.what == *"ask_consent");
        assert!(task, "consent is asked as soon as it can be");
    }
}

async fn what_marks_a_row_holds_nothing_of_the_person(cast: Cast) {
    let flight = small_flight(&cast).await;
    for person in passengers(&cast, &flight).await {
        let source = person.opened.as_ref().unwrap().0.source.clone().unwrap();
        let mark = source.fingerprint.as_str().to_lowercase();
        assert!(mark.is_ascii() && mark.len() > 20, "tokens only");
        for personal in ["калие", "kali", "дана", "dana", "1993", "2018", "нурлан"] {
            assert!(!mark.contains(personal));
        }
    }
}

async fn children_and_adults_families_and_mothers_are_as_the_list_says(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    let kinds: Vec<&str> = all.iter().map(|person| person.kind().unwrap().as_str()).collect();
    assert_eq!(kinds, ["adult", "child", "child", "adult"]);
    let families: Vec<_> = all.iter().map(|person| linked(person, "family")).collect();
    assert_eq!((families[0].len(), families[3].len()), (1, 0));
    assert!(families[..3].iter().all(|family| *family == families[0]));
    let family = cast.app.whole_record(families[0][0]).await.unwrap();
    assert_eq!(linked(&family, "member").len(), 3);
    for child in &all[1..3] {
        assert_eq!(linked(child, "mother_as_listed"), [all[0].id]);
    }
    assert!(linked(&all[3], "mother_as_listed").is_empty());
}

async fn a_longer_list_adds_its_new_rows_and_joins_them_to_their_family(cast: Cast) {
    let flight = small_flight(&cast).await;
    let longer = small_and(
        "5;1;Калиев;Дамир;03.03.2022;М;Калиева Дана\n6;2;Серик;Айгерим;02.02.2012;Ж;\n7;3;Омаров;Ержан;01.01.2010;М;\n",
    );
    let manifest = read(&cast, &flight, longer.as_bytes(), HowToRead::default()).await;
    let done = imports(&cast, &flight, &manifest).await.unwrap();
    // Damir joins the family there is; Aigerim and the man who stood alone become one; Yerzhan stays alone.
    assert_eq!(done, Imported { added: 3, known: 4, changed: vec![], families: 1 });
    let all = passengers(&cast, &flight).await;
    let family = |at: usize| linked(&all[at], "family");
    assert_eq!(family(4), family(0));
    assert_eq!(family(5), family(3));
    assert_eq!(family(5).len(), 1);
    assert!(family(6).is_empty());
    assert_eq!(linked(&cast.app.whole_record(family(0)[0]).await.unwrap(), "member").len(), 4);
    assert_eq!(linked(&cast.app.whole_record(family(3)[0]).await.unwrap(), "member").len(), 2);
    assert_eq!(linked(&all[4], "mother_as_listed"), [all[0].id], "the mother came with the first list");
}

async fn a_corrected_row_is_left_for_a_person_to_decide(cast: Cast) {
    let flight = small_flight(&cast).await;
    let corrected = SMALL.replace("29.08.2018", "30.08.2018");
    let timur = cast.who("timur").await;
    let first = upload(&cast, &flight, corrected.as_bytes()).await;
    let waiting = taken(cast.app.preview_list(&timur, &flight, first).await).unwrap();
    assert_eq!(waiting.rows.get(&3), Some(&RowState::Changed));
    assert_eq!((waiting.count(RowState::Here), waiting.added()), (3, 0));
    let done = taken(cast.app.import_upload(&timur, &flight, first).await).unwrap();
    assert_eq!(done, Imported { added: 0, known: 3, changed: vec![3], families: 0 });

    // Somebody says that this is a cousin of the same name.
    let second = upload(&cast, &flight, corrected.as_bytes()).await;
    decide(&cast, &flight, second, Decision::Another(3)).await;
    let done = taken(cast.app.import_upload(&timur, &flight, second).await).unwrap();
    assert_eq!((done.added, done.changed.len()), (1, 0));
    assert_eq!(passengers(&cast, &flight).await.len(), 5);
}

async fn a_namesake_beside_an_unchanged_row_is_new(cast: Cast) {
    let flight = small_flight(&cast).await;
    let longer = small_and("5;3;Калиев;Али;11.11.2018;М;\n");
    let manifest = read(&cast, &flight, longer.as_bytes(), HowToRead::default()).await;
    let done = imports(&cast, &flight, &manifest).await.unwrap();
    assert_eq!((done.added, done.known, done.changed.len()), (1, 4, 0));
}

async fn the_same_command_happens_once(cast: Cast) {
    let flight = flight(&cast).await;
    let timur = cast.who("timur").await;
    let sent = upload(&cast, &flight, SMALL.as_bytes()).await;
    let (one, two) = tokio::join!(
        cast.app.import_upload(&timur, &flight, sent),
        cast.app.import_upload(&timur, &flight, sent)
    );
    assert_eq!(taken(one).unwrap(), taken(two).unwrap());
    let later = taken(cast.app.import_upload(&timur, &flight, sent).await).unwrap();
    assert_eq!((later.added, later.families), (4, 1), "a late click is told what was done");
    assert_eq!(passengers(&cast, &flight).await.len(), 4);
    not_found(cast.app.imported(&cast.who("aigul").await, &flight, sent).await);
}

async fn two_people_with_one_list_bring_nobody_in_twice(cast: Cast) {
    let mut cast = cast;
    let team = cast.operation;
    cast.account("gulnara").await;
    cast.propose("gulnara", "operation_officer", Some(team), None).await;
    cast.confirm("dana", "gulnara").await;
    let flight = flight(&cast).await;
    let manifest = read(&cast, &flight, SMALL.as_bytes(), HowToRead::default()).await;
    let (timur, gulnara) = (cast.who("timur").await, cast.who("gulnara").await);
    let (one, two) = tokio::join!(
        cast.app.import_people(&timur, &flight, cast.command(), &manifest),
        cast.app.import_people(&gulnara, &flight, cast.command(), &manifest)
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.added + two.added, 4, "{one:?} {two:?}");
    assert_eq!(one.known + two.known, 4);
    assert_eq!(passengers(&cast, &flight).await.len(), 4);
}

async fn the_same_person_on_another_flight_is_not_told(cast: Cast) {
    small_flight(&cast).await;
    let second = flight(&cast).await;
    let manifest = read(&cast, &second, SMALL.as_bytes(), HowToRead::default()).await;
    let done = imports(&cast, &second, &manifest).await.unwrap();
    assert_eq!((done.added, done.known, done.changed.len()), (4, 0, 0));
}

async fn a_row_is_known_after_the_index_key_changed(cast: Cast) {
    let flight = small_flight(&cast).await;
    let manifest = read(&cast, &flight, SMALL.as_bytes(), HowToRead::default()).await;
    let timur = cast.who("timur").await;
    cast.app.ring().rotate_index(cast.clock.now().as_microsecond()).unwrap();
    cast.app.replace_projections(|_| ()).await.unwrap();
    let again = cast.app.import_people(&timur, &flight, cast.command(), &manifest).await.unwrap();
    assert_eq!((again.added, again.known), (0, 4));
}

async fn only_those_of_the_flight_reach_it(cast: Cast) {
    let mut cast = cast;
    let other = cast.team("Second operation", "operation", None).await;
    cast.account("yerlan").await;
    cast.propose("yerlan", "operation_officer", Some(other), None).await;
    cast.confirm("dana", "yerlan").await;
    let flight = small_flight(&cast).await;
    let operation = operation(&cast, "timur").await;
    let person = code(&passengers(&cast, &flight).await[1]);
    let forged: PersonCode = PersonCode::from_random([1, 2, 3, 4, 5, 6]);
    let manifest = read(&cast, &flight, SMALL.as_bytes(), HowToRead::default()).await;
    // An officer of another team, a social worker of the receiving team, the school, those who manage accounts; and
    // for the flight's own officer a code that nobody has, or that of something else.
    for (login, code) in [
        ("yerlan", flight),
        ("aigul", flight),
        ("saule", flight),
        ("bolat", flight),
        ("zarina", flight),
        ("rustem", flight),
        ("dana", flight),
        ("admin", flight),
        ("timur", forged),
        ("timur", person),
        ("timur", operation),
    ] {
        let who = cast.who(login).await;
        let app = &cast.app;
        not_found(app.roster(&who, &code, app::Shown::Flight).await);
        not_found(app.print_roster(&who, &code, app::Shown::PrintRoster, "to tick off").await);
        not_found(taken(app.read_manifest(&who, &code, NAME, SMALL.into(), HowToRead::default()).await));
        not_found(taken(
            app.upload_list(&who, &code, NAME, SMALL.into(), exchange::sheet::Wanted::default()).await,
        ));
        not_found(app.import_people(&who, &code, cast.command(), &manifest).await);
        let tick = app::operation::arrivals::Tick::Arrived;
        not_found(app.tick_arrival(&who, cast.command(), &code, &person, tick).await);
    }
    for login in ["yerlan", "aigul", "bolat", "admin"] {
        let who = cast.who(login).await;
        not_found(cast.app.operation(&who, &operation).await);
        not_found(cast.app.open_flight(&who, asked(&cast, operation)).await);
        not_found(cast.app.receiving_teams(&who, &operation).await);
        let seen = cast.app.operations(&who).await.unwrap();
        assert!(seen.operations.is_empty() && seen.others.is_empty(), "{login} sees no operation");
    }
    for login in ["aigul", "bolat", "admin"] {
        let who = cast.who(login).await;
        not_found(cast.app.open_operation(&who, cast.command(), "Mine".into()).await);
    }
    let seen = cast.app.operations(&cast.who("timur").await).await.unwrap();
    let flights: BTreeMap<PersonCode, usize> = seen
        .operations
        .iter()
        .flat_map(|operation| &operation.flights)
        .map(|flight| (flight.code, flight.people))
        .collect();
    assert_eq!(flights, BTreeMap::from([(flight, 4)]));
}

async fn a_flight_is_received_by_a_team_that_takes_people_on(cast: Cast) {
    let operation = operation(&cast, "timur").await;
    let timur = cast.who("timur").await;
    let (_, teams) = cast.app.receiving_teams(&timur, &operation).await.unwrap();
    let names: BTreeSet<_> = teams.iter().map(|(id, _)| *id).collect();
    assert!(
        names.contains(&cast.centre) && !names.contains(&cast.school) && !names.contains(&cast.operation)
    );
    // A school, an account, a child: nobody of these receives a flight, whatever a form says.
    let child = cast.a_child().await.id;
    for receives in [cast.school, cast.id("aigul"), child] {
        let mut asked = asked(&cast, operation);
        asked.receives = Some(receives);
        not_found(cast.app.open_flight(&timur, asked).await);
    }
    let mut nameless = asked(&cast, operation);
    nameless.name = "  ".into();
    assert_eq!(reason(cast.app.open_flight(&timur, nameless).await), "name-needed");
    assert!(matches!(
        cast.app.open_flight(&timur, asked(&cast, code(&record(&cast, &flight(&cast).await).await))).await,
        Err(Refused::NotFound)
    ));
}

on_both![
    a_list_goes_in_and_again_adds_nothing,
    people_stand_on_a_basis_with_an_end_and_nothing_else_exists,
    what_marks_a_row_holds_nothing_of_the_person,
    children_and_adults_families_and_mothers_are_as_the_list_says,
    a_longer_list_adds_its_new_rows_and_joins_them_to_their_family,
    a_corrected_row_is_left_for_a_person_to_decide,
    a_namesake_beside_an_unchanged_row_is_new,
    the_same_command_happens_once,
    two_people_with_one_list_bring_nobody_in_twice,
    the_same_person_on_another_flight_is_not_told,
    a_row_is_known_after_the_index_key_changed,
    only_those_of_the_flight_reach_it,
    a_flight_is_received_by_a_team_that_takes_people_on,
];
