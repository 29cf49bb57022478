//! What is done from time to time: checkpoints are kept, and what nobody needs any more is swept away.

use domain::Instant;
use jiff::SignedDuration;

use crate::{App, refused::Answer};

/// How long things are kept that are no part of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    /// Ended sessions and expired links. Text typed into a session that ended is given back for so long.
    pub sessions: SignedDuration,
    /// Drafts that nobody touched.
    pub drafts: SignedDuration,
    /// Commands: a repetition after this is a new command.
    pub commands: SignedDuration,
}

impl Default for Ages {
    fn default() -> Self {
        let days = |days: i64| SignedDuration::from_hours(24 * days);
        Self { sessions: days(1), drafts: days(14), commands: days(90) }
    }
}

/// What was swept away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Drafts.
    pub drafts: u64,
    /// Commands.
    pub commands: u64,
}

impl App {
    /// Sweeps away sessions, links, drafts and commands that are older than this.
    pub async fn sweep(&self, ages: &Ages) -> Answer<Swept> {
        let before = |age: SignedDuration| self.now().checked_sub(age).unwrap_or(Instant::MIN);
        self.store().sweep_sessions(before(ages.sessions)).await?;
        let drafts = self.store().sweep_drafts(before(ages.drafts)).await?;
        let commands = self.store().forget_commands(before(ages.commands)).await?;
        Ok(Swept { drafts, commands })
    }

    /// Keeps a signed checkpoint of the ledger as it is now; none when the last one covers all of it.
    pub async fn keep_checkpoint(&self) -> Answer<Option<store::Checkpoint>> {
        let size = self.store().head().await?.size;
        if size == 0 || !self.store().checkpoints_from(size, 1).await?.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.store().keep_checkpoint(self.now()).await?))
    }
}
