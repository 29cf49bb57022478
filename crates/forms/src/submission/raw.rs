//! What was sent, sorted by field and row, before any of it is read.
//!
//! Invariant: every name is either one of the form's, the page's own (`_…`), or reported.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{FieldProblem, Reason, names, score};
use crate::{
    definition::{FieldType, Form},
    logic::MOST_ROWS,
};

const MOST_PAIRS: usize = 10_000;
const MOST_BYTES: usize = 4_000_000;
const DEEPEST: u32 = 6;

/// What was sent: names and texts. `Debug` shows neither.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Raw {
    pairs: Vec<(String, String)>,
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({} pairs)", self.pairs.len())
    }
}

impl Raw {
    /// From the pairs of an HTML form, in order.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { pairs: pairs.into_iter().take(MOST_PAIRS + 1).collect() }
    }

    /// From JSON: objects nest names with a point, lists of texts repeat a name, lists of objects are rows.
    pub fn from_json(json: &serde_json::Value) -> Self {
        let mut raw = Self::default();
        raw.flatten("", json, 0);
        raw
    }

    /// The pairs, so that a page can show again what was typed.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The first text sent under a name.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    fn flatten(&mut self, name: &str, json: &serde_json::Value, depth: u32) {
        use serde_json::Value as Json;
        if self.pairs.len() > MOST_PAIRS {
            return;
        }
        if depth > DEEPEST {
            self.pairs.push((name.to_owned(), String::new()));
            return;
        }
        let inside = |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
        match json {
            Json::Null => self.pairs.push((name.to_owned(), String::new())),
            Json::Bool(is_true) => self.pairs.push((name.to_owned(), is_true.to_string())),
            Json::Number(number) => self.pairs.push((name.to_owned(), number.to_string())),
            Json::String(text) => self.pairs.push((name.to_owned(), text.clone())),
            Json::Array(items) if items.is_empty() => self.pairs.push((name.to_owned(), String::new())),
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if item.is_object() {
                        self.flatten(&inside(&index.to_string()), item, depth + 1);
                    } else {
                        self.flatten(name, item, depth + 1);
                    }
                }
            }
            Json::Object(members) => {
                for (key, member) in members {
                    self.flatten(&inside(key), member, depth + 1);
                }
            }
        }
    }
}

/// The texts of one field by its parts; a plain field has the one part `""`.
pub(super) type Parts = BTreeMap<String, Vec<String>>;

/// What was sent for one row of a repeat.
#[derive(Default)]
pub(super) struct SentRow {
    pub(super) fields: BTreeMap<String, Parts>,
    pub(super) is_removed: bool,
}

/// What was sent, by field.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) fields: BTreeMap<String, Parts>,
    pub(super) rows: BTreeMap<String, BTreeMap<usize, SentRow>>,
}

/// Sorts what was sent; unknown names become problems.
pub(super) fn sort(form: &Form, raw: &Raw) -> Result<(Sheet, Vec<FieldProblem>), FieldProblem> {
    let bytes: usize = raw.pairs.iter().map(|(name, text)| name.len() + text.len()).sum();
    if raw.pairs.len() > MOST_PAIRS || bytes > MOST_BYTES {
        return Err(problem("", None, Reason::TooLarge));
    }
    let homes: BTreeMap<&str, (&FieldType, Option<&str>)> = form
        .fields()
        .into_iter()
        .map(|(field, repeat)| {
            (field.name.as_str(), (&field.field_type, repeat.map(|repeat| repeat.name.as_str())))
        })
        .collect();
    let repeats: BTreeSet<&str> = form.repeats().into_iter().map(|repeat| repeat.name.as_str()).collect();
    let mut sheet = Sheet::default();
    let mut problems: Vec<FieldProblem> = Vec::new();
    for (name, text) in &raw.pairs {
        if name.starts_with('_') {
            continue;
        }
        let (head, rest) = name.split_once('.').unwrap_or((name, ""));
        let is_known = if repeats.contains(head) {
            in_row(&mut sheet, &homes, head, rest, text)
        } else {
            match homes.get(head) {
                Some((field_type, None)) if is_part(field_type, rest) => {
                    sheet
                        .fields
                        .entry(head.to_owned())
                        .or_default()
                        .entry(rest.to_owned())
                        .or_default()
                        .push(text.clone());
                    Ok(())
                }
                _ => Err(Reason::Unknown),
            }
        };
        if let Err(reason) = is_known {
            let shown: String = name.chars().take(64).collect();
            let found = match reason {
                Reason::TooManyRows => FieldProblem {
                    args: vec![("most", MOST_ROWS.to_string())],
                    ..problem(head, None, reason)
                },
                _ => problem(&shown, None, reason),
            };
            if !problems.contains(&found) && problems.len() < 20 {
                problems.push(found);
            }
        }
    }
    Ok((sheet, problems))
}

fn in_row(
    sheet: &mut Sheet,
    homes: &BTreeMap<&str, (&FieldType, Option<&str>)>,
    repeat: &str,
    rest: &str,
    text: &str,
) -> Result<(), Reason> {
    if rest.is_empty() && text.is_empty() {
        // "Here is this repeat": sent by a page that shows no row yet, and by an empty list in JSON.
        sheet.rows.entry(repeat.to_owned()).or_default();
        return Ok(());
    }
    let (index, rest) = rest.split_once('.').ok_or(Reason::Unknown)?;
    let is_index = !index.is_empty() && index.len() <= 4 && index.bytes().all(|b| b.is_ascii_digit());
    let index: usize = index.parse().ok().filter(|_| is_index).ok_or(Reason::Unknown)?;
    if index >= MOST_ROWS {
        return Err(Reason::TooManyRows);
    }
    let (field, part) = rest.split_once('.').unwrap_or((rest, ""));
    let is_known =
        homes.get(field).is_some_and(|(field_type, home)| *home == Some(repeat) && is_part(field_type, part));
    if !is_known && rest != "_remove" {
        return Err(Reason::Unknown);
    }
    let row = sheet.rows.entry(repeat.to_owned()).or_default().entry(index).or_default();
    if rest == "_remove" {
        row.is_removed |= !text.is_empty();
    } else {
        row.fields
            .entry(field.to_owned())
            .or_default()
            .entry(part.to_owned())
            .or_default()
            .push(text.to_owned());
    }
    Ok(())
}

fn is_part(field_type: &FieldType, part: &str) -> bool {
    part.is_empty()
        || match field_type {
            FieldType::PartialDate => matches!(part, "year" | "month" | "day" | "about" | "either"),
            FieldType::PersonName => names::is_part(part),
            FieldType::Score(_) => score::is_part(part),
            _ => false,
        }
}

pub(super) fn problem(field: &str, row: Option<usize>, reason: Reason) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        row,
        part: None,
        reason,
        message: crate::Texts::new(),
        args: Vec::new(),
    }
}
