//! Asking a service for help: for what, whom, and what they need to know.
//!
//! Three short steps, each a page of its own: the purpose, the service, the letter. Before it is sent the sender sees
//! what the recipient will see and until when; without consent nothing can be sent, but by who may override it.

use app::{
    Opened, Refused,
    case::{of_age::consent_in_force, refer::Refer},
};
use axum::response::Response;
use domain::{Kind, PersonCode, PurposeCode, ServiceCode, TeamId, Urgency, record::ConsentState};
use maud::{Markup, html};
use policy::{Level, Relation};
use protocol::{Protocol, Purpose, ServiceEntry};
use serde::Deserialize;

use super::{
    directory,
    form::headed,
    person::{address, title},
    transfer,
    typed::{Typed, form},
};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Choice, Icon, Line, Tone, Weight},
    posted::Posted,
    visit::Visit,
};

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    purpose: Option<PurposeCode>,
    service: Option<ServiceCode>,
}

pub(super) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let opened = open(&visit, &code).await?;
    match (asked.purpose, asked.service) {
        (None, _) => purposes(&visit, &opened).await,
        (Some(purpose), None) => services(&visit, &opened, &purpose).await,
        (Some(purpose), Some(service)) => {
            let typed = Typed::default().with("urgency", Urgency::Routine.code());
            letter(&visit, &opened, &purpose, &service, typed).await
        }
    }
}

/// Opens a record for whoever may refer or override.
async fn open(visit: &Visit, code: &PersonCode) -> Result<Opened, Fail> {
    let opened = visit.app().open_code(visit.who()?, code, app::Door::page(app::Shown::RecordRefer)).await?;
    if opened.grant.may_do("referral.send") || opened.grant.may_do("consent.override") {
        Ok(opened)
    } else {
        Err(Fail(Refused::NotFound))
    }
}

pub(super) async fn save(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let (purpose, service): (PurposeCode, ServiceCode) =
        (posted.parsed("purpose")?, posted.parsed("service")?);
    let mut typed = Typed::sent(&posted);
    let urgency = typed.chosen("urgency").and_then(Urgency::from_code);
    if urgency.is_none() {
        typed.needed(words, "urgency", words.say("refer-urgency"));
    }
    let until = typed.end_of_day(words, "until", words.say("refer-ends"), &visit.clock().zone);
    if let (Some(urgency), true) = (urgency, typed.is_fine()) {
        let sent = Refer {
            command: posted.command,
            code,
            service: service.clone(),
            purpose: purpose.clone(),
            needs: typed.text("needs"),
            urgency,
            until,
            override_reason: typed.maybe("override"),
        };
        match visit.app().refer(visit.who()?, sent).await {
            Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-referral-sent")),
            Err(error) => typed.refused(visit, error, |reason| match reason {
                "needs-needed" => Some(("needs", words.say("refer-note"))),
                "ends-in-the-past" => Some(("until", words.say("refer-ends"))),
                _ => None,
            })?,
        }
    }
    let opened = open(visit, &code).await?;
    letter(visit, &opened, &purpose, &service, typed).await
}

/// A service with the team that answers for it.
pub(super) struct Known<'p> {
    pub(super) service: &'p ServiceEntry,
    pub(super) team: TeamId,
}

/// The services that can take a record of this kind for a purpose, by the roles of their people.
pub(super) async fn known<'p>(
    visit: &Visit,
    protocol: &'p Protocol,
    opened: &Opened,
    purpose: Option<&PurposeCode>,
) -> Result<Vec<Known<'p>>, Fail> {
    let mut found = Vec::new();
    for recipient in visit.app().recipients().await? {
        let Some(service) = protocol.services().get(recipient.service.as_str()) else { continue };
        let receives = sees(protocol, service, opened.kind()).is_some();
        if receives && purpose.is_none_or(|purpose| service.purposes.contains(purpose)) {
            found.push(Known { service, team: recipient.team });
        }
    }
    Ok(found)
}

/// What the people of a service see through a referral; nothing when a referral opens them no record of this kind.
pub(super) fn sees(protocol: &Protocol, service: &ServiceEntry, kind: &Kind) -> Option<Vec<(String, Level)>> {
    let role = protocol.table().role(service.role.as_str())?;
    let mut seen: Vec<(String, Level)> = Vec::new();
    let grants = role
        .grants
        .iter()
        .filter(|grant| grant.when.contains(&Relation::Referral) && grant.kinds.contains(kind));
    let mut any = false;
    for grant in grants {
        any = true;
        seen.extend(grant.levels.iter().map(|(code, level)| (code.to_string(), *level)));
    }
    any.then_some(seen)
}

/// The first step: for what.
async fn purposes(visit: &Visit, opened: &Opened) -> Result<Response, Fail> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let services = known(visit, &protocol, opened, None).await?;
    let base = format!("{}/refer", address(&title(opened)));
    let kind = protocol.kinds().get(opened.kind().as_str());
    let holds = |compartment| kind.is_some_and(|kind| kind.compartments.contains(compartment));
    let rows: Vec<(String, &Purpose, usize)> = protocol
        .purposes()
        .iter()
        .filter(|purpose| purpose.opens_by_referral() && purpose.compartments.iter().all(holds))
        .filter_map(|purpose| {
            let count =
                services.iter().filter(|known| known.service.purposes.contains(&purpose.code)).count();
            (count > 0).then(|| (format!("{base}?purpose={}", purpose.code), purpose, count))
        })
        .collect();
    let lines: Vec<Line<'_>> = rows
        .iter()
        .map(|(href, purpose, count)| Line {
            href,
            icon: Some(
                look::Sector::from_code(purpose.sector.as_str()).map_or(Icon::Refer, look::Sector::icon),
            ),
            title: html! { (visit.text(&purpose.label)) },
            detail: Some(html! { (visit.text(&purpose.about)) }),
            end: Some(html! { (words.say_with("refer-services", args!["count" => *count])) }),
        })
        .collect();
    let content = html! {
        (headed(visit, opened, words.say("refer-do"), words.say("refer-what")))
        @if lines.is_empty() {
            (look::empty(Icon::Refer, words.say("refer-no-service"), None))
        } @else {
            (look::sheet(&look::lines(&lines)))
        }
    };
    visit.text_page(&title(opened), content).await
}

/// What is about to be done, in words: referring, or handing over.
fn asks_for(visit: &Visit, purpose: &Purpose) -> String {
    let label = visit.text(&purpose.label);
    if purpose.moves_with.is_some() {
        label
    } else {
        visit.words.say_with("refer-for", args!["purpose" => label])
    }
}

/// The second step: whom, the near ones first.
async fn services(visit: &Visit, opened: &Opened, purpose: &PurposeCode) -> Result<Response, Fail> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let of = protocol.purposes().get(purpose.as_str()).filter(|known| known.opens_by_referral());
    let of = of.ok_or(Fail(Refused::NotFound))?;
    let services = known(visit, &protocol, opened, Some(purpose)).await?;
    let full = full(visit, &services).await?;
    let base = format!("{}/refer?purpose={purpose}", address(&title(opened)));
    let place = opened.view.place.as_ref();
    let mut rows: Vec<(u8, String, String, Markup)> = services
        .iter()
        .zip(&full)
        .filter(|(known, _)| of.moves_with.is_none() || Some(known.team) != opened.view.team)
        .map(|(known, full)| {
            let service = known.service;
            let state = consented(opened, purpose, known.team, visit);
            let at = protocol.places().get(service.place.as_str()).map(|place| visit.text(&place.label));
            let languages: Vec<String> = service
                .languages
                .iter()
                .map(|code| super::listing::label(visit, "languages", code))
                .collect();
            let detail = html! {
                @if let Some(at) = at { (at) " · " } (words.list(&languages))
                @if let Some(full) = full { " · " (full) }
                @if state.is_none() && of.needs_consent { " · " (words.say("refer-no-consent")) }
            };
            let near = protocol::place::distance(place, &service.place);
            (near, visit.text(&service.label), format!("{base}&service={}", service.code), detail)
        })
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| words.compare(&a.1, &b.1)));
    let lines = |wanted: &dyn Fn(u8) -> bool| -> Vec<Line<'_>> {
        rows.iter()
            .filter(|(near, ..)| wanted(*near))
            .map(|(_, label, href, detail)| Line {
                href,
                icon: Some(Icon::Refer),
                title: html! { (label) },
                detail: Some(detail.clone()),
                end: None,
            })
            .collect()
    };
    let (near, far) = (lines(&|near| near < 2), lines(&|near| near == 2));
    let content = html! {
        (headed(visit, opened, &asks_for(visit, of), &visit.text(&of.about)))
        @if rows.is_empty() { (look::empty(Icon::Refer, words.say("refer-no-service"), None)) }
        @if !near.is_empty() { (look::card(words.say("refer-near"), None, &look::lines(&near))) }
        @if !far.is_empty() {
            @if near.is_empty() {
                (look::card(words.say("refer-elsewhere"), None, &look::lines(&far)))
            } @else {
                (look::folded(words.say("refer-elsewhere"), &look::sheet(&look::lines(&far))))
            }
        }
        p { (look::link_button(words.say("refer-other-purpose"), &format!("{}/refer", address(&title(opened))), Weight::Plain)) }
    };
    visit.text_page(&title(opened), content).await
}

/// The consent in force for a purpose and a team.
fn consented<'o>(
    opened: &'o Opened,
    purpose: &PurposeCode,
    team: TeamId,
    visit: &Visit,
) -> Option<&'o ConsentState> {
    let (protocol, zone) = (visit.app().protocol(), visit.clock_of(&opened.view).zone);
    consent_in_force(&opened.view, &protocol, purpose.as_str(), Some(team), &zone, visit.app().now())
}

/// The third step: the letter, or what stands against it.
async fn letter(
    visit: &Visit,
    opened: &Opened,
    purpose: &PurposeCode,
    service: &ServiceCode,
    typed: Typed,
) -> Result<Response, Fail> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let of = protocol.purposes().get(purpose.as_str()).filter(|known| known.opens_by_referral());
    let of = of.ok_or(Fail(Refused::NotFound))?;
    let services = known(visit, &protocol, opened, Some(purpose)).await?;
    let to = services.iter().find(|known| known.service.code == *service).ok_or(Fail(Refused::NotFound))?;
    let code = title(opened);
    let base = format!("{}/refer", address(&code));
    let consent = consented(opened, purpose, to.team, visit);
    let blocked = of.needs_consent && consent.is_none();
    let overrides = opened.grant.may_do("consent.override");
    let sends = opened.grant.may_do("referral.send");
    let label = visit.text(&to.service.label);
    let noted = transfer::Noted::of(visit, opened, of);
    let consent_page = format!("{}/consent?purpose={purpose}&recipient={}", address(&code), to.team);
    let content = html! {
        (headed(visit, opened, &asks_for(visit, of), &label))
        (typed.summary(words))
        @if blocked {
            (look::notice(Tone::Late, Icon::Barred, &html! {
                p { strong { (words.say("refer-blocked")) } }
                p { (words.say(if overrides { "refer-blocked-override" } else { "refer-blocked-mend" })) }
                @if opened.grant.may_do("consent.record") {
                    p { (look::link_button_with(Icon::Consent, words.say("consent-record-do"), &consent_page, Weight::Quiet)) }
                }
            }))
        }
        (noted.told(visit, &address(&code)))
        @if !blocked && !sends {
            (look::notice(Tone::Now, Icon::Consent, &html! { p { (words.say("refer-worker-sends")) } }))
        }
        @if noted.is_fine() && ((blocked && overrides) || (!blocked && sends)) {
            (form(visit, &base, &html! {
                input type="hidden" name="purpose" value=(purpose);
                input type="hidden" name="service" value=(service);
                (look::text_area(words, typed.field("needs", words.say("refer-note")).hint(Some(words.say("refer-note-hint"))).required(), 4, typed.get("needs")))
                (urgency(visit, &typed))
                (look::date_field(words, typed.field("until", words.say("refer-ends")).hint(Some(&words.say_with("refer-ends-hint", args!["days" => of.days]))), typed.get("until")))
                (will_see(visit, opened, to, of))
                @if blocked {
                    (look::text_area(words, typed.field("override", words.say("refer-override-why")).hint(Some(words.say("refer-override-hint"))).required(), 3, typed.get("override")))
                }
                (look::form_end(words, &words.say_with("refer-send-do", args!["recipient" => &label]), &[], Some(&format!("{base}?purpose={purpose}"))))
            })?)
        }
    };
    Ok(typed.answer(visit.text_page(&code, content).await?))
}

fn urgency(visit: &Visit, typed: &Typed) -> Markup {
    let words = visit.words;
    let texts: Vec<(&str, &str)> = Urgency::ALL
        .iter()
        .map(|urgency| {
            let text = match urgency {
                Urgency::Urgent => words.say("refer-urgent"),
                Urgency::Soon => words.say("refer-soon"),
                Urgency::Routine => words.say("refer-routine"),
            };
            (urgency.code(), text)
        })
        .collect();
    let choices: Vec<Choice<'_>> = texts.iter().map(|(code, text)| Choice::new(code, text)).collect();
    look::radio_field(
        words,
        typed.field("urgency", words.say("refer-urgency")).required(),
        &choices,
        typed.chosen("urgency"),
    )
}

/// How full each of the services is, where it is nearly so.
async fn full(visit: &Visit, services: &[Known<'_>]) -> Result<Vec<Option<String>>, Fail> {
    let asked: Vec<(TeamId, Option<u32>)> =
        services.iter().map(|known| (known.team, known.service.capacity)).collect();
    let rooms = visit.app().rooms(visit.who()?, &asked).await?;
    Ok(rooms.into_iter().map(|room| directory::room(visit, room).map(str::to_owned)).collect())
}

/// What the recipient will see, and until when: before anything is sent.
fn will_see(visit: &Visit, opened: &Opened, to: &Known<'_>, purpose: &Purpose) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let outside = protocol.table().role(to.service.role.as_str()).is_some_and(|role| role.outside);
    let letter = if outside {
        words.say_with("refer-sees-as", args!["words" => visit.text(&purpose.outside_words)])
    } else {
        words.say("refer-sees-letter").to_owned()
    };
    let mut seen = vec![letter];
    seen.extend(parts_seen(visit, opened.kind(), to.service, outside));
    look::notice(
        Tone::Now,
        Icon::Eye,
        &html! {
            p { strong { (words.say("refer-they-see")) } }
            ul { @for line in &seen { li { (line) } } }
            p { (words.say(if purpose.moves_with.is_some() { "transfer-when-accepted" } else { "refer-they-see-end" })) }
            @if outside { p { (words.say("refer-they-see-not")) } }
        },
    )
}

/// The parts of a record that the people of a service see through a referral, a line each.
pub(super) fn parts_seen(visit: &Visit, kind: &Kind, service: &ServiceEntry, outside: bool) -> Vec<String> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let (mut seen, mut whole, mut status) = (Vec::new(), Vec::new(), Vec::new());
    for (code, level) in sees(&protocol, service, kind).unwrap_or_default() {
        let Some(compartment) = protocol.compartments().get(&code) else { continue };
        match (code.as_str(), level) {
            ("referral", _) => {}
            ("core", _) if outside => seen.push(words.say("refer-sees-face").to_owned()),
            (_, Level::Status) => status.push(visit.text(&compartment.label)),
            _ => whole.push(visit.text(&compartment.label)),
        }
    }
    if !whole.is_empty() {
        seen.push(words.say_with("refer-sees-parts", args!["what" => words.list(&whole)]));
    }
    if !status.is_empty() {
        seen.push(words.say_with("refer-sees-status", args!["what" => words.list(&status)]));
    }
    seen
}
