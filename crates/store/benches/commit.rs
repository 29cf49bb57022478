//! Durable commits per second on both databases, with the disk's own rate beside them.
//!
//! Each commit opens a record as the program does: one slot, one event, its leaf, the record's row, a summary, two
//! relations and three tokens. `cargo bench -p homeward-store`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement may fail by panicking, and it prints"
)]

use std::{
    fs::File,
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::{EventId, Instant, Kind, RecordId, SlotId};
use store::{
    Commit, Expect, NewEvent, NewReading, NewSlot, NewToken, Record, Row, Store, Summary,
    fixture::{self, Database},
};
use tokio::task::JoinSet;

const TIME: Duration = Duration::from_secs(3);

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

fn id16(n: u64) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    bytes[8..].copy_from_slice(&n.to_be_bytes());
    bytes
}

fn opening(n: u64) -> Commit {
    let (record, slot): (RecordId, SlotId) = (id16(n).into(), id16(n + 1).into());
    let (actor, at) =
        (RecordId::from(id16(n % 64)), Instant::from_microsecond(i64::try_from(n).unwrap()).unwrap());
    let new_slot = NewSlot { record, slot, epoch: 1, wrap: vec![1; 60], label: vec![2; 64] };
    let event = NewEvent {
        record,
        slot,
        seq: 1,
        event_id: EventId::from(id16(n)),
        at,
        actor,
        format: 1,
        wrap: vec![3; 60],
        sealed: vec![4; 512],
        leaf: ledger::leaf_hash_of(&n.to_be_bytes()),
    };
    let row = Record {
        id: record,
        kind: Kind::of("child"),
        stage: None,
        urgency: None,
        owner: Some(actor),
        team: Some(id16(n % 8).into()),
        place: None,
        opened_at: at,
        changed_at: at,
        next_due: Instant::from_second(i64::try_from(n * 7919 % 100_000).unwrap()).ok(),
        open_tasks: 0,
        code_token: Some(id16(n).to_vec()),
        access: vec![5; 64],
    };
    let token = |kind| NewToken { kind, token: id16(n + u64::from(kind))[..10].to_vec(), epoch: 1 };
    Commit {
        expect: vec![Expect::Absent { record, slot }, Expect::whole(record, &[])],
        rows: vec![
            Row::Slot(new_slot),
            Row::Event(event),
            Row::Record(row),
            Row::Summary(Summary { record, slot, seq: 1, sealed: vec![6; 256] }),
            Row::Relations { record, parties: vec![(actor, None), (id16(n % 512 + 64).into(), None)] },
            Row::Tokens { record, slot, tokens: (1..4).map(token).collect() },
        ],
        ..Commit::new(id16(n).into(), actor, at)
    }
}

/// Runs `clients` that each do one thing after the other, and prints how many were done in a second.
async fn measure<F>(what: &str, clients: usize, act: impl Fn(u64) -> F + Clone + Send + 'static)
where
    F: Future<Output = ()> + Send,
{
    let (begun, done, next) = (now(), Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(1)));
    let mut tasks = JoinSet::new();
    for _ in 0..clients {
        let (act, done, next) = (act.clone(), done.clone(), next.clone());
        tasks.spawn(async move {
            while begun.elapsed() < TIME {
                act(next.fetch_add(1, Ordering::Relaxed)).await;
                done.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    tasks.join_all().await;
    let done = f64::from(u32::try_from(done.load(Ordering::Relaxed)).unwrap());
    let seconds = begun.elapsed().as_secs_f64();
    let each = seconds * 1000.0 * f64::from(u32::try_from(clients).unwrap()) / done;
    println!("{what:<24} {clients:>3} clients {:>9.0}/s {each:>9.2} ms each", done / seconds);
}

async fn measure_store(name: &str, db: &Database) {
    let store = db.open().await.unwrap();
    for (round, clients) in [1, 8, 64].into_iter().enumerate() {
        let store = store.clone();
        let first = (round as u64 + 1) << 32;
        measure(&format!("{name} commits"), clients, move |n| {
            let store = store.clone();
            async move { drop(store.commit(opening(first + n)).await.unwrap()) }
        })
        .await;
    }
    for (round, clients) in [1, 64].into_iter().enumerate() {
        let store = store.clone();
        let first = (round as u64 + 11) << 32;
        measure(&format!("{name} readings logged"), clients, move |n| {
            let (store, n) = (store.clone(), first + n);
            let reading = NewReading {
                id: id16(n),
                at: Instant::UNIX_EPOCH,
                actor: id16(n % 64).into(),
                slot: id16(1).into(),
                sealed: vec![7; 128],
                month: 24_000,
                tokens: vec![id16(n % 1000).to_vec()],
            };
            async move { store.log_reading(reading).await.unwrap() }
        })
        .await;
    }
    first_page(name, &store).await;
    let size = store.head().await.unwrap().size;
    println!("{name:<24} {size:>11} leaves in all");
    store.close().await;
}

async fn first_page(name: &str, store: &Store) {
    let list = store::List::new(
        vec![
            store::Branch::Owner(id16(3).into()),
            store::Branch::Team(id16(3).into()),
            store::Branch::Related(id16(70).into()),
        ],
        vec![Kind::of("child")],
        Instant::UNIX_EPOCH,
    );
    assert_eq!(store.list(&list).await.unwrap().len(), 50);
    let store = store.clone();
    measure(&format!("{name} list, first page"), 1, move |_| {
        let (store, list) = (store.clone(), list.clone());
        async move { assert_eq!(store.list(&list).await.unwrap().len(), 50) }
    })
    .await;
}

/// Writes a page and flushes it, one after the other: what the disk can do without sharing.
fn measure_disk() {
    let mut file: File = tempfile::tempfile().unwrap();
    let (begun, mut flushes) = (now(), 0_u32);
    while begun.elapsed() < TIME {
        file.write_all(&[8; 4096]).unwrap();
        file.sync_data().unwrap();
        flushes += 1;
    }
    println!(
        "{:<24} {:>11} {:>9.0}/s",
        "disk: write and flush",
        "",
        f64::from(flushes) / begun.elapsed().as_secs_f64()
    );
}

#[tokio::main]
async fn main() {
    measure_disk();
    // A name as argument measures only that one; cargo adds arguments of its own.
    let only: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for (name, kind) in [("sqlite", fixture::Kind::Sqlite), ("postgres", fixture::Kind::Postgres)] {
        if !only.is_empty() && !only.iter().any(|wanted| wanted == name) {
            continue;
        }
        match Database::of(kind).await {
            Some(db) => measure_store(name, &db).await,
            None => println!("{name}: none here"),
        }
    }
}
