//! The reading log.

use store::{Commit, LeafSource, NewReading, Row, fixture::Database, reading_leaf};
use tokio::task::JoinSet;

use crate::build::*;

on_both!(
    entries_are_covered_by_leaves,
    entries_are_found_by_record_and_time,
    a_month_is_disposed_of_and_its_leaves_stay,
    an_entry_under_no_leaf_is_counted
);

fn reading(n: u64, month: u32) -> NewReading {
    NewReading {
        id: id16(n),
        at: at(i64::try_from(n).unwrap()),
        actor: user(n % 3),
        slot: slot_id(u64::from(month)),
        sealed: vec![u8::try_from(n % 256).unwrap(); 64],
        month,
        tokens: vec![vec![u8::try_from(n % 5).unwrap(); 8]],
    }
}

async fn entries_are_covered_by_leaves(db: Database) {
    let store = db.open().await.unwrap();
    let mut tasks = JoinSet::new();
    for n in 0..60 {
        let store = store.clone();
        tasks.spawn(async move {
            if n % 10 == 0 {
                store.commit(opening(n)).await.unwrap();
            }
            store.log_reading(reading(n, u32::try_from(n % 2).unwrap())).await.unwrap();
        });
    }
    tasks.join_all().await;
    // Sent again, as after a lost connection, an entry is logged once.
    store.log_reading(reading(3, 1)).await.unwrap();
    assert_whole(&store).await;
    let leaves = store.leaves_from(0, 1000).await.unwrap();
    let entries = store.readings_at(0..leaves.len() as u64).await.unwrap();
    assert_eq!(entries.len(), 60);
    let mut covered = 0;
    for leaf in leaves.iter().filter(|leaf| leaf.source == LeafSource::Reading) {
        let mut batch: Vec<_> =
            entries.iter().filter(|entry| entry.position == Some(leaf.position)).cloned().collect();
        assert!(batch.iter().all(|entry| entry.slot == batch[0].slot), "one month under one leaf");
        batch.reverse();
        assert_eq!(reading_leaf(&batch), leaf.hash);
        covered += batch.len();
        // A changed entry no longer fits.
        batch[0].sealed[0] ^= 1;
        assert_ne!(reading_leaf(&batch), leaf.hash);
        batch[0].sealed[0] ^= 1;
        batch[0].actor = user(99);
        assert_ne!(reading_leaf(&batch), leaf.hash);
        batch.pop();
        assert_ne!(reading_leaf(&batch), leaf.hash);
    }
    assert_eq!(covered, 60);
    assert!(leaves.len() < 66 + 1);
}

async fn entries_are_found_by_record_and_time(db: Database) {
    let store = db.open().await.unwrap();
    for n in 0..20 {
        store.log_reading(reading(n, 100 + u32::try_from(n / 10).unwrap())).await.unwrap();
    }
    assert_eq!(store.readings_naming(&[1; 8], 100..=101, 100).await.unwrap().len(), 4);
    assert_eq!(store.readings_naming(&[1; 8], 101..=101, 100).await.unwrap().len(), 2);
    assert_eq!(store.readings_naming(&[9; 8], 100..=101, 100).await.unwrap().len(), 0);
    assert_eq!(store.readings_between(None, at(5)..at(8), None, 100).await.unwrap().len(), 3);
    let mine = store.readings_between(Some(user(1)), at(0)..at(20), None, 100).await.unwrap();
    assert_eq!(mine.len(), 7);
    let rest = store
        .readings_between(Some(user(1)), at(0)..at(20), Some((mine[2].at, mine[2].id)), 100)
        .await
        .unwrap();
    assert_eq!(rest, mine[3..]);
    let latest = store.latest_readings(Some(user(1)), at(0)..at(20), 3).await.unwrap();
    assert_eq!(latest, mine[4..].iter().rev().cloned().collect::<Vec<_>>());
}

async fn a_month_is_disposed_of_and_its_leaves_stay(db: Database) {
    let store = db.open().await.unwrap();
    for n in 0..10 {
        store.log_reading(reading(n, 100 + u32::try_from(n % 2).unwrap())).await.unwrap();
    }
    let size = store.head().await.unwrap().size;
    let rows = vec![Row::DisposeReadings { slot: slot_id(100) }];
    store.commit(Commit { rows, ..Commit::new(command(1), user(1), at(0)) }).await.unwrap();
    let left = store.readings_at(0..100).await.unwrap();
    assert_eq!(left.len(), 5);
    assert!(left.iter().all(|entry| entry.slot == slot_id(101)));
    for token in 0..5_u8 {
        assert!(store.readings_naming(&[token; 8], 100..=100, 100).await.unwrap().is_empty());
    }
    assert_eq!(store.head().await.unwrap().size, size);
    assert_whole(&store).await;
}

async fn an_entry_under_no_leaf_is_counted(db: Database) {
    let store = db.open().await.unwrap();
    for n in 0..5 {
        store.log_reading(reading(n, 100)).await.unwrap();
    }
    let size = store.head().await.unwrap().size;
    assert_eq!(store.uncovered_readings(size).await.unwrap(), 0);
    db.execute("UPDATE reading SET position = NULL WHERE position = 2").await.unwrap();
    db.execute("UPDATE reading SET position = 99 WHERE position = 3").await.unwrap();
    assert_eq!(store.uncovered_readings(size).await.unwrap(), 2);
}
