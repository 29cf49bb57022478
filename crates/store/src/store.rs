//! The store as the rooms above see it.

use std::sync::Arc;

use deadpool_postgres::Pool;
use domain::Instant;
use tokio::{sync::mpsc, task::JoinHandle};

use crate::{
    batch::{Done, Work},
    commit::{Commit, CommitError, Committed, Row},
    error::Error,
    postgres::{self, Address},
    postgres_writer,
    reading::NewReading,
    rows::Checkpoint,
    schema::{self, Dialect, SCHEMA},
    sqlite::{self, Sqlite},
    table::Stored,
    target::{Options, Target},
    value::{Value, Values},
    writer::{Pace, Queue},
};

/// A database, opened. Cheap to clone; the clones share one writer.
#[derive(Clone)]
pub struct Store {
    pub(crate) backend: Arc<Backend>,
}

pub(crate) enum Backend {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

/// A database of a PostgreSQL cluster, opened.
pub(crate) struct Postgres {
    pub(crate) address: Address,
    queue: Queue,
    pub(crate) pool: Pool,
    task: JoinHandle<()>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let backend = match *self.backend {
            Backend::Sqlite(_) => "sqlite",
            Backend::Postgres(_) => "postgres",
        };
        f.debug_tuple("Store").field(&backend).finish()
    }
}

impl Store {
    /// Opens a database, creates its schema or brings it up to date, and starts its writer.
    ///
    /// A database that a newer program has changed is refused with [`Error::Newer`].
    pub async fn open(target: Target, options: Options) -> Result<Self, Error> {
        let pace = Pace::from(&options);
        let backend = match target {
            Target::Sqlite { path } => {
                let readers = options.readers;
                let open = move || {
                    let mut writer = sqlite::connect(&path)?;
                    schema::migrate_sqlite(&mut writer, SCHEMA)?;
                    Sqlite::start(path, writer, pace, readers)
                };
                Backend::Sqlite(tokio::task::spawn_blocking(open).await.map_err(|_| Error::Closed)??)
            }
            Target::Postgres { url } => {
                let address = Address::parse(&url)?;
                let mut client = address.connect().await?;
                schema::migrate_postgres(&mut client, SCHEMA).await?;
                let pool = address.pool(options.readers)?;
                let (sender, queue) = mpsc::channel(Queue::LENGTH);
                let task = tokio::spawn(postgres_writer::write_loop(address.clone(), client, queue, pace));
                Backend::Postgres(Box::new(Postgres { address, queue: Queue(sender), pool, task }))
            }
        };
        Ok(Self { backend: Arc::new(backend) })
    }

    /// Writes a command. Answers when it is durable, or tells why nothing of it was written.
    pub async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        match self.work(Work::Commit(Box::new(commit))).await? {
            Done::Commit(committed) => Ok(committed),
            _ => Err(Error::Closed.into()),
        }
    }

    /// Logs that a person was shown something. Answers when the entry is durable and covered by the ledger.
    pub async fn log_reading(&self, reading: NewReading) -> Result<(), Error> {
        self.work(Work::Reading(Box::new(reading))).await.map(drop).map_err(only_database)
    }

    /// Keeps a checkpoint of the ledger as it is now.
    pub async fn keep_checkpoint(&self, at: Instant) -> Result<Checkpoint, Error> {
        match self.work(Work::Checkpoint(at)).await.map_err(only_database)? {
            Done::Checkpoint(checkpoint) => Ok(checkpoint),
            _ => Err(Error::Closed),
        }
    }

    /// Writes projections again from the events, outside the ledger. Anything but projections is refused.
    pub async fn load_projections(&self, rows: Vec<Row>) -> Result<(), CommitError> {
        self.work(Work::Load(rows)).await.map(drop)
    }

    /// Leaves out the indices of the projections that only lists and searches need while many rows are written: an
    /// order of magnitude faster. Lists and searches crawl until [`Store::index_projections`]; opening the store makes them again as well.
    pub async fn unindex_projections(&self) -> Result<(), Error> {
        for name in schema::list_indices(self.dialect()).keys() {
            self.write(format!("DROP INDEX IF EXISTS {name}"), vec![]).await?;
        }
        Ok(())
    }

    /// Makes the secondary indices of the projections, and the statistics by which plans are made.
    pub async fn index_projections(&self) -> Result<(), Error> {
        for index in schema::projection_indices(self.dialect()).into_values() {
            self.write(index, vec![]).await?;
        }
        self.write("ANALYZE", vec![]).await.map(drop)
    }

    fn dialect(&self) -> Dialect {
        match *self.backend {
            Backend::Sqlite(_) => Dialect::Sqlite,
            Backend::Postgres(_) => Dialect::Postgres,
        }
    }

    async fn work(&self, work: Work) -> Result<Done, CommitError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.queue.work(work).await,
            Backend::Postgres(postgres) => postgres.queue.work(work).await,
        }
    }

    /// Ends the writer and waits for it, if this is the last clone. Dropping the store does the same without waiting.
    pub async fn close(self) {
        let Some(backend) = Arc::into_inner(self.backend) else { return };
        match backend {
            Backend::Sqlite(sqlite) => {
                let ending = sqlite.ending();
                drop(sqlite);
                if let Some(ending) = ending {
                    // Whether it answered or is gone: the thread has ended.
                    drop(ending.await);
                }
            }
            Backend::Postgres(postgres) => {
                let Postgres { queue, pool, task, .. } = *postgres;
                drop(queue);
                drop(task.await);
                pool.close();
            }
        }
    }

    /// Runs a reading statement.
    pub(crate) async fn query(
        &self,
        sql: impl Into<String>,
        params: Vec<Value>,
    ) -> Result<Vec<Values>, Error> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.read([(sql.into(), params)]).await.map(|[rows]| rows),
            Backend::Postgres(postgres) => postgres::query(&postgres.pool, &sql.into(), &params).await,
        }
    }

    /// Runs reading statements in one visit of the database; SQLite answers all from one state of it.
    pub(crate) async fn query_together<const N: usize>(
        &self,
        asked: [(String, Vec<Value>); N],
    ) -> Result<[Vec<Values>; N], Error> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.read(asked).await,
            Backend::Postgres(postgres) => postgres::query_together(&postgres.pool, &asked).await,
        }
    }

    /// Runs one reading statement for each row of parameters, in one visit of the database; the results of all, in their
    /// order. SQLite answers from one state of it.
    pub(crate) async fn query_each(
        &self,
        sql: impl Into<String>,
        rows: Vec<Vec<Value>>,
    ) -> Result<Vec<Values>, Error> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.read_each(sql.into(), rows).await,
            Backend::Postgres(postgres) => postgres::query_each(&postgres.pool, &sql.into(), &rows).await,
        }
    }

    /// Runs a reading statement whose columns are those of a table.
    pub(crate) async fn rows<T: Stored>(
        &self,
        sql: impl Into<String>,
        params: Vec<Value>,
    ) -> Result<Vec<T>, Error> {
        self.query(sql, params).await?.into_iter().map(T::from_values).collect()
    }

    /// Runs a writing statement outside the ledger; durable when it answers.
    pub(crate) async fn write(
        &self,
        sql: impl Into<String>,
        params: Vec<Value>,
    ) -> Result<Vec<Values>, Error> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.queue.statement(sql.into(), params).await,
            Backend::Postgres(postgres) => postgres::query(&postgres.pool, &sql.into(), &params).await,
        }
    }
}

/// Work that cannot be in conflict fails only because of the database.
fn only_database(error: CommitError) -> Error {
    match error {
        CommitError::Database(error) => error,
        _ => Error::Closed,
    }
}
