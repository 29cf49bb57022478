//! Writing: what is in conflict, what happens once, what fails alone, and the one order of the ledger.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use domain::RecordId;
use store::{
    Commit, CommitError, Error, Expect, LeafSource, Options, Row, Store, Target, Unique,
    fixture::{Database, Kind, signer},
};
use tokio::task::JoinSet;

use crate::build::*;

on_both!(
    a_record_is_opened_and_read_back,
    what_is_read_together_is_of_one_moment,
    summaries_come_with_their_own_slots,
    a_stale_write_is_refused_and_changes_nothing,
    a_record_that_moved_keeps_its_row,
    a_command_sent_twice_happens_once,
    the_same_command_in_one_batch_happens_once,
    a_taken_code_or_login_is_refused,
    a_poisonous_commit_fails_alone,
    what_contradicts_itself_is_refused,
    positions_are_gap_free_under_concurrent_writers,
    of_writers_to_one_slot_one_wins_each_time,
    an_erased_event_and_slot_stay_erased,
    nothing_is_sealed_under_a_key_given_up,
    checkpoints_are_kept_at_round_sizes_and_on_demand,
    what_was_committed_is_there_after_reopening,
    projections_are_replaced_and_removed,
    a_slot_that_lost_an_event_is_found,
);

async fn a_record_is_opened_and_read_back(db: Database) {
    let store = db.open().await.unwrap();
    let committed = store.commit(opening(1)).await.unwrap();
    assert!(!committed.repeated);
    assert_eq!(committed.positions, 0..1);
    let slots = store.slots(record_id(1)).await.unwrap();
    assert_eq!(slots.len(), 1);
    assert_eq!((slots[0].seq, slots[0].wrap.as_deref()), (1, Some(&[1; 60][..])));
    let events = store.events(record_id(1)).await.unwrap();
    assert_eq!(events.len(), 1);
    let (found, sent) = (&events[0], event(1, 1, 1));
    assert_eq!((found.position, found.seq, found.event_id), (0, 1, sent.event_id));
    assert_eq!((&found.sealed, found.wrap.as_ref(), found.at), (&sent.sealed, Some(&sent.wrap), sent.at));
    assert_eq!(store.record(record_id(1)).await.unwrap(), Some(row(1)));
    assert_eq!(store.record(record_id(2)).await.unwrap(), None);
    assert_whole(&store).await;
}

async fn summaries_come_with_their_own_slots(db: Database) {
    let store = db.open().await.unwrap();
    for n in 1..=3 {
        store.commit(opening(n)).await.unwrap();
    }
    let another = Commit {
        expect: vec![Expect::Absent { record: record_id(1), slot: slot_id(9) }],
        rows: vec![Row::Slot(new_slot(1, 9)), Row::Event(event(1, 9, 1))],
        ..Commit::new(command(9), user(1), at(0))
    };
    store.commit(another).await.unwrap();
    let summary = |n| store::Summary { record: record_id(n), slot: slot_id(n), seq: 1, sealed: vec![5] };
    let rows = vec![Row::Summary(summary(1)), Row::Summary(summary(2))];
    store.load_projections(rows).await.unwrap();
    let asked = [record_id(1), record_id(3)];
    let (summaries, slots) = store.summaries_with_slots(&asked).await.unwrap();
    assert_eq!(summaries, [summary(1)]);
    let slots: Vec<_> = slots.iter().map(|slot| (slot.record, slot.slot)).collect();
    assert_eq!(slots, [(record_id(1), slot_id(1))]);
    assert_eq!(store.summaries_with_slots(&[]).await.unwrap(), (vec![], vec![]));
}

async fn what_is_read_together_is_of_one_moment(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let writer = {
        let (store, over) = (store.clone(), Arc::clone(&over));
        tokio::spawn(async move {
            let mut written = 0;
            while !over.load(Ordering::Relaxed) {
                let seen = store.slots(record_id(1)).await.unwrap().remove(0);
                store.commit(appending(1, 10 + written, &seen)).await.unwrap();
                written += 1;
            }
            written
        })
    };
    // A slot that is older than the events would open none of those that came since.
    for _ in 0..600 {
        let (slots, events) = store.slots_and_events(record_id(1)).await.unwrap();
        assert_eq!(slots[0].seq, events.len() as u64);
        // Events grow; what is asked stays small enough to be asked often.
        if events.len() > 400 {
            break;
        }
    }
    over.store(true, Ordering::Relaxed);
    assert!(writer.await.unwrap() > 0, "nothing was written beside");
    assert_whole(&store).await;
}

async fn a_stale_write_is_refused_and_changes_nothing(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    let seen = store.slots(record_id(1)).await.unwrap().remove(0);
    store.commit(appending(1, 10, &seen)).await.unwrap();
    let mut late = appending(1, 11, &seen);
    late.rows.push(Row::Meta { key: "late".into(), value: vec![1] });
    let stale = CommitError::Stale { record: record_id(1), slot: slot_id(1), found: 2 };
    assert_eq!(store.commit(late.clone()).await, Err(stale));
    assert_eq!(store.meta("late").await.unwrap(), None);
    assert_eq!(store.command(late.command).await.unwrap(), None);
    // Opening what exists is stale as well.
    let again = Commit { command: command(99), ..opening(1) };
    assert!(matches!(store.commit(again).await, Err(CommitError::Stale { found: 2, .. })));
    assert_eq!(store.events(record_id(1)).await.unwrap().len(), 2);
    assert_whole(&store).await;
}

async fn a_record_that_moved_keeps_its_row(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    let seen = store.slots(record_id(1)).await.unwrap();
    // Another compartment of the record appears meanwhile.
    let mut other = Commit::new(command(10), user(1), at(1));
    other.expect = vec![Expect::Absent { record: record_id(1), slot: slot_id(2) }];
    other.rows = vec![Row::Slot(new_slot(1, 2)), Row::Event(event(1, 2, 1))];
    store.commit(other).await.unwrap();
    let mut late = appending(1, 11, &seen[0]);
    late.expect.push(Expect::whole(record_id(1), &seen));
    late.rows.push(Row::Record(store::Record { open_tasks: 9, ..row(1) }));
    assert_eq!(store.commit(late.clone()).await, Err(CommitError::Moved { record: record_id(1), found: 2 }));
    assert_eq!(store.record(record_id(1)).await.unwrap(), Some(row(1)));
    // Without the expectation the row cannot even be written.
    late.expect.pop();
    assert!(matches!(store.commit(late.clone()).await, Err(CommitError::Malformed(_))));
    // Having looked again, it can.
    late.expect =
        vec![Expect::seen(&seen[0]), Expect::whole(record_id(1), &store.slots(record_id(1)).await.unwrap())];
    store.commit(late).await.unwrap();
    assert_eq!(store.record(record_id(1)).await.unwrap().unwrap().open_tasks, 9);
}

async fn a_command_sent_twice_happens_once(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    let again = store.commit(Commit { outcome: vec![0], ..opening(1) }).await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.outcome, 1_u64.to_be_bytes());
    assert!(again.positions.is_empty());
    assert_eq!(store.head().await.unwrap().size, 1);
    assert_eq!(store.forget_commands(at(1)).await.unwrap(), 1);
    assert!(matches!(store.commit(opening(1)).await, Err(CommitError::Stale { .. })));
}

async fn the_same_command_in_one_batch_happens_once(db: Database) {
    let store = db.open().await.unwrap();
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let store = store.clone();
        tasks.spawn(async move { store.commit(opening(1)).await.unwrap() });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1);
    assert!(answers.iter().all(|answer| answer.outcome == 1_u64.to_be_bytes()));
    assert_eq!(store.events(record_id(1)).await.unwrap().len(), 1);
    assert_whole(&store).await;
}

fn with_code(n: u64, code: &[u8]) -> Commit {
    let mut commit = opening(n);
    commit.rows[2] = Row::Record(store::Record { code_token: Some(code.to_vec()), ..row(n) });
    commit
}

async fn a_taken_code_or_login_is_refused(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(with_code(1, b"code")).await.unwrap();
    let taken = Err(CommitError::Taken { what: Unique::Code });
    assert_eq!(store.commit(with_code(2, b"code")).await, taken);
    assert_eq!(store.record_by_code(b"code").await.unwrap().map(|record| record.id), Some(record_id(1)));
    assert!(store.slots(record_id(2)).await.unwrap().is_empty());
    let asked: Vec<Vec<u8>> = ["other", "code", "another"].map(|code| code.as_bytes().to_vec()).into();
    assert_eq!(store.codes_taken(&asked).await.unwrap(), [b"code".to_vec()]);
    assert!(store.codes_taken(&[]).await.unwrap().is_empty());
    // In one batch as well: of many only one gets it.
    let mut tasks = JoinSet::new();
    for n in 10..20 {
        let store = store.clone();
        tasks.spawn(async move { store.commit(with_code(n, b"one")).await });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(answers.iter().filter(|answer| **answer == taken).count(), 9);

    let login = |n: u64, account: u64| Commit {
        rows: vec![Row::Login { token: b"name".to_vec(), account: user(account) }],
        ..Commit::new(command(n), user(1), at(0))
    };
    store.commit(login(100, 1)).await.unwrap();
    assert_eq!(store.commit(login(101, 2)).await, Err(CommitError::Taken { what: Unique::Login }));
    assert_eq!(store.login(b"name").await.unwrap().map(|login| login.account), Some(user(1)));
    let mut given_up = Commit::new(command(102), user(1), at(0));
    given_up.rows = vec![Row::DeleteLogin { token: b"name".to_vec() }];
    store.commit(given_up).await.unwrap();
    store.commit(login(103, 2)).await.unwrap();
    assert_whole(&store).await;
}

async fn a_poisonous_commit_fails_alone(db: Database) {
    let store = db.open().await.unwrap();
    // Past everything that is decided in memory: the database itself must refuse it. PostgreSQL takes no zero byte in
    // a text; SQLite takes everything, so it is told.
    if matches!(db.target(), Target::Sqlite { .. }) {
        let trigger = "CREATE TRIGGER poison BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'poison'); END";
        db.execute(trigger).await.unwrap();
    }
    let mut tasks = JoinSet::new();
    for n in 0..40 {
        let store = store.clone();
        tasks.spawn(async move {
            let mut commit = opening(n);
            if n == 7 {
                commit.rows.push(Row::Meta { key: "poison\0".into(), value: vec![] });
            }
            (n, store.commit(commit).await)
        });
    }
    for (n, answer) in tasks.join_all().await {
        if n == 7 {
            assert!(matches!(answer, Err(CommitError::Database(Error::Refused { .. }))), "{answer:?}");
        } else {
            assert!(answer.is_ok(), "{n}: {answer:?}");
        }
    }
    assert!(store.slots(record_id(7)).await.unwrap().is_empty());
    assert_eq!(store.head().await.unwrap().size, 39);
    assert_whole(&store).await;
    // And the writer still writes.
    store.commit(opening(100)).await.unwrap();
}

async fn what_contradicts_itself_is_refused(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    let seen = store.slots(record_id(1)).await.unwrap().remove(0);
    let absent = Expect::Absent { record: record_id(2), slot: slot_id(2) };
    let leaf_hash = leaf(5);
    let malformed: Vec<(Vec<Expect>, Vec<Row>)> = vec![
        (vec![], vec![Row::Event(event(1, 1, 2))]),
        (vec![Expect::seen(&seen)], vec![Row::Event(event(1, 1, 3))]),
        (vec![Expect::seen(&seen)], vec![Row::Event(event(1, 1, 2)), Row::Event(event(1, 1, 2))]),
        (vec![], vec![Row::Slot(new_slot(2, 2)), Row::Event(event(2, 2, 1))]),
        (vec![absent.clone()], vec![Row::Slot(new_slot(2, 2))]),
        (vec![absent.clone()], vec![Row::Event(event(2, 2, 1))]),
        (
            vec![absent],
            vec![Row::Slot(new_slot(2, 2)), Row::Slot(new_slot(2, 2)), Row::Event(event(2, 2, 1))],
        ),
        (vec![Expect::seen(&seen)], vec![Row::Slot(new_slot(1, 1)), Row::Event(event(1, 1, 2))]),
        (vec![], vec![Row::Leaf { hash: leaf_hash, source: LeafSource::Event }]),
        (vec![], vec![Row::Leaf { hash: leaf_hash, source: LeafSource::Reading }]),
        (vec![], vec![Row::RewrapEvent { record: record_id(1), slot: slot_id(1), seq: 1, wrap: vec![] }]),
    ];
    for (n, (expect, rows)) in malformed.into_iter().enumerate() {
        let commit = Commit { expect, rows, ..Commit::new(command(50 + n as u64), user(1), at(0)) };
        let answer = store.commit(commit).await;
        assert!(matches!(answer, Err(CommitError::Malformed(_))), "{n}: {answer:?}");
    }
    let chain = Row::Slot(new_slot(3, 3));
    assert!(matches!(store.load_projections(vec![chain]).await, Err(CommitError::Malformed(_))));
    assert_eq!(store.head().await.unwrap().size, 1);
}

async fn positions_are_gap_free_under_concurrent_writers(db: Database) {
    const WRITERS: u64 = 16;
    // Two nodes before one PostgreSQL; two programs on one file.
    let nodes = [db.open().await.unwrap(), db.open().await.unwrap()];
    let mut tasks = JoinSet::new();
    for writer in 0..WRITERS {
        let store = nodes[usize::try_from(writer).unwrap() % 2].clone();
        tasks.spawn(async move {
            for n in 0..10 {
                store.commit(opening(writer * 100 + n)).await.unwrap();
            }
        });
    }
    tasks.join_all().await;
    for store in &nodes {
        assert_eq!(store.head().await.unwrap().size, WRITERS * 10);
        assert_whole(store).await;
    }
}

async fn of_writers_to_one_slot_one_wins_each_time(db: Database) {
    let nodes = [db.open().await.unwrap(), db.open().await.unwrap()];
    nodes[0].commit(opening(1)).await.unwrap();
    let mut tasks = JoinSet::new();
    for writer in 0..8_u64 {
        let store = nodes[usize::try_from(writer).unwrap() % 2].clone();
        tasks.spawn(async move {
            let mut refused = 0;
            for n in 0..5 {
                loop {
                    let seen = store.slots(record_id(1)).await.unwrap().remove(0);
                    match store.commit(appending(1, 1000 + writer * 10_000 + n * 100 + refused, &seen)).await
                    {
                        Ok(_) => break,
                        Err(CommitError::Stale { .. }) => refused += 1,
                        Err(error) => panic!("{error}"),
                    }
                }
            }
        });
    }
    tasks.join_all().await;
    let events = nodes[0].events(record_id(1)).await.unwrap();
    let seqs: Vec<_> = events.iter().map(|event| event.seq).collect();
    assert_eq!(seqs, (1..=41).collect::<Vec<_>>());
    assert_whole(&nodes[1]).await;
}

fn change(n: u64, rows: Vec<Row>) -> Commit {
    Commit { rows, ..Commit::new(command(n), user(1), at(5)) }
}

async fn an_erased_event_and_slot_stay_erased(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    store.commit(opening(2)).await.unwrap();
    let (record, slot) = (record_id(1), slot_id(1));
    let erased = change(
        10,
        vec![
            Row::DropEventWrap { record, slot, seq: 1 },
            Row::Leaf { hash: leaf(77), source: LeafSource::Erasure },
        ],
    );
    store.commit(erased).await.unwrap();
    let seen = store.slots(record).await.unwrap().remove(0);
    let mut rewrap = change(11, vec![Row::RewrapEvent { record, slot, seq: 1, wrap: vec![9] }]);
    rewrap.expect = vec![Expect::seen(&seen)];
    store.commit(rewrap).await.unwrap();
    let event = store.events(record).await.unwrap().remove(0);
    assert_eq!(event.wrap, None);
    assert!(!event.sealed.is_empty(), "the ciphertext stays for the ledger");

    store.commit(change(12, vec![Row::DestroySlotKey { record, slot }])).await.unwrap();
    let rewrapped = Row::RewrapSlot { record, slot, epoch: 2, wrap: vec![9], label: vec![9] };
    store.commit(change(13, vec![rewrapped.clone()])).await.unwrap();
    assert_eq!(store.slots(record).await.unwrap()[0].wrap, None);
    let seen = store.slots(record).await.unwrap().remove(0);
    assert_eq!(store.commit(appending(1, 14, &seen)).await, Err(CommitError::Erased { record, slot }));
    // In one commit, in either order.
    let (record, slot) = (record_id(2), slot_id(2));
    let rewrapped = Row::RewrapSlot { record, slot, epoch: 2, wrap: vec![9], label: vec![9] };
    store
        .commit(change(15, vec![rewrapped.clone(), Row::DestroySlotKey { record, slot }, rewrapped]))
        .await
        .unwrap();
    assert_eq!(store.slots(record).await.unwrap()[0].wrap, None);
    assert_whole(&store).await;
}

async fn nothing_is_sealed_under_a_key_given_up(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    let (record, slot) = (record_id(1), slot_id(1));
    let seen = store.slots(record).await.unwrap().remove(0);
    let rewrapped = Row::RewrapSlot { record, slot, epoch: 2, wrap: vec![9], label: vec![8] };
    store.commit(change(10, vec![rewrapped])).await.unwrap();
    let stale = CommitError::Stale { record, slot, found: 1 };
    assert_eq!(store.commit(appending(1, 11, &seen)).await, Err(stale));
    let seen = store.slots(record).await.unwrap().remove(0);
    assert_eq!((seen.epoch, seen.wrap.as_deref(), &*seen.label), (2, Some(&[9][..]), &[8][..]));
    store.commit(appending(1, 12, &seen)).await.unwrap();
}

async fn checkpoints_are_kept_at_round_sizes_and_on_demand(db: Database) {
    let options = Options { checkpoint_every: 10, ..Options::new(signer()) };
    let store = Store::open(db.target(), options).await.unwrap();
    let mut tasks = JoinSet::new();
    for n in 0..25 {
        let store = store.clone();
        tasks.spawn(async move { store.commit(opening(n)).await.unwrap() });
    }
    tasks.join_all().await;
    let asked = store.keep_checkpoint(at(100)).await.unwrap();
    assert_eq!((asked.size, asked.at), (25, at(100)));
    assert_eq!(store.keep_checkpoint(at(101)).await.unwrap().size, 25);
    let kept = store.checkpoints_from(0, 100).await.unwrap();
    assert_eq!(kept.iter().map(|checkpoint| checkpoint.size).collect::<Vec<_>>(), [10, 20, 25]);
    let leaves = store.leaves_from(0, 100).await.unwrap();
    for checkpoint in kept {
        let size = usize::try_from(checkpoint.size).unwrap();
        assert_eq!(checkpoint.root, ledger::root_of(leaves[..size].iter().map(|leaf| leaf.hash)));
        assert_eq!(checkpoint.signature, signer()(checkpoint.size, &checkpoint.root, checkpoint.at));
    }
}

async fn what_was_committed_is_there_after_reopening(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    let head = store.head().await.unwrap();
    store.close().await;
    let store = db.open().await.unwrap();
    assert_eq!(store.head().await.unwrap(), head);
    store.commit(opening(2)).await.unwrap();
    assert_whole(&store).await;
}

async fn projections_are_replaced_and_removed(db: Database) {
    let store = db.open().await.unwrap();
    store.commit(opening(1)).await.unwrap();
    let (record, slot) = (record_id(1), slot_id(1));
    let party = |n: u64| -> RecordId { user(n) };
    let token = |n: u8| store::NewToken { kind: 1, token: vec![n; 8], epoch: 1 };
    let first = vec![
        Row::Relations { record, parties: vec![(party(1), None), (party(2), Some(at(50)))] },
        Row::Tokens { record, slot, tokens: vec![token(1), token(2), token(2)] },
        Row::Summary(store::Summary { record, slot, seq: 1, sealed: vec![4] }),
    ];
    store.commit(change(10, first)).await.unwrap();
    assert_eq!(store.relations_of(record).await.unwrap().len(), 2);
    assert_eq!(store.tokens_of(record).await.unwrap().len(), 2);
    assert_eq!(store.related_to(party(2), at(49), None, 9).await.unwrap().len(), 1);
    assert_eq!(store.related_to(party(2), at(50), None, 9).await.unwrap().len(), 0);
    let then = vec![
        Row::Relations { record, parties: vec![(party(3), None)] },
        Row::Tokens { record, slot, tokens: vec![] },
        Row::DeleteSummary { record, slot },
        Row::DeleteRecord(record),
    ];
    store.commit(change(11, then)).await.unwrap();
    let relations = store.relations_of(record).await.unwrap();
    assert_eq!(relations.iter().map(|relation| relation.party).collect::<Vec<_>>(), [party(3)]);
    assert_eq!(store.tokens_of(record).await.unwrap(), []);
    assert_eq!(store.summaries(&[record]).await.unwrap(), []);
    assert_eq!(store.record(record).await.unwrap(), None);
    assert_eq!(store.events(record).await.unwrap().len(), 1);
}

/// Nodes lose their connections at any moment; whoever hears nothing sends the same command again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_loses_and_doubles_nothing() {
    const CLIENTS: u64 = 8;
    const CUTS: u64 = 5;
    let Some(db) = Database::of(Kind::Postgres).await else {
        eprintln!("no PostgreSQL here: not tested");
        return;
    };
    let store = db.open().await.unwrap();
    let cuts = Arc::new(AtomicU64::new(0));
    let mut tasks = JoinSet::new();
    for client in 0..CLIENTS {
        let (store, cuts) = (store.clone(), Arc::clone(&cuts));
        tasks.spawn(async move {
            let mut written = 0;
            // On, until the connections were cut often enough while somebody wrote.
            while cuts.load(Ordering::Relaxed) < CUTS {
                let commit = opening(client * 100_000 + written);
                while let Err(error) = store.commit(commit.clone()).await {
                    assert_eq!(error, CommitError::Database(Error::Unreachable));
                }
                written += 1;
            }
            written
        });
    }
    let mut written = 0;
    while !tasks.is_empty() {
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
        db.execute(kill).await.unwrap();
        cuts.fetch_add(1, Ordering::Relaxed);
        let pause = tokio::time::sleep(std::time::Duration::from_millis(15));
        tokio::pin!(pause);
        loop {
            tokio::select! {
                () = &mut pause => break,
                Some(done) = tasks.join_next() => written += done.unwrap(),
            }
        }
    }
    assert!(written >= CLIENTS);
    assert_eq!(store.head().await.unwrap().size, written);
    assert_whole(&store).await;
}

async fn a_slot_that_lost_an_event_is_found(db: Database) {
    let store = db.open().await.unwrap();
    for n in 0..4 {
        store.commit(opening(n)).await.unwrap();
    }
    let seen = store.slots(record_id(1)).await.unwrap().remove(0);
    store.commit(appending(1, 10, &seen)).await.unwrap();
    assert_eq!(store.slots_out_of_step(10).await.unwrap(), []);
    db.execute("DELETE FROM event WHERE position = 1").await.unwrap();
    db.execute("UPDATE event SET seq = 7 WHERE position = 2").await.unwrap();
    let found = store.slots_out_of_step(10).await.unwrap();
    let mut expected = [(record_id(1), slot_id(1)), (record_id(2), slot_id(2))];
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(store.slots_out_of_step(1).await.unwrap(), expected[..1]);
}
