//! The pages of operations and flights: lists brought in, arrivals ticked off, rosters and slips printed.

mod arrivals;
mod flight;
mod from_roster;
mod import;
mod list;
mod new_flight;
mod new_operation;
mod one;
mod print;
mod slip;

use app::operation::overview::Flight;
use domain::{PersonCode, Stage};
use maud::{Markup, html};

use crate::{
    args,
    look::{self, Column},
    routes::Routes,
    visit::Visit,
};

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/operations", list::page)
        .get("/operations/new", new_operation::page)
        .post("/operations/new", new_operation::open)
        .get("/operations/{code}", one::page)
        .get("/operations/{code}/flights/new", new_flight::page)
        .post("/operations/{code}/flights/new", new_flight::open)
        .get("/flights/{code}", flight::page)
        .get("/flights/{code}/arrivals", arrivals::page)
        .post("/flights/{code}/arrivals", arrivals::tick)
        .get("/flights/{code}/arrivals/roster", from_roster::page)
        .post("/flights/{code}/arrivals/roster", from_roster::save)
        .get("/flights/{code}/roster", print::ask_roster)
        .post("/flights/{code}/roster", print::roster)
        .get("/flights/{code}/slips", print::ask_slips)
        .post("/flights/{code}/slips", print::slips)
        .get("/c/{code}", slip::lead)
        .get("/C/{code}", slip::lead);
    import::routes(routes)
}

fn operation_address(code: &PersonCode) -> String {
    format!("/operations/{code}")
}

fn flight_address(code: &PersonCode) -> String {
    format!("/flights/{code}")
}

/// The word of a stage.
fn stage(visit: &Visit, kind: &str, stage: Option<&Stage>) -> String {
    let protocol = visit.app().protocol();
    stage
        .and_then(|stage| protocol.stage(kind, stage.as_str()))
        .map(|stage| visit.text(&stage.label))
        .unwrap_or_default()
}

/// The name of a place in the reader's language.
fn place(visit: &Visit, place: &domain::PlaceCode) -> String {
    let protocol = visit.app().protocol();
    protocol.places().get(place.as_str()).map(|place| visit.text(&place.label)).unwrap_or_default()
}

/// Flights as a table; each leads to its page. `whose` names the table.
fn flights(visit: &Visit, whose: &str, flights: &[Flight]) -> Markup {
    let words = visit.words;
    let clock = visit.clock();
    let columns = [
        Column::text(words.say("flight-title")),
        Column::text(words.say("flight-date")),
        Column::text(words.say("flight-to")),
        Column::text(words.say("flight-stage")),
        Column::figures(words.say("flight-on-list")),
        Column::figures(words.say("flight-arrived-short")),
    ];
    let rows: Vec<Vec<Markup>> = flights
        .iter()
        .map(|flight| {
            let code = flight.code.to_string();
            let name = flight.name.as_ref().map_or(code.as_str(), |name| name.as_str());
            vec![
                html! { a href=(flight_address(&flight.code)) { (look::own(name)) } " " span class="code soft" { (look::own(&code)) } },
                html! { @if let Some(departs) = flight.departs { (words.short_date(clock.day_of(departs))) } },
                html! { @if let Some(to) = &flight.place_to { (place(visit, to)) } },
                html! { (stage(visit, "flight", flight.stage.as_ref())) },
                html! { (count(visit, flight.people)) },
                html! { (count(visit, flight.arrived)) },
            ]
        })
        .collect();
    look::table(&words.say_with("operation-flights", args!["operation" => whose]), &columns, &rows)
}

fn count(visit: &Visit, count: usize) -> String {
    visit.words.number(i64::try_from(count).unwrap_or(i64::MAX))
}
