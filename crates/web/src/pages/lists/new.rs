//! Opening a list: what it is called, what it holds, who made it and where it belongs.

use app::{
    Refused,
    operation::{intake::Intake, lists::OpenList},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{PlaceCode, RecordId};
use maud::html;

use super::{list_address, sort};
use crate::{
    asking::regions,
    fail::Fail,
    look::{self, Choice, Page, TextKind, Width},
    posted::Posted,
    typed::{Typed, form},
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, Typed::default()).await
}

pub(super) async fn open(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let (name, dated) = (words.say("lists-name"), words.say("lists-dated"));
    typed.named(words, "name", name);
    let day = typed.day(words, "dated", dated);
    if typed.is_fine() {
        let sent = OpenList {
            command: posted.command,
            name: typed.text("name"),
            intake: if typed.get("sort") == "tracing" { Intake::Tracing } else { Intake::People },
            source: typed.maybe("source"),
            dated: day,
            place: posted.maybe::<PlaceCode>("place")?,
            remarks: typed.maybe("remarks"),
        };
        match visit.app().open_list(visit.who()?, sent).await {
            Ok(done) => {
                let id: RecordId = done.id().ok_or(Refused::NotFound)?;
                let door = app::Door::page(app::Shown::ListNew);
                let opened = visit.app().open(visit.who()?, id, door).await?;
                let code = opened.code().ok_or(Refused::NotFound)?;
                return Ok(Redirect::to(&format!("{}/import", list_address(&code))).into_response());
            }
            Err(error) => typed.refused(visit, error, |reason| match reason {
                "date-needed" | "date-later" => Some(("dated", dated)),
                _ => Some(("name", name)),
            })?,
        }
    }
    show(visit, typed).await
}

async fn show(visit: &Visit, typed: Typed) -> Result<Response, Fail> {
    let words = visit.words;
    let sorts = visit.app().opens_lists_of(visit.who()?);
    let sorts: Vec<(&str, String)> = sorts
        .into_iter()
        .map(|intake| (if intake == Intake::Tracing { "tracing" } else { "people" }, sort(visit, intake)))
        .collect();
    let Some((first, _)) = sorts.first() else { return Err(Fail(Refused::NotFound)) };
    let choices: Vec<Choice<'_>> = sorts.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let chosen = typed.chosen("sort").unwrap_or(first);
    let regions = regions(visit);
    let regions: Vec<_> = regions.iter().map(|region| region.as_region()).collect();
    let title = words.say("lists-new-do");
    let content = html! {
        p class="crumb" { a href="/lists" { (words.say("place-lists")) } }
        (look::heading(title, Some(words.say("lists-new-how")), &[]))
        (typed.summary(words))
        (form(visit, "/lists/new", &html! {
            (look::text_field(words, typed.field("name", words.say("lists-name")).hint(Some(words.say("lists-name-hint"))).required(), TextKind::Plain, typed.get("name")))
            @if choices.len() > 1 {
                (look::radio_field(words, typed.field("sort", words.say("lists-sort")), &choices, Some(chosen)))
            }
            (look::text_field(words, typed.field("source", words.say("lists-source")), TextKind::Plain, typed.get("source")))
            (look::date_field(words, typed.field("dated", words.say("lists-dated")), typed.get("dated")))
            (look::place_field(words, typed.field("place", words.say("lists-place")).hint(Some(words.say("lists-place-hint"))), &regions, typed.chosen("place")))
            (look::text_area(words, typed.field("remarks", words.say("lists-remarks")), 3, typed.get("remarks")))
            (look::form_end(words, title, &[], Some("/lists")))
        })?)
    };
    let page = Page::new(title, content).width(Width::Text).modules(&["place.js"]);
    Ok(typed.answer(visit.show(page).await?))
}
