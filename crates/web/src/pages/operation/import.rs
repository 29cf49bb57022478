//! Bringing a list in, in four steps: the file, its columns, its people, what was done.

mod cells;
mod columns;
mod done;
mod file;
mod people;
mod rejected;
mod said;
mod sent;

use app::operation::upload::NotTaken;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{CommandId, PersonCode};
use maud::{Markup, html};

use crate::{fail::Fail, look, routes::Routes, visit::Visit};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/flights/{code}/import", file::page)
        .post("/flights/{code}/import", file::send)
        .get("/flights/{code}/import/{upload}/columns", columns::page)
        .post("/flights/{code}/import/{upload}/columns", columns::save)
        .get("/flights/{code}/import/{upload}/people", people::page)
        .post("/flights/{code}/import/{upload}/people", people::save)
        .get("/flights/{code}/import/{upload}/rejected.xlsx", rejected::file)
        .post("/flights/{code}/import/{upload}", done::store)
        .get("/flights/{code}/import/{upload}/done", done::page)
        .get("/lists/{code}/import", file::page)
        .post("/lists/{code}/import", file::send)
        .get("/lists/{code}/import/{upload}/columns", columns::page)
        .post("/lists/{code}/import/{upload}/columns", columns::save)
        .get("/lists/{code}/import/{upload}/people", people::page)
        .post("/lists/{code}/import/{upload}/people", people::save)
        .get("/lists/{code}/import/{upload}/rejected.xlsx", rejected::file)
        .post("/lists/{code}/import/{upload}", done::store)
        .get("/lists/{code}/import/{upload}/done", done::page)
}

/// Whether the request is about a list or about a flight; the record itself decides what may be done.
fn is_list(visit: &Visit) -> bool {
    visit.here.starts_with("/lists/")
}

/// Where the record is that the list is brought into.
fn base(visit: &Visit, list: &PersonCode) -> String {
    if is_list(visit) { format!("/lists/{list}") } else { format!("/flights/{list}") }
}

fn address(visit: &Visit, list: &PersonCode) -> String {
    format!("{}/import", base(visit, list))
}

fn step_address(visit: &Visit, list: &PersonCode, upload: CommandId, step: &str) -> String {
    format!("{}/import/{upload}/{step}", base(visit, list))
}

/// The way back to that record.
fn crumb(visit: &Visit, list: &PersonCode) -> Markup {
    let word = visit.words.say(if is_list(visit) { "lists-back" } else { "flight-back" });
    html! { p class="crumb" { a href=(base(visit, list)) { (word) } } }
}

fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// The steps, with the one shown; those before it are ways back until the list is stored.
fn steps(visit: &Visit, flight: &PersonCode, upload: Option<CommandId>, at: usize) -> Markup {
    let words = visit.words;
    let file = address(visit, flight);
    let columns = upload.map(|upload| step_address(visit, flight, upload, "columns"));
    let people = upload.map(|upload| step_address(visit, flight, upload, "people"));
    let back = |href: &Option<String>| -> Option<String> { href.clone().filter(|_| at < 3) };
    let (file, columns, people) = (back(&Some(file)), back(&columns), back(&people));
    look::steps(
        words,
        &[
            (words.say("import-step-file"), file.as_deref()),
            (words.say("import-step-columns"), columns.as_deref()),
            (words.say("import-step-people"), people.as_deref()),
            (words.say("import-step-done"), None),
        ],
        at,
    )
}

/// What to do with a list that cannot be read as it is: told at the first step, where another can be sent.
async fn not_taken(visit: &Visit, flight: &PersonCode, error: NotTaken) -> Result<Response, Fail> {
    match error {
        NotTaken::File(refusal) => file::show(visit, flight, Some(&refusal)).await,
        NotTaken::Refused(refused) => Err(Fail(refused)),
    }
}
