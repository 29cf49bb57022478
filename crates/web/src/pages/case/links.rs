//! Who is what to whom: people linked by hand, and linked no longer.
//!
//! Invariant: only people whose record this reader may open and link stand here; a code that they may not open is
//! answered as one that does not exist.

use app::case::link::{BETWEEN_PEOPLE, Link, OF_A_FAMILY};
use axum::response::Response;
use domain::{GroundCode, PersonCode};
use maud::{Markup, html};

use super::{
    form::headed,
    listing::label,
    person::{address, code_of, named, open_to, title},
    typed::{Typed, form},
};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Button, Choice, Icon, TextKind},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default()).await
}

pub(super) async fn link(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    // Whether somebody may link comes before whether whom they name is known here.
    open_to(visit, &code, app::Shown::RecordLinks, "record.link").await?;
    let mut typed = Typed::sent(&posted);
    let relation = posted.maybe::<GroundCode>("relation")?;
    if relation.is_none() {
        typed.needed(words, "relation", words.say("tie-relation"));
    }
    let to = match typed.maybe("to").map(|text| text.as_str().parse::<PersonCode>()) {
        Some(Ok(to)) => Some(to),
        Some(Err(_)) => {
            typed.wrong("to", words.say("tie-to"), words.say("refused-link-unknown"));
            None
        }
        None => {
            typed.needed(words, "to", words.say("tie-to"));
            None
        }
    };
    if let (Some(relation), Some(to), true) = (relation, to, typed.is_fine()) {
        let sent = Link { command: posted.command, code, to, relation };
        match visit.app().link_records(visit.who()?, sent).await {
            Ok(_) => return Ok(visit.go(&here(&code), "said-linked")),
            Err(error) => typed.refused(visit, error, |reason| match reason {
                "link-does-not-fit" | "no-father-here" | "link-too-young" | "sex-needed" => {
                    Some(("relation", words.say("tie-relation")))
                }
                _ => Some(("to", words.say("tie-to"))),
            })?,
        }
    }
    show(visit, &code, typed).await
}

pub(super) async fn unlink(
    Path((code, to)): Path<(PersonCode, PersonCode)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    let field = format!("reason.{to}");
    if typed.is_fine() {
        let reason = typed.text(&field);
        match visit.app().unlink_records(visit.who()?, posted.command, &code, &to, &reason).await {
            Ok(_) => return Ok(visit.go(&here(&code), "said-unlinked")),
            Err(error) => {
                typed.refused(visit, error, |_| Some((&field, visit.words.say("tie-end-why"))))?;
            }
        }
    }
    show(visit, &code, typed).await
}

fn here(code: &PersonCode) -> String {
    format!("{}/links", address(&code.to_string()))
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let (opened, linked) = visit.app().links(visit.who()?, code).await?;
    let words = visit.words;
    let (here, clock) = (here(code), visit.clock_of(&opened.view));
    let mut listed: Vec<Markup> = Vec::new();
    for one in &linked {
        let to = code_of(&one.record);
        let field = format!("reason.{to}");
        let ending = form(
            visit,
            &format!("{here}/{to}/unlink"),
            &html! {
                (look::text_area(words, typed.field(&field, words.say("tie-end-why")).required(), 2, typed.get(&field)))
                (look::buttons(&[look::button(Button::grave(words.say("tie-end-do")))]))
            },
        )?;
        listed.push(html! {
            div class="group" {
                p { a href=(address(&to)) { (named(visit, &one.record, &clock)) } " " span class="soft" { (label(visit, "link_relations", one.relation.as_str())) } }
                (typed.folded(&field, words.say("tie-end-do"), &ending))
            }
        });
    }
    let offered: &[&str] = if *opened.kind() == "family" { &OF_A_FAMILY } else { &BETWEEN_PEOPLE };
    let offered: Vec<(&str, String)> =
        offered.iter().map(|code| (*code, label(visit, "link_relations", code))).collect();
    let offered: Vec<Choice<'_>> = offered.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let content = html! {
        (headed(visit, &opened, words.say("tie-title"), words.say("tie-what")))
        (typed.summary(words))
        @if listed.is_empty() { (look::empty(Icon::People, words.say("tie-empty"), None)) }
        @for one in &listed { (one) }
        (look::card(words.say("tie-do"), None, &form(visit, &here, &html! {
            (look::text_field(words, typed.field("to", words.say("tie-to")).hint(Some(words.say("tie-to-hint"))).required(), TextKind::Code, typed.get("to")))
            (look::radio_field(words, typed.field("relation", words.say("tie-relation")).required(), &offered, typed.chosen("relation")))
            (look::form_end(words, words.say("tie-do"), &[], Some(&address(&title(&opened)))))
        })?))
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}
