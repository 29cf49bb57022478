//! What an operation's people do, in a line each.

use app::{
    Answer, Refused,
    operation::{
        import_manifest::Imported,
        open::OpenFlight,
        roster::Roster,
        upload::{Decision, HowToRead, NotTaken},
    },
};
use domain::{CommandId, PersonCode, PlaceCode, Private, Record, RecordId};
use exchange::{Refusal, manifest::Manifest, sheet::Wanted};
use testkit::Cast;

/// The list of the first flight: 118 people, one date that does not exist.
pub(crate) const LIST: &[u8] = include_bytes!("../../../exchange/tests/data/flight1_manifest_ru.csv");
pub(crate) const NAME: &str = "flight1_manifest_ru.csv";

pub(crate) fn reason<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(Refused::Because(reason)) => reason.code,
        other => panic!("a reason was expected, not {other:?}"),
    }
}

pub(crate) fn not_found<T: std::fmt::Debug>(answer: Answer<T>) {
    assert!(matches!(answer, Err(Refused::NotFound)), "not found was expected, not {answer:?}");
}

pub(crate) fn taken<T: std::fmt::Debug>(answer: Result<T, NotTaken>) -> Answer<T> {
    match answer {
        Ok(done) => Ok(done),
        Err(NotTaken::Refused(refused)) => Err(refused),
        Err(NotTaken::File(refusal)) => panic!("the file was refused: {refusal}"),
    }
}

pub(crate) fn refusal<T: std::fmt::Debug>(answer: Result<T, NotTaken>) -> Refusal {
    match answer {
        Err(NotTaken::File(refusal)) => refusal,
        other => panic!("the file was expected to be refused, not {other:?}"),
    }
}

pub(crate) async fn operation(cast: &Cast, by: &str) -> PersonCode {
    let by = cast.who(by).await;
    let done = cast.app.open_operation(&by, cast.command(), "Rusafa".into()).await.unwrap();
    cast.code(done.id().unwrap()).await
}

pub(crate) fn asked(cast: &Cast, operation: PersonCode) -> OpenFlight {
    OpenFlight {
        command: cast.command(),
        operation,
        name: "HY 7001".into(),
        departs: "2026-03-02".parse().unwrap(),
        place_to: Some(PlaceCode::of("kz-atyrau")),
        receives: Some(cast.centre),
    }
}

/// A flight of `timur`'s operation, received by the centre.
pub(crate) async fn flight(cast: &Cast) -> PersonCode {
    let operation = operation(cast, "timur").await;
    let timur = cast.who("timur").await;
    let done = cast.app.open_flight(&timur, asked(cast, operation)).await.unwrap();
    cast.code(done.id().unwrap()).await
}

pub(crate) async fn read(cast: &Cast, flight: &PersonCode, bytes: &[u8], how: HowToRead) -> Manifest {
    let timur = cast.who("timur").await;
    let read = cast.app.read_manifest(&timur, flight, NAME, bytes.to_vec(), how).await;
    taken(read).unwrap().manifest
}

/// The mend that is offered first for each problem that blocks.
pub(crate) fn mended(manifest: &Manifest) -> HowToRead {
    let mends = manifest.blocking().flat_map(|problem| {
        problem.mends[0].set.iter().map(|(column, text)| ((problem.at.row, *column), text.clone()))
    });
    HowToRead { corrections: mends.collect(), ..HowToRead::default() }
}

pub(crate) async fn imports(cast: &Cast, flight: &PersonCode, manifest: &Manifest) -> Answer<Imported> {
    let timur = cast.who("timur").await;
    cast.app.import_people(&timur, flight, cast.command(), manifest).await
}

/// A flight with the people of a small list: a mother, two children, a man alone.
pub(crate) async fn small_flight(cast: &Cast) -> PersonCode {
    let flight = flight(cast).await;
    let manifest = read(cast, &flight, SMALL.as_bytes(), HowToRead::default()).await;
    let done = imports(cast, &flight, &manifest).await.unwrap();
    assert_eq!((done.added, done.families), (4, 1));
    flight
}

pub(crate) const SMALL: &str = "№;Семья;Фамилия;Имя;Дата рождения;Пол;Мать\n\
     1;1;Калиева;Дана;15.03.1993;Ж;\n\
     2;1;Калиев;Али;29.08.2018;М;Калиева Дана\n\
     3;1;Калиева;Асель;01.05.2020;Ж;Калиева Дана\n\
     4;2;Серик;Нурлан;02.02.1970;М;\n";

/// The rows of [`SMALL`] with others below.
pub(crate) fn small_and(rows: &str) -> String {
    format!("{SMALL}{rows}")
}

pub(crate) async fn upload(cast: &Cast, flight: &PersonCode, text: &[u8]) -> CommandId {
    let timur = cast.who("timur").await;
    taken(cast.app.upload_list(&timur, flight, NAME, text.to_vec(), Wanted::default()).await).unwrap()
}

pub(crate) async fn decide(cast: &Cast, flight: &PersonCode, upload: CommandId, decision: Decision) {
    let timur = cast.who("timur").await;
    cast.app.decide_on_list(&timur, flight, upload, vec![decision]).await.unwrap();
}

pub(crate) async fn roster(cast: &Cast, by: &str, flight: &PersonCode) -> Answer<Roster> {
    let by = cast.who(by).await;
    cast.app.roster(&by, flight, app::Shown::Flight).await
}

pub(crate) async fn record(cast: &Cast, code: &PersonCode) -> Record {
    let timur = cast.who("timur").await;
    let id = cast.app.open_code(&timur, code, app::Door::page(app::Shown::Flight)).await.unwrap().view.id;
    cast.app.whole_record(id).await.unwrap()
}

/// The records of a flight's people, whole, in the order of the list.
pub(crate) async fn passengers(cast: &Cast, flight: &PersonCode) -> Vec<Record> {
    let known = record(cast, flight).await;
    let mut people = Vec::new();
    for id in linked(&known, "passenger") {
        people.push(cast.app.whole_record(id).await.unwrap());
    }
    people.sort_by_key(|person| person.opened.as_ref().unwrap().0.source.as_ref().unwrap().row);
    people
}

pub(crate) fn code(record: &Record) -> PersonCode {
    record.opened.as_ref().unwrap().0.code
}

pub(crate) fn linked(record: &Record, relation: &str) -> Vec<RecordId> {
    record.links.iter().filter(|(_, known)| **known == *relation).map(|(id, _)| *id).collect()
}

pub(crate) fn text(text: &str) -> Private<String> {
    text.into()
}

/// A list of `by`, about the region where `rustem` is registrar.
pub(crate) async fn a_list(cast: &Cast, by: &str, intake: app::operation::intake::Intake) -> PersonCode {
    let who = cast.who(by).await;
    let asked = app::operation::lists::OpenList {
        command: cast.command(),
        name: "Camp, block 4".into(),
        intake,
        source: Some("Red Crescent".into()),
        dated: Some("2026-02-01".parse().unwrap()),
        place: Some(PlaceCode::of("kz-atyrau")),
        remarks: None,
    };
    let done = cast.app.open_list(&who, asked).await.unwrap();
    cast.code(done.id().unwrap()).await
}

/// Brings a text into a list or flight, as a page does it, and lets the house look for its rows.
pub(crate) async fn brings(cast: &Cast, by: &str, list: &PersonCode, rows: &str) -> Imported {
    let who = cast.who(by).await;
    let sent =
        cast.app.upload_list(&who, list, "list.csv", rows.as_bytes().to_vec(), Wanted::default()).await;
    let done = taken(cast.app.import_upload(&who, list, taken(sent).unwrap()).await).unwrap();
    cast.app.do_match_jobs().await.unwrap();
    done
}
