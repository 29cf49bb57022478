//! Bringing a list into its record as a user, through the same use case as the page.
//!
//! Invariant: which kind of list a record takes is told by the record alone; a list of another kind is refused before a
//! row of it is read.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Result, bail};
use app::{
    App, Refused, SignedIn,
    account::found::Purpose,
    operation::{
        intake::Intake,
        upload::{HowToRead, NotTaken, ReadList},
    },
};
use domain::PersonCode;
use exchange::{ListKind, layout::Meaning};

use super::{mapping, remapped, say, show, take, write_rejected};
use crate::{house::Place, out};

/// How a file is taken, whatever it is brought into.
#[derive(clap::Args)]
pub(super) struct Taking {
    /// The file: CSV or XLSX
    pub(super) file: PathBuf,
    /// What a column means, where it was not found out: HEADER=FIELD, as often as needed
    #[arg(long = "map", value_parser = mapping)]
    pub(super) maps: Vec<(String, Meaning)>,
    /// The sheet, where the workbook has several
    #[arg(long)]
    pub(super) sheet: Option<String>,
    /// Only read and show; change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print rows and problems as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Write the rows that must be decided first, with the reasons, into this workbook
    #[arg(long)]
    pub(super) rejected: Option<PathBuf>,
}

/// A record that takes a list, and who brings it.
pub(super) struct Bringing<'a> {
    pub(super) record: &'a PersonCode,
    pub(super) user: &'a str,
    pub(super) kind: ListKind,
    pub(super) taking: &'a Taking,
}

impl Bringing<'_> {
    pub(super) async fn run(&self, place: &Place) -> Result<ExitCode> {
        let app = place.open(Purpose::Inspection).await?;
        let done = self.import(&app).await;
        app.close().await;
        done
    }

    async fn import(&self, app: &App) -> Result<ExitCode> {
        let taking = self.taking;
        let who = app.acting_as(self.user).await.map_err(say)?;
        let opened = app.importing(&who, self.record).await.map_err(say)?;
        if Intake::of(&opened.view).map(Intake::kind) != Some(self.kind) {
            bail!("{} takes lists of another kind", self.record);
        }
        let (name, bytes) = take(&taking.file)?;
        let mut read = self.read(app, &who, &name, bytes.clone(), HowToRead::default()).await?;
        if !taking.maps.is_empty() {
            let mapping = Some(remapped(&read.layout, &taking.maps)?);
            read = self.read(app, &who, &name, bytes, HowToRead { mapping, ..HowToRead::default() }).await?;
        }
        show(&read.manifest, taking.json)?;
        if let Some(path) = &taking.rejected {
            write_rejected(path, &read.book, &read.layout.mapping, &read.manifest)?;
        }
        let blocking = read.manifest.blocking().count();
        if taking.dry_run {
            out::note(format!(
                "{} people, {} families, {} problems, {blocking} of them to be decided; nothing was changed",
                read.manifest.people.len(),
                read.manifest.families.len(),
                read.manifest.problems.len(),
            ));
            return Ok(ExitCode::SUCCESS);
        }
        // What waits is decided there: a row that the record has already holds nothing up.
        let imported = match app.import_people(&who, self.record, app.fresh()?, &read.manifest).await {
            Err(Refused::Because(reason)) if reason.code == "problems-block" => {
                bail!("nothing was imported: {blocking} to be decided first, in the file or on its page")
            }
            done => done.map_err(say)?,
        };
        let families = match self.kind {
            ListKind::Manifest => format!(" in {} families", imported.families),
            ListKind::People | ListKind::Tracing => String::new(),
        };
        out::note(format!(
            "{} people added{families}, {} were there already, {} rows look like corrections and were left for a person",
            imported.added,
            imported.known,
            imported.changed.len(),
        ));
        Ok(ExitCode::SUCCESS)
    }

    async fn read(
        &self,
        app: &App,
        who: &SignedIn,
        name: &str,
        bytes: Vec<u8>,
        how: HowToRead,
    ) -> Result<ReadList> {
        let how = HowToRead { sheet: self.taking.sheet.clone(), ..how };
        app.read_manifest(who, self.record, name, bytes, how).await.map_err(|error| match error {
            NotTaken::File(refusal) => anyhow::anyhow!("{}", refusal.english()),
            NotTaken::Refused(refused) => say(refused),
        })
    }
}
