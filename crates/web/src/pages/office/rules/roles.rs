//! Who sees what: one table of everybody, then each role with its relationships.

use domain::{ActionCode, Compartment};
use maud::{Markup, html};
use policy::Level;
use protocol::{AccessView, CompartmentView, Description, Named, RoleView};

use super::{level, names, text};
use crate::{args, look, visit::Visit};

pub(super) fn content(visit: &Visit, rules: &Description) -> Markup {
    let words = visit.words;
    html! {
        (look::card(words.say("protocol-table"), None, &html! {
            p class="soft" { (words.say("protocol-table-what")) }
            (legend(visit))
            (table(visit, rules))
        }))
        (look::card(words.say("protocol-each-role"), None, &html! {
            p class="soft" { (words.say("protocol-each-role-what")) }
            @for role in &rules.roles { (one(visit, rules, role)) }
        }))
    }
}

/// What the marks say.
fn legend(visit: &Visit) -> Markup {
    html! {
        ul class="legend" {
            @for known in [Level::Write, Level::Read, Level::Status] {
                @let (word, icon) = level(visit, Some(known));
                li { @if let Some(icon) = icon { (look::icon(icon)) } (word) }
            }
        }
    }
}

/// Roles down, parts of the record across; a cell is the furthest a role comes through any relationship.
fn table(visit: &Visit, rules: &Description) -> Markup {
    let words = visit.words;
    let reaching: Vec<&RoleView> = rules.roles.iter().filter(|role| !role.access.is_empty()).collect();
    let shown: Vec<usize> = (0..rules.compartments.len())
        .filter(|at| reaching.iter().any(|role| furthest(role, *at).is_some()))
        .collect();
    html! {
        div class="wide" tabindex="0" role="region" aria-label=(words.say("protocol-table")) {
            table class="matrix" {
                caption class="unseen" { (words.say("protocol-table")) }
                thead {
                    tr {
                        th scope="col" { (words.say("protocol-role")) }
                        @for at in &shown { th scope="col" { span { (text(visit, &rules.compartments[*at].compartment.label)) } } }
                    }
                }
                tbody {
                    @for role in reaching {
                        tr {
                            th scope="row" { (text(visit, &role.role.label)) }
                            @for at in &shown {
                                @let (word, icon) = level(visit, furthest(role, *at));
                                td title=[icon.map(|_| word)] {
                                    @if let Some(icon) = icon { (look::icon(icon)) }
                                    (look::unseen(word))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn furthest(role: &RoleView, compartment: usize) -> Option<Level> {
    role.access.iter().filter_map(|row| row.levels.get(compartment).copied().flatten()).max()
}

/// One role: what it is there for, and row by row what it sees and does.
pub(super) fn one(visit: &Visit, rules: &Description, role: &RoleView) -> Markup {
    let words = visit.words;
    let inside = html! {
        p { (text(visit, &role.about)) }
        p class="soft" {
            (words.say(if role.reaches_children { "protocol-second-person" } else { "protocol-no-children" }))
            @if role.outside { " " (words.say("protocol-outside")) }
        }
        @if role.access.is_empty() { p { (words.say("protocol-opens-nothing")) } }
        @for row in &role.access { (access(visit, &rules.compartments, row)) }
        @if !role.offices.is_empty() {
            h3 { (words.say("protocol-offices")) }
            p { (actions(visit, &role.offices)) }
        }
    };
    look::folded(&text(visit, &role.role.label), &inside)
}

/// What one relationship opens on records of one kind.
pub(super) fn access(visit: &Visit, compartments: &[CompartmentView], row: &AccessView) -> Markup {
    let words = visit.words;
    let of = |wanted: Level| -> Vec<Named<Compartment>> {
        compartments
            .iter()
            .zip(&row.levels)
            .filter(|(_, level)| **level == Some(wanted))
            .map(|(known, _)| known.compartment.clone())
            .collect()
    };
    let mut facts: Vec<(&str, Markup)> = Vec::new();
    for (wanted, label) in [
        (Level::Write, words.say("protocol-writes")),
        (Level::Read, words.say("protocol-reads")),
        (Level::Status, words.say("protocol-status")),
    ] {
        let open = of(wanted);
        if !open.is_empty() {
            facts.push((label, html! { (names(visit, &open)) }));
        }
    }
    if !row.actions.is_empty() {
        facts.push((words.say("protocol-does"), html! { (actions(visit, &row.actions)) }));
    }
    html! {
        section class="part" {
            h3 {
                (text(visit, &row.kind.label)) ": " (words.say_code("through", row.relation.code(), &[]))
            }
            @if !row.stages.is_empty() {
                p class="soft" { (words.say_with("protocol-in-stages", args!["stages" => names(visit, &row.stages)])) }
            }
            (look::facts(&facts))
        }
    }
}

/// What may be done, in words.
fn actions<'a>(visit: &Visit, all: impl IntoIterator<Item = &'a ActionCode>) -> String {
    visit.words.list(
        all.into_iter().map(|action| visit.words.say_code("action", &action.as_str().replace('.', "-"), &[])),
    )
}
