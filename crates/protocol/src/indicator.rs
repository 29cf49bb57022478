//! `indicators.toml`: what is counted, and of what it is a share.

use domain::GroundCode;
use forms::Texts;

use crate::{
    Catalogue,
    reading::{Book, FileRows, What},
};

/// A number that the programme is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Its number in lists and reports.
    pub number: u16,
    /// Its code.
    pub code: GroundCode,
    /// What it is called.
    pub label: Texts,
    /// What it means exactly.
    pub definition: Texts,
    /// What is counted.
    pub numerator: Texts,
    /// Of what; empty when the count stands alone.
    pub denominator: Texts,
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<GroundCode, Indicator> {
    let mut indicators: Catalogue<GroundCode, Indicator> = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("indicator") {
        let mut row = top.inner(table, String::new());
        let number = row.whole("number", "1").and_then(|said| {
            let number = u16::try_from(said).ok().filter(|number| *number > 0);
            let spot = row.spot("number");
            if number.is_none() {
                row.problem(&spot, format!("{said} is no number of an indicator"), "count from 1");
            } else if let Some(other) = indicators.iter().find(|known| Some(known.number) == number) {
                let message = format!("number {said} is taken by `{}`", other.code);
                row.problem(&spot, message, "give it the next free number");
            }
            number
        });
        let code: Option<GroundCode> = row.define("code", What::Indicator, "");
        let label = row.texts("label");
        let definition = row.texts("definition");
        let numerator = row.texts("numerator");
        let denominator = row.texts_if("denominator");
        row.finish();
        if let (Some(number), Some(code)) = (number, code) {
            indicators
                .add(code.clone(), Indicator { number, code, label, definition, numerator, denominator });
        }
    }
    top.finish();
    indicators
}
