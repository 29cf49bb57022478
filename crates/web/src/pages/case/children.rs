//! The caseload: the people this reader answers for or helps, and finding one by code or name.

use app::Filter;
use axum::{
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Kind, PersonCode, Stage, Urgency};
use maud::{Markup, html};
use serde::Deserialize;

use super::person::{address, code_of, name_and_age};
use crate::{
    args,
    fail::Fail,
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
        visit.app().list(who, "children", &filter, after, rows_wanted).await?
    } else {
        visit.app().search_own(who, query, &filter, SEARCHED).await?
    };
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let inside = list.rows.iter().any(|row| row.stage.is_some());
    let mut columns = vec![Column::text(words.say("children-name"))];
    if inside {
        columns.extend([
            Column::text(words.say("children-urgency")),
            Column::text(words.say("children-stage")),
            Column::text(words.say("children-next")),
        ]);
    }
    let rows: Vec<Vec<Markup>> = list
        .rows
        .iter()
        .map(|row| {
            let code = code_of(row);
            let mut cells = vec![html! {
                a href=(address(&code)) { (look::own(name_and_age(&visit, row, &clock))) }
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
    let lead = (!query.is_empty())
        .then(|| words.say_with("children-found", args!["count" => rows.len(), "query" => query]));
    let content = html! {
        (look::heading(title, lead.as_deref(), &[]))
        @if query.is_empty() {
            nav class="filters" aria-label=(words.say("children-filters")) {
                a href="/children" aria-current=[(asked.kind.is_none() && asked.closed.is_none() && asked.urgency.is_none()).then_some("page")] { (words.say("children-open")) }
                a href="/children?urgency=urgent" aria-current=[(filter.urgency.is_some()).then_some("page")] { (words.say("children-urgent")) }
                a href="/children?kind=adult" aria-current=[(kind == "adult").then_some("page")] { (words.say("children-adults")) }
                a href="/children?closed=1" aria-current=[asked.closed.is_some().then_some("page")] { (words.say("children-closed")) }
            }
        }
        @if rows.is_empty() {
            (look::empty(Icon::Child, words.say(if query.is_empty() { "children-empty" } else { "children-none-found" }), None))
        } @else {
            (look::table(title, &columns, &rows))
            (look::pages(words, &words.say_with("children-shown", args!["count" => rows.len()]), asked.after.is_some().then_some("/children"), on.as_deref()))
        }
    };
    visit.page(title, content).await
}
