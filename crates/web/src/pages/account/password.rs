//! Another password of one's own, and what a good one is.

use app::account::password::{LONGEST, SHORTEST};
use axum::response::Response;
use maud::{Markup, html};

use super::{answered, me::head, refusal, said};
use crate::{
    args,
    fail::Fail,
    look::{self, Button, Field, Post, TextKind},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, None).await
}

async fn show(visit: &Visit, refused: Option<&str>) -> Result<Response, Fail> {
    visit.who()?;
    let words = visit.words;
    let command = visit.command()?;
    let post = Post { action: "/me/password", csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let title = words.say("password-title");
    let content = html! {
        (head(visit, title, Some(words.say("password-others-end"))))
        (refusal(refused))
        (look::sheet(&look::action_form(post, &html! {
            (look::text_field(words, Field::new("present", words.say("password-now")).required(), TextKind::Password, ""))
            (new_fields(visit))
            (look::buttons(&[look::button(Button::first(words.say("password-save-do")))]))
        })))
    };
    Ok(answered(refused, visit.text_page(title, content).await?))
}

/// The new password, twice: what is typed unseen is typed wrong now and then, and a one-time link works once.
pub(super) fn new_fields(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        (rules(visit))
        (look::text_field(words, Field::new("new", words.say("password-new")).required(), TextKind::NewPassword, ""))
        (look::text_field(words, Field::new("again", words.say("password-again")).required(), TextKind::NewPassword, ""))
    }
}

/// The rules, before anything is typed.
fn rules(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        div class="field" {
            p class="label" { (words.say("password-rules")) }
            ul class="dots" {
                li { (words.say_with("password-rule", args!["least" => SHORTEST])) }
                li { (words.say("password-rule-guess")) }
                li { (words.say("password-rule-own")) }
            }
        }
    }
}

/// What was typed as the new password, if it was typed the same twice.
pub(super) fn typed<'p>(visit: &Visit, new: &'p str, again: &str) -> Result<&'p str, String> {
    // A longer text is not compared: the use case says that it is too long.
    if new == again || new.len() > LONGEST * 4 {
        Ok(new)
    } else {
        Err(visit.words.say("password-differs").to_owned())
    }
}

pub(super) async fn save(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let raw = |name| posted.raw(name).unwrap_or_default();
    let new = match typed(visit, raw("new"), raw("again")) {
        Ok(new) => new,
        Err(refused) => return show(visit, Some(&refused)).await,
    };
    let answer = visit.app().change_password(visit.who()?, posted.command, raw("present"), new).await;
    match said(visit, answer)? {
        Ok(()) => Ok(visit.go("/me", "said-password-set")),
        Err(refused) => show(visit, Some(&refused)).await,
    }
}
