//! Striking an entry through, with the reason.

use app::case::correct::may_be_struck;
use axum::response::Response;
use domain::{EventId, PersonCode};
use maud::html;
use policy::Level;

use super::{
    form::headed,
    happened::{body, told},
    person::{address, open_to, title},
    typed::{Typed, form},
};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Happened},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(
    visit: Visit,
    Path((code, event)): Path<(PersonCode, EventId)>,
) -> Result<Response, Fail> {
    show(&visit, &code, event, Typed::default()).await
}

pub(super) async fn save(
    Path((code, event)): Path<(PersonCode, EventId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    if typed.is_fine() {
        let reason = typed.text("reason");
        match visit.app().correct(visit.who()?, posted.command, code, event, reason).await {
            Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-struck")),
            Err(error) => {
                typed.refused(visit, error, |_| Some(("reason", visit.words.say("child-correct-why"))))?;
            }
        }
    }
    show(visit, &code, event, typed).await
}

async fn show(visit: &Visit, code: &PersonCode, event: EventId, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordCorrect, "record.correct").await?;
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let known = opened
        .view
        .history
        .iter()
        .find(|recorded| recorded.head.event == event)
        .filter(|recorded| opened.grant.may(recorded.compartment.as_str(), Level::Write))
        .filter(|recorded| recorded.content.as_ref().is_some_and(|content| may_be_struck(&content.event)))
        .ok_or(Fail(app::Refused::NotFound))?;
    let (icon, said) = told(visit, &opened, known).await?;
    let by = visit.name_of(known.head.actor).await?;
    let shown = [Happened {
        at: known.head.at,
        icon,
        title: &said,
        by: Some(&by),
        body: body(visit, &opened, known, &clock),
        href: None,
    }];
    let back = address(&title(&opened));
    let content = html! {
        (headed(visit, &opened, words.say("child-correct-do"), words.say("child-correct-what")))
        (typed.summary(words))
        (look::sheet(&look::timeline(words, &shown, &clock)))
        @if opened.view.struck(event).is_none() {
            (form(visit, &format!("{back}/correct/{event}"), &html! {
                (look::text_area(words, typed.field("reason", words.say("child-correct-why")).required(), 3, typed.get("reason")))
                (look::form_end(words, words.say("child-correct-do"), &[], Some(&back)))
            })?)
        }
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}
