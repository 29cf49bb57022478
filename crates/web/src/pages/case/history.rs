//! Everything that was recorded, in order: what was struck is struck, what was erased says when and why.

use app::{Refused, case::correct::may_strike};
use axum::response::Response;
use domain::{Instant, PersonCode};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    form::headed,
    happened::{body, is_copy, told},
    person::{address, open_to, title},
};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Happened, Icon, Weight},
    visit::Visit,
    words::Words,
};

/// Events on a page.
const MOST: usize = 60;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    page: Option<usize>,
}

struct Told {
    at: Instant,
    icon: Icon,
    title: String,
    by: String,
    body: Markup,
}

pub(super) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let opened = open_to(&visit, &code, app::Shown::RecordHistory, "record.history").await?;
    if opened.grant.is_outside() {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let base = address(&title(&opened));
    let number = asked.page.unwrap_or(1).clamp(1, 100_000);
    let mut all = visit.app().told_of(visit.who()?, &opened).await?;
    all.retain(|recorded| !is_copy(&opened, recorded));
    all.reverse();
    let from = (number - 1).saturating_mul(MOST);
    let mut rows: Vec<Told> = Vec::new();
    for recorded in all.iter().skip(from).take(MOST) {
        let event = recorded.head.event;
        let (icon, title) = told(&visit, &opened, recorded).await?;
        let struck = opened.view.struck(event);
        let struck_by = match struck {
            Some(struck) => visit.name_of(struck.by).await?,
            None => String::new(),
        };
        let strikes = may_strike(&opened.grant, recorded);
        let written = body(&visit, &opened, recorded, &clock);
        let told = html! {
            @if let Some(struck) = struck {
                p class="wrong mild" { (look::icon(Icon::Cross)) (words.say_with("child-struck", args!["who" => &struck_by])) }
                @if !struck.reason.as_str().is_empty() { (look::written(struck.reason.as_str())) }
                @else if let Some(ground) = &struck.ground { p class="soft" { (struck_on(words, ground.as_str())) } }
                @if let Some(written) = &written { s { (look::folded(words.say("record-history-was"), written)) } }
            } @else if let Some(written) = &written {
                @if recorded.content.is_some() { (look::folded(words.say("record-history-more"), written)) } @else { (written) }
            }
            @if strikes {
                @let does = if struck.is_some() { "change-restore-do" } else { "child-correct-do" };
                p { (look::link_button(words.say(does), &format!("{base}/correct/{event}"), Weight::Plain)) }
            }
        };
        let by = visit.name_of(recorded.head.actor).await?;
        rows.push(Told { at: recorded.head.at, icon, title, by, body: told });
    }
    let shown: Vec<Happened<'_>> = rows
        .iter()
        .map(|row| Happened {
            at: row.at,
            icon: row.icon,
            title: &row.title,
            by: (!row.by.is_empty()).then_some(row.by.as_str()),
            body: Some(row.body.clone()),
            href: None,
        })
        .collect();
    let back = (number > 1).then(|| format!("{base}/history?page={}", number - 1));
    let on = (from + MOST < all.len()).then(|| format!("{base}/history?page={}", number + 1));
    let part = words.say_with(
        "record-history-part",
        args!["from" => from + 1, "to" => from + rows.len(), "all" => all.len()],
    );
    let content = html! {
        (headed(&visit, &opened, words.say("record-history-title"), words.say("record-history-what")))
        (look::sheet(&look::timeline(words, &shown, &clock)))
        @if back.is_some() || on.is_some() { (look::pages(words, &part, back.as_deref(), on.as_deref())) }
    };
    visit.text_page(&title(&opened), content).await
}

/// Why the house, or whoever undid it at once, struck an entry through.
fn struck_on(words: Words, ground: &str) -> &'static str {
    match ground {
        "undone" => words.say("struck-undone"),
        "elsewhere" => words.say("struck-elsewhere"),
        _ => words.say("struck-carried"),
    }
}
