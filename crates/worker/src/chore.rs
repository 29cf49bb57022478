//! The pieces of work, and how often each comes round.

use app::{Answer, App, chain::Ages};
use jiff::{SignedDuration, Timestamp};
use store::Job;

/// A piece of work that comes round again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chore {
    /// Sweeps away what nobody needs any more.
    Sweep,
    /// Keeps a signed checkpoint of the ledger.
    Checkpoint,
    /// Adds the tasks of people who come of age.
    Ages,
    /// Wraps what a change of keys left behind.
    Rewrap,
    /// Counts the week.
    Count,
}

impl Chore {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Sweep, Self::Checkpoint, Self::Ages, Self::Rewrap, Self::Count];

    /// Its name in the queue.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Sweep => "sweep",
            Self::Checkpoint => "checkpoint",
            Self::Ages => "ages",
            Self::Rewrap => "rewrap",
            Self::Count => "count",
        }
    }

    /// From its name.
    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chore| chore.kind() == kind)
    }

    /// Its row: the same on every node, so that there is one of it.
    pub(crate) fn id(self) -> [u8; 16] {
        let mut id = [0; 16];
        let name = self.kind().as_bytes();
        let length = name.len().min(16);
        id[..length].copy_from_slice(&name[..length]);
        id
    }

    /// Its row, due at a time and claimed by nobody.
    pub(crate) fn due(self, due: Timestamp) -> Job {
        Job {
            id: self.id(),
            kind: self.kind().to_owned(),
            due,
            claimed_by: None,
            claimed_until: None,
            attempts: 0,
            sealed: Vec::new(),
        }
    }

    /// How long until it comes round again.
    pub const fn every(self) -> SignedDuration {
        SignedDuration::from_hours(match self {
            Self::Sweep | Self::Checkpoint | Self::Count => 1,
            Self::Ages | Self::Rewrap => 24,
        })
    }

    pub(crate) async fn run(self, app: &App, ages: &Ages) -> Answer<()> {
        match self {
            Self::Sweep => {
                let swept = app.sweep(ages).await?;
                tracing::info!(drafts = swept.drafts, commands = swept.commands, "swept");
            }
            Self::Checkpoint => {
                if let Some(kept) = app.keep_checkpoint().await? {
                    tracing::info!(size = kept.size, "a checkpoint was kept");
                }
            }
            Self::Count => {
                if let Some(week) = app.count_week().await? {
                    tracing::info!(%week, "the week was counted");
                }
            }
            Self::Ages => {
                let added = app.look_for_ages().await?;
                if added > 0 {
                    tracing::info!(people = added, "tasks of an age were added");
                }
            }
            Self::Rewrap => {
                let wrapped = app.finish_rotation(|_| ()).await?;
                if wrapped > 0 {
                    tracing::info!(compartments = wrapped, "a change of keys was finished");
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_name_and_a_row_of_its_own() {
        for chore in Chore::ALL {
            assert_eq!(Chore::from_kind(chore.kind()), Some(chore));
            assert_eq!(Chore::ALL.iter().filter(|other| other.id() == chore.id()).count(), 1);
        }
        assert_eq!(Chore::from_kind("nonsense"), None);
    }
}
