//! The own account, the accounts of others, teams, and the way in by a one-time link.
//!
//! Invariant: what these pages offer is a convenience; whether it may be done is decided by the use case each time.

mod accounts;
mod calendar;
mod close_team;
mod factor;
mod handover;
pub(super) mod leave;
mod link;
mod me;
mod one;
mod open;
mod password;
mod reminders;
mod teams;
mod welcome;

use app::{Answer, Refused};
use axum::{http::StatusCode, response::Response};
use domain::{PlaceCode, RoleCode, TeamId};
use maud::{Markup, html};

use crate::{
    fail::Fail,
    look::{self, Choice, Field, Icon, Tone},
    refusal::sentence,
    routes::Routes,
    visit::Visit,
    words::Language,
};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/welcome/{secret}", welcome::page)
        .post("/welcome/{secret}", welcome::set)
        .get("/me", me::page)
        .post("/me", me::save)
        .post("/me/everywhere", me::everywhere)
        .get("/me/password", password::page)
        .post("/me/password", password::save)
        .get("/me/factor", factor::page)
        .post("/me/factor", factor::set)
        .get("/me/away", leave::page)
        .post("/me/away", leave::save)
        .post("/me/away/end", leave::end)
        .get("/me/handover", handover::page)
        .post("/me/handover", handover::save)
        .get("/me/reminders", reminders::page)
        .post("/me/reminders", reminders::save)
        .get("/me/calendar", calendar::page)
        .post("/me/calendar", calendar::make)
        .post("/me/calendar/end", calendar::end)
        .get("/feed/{secret}", calendar::feed)
        .get("/accounts", accounts::page)
        .get("/accounts/new", open::page)
        .post("/accounts/new", open::make)
        .get("/accounts/{id}", one::page)
        .post("/accounts/{id}/roles", one::propose)
        .post("/accounts/{id}/roles/confirm", one::confirm)
        .post("/accounts/{id}/roles/end", one::end)
        .post("/accounts/{id}/link", one::reset)
        .post("/accounts/{id}/factor", one::factor)
        .post("/accounts/{id}/close", one::close)
        .post("/accounts/{id}/reopen", one::reopen)
        .get("/teams", teams::page)
        .get("/teams/new", teams::fresh)
        .post("/teams/new", teams::make)
        .get("/teams/{id}", teams::one)
        .post("/teams/{id}", teams::save)
        .get("/teams/{id}/close", close_team::page)
        .post("/teams/{id}/close", close_team::close)
}

/// The one page, beside signing out and the way things look, that a person sees before their second factor is set.
pub(crate) const FACTOR: &str = "/me/factor";

/// The last day of a time that ends at midnight.
pub(super) fn last_day(until: domain::Instant, clock: &crate::words::Clock) -> jiff::civil::Date {
    clock.day_of(until.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(until))
}

/// An answer whose refusal the same page says; any other refusal ends the page.
pub(super) fn said<T>(visit: &Visit, answer: Answer<T>) -> Result<Result<T, String>, Fail> {
    match answer {
        Ok(done) => Ok(Ok(done)),
        Err(Refused::Because(reason)) => Ok(Err(sentence(visit, &reason))),
        Err(other) => Err(other.into()),
    }
}

/// Why it was not done, above the form.
pub(super) fn refusal(refused: Option<&str>) -> Markup {
    html! {
        @if let Some(text) = refused {
            (look::notice(Tone::Late, Icon::Warning, &html! { p role="alert" { (text) } }))
        }
    }
}

/// The page as an answer: refused, it says so to the browser too.
pub(super) fn answered(refused: Option<&str>, mut response: Response) -> Response {
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// The way back to the page above.
fn back(visit: &Visit, href: &str) -> Markup {
    look::link_button_with(Icon::Back, visit.words.say("frame-back"), href, look::Weight::Plain)
}

/// What a role is called.
fn role_name(visit: &Visit, role: &RoleCode) -> String {
    visit.app().protocol().roles().get(role.as_str()).map(|role| visit.text(&role.label)).unwrap_or_default()
}

/// What a place is called.
fn place_name(visit: &Visit, place: &PlaceCode) -> String {
    visit
        .app()
        .protocol()
        .places()
        .get(place.as_str())
        .map(|place| visit.text(&place.label))
        .unwrap_or_default()
}

/// A role where it is held: "Social worker · Centre · Atyrau region".
async fn held(
    visit: &Visit,
    role: &RoleCode,
    team: Option<TeamId>,
    place: Option<&PlaceCode>,
) -> Result<String, Fail> {
    let mut parts = vec![role_name(visit, role)];
    if let Some(team) = team {
        parts.push(visit.name_of(team).await?);
    }
    parts.extend(place.map(|place| place_name(visit, place)));
    Ok(parts.join(" · "))
}

/// The language somebody reads.
fn language_field(visit: &Visit, chosen: &str) -> Markup {
    let words = visit.words;
    let choices = Language::OFFERED.map(|language| Choice::new(language.code(), language.own_name()));
    look::radio_field(words, Field::new("language", words.say("account-language")), &choices, Some(chosen))
}

/// A list of codes and names to choose one from.
pub(super) fn choose(
    visit: &Visit,
    field: Field<'_>,
    all: &[(String, String)],
    chosen: Option<&str>,
) -> Markup {
    let choices: Vec<Choice<'_>> = all.iter().map(|(code, name)| Choice::new(code, name)).collect();
    look::list_field(visit.words, field, &choices, chosen)
}

/// A place, or none.
fn place(visit: &Visit, field: Field<'_>, chosen: Option<&str>) -> Markup {
    let regions = crate::asking::regions(visit);
    let shown: Vec<look::Region<'_>> = regions.iter().map(crate::asking::RegionText::as_region).collect();
    look::place_field(visit.words, field, &shown, chosen)
}
