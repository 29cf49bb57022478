//! SQLite: one thread that writes, a few connections that read.
//!
//! Invariant: every transaction is on disk before it is answered (`synchronous=FULL`, WAL), and deleted keys are
//! overwritten in the file (`secure_delete`).

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig, types::ValueRef};
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::{
    batch::{Answers, Batch, Questions},
    error::Error,
    statements::Bulk,
    value::{Value, Values},
    writer::{Job, Pace, Queue, Request, Waiter, Written, drain},
};

/// A database file, opened.
pub(crate) struct Sqlite {
    path: PathBuf,
    pub(crate) queue: Queue,
    readers: Arc<Readers>,
    thread: Mutex<Option<oneshot::Receiver<()>>>,
}

struct Readers {
    idle: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

/// Opens a connection with the settings that all of them share.
pub(crate) fn connect(path: &Path) -> Result<Connection, Error> {
    if !path.exists() {
        create_private(path)?;
    }
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(256);
    // A plan for a statement, whatever its parameters: with statistics SQLite would plan anew at each call.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Of a new file only. The row of an event with a few sentences fits into half of such a page; on the usual smaller
    // one it would spill, each into a page of its own.
    connection.execute_batch(
        "PRAGMA page_size = 8192;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = OFF;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -2048;
         PRAGMA wal_autocheckpoint = 8192;
         PRAGMA journal_size_limit = 134217728;
         PRAGMA trusted_schema = OFF;",
    )?;
    Ok(connection)
}

/// Only the account that runs the program may read the file.
fn create_private(path: &Path) -> Result<(), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    Ok(())
}

fn to_sqlite(value: &Value) -> rusqlite::types::ToSqlOutput<'_> {
    use rusqlite::types::ToSqlOutput;
    ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Int(number) => ValueRef::Integer(*number),
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Bytes(bytes) => ValueRef::Blob(bytes),
    })
}

fn from_sqlite(value: ValueRef<'_>) -> Option<Value> {
    Some(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8(text.to_vec()).ok()?),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Real(_) => return None,
    })
}

/// Runs one statement.
pub(crate) fn run(connection: &Connection, sql: &str, params: &[Value]) -> Result<Vec<Values>, Error> {
    run_each(connection, sql, std::iter::once(params))
}

/// Runs one statement for each row.
pub(crate) fn run_bulk(connection: &Connection, bulk: &Bulk) -> Result<Vec<Values>, Error> {
    run_each(connection, &bulk.sql.one, bulk.rows.iter().map(Vec::as_slice))
}

/// Runs one statement for each row of parameters.
pub(crate) fn run_each<'a>(
    connection: &Connection,
    sql: &str,
    rows: impl Iterator<Item = &'a [Value]>,
) -> Result<Vec<Values>, Error> {
    // `$1` would be a name to SQLite, counted in order of appearance; `?1` is a number.
    let mut statement = connection.prepare_cached(&sql.replace('$', "?"))?;
    let columns = statement.column_count();
    let mut results = Vec::new();
    for params in rows {
        for (n, value) in params.iter().enumerate() {
            statement.raw_bind_parameter(n + 1, to_sqlite(value))?;
        }
        let mut found = statement.raw_query();
        while let Some(row) = found.next()? {
            let values = (0..columns).map(|n| row.get_ref(n).ok().and_then(from_sqlite));
            let unreadable = Error::Unreadable { table: "a result", column: "of another type" };
            results.push(values.collect::<Option<_>>().ok_or(unreadable)?);
        }
    }
    Ok(results)
}

/// Runs `body` in a transaction that is rolled back when it fails.
pub(crate) fn transaction<T>(
    connection: &Connection,
    body: impl FnOnce(&Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let result = body(connection).and_then(|value| {
        connection.execute_batch("COMMIT")?;
        Ok(value)
    });
    if result.is_err() && !connection.is_autocommit() {
        // The error that matters is the first one.
        drop(connection.execute_batch("ROLLBACK"));
    }
    result
}

impl Sqlite {
    /// Takes a connection whose schema is up to date.
    pub(crate) fn start(
        path: PathBuf,
        writer: Connection,
        pace: Pace,
        readers: usize,
    ) -> Result<Self, Error> {
        // Ids are random, so a batch touches pages all over the file: many of them should be at hand, within what a small
        // machine can spare.
        writer.pragma_update(None, "cache_size", -32_768)?;
        let (sender, queue) = mpsc::channel(Queue::LENGTH);
        let (ended, thread) = oneshot::channel();
        thread::Builder::new().name("homeward-writer".into()).spawn(move || {
            write_loop(&writer, queue, &pace);
            drop(writer);
            // Nobody may be waiting.
            let _ = ended.send(());
        })?;
        let readers = Readers { idle: Mutex::new(Vec::new()), permits: Semaphore::new(readers.max(1)) };
        Ok(Self { path, queue: Queue(sender), readers: Arc::new(readers), thread: Mutex::new(Some(thread)) })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Runs statements on a reading connection, one after the other on one state of the database.
    pub(crate) async fn read<const N: usize>(
        &self,
        asked: [(String, Vec<Value>); N],
    ) -> Result<[Vec<Values>; N], Error> {
        self.visit(move |connection| {
            if N == 1 {
                return read_all(connection, &asked);
            }
            on_one_state(connection, |connection| read_all(connection, &asked))
        })
        .await
    }

    /// Runs one statement for each row of parameters, on one state of the database; the results of all, in their order.
    pub(crate) async fn read_each(&self, sql: String, rows: Vec<Vec<Value>>) -> Result<Vec<Values>, Error> {
        self.visit(move |connection| {
            on_one_state(connection, |connection| run_each(connection, &sql, rows.iter().map(Vec::as_slice)))
        })
        .await
    }

    /// Does some reading on a connection of its own, on a thread that may wait for the disk.
    async fn visit<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let readers = self.readers.clone();
        let path = self.path.clone();
        let _permit = self.readers.permits.acquire().await.map_err(|_| Error::Closed)?;
        let work = move || {
            let idle = readers.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = match idle {
                Some(connection) => connection,
                None => reader(&path)?,
            };
            let found = read(&connection);
            readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            found
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Error::Closed)?
    }

    /// What waits for the writing thread to end once every sender is gone.
    pub(crate) fn ending(&self) -> Option<oneshot::Receiver<()>> {
        self.thread.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn read_all<const N: usize>(
    connection: &Connection,
    asked: &[(String, Vec<Value>); N],
) -> Result<[Vec<Values>; N], Error> {
    let mut found = [const { Vec::new() }; N];
    for (rows, (sql, params)) in found.iter_mut().zip(asked) {
        *rows = run(connection, sql, params)?;
    }
    Ok(found)
}

/// Reads while nothing that others write is seen.
fn on_one_state<T>(
    connection: &Connection,
    read: impl FnOnce(&Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    run(connection, "BEGIN", &[])?;
    let found = read(connection);
    if !connection.is_autocommit() {
        run(connection, "COMMIT", &[])?;
    }
    found
}

/// A connection that cannot write.
pub(crate) fn reader(path: &Path) -> Result<Connection, Error> {
    let connection = connect(path)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn write_loop(connection: &Connection, mut queue: mpsc::Receiver<Job>, pace: &Pace) {
    while let Some(first) = queue.blocking_recv() {
        let jobs = drain(first, &mut queue, pace);
        let (requests, waiters): (Vec<Request>, Vec<Waiter>) =
            jobs.into_iter().map(|job| (job.request, job.waiter)).unzip();
        match write(connection, &requests, pace) {
            Ok(written) => {
                for (waiter, written) in waiters.into_iter().zip(written) {
                    waiter.answer(written);
                }
            }
            Err(error) if requests.len() == 1 => {
                for waiter in waiters {
                    waiter.fail(error.clone());
                }
            }
            Err(error) => {
                tracing::warn!(%error, commands = requests.len(), "a batch was refused and is replayed one by one");
                for (request, waiter) in requests.iter().zip(waiters) {
                    match write(connection, std::slice::from_ref(request), pace)
                        .map(|mut written| written.pop())
                    {
                        Ok(Some(written)) => waiter.answer(written),
                        Ok(None) => waiter.fail(Error::Closed),
                        Err(error) => waiter.fail(error),
                    }
                }
            }
        }
    }
}

/// Writes the requests in one transaction.
fn write(connection: &Connection, requests: &[Request], pace: &Pace) -> Result<Vec<Written>, Error> {
    transaction(connection, |connection| {
        let works = || {
            requests
                .iter()
                .filter_map(|request| if let Request::Work(work) = request { Some(work) } else { None })
        };
        let mut verdicts = Vec::new().into_iter();
        if works().next().is_some() {
            let reads = Questions::of(works()).reads();
            let answers = reads.iter().map(|bulk| run_bulk(connection, bulk)).collect::<Result<_, _>>()?;
            let mut batch =
                Batch::new(Answers::from_rows(answers)?, pace.signer.clone(), pace.checkpoint_every)?;
            works().cloned().for_each(|work| batch.decide(work));
            let (statements, decided) = batch.finish();
            for bulk in &statements {
                run_bulk(connection, bulk)?;
            }
            verdicts = decided.into_iter();
        }
        requests
            .iter()
            .map(|request| match request {
                Request::Work(_) => verdicts.next().map(Written::Work).ok_or(Error::Closed),
                Request::Statement { sql, params } => alone(connection, sql, params).map(Written::Statement),
            })
            .collect()
    })
}

/// Runs a statement so that its failure does not touch the rest of the transaction.
fn alone(connection: &Connection, sql: &str, params: &[Value]) -> Result<Result<Vec<Values>, Error>, Error> {
    connection.execute_batch("SAVEPOINT alone")?;
    let result = run(connection, sql, params);
    let end = if result.is_ok() { "RELEASE alone" } else { "ROLLBACK TO alone; RELEASE alone" };
    connection.execute_batch(end)?;
    Ok(result)
}
