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
use tower_http::{CompressionLevel, compression::CompressionLayer};

use crate::{
    fail::Failed,
    look::{self, CONTENT_POLICY, Icon},
    routes,
    visit::{Reached, Visit, Web},
};

/// Absent and forbidden answers leave at multiples of this, far above what tells them apart.
const NOT_FOUND_STEP: Duration = Duration::from_millis(25);

/// Half the time of the next level, for 400 bytes more on a page of 5 kB.
const COMPRESSED: CompressionLevel = CompressionLevel::Precise(3);

/// A moment from which an answer leaves at even steps, whatever it took to find out.
pub(crate) struct Even(tokio::time::Instant);

impl Even {
    /// From now on.
    pub(crate) fn now() -> Self {
        Self(tokio::time::Instant::now())
    }
    /// Waits for the next step.
    pub(crate) async fn out(self) {
        let step = NOT_FOUND_STEP.as_nanos();
        let steps = self.0.elapsed().as_nanos() / step + 1;
        let wait = u64::try_from(steps * step).unwrap_or(u64::MAX);
        tokio::time::sleep_until(self.0 + Duration::from_nanos(wait)).await;
    }
}

/// All routes with everything around them.
///
/// No body is read but by extractors, which stop at two megabytes; the one that takes a list counts for itself.
pub fn router(web: Web) -> Router {
    routes::all(&web)
        .layer(middleware::from_fn_with_state(web.clone(), around))
        .layer(CompressionLayer::new().quality(COMPRESSED))
        .with_state(web)
}

async fn around(State(web): State<Web>, request: Request, next: Next) -> Response {
    let began = Even::now();
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let is_asset = path.starts_with("/assets/");
    let is_script = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    let visit = if is_asset { None } else { Visit::from_request_parts(&mut parts, &web).await.ok() };
    let mut response = match &visit {
        // Their roles do not hold yet, whatever page is asked for; this only leads to the one that mends it.
        Some(visit) if factor_first(visit, &path) => {
            Redirect::to(crate::pages::account::FACTOR).into_response()
        }
        _ => next.run(Request::from_parts(parts, body)).await,
    };
    if let Some(visit) = visit {
        let failed = response.extensions().get::<Failed>().cloned().or_else(|| match response.status() {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Failed::NotFound),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Failed::TooLarge),
            _ => None,
        });
        // A script that keeps drafts follows no redirect; it is told that the session is over.
        let failed = failed.filter(|failed| !(is_script && matches!(failed, Failed::SignIn)));
        if let Some(failed) = failed {
            let status = match response.status() {
                // An address that is only posted to is no page either.
                StatusCode::METHOD_NOT_ALLOWED => StatusCode::NOT_FOUND,
                status => status,
            };
            response = page_of(&visit, &failed, status).await;
        }
    }
    if response.status() == StatusCode::NOT_FOUND {
        began.out().await;
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

/// Whether somebody must set their second factor before they go on to this page.
fn factor_first(visit: &Visit, path: &str) -> bool {
    let open = ["/me", look::CHOICES, look::LEAVE, look::SIGN_OUT, look::AWAY];
    visit.who.as_ref().is_some_and(|who| who.needs_second_factor())
        && !open.contains(&path)
        && !path.starts_with("/me/")
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
            (Icon::Search, words.say("error-not-found"), words.say("error-not-found-text").to_owned())
        }
        Failed::Because(reason) => {
            (Icon::Warning, words.say("error-refused"), crate::refusal::sentence(visit, reason))
        }
        Failed::BadRequest => {
            (Icon::Warning, words.say("error-stale-form"), words.say("error-stale-form-text").to_owned())
        }
        Failed::TooLarge => {
            (Icon::Warning, words.say("sent-too-large"), words.say("sent-too-large-how").to_owned())
        }
        Failed::Fault => {
            (Icon::Warning, words.say("error-failed"), words.say("error-failed-text").to_owned())
        }
    };
    let home = words.say("error-to-day");
    let content = look::full_stop(icon, title, &text, Some((home, "/")));
    let mut response = match visit.page(title, content).await {
        Ok(page) => page,
        Err(_) => words.say("error-failed").into_response(),
    };
    *response.status_mut() = status;
    response
}
