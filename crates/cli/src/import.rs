//! `homeward import`: lists, read and imported as a user, through the same use case as the page.

mod bring_in;
mod list;
mod manifest;

use std::{io::Write, path::Path, process::ExitCode};

use anyhow::{Context, Result, bail};
use app::Refused;
use clap::Subcommand;
use exchange::{
    ListKind,
    layout::{Layout, Mapping, Meaning},
    manifest::Manifest,
    rejected::{self, Reader},
    sheet::{self, Limits, Workbook},
};

use crate::out;

/// Reads lists into the system.
#[derive(Subcommand)]
pub(crate) enum Import {
    /// A flight's manifest
    Manifest(manifest::FlightList),
    /// People whom somebody else registered, to be matched: a camp's, an organisation's, a ministry's list
    People(list::List),
    /// Requests of relatives who look for somebody
    Tracing(list::List),
}

impl Import {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Manifest(manifest) => manifest.run().await,
            Self::People(list) => list.run(ListKind::People).await,
            Self::Tracing(list) => list.run(ListKind::Tracing).await,
        }
    }
}

fn mapping(text: &str) -> Result<(String, Meaning), String> {
    let (header, field) = text.rsplit_once('=').ok_or("write HEADER=FIELD")?;
    let meaning = Meaning::of(field).ok_or_else(|| {
        let known: Vec<&str> = Meaning::ALL.iter().map(|meaning| meaning.code()).collect();
        format!("`{field}` is no field: write one of {}", known.join(", "))
    })?;
    Ok((header.trim().to_owned(), meaning))
}

/// The name and the bytes of a file; one that is too large is refused by its size, before it is read.
fn take(path: &Path) -> Result<(String, Vec<u8>)> {
    let file = std::fs::File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let size = file.metadata().ok().map(|meta| meta.len());
    let bytes = match sheet::take(file, size, &Limits::default()) {
        Ok(bytes) => bytes,
        Err(refusal) => bail!("{}", refusal.english()),
    };
    Ok((path.file_name().and_then(|name| name.to_str()).unwrap_or("list").to_owned(), bytes))
}

/// The mapping with what the user said of its columns, each by its heading or, without one, by its letters.
fn remapped(layout: &Layout, maps: &[(String, Meaning)]) -> Result<Mapping> {
    let mut mapping = layout.mapping.clone();
    for (header, meaning) in maps {
        let column = layout
            .columns
            .iter()
            .find(|column| column.heading.trim() == header)
            .or_else(|| layout.columns.iter().find(|column| column.letters == *header));
        let Some(column) = column else {
            let known: Vec<&str> = layout.columns.iter().map(|column| column.heading.as_str()).collect();
            bail!("no column is headed `{header}`; there are: {}", known.join(", "));
        };
        mapping.set(column.index, *meaning);
    }
    Ok(mapping)
}

/// Prints what was read, for a program or for a person.
fn show(list: &Manifest, json: bool) -> Result<()> {
    if json {
        out::line(exchange::json::write(list)?);
    } else {
        for problem in &list.problems {
            out::line(problem.english());
        }
    }
    Ok(())
}

/// Writes the rows that wait for a decision, with the reasons, into a file of their own.
fn write_rejected(path: &Path, book: &Workbook, mapping: &Mapping, list: &Manifest) -> Result<()> {
    let sheet = book.sheets.iter().find(|sheet| sheet.name == mapping.sheet);
    let sheet = sheet.context("the list has no such sheet")?;
    let reasons = rejected::reasons(list, exchange::Problem::english);
    let reader = Reader { reason: "Reason", row: "Row in the list", right_to_left: false };
    let bytes = rejected::write(sheet, mapping.header_row, &reasons, reader)?;
    let written = out::own_file(path)?.write_all(&bytes);
    written.with_context(|| format!("{} cannot be written", path.display()))?;
    out::note(format!("{} rows to be decided are in {}", reasons.len(), path.display()));
    Ok(())
}

/// A refusal for somebody at a terminal.
pub(crate) fn say(refused: Refused) -> anyhow::Error {
    match refused {
        Refused::NotFound => anyhow::anyhow!("there is no such thing for this user"),
        Refused::Because(reason) if reason.code == "no-such-account" => {
            anyhow::anyhow!("no open account has this name")
        }
        other => other.into(),
    }
}
