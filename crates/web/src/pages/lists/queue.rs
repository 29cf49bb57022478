//! The registrar's queue: pairs that may be one person, the surest part first.

use app::matching::Queue;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::{decision, kin, match_address, reasons};
use crate::{
    fail::Fail,
    given::Query,
    look::{self, Column, Icon, Tab},
    pages::case::named,
    visit::Visit,
};

const ROWS: usize = 20;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    show: Option<String>,
    after: Option<String>,
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let app = visit.app();
    let queue = asked.show.as_deref().and_then(Queue::from_code).unwrap_or(Queue::Certain);
    let after = asked.after.as_deref().and_then(|after| app.page_from(who, after));
    let found = app.matches(who, queue, after, ROWS).await?;
    let clock = visit.clock();
    let protocol = app.protocol();
    let label = |queue: Queue| {
        protocol.stage("match", queue.code()).map(|stage| visit.text(&stage.label)).unwrap_or_default()
    };
    let link = |queue: Queue| match queue {
        Queue::Certain => "/matches".to_owned(),
        _ => format!("/matches?show={}", queue.code()),
    };
    let tabs: Vec<(String, String)> =
        Queue::ALL.into_iter().map(|queue| (label(queue), link(queue))).collect();
    let tabs: Vec<Tab<'_>> = tabs.iter().map(|(label, href)| Tab { label, href, count: None }).collect();
    let columns = [
        Column::text(words.say("match-one")),
        Column::text(words.say("match-other")),
        Column::text(words.say("match-why")),
        Column::text(words.say("match-when")),
    ];
    let rows: Vec<Vec<Markup>> = found
        .pairs
        .iter()
        .map(|pair| {
            let side = |at: usize| {
                let kind = protocol.kinds().get(pair.sides[at].kind.as_str());
                html! {
                    (named(&visit, &pair.sides[at], &clock))
                    @if let Some(kind) = kind { " " span class="soft" { (visit.text(&kind.label)) } }
                }
            };
            vec![
                html! { a href=(match_address(&pair.code)) { (side(0)) } },
                side(1),
                html! {
                    @if let Some(decided) = &pair.decided { p { strong { (decision(words, decided.decision)) } } }
                    @if let Some(known) = pair.kin { p { strong { (kin(words, known)) } } }
                    (reasons(words, pair.reasons.iter().copied()))
                },
                html! { (words.short_date(clock.day_of(pair.at))) },
            ]
        })
        .collect();
    let on = match found.next {
        Some(cursor) => Some(format!("/matches?show={}&after={}", queue.code(), app.page_mark(who, cursor)?)),
        None => None,
    };
    let back = link(queue);
    let title = words.say("place-matches");
    let content = html! {
        (look::heading(title, Some(words.say("match-lead")), &[]))
        (look::tabs(words, title, &tabs, &back))
        @if rows.is_empty() {
            (look::sheet(&look::empty(Icon::Done, words.say("match-empty"), None)))
        } @else {
            (look::table(title, &columns, &rows))
        }
        (look::pages(words, "", asked.after.is_some().then_some(back.as_str()), on.as_deref()))
    };
    visit.page(title, content).await
}
