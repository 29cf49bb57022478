//! Opening an operation.

use app::Refused;
use axum::response::{IntoResponse, Redirect, Response};
use domain::RecordId;
use maud::html;

use super::operation_address;
use crate::{
    fail::Fail,
    look::{self, TextKind},
    posted::Posted,
    typed::{Typed, form},
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, Typed::default()).await
}

pub(super) async fn open(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let label = visit.words.say("operation-name");
    let mut typed = Typed::sent(&posted);
    if typed.is_fine() {
        match visit.app().open_operation(visit.who()?, posted.command, typed.text("name")).await {
            Ok(done) => {
                let id: RecordId = done.id().ok_or(Refused::NotFound)?;
                let opened =
                    visit.app().open(visit.who()?, id, app::Door::page(app::Shown::Operation)).await?;
                let code = opened.code().ok_or(Refused::NotFound)?;
                return Ok(Redirect::to(&operation_address(&code)).into_response());
            }
            Err(error) => typed.refused(visit, error, |_| Some(("name", label)))?,
        }
    }
    show(visit, typed).await
}

async fn show(visit: &Visit, typed: Typed) -> Result<Response, Fail> {
    if !visit.app().opens_operations(visit.who()?) {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let title = words.say("operation-new-do");
    let content = html! {
        (look::heading(title, Some(words.say("operation-new-how")), &[]))
        (typed.summary(words))
        (form(visit, "/operations/new", &html! {
            (look::text_field(words, typed.field("name", words.say("operation-name")).required(), TextKind::Plain, typed.get("name")))
            (look::form_end(words, title, &[], Some("/operations")))
        })?)
    };
    Ok(typed.answer(visit.text_page(title, content).await?))
}
