//! Entering a roster that was printed, and ticked by hand where there was no network.

use app::{
    Refused,
    operation::{arrivals::Tick, roster::Journey},
};
use axum::{http::StatusCode, response::Response};
use domain::PersonCode;
use maud::{Markup, html};

use super::{flight::journey, flight_address};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Choice, Column, Field, Icon, Post, Tone},
    pages::case::{code_of, name_and_age},
    posted::Posted,
    refusal::sentence,
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(flight): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &flight, &[], None, &visit.command()?).await
}

/// `here` is the code of each person with a tick; `listed` those that the page showed without an answer; `others` says
/// what those without a tick are.
pub(super) async fn save(Path(flight): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let here: Vec<&str> = posted.all("here").collect();
    let mut ticks: Vec<(PersonCode, Tick)> = Vec::new();
    for code in posted.all("listed") {
        let person: PersonCode = code.parse().map_err(|_| Refused::NotFound)?;
        if here.contains(&code) {
            ticks.push((person, Tick::Arrived));
        } else if posted.text("others") == Some(Tick::NotAboard.code()) {
            ticks.push((person, Tick::NotAboard));
        }
    }
    match visit.app().tick_roster(visit.who()?, posted.command, &flight, &ticks).await {
        Ok(_) => Ok(visit.go(&format!("{}/arrivals", flight_address(&flight)), "said-arrivals-saved")),
        Err(Refused::Because(reason)) => {
            let refused = sentence(visit, &reason);
            show(visit, &flight, &here, Some(&refused), &posted.command.to_string()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    visit: &Visit,
    flight: &PersonCode,
    here: &[&str],
    refused: Option<&str>,
    command: &str,
) -> Result<Response, Fail> {
    let roster = visit.app().roster(visit.who()?, flight, app::Shown::FlightArrivals).await?;
    if !roster.flight.grant.may_do("flight.arrivals") {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let clock = visit.clock_of(&roster.flight.view);
    let back = format!("{}/arrivals", flight_address(flight));
    let action = format!("{back}/roster");
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(command), ..Post::default() };
    let tick = words.say("print-tick");
    let rows: Vec<Vec<Markup>> = roster
        .people
        .iter()
        .map(|person| {
            let code = code_of(&person.listed);
            let open = matches!(person.state, Journey::Listed | Journey::Boarded);
            vec![
                html! { (look::own(&code)) },
                html! { (look::own(name_and_age(visit, &person.listed, &clock))) },
                html! {
                    @if open {
                        input type="hidden" name="listed" value=(code);
                        label class="option" {
                            input type="checkbox" name="here" value=(code) checked[here.contains(&code.as_str())] autocomplete="off";
                            span { (tick) " " span class="unseen" { (look::own(&code)) } }
                        }
                    } @else {
                        (journey(words, person.state))
                    }
                },
            ]
        })
        .collect();
    let columns = [
        Column::text(words.say("frame-code")),
        Column::text(words.say("list-name")),
        Column::text(words.say("flight-journey")),
    ];
    let others = [
        Choice::new("open", words.say("arrive-others-open")),
        Choice::new(Tick::NotAboard.code(), words.say("arrive-others-not-aboard")),
    ];
    let title = words.say("arrive-from-roster");
    let content = html! {
        p class="crumb" { a href=(back) { (words.say("arrive-title")) } }
        (look::heading(title, Some(words.say("arrive-from-roster-how")), &[]))
        @if let Some(refused) = refused { (look::notice(Tone::Late, Icon::Warning, &html! { p role="alert" { (refused) } })) }
        (look::action_form(post, &html! {
            (look::table(title, &columns, &rows))
            (look::radio_field(words, Field::new("others", words.say("arrive-others")), &others, Some("open")))
            (look::form_end(words, words.say("arrive-several-do"), &[], Some(&back)))
        }))
    };
    let mut response = visit.page(title, content).await?;
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
