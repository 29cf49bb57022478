//! A founded house in a database of its own.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use app::{
    App, Parts,
    account::found::{NotOpened, Purpose},
    chain,
};
use domain::{CommandId, PersonCode, RecordId};
use protocol::Protocol;
use store::{
    Options, Store, Target,
    fixture::{Database, Kind},
};
use tempfile::TempDir;
use vault::{KeyRing, PasswordCost, RootSource};

use crate::TestClock;

/// The passphrase of the keys.
pub const PHRASE: &str = "korek temir zholy 17";

/// The folder of the protocol in this repository.
pub fn protocol_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol")
}

/// The protocol of this repository, read once.
pub fn protocol() -> Protocol {
    static PROTOCOL: OnceLock<Protocol> = OnceLock::new();
    PROTOCOL.get_or_init(|| Protocol::load(&protocol_folder()).unwrap()).clone()
}

/// A house, its database, its keys and its clock.
#[derive(Debug)]
pub struct House {
    /// The house.
    pub app: App,
    /// Its clock.
    pub clock: TestClock,
    /// Which kind of database.
    pub kind: Kind,
    /// The database; removed when this is dropped.
    pub database: Database,
    folder: TempDir,
}

impl House {
    /// Founds a house for real people in an empty database; none when no PostgreSQL is to be had.
    pub async fn found(kind: Kind) -> Option<Self> {
        Self::found_as(kind, Purpose::Real).await
    }

    /// Founds a house for a purpose.
    pub async fn found_as(kind: Kind, purpose: Purpose) -> Option<Self> {
        Some(Self::found_in(kind, Database::of(kind).await?, purpose).await)
    }

    /// Founds a house in this empty database.
    pub async fn found_in(kind: Kind, database: Database, purpose: Purpose) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = TestClock::default();
        let ring = KeyRing::create(&folder.path().join("keys.ring"), &root(), clock.now().as_microsecond());
        let ring = Arc::new(ring.unwrap());
        let store = open_store(database.target(), &ring).await.unwrap();
        let mut parts = parts(store, ring, &clock, Some(folder.path().join("erasures.log")));
        parts.demo = purpose == Purpose::Demo;
        let (app, _) = App::found(parts, "admin", "Administrator", "en").await.unwrap();
        Self { app, clock, kind, database, folder }
    }

    /// Where its keys are.
    pub fn ring_path(&self) -> PathBuf {
        self.folder.path().join("keys.ring")
    }
    /// Where its register of erasures is.
    pub fn register_path(&self) -> PathBuf {
        self.folder.path().join("erasures.log")
    }
    /// A folder that lives as long as the house.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
    /// The file of the database, if it is one.
    pub fn file(&self) -> Option<PathBuf> {
        match self.database.target() {
            Target::Sqlite { path } => Some(path),
            Target::Postgres { .. } => None,
        }
    }
    /// Opens the keys from their file once more.
    pub fn open_ring(&self) -> Arc<KeyRing> {
        Arc::new(KeyRing::open(&self.ring_path(), &root()).unwrap())
    }
    /// What a house on this store is put together from.
    pub fn parts_on(&self, store: Store, ring: Arc<KeyRing>) -> Parts {
        parts(store, ring, &self.clock, Some(self.register_path()))
    }
    /// Opens the database once more, as another node would.
    pub async fn another_node(&self, purpose: Purpose) -> Result<App, NotOpened> {
        node(self.database.target(), self.folder(), &self.clock, purpose).await
    }
    /// A fresh command id.
    pub fn command(&self) -> CommandId {
        self.app.fresh().unwrap()
    }
    /// The code of a record.
    pub async fn code(&self, id: RecordId) -> PersonCode {
        self.app.whole_record(id).await.unwrap().opened.unwrap().0.code
    }
}

/// Opens a founded database with the keys of a house's folder, as a node that starts does.
pub async fn node(
    target: Target,
    folder: &Path,
    clock: &TestClock,
    purpose: Purpose,
) -> Result<App, NotOpened> {
    let ring = Arc::new(KeyRing::open(&folder.join("keys.ring"), &root()).unwrap());
    let store = open_store(target, &ring).await?;
    App::open_house(parts(store, ring, clock, Some(folder.join("erasures.log"))), purpose).await
}

/// The passphrase as a source of the root key, cheap to stretch.
pub fn root() -> RootSource {
    RootSource::Passphrase { phrase: PHRASE.to_owned().into(), cost: PasswordCost::FAST }
}

async fn open_store(target: Target, ring: &Arc<KeyRing>) -> Result<Store, store::Error> {
    Store::open(target, Options::new(chain::signer(ring))).await
}

/// What a house for real people is put together from, with the protocol of this repository to stand in.
pub fn parts(store: Store, ring: Arc<KeyRing>, clock: &TestClock, register: Option<PathBuf>) -> Parts {
    Parts {
        store,
        ring,
        register,
        protocol: protocol(),
        clock: clock.clock(),
        cost: PasswordCost::FAST,
        demo: false,
    }
}
