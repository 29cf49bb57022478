//! Leaving: signing out, and the quick exit to a neutral page.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    fail::Fail,
    look,
    visit::{Keep, Visit, Web},
};

/// The quick exit: the session ends, and nothing on the next page tells where one was.
///
/// It asks for no token: somebody in a hurry must get out, and all a forged one could do is sign a person out.
pub(super) async fn leave(State(web): State<Web>, visit: Visit) -> Result<Response, Fail> {
    end(&web, &visit, "/calendar").await
}

pub(super) async fn sign_out(State(web): State<Web>, visit: Visit) -> Result<Response, Fail> {
    end(&web, &visit, "/").await
}

async fn end(web: &Web, visit: &Visit, to: &str) -> Result<Response, Fail> {
    if let Ok(who) = visit.who() {
        web.app.sign_out(who).await?;
    }
    let mut response = Redirect::to(to).into_response();
    for name in [web.cookie(), "said"] {
        if let Ok(cookie) = web.set_cookie(name, "", Keep::Session).parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    if let Ok(all) = "\"cache\", \"storage\"".parse() {
        response.headers_mut().insert(header::HeaderName::from_static("clear-site-data"), all);
    }
    Ok(response)
}

pub(super) async fn neutral(visit: Visit) -> Response {
    look::neutral_page(visit.words, &visit.clock()).into_response()
}
