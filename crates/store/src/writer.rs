//! What both writers share: the queue, and how much of it is taken at once.
//!
//! Invariant: nobody is answered before the transaction that holds their work is durable, and work that the
//! database refuses fails alone: its batch is replayed one by one.

use tokio::sync::{mpsc, oneshot};

use crate::{
    batch::{Verdict, Work},
    error::Error,
    target::{Options, Signer},
    value::{Value, Values},
};

/// What is written.
#[derive(Debug, Clone)]
pub(crate) enum Request {
    Work(Work),
    /// One statement of its own, for rows that are no part of the ledger (SQLite only; PostgreSQL has its pool).
    Statement {
        sql: String,
        params: Vec<Value>,
    },
}

/// Who waits.
#[derive(Debug)]
pub(crate) enum Waiter {
    Work(oneshot::Sender<Verdict>),
    Statement(oneshot::Sender<Result<Vec<Values>, Error>>),
}

/// What was written.
#[derive(Debug)]
pub(crate) enum Written {
    Work(Verdict),
    Statement(Result<Vec<Values>, Error>),
}

impl Waiter {
    /// Answers; whoever gave up waiting hears nothing.
    pub(crate) fn answer(self, written: Written) {
        match (self, written) {
            (Self::Work(waiter), Written::Work(verdict)) => drop(waiter.send(verdict)),
            (Self::Statement(waiter), Written::Statement(rows)) => drop(waiter.send(rows)),
            // The writers answer in the kind they were asked; the waiter would see its channel closed.
            (Self::Work(_), Written::Statement(_)) | (Self::Statement(_), Written::Work(_)) => {}
        }
    }
    pub(crate) fn fail(self, error: Error) {
        match self {
            Self::Work(waiter) => drop(waiter.send(Err(error.into()))),
            Self::Statement(waiter) => drop(waiter.send(Err(error))),
        }
    }
}

/// One piece of work in the queue.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) request: Request,
    pub(crate) waiter: Waiter,
}

/// The sending end of a writer.
#[derive(Debug, Clone)]
pub(crate) struct Queue(pub(crate) mpsc::Sender<Job>);

impl Queue {
    /// Jobs that may wait before their senders do.
    pub(crate) const LENGTH: usize = 4096;

    pub(crate) async fn work(&self, work: Work) -> Verdict {
        let (waiter, answer) = oneshot::channel();
        let job = Job { request: Request::Work(work), waiter: Waiter::Work(waiter) };
        self.0.send(job).await.map_err(|_| Error::Closed)?;
        answer.await.map_err(|_| Error::Closed)?
    }
    pub(crate) async fn statement(&self, sql: String, params: Vec<Value>) -> Result<Vec<Values>, Error> {
        let (waiter, answer) = oneshot::channel();
        let job = Job { request: Request::Statement { sql, params }, waiter: Waiter::Statement(waiter) };
        self.0.send(job).await.map_err(|_| Error::Closed)?;
        answer.await.map_err(|_| Error::Closed)?
    }
}

/// How a writer runs.
#[derive(Clone)]
pub(crate) struct Pace {
    pub(crate) signer: Signer,
    pub(crate) batch: usize,
    pub(crate) bytes: usize,
    pub(crate) checkpoint_every: u64,
}

impl From<&Options> for Pace {
    fn from(options: &Options) -> Self {
        Self {
            signer: options.signer.clone(),
            batch: options.batch.max(1),
            bytes: options.batch_bytes,
            checkpoint_every: options.checkpoint_every.max(1),
        }
    }
}

/// Takes what is waiting after `first`, up to the limits.
pub(crate) fn drain(first: Job, queue: &mut mpsc::Receiver<Job>, pace: &Pace) -> Vec<Job> {
    let mut bytes = first.request.weight();
    let mut jobs = vec![first];
    while jobs.len() < pace.batch && bytes < pace.bytes {
        let Ok(job) = queue.try_recv() else { break };
        bytes += job.request.weight();
        jobs.push(job);
    }
    jobs
}

impl Request {
    fn weight(&self) -> usize {
        match self {
            Self::Work(work) => work.weight(),
            Self::Statement { params, .. } => params.iter().map(Value::weight).sum(),
        }
    }
}
