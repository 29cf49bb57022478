//! Filing on the right record what was filed on the wrong one: first whose record, then a look at the name, then it goes.
//!
//! Invariant: a code that is none, one of a record that this reader may not open, and one where this cannot be written read
//! alike; and nothing of the other record is shown but what a list would show this reader.

use std::collections::BTreeMap;

use app::{
    Refused,
    case::elsewhere::{FileElsewhere, may_be_moved},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{EventId, PersonCode};
use maud::html;

use super::{
    correct::{as_told, entry},
    form::headed,
    person::{address, named, open_to, title},
};
use crate::{
    fail::Fail,
    given::{Path, Query},
    look::{self, TextKind},
    posted::Posted,
    typed::{Typed, form},
    visit::Visit,
};

pub(super) async fn page(
    visit: Visit,
    Path((code, event)): Path<(PersonCode, EventId)>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, Fail> {
    let to = asked.get("to").and_then(|to| to.parse::<PersonCode>().ok());
    show(&visit, &code, event, to, Typed::default()).await
}

pub(super) async fn save(
    Path((code, event)): Path<(PersonCode, EventId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    let words = visit.words;
    let to = typed.get("to").trim().parse::<PersonCode>().ok();
    let here = format!("{}/elsewhere/{event}", address(&code.to_string()));
    match to {
        // A look at the name comes before anything is filed.
        Some(to) if posted.text("sure").is_none() => {
            if visit.app().listed_by_code(visit.who()?, &to).await?.is_some_and(|_| to != code) {
                return Ok(Redirect::to(&format!("{here}?to={to}")).into_response());
            }
            typed.wrong("to", words.say("change-elsewhere-code"), words.say("refused-target-unknown"));
        }
        Some(to) => {
            let sent = FileElsewhere { command: posted.command, code, event, to };
            match visit.app().file_elsewhere(visit.who()?, sent).await {
                Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-filed-elsewhere")),
                Err(error) => {
                    typed.refused(visit, error, |_| Some(("to", words.say("change-elsewhere-code"))))?;
                }
            }
        }
        None => typed.wrong("to", words.say("change-elsewhere-code"), words.say("refused-target-unknown")),
    }
    show(visit, &code, event, None, typed).await
}

async fn show(
    visit: &Visit,
    code: &PersonCode,
    event: EventId,
    to: Option<PersonCode>,
    typed: Typed,
) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordCorrect, "record.correct").await?;
    let words = visit.words;
    let known = entry(&opened, event)?;
    let protocol = visit.app().protocol();
    let moves = known.content.as_ref().is_some_and(|content| may_be_moved(&content.event, &protocol));
    if !moves || opened.view.struck(event).is_some() {
        return Err(Fail(Refused::NotFound));
    }
    let target = match to.filter(|to| to != code) {
        Some(to) => visit.app().listed_by_code(visit.who()?, &to).await?.map(|row| (to, row)),
        None => None,
    };
    let clock = visit.clock_of(&opened.view);
    let back = format!("{}/correct/{event}", address(&title(&opened)));
    let here = format!("{}/elsewhere/{event}", address(&title(&opened)));
    let content = html! {
        (headed(visit, &opened, words.say("change-elsewhere-title"), words.say("change-elsewhere-what")))
        (typed.summary(words))
        (as_told(visit, &opened, known).await?)
        @if let Some((to, row)) = &target {
            (form(visit, &here, &html! {
                input type="hidden" name="to" value=(to);
                input type="hidden" name="sure" value="1";
                p { (words.say("change-elsewhere-to")) " " strong { (named(visit, row, &clock)) } " " span class="code" { (look::own(to.to_string())) } }
                p class="form-note" { (words.say("change-elsewhere-then")) }
                (look::form_end(words, words.say("change-elsewhere-do"), &[], Some(&here)))
            })?)
        } @else {
            (form(visit, &here, &html! {
                (look::text_field(words, typed.field("to", words.say("change-elsewhere-code")).required(), TextKind::Code, typed.get("to")))
                (look::form_end(words, words.say("change-elsewhere-look"), &[], Some(&back)))
            })?)
        }
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}
