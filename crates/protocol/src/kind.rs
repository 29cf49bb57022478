//! `records.toml`: the kinds of record.

use domain::{Compartment, FieldCode, FormCode, Kind, Sector, Stage};
use forms::Texts;

use crate::{
    Catalogue,
    reading::{Book, FileRows, What},
    sector,
};

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordKind {
    /// Its code.
    pub code: Kind,
    /// What one is called.
    pub label: Texts,
    /// What several are called.
    pub plural: Texts,
    /// Whether it belongs to the installation (accounts, teams), not to the people it serves.
    pub system: bool,
    /// The stage it begins in; absent when its records have no stages.
    pub first_stage: Option<Stage>,
    /// Its compartments.
    pub compartments: Vec<Compartment>,
    /// The form shown as its particulars.
    pub profile: Option<FormCode>,
    /// The fields of the profile that the outside side may see.
    pub face: Vec<FieldCode>,
    /// The sectors whose teams take its people on, where it brings people: a flight.
    pub received_by: Vec<Sector>,
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<Kind, RecordKind> {
    let mut kinds = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("kind") {
        let mut row = top.inner(table, String::new());
        let code: Option<Kind> = row.define("code", What::Kind, "");
        let scope = code.as_ref().map_or("", Kind::as_str).to_owned();
        let label = row.texts("label");
        let plural = row.texts("plural");
        let system = row.flag("system");
        let first_stage = row.refer_if("first_stage", What::Stage, &scope);
        let compartments: Vec<Compartment> = row.refer_all("compartments", What::Compartment, "");
        row.must_name("compartments", "[\"core\"]");
        let profile: Option<FormCode> = row.refer_if("profile", What::Form, "");
        let face = if let Some(form) = &profile {
            row.refer_all("face", What::Field, form.as_str())
        } else {
            if row.has("face") {
                let spot = row.spot("face");
                row.problem(&spot, "`face` names fields of no form", "add profile = \"FORM\"");
            }
            row.also_known("face");
            Vec::new()
        };
        let received_by = sector::read_all(&mut row, "received_by");
        row.finish();
        if let Some(code) = code {
            let kind = RecordKind {
                code: code.clone(),
                label,
                plural,
                system,
                first_stage,
                compartments,
                profile,
                face,
                received_by,
            };
            kinds.add(code, kind);
        }
    }
    top.finish();
    kinds
}
