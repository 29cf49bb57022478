//! The program itself: filled by `homeward seed`, served by `homeward demo`, stopped as an init system does.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeward"));
    command.env_remove("HOMEWARD_LOG").stdin(Stdio::null());
    command
}

/// A store of invented children.
pub(crate) struct Place {
    /// The folder of its keys, and of the database unless that is elsewhere.
    pub(crate) folder: PathBuf,
    /// An address `postgres://…`; none for a file in the folder.
    pub(crate) database: Option<String>,
}

/// What is in it.
pub(crate) struct Filled {
    /// Some workers; the first has the children with long histories, and they come first.
    pub(crate) workers: Vec<Worker>,
    /// The account of the first team's supervisor.
    pub(crate) supervisor: String,
    /// How many of the first worker's children have a long history.
    pub(crate) long: usize,
    /// How long it took to fill; none if it was there.
    pub(crate) seconds: Option<f64>,
}

/// Somebody with a caseload.
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) account: String,
    /// Codes of their own children.
    pub(crate) children: Vec<String>,
}

impl Filled {
    /// The first worker, and the codes of their children with a long history and of the others.
    pub(crate) fn first(&self) -> Result<(&str, &[String], &[String])> {
        let worker = self.workers.first().context("no worker was seeded")?;
        let (long, short) = worker.children.split_at(self.long.min(worker.children.len()));
        ensure!(!long.is_empty() && !short.is_empty(), "the first worker needs children of both kinds");
        Ok((&worker.account, long, short))
    }
}

impl Place {
    fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--data".to_owned(), self.folder.display().to_string()];
        if let Some(url) = &self.database {
            arguments.extend(["--database".to_owned(), url.clone()]);
        }
        arguments
    }

    /// As the store's crate names it.
    pub(crate) fn target(&self) -> store::Target {
        match &self.database {
            Some(url) => store::Target::Postgres { url: url.clone() },
            None => store::Target::Sqlite { path: self.folder.join("homeward.db") },
        }
    }

    /// Fills it, or reads what was written down when it was filled.
    pub(crate) fn fill(&self, children: u64) -> Result<Filled> {
        let note = self.folder.join("seeded.json");
        if let Ok(known) = std::fs::read(&note) {
            return filled(&serde_json::from_slice(&known)?, None);
        }
        let began = Instant::now();
        let output = program()
            .args(["seed", "--json", "--children", &children.to_string()])
            .args(self.arguments())
            .stderr(Stdio::inherit())
            .output()?;
        ensure!(output.status.success(), "`homeward seed` failed");
        let seconds = began.elapsed().as_secs_f64();
        std::fs::write(&note, &output.stdout)?;
        filled(&serde_json::from_slice(&output.stdout)?, Some(seconds))
    }

    /// Serves it on a free port.
    pub(crate) fn serve(&self) -> Result<Serving> {
        let mut child = program()
            .args(["demo", "--port", "0"])
            .args(self.arguments())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let out = child.stdout.take().context("no output")?;
        let at = BufReader::new(out)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("http://").map(str::to_owned));
        let serving = Serving { child, at: at.unwrap_or_default() };
        ensure!(!serving.at.is_empty(), "`homeward demo` did not start");
        Ok(serving)
    }

    /// `homeward verify`: what it says.
    pub(crate) fn verify(&self) -> Result<String> {
        let output = program()
            .arg("verify")
            .args(self.arguments())
            .arg("--key-file")
            .arg(self.folder.join("root.key"))
            .output()?;
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        ensure!(output.status.success(), "`homeward verify`: {said}");
        Ok(said)
    }
}

fn filled(told: &Value, seconds: Option<f64>) -> Result<Filled> {
    let all = |of: &Value| of.as_array().cloned().unwrap_or_default();
    let text = |of: &Value| of.as_str().map(str::to_owned).context("not what `homeward seed --json` tells");
    let workers = all(&told["workers"]).into_iter().map(|worker| {
        let children = all(&worker["children"]).iter().map(text).collect::<Result<_>>()?;
        Ok(Worker { account: text(&worker["account"])?, children })
    });
    let long = told["long"].as_u64().unwrap_or_default().try_into()?;
    Ok(Filled {
        workers: workers.collect::<Result<_>>()?,
        supervisor: text(&told["supervisor"])?,
        long,
        seconds,
    })
}

/// The serving process.
pub(crate) struct Serving {
    child: Child,
    /// Where: `127.0.0.1:PORT`.
    pub(crate) at: String,
}

/// Memory of a process, in megabytes of 1,000,000 bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    pub(crate) now: f64,
    pub(crate) most: f64,
}

impl Serving {
    /// Processor time that it has used so far, in milliseconds, to the hundredth of a second.
    pub(crate) fn processor_time(&self) -> Result<f64> {
        let path = Path::new("/proc").join(self.child.id().to_string()).join("stat");
        let stat = std::fs::read_to_string(path)?;
        // The fields after the name, which may hold anything, from the third on; user and system time in ticks.
        let (_, fields) = stat.rsplit_once(')').context("not what a process says")?;
        let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| Ok(ticks.parse::<f64>()?));
        Ok(ticks.sum::<Result<f64>>()? * 10.0)
    }

    /// What it holds in memory, and held at most.
    pub(crate) fn memory(&self) -> Result<Memory> {
        let path = Path::new("/proc").join(self.child.id().to_string()).join("status");
        let status = std::fs::read_to_string(path)?;
        let megabytes = |name: &str| -> Option<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.split_whitespace().next()?.parse::<f64>().ok()? * 1024.0 / 1e6)
        };
        match (megabytes("VmRSS:"), megabytes("VmHWM:")) {
            (Some(now), Some(most)) => Ok(Memory { now, most }),
            _ => bail!("the system does not tell what a process holds"),
        }
    }

    /// Asks it to stop, and waits.
    pub(crate) fn stop(mut self) -> Result<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Already ended when it was stopped.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
