//! A team closes: what is left, whose step it is, and the end of it.

use app::account::close_team::Left;
use axum::response::Response;
use domain::TeamId;
use maud::{Markup, html};

use super::{answered, back, refusal, said};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Button, Icon, Page, Post, Tone, Width},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit, Path(id): Path<TeamId>) -> Result<Response, Fail> {
    show(&visit, id, None).await
}

async fn show(visit: &Visit, id: TeamId, refused: Option<&str>) -> Result<Response, Fail> {
    let words = visit.words;
    let left = visit.app().left_in_team(visit.who()?, id).await?;
    let team = visit.app().team(id).await?;
    let name = visit.text(&team.name);
    let command = visit.command()?;
    let action = format!("/teams/{id}/close");
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let content = html! {
        div class="up" {
            (back(visit, &format!("/teams/{id}")))
            header class="head" { div { h1 { (look::own(&name)) } p class="lead" { (words.say("close-team-title")) } } }
        }
        (refusal(refused))
        @if team.closed {
            (look::sheet(&html! { p { (look::state(Tone::Now, Icon::Done, words.say("teams-closed"))) } (goes_back(visit, &left)) }))
        } @else if left.is_nothing() {
            (look::sheet(&html! {
                p { (words.say("close-team-ready")) }
                (goes_back(visit, &left))
                (look::one_button(post, Button::grave(words.say("close-team-do"))))
            }))
        } @else {
            p { (words.say("close-team-what")) }
            (steps(visit, &left))
        }
    };
    Ok(answered(
        refused,
        visit.show(Page::new(words.say("close-team-title"), content).width(Width::Text)).await?,
    ))
}

/// How many referrals go back to who sent them, by themselves.
fn goes_back(visit: &Visit, left: &Left) -> Markup {
    let words = visit.words;
    html! {
        @if left.referrals > 0 {
            p { strong { (words.say_with("close-team-waiting", args!["count" => left.referrals])) } }
            p class="soft" { (words.say("close-team-referrals-how")) }
        }
    }
}

/// What is left, and whose step it is to hand it on.
fn steps(visit: &Visit, left: &Left) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let figure = |count: u64| words.number(i64::try_from(count).unwrap_or(i64::MAX));
    let records: Vec<(String, String)> = left
        .records
        .iter()
        .map(|(kind, count)| {
            let label = protocol.kinds().get(kind.as_str()).map(|kind| visit.text(&kind.label));
            (label.unwrap_or_default(), figure(*count))
        })
        .collect();
    html! {
        @if !records.is_empty() {
            (look::card(words.say("close-team-records"), None, &html! {
                p class="soft" { (words.say("close-team-records-how")) }
                ul class="plain" { @for (kind, count) in &records { li { (kind) ": " (count) } } }
            }))
        }
        @if left.referrals > 0 { (look::card(words.say("close-team-referrals"), None, &goes_back(visit, left))) }
        @if left.elsewhere > 0 {
            (look::card(words.say("close-team-elsewhere"), None, &html! {
                p { (words.say_with("close-team-elsewhere-count", args!["count" => left.elsewhere])) }
            }))
        }
        @if left.tasks > 0 {
            (look::card(words.say("close-team-tasks"), None, &html! {
                p { (words.say_with("close-team-tasks-open", args!["count" => left.tasks])) }
                p class="soft" { (words.say("close-team-tasks-how")) }
            }))
        }
        @if !left.people.is_empty() {
            (look::card(words.say("close-team-people"), None, &html! {
                p class="soft" { (words.say("close-team-people-how")) }
                ul class="plain" {
                    @for (id, name) in &left.people { li { a href={ "/accounts/" (id) } { (look::own(name.as_str())) } } }
                }
            }))
        }
        @if left.service.is_some() { p class="soft" { (words.say("close-team-service")) } }
    }
}

pub(super) async fn close(Path(id): Path<TeamId>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    match said(visit, visit.app().close_team(visit.who()?, posted.command, id).await)? {
        Ok(()) => Ok(visit.go("/teams", "said-team-closed")),
        Err(refused) => show(visit, id, Some(&refused)).await,
    }
}
