//! Signing in.

use app::{
    Refused,
    account::sign_in::{Credentials, NewSession},
};
use axum::{
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;
use serde::Deserialize;

use crate::{
    args,
    fail::Fail,
    given::{Form, Path, Query},
    look::{self, Button, Field, Icon, Post, TextKind, Tone},
    pages::way_in::local,
    posted::pairs,
    refusal::sentence,
    routes::Routes,
    server::Even,
    visit::{Keep, Visit},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/sign-in", page).post("/sign-in", sign_in).get("/typed/{id}", typed)
}

/// Where to sign in, and come back from.
pub(crate) fn address(back: &str) -> String {
    let back = serde_urlencoded::to_string([("back", back)]).unwrap_or_default();
    format!("/sign-in?{back}")
}

#[derive(Deserialize, Default)]
struct Back {
    back: Option<String>,
}

async fn page(visit: Visit, Query(back): Query<Back>) -> Result<Response, Fail> {
    card(&visit, "", back.back.as_deref(), None, None).await
}

/// The page that is shown when a form was sent and the session is over: the text waits.
pub(crate) async fn again(visit: &Visit, kept: [u8; 16]) -> Result<Response, Fail> {
    let id = domain::CommandId::from_bytes(kept);
    let back = format!("/typed/{id}");
    card(visit, "", Some(&back), None, Some(visit.words.say("sign-in-again"))).await
}

async fn card(
    visit: &Visit,
    name: &str,
    back: Option<&str>,
    refused: Option<&str>,
    notice: Option<&str>,
) -> Result<Response, Fail> {
    let words = visit.words;
    let post = Post { action: "/sign-in", ..Post::default() };
    let content = html! {
        @if let Some(text) = notice { (look::notice(Tone::Soon, Icon::Clock, &html! { p { (text) } })) }
        section class="card login" {
            h1 { (words.say("sign-in-title")) }
            @if let Some(message) = refused { (look::notice(Tone::Late, Icon::Warning, &html! { p role="alert" { (message) } })) }
            (look::action_form(post, &html! {
                input type="hidden" name="back" value=(back.unwrap_or("/"));
                (look::text_field(words, Field::new("name", words.say("sign-in-name")), TextKind::UserName, name))
                (look::text_field(words, Field::new("password", words.say("sign-in-password")), TextKind::Password, ""))
                (look::text_field(words, Field::new("code", words.say("sign-in-code")).hint(Some(words.say("sign-in-second-what"))), TextKind::OneTimeCode, ""))
                (look::button(Button::first(words.say("sign-in-do"))))
            }))
        }
    };
    visit.text_page(words.say("sign-in-title"), content).await
}

#[derive(Deserialize)]
struct Typed {
    name: String,
    password: String,
    #[serde(default)]
    code: String,
    back: Option<String>,
}

/// Takes no token: there is no session yet, and cookies of this site are not sent from another (`SameSite`).
async fn sign_in(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Fail> {
    // Counting a failure is written for an account and only remembered for a name that nobody bears.
    let began = Even::now();
    let command = visit.app().fresh()?;
    let given =
        Credentials { login: typed.name.clone(), password: typed.password.into(), code: typed.code.into() };
    match visit.app().sign_in(command, &given).await {
        Ok(session) => {
            // What another person did to one's way in is told before anything else.
            let told = visit.app().own_account(&session.who).await?.news.is_empty();
            let to = if told { local(typed.back.as_deref()) } else { "/me".to_owned() };
            Ok(enter(&visit, &session, &to))
        }
        Err(Refused::Because(reason)) => {
            let refused = sentence(&visit, &reason);
            let answer = card(&visit, &typed.name, typed.back.as_deref(), Some(&refused), None).await;
            began.out().await;
            answer
        }
        Err(error) => Err(error.into()),
    }
}

/// Goes on with a session's cookie.
pub(crate) fn enter(visit: &Visit, session: &NewSession, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    if let Ok(cookie) = visit.web.set_cookie(visit.web.cookie(), &session.secret, Keep::Session).parse() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// What was typed when the session ended, to be sent again on purpose.
async fn typed(visit: Visit, Path(id): Path<domain::CommandId>) -> Result<Response, Fail> {
    let (path, body) = visit.app().typed(visit.who()?, *id.as_bytes()).await?;
    let words = visit.words;
    let path = local(Some(&path));
    let fields: Vec<(String, String)> =
        pairs(&body).into_iter().filter(|(name, _)| name != "_csrf").collect();
    let shown: Vec<&(String, String)> =
        fields.iter().filter(|(name, value)| !name.starts_with('_') && !value.trim().is_empty()).collect();
    let post = Post { action: &path, csrf: &visit.csrf, ..Post::default() };
    let count = shown.len();
    let content = html! {
        (look::heading(words.say("typed-title"), Some(&words.say_with("typed-lead", args!["count" => count])), &[]))
        (look::action_form(post, &html! {
            @for (name, value) in &fields { input type="hidden" name=(name) value=(value); }
            (look::button(Button::first(words.say("typed-send"))))
        }))
        (look::sheet(&html! { @for (_, value) in &shown { p { (look::own(value)) } } }))
    };
    visit.text_page(words.say("typed-title"), content).await
}
