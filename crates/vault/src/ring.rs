//! The key ring: the epoch keys, the index keys and the signing key of one installation, in one file outside the
//! database, wrapped under the root key.
//!
//! It is shared by reference; every change writes the file first (beside, flush, rename) under a lock that other
//! processes respect, and then replaces the state in memory as a whole.
//!
//! Invariant: sealing uses the current epoch only; earlier epochs open until they are destroyed, and a destroyed
//! one never comes back. A ring never goes back to an older generation of its file.
//!
//! A copy of the ring file from before a destruction, with the root key of that time, still opens the destroyed
//! epoch. Where that matters, change the root too ([`KeyRing::change_root`]) and destroy the old root key.

mod body;
mod change;
mod compartments;
mod node;
mod open;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use domain::InstallationId;
use serde::{Deserialize, Serialize};

use crate::{error::VaultError, file, password::PasswordCost, random, root::RootSource};
use body::{Body, MAX_FILE, Row};
pub use compartments::{Rekeyed, StoredSlot};
use open::State;

/// What an epoch may still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EpochState {
    /// The current one: seals and opens.
    Live,
    /// Opens only, until everything is wrapped under the current one.
    Retired,
    /// Its key is gone.
    Destroyed,
}

/// An epoch as the ring lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpochInfo {
    /// Its number, from 1.
    pub number: u32,
    /// When it was made, in microseconds since the epoch.
    pub created_at_us: i64,
    /// What it may still do.
    pub state: EpochState,
}

/// Whether another process had changed the ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reloaded {
    /// It is as it was.
    Same,
    /// It was read again.
    Changed,
}

/// What a key in the ring is for; part of its wrap's associated data.
#[derive(Clone, Copy)]
enum Purpose {
    Epoch(u32),
    Index(u32),
    Ledger,
    Register,
}

/// The key ring of one installation.
pub struct KeyRing {
    /// None for a ring that lives in memory only.
    path: Option<PathBuf>,
    /// Held while the ring is changed; readers do not wait for it.
    changing: Mutex<()>,
    state: RwLock<Arc<State>>,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing")
            .field("installation", &self.installation())
            .field("generation", &self.generation())
            .finish_non_exhaustive()
    }
}

impl KeyRing {
    /// Makes the ring of a new installation, with its first epoch, index epoch and signing key. A ring that is
    /// there already is not overwritten.
    pub fn create(path: &Path, root: &RootSource, now_us: i64) -> Result<Self, VaultError> {
        let _lock = file::lock(path)?;
        if path.try_exists().map_err(file::failed(path))? {
            return Err(VaultError::RingExists(path.to_owned()));
        }
        let state = State::begin(root, now_us)?;
        file::write_whole(path, &state.file)?;
        Ok(Self::with(Some(path.to_owned()), state))
    }

    /// Opens the ring of an installation.
    pub fn open(path: &Path, root: &RootSource) -> Result<Self, VaultError> {
        let text = file::read_private(path, MAX_FILE)?;
        let recall = |body: &Body| root.recall(body.installation, body.root()).map(Arc::new);
        let (body, root) = Body::from_file(&text, recall)?;
        Ok(Self::with(Some(path.to_owned()), State::open(body, root, text)?))
    }

    /// A ring that lives in memory only, for tests and demonstrations. Its keys come from the operating system
    /// like any other's.
    pub fn ephemeral(now_us: i64) -> Result<Self, VaultError> {
        let secret = random::random_token()?;
        let phrase = secret.iter().map(|byte| char::from(b'a' + byte % 26)).collect::<String>();
        let source = RootSource::Passphrase { phrase: phrase.into(), cost: PasswordCost::FAST };
        Ok(Self::with(None, State::begin(&source, now_us)?))
    }

    fn with(path: Option<PathBuf>, state: State) -> Self {
        Self { path, changing: Mutex::new(()), state: RwLock::new(Arc::new(state)) }
    }

    /// The state at this moment. A poisoned lock still holds a whole state, for it is replaced in one step.
    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, state: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
    }

    /// The installation that the ring belongs to.
    pub fn installation(&self) -> InstallationId {
        self.state().body.installation
    }

    /// How often the ring was changed; it only grows.
    pub fn generation(&self) -> u64 {
        self.state().body.generation
    }

    /// The epoch that seals.
    pub fn current_epoch(&self) -> u32 {
        self.state().body.epoch
    }

    /// All epochs, the destroyed too, oldest first.
    pub fn epochs(&self) -> Vec<EpochInfo> {
        self.state().body.epochs.iter().map(info).collect()
    }

    /// The index epoch whose tokens are written.
    pub fn current_index_epoch(&self) -> u32 {
        self.state().body.index_epoch
    }

    /// All index epochs, oldest first; a search asks for tokens of each that is not destroyed.
    pub fn index_epochs(&self) -> Vec<EpochInfo> {
        self.state().body.index_epochs.iter().map(info).collect()
    }

    /// Refuses a database of another installation.
    pub fn check_installation(&self, installation: InstallationId) -> Result<(), VaultError> {
        if self.installation() == installation { Ok(()) } else { Err(VaultError::OtherInstallation) }
    }

    /// Refuses a ring that is older than the database's epoch: a node must not write on it.
    pub fn check_current(&self, database_epoch: u32) -> Result<(), VaultError> {
        let ring = self.current_epoch();
        if ring >= database_epoch {
            Ok(())
        } else {
            Err(VaultError::RingBehind { ring, database: database_epoch })
        }
    }

    /// Reads the file again if another process changed it. A file older than the state in memory is refused.
    pub fn reload_if_changed(&self) -> Result<Reloaded, VaultError> {
        let Some(path) = &self.path else { return Ok(Reloaded::Same) };
        self.reload_from(path)
    }

    fn reload_from(&self, path: &Path) -> Result<Reloaded, VaultError> {
        let state = self.state();
        let text = file::read_private(path, MAX_FILE)?;
        if text == state.file {
            return Ok(Reloaded::Same);
        }
        let (body, root) = Body::from_file(&text, |body| {
            if body.installation == state.body.installation {
                Ok(Arc::clone(&state.root))
            } else {
                Err(VaultError::OtherInstallation)
            }
        })?;
        if body.generation < state.body.generation {
            return Err(VaultError::RingWentBack);
        }
        self.replace(State::open(body, root, text)?);
        Ok(Reloaded::Changed)
    }
}

fn info(row: &Row) -> EpochInfo {
    EpochInfo { number: row.number, created_at_us: row.created_at_us, state: row.state }
}
