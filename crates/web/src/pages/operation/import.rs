//! Bringing a list in, in four steps: the file, its columns, its people, what was done.

mod cells;
mod columns;
mod done;
mod file;
mod people;
mod said;
mod sent;

use app::operation::upload::NotTaken;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{CommandId, PersonCode};
use maud::Markup;

use crate::{fail::Fail, look, routes::Routes, visit::Visit};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/flights/{code}/import", file::page)
        .post("/flights/{code}/import", file::send)
        .get("/flights/{code}/import/{upload}/columns", columns::page)
        .post("/flights/{code}/import/{upload}/columns", columns::save)
        .get("/flights/{code}/import/{upload}/people", people::page)
        .post("/flights/{code}/import/{upload}/people", people::save)
        .post("/flights/{code}/import/{upload}", done::store)
        .get("/flights/{code}/import/{upload}/done", done::page)
}

fn address(flight: &PersonCode) -> String {
    format!("/flights/{flight}/import")
}

fn step_address(flight: &PersonCode, upload: CommandId, step: &str) -> String {
    format!("/flights/{flight}/import/{upload}/{step}")
}

fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// The steps, with the one shown; those before it are ways back until the list is stored.
fn steps(visit: &Visit, flight: &PersonCode, upload: Option<CommandId>, at: usize) -> Markup {
    let words = visit.words;
    let file = address(flight);
    let columns = upload.map(|upload| step_address(flight, upload, "columns"));
    let people = upload.map(|upload| step_address(flight, upload, "people"));
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
