//! The protection urgency: what it is now, why it changes, and what that moves.

use app::case::set_urgency::SetUrgency;
use axum::response::Response;
use domain::{PersonCode, Urgency};
use maud::html;

use super::{
    form::head,
    person::{address, open_to, title},
    typed::{Typed, form},
};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Choice},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default()).await
}

pub(super) async fn save(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let to = typed.chosen("to").and_then(Urgency::from_code);
    match to {
        Some(to) if typed.is_fine() => {
            let sent = SetUrgency { command: posted.command, code, to, reason: typed.text("reason") };
            match visit.app().set_urgency(visit.who()?, sent).await {
                Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-urgency-set")),
                Err(error) => {
                    typed.refused(visit, error, |_| Some(("reason", words.say("urgency-why"))))?;
                }
            }
        }
        Some(_) => {}
        None => typed.needed(words, "to", words.say("urgency-title")),
    }
    show(visit, &code, typed).await
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordUrgency, "urgency.set").await?;
    let words = visit.words;
    let protocol = visit.app().protocol();
    let now = opened.view.urgency.as_ref();
    let texts: Vec<(&str, String, String)> = Urgency::ALL
        .iter()
        .filter_map(|urgency| {
            let known = protocol.urgencies().get(urgency)?;
            Some((urgency.code(), visit.text(&known.label), visit.text(&known.about)))
        })
        .collect();
    let choices: Vec<Choice<'_>> =
        texts.iter().map(|(value, label, about)| Choice::new(value, label).hint(about)).collect();
    let chosen = typed.chosen("to").or(now.map(|(urgency, _)| urgency.code()));
    let content = html! {
        (head(visit, &opened, words.say("urgency-title")))
        @if let Some((urgency, reason)) = now {
            p { (look::urgency(words, *urgency)) }
            (look::written(reason.as_str()))
        }
        (typed.summary(words))
        (form(visit, &format!("{}/urgency", address(&title(&opened))), &html! {
            p class="form-note" { (words.say("urgency-what")) }
            (look::radio_field(words, typed.field("to", words.say("urgency-title")).required(), &choices, chosen))
            (look::text_area(words, typed.field("reason", words.say("urgency-why")).required(), 3, typed.get("reason")))
            (look::form_end(words, words.say("urgency-change-do"), &[], Some(&address(&title(&opened)))))
        })?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}
