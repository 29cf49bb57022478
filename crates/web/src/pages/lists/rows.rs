//! A list: who made it, its rows in their order, and who of them is known, as far as this reader may know it.
//!
//! Invariant: the page leaves at even steps of time, so that a record behind it that is not shown does not show either.

use app::operation::intake::Intake;
use axum::response::Response;
use domain::{PersonCode, RecordId};
use maud::{Markup, html};
use serde::Deserialize;

use super::{known_as, sort};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Column, Icon, Weight},
    pages::case::{address, code_of, named},
    server::Even,
    visit::Visit,
};

const ROWS: u32 = 40;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    after: Option<String>,
}

pub(super) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let even = Even::now();
    let who = visit.who()?;
    let words = visit.words;
    let after: Option<RecordId> = asked.after.as_deref().and_then(|after| visit.app().row_from(who, after));
    let found = visit.app().list_rows(who, &code, after, ROWS).await?;
    let clock = visit.clock_of(&found.list.view);
    let intake = found.about.intake;
    let text = code.to_string();
    let name = found.about.name.as_ref().map_or(text.as_str(), |name| name.as_str());
    let columns = [
        Column::text(words.say("list-name")),
        Column::text(words.say("import-birth")),
        Column::figures(words.say("import-row")),
        Column::text(words.say("lists-stands")),
    ];
    let rows: Vec<Vec<Markup>> = found
        .rows
        .iter()
        .map(|row| {
            let code = code_of(&row.listed);
            let birth = row.listed.summary.as_ref().and_then(|summary| summary.birth);
            vec![
                html! { a href=(address(&code)) { (named(&visit, &row.listed, &clock)) } },
                html! { @if let Some(birth) = birth { (words.partial_date(birth)) } },
                html! { (row.number) },
                known_as(&visit, &row.known),
            ]
        })
        .collect();
    let here = super::list_address(&code);
    let on = match found.next {
        Some(next) => Some(format!("{here}?after={}", visit.app().row_mark(who, next)?)),
        None => None,
    };
    let import = format!("{here}/import");
    let weight = if found.about.rows == 0 { Weight::First } else { Weight::Quiet };
    let mut facts = vec![
        (words.say("lists-sort"), html! { (sort(&visit, intake)) }),
        (
            words.say("lists-rows"),
            html! { (words.number(i64::try_from(found.about.rows).unwrap_or(i64::MAX))) },
        ),
    ];
    if let Some(source) = &found.about.source {
        facts.push((words.say("lists-source"), look::own(source.as_str())));
    }
    if let Some(dated) = found.about.dated {
        facts.push((words.say("lists-dated"), html! { (words.partial_date(dated)) }));
    }
    let may_import = found.list.grant.may_do(intake.action()) && intake != Intake::Flight;
    let content = html! {
        p class="crumb" { a href="/lists" { (words.say("place-lists")) } }
        header class="head" { div {
            h1 { (look::own(name)) }
            p class="lead" { span class="code" { (look::own(&text)) } }
        } }
        @if may_import {
            nav class="actions" aria-label=(words.say("overview-actions")) {
                div class="buttons" {
                    (look::link_button_with(Icon::People, words.say("import-do"), &import, weight))
                    (look::link_button_with(Icon::Write, words.say("lists-form-do"), &format!("{}/forms/list_profile", address(&text)), Weight::Quiet))
                }
            }
        }
        (look::sheet(&look::facts(&facts)))
        @if rows.is_empty() {
            (look::sheet(&look::empty(Icon::People, words.say("lists-nobody"), None)))
        } @else {
            (look::table(&words.say_with("lists-people-of", args!["list" => name]), &columns, &rows))
            (look::pages(words, "", asked.after.is_some().then_some(here.as_str()), on.as_deref()))
        }
    };
    let response = visit.page(&text, content).await;
    even.out().await;
    response
}
