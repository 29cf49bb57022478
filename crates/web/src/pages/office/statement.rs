//! Who read one record, to be printed: for the person it is about, or their lawyer.
//!
//! Invariant: it names no other record.

use app::Refused;
use axum::response::Response;
use maud::html;

use super::officer::{Asked, Codes, last_day, row};
use crate::{
    args,
    fail::Fail,
    given::Query,
    look::{self, Column, Icon, Page, Printed},
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let clock = visit.clock();
    let search = asked.search(&visit).map_err(|_| Fail(Refused::NotFound))?;
    let code = search.code.as_ref().map(ToString::to_string).ok_or(Fail(Refused::NotFound))?;
    let found = visit.app().reading_statement(who, &search).await?;
    let mut rows = Vec::new();
    for line in &found.lines {
        rows.push(row(&visit, line, &clock, Codes::Left).await?);
    }
    let columns = [
        Column::text(words.say("log-when")),
        Column::text(words.say("log-person")),
        Column::text(words.say("log-page")),
        Column::text(words.say("log-ground")),
    ];
    let title = words.say("log-statement");
    let between = words.say_with(
        "log-between",
        args![
            "from" => words.date(clock.day_of(found.from)),
            "to" => words.date(last_day(&found, &clock)),
            "count" => found.lines.len()
        ],
    );
    let print = html! {
        button type="button" class="button first" data-print hidden { (look::icon(Icon::Print)) (words.say("print-do")) }
    };
    let line = Printed { code: &code, who: who.name(), why: Some(title), at: clock.now };
    let content = html! {
        header class="head" {
            div {
                h1 { (title) }
                p class="code" { (look::own(&code)) }
                p class="lead" { (between) }
            }
            (look::buttons(&[print]))
        }
        p { (words.say("log-statement-what")) }
        @if found.more { p { strong { (words.say("log-statement-cut")) } } }
        @if rows.is_empty() { p { (words.say("log-empty")) } } @else { (look::table(title, &columns, &rows)) }
    };
    let page =
        Page::new(title, content).printed(look::printed_line(words, line, &clock)).modules(&["print.js"]);
    visit.show(page).await
}
