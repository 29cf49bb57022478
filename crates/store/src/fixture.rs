//! Databases for tests: each test gets an empty one of its own, of either kind.
//!
//! PostgreSQL comes from the address in `HOMEWARD_TEST_POSTGRES`, whose account must be allowed to create databases;
//! without it a cluster is started in a temporary folder (as another account where the tests run as root, because
//! PostgreSQL refuses root) and reached through a socket in that folder only. Its disk writes are real.
//!
//! Invariant: nothing stays behind. A guard process waits for the test program to end, in whatever way, then stops
//! the cluster and removes its folder.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tempfile::TempDir;
use tokio_postgres::NoTls;

use crate::{Error, Options, Signer, Store, Target, postgres::Address, schema, sqlite};

/// Where the programs of PostgreSQL are, newest first.
const PROGRAMS: [&str; 4] = [
    "/usr/lib/postgresql/17/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/15/bin",
    "/usr/local/pgsql/bin",
];

/// Which kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file of SQLite.
    Sqlite,
    /// A database of a PostgreSQL cluster.
    Postgres,
}

/// An empty database, removed when this is dropped.
#[derive(Debug)]
pub struct Database {
    target: Target,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Folder(#[expect(dead_code, reason = "kept for its Drop")] TempDir),
    Database { cluster: String, name: String },
}

impl Database {
    /// A database of a kind; none when no PostgreSQL is to be had.
    pub async fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Sqlite => Self::sqlite().ok(),
            Kind::Postgres => Self::postgres().await,
        }
    }
    fn sqlite() -> Result<Self, Error> {
        let folder = TempDir::new()?;
        let target = Target::Sqlite { path: folder.path().join("homeward.db") };
        Ok(Self { target, held: Held::Folder(folder) })
    }
    /// A database in a cluster of one's own.
    pub async fn inside(cluster: &Cluster) -> Option<Self> {
        let url = cluster.url();
        let name = format!("homeward_test_{}", std::process::id());
        administer(&url, &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await.ok()?;
        let target = Target::Postgres { url: in_cluster(&url, &name) };
        Some(Self { target, held: Held::Database { cluster: url, name } })
    }
    async fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let cluster = cluster()?;
        let name = format!("homeward_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        administer(cluster, &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
            .await
            .ok()?;
        let target = Target::Postgres { url: in_cluster(cluster, &name) };
        Some(Self { target, held: Held::Database { cluster: cluster.to_owned(), name } })
    }
    /// Gives it the schema of an earlier version, as that version's program would have left it.
    pub async fn with_schema(self, version: u32) -> Result<Self, Error> {
        match &self.target {
            Target::Sqlite { path } => schema::migrate_sqlite(&mut sqlite::connect(path)?, version)?,
            Target::Postgres { url } => {
                schema::migrate_postgres(&mut Address::parse(url)?.connect().await?, version).await?;
            }
        }
        Ok(self)
    }
    /// Runs statements of a test's own, past the store.
    pub async fn execute(&self, sql: &str) -> Result<(), Error> {
        match &self.target {
            Target::Sqlite { path } => Ok(sqlite::connect(path)?.execute_batch(sql)?),
            Target::Postgres { url } => Ok(Address::parse(url)?.connect().await?.batch_execute(sql).await?),
        }
    }
    /// Where it is.
    pub fn target(&self) -> Target {
        self.target.clone()
    }
    /// Opens it with the usual options and the [`signer`] of tests.
    pub async fn open(&self) -> Result<Store, Error> {
        Store::open(self.target(), Options::new(signer())).await
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Held::Database { cluster, name } = &self.held else { return };
        let (cluster, sql) = (cluster.clone(), format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        // The runtime of the test may be ending: a thread with its own.
        let drop_it = move || {
            if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
                drop(runtime.block_on(administer(&cluster, &sql)));
            }
        };
        drop(std::thread::spawn(drop_it).join());
    }
}

/// A signer that holds no key: its signature is the size, the root and the time.
pub fn signer() -> Signer {
    Arc::new(|size, root, at| {
        [&size.to_be_bytes()[..], &root[..], &at.as_microsecond().to_be_bytes()[..]].concat()
    })
}

/// The address of a PostgreSQL cluster for tests, shared by the whole test program; none when there is neither an
/// address in the environment nor a PostgreSQL on this machine.
pub fn cluster() -> Option<&'static str> {
    static CLUSTER: OnceLock<Option<String>> = OnceLock::new();
    CLUSTER
        .get_or_init(|| {
            #[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
            let given = std::env::var("HOMEWARD_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
            given.or_else(|| {
                // It ends with this program.
                let cluster = Cluster::start()?;
                let url = cluster.url();
                std::mem::forget(cluster);
                Some(url)
            })
        })
        .as_deref()
}

/// The address of another database of the same cluster.
fn in_cluster(cluster: &str, name: &str) -> String {
    let (base, query) =
        cluster.split_once('?').map_or((cluster, String::new()), |(base, query)| (base, format!("?{query}")));
    let scheme = base.find("://").map_or(0, |at| at + 3);
    let host = base[scheme..].find('/').map_or(base.len(), |at| scheme + at);
    format!("{}/{name}{query}", &base[..host])
}

async fn administer(cluster: &str, sql: &str) -> Result<(), Error> {
    let (client, connection) = tokio_postgres::connect(&in_cluster(cluster, "postgres"), NoTls).await?;
    let connection = tokio::spawn(connection);
    let result = client.batch_execute(sql).await;
    drop(client);
    drop(connection.await);
    Ok(result?)
}

/// A cluster of one's own, for tests that crash it. It ends with this program.
#[derive(Debug)]
pub struct Cluster {
    programs: &'static Path,
    folder: PathBuf,
    account: Option<String>,
    server: Child,
}

impl Cluster {
    /// Starts one; none when there is no PostgreSQL on this machine.
    pub fn start() -> Option<Self> {
        let programs = PROGRAMS.iter().map(Path::new).find(|path| path.join("initdb").exists())?;
        match Self::start_with(programs) {
            Ok(cluster) => Some(cluster),
            Err(error) => {
                tracing::error!(%error, "no PostgreSQL for the tests");
                None
            }
        }
    }

    fn start_with(programs: &'static Path) -> Result<Self, Error> {
        let folder = TempDir::with_prefix("homeward-pg-")?.keep();
        let account = account();
        if let Some(account) = &account {
            run(Command::new("chown").arg(account).arg(&folder))?;
        }
        run(as_account(programs, "initdb", account.as_ref(), &folder)
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(folder.join("data")))?;
        let server = serve(programs, account.as_ref(), &folder)?;
        guard(&folder)?;
        Ok(Self { programs, folder, account, server })
    }

    /// Its address.
    pub fn url(&self) -> String {
        let host = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{host}/postgres")
    }

    /// Ends it at once, as a crash of the machine would: what was not flushed is gone, and it recovers when it is
    /// started again.
    pub fn crash(&mut self) -> Result<(), Error> {
        run(Command::new("kill").args(["-QUIT", &self.server.id().to_string()]))?;
        self.server.wait()?;
        Ok(())
    }

    /// Starts it again after a crash.
    pub fn restart(&mut self) -> Result<(), Error> {
        self.server = serve(self.programs, self.account.as_ref(), &self.folder)?;
        Ok(())
    }
}

/// One of PostgreSQL's programs, as the account that it must run as.
fn as_account(programs: &Path, program: &str, account: Option<&String>, folder: &Path) -> Command {
    let program = programs.join(program);
    let mut command = match account {
        Some(account) => {
            let mut command = Command::new("setpriv");
            command.args([format!("--reuid={account}"), format!("--regid={account}")]);
            command.args(["--init-groups", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Starts the server and waits until it answers.
fn serve(programs: &Path, account: Option<&String>, folder: &Path) -> Result<Child, Error> {
    let socket = format!("unix_socket_directories={}", folder.display());
    let server = as_account(programs, "postgres", account, folder)
        .arg("-D")
        .arg(folder.join("data"))
        .args(["-c", "listen_addresses=", "-c", &socket, "-c", "fsync=on", "-c", "max_connections=200"])
        .spawn()?;
    for _ in 0..300 {
        if run(as_account(programs, "pg_isready", account, folder).arg("-q").arg("-h").arg(folder)).is_ok() {
            return Ok(server);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(Error::Unreachable)
}

/// The account that PostgreSQL must run as; none when it may run as this one.
fn account() -> Option<String> {
    let id = |args: &[&str]| {
        let output = Command::new("id").args(args).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    if id(&["-u"])? != "0" {
        return None;
    }
    ["postgres", "nobody"].into_iter().find(|name| id(&["-u", name]).is_some()).map(str::to_owned)
}

fn run(command: &mut Command) -> Result<(), Error> {
    if command.status()?.success() { Ok(()) } else { Err(Error::Unreachable) }
}

/// Waits, in a process of its own, until this program has ended, which closes its standard input.
fn guard(folder: &Path) -> Result<(), Error> {
    // The server may be another one by then: its file names it.
    const SCRIPT: &str = "trap '' INT TERM HUP; cat >/dev/null; \
                          server=$(head -n 1 \"$1/data/postmaster.pid\" 2>/dev/null); \
                          if [ -n \"$server\" ]; then kill -QUIT \"$server\" 2>/dev/null; \
                          while kill -0 \"$server\" 2>/dev/null; do sleep 0.1; done; fi; rm -rf -- \"$1\"";
    let mut guard = Command::new("sh")
        .args(["-c", SCRIPT, "guard"])
        .arg(folder)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Held open until this program ends.
    std::mem::forget(guard.stdin.take());
    Ok(())
}
