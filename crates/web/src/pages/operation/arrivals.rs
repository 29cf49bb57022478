//! Ticking people off from a phone: by code, by name, or from the list.

use app::{
    Refused,
    operation::{
        arrivals::Tick,
        roster::{Journey, Passenger, Roster},
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::PersonCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{flight::journey, flight_address};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Button, Icon, Post, Tone, Weight},
    pages::case::{code_of, name_and_age},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
    words::Clock,
};

/// What the page was asked for: a code from a slip, a text typed, somebody just ticked.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    code: Option<String>,
    q: Option<String>,
    ticked: Option<String>,
}

pub(super) async fn page(
    visit: Visit,
    Path(flight): Path<PersonCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    show(&visit, &flight, &asked, None).await
}

/// One button was pressed: `tick` is the tick and the code, as `arrived:HW-7F3K-QX2`.
pub(super) async fn tick(Path(flight): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let pressed = posted.text("tick").and_then(|pressed| pressed.split_once(':'));
    let pressed = pressed.and_then(|(tick, code)| Some((Tick::of(tick)?, code.parse::<PersonCode>().ok()?)));
    let (tick, person) = pressed.ok_or(Refused::NotFound)?;
    match visit.app().tick_arrival(visit.who()?, posted.command, &flight, &person, tick).await {
        Ok(_) => {
            let to = format!("{}/arrivals?ticked={person}", flight_address(&flight));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Refused::Because(reason)) => {
            let asked = Asked { code: Some(person.to_string()), ..Asked::default() };
            show(visit, &flight, &asked, Some(sentence(visit, &reason))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    visit: &Visit,
    flight: &PersonCode,
    asked: &Asked,
    refused: Option<String>,
) -> Result<Response, Fail> {
    let roster = visit.app().roster(visit.who()?, flight, app::Shown::FlightArrivals).await?;
    if !roster.flight.grant.may_do("flight.arrivals") {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let clock = visit.clock_of(&roster.flight.view);
    let wanted = asked.code.as_deref().or(asked.q.as_deref()).map(str::trim).unwrap_or_default();
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let command = visit.command()?;
    let action = format!("{}/arrivals", flight_address(flight));
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let found: Vec<&Passenger> = if wanted.is_empty() {
        Vec::new()
    } else {
        roster.people.iter().filter(|person| is_wanted(person, wanted)).collect()
    };
    let all = u32::try_from(roster.all).unwrap_or(u32::MAX);
    let arrived = u32::try_from(roster.arrived).unwrap_or(u32::MAX);
    let roster_page = format!("{action}/roster");
    let content = html! {
        p class="crumb" { a href=(flight_address(flight)) { (words.say("flight-back")) } }
        (look::heading(words.say("arrive-title"), None, &[]))
        @if let Some(refused) = &refused { (look::notice(Tone::Late, Icon::Warning, &html! { p role="alert" { (refused) } })) }
        (just_ticked(visit, &roster, asked, post))
        (look::progress(words, words.say("flight-arrived-short"), arrived, all))
        form method="get" action=(action) class="find" {
            label for="f-q" { (words.say("arrive-find")) }
            div class="with-button" {
                input type="search" id="f-q" name="q" value=(wanted) dir="auto" autocomplete="off" autocapitalize="characters" spellcheck="false";
                (look::button(Button::quiet(words.say("arrive-find-do")).icon(Icon::Search)))
            }
        }
        @if wanted.is_empty() {
            (lists(visit, &roster, post, &clock))
        } @else {
            @if found.is_empty() {
                (look::empty(Icon::Search, words.say("arrive-none-found"), Some((words.say("arrive-all-do"), &action))))
            } @else {
                (look::action_form(post, &people(visit, &found, &clock)))
                p { (look::link_button(words.say("arrive-all-do"), &action, Weight::Plain)) }
            }
        }
        p { (look::link_button_with(Icon::Write, words.say("arrive-from-roster"), &roster_page, Weight::Plain)) }
    };
    let mut response = visit.text_page(words.say("arrive-title"), content).await?;
    *response.status_mut() = status;
    Ok(response)
}

fn is_wanted(person: &Passenger, wanted: &str) -> bool {
    match wanted.parse::<PersonCode>() {
        Ok(code) => person.listed.summary.as_ref().is_some_and(|summary| summary.code == code),
        Err(_) => person.is_called(wanted),
    }
}

/// Who was ticked a moment ago, and a way to put a slip right.
fn just_ticked(visit: &Visit, roster: &Roster, asked: &Asked, post: Post<'_>) -> Markup {
    let words = visit.words;
    let code = asked.ticked.as_deref().and_then(|code| code.parse::<PersonCode>().ok());
    let person = code.and_then(|code| {
        roster
            .people
            .iter()
            .find(|person| person.listed.summary.as_ref().is_some_and(|known| known.code == code))
    });
    let Some(person) = person else { return html! {} };
    let name = crate::pages::case::name_of(visit, person.listed.summary.as_ref(), &person.listed.kind);
    let (tone, icon, said) = match person.state {
        Journey::Arrived(_) => {
            (Tone::Good, Icon::Done, words.say_with("arrive-done", args!["name" => &name]))
        }
        Journey::NotAboard(_) => {
            (Tone::Soon, Icon::Cross, words.say_with("arrive-not-aboard-done", args!["name" => &name]))
        }
        Journey::Listed | Journey::Boarded => return html! {},
    };
    let other = if matches!(person.state, Journey::Arrived(_)) { Tick::NotAboard } else { Tick::Arrived };
    look::notice(
        tone,
        icon,
        &html! {
            p role="status" { (said) }
            (look::action_form(post, &html! { (tick_button(visit, person, other, Weight::Plain)) }))
        },
    )
}

/// Those who are expected, then those who were ticked.
fn lists(visit: &Visit, roster: &Roster, post: Post<'_>, clock: &Clock) -> Markup {
    let words = visit.words;
    let (expected, ticked): (Vec<&Passenger>, Vec<&Passenger>) =
        roster.people.iter().partition(|person| matches!(person.state, Journey::Listed | Journey::Boarded));
    html! {
        @if expected.is_empty() {
            (look::empty(Icon::Done, words.say(if roster.all == 0 { "flight-no-people" } else { "arrive-all" }), None))
        } @else {
            h2 { (words.say_with("flight-expected", args!["count" => expected.len()])) }
            (look::action_form(post, &people(visit, &expected, clock)))
        }
        @if !ticked.is_empty() {
            (look::folded(
                &words.say_with("arrive-ticked", args!["count" => ticked.len()]),
                &look::action_form(post, &people(visit, &ticked, clock)),
            ))
        }
    }
}

fn people(visit: &Visit, people: &[&Passenger], clock: &Clock) -> Markup {
    html! {
        ul class="ticks" {
            @for person in people {
                li {
                    div {
                        strong { (look::own(name_and_age(visit, &person.listed, clock))) }
                        span class="code soft" { (look::own(code_of(&person.listed))) }
                        @if !matches!(person.state, Journey::Listed) { (journey(visit.words, person.state)) }
                    }
                    div class="buttons" {
                        @if !matches!(person.state, Journey::Arrived(_)) { (tick_button(visit, person, Tick::Arrived, Weight::First)) }
                        @if !matches!(person.state, Journey::NotAboard(_)) { (tick_button(visit, person, Tick::NotAboard, Weight::Quiet)) }
                    }
                }
            }
        }
    }
}

fn tick_button(visit: &Visit, person: &Passenger, tick: Tick, weight: Weight) -> Markup {
    let words = visit.words;
    let (text, icon) = match tick {
        Tick::Arrived => (words.say("arrive-here-do"), Icon::Check),
        Tick::NotAboard => (words.say("arrive-not-aboard-do"), Icon::Cross),
    };
    let code = code_of(&person.listed);
    let spoken = words.say_with("arrive-for", args!["what" => text, "code" => &code]);
    let value = format!("{}:{code}", tick.code());
    let button = Button { weight, ..Button::quiet(text) };
    let button = if weight == Weight::Plain { button } else { button.icon(icon) };
    look::button(button.spoken(&spoken).sends("tick", &value))
}
