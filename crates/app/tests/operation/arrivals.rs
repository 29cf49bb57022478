//! People are ticked off: by one, by all, again, wrongly and put right.

use app::operation::{
    arrivals::Tick,
    roster::{Journey, Passenger},
};
use domain::{Event, PersonCode, Record, Stage};
use testkit::{Cast, on_both};

use crate::steps::*;

async fn tick(cast: &Cast, flight: &PersonCode, person: &Record, tick: Tick) -> app::Answer<app::Done> {
    let timur = cast.who("timur").await;
    cast.app.tick_arrival(&timur, cast.command(), flight, &code(person), tick).await
}

async fn journey(cast: &Cast, flight: &PersonCode, person: &Record) -> Option<Journey> {
    let roster = roster(cast, "timur", flight).await.unwrap();
    roster
        .people
        .iter()
        .find(|passenger: &&Passenger| passenger.listed.id == person.id)
        .map(|passenger| passenger.state)
}

async fn whoever_receives_the_flight_has_those_who_arrived(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    let saule = cast.who("saule").await;
    not_found(cast.app.open_code(&saule, &code(&all[1]), app::Door::page(app::Shown::Record)).await);
    assert_eq!(record(&cast, &flight).await.stage().unwrap().as_str(), "preparing");

    tick(&cast, &flight, &all[1], Tick::Arrived).await.unwrap();
    let child = cast.app.whole_record(all[1].id).await.unwrap();
    assert_eq!(child.stage().unwrap().as_str(), "arrived");
    assert_eq!((child.owner, child.team), (None, Some(cast.centre)));
    assert!(child.open_tasks().iter().any(|task| task.added.what == *"safety_check"));
    assert!(child.open_tasks().iter().all(|task| task.added.team == Some(cast.centre)));
    cast.app.open_code(&saule, &code(&all[1]), app::Door::page(app::Shown::Record)).await.unwrap();
    assert!(matches!(journey(&cast, &flight, &all[1]).await, Some(Journey::Arrived(_))));
    assert_eq!(record(&cast, &flight).await.stage().unwrap().as_str(), "landed");
    // The others stay where they were.
    assert_eq!(journey(&cast, &flight, &all[2]).await, Some(Journey::Listed));
    not_found(cast.app.open_code(&saule, &code(&all[2]), app::Door::page(app::Shown::Record)).await);
}

async fn ticking_again_changes_nothing(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    tick(&cast, &flight, &all[0], Tick::Arrived).await.unwrap();
    let (person, list) = (cast.app.whole_record(all[0].id).await.unwrap(), record(&cast, &flight).await);
    tick(&cast, &flight, &all[0], Tick::Arrived).await.unwrap();
    assert_eq!(cast.app.whole_record(all[0].id).await.unwrap().history.len(), person.history.len());
    assert_eq!(record(&cast, &flight).await.history.len(), list.history.len());
}

async fn a_wrong_tick_is_put_right(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    let before = cast.app.whole_record(all[1].id).await.unwrap();
    // The clock of this test stands still: what the tick wrote is told from the import by what it is.
    tick(&cast, &flight, &all[1], Tick::Arrived).await.unwrap();
    tick(&cast, &flight, &all[1], Tick::NotAboard).await.unwrap();
    let after = cast.app.whole_record(all[1].id).await.unwrap();
    assert_eq!(after.stage(), before.stage());
    assert_eq!((after.team, after.owner, &after.place), (None, None, &before.place));
    let tasks = |record: &Record| {
        record.open_tasks().iter().map(|task| (task.added.what.clone(), task.added.team)).collect::<Vec<_>>()
    };
    assert_eq!(tasks(&after), tasks(&before));
    assert!(matches!(journey(&cast, &flight, &all[1]).await, Some(Journey::NotAboard(_))));
    not_found(
        cast.app
            .open_code(&cast.who("saule").await, &code(&all[1]), app::Door::page(app::Shown::Record))
            .await,
    );
    // And the other way round, for somebody who was found in the last row of seats.
    tick(&cast, &flight, &all[1], Tick::Arrived).await.unwrap();
    let found = cast.app.whole_record(all[1].id).await.unwrap();
    assert_eq!((found.stage().unwrap().as_str(), found.team), ("arrived", Some(cast.centre)));
    let path = cast.folder().join("rebuilt.db");
    let rebuilt = cast.app.rebuild(store::Target::Sqlite { path }, |_| ()).await.unwrap();
    assert_eq!((rebuilt.differences.len(), rebuilt.count), (0, 0));
}

async fn nobody_is_taken_back_from_those_who_took_them_on(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    tick(&cast, &flight, &all[1], Tick::Arrived).await.unwrap();
    let saule = cast.who("saule").await;
    let assign = app::case::assign::Assign {
        command: cast.command(),
        code: code(&all[1]),
        owner: Some(cast.id("aigul")),
        team: Some(cast.centre),
        place: None,
    };
    cast.app.assign(&saule, assign).await.unwrap();
    assert_eq!(reason(tick(&cast, &flight, &all[1], Tick::NotAboard).await), "gone-on");
    let child = cast.app.whole_record(all[1].id).await.unwrap();
    assert_eq!((child.stage().unwrap().as_str(), child.owner), ("arrived", Some(cast.id("aigul"))));
    assert!(matches!(journey(&cast, &flight, &all[1]).await, Some(Journey::Arrived(_))));
}

async fn any_other_code_gets_one_answer(cast: Cast) {
    let flight = small_flight(&cast).await;
    let elsewhere = cast.a_child().await;
    let nobody = PersonCode::from_random([9, 8, 7, 6, 5, 4]);
    let timur = cast.who("timur").await;
    for code in [elsewhere.code, nobody, flight] {
        let answer = cast.app.tick_arrival(&timur, cast.command(), &flight, &code, Tick::Arrived).await;
        assert_eq!(reason(answer), "not-on-this-flight");
    }
}

async fn a_printed_roster_is_entered_whole_or_not_at_all(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    let timur = cast.who("timur").await;
    let mut ticks: Vec<(PersonCode, Tick)> =
        all[..3].iter().map(|person| (code(person), Tick::Arrived)).collect();
    ticks.push((PersonCode::from_random([9, 8, 7, 6, 5, 4]), Tick::Arrived));
    let answer = cast.app.tick_roster(&timur, cast.command(), &flight, &ticks).await;
    assert_eq!(reason(answer), "not-on-this-flight");
    assert_eq!(roster(&cast, "timur", &flight).await.unwrap().arrived, 0);
    *ticks.last_mut().unwrap() = (code(&all[3]), Tick::NotAboard);
    let command = cast.command();
    cast.app.tick_roster(&timur, command, &flight, &ticks).await.unwrap();
    assert!(cast.app.tick_roster(&timur, command, &flight, &ticks).await.unwrap().repeated);
    let after = roster(&cast, "timur", &flight).await.unwrap();
    assert_eq!((after.all, after.arrived, after.not_aboard, after.gone_on), (4, 3, 1, 0));
}

async fn one_pages_buttons_are_many_commands(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    let (timur, page) = (cast.who("timur").await, cast.command());
    for (person, tick) in [(&all[0], Tick::Arrived), (&all[1], Tick::NotAboard), (&all[1], Tick::Arrived)] {
        let done = cast.app.tick_arrival(&timur, page, &flight, &code(person), tick).await.unwrap();
        assert!(!done.repeated);
    }
    // The same button twice is one tick, also after the other one was pressed.
    let again = cast.app.tick_arrival(&timur, page, &flight, &code(&all[1]), Tick::NotAboard).await.unwrap();
    assert!(again.repeated);
    assert_eq!(roster(&cast, "timur", &flight).await.unwrap().arrived, 2);
}

async fn people_are_found_by_code_or_name_in_any_script(cast: Cast) {
    let flight = small_flight(&cast).await;
    let roster = roster(&cast, "timur", &flight).await.unwrap();
    let found = |text: &str| roster.people.iter().filter(|person| person.is_called(text)).count();
    assert_eq!(found("калиева"), 2);
    assert_eq!(found("Асель Калиева"), 1);
    assert_eq!(found("kaliev"), 3, "two women and a boy");
    assert_eq!(found("никто"), 0);
    assert_eq!(found(" "), 0);
    let code = roster.people[0].listed.summary.as_ref().unwrap().code.to_string();
    assert!(found(&code) >= 1 && found(&code.to_lowercase()[8..]) >= 1);
}

async fn two_phones_tick_at_once(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    let ticks = all.iter().map(|person| tick(&cast, &flight, person, Tick::Arrived));
    let mut waiting: Vec<_> = ticks.map(Box::pin).collect();
    let (d, c) = (waiting.pop().unwrap(), waiting.pop().unwrap());
    let (b, a) = (waiting.pop().unwrap(), waiting.pop().unwrap());
    let done = tokio::join!(a, b, c, d);
    assert!([done.0, done.1, done.2, done.3].iter().all(Result::is_ok));
    assert_eq!(roster(&cast, "timur", &flight).await.unwrap().arrived, 4);
}

async fn those_who_went_on_stay_counted_and_are_not_shown(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    tick(&cast, &flight, &all[1], Tick::Arrived).await.unwrap();
    let moved = Event::StatusChanged { to: Stage::of("adaptation"), ground: None, reason: None };
    let saule = cast.who("saule").await;
    cast.app.add_for_test(&saule, cast.command(), all[1].id, &[("case", moved)]).await.unwrap();
    let after = roster(&cast, "timur", &flight).await.unwrap();
    assert_eq!((after.all, after.people.len(), after.gone_on, after.arrived), (4, 3, 1, 1));
    assert_eq!(reason(tick(&cast, &flight, &all[1], Tick::NotAboard).await), "gone-on");
}

async fn a_slip_leads_to_the_flight_or_to_nothing(cast: Cast) {
    let flight = small_flight(&cast).await;
    let all = passengers(&cast, &flight).await;
    let (timur, saule, bolat) = (cast.who("timur").await, cast.who("saule").await, cast.who("bolat").await);
    let person = code(&all[1]);
    assert_eq!(cast.app.arrives_with(&timur, &person).await.unwrap(), Some(flight));
    not_found(cast.app.arrives_with(&saule, &person).await);
    not_found(cast.app.arrives_with(&bolat, &person).await);
    tick(&cast, &flight, &all[1], Tick::Arrived).await.unwrap();
    assert_eq!(cast.app.arrives_with(&saule, &person).await.unwrap(), None, "her way is the record");
    not_found(cast.app.arrives_with(&bolat, &person).await);
    not_found(cast.app.arrives_with(&timur, &PersonCode::from_random([9, 8, 7, 6, 5, 4])).await);
}

async fn a_print_says_who_and_why(cast: Cast) {
    let flight = small_flight(&cast).await;
    let timur = cast.who("timur").await;
    for nothing in ["", "  \n"] {
        assert_eq!(
            reason(cast.app.print_roster(&timur, &flight, app::Shown::PrintRoster, nothing).await),
            "reason-needed"
        );
    }
    let printed = cast
        .app
        .print_roster(&timur, &flight, app::Shown::PrintRoster, "no network at the airport")
        .await
        .unwrap();
    assert_eq!(printed.people.len(), 4);
    let search = app::officer::ReadingSearch {
        code: Some(code(&passengers(&cast, &flight).await[0])),
        ..app::officer::ReadingSearch::default()
    };
    let dana = cast.who("dana").await;
    let lines = cast.app.search_readings(&dana, &search).await.unwrap().lines;
    let line = lines.iter().find(|line| line.read.page == app::Shown::PrintRoster).unwrap();
    assert_eq!(line.read.reason.as_ref().unwrap().as_str(), "no network at the airport");
    assert_eq!(line.actor, timur.user());
}

on_both![
    whoever_receives_the_flight_has_those_who_arrived,
    ticking_again_changes_nothing,
    a_wrong_tick_is_put_right,
    nobody_is_taken_back_from_those_who_took_them_on,
    any_other_code_gets_one_answer,
    a_printed_roster_is_entered_whole_or_not_at_all,
    one_pages_buttons_are_many_commands,
    people_are_found_by_code_or_name_in_any_script,
    two_phones_tick_at_once,
    those_who_went_on_stay_counted_and_are_not_shown,
    a_slip_leads_to_the_flight_or_to_nothing,
    a_print_says_who_and_why,
];
