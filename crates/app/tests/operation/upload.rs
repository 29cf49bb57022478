//! A file waits between the steps of an import, and hostile ones do not.

use app::operation::upload::Decision;
use exchange::{
    Refusal,
    layout::{Mapping, Meaning},
    sheet::{Delimiter, Encoding, Wanted},
};
use testkit::{Cast, on_both};

use crate::steps::*;

async fn refused(cast: &Cast, flight: &domain::PersonCode, name: &str, bytes: Vec<u8>) -> Refusal {
    let timur = cast.who("timur").await;
    refusal(cast.app.upload_list(&timur, flight, name, bytes, Wanted::default()).await)
}

async fn what_is_no_list_is_refused_and_not_kept(cast: Cast) {
    let flight = flight(&cast).await;
    let large = vec![b'a'; (20 << 20) + 1];
    assert_eq!(refused(&cast, &flight, "a.csv", large).await, Refusal::TooLarge { limit_mb: 20 });
    assert!(matches!(
        refused(&cast, &flight, "a.csv", b"%PDF-1.7 ...".to_vec()).await,
        Refusal::WrongType { .. }
    ));
    assert_eq!(refused(&cast, &flight, "a.csv", Vec::new()).await, Refusal::Empty);
    let one = "№;Фамилия;Имя;Пол\n".as_bytes().to_vec();
    assert_eq!(refused(&cast, &flight, "a.csv", one).await, Refusal::NoRows);
    let many: String = std::iter::once("Фамилия;Имя;Пол\n".to_owned())
        .chain((0..6_000).map(|n| format!("А{n};Б;м\n")))
        .collect();
    assert_eq!(
        refused(&cast, &flight, "a.csv", many.into_bytes()).await,
        Refusal::TooManyRows { limit: 5_000 }
    );
    let timur = cast.who("timur").await;
    let opened = cast.app.open_code(&timur, &flight, app::Door::page(app::Shown::Flight)).await.unwrap();
    assert_eq!(cast.app.waiting_list(&timur, &opened).await.unwrap(), None);
}

async fn more_people_than_an_aircraft_has_seats_are_too_many(cast: Cast) {
    let flight = flight(&cast).await;
    let many: String = std::iter::once("№;Фамилия;Имя;Пол\n".to_owned())
        .chain((0..1_001).map(|n| format!("{n};Ахметов;Али{n};м\n")))
        .collect();
    let sent = upload(&cast, &flight, many.as_bytes()).await;
    let timur = cast.who("timur").await;
    let too_many = Refusal::TooManyRows { limit: 1_000 };
    assert_eq!(refusal(cast.app.preview_list(&timur, &flight, sent).await), too_many);
    assert_eq!(refusal(cast.app.import_upload(&timur, &flight, sent).await), too_many);
}

async fn a_list_without_a_header_is_told_by_hand(cast: Cast) {
    let flight = flight(&cast).await;
    let timur = cast.who("timur").await;
    let sent = upload(&cast, &flight, "Ахметов;Али;м;2015\nКалиева;Дана;ж;2011".as_bytes()).await;
    let columns = taken(cast.app.list_columns(&timur, &flight, sent).await).unwrap();
    assert_eq!(columns.lacks, Some(Refusal::NoNames));
    assert_eq!(refusal(cast.app.import_upload(&timur, &flight, sent).await), Refusal::NoNames);
    let mut mapping = columns.layout.mapping.clone();
    for (column, meaning) in
        [Meaning::FamilyName, Meaning::GivenName, Meaning::Sex, Meaning::Birth].into_iter().enumerate()
    {
        mapping.set(column, meaning);
    }
    taken(cast.app.map_list(&timur, &flight, sent, mapping.clone()).await).unwrap();
    // A mapping of another file changes nothing.
    let elsewhere = Mapping { sheet: "elsewhere".into(), ..mapping };
    assert_eq!(
        refusal(cast.app.map_list(&timur, &flight, sent, elsewhere).await),
        Refusal::MappingDoesNotFit
    );
    assert_eq!(taken(cast.app.import_upload(&timur, &flight, sent).await).unwrap().added, 2);
}

async fn the_file_is_read_as_its_sender_says(cast: Cast) {
    let flight = flight(&cast).await;
    let timur = cast.who("timur").await;
    let sent = upload(&cast, &flight, LIST).await;
    let columns = taken(cast.app.list_columns(&timur, &flight, sent).await).unwrap();
    assert_eq!(
        (columns.book.encoding, columns.book.delimiter),
        (Some(Encoding::Windows1251), Some(Delimiter::Semicolon))
    );
    assert_eq!((columns.file.as_str(), columns.lacks), (NAME, None));
    decide(&cast, &flight, sent, Decision::Write((10, 5), text("2015"))).await;
    let wrong = Wanted { encoding: Some(Encoding::Utf8), delimiter: None };
    refusal(cast.app.read_list_anew(&timur, &flight, sent, wrong, None).await);
    let kept = taken(cast.app.preview_list(&timur, &flight, sent).await).unwrap();
    assert_eq!((kept.read.manifest.people.len(), kept.blocking().count()), (118, 0), "it waits as it was");
    let told = Wanted { encoding: Some(Encoding::Windows1251), delimiter: Some(Delimiter::Semicolon) };
    taken(cast.app.read_list_anew(&timur, &flight, sent, told, Some("flight1_manifest_ru".into())).await)
        .unwrap();
    let anew = taken(cast.app.preview_list(&timur, &flight, sent).await).unwrap();
    assert_eq!(
        anew.blocking().count(),
        1,
        "what was written in place of a cell belongs to the earlier reading"
    );
    let none = Some("another sheet".to_owned());
    assert_eq!(
        refusal(cast.app.read_list_anew(&timur, &flight, sent, told, none).await),
        Refusal::MappingDoesNotFit
    );
}

async fn decisions_on_cells_are_kept_and_taken_back(cast: Cast) {
    let flight = flight(&cast).await;
    let timur = cast.who("timur").await;
    let sent = upload(&cast, &flight, LIST).await;
    assert_eq!(reason(taken(cast.app.import_upload(&timur, &flight, sent).await)), "problems-block");
    decide(&cast, &flight, sent, Decision::Write((10, 5), text("2015"))).await;
    assert_eq!(taken(cast.app.preview_list(&timur, &flight, sent).await).unwrap().blocking().count(), 0);
    decide(&cast, &flight, sent, Decision::TakeBack((10, 5))).await;
    assert_eq!(taken(cast.app.preview_list(&timur, &flight, sent).await).unwrap().blocking().count(), 1);
    decide(&cast, &flight, sent, Decision::Write((10, 5), text("2015-02"))).await;
    let done = taken(cast.app.import_upload(&timur, &flight, sent).await).unwrap();
    assert_eq!(done.added, 118);
    // The file is gone with its import.
    not_found(taken(cast.app.preview_list(&timur, &flight, sent).await));
    assert!(cast.app.store().drafts(timur.user(), 9).await.unwrap().is_empty());
}

async fn a_list_waits_for_its_sender_its_flight_and_a_day(cast: Cast) {
    let mut cast = cast;
    let team = cast.operation;
    cast.account("gulnara").await;
    cast.propose("gulnara", "operation_officer", Some(team), None).await;
    cast.confirm("dana", "gulnara").await;
    let (one, other) = (flight(&cast).await, flight(&cast).await);
    let (timur, gulnara) = (cast.who("timur").await, cast.who("gulnara").await);
    let sent = upload(&cast, &one, SMALL.as_bytes()).await;
    not_found(taken(cast.app.preview_list(&timur, &other, sent).await));
    not_found(taken(cast.app.preview_list(&gulnara, &one, sent).await));
    not_found(taken(cast.app.import_upload(&gulnara, &one, sent).await));
    // A second file for the flight takes its place, and a window with the first one imports neither.
    let second = upload(&cast, &one, small_and("5;3;Омаров;Ержан;01.01.2010;М;\n").as_bytes()).await;
    not_found(taken(cast.app.import_upload(&timur, &one, sent).await));
    let files = cast.app.store().drafts(timur.user(), 9).await.unwrap();
    assert_eq!(files.len(), 2, "the file and what was decided of it");
    cast.clock.advance_days(2);
    let timur = cast.who("timur").await;
    not_found(taken(cast.app.preview_list(&timur, &one, second).await));
    assert!(passengers(&cast, &one).await.is_empty());
}

async fn the_waiting_file_is_sealed(cast: Cast) {
    let flight = flight(&cast).await;
    upload(&cast, &flight, SMALL.as_bytes()).await;
    for draft in cast.app.store().drafts(cast.id("timur"), 9).await.unwrap() {
        for plain in ["Калиева".as_bytes(), NAME.as_bytes()] {
            assert!(!draft.sealed.windows(plain.len()).any(|window| window == plain));
        }
    }
}

on_both![
    what_is_no_list_is_refused_and_not_kept,
    more_people_than_an_aircraft_has_seats_are_too_many,
    a_list_without_a_header_is_told_by_hand,
    the_file_is_read_as_its_sender_says,
    decisions_on_cells_are_kept_and_taken_back,
    a_list_waits_for_its_sender_its_flight_and_a_day,
    the_waiting_file_is_sealed,
];
