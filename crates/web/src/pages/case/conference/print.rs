//! The minutes on paper: asked for with a reason, which is logged and printed.
//!
//! Invariant: paper travels. It carries the parts that its reader may open, and never the part on safety, whoever prints
//! it; on the school's side nothing but the reader's own part and the frame.

use app::{Door, Opened, Refused, Shown, case::conference::PartOf};
use axum::response::Response;
use domain::{
    ConferenceId, PersonCode,
    record::{Conference, ConferenceState, Frame},
};
use maud::{Markup, html};

use super::{base, name as called, one, parts};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, ChildHead, Icon, Page, Printed, Tone},
    pages::case::{
        form::head,
        person::{age, name, title},
        print::SHORTEST,
        typed::{Typed, form},
    },
    posted::Posted,
    visit::Visit,
};

/// What stays off paper.
const NOT_PRINTED: &str = "safety";

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path((code, conference)): Path<(PersonCode, ConferenceId)>,
) -> Result<Response, Fail> {
    ask(&visit, &code, conference, Typed::default()).await
}

async fn open(visit: &Visit, code: &PersonCode, door: Door) -> Result<Opened, Fail> {
    let opened = visit.app().conferences_through(visit.who()?, code, door).await?;
    if opened.grant.may_do("record.print") { Ok(opened) } else { Err(Fail(Refused::NotFound)) }
}

fn held(opened: &Opened, conference: ConferenceId) -> Result<(&Frame, &Conference), Fail> {
    let known = opened.view.conference(conference);
    known.filter(|(frame, _)| frame.state == ConferenceState::Held).ok_or(Fail(Refused::NotFound))
}

fn reads_safety(known: &Conference) -> bool {
    known.parts.values().any(|part| part.compartment == *NOT_PRINTED)
}

async fn ask(
    visit: &Visit,
    code: &PersonCode,
    conference: ConferenceId,
    typed: Typed,
) -> Result<Response, Fail> {
    let opened = open(visit, code, Door::page(Shown::RecordPrint)).await?;
    let (_, known) = held(&opened, conference)?;
    let words = visit.words;
    let back = format!("{}/{conference}", base(&opened));
    let content = html! {
        (head(visit, &opened, words.say("print-title")))
        (typed.summary(words))
        (look::notice(Tone::Now, Icon::Print, &html! {
            p { (words.say("conference-print-what")) }
            @if reads_safety(known) { p { (words.say("conference-print-safety")) } }
            p { (words.say("print-hand")) }
        }))
        (form(visit, &format!("{back}/print"), &html! {
            (look::text_field(words, typed.field("reason", words.say("print-why")).hint(Some(words.say("print-why-hint"))).required(), look::TextKind::Plain, typed.get("reason")))
            (look::form_end(words, words.say("print-show-do"), &[], Some(&back)))
        })?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

pub(in crate::pages::case) async fn show(
    Path((code, conference)): Path<(PersonCode, ConferenceId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let reason = typed.text("reason");
    if reason.as_str().chars().count() < SHORTEST {
        typed.wrong("reason", words.say("print-why"), words.say_code("refused", "reason-needed", &[]));
    }
    if !typed.is_fine() {
        return ask(visit, &code, conference, typed).await;
    }
    let door = Door::with_reason(Shown::RecordPrinted, reason.as_str());
    let opened = open(visit, &code, door).await?;
    let (frame, known) = held(&opened, conference)?;
    let clock = one::clock(visit, &opened);
    let code = title(&opened);
    let printed =
        Printed { code: &code, who: visit.who()?.name(), why: Some(reason.as_str()), at: visit.app().now() };
    let line = look::printed_line(words, printed, &clock);
    let (child, said_age) = (name(visit, &opened), age(visit, &opened, &clock));
    let head = ChildHead { code: &code, name: child.as_deref(), age: said_age.as_deref(), urgency: None };
    let mut cards: Vec<(PartOf, Markup)> = Vec::new();
    for (slot, part) in &known.parts {
        if part.compartment != *NOT_PRINTED {
            let of = PartOf::of(*slot, &part.compartment);
            let card = look::card(
                &parts::label(visit, &opened, &of),
                None,
                &parts::read(visit, &opened, part, &clock, parts::On::Paper).await?,
            );
            cards.push((of, card));
        }
    }
    cards.sort_by(|a, b| a.0.cmp(&b.0));
    let content = html! {
        p { button type="button" class="button first" data-print hidden { (look::icon(Icon::Print)) (words.say("print-do")) } }
        (look::child_head(words, head, &[]))
        p { strong { (called(visit, &opened)) } " · " (words.say("conference-secret")) }
        (one::facts(visit, frame, known, &clock).await?)
        @for (_, card) in &cards { (card) }
    };
    visit.show(Page::new(&code, content).printed(line).modules(&["print.js"])).await
}
