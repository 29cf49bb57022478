//! Migrations, and the closed list of columns.

use store::{Error, SCHEMA, Store, fixture::Database, tables};

use crate::build::*;

on_both!(
    the_columns_are_those_of_the_closed_list,
    an_older_schema_is_brought_up_to_date,
    a_newer_schema_is_refused,
    another_program_s_schema_is_refused,
);

async fn the_columns_are_those_of_the_closed_list(db: Database) {
    let store = db.open().await.unwrap();
    let mut expected: Vec<_> = tables()
        .into_iter()
        .flat_map(|table| table.columns.iter().map(|column| (table.name.to_owned(), column.name.to_owned())))
        .collect();
    for column in ["version", "name", "applied_on", "checksum"] {
        expected.push(("refinery_schema_history".into(), column.into()));
    }
    expected.sort();
    let mut found = store.column_inventory().await.unwrap();
    found.sort();
    assert_eq!(found, expected);
    db.execute("ALTER TABLE record ADD COLUMN name TEXT").await.unwrap();
    let found = store.column_inventory().await.unwrap();
    assert!(found.contains(&("record".into(), "name".into())), "a column that somebody adds is seen");
}

async fn an_older_schema_is_brought_up_to_date(db: Database) {
    let db = db.with_schema(1).await.unwrap();
    let value =
        if matches!(db.target(), store::Target::Sqlite { .. }) { "x'6f6c64'" } else { "'old'::bytea" };
    db.execute(&format!("INSERT INTO meta (key, value) VALUES ('installation', {value})")).await.unwrap();
    let store = db.open().await.unwrap();
    assert_eq!(store.meta("installation").await.unwrap().as_deref(), Some(&b"old"[..]));
    store.commit(opening(1)).await.unwrap();
    store.close().await;
    // A second time there is nothing to do.
    let store = db.open().await.unwrap();
    assert_eq!(store.head().await.unwrap().size, 1);
    assert_whole(&store).await;
}

async fn a_newer_schema_is_refused(db: Database) {
    db.open().await.unwrap().close().await;
    db.execute(&format!(
        "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) \
         VALUES ({}, 'later', '2030-01-01T00:00:00Z', '1')",
        SCHEMA + 1
    ))
    .await
    .unwrap();
    let refused: Result<Store, Error> = db.open().await;
    assert_eq!(refused.unwrap_err(), Error::Newer { found: SCHEMA + 1, known: SCHEMA });
}

async fn another_program_s_schema_is_refused(db: Database) {
    db.open().await.unwrap().close().await;
    db.execute("UPDATE refinery_schema_history SET checksum = '1' WHERE version = 2").await.unwrap();
    assert_eq!(db.open().await.unwrap_err(), Error::Diverged);
}
