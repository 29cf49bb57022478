//! A browser that asks the router in this process, sends forms and files, and keeps what came back.

use app::App;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::UserId;
use http_body_util::BodyExt;
use tower::ServiceExt;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) body: String,
    /// The same as it came.
    pub(crate) bytes: axum::body::Bytes,
    /// How many bytes travelled.
    pub(crate) weight: usize,
}

/// A browser of somebody who is signed in.
pub(crate) struct Browser {
    router: Router,
    cookie: String,
    pub(crate) csrf: String,
    pub(crate) language: &'static str,
}

impl Browser {
    pub(crate) async fn of(router: &Router, app: &App, account: UserId) -> Self {
        let session = app.sign_in_demo(account).await.expect("a session");
        let csrf = app.csrf(&session.who).expect("a token");
        Self {
            router: router.clone(),
            cookie: format!("homeward={}", session.secret.as_str()),
            csrf,
            language: "en",
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "homeward.example")
            .header(header::COOKIE, format!("{}; language={}", self.cookie, self.language))
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let location = parts.headers.get(header::LOCATION).map(|to| to.to_str().expect("text").to_owned());
        Answer {
            status: parts.status,
            location: location.unwrap_or_default(),
            weight: bytes.len(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("a request")).await
    }

    /// How much travels of a page or file, compressed.
    pub(crate) async fn weight(&self, path: &str) -> usize {
        let request = self.request("GET", path).header(header::ACCEPT_ENCODING, "gzip");
        self.send(request.body(Body::empty()).expect("a request")).await.weight
    }

    /// The same of what a form is answered with.
    pub(crate) async fn weight_of_post(&self, path: &str, fields: &[(&str, &str)]) -> usize {
        let all: Vec<(&str, &str)> =
            [("_csrf", self.csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
        let request = self
            .request("POST", path)
            .header(header::ACCEPT_ENCODING, "gzip")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = Body::from(serde_urlencoded::to_string(all).expect("a form"));
        self.send(request.body(body).expect("a request")).await.weight
    }

    /// Sends a form with the session's token.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_as(path, &self.csrf, fields).await
    }

    pub(crate) async fn post_as(&self, path: &str, csrf: &str, fields: &[(&str, &str)]) -> Answer {
        let all: Vec<(&str, &str)> = [("_csrf", csrf)].into_iter().chain(fields.iter().copied()).collect();
        let body = serde_urlencoded::to_string(all).expect("a form");
        let request =
            self.request("POST", path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends a file in a form, as a browser does.
    pub(crate) async fn upload(&self, path: &str, name: &str, file: &[u8]) -> Answer {
        let token = part("_csrf", None, self.csrf.as_bytes());
        let body = [token, part("file", Some(name), file), END.into()].concat();
        self.upload_body(path, Body::from(body)).await
    }

    pub(crate) async fn upload_body(&self, path: &str, body: Body) -> Answer {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.request("POST", path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(body).expect("a request")).await
    }

    /// The same with a length said beforehand.
    pub(crate) async fn upload_declared(&self, path: &str, length: u64, body: Body) -> Answer {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, kind)
            .header(header::CONTENT_LENGTH, length);
        self.send(request.body(body).expect("a request")).await
    }
}

const BOUNDARY: &str = "----homeward-test-boundary";
pub(crate) const END: &str = "------homeward-test-boundary--\r\n";

/// One part of a form with files.
pub(crate) fn part(name: &str, file: Option<&str>, bytes: &[u8]) -> Vec<u8> {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
    [head.as_bytes(), bytes, b"\r\n"].concat()
}

/// The value of the first hidden field of a name.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let from = page.find(&mark).unwrap_or_else(|| panic!("no field {name}")) + mark.len();
    page[from..].split('"').next().unwrap_or_default().to_owned()
}
