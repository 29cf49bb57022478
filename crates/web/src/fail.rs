//! What a page says when it cannot do what was asked.
//!
//! Invariant: absent and forbidden are the same page; the person gets a sentence in their language, the operator
//! one log line with ids, and neither gets personal data.

use app::Refused;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// A use case's refusal on its way to the browser. [`crate::server`] turns it into a page in the reader's language,
/// for only there is the reader known.
#[derive(Debug)]
pub struct Fail(pub Refused);

impl<E: Into<Refused>> From<E> for Fail {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// What the frame around all routes reads from a failed answer.
#[derive(Debug, Clone)]
pub(crate) enum Failed {
    /// Absent or forbidden.
    NotFound,
    /// Nobody is signed in.
    SignIn,
    /// A rule says no: its code and arguments.
    Because(app::Reason),
    /// The form of the request is wrong.
    BadRequest,
    /// It is larger than any form.
    TooLarge,
    /// The program failed.
    Fault,
}

impl Fail {
    /// A request that no page of ours makes.
    pub(crate) fn bad_request() -> Response {
        failed(StatusCode::BAD_REQUEST, Failed::BadRequest)
    }
}

fn failed(status: StatusCode, what: Failed) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(what);
    response
}

impl IntoResponse for Fail {
    fn into_response(self) -> Response {
        match self.0 {
            Refused::NotFound => failed(StatusCode::NOT_FOUND, Failed::NotFound),
            Refused::SignIn => failed(StatusCode::UNAUTHORIZED, Failed::SignIn),
            Refused::Because(reason) => failed(StatusCode::UNPROCESSABLE_ENTITY, Failed::Because(reason)),
            // Pages that take fields show them again themselves; elsewhere they can only have been forged.
            Refused::Fields(_) | Refused::Consent(_) | Refused::Conflict(_) => {
                failed(StatusCode::UNPROCESSABLE_ENTITY, Failed::BadRequest)
            }
            Refused::Fault(fault) => {
                tracing::error!(error = %fault, "a request failed");
                failed(StatusCode::INTERNAL_SERVER_ERROR, Failed::Fault)
            }
        }
    }
}
