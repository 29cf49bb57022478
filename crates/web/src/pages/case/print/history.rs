//! The course of a case on paper, for those who meet about it: what happened when, and by whom.
//!
//! Invariant: only what happened and when, nothing of what was written; nothing of a part that is on no paper, of the
//! journey, or of a service that belongs to such a part. On the school's side there is no such page.

use app::{Opened, Shown};
use axum::response::Response;
use domain::{ConferenceEvent, Event, PersonCode, PurposeCode, Recorded};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{
    super::{
        form::headed,
        happened::{body, is_copy, told as happened},
        person::{address, title},
    },
    NEVER, Paper, is_apart, lay_out, whose,
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Column},
    pages::paper,
    posted::Posted,
    typed::Typed,
    visit::Visit,
    words::Clock,
};

/// Parts that a conference does not need, beside those that are on no paper: who somebody is, and where they came from.
const APART: [&str; 3] = ["core", "legal", "tracing"];
/// The phases of the pathway before somebody came home.
const JOURNEY: u8 = 2;

/// Whether this reader prints the history: whoever sees it.
pub(in crate::pages::case) fn may(opened: &Opened) -> bool {
    matches!(opened.kind().as_str(), "child" | "adult")
        && !opened.grant.is_outside()
        && opened.grant.may_do("record.history")
        && opened.grant.may_do("record.print")
        && opened.grant.may("case", policy::Level::Read)
}

const PAPER: Paper =
    Paper { path: "/print/history", hint: "print-history-hint", shown: Shown::HistoryPrinted, may };

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
) -> Result<Response, Fail> {
    ask(&visit, &PAPER.before(&visit, &code).await?, &Typed::default()).await
}

async fn ask(visit: &Visit, opened: &Opened, typed: &Typed) -> Result<Response, Fail> {
    let words = visit.words;
    let head = headed(visit, opened, words.say("print-history"), words.say("print-history-what"));
    let fields = html! {
        (look::date_field(words, typed.field("from", words.say("print-from")).hint(Some(words.say("print-from-hint"))), typed.get("from")))
        (look::date_field(words, typed.field("until", words.say("print-until")), typed.get("until")))
    };
    PAPER.ask(visit, opened, typed, &address(&title(opened)), head, fields).await
}

pub(in crate::pages::case) async fn show(
    Path(code): Path<PersonCode>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let reason = paper::reason(words, &mut typed);
    let from = typed.day(words, "from", words.say("print-from"));
    let until = typed.day(words, "until", words.say("print-until"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        typed.wrong("until", words.say("print-until"), words.say("print-until-before"));
    }
    let opened = PAPER.before(visit, &code).await?;
    if !typed.is_fine() {
        return ask(visit, &opened, &typed).await;
    }
    let opened = PAPER.print(visit, &code, reason.as_str()).await?;
    let clock = visit.clock_of(&opened.view);
    let rows = rows(visit, &opened, (from, until), &clock).await?;
    let heading = words.say("print-history");
    let columns = [
        Column::text(words.say("print-when")),
        Column::text(words.say("print-happened")),
        Column::text(words.say("print-by-whom")),
    ];
    let content = html! {
        (whose(visit, &opened, &clock))
        div {
            h2 { (heading) }
            @if let Some(between) = between(visit, from, until) { p class="soft" { (between) } }
        }
        @if rows.is_empty() { p { (words.say("print-history-empty")) } } @else { (look::table(heading, &columns, &rows)) }
    };
    lay_out(visit, visit, &opened, reason.as_str(), content).await
}

/// The days that were asked for, said; nothing where all were.
fn between(visit: &Visit, from: Option<Date>, until: Option<Date>) -> Option<String> {
    let words = visit.words;
    match (from, until) {
        (None, None) => None,
        (Some(from), Some(until)) => Some(
            words.say_with("print-days", args!["from" => words.date(from), "until" => words.date(until)]),
        ),
        (Some(from), None) => Some(words.say_with("print-days-from", args!["from" => words.date(from)])),
        (None, Some(until)) => Some(words.say_with("print-days-until", args!["until" => words.date(until)])),
    }
}

/// A line for each thing that happened, the first first.
async fn rows(
    visit: &Visit,
    opened: &Opened,
    (from, until): (Option<Date>, Option<Date>),
    clock: &Clock,
) -> Result<Vec<Vec<Markup>>, Fail> {
    let mut rows = Vec::new();
    for recorded in visit.app().told_of(visit.who()?, opened).await? {
        let day = clock.day_of(recorded.head.at);
        let asked = from.is_none_or(|from| day >= from) && until.is_none_or(|until| day <= until);
        if !asked || !is_printed(visit, opened, recorded) {
            continue;
        }
        let (_, what) = happened(visit, opened, recorded).await?;
        let consent =
            matches!(recorded.content.as_ref().map(|content| &content.event), Some(Event::ConsentDecided(_)));
        let more = if consent { body(visit, opened, recorded, clock) } else { None };
        rows.push(vec![
            html! { (visit.words.date(day)) },
            html! { (what) @if let Some(more) = &more { (more) } },
            look::own(visit.name_of(recorded.head.actor).await?),
        ]);
    }
    Ok(rows)
}

/// Whether something stands on the paper.
fn is_printed(visit: &Visit, opened: &Opened, recorded: &Recorded) -> bool {
    let part = recorded.compartment.as_str();
    if NEVER.contains(&part) || APART.contains(&part) {
        return false;
    }
    let Some(content) = &recorded.content else { return false };
    if opened.view.struck(recorded.head.event).is_some() || is_copy(opened, recorded) {
        return false;
    }
    let protocol = visit.app().protocol();
    let plain = |purpose: &PurposeCode| !is_apart(visit, purpose);
    let of_referral = |id| opened.view.referral(id).is_some_and(|known| plain(&known.sent.purpose));
    match &content.event {
        Event::FormFilled { .. }
        | Event::Assigned { owner: Some(_), .. }
        | Event::GoalSet(_)
        | Event::GoalReviewed { .. }
        | Event::PlanReviewed { .. }
        | Event::ApprovalAsked { .. }
        | Event::ApprovalGiven { .. }
        | Event::ApprovalRefused { .. } => true,
        Event::StatusChanged { to, .. } => {
            let stage = protocol.stage(opened.kind().as_str(), to.as_str());
            stage.is_some_and(|stage| stage.phase > JOURNEY)
        }
        Event::ConsentDecided(consent) => plain(&consent.purpose),
        Event::ConsentWithdrawn { consent, .. } => opened
            .view
            .consents
            .iter()
            .any(|known| known.consent.consent == *consent && plain(&known.consent.purpose)),
        Event::Referred(sent) => plain(&sent.purpose),
        Event::ReferralAccepted { referral, .. }
        | Event::ReferralDeclined { referral, .. }
        | Event::ReferralDone { referral, .. }
        | Event::ReferralRevoked { referral, .. } => of_referral(*referral),
        Event::Conference(event) => matches!(
            event,
            ConferenceEvent::Called { .. } | ConferenceEvent::Held { .. } | ConferenceEvent::CalledOff { .. }
        ),
        _ => false,
    }
}
