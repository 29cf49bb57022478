//! One request: who asks, in which language and theme, and the frame around the answer.
//!
//! Invariant: a session is looked up once per request, and its secret is never shown again.

use std::{convert::Infallible, sync::Arc};

use app::{App, Refused, SignedIn};
use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domain::{CommandId, PlaceCode, Record, TeamId};
use jiff::tz::TimeZone;
use maud::Markup;

use crate::{
    fail::Fail,
    look::{self, Demo, Frame, Page, Reader, Search, Theme, Width},
    places,
    tour::Tour,
    words::{Clock, Language, Words},
};

/// How the program is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Plain HTTP on this machine only.
    Loopback,
    /// TLS, here or in a proxy before it: cookies are bound to it.
    Tls,
}

/// What every request needs.
#[derive(Debug, Clone)]
pub struct Web {
    /// The house.
    pub app: App,
    /// How it is reached.
    pub reached: Reached,
}

impl Web {
    /// Name of the session's cookie; the prefix makes a browser insist on TLS and this very host.
    pub(crate) const fn cookie(&self) -> &'static str {
        match self.reached {
            Reached::Loopback => "homeward",
            Reached::Tls => "__Host-homeward",
        }
    }

    /// A cookie that lasts as long as the browser's session, or goes away when the value is empty.
    pub(crate) fn set_cookie(&self, name: &str, value: &str, keep: Keep) -> String {
        let secure = if self.reached == Reached::Tls { "; Secure" } else { "" };
        let age = match (value.is_empty(), keep) {
            (true, _) => "; Max-Age=0",
            (false, Keep::Session) => "",
            (false, Keep::Year) => "; Max-Age=31536000",
        };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
    }
}

/// How long a cookie is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Until the browser is closed.
    Session,
    /// A year: language and theme.
    Year,
}

/// A request as a page meets it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The house and how it is reached.
    pub web: Web,
    /// The one signed in.
    pub who: Option<Arc<SignedIn>>,
    /// The words of the language chosen.
    pub words: Words,
    /// Light or dark.
    pub theme: Theme,
    /// The path with its query.
    pub here: String,
    /// The session's token against forged posts.
    pub csrf: String,
    /// Where they are on the demo's guided tour.
    pub(crate) tour: Option<Tour>,
    flash: Option<&'static str>,
    zone: TimeZone,
}

/// A cookie of the request.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| {
            pair.trim().split_once('=').filter(|(known, _)| *known == name).map(|(_, value)| value)
        })
}

impl FromRequestParts<Web> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let secret = cookie(&parts.headers, web.cookie()).map(str::to_owned);
        let who = match &secret {
            Some(secret) => match web.app.signed_in(secret).await {
                Ok(who) => Some(Arc::new(who)),
                Err(Refused::SignIn) => None,
                Err(error) => return Err(Fail::from(error).into_response()),
            },
            None => None,
        };
        let language = Language::negotiate(
            cookie(&parts.headers, "language"),
            who.as_ref().map(|who| who.language()),
            parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()),
        );
        let here = OriginalUri::from_request_parts(parts, web).await.map_or_else(
            |never: Infallible| match never {},
            |OriginalUri(uri)| uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        );
        let csrf = match &who {
            Some(who) => web.app.csrf(who).map_err(|error| Fail::from(error).into_response())?,
            None => String::new(),
        };
        let protocol = web.app.protocol();
        let place = who.as_ref().and_then(|who| who.actor().roles.iter().find_map(|role| role.place.clone()));
        let zone = protocol::place::zone(&protocol, place.as_ref().map(PlaceCode::as_str));
        let visit = Self {
            web: web.clone(),
            who,
            words: Words::new(language),
            theme: Theme::from_code(cookie(&parts.headers, "theme").unwrap_or_default()),
            here,
            csrf,
            tour: cookie(&parts.headers, crate::tour::COOKIE)
                .filter(|_| web.app.is_demo())
                .and_then(Tour::parse),
            flash: cookie(&parts.headers, "said").and_then(crate::flash::known),
            zone,
        };
        parts.extensions.insert(visit.clone());
        Ok(visit)
    }
}

impl Visit {
    /// The same request as if this person had come with it: just after signing in.
    #[must_use]
    pub fn with(&self, who: &SignedIn) -> Self {
        Self { who: Some(Arc::new(who.clone())), ..self.clone() }
    }

    /// The same request in another language: for a paper that somebody else will read.
    #[must_use]
    pub fn speaking(&self, language: Language) -> Self {
        Self { words: Words::new(language), ..self.clone() }
    }

    /// The house.
    pub fn app(&self) -> &App {
        &self.web.app
    }

    /// The one signed in.
    ///
    /// # Errors
    /// [`Refused::SignIn`] when nobody is.
    pub fn who(&self) -> Result<&SignedIn, Fail> {
        self.who.as_deref().ok_or(Fail(Refused::SignIn))
    }

    /// Where they are on the tour, as long as somebody is signed in.
    pub(crate) fn on_tour(&self) -> Option<&Tour> {
        self.tour.as_ref().filter(|_| self.who.is_some())
    }

    /// Now, in the time zone of the reader's place.
    pub fn clock(&self) -> Clock {
        Clock { now: self.app().now(), zone: self.zone.clone() }
    }

    /// Now, in the time zone of a record's place.
    pub fn clock_of(&self, record: &Record) -> Clock {
        let zone =
            protocol::place::zone(&self.app().protocol(), record.place.as_ref().map(PlaceCode::as_str));
        Clock { now: self.app().now(), zone }
    }

    /// A fresh command id for a form of this page.
    pub fn command(&self) -> Result<String, Fail> {
        Ok(self.app().fresh::<CommandId>()?.to_string())
    }

    /// A text of the protocol in the reader's language.
    pub fn text(&self, texts: &forms::Texts) -> String {
        self.words.pick(|language| texts.get(language).map(String::as_str)).into_owned()
    }

    /// What a colleague or a team is called, in the reader's language.
    pub async fn name_of(&self, id: TeamId) -> Result<String, Fail> {
        Ok(match self.app().named(id).await? {
            Some(app::Named::Person(name)) => name.as_str().to_owned(),
            Some(app::Named::Team(name)) => self.text(&name),
            None => String::new(),
        })
    }

    /// A page in the reader's frame.
    pub async fn page(&self, title: &str, content: Markup) -> Result<Response, Fail> {
        self.show(Page::new(title, content)).await
    }

    /// A page of text width: a form, or reading.
    pub async fn text_page(&self, title: &str, content: Markup) -> Result<Response, Fail> {
        self.show(Page::new(title, content).width(Width::Text)).await
    }

    /// Any page in the reader's frame. Clears the message that it shows.
    #[expect(clippy::unused_async, reason = "what a page awaits last; the frame may come to ask the house")]
    pub async fn show(&self, page: Page<'_>) -> Result<Response, Fail> {
        let places = match &self.who {
            Some(who) => places::of(self, who),
            None => Vec::new(),
        };
        let role = self.role_words();
        let frame = Frame {
            theme: self.theme,
            csrf: &self.csrf,
            here: &self.here,
            reader: self.who.as_deref().map(|who| Reader { name: who.name(), role: &role, account: "/me" }),
            places: &places,
            search: self
                .who
                .as_deref()
                .filter(|who| places::searches(self, who))
                .map(|_| Search { action: "/children", query: page.searched }),
            demo: if self.app().is_demo() { Demo::Yes("/") } else { Demo::No },
            tour: self.on_tour().map(|tour| crate::pages::demo::tour::panel(self, tour)),
            flash: self.flash.map(|key| look::Flash::Done(self.words.say(key))),
        };
        let markup = look::page(self.words, &frame, &page);
        let mut response = markup.into_response();
        if self.flash.is_some()
            && let Ok(cleared) = self.web.set_cookie("said", "", Keep::Session).parse()
        {
            response.headers_mut().append(header::SET_COOKIE, cleared);
        }
        Ok(response)
    }

    fn role_words(&self) -> String {
        let Some(who) = &self.who else { return String::new() };
        let protocol = self.app().protocol();
        let mut names: Vec<String> = Vec::new();
        for held in &who.actor().roles {
            if let Some(role) = protocol.roles().get(held.role.as_str()) {
                let name = self.text(&role.label);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        self.words.list(names)
    }

    /// Goes on to another page, where a message says what was done.
    pub fn go(&self, to: &str, said: &'static str) -> Response {
        let mut response = Redirect::to(to).into_response();
        if let Ok(cookie) = self.web.set_cookie("said", said, Keep::Session).parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}
