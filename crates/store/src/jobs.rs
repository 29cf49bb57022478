//! The queue of jobs. They are enqueued by the commit that causes them, or here.
//!
//! Invariant: a job is done by one worker at a time; a worker that dies loses it when its claim ends. So a job may
//! run twice, and must bear it.

use domain::Instant;

use crate::{
    error::Error,
    list::{Query, single},
    read::columns,
    rows::Job,
    store::{Backend, Store},
    table::Stored,
    value::Column,
};

impl Store {
    /// Enqueues a job; one with the same id is replaced.
    pub async fn enqueue(&self, job: Job) -> Result<(), Error> {
        self.write(&*Job::table().upsert.one, job.into_values()).await.map(drop)
    }

    /// Enqueues a job unless one with the same id is there, claimed or not.
    pub async fn enqueue_unless_there(&self, job: Job) -> Result<(), Error> {
        let sql = format!("{} ON CONFLICT (id) DO NOTHING", Job::table().insert.one);
        self.write(sql, job.into_values()).await.map(drop)
    }

    /// Claims jobs that are due, the earliest first, until a time. Empty `kinds` means any.
    pub async fn claim_jobs(
        &self,
        worker: [u8; 16],
        kinds: &[&str],
        at: Instant,
        until: Instant,
        limit: u32,
    ) -> Result<Vec<Job>, Error> {
        let mut query = Query::default();
        let (worker, at, until) = (query.bind(worker), query.bind(at), query.bind(until));
        let limit = query.bind(limit);
        let kinds = if kinds.is_empty() {
            String::new()
        } else {
            format!(" AND kind IN ({})", query.bind_all(kinds.iter().map(|kind| (*kind).to_owned())))
        };
        // Two workers must not wait for each other's rows; SQLite has one writer.
        let lock = match *self.backend {
            Backend::Sqlite(_) => "",
            Backend::Postgres(_) => " FOR UPDATE SKIP LOCKED",
        };
        let sql = format!(
            "UPDATE job SET claimed_by = {worker}, claimed_until = {until}, attempts = attempts + 1 \
             WHERE id IN (SELECT id FROM job WHERE due <= {at} \
             AND (claimed_until IS NULL OR claimed_until <= {at}){kinds} ORDER BY due, id LIMIT {limit}{lock}) \
             RETURNING {}",
            columns::<Job>()
        );
        let rows = self.write(sql, query.params).await?;
        let mut jobs = rows.into_iter().map(Job::from_values).collect::<Result<Vec<_>, _>>()?;
        jobs.sort_by_key(|job| (job.due, job.id));
        Ok(jobs)
    }

    /// Keeps a claim for longer. False when the job was lost to another worker.
    pub async fn extend_claim(&self, job: [u8; 16], worker: [u8; 16], until: Instant) -> Result<bool, Error> {
        let sql = "UPDATE job SET claimed_until = $3 WHERE id = $1 AND claimed_by = $2 RETURNING id";
        Ok(!self
            .write(sql, vec![job.into_value(), worker.into_value(), until.into_value()])
            .await?
            .is_empty())
    }

    /// Removes a job that is done. False when it was lost to another worker.
    pub async fn finish_job(&self, job: [u8; 16], worker: [u8; 16]) -> Result<bool, Error> {
        let sql = "DELETE FROM job WHERE id = $1 AND claimed_by = $2 RETURNING id";
        Ok(!self.write(sql, vec![job.into_value(), worker.into_value()]).await?.is_empty())
    }

    /// Gives a job back, to be tried again at a time. False when it was lost to another worker.
    pub async fn postpone_job(&self, job: [u8; 16], worker: [u8; 16], due: Instant) -> Result<bool, Error> {
        let sql = "UPDATE job SET due = $3, claimed_by = NULL, claimed_until = NULL \
                   WHERE id = $1 AND claimed_by = $2 RETURNING id";
        Ok(!self.write(sql, vec![job.into_value(), worker.into_value(), due.into_value()]).await?.is_empty())
    }

    /// A job.
    pub async fn job(&self, id: [u8; 16]) -> Result<Option<Job>, Error> {
        let sql = format!("SELECT {} FROM job WHERE id = $1", columns::<Job>());
        Ok(self.rows(sql, vec![id.into_value()]).await?.pop())
    }

    /// How many jobs wait, and since when the earliest has been due.
    pub async fn job_backlog(&self, at: Instant) -> Result<(u64, Option<Instant>), Error> {
        let rows = self.query("SELECT COUNT(*) FROM job WHERE due <= $1", vec![at.into_value()]).await?;
        let earliest = self.query("SELECT MIN(due) FROM job WHERE due <= $1", vec![at.into_value()]).await?;
        Ok((single(rows).unwrap_or(0), single(earliest)))
    }
}
