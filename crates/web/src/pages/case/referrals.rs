//! Referrals that wait: received, and sent.

use app::case::referrals::OpenReferral;
use axum::response::Response;
use domain::record::ReferralState;
use maud::{Markup, html};

use super::{
    person::{address, code_of, named},
    referral::{Side, mark, purpose},
};
use crate::{
    fail::Fail,
    look::{self, Icon, Line, Weight},
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    let who = visit.who()?;
    // The page is there for those who send or answer; to everybody else it is not.
    let (sends, answers) = (sends(&visit, who), does_any(&visit, who, &["referral.answer"]));
    if !sends && !answers {
        return Err(Fail(app::Refused::NotFound));
    }
    let found = visit.app().referrals(who).await?;
    let words = visit.words;
    let directory =
        sends.then(|| look::link_button(words.say("directory-title"), "/directory", Weight::Quiet));
    let content = html! {
        (look::heading(words.say("refer-title"), None, directory.as_slice()))
        @if answers {
            (look::card(words.say("refer-received"), None, &list(&visit, &found.received, words.say("refer-empty-received"))))
        }
        @if !answers || !found.sent.is_empty() {
            (look::card(words.say("refer-sent"), None, &list(&visit, &found.sent, words.say("refer-empty-sent"))))
        }
    };
    visit.page(words.say("refer-title"), content).await
}

/// Whether somebody sends referrals anywhere; what a service is asked for may tell more than the school's side knows.
pub(super) fn sends(visit: &Visit, who: &app::SignedIn) -> bool {
    does_any(visit, who, &["referral.send", "consent.override"])
}

fn does_any(visit: &Visit, who: &app::SignedIn, actions: &[&str]) -> bool {
    let protocol = visit.app().protocol();
    let held = who.actor().roles.iter().filter_map(|held| protocol.table().role(held.role.as_str()));
    held.flat_map(|role| &role.grants)
        .any(|grant| actions.iter().any(|action| grant.actions.contains(*action)))
}

fn list(visit: &Visit, referrals: &[OpenReferral], empty: &str) -> Markup {
    if referrals.is_empty() {
        return look::empty(Icon::Refer, empty, None);
    }
    let words = visit.words;
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let hrefs: Vec<String> = referrals
        .iter()
        .map(|open| format!("{}/referrals/{}", address(&code_of(&open.record)), open.referral.sent.referral))
        .collect();
    let lines: Vec<Line<'_>> = referrals
        .iter()
        .zip(&hrefs)
        .map(|(open, href)| {
            let side = Side::of(&open.record.grant);
            let service = protocol.services().get(open.referral.sent.service.as_str());
            let waits = open.referral.state == ReferralState::Sent;
            Line {
                href,
                icon: Some(Icon::Refer),
                title: html! {
                    (named(visit, &open.record, &clock))
                    " " span class="code soft" { (look::own(code_of(&open.record))) }
                },
                detail: Some(html! {
                    (purpose(visit, side, &open.referral))
                    @if side == Side::Inside { @if let Some(service) = service { " · " (visit.text(&service.label)) } }
                    @if waits { " · " (words.relative(open.referral.at, &clock)) }
                }),
                end: Some(mark(visit, open.referral.state)),
            }
        })
        .collect();
    look::lines(&lines)
}
