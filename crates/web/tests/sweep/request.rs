//! A browser: it has a session, asks the router in this process, and keeps what came back.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers as lines, in order.
    pub(crate) headers: String,
    /// The body as text; what is no text is refused by the test.
    pub(crate) body: String,
}

impl Answer {
    /// Everything that reached the reader.
    pub(crate) fn whole(&self) -> String {
        format!("{}\n{}", self.headers, self.body)
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The command id that a form of the page carries.
    pub(crate) fn command(&self) -> String {
        let part =
            self.body.split("name=\"_command\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        part.unwrap_or("no command").to_owned()
    }

    /// The answer without what must differ between two requests: what was asked for, wherever it is said again.
    pub(crate) fn without(&self, asked: &[&str]) -> (StatusCode, String, String) {
        let cut = |text: &str| asked.iter().fold(text.to_owned(), |text, part| text.replace(part, "ASKED"));
        // The length is that of the body, which says the address again.
        let headers =
            self.headers.lines().filter(|line| !line.starts_with("content-length")).collect::<Vec<_>>();
        (self.status, cut(&headers.join("\n")), cut(&self.body))
    }
}

/// A browser with a session, or without one.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    router: Router,
    cookie: Option<String>,
    /// The session's token against forged posts.
    pub(crate) csrf: String,
}

impl Browser {
    /// Without a session.
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookie: None, csrf: String::new() }
    }

    /// Signs in as one does in a demo, and takes the token from the application, as every form shows it.
    pub(crate) async fn signed_in(router: &Router, app: &app::App, account: domain::UserId) -> Self {
        let mut browser = Self::new(router.clone());
        let answer = browser.post(&format!("/demo/as/{account}"), "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let cookie = answer.header("set-cookie").expect("a session").split(';').next().expect("a cookie");
        let (_, secret) = cookie.split_once('=').expect("a secret");
        let who = app.signed_in(secret).await.expect("the session");
        browser.cookie = Some(cookie.to_owned());
        browser.csrf = app.csrf(&who).expect("a token");
        browser
    }

    /// The same browser in a new session.
    pub(crate) async fn again(&self, app: &app::App, account: domain::UserId) -> Self {
        if self.cookie.is_none() {
            return self.clone();
        }
        Self::signed_in(&self.router, app, account).await
    }

    /// Asks for a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("a request")).await
    }

    /// Sends a form as it is.
    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()));
        self.send(request.expect("a request")).await
    }

    /// Sends JSON.
    pub(crate) async fn post_json(&self, path: &str, body: &str) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_owned()));
        self.send(request.expect("a request")).await
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::ACCEPT_LANGUAGE, "en");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let path = request.uri().to_string();
        // In a task of its own: a page that panics is one more answer that is wrong.
        let Ok(response) = tokio::spawn(self.router.clone().oneshot(request)).await else {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            return Answer { status, headers: String::new(), body: "panicked".into() };
        };
        let response = response.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())))
            .collect();
        let body = String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| {
            // Pictures and fonts of the program itself, and the demo's sample list in the letters of an old office; a
            // file about a person would be searched as text.
            let own = path.starts_with("/assets/") || path == "/demo/list";
            assert!(own, "{path} answers with something that is no text");
            String::new()
        });
        Answer { status: parts.status, headers, body }
    }
}
