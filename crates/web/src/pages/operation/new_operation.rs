//! Opening an operation.

use app::Refused;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::RecordId;
use maud::html;

use super::operation_address;
use crate::{
    fail::Fail,
    look::{self, Field, Post, TextKind},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, "", None, &visit.command()?).await
}

pub(super) async fn open(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let name = posted.raw("name").unwrap_or_default();
    match visit.app().open_operation(visit.who()?, posted.command, name.into()).await {
        Ok(done) => {
            let id: RecordId = done.id().ok_or(Refused::NotFound)?;
            let opened = visit.app().open(visit.who()?, id, app::Door::page(app::Shown::Operation)).await?;
            let code = opened.code().ok_or(Refused::NotFound)?;
            Ok(Redirect::to(&operation_address(&code)).into_response())
        }
        Err(Refused::Because(reason)) => {
            let error = sentence(visit, &reason);
            show(visit, name, Some(&error), &posted.command.to_string()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(visit: &Visit, name: &str, error: Option<&str>, command: &str) -> Result<Response, Fail> {
    if !visit.app().opens_operations(visit.who()?) {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let post =
        Post { action: "/operations/new", csrf: &visit.csrf, command: Some(command), ..Post::default() };
    let label = words.say("operation-name");
    let problem = error.map(|message| look::Problem { field: Some("name"), label: Some(label), message });
    let title = words.say("operation-new-do");
    let content = html! {
        (look::heading(title, Some(words.say("operation-new-how")), &[]))
        (look::error_summary(words, problem.as_slice()))
        (look::action_form(post, &html! {
            (look::text_field(words, Field::new("name", label).required().error(error), TextKind::Plain, name))
            (look::form_end(words, title, &[], Some("/operations")))
        }))
    };
    let mut response = visit.text_page(title, content).await?;
    if error.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
