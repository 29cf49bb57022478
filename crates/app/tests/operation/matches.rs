//! Who learns that somebody on a list is known: a registrar who may open both, and nobody from an import.

use app::{
    App, Shown,
    matching::{Decide, Pairs, Queue, Shared},
    officer::ReadingSearch,
    operation::intake::Intake,
};
use domain::{CommandId, Kind, MatchDecision, MatchReason, PersonCode, RecordId, Sureness};
use exchange::{manifest::Person, sheet::Wanted};
use store::Target;
use testkit::{Cast, on_both};

use crate::steps::*;

/// A list on which the child of `aigul` stands, and somebody whom nobody knows.
const WITH_HER: &str = "№;Фамилия;Имя;Дата рождения;Пол\n\
     1;Сәрсенбаева;Амина;14.02.2016;Ж\n\
     2;Тілеген;Айша;05.05.2014;Ж\n";
/// The same with somebody else instead.
const WITHOUT: &str = "№;Фамилия;Имя;Дата рождения;Пол\n\
     1;Мұқанова;Гүлім;14.02.2016;Ж\n\
     2;Тілеген;Айша;05.05.2014;Ж\n";

async fn queue(cast: &Cast, by: &str, queue: Queue) -> Pairs {
    let who = cast.who(by).await;
    cast.app.matches(&who, queue, None, 20).await.unwrap()
}

/// All pairs there are, whoever may see them.
async fn pairs(cast: &Cast) -> u64 {
    let list = store::List::new(vec![store::Branch::All], vec![Kind::of("match")], cast.clock.now());
    cast.app.store().count(&list, 1_000).await.unwrap()
}

async fn a_pair(cast: &Cast) -> (testkit::Child, PersonCode) {
    let child = cast.a_child().await;
    let list = a_list(cast, "timur", Intake::People).await;
    brings(cast, "timur", &list, WITH_HER).await;
    (child, list)
}

async fn a_known_child_on_a_list_comes_before_the_registrar_of_the_place(cast: Cast) {
    let (child, _) = a_pair(&cast).await;
    assert_eq!(pairs(&cast).await, 1);
    let found = queue(&cast, "rustem", Queue::Certain).await;
    assert_eq!(found.pairs.len(), 1);
    let pair = &found.pairs[0];
    assert_eq!(pair.sureness, Sureness::Certain);
    assert!(pair.reasons.contains(&MatchReason::SameBirth));
    assert_eq!(pair.sides[1].id, child.id);
    assert_eq!(pair.sides[0].kind, "listed");
    let rustem = cast.who("rustem").await;
    let both = cast.app.side_by_side(&rustem, &pair.code).await.unwrap();
    let births = both.fields.iter().find(|field| field.field == "birth").unwrap();
    assert_eq!(births.shared, Shared::Same);
    let names = both.fields.iter().find(|field| field.field == "names").unwrap();
    assert_eq!(names.shared, Shared::Same, "one in parts, the other whole");
    // Nobody else: neither who brought the list nor who has the child.
    for login in ["timur", "aigul", "saule", "zarina", "dana", "admin"] {
        let who = cast.who(login).await;
        not_found(cast.app.matches(&who, Queue::Certain, None, 20).await);
        not_found(cast.app.side_by_side(&who, &pair.code).await);
        let sent = Decide {
            command: cast.command(),
            code: pair.code,
            decision: MatchDecision::Same,
            relation: None,
            note: None,
        };
        not_found(cast.app.decide_match(&who, sent).await);
    }
    let path = cast.folder().join("rebuilt.db");
    let rebuilt = cast.app.rebuild(Target::Sqlite { path }, |_| ()).await.unwrap();
    assert_eq!((rebuilt.differences.len(), rebuilt.count), (0, 0));
}

/// What somebody who imports can see of it all: every answer of every step, as text.
async fn all_that_shows(cast: &Cast, rows: &str) -> String {
    let timur = cast.who("timur").await;
    let list = a_list(cast, "timur", Intake::People).await;
    let sent =
        taken(cast.app.upload_list(&timur, &list, "a.csv", rows.into(), Wanted::default()).await).unwrap();
    let waiting = taken(cast.app.preview_list(&timur, &list, sent).await).unwrap();
    let people: Vec<&Person> = waiting.read.manifest.people.iter().collect();
    let known = cast.app.known_as(&timur, &people, Shown::ListImport).await.unwrap();
    let blocking = waiting.blocking().count();
    let done = taken(cast.app.import_upload(&timur, &list, sent).await).unwrap();
    let again = cast.app.imported(&timur, &list, sent).await.unwrap();
    cast.app.do_match_jobs().await.unwrap();
    let rows = cast.app.list_rows(&timur, &list, None, 50).await.unwrap();
    let shown: Vec<_> =
        rows.rows.iter().map(|row| (row.number, row.known.len(), row.listed.code.is_some())).collect();
    let search = ReadingSearch { actor: Some(timur.user()), ..ReadingSearch::default() };
    let found = cast.app.search_readings(&cast.who("dana").await, &search).await.unwrap();
    let mut log: Vec<(Shown, usize)> =
        found.lines.iter().map(|line| (line.read.page, line.read.records.len())).collect();
    log.sort_unstable();
    format!(
        "{:?} {:?} {blocking} {} {done:?} {again:?} {shown:?} {log:?}",
        waiting.rows,
        waiting.read.manifest.problems,
        known.values().map(Vec::len).sum::<usize>(),
    )
}

async fn nothing_tells_who_imports_that_somebody_is_known_elsewhere(cast: Cast) {
    cast.a_child().await;
    let with = all_that_shows(&cast, WITH_HER).await;
    assert_eq!(pairs(&cast).await, 1, "she was found");
    // The log of the second grows by that of the first: each is looked at from where it began.
    let other = Cast::on(cast.kind).await.unwrap();
    other.a_child().await;
    let without = all_that_shows(&other, WITHOUT).await;
    assert_eq!(pairs(&other).await, 0, "nobody was");
    assert_eq!(with, without);
}

async fn the_same_holds_for_the_list_of_a_flight(cast: Cast) {
    let child = cast.a_child().await;
    let timur = cast.who("timur").await;
    let on_flight = flight(&cast).await;
    let with_place = WITH_HER.replace("Пол\n", "Пол;Регион\n").replace(";Ж\n", ";Ж;Атырауская область\n");
    let done = brings(&cast, "timur", &on_flight, &with_place).await;
    assert_eq!((done.added, done.known, done.changed.len()), (2, 0, 0));
    assert_eq!(cast.app.roster(&timur, &on_flight, Shown::Flight).await.unwrap().people.len(), 2);
    let found = queue(&cast, "rustem", Queue::Certain).await;
    assert_eq!(found.pairs.len(), 1);
    assert_eq!(found.pairs[0].sides[1].id, child.id);
    assert_eq!(found.pairs[0].sides[0].kind, "child");
}

async fn who_may_open_the_record_is_told_on_the_row(cast: Cast) {
    // Everybody of his own flight is open to the officer.
    let on_flight = small_flight(&cast).await;
    cast.app.do_match_jobs().await.unwrap();
    let ali = code(&passengers(&cast, &on_flight).await[1]);
    let timur = cast.who("timur").await;
    let list = a_list(&cast, "timur", Intake::People).await;
    let sent = cast.app.upload_list(&timur, &list, "a.csv", SMALL.into(), Wanted::default()).await;
    let sent = taken(sent).unwrap();
    let waiting = taken(cast.app.preview_list(&timur, &list, sent).await).unwrap();
    let people: Vec<&Person> = waiting.read.manifest.people.iter().collect();
    let known = cast.app.known_as(&timur, &people, Shown::ListImport).await.unwrap();
    assert_eq!(known[&3][0].record.code, Some(ali));
    assert_eq!(known[&3][0].sureness, Sureness::Certain);
    taken(cast.app.import_upload(&timur, &list, sent).await).unwrap();
    cast.app.do_match_jobs().await.unwrap();
    let rows = cast.app.list_rows(&timur, &list, None, 50).await.unwrap().rows;
    assert_eq!(rows[1].known.len(), 1);
    assert_eq!(rows[1].known[0].record.code, Some(ali));
    // Aigul's child is on the flight's page of nobody, and on no row of hers either.
    assert!(rows.iter().all(|row| row.known.len() == 1), "each of the four is aboard");
}

async fn looked_for_twice_nothing_is_proposed_twice(cast: Cast) {
    let (_, list) = a_pair(&cast).await;
    assert_eq!(pairs(&cast).await, 1);
    brings(&cast, "timur", &list, &format!("{WITH_HER}3;Омаров;Ержан;01.01.2010;М\n")).await;
    assert_eq!(pairs(&cast).await, 1);
    // Another list with the same two people: she is a pair with the child and with the row, the other with the row.
    let other = a_list(&cast, "timur", Intake::People).await;
    brings(&cast, "timur", &other, WITH_HER).await;
    assert_eq!(pairs(&cast).await, 4);
}

async fn somebody_is_found_though_nothing_is_written_the_same(cast: Cast) {
    let rows = |rows: &str| format!("№;Фамилия;Имя;Дата рождения;Пол;Мать\n{rows}\n");
    for (one, other) in [
        // Of two words one was misheard; another one, and the day is of another year.
        ("1;Нұрпейісова;Гүлжахан;;Ж;", "1;Нурпейинова;Гульжахан;;Ж;"),
        ("2;Тоқтарбаева;Шырынгүл Ерланқызы;25.03.2014;Ж;", "2;Токтабаева;Ширингуль Ермановна;25.03.2013;Ж;"),
        // One given name, and the mother's.
        ("3;;Сырымбет;;М;Раушангүл", "3;;Sirimbet;;M;Raushangul"),
        ("4;Тоқтарбаев;Бекмырза;01.02.2014;М;Шырынгүл", "4;;Bekmirza;;M;Shiringul Tulegenova"),
    ] {
        let before = pairs(&cast).await;
        for list in [one, other] {
            let code = a_list(&cast, "timur", Intake::People).await;
            brings(&cast, "timur", &code, &rows(list)).await;
        }
        assert_eq!(pairs(&cast).await - before, 1, "{one} | {other}");
    }
}

async fn decide(cast: &Cast, pair: PersonCode, decision: MatchDecision) -> app::Answer<app::Done> {
    let rustem = cast.who("rustem").await;
    let note = Some("seen with the grandmother".into());
    cast.app
        .decide_match(&rustem, Decide { command: cast.command(), code: pair, decision, relation: None, note })
        .await
}

async fn links(cast: &Cast, id: RecordId) -> Vec<String> {
    cast.app.whole_record(id).await.unwrap().links.values().map(ToString::to_string).collect()
}

async fn one_person_is_linked_and_taken_back_and_never_merged(cast: Cast) {
    let (child, _) = a_pair(&cast).await;
    let pair = queue(&cast, "rustem", Queue::Certain).await.pairs.remove(0);
    let row = pair.sides[0].id;
    let before = cast.app.whole_record(child.id).await.unwrap();
    decide(&cast, pair.code, MatchDecision::Same).await.unwrap();
    assert_eq!(
        (links(&cast, child.id).await, links(&cast, row).await),
        (vec!["same_person".into()], vec!["same_person".into()])
    );
    let after = cast.app.whole_record(child.id).await.unwrap();
    assert_eq!((&before.forms, before.history.len() + 1), (&after.forms, after.history.len()));
    assert!(queue(&cast, "rustem", Queue::Certain).await.pairs.is_empty());
    let settled = queue(&cast, "rustem", Queue::Settled).await.pairs;
    assert_eq!(settled[0].decided.as_ref().unwrap().decision, MatchDecision::Same);
    assert_eq!(reason(decide(&cast, pair.code, MatchDecision::Same).await), "nothing-changed");

    decide(&cast, pair.code, MatchDecision::Unsure).await.unwrap();
    assert!(links(&cast, child.id).await.is_empty() && links(&cast, row).await.is_empty());
    assert_eq!(queue(&cast, "rustem", Queue::Unsure).await.pairs.len(), 1);
    decide(&cast, pair.code, MatchDecision::Related).await.unwrap();
    assert_eq!(links(&cast, child.id).await, ["other"]);
    decide(&cast, pair.code, MatchDecision::Different).await.unwrap();
    assert!(links(&cast, child.id).await.is_empty());
    let record = cast.app.side_by_side(&cast.who("rustem").await, &pair.code).await.unwrap();
    assert_eq!(record.pair.decisions.len(), 4, "every decision stays, with who made it and why");
    let path = cast.folder().join("rebuilt.db");
    let rebuilt = cast.app.rebuild(Target::Sqlite { path }, |_| ()).await.unwrap();
    assert_eq!((rebuilt.differences.len(), rebuilt.count), (0, 0));
}

async fn a_pair_across_regions_is_not_for_a_registrar_of_one(mut cast: Cast) {
    cast.a_child().await;
    let timur = cast.who("timur").await;
    let asked = app::operation::lists::OpenList {
        command: cast.command(),
        name: "Whole country".into(),
        intake: Intake::People,
        source: None,
        dated: None,
        place: None,
        remarks: None,
    };
    let done = cast.app.open_list(&timur, asked).await.unwrap();
    let list = cast.code(done.id().unwrap()).await;
    brings(&cast, "timur", &list, WITH_HER).await;
    assert_eq!(pairs(&cast).await, 1);
    assert!(queue(&cast, "rustem", Queue::Certain).await.pairs.is_empty());
    cast.account("maira").await;
    cast.propose("maira", "registrar", None, Some("kz")).await;
    cast.confirm("dana", "maira").await;
    assert_eq!(queue(&cast, "maira", Queue::Certain).await.pairs.len(), 1);
}

/// Barred on one side, a registrar sees no pair at all: half of it would tell of the other half.
async fn a_bar_on_one_side_hides_the_pair(cast: Cast) {
    let (child, _) = a_pair(&cast).await;
    let pair = queue(&cast, "rustem", Queue::Certain).await.pairs.remove(0);
    let (aigul, ground) = (cast.who("aigul").await, GROUND);
    let rustem = cast.id("rustem");
    cast.app.bar(&aigul, cast.command(), child.code, rustem, domain::GroundCode::of(ground)).await.unwrap();
    assert!(queue(&cast, "rustem", Queue::Certain).await.pairs.is_empty());
    let rustem = cast.who("rustem").await;
    not_found(cast.app.side_by_side(&rustem, &pair.code).await);
    not_found(decide(&cast, pair.code, MatchDecision::Same).await);
}

const GROUND: &str = "relative";

async fn a_registrar_puts_two_together_by_hand(cast: Cast) {
    let child = cast.a_child().await;
    let list = a_list(&cast, "timur", Intake::People).await;
    brings(&cast, "timur", &list, WITHOUT).await;
    let rustem = cast.who("rustem").await;
    let row = cast.app.list_rows(&rustem, &list, None, 10).await.unwrap().rows.remove(0).listed;
    let listed = row.code.unwrap();
    let attach = |app: App, command: CommandId, to: PersonCode, by: app::SignedIn| async move {
        app.attach(&by, command, &listed, &to, None).await
    };
    for login in ["timur", "aigul"] {
        let by = cast.who(login).await;
        not_found(attach(cast.app.clone(), cast.command(), child.code, by).await);
    }
    assert_eq!(reason(attach(cast.app.clone(), cast.command(), listed, rustem.clone()).await), "same-record");
    not_found(attach(cast.app.clone(), cast.command(), list, rustem.clone()).await);
    assert_eq!(pairs(&cast).await, 0);
    attach(cast.app.clone(), cast.command(), child.code, rustem.clone()).await.unwrap();
    assert_eq!(links(&cast, child.id).await, ["same_person"]);
    let settled = queue(&cast, "rustem", Queue::Settled).await.pairs;
    assert_eq!((settled.len(), settled[0].sureness), (1, Sureness::Asked));
    // Again it is the same pair, already decided.
    assert_eq!(reason(attach(cast.app.clone(), cast.command(), child.code, rustem).await), "nothing-changed");
    assert_eq!(pairs(&cast).await, 1);
}

async fn what_the_registrar_saw_is_in_the_log(cast: Cast) {
    let (child, _) = a_pair(&cast).await;
    let pair = queue(&cast, "rustem", Queue::Certain).await.pairs.remove(0);
    cast.app.side_by_side(&cast.who("rustem").await, &pair.code).await.unwrap();
    let search = ReadingSearch { code: Some(child.code), ..ReadingSearch::default() };
    let lines = cast.app.search_readings(&cast.who("dana").await, &search).await.unwrap().lines;
    let pages: Vec<Shown> = lines.iter().map(|line| line.read.page).collect();
    assert!(pages.contains(&Shown::Matches) && pages.contains(&Shown::Match), "{pages:?}");
}

on_both!(
    a_known_child_on_a_list_comes_before_the_registrar_of_the_place,
    nothing_tells_who_imports_that_somebody_is_known_elsewhere,
    the_same_holds_for_the_list_of_a_flight,
    who_may_open_the_record_is_told_on_the_row,
    looked_for_twice_nothing_is_proposed_twice,
    somebody_is_found_though_nothing_is_written_the_same,
    one_person_is_linked_and_taken_back_and_never_merged,
    a_pair_across_regions_is_not_for_a_registrar_of_one,
    a_bar_on_one_side_hides_the_pair,
    a_registrar_puts_two_together_by_hand,
    what_the_registrar_saw_is_in_the_log,
);
