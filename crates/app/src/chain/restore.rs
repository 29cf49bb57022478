//! Bringing a database back from a backup.
//!
//! Invariant: before anything is served, what was erased since the backup is erased again, nobody is signed in, no
//! link works, and the chain has proved itself.

use std::io::Read;

use domain::Instant;
use store::{Options, Store, Target};

use super::{Progress, Settled, Sound, Unlock, Verification, backup, verify::Damage};
use crate::{
    App,
    account::found::{NotOpened, Purpose},
    core::house::Parts,
    refused::Refused,
};

/// A database that was brought back.
#[derive(Debug)]
pub struct Restored {
    /// The house on it.
    pub app: App,
    /// Erasures that were carried out again.
    pub erased_again: u64,
    /// What verification says of it.
    pub sound: Sound,
}

/// Why a backup was not brought back. The database is not to be served.
#[derive(Debug, thiserror::Error)]
pub enum NotRestored {
    /// The backup does not open, is damaged, or the target is not empty.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It was read, and no house opens on it.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    /// The register of erasures is not the one that was kept with this installation.
    #[error(
        "the register of erasures is missing or shorter than the backup knows it: bring back the file that was kept \
         beside the key ring, or what was erased would come back"
    )]
    LostRegister,
    /// The chain is not what was written.
    #[error("the chain of the backup is damaged: {0}")]
    Damaged(Box<Damage>),
}

impl From<store::Error> for NotRestored {
    fn from(error: store::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Fills an empty database from an encrypted backup, erases again what was erased since, and proves the chain.
///
/// `parts` makes the house from the opened store: keys, register, a protocol to stand in, clock.
pub async fn restore(
    target: Target,
    options: Options,
    input: impl Read + Send + Unpin,
    unlock: &Unlock,
    parts: impl FnOnce(Store) -> Parts,
    progress: impl FnMut(Progress) + Send,
) -> Result<Restored, NotRestored> {
    let mut stream = backup::open(input, unlock).map_err(Refused::from)?;
    let store = Store::restore(target, options, &mut stream).await?;
    // Whoever was signed in then is not now, and a link that was used since would work again.
    store.sweep_sessions(Instant::MAX).await?;
    let app = App::open_house(parts(store), Purpose::Inspection).await?;
    let erased_again = match app.settle_register().await? {
        Settled::After(done) => done,
        Settled::Lost => return Err(NotRestored::LostRegister),
    };
    match app.verify(&[], progress).await? {
        Verification::Sound(sound) => Ok(Restored { app, erased_again, sound }),
        Verification::Broken(damage) => Err(NotRestored::Damaged(damage)),
    }
}
