//! The one-time link: a first password, or another one.

use app::Refused;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::CommandId;
use maud::html;
use serde::Deserialize;

use super::{answered, password, refusal, said};
use crate::{
    fail::Fail,
    given::{Form, Path},
    look::{self, Button, Icon, Post},
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(secret): Path<String>) -> Result<Response, Fail> {
    show(&visit, &secret, None).await
}

async fn show(visit: &Visit, secret: &str, refused: Option<&str>) -> Result<Response, Fail> {
    let words = visit.words;
    let login = match visit.app().invited(secret).await {
        Ok(login) => login,
        Err(Refused::Because(reason)) => {
            let text = crate::refusal::sentence(visit, &reason);
            return over(visit, &text).await;
        }
        Err(other) => return Err(other.into()),
    };
    let command = visit.command()?;
    let action = format!("/welcome/{secret}");
    let post = Post { action: &action, command: Some(&command), ..Post::default() };
    let title = words.say("invite-title");
    let content = html! {
        (look::heading(title, Some(words.say("invite-what")), &[]))
        (refusal(refused))
        (look::sheet(&html! {
            (look::facts(&[(words.say("invite-login"), html! { strong { (look::own(login.as_str())) } })]))
            (look::action_form(post, &html! {
                // A password keeper must know whose password it keeps.
                input type="text" name="name" value=(login.as_str()) autocomplete="username" readonly hidden;
                (password::new_fields(visit))
                (look::buttons(&[look::button(Button::first(words.say("password-save-do")))]))
            }))
        }))
        p class="soft" { (words.say("invite-next")) }
    };
    Ok(answered(refused, visit.text_page(title, content).await?))
}

/// A link that was used, has expired or never was.
async fn over(visit: &Visit, text: &str) -> Result<Response, Fail> {
    let words = visit.words;
    let title = words.say("invite-over");
    let stop = look::full_stop(Icon::Key, title, text, Some((words.say("invite-sign-in"), "/sign-in")));
    let mut response = visit.text_page(title, stop).await?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

#[derive(Deserialize)]
pub(super) struct Typed {
    new: String,
    #[serde(default)]
    again: String,
    #[serde(rename = "_command")]
    command: Option<String>,
}

/// Takes no token: nobody is signed in, and the link's own secret is the proof.
pub(super) async fn set(
    visit: Visit,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fail> {
    let new = match password::typed(&visit, &typed.new, &typed.again) {
        Ok(new) => new,
        Err(refused) => return show(&visit, &secret, Some(&refused)).await,
    };
    let command = match typed.command.and_then(|id| id.parse::<CommandId>().ok()) {
        Some(command) => command,
        None => visit.app().fresh()?,
    };
    match said(&visit, visit.app().set_password_by_link(command, &secret, new).await)? {
        Ok(_) => Ok(visit.go("/sign-in", "said-password-set").into_response()),
        Err(refused) => show(&visit, &secret, Some(&refused)).await,
    }
}
