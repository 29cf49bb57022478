//! A connection of its own, held for as long as a snapshot or a load takes.
//!
//! Invariant: dropping it ends the connection, so what was not committed is gone.

use std::{path::PathBuf, sync::Arc, thread};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::{Client, types::ToSql};

use crate::{
    error::Error,
    postgres::{Array, borrowed, values},
    sqlite,
    store::{Backend, Store},
    table::Sql,
    value::{Value, Values},
};

type Reply = oneshot::Sender<Result<Vec<Values>, Error>>;

/// What the thread of a SQLite connection is asked.
pub(crate) enum Asked {
    One(String, Vec<Value>, Reply),
    Many(Arc<Sql>, Vec<Values>, Reply),
}

pub(crate) enum Line {
    Sqlite(mpsc::UnboundedSender<Asked>),
    Postgres(Client),
}

impl Line {
    /// A reading connection beside those of a store.
    pub(crate) async fn beside(store: &Store) -> Result<Self, Error> {
        match &*store.backend {
            Backend::Sqlite(sqlite) => {
                let path = sqlite.path().to_owned();
                Self::sqlite(path, |path| sqlite::reader(&path)).await
            }
            Backend::Postgres(postgres) => Ok(Self::Postgres(postgres.address.connect().await?)),
        }
    }

    /// A connection on a thread of its own.
    pub(crate) async fn sqlite(
        path: PathBuf,
        open: impl FnOnce(PathBuf) -> Result<Connection, Error> + Send + 'static,
    ) -> Result<Self, Error> {
        let (sender, mut asked) = mpsc::unbounded_channel();
        let (opened, result) = oneshot::channel();
        let work = move || {
            let connection = match open(path) {
                Ok(connection) => connection,
                Err(error) => {
                    let _ = opened.send(Err(error));
                    return;
                }
            };
            if opened.send(Ok(())).is_err() {
                return;
            }
            while let Some(asked) = asked.blocking_recv() {
                // Whoever gave up waiting hears nothing.
                let _ = match asked {
                    Asked::One(sql, params, reply) => reply.send(sqlite::run(&connection, &sql, &params)),
                    Asked::Many(sql, rows, reply) => {
                        let rows = rows.iter().map(Vec::as_slice);
                        reply.send(sqlite::run_each(&connection, &sql.one, rows))
                    }
                };
            }
        };
        thread::Builder::new().name("homeward-line".into()).spawn(work)?;
        result.await.map_err(|_| Error::Closed)??;
        Ok(Self::Sqlite(sender))
    }

    /// Runs one statement.
    pub(crate) async fn run(&self, sql: &str, params: Vec<Value>) -> Result<Vec<Values>, Error> {
        match self {
            Self::Sqlite(asked) => {
                let (reply, answer) = oneshot::channel();
                asked.send(Asked::One(sql.to_owned(), params, reply)).map_err(|_| Error::Closed)?;
                answer.await.map_err(|_| Error::Closed)?
            }
            Self::Postgres(client) => {
                client.query(sql, &borrowed(&params)).await?.iter().map(values).collect()
            }
        }
    }

    /// Runs one statement for many rows.
    pub(crate) async fn run_many(&self, sql: &Arc<Sql>, rows: Vec<Values>) -> Result<(), Error> {
        match self {
            Self::Sqlite(asked) => {
                let (reply, answer) = oneshot::channel();
                asked.send(Asked::Many(sql.clone(), rows, reply)).map_err(|_| Error::Closed)?;
                answer.await.map_err(|_| Error::Closed)?.map(drop)
            }
            Self::Postgres(client) => {
                let columns = sql.types.iter().enumerate();
                let arrays: Vec<_> = columns.map(|(place, kind)| Array::of(&rows, place, *kind)).collect();
                let params: Vec<_> = arrays.iter().map(|array| array as &(dyn ToSql + Sync)).collect();
                client.execute(&sql.many, &params).await?;
                Ok(())
            }
        }
    }

    /// Begins a reading transaction that sees one moment.
    pub(crate) async fn begin_reading(&self) -> Result<(), Error> {
        let begin = match self {
            Self::Sqlite(_) => "BEGIN",
            Self::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.run(begin, vec![]).await?;
        // On both, the moment is that of the first read.
        self.run("SELECT COUNT(*) FROM head", vec![]).await.map(drop)
    }
}
