//! Forms sent by several people at once, each waiting for its answer; and whether all that were accepted are there.

use std::{
    collections::HashSet,
    fs::File,
    io::Write,
    path::Path,
    sync::{Arc, Barrier},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, ensure};
use domain::{CommandId, EventId, RecordId};

use crate::{
    client::Client,
    pages::{Timed, contact, csrf, submission},
    program::{Filled, Place, Worker},
};

/// What was sent and accepted.
pub(crate) struct Sent {
    pub(crate) seconds: f64,
    pub(crate) commands: Vec<CommandId>,
    pub(crate) times: Timed,
    /// Children that they were about.
    pub(crate) children: usize,
}

impl Sent {
    #[expect(clippy::cast_precision_loss, reason = "a rate to be read by people")]
    pub(crate) fn rate(&self) -> f64 {
        self.commands.len() as f64 / self.seconds
    }
}

/// Sends forms for a time: so many people, each signed in, each for their own children in turn.
pub(crate) fn send(at: &str, filled: &Filled, people: usize, time: Duration, on: &str) -> Result<Sent> {
    // The first worker's children have long histories.
    let workers: Vec<Worker> = filled.workers.iter().skip(1).take(people).cloned().collect();
    ensure!(workers.len() == people, "{people} people need {} children", (people + 1) * 25);
    let together = Arc::new(Barrier::new(people + 1));
    let threads: Vec<_> = workers
        .into_iter()
        .map(|worker| {
            let (at, on, together) = (at.to_owned(), on.to_owned(), Arc::clone(&together));
            std::thread::spawn(move || {
                let ready = begin(&at, &worker);
                // Whoever cannot begin must not keep the others waiting.
                together.wait();
                let (mut client, csrf) = ready?;
                one(&mut client, &worker.children, &csrf, &on, time)
            })
        })
        .collect();
    together.wait();
    let began = Instant::now();
    let mut sent = Sent {
        seconds: 0.0,
        commands: Vec::new(),
        times: Timed { what: "", times: Vec::new(), processor: 0.0 },
        children: 0,
    };
    for thread in threads {
        let (commands, times, children) = thread.join().map_err(|_| anyhow!("a client ended badly"))??;
        sent.commands.extend(commands);
        sent.times.times.extend(times);
        sent.children += children;
    }
    sent.seconds = began.elapsed().as_secs_f64();
    Ok(sent)
}

fn begin(at: &str, worker: &Worker) -> Result<(Client, String)> {
    let mut client = Client::sign_in(at, &worker.account)?;
    let csrf = csrf(&mut client, worker.children.first().context("a worker without children")?)?;
    Ok((client, csrf))
}

type Accepted = (Vec<CommandId>, Vec<Duration>, usize);

fn one(client: &mut Client, own: &[String], csrf: &str, on: &str, time: Duration) -> Result<Accepted> {
    let (mut commands, mut times) = (Vec::new(), Vec::new());
    let began = Instant::now();
    for code in own.iter().cycle() {
        if began.elapsed() >= time {
            break;
        }
        let (body, command) = submission(csrf, on)?;
        let answer = client.post(&contact(code), &body)?;
        ensure!(answer.status == 303, "a form is answered with {}", answer.status);
        commands.push(command);
        times.push(answer.took);
    }
    Ok((commands, times, own.len()))
}

/// Looks in the database for every accepted command and for the entry that it names, each once.
pub(crate) async fn found(place: &Place, commands: &[CommandId]) -> Result<usize> {
    let signer: store::Signer = Arc::new(|_, _, _| Vec::new());
    let store = store::Store::open(place.target(), store::Options::new(signer)).await?;
    let (mut entries, mut records, mut acts) = (HashSet::new(), HashSet::new(), HashSet::new());
    for command in commands {
        let Some(known) = store.command(*command).await? else { continue };
        let (record, entry) =
            known.outcome.split_first_chunk::<16>().context("an outcome without a record")?;
        records.insert(RecordId::from_bytes(*record));
        ensure!(entries.insert(entry.to_vec()), "two commands made one entry");
        acts.insert((known.actor, known.at));
    }
    // Each command left at least one event of its author at its time.
    let mut events: HashSet<EventId> = HashSet::new();
    for record in &records {
        let all = store.events(*record).await?;
        let of_these = all.iter().filter(|event| acts.contains(&(event.actor, event.at)));
        events.extend(of_these.map(|event| event.event_id));
    }
    store.close().await;
    ensure!(events.len() >= entries.len(), "{} events for {} entries", events.len(), entries.len());
    Ok(entries.len())
}

/// The size of the ledger and of the database's file.
pub(crate) async fn leaves(place: &Place) -> Result<u64> {
    let signer: store::Signer = Arc::new(|_, _, _| Vec::new());
    let store = store::Store::open(place.target(), store::Options::new(signer)).await?;
    let size = store.head().await?.size;
    store.close().await;
    Ok(size)
}

/// Small appends to a file in this folder, each flushed before the next: what the disk does without sharing.
pub(crate) fn flush_rate(folder: &Path) -> Result<f64> {
    const TIME: Duration = Duration::from_secs(2);
    let path = folder.join("flushed");
    let mut file = File::create(&path)?;
    let (began, mut flushes) = (Instant::now(), 0_u32);
    while began.elapsed() < TIME {
        file.write_all(&[8; 4096])?;
        file.sync_data()?;
        flushes += 1;
    }
    let rate = f64::from(flushes) / began.elapsed().as_secs_f64();
    std::fs::remove_file(&path)?;
    Ok(rate)
}
