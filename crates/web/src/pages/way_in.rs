//! The way in: the first page, signing in and out, language and theme, assets, the neutral page.

mod asset;
pub(super) mod choices;
mod leave;
mod welcome;

pub(crate) use choices::local;

use crate::routes::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/", welcome::page)
        .get("/assets/{file}", asset::file)
        .post("/choices", choices::set)
        .post("/leave", leave::leave)
        .post("/sign-out", leave::sign_out)
        .get("/calendar", leave::neutral);
    super::sign_in::routes(routes)
}
