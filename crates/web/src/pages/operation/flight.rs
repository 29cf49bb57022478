//! A flight: its particulars, its people and where each one's journey stands.

use app::operation::{
    overview::Flight,
    roster::{Journey, Roster},
};
use axum::response::Response;
use domain::PersonCode;
use maud::{Markup, html};
use policy::Level;

use super::{flight_address, operation_address, place, stage};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Column, Icon, Tone, Weight},
    pages::case::{address, code_of, in_a_quiet_hour, name_and_age, particulars, tasks},
    visit::Visit,
    words::{Clock, Words},
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let roster = visit.app().roster(who, &code, app::Shown::Flight).await?;
    let Some(flight) = Flight::of(&roster.flight.view) else { return Err(Fail(app::Refused::NotFound)) };
    let words = visit.words;
    let clock = visit.clock_of(&roster.flight.view);
    let operation = visit.app().operation_of(who, &roster.flight).await?;
    let text = code.to_string();
    let name = flight.name.as_ref().map_or(text.as_str(), |name| name.as_str());
    let rows: Vec<Vec<Markup>> = roster
        .people
        .iter()
        .map(|person| {
            let code = code_of(&person.listed);
            vec![
                html! {
                    a href=(address(&code)) { (look::own(name_and_age(&visit, &person.listed, &clock))) }
                    " " span class="code soft" { (look::own(&code)) }
                },
                html! { (journey(words, person.state)) },
            ]
        })
        .collect();
    let columns = [Column::text(words.say("list-name")), Column::text(words.say("flight-journey"))];
    let all = u32::try_from(roster.all).unwrap_or(u32::MAX);
    let arrived = u32::try_from(roster.arrived).unwrap_or(u32::MAX);
    let content = html! {
        p class="crumb" {
            @match &operation {
                Some((operation, name)) => a href=(operation_address(operation)) { (look::own(name.as_ref().map_or_else(|| operation.to_string(), |name| name.as_str().to_owned()))) },
                None => a href="/operations" { (words.say("operation-title")) },
            }
        }
        header class="head" {
            div {
                h1 { (look::own(name)) }
                p class="lead" { (stage(&visit, "flight", flight.stage.as_ref())) " · " span class="code" { (look::own(&text)) } }
            }
        }
        (actions(&visit, &roster, &code))
        (facts(&visit, &flight, &clock).await?)
        @if roster.all > 0 {
            (look::sheet(&html! {
                (look::progress(words, words.say("flight-arrived-short"), arrived, all))
                @if roster.not_aboard > 0 { p class="soft" { (words.say_with("flight-not-aboard", args!["count" => roster.not_aboard])) } }
                @if roster.gone_on > 0 { p class="soft" { (words.say_with("flight-gone-on", args!["count" => roster.gone_on])) } }
            }))
        }
        @if roster.all == 0 {
            (look::sheet(&look::empty(Icon::People, words.say("flight-no-people"), None)))
        } @else if !rows.is_empty() {
            (look::table(words.say("flight-people"), &columns, &rows))
        }
        (tasks(&visit, &roster.flight, &clock))
        (particulars(&visit, &roster.flight, &clock))
    };
    visit.page(&text, content).await
}

fn actions(visit: &Visit, roster: &Roster, code: &PersonCode) -> Markup {
    let words = visit.words;
    let opened = &roster.flight;
    let has_people = roster.all > 0;
    let awaited = roster.arrived + roster.not_aboard < roster.all;
    let grant = &opened.grant;
    let base = flight_address(code);
    let record = format!("/records/{code}");
    // One thing first: the list while there is nobody, then the arrivals while anybody is awaited.
    let weight = |first: bool| if first { Weight::First } else { Weight::Quiet };
    let mut links = Vec::new();
    let mut add = |icon, text: &'static str, href: String, weight| {
        links.push(look::link_button_with(icon, text, &href, weight));
    };
    if grant.may_do("flight.import") {
        add(Icon::People, words.say("import-do"), format!("{base}/import"), weight(!has_people));
    }
    if grant.may_do("flight.arrivals") && has_people {
        add(Icon::Check, words.say("arrive-title"), format!("{base}/arrivals"), weight(awaited));
    }
    if grant.may_do("record.print") && has_people {
        add(Icon::Print, words.say("roster-print-do"), format!("{base}/roster"), Weight::Quiet);
        add(Icon::Print, words.say("slips-print-do"), format!("{base}/slips"), Weight::Quiet);
    }
    if grant.may("manifest", Level::Write) {
        let form = format!("{record}/forms/flight_profile");
        add(Icon::Write, words.say("flight-form-do"), form, Weight::Quiet);
    }
    if grant.may_do("stage.move") {
        add(Icon::Onward, words.say("do-stage"), format!("{record}/stage"), Weight::Quiet);
    }
    let rest = in_a_quiet_hour(visit, opened);
    html! {
        @if !links.is_empty() || rest.is_some() {
            nav class="actions" aria-label=(words.say("overview-actions")) {
                @if !links.is_empty() { div class="buttons" { @for link in &links { (link) } } }
                @if let Some(rest) = rest { (rest) }
            }
        }
    }
}

async fn facts(visit: &Visit, flight: &Flight, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut rows: Vec<(&str, Markup)> = Vec::new();
    if let Some(departs) = flight.departs {
        rows.push((words.say("flight-date"), html! { (words.date(clock.day_of(departs))) }));
    }
    if let Some(to) = &flight.place_to {
        rows.push((words.say("flight-to"), html! { (place(visit, to)) }));
    }
    let receives = match flight.receives {
        Some(team) => look::own(visit.name_of(team).await?),
        None => look::state(Tone::Soon, Icon::Warning, words.say("flight-received-by-nobody")),
    };
    rows.push((words.say("flight-receives"), receives));
    Ok(look::sheet(&look::facts(&rows)))
}

/// Where somebody's journey stands.
pub(super) fn journey(words: Words, state: Journey) -> Markup {
    match state {
        Journey::Listed => look::state(Tone::Calm, Icon::Circle, words.say("journey-listed")),
        Journey::Boarded => look::state(Tone::Now, Icon::Flight, words.say("journey-boarded")),
        Journey::Arrived(_) => look::state(Tone::Good, Icon::Done, words.say("journey-arrived")),
        Journey::NotAboard(_) => look::state(Tone::Soon, Icon::Cross, words.say("journey-not-aboard")),
    }
}
