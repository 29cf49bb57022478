//! Opening a list: what it is called, what it holds, who made it and where it belongs.

use app::{
    Refused,
    operation::{intake::Intake, lists::OpenList},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PlaceCode, RecordId};
use maud::html;

use super::{list_address, sort};
use crate::{
    asking::regions,
    fail::Fail,
    look::{self, Choice, Field, Page, Post, Problem, TextKind, Width},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
};

/// What was typed.
#[derive(Default)]
struct Typed<'a> {
    name: &'a str,
    sort: &'a str,
    source: &'a str,
    dated: &'a str,
    place: &'a str,
    remarks: &'a str,
    problem: Option<(&'static str, String)>,
}

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, &Typed::default(), &visit.command()?).await
}

pub(super) async fn open(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let text = |name: &str| posted.raw(name).unwrap_or_default();
    let mut typed = Typed {
        name: text("name"),
        sort: text("sort"),
        source: text("source"),
        dated: text("dated").trim(),
        place: text("place"),
        remarks: text("remarks"),
        problem: None,
    };
    let dated =
        typed.dated.parse::<jiff::civil::Date>().ok().filter(|day| (1990..2100).contains(&day.year()));
    if dated.is_none() && !typed.dated.is_empty() {
        typed.problem = Some(("dated", words.say("refused-date-needed").to_owned()));
        return show(visit, &typed, &posted.command.to_string()).await;
    }
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.into());
    let sent = OpenList {
        command: posted.command,
        name: typed.name.into(),
        intake: if typed.sort == "tracing" { Intake::Tracing } else { Intake::People },
        source: some(typed.source),
        dated,
        place: posted.maybe::<PlaceCode>("place")?,
        remarks: some(typed.remarks),
    };
    match visit.app().open_list(visit.who()?, sent).await {
        Ok(done) => {
            let id: RecordId = done.id().ok_or(Refused::NotFound)?;
            let opened = visit.app().open(visit.who()?, id, app::Door::page(app::Shown::ListNew)).await?;
            let code = opened.code().ok_or(Refused::NotFound)?;
            Ok(Redirect::to(&format!("{}/import", list_address(&code))).into_response())
        }
        Err(Refused::Because(reason)) => {
            let field = if reason.code == "date-later" { "dated" } else { "name" };
            typed.problem = Some((field, sentence(visit, &reason)));
            show(visit, &typed, &posted.command.to_string()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(visit: &Visit, typed: &Typed<'_>, command: &str) -> Result<Response, Fail> {
    let words = visit.words;
    let sorts = visit.app().opens_lists_of(visit.who()?);
    if sorts.is_empty() {
        return Err(Fail(Refused::NotFound));
    }
    let sorts: Vec<(&str, String)> = sorts
        .into_iter()
        .map(|intake| (if intake == Intake::Tracing { "tracing" } else { "people" }, sort(visit, intake)))
        .collect();
    let choices: Vec<Choice<'_>> = sorts.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let chosen = if typed.sort.is_empty() { sorts[0].0 } else { typed.sort };
    let regions = regions(visit);
    let regions: Vec<_> = regions.iter().map(|region| region.as_region()).collect();
    let labels = [("name", words.say("lists-name")), ("dated", words.say("lists-dated"))];
    let error = |field: &str| {
        typed.problem.as_ref().filter(|(name, _)| *name == field).map(|(_, text)| text.as_str())
    };
    let problems: Vec<Problem<'_>> = typed
        .problem
        .iter()
        .map(|(field, message)| Problem {
            field: Some(field),
            label: labels.iter().find(|(name, _)| name == field).map(|(_, label)| *label),
            message,
        })
        .collect();
    let post = Post { action: "/lists/new", csrf: &visit.csrf, command: Some(command), ..Post::default() };
    let title = words.say("lists-new-do");
    let place = Some(typed.place).filter(|place| !place.is_empty());
    let content = html! {
        p class="crumb" { a href="/lists" { (words.say("place-lists")) } }
        (look::heading(title, Some(words.say("lists-new-how")), &[]))
        (look::error_summary(words, &problems))
        (look::action_form(post, &html! {
            (look::text_field(words, Field::new("name", words.say("lists-name")).hint(Some(words.say("lists-name-hint"))).required().error(error("name")), TextKind::Plain, typed.name))
            @if choices.len() > 1 {
                (look::radio_field(words, Field::new("sort", words.say("lists-sort")), &choices, Some(chosen)))
            }
            (look::text_field(words, Field::new("source", words.say("lists-source")), TextKind::Plain, typed.source))
            (look::date_field(words, Field::new("dated", words.say("lists-dated")).error(error("dated")), typed.dated))
            (look::place_field(words, Field::new("place", words.say("lists-place")).hint(Some(words.say("lists-place-hint"))), &regions, place))
            (look::text_area(words, Field::new("remarks", words.say("lists-remarks")), 3, typed.remarks))
            (look::form_end(words, title, &[], Some("/lists")))
        }))
    };
    let page = Page::new(title, content).width(Width::Text).modules(&["place.js"]);
    let mut response = visit.show(page).await?;
    if typed.problem.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
