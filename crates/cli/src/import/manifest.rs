//! `homeward import manifest`: a flight's people, through the same use case as the page.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Result, bail};
use app::{
    App, Refused,
    account::found::Purpose,
    operation::upload::{HowToRead, NotTaken, ReadList},
};
use domain::PersonCode;
use exchange::layout::Meaning;

use super::{mapping, remapped, say, show, take, write_rejected};
use crate::{house::Place, out};

/// A flight's manifest.
#[derive(clap::Args)]
pub(crate) struct FlightList {
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
    /// Write the rows that must be decided first, with the reasons, into this workbook
    #[arg(long)]
    rejected: Option<PathBuf>,
}

impl FlightList {
    pub(super) async fn run(self) -> Result<ExitCode> {
        let app = self.place.open(Purpose::Inspection).await?;
        let done = self.import(&app).await;
        app.close().await;
        done
    }

    async fn import(&self, app: &App) -> Result<ExitCode> {
        let who = app.acting_as(&self.user).await.map_err(say)?;
        let (name, bytes) = take(&self.file)?;
        let mut read = self.read(app, &who, &name, bytes.clone(), HowToRead::default()).await?;
        if !self.maps.is_empty() {
            let mapping = remapped(&read.layout, &self.maps)?;
            let how = HowToRead { mapping: Some(mapping), ..HowToRead::default() };
            read = self.read(app, &who, &name, bytes, how).await?;
        }
        show(&read.manifest, self.json)?;
        if let Some(path) = &self.rejected {
            write_rejected(path, &read.book, &read.layout.mapping, &read.manifest)?;
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
