//! The lists that somebody brought or looks after.

use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::{list_address, sort};
use crate::{
    fail::Fail,
    given::Query,
    look::{self, Column, Icon, Weight},
    visit::Visit,
};

const ROWS: usize = 50;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    after: Option<String>,
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let app = visit.app();
    let after = asked.after.as_deref().and_then(|after| app.page_from(who, after));
    let (lists, next) = app.lists(who, after, ROWS).await?;
    let clock = visit.clock();
    let columns = [
        Column::text(words.say("lists-name")),
        Column::text(words.say("lists-sort")),
        Column::text(words.say("lists-source")),
        Column::text(words.say("lists-dated")),
        Column::figures(words.say("lists-rows")),
    ];
    let rows: Vec<Vec<Markup>> = lists
        .iter()
        .map(|list| {
            let code = list.code.to_string();
            let name = list.name.as_ref().map_or(code.as_str(), |name| name.as_str());
            vec![
                html! { a href=(list_address(&list.code)) { (look::own(name)) } " " span class="code soft" { (look::own(&code)) } },
                html! { (sort(&visit, list.intake)) },
                html! { @if let Some(source) = &list.source { (look::own(source.as_str())) } },
                html! { @if let Some(dated) = list.dated { (words.partial_date(dated)) } @else if let Some(at) = list.brought_at { (words.short_date(clock.day_of(at))) } },
                html! { (words.number(i64::try_from(list.rows).unwrap_or(i64::MAX))) },
            ]
        })
        .collect();
    let actions = if app.opens_lists_of(who).is_empty() {
        Vec::new()
    } else {
        vec![look::link_button_with(Icon::Plus, words.say("lists-new-do"), "/lists/new", Weight::First)]
    };
    let on = match next {
        Some(cursor) => Some(format!("/lists?after={}", app.page_mark(who, cursor)?)),
        None => None,
    };
    let title = words.say("place-lists");
    let content = html! {
        (look::heading(title, Some(words.say("lists-lead")), &actions))
        @if rows.is_empty() {
            (look::empty(Icon::People, words.say("lists-empty"), None))
        } @else {
            (look::table(title, &columns, &rows))
            (look::pages(words, "", asked.after.is_some().then_some("/lists"), on.as_deref()))
        }
    };
    visit.page(title, content).await
}
