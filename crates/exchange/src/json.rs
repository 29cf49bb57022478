//! A list as JSON, for programs: what `homeward import manifest --json` prints.
//!
//! Invariant: the form is fixed, and the same for every kind of list. `rows[]: {sheet, row, names: [{text, script, role}], sex, birth: {value,
//! precision, read}, family, mother, father, documents, place}` and `problems[]: {sheet, row, column, read, code,
//! mend, blocking}`; rows of requests have `seeker: {text, kinship, telephone}` beside, and people of one row share it.
//! `row` counts from 1 as a spreadsheet shows it. This opens personal data on purpose: it goes
//! to the person who chose the file, never to a log.

use domain::{PartialDate, Private};
use serde::Serialize;

use crate::manifest::{Manifest, Person};

#[derive(Serialize)]
struct List<'a> {
    rows: Vec<Line<'a>>,
    problems: Vec<Doubt<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    sheet: &'a str,
    row: u32,
    names: Vec<Name<'a>>,
    /// `F`, `M` or null.
    sex: Option<&'static str>,
    birth: Option<Birth<'a>>,
    family: Option<&'a str>,
    mother: Option<&'a str>,
    father: Option<&'a str>,
    documents: Vec<&'a str>,
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seeker: Option<Seeks<'a>>,
}

#[derive(Serialize)]
struct Seeks<'a> {
    text: Option<&'a str>,
    kinship: Option<&'a str>,
    telephone: Option<&'a str>,
}

#[derive(Serialize)]
struct Name<'a> {
    text: &'a str,
    script: &'static str,
    role: &'static str,
}

#[derive(Serialize)]
struct Birth<'a> {
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `~YYYY±N`, or both readings joined by `|`; null where it must be mended.
    value: Option<String>,
    precision: Option<&'static str>,
    read: &'a str,
}

#[derive(Serialize)]
struct Doubt<'a> {
    sheet: &'a str,
    row: u32,
    /// The heading, or the letters of the column where it has none; null for the whole row.
    column: Option<String>,
    read: &'a str,
    code: &'static str,
    mend: String,
    blocking: bool,
}

/// The list as JSON text.
pub fn write(manifest: &Manifest) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&list(manifest))
}

/// The list as a JSON value.
pub fn value(manifest: &Manifest) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::to_value(list(manifest))
}

fn list(manifest: &Manifest) -> List<'_> {
    List {
        rows: manifest.people.iter().map(|person| line(&manifest.sheet, person)).collect(),
        problems: manifest
            .problems
            .iter()
            .map(|problem| Doubt {
                sheet: &problem.at.sheet,
                row: problem.at.row,
                column: problem.column_name(),
                read: problem.read.as_str(),
                code: problem.code.as_str(),
                mend: problem.english(),
                blocking: problem.is_blocking(),
            })
            .collect(),
    }
}

fn line<'a>(sheet: &'a str, person: &'a Person) -> Line<'a> {
    let read = person.birth_read.as_str();
    Line {
        sheet,
        row: person.row,
        names: person
            .names
            .iter()
            .map(|name| Name { text: name.text.as_str(), script: name.script.code(), role: name.role.code() })
            .collect(),
        sex: person.sex.map(|sex| match sex {
            names::Sex::Female => "F",
            names::Sex::Male => "M",
        }),
        birth: (person.birth.is_some() || !read.is_empty()).then(|| Birth {
            value: person.birth.map(|birth| birth.to_string()),
            precision: person.birth.map(PartialDate::precision),
            read,
        }),
        family: person.family.as_deref(),
        mother: person.mother.as_ref().map(|mother| mother.text.as_str()),
        father: person.father.as_ref().map(Private::as_str),
        documents: person.documents.iter().map(|document| document.number.as_str()).collect(),
        place: person.region_read.as_ref().or(person.location.as_ref()).map(Private::as_str),
        seeker: person.seeker.as_ref().map(|seeker| Seeks {
            text: seeker.text.as_ref().map(Private::as_str),
            kinship: seeker.kinship.as_ref().map(Private::as_str),
            telephone: seeker.telephone.as_ref().map(Private::as_str),
        }),
    }
}
