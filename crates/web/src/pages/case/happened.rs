//! What happened to a record, in words: for the timeline and the history.
//!
//! Invariant: tells only of events that were handed over, which are those the reader may open; a sensitive note or
//! answer stays closed.

use app::{Opened, case::reasons};
use domain::{ConferenceEvent, Decision, Event, Recorded, TaskId, UserId, record::Struck};
use maud::{Markup, html};
use policy::Level;
use protocol::DoneBy;

use super::{
    conference,
    listing::label,
    referral::{Side, purpose},
    task,
};
use crate::{
    args,
    asking::answers,
    fail::Fail,
    look::{self, Happened, Icon},
    visit::Visit,
    words::Clock,
};

/// What the words of an event still need.
pub(super) enum What {
    Nothing,
    Text(String),
    /// A colleague or a team.
    Name(Option<UserId>),
}

/// Its picture and its sentence.
pub(super) async fn told(
    visit: &Visit,
    opened: &Opened,
    recorded: &Recorded,
) -> Result<(Icon, String), Fail> {
    let words = visit.words;
    let Some(content) = &recorded.content else {
        let struck = opened.view.struck(recorded.head.event);
        let code = if struck.is_some_and(Struck::is_elsewhere) { "elsewhere" } else { "erased" };
        return Ok((Icon::Barred, words.say_code("event", code, &[])));
    };
    let (icon, code, what) = kind(visit, opened, &content.event);
    let what = match what {
        What::Nothing => return Ok((icon, words.say_code("event", code, &[]))),
        What::Text(text) => text,
        What::Name(Some(id)) => visit.name_of(id).await?,
        What::Name(None) => words.say("child-no-owner").to_owned(),
    };
    Ok((icon, words.say_code("event", code, args!["what" => what])))
}

fn kind(visit: &Visit, opened: &Opened, event: &Event) -> (Icon, &'static str, What) {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let task = |id: &TaskId| {
        let known = opened.view.tasks.get(id);
        What::Text(known.map(|known| task::label(visit, &known.added.what)).unwrap_or_default())
    };
    let approval = |id: &domain::ApprovalId| {
        let of = opened.view.approvals.iter().find(|known| known.id == *id);
        What::Text(of.map(|known| of_what(visit, known.of.as_str())).unwrap_or_default())
    };
    match event {
        Event::Opened(_) => (Icon::Plus, "opened", What::Nothing),
        Event::FormFilled { form, .. } => {
            let title = protocol.form(form.as_str()).map(|form| visit.text(&form.title)).unwrap_or_default();
            (Icon::Write, "form-filled", What::Text(title))
        }
        Event::Corrected { .. } => (Icon::Cross, "corrected", What::Nothing),
        Event::Restored { .. } => (Icon::Undo, "restored", What::Nothing),
        Event::BroughtHere { by, .. } => (Icon::Onward, "brought-here", What::Name(Some(*by))),
        Event::StatusChanged { to, .. } => {
            let stage = protocol.stage(opened.kind().as_str(), to.as_str());
            let label = stage.map_or_else(|| to.to_string(), |stage| visit.text(&stage.label));
            (Icon::Onward, "status-changed", What::Text(label))
        }
        Event::UrgencySet { to, .. } => {
            let word = match to {
                domain::Urgency::Urgent => words.say("urgency-urgent"),
                domain::Urgency::Soon => words.say("urgency-soon"),
                domain::Urgency::Routine => words.say("urgency-routine"),
            };
            (Icon::Warning, "urgency-set", What::Text(word.to_owned()))
        }
        Event::Assigned { owner, team, .. } => (Icon::People, "assigned", What::Name(owner.or(*team))),
        Event::TaskAdded(added) => (Icon::Plus, "task-added", What::Text(task::label(visit, &added.what))),
        Event::TaskMoved { task: id, .. } => (Icon::Clock, "task-moved", task(id)),
        Event::TaskAssigned { task: id, .. } => (Icon::People, "task-assigned", task(id)),
        Event::TaskCommented { task: id, .. } => (Icon::Note, "task-commented", task(id)),
        Event::TaskDone { task: id, .. } => (Icon::Done, "task-done", task(id)),
        Event::TaskWaived { task: id, .. } => (Icon::Cross, "task-waived", task(id)),
        Event::GoalSet(_) => (Icon::Goal, "goal-set", What::Nothing),
        Event::GoalReviewed { .. } => (Icon::Goal, "goal-reviewed", What::Nothing),
        Event::PlanReviewed { .. } => (Icon::Check, "plan-reviewed", What::Nothing),
        Event::ApprovalAsked { of, .. } => {
            (Icon::Onward, "approval-asked", What::Text(of_what(visit, of.as_str())))
        }
        Event::ApprovalGiven { approval: id, .. } => (Icon::Done, "approval-given", approval(id)),
        Event::ApprovalRefused { approval: id, .. } => (Icon::Undo, "approval-refused", approval(id)),
        Event::ConsentDecided(_) => (Icon::Consent, "consent-decided", What::Nothing),
        Event::ConsentWithdrawn { .. } => (Icon::Undo, "consent-withdrawn", What::Nothing),
        Event::Barred { .. } => (Icon::Barred, "barred", What::Nothing),
        Event::BarLifted { .. } => (Icon::Undo, "bar-lifted", What::Nothing),
        Event::Granted(_) => (Icon::Key, "granted", What::Nothing),
        Event::GrantEnded { .. } => (Icon::Key, "grant-ended", What::Nothing),
        Event::Referred(sent) => {
            let known = opened.view.referral(sent.referral);
            let what = known.map(|known| purpose(visit, Side::of(&opened.grant), known)).unwrap_or_default();
            (Icon::Refer, "referred", What::Text(what))
        }
        Event::ReferralAccepted { .. } => (Icon::Check, "referral-accepted", What::Nothing),
        Event::ReferralDeclined { .. } => (Icon::Cross, "referral-declined", What::Nothing),
        Event::ReferralDone { .. } => (Icon::Done, "referral-done", What::Nothing),
        Event::ReferralRevoked { .. } => (Icon::Undo, "referral-revoked", What::Nothing),
        Event::Conference(event) => conference::happened(visit, event),
        Event::Linked { .. } => (Icon::People, "linked", What::Nothing),
        Event::Unlinked { .. } => (Icon::Cross, "unlinked", What::Nothing),
        Event::Arrived { .. } => (Icon::Check, "arrived", What::Nothing),
        Event::RowsBrought { .. } => (Icon::People, "rows-brought", What::Nothing),
        Event::MatchProposed(_) => (Icon::People, "match-proposed", What::Nothing),
        Event::MatchDecided { .. } => (Icon::Check, "match-decided", What::Nothing),
        Event::Noted { .. } => (Icon::Note, "noted", What::Nothing),
        Event::FileAttached { .. } => (Icon::Plus, "file-attached", What::Nothing),
        Event::HoldPlaced { .. } => (Icon::Lock, "hold-placed", What::Nothing),
        Event::HoldLifted { .. } => (Icon::Lock, "hold-lifted", What::Nothing),
        Event::Erased { .. } => (Icon::Barred, "erased", What::Nothing),
        Event::Counted(_) | Event::Account(_) | Event::Team(_) | Event::Installation(_) => {
            (Icon::Circle, "other", What::Nothing)
        }
    }
}

fn of_what(visit: &Visit, of: &str) -> String {
    let key = if of == "closure" { "close-title" } else { "plan-title" };
    visit.words.say(key).to_owned()
}

/// What somebody wrote, in their own words; what the house wrote in somebody's place, in the reader's language.
pub(super) fn written(visit: &Visit, text: &domain::Private<String>) -> Markup {
    let words = visit.words;
    let said = match text.as_str() {
        reasons::CLOSED => words.say("reason-closed"),
        reasons::OTHER_AGE => words.say("reason-other-age"),
        reasons::TEAM_CLOSES => words.say("reason-team-closes"),
        reasons::CONSENT_GIVEN => words.say("reason-consent-given"),
        reasons::CONSENT_REFUSED => words.say("reason-consent-refused"),
        reasons::SOUGHT_NO_MORE => words.say("reason-sought-no-more"),
        reasons::CONSENT_WITHDRAWN => words.say("reason-consent-withdrawn"),
        own => return look::written(own),
    };
    html! { p { (said) } }
}

/// What stands under the sentence: what was written, in its own words.
pub(super) fn body(visit: &Visit, opened: &Opened, recorded: &Recorded, clock: &Clock) -> Option<Markup> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let said =
        |text: &domain::Private<String>| (!text.as_str().trim().is_empty()).then(|| written(visit, text));
    let Some(content) = &recorded.content else { return erased(visit, opened, recorded, clock) };
    match &content.event {
        Event::FormFilled { form, values, .. } => {
            let form = protocol.form(form.as_str())?;
            (!values.is_empty()).then(|| answers(visit, form, values, clock))
        }
        Event::Corrected { reason, .. }
        | Event::UrgencySet { reason, .. }
        | Event::TaskWaived { reason, .. }
        | Event::ApprovalRefused { reason, .. }
        | Event::ConsentWithdrawn { reason, .. }
        | Event::ReferralDeclined { reason, .. }
        | Event::ReferralRevoked { reason, .. }
        | Event::BarLifted { reason, .. }
        | Event::HoldPlaced { reason }
        | Event::HoldLifted { reason } => said(reason),
        Event::StatusChanged { ground, reason, .. } => {
            let ground = ground.as_ref().map(|ground| label(visit, "closure_grounds", ground.as_str()));
            (ground.is_some() || reason.is_some()).then(|| {
                html! {
                    @if let Some(ground) = ground { p class="soft" { (ground) } }
                    @if let Some(reason) = reason { (written(visit, reason)) }
                }
            })
        }
        Event::TaskCommented { text, .. } => said(text),
        Event::TaskDone { note, .. }
        | Event::PlanReviewed { note }
        | Event::ApprovalAsked { note, .. }
        | Event::ApprovalGiven { note, .. } => note.as_ref().and_then(said),
        Event::BroughtHere { at, .. } => Some(html! { p class="soft" { (words.exact(*at, clock)) } }),
        Event::TaskMoved { due, .. } => Some(html! { p class="soft" { (words.exact(*due, clock)) } }),
        Event::GoalSet(goal) => said(&goal.objective),
        Event::GoalReviewed { now, .. } => said(now),
        Event::ConsentDecided(consent) => {
            let purpose = protocol.purposes().get(consent.purpose.as_str());
            let purpose = purpose.map(|purpose| visit.text(&purpose.label)).unwrap_or_default();
            let decision = match consent.decision {
                Decision::Given => words.say("consent-given"),
                Decision::Refused => words.say("consent-refused"),
            };
            Some(html! { p class="soft" { (purpose) " · " (decision) } })
        }
        Event::Referred(sent) => said(&sent.needs),
        Event::ReferralDone { outcome, .. } => said(outcome),
        Event::Noted { text, sensitive } => {
            if *sensitive {
                Some(html! { p class="soft" { (words.say("note-closed")) } })
            } else {
                said(text)
            }
        }
        Event::FileAttached { title, .. } => said(title),
        Event::Assigned { word: Some(word), .. } => said(word),
        Event::Conference(event) => conference::in_its_words(event).and_then(said),
        _ => None,
    }
}

/// "Erased on DATE under RULE", for an event without content.
fn erased(visit: &Visit, opened: &Opened, recorded: &Recorded, clock: &Clock) -> Option<Markup> {
    let words = visit.words;
    if opened.view.struck(recorded.head.event).is_some_and(Struck::is_elsewhere) {
        return None;
    }
    let known = opened.view.erased.iter().find(|erased| {
        erased.slot == recorded.head.slot && erased.event.is_none_or(|event| event == recorded.head.event)
    })?;
    let protocol = visit.app().protocol();
    let rule = protocol.retention().get(known.rule.as_str());
    let rule = rule.map_or_else(|| known.rule.to_string(), |rule| visit.text(&rule.label));
    Some(look::erased(words, &words.date(clock.day_of(known.at)), &rule))
}

/// Whether an event belongs to the short timeline of a record's first page: what people did, not what followed.
pub(super) const fn is_told(event: &Event) -> bool {
    matches!(
        event,
        Event::FormFilled { .. }
            | Event::StatusChanged { .. }
            | Event::UrgencySet { .. }
            | Event::Assigned { .. }
            | Event::TaskDone { .. }
            | Event::TaskWaived { .. }
            | Event::GoalSet(_)
            | Event::GoalReviewed { .. }
            | Event::PlanReviewed { .. }
            | Event::ApprovalGiven { .. }
            | Event::ApprovalRefused { .. }
            | Event::ConsentDecided(_)
            | Event::ConsentWithdrawn { .. }
            | Event::Referred(_)
            | Event::ReferralAccepted { .. }
            | Event::ReferralDeclined { .. }
            | Event::ReferralDone { .. }
            | Event::ReferralRevoked { .. }
            | Event::Noted { .. }
            | Event::Conference(
                ConferenceEvent::Called { .. }
                    | ConferenceEvent::Moved { .. }
                    | ConferenceEvent::CalledOff { .. }
                    | ConferenceEvent::Held { .. }
                    | ConferenceEvent::Decided { .. }
            )
    )
}

/// Whether an event only says once more, in a referral, what the case has told this reader: a meeting called or moved.
pub(super) fn is_copy(opened: &Opened, recorded: &Recorded) -> bool {
    let again = matches!(
        recorded.content.as_ref().map(|content| &content.event),
        Some(Event::Conference(
            ConferenceEvent::Called { .. }
                | ConferenceEvent::Moved { .. }
                | ConferenceEvent::CalledOff { .. }
                | ConferenceEvent::Held { .. }
        ))
    );
    again && recorded.compartment == "referral" && opened.grant.may("case", Level::Read)
}

/// Whether something only came with what stands in the timeline itself: a task with the form or the decision that
/// completed it, a goal with the review of the whole plan.
fn is_echo(visit: &Visit, opened: &Opened, recorded: &Recorded, event: &Event) -> bool {
    if let Event::GoalReviewed { .. } = event {
        return opened.view.plan_reviews.iter().any(|review| review.at == recorded.head.at);
    }
    let Event::TaskDone { task, .. } = event else { return false };
    let protocol = visit.app().protocol();
    let what = opened.view.tasks.get(task).map(|known| known.added.what.clone());
    what.and_then(|what| protocol.tasks().get(what.as_str()).map(|rule| rule.done_by != DoneBy::Hand))
        .unwrap_or(false)
}

/// The latest of what people did, as a timeline; nothing when nothing was done yet.
pub(super) async fn lately(
    visit: &Visit,
    opened: &Opened,
    clock: &Clock,
    most: usize,
) -> Result<Option<Markup>, Fail> {
    let mut rows = Vec::new();
    let told_of = opened.view.history.iter().rev().filter(|recorded| {
        opened.view.struck(recorded.head.event).is_none()
            && !is_copy(opened, recorded)
            && recorded.content.as_ref().is_some_and(|content| {
                is_told(&content.event) && !is_echo(visit, opened, recorded, &content.event)
            })
    });
    for recorded in told_of.take(most) {
        let (icon, title) = told(visit, opened, recorded).await?;
        rows.push((recorded.head.at, icon, title, visit.name_of(recorded.head.actor).await?));
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let shown: Vec<Happened<'_>> = rows
        .iter()
        .map(|(at, icon, title, by)| Happened {
            at: *at,
            icon: *icon,
            title,
            by: (!by.is_empty()).then_some(by.as_str()),
            body: None,
            href: None,
        })
        .collect();
    Ok(Some(look::timeline(visit.words, &shown, clock)))
}
