//! Where one's reminders go.

use axum::response::Response;
use maud::html;

use super::{answered, me::head, refusal, said};
use crate::{
    fail::Fail,
    look::{self, Button, Field, Icon, Post, TextKind, Tone},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    let account = visit.app().own_account(visit.who()?).await?;
    let email = account.email.map(|email| email.as_str().to_owned()).unwrap_or_default();
    show(&visit, &email, None).await
}

async fn show(visit: &Visit, email: &str, refused: Option<&str>) -> Result<Response, Fail> {
    let words = visit.words;
    let title = words.say("reminders-title");
    let command = visit.command()?;
    let post =
        Post { action: "/me/reminders", csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let content = html! {
        (head(visit, title, Some(words.say("reminders-what"))))
        (refusal(refused))
        (look::notice(Tone::Now, Icon::Shield, &html! {
            p { (words.say("reminders-example")) }
            p class="soft" { (words.say("reminders-nothing-else")) }
        }))
        (look::sheet(&look::action_form(post, &html! {
            (look::text_field(words, Field::new("email", words.say("reminders-email")).hint(Some(words.say("reminders-email-hint"))), TextKind::Code, email))
            (look::buttons(&[look::button(Button::first(words.say("reminders-save-do")))]))
        })))
    };
    Ok(answered(refused, visit.text_page(title, content).await?))
}

pub(super) async fn save(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let email = posted.text("email").unwrap_or_default();
    let answer = visit.app().set_reminders(visit.who()?, posted.command, Some(email)).await;
    match said(visit, answer)? {
        Ok(()) if email.is_empty() => Ok(visit.go("/me", "said-reminders-off")),
        Ok(()) => Ok(visit.go("/me", "said-reminders-on")),
        Err(refused) => show(visit, email, Some(&refused)).await,
    }
}
