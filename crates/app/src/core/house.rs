//! The running house: store, keys, protocol in force and clock.
//!
//! Invariant: nothing here is state that another node would miss; what must outlive the process is in the store
//! or in the key ring.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{InstallationId, Instant, RecordId, TeamId, record::Team};
use protocol::Protocol;
use store::Store;
use vault::{KeyRing, PasswordCost};

use super::{kept::Kept, people::People, reading::MonthKey, turns::Turns};
use crate::{
    account::{calendar::Asked, strangers::Strangers, view::AccountView},
    refused::Answer,
};

/// Where the present moment comes from; only the command line knows a wall clock.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// The store keeps times to the microsecond. What is decided and sealed on a finer one would be another time after
/// the record was read again.
fn as_the_store_keeps_it(clock: Clock) -> Clock {
    Arc::new(move || {
        let now = clock();
        Instant::from_microsecond(now.as_microsecond()).unwrap_or(now)
    })
}

/// The house. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    ring: Arc<KeyRing>,
    register: Option<PathBuf>,
    behind: AtomicBool,
    protocol: RwLock<Arc<Protocol>>,
    clock: Clock,
    cost: PasswordCost,
    demo: AtomicBool,
    people: People,
    accounts: Kept<AccountView>,
    teams: Kept<(TeamId, Team)>,
    month: tokio::sync::Mutex<Option<MonthKey>>,
    turns: Turns,
    strangers: Strangers,
    asked: Asked,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

/// What a house is put together from.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The keys; the store's signer shares them, see [`crate::chain::signer`].
    pub ring: Arc<KeyRing>,
    /// The register of erasures, a file beside the key ring. A throw-away house has none and erases nothing.
    pub register: Option<PathBuf>,
    /// The protocol in force.
    pub protocol: Protocol,
    /// The present moment.
    pub clock: Clock,
    /// What a password hash costs.
    pub cost: PasswordCost,
    /// Whether all its people are invented.
    pub demo: bool,
}

impl App {
    /// Puts a house together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner {
            store: parts.store,
            ring: parts.ring,
            register: parts.register,
            behind: AtomicBool::new(false),
            protocol: RwLock::new(Arc::new(parts.protocol)),
            clock: as_the_store_keeps_it(parts.clock),
            cost: parts.cost,
            demo: AtomicBool::new(parts.demo),
            people: People::default(),
            accounts: Kept::default(),
            teams: Kept::default(),
            month: tokio::sync::Mutex::new(None),
            turns: Turns::default(),
            strangers: Strangers::default(),
            asked: Asked::default(),
        }))
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.store
    }
    /// The keys.
    pub fn ring(&self) -> &KeyRing {
        &self.0.ring
    }
    /// The keys, to be shared with another house on the same ones.
    pub(crate) fn shared_ring(&self) -> Arc<KeyRing> {
        Arc::clone(&self.0.ring)
    }
    /// Where the register of erasures is.
    pub(crate) fn register(&self) -> Option<&Path> {
        self.0.register.as_deref()
    }
    /// Whether the database has moved to an epoch that this node's ring does not know; it must not write then.
    pub(crate) fn is_behind(&self) -> bool {
        self.0.behind.load(Ordering::Relaxed)
    }
    pub(crate) fn set_behind(&self, behind: bool) {
        self.0.behind.store(behind, Ordering::Relaxed);
    }
    /// Closes the database and waits for its writer, if this is the last clone.
    pub async fn close(self) {
        if let Some(inner) = Arc::into_inner(self.0) {
            inner.store.close().await;
        }
    }
    /// Where the present moment comes from.
    pub(crate) fn clock(&self) -> Clock {
        Arc::clone(&self.0.clock)
    }
    /// The protocol in force.
    pub fn protocol(&self) -> Arc<Protocol> {
        Arc::clone(&self.0.protocol.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
    /// Puts another protocol in force; its activation was written before.
    pub(crate) fn set_protocol(&self, protocol: Protocol) {
        *self.0.protocol.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(protocol);
    }
    /// The present moment.
    pub fn now(&self) -> Instant {
        (self.0.clock)()
    }
    /// What a password hash costs.
    pub fn cost(&self) -> PasswordCost {
        self.0.cost
    }
    /// Whether all its people are invented.
    pub fn is_demo(&self) -> bool {
        self.0.demo.load(Ordering::Relaxed)
    }
    /// What the ledger says of it, once it was read.
    pub(crate) fn set_demo(&self, demo: bool) {
        self.0.demo.store(demo, Ordering::Relaxed);
    }
    /// The installation.
    pub fn installation(&self) -> InstallationId {
        self.ring().installation()
    }
    /// The record of the installation itself: it bears its id.
    pub fn installation_record(&self) -> RecordId {
        RecordId::from_bytes(*self.ring().installation().as_bytes())
    }
    /// All accounts, as they were last opened.
    pub(crate) fn kept_accounts(&self) -> &Kept<AccountView> {
        &self.0.accounts
    }
    /// All teams, as they were last opened.
    pub(crate) fn kept_teams(&self) -> &Kept<(TeamId, Team)> {
        &self.0.teams
    }
    pub(crate) fn people_cache(&self) -> &People {
        &self.0.people
    }
    pub(crate) fn month(&self) -> &tokio::sync::Mutex<Option<MonthKey>> {
        &self.0.month
    }
    pub(crate) fn turns(&self) -> &Turns {
        &self.0.turns
    }
    /// Names that nobody bears and somebody tried to sign in under.
    pub(crate) fn strangers(&self) -> &Strangers {
        &self.0.strangers
    }
    /// How often calendars asked.
    pub(crate) fn asked(&self) -> &Asked {
        &self.0.asked
    }
    /// A fresh random id, from the operating system.
    pub fn fresh<T: From<[u8; 16]>>(&self) -> Answer<T> {
        Ok(T::from(vault::random_id()?))
    }
}
