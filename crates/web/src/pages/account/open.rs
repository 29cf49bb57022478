//! A new account: a name, a name to sign in with, a language; then the link, once.

use app::account::create::CreateAccount;
use axum::{http::HeaderMap, response::Response};
use maud::html;

use super::{answered, back, language_field, link, refusal, said};
use crate::{
    fail::Fail,
    look::{self, Field, Post, TextKind},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, &Typed::default(), None).await
}

#[derive(Default)]
struct Typed {
    login: String,
    name: String,
    language: String,
}

async fn show(visit: &Visit, typed: &Typed, refused: Option<&str>) -> Result<Response, Fail> {
    let who = visit.who()?;
    if !visit.app().protocol().table().office(who.actor(), "account.manage") {
        return Err(Fail(app::Refused::NotFound));
    }
    let words = visit.words;
    let command = visit.command()?;
    let post =
        Post { action: "/accounts/new", csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let title = words.say("accounts-new");
    let language = if typed.language.is_empty() { words.language().code() } else { &typed.language };
    let content = html! {
        div class="up" { (back(visit, "/accounts")) (look::heading(title, Some(words.say("accounts-new-what")), &[])) }
        (refusal(refused))
        (look::sheet(&look::action_form(post, &html! {
            (look::text_field(words, Field::new("name", words.say("account-name")).required(), TextKind::Plain, &typed.name))
            (look::text_field(words, Field::new("login", words.say("account-login")).hint(Some(words.say("accounts-login-hint"))).required(), TextKind::Code, &typed.login))
            (language_field(visit, language))
            (look::form_end(words, words.say("accounts-new-do"), &[], Some("/accounts")))
        })))
    };
    Ok(answered(refused, visit.text_page(title, content).await?))
}

pub(super) async fn make(headers: HeaderMap, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let text = |name| posted.text(name).unwrap_or_default().to_owned();
    let typed = Typed { login: text("login"), name: text("name"), language: text("language") };
    let asked = CreateAccount {
        command: posted.command,
        login: typed.login.clone(),
        name: typed.name.clone(),
        language: typed.language.clone(),
    };
    match said(visit, visit.app().create_account(visit.who()?, asked).await)? {
        Ok((id, invitation)) => {
            link::show(visit, &headers, &typed.name, &invitation, &format!("/accounts/{id}")).await
        }
        Err(refused) => show(visit, &typed, Some(&refused)).await,
    }
}
