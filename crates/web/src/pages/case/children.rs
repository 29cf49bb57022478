//! The caseload: the people this reader answers for or helps, and finding one by anything that is known.
//!
//! Invariant: a search leaves at even steps of time, whoever else was met on the way.

use app::{
    Filter, Listed,
    find::{Found, How},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Kind, PersonCode, Stage, Urgency};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    person::{address, code_of, named},
    wide,
};
use crate::{
    args,
    fail::Fail,
    given::Query,
    look::{self, Column, Icon, Page},
    server::Even,
    visit::Visit,
};

/// Rows on a page.
const ROWS: usize = 50;
/// People found by one search.
const FOUND: usize = 50;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    q: Option<String>,
    after: Option<String>,
    urgency: Option<String>,
    closed: Option<String>,
    kind: Option<String>,
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let even = Even::now();
    let searches = asked.q.as_deref().is_some_and(|query| !query.trim().is_empty());
    let page = show(&visit, &asked).await;
    if searches {
        even.out().await;
    }
    page
}

async fn show(visit: &Visit, asked: &Asked) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let query = asked.q.as_deref().map(str::trim).unwrap_or_default();
    if let Ok(code) = query.parse::<PersonCode>() {
        return Ok(Redirect::to(&address(&code.to_string())).into_response());
    }
    let kind = if asked.kind.as_deref() == Some("adult") { "adult" } else { "child" };
    let mut filter = Filter::of(kind);
    filter.urgency = asked.urgency.as_deref().and_then(Urgency::from_code);
    if asked.closed.is_some() {
        filter.stages = vec![Stage::of("closed")];
    } else {
        filter.without_stages = vec![Stage::of("closed")];
    }
    if !query.is_empty() {
        filter.kinds.insert(Kind::of("adult"));
        filter.without_stages.clear();
    }
    let after = asked.after.as_deref().and_then(|after| visit.app().page_from(who, after));
    let (listed, whys, next) = if query.is_empty() {
        let list = visit.app().list(who, app::Shown::Children, &filter, after, ROWS).await?;
        (list.rows, Vec::new(), list.next)
    } else {
        let found = visit.app().search_own(who, query, &filter, FOUND).await?;
        let whys: Vec<Markup> = found.iter().map(|found| why(visit, found)).collect();
        (found.into_iter().map(|found| found.row).collect::<Vec<Listed>>(), whys, None)
    };
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let inside = listed.iter().any(|row| row.stage.is_some());
    let mut columns = vec![Column::text(words.say("list-name"))];
    if inside {
        columns.extend([
            Column::text(words.say("list-urgency")),
            Column::text(words.say("list-stage")),
            Column::text(words.say("list-next")),
        ]);
    }
    let rows: Vec<Vec<Markup>> = listed
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let code = code_of(row);
            let mut cells = vec![html! {
                a href=(address(&code)) { (named(visit, row, &clock)) }
                " " span class="code soft" { (look::own(&code)) }
                @if let Some(why) = whys.get(at) { (why) }
            }];
            if inside {
                cells.push(html! { @if let Some(urgency) = row.urgency { (look::urgency(words, urgency)) } });
                let stage =
                    row.stage.as_ref().and_then(|stage| protocol.stage(row.kind.as_str(), stage.as_str()));
                cells.push(html! { @if let Some(stage) = stage { (visit.text(&stage.label)) } });
                cells.push(html! { @if let Some(due) = row.next_due { (look::when(words, due, &clock)) } });
            }
            cells
        })
        .collect();
    let on = match next {
        Some(cursor) => Some(format!("/children?kind={kind}&after={}", visit.app().page_mark(who, cursor)?)),
        None => None,
    };
    let title = words.say("place-children");
    let tab = |label, href| look::Tab { label, href, count: None };
    let tabs = [
        tab(words.say("list-open"), "/children"),
        tab(words.say("list-urgent"), "/children?urgency=urgent"),
        tab(words.say("list-adults"), "/children?kind=adult"),
        tab(words.say("list-closed"), "/children?closed=1"),
    ];
    // The school's side knows neither urgency nor closure, and has one list.
    let has_cases = inside || reads_a_case(visit, who);
    let tabs = if has_cases { &tabs[..] } else { &[] };
    let opens = kind == "adult" && visit.app().opens_by_hand(who, "adult").await?;
    let new: Vec<Markup> = [("adult", words.say("by-hand-adult")), ("family", words.say("by-hand-family"))]
        .into_iter()
        .filter(|_| opens)
        .map(|(kind, text)| {
            look::link_button_with(
                Icon::Plus,
                text,
                &format!("/records/new?kind={kind}"),
                look::Weight::Quiet,
            )
        })
        .collect();
    let content = html! {
        (look::heading(title, None, &new))
        div data-found {
            @if query.is_empty() && !tabs.is_empty() {
                (look::tabs(words, words.say("list-filter"), tabs, &visit.here))
            }
            @if !query.is_empty() {
                p class="soft" role="status" { (words.say_with("search-found", args!["count" => rows.len()])) }
            }
            @if rows.is_empty() {
                (look::empty(Icon::Child, words.say(if query.is_empty() { "list-empty" } else { "search-none" }), None))
            } @else {
                (look::table(title, &columns, &rows))
                (look::pages(words, &words.say_with("list-count", args!["count" => rows.len()]), asked.after.is_some().then_some("/children"), on.as_deref()))
            }
            @if !query.is_empty() && wide::may(visit, who) {
                p { a href="/search" { (words.say("search-wide-do")) } }
            }
        }
    };
    visit.show(Page::new(title, content).searched(query).modules(&["search.js"])).await
}

/// Why somebody was found: a line for each fact.
pub(super) fn why(visit: &Visit, found: &Found) -> Markup {
    let words = visit.words;
    let mut said: Vec<String> = Vec::new();
    for why in &found.why {
        let (typed, fits) = (why.typed.as_str(), why.fits.as_deref().unwrap_or_default());
        let line = match why.how {
            How::Code => words.say_with("search-why-code", args!["typed" => typed]),
            How::Document => words.say_with("search-why-document", args!["typed" => typed]),
            How::Birth => words.say_with("search-why-birth", args!["typed" => typed]),
            How::Written => words.say_with("search-why-written", args!["fits" => fits]),
            How::Part => words.say_with("search-why-part", args!["typed" => typed, "fits" => fits]),
            How::Letters => words.say_with("search-why-letters", args!["typed" => typed, "fits" => fits]),
            How::Form => words.say_with("search-why-form", args!["typed" => typed, "fits" => fits]),
            How::Earlier => words.say_with("search-why-earlier", args!["fits" => fits]),
            How::Kunya => words.say_with("search-why-kunya", args!["fits" => fits]),
            How::Apart => words.say_with("search-why-apart", args!["typed" => typed]),
        };
        if !said.contains(&line) {
            said.push(line);
        }
    }
    html! { p class="soft hint" { (look::own(said.join(" · "))) } }
}

/// Whether any role of this reader follows a person's case anywhere, so that an empty list still has its parts.
fn reads_a_case(visit: &Visit, who: &app::SignedIn) -> bool {
    let protocol = visit.app().protocol();
    let held = who.actor().roles.iter().filter_map(|held| protocol.table().role(held.role.as_str()));
    held.flat_map(|role| &role.grants)
        .filter(|grant| grant.kinds.contains("child") || grant.kinds.contains("adult"))
        .any(|grant| grant.levels.get("case").is_some_and(|level| *level >= policy::Level::Read))
}
