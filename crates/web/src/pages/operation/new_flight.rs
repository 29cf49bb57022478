//! Opening a flight of an operation: name, day, place, and who receives the people.

use app::{Refused, operation::open::OpenFlight};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonCode, PlaceCode, RecordId, TeamId};
use maud::html;

use super::{flight_address, operation_address};
use crate::{
    asking::regions,
    fail::Fail,
    given::Path,
    look::{self, Choice, Field, Page, Post, Problem, TextKind, Width},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
};

/// What was typed.
#[derive(Default)]
struct Typed<'a> {
    name: &'a str,
    date: &'a str,
    place: &'a str,
    receives: &'a str,
    /// Field and what is wrong with it.
    problems: Vec<(&'static str, String)>,
}

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, &Typed::default(), &visit.command()?).await
}

pub(super) async fn open(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let text = |name: &str| posted.text(name).unwrap_or_default();
    let mut typed = Typed {
        name: text("name"),
        date: text("date"),
        place: text("place"),
        receives: text("receives"),
        problems: Vec::new(),
    };
    let departs =
        typed.date.parse::<jiff::civil::Date>().ok().filter(|day| (1990..2100).contains(&day.year()));
    if typed.name.is_empty() {
        typed.problems.push(("name", words.say("refused-name-needed").to_owned()));
    }
    if departs.is_none() {
        typed.problems.push(("date", words.say("refused-date-needed").to_owned()));
    }
    if typed.receives.is_empty() {
        typed.problems.push(("receives", words.say("flight-receives-needed").to_owned()));
    }
    let (Some(departs), true) = (departs, typed.problems.is_empty()) else {
        return show(visit, &code, &typed, &posted.command.to_string()).await;
    };
    let sent = OpenFlight {
        command: posted.command,
        operation: code,
        name: typed.name.into(),
        departs,
        place_to: posted.maybe::<PlaceCode>("place")?,
        receives: posted.maybe::<TeamId>("receives")?,
    };
    match visit.app().open_flight(visit.who()?, sent).await {
        Ok(done) => {
            let id: RecordId = done.id().ok_or(Refused::NotFound)?;
            let opened = visit.app().open(visit.who()?, id, app::Door::page(app::Shown::Flight)).await?;
            let flight = opened.code().ok_or(Refused::NotFound)?;
            Ok(Redirect::to(&flight_address(&flight)).into_response())
        }
        Err(Refused::Because(reason)) => {
            let field = if reason.code == "date-needed" { "date" } else { "name" };
            typed.problems.push((field, sentence(visit, &reason)));
            show(visit, &code, &typed, &posted.command.to_string()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(visit: &Visit, code: &PersonCode, typed: &Typed<'_>, command: &str) -> Result<Response, Fail> {
    let (_, teams) = visit.app().receiving_teams(visit.who()?, code).await?;
    let words = visit.words;
    let mut teams: Vec<(String, String)> =
        teams.iter().map(|(id, team)| (id.to_string(), visit.text(&team.name))).collect();
    teams.sort_by(|a, b| words.compare(&a.1, &b.1));
    let choices: Vec<Choice<'_>> = teams.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let regions = regions(visit);
    let regions: Vec<_> = regions.iter().map(|region| region.as_region()).collect();
    let labels = [
        ("name", words.say("flight-name")),
        ("date", words.say("flight-date")),
        ("place", words.say("flight-to")),
        ("receives", words.say("flight-receives")),
    ];
    let label = |field: &str| labels.iter().find(|(name, _)| *name == field).map_or("", |(_, label)| *label);
    let error =
        |field: &str| typed.problems.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str());
    let problems: Vec<Problem<'_>> = typed
        .problems
        .iter()
        .map(|(field, message)| Problem { field: Some(field), label: Some(label(field)), message })
        .collect();
    let action = format!("{}/flights/new", operation_address(code));
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(command), ..Post::default() };
    let title = words.say("flight-new-do");
    let chosen = |value: &'static str| -> Option<&str> {
        let value = if value == "place" { typed.place } else { typed.receives };
        Some(value).filter(|value| !value.is_empty())
    };
    let content = html! {
        p class="crumb" { a href=(operation_address(code)) { (words.say("operation-back")) } }
        (look::heading(title, None, &[]))
        (look::error_summary(words, &problems))
        (look::action_form(post, &html! {
            (look::text_field(words, Field::new("name", label("name")).hint(Some(words.say("flight-name-hint"))).required().error(error("name")), TextKind::Plain, typed.name))
            (look::date_field(words, Field::new("date", label("date")).hint(Some(words.say("flight-date-hint"))).required().error(error("date")), typed.date))
            (look::place_field(words, Field::new("place", label("place")), &regions, chosen("place")))
            (look::list_field(words, Field::new("receives", label("receives")).hint(Some(words.say("flight-receives-hint"))).required().error(error("receives")), &choices, chosen("receives")))
            (look::form_end(words, title, &[], Some(&operation_address(code))))
        }))
    };
    let page = Page::new(title, content).width(Width::Text).modules(&["place.js"]);
    let mut response = visit.show(page).await?;
    if !typed.problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
