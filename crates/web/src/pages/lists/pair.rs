//! Two records side by side, field by field, and what the registrar decides of them.

use app::{
    Refused,
    case::link::BETWEEN_PEOPLE,
    matching::{Compared, Decide, Shared, SideBySide},
};
use axum::response::Response;
use domain::{GroundCode, Kin, MatchDecision, PersonCode, RecordId};
use maud::{Markup, html};

use super::{decision, kin, match_address, reasons, said};
use crate::{
    asking::value_text,
    fail::Fail,
    given::Path,
    look::{self, Bar, Button, Choice, Column, Field, Icon, Post, Tone},
    pages::case::{address, label, name},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
    words::Clock,
};

/// Bits below which a piece of evidence is not drawn, and beyond which the sum of all says something by itself.
const SHOWN: f64 = 0.3;
const STRONG: f64 = 2.0;

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
    let guessed = found.pair.proposed.kin;
    let (title, how) = match guessed {
        Some(_) => (words.say("match-kin-title"), words.say("match-kin-how")),
        None => (words.say("match-title"), words.say("match-how")),
    };
    let content = html! {
        p class="crumb" { a href="/matches" { (words.say("place-matches")) } }
        (look::heading(title, Some(how), &[]))
        (look::error_summary(words, problem.as_slice()))
        @if let Some(guessed) = guessed { p { strong { (kin(words, guessed)) } } }
        (reasons(words, found.pair.proposed.reasons.iter().copied()))
        (side_by_side(visit, title, &found, &clock))
        @match guessed {
            // What says that they are two speaks neither for their kinship nor against it.
            Some(_) => { (look::folded(words.say("match-kin-not-one"), &waterfall(visit, &found))) }
            None => { (waterfall(visit, &found)) }
        }
        @if !decided.is_empty() {
            (look::sheet(&html! {
                @for (known, by) in decided.iter().rev() {
                    p {
                        strong { (decision(words, known.decision)) } " "
                        @if let Some(relation) = &known.relation { (label(visit, "link_relations", relation.as_str())) " " }
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

/// The evidence as bars from a middle line, and in a sentence where they end.
fn waterfall(visit: &Visit, found: &SideBySide) -> Markup {
    let words = visit.words;
    if found.evidence.is_empty() {
        return html! {};
    }
    let end: f64 = found.evidence.iter().map(|one| one.bits).sum();
    let figure = |bits: f64| {
        let sign = if bits > 0.0 { "+" } else { "" };
        format!("{sign}{}", words.decimal(bits, 1))
    };
    let steps: Vec<(&str, f64)> = found
        .evidence
        .iter()
        .filter(|one| one.bits.abs() >= SHOWN)
        .map(|one| (said(words, one.reason).2, one.bits))
        .chain([(words.say("match-evidence-end"), end)])
        .collect();
    let figures: Vec<String> = steps.iter().map(|(_, bits)| figure(*bits)).collect();
    #[expect(clippy::cast_possible_truncation, reason = "tens of bits, in hundredths")]
    let bars: Vec<Bar<'_>> = steps
        .iter()
        .zip(&figures)
        .map(|((label, bits), figure)| Bar { label, value: (bits * 100.0) as i64, figure, href: None })
        .collect();
    let in_short = match end {
        end if end >= STRONG => words.say("match-evidence-strong"),
        end if end >= -STRONG => words.say("match-evidence-some"),
        _ => words.say("match-evidence-against"),
    };
    look::sheet(&html! {
        p { strong { (in_short) } }
        (look::evidence(words.say("match-evidence"), &bars))
        p class="soft" { (words.say("match-evidence-how")) }
    })
}

fn side_by_side(visit: &Visit, title: &str, found: &SideBySide, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let heading = |at: usize| {
        let kind = protocol.kinds().get(found.sides[at].kind().as_str());
        let kind = kind.map(|kind| visit.text(&kind.label)).unwrap_or_default();
        // On a telephone two adults stand under each other: which is the first?
        format!("{}. {kind}", at + 1)
    };
    let headings = [heading(0), heading(1)];
    let mut columns = vec![
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
    // Brothers and mothers are told apart by what differs: it is no fault.
    if found.pair.proposed.kin.is_some() {
        columns.truncate(3);
        for row in &mut rows {
            row.truncate(3);
        }
    }
    look::table(title, &columns, &rows)
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
    let guessed = found.pair.proposed.kin;
    let offered = MatchDecision::ALL
        .iter()
        .copied()
        .filter(|known| Some(*known) != last || *known == MatchDecision::Related);
    let word = |decision: MatchDecision| match decision {
        MatchDecision::Same => words.say("match-same-do"),
        MatchDecision::Related => words.say("match-related-do"),
        MatchDecision::Different if guessed.is_some() => words.say("match-rejected-do"),
        MatchDecision::Different => words.say("match-different-do"),
        MatchDecision::Unsure => words.say("match-unsure-do"),
    };
    let relations: Vec<(&str, String)> =
        BETWEEN_PEOPLE.iter().map(|code| (*code, label(visit, "link_relations", code))).collect();
    let relations: Vec<Choice<'_>> = relations.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let asked =
        Field::new("relation", words.say("match-relation")).hint(Some(words.say("match-relation-hint")));
    Ok(look::sheet(&look::action_form(
        post,
        &html! {
            @match guessed {
                Some(_) => { input type="hidden" name="guess" value="1"; }
                None => { p class="soft" { (words.say("match-linked-not-merged")) } }
            }
            (look::choice_field(words, asked, &relations, Some(likely(guessed))))
            (look::text_area(words, Field::new("note", words.say("match-note")), 2, ""))
            div class="form-end" {
                @for decision in offered {
                    (look::button(Button::quiet(word(decision)).sends("decision", decision.code())))
                }
            }
        },
    )))
}

/// What the second would be to the first, who is the elder.
const fn likely(guessed: Option<Kin>) -> &'static str {
    match guessed {
        Some(Kin::MotherChild | Kin::FatherChild | Kin::ParentChild) => "child",
        Some(Kin::Siblings) => "sibling",
        Some(Kin::HalfSiblings) => "half_sibling",
        Some(Kin::Grandparent) => "grandchild",
        None => "",
    }
}

pub(super) async fn decide(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let decision =
        posted.text("decision").and_then(MatchDecision::from_code).ok_or(Fail(Refused::NotFound))?;
    let note = posted.raw("note").filter(|note| !note.trim().is_empty()).map(Into::into);
    let relation = posted.maybe::<GroundCode>("relation")?;
    let relation = relation.filter(|known| BETWEEN_PEOPLE.contains(&known.as_str()));
    let sent = Decide { command: posted.command, code, decision, relation, note };
    match visit.app().decide_match(visit.who()?, sent).await {
        // Of a guess that was wrong nothing is left to look at.
        Ok(_) if decision == MatchDecision::Different && posted.text("guess").is_some() => {
            Ok(visit.go("/matches?show=family", "said-saved"))
        }
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
