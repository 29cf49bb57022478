//! `roles.toml`: the role table that need-to-know is decided by, and the words for it.

use std::collections::BTreeSet;

use domain::{ActionCode, Compartment, FieldCode, FormCode, Kind, RoleCode, Stage};
use forms::Texts;
use policy::{Level, Relation, Role, RoleGrant, Table};

use crate::{
    Catalogue,
    reading::{Book, FileRows, Row, What},
    stage::action,
};

/// What a role is called and what its page says of it; what it may do is in the [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleText {
    /// Its code.
    pub code: RoleCode,
    /// What it is called.
    pub label: Texts,
    /// What it is there for, in a sentence.
    pub about: Texts,
    /// How many open cases one person should have at most.
    pub limit_cases: Option<u32>,
    /// How many, where most of them are urgent.
    pub limit_urgent: Option<u32>,
    /// How the supervision of somebody in this role is written down, and how often it is held.
    pub supervised: Option<Supervised>,
    /// No longer given to anybody.
    pub retired: bool,
}

impl RoleText {
    /// How many open cases one person should have at most who has `open` of them, `urgent` of these urgent.
    pub fn limit(&self, open: usize, urgent: usize) -> Option<u32> {
        if urgent * 2 > open { self.limit_urgent.or(self.limit_cases) } else { self.limit_cases }
    }
}

/// The supervision of those who hold a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervised {
    /// The form it is written in, on a record of the person supervised.
    pub form: FormCode,
    /// The field with the day it was held.
    pub held: FieldCode,
    /// The field with the day that was agreed for the next.
    pub next: Option<FieldCode>,
    /// How many days later the next is due at the latest.
    pub days: u16,
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> (Catalogue<RoleCode, RoleText>, Table) {
    let (mut texts, mut table) = (Catalogue::default(), Table::default());
    let mut top = rows.top(book);
    for inner in top.tables("role") {
        let row = top.inner(inner, String::new());
        if let Some((text, role)) = role(row) {
            if !texts.has(text.code.as_str()) {
                table.roles.insert(role.code.clone(), role);
            }
            texts.add(text.code.clone(), text);
        }
    }
    top.finish();
    (texts, table)
}

fn role(mut row: Row<'_, '_>) -> Option<(RoleText, Role)> {
    let code: Option<RoleCode> = row.define("code", What::Role, "");
    let label = row.texts("label");
    let about = row.texts("about");
    let (reaches_children, outside) = (row.flag("reaches_children"), row.flag("outside"));
    if !row.has("reaches_children") {
        row.missing("reaches_children", "add reaches_children = true, or false");
    }
    let second_factor = row.flag("second_factor");
    let (limit_cases, limit_urgent) = limits(&mut row);
    let supervised = row.table_if("supervised").and_then(|inner| supervised(row.inner(inner, String::new())));
    let mut offices = BTreeSet::new();
    for (text, spot) in row.list("offices") {
        if policy::actions::OFFICES.contains(&text.as_str()) {
            offices.extend(ActionCode::new(&text));
        } else if policy::actions::ON_RECORD.contains(&text.as_str()) {
            let message = format!("`{text}` is done on a record");
            row.problem(&spot, message, "move it to `actions` of a grant");
        } else {
            row.book.unknown(&spot, "office", &text, policy::actions::OFFICES.iter().copied());
        }
    }
    let retired = row.flag("retired");
    let mut grants = Vec::new();
    for (number, inner) in row.tables("grant").into_iter().enumerate() {
        let path = format!("{}/grant/{number}", row.path());
        grants.push(grant(row.inner(inner, path)));
    }
    row.finish();
    let code = code?;
    let text = RoleText { code: code.clone(), label, about, limit_cases, limit_urgent, supervised, retired };
    Some((text, Role { code, reaches_children, outside, second_factor, offices, grants }))
}

/// How many cases, and how many where most are urgent: fewer, or as many.
fn limits(row: &mut Row<'_, '_>) -> (Option<u32>, Option<u32>) {
    let mut limit = |key: &'static str, example: &str| {
        let said = row.whole_if(key, example)?;
        let limit = u32::try_from(said).ok().filter(|limit| *limit > 0);
        if limit.is_none() {
            let spot = row.spot(key);
            row.problem(
                &spot,
                format!("nobody can have at most {said} cases"),
                format!("write {key} = {example}"),
            );
        }
        limit
    };
    let (cases, urgent) = (limit("limit_cases", "25"), limit("limit_urgent", "15"));
    if urgent.is_some() && urgent.unwrap_or_default() > cases.unwrap_or_default() {
        let spot = row.spot("limit_urgent");
        let message = "where most cases are urgent, nobody carries more of them than otherwise";
        row.problem(&spot, message, "write limit_cases = 25 and limit_urgent = 15");
    }
    (cases, urgent)
}

fn supervised(mut row: Row<'_, '_>) -> Option<Supervised> {
    let form: Option<FormCode> = row.refer("form", What::Form, "");
    let scope = form.as_ref().map(ToString::to_string).unwrap_or_default();
    let held = row.refer("held", What::Field, &scope);
    let next = row.refer_if("next", What::Field, &scope);
    let days = row.whole("days", "7").and_then(|said| {
        let days = u16::try_from(said).ok().filter(|days| *days > 0);
        if days.is_none() {
            let spot = row.spot("days");
            row.problem(&spot, format!("supervision cannot be held every {said} days"), "write days = 7");
        }
        days
    });
    row.finish();
    Some(Supervised { form: form?, held: held?, next, days: days? })
}

fn grant(mut row: Row<'_, '_>) -> RoleGrant {
    let mut when = BTreeSet::new();
    for (text, spot) in row.list("when") {
        match Relation::from_code(&text) {
            Some(relation) => {
                when.insert(relation);
            }
            None => row.book.unknown(&spot, "relationship", &text, Relation::ALL.map(Relation::code)),
        }
    }
    row.must_name("when", "[\"owner\"]");
    let kinds: Vec<Kind> = row.refer_all("kinds", What::Kind, "");
    row.must_name("kinds", "[\"child\"]");
    let mut stages: BTreeSet<Stage> = BTreeSet::new();
    for (text, spot) in row.list("stages") {
        if let Some(stage) = row.code(&text, &spot) {
            stages.insert(stage);
        }
    }
    let mut levels = std::collections::BTreeMap::new();
    for (key, level) in [("write", Level::Write), ("read", Level::Read), ("status", Level::Status)] {
        for (text, spot) in row.list(key) {
            let Some(compartment) = row.code::<Compartment>(&text, &spot) else { continue };
            row.book.refer(What::Compartment, "", &text, spot.clone());
            if let Some(known) = levels.insert(compartment.clone(), level) {
                let message = format!("`{compartment}` is given twice: {} and {key}", level_key(known));
                row.problem(&spot, message, format!("keep it under `{}`, the further one", level_key(known)));
                levels.insert(compartment, known);
            }
        }
    }
    let mut actions = BTreeSet::new();
    for (text, spot) in row.list("actions") {
        actions.extend(action(&mut row, &text, &spot));
    }
    row.finish();
    RoleGrant { when, kinds: kinds.into_iter().collect(), stages, levels, actions }
}

/// The key under which a level is written.
pub(crate) const fn level_key(level: Level) -> &'static str {
    match level {
        Level::Status => "status",
        Level::Read => "read",
        Level::Write => "write",
    }
}
