//! A browser without JavaScript: keeps its session, fills the forms it finds, follows where it is sent.

use std::collections::BTreeMap;

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
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) body: String,
}

impl Answer {
    /// Refused with the form shown again.
    pub(crate) fn again(self) -> Self {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.text());
        self
    }
    /// Done, and sent on.
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self
    }
    /// Shown.
    pub(crate) fn shown(self) -> Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self
    }
    /// Not there.
    pub(crate) fn absent(self) {
        assert_eq!(self.status, StatusCode::NOT_FOUND, "{}", self.text());
    }
    /// The page without its tags.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        let body = self.body.split("<main").nth(1).unwrap_or(&self.body);
        for letter in body.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                other if !inside => text.push(other),
                _ => {}
            }
        }
        text.replace("&#39;", "'").replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
    }
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "no “{text}” in: {}", self.text());
        self
    }
    pub(crate) fn says_not(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "“{text}” in: {}", self.text());
        self
    }
    /// The message at a field.
    pub(crate) fn wrong_at(&self, field: &str) -> String {
        let mark = format!("id=\"e-{field}\"");
        let (_, rest) =
            self.body.split_once(&mark).unwrap_or_else(|| panic!("nothing at {field}: {}", self.text()));
        let inside = rest.split("</p>").next().unwrap_or_default();
        inside.rsplit('>').next().unwrap_or_default().to_owned()
    }
    /// The value of an input or the text of a text area.
    pub(crate) fn typed(&self, field: &str) -> String {
        let name = format!("name=\"{field}\"");
        let (before, after) = self.body.split_once(&name).unwrap_or_else(|| panic!("no field {field}"));
        let tag = before.rsplit('<').next().unwrap_or_default();
        if tag.starts_with("textarea") {
            let inside = after.split_once('>').map(|(_, rest)| rest).unwrap_or_default();
            return inside.split("</textarea").next().unwrap_or_default().trim_start_matches('\n').to_owned();
        }
        let tag = format!("{tag}{}", after.split('>').next().unwrap_or_default());
        tag.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }
    /// Whether an option of a name is chosen.
    pub(crate) fn is_chosen(&self, field: &str, value: &str) -> bool {
        self.body.split('<').any(|tag| {
            tag.contains(&format!("name=\"{field}\""))
                && tag.contains(&format!("value=\"{value}\""))
                && tag.contains("checked")
                || tag.starts_with("option")
                    && tag.contains(&format!("value=\"{value}\""))
                    && tag.contains("selected")
        })
    }
    /// The first address that holds a text.
    pub(crate) fn link(&self, part: &str) -> String {
        self.body
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .find(|href| href.contains(part))
            .unwrap_or_else(|| panic!("no link with {part}: {}", self.text()))
            .replace("&amp;", "&")
    }
    /// The address behind a link that says something.
    pub(crate) fn link_saying(&self, said: &str) -> String {
        let inside = |rest: &str| rest.split("</a>").next().is_some_and(|inside| inside.contains(said));
        let links = self.body.split("href=\"").skip(1);
        let link = links.filter(|rest| inside(rest)).find_map(|rest| rest.split('"').next());
        link.unwrap_or_else(|| panic!("no link says {said}: {}", self.text())).replace("&amp;", "&")
    }
    /// Every hidden value of a name.
    pub(crate) fn hidden(&self, name: &str) -> String {
        self.typed(name)
    }
}

/// A browser with a session.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    pub(crate) csrf: String,
}

impl Browser {
    pub(crate) async fn signed_in(router: &Router, app: &app::App, account: domain::UserId) -> Self {
        let session = app.sign_in_demo(account).await.expect("a session");
        let csrf = app.csrf(&session.who).expect("a token");
        let cookies = BTreeMap::from([("homeward".to_owned(), session.secret.to_string())]);
        Self { router: router.clone(), cookies, csrf }
    }

    pub(crate) fn reads(mut self, language: &str) -> Self {
        self.cookies.insert("language".into(), language.into());
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("a request")).await
    }

    /// Sends a form with its token; the command is made fresh unless it is among the fields.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut pairs = vec![("_csrf", self.csrf.as_str())];
        pairs.extend_from_slice(fields);
        let body = serde_urlencoded::to_string(pairs).expect("a form");
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        self.send(request.expect("a request")).await
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder().method(method).uri(path).header(header::COOKIE, cookies.join("; "))
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let location = location.unwrap_or_default().to_owned();
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        Answer { status, location, body: String::from_utf8(bytes.to_vec()).expect("a text") }
    }
}
