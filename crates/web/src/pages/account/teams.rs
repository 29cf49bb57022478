//! Teams: an organisation, a centre, a school, a clinic; where it works, and which service of the directory it gives.

use std::collections::BTreeMap;

use app::{Refused, account::team::SetTeam};
use axum::response::Response;
use domain::{Sector, TeamId, record::Team};
use maud::{Markup, html};
use serde::Deserialize;

use super::{answered, back, choose, held, place, place_name, refusal, said};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Column, Field, Icon, Page, Post, TextKind, Tone, Weight, Width},
    posted::Posted,
    visit::Visit,
    words::{Language, Words},
};

/// Teams on a page.
const ROWS: usize = 50;

/// What is asked for, as it stands in the address.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// A part of the name.
    q: Option<String>,
    /// Which page, from 0.
    page: Option<usize>,
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let mut teams: Vec<(TeamId, String, Team)> = visit
        .app()
        .managed_teams(visit.who()?)
        .await?
        .into_iter()
        .map(|(id, team)| (id, visit.text(&team.name), team))
        .collect();
    teams.sort_by(|a, b| a.2.closed.cmp(&b.2.closed).then_with(|| words.compare(&a.1, &b.1)));
    let query = asked.q.as_deref().map(str::trim).unwrap_or_default();
    let wanted = query.to_lowercase();
    // By its name in whichever language it is called.
    let called = |team: &Team| {
        wanted.is_empty() || team.name.values().any(|name| name.to_lowercase().contains(&wanted))
    };
    let any = !teams.is_empty();
    teams.retain(|(_, _, team)| called(team));
    let from = asked.page.unwrap_or_default().min(teams.len().saturating_sub(1) / ROWS) * ROWS;
    let rows: Vec<Vec<Markup>> = teams
        .iter()
        .skip(from)
        .take(ROWS)
        .map(|(id, name, team)| {
            let service = team.service.as_ref().and_then(|service| protocol.services().get(service.as_str()));
            vec![
                html! {
                    a href={ "/teams/" (id) } { (look::own(name)) }
                    @if team.closed { " " (look::state(Tone::Now, Icon::Done, words.say("teams-closed"))) }
                },
                html! { (sector(&visit, team.sector.as_str())) },
                html! { @if let Some(place) = &team.place { (place_name(&visit, place)) } },
                html! { @if let Some(service) = service { (visit.text(&service.label)) } },
            ]
        })
        .collect();
    let columns = [
        Column::text(words.say("teams-name")),
        Column::text(words.say("teams-sector")),
        Column::text(words.say("teams-place")),
        Column::text(words.say("teams-service")),
    ];
    let title = words.say("teams-title");
    let new = look::link_button_with(Icon::Plus, words.say("teams-new-do"), "/teams/new", Weight::First);
    let content = html! {
        (look::heading(title, Some(words.say("teams-what")), &[new]))
        @if any { (find(words, query)) }
        @if rows.is_empty() {
            (look::sheet(&look::empty(Icon::People, words.say(if any { "teams-none" } else { "teams-empty" }), None)))
        } @else {
            (look::table(title, &columns, &rows))
            (pages(words, query, from, teams.len()))
        }
    };
    visit.page(title, content).await
}

fn find(words: Words, query: &str) -> Markup {
    html! {
        form class="narrow" action="/teams" role="search" {
            label class="unseen" for="find" { (words.say("teams-find")) }
            input type="search" id="find" name="q" value=(query) placeholder=(words.say("teams-find")) autocomplete="off" spellcheck="false";
            button type="submit" class="button" { (look::icon(Icon::Search)) span { (words.say("teams-find-do")) } }
        }
    }
}

fn pages(words: Words, query: &str, from: usize, all: usize) -> Markup {
    if all <= ROWS {
        return html! {};
    }
    let address = |page: usize| {
        let page = page.to_string();
        let asked = [("q", query), ("page", if page == "0" { "" } else { &page })];
        let given: Vec<_> = asked.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("/teams?{}", serde_urlencoded::to_string(given).unwrap_or_default())
    };
    let page = from / ROWS;
    let shown = words
        .say_with("accounts-shown", args!["from" => from + 1, "to" => (from + ROWS).min(all), "all" => all]);
    let previous = (page > 0).then(|| address(page - 1));
    let next = (from + ROWS < all).then(|| address(page + 1));
    look::pages(words, &shown, previous.as_deref(), next.as_deref())
}

/// A sector's word: the six of the case work have a mark, the others only a word.
fn sector(visit: &Visit, code: &str) -> Markup {
    html! {
        @if let Some(known) = look::Sector::from_code(code) {
            (look::sector(visit.words, known))
        } @else {
            (look::sector_word(visit.words, code))
        }
    }
}

/// What was typed, or what stands.
#[derive(Default)]
struct Typed {
    names: BTreeMap<String, String>,
    sector: String,
    place: String,
    service: String,
    is_closed: bool,
}

impl Typed {
    fn of(team: &Team) -> Self {
        Self {
            names: team.name.clone(),
            sector: team.sector.to_string(),
            place: team.place.as_ref().map(ToString::to_string).unwrap_or_default(),
            service: team.service.as_ref().map(ToString::to_string).unwrap_or_default(),
            is_closed: team.closed,
        }
    }

    fn sent(posted: &Posted) -> Self {
        let text = |name: &str| posted.text(name).unwrap_or_default().to_owned();
        Self {
            names: Language::OFFERED
                .iter()
                .map(|language| (language.code().to_owned(), text(&format!("name.{}", language.code()))))
                .filter(|(_, name)| !name.is_empty())
                .collect(),
            sector: text("sector"),
            place: text("place"),
            service: text("service"),
            is_closed: false,
        }
    }
}

pub(super) async fn fresh(visit: Visit) -> Result<Response, Fail> {
    show(&visit, None, &Typed::default(), None).await
}

pub(super) async fn one(visit: Visit, Path(id): Path<TeamId>) -> Result<Response, Fail> {
    visit.who()?;
    let team = visit.app().team(id).await?;
    show(&visit, Some(id), &Typed::of(&team), None).await
}

async fn show(
    visit: &Visit,
    id: Option<TeamId>,
    typed: &Typed,
    refused: Option<&str>,
) -> Result<Response, Fail> {
    let who = visit.who()?;
    if !visit.app().protocol().table().office(who.actor(), "team.manage") {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let title = match id {
        Some(_) => visit.text(&typed.names),
        None => words.say("teams-new").to_owned(),
    };
    let action = id.map_or_else(|| "/teams/new".to_owned(), |id| format!("/teams/{id}"));
    let command = visit.command()?;
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let save = if id.is_some() { words.say("teams-save-do") } else { words.say("teams-new-do") };
    let content = html! {
        div class="up" {
            (back(visit, "/teams"))
            header class="head" { div { h1 { @if id.is_some() { (look::own(&title)) } @else { (title) } } } }
        }
        (refusal(refused))
        @if let Some(id) = id { (members(visit, id).await?) }
        @if typed.is_closed {
            (look::sheet(&html! { p { (look::state(Tone::Now, Icon::Done, words.say("teams-closed"))) } }))
        } @else {
            (look::card(words.say("teams-particulars"), None, &look::action_form(post, &html! {
                (fields(visit, typed))
                (look::form_end(words, save, &[], Some("/teams")))
            })))
            @if let Some(id) = id {
                (look::buttons(&[look::link_button(words.say("close-team-title"), &format!("/teams/{id}/close"), Weight::Quiet)]))
            }
        }
    };
    Ok(answered(
        refused,
        visit
            .show(Page::new(words.say("teams-one"), content).width(Width::Text).modules(&["place.js"]))
            .await?,
    ))
}

fn fields(visit: &Visit, typed: &Typed) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let sectors: Vec<(String, String)> = protocol::SECTORS
        .iter()
        .map(|code| ((*code).to_owned(), look::sector_word(words, code).to_owned()))
        .collect();
    let mut services: Vec<(String, String)> = protocol
        .services()
        .iter()
        .filter(|service| !service.closed || service.code == *typed.service)
        .map(|service| (service.code.to_string(), visit.text(&service.label)))
        .collect();
    services.sort_by(|a, b| words.compare(&a.1, &b.1));
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (in_sector, at, gives) = (some(&typed.sector), some(&typed.place), some(&typed.service));
    html! {
        fieldset class="group" {
            legend { (words.say("teams-name")) }
            p class="hint" { (words.say("teams-name-hint")) }
            @for language in Language::OFFERED {
                @let name = format!("name.{}", language.code());
                @let typed = typed.names.get(language.code()).map_or("", String::as_str);
                div lang=(language.code()) { (look::text_field(words, Field::new(&name, language.own_name()), TextKind::Plain, typed)) }
            }
        }
        (choose(visit, Field::new("sector", words.say("teams-sector")).required(), &sectors, in_sector.as_deref()))
        (place(visit, Field::new("place", words.say("teams-place")), at.as_deref()))
        (choose(visit, Field::new("service", words.say("teams-service")).hint(Some(words.say("teams-service-hint"))), &services, gives.as_deref()))
    }
}

/// Who works in the team; roles are given on each one's own page.
async fn members(visit: &Visit, id: TeamId) -> Result<Markup, Fail> {
    let words = visit.words;
    let colleagues = match visit.app().colleagues(visit.who()?, id).await {
        Ok(colleagues) => colleagues,
        Err(Refused::NotFound) => return Ok(html! {}),
        Err(other) => return Err(other.into()),
    };
    let mut rows = Vec::new();
    for (account, name, roles) in colleagues {
        let mut names = Vec::new();
        for role in &roles {
            names.push(held(visit, &role.role, None, role.place.as_ref()).await?);
        }
        rows.push((format!("/accounts/{account}"), name.as_str().to_owned(), visit.words.list(&names)));
    }
    let lines: Vec<look::Line<'_>> = rows
        .iter()
        .map(|(href, name, roles)| look::Line {
            href,
            icon: Some(Icon::Child),
            title: look::own(name),
            detail: Some(html! { (roles) }),
            end: None,
        })
        .collect();
    Ok(look::card(
        words.say("teams-members"),
        None,
        &html! {
            @if lines.is_empty() { p class="soft" { (words.say("teams-no-members")) } } @else { (look::lines(&lines)) }
        },
    ))
}

pub(super) async fn make(posted: Posted) -> Result<Response, Fail> {
    set(&posted, None).await
}

pub(super) async fn save(Path(id): Path<TeamId>, posted: Posted) -> Result<Response, Fail> {
    posted.visit.app().team(id).await?;
    set(&posted, Some(id)).await
}

async fn set(posted: &Posted, team: Option<TeamId>) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let typed = Typed::sent(posted);
    let Ok(sector) = Sector::new(&typed.sector) else {
        return show(visit, team, &typed, Some(visit.words.say("teams-sector-choose"))).await;
    };
    let asked = SetTeam {
        command: posted.command,
        team,
        name: typed.names.clone(),
        sector,
        place: posted.maybe("place")?,
        service: posted.maybe("service")?,
    };
    match said(visit, visit.app().set_team(visit.who()?, asked).await)? {
        Ok(id) => Ok(visit.go(&format!("/teams/{id}"), "said-team-saved")),
        Err(refused) => show(visit, team, &typed, Some(&refused)).await,
    }
}
