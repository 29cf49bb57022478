//! Case conferences of a record: all of them, and in short on its first page.
//!
//! Invariant: the school's side reads of a meeting, of its day and place and its own part; neither the word "case" nor
//! why it was called, how many parts there are, or who else comes.

pub(super) mod new;
pub(super) mod one;
mod parts;
pub(super) mod print;

use app::{Opened, Shown, case::conference::REASONS};
use axum::response::Response;
use domain::{
    Coming, Compartment, ConferenceEvent, PersonCode, Private,
    record::{Conference, ConferenceState, Frame},
};
use maud::{Markup, html};

use super::{
    form::head,
    happened::What,
    listing::label,
    person::{address, title},
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Icon, Line, Tone, Weight},
    visit::Visit,
    words::Clock,
};

/// What the list of conferences is called for this reader.
fn heading(visit: &Visit, opened: &Opened) -> &'static str {
    if opened.grant.is_outside() {
        visit.words.say("conference-meetings")
    } else {
        visit.words.say("conference-all")
    }
}

/// What one is called for this reader.
fn name(visit: &Visit, opened: &Opened) -> &'static str {
    if opened.grant.is_outside() {
        visit.words.say("conference-meeting")
    } else {
        visit.words.say("conference-title")
    }
}

/// Where the conferences of a record are.
fn base(opened: &Opened) -> String {
    format!("{}/conferences", address(&title(opened)))
}

/// What a part is called.
fn part_label(visit: &Visit, part: &Compartment) -> String {
    label(visit, app::case::conference::PARTS, part.as_str())
}

fn mark(visit: &Visit, state: ConferenceState) -> Markup {
    let words = visit.words;
    match state {
        ConferenceState::Called => look::state(Tone::Now, Icon::Clock, words.say("conference-state-called")),
        ConferenceState::Held => look::state(Tone::Good, Icon::Done, words.say("conference-state-held")),
        ConferenceState::CalledOff => look::state(Tone::Calm, Icon::Cross, words.say("conference-state-off")),
    }
}

/// Whether somebody comes, as a mark.
fn coming(visit: &Visit, answer: Option<Coming>) -> Markup {
    let words = visit.words;
    match answer {
        Some(Coming::Yes) => look::state(Tone::Good, Icon::Check, words.say("conference-answered-yes")),
        Some(Coming::No) => look::state(Tone::Late, Icon::Cross, words.say("conference-answered-no")),
        None => look::state(Tone::Calm, Icon::Circle, words.say("conference-unanswered")),
    }
}

/// Why it was called, to whoever may know; else what it is about for this reader.
fn about(visit: &Visit, conference: &Conference) -> Option<String> {
    let why = conference.why.why.as_ref().map(|why| label(visit, REASONS, why.as_str()));
    why.or_else(|| {
        let own = visit.app().own_invitation(visit.who().ok()?, conference)?;
        own.about.as_ref().map(|about| part_label(visit, about))
    })
}

/// All conferences that this reader is told of.
pub(super) async fn list(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    let opened = visit.app().conferences(visit.who()?, &code, Shown::RecordConferences).await?;
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let base = base(&opened);
    let told = opened.view.conferences();
    let rows: Vec<(String, &Frame, &Conference)> = told
        .into_iter()
        .map(|(frame, conference)| (format!("{base}/{}", conference.id), frame, conference))
        .collect();
    let lines: Vec<Line<'_>> =
        rows.iter().map(|(href, frame, conference)| line(&visit, href, frame, conference, &clock)).collect();
    let content = html! {
        (head(&visit, &opened, heading(&visit, &opened)))
        @if opened.grant.may_do("conference.call") && !is_closed(&opened) {
            p { (look::link_button_with(Icon::People, words.say("conference-call-do"), &format!("{base}/new"), Weight::First)) }
        }
        @if lines.is_empty() { (look::empty(Icon::People, words.say("conference-empty"), None)) }
        @else { (look::sheet(&look::lines(&lines))) }
    };
    visit.text_page(&title(&opened), content).await
}

fn line<'l>(visit: &Visit, href: &'l str, frame: &Frame, conference: &Conference, clock: &Clock) -> Line<'l> {
    Line {
        href,
        icon: Some(Icon::People),
        title: html! { (visit.words.exact(frame.meeting.start, clock)) },
        detail: about(visit, conference).map(|about| html! { (about) }),
        end: Some(mark(visit, frame.state)),
    }
}

fn is_closed(opened: &Opened) -> bool {
    !opened.grant.is_outside() && opened.facts.stage.as_ref().is_some_and(|stage| *stage == "closed")
}

/// The picture and the words of an event, for the timeline and the history.
pub(super) fn happened(visit: &Visit, event: &ConferenceEvent) -> (Icon, &'static str, What) {
    match event {
        ConferenceEvent::Called { task: Some(_), .. } => (Icon::People, "conference-called", What::Nothing),
        ConferenceEvent::Called { task: None, .. } => (Icon::People, "conference-told", What::Nothing),
        ConferenceEvent::Explained { why, .. } => match &why.why {
            Some(why) => (Icon::Write, "conference-why", What::Text(label(visit, REASONS, why.as_str()))),
            None => (Icon::Write, "conference-noted", What::Nothing),
        },
        ConferenceEvent::Moved { .. } => (Icon::Clock, "conference-moved", What::Nothing),
        ConferenceEvent::Invited { .. } => (Icon::People, "conference-invited", What::Nothing),
        ConferenceEvent::Answered { coming: Coming::Yes, .. } => {
            (Icon::Check, "conference-comes", What::Nothing)
        }
        ConferenceEvent::Answered { coming: Coming::No, .. } => {
            (Icon::Cross, "conference-cannot", What::Nothing)
        }
        ConferenceEvent::AgendaAdded { .. } => (Icon::Plus, "conference-agenda", What::Nothing),
        ConferenceEvent::Minuted { .. } => (Icon::Write, "conference-minuted", What::Nothing),
        ConferenceEvent::Decided { .. } => (Icon::Done, "conference-decided", What::Nothing),
        ConferenceEvent::Held { .. } => (Icon::Done, "conference-held", What::Nothing),
        ConferenceEvent::CalledOff { .. } => (Icon::Cross, "conference-off", What::Nothing),
    }
}

/// What was written with an event.
pub(super) fn in_its_words(event: &ConferenceEvent) -> Option<&Private<String>> {
    match event {
        ConferenceEvent::Moved { reason, .. } | ConferenceEvent::CalledOff { reason, .. } => reason.as_ref(),
        ConferenceEvent::Explained { why, .. } => {
            why.reason.as_ref().or_else(|| why.child.as_ref()?.word.as_ref())
        }
        ConferenceEvent::Answered { word, .. } => word.as_ref(),
        ConferenceEvent::AgendaAdded { item: text, .. }
        | ConferenceEvent::Minuted { text, .. }
        | ConferenceEvent::Decided { text, .. } => Some(text),
        ConferenceEvent::Called { .. } | ConferenceEvent::Invited { .. } | ConferenceEvent::Held { .. } => {
            None
        }
    }
}

/// The next conference in short, or that there is none: for the first page of a record.
pub(super) fn card(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let calls = opened.grant.may_do("conference.call") && !is_closed(opened);
    let told = opened.view.conferences();
    let person = matches!(opened.kind().as_str(), "child" | "adult");
    if !person || (told.is_empty() && !calls) {
        return html! {};
    }
    let base = base(opened);
    let next = told.iter().rev().find(|(frame, _)| frame.state == ConferenceState::Called);
    let held = told.iter().find(|(frame, _)| frame.state == ConferenceState::Held);
    let href = next.map(|(_, conference)| format!("{base}/{}", conference.id));
    let all = (!told.is_empty()).then(|| look::link_button(words.say("overview-open"), &base, Weight::Plain));
    look::card(
        heading(visit, opened),
        all.as_ref(),
        &html! {
            @if let (Some((frame, conference)), Some(href)) = (next, &href) {
                (look::lines(&[Line {
                    end: visit.who().ok().and_then(|who| visit.app().own_invitation(who, conference))
                        .map(|own| coming(visit, own.answer.as_ref().map(|(coming, ..)| *coming))),
                    ..line(visit, href, frame, conference, clock)
                }]))
            } @else {
                p class="soft" { (words.say("conference-none")) }
            }
            @if let Some((frame, _)) = held {
                p class="soft" { (words.say_with("conference-last", args!["day" => words.date(clock.day_of(frame.meeting.start))])) }
            }
            @if calls && next.is_none() {
                p { (look::link_button_with(Icon::People, words.say("conference-call-do"), &format!("{base}/new"), Weight::Quiet)) }
            }
        },
    )
}
