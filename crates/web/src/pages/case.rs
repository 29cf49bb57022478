//! The pages of one person's record, and the lists that lead to it.

mod children;
mod day;
mod form;
mod overview;
mod person;

use crate::routes::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/day", day::page)
        .get("/children", children::page)
        .get("/records/{code}", overview::page)
        .get("/records/{code}/forms", form::choose)
        .get("/records/{code}/forms/{form}", form::page)
        .post("/records/{code}/forms/{form}", form::save)
        .post("/records/{code}/forms/{form}/draft", form::keep_draft)
        .post("/records/{code}/forms/{form}/{entry}/draft", form::keep_entry_draft)
        .get("/records/{code}/forms/{form}/{entry}", form::entry)
        .post("/records/{code}/forms/{form}/{entry}", form::save_entry)
}
