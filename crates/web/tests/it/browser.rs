//! A browser in this process: it keeps cookies and sends the forms of the pages it got.

use std::collections::BTreeMap;

use app::App;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::UserId;
use http_body_util::BodyExt;
use testkit::{Cast, House, Kind};
use tower::ServiceExt;
use web::{Reached, Web};

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) body: String,
}

impl Page {
    /// The page, which must be there.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self
    }

    /// The page again, saying what is wrong, which it must.
    #[track_caller]
    pub(crate) fn refused(self) -> Self {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.text());
        self
    }

    /// Where it leads on, which it must.
    #[track_caller]
    pub(crate) fn leads_to(&self, to: &str) {
        assert_eq!(
            (self.status, self.location.as_deref()),
            (StatusCode::SEE_OTHER, Some(to)),
            "{}",
            self.text()
        );
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        assert!(self.text().contains(text), "no “{text}” in {}", self.text());
    }

    #[track_caller]
    pub(crate) fn never_says(&self, text: &str) {
        assert!(!self.body.to_lowercase().contains(&text.to_lowercase()), "“{text}” is in {}", self.text());
    }

    /// What a person reads of it.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for letter in self.body.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                letter if !inside => text.push(letter),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ").replace("&amp;", "&").replace("&quot;", "\"")
    }

    /// The hidden fields of the form with this action.
    #[track_caller]
    pub(crate) fn hidden(&self, action: &str) -> Vec<(String, String)> {
        let mark = format!("action=\"{action}\"");
        let from = self.body.find(&mark).unwrap_or_else(|| panic!("no form for {action} in {}", self.text()));
        let form = self.body[from..].split("</form>").next().unwrap_or_default();
        form.split("<input type=\"hidden\"")
            .skip(1)
            .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
            .collect()
    }

    /// The value that a button of the form with this action sends under a name.
    pub(crate) fn button(&self, action: &str, name: &str) -> Option<String> {
        let from = self.body.find(&format!("action=\"{action}\""))?;
        let form = self.body[from..].split("</form>").next()?;
        let button = form.split("<button").find(|button| button.contains(&format!("name=\"{name}\"")))?;
        attribute(button, "value")
    }

    pub(crate) fn has_form(&self, action: &str) -> bool {
        self.body.contains(&format!("action=\"{action}\""))
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!("{name}=\""))?.1;
    Some(rest.split('"').next()?.replace("&amp;", "&"))
}

/// A browser.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) fn of(app: &App) -> Self {
        let router = web::router(Web { app: app.clone(), reached: Reached::Loopback });
        Self { router, cookies: BTreeMap::new() }
    }

    /// Somebody of a demo.
    pub(crate) async fn demo(app: &App, account: UserId) -> Self {
        let mut browser = Self::of(app);
        let page = browser.post(&format!("/demo/as/{account}"), &[]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        browser
    }

    /// The secret of the session.
    pub(crate) fn secret(&self) -> &str {
        &self.cookies["homeward"]
    }

    /// Keeps a cookie that no page set.
    pub(crate) fn forge(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(Request::builder().uri(path), Body::empty()).await
    }

    /// Sends fields as they are.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Sends a body of any kind.
    pub(crate) async fn send_as(&mut self, kind: &str, path: &str, body: Vec<u8>) -> Page {
        let request = Request::builder().method("POST").uri(path).header(header::CONTENT_TYPE, kind);
        self.send(request, Body::from(body)).await
    }

    /// Sends a form of a page with its hidden fields.
    #[track_caller]
    pub(crate) fn fill(
        &mut self,
        page: &Page,
        action: &str,
        fields: &[(&str, &str)],
    ) -> impl Future<Output = Page> {
        let hidden = page.hidden(action);
        let action = action.to_owned();
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        async move {
            let all: Vec<(&str, &str)> = hidden
                .iter()
                .filter(|(name, _)| !fields.iter().any(|(known, _)| known == name))
                .chain(&fields)
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            self.post(&action, &all).await
        }
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request
            .header(header::COOKIE, cookies.join("; "))
            .header(header::HOST, "homeward.test")
            .header(header::ACCEPT_LANGUAGE, "en")
            .body(body)
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Page { status, location, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

/// A staffed house of invented people, where one click signs in.
pub(crate) async fn demo() -> Cast {
    let house = House::found_as(Kind::Sqlite, app::account::found::Purpose::Demo).await.unwrap();
    Cast::in_house(house).await
}

/// A staffed house of real people.
pub(crate) async fn real() -> Cast {
    Cast::on(Kind::Sqlite).await.unwrap()
}

/// Somebody of the cast in a demo.
pub(crate) async fn as_one(cast: &Cast, login: &str) -> Browser {
    Browser::demo(&cast.app, cast.id(login)).await
}
