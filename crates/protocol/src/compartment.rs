//! `compartments.toml`: what a record is divided into, each with a key and readers of its own.

use domain::{Compartment, Sector};
use forms::Texts;

use crate::{
    Catalogue,
    reading::{Book, FileRows, What},
    sector,
};

/// A compartment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompartmentRule {
    /// Its code.
    pub code: Compartment,
    /// What it is called.
    pub label: Texts,
    /// What it holds, in a sentence.
    pub about: Texts,
    /// The sector that works in it; absent for what the program itself keeps.
    pub sector: Option<Sector>,
    /// Whether it tells history; never open to the outside side.
    pub past: bool,
    /// Whether it may exist before consent is decided.
    pub before_consent: bool,
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<Compartment, CompartmentRule> {
    let mut compartments = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("compartment") {
        let mut row = top.inner(table, String::new());
        let code: Option<Compartment> = row.define("code", What::Compartment, "");
        let label = row.texts("label");
        let about = row.texts("about");
        let sector = sector::read_if(&mut row);
        let past = row.flag("past");
        let before_consent = row.flag("before_consent");
        row.finish();
        if let Some(code) = code {
            compartments
                .add(code.clone(), CompartmentRule { code, label, about, sector, past, before_consent });
        }
    }
    top.finish();
    compartments
}
