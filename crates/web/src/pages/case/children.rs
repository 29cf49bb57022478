//! The caseload: the people this reader answers for or helps, and finding one by code or name.

use app::Filter;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Kind, PersonCode, Stage, Urgency};
use maud::{Markup, html};
use serde::Deserialize;

use super::person::{address, code_of, named};
use crate::{
    args,
    fail::Fail,
    given::Query,
    look::{self, Column, Icon},
    visit::Visit,
};

/// Rows on a page.
const ROWS: usize = 50;
/// How far a search by name looks through one's own records.
const SEARCHED: usize = 500;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    q: Option<String>,
    after: Option<String>,
    urgency: Option<String>,
    closed: Option<String>,
    kind: Option<String>,
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
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
    let rows_wanted = if query.is_empty() { ROWS } else { SEARCHED };
    let list = if query.is_empty() {
        visit.app().list(who, app::Shown::Children, &filter, after, rows_wanted).await?
    } else {
        visit.app().search_own(who, query, &filter, SEARCHED).await?
    };
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let inside = list.rows.iter().any(|row| row.stage.is_some());
    let mut columns = vec![Column::text(words.say("list-name"))];
    if inside {
        columns.extend([
            Column::text(words.say("list-urgency")),
            Column::text(words.say("list-stage")),
            Column::text(words.say("list-next")),
        ]);
    }
    let rows: Vec<Vec<Markup>> = list
        .rows
        .iter()
        .map(|row| {
            let code = code_of(row);
            let mut cells = vec![html! {
                a href=(address(&code)) { (named(&visit, row, &clock)) }
                " " span class="code soft" { (look::own(&code)) }
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
    let on = match list.next {
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
    let has_cases = inside || reads_a_case(&visit, who);
    let tabs = if has_cases { &tabs[..] } else { &[] };
    let lead = (!query.is_empty()).then(|| words.say_with("search-found", args!["count" => rows.len()]));
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
        (look::heading(title, lead.as_deref(), &new))
        @if query.is_empty() && !tabs.is_empty() {
            (look::tabs(words, words.say("list-filter"), tabs, &visit.here))
        }
        @if rows.is_empty() {
            (look::empty(Icon::Child, words.say(if query.is_empty() { "list-empty" } else { "search-none" }), None))
        } @else {
            (look::table(title, &columns, &rows))
            (look::pages(words, &words.say_with("list-count", args!["count" => rows.len()]), asked.after.is_some().then_some("/children"), on.as_deref()))
        }
    };
    visit.page(title, content).await
}

/// Whether any role of this reader follows a person's case anywhere, so that an empty list still has its parts.
fn reads_a_case(visit: &Visit, who: &app::SignedIn) -> bool {
    let protocol = visit.app().protocol();
    let held = who.actor().roles.iter().filter_map(|held| protocol.table().role(held.role.as_str()));
    held.flat_map(|role| &role.grants)
        .filter(|grant| grant.kinds.contains("child") || grant.kinds.contains("adult"))
        .any(|grant| grant.levels.get("case").is_some_and(|level| *level >= policy::Level::Read))
}
