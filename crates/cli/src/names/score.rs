//! `homeward names score`: the rows of a table with the answers added.
//!
//! Invariant: a table that cannot be read is refused with its line and what to write instead.

use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
    process::ExitCode,
};

use ::names::{Name, Person, Reason, Record, Relation, compare, english, name_reasons, reasons};
use anyhow::{Context, Result, bail};

use crate::out;

/// A longer line is no row of a table of names.
const MAX_LINE: u64 = 4 << 20;

/// Which columns hold what is compared.
enum Columns {
    Names {
        left: usize,
        right: usize,
    },
    /// For each side name, father, mother, sex, birth; `None` where the table has no such column.
    Persons {
        left: [Option<usize>; 5],
        right: [Option<usize>; 5],
    },
}

const FACTS: [&str; 5] = ["name", "father", "mother", "sex", "birth"];
/// What is added to each row.
const ADDED: &str = "p_same\trelation\tp_relation\twhy";

impl Columns {
    fn of(header: &str) -> Result<Self> {
        let heads: Vec<String> = header.split('\t').map(|head| head.trim().to_lowercase()).collect();
        for added in ADDED.split('\t') {
            if heads.iter().any(|head| head == added) {
                bail!("line 1: there is a column `{added}` already; take it out or give it another heading");
            }
        }
        let find = |wanted: &str| -> Result<Option<usize>> {
            let mut found = heads.iter().enumerate().filter(|(_, head)| *head == wanted).map(|(at, _)| at);
            let first = found.next();
            if found.next().is_some() {
                bail!("line 1: two columns are headed `{wanted}`; keep one");
            }
            Ok(first)
        };
        let side = |side: &str| -> Result<[Option<usize>; 5]> {
            let mut places = [None; 5];
            for (place, fact) in places.iter_mut().zip(FACTS) {
                *place = find(&format!("{side}_{fact}"))?;
            }
            Ok(places)
        };
        let (left, right) = (side("left")?, side("right")?);
        if left[0].is_some() && right[0].is_some() {
            return Ok(Self::Persons { left, right });
        }
        if let (Some(left), Some(right)) = (find("left")?, find("right")?) {
            return Ok(Self::Names { left, right });
        }
        let missing = match (left[0], right[0], find("left")?, find("right")?) {
            (Some(_), None, _, _) => "there is `left_name` but no `right_name`",
            (None, Some(_), _, _) => "there is `right_name` but no `left_name`",
            (_, _, Some(_), None) => "there is `left` but no `right`",
            (_, _, None, Some(_)) => "there is `right` but no `left`",
            _ => "no column of names was found",
        };
        let hint = if heads.len() == 1 && header.contains([',', ';']) {
            "; columns are to be separated by tabs, not by commas"
        } else {
            ""
        };
        bail!(
            "line 1: {missing}; head two columns `left` and `right`, or `left_name` and `right_name` (with _father, \
             _mother, _sex, _birth where they are known){hint}"
        );
    }
}

/// Reads one line without its end; `None` at the end of the file.
fn next_line(from: &mut impl BufRead, into: &mut Vec<u8>, number: u64) -> Result<bool> {
    into.clear();
    let taken = std::io::Read::take(&mut *from, MAX_LINE)
        .read_until(b'\n', into)
        .with_context(|| format!("line {number} cannot be read"))?;
    if taken as u64 == MAX_LINE && into.last() != Some(&b'\n') {
        bail!("line {number} is longer than {} MB; is this a table of names?", MAX_LINE >> 20);
    }
    while into.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        into.pop();
    }
    Ok(taken > 0)
}

fn text(bytes: &[u8], number: u64) -> Result<&str> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        bail!("line {number}: the file is in UTF-16; save it as UTF-8");
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = bytes[..error.valid_up_to()].split(|byte| *byte == b'\t').count();
        anyhow::anyhow!("line {number}, column {at}: this is not UTF-8; save the file as UTF-8")
    })
}

pub(super) fn score(path: &Path, to: Option<&Path>) -> Result<ExitCode> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let length = file.metadata().map_or(0, |meta| meta.len());
    let mut from = BufReader::new(file);
    let mut line = Vec::new();
    if !next_line(&mut from, &mut line, 1)? {
        bail!("{} is empty; its first line is to name the columns", path.display());
    }
    let header = text(&line, 1)?.trim_start_matches('\u{FEFF}').to_owned();
    let columns = Columns::of(&header)?;
    let count = header.split('\t').count();
    let mut writer: BufWriter<Box<dyn Write>> = BufWriter::new(match to {
        Some(to) => Box::new(out::own_file(to)?),
        None => Box::new(std::io::stdout().lock()),
    });
    let bar = if to.is_some() { out::bar(length, "comparing") } else { indicatif::ProgressBar::hidden() };
    let done = rows(&mut from, &columns, &header, count, &mut writer, &bar);
    bar.finish_and_clear();
    match done {
        Ok(rows) => {
            let plural = if rows == 1 { "pair" } else { "pairs" };
            out::note(format!("{rows} {plural} compared"));
            Ok(ExitCode::SUCCESS)
        }
        // Whoever reads the output wants no more of it.
        Err(error) if closed(&error) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            // It was made by this command; half a table would be taken for a whole one.
            if let Some(to) = to {
                let _ = std::fs::remove_file(to);
            }
            Err(error)
        }
    }
}

fn closed(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

fn rows(
    from: &mut impl BufRead,
    columns: &Columns,
    header: &str,
    count: usize,
    into: &mut impl Write,
    bar: &indicatif::ProgressBar,
) -> Result<u64> {
    writeln!(into, "{header}\t{ADDED}")?;
    let (mut number, mut rows) = (1, 0);
    let mut line = Vec::new();
    loop {
        number += 1;
        if !next_line(from, &mut line, number)? {
            break;
        }
        bar.inc(line.len() as u64 + 1);
        if line.is_empty() {
            // An empty last line is no row; one between rows would shift them.
            let mut rest = Vec::new();
            if next_line(from, &mut rest, number + 1)? {
                into.flush()?;
                bail!("line {number} is empty; take it out");
            }
            break;
        }
        let row = match text(&line, number) {
            Ok(row) => row,
            Err(error) => {
                into.flush()?;
                return Err(error);
            }
        };
        let fields: Vec<&str> = row.split('\t').collect();
        if fields.len() != count {
            into.flush()?;
            bail!(
                "line {number} has {} columns and the header {count}; is there a tab inside a name, or one missing?",
                fields.len()
            );
        }
        writeln!(into, "{row}\t{}", answer(columns, &fields))?;
        rows += 1;
    }
    into.flush()?;
    Ok(rows)
}

/// The four cells that are added to a row.
fn answer(columns: &Columns, fields: &[&str]) -> String {
    let (same, relation, share, why) = match columns {
        Columns::Names { left, right } => {
            let (left, right) = (Name::new(fields[*left]), Name::new(fields[*right]));
            let same = left.share(&right);
            let is_same = same >= ::names::SAME_NAME_AT;
            let (relation, share) =
                if is_same { (Relation::Same, same) } else { (Relation::Other, 1.0 - same) };
            (same, relation, share, name_reasons(&left, &right))
        }
        Columns::Persons { left, right } => {
            let record = |places: &[Option<usize>; 5]| {
                let [name, father, mother, sex, birth] =
                    places.map(|place| place.map_or("", |place| fields[place]));
                Person::new(&Record { name, father, mother, sex, birth })
            };
            let (left, right) = (record(left), record(right));
            let verdict = compare(&left, &right);
            (verdict.same, verdict.relation, verdict.relation_share, reasons(&left, &right))
        }
    };
    format!("{same:.4}\t{}\t{share:.4}\t{}", relation.code(), told(&why))
}

/// The reasons in plain words, each with its code and weight.
fn told(why: &[Reason]) -> String {
    let one = |reason: &Reason| {
        format!("{} [{}.{} {:+.1}]", english(reason), reason.field.code(), reason.kind.code(), reason.weight)
    };
    let all: Vec<String> = why.iter().take(8).map(one).collect();
    if all.is_empty() { "nothing to compare".to_owned() } else { all.join("; ") }
}
