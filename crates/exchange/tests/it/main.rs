//! The whole way of a file: bytes, sheet, layout, people, JSON.

mod flights;
mod hostile;
mod judged;
mod kinds;
mod lists;
mod long;
mod stream;
mod workbooks;
mod wrong;
mod wrong_workbooks;

use exchange::{
    Refusal, layout,
    manifest::{self, Context, Corrections, Manifest},
    sheet::{self, Limits, Wanted, Workbook},
};
use jiff::civil::{Date, date};

const DAY: Date = date(2022, 6, 1);

fn book(name: &str, bytes: &[u8]) -> Result<Workbook, Refusal> {
    sheet::read(name, bytes, Wanted::default(), &Limits::default())
}

fn people(name: &str, bytes: &[u8], corrections: &Corrections) -> Result<Manifest, Refusal> {
    let book = book(name, bytes)?;
    let mapping = layout::detect(&book)?.mapping;
    manifest::read(&book, &mapping, &Context { reference: DAY, regions: &[], corrections })
}

fn list(text: &str) -> Manifest {
    people("list.csv", text.as_bytes(), &Corrections::new()).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn codes(manifest: &Manifest) -> Vec<(u32, &'static str)> {
    manifest.problems.iter().map(|problem| (problem.at.row, problem.code.as_str())).collect()
}
