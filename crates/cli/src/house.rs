//! Opening a house from the command line: data folder, database, keys, clock.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context, Result, bail};
use app::{App, Clock, Parts, account::found::Purpose};
use clap::Args;
use domain::Instant;
use store::{Options, Store, Target};
use vault::{KeyRing, PasswordCost, RootSource};

/// Where an installation is.
#[derive(Args, Clone)]
pub(crate) struct Place {
    /// The data folder: key ring, register of erasures, and the database unless another is named
    #[arg(long, default_value = "homeward-data")]
    pub(crate) data: PathBuf,
    /// The database: a path, or postgres://user@host/name
    #[arg(long)]
    pub(crate) database: Option<String>,
    /// A file with the root key; without it the passphrase is asked for, or read from HOMEWARD_PASSPHRASE
    #[arg(long)]
    pub(crate) key_file: Option<PathBuf>,
}

impl Place {
    pub(crate) fn target(&self) -> Result<Target> {
        match &self.database {
            Some(text) => Ok(Target::parse(text)?),
            None => Ok(Target::Sqlite { path: self.data.join("homeward.db") }),
        }
    }
    pub(crate) fn ring_path(&self) -> PathBuf {
        self.data.join("keys.ring")
    }
    pub(crate) fn register_path(&self) -> PathBuf {
        self.data.join("erasures.log")
    }

    /// The root key: a file, or a passphrase.
    pub(crate) fn root(&self, ask: Ask) -> Result<RootSource> {
        if let Some(path) = &self.key_file {
            return Ok(RootSource::KeyFile(path.clone()));
        }
        if let Ok(phrase) = std::env::var("HOMEWARD_PASSPHRASE") {
            return Ok(RootSource::passphrase(phrase));
        }
        let phrase = rpassword::prompt_password("Passphrase of the keys: ").context("no passphrase was given")?;
        if ask == Ask::Twice {
            let again = rpassword::prompt_password("The same again: ").context("no passphrase was given")?;
            if phrase != again {
                bail!("the two passphrases differ");
            }
            if phrase.chars().count() < 16 {
                bail!("the passphrase of the keys needs at least 16 characters: several words, say");
            }
        }
        Ok(RootSource::passphrase(phrase))
    }

    /// Opens the house for a purpose.
    pub(crate) async fn open(&self, purpose: Purpose) -> Result<App> {
        let ring_path = self.ring_path();
        if !ring_path.exists() {
            bail!("there is no key ring in {}: run `homeward init`, or name the folder with --data", self.data.display());
        }
        let root = self.root(Ask::Once)?;
        let ring = KeyRing::open(&ring_path, &root).with_context(|| format!("the key ring {} does not open", ring_path.display()))?;
        let parts = self.parts(ring, system_clock(), PasswordCost::ACCOUNT).await?;
        Ok(App::open_house(parts, purpose).await?)
    }

    /// A house's parts, with the protocol of this program as a stand-in.
    pub(crate) async fn parts(&self, ring: KeyRing, clock: Clock, cost: PasswordCost) -> Result<Parts> {
        let store = open_store(self.target()?, &ring).await?;
        let protocol = crate::protocol::built_in()?;
        Ok(Parts { store, ring, protocol, clock, cost, demo: false, register: Some(self.register_path()) })
    }
}

/// How often the passphrase is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// To open.
    Once,
    /// To choose.
    Twice,
}

/// Opens a database whose heads this ring signs.
pub(crate) async fn open_store(target: Target, ring: &KeyRing) -> Result<Store> {
    Store::open(target, Options::new(app::signer(ring))).await.context("the database does not open")
}

#[expect(clippy::disallowed_methods, reason = "the command line is where the wall clock comes in")]
pub(crate) fn system_clock() -> Clock {
    Arc::new(Instant::now)
}
