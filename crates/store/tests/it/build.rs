//! Small things the tests are built from, and the two databases.

use domain::{CommandId, EventId, Instant, Kind, RecordId, SlotId, UserId};
use store::{Commit, Expect, NewEvent, NewSlot, Record, Row, Slot, Store};

/// Runs each test on SQLite and on PostgreSQL. A test takes a [`store::fixture::Database`].
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(store::fixture::Database::of(store::fixture::Kind::Sqlite).await.unwrap()).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if store::fixture::cluster().is_none() {
                    eprintln!("no PostgreSQL here: not tested on it");
                    return;
                }
                super::$name(store::fixture::Database::of(store::fixture::Kind::Postgres).await.unwrap()).await;
            })*
        }
    };
}
pub(crate) use on_both;

/// Sixteen bytes that carry a number, spread so that neighbours are not neighbours in a key.
pub(crate) fn id16(n: u64) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    bytes[8..].copy_from_slice(&n.to_be_bytes());
    bytes
}
pub(crate) fn record_id(n: u64) -> RecordId {
    id16(n).into()
}
pub(crate) fn slot_id(n: u64) -> SlotId {
    id16(n).into()
}
pub(crate) fn user(n: u64) -> UserId {
    id16(n + 1_000_000).into()
}
pub(crate) fn command(n: u64) -> CommandId {
    id16(n).into()
}
pub(crate) fn at(seconds: i64) -> Instant {
    Instant::from_second(1_700_000_000 + seconds).unwrap()
}
pub(crate) fn leaf(n: u64) -> [u8; 32] {
    ledger::leaf_hash_of(&n.to_be_bytes())
}

pub(crate) fn event(record: u64, slot: u64, seq: u64) -> NewEvent {
    let n = record * 1_000_000 + slot * 10_000 + seq;
    NewEvent {
        record: record_id(record),
        slot: slot_id(slot),
        seq,
        event_id: EventId::from(id16(n)),
        at: at(i64::try_from(seq).unwrap()),
        actor: user(1),
        format: 1,
        wrap: vec![7; 60],
        sealed: n.to_be_bytes().repeat(32),
        leaf: leaf(n),
    }
}
pub(crate) fn new_slot(record: u64, slot: u64) -> NewSlot {
    NewSlot {
        record: record_id(record),
        slot: slot_id(slot),
        epoch: 1,
        wrap: vec![1; 60],
        label: vec![2; 40],
    }
}
pub(crate) fn row(n: u64) -> Record {
    Record {
        id: record_id(n),
        kind: Kind::of("child"),
        stage: None,
        urgency: None,
        owner: None,
        team: None,
        place: None,
        opened_at: at(0),
        changed_at: at(i64::try_from(n).unwrap()),
        next_due: None,
        open_tasks: 0,
        code_token: None,
        access: vec![3; 30],
    }
}

/// A commit that opens record `n` with one slot of the same number and one event.
pub(crate) fn opening(n: u64) -> Commit {
    Commit {
        outcome: n.to_be_bytes().to_vec(),
        expect: vec![
            Expect::Absent { record: record_id(n), slot: slot_id(n) },
            Expect::Record { record: record_id(n), version: 0 },
        ],
        rows: vec![Row::Slot(new_slot(n, n)), Row::Event(event(n, n, 1)), Row::Record(row(n))],
        ..Commit::new(command(n), user(1), at(0))
    }
}

/// A commit that appends the next event to a slot as it was read.
pub(crate) fn appending(n: u64, command_id: u64, slot: &Slot) -> Commit {
    Commit {
        expect: vec![Expect::seen(slot)],
        rows: vec![Row::Event(event(n, n, slot.seq + 1))],
        ..Commit::new(command(command_id), user(1), at(10))
    }
}

/// The ledger is whole: positions are gap-free, leaves are those of the events, the head is their root.
pub(crate) async fn assert_whole(store: &Store) {
    let head = store.head().await.unwrap();
    let leaves = store.leaves_from(0, u32::MAX).await.unwrap();
    assert_eq!(leaves.len() as u64, head.size, "as many leaves as the head says");
    for (n, leaf) in leaves.iter().enumerate() {
        assert_eq!(leaf.position, n as u64, "no gap");
    }
    assert_eq!(ledger::root_of(leaves.iter().map(|leaf| leaf.hash)), head.root, "the root of the leaves");
    if head.size > 0 {
        assert_eq!(head.signature, store::fixture::signer()(head.size, &head.root, head.at));
    }
    for event in store.events_from(0, u32::MAX).await.unwrap() {
        let leaf = &leaves[usize::try_from(event.position).unwrap()];
        assert_eq!((leaf.hash, leaf.source), (event.leaf, store::LeafSource::Event));
    }
}
