//! What matters in an adult's own life, on her own page: work and income, papers, groups; and where nobody may find her.
//!
//! Invariant: made of this record alone. Nothing of a child's record is asked for here, and nothing here is on a child's.

use app::Opened;
use domain::record::Entry;
use maud::{Markup, html};
use policy::Level;

use super::person::{address, title};
use crate::{
    asking::{has_sensitive, value_text},
    look::{self, Icon, Tone, Weight},
    visit::Visit,
    words::Clock,
};

/// What stands on the page of the newest talk about work.
const WORK: [&str; 7] = ["work_state", "wish", "training", "course", "job", "in_the_way", "next_on"];
/// Forms of which each entry is a line: its first answer, and what stands at its end.
const LISTED: [(&str, &str, &str, &str); 2] = [
    ("adult-documents", "document_request", "document", "state"),
    ("adult-groups", "community_activity", "activity", "attendance"),
];

/// The cards of an adult's own life; nothing for a child's record.
pub(super) fn own_life(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    if *opened.kind() != "adult" {
        return html! {};
    }
    html! {
        (work(visit, opened, clock))
        @for card in LISTED { (listed(visit, opened, card, clock)) }
    }
}

fn way(visit: &Visit, opened: &Opened, form: &forms::Form) -> Option<Markup> {
    let closed = opened.facts.stage.as_ref().is_some_and(|stage| *stage == "closed");
    (opened.grant.may(form.compartment.as_str(), Level::Write) && !closed).then(|| {
        let href = format!("{}/forms/{}", address(&title(opened)), form.code);
        look::link_button(visit.words.say("adult-add-do"), &href, Weight::Plain)
    })
}

fn work(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let protocol = visit.app().protocol();
    let Some(form) = protocol.form("livelihood") else { return html! {} };
    if !opened.grant.may(form.compartment.as_str(), Level::Read) {
        return html! {};
    }
    let newest =
        opened.view.entries(form.code.as_str()).iter().max_by_key(|entry| (entry.changed_at, entry.seq));
    let rows: Vec<(String, String)> = newest
        .map(|entry| WORK.iter().filter_map(|field| answer(visit, form, entry, field, clock)).collect())
        .unwrap_or_default();
    let rows: Vec<(&str, Markup)> =
        rows.iter().map(|(label, said)| (label.as_str(), look::written(said))).collect();
    look::card(
        &visit.text(&form.title),
        way(visit, opened, form).as_ref(),
        &html! {
            @if rows.is_empty() { p class="soft" { (visit.words.say("adult-nothing-yet")) } }
            @else { (look::facts(&rows)) }
        },
    )
}

fn listed(
    visit: &Visit,
    opened: &Opened,
    (heading, form, first, end): (&'static str, &str, &str, &str),
    clock: &Clock,
) -> Markup {
    let protocol = visit.app().protocol();
    let Some(form) = protocol.form(form) else { return html! {} };
    if !opened.grant.may(form.compartment.as_str(), Level::Read) {
        return html! {};
    }
    let mut entries: Vec<&Entry> = opened.view.entries(form.code.as_str()).iter().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.changed_at, entry.seq)));
    let said = |entry: &Entry, field: &str| answer(visit, form, entry, field, clock).map(|(_, said)| said);
    let rows: Vec<(String, String)> = entries
        .into_iter()
        .filter_map(|entry| Some((said(entry, first)?, said(entry, end).unwrap_or_default())))
        .collect();
    let rows: Vec<(&str, Markup)> =
        rows.iter().map(|(what, end)| (what.as_str(), html! { (look::own(end)) })).collect();
    look::card(
        visit.words.say(heading),
        way(visit, opened, form).as_ref(),
        &html! {
            @if rows.is_empty() { p class="soft" { (visit.words.say("adult-nothing-yet")) } }
            @else { (look::facts(&rows)) }
        },
    )
}

/// A question and its answer in words; a sensitive answer stays where it is opened on purpose.
fn answer(
    visit: &Visit,
    form: &forms::Form,
    entry: &Entry,
    field: &str,
    clock: &Clock,
) -> Option<(String, String)> {
    let field = form.field(field).filter(|field| field.presence != forms::Presence::Sensitive)?;
    let value = entry.values.get(&field.name)?;
    let said = value_text(visit, &field.field_type, value, clock);
    (!said.is_empty()).then(|| (visit.text(&field.label), said))
}

/// Whether this person's address is protected, and the way to it; for whoever may read it, and for nobody else a word.
pub(super) fn protected(visit: &Visit, opened: &Opened) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let Some(form) = protocol.form("protected_address") else { return html! {} };
    let part = form.compartment.as_str();
    if !form.kinds.contains(opened.kind()) || !opened.grant.may(part, Level::Read) {
        return html! {};
    }
    let entry = opened.view.entry(form.code.as_str());
    let marked = opened.view.entries("safety_check").iter().any(|check| {
        matches!(check.values.get("protected_address"), Some(domain::Value::Choice(said)) if *said == "yes")
    });
    let base = format!("{}/forms/{}", address(&title(opened)), form.code);
    match entry {
        Some(entry) => look::card(
            &visit.text(&form.title),
            None,
            &html! {
                p { (look::state(Tone::Good, Icon::Lock, words.say("address-kept"))) }
                @if has_sensitive(form, &entry.values) {
                    @let action = format!("{base}/{}/open", entry.id);
                    @let post = look::Post { action: &action, csrf: &visit.csrf, ..look::Post::default() };
                    (look::one_button(post, look::Button::quiet(words.say("address-open-do")).icon(Icon::Eye)))
                }
            },
        ),
        None if marked && opened.grant.may(part, Level::Write) => look::notice(
            Tone::Soon,
            Icon::Lock,
            &html! {
                p { (words.say("address-missing")) }
                (look::buttons(&[look::link_button(words.say("address-write-do"), &base, Weight::Quiet)]))
            },
        ),
        None => html! {},
    }
}
