//! Searching beyond one's own cases: for what, why, and what is known of whoever is looked for.
//!
//! Invariant: who is found stands in the answer to what was sent and in no address; the answer leaves at even steps of
//! time, and says the same whether nobody fits or somebody does whom this reader may not open.

use app::{
    SignedIn,
    find::{Found, Purpose, Wide},
};
use axum::response::Response;
use domain::Private;
use maud::{Markup, html};

use super::{
    children::why,
    person::{address, code_of, named},
    typed::{Typed, form},
};
use crate::{
    args,
    fail::Fail,
    look::{self, Choice, Column, Icon, TextKind, Tone},
    posted::Posted,
    server::Even,
    visit::Visit,
    words::Words,
};

/// Whether somebody has this office.
pub(super) fn may(visit: &Visit, who: &SignedIn) -> bool {
    visit.app().protocol().table().office(who.actor(), "search.wide")
}

/// What a purpose is called.
pub(crate) fn purpose_said(words: Words, purpose: Purpose) -> &'static str {
    words.say(match purpose {
        Purpose::Known => "search-for-known",
        Purpose::Relatives => "search-for-relatives",
        Purpose::Asks => "search-for-asks",
        Purpose::Authority => "search-for-authority",
        Purpose::Danger => "search-for-danger",
    })
}

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, Typed::default(), None).await
}

pub(super) async fn find(posted: Posted) -> Result<Response, Fail> {
    let even = Even::now();
    let visit = &posted.visit;
    let words = visit.words;
    demand(visit)?;
    let mut typed = Typed::sent(&posted);
    let purpose = Purpose::from_code(typed.get("purpose"));
    if purpose.is_none() {
        typed.needed(words, "purpose", words.say("search-purpose"));
    }
    let (reason, text) = (typed.text("reason"), known_of(&typed));
    for code in Wide::lacks(visit.who()?, &reason, &text) {
        let (field, label) = match code {
            "search-reason" => ("reason", words.say("search-reason")),
            _ => ("names", words.say("search-names")),
        };
        typed.wrong(field, label, words.say_code("refused", code, &[]));
    }
    let mut found = None;
    if let Some(purpose) = purpose.filter(|_| typed.is_fine()) {
        match visit.app().search_wide(visit.who()?, &Wide { purpose, reason, text }).await {
            Ok(people) => found = Some(people),
            Err(error) => typed.refused(visit, error, |_| None)?,
        }
    }
    let page = show(visit, typed, found).await;
    even.out().await;
    page
}

fn known_of(typed: &Typed) -> Private<String> {
    let facts = ["names", "born", "number"].map(|field| typed.get(field).trim());
    facts.join(" ").into()
}

/// Goes on only in the office of those who may.
fn demand(visit: &Visit) -> Result<(), Fail> {
    if may(visit, visit.who()?) { Ok(()) } else { Err(Fail(app::Refused::NotFound)) }
}

async fn show(visit: &Visit, typed: Typed, found: Option<Vec<Found>>) -> Result<Response, Fail> {
    demand(visit)?;
    let words = visit.words;
    let title = words.say("search-wide-title");
    let purposes: Vec<(&str, &str)> =
        Purpose::ALL.iter().map(|purpose| (purpose.code(), purpose_said(words, *purpose))).collect();
    let choices: Vec<Choice<'_>> = purposes.iter().map(|(code, said)| Choice::new(code, said)).collect();
    let content = html! {
        (look::heading(title, None, &[]))
        (look::notice(Tone::Soon, Icon::Eye, &html! { p { (words.say("search-wide-what")) } }))
        (typed.summary(words))
        @if let Some(found) = &found { (results(visit, found)) }
        (form(visit, "/search", &html! {
            (look::list_field(words, typed.field("purpose", words.say("search-purpose")).required(), &choices, typed.chosen("purpose")))
            (look::text_area(words, typed.field("reason", words.say("search-reason")).hint(Some(words.say("search-reason-hint"))).required(), 2, typed.get("reason")))
            (look::text_field(words, typed.field("names", words.say("search-names")).hint(Some(words.say("search-names-hint"))), TextKind::Plain, typed.get("names")))
            (look::text_field(words, typed.field("born", words.say("search-born")).hint(Some(words.say("search-born-hint"))), TextKind::Plain, typed.get("born")))
            (look::text_field(words, typed.field("number", words.say("search-number")), TextKind::Code, typed.get("number")))
            (look::form_end(words, words.say("search-wide-do"), &[], None))
        })?)
    };
    Ok(typed.answer(visit.text_page(title, content).await?))
}

fn results(visit: &Visit, found: &[Found]) -> Markup {
    let words = visit.words;
    let clock = visit.clock();
    let rows: Vec<Vec<Markup>> = found
        .iter()
        .map(|found| {
            let code = code_of(&found.row);
            vec![html! {
                a href=(address(&code)) { (named(visit, &found.row, &clock)) }
                " " span class="code soft" { (look::own(&code)) }
                (why(visit, found))
            }]
        })
        .collect();
    html! {
        @if rows.is_empty() {
            (look::empty(Icon::Child, words.say("search-none"), None))
        } @else {
            p role="status" { (words.say_with("search-found", args!["count" => rows.len()])) }
            (look::table(words.say("search-wide-title"), &[Column::text(words.say("list-name"))], &rows))
        }
    }
}
