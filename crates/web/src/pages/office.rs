//! The desks beside the casework: the reading log, the rules in force, a supervisor's team, the weekly counts.

mod caseload;
mod counts;
mod officer;
mod rules;
mod statement;
mod team;

use crate::routes::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/counts", counts::page)
        .get("/officer", officer::page)
        .get("/officer/statement", statement::page)
        .get("/protocol", rules::roles)
        .get("/protocol/{part}", rules::part)
        .get("/team", team::page)
        .get("/team/{team}/{whom}", caseload::page)
        .post("/team/{team}/{whom}", caseload::give)
        .post("/team/{team}/{whom}/away", caseload::set_leave)
        .post("/team/{team}/{whom}/away/end", caseload::end_leave)
}
