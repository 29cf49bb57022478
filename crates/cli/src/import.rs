//! `homeward import`: lists, read and imported as a user, through the same use case as the page.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, Result, bail};
use app::{
    App, Refused,
    account::found::Purpose,
    operation::upload::{HowToRead, NotTaken, ReadList},
};
use clap::Subcommand;
use domain::PersonCode;
use exchange::{
    layout::Meaning,
    sheet::{self, Limits},
};

use crate::{house::Place, out};

/// Reads lists into the system.
#[derive(Subcommand)]
pub(crate) enum Import {
    /// A flight's manifest
    Manifest(Manifest),
}

/// A flight's manifest.
#[derive(clap::Args)]
pub(crate) struct Manifest {
    #[command(flatten)]
    place: Place,
    /// The file: CSV or XLSX
    file: PathBuf,
    /// The flight's code
    #[arg(long)]
    flight: PersonCode,
    /// The user's name to sign in with
    #[arg(long = "as")]
    user: String,
    /// What a column means, where it was not found out: HEADER=FIELD, as often as needed
    #[arg(long = "map", value_parser = mapping)]
    maps: Vec<(String, Meaning)>,
    /// Only read and show; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print rows and problems as JSON
    #[arg(long)]
    json: bool,
}

fn mapping(text: &str) -> Result<(String, Meaning), String> {
    let (header, field) = text.rsplit_once('=').ok_or("write HEADER=FIELD")?;
    let meaning = Meaning::of(field).ok_or_else(|| {
        let known: Vec<&str> = Meaning::ALL.iter().map(|meaning| meaning.code()).collect();
        format!("`{field}` is no field: write one of {}", known.join(", "))
    })?;
    Ok((header.trim().to_owned(), meaning))
}

impl Import {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Manifest(manifest) => manifest.run().await,
        }
    }
}

impl Manifest {
    async fn run(self) -> Result<ExitCode> {
        let app = self.place.open(Purpose::Inspection).await?;
        let done = self.import(&app).await;
        app.close().await;
        done
    }

    async fn import(&self, app: &App) -> Result<ExitCode> {
        let who = app.acting_as(&self.user).await.map_err(say)?;
        let file = std::fs::File::open(&self.file)
            .with_context(|| format!("{} cannot be opened", self.file.display()))?;
        let size = file.metadata().ok().map(|meta| meta.len());
        let bytes = match sheet::take(file, size, &Limits::default()) {
            Ok(bytes) => bytes,
            Err(refusal) => bail!("{}", refusal.english()),
        };
        let name = self.file.file_name().and_then(|name| name.to_str()).unwrap_or("list").to_owned();
        let mut read = self.read(app, &who, &name, bytes.clone(), HowToRead::default()).await?;
        if !self.maps.is_empty() {
            let mut mapping = read.layout.mapping.clone();
            for (header, meaning) in &self.maps {
                let column = read.layout.columns.iter().find(|column| column.heading.trim() == header);
                let Some(column) = column else {
                    let known: Vec<&str> =
                        read.layout.columns.iter().map(|column| column.heading.as_str()).collect();
                    bail!("no column is headed `{header}`; there are: {}", known.join(", "));
                };
                mapping.set(column.index, *meaning);
            }
            let how = HowToRead { mapping: Some(mapping), ..HowToRead::default() };
            read = self.read(app, &who, &name, bytes, how).await?;
        }
        if self.json {
            out::line(exchange::json::write(&read.manifest)?);
        } else {
            for problem in &read.manifest.problems {
                out::line(problem.english());
            }
        }
        let blocking = read.manifest.blocking().count();
        if self.dry_run {
            out::note(format!(
                "{} people, {} families, {} problems, {blocking} of them to be decided; nothing was changed",
                read.manifest.people.len(),
                read.manifest.families.len(),
                read.manifest.problems.len(),
            ));
            return Ok(ExitCode::SUCCESS);
        }
        // What waits is decided there: a row that the flight has already holds nothing up.
        let imported = match app.import_people(&who, &self.flight, app.fresh()?, &read.manifest).await {
            Err(Refused::Because(reason)) if reason.code == "problems-block" => bail!(
                "nothing was imported: {blocking} to be decided first, in the file or on the page of the flight"
            ),
            done => done.map_err(say)?,
        };
        out::note(format!(
            "{} people added in {} families, {} were there already, {} rows look like corrections and were left for a person",
            imported.added,
            imported.families,
            imported.known,
            imported.changed.len(),
        ));
        Ok(ExitCode::SUCCESS)
    }

    async fn read(
        &self,
        app: &App,
        who: &app::SignedIn,
        name: &str,
        bytes: Vec<u8>,
        how: HowToRead,
    ) -> Result<ReadList> {
        app.read_manifest(who, &self.flight, name, bytes, how).await.map_err(|error| match error {
            NotTaken::File(refusal) => anyhow::anyhow!("{}", refusal.english()),
            NotTaken::Refused(refused) => say(refused),
        })
    }
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
