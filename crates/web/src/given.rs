//! What an address, its query and a form without a session give a page.
//!
//! Invariant: what is malformed is answered by a page of ours. A malformed code or id in an address is like one that
//! is absent: the same page to somebody signed in, the way in to somebody who is not.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

use crate::{
    fail::Fail,
    visit::{Visit, Web},
};

/// The codes and ids in an address.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for Path<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        if let Ok(axum::extract::Path(given)) = axum::extract::Path::from_request_parts(parts, web).await {
            return Ok(Self(given));
        }
        let visit = Visit::from_request_parts(parts, web).await?;
        let refused = if visit.who.is_some() { app::Refused::NotFound } else { app::Refused::SignIn };
        Err(Fail(refused).into_response())
    }
}

/// The query of an address.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Web> for Query<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let query = axum::extract::Query::from_request_parts(parts, web).await;
        query
            .map(|axum::extract::Query(given)| Self(given))
            .map_err(|_| Fail(app::Refused::NotFound).into_response())
    }
}

/// A form of somebody without a session; everybody else's is [`crate::Posted`].
pub(crate) struct Form<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Web> for Form<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let form = axum::Form::from_request(request, web).await;
        form.map(|axum::Form(given)| Self(given)).map_err(|_| Fail::bad_request())
    }
}
