//! Lists that are no flight's: they come in once, in their own order, each row a record of its own.

use app::{
    chain::Verification,
    operation::{
        import_manifest::Imported,
        intake::Intake,
        lists::OpenList,
        upload::{Decision, HowToRead},
    },
};
use domain::{Event, GroundCode, PersonCode};
use exchange::{layout::Meaning, sheet::Wanted};
use store::Target;
use testkit::{Cast, on_both};

use crate::steps::*;

async fn names(cast: &Cast, by: &str, list: &PersonCode) -> Vec<(u32, String)> {
    let who = cast.who(by).await;
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = cast.app.list_rows(&who, list, after, 2).await.unwrap();
        assert!(page.rows.len() <= 2);
        all.extend(page.rows.iter().map(|row| {
            let names = &row.listed.summary.as_ref().unwrap().names;
            (row.number, names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(" "))
        }));
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

async fn a_list_comes_in_once_and_in_its_own_order(cast: Cast) {
    let list = a_list(&cast, "timur", Intake::People).await;
    let done = brings(&cast, "timur", &list, SMALL).await;
    assert_eq!(done, Imported { added: 4, known: 0, changed: vec![], families: 0 });
    let again = brings(&cast, "timur", &list, SMALL).await;
    assert_eq!(again, Imported { added: 0, known: 4, changed: vec![], families: 0 });
    let longer = brings(&cast, "timur", &list, &small_and("5;3;Омаров;Ержан;01.01.2010;М;\n")).await;
    assert_eq!((longer.added, longer.known), (1, 4));

    let found = names(&cast, "timur", &list).await;
    assert_eq!(found.len(), 5);
    let first: Vec<u32> = found.iter().map(|(row, _)| *row).filter(|row| *row < 6).collect();
    assert_eq!(first, [2, 3, 4, 5]);
    assert!(found.iter().any(|(row, name)| *row == 6 && name.contains("Ержан")), "{found:?}");

    let timur = cast.who("timur").await;
    let (lists, next) = cast.app.lists(&timur, None, 10).await.unwrap();
    assert!(next.is_none());
    assert_eq!((lists.len(), lists[0].rows, lists[0].intake), (1, 5, Intake::People));

    let Verification::Sound(_) = cast.app.verify(&[], |_| ()).await.unwrap() else {
        panic!("the chain is broken")
    };
    let path = cast.folder().join("rebuilt.db");
    let rebuilt = cast.app.rebuild(Target::Sqlite { path }, |_| ()).await.unwrap();
    assert_eq!((rebuilt.differences.len(), rebuilt.count), (0, 0));
}

async fn a_row_is_a_record_that_goes_alone(cast: Cast) {
    let list = a_list(&cast, "timur", Intake::People).await;
    brings(&cast, "timur", &list, SMALL).await;
    let timur = cast.who("timur").await;
    let rows = cast.app.list_rows(&timur, &list, None, 50).await.unwrap().rows;
    let gone = rows[1].listed.id;
    let whole = cast.app.whole_record(gone).await.unwrap();
    assert_eq!(whole.kind().unwrap(), &domain::Kind::of("listed"));
    let slot = whole.history.iter().find(|recorded| recorded.compartment == "manifest").unwrap().head.slot;
    let erase = app::chain::erase::Erase { record: gone, slot, event: None, rule: GroundCode::of("listed") };
    cast.app.erase_for_test(&timur, cast.command(), &erase).await.unwrap();
    let rows = cast.app.list_rows(&timur, &list, None, 50).await.unwrap().rows;
    let left: Vec<_> = rows.iter().filter(|row| row.listed.summary.is_some()).map(|row| row.number).collect();
    assert_eq!(left, [2, 4, 5], "the others are as they were");
    assert!(
        cast.app.store().tokens_of(gone).await.unwrap().iter().all(|token| token.kind == 4),
        "found by nobody"
    );
}

async fn only_those_with_the_office_bring_lists_and_only_their_team_sees_them(cast: Cast) {
    let list = a_list(&cast, "timur", Intake::People).await;
    brings(&cast, "timur", &list, SMALL).await;
    let asked = |intake| OpenList {
        command: cast.command(),
        name: "A list".into(),
        intake,
        source: None,
        dated: None,
        place: None,
        remarks: None,
    };
    for login in ["aigul", "saule", "zarina", "bolat", "dana", "admin"] {
        let who = cast.who(login).await;
        for intake in [Intake::People, Intake::Tracing, Intake::Flight] {
            not_found(cast.app.open_list(&who, asked(intake)).await);
        }
        not_found(cast.app.list_rows(&who, &list, None, 10).await);
        not_found(cast.app.importing(&who, &list).await);
        assert!(cast.app.lists(&who, None, 10).await.unwrap().0.is_empty(), "{login}");
    }
    // Who looks for somebody is not the operation's to know.
    let timur = cast.who("timur").await;
    not_found(cast.app.open_list(&timur, asked(Intake::Tracing)).await);
    let tracing = a_list(&cast, "rustem", Intake::Tracing).await;
    not_found(cast.app.importing(&timur, &tracing).await);
    not_found(cast.app.list_rows(&timur, &tracing, None, 10).await);
    // A flight is no list.
    let flight = flight(&cast).await;
    not_found(cast.app.list_rows(&timur, &flight, None, 10).await);
}

async fn a_list_says_what_it_needs(cast: Cast) {
    let timur = cast.who("timur").await;
    let asked = |name: &str, dated: &str| OpenList {
        command: cast.command(),
        name: name.into(),
        intake: Intake::People,
        source: None,
        dated: Some(dated.parse().unwrap()),
        place: None,
        remarks: None,
    };
    assert_eq!(reason(cast.app.open_list(&timur, asked("  ", "2026-01-01")).await), "name-needed");
    assert_eq!(reason(cast.app.open_list(&timur, asked("A list", "2090-01-01")).await), "date-later");
    let done = cast.app.open_list(&timur, asked("A list", "2026-01-01")).await.unwrap();
    let record = cast.app.whole_record(done.id().unwrap()).await.unwrap();
    assert_eq!(record.place.unwrap().as_str(), "kz", "of the whole country when nothing is said");
}

async fn tracing_requests_are_records_of_their_own_kind(cast: Cast) {
    let list = a_list(&cast, "rustem", Intake::Tracing).await;
    let done = brings(&cast, "rustem", &list, SMALL).await;
    assert_eq!(done.added, 4);
    let rustem = cast.who("rustem").await;
    let rows = cast.app.list_rows(&rustem, &list, None, 10).await.unwrap().rows;
    assert!(rows.iter().all(|row| row.listed.kind == "tracing_request"));
}

/// What a team said once of the columns is offered for the next list with the same headings, whoever sends it.
async fn what_the_columns_mean_is_remembered_by_their_headings(cast: Cast) {
    let list = a_list(&cast, "timur", Intake::People).await;
    let timur = cast.who("timur").await;
    let file = |name: &str| format!("Кто;Откуда;Когда\nОмаров {name};Хасака;2010\nКалиев Али;Хасака;2012\n");
    let send = |rows: String| {
        let (app, timur, list) = (cast.app.clone(), timur.clone(), list);
        async move {
            let sent = app.upload_list(&timur, &list, "a.csv", rows.into_bytes(), Wanted::default()).await;
            let sent = taken(sent).unwrap();
            (sent, taken(app.list_columns(&timur, &list, sent).await).unwrap().layout)
        }
    };
    let (sent, layout) = send(file("Ержан")).await;
    let mut mapping = layout.mapping.clone();
    mapping.header_row = 1;
    mapping.columns = vec![(0, Meaning::FullName), (1, Meaning::Ignore), (2, Meaning::Birth)];
    taken(cast.app.map_list(&timur, &list, sent, mapping).await).unwrap();

    let (_, layout) = send(file("Дамир")).await;
    assert_eq!(layout.mapping.meaning(1), Meaning::Ignore);
    assert_eq!(layout.mapping.meaning(0), Meaning::FullName);
    let (_, other) = send(file("Дамир").replace("Откуда", "Место рождения")).await;
    assert_ne!(other.mapping.columns, layout.mapping.columns, "other headings, another list");

    // Nothing of a row is kept, and no heading in the clear.
    let team = cast.app.whole_record(cast.operation).await.unwrap();
    let learnt: Vec<String> = team
        .history
        .iter()
        .filter_map(|recorded| match &recorded.content.as_ref()?.event {
            Event::Team(event @ domain::TeamEvent::ColumnsLearnt { .. }) => Some(format!("{event:?}")),
            _ => None,
        })
        .collect();
    assert_eq!(learnt.len(), 1, "{learnt:?}");
    for personal in ["Омаров", "Ержан", "Хасака", "Откуда", "откуда"] {
        assert!(!learnt[0].contains(personal));
    }
}

async fn a_row_that_somebody_calls_another_is_added(cast: Cast) {
    let list = a_list(&cast, "timur", Intake::People).await;
    brings(&cast, "timur", &list, SMALL).await;
    let changed = SMALL.replace("29.08.2018", "30.08.2018");
    let timur = cast.who("timur").await;
    let sent = cast.app.upload_list(&timur, &list, "a.csv", changed.into_bytes(), Wanted::default()).await;
    let sent = taken(sent).unwrap();
    cast.app.decide_on_list(&timur, &list, sent, vec![Decision::Another(3)]).await.unwrap();
    let done = taken(cast.app.import_upload(&timur, &list, sent).await).unwrap();
    assert_eq!((done.added, done.known), (1, 3));
}

/// Files as they come: a camp's workbook in Arabic, an organisation's, a ministry's, and requests of relatives.
async fn every_kind_of_list_goes_in_whole_and_once(cast: Cast) {
    const FILES: [(&str, &[u8], Intake); 4] = [
        ("camp.xlsx", include_bytes!("../../../exchange/tests/data/camp_list_ar.xlsx"), Intake::People),
        ("ngo.csv", include_bytes!("../../../exchange/tests/data/ngo_list_en.csv"), Intake::People),
        (
            "ministry.xlsx",
            include_bytes!("../../../exchange/tests/data/ministry_list_kk.xlsx"),
            Intake::People,
        ),
        ("trace.xlsx", include_bytes!("../../../exchange/tests/data/trace_requests.xlsx"), Intake::Tracing),
    ];
    let rustem = cast.who("rustem").await;
    for (name, bytes, intake) in FILES {
        let list = a_list(&cast, "rustem", intake).await;
        let read = |how| cast.app.read_manifest(&rustem, &list, name, bytes.to_vec(), how);
        let first = taken(read(HowToRead::default()).await).unwrap().manifest;
        let manifest = taken(read(mended(&first)).await).unwrap().manifest;
        let done = cast.app.import_people(&rustem, &list, cast.command(), &manifest).await.unwrap();
        assert_eq!((done.added, done.known), (manifest.people.len(), 0), "{name}");
        let again = cast.app.import_people(&rustem, &list, cast.command(), &manifest).await.unwrap();
        assert_eq!((again.added, again.known), (0, manifest.people.len()), "{name}");
        let page = cast.app.list_rows(&rustem, &list, None, 5_000).await.unwrap();
        assert_eq!(page.rows.len(), manifest.people.len(), "{name}: one record each");
        let numbers: Vec<u32> = page.rows.iter().map(|row| row.number).collect();
        let rows: Vec<u32> = manifest.people.iter().map(|person| person.row).collect();
        assert_eq!(numbers, rows, "{name}");
        // Who looks for somebody stands in its own compartment and nowhere else.
        for (row, person) in page.rows.iter().zip(&manifest.people).take(20) {
            let record = cast.app.whole_record(row.listed.id).await.unwrap();
            assert_eq!(record.entry("seeker").is_some(), person.seeker.is_some(), "{name}");
            let Some(text) = person.seeker.as_ref().and_then(|seeker| seeker.telephone.as_ref()) else {
                continue;
            };
            for recorded in record.history.iter().filter(|recorded| recorded.compartment != "tracing") {
                let content = domain::sealing::encode(recorded.content.as_ref().unwrap()).unwrap();
                assert!(!String::from_utf8_lossy(&content).contains(text.as_str()), "{name}");
            }
        }
    }
    cast.app.do_match_jobs().await.unwrap();
    let Verification::Sound(_) = cast.app.verify(&[], |_| ()).await.unwrap() else {
        panic!("the chain is broken")
    };
}

on_both!(
    every_kind_of_list_goes_in_whole_and_once,
    a_list_comes_in_once_and_in_its_own_order,
    a_row_is_a_record_that_goes_alone,
    only_those_with_the_office_bring_lists_and_only_their_team_sees_them,
    a_list_says_what_it_needs,
    tracing_requests_are_records_of_their_own_kind,
    what_the_columns_mean_is_remembered_by_their_headings,
    a_row_that_somebody_calls_another_is_added,
);
