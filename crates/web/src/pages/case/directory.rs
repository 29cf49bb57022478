//! The directory of services: whom to ask for what, where and in which languages, and whether there is room.
//!
//! Invariant: organisations only. How full a service is, is said in three steps: a number would tell how many children
//! are with it whom the reader may not know of.

use app::{Refused, case::recipients::Room};
use axum::response::Response;
use domain::{PlaceCode, PurposeCode, TeamId};
use maud::{Markup, html};
use protocol::ServiceEntry;
use serde::Deserialize;

use super::{listing::label, referrals::sends};
use crate::{
    asking::regions,
    fail::Fail,
    given::Query,
    look::{self, Button, Choice, Column, Field, Icon, Tone},
    visit::Visit,
};

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    region: Option<String>,
    purpose: Option<String>,
    language: Option<String>,
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    if !sends(&visit, visit.who()?) {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let protocol = visit.app().protocol();
    let regions = regions(&visit);
    let known = |code: &Option<String>| {
        code.as_deref().filter(|code| regions.iter().any(|region| region.code == **code)).map(str::to_owned)
    };
    let region = match known(&asked.region) {
        Some(region) => region,
        None => known(&own_region(&visit).await?)
            .or_else(|| Some(regions.first()?.code.clone()))
            .unwrap_or_default(),
    };
    let purpose = asked.purpose.as_deref().and_then(|code| PurposeCode::new(code).ok());
    let language = asked.language.as_deref().filter(|code| !code.is_empty());
    let mut found: Vec<(&ServiceEntry, TeamId)> = Vec::new();
    for recipient in visit.app().recipients().await? {
        let Some(service) = protocol.services().get(recipient.service.as_str()) else { continue };
        let serves = |wanted: &PurposeCode| service.purposes.contains(wanted);
        let speaks = |wanted: &str| service.languages.iter().any(|known| known == wanted);
        if lies_in(&service.place, &region)
            && purpose.as_ref().is_none_or(serves)
            && language.is_none_or(speaks)
        {
            found.push((service, recipient.team));
        }
    }
    let asked_rooms: Vec<(TeamId, Option<u32>)> =
        found.iter().map(|(service, team)| (*team, service.capacity)).collect();
    let rooms = visit.app().rooms(visit.who()?, &asked_rooms).await?;
    let mut rows: Vec<(String, Vec<Markup>)> = found
        .iter()
        .zip(rooms)
        .map(|((service, _), room)| (visit.text(&service.label), row(&visit, service, room)))
        .collect();
    rows.sort_by(|a, b| words.compare(&a.0, &b.0));
    let places: Vec<Choice<'_>> =
        regions.iter().map(|known| Choice::new(&known.code, &known.label)).collect();
    let purposes: Vec<(&str, String)> = protocol
        .purposes()
        .iter()
        .filter(|known| known.opens_by_referral())
        .map(|known| (known.code.as_str(), visit.text(&known.label)))
        .collect();
    let any = [("", words.say("directory-any").to_owned())];
    let choices = |texts: &'_ [(&str, String)]| -> Vec<(String, String)> {
        any.iter().chain(texts).map(|(code, text)| ((*code).to_owned(), text.clone())).collect()
    };
    let purposes = choices(&purposes);
    let mut spoken: Vec<&str> =
        protocol.services().iter().flat_map(|service| &service.languages).map(String::as_str).collect();
    spoken.sort_unstable();
    spoken.dedup();
    let languages: Vec<(&str, String)> =
        spoken.into_iter().map(|code| (code, label(&visit, "languages", code))).collect();
    let languages = choices(&languages);
    let rows: Vec<Vec<Markup>> = rows.into_iter().map(|(_, row)| row).collect();
    let columns = [
        words.say("directory-service"),
        words.say("directory-purpose"),
        words.say("directory-languages"),
        words.say("directory-room"),
    ]
    .map(Column::text);
    let content = html! {
        p class="crumb" { a href="/referrals" { (words.say("refer-title")) } }
        (look::heading(words.say("directory-title"), Some(words.say("directory-what")), &[]))
        form method="get" action="/directory" class="filter" {
            (look::list_field(words, Field::new("region", words.say("directory-region")), &places, Some(&region)))
            (look::list_field(words, Field::new("purpose", words.say("directory-purpose")), &offered(&purposes), Some(purpose.as_ref().map_or("", PurposeCode::as_str))))
            (look::list_field(words, Field::new("language", words.say("directory-language")), &offered(&languages), Some(language.unwrap_or_default())))
            (look::buttons(&[look::button(Button::quiet(words.say("directory-do")))]))
        }
        @if rows.is_empty() {
            (look::empty(Icon::Refer, words.say("directory-empty"), None))
        } @else {
            (look::table(words.say("directory-title"), &columns, &rows))
        }
    };
    visit.page(words.say("directory-title"), content).await
}

/// The region of the reader's own work, where one is known.
async fn own_region(visit: &Visit) -> Result<Option<String>, Fail> {
    let who = visit.who()?;
    let mut at: Option<PlaceCode> = who.actor().roles.iter().find_map(|held| held.place.clone());
    if at.is_none()
        && let Some(team) = who.actor().teams().next()
    {
        at = visit.app().team(team).await?.place;
    }
    Ok(at.map(|at| at.as_str().split('.').next().unwrap_or_default().to_owned()))
}

fn lies_in(place: &PlaceCode, region: &str) -> bool {
    place.as_str().split('.').next() == Some(region)
}

fn offered(texts: &[(String, String)]) -> Vec<Choice<'_>> {
    texts.iter().map(|(code, text)| Choice::new(code, text)).collect()
}

fn row(visit: &Visit, service: &ServiceEntry, room: Option<Room>) -> Vec<Markup> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let at = protocol.places().get(service.place.as_str()).map(|place| visit.text(&place.label));
    let languages: Vec<String> =
        service.languages.iter().map(|code| label(visit, "languages", code)).collect();
    let purposes = service.purposes.iter().filter_map(|code| protocol.purposes().get(code.as_str()));
    let purposes: Vec<String> =
        purposes.filter(|known| known.opens_by_referral()).map(|known| visit.text(&known.label)).collect();
    vec![
        html! { strong { (visit.text(&service.label)) } @if let Some(at) = at { br; span class="soft" { (at) } } },
        html! { (words.list(&purposes)) },
        html! { (words.list(&languages)) },
        html! { span class="nowrap" { (standing(visit, room)) } },
    ]
}

fn standing(visit: &Visit, room: Option<Room>) -> Markup {
    let words = visit.words;
    match room {
        Some(Room::Free) => look::state(Tone::Good, Icon::Check, words.say("directory-free")),
        Some(Room::Few) => look::state(Tone::Soon, Icon::Clock, words.say("directory-few")),
        Some(Room::Full) => look::state(Tone::Late, Icon::Cross, words.say("directory-full")),
        None => look::nothing_yet(words),
    }
}

/// What a sender should know of a service's room before choosing it: nothing where there is enough.
pub(super) fn room(visit: &Visit, room: Option<Room>) -> Option<&'static str> {
    match room {
        Some(Room::Few) => Some(visit.words.say("directory-few")),
        Some(Room::Full) => Some(visit.words.say("directory-full")),
        Some(Room::Free) | None => None,
    }
}
