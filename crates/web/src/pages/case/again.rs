//! What is to be decided anew because somebody comes of age or was born on another day: consents, services, guardianship,
//! and what the young person wishes.

use app::{
    Opened, Refused,
    case::of_age::{Again, TASKS, all_asked_again, is_time},
};
use axum::response::Response;
use domain::{PersonCode, record::ConsentState};
use maud::{Markup, html};
use policy::Level;
use protocol::consent::may_be_of_age_from;

use super::{
    form::headed,
    listing::label,
    person::{address, birth, title},
    referral::{Side, mark, purpose},
};
use crate::{
    args,
    asking::answers,
    fail::Fail,
    given::Path,
    look::{self, Button, Icon, Line, Tone, Weight},
    typed::form,
    visit::Visit,
    words::Clock,
};

/// Whether this reader decides such things at all.
fn decides(opened: &Opened) -> bool {
    *opened.kind() == "child"
        && !opened.grant.is_outside()
        && opened.grant.may_do("consent.record")
        && opened.grant.may("consent", Level::Read)
}

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let visit = &visit;
    let door = app::Door::page(app::Shown::RecordConsent);
    let opened = visit.app().open_code(visit.who()?, &code, door).await?;
    if !decides(&opened) || !is_time(&opened.view, &visit.app().protocol(), visit.who()?.now()) {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let lead = when(visit, &opened, &clock).unwrap_or_else(|| words.say("again-what").to_owned());
    let content = html! {
        (headed(visit, &opened, words.say("again-title"), &lead))
        (consents(visit, &opened, &clock))
        (services(visit, &opened)?)
        (guardianship(visit, &opened, &clock))
        (wish(visit, &opened, &clock))
    };
    visit.text_page(&title(&opened), content).await
}

/// From when the person decides alone, said with as much as is known.
fn when(visit: &Visit, opened: &Opened, clock: &Clock) -> Option<String> {
    let rules = visit.app().protocol();
    let from = may_be_of_age_from(rules.consent(), birth(visit, &opened.view)?);
    let day = visit.words.date(from);
    let key = if from <= clock.today() { "again-since" } else { "again-from" };
    Some(visit.words.say_with(key, args!["day" => day, "age" => rules.consent().majority]))
}

/// What must be asked for again, each with why.
fn again<'o>(visit: &Visit, opened: &'o Opened, clock: &Clock) -> Vec<(&'o ConsentState, Again)> {
    all_asked_again(&opened.view, &visit.app().protocol(), &clock.zone, clock.now)
}

/// A word on the first page of the record, where there is something to decide anew.
pub(super) fn notice(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    if !decides(opened) {
        return html! {};
    }
    let tasked = opened.view.open_tasks().iter().any(|task| TASKS.contains(&task.added.what.as_str()));
    if !tasked && again(visit, opened, clock).is_empty() {
        return html! {};
    }
    let href = format!("{}/again", address(&title(opened)));
    look::notice(
        Tone::Soon,
        Icon::Consent,
        &html! {
            @if let Some(when) = when(visit, opened, clock) { p { (when) } }
            p { (look::link_button(words.say("again-title"), &href, Weight::Plain)) }
        },
    )
}

fn consents(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let base = format!("{}/consent", address(&title(opened)));
    let found: Vec<(String, String, String)> = again(visit, opened, clock)
        .into_iter()
        .filter_map(|(state, why)| {
            let purpose = protocol.purposes().get(state.consent.purpose.as_str())?;
            let giver = label(visit, "consent_givers", state.consent.giver.as_str());
            let why = match why {
                Again::OfAge => words.say_with("again-of-age", args!["who" => &giver]),
                Again::OtherAge => words.say_with("again-other-age", args!["who" => &giver]),
            };
            Some((format!("{base}?purpose={}", purpose.code), visit.text(&purpose.label), why))
        })
        .collect();
    let lines: Vec<Line<'_>> = found
        .iter()
        .map(|(href, purpose, why)| Line {
            href,
            icon: Some(Icon::Consent),
            title: html! { (purpose) },
            detail: Some(html! { (why) }),
            end: None,
        })
        .collect();
    look::card(
        words.say("again-consents"),
        None,
        &html! {
            @if lines.is_empty() { p class="soft" { (words.say("again-consents-none")) } }
            @else { (look::lines(&lines)) }
        },
    )
}

/// Services that go on, each with the way to end it.
fn services(visit: &Visit, opened: &Opened) -> Result<Markup, Fail> {
    let words = visit.words;
    let ends = opened.grant.may_do("referral.revoke");
    let base = format!("{}/referrals", address(&title(opened)));
    let mut rows = Vec::new();
    for known in opened.view.referrals.iter().filter(|known| known.state.is_open()) {
        let href = format!("{base}/{}", known.sent.referral);
        let about = purpose(visit, Side::of(&opened.grant), known);
        let ending = if ends {
            form(
                visit,
                &href,
                &html! {
                    input type="hidden" name="step" value="revoke";
                    (look::text_area(words, look::Field::new("revoke", words.say("refer-revoke-why")).required(), 2, ""))
                    (look::button(Button::grave(words.say("again-end-do")).spoken(&format!("{}: {about}", words.say("again-end-do")))))
                },
            )?
        } else {
            html! {}
        };
        rows.push(html! {
            div {
                p { a href=(href) { (about) } " " (mark(visit, known.state)) }
                @if ends { (look::folded(words.say("again-end"), &ending)) }
            }
        });
    }
    Ok(look::card(
        words.say("again-services"),
        None,
        &html! {
            @if rows.is_empty() { p class="soft" { (words.say("again-services-none")) } }
            @else {
                p class="soft" { (words.say("again-services-how")) }
                @for row in &rows { (row) }
            }
        },
    ))
}

/// The latest word on who looks after the child; guardianship ends with childhood.
fn guardianship(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    if !opened.grant.may("care", Level::Write) {
        return html! {};
    }
    let Some(entry) = opened.view.entry("care_arrangement") else { return html! {} };
    let state = match entry.values.get("guardianship") {
        Some(domain::Value::Choice(state)) => Some(label(visit, "guardianship_states", state.as_str())),
        _ => None,
    };
    let href = format!("{}/forms/care_arrangement", address(&title(opened)));
    look::card(
        words.say("again-guardianship"),
        Some(&look::link_button(words.say("again-guardianship-do"), &href, Weight::Plain)),
        &html! {
            p { (words.say("again-guardianship-what")) }
            @if let Some(state) = state {
                p class="soft" { (words.date(clock.day_of(entry.changed_at))) " · " (state) }
            }
        },
    )
}

fn wish(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let Some(wish) = protocol.form("own_wish") else { return html! {} };
    if !opened.grant.may(wish.compartment.as_str(), Level::Write) {
        return html! {};
    }
    let href = format!("{}/forms/own_wish", address(&title(opened)));
    look::card(
        &visit.text(&wish.title),
        Some(&look::link_button(words.say("again-wish-do"), &href, Weight::Plain)),
        &html! {
            @match opened.view.entry("own_wish") {
                Some(entry) => (answers(visit, wish, &entry.values, clock)),
                None => p class="soft" { (visit.text(&wish.hint)) },
            }
        },
    )
}
