//! Opening a flight of an operation: name, day, place, and who receives the people.

use app::{Refused, operation::open::OpenFlight};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{PersonCode, PlaceCode, RecordId, TeamId};
use maud::html;

use super::{flight_address, operation_address};
use crate::{
    asking::regions,
    fail::Fail,
    given::Path,
    look::{self, Choice, Page, TextKind, Width},
    posted::Posted,
    typed::{Typed, form},
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default()).await
}

pub(super) async fn open(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let (name, date) = (words.say("flight-name"), words.say("flight-date"));
    typed.named(words, "name", name);
    let departs = typed.day(words, "date", date);
    if departs.is_none() && typed.maybe("date").is_none() {
        typed.wrong("date", date, words.say("refused-date-needed"));
    }
    if typed.chosen("receives").is_none() {
        typed.wrong("receives", words.say("flight-receives"), words.say("flight-receives-needed"));
    }
    if let (Some(departs), true) = (departs, typed.is_fine()) {
        let sent = OpenFlight {
            command: posted.command,
            operation: code,
            name: typed.text("name"),
            departs,
            place_to: posted.maybe::<PlaceCode>("place")?,
            receives: posted.maybe::<TeamId>("receives")?,
        };
        match visit.app().open_flight(visit.who()?, sent).await {
            Ok(done) => {
                let id: RecordId = done.id().ok_or(Refused::NotFound)?;
                let opened = visit.app().open(visit.who()?, id, app::Door::page(app::Shown::Flight)).await?;
                let flight = opened.code().ok_or(Refused::NotFound)?;
                return Ok(Redirect::to(&flight_address(&flight)).into_response());
            }
            Err(error) => typed.refused(visit, error, |reason| match reason {
                "date-needed" => Some(("date", date)),
                _ => Some(("name", name)),
            })?,
        }
    }
    show(visit, &code, typed).await
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let (_, teams) = visit.app().receiving_teams(visit.who()?, code).await?;
    let words = visit.words;
    let mut teams: Vec<(String, String)> =
        teams.iter().map(|(id, team)| (id.to_string(), visit.text(&team.name))).collect();
    teams.sort_by(|a, b| words.compare(&a.1, &b.1));
    let choices: Vec<Choice<'_>> = teams.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let regions = regions(visit);
    let regions: Vec<_> = regions.iter().map(|region| region.as_region()).collect();
    let operation = operation_address(code);
    let title = words.say("flight-new-do");
    let content = html! {
        p class="crumb" { a href=(operation) { (words.say("operation-back")) } }
        (look::heading(title, None, &[]))
        (typed.summary(words))
        (form(visit, &format!("{operation}/flights/new"), &html! {
            (look::text_field(words, typed.field("name", words.say("flight-name")).hint(Some(words.say("flight-name-hint"))).required(), TextKind::Plain, typed.get("name")))
            (look::date_field(words, typed.field("date", words.say("flight-date")).hint(Some(words.say("flight-date-hint"))).required(), typed.get("date")))
            (look::place_field(words, typed.field("place", words.say("flight-to")), &regions, typed.chosen("place")))
            (look::list_field(words, typed.field("receives", words.say("flight-receives")).hint(Some(words.say("flight-receives-hint"))).required(), &choices, typed.chosen("receives")))
            (look::form_end(words, title, &[], Some(&operation)))
        })?)
    };
    let page = Page::new(title, content).width(Width::Text).modules(&["place.js"]);
    Ok(typed.answer(visit.show(page).await?))
}
