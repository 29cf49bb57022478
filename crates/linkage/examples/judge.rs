//! Judges linkage on rows of which is known who is who:
//!
//! ```text
//! cargo run --release -p homeward-linkage --example judge -- ROWS.csv TRUE_PAIRS.csv HEADING=KIND ...
//! ```
//!
//! The first column of ROWS is an id, TRUE_PAIRS has two of them a row, KIND is name, text, code or day. Columns that
//! are not named are not looked at. The threshold is [`AT`], and was fixed before any of these rows was seen.

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "it prints a table of counts")]

use std::{collections::HashMap, error::Error, time::Instant};

use linkage::{Column, Kind, Options, link};

/// From which probability two rows are taken to be one.
const AT: f64 = 0.5;

fn kind(text: &str) -> Result<Kind, String> {
    match text {
        "name" => Ok(Kind::Name),
        "text" => Ok(Kind::Text),
        "code" => Ok(Kind::Code),
        "day" => Ok(Kind::Day),
        other => Err(format!("`{other}` is none of name, text, code, day")),
    }
}

/// The share and its 95 % interval (Wilson).
fn wilson(part: usize, whole: usize) -> [f64; 3] {
    let (n, p, z) = (whole.max(1) as f64, part as f64 / whole.max(1) as f64, 1.96_f64);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
    [p, middle - reach, middle + reach]
}

fn share(part: usize, whole: usize) -> String {
    let [p, low, high] = wilson(part, whole);
    format!("{p:.4} ({part} of {whole}; {low:.4} to {high:.4})")
}

#[expect(clippy::disallowed_methods, reason = "a measurement")]
fn now() -> Instant {
    Instant::now()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let (rows, truth) = given.next().zip(given.next()).ok_or("ROWS.csv TRUE_PAIRS.csv HEADING=KIND ...")?;
    let began = now();
    let mut reader = csv::Reader::from_path(rows)?;
    let headers = reader.headers()?.clone();
    let mut columns = Vec::new();
    for asked in given {
        let (heading, of) = asked.split_once('=').ok_or("HEADING=KIND")?;
        let at = headers.iter().position(|known| known == heading).ok_or("no such column")?;
        columns.push((at, Column::new(heading, kind(of)?)));
    }
    let mut ids: HashMap<String, u32> = HashMap::new();
    for row in reader.records() {
        let row = row?;
        ids.insert(row[0].to_owned(), u32::try_from(ids.len())?);
        for (at, column) in &mut columns {
            column.push(&row[*at]);
        }
    }
    let mut columns: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
    println!("{} rows, read in {:.1} s", ids.len(), began.elapsed().as_secs_f64());

    let began = now();
    let found = link(&mut columns, &Options::default(), &|_| ());
    println!(
        "trained and predicted in {:.1} s on {} threads, {} pairs of rows compared",
        began.elapsed().as_secs_f64(),
        Options::default().threads,
        found.compared
    );
    for rule in &found.rules {
        let parts = rule
            .iter()
            .map(|part| format!("{}{}", columns[part.column].name, if part.soft { "~" } else { "" }));
        println!("  compared where they share {}", parts.collect::<Vec<_>>().join(" + "));
    }

    let mut known = Vec::new();
    for row in csv::Reader::from_path(truth)?.records() {
        let row = row?;
        if let (Some(one), Some(other)) = (ids.get(&row[0]), ids.get(&row[1])) {
            known.push((*one.min(other), *one.max(other)));
        }
    }
    known.sort_unstable();
    known.dedup();
    let taken: Vec<_> = found.pairs.iter().filter(|pair| pair.same >= AT).collect();
    let right = taken.iter().filter(|pair| known.binary_search(&(pair.one, pair.other)).is_ok()).count();
    println!("precision {}", share(right, taken.len()));
    println!("recall    {}", share(right, known.len()));
    // Of all that are true or were taken, the right ones; F1 grows with their share.
    let [f1, low, high] =
        wilson(right, taken.len() + known.len() - right).map(|share| 2.0 * share / (1.0 + share));
    println!("F1        {f1:.4} [{low:.4}, {high:.4}] at the threshold {AT}");
    Ok(())
}
