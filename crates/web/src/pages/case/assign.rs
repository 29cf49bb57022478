//! Who is responsible for a record: a person, their team, its place.

use app::case::assign::Assign;
use axum::response::Response;
use domain::{PersonCode, PlaceCode, TeamId, UserId};
use maud::html;

use super::{
    form::head,
    listing::owners,
    person::{address, open_to, title},
    typed::{Typed, form},
};
use crate::{
    args,
    asking::{RegionText, regions},
    fail::Fail,
    given::Path,
    look::{self, Choice, Region},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default()).await
}

pub(super) async fn save(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    match typed.chosen("to").and_then(party) {
        Some((team, owner)) if typed.is_fine() => {
            let place = posted.maybe::<PlaceCode>("place")?;
            let sent = Assign { command: posted.command, code, owner, team: Some(team), place };
            match visit.app().assign(visit.who()?, sent).await {
                Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-assigned")),
                Err(error) => typed.refused(visit, error, |_| Some(("to", words.say("assign-title"))))?,
            }
        }
        Some(_) => {}
        None => typed.needed(words, "to", words.say("assign-title")),
    }
    show(visit, &code, typed).await
}

/// `TEAM`, or `TEAM.PERSON`.
fn party(text: &str) -> Option<(TeamId, Option<UserId>)> {
    match text.split_once('.') {
        Some((team, person)) => Some((team.parse().ok()?, Some(person.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordAssign, "case.assign").await?;
    let words = visit.words;
    let mut offered: Vec<(String, String)> = Vec::new();
    for (team, name, people) in owners(visit, visit.who()?, opened.kind().as_str()).await? {
        for (person, called) in people {
            offered.push((format!("{team}.{person}"), format!("{called} · {name}")));
        }
        offered.push((team.to_string(), words.say_with("assign-queue", args!["team" => &name])));
    }
    let now = match (opened.view.team, opened.view.owner) {
        (Some(team), Some(owner)) => format!("{team}.{owner}"),
        (Some(team), None) => team.to_string(),
        _ => String::new(),
    };
    let choices: Vec<Choice<'_>> = offered.iter().map(|(value, label)| Choice::named(value, label)).collect();
    let regions = regions(visit);
    let regions: Vec<Region<'_>> = regions.iter().map(RegionText::as_region).collect();
    let place = opened.view.place.as_ref().map(PlaceCode::as_str);
    let back = address(&title(&opened));
    let content = html! {
        (head(visit, &opened, words.say("assign-title")))
        (typed.summary(words))
        (form(visit, &format!("{back}/assign"), &html! {
            p class="form-note" { (words.say("assign-what")) }
            (look::choice_field(words, typed.field("to", words.say("assign-who")).required(), &choices, typed.chosen("to").or(Some(&now))))
            (look::place_field(words, typed.field("place", words.say("assign-place")), &regions, typed.chosen("place").or(place)))
            (look::form_end(words, words.say("assign-do"), &[], Some(&back)))
        })?)
    };
    let code = title(&opened);
    let page = look::Page::new(&code, content).width(look::Width::Text).modules(&["place.js"]);
    Ok(typed.answer(visit.show(page).await?))
}
