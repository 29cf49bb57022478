//! A process with eight clients at work is killed with SIGKILL at a random moment, again and again, and every time
//! the database is opened as a restart does and asked for everything the clients were told.
//!
//! The clients are a test of this same binary, left out unless it is asked for by name. Each writes a line when it
//! has sent a command and another when it was acknowledged.

mod client;
mod ledger_of;

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use app::account::found::Purpose;
use store::{
    Target,
    fixture::{Cluster, Database},
};
use testkit::{Cast, House, Kind};

use client::Line;
use ledger_of::Books;

/// Kills of each kind of database.
const KILLS: usize = 200;
/// Kills of one database before a new one is founded, so that each proof stays short.
const PER_HOUSE: usize = 20;
/// Crashes of the whole cluster.
const CRASHES: usize = 12;

/// The clients, until this process is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "started and killed by the others"]
async fn client() {
    client::work().await;
}

#[test]
fn on_sqlite() {
    kills(Kind::Sqlite);
}

#[test]
fn on_postgres() {
    if store::fixture::cluster().is_none() {
        eprintln!("no PostgreSQL here: not tested on it");
        return;
    }
    kills(Kind::Postgres);
}

/// The cluster itself is ended at once, as when its machine loses power.
#[test]
fn of_the_cluster() {
    let Some(mut cluster) = Cluster::start() else {
        eprintln!("no PostgreSQL here: not tested on it");
        return;
    };
    let runtime = runtime();
    let cast = runtime.block_on(async {
        let database = Database::inside(&cluster).await.unwrap();
        Cast::in_house(House::found_in(Kind::Postgres, database, Purpose::Real).await).await
    });
    let mut books = runtime.block_on(Books::open(&cast));
    let mut acknowledged = 0;
    for round in 0..CRASHES {
        let mut clients = Clients::start(&cast);
        clients.until_ready();
        std::thread::sleep(moment(round, 400));
        cluster.crash().unwrap();
        // Those who wait now are told nothing; then they are gone too.
        std::thread::sleep(Duration::from_millis(50));
        let lines = clients.kill();
        cluster.restart().unwrap();
        acknowledged += runtime.block_on(books.check(&cast, &lines));
    }
    runtime.block_on(books.close(&cast));
    assert!(acknowledged > CRASHES, "the clients did next to nothing: {acknowledged}");
}

fn kills(kind: Kind) {
    let runtime = runtime();
    let mut acknowledged = 0;
    for house in 0..KILLS / PER_HOUSE {
        let cast = runtime.block_on(Cast::on(kind)).unwrap();
        let mut books = runtime.block_on(Books::open(&cast));
        for round in 0..PER_HOUSE {
            let mut clients = Clients::start(&cast);
            // Some are killed while they open the house.
            if (round + house) % 10 != 9 {
                clients.until_ready();
            }
            std::thread::sleep(moment(round, 180));
            let lines = clients.kill();
            acknowledged += runtime.block_on(books.check(&cast, &lines));
        }
        runtime.block_on(books.close(&cast));
    }
    assert!(acknowledged > KILLS, "the clients did next to nothing: {acknowledged}");
    eprintln!("{KILLS} kills, {acknowledged} commands acknowledged, none lost, none twice");
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// A random moment, within so many milliseconds.
fn moment(round: usize, most: u64) -> Duration {
    let random = vault::random_id().unwrap();
    let random = u64::from_le_bytes(random[..8].try_into().unwrap());
    // Every fourth in the very beginning, where the first commands meet.
    let most = if round % 4 == 3 { most / 6 } else { most };
    Duration::from_micros(random % (most * 1000))
}

/// The process with the clients.
struct Clients {
    process: Child,
    lines: Receiver<Line>,
    heard: Vec<Line>,
}

impl Clients {
    fn start(cast: &Cast) -> Self {
        let target = match cast.database.target() {
            Target::Sqlite { path } => path.display().to_string(),
            Target::Postgres { url } => url,
        };
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::client", "--ignored", "--nocapture", "--test-threads", "1"])
            .env(client::TARGET, target)
            .env(client::FOLDER, cast.folder())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(process.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in output.split(b'\n').map_while(Result::ok) {
                // A line cut short by the kill was never said.
                if let Some(line) = std::str::from_utf8(&line).ok().and_then(Line::parse)
                    && sender.send(line).is_err()
                {
                    return;
                }
            }
        });
        Self { process, lines, heard: Vec::new() }
    }

    fn until_ready(&mut self) {
        while !self.heard.contains(&Line::Ready) {
            self.heard.push(self.lines.recv_timeout(Duration::from_mins(1)).unwrap());
        }
    }

    /// SIGKILL. Gives everything that was said.
    fn kill(mut self) -> Vec<Line> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.heard.extend(self.lines.iter());
        self.heard
    }
}
