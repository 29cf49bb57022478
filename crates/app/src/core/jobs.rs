//! Jobs done on the spot, for whoever has no worker.

use jiff::SignedDuration;
use store::Job;

use crate::{App, refused::Answer};

/// How long they are claimed for.
const CLAIM: SignedDuration = SignedDuration::from_mins(15);

impl App {
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
