//! The schema: migrations in one text for both databases, applied by refinery.
//!
//! Invariant: a database that a newer program has changed is refused, and a migration that is recorded is never
//! edited: the recorded checksum covers the translated text.

use std::collections::BTreeMap;

use refinery::{Migration, Runner, Target};
use rusqlite::Connection;
use tokio_postgres::Client;

use crate::{
    error::Error,
    postgres,
    rows::Head,
    snapshot::projection_tables,
    sqlite,
    table::Stored,
    value::{Value, Values},
};

/// The migrations, oldest first. Expand first, contract in a later release.
const MIGRATIONS: [(&str, &str); 4] = [
    ("V1__chain", include_str!("../migrations/V1__chain.sql")),
    ("V2__projections", include_str!("../migrations/V2__projections.sql")),
    ("V3__operations", include_str!("../migrations/V3__operations.sql")),
    ("V4__queue", include_str!("../migrations/V4__queue.sql")),
];

/// The newest schema version that this program knows.
pub const SCHEMA: u32 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// The migrations are written in PostgreSQL's words, with `CLUSTERED` and `PLAIN` after a table, and with lines
/// `-- postgres: …` that only PostgreSQL runs.
fn translate(sql: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => sql
            .replace("BYTEA", "BLOB")
            .replace("BIGINT", "INTEGER")
            .replace(") CLUSTERED;", ") WITHOUT ROWID, STRICT;")
            .replace(") PLAIN;", ") STRICT;"),
        Dialect::Postgres => sql
            .replace(" TEXT", " TEXT COLLATE \"C\"")
            .replace(") CLUSTERED;", ");")
            .replace(") PLAIN;", ");")
            .replace("-- postgres: ", ""),
    }
}

/// The secondary indices of the projections, as name and statement, from the migrations themselves. An index stands on
/// one line.
pub(crate) fn projection_indices(dialect: Dialect) -> BTreeMap<String, String> {
    let projections = projection_tables();
    let mut indices = BTreeMap::new();
    for (_, sql) in MIGRATIONS {
        for line in translate(sql, dialect).lines() {
            let words: Vec<_> =
                line.trim_end_matches(';').split(' ').filter(|word| *word != "UNIQUE").collect();
            match words.as_slice() {
                ["CREATE", "INDEX", name, "ON", table, ..]
                    if projections.iter().any(|known| known.name == *table) =>
                {
                    let again = line.replacen("INDEX ", "INDEX IF NOT EXISTS ", 1);
                    indices.insert((*name).to_owned(), again.trim_end_matches(';').to_owned());
                }
                ["DROP", "INDEX", name, ..] => drop(indices.remove(*name)),
                _ => {}
            }
        }
    }
    indices
}

/// Indices of the projections that the writer looks things up by, for each row that it writes.
const OF_THE_WRITER: [&str; 2] = ["record_code", "token_record"];

/// Those of [`projection_indices`] that only lists and searches need.
pub(crate) fn list_indices(dialect: Dialect) -> BTreeMap<String, String> {
    let mut indices = projection_indices(dialect);
    indices.retain(|name, _| !OF_THE_WRITER.contains(&name.as_str()));
    indices
}

fn runner(dialect: Dialect, up_to: u32) -> Result<Runner, Error> {
    let migrations = MIGRATIONS
        .iter()
        .map(|(name, sql)| Migration::unapplied(name, &translate(sql, dialect)))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| Error::Migration)?;
    let up_to = i32::try_from(up_to).map_err(|_| Error::Migration)?;
    Ok(Runner::new(&migrations).set_target(Target::Version(up_to)))
}

fn refused(error: &refinery::Error) -> Error {
    use refinery::error::Kind;
    // The error may quote a statement, never a row; still only its kind goes up.
    tracing::error!(%error, "the schema could not be brought up to date");
    match error.kind() {
        Kind::DivergentVersion(..) | Kind::MissingVersion(_) => Error::Diverged,
        _ => Error::Migration,
    }
}

/// The advisory lock under which nodes migrate: any number that nobody else uses.
const TURN: i64 = 0x486f_6d65_7761_7264;

const HEADS: &str = "SELECT COUNT(*) FROM head";
const HISTORY: &str = "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM refinery_schema_history";

fn version_in(rows: &[Values]) -> u32 {
    match rows.first().and_then(|row| row.first()) {
        Some(Value::Int(version)) => u32::try_from(*version).unwrap_or(u32::MAX),
        _ => 0,
    }
}

fn not_newer(found: u32) -> Result<(), Error> {
    if found > SCHEMA { Err(Error::Newer { found, known: SCHEMA }) } else { Ok(()) }
}

/// The head of an empty ledger.
fn first_head() -> Values {
    let range = ledger::CompactRange::new();
    let head = Head {
        size: 0,
        peaks: range.to_bytes(),
        root: range.root(),
        at: domain::Instant::UNIX_EPOCH,
        signature: Vec::new(),
    };
    head.into_values()
}

/// The schema version of a database, 0 for an empty one.
pub(crate) fn version_sqlite(connection: &Connection) -> Result<u32, Error> {
    let tables = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'refinery_schema_history'";
    if version_in(&sqlite::run(connection, tables, &[])?) == 0 {
        return Ok(0);
    }
    Ok(version_in(&sqlite::run(connection, HISTORY, &[])?))
}

/// Brings a database to the version `up_to`, if it is older.
pub(crate) fn migrate_sqlite(connection: &mut Connection, up_to: u32) -> Result<(), Error> {
    let found = version_sqlite(connection)?;
    not_newer(found)?;
    runner(Dialect::Sqlite, up_to.max(found))?.run(connection).map_err(|error| refused(&error))?;
    sqlite::transaction(connection, |connection| {
        // A load that was cut short may have left some out.
        if up_to == SCHEMA {
            for index in projection_indices(Dialect::Sqlite).values() {
                sqlite::run(connection, index, &[])?;
            }
        }
        if version_in(&sqlite::run(connection, HEADS, &[])?) == 0 {
            sqlite::run(connection, &Head::table().insert.one, &first_head())?;
        }
        Ok(())
    })
}

/// As [`version_sqlite`].
pub(crate) async fn version_postgres(client: &Client) -> Result<u32, Error> {
    let history = client.query_one("SELECT to_regclass('refinery_schema_history') IS NOT NULL", &[]).await?;
    if !history.try_get::<_, bool>(0)? {
        return Ok(0);
    }
    count(client, HISTORY).await
}

async fn count(client: &Client, sql: &str) -> Result<u32, Error> {
    let row = client.query_one(sql, &[]).await?;
    Ok(u32::try_from(row.try_get::<_, i64>(0)?).unwrap_or(u32::MAX))
}

/// As [`migrate_sqlite`]. Nodes that start together take turns.
pub(crate) async fn migrate_postgres(client: &mut Client, up_to: u32) -> Result<(), Error> {
    client.execute("SELECT pg_advisory_lock($1)", &[&TURN]).await?;
    let result = migrate_in_turn(client, up_to).await;
    // Also released when the connection ends.
    client.execute("SELECT pg_advisory_unlock($1)", &[&TURN]).await?;
    result
}

async fn migrate_in_turn(client: &mut Client, up_to: u32) -> Result<(), Error> {
    let found = version_postgres(client).await?;
    not_newer(found)?;
    runner(Dialect::Postgres, up_to.max(found))?.run_async(client).await.map_err(|error| refused(&error))?;
    if up_to == SCHEMA {
        for index in projection_indices(Dialect::Postgres).values() {
            client.batch_execute(index).await?;
        }
    }
    if count(client, HEADS).await? == 0 {
        let head = first_head();
        client.execute(&Head::table().insert.one, &postgres::borrowed(&head)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements;

    #[test]
    fn each_index_of_the_projections_is_found_in_the_migrations() {
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            let indices = projection_indices(dialect);
            assert!(indices.contains_key("record_code") && indices.contains_key("token_record"));
            assert!(!indices.contains_key("event_position"), "not of the chain");
            let written: usize = MIGRATIONS[1].1.matches(" INDEX ").count();
            assert_eq!(indices.len(), written);
            assert!(indices.values().all(|index| index.contains(" INDEX IF NOT EXISTS ")));
        }
    }

    #[test]
    fn without_the_indices_of_lists_the_writer_still_looks_up_and_never_goes_through_a_table() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate_sqlite(&mut connection, SCHEMA).unwrap();
        for name in list_indices(Dialect::Sqlite).keys() {
            sqlite::run(&connection, &format!("DROP INDEX {name}"), &[]).unwrap();
        }
        for sql in [
            &*statements::READ_COMMANDS,
            &*statements::READ_SLOTS,
            &*statements::READ_VERSIONS,
            &*statements::READ_CODES,
            &*statements::READ_LOGINS,
            &*statements::READ_READINGS,
            &*statements::ADVANCE_SLOT,
            &*statements::DELETE_RELATIONS,
            &*statements::DELETE_TOKENS,
        ] {
            let none = vec![Value::Null; sql.types.len()];
            let plan = sqlite::run(&connection, &format!("EXPLAIN QUERY PLAN {}", sql.one), &none).unwrap();
            let text = |value: Value| if let Value::Text(text) = value { Some(text) } else { None };
            let plan: Vec<String> = plan.into_iter().flatten().filter_map(text).collect();
            let plan = plan.join(", ");
            assert!(plan.contains("SEARCH") && !plan.contains("SCAN"), "{}: {plan}", sql.one);
        }
    }

    #[test]
    fn the_last_migration_is_the_version_of_the_schema() {
        assert!(MIGRATIONS[MIGRATIONS.len() - 1].0.starts_with(&format!("V{SCHEMA}__")));
        assert_eq!(MIGRATIONS.len(), SCHEMA as usize);
    }

    #[test]
    fn no_word_of_the_other_database_is_left() {
        for (_, sql) in MIGRATIONS {
            let sqlite = translate(sql, Dialect::Sqlite);
            let statements: Vec<_> = sqlite.lines().filter(|line| !line.starts_with("--")).collect();
            for word in ["BYTEA", "BIGINT", "CLUSTERED", "PLAIN", "COLLATE", "ALTER"] {
                assert!(!statements.iter().any(|line| line.contains(word)), "{word}");
            }
            assert!(!translate(sql, Dialect::Postgres).contains("CLUSTERED;"));
        }
    }
}
