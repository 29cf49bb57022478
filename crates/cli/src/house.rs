//! Opening a house from the command line: data folder, database, keys, clock.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context, Result, bail};
use app::{App, Clock, Parts, account::found::Purpose, chain::signer};
use clap::Args;
use domain::Instant;
use store::{Options, Store, Target};
use vault::{KeyRing, PasswordCost, RootSource};

const NO_PHRASE: &str = "no passphrase was given: type it, set HOMEWARD_PASSPHRASE, name a file with --key-file, or a program with --key-program";

/// Where an installation is.
#[derive(Args, Clone)]
pub(crate) struct Place {
    /// The data folder: key ring, register of erasures, and the database unless another is named
    #[arg(long, env = "HOMEWARD_DATA", default_value = "homeward-data")]
    pub(crate) data: PathBuf,
    /// The database: a path, or postgres://user@host/name
    #[arg(long, env = "HOMEWARD_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// A file with the root key; without it the passphrase is asked for, or read from HOMEWARD_PASSPHRASE
    #[arg(long, env = "HOMEWARD_KEY_FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// A program that keeps the root key elsewhere (a hardware module, a key service), instead: run as `PROGRAM wrap`
    /// and `PROGRAM unwrap`, bytes in, bytes out
    #[arg(long, env = "HOMEWARD_KEY_PROGRAM", conflicts_with = "key_file")]
    pub(crate) key_program: Option<PathBuf>,
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

    /// The root key: a file, a program, or a passphrase.
    pub(crate) fn root(&self, ask: Ask) -> Result<RootSource> {
        if let Some(path) = &self.key_file {
            return Ok(RootSource::KeyFile(path.clone()));
        }
        if let Some(program) = &self.key_program {
            return Ok(RootSource::Wrapper { program: program.clone(), args: Vec::new() });
        }
        if let Ok(phrase) = std::env::var("HOMEWARD_PASSPHRASE") {
            if ask == Ask::Twice {
                long_enough(&phrase)?;
            }
            return Ok(RootSource::passphrase(phrase));
        }
        let phrase = rpassword::prompt_password("Passphrase of the keys: ").context(NO_PHRASE)?;
        if ask == Ask::Twice {
            let again = rpassword::prompt_password("The same again: ").context(NO_PHRASE)?;
            if phrase != again {
                bail!("the two passphrases differ");
            }
            long_enough(&phrase)?;
        }
        Ok(RootSource::passphrase(phrase))
    }

    /// Opens the keys of this installation.
    pub(crate) fn ring(&self) -> Result<Arc<KeyRing>> {
        let path = self.ring_path();
        if !path.exists() {
            bail!(
                "there is no key ring in {}: run `homeward init`, name the folder with --data, or put the ring back \
                 from its copy",
                self.data.display()
            );
        }
        let root = self.root(Ask::Once)?;
        let ring = KeyRing::open(&path, &root);
        Ok(Arc::new(ring.with_context(|| format!("the key ring {} does not open", path.display()))?))
    }

    /// A mistyped path must not become an empty database.
    pub(crate) fn exists(&self) -> Result<()> {
        match self.target()? {
            Target::Sqlite { path } if !path.exists() => {
                bail!(
                    "there is no database {}: run `homeward init`, or name it with --database",
                    path.display()
                )
            }
            _ => Ok(()),
        }
    }

    /// Opens the house for a purpose.
    pub(crate) async fn open(&self, purpose: Purpose) -> Result<App> {
        self.exists()?;
        let parts = self.parts(self.ring()?, system_clock(), PasswordCost::ACCOUNT).await?;
        Ok(App::open_house(parts, purpose).await?)
    }

    /// A house's parts, with the protocol of this program as a stand-in.
    pub(crate) async fn parts(&self, ring: Arc<KeyRing>, clock: Clock, cost: PasswordCost) -> Result<Parts> {
        let store = open_store(self.target()?, &ring).await?;
        let protocol = crate::protocol::built_in()?;
        Ok(Parts { store, ring, protocol, clock, cost, demo: false, register: Some(self.register_path()) })
    }
}

fn long_enough(phrase: &str) -> Result<()> {
    if phrase.chars().count() < 16 {
        bail!("the passphrase of the keys needs at least 16 characters: several words, say");
    }
    Ok(())
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
pub(crate) async fn open_store(target: Target, ring: &Arc<KeyRing>) -> Result<Store> {
    Store::open(target, Options::new(signer(ring))).await.context("the database does not open")
}

/// The clock on the wall.
pub(crate) fn system_clock() -> Clock {
    Arc::new(Instant::now)
}
