//! Backups, restores, copies, and what a rebuild compares.

use store::{
    Class, Commit, Draft, Error, Job, LeafSource, Link, NewReading, NewToken, Options, ProtocolVersion, Row,
    Session, Store, Summary, Target, Value,
    fixture::{Database, Kind, signer},
    projection_tables, tables,
};

use crate::build::*;

on_both!(
    a_backup_moves_to_the_other_database_and_back,
    a_backup_is_of_one_moment,
    only_an_empty_database_is_restored_into,
    a_damaged_backup_leaves_an_empty_database,
    a_copy_of_the_chain_has_no_projections,
    a_difference_is_found_row_for_row,
    the_backup_of_each_schema_restores,
    every_value_is_shown,
);

/// Something in every table.
async fn fill(store: &Store) {
    for n in 0..50 {
        store.commit(opening(n)).await.unwrap();
    }
    let (record, slot) = (record_id(1), slot_id(1));
    let rows = vec![
        Row::Meta { key: "installation".into(), value: vec![0, 255] },
        Row::ProtocolVersion(ProtocolVersion {
            hash: leaf(1),
            version: "Жоспар 1".into(),
            activated_at: Some(at(1)),
            files: vec![0; 3_000],
        }),
        Row::Summary(Summary { record, slot, seq: 1, sealed: vec![5; 50] }),
        Row::Relations { record, parties: vec![(user(1), None), (user(2), Some(at(-5)))] },
        Row::Tokens { record, slot, tokens: vec![NewToken { kind: 3, token: vec![0; 8], epoch: 1 }] },
        Row::Task(store::Task {
            id: domain::TaskId::from(id16(1)),
            record,
            slot,
            assignee: None,
            team: Some(user(3)),
            owner_of_record: None,
            due: at(5),
            closed_at: None,
            sealed: vec![],
        }),
        Row::Login { token: vec![1], account: user(1) },
        Row::Link(Link {
            token_hash: vec![2],
            account: user(1),
            purpose: 1,
            expires_at: at(9),
            used_at: None,
        }),
        Row::Job(Job {
            id: id16(1),
            kind: "remind".into(),
            due: at(1),
            claimed_by: None,
            claimed_until: None,
            attempts: 0,
            sealed: vec![],
        }),
        Row::DestroySlotKey { record: record_id(2), slot: slot_id(2) },
        Row::DropEventWrap { record: record_id(3), slot: slot_id(3), seq: 1 },
        Row::Leaf { hash: leaf(9), source: LeafSource::Erasure },
    ];
    store.commit(Commit { rows, ..Commit::new(command(1000), user(1), at(0)) }).await.unwrap();
    let reading = NewReading {
        id: id16(1),
        at: at(3),
        actor: user(1),
        slot: slot_id(77),
        sealed: vec![1],
        month: 24_000,
        tokens: vec![vec![1; 8]],
    };
    store.log_reading(reading).await.unwrap();
    store.keep_checkpoint(at(4)).await.unwrap();
    let session = Session {
        token_hash: vec![3],
        account: user(1),
        created_at: at(0),
        seen_at: at(0),
        expires_at: at(9),
        sealed: vec![],
    };
    store.begin_session(session).await.unwrap();
    store
        .save_draft(Draft { account: user(1), id: id16(5), changed_at: at(0), sealed: vec![] })
        .await
        .unwrap();
}

async fn bytes_of(store: &Store) -> Vec<u8> {
    let mut bytes = Vec::new();
    store.backup(&mut bytes).await.unwrap();
    bytes
}

async fn restored(db: &Database, bytes: &[u8]) -> Result<Store, Error> {
    Store::restore(db.target(), Options::new(signer()), &mut &*bytes).await
}

/// A database of the other kind, or of the same where there is only one.
async fn other(db: &Database) -> Database {
    let kind = match db.target() {
        Target::Sqlite { .. } => Kind::Postgres,
        Target::Postgres { .. } => Kind::Sqlite,
    };
    match Database::of(kind).await {
        Some(db) => db,
        None => Database::of(Kind::Sqlite).await.unwrap(),
    }
}

async fn a_backup_moves_to_the_other_database_and_back(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store).await;
    let bytes = bytes_of(&store).await;
    let there_db = other(&db).await;
    let there = restored(&there_db, &bytes).await.unwrap();
    let (ours, theirs) = (store.snapshot().await.unwrap(), there.snapshot().await.unwrap());
    for table in tables() {
        assert!(ours.compare(&theirs, table).await.unwrap().is_none(), "{}", table.name);
        assert!(ours.pages(table).next().await.unwrap().is_some(), "{} holds something", table.name);
    }
    assert_whole(&there).await;
    let back_db = other(&there_db).await;
    let back = restored(&back_db, &bytes_of(&there).await).await.unwrap();
    assert!(bytes_of(&back).await == bytes, "the same bytes after both ways");
    // It goes on where it was.
    back.commit(opening(500)).await.unwrap();
    assert!(back.commit(opening(1)).await.unwrap().repeated);
    assert_whole(&back).await;
}

async fn a_backup_is_of_one_moment(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store).await;
    let snapshot = store.snapshot().await.unwrap();
    let mut before = Vec::new();
    snapshot.backup(&mut before).await.unwrap();
    for n in 100..120 {
        store.commit(opening(n)).await.unwrap();
    }
    let mut after = Vec::new();
    snapshot.backup(&mut after).await.unwrap();
    assert!(before == after);
    assert!(bytes_of(&store).await != before);
}

async fn only_an_empty_database_is_restored_into(db: Database) {
    let store = db.open().await.unwrap();
    let empty = bytes_of(&store).await;
    fill(&store).await;
    let full = bytes_of(&store).await;
    store.close().await;
    assert_eq!(restored(&db, &empty).await.unwrap_err(), Error::NotEmpty);
    assert_eq!(restored(&db, &full).await.unwrap_err(), Error::NotEmpty);
    let store = db.open().await.unwrap();
    assert!(bytes_of(&store).await == full, "nothing of it was touched");
    // One that was only opened is empty.
    let fresh = Database::of(Kind::Sqlite).await.unwrap();
    fresh.open().await.unwrap().close().await;
    assert!(bytes_of(&restored(&fresh, &full).await.unwrap()).await == full);
}

async fn a_damaged_backup_leaves_an_empty_database(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store).await;
    let bytes = bytes_of(&store).await;
    let empty = other(&db).await;
    for cut in [0, 10, 24, 30, bytes.len() / 2, bytes.len() - 1] {
        let answer = restored(&empty, &bytes[..cut]).await;
        assert!(matches!(answer, Err(Error::BadBackup(_))), "{cut}: {answer:?}");
    }
    for (place, what) in
        [(0, "magic"), (19, "format"), (23, "schema"), (24, "a frame's kind"), (25, "its length")]
    {
        let mut damaged = bytes.clone();
        damaged[place] = 0xee;
        assert!(restored(&empty, &damaged).await.is_err(), "{what}");
    }
    let mut newer = bytes.clone();
    newer[23] += 1;
    assert!(matches!(restored(&empty, &newer).await, Err(Error::Newer { .. })));
    // A name that would become a statement.
    let mut hostile = bytes.clone();
    let name = hostile.windows(8).position(|window| window == b"protocol").unwrap();
    hostile[name..name + 8].copy_from_slice(b"a; DROP ");
    assert!(matches!(restored(&empty, &hostile).await, Err(Error::BadBackup(_))));
    assert!(
        bytes_of(&restored(&empty, &bytes).await.unwrap()).await == bytes,
        "still good for the whole one"
    );
}

async fn a_copy_of_the_chain_has_no_projections(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store).await;
    let snapshot = store.snapshot().await.unwrap();
    let beside = other(&db).await;
    snapshot.copy_into(beside.target(), &[Class::Chain]).await.unwrap();
    let copy = beside.open().await.unwrap();
    let copied = copy.snapshot().await.unwrap();
    for table in tables() {
        let difference = snapshot.compare(&copied, table).await.unwrap();
        assert_eq!(difference.is_none(), table.class == Class::Chain, "{}", table.name);
        assert_eq!((difference.only_second, difference.changed), (0, 0));
    }
    drop(copied);
    assert_whole(&copy).await;
    // Made again, the projections are the same.
    copy.load_projections((0..50).map(|n| Row::Record(row(n))).collect()).await.unwrap();
    let rebuilt = copy.snapshot().await.unwrap();
    let record = projection_tables().into_iter().find(|table| table.name == "record").unwrap();
    assert!(snapshot.compare(&rebuilt, record).await.unwrap().is_none());
    assert_eq!(snapshot.copy_into(beside.target(), &[Class::Chain]).await.unwrap_err(), Error::NotEmpty);
}

async fn a_difference_is_found_row_for_row(db: Database) {
    let store = db.open().await.unwrap();
    store.load_projections((0..2500).map(|n| Row::Record(row(n))).collect()).await.unwrap();
    let before = store.snapshot().await.unwrap();
    let changes = vec![
        Row::DeleteRecord(record_id(2)),
        Row::Record(store::Record { open_tasks: 1, ..row(1500) }),
        Row::Record(row(5000)),
        Row::Record(row(5001)),
    ];
    store.load_projections(changes).await.unwrap();
    let after = store.snapshot().await.unwrap();
    let record = projection_tables().into_iter().find(|table| table.name == "record").unwrap();
    let difference = before.compare(&after, record).await.unwrap();
    assert_eq!((difference.only_first, difference.only_second, difference.changed), (1, 2, 1));
    let mut keys: Vec<_> = [2, 1500, 5000, 5001].map(id16).into();
    keys.sort_unstable();
    assert_eq!(difference.first_key, Some(vec![Value::Bytes(keys[0].to_vec())]));
}

/// Backups that earlier programs have written, and that must open for ever. A new schema adds one: the test below writes it
/// beside the build and says where.
const KEPT: [(u32, &[u8]); 2] =
    [(3, include_bytes!("kept/schema_3.backup")), (4, include_bytes!("kept/schema_4.backup"))];

async fn the_backup_of_each_schema_restores(db: Database) {
    drop(db);
    if !KEPT.iter().any(|(schema, _)| *schema == store::SCHEMA) {
        let db = Database::of(Kind::Sqlite).await.unwrap();
        let store = db.open().await.unwrap();
        fill(&store).await;
        let beside = format!("{}/schema_{}.backup", env!("CARGO_TARGET_TMPDIR"), store::SCHEMA);
        std::fs::write(&beside, bytes_of(&store).await).unwrap();
        panic!("keep a backup of the new schema: copy {beside} to tests/it/kept and name it in KEPT");
    }
    for (schema, bytes) in KEPT {
        for kind in [Kind::Sqlite, Kind::Postgres] {
            let Some(db) = Database::of(kind).await else { continue };
            let store = restored(&db, bytes).await.unwrap();
            assert_whole(&store).await;
            assert_eq!(store.meta("installation").await.unwrap(), Some(vec![0, 255]), "{schema}");
            assert_eq!(store.events(record_id(1)).await.unwrap().len(), 1);
        }
    }
}

async fn every_value_is_shown(db: Database) {
    let store = db.open().await.unwrap();
    fill(&store).await;
    let mut columns = std::collections::BTreeSet::new();
    let mut found = false;
    let show = |table, column, _, value: &Value| {
        columns.insert((table, column));
        found |= *value == Value::Text("Жоспар 1".into());
    };
    store.snapshot().await.unwrap().each_cell(show).await.unwrap();
    assert!(found);
    assert_eq!(columns.len(), tables().iter().map(|table| table.columns.len()).sum::<usize>());
}
