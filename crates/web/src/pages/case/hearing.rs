//! Heard before, told after: the one line on the child's page, and the way to the talk that a decision waits for.

use app::Opened;
use domain::{GroundCode, PartialDate, Value, record::Entry};
use maud::{Markup, html};
use policy::Level;
use protocol::{
    DoneBy, TaskRule, Trigger,
    hearing::{self, Hearing},
};

use super::person::{address, title};
use crate::{
    args,
    look::{self, Icon, Tone, Weight},
    visit::Visit,
    words::Clock,
};

/// What a decision still waits for, with the way there; nothing where it need not wait.
pub(super) fn waits_for(
    visit: &Visit,
    opened: &Opened,
    decision: &Trigger,
    ground: Option<&GroundCode>,
) -> Option<Markup> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let rule = hearing::missing(&protocol, &opened.view, decision, ground)?;
    let href = way(opened, rule, None)?;
    let writes = form_of(visit, rule).is_some_and(|part| opened.grant.may(&part, Level::Write));
    Some(look::notice(
        Tone::Soon,
        Icon::Note,
        &html! {
            strong { (words.say("hearing-first")) }
            p { (words.say("hearing-first-what")) }
            @if writes { p { (look::link_button_with(Icon::Write, words.say("hearing-do"), &href, Weight::First)) } }
        },
    ))
}

fn form_of(visit: &Visit, rule: &TaskRule) -> Option<String> {
    let DoneBy::Form(form) = &rule.done_by else { return None };
    visit.app().protocol().form(form.as_str()).map(|form| form.compartment.to_string())
}

/// Where the talk of a rule is written: into the entry that was begun, or into a new one with its occasion filled in.
fn way(opened: &Opened, rule: &TaskRule, entry: Option<&Entry>) -> Option<String> {
    let DoneBy::Form(form) = &rule.done_by else { return None };
    let base = format!("{}/forms/{form}", address(&title(opened)));
    if let Some(entry) = entry {
        return Some(format!("{base}/{}", entry.id));
    }
    let asked: Vec<String> =
        rule.heard_with.iter().map(|(field, answer)| format!("{field}={answer}")).collect();
    Some(format!("{base}?{}", asked.join("&")))
}

/// Where the outcome of the last decision is told back.
pub(super) fn way_to_tell(opened: &Opened, rule: &TaskRule) -> Option<String> {
    (!rule.heard_with.is_empty())
        .then(|| way(opened, rule, hearing::last(rule, &opened.view).and_then(|last| last.asked)))?
}

/// Asked, decided, told: a line for each decision of which there is something to tell.
pub(super) fn lines(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let protocol = visit.app().protocol();
    let told: Vec<(String, Markup)> = hearing::rules(&protocol, &opened.view)
        .into_iter()
        .filter(|rule| form_of(visit, rule).is_some_and(|part| opened.grant.may(&part, Level::Read)))
        .filter_map(|rule| {
            let next = hearing::next(rule, &opened.view);
            let last = hearing::last(rule, &opened.view);
            // What comes next is told once the last is over and done.
            let now = match last {
                Some(last) if next.asked.is_none() || last.told.is_none() => last,
                _ => Some(next).filter(|next| next.asked.is_some())?,
            };
            Some((decision(visit, rule), line(visit, &now, clock)))
        })
        .collect();
    html! {
        @if !told.is_empty() {
            dl class="hearing" { @for (what, line) in &told { dt { (what) } dd { (line) } } }
        }
    }
}

/// What a rule's decision is called.
fn decision(visit: &Visit, rule: &TaskRule) -> String {
    let words = visit.words;
    match &rule.trigger {
        Trigger::Closed => words.say("close-title").to_owned(),
        Trigger::Form(form) => {
            visit.app().protocol().form(form.as_str()).map(|form| visit.text(&form.title)).unwrap_or_default()
        }
        Trigger::Approval(of) if *of == "closure" => words.say("close-title").to_owned(),
        _ => words.say("plan-title").to_owned(),
    }
}

fn line(visit: &Visit, hearing: &Hearing<'_>, clock: &Clock) -> Markup {
    let words = visit.words;
    let day = |entry: &Entry, field: &str| match entry.values.get(field) {
        Some(Value::Date(day)) => words.partial_date(*day),
        _ => words.partial_date(PartialDate::Day(clock.day_of(entry.changed_at))),
    };
    let asked = match hearing.asked {
        Some(entry) if entry.values.contains_key("not_asked_why") => {
            words.say("hearing-not-asked").to_owned()
        }
        Some(entry) => words.say_with("hearing-asked", args!["day" => day(entry, "said_on")]),
        None => words.say("hearing-not-asked").to_owned(),
    };
    let Some(decided) = hearing.decided else {
        return html! { (asked) " · " (words.say("hearing-open")) };
    };
    let decided = words.say_with("hearing-decided", args!["day" => words.date(clock.day_of(decided))]);
    html! {
        (asked) " · " (decided) " · "
        @match hearing.told {
            Some(entry) => (words.say_with("hearing-told", args!["day" => day(entry, "explained_on")])),
            None => strong { (words.say("hearing-not-told")) },
        }
    }
}
