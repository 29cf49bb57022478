//! Jobs: what is to be done later by the house itself, and doing it on the spot for whoever has no worker.
//!
//! Invariant: what a job is about is sealed under its kind and its own id, so that none can be passed off as another.

use domain::{Instant, RecordId};
use jiff::SignedDuration;
use store::{Job, Row};
use zeroize::Zeroizing;

use crate::{
    App,
    refused::{Answer, Fault},
};

/// How long they are claimed for.
const CLAIM: SignedDuration = SignedDuration::from_mins(15);

fn context(kind: &str, id: &[u8; 16]) -> Vec<u8> {
    [kind.as_bytes(), b"\0", id].concat()
}

impl App {
    /// A job that is to be done at once, to be written with what causes it.
    pub(crate) fn job(&self, kind: &'static str, about: &[u8]) -> Answer<Row> {
        Ok(Row::Job(self.job_at(self.fresh()?, kind, self.now(), about)?))
    }

    /// A job with an id of its own, due at a time.
    pub(crate) fn job_at(&self, id: [u8; 16], kind: &'static str, due: Instant, about: &[u8]) -> Answer<Job> {
        let sealed = self.ring().seal_for_node(&context(kind, &id), about)?;
        let kind = kind.to_owned();
        Ok(Job { id, kind, due, claimed_by: None, claimed_until: None, attempts: 0, sealed })
    }

    /// What a job is about.
    pub(crate) fn about(&self, kind: &'static str, job: &Job) -> Answer<Zeroizing<Vec<u8>>> {
        Ok(self.ring().open_for_node(&context(kind, &job.id), &job.sealed)?)
    }

    /// The record, account or team that a job is about.
    pub(crate) fn record_of(&self, kind: &'static str, job: &Job) -> Answer<RecordId> {
        let about = self.about(kind, job)?;
        Ok(RecordId::from_slice(&about)
            .map_err(|_| Fault::Outside(format!("a job `{kind}` about nothing")))?)
    }

    /// Does all jobs of a kind that wait. Gives the sum of what they give.
    pub(crate) async fn do_all(
        &self,
        kind: &'static str,
        work: impl AsyncFn(&Job) -> Answer<usize>,
    ) -> Answer<usize> {
        let worker: [u8; 16] = self.fresh()?;
        let now = self.now();
        let until = now.checked_add(CLAIM).unwrap_or(now);
        let mut done = 0;
        loop {
            let jobs = self.store().claim_jobs(worker, &[kind], now, until, 16).await?;
            if jobs.is_empty() {
                return Ok(done);
            }
            for job in jobs {
                done += work(&job).await?;
                self.store().finish_job(job.id, worker).await?;
            }
        }
    }
}
