//! The writer on PostgreSQL: one task with a connection of its own.
//!
//! Invariant: a batch holds the lock on the head row from its first read to its commit, so the nodes before one
//! cluster write one after the other, and each decides on what the others have written. A connection that is lost
//! while a transaction ends leaves open whether it happened: the batch is then replayed one by one, and a command
//! that did happen is recognised by its id.

use std::{collections::HashMap, time::Duration};

use futures_util::future::{try_join, try_join_all};
use tokio::sync::mpsc;
use tokio_postgres::{Client, Statement, types::ToSql};

use crate::{
    batch::{Answers, Batch, Questions, Verdict, Work},
    error::Error,
    postgres::{Address, Array, values},
    statements::Bulk,
    value::Values,
    writer::{Job, Pace, Request, Waiter, Written, drain},
};

/// How often a single command is tried when the server was lost or nodes came in each other's way.
const TRIES: u32 = 3;
/// How often a connection is tried, and the first pause between two tries.
const CONNECTS: u32 = 7;
const PAUSE: Duration = Duration::from_millis(50);

/// Statements on the way at once; up to 30 futures are polled in order.
const TOGETHER: usize = 24;

struct Writer {
    address: Address,
    pace: Pace,
    link: Option<Link>,
}

/// A connection and what is prepared on it.
struct Link {
    client: Client,
    prepared: HashMap<&'static str, Statement>,
}

/// Runs until every sender of the queue is gone.
pub(crate) async fn write_loop(address: Address, client: Client, mut queue: mpsc::Receiver<Job>, pace: Pace) {
    let link = Some(Link { client, prepared: HashMap::new() });
    let mut writer = Writer { address, pace, link };
    while let Some(first) = queue.recv().await {
        let jobs = drain(first, &mut queue, &writer.pace);
        let (mut works, mut waiters) = (Vec::with_capacity(jobs.len()), Vec::with_capacity(jobs.len()));
        for job in jobs {
            match job.request {
                Request::Work(work) => {
                    works.push(work);
                    waiters.push(job.waiter);
                }
                // Statements of their own go through the pool.
                Request::Statement { .. } => job.waiter.fail(Error::Closed),
            }
        }
        writer.serve(works, waiters).await;
    }
}

impl Writer {
    async fn serve(&mut self, works: Vec<Work>, waiters: Vec<Waiter>) {
        if works.len() > 1 {
            match self.write(&works).await {
                Ok(verdicts) => {
                    for (waiter, verdict) in waiters.into_iter().zip(verdicts) {
                        waiter.answer(Written::Work(verdict));
                    }
                    return;
                }
                Err(error) => {
                    tracing::warn!(%error, commands = works.len(), "a batch was refused and is replayed one by one");
                }
            }
        }
        for (work, waiter) in works.into_iter().zip(waiters) {
            match self.write_one(work).await {
                Ok(Some(verdict)) => waiter.answer(Written::Work(verdict)),
                Ok(None) => waiter.fail(Error::Closed),
                Err(error) => waiter.fail(error),
            }
        }
    }

    async fn write_one(&mut self, work: Work) -> Result<Option<Verdict>, Error> {
        let works = [work];
        let mut tries = 1;
        loop {
            match self.write(&works).await {
                Ok(mut verdicts) => return Ok(verdicts.pop()),
                Err(error) if tries < TRIES && passing(&error) => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Writes the works in one transaction. After an error nothing is left open.
    async fn write(&mut self, works: &[Work]) -> Result<Vec<Verdict>, Error> {
        let mut link = match self.link.take() {
            Some(link) if !link.client.is_closed() => link,
            _ => Link { client: connect(&self.address).await?, prepared: HashMap::new() },
        };
        match link.transaction(works, &self.pace).await {
            Ok(verdicts) => {
                self.link = Some(link);
                Ok(verdicts)
            }
            Err(error) => {
                // Kept only if it is certainly good: not lost, not on a standby, its transaction rolled back.
                if error != Error::Unreachable && link.client.batch_execute("ROLLBACK").await.is_ok() {
                    link.prepared.clear();
                    self.link = Some(link);
                }
                Err(error)
            }
        }
    }
}

/// Whether trying again may help: the server was lost, a transaction was chosen as a victim (serialization failure,
/// deadlock), or a kept statement no longer fits the schema.
fn passing(error: &Error) -> bool {
    match error {
        Error::Unreachable => true,
        Error::Refused { code } => matches!(code.as_str(), "40001" | "40P01" | "0A000" | "26000"),
        _ => false,
    }
}

/// Connects, patiently enough for another host to take over.
async fn connect(address: &Address) -> Result<Client, Error> {
    let mut pause = PAUSE;
    for _ in 1..CONNECTS {
        match address.connect().await {
            Err(Error::Unreachable) => tokio::time::sleep(pause).await,
            result => return result,
        }
        pause *= 2;
    }
    address.connect().await
}

impl Link {
    async fn transaction(&mut self, works: &[Work], pace: &Pace) -> Result<Vec<Verdict>, Error> {
        // Whatever the server's default is, each statement must see what was committed before it.
        const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
        let reads = Questions::of(works).reads();
        self.prepare(&reads).await?;
        // Sent together, in this order: the head's lock is held before anything else is read.
        let begin = async { self.client.batch_execute(BEGIN).await.map_err(Error::from) };
        let ((), answers) = try_join(begin, try_join_all(reads.iter().map(|bulk| self.run(bulk)))).await?;
        let mut batch = Batch::new(Answers::from_rows(answers)?, pace.signer.clone(), pace.checkpoint_every)?;
        for work in works {
            batch.decide(work.clone());
        }
        let (statements, verdicts) = batch.finish();
        self.prepare(&statements).await?;
        let mut chunks = statements.chunks(TOGETHER).peekable();
        while let Some(chunk) = chunks.next() {
            let writes = try_join_all(chunk.iter().map(|bulk| self.run(bulk)));
            if chunks.peek().is_some() {
                writes.await?;
            } else {
                // The commit goes out behind the last statements without waiting for them: if one of them fails,
                // the server turns it into a rollback; if one cannot even be sent, the commit is not sent.
                let commit = async { self.client.batch_execute("COMMIT").await.map_err(Error::from) };
                try_join(writes, commit).await?;
            }
        }
        if statements.is_empty() {
            self.client.batch_execute("COMMIT").await?;
        }
        Ok(verdicts)
    }

    async fn prepare(&mut self, statements: &[Bulk]) -> Result<(), Error> {
        for bulk in statements.iter().filter(|bulk| !bulk.rows.is_empty()) {
            let sql = bulk.sql.many.as_str();
            if !self.prepared.contains_key(sql) {
                let statement = self.client.prepare(sql).await?;
                self.prepared.insert(sql, statement);
            }
        }
        Ok(())
    }

    /// Runs one statement for all its rows. It is sent the first time the future is polled.
    async fn run(&self, bulk: &Bulk) -> Result<Vec<Values>, Error> {
        let Some(statement) = self.prepared.get(bulk.sql.many.as_str()).filter(|_| !bulk.rows.is_empty())
        else {
            return Ok(Vec::new());
        };
        let columns = bulk.sql.types.iter().enumerate();
        let arrays: Vec<_> = columns.map(|(place, kind)| Array::of(&bulk.rows, place, *kind)).collect();
        let params: Vec<_> = arrays.iter().map(|array| array as &(dyn ToSql + Sync)).collect();
        self.client.query(statement, &params).await?.iter().map(values).collect()
    }
}
