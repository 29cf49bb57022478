//! `roles.toml`: the role table that need-to-know is decided by, and the words for it.

use std::collections::BTreeSet;

use domain::{ActionCode, Compartment, Kind, RoleCode, Stage};
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
    /// No longer given to anybody.
    pub retired: bool,
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
    let limit_cases = row.whole_if("limit_cases", "25").and_then(|limit| {
        let limit_cases = u32::try_from(limit).ok().filter(|limit| *limit > 0);
        if limit_cases.is_none() {
            let spot = row.spot("limit_cases");
            row.problem(&spot, format!("nobody can have at most {limit} cases"), "write limit_cases = 25");
        }
        limit_cases
    });
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
    let text = RoleText { code: code.clone(), label, about, limit_cases, retired };
    Some((text, Role { code, reaches_children, outside, second_factor, offices, grants }))
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
