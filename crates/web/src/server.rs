//! The frame around all routes: headers, limits, compression, and failures as pages.
//!
//! Invariant: every answer carries the same strict headers; a 404 takes the same time whether a record is absent or
//! forbidden.

use std::time::Duration;

use axum::{
    Router,
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
};
use tower_http::{compression::CompressionLayer, limit::RequestBodyLimitLayer};

use crate::{
    fail::Failed,
    look::{self, CONTENT_POLICY, Icon},
    routes,
    visit::{Reached, Visit, Web},
};

/// The largest body of any request: a manifest and its form.
const LARGEST: usize = 21 << 20;
/// Absent and forbidden answers leave at multiples of this, far above what tells them apart.
const NOT_FOUND_STEP: Duration = Duration::from_millis(25);

/// All routes with everything around them.
pub fn router(web: Web) -> Router {
    routes::all(&web)
        .layer(middleware::from_fn_with_state(web.clone(), around))
        .layer(CompressionLayer::new())
        .layer(RequestBodyLimitLayer::new(LARGEST))
        .with_state(web)
}

async fn around(State(web): State<Web>, request: Request, next: Next) -> Response {
    let began = tokio::time::Instant::now();
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let is_asset = path.starts_with("/assets/");
    let visit = if is_asset { None } else { Visit::from_request_parts(&mut parts, &web).await.ok() };
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(visit) = visit {
        let failed = response
            .extensions()
            .get::<Failed>()
            .cloned()
            .or_else(|| (response.status() == StatusCode::NOT_FOUND).then_some(Failed::NotFound));
        if let Some(failed) = failed {
            response = page_of(&visit, &failed, response.status()).await;
        }
    }
    if response.status() == StatusCode::NOT_FOUND {
        let step = NOT_FOUND_STEP.as_nanos();
        let steps = began.elapsed().as_nanos() / step + 1;
        let wait = u64::try_from(steps * step).unwrap_or(u64::MAX);
        tokio::time::sleep_until(began + Duration::from_nanos(wait)).await;
    }
    let headers = response.headers_mut();
    let mut set = |name, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    if web.reached == Reached::Tls {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    // Nothing about a child stays in a browser's cache, not even for the back button after signing out.
    if !is_asset {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

/// A failure as a page in the reader's language.
async fn page_of(visit: &Visit, failed: &Failed, status: StatusCode) -> Response {
    let words = visit.words;
    let (icon, title, text) = match failed {
        Failed::SignIn => {
            let back = crate::pages::sign_in::address(&visit.here);
            return Redirect::to(&back).into_response();
        }
        Failed::NotFound => {
            (Icon::Search, words.say("fail-not-found"), words.say("fail-not-found-how").to_owned())
        }
        Failed::Because(reason) => {
            (Icon::Warning, words.say("fail-refused"), crate::refusal::sentence(visit, reason))
        }
        Failed::BadRequest => {
            (Icon::Warning, words.say("fail-request"), words.say("fail-request-how").to_owned())
        }
        Failed::Fault => (Icon::Warning, words.say("fail-fault"), words.say("fail-fault-how").to_owned()),
    };
    let home = words.say("fail-home");
    let content = look::full_stop(icon, title, &text, Some((home, "/")));
    let mut response = match visit.page(title, content).await {
        Ok(page) => page,
        Err(_) => words.say("fail-fault").into_response(),
    };
    *response.status_mut() = status;
    response
}
