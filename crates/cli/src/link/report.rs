//! What linking found, as a table that a person can go through.
//!
//! Invariant: every text passes `safe_cell`; only rows that are in the report are kept in memory.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};
use exchange::{safe_cell, stream::List, workbook_cell};
use linkage::{Column, Found, Level, Pair, groups};

use super::{fields::Source, people::People};
use crate::out;

/// Rows that a workbook can hold.
const MOST_ROWS: usize = 1_048_575;

/// What a report is made of.
pub(super) struct Report<'r> {
    pub(super) paths: &'r [&'r PathBuf],
    pub(super) lists: &'r [List],
    /// How many rows each list has.
    pub(super) rows: &'r [u32],
    pub(super) sources: &'r [Source],
    pub(super) columns: &'r [Column],
    pub(super) found: &'r Found,
    /// The people of the rows, where the lists are of people.
    pub(super) people: Option<&'r People>,
    /// The pairs that are probable enough, by their rows.
    pub(super) pairs: &'r [Pair],
}

/// A row as it was read: its number in its file, and its cells.
type AsRead = (u32, Vec<String>);

impl Report<'_> {
    /// Writes the pairs, the most probable first. Gives their number.
    pub(super) fn write_pairs(&self, to: Option<&Path>) -> Result<usize> {
        let mut pairs: Vec<&Pair> = self.pairs.iter().collect();
        pairs.sort_by(|a, b| b.same.total_cmp(&a.same).then((a.one, a.other).cmp(&(b.one, b.other))));
        let cells = self.cells(&pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect())?;
        let second = self.lists.len() - 1;
        let mut head =
            vec!["probability".to_owned(), "row 1".to_owned(), "row 2".to_owned(), "why".to_owned()];
        for (side, list) in [(1, 0), (2, second)] {
            head.extend(
                (0..self.lists[list].columns.len())
                    .map(|at| format!("{side} {}", self.lists[list].heading(at))),
            );
        }
        let mut table = Table::new(to, &head, pairs.len())?;
        for pair in &pairs {
            let (one, other) = (&cells[&pair.one], &cells[&pair.other]);
            let mut row =
                vec![format!("{:.4}", pair.same), one.0.to_string(), other.0.to_string(), self.why(pair)];
            row.extend(one.1.iter().chain(&other.1).cloned());
            table.row(&row)?;
        }
        table.close()?;
        Ok(pairs.len())
    }

    /// Writes the groups of rows that are one. Gives their number.
    pub(super) fn write_groups(&self, to: Option<&Path>) -> Result<usize> {
        let groups = groups(self.rows.iter().sum(), self.pairs.iter().map(|pair| (pair.one, pair.other)));
        let cells = self.cells(&groups.iter().flatten().copied().collect())?;
        // What binds a row best to its group.
        let mut best: BTreeMap<u32, &Pair> = BTreeMap::new();
        for pair in self.pairs {
            for row in [pair.one, pair.other] {
                let known = best.entry(row).or_insert(pair);
                if pair.same > known.same {
                    *known = pair;
                }
            }
        }
        let mut head = ["group", "file", "row", "probability", "why"].map(str::to_owned).to_vec();
        let width = self.lists.iter().map(|list| list.columns.len()).max().unwrap_or(0);
        let one = self.lists.len() == 1;
        head.extend(
            (0..width).map(|at| if one { self.lists[0].heading(at) } else { format!("column {}", at + 1) }),
        );
        let mut table = Table::new(to, &head, groups.iter().map(Vec::len).sum())?;
        for (number, group) in groups.iter().enumerate() {
            for row in group {
                let (at, read) = &cells[row];
                let pair = best.get(row);
                let file = self.paths[self.list_of(*row)]
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                let mut out = vec![
                    (number + 1).to_string(),
                    file,
                    at.to_string(),
                    pair.map(|pair| format!("{:.4}", pair.same)).unwrap_or_default(),
                    pair.map(|pair| self.why(pair)).unwrap_or_default(),
                ];
                out.extend(read.iter().cloned());
                out.resize(5 + width, String::new());
                table.row(&out)?;
            }
        }
        table.close()?;
        Ok(groups.len())
    }

    fn list_of(&self, row: u32) -> usize {
        usize::from(row >= self.rows[0] && self.rows.len() > 1)
    }

    /// The evidence for and against, the weightiest first, in words and bits.
    fn why(&self, pair: &Pair) -> String {
        let mut reasons = self.people.map(|people| people.why(pair.one, pair.other)).unwrap_or_default();
        for (at, column) in self.columns.iter().enumerate() {
            if self.people.is_some() && self.sources[at].is_of_person() {
                continue;
            }
            let (level, worth) = self.found.worth(self.columns, pair.one, pair.other, at);
            let said = match level {
                Level::Same => format!("the same, of 1 in {:.0}", (1.0 / column.share(pair.one)).max(1.0)),
                Level::Near => "nearly the same".to_owned(),
                Level::Alike => "alike".to_owned(),
                Level::Different => "different".to_owned(),
                Level::Missing => continue,
            };
            reasons.push((worth, format!("{} {said}", self.sources[at].name())));
        }
        reasons.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        reasons
            .into_iter()
            .map(|(worth, said)| format!("{said} ({worth:+.1})"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// Reads these rows again, as they stand in their files.
    fn cells(&self, wanted: &BTreeSet<u32>) -> Result<HashMap<u32, AsRead>> {
        let mut found = HashMap::with_capacity(wanted.len());
        let mut row = 0;
        for (path, list) in self.paths.iter().zip(self.lists) {
            list.each(path, |number, cells, _| {
                if wanted.contains(&row) {
                    found.insert(row, (number, cells.iter().map(|cell| (*cell).to_owned()).collect()));
                }
                row += 1;
            })
            .map_err(|refusal| anyhow!("{}: {}", path.display(), refusal.english()))?;
        }
        if found.len() < wanted.len() {
            bail!("a file has changed while it was read; start again");
        }
        Ok(found)
    }
}

/// Where the rows of a report go.
enum Table {
    Csv(Box<csv::Writer<Box<dyn Write>>>),
    Workbook(Box<rust_xlsxwriter::Workbook>, PathBuf, u32),
}

impl Table {
    fn new(to: Option<&Path>, head: &[String], rows: usize) -> Result<Self> {
        let ending = to.and_then(Path::extension).map(std::ffi::OsStr::to_ascii_lowercase);
        let mut table = match (to, ending) {
            (None, _) => Self::Csv(Box::new(csv::Writer::from_writer(Box::new(std::io::stdout().lock())))),
            (Some(path), Some(ending)) if ending == "csv" => Self::Csv(Box::new(csv::Writer::from_writer(
                Box::new(std::io::BufWriter::new(out::own_file(path)?)),
            ))),
            (Some(path), Some(ending)) if ending == "xlsx" => {
                if rows > MOST_ROWS {
                    bail!("a workbook holds {MOST_ROWS} rows and these are {rows}: write to a .csv file");
                }
                let mut book = rust_xlsxwriter::Workbook::new();
                book.add_worksheet();
                Self::Workbook(Box::new(book), path.to_owned(), 0)
            }
            (Some(path), _) => bail!("{} must end in .csv or .xlsx", path.display()),
        };
        table.row(head)?;
        Ok(table)
    }

    fn row(&mut self, cells: &[String]) -> Result<()> {
        match self {
            Self::Csv(writer) => writer
                .write_record(cells.iter().map(|cell| safe_cell(cell).into_owned()))
                .context("the report cannot be written"),
            Self::Workbook(book, _, row) => {
                let sheet = book.worksheet_from_index(0)?;
                for (at, cell) in (0_u16..).zip(cells) {
                    sheet.write_string(*row, at, workbook_cell(cell))?;
                }
                *row += 1;
                Ok(())
            }
        }
    }

    fn close(self) -> Result<()> {
        match self {
            Self::Csv(mut writer) => writer.flush().context("the report cannot be written"),
            Self::Workbook(mut book, path, _) => {
                let bytes = book.save_to_buffer()?;
                out::own_file(&path)?
                    .write_all(&bytes)
                    .with_context(|| format!("{} cannot be written", path.display()))
            }
        }
    }
}
