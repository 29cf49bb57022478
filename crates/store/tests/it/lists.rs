//! Lists, their branches and pages, and tasks.

use std::collections::HashSet;

use domain::{Kind, PlaceCode, Stage, TaskId, Urgency};
use store::{Branch, Commit, Cursor, List, Order, Record, Row, Store, Task, TasksOf, fixture::Database};

use crate::build::*;

on_both!(
    branches_together_show_each_record_once,
    ten_thousand_rows_are_paged_without_loss,
    a_place_covers_what_lies_below_it_and_nothing_beside,
    many_places_under_one_prefix_are_covered,
    filters_and_orders_hold,
    a_relation_that_ended_shows_nothing,
    a_party_with_many_relations_is_listed_as_one_with_few,
    an_empty_scope_shows_nothing,
    open_tasks_come_by_due_time,
    records_are_counted_by_place_and_stage,
);

fn child() -> Vec<Kind> {
    vec![Kind::of("child")]
}

async fn fill(store: &Store, records: impl IntoIterator<Item = Record>) {
    let rows: Vec<_> = records.into_iter().map(Row::Record).collect();
    for rows in rows.chunks(1000) {
        store.load_projections(rows.to_vec()).await.unwrap();
    }
}

async fn all_pages(store: &Store, mut list: List) -> Vec<Record> {
    let mut found: Vec<Record> = Vec::new();
    loop {
        let page = store.list(&list).await.unwrap();
        assert!(page.len() <= list.limit as usize);
        let Some(last) = page.last() else { return found };
        let cursor = Cursor::after(last, list.order);
        assert_eq!(Cursor::from_bytes(cursor.to_bytes()), Some(cursor));
        list.after = Some(cursor);
        found.extend(page);
    }
}

fn numbers(records: &[Record]) -> Vec<u64> {
    records.iter().map(|record| u64::from_be_bytes(record.id.as_bytes()[8..].try_into().unwrap())).collect()
}

async fn branches_together_show_each_record_once(db: Database) {
    let store = db.open().await.unwrap();
    // Each record is in none, one, two or three of the branches; times repeat, so that only the id decides.
    let records = (0..200_u64).map(|n| Record {
        owner: n.is_multiple_of(2).then(|| user(1)),
        team: n.is_multiple_of(3).then(|| user(2)),
        place: n.is_multiple_of(5).then(|| PlaceCode::of("kz.alm")),
        changed_at: at(i64::try_from(n / 10).unwrap()),
        next_due: n.is_multiple_of(4).then(|| at(i64::try_from(n % 7).unwrap())),
        ..row(n)
    });
    fill(&store, records).await;
    let expected: HashSet<u64> = (0..200).filter(|n| n % 2 == 0 || n % 3 == 0 || n % 5 == 0).collect();
    let scope = vec![Branch::Owner(user(1)), Branch::Team(user(2)), Branch::Place(PlaceCode::of("kz.alm"))];
    for order in [Order::Changed, Order::Due] {
        for limit in [1, 7, 50, 1000] {
            let list = List { order, limit, ..List::new(scope.clone(), child(), at(0)) };
            let found = all_pages(&store, list.clone()).await;
            let numbers = numbers(&found);
            assert_eq!(numbers.len(), expected.len(), "{order:?} by {limit}");
            assert_eq!(numbers.iter().copied().collect::<HashSet<_>>(), expected);
            let sorted = match order {
                Order::Changed => {
                    found.is_sorted_by_key(|record| std::cmp::Reverse((record.changed_at, record.id)))
                }
                Order::Due => found.is_sorted_by_key(|r| (r.next_due.is_none(), r.next_due, r.id)),
            };
            assert!(sorted, "{order:?} by {limit}");
            assert_eq!(store.count(&list, 1000).await.unwrap(), expected.len() as u64);
            assert_eq!(store.counts(&list, 1000).await.unwrap(), [100, 67, 40]);
            assert_eq!(store.count(&list, 30).await.unwrap(), 30);
        }
    }
}

async fn ten_thousand_rows_are_paged_without_loss(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store, (0..10_000).map(|n| Record { changed_at: at(i64::try_from(n % 97).unwrap()), ..row(n) }))
        .await;
    let list = List { limit: 500, ..List::new(vec![Branch::All], child(), at(0)) };
    let found = numbers(&all_pages(&store, list).await);
    assert_eq!(found.len(), 10_000);
    assert_eq!(found.into_iter().collect::<HashSet<_>>().len(), 10_000);
    let mut after = None;
    let mut count = 0;
    loop {
        let page = store.records_after(after, 999).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        count += page.len();
    }
    assert_eq!(count, 10_000);
}

async fn a_place_covers_what_lies_below_it_and_nothing_beside(db: Database) {
    let store = db.open().await.unwrap();
    let places = ["kz", "kz.alm", "kz.alm-2", "kz.alm.01", "kz.alm.02.5", "kz.almaty", "kz.ast", "kz.alm_x"];
    let records =
        (0..8_u64).zip(places).map(|(n, place)| Record { place: Some(PlaceCode::of(place)), ..row(n) });
    fill(&store, records).await;
    for (prefix, expected) in [
        ("kz.alm", vec![4, 3, 2, 1]),
        ("kz", vec![7, 6, 5, 4, 3, 2, 1, 0]),
        ("kz.alm.02", vec![4]),
        ("kz.a", vec![]),
    ] {
        let list = List::new(vec![Branch::Place(PlaceCode::of(prefix))], child(), at(0));
        assert_eq!(numbers(&store.list(&list).await.unwrap()), expected, "{prefix}");
    }
}

async fn many_places_under_one_prefix_are_covered(db: Database) {
    let store = db.open().await.unwrap();
    let place = |n: u64| {
        PlaceCode::new(&format!("{}.{:03}", if n.is_multiple_of(3) { "uz" } else { "kz" }, n / 2)).unwrap()
    };
    fill(&store, (0..300).map(|n| Record { place: Some(place(n)), ..row(n) })).await;
    let list = List { limit: 33, ..List::new(vec![Branch::Place(PlaceCode::of("kz"))], child(), at(0)) };
    let found = numbers(&all_pages(&store, list).await);
    assert_eq!(found, (0..300).rev().filter(|n| *n % 3 != 0).collect::<Vec<_>>());
}

async fn filters_and_orders_hold(db: Database) {
    let store = db.open().await.unwrap();
    let stages = ["arrival", "plan", "closed"];
    let records = (0..30_u64).map(|n| Record {
        kind: Kind::of(if n < 20 { "child" } else { "adult" }),
        stage: (n % 4 < 3).then(|| Stage::of(stages[usize::try_from(n % 4).unwrap()])),
        urgency: Urgency::from_rank(i64::try_from(n % 4).unwrap()),
        next_due: (n % 2 == 0).then(|| at(i64::try_from(n).unwrap())),
        ..row(n)
    });
    fill(&store, records).await;
    let list = || List::new(vec![Branch::All], child(), at(0));
    let found = async |list: List| {
        let mut numbers = numbers(&store.list(&list).await.unwrap());
        assert_eq!(numbers.len() as u64, store.count(&list, 100).await.unwrap());
        numbers.sort_unstable();
        numbers
    };
    let plan = List { stages: vec![Stage::of("plan")], ..list() };
    assert_eq!(found(plan).await, [1, 5, 9, 13, 17]);
    let open = List { without_stages: vec![Stage::of("closed")], ..list() };
    assert_eq!(found(open).await, (0..20).filter(|n| n % 4 != 2).collect::<Vec<_>>());
    let pressing = List { urgencies: vec![Urgency::Urgent, Urgency::Soon], ..list() };
    assert_eq!(found(pressing).await, (0..20).filter(|n| n % 4 > 1).collect::<Vec<_>>());
    let due = List { due_before: Some(at(6)), ..list() };
    assert_eq!(found(due).await, [0, 2, 4]);
    let both = List { kinds: vec![Kind::of("child"), Kind::of("adult")], ..list() };
    assert_eq!(found(both).await.len(), 30);
    let by_due = List { order: Order::Due, limit: 3, ..list() };
    assert_eq!(numbers(&store.list(&by_due).await.unwrap()), [0, 2, 4]);
}

async fn a_relation_that_ended_shows_nothing(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store, (0..4).map(row)).await;
    let relations = [(0, None), (1, Some(at(10))), (2, Some(at(20)))];
    let rows =
        relations.map(|(n, until)| Row::Relations { record: record_id(n), parties: vec![(user(5), until)] });
    store.load_projections(rows.to_vec()).await.unwrap();
    let found = async |seconds| {
        let list = List::new(vec![Branch::Related(user(5))], child(), at(seconds));
        numbers(&store.list(&list).await.unwrap())
    };
    assert_eq!(found(9).await, [2, 1, 0]);
    assert_eq!(found(10).await, [2, 0]);
    assert_eq!(found(20).await, [0]);
    let all = store.related_to(user(5), at(0), None, 10).await.unwrap();
    assert!(all.is_sorted_by_key(|relation| relation.record));
    assert_eq!(store.related_to(user(5), at(0), Some(all[0].record), 10).await.unwrap(), all[1..]);
}

async fn a_party_with_many_relations_is_listed_as_one_with_few(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store, (0..6000).map(row)).await;
    // One party has relations with most records, another with the same ones among the last thousand; some have ended.
    let until = |n: u64| n.is_multiple_of(3).then(|| at(10));
    let parties =
        |n| if n < 5000 { vec![(user(1), until(n))] } else { vec![(user(1), until(n)), (user(2), until(n))] };
    let rows: Vec<_> = (0..6000)
        .filter(|n| n % 5 != 0)
        .map(|n| Row::Relations { record: record_id(n), parties: parties(n) })
        .collect();
    store.load_projections(rows).await.unwrap();
    for (order, limit, seconds) in
        [(Order::Changed, 500, 20), (Order::Due, 300, 20), (Order::Changed, 900, 5)]
    {
        let list = |party| List {
            order,
            limit,
            ..List::new(vec![Branch::Related(user(party))], child(), at(seconds))
        };
        let many = all_pages(&store, list(1)).await;
        let few = all_pages(&store, list(2)).await;
        assert_eq!(many.len() as u64, store.count(&list(1), 10_000).await.unwrap());
        let last: Vec<_> = numbers(&many).into_iter().filter(|n| *n >= 5000).collect();
        assert_eq!(last, numbers(&few));
        assert_eq!(few.len(), (5000..6000).filter(|n| n % 5 != 0 && (n % 3 != 0 || seconds < 10)).count());
    }
}

async fn an_empty_scope_shows_nothing(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store, (0..4).map(row)).await;
    assert!(store.list(&List::new(vec![], child(), at(0))).await.unwrap().is_empty());
    assert!(store.list(&List::new(vec![Branch::All], vec![], at(0))).await.unwrap().is_empty());
    assert_eq!(store.count(&List::new(vec![], child(), at(0)), 9).await.unwrap(), 0);
    // No owner is nobody's record, also for somebody who is nobody.
    assert!(store.list(&List::new(vec![Branch::Owner(user(0))], child(), at(0))).await.unwrap().is_empty());
}

async fn open_tasks_come_by_due_time(db: Database) {
    let store = db.open().await.unwrap();
    let task = |n: u64| Task {
        id: TaskId::from(id16(n)),
        record: record_id(n % 3),
        slot: slot_id(1),
        assignee: n.is_multiple_of(2).then(|| user(1)),
        // A colleague's task is of the team too, and in nobody's queue.
        team: (n % 2 == 1 || n.is_multiple_of(4)).then(|| user(2)),
        owner_of_record: Some(user(3)),
        due: at(i64::try_from(n / 2).unwrap()),
        closed_at: n.is_multiple_of(10).then(|| at(50)),
        sealed: vec![1],
    };
    let rows = (0..40).map(task).map(Row::Task).collect();
    let commit = Commit { rows, ..Commit::new(command(1), user(1), at(0)) };
    store.commit(commit).await.unwrap();
    for (of, expected) in [
        (TasksOf::Assignee(user(1)), 16),
        (TasksOf::Queue(user(2)), 20),
        (TasksOf::Owner(user(3)), 36),
        (TasksOf::All, 36),
    ] {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = store.open_tasks(of, after, 7).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.due, last.id));
            found.extend(page);
        }
        assert_eq!(found.len(), expected, "{of:?}");
        assert!(found.iter().all(|task| task.closed_at.is_none()));
        assert!(found.is_sorted_by_key(|task| (task.due, task.id)));
    }
    assert_eq!(store.count_open_tasks(TasksOf::Queue(user(2)), at(10), 100).await.unwrap(), 10);
    assert_eq!(store.count_open_tasks(TasksOf::All, at(1000), 5).await.unwrap(), 5);
    assert_eq!(store.tasks_of_record(record_id(0), 100).await.unwrap().len(), 14);
    let closed = Row::Task(Task { closed_at: Some(at(60)), ..task(1) });
    store.load_projections(vec![closed, Row::DeleteTask(TaskId::from(id16(3)))]).await.unwrap();
    assert_eq!(store.open_tasks(TasksOf::Queue(user(2)), None, 100).await.unwrap().len(), 18);
    assert_eq!(store.task(TaskId::from(id16(3))).await.unwrap(), None);
}

async fn records_are_counted_by_place_and_stage(db: Database) {
    let store = db.open().await.unwrap();
    let stages = ["arrived", "home"];
    fill(
        &store,
        (0..60).map(|n| Record {
            kind: Kind::of(if n < 50 { "child" } else { "adult" }),
            place: (n % 5 != 0).then(|| PlaceCode::of("kz.alm")),
            stage: Some(Stage::of(stages[usize::from(n % 2 == 0)])),
            ..row(n)
        }),
    )
    .await;
    let mut counts = store.count_records(&Kind::of("child")).await.unwrap();
    counts.sort_by_key(|count| (count.place.clone(), count.stage.clone()));
    let found: Vec<_> = counts
        .iter()
        .map(|count| {
            (
                count.place.as_ref().map(PlaceCode::as_str),
                count.stage.as_ref().map(Stage::as_str),
                count.records,
            )
        })
        .collect();
    let alm = Some("kz.alm");
    assert_eq!(
        found,
        [
            (None, Some("arrived"), 5),
            (None, Some("home"), 5),
            (alm, Some("arrived"), 20),
            (alm, Some("home"), 20)
        ]
    );
    assert!(store.count_records(&Kind::of("family")).await.unwrap().is_empty());
}
