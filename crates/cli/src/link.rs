//! `homeward link`: which rows of one or two spreadsheets are about the same person, for somebody without a server.
//!
//! Invariant: the files are read and never changed, nothing leaves this machine, and what is written names the row it
//! stands for and why. Two rows are never merged: a person decides.

mod fields;
mod people;
mod report;

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Result, anyhow, bail};
use clap::Args;
use exchange::stream::List;
use linkage::{Options, link};

use self::{
    fields::{Field, Source, asked, sources},
    people::People,
    report::Report,
};
use crate::out;

/// Steps of the bar.
const STEPS: u8 = 200;

/// Which rows of one or two spreadsheets are about the same person
#[derive(Args)]
pub(crate) struct Link {
    /// The first list: CSV or XLSX
    first: PathBuf,
    /// The second; without one, the first is searched for doubles
    second: Option<PathBuf>,
    /// Takes a column for something else than it seems: HEADING=FIELD
    #[arg(long = "column", value_name = "HEADING=FIELD", value_parser = asked)]
    columns: Vec<(String, Field)>,
    /// Pairs less probable than this are left out
    #[arg(long, default_value_t = 0.5, value_parser = probability)]
    least: f64,
    /// Groups of rows that are one person, instead of pairs
    #[arg(long)]
    groups: bool,
    /// Where to write: a new file that ends in .csv or .xlsx; standard output without it
    #[arg(long)]
    out: Option<PathBuf>,
    /// How many threads
    #[arg(long)]
    threads: Option<usize>,
}

fn probability(text: &str) -> Result<f64, String> {
    let given: f64 = text.parse().map_err(|_| "write a number from 0.01 to 1".to_owned())?;
    if (0.01..=1.0).contains(&given) { Ok(given) } else { Err("write a number from 0.01 to 1".into()) }
}

impl Link {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let paths: Vec<&PathBuf> = std::iter::once(&self.first).chain(&self.second).collect();
        let mut lists = Vec::new();
        for path in &paths {
            lists.push(
                List::open(path).map_err(|refusal| anyhow!("{}: {}", path.display(), refusal.english()))?,
            );
        }
        let sources = sources(&lists, &self.columns)?;
        let mut columns: Vec<_> = sources.iter().map(Source::column).collect();
        // Lists that tell two things of a person are lists of people.
        let of_people = sources.iter().filter(|source| source.is_of_person()).count() >= 2
            && sources.iter().any(|source| source.is(Field::Given) || source.is(Field::Family));
        let mut people = of_people.then(People::default);
        let mut rows = Vec::new();
        for (at, (path, list)) in paths.iter().zip(&lists).enumerate() {
            let bar = out::bar(std::fs::metadata(path)?.len(), "Reading");
            let mut read = 0;
            list.each(path, |_, cells, bytes| {
                let mut parts = fields::Parts::default();
                for (source, column) in sources.iter().zip(&mut columns) {
                    column.push(&source.value(at, cells, &mut parts));
                }
                if let Some(people) = &mut people {
                    people.push(&sources, at, cells, &mut parts);
                }
                read += 1;
                bar.set_position(bytes);
            })
            .map_err(|refusal| anyhow!("{}: {}", path.display(), refusal.english()))?;
            bar.finish_and_clear();
            rows.push(read);
        }
        if rows.contains(&0) || rows.iter().sum::<u32>() < 2 {
            bail!("there is nothing to compare: {} and {} rows", rows[0], rows.get(1).unwrap_or(&0));
        }
        let all: u32 = rows.iter().sum();
        // What tells every row from every other, such as the number of the row, tells nothing of people.
        let unique = |column: &linkage::Column| self.second.is_none() && column.is_unique();
        let (sources, mut columns): (Vec<_>, Vec<_>) = sources
            .into_iter()
            .zip(columns)
            .filter(|(_, column)| column.different() > 0 && !unique(column))
            .unzip();
        if columns.is_empty() {
            bail!("no column says anything of two rows at once; name them with --column HEADING=FIELD");
        }
        let named: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        out::note(format!("{all} rows, compared by: {}", named.join(", ")));

        let second = self.second.is_some().then_some(rows[0]);
        let threads =
            self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        // Of people `names` has the last word, so that more is brought before it.
        let keep = if people.is_some() { 1e-5 } else { self.least };
        let options = Options { second, keep, threads, ..Options::default() };
        let bar = out::bar(STEPS.into(), "Comparing");
        let found = link(&mut columns, &options, &|share| {
            let done = (1..=STEPS).take_while(|step| f64::from(*step) <= share * f64::from(STEPS)).last();
            bar.set_position(done.unwrap_or_default().into());
        });
        bar.finish_and_clear();
        let mut pairs = match &people {
            Some(people) => people.pairs(&found, &columns, &sources, second, threads),
            None => found.pairs.clone(),
        };
        pairs.retain(|pair| pair.same >= self.least);
        let report = Report {
            paths: &paths,
            lists: &lists,
            rows: &rows,
            sources: &sources,
            columns: &columns,
            found: &found,
            people: people.as_ref(),
            pairs: &pairs,
        };
        let to = self.out.as_deref();
        let written = if self.groups { report.write_groups(to)? } else { report.write_pairs(to)? };
        let what = if self.groups { "groups of rows that seem to be one person" } else { "pairs" };
        out::note(format!("{written} {what}, of probability {} and more", self.least));
        Ok(ExitCode::SUCCESS)
    }
}
