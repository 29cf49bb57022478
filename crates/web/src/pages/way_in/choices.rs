//! Choosing language and theme.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use crate::{
    given::Form,
    look::Theme,
    visit::{Keep, Web},
    words::Language,
};

#[derive(Deserialize)]
pub(super) struct Chosen {
    language: Option<String>,
    theme: Option<String>,
    back: Option<String>,
}

/// Sets the cookies and goes back to where the choice was made. It changes nothing but how pages look, so it needs
/// no token.
pub(super) async fn set(State(web): State<Web>, Form(chosen): Form<Chosen>) -> Response {
    let mut response = Redirect::to(&local(chosen.back.as_deref())).into_response();
    let language = chosen.language.as_deref().and_then(Language::from_code);
    let mut set = |name: &str, value: &str| {
        if let Ok(cookie) = web.set_cookie(name, value, Keep::Year).parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    };
    if let Some(language) = language {
        set("language", language.code());
    }
    if let Some(theme) = chosen.theme.as_deref() {
        set("theme", Theme::from_code(theme).code());
    }
    response
}

/// A path of this very site, or the first page.
pub(crate) fn local(back: Option<&str>) -> String {
    back.filter(|back| back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']))
        .unwrap_or("/")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for bad in [
            "//elsewhere.example",
            "https://elsewhere.example",
            "/\\elsewhere.example",
            "javascript:x",
            "/a\r\nb",
        ] {
            assert_eq!(local(Some(bad)), "/", "{bad}");
        }
        assert_eq!(local(Some("/children?after=1")), "/children?after=1");
    }
}
