//! What is shared with whom, who consents at which age, and how long what is kept.

use domain::ChoiceCode;
use maud::{Markup, html};
use protocol::{Assent, Description, Disposal, PurposeView};

use super::{keep, names, text};
use crate::{
    args,
    look::{self, Column, Icon, Tone},
    visit::Visit,
};

pub(super) fn sharing(visit: &Visit, rules: &Description) -> Markup {
    html! {
        p class="soft" { (visit.words.say("protocol-sharing-what")) }
        @for purpose in &rules.purposes { (one_purpose(visit, purpose)) }
    }
}

fn one_purpose(visit: &Visit, purpose: &PurposeView) -> Markup {
    let words = visit.words;
    let sees = if purpose.compartments.is_empty() {
        html! { (words.say("protocol-opens-by-itself")) }
    } else {
        html! { (names(visit, &purpose.compartments)) }
    };
    let facts = [
        (words.say("protocol-with-whom"), html! { (names(visit, &purpose.recipients)) }),
        (words.say("protocol-sees-at-most"), sees),
        (
            words.say("protocol-at-most"),
            html! { (words.say_with("term-days", args!["count" => i64::from(purpose.days)])) },
        ),
        (words.say("protocol-outside-words"), html! { (text(visit, &purpose.outside_words)) }),
    ];
    let consent = if purpose.needs_consent {
        look::state(Tone::Calm, Icon::Consent, words.say("protocol-needs-consent"))
    } else {
        look::state(Tone::Soon, Icon::Legal, words.say("protocol-no-consent"))
    };
    look::card(
        &text(visit, &purpose.purpose.label),
        Some(&consent),
        &html! {
            @if !purpose.about.is_empty() { p { (text(visit, &purpose.about)) } }
            (look::facts(&facts))
        },
    )
}

/// Who decides, in the protocol's own words for it.
fn givers(visit: &Visit, all: &[ChoiceCode]) -> String {
    let protocol = visit.app().protocol();
    let label = |giver: &ChoiceCode| protocol.choice("consent_givers", giver.as_str());
    visit.words.list(all.iter().filter_map(label).map(|label| visit.text(label)))
}

/// How a child agrees, in the protocol's words.
fn assented(visit: &Visit, code: &str) -> String {
    visit.app().protocol().choice("assents", code).map(|label| visit.text(label)).unwrap_or_default()
}

pub(super) fn consent(visit: &Visit, rules: &Description) -> Markup {
    let words = visit.words;
    let consent = &rules.consent;
    html! {
        (look::card(words.say("protocol-limits"), None, &look::saying(&text(visit, &consent.limits), &html! { (words.say("protocol-limits-said")) })))
        @for age in &consent.ages {
            @let title = match age.last {
                Some(last) => words.say_with("protocol-ages", args!["from" => i64::from(age.from), "to" => i64::from(last)]),
                None => words.say_with("protocol-from-age", args!["from" => i64::from(age.from)]),
            };
            @let assent = match age.assent {
                Assent::None => words.say("protocol-assent-none").to_owned(),
                Assent::Aloud | Assent::Written => assented(visit, age.assent.code()),
            };
            @let facts = [
                (words.say("consent-giver"), html! { (givers(visit, &age.giver)) }),
                (words.say("consent-assent"), html! { (assent) }),
            ];
            (look::card(&title, None, &html! {
                p { (text(visit, &age.about)) }
                (look::facts(&facts))
                @if age.capacity { p class="soft" { (words.say("protocol-capacity")) } }
            }))
        }
        (look::card(words.say("protocol-instead"), None, &html! {
            p { (text(visit, &consent.instead_about)) }
            p class="soft" { (givers(visit, &consent.instead)) }
        }))
        p class="soft" { (words.say_with("protocol-majority", args!["age" => i64::from(consent.majority)])) }
    }
}

pub(super) fn keeping(visit: &Visit, rules: &Description) -> Markup {
    let words = visit.words;
    let columns = [
        Column::text(words.say("protocol-kept-what")),
        Column::text(words.say("protocol-compartments")),
        Column::text(words.say("protocol-kept-how-long")),
        Column::text(words.say("protocol-kept-then")),
        Column::text(words.say("protocol-kept-basis")),
    ];
    let rows: Vec<Vec<Markup>> = rules
        .retention
        .iter()
        .map(|rule| {
            let then = match rule.action {
                Disposal::Erase => words.say("protocol-erased"),
                Disposal::Anonymise => words.say("protocol-anonymised"),
            };
            vec![
                html! { (text(visit, &rule.label)) },
                html! { (names(visit, &rule.compartments)) },
                html! { (keep(visit, rule.keep)) },
                html! { (then) },
                html! { (text(visit, &rule.legal_basis)) },
            ]
        })
        .collect();
    html! {
        p class="soft" { (words.say("protocol-keeping-what")) }
        (look::table(words.say("protocol-retention"), &columns, &rows))
    }
}
