//! `homeward import people` and `homeward import tracing`: lists that belong to no flight.
//!
//! Invariant: reading asks nobody's data: it needs the file, the regions of a protocol and a day, and opens no database.

use std::{path::PathBuf, process::ExitCode};

use ::protocol::Protocol as Country;
use anyhow::{Result, bail};
use exchange::{
    ListKind, Refusal,
    layout::{self, Layout, Meaning},
    manifest::{self, Context, Corrections, Manifest, Region},
    sheet::{self, Limits, Wanted, Workbook},
};
use jiff::civil::Date;

use super::{mapping, remapped, show, take, write_rejected};
use crate::{house::system_clock, out, protocol::built_in};

/// A list of people, or of requests.
#[derive(clap::Args)]
pub(crate) struct List {
    /// The file: CSV or XLSX
    file: PathBuf,
    /// What a column means, where it was not found out: HEADER=FIELD, as often as needed
    #[arg(long = "map", value_parser = mapping)]
    maps: Vec<(String, Meaning)>,
    /// The sheet, where the workbook has several
    #[arg(long)]
    sheet: Option<String>,
    /// The day of the list, from which ages count back: YYYY-MM-DD. Without it, the day that its title names, or today
    #[arg(long = "as-of")]
    as_of: Option<Date>,
    /// The folder of the protocol that names the regions; without it, the built-in one
    #[arg(long)]
    protocol: Option<PathBuf>,
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

/// A list with how it was read.
struct Read {
    book: Workbook,
    layout: Layout,
    list: Manifest,
}

impl List {
    pub(super) fn run(self, kind: ListKind) -> Result<ExitCode> {
        if !self.dry_run {
            bail!("such a list can only be read so far: add --dry-run");
        }
        let read = self.read(kind)?;
        show(&read.list, self.json)?;
        if let Some(path) = &self.rejected {
            write_rejected(path, &read.book, &read.layout.mapping, &read.list)?;
        }
        let list = &read.list;
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
        let (name, bytes) = take(&self.file)?;
        let laid_out = || {
            let mut book = sheet::read(&name, &bytes, Wanted::default(), &Limits::default())?;
            if let Some(wanted) = &self.sheet {
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
        layout.mapping = remapped(&layout, &self.maps)?;
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
