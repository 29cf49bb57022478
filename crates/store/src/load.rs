//! Filling an empty database with whole rows, in one transaction.
//!
//! Invariant: a load happens as a whole or not at all, and never into a database that holds anything.

use std::sync::Arc;

use crate::{
    error::Error,
    line::Line,
    postgres::Address,
    rows::tables,
    schema, sqlite,
    table::{Sql, insertion},
    target::Target,
    value::{Type, Value, Values},
};

/// Rows written by one statement, and their bytes.
const ROWS: usize = 1000;
const BYTES: usize = 4 << 20;

/// A load that has begun. Dropped before [`Load::finish`], nothing of it stays.
pub(crate) struct Load {
    line: Line,
    table: Option<Arc<Sql>>,
    waiting: Vec<Values>,
    bytes: usize,
}

impl Load {
    /// Creates the schema of a version in a database that is new, or of that version and empty.
    pub(crate) async fn begin(target: Target, version: u32) -> Result<Self, Error> {
        let (line, found) = match target {
            Target::Sqlite { path } => {
                let (sender, found) = tokio::sync::oneshot::channel();
                let open = move |path: std::path::PathBuf| {
                    let mut connection = sqlite::connect(&path)?;
                    let found = schema::version_sqlite(&connection)?;
                    if found == 0 {
                        schema::migrate_sqlite(&mut connection, version)?;
                    }
                    let _ = sender.send(found);
                    Ok(connection)
                };
                (Line::sqlite(path, open).await?, found.await.map_err(|_| Error::Closed)?)
            }
            Target::Postgres { url } => {
                let mut client = Address::parse(&url)?.connect().await?;
                let found = schema::version_postgres(&client).await?;
                if found == 0 {
                    schema::migrate_postgres(&mut client, version).await?;
                }
                (Line::Postgres(client), found)
            }
        };
        if found != 0 && found != version {
            return Err(Error::NotEmpty);
        }
        let begin = match line {
            Line::Sqlite(_) => "BEGIN IMMEDIATE",
            Line::Postgres(_) => "BEGIN",
        };
        line.run(begin, vec![]).await?;
        let load = Self { line, table: None, waiting: Vec::new(), bytes: 0 };
        if found != 0 {
            load.must_be_empty().await?;
        }
        load.line.run("DELETE FROM head", vec![]).await?;
        Ok(load)
    }

    async fn must_be_empty(&self) -> Result<(), Error> {
        for table in tables() {
            let sql = match table.name {
                "head" => "SELECT size FROM head WHERE size > 0 LIMIT 1".to_owned(),
                name => format!("SELECT {} FROM {name} LIMIT 1", table.columns[0].name),
            };
            if !self.line.run(&sql, vec![]).await?.is_empty() {
                return Err(Error::NotEmpty);
            }
        }
        Ok(())
    }

    /// The rows that follow are of this table, with these columns.
    pub(crate) async fn table(&mut self, name: &str, columns: &[(&str, Type)]) -> Result<(), Error> {
        self.flush().await?;
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        let types: Vec<_> = columns.iter().map(|(_, kind)| *kind).collect();
        self.table = Some(Arc::new(insertion(name, &names, &types)));
        Ok(())
    }

    /// One row of the table.
    pub(crate) async fn row(&mut self, row: Values) -> Result<(), Error> {
        self.bytes += row.iter().map(Value::weight).sum::<usize>();
        self.waiting.push(row);
        if self.waiting.len() >= ROWS || self.bytes >= BYTES {
            self.flush().await?;
        }
        Ok(())
    }

    /// Writes the rows that wait.
    async fn flush(&mut self) -> Result<(), Error> {
        self.bytes = 0;
        let rows = std::mem::take(&mut self.waiting);
        match &self.table {
            Some(table) if !rows.is_empty() => self.line.run_many(table, rows).await,
            _ => Ok(()),
        }
    }

    /// Makes it durable.
    pub(crate) async fn finish(mut self) -> Result<(), Error> {
        self.flush().await?;
        self.line.run("COMMIT", vec![]).await?;
        self.line.run("ANALYZE", vec![]).await.map(drop)
    }
}
