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
    look::{self, Icon, Tone},
    pages::{
        case::{form::head, person::title, print::whose},
        paper::{self, Ask, Sheet},
    },
    posted::Posted,
    typed::Typed,
    visit::Visit,
};

/// What stays off paper.
const NOT_PRINTED: &str = "safety";

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path((code, conference)): Path<(PersonCode, ConferenceId)>,
) -> Result<Response, Fail> {
    let opened = open(&visit, &code, Door::page(Shown::RecordPrint)).await?;
    ask(&visit, &opened, conference, &Typed::default()).await
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
    opened: &Opened,
    conference: ConferenceId,
    typed: &Typed,
) -> Result<Response, Fail> {
    let (_, known) = held(opened, conference)?;
    let words = visit.words;
    let back = format!("{}/{conference}", base(opened));
    let asked = Ask {
        title: &title(opened),
        head: head(visit, opened, words.say("print-minutes")),
        told: look::notice(
            Tone::Now,
            Icon::Print,
            &html! {
                p { (words.say("conference-print-what")) }
                @if reads_safety(known) { p { (words.say("conference-print-safety")) } }
                p { (words.say("print-hand")) }
            },
        ),
        fields: html! {},
        hint: words.say("print-why-hint"),
        action: &format!("{back}/print"),
        back: &back,
    };
    paper::ask(visit, typed, asked).await
}

pub(in crate::pages::case) async fn show(
    Path((code, conference)): Path<(PersonCode, ConferenceId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let reason = paper::reason(words, &mut typed);
    let opened = open(visit, &code, Door::page(Shown::RecordPrint)).await?;
    held(&opened, conference)?;
    if !typed.is_fine() {
        return ask(visit, &opened, conference, &typed).await;
    }
    let door = Door::with_reason(Shown::MinutesPrinted, reason.as_str());
    let opened = open(visit, &code, door).await?;
    let (frame, known) = held(&opened, conference)?;
    let clock = one::clock(visit, &opened);
    let code = title(&opened);
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
        (whose(visit, &opened, &clock))
        p { strong { (called(visit, &opened)) } " · " (words.say("conference-secret")) }
        (one::facts(visit, frame, known, &clock).await?)
        @for (_, card) in &cards { (card) }
    };
    let sheet = Sheet {
        code: &code,
        words,
        reason: reason.as_str(),
        clock: &clock,
        back: &format!("{}/{conference}", base(&opened)),
        content,
    };
    paper::show(visit, sheet).await
}
