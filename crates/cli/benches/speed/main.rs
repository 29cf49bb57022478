//! How fast the pages are that people live in, over HTTP and with the reading log, at a thousand children and at a
//! hundred thousand; how many forms become durable in a second; what the server holds in memory; what pages weigh.
//!
//! ```sh
//! scripts/with-postgres cargo bench -p homeward-cli                    # everything, both databases
//! cargo bench -p homeward-cli -- --children 1000 --database sqlite     # a quick look
//! ```
//!
//! It runs the built program: `homeward seed` fills a store of invented children, `homeward demo` serves it. Times are
//! what a client on the same machine waits on a connection that is kept, from the first byte of the request to the last
//! one of the compressed answer: the server's time and the loopback's, the client's own work shares the processors.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints")]

mod client;
mod pages;
mod program;
mod submissions;

use std::{path::PathBuf, time::Duration};

use anyhow::{Context, Result, ensure};
use clap::{Parser, ValueEnum};
use pages::{Timed, Weight};
use program::{Memory, Place};
use submissions::Sent;

/// What the pages are meant to stay under, as the tables' headings say.
const AIM: &str = "aim: median < 5 ms, 99th < 25 ms, ratio < 2";

#[derive(Parser)]
struct Arguments {
    /// Sizes to measure at, the smallest first
    #[arg(long, value_delimiter = ',', default_value = "1000,100000")]
    children: Vec<u64>,
    /// Only this database
    #[arg(long)]
    database: Option<Database>,
    /// Requests of each kind
    #[arg(long, default_value_t = 300)]
    samples: usize,
    /// People who send forms at once, and for how many seconds
    #[arg(long, default_value_t = 8)]
    people: usize,
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Keep the stores here and use them again; they grow with each run
    #[arg(long)]
    keep: Option<PathBuf>,
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// What was measured of one store.
struct Measured {
    children: u64,
    leaves: u64,
    filled: Option<f64>,
    times: Vec<Timed>,
    sent: Sent,
    found: usize,
    flushes: f64,
    memory: Memory,
    weights: Vec<Weight>,
    verified: Option<String>,
}

/// Pages whose weight is told.
const HEAVIEST: usize = 8;
/// Chains longer than this are not opened event by event after the measurement.
const VERIFIED: u64 = 200_000;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let cluster = std::env::var("HOMEWARD_TEST_POSTGRES").ok();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    println!(
        "homeward {} ({build}), {cores} cores, read log on, {} samples of each request after a tenth uncounted, {AIM}\n",
        env!("CARGO_PKG_VERSION"),
        arguments.samples
    );
    let temporary = tempfile::tempdir().context("no temporary folder")?;
    let folder = arguments.keep.clone().unwrap_or_else(|| temporary.path().to_owned());
    for database in [Database::Sqlite, Database::Postgres] {
        if arguments.database.is_some_and(|only| only != database) {
            continue;
        }
        if database == Database::Postgres && cluster.is_none() {
            println!("postgres: none here; scripts/with-postgres brings one\n");
            continue;
        }
        let mut all = Vec::new();
        for children in &arguments.children {
            let name = format!("{}_{children}", database.name());
            let at = folder.join(&name);
            let url = match (&cluster, database) {
                (Some(cluster), Database::Postgres) => Some(one_database(cluster, &name).await?),
                _ => None,
            };
            let place = Place { folder: at, database: url };
            all.push(measure(&arguments, database, &place, *children).await?);
        }
        print_times(database, &all);
        print_rest(&arguments, database, &all);
    }
    Ok(())
}

/// A database of its own in a cluster that goes away with the command.
async fn one_database(cluster: &str, name: &str) -> Result<String> {
    let (client, connection) = tokio_postgres::connect(cluster, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    let name = format!("speed_{name}");
    let known = client.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).await?;
    if known.is_empty() {
        client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await?;
    }
    let (server, _) = cluster.rsplit_once('/').context("an address without a database")?;
    Ok(format!("{server}/{name}"))
}

async fn measure(
    arguments: &Arguments,
    database: Database,
    place: &Place,
    children: u64,
) -> Result<Measured> {
    let told = |what: &str| eprintln!("{} {children}: {what}", database.name());
    told("filling");
    let filled = place.fill(children)?;
    let leaves = submissions::leaves(place).await?;
    told("asking for pages");
    let on = jiff::Zoned::now().date().to_string();
    let serving = place.serve()?;
    let times = pages::time(&serving, &filled, &on, arguments.samples)?;
    told("weighing pages");
    let weights = pages::weigh(&serving.at, &filled)?;
    told("sending forms");
    let flushes = submissions::flush_rate(&place.folder)?;
    let time = Duration::from_secs(arguments.seconds);
    let sent = submissions::send(&serving.at, &filled, arguments.people, time, &on)?;
    let memory = serving.memory()?;
    serving.stop()?;
    told("looking for what was sent");
    let found = submissions::found(place, &sent.commands).await?;
    ensure!(found == sent.commands.len(), "{found} of {} accepted forms are there", sent.commands.len());
    let verified = if leaves <= VERIFIED { Some(place.verify()?) } else { None };
    Ok(Measured {
        children,
        leaves,
        filled: filled.seconds,
        times,
        sent,
        found,
        flushes,
        memory,
        weights,
        verified,
    })
}

fn print_times(database: Database, all: &[Measured]) {
    println!("{}, milliseconds a request; used: the server's processor time for one; {AIM}", database.name());
    print!("{:<26}", "");
    for one in all {
        print!("{:>12} children {:>14}", thousands(one.children), "");
    }
    println!();
    print!("{:<26}", "");
    for _ in all {
        print!("{:>11}{:>8}{:>8}{:>8} ", "median", "99th", "most", "used");
    }
    println!("{}", if all.len() > 1 { "   ratio" } else { "" });
    let Some(first) = all.first() else { return };
    for (row, timed) in first.times.iter().enumerate() {
        print!("{:<26}", timed.what);
        for one in all {
            let timed = &one.times[row];
            let (median, most) = (timed.within(0.5), timed.within(1.0));
            print!("{median:>11.2}{:>8.2}{most:>8.2}{:>8.2} ", timed.within(0.99), timed.processor);
        }
        match all.last() {
            Some(last) if all.len() > 1 => {
                println!("{:>8.2}", last.times[row].within(0.5) / timed.within(0.5));
            }
            _ => println!(),
        }
    }
    println!();
}

fn print_rest(arguments: &Arguments, database: Database, all: &[Measured]) {
    let name = database.name();
    println!(
        "{name}, forms sent by {} people at once, {} s, aim: 1,000/s",
        arguments.people, arguments.seconds
    );
    for one in all {
        let (sent, times) = (&one.sent, &one.sent.times);
        println!(
            "{:>10} children {:>8.0}/s  median {:.2} ms, 99th {:.2} ms; {} accepted on {} children, {} found{}",
            thousands(one.children),
            sent.rate(),
            times.within(0.5),
            times.within(0.99),
            thousands(sent.commands.len() as u64),
            sent.children,
            thousands(one.found as u64),
            one.verified.as_ref().map(|said| format!("; verify: {said}")).unwrap_or_default(),
        );
        println!(
            "{:>19} {:>8.0}/s  write and flush 4 KiB in the same folder, one by one",
            "disk", one.flushes
        );
    }
    println!("\n{name}, the server's memory after all of it, aim: 150 MB");
    for one in all {
        let filled = one.filled.map(|seconds| format!(", filled in {seconds:.1} s")).unwrap_or_default();
        println!(
            "{:>10} children {:>8.0} MB resident, {:.0} MB at most; {} leaves before it{filled}",
            thousands(one.children),
            one.memory.now,
            one.memory.most,
            thousands(one.leaves),
        );
    }
    let Some(last) = all.last() else { return };
    let mut weights: Vec<&Weight> = last.weights.iter().collect();
    weights.sort_by_key(|weight| std::cmp::Reverse(weight.all()));
    println!(
        "\n{name}, bytes of a page on the wire with all that it loads, the {HEAVIEST} heaviest of {}, aim: 60,000",
        weights.len()
    );
    for weight in weights.into_iter().take(HEAVIEST) {
        println!(
            "{:>8} = page {:>6} ({}) + {} files {:>6}   {}",
            weight.all(),
            weight.page,
            weight.encoding,
            weight.files,
            weight.loaded,
            weight.path,
        );
    }
    println!();
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
