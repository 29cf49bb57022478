//! The first page: to one's work when signed in, to the demo's roles in a demo, else to signing in.

use axum::response::{IntoResponse, Redirect, Response};

use crate::{fail::Fail, pages::demo, places, visit::Visit};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    if visit.app().is_demo() {
        return demo::first_page(&visit).await;
    }
    match visit.who() {
        Ok(who) => {
            let places = places::of(&visit, who);
            Ok(Redirect::to(places.first().map_or("/me", |place| place.href)).into_response())
        }
        Err(_) => Ok(Redirect::to("/sign-in").into_response()),
    }
}
