//! Two records side by side, field by field, and what the registrar decides of them.

use app::{
    Refused,
    matching::{Compared, Decide, Shared, SideBySide},
};
use axum::response::Response;
use domain::{MatchDecision, PersonCode, RecordId};
use maud::{Markup, html};

use super::{decision, match_address, reasons};
use crate::{
    asking::value_text,
    fail::Fail,
    given::Path,
    look::{self, Button, Column, Field, Icon, Post, Tone},
    pages::case::{address, name},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
    words::Clock,
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    Box::pin(show(&visit, &code, None)).await
}

async fn show(visit: &Visit, code: &PersonCode, refused: Option<&str>) -> Result<Response, Fail> {
    let found = visit.app().side_by_side(visit.who()?, code).await?;
    let words = visit.words;
    let clock = visit.clock_of(&found.opened.view);
    let mut decided = Vec::new();
    for known in &found.pair.decisions {
        decided.push((known, visit.name_of(known.by).await?));
    }
    let problem = refused.map(|message| look::Problem { field: None, label: None, message });
    let text = code.to_string();
    let content = html! {
        p class="crumb" { a href="/matches" { (words.say("place-matches")) } }
        (look::heading(words.say("match-title"), Some(words.say("match-how")), &[]))
        (look::error_summary(words, problem.as_slice()))
        (reasons(words, found.pair.proposed.reasons.iter().copied()))
        (side_by_side(visit, &found, &clock))
        @if !decided.is_empty() {
            (look::sheet(&html! {
                @for (known, by) in decided.iter().rev() {
                    p {
                        strong { (decision(words, known.decision)) } " "
                        span class="soft" { (words.exact(known.at, &clock)) " · " (look::own(by)) }
                    }
                    @if let Some(note) = &known.note { (look::written(note.as_str())) }
                }
            }))
        }
        @if found.opened.grant.may_do("match.decide") { (form(visit, code, &found)?) }
    };
    let mut response = visit.page(&text, content).await?;
    if refused.is_some() {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn side_by_side(visit: &Visit, found: &SideBySide, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let heading = |at: usize| {
        let kind = protocol.kinds().get(found.sides[at].kind().as_str());
        kind.map(|kind| visit.text(&kind.label)).unwrap_or_default()
    };
    let headings = [heading(0), heading(1)];
    let columns = [
        Column::text(words.say("match-field")),
        Column::text(&headings[0]),
        Column::text(&headings[1]),
        Column::text(words.say("match-agrees")),
    ];
    let who = |at: usize| {
        let code = found.sides[at].code().map(|code| code.to_string()).unwrap_or_default();
        html! {
            a href=(address(&code)) { (look::own(name(visit, &found.sides[at]).unwrap_or_else(|| code.clone()))) }
            " " span class="code soft" { (look::own(&code)) }
        }
    };
    let mut rows = vec![vec![html! { (words.say("match-record")) }, who(0), who(1), html! {}]];
    rows.extend(found.fields.iter().map(|field| line(visit, field, clock)));
    look::table(words.say("match-title"), &columns, &rows)
}

fn line(visit: &Visit, field: &Compared, clock: &Clock) -> Vec<Markup> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let form = protocol.form("listed_person");
    let known = form.and_then(|form| {
        form.fields().into_iter().map(|(field, _)| field).find(|known| known.name == *field.field)
    });
    let label = known.map(|known| visit.text(&known.label)).unwrap_or_default();
    let said = |at: usize| {
        let text = field.values[at].as_ref().zip(known);
        html! { @if let Some((value, known)) = text { (look::own(value_text(visit, &known.field_type, value, clock))) } }
    };
    let agrees = match field.shared {
        Shared::Same => look::state(Tone::Good, Icon::Check, words.say("match-agrees-same")),
        Shared::Other => look::state(Tone::Soon, Icon::Cross, words.say("match-agrees-not")),
        Shared::Missing => look::state(Tone::Calm, Icon::Circle, words.say("match-agrees-missing")),
    };
    vec![html! { (label) }, said(0), said(1), agrees]
}

fn form(visit: &Visit, code: &PersonCode, found: &SideBySide) -> Result<Markup, Fail> {
    let words = visit.words;
    let action = match_address(code);
    let command = visit.command()?;
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let last = found.pair.decided().map(|known| known.decision);
    let offered = MatchDecision::ALL.iter().copied().filter(|known| Some(*known) != last);
    let word = |decision: MatchDecision| match decision {
        MatchDecision::Same => words.say("match-same-do"),
        MatchDecision::Related => words.say("match-related-do"),
        MatchDecision::Different => words.say("match-different-do"),
        MatchDecision::Unsure => words.say("match-unsure-do"),
    };
    Ok(look::sheet(&look::action_form(
        post,
        &html! {
            p class="soft" { (words.say("match-linked-not-merged")) }
            (look::text_area(words, Field::new("note", words.say("match-note")), 2, ""))
            div class="form-end" {
                @for decision in offered {
                    (look::button(Button::quiet(word(decision)).sends("decision", decision.code())))
                }
            }
        },
    )))
}

pub(super) async fn decide(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let decision =
        posted.text("decision").and_then(MatchDecision::from_code).ok_or(Fail(Refused::NotFound))?;
    let note = posted.raw("note").filter(|note| !note.trim().is_empty()).map(Into::into);
    let sent = Decide { command: posted.command, code, decision, note };
    match visit.app().decide_match(visit.who()?, sent).await {
        Ok(_) => Ok(visit.go(&match_address(&code), "said-saved")),
        Err(Refused::Because(reason)) => Box::pin(show(visit, &code, Some(&sentence(visit, &reason)))).await,
        Err(error) => Err(error.into()),
    }
}

/// Two records that a registrar puts together by hand; from there it is a pair like any other.
pub(super) async fn attach(Path(listed): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let who = visit.who()?;
    let to = posted.text("to").and_then(|to| to.parse::<PersonCode>().ok());
    // A code that is none reads like one of a record that may not be opened.
    let to = to.ok_or(Fail(Refused::NotFound))?;
    match visit.app().attach(who, posted.command, &listed, &to, None).await {
        Ok(done) => {
            let id: RecordId = done.id().ok_or(Refused::NotFound)?;
            let opened = visit.app().open(who, id, app::Door::page(app::Shown::Match)).await?;
            let code = opened.code().ok_or(Refused::NotFound)?;
            Ok(visit.go(&match_address(&code), "said-saved"))
        }
        Err(error) => Err(error.into()),
    }
}
