//! `homeward demo`: an invented country to try things out, and `homeward seed`: many invented children, to measure.
//!
//! Invariant: only stores whose ledger says they are a demo are touched. Keys come from the operating system here too.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use app::{
    App, Clock, Parts,
    account::found::Purpose,
    demo::{Seeding, World},
};
use clap::Args;
use domain::Instant;
use jiff::SignedDuration;
use store::Target;
use vault::{KeyRing, PasswordCost, RootSource};
use web::{Reached, Web};

use crate::{
    house::open_store,
    init::create_private,
    out,
    serve::{Announce, beside, listen},
};

/// Starts with an invented country.
#[derive(Args)]
pub(crate) struct Demo {
    /// The port to listen on; 0 takes any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where everything is kept; what is there already goes on
    #[arg(long, default_value = "homeward-demo")]
    data: PathBuf,
    /// Keep nothing: the country is gone when the demo ends
    #[arg(long, conflicts_with = "data")]
    temporary: bool,
    /// The database: a path, or postgres://user@host/name, empty or of an earlier demo in the same folder
    #[arg(long)]
    database: Option<String>,
    /// Which country is invented
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// The moment at which the demo's clock starts, such as 2026-03-02T09:00:00+05:00
    #[arg(long)]
    now: Option<Instant>,
    /// Mark each compartment of each record, for tests that look for what is shown where
    #[arg(long, hide = true)]
    markers: bool,
    /// Only fill, do not serve
    #[arg(long, hide = true)]
    fill_only: bool,
}

impl Demo {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        let began = std::time::Instant::now();
        let listener = if self.fill_only { None } else { Some(free(self.port)?) };
        let temporary = if self.temporary {
            let folder = tempfile::Builder::new().prefix("homeward-demo-").tempdir();
            Some(folder.context("no temporary folder")?)
        } else {
            None
        };
        let folder = temporary.as_ref().map_or(self.data.as_path(), tempfile::TempDir::path).to_owned();
        let place = Invented { folder, database: self.database.clone(), clock: clock(self.now) };
        let app = if self.temporary {
            self.fill(place.found_in_memory().await?, None).await?
        } else if place.ring_path().exists() {
            place.open(Some(self.seed)).await?
        } else {
            let app = place.found(self.seed).await?;
            match self.fill(app, Some(&place.unfinished())).await {
                Ok(app) => app,
                Err(error) => {
                    place.clear();
                    return Err(error);
                }
            }
        };
        let Some(listener) = listener else {
            app.close().await;
            out::note(format!("filled in {:.1} s", began.elapsed().as_secs_f64()));
            return Ok(ExitCode::SUCCESS);
        };
        let shown = std::path::absolute(&place.folder).unwrap_or_else(|_| place.folder.clone());
        let shown = shown.display();
        out::note(if self.temporary {
            "Nothing is kept: without --temporary it would be.".to_owned()
        } else {
            format!("Everything is kept in {shown}")
        });
        out::note(format!("ready after {:.1} s; stop with Ctrl-C", began.elapsed().as_secs_f64()));
        // A visitor waits less for what was found on a list than a night's work does.
        let pace = worker::Pace { look: Duration::from_secs(2), ..worker::Pace::default() };
        let worker = worker::Worker::new(app.clone(), pace)?;
        beside(worker, listen(Web { app, reached: Reached::Loopback }, listener, None, Announce::Yes))
            .await?;
        drop(temporary);
        if !self.temporary {
            let database = self.database.as_ref().map(|text| format!(" --database '{text}'"));
            let again = format!("homeward demo --data '{shown}'{}", database.unwrap_or_default());
            out::note(format!("Kept in {shown}. Go on with it: {again}"));
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn fill(&self, app: App, unfinished: Option<&Path>) -> Result<App> {
        let bar = out::bar(0, "Inventing a country");
        let world = World { seed: self.seed, markers: self.markers };
        let follow = bar.clone();
        let filled = app
            .populate(&world, move |progress| {
                follow.set_length(progress.of);
                follow.set_position(progress.done);
            })
            .await;
        bar.finish_and_clear();
        filled?;
        if let Some(path) = unfinished {
            std::fs::remove_file(path).with_context(|| format!("{} cannot be removed", path.display()))?;
        }
        Ok(app)
    }
}

/// Before anything is filled, so that a busy port is told at once.
fn free(port: u16) -> Result<std::net::TcpListener> {
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    std::net::TcpListener::bind(address).with_context(|| {
        format!("cannot listen on {address}: name another port with --port, or 0 for any that is free")
    })
}

/// The wall clock, or one that starts elsewhere and runs on.
fn clock(now: Option<Instant>) -> Clock {
    let Some(now) = now else { return Arc::new(Instant::now) };
    let offset: SignedDuration = now.duration_since(Instant::now());
    Arc::new(move || Instant::now().checked_add(offset).unwrap_or(Instant::MAX))
}

/// This program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where a demo is: like an installation, with a root key in a file.
struct Invented {
    folder: PathBuf,
    database: Option<String>,
    clock: Clock,
}

impl Invented {
    fn ring_path(&self) -> PathBuf {
        self.folder.join("keys.ring")
    }
    fn root_path(&self) -> PathBuf {
        self.folder.join("root.key")
    }
    /// There while the store is being filled: half a country is not served.
    fn unfinished(&self) -> PathBuf {
        self.folder.join("unfinished")
    }
    fn target(&self) -> Result<Target> {
        match &self.database {
            Some(text) => Ok(Target::parse(text)?),
            None => Ok(Target::Sqlite { path: self.folder.join("homeward.db") }),
        }
    }

    /// Which program filled it, from which seed.
    fn made_by(&self) -> PathBuf {
        self.folder.join("demo.json")
    }

    /// A new one that is kept.
    async fn found(&self, seed: u64) -> Result<App> {
        let shown = self.folder.display();
        if self.folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
            bail!("{shown} holds other things: name an empty folder, or a new one, with --data");
        }
        create_private(&self.folder)?;
        let root = RootSource::new_key_file(&self.root_path())?;
        std::fs::write(self.unfinished(), b"")?;
        let made_by = serde_json::json!({ "version": VERSION, "seed": seed });
        std::fs::write(self.made_by(), made_by.to_string())?;
        let ring = Arc::new(KeyRing::create(&self.ring_path(), &root, (self.clock)().as_microsecond())?);
        self.found_with(ring, Some(self.folder.join("erasures.log"))).await
    }

    /// A new one whose keys are forgotten at the end.
    async fn found_in_memory(&self) -> Result<App> {
        let ring = Arc::new(KeyRing::ephemeral((self.clock)().as_microsecond())?);
        self.found_with(ring, None).await
    }

    async fn found_with(&self, ring: Arc<KeyRing>, register: Option<PathBuf>) -> Result<App> {
        let parts = self.parts(ring, register).await?;
        let (app, _) = App::found(parts, "admin", "Администратор", "ru").await?;
        Ok(app)
    }

    /// Takes away what a start that failed has just made; a database elsewhere is its owner's to empty.
    fn clear(&self) {
        let made = [
            "demo.json",
            "erasures.log",
            "erasures.log.lock",
            "keys.ring",
            "keys.ring.lock",
            "root.key",
            "unfinished",
        ];
        let database = ["homeward.db", "homeward.db-shm", "homeward.db-wal"];
        for name in made.iter().chain(database.iter().filter(|_| self.database.is_none())) {
            // What is left is named by the next start; the error that led here is the one to tell.
            let _ = std::fs::remove_file(self.folder.join(name));
        }
        let _ = std::fs::remove_dir(&self.folder);
    }

    /// One that was kept: of this program, and of this seed where one is asked for.
    async fn open(&self, seed: Option<u64>) -> Result<App> {
        let shown = self.folder.display();
        let root = RootSource::KeyFile(self.root_path());
        if !self.root_path().exists() {
            bail!("{shown} holds no demo: its root key is not there");
        }
        if self.unfinished().exists() {
            bail!("an earlier start did not finish filling {shown}: remove it and start again");
        }
        // Nobody is told to remove what may be a house of real people.
        let Ok(made_by) = std::fs::read(self.made_by()) else {
            bail!("{shown} holds no demo of this program: name another folder with --data");
        };
        let made_by: serde_json::Value = serde_json::from_slice(&made_by).unwrap_or_default();
        if made_by["version"] != VERSION {
            bail!(
                "{shown} was filled by another version of this program, and this is {VERSION}: name another folder \
                 with --data, or remove it and start again"
            );
        }
        if let Some(seed) = seed.filter(|seed| made_by["seed"] != *seed) {
            bail!(
                "{shown} holds the country of --seed {}, not of {seed}: name another folder with --data",
                made_by["seed"]
            );
        }
        let ring = KeyRing::open(&self.ring_path(), &root)?;
        let parts = self.parts(Arc::new(ring), Some(self.folder.join("erasures.log"))).await?;
        Ok(App::open_house(parts, Purpose::Demo).await?)
    }

    async fn parts(&self, ring: Arc<KeyRing>, register: Option<PathBuf>) -> Result<Parts> {
        let store = open_store(self.target()?, &ring).await?;
        let protocol = crate::protocol::built_in()?;
        let clock = self.clock.clone();
        Ok(Parts { store, ring, protocol, clock, cost: PasswordCost::FAST, demo: true, register })
    }
}

/// Fills a demo store with many invented children.
#[expect(clippy::struct_field_names, reason = "named as on the command line")]
#[derive(Args)]
pub(crate) struct Seed {
    /// How many children
    #[arg(long)]
    children: u64,
    /// How many of them have a long history, of 300 events
    #[arg(long, default_value_t = 20)]
    long: u64,
    /// The folder of a demo store; it is made where there is none
    #[arg(long, default_value = "homeward-seed")]
    data: PathBuf,
    /// The database, unless it is in the folder
    #[arg(long)]
    database: Option<String>,
    /// Which children are invented
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Tell as JSON who works there and for which children
    #[arg(long)]
    json: bool,
}

impl Seed {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        let began = std::time::Instant::now();
        let place =
            Invented { folder: self.data.clone(), database: self.database.clone(), clock: clock(None) };
        let app = if place.ring_path().exists() {
            place.open(None).await?
        } else if self.data.join("homeward.db").exists() {
            bail!("{} holds a database without its keys: name another folder", self.data.display())
        } else {
            let app = place.found(self.seed).await?;
            std::fs::remove_file(place.unfinished())?;
            app
        };
        let bar = out::bar(self.children, "Inventing children");
        let follow = bar.clone();
        let seeding = Seeding { children: self.children, long: self.long, seed: self.seed };
        let done = app.seed(&seeding, move |progress| follow.set_position(progress.done)).await;
        bar.finish_and_clear();
        let seeded = done?;
        app.close().await;
        let long = usize::try_from(self.long).unwrap_or(usize::MAX);
        if self.json {
            let worker = |(account, children): &(domain::UserId, Vec<domain::PersonCode>)| {
                let children: Vec<String> = children.iter().map(ToString::to_string).collect();
                serde_json::json!({ "account": account.to_string(), "children": children })
            };
            let workers: Vec<serde_json::Value> = seeded.workers.iter().map(worker).collect();
            let supervisor = seeded.supervisor.to_string();
            let told = serde_json::json!({ "long": long, "workers": workers, "supervisor": supervisor });
            out::line(told.to_string());
            return Ok(ExitCode::SUCCESS);
        }
        for code in seeded.workers.iter().flat_map(|(_, codes)| codes).take(long.min(3)) {
            out::note(format!("a long history: {code}"));
        }
        let seconds = began.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate to be read by people")]
        let rate = self.children as f64 / seconds;
        out::line(format!("{} children in {seconds:.1} s, {rate:.0} a second", self.children));
        Ok(ExitCode::SUCCESS)
    }
}
