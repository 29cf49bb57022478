//! The loop.

use std::{future::Future, time::Duration};

use app::{Answer, App, chain::Ages};
use jiff::{SignedDuration, Timestamp};
use store::Job;

use crate::{
    Chore, Mail,
    mail::{self, Done},
};

/// How fast a worker runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Between two looks at the queue.
    pub look: Duration,
    /// How long a claim lasts; the work of a node that died is taken up after it.
    pub lease: SignedDuration,
    /// Pieces of work claimed at once.
    pub at_once: u32,
    /// How long things are kept that are no part of the chain.
    pub ages: Ages,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            look: Duration::from_secs(10),
            lease: SignedDuration::from_mins(15),
            at_once: 8,
            ages: Ages::default(),
        }
    }
}

/// A node's worker.
#[derive(Debug)]
pub struct Worker {
    app: App,
    pace: Pace,
    mail: Option<Mail>,
    me: [u8; 16],
}

/// The longest wait before something that failed is tried again.
const LONGEST: SignedDuration = SignedDuration::from_hours(6);

impl Worker {
    /// A worker under a name of its own.
    pub fn new(app: App, pace: Pace) -> Answer<Self> {
        let me = app.fresh()?;
        Ok(Self { app, pace, mail: None, me })
    }

    /// The same with a way to send letters; without one nobody is reminded by e-mail.
    #[must_use]
    pub fn with_mail(self, mail: Option<Mail>) -> Self {
        Self { mail, ..self }
    }

    /// Works until `stop` ends. A failure is logged and tried again; it ends nothing.
    pub async fn run(self, stop: impl Future<Output = ()> + Send) {
        tokio::pin!(stop);
        loop {
            if let Err(error) = self.turn().await {
                tracing::warn!(%error, "the worker could not do its turn");
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(self.pace.look) => {}
            }
        }
    }

    /// One look: at the key ring, and at the queue. Gives the number of pieces of work that were done.
    pub async fn turn(&self) -> Answer<usize> {
        self.app.refresh_ring().await?;
        self.put_up_chores().await?;
        let now = self.app.now();
        let until = later(now, self.pace.lease);
        let jobs = self.app.store().claim_jobs(self.me, &[], now, until, self.pace.at_once).await?;
        let mut done = 0;
        for job in jobs {
            done += usize::from(self.work(&job).await?);
        }
        Ok(done)
    }

    /// Puts up what comes round and is not in the queue yet.
    async fn put_up_chores(&self) -> Answer<()> {
        for chore in Chore::ALL {
            if self.app.store().job(chore.id()).await?.is_none() {
                self.app.store().enqueue_unless_there(chore.due(self.app.now())).await?;
            }
        }
        Ok(())
    }

    async fn work(&self, job: &Job) -> Answer<bool> {
        let store = self.app.store();
        if job.kind == app::matching::JOB {
            return match self.app.do_match_job(job).await {
                Ok(proposed) => {
                    tracing::info!(proposed, "the rows of a list were looked for");
                    store.finish_job(job.id, self.me).await?;
                    Ok(true)
                }
                Err(error) => self.again(job, &error).await,
            };
        }
        if job.kind == app::matching::seeker::JOB {
            return match self.app.do_tracing_job(job).await {
                Ok(pairs) => {
                    tracing::info!(pairs, "a record opened or closed to relatives' requests");
                    store.finish_job(job.id, self.me).await?;
                    Ok(true)
                }
                Err(error) => self.again(job, &error).await,
            };
        }
        if job.kind == app::case::elsewhere::JOB {
            return match self.app.do_elsewhere_job(job).await {
                Ok(()) => store.finish_job(job.id, self.me).await.map_err(Into::into),
                Err(error) => self.again(job, &error).await,
            };
        }
        if job.kind == app::account::close_team::JOB {
            return match self.app.do_team_closes_job(job).await {
                Ok(referrals) => {
                    tracing::info!(referrals, "what was asked of a team that closed went back");
                    store.finish_job(job.id, self.me).await?;
                    Ok(true)
                }
                Err(error) => self.again(job, &error).await,
            };
        }
        if job.kind == app::account::departure::JOB {
            return match self.app.do_departure_job(job).await {
                Ok(tasks) => {
                    tracing::info!(tasks, "the tasks of somebody who left went back to their teams");
                    store.finish_job(job.id, self.me).await?;
                    Ok(true)
                }
                Err(error) => self.again(job, &error).await,
            };
        }
        if job.kind == app::reminders::JOB {
            return match mail::remind(&self.app, self.mail.as_ref(), self.me, job).await {
                Ok(Done::Over) => {
                    store.finish_job(job.id, self.me).await?;
                    Ok(true)
                }
                Ok(Done::Again(next)) => {
                    let job =
                        Job { due: next, claimed_by: None, claimed_until: None, attempts: 0, ..job.clone() };
                    store.enqueue(job).await?;
                    Ok(true)
                }
                Ok(Done::Later(wait)) => {
                    store.postpone_job(job.id, self.me, later(self.app.now(), wait)).await?;
                    Ok(false)
                }
                Err(error) => self.again(job, &error).await,
            };
        }
        let Some(chore) = Chore::from_kind(&job.kind) else {
            // Of a newer program, perhaps: left for a node that knows it.
            tracing::warn!(kind = %job.kind, "nobody here knows this work");
            store.postpone_job(job.id, self.me, later(self.app.now(), SignedDuration::from_hours(1))).await?;
            return Ok(false);
        };
        match chore.run(&self.app, &self.pace.ages).await {
            Ok(()) => {
                // Anew, so that its failures of long ago do not slow it down; unless another has it by now.
                let next = later(self.app.now(), chore.every());
                if store.extend_claim(job.id, self.me, next).await? {
                    store.enqueue(chore.due(next)).await?;
                }
                Ok(true)
            }
            Err(error) => self.again(job, &error).await,
        }
    }

    /// Puts off what failed.
    async fn again(&self, job: &Job, error: &app::Refused) -> Answer<bool> {
        // One minute, two, four, …
        let wait = SignedDuration::from_mins(1 << job.attempts.clamp(1, 9).saturating_sub(1));
        let again = later(self.app.now(), wait.min(LONGEST));
        tracing::error!(%error, kind = job.kind, attempts = job.attempts, "work failed");
        self.app.store().postpone_job(job.id, self.me, again).await?;
        Ok(false)
    }
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}
