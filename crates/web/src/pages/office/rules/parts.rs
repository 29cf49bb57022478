//! What a record is divided into: each part with who comes how far into it.

use maud::{Markup, html};
use policy::Level;
use protocol::Description;

use super::text;
use crate::{
    look::{self, Icon, Tone},
    visit::Visit,
};

pub(super) fn content(visit: &Visit, rules: &Description) -> Markup {
    let words = visit.words;
    html! {
        p class="soft" { (words.say("protocol-parts-what")) }
        @for (at, part) in rules.compartments.iter().enumerate() {
            @let who = who(visit, rules, at);
            // What accounts, teams and the installation are kept in is no part of anybody's record.
            @if !who.is_empty() || part.past { (look::card(&text(visit, &part.compartment.label), None, &html! {
                p { (text(visit, &part.about)) }
                @if part.past || part.before_consent {
                    p {
                        @if part.past { (look::state(Tone::Calm, Icon::Lock, words.say("protocol-past"))) " " }
                        @if part.before_consent { (look::state(Tone::Calm, Icon::Consent, words.say("protocol-before-consent"))) }
                    }
                }
                @if who.is_empty() { p class="soft" { (words.say("protocol-nobody")) } } @else { (look::facts(&who)) }
            })) }
        }
    }
}

fn who(visit: &Visit, rules: &Description, at: usize) -> Vec<(&'static str, Markup)> {
    let words = visit.words;
    let furthest = |role: &protocol::RoleView| {
        role.access.iter().filter_map(|row| row.levels.get(at).copied().flatten()).max()
    };
    [
        (Level::Write, words.say("protocol-write-they")),
        (Level::Read, words.say("protocol-read-they")),
        (Level::Status, words.say("protocol-status-they")),
    ]
    .into_iter()
    .filter_map(|(wanted, label)| {
        let roles: Vec<String> = rules
            .roles
            .iter()
            .filter(|role| furthest(role) == Some(wanted))
            .map(|role| text(visit, &role.role.label))
            .collect();
        (!roles.is_empty()).then(|| (label, html! { (visit.words.list(&roles)) }))
    })
    .collect()
}
