//! Moving a case on to the next stage, as far as the protocol lets it go from where it is.

use app::case::move_stage::MoveStage;
use axum::response::Response;
use domain::{GroundCode, PersonCode, Stage};
use maud::html;
use protocol::stage;

use super::{
    form::head,
    person::{address, open_to, title},
    typed::{Typed, form},
};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Choice, Icon},
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
    match posted.maybe::<Stage>("to")? {
        Some(to) if typed.is_fine() => {
            let sent = MoveStage {
                command: posted.command,
                code,
                to,
                ground: posted.maybe::<GroundCode>("ground")?,
                reason: typed.maybe("reason"),
            };
            match visit.app().move_stage(visit.who()?, sent).await {
                Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-stage-moved")),
                Err(error) => typed.refused(visit, error, |reason| match reason {
                    "ground-needed" => Some(("ground", words.say("close-ground"))),
                    _ => Some(("to", words.say("stage-move-title"))),
                })?,
            }
        }
        Some(_) => {}
        None => typed.needed(words, "to", words.say("stage-move-title")),
    }
    show(visit, &code, typed).await
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordStage, "stage.move").await?;
    let words = visit.words;
    let protocol = visit.app().protocol();
    let kind = opened.kind().as_str();
    let from = opened.view.stage().map_or("", Stage::as_str);
    // Closing, reopening and arriving have doors of their own.
    let ways: Vec<_> = stage::next(&protocol, kind, from)
        .into_iter()
        .filter(|way| way.action == "stage.move" && way.approval.is_none())
        .collect();
    let texts: Vec<(&str, String, String)> = ways
        .iter()
        .filter_map(|way| {
            let to = protocol.stage(kind, way.to.as_str())?;
            Some((to.code.as_str(), visit.text(&to.label), visit.text(&to.about)))
        })
        .collect();
    let choices: Vec<Choice<'_>> =
        texts.iter().map(|(value, label, about)| Choice::new(value, label).hint(about)).collect();
    let only = (choices.len() == 1).then(|| choices.first().map(|choice| choice.value)).flatten();
    let grounds = ways.iter().find_map(|way| way.grounds.as_ref());
    let grounds: Vec<(String, String)> =
        grounds.map(|list| super::listing::choices(visit, list.as_str())).unwrap_or_default();
    let grounds: Vec<Choice<'_>> = grounds.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let back = address(&title(&opened));
    let content = html! {
        (head(visit, &opened, words.say("stage-move-title")))
        (super::overview::stages(visit, &opened, &visit.clock_of(&opened.view)))
        (typed.summary(words))
        @if choices.is_empty() {
            (look::empty(Icon::Onward, words.say("stage-move-none"), None))
        } @else {
            (form(visit, &format!("{back}/stage"), &html! {
                (look::radio_field(words, typed.field("to", words.say("stage-move-title")).required(), &choices, typed.chosen("to").or(only)))
                @if !grounds.is_empty() {
                    (look::choice_field(words, typed.field("ground", words.say("close-ground")), &grounds, typed.chosen("ground")))
                }
                (look::text_area(words, typed.field("reason", words.say("stage-move-why")), 3, typed.get("reason")))
                (look::form_end(words, words.say("stage-move-do"), &[], Some(&back)))
            })?)
        }
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}
