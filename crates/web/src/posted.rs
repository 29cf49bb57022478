//! What a form sent: its fields, its command id, and the proof that it came from one of our pages.
//!
//! Invariant: no handler of a signed-in person sees a post without the session's token in it; a session that ended
//! meanwhile loses no text.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::CommandId;

use crate::{
    fail::Fail,
    visit::{Visit, Web, cookie},
};

/// The most bytes of a form without files.
pub(crate) const LARGEST: usize = 1 << 20;

/// A form as it was sent by a signed-in person.
#[derive(Debug, Clone)]
pub struct Posted {
    /// The request it came with.
    pub visit: Visit,
    /// The command's id, made with the page.
    pub command: CommandId,
    fields: Vec<(String, String)>,
}

impl Posted {
    /// The first value of a field, without spaces around; nothing when it is missing or empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.raw(name).map(str::trim).filter(|text| !text.is_empty())
    }
    /// The first value of a field as it was typed.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    /// A field that must be of a form: a code, an id. A page of ours never sends another.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<T, Fail> {
        self.text(name).and_then(|text| text.parse().ok()).ok_or(Fail(app::Refused::NotFound))
    }
    /// The same, where it may be empty.
    pub fn maybe<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Fail> {
        self.text(name).map(str::parse).transpose().map_err(|_| Fail(app::Refused::NotFound))
    }
    /// All fields in order, those of the page (`_csrf`, `_command`) among them.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }
}

impl FromRequest<Web> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, web).await?;
        let form =
            parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !form.starts_with("application/x-www-form-urlencoded") {
            return Err(Fail::bad_request());
        }
        let secret = cookie(&parts.headers, web.cookie()).map(str::to_owned);
        let request = Request::from_parts(parts, body);
        let bytes = Bytes::from_request(request, web).await.map_err(IntoResponse::into_response)?;
        if bytes.len() > LARGEST {
            return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
        }
        let fields = pairs(&bytes);
        let field =
            |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        if visit.who.is_none() {
            // The session is over: what was typed waits, sealed, for the same person to sign in again.
            // Passwords and codes of the own account are nothing to keep, and nothing to show again.
            if let Some(secret) = secret.filter(|_| !visit.here.starts_with("/me")) {
                let kept = visit.app().keep_typed(&secret, &visit.here, &bytes).await;
                if let Ok(Some(kept)) = kept {
                    return Err(crate::pages::sign_in::again(&visit, kept)
                        .await
                        .unwrap_or_else(IntoResponse::into_response));
                }
            }
            return Err(Fail(app::Refused::SignIn).into_response());
        }
        if field("_csrf") != Some(visit.csrf.as_str()) {
            return Err(Fail::bad_request());
        }
        let Some(command) =
            field("_command").and_then(|id| id.parse().ok()).or_else(|| visit.app().fresh().ok())
        else {
            return Err(Fail::bad_request());
        };
        Ok(Self { visit, command, fields })
    }
}

/// The pairs of an `application/x-www-form-urlencoded` body.
pub(crate) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    serde_urlencoded::from_bytes(bytes).unwrap_or_default()
}
