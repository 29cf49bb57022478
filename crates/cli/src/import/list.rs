//! `homeward import people` and `homeward import tracing`: lists that belong to no flight.
//!
//! Invariant: reading asks nobody's data: without a list to bring them into, the rows need the file, the regions of a
//! protocol and a day, and no database is opened.

use std::{path::PathBuf, process::ExitCode};

use ::protocol::Protocol as Country;
use anyhow::{Result, bail};
use domain::PersonCode;
use exchange::{
    ListKind, Refusal,
    layout::{self, Layout},
    manifest::{self, Context, Corrections, Manifest, Region},
    sheet::{self, Limits, Wanted, Workbook},
};
use jiff::civil::Date;

use super::{
    bring_in::{Bringing, Taking},
    remapped, show, take, write_rejected,
};
use crate::{
    house::{Place, system_clock},
    out,
    protocol::built_in,
};

/// A list of people, or of requests.
#[derive(clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    taking: Taking,
    /// The code of the list that the rows are brought into; without it they are only read
    #[arg(long = "list", requires = "user")]
    record: Option<PersonCode>,
    /// The user's name to sign in with
    #[arg(long = "as", requires = "record")]
    user: Option<String>,
    /// The day of the list, from which ages count back: YYYY-MM-DD. Without it, the day that its title names, or today
    #[arg(long = "as-of", conflicts_with = "record")]
    as_of: Option<Date>,
    /// The folder of the protocol that names the regions; without it, the built-in one
    #[arg(long, conflicts_with = "record")]
    protocol: Option<PathBuf>,
}

/// A list with how it was read.
struct Read {
    book: Workbook,
    layout: Layout,
    list: Manifest,
}

impl List {
    pub(super) async fn run(self, kind: ListKind) -> Result<ExitCode> {
        if let (Some(record), Some(user)) = (&self.record, &self.user) {
            return Bringing { record, user, kind, taking: &self.taking }.run(&self.place).await;
        }
        if !self.taking.dry_run {
            bail!(
                "name the list that the rows belong to with --list and --as, or add --dry-run to read them only"
            );
        }
        let Read { book, layout, list } = &self.read(kind)?;
        show(list, self.taking.json)?;
        if let Some(path) = &self.taking.rejected {
            write_rejected(path, book, &layout.mapping, list)?;
        }
        out::note(format!(
            "{} people, {} rows that repeat one, {} problems, {} of them to be decided",
            list.people.len(),
            list.left_out.iter().filter(|(_, why)| *why == manifest::LeftOut::Duplicate).count(),
            list.problems.len(),
            list.blocking().count(),
        ));
        out::note("nothing was changed");
        Ok(ExitCode::SUCCESS)
    }

    fn read(&self, kind: ListKind) -> Result<Read> {
        let country = match &self.protocol {
            Some(folder) => Country::load(folder)?,
            None => built_in()?,
        };
        let regions: Vec<Region> = ::protocol::place::for_matching(&country)
            .into_iter()
            .map(|(code, names)| Region { code, names })
            .collect();
        let (name, bytes) = take(&self.taking.file)?;
        let laid_out = || {
            let mut book = sheet::read(&name, &bytes, Wanted::default(), &Limits::default())?;
            if let Some(wanted) = &self.taking.sheet {
                book.sheets.retain(|sheet| sheet.name == *wanted);
                if book.sheets.is_empty() {
                    return Err(Refusal::MappingDoesNotFit);
                }
            }
            let layout = layout::lay_out(&book, kind)?;
            Ok((book, layout))
        };
        let said = |refusal: Refusal| anyhow::anyhow!("{}", refusal.english());
        let (book, mut layout) = laid_out().map_err(said)?;
        layout.mapping = remapped(&layout, &self.taking.maps)?;
        let reference = self.reference(&book, &layout, &country);
        let corrections = Corrections::new();
        let context = Context { reference, regions: &regions, corrections: &corrections };
        let list = manifest::read_as(&book, &layout.mapping, kind, &context).map_err(said)?;
        Ok(Read { book, layout, list })
    }

    /// The day that ages count back from, said where nobody chose it.
    fn reference(&self, book: &Workbook, layout: &Layout, country: &Country) -> Date {
        if let Some(day) = self.as_of {
            return day;
        }
        if let Some(day) = layout::list_day(book, &layout.mapping) {
            out::note(format!("ages count back from {day}, the day in the title; --as-of chooses another"));
            return day;
        }
        let today = system_clock()().to_zoned(::protocol::place::zone(country, None)).date();
        out::note(format!(
            "ages count back from {today}, today: the list names no day; give its day with --as-of"
        ));
        today
    }
}
