//! One referral, for both its sides: what was asked, where it stands, and the next step.
//!
//! Invariant: the recipient on the school's side reads the purpose's neutral words, never the sender's purpose, and
//! nothing of consent, stage or urgency of the case.

use app::{
    Door, Opened, Refused, Shown,
    case::refer::{ReferralStep, StepReferral},
};
use axum::response::Response;
use domain::{
    PersonCode, ReferralId, ServiceCode, UserId,
    record::{Referral, ReferralState},
};
use maud::{Markup, html};

use super::{
    form::head,
    happened::written,
    person::{address, title},
    print::letter::has_letter,
    refer::{known as services, parts_seen},
    transfer,
    typed::{Typed, form},
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Button, Choice, Icon, Tone, Weight},
    posted::Posted,
    visit::Visit,
};

/// The most services offered as others.
const OTHERS: usize = 12;

pub(super) async fn page(
    visit: Visit,
    Path((code, referral)): Path<(PersonCode, ReferralId)>,
) -> Result<Response, Fail> {
    show(&visit, &code, referral, Typed::default()).await
}

pub(super) async fn save(
    Path((code, referral)): Path<(PersonCode, ReferralId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let (step, said, field, label) = match posted.text("step") {
        Some("accept") => (ReferralStep::Accept, "said-referral-accepted", None, ""),
        Some("take") => {
            let owner = posted.maybe::<UserId>("owner")?;
            if owner.is_none() {
                typed.needed(words, "owner", words.say("transfer-who"));
            }
            let owner = owner.unwrap_or_else(|| UserId::from_bytes([0; 16]));
            let step = ReferralStep::TakeOver(owner, typed.maybe("word"));
            (step, "said-transfer-taken", Some("owner"), words.say("transfer-who"))
        }
        Some("decline") => (
            ReferralStep::Decline(typed.text("decline"), instead(&posted)?),
            "said-referral-declined",
            Some("decline"),
            words.say("refer-decline-why"),
        ),
        Some("done") => (
            ReferralStep::Done(typed.text("done")),
            "said-referral-done",
            Some("done"),
            words.say("refer-done-what"),
        ),
        Some("revoke") => (
            ReferralStep::Revoke(typed.text("revoke")),
            "said-referral-revoked",
            Some("revoke"),
            words.say("refer-revoke-why"),
        ),
        _ => return Err(Fail(Refused::NotFound)),
    };
    if typed.is_fine() {
        // With a last word the recipient's way to the record ends, so the list is where to go on.
        let stays = matches!(step, ReferralStep::Accept | ReferralStep::Revoke(_));
        let takes_over = matches!(step, ReferralStep::TakeOver(..));
        let sent = StepReferral { command: posted.command, code, referral, step };
        match visit.app().step_referral(visit.who()?, sent).await {
            Ok(_) if takes_over => return Ok(visit.go(&address(&code.to_string()), said)),
            Ok(_) if stays => {
                let here = format!("{}/referrals/{referral}", address(&code.to_string()));
                return Ok(visit.go(&here, said));
            }
            Ok(_) => return Ok(visit.go("/referrals", said)),
            Err(error) => typed.refused(visit, error, |_| field.map(|field| (field, label)))?,
        }
    }
    show(visit, &code, referral, typed).await
}

/// The services that are named instead.
fn instead(posted: &Posted) -> Result<Vec<ServiceCode>, Fail> {
    let named = posted.fields().iter().filter(|(name, value)| name == "instead" && !value.is_empty());
    named.map(|(_, code)| ServiceCode::new(code).map_err(|_| Fail(Refused::NotFound))).collect()
}

/// The state of a referral as a mark.
pub(super) fn mark(visit: &Visit, state: ReferralState) -> Markup {
    let words = visit.words;
    match state {
        ReferralState::Sent => look::state(Tone::Soon, Icon::Onward, words.say("refer-state-sent")),
        ReferralState::Accepted => look::state(Tone::Now, Icon::Check, words.say("refer-state-accepted")),
        ReferralState::Declined => look::state(Tone::Late, Icon::Cross, words.say("refer-state-declined")),
        ReferralState::Done => look::state(Tone::Good, Icon::Done, words.say("refer-state-done")),
        ReferralState::Revoked => look::state(Tone::Calm, Icon::Undo, words.say("refer-state-revoked")),
    }
}

/// What a referral is for: its neutral words on the school's side, the purpose to everybody else.
pub(super) fn purpose(visit: &Visit, outside: Side, referral: &Referral) -> String {
    let protocol = visit.app().protocol();
    let Some(purpose) = protocol.purposes().get(referral.sent.purpose.as_str()) else {
        return String::new();
    };
    match outside {
        Side::Outside => visit.text(&purpose.outside_words),
        Side::Inside => visit.text(&purpose.label),
    }
}

/// On which side a reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The school's side.
    Outside,
    /// Everybody else's.
    Inside,
}

impl Side {
    pub(super) fn of(grant: &policy::Grant) -> Self {
        if grant.is_outside() { Self::Outside } else { Self::Inside }
    }
}

async fn show(
    visit: &Visit,
    code: &PersonCode,
    referral: ReferralId,
    typed: Typed,
) -> Result<Response, Fail> {
    let opened = visit.app().open_code(visit.who()?, code, Door::page(Shown::RecordReferral)).await?;
    let known = opened.view.referral(referral).ok_or(Fail(Refused::NotFound))?;
    let side = Side::of(&opened.grant);
    let forms = format!("{}/forms", address(&title(&opened)));
    let fills = known.state == ReferralState::Accepted
        && visit.who()?.actor().is(known.sent.recipient)
        && opened.grant.levels().any(|(code, level)| {
            level == policy::Level::Write && !matches!(code.as_str(), "referral" | "core")
        });
    let prints = has_letter(visit, &opened, known).await?;
    let content = html! {
        (head(visit, &opened, &purpose(visit, side, known)))
        (typed.summary(visit.words))
        (letter(visit, &opened, known, visit.words.say("refer-letter")).await?)
        @if prints {
            p { (look::link_button_with(Icon::Print, visit.words.say("letter-do"), &format!("{}/referrals/{referral}/print", address(&title(&opened))), Weight::Quiet)) }
        }
        @if fills {
            p { (look::link_button_with(Icon::Write, visit.words.say("do-form"), &forms, Weight::Quiet)) }
        }
        (steps(visit, &opened, known, &typed).await?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// The letter itself, under a heading.
pub(super) async fn letter(
    visit: &Visit,
    opened: &Opened,
    known: &Referral,
    heading: &str,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let protocol = visit.app().protocol();
    let inside = Side::of(&opened.grant) == Side::Inside;
    let receives = visit.who()?.actor().is(known.sent.recipient);
    let service = protocol.services().get(known.sent.service.as_str());
    let mut facts: Vec<(&str, Markup)> = vec![
        (words.say("refer-note"), look::written(known.sent.needs.as_str())),
        (words.say("refer-from"), html! { (look::own(visit.name_of(known.sent.sender).await?)) }),
        (words.say("refer-sent-on"), html! { (look::when(words, known.at, &clock)) }),
    ];
    if let Some(service) = service.filter(|_| !receives) {
        facts.insert(1, (words.say("refer-to"), html! { (visit.text(&service.label)) }));
    }
    if inside {
        facts.push((words.say("refer-urgency"), look::urgency(words, known.sent.urgency)));
    }
    if known.state.is_open() {
        let until = words.date(clock.day_of(known.sent.until));
        facts.push((words.say("refer-ends"), html! { (until) }));
    }
    // Why it went without consent is between the sender's side and its supervisor.
    if let Some(reason) = known.sent.overridden.as_ref().filter(|_| inside && !receives) {
        facts.push((words.say("refer-override-why"), look::written(reason.as_str())));
    }
    if known.state != ReferralState::Sent {
        let label = match known.state {
            ReferralState::Declined => words.say("refer-decline-why"),
            ReferralState::Done => words.say("refer-done-what"),
            ReferralState::Revoked => words.say("refer-revoke-why"),
            ReferralState::Sent | ReferralState::Accepted => words.say("refer-answered"),
        };
        facts.push((
            label,
            html! {
                @if let Some(said) = &known.said { (written(visit, said)) }
                span class="soft" { (words.date(clock.day_of(known.since))) " · " (look::own(visit.name_of(known.by).await?)) }
            },
        ));
    }
    let others = if receives { Vec::new() } else { suggested(visit, opened, known) };
    if !others.is_empty() {
        facts.push((
            words.say("refer-instead-they"),
            html! { ul { @for other in &others { li { (other) } } } },
        ));
    }
    Ok(look::card(heading, Some(&mark(visit, known.state)), &look::facts(&facts)))
}

/// What the recipient named instead, each with the way to ask there.
pub(super) fn suggested(visit: &Visit, opened: &Opened, known: &Referral) -> Vec<Markup> {
    let protocol = visit.app().protocol();
    let sends = opened.grant.may_do("referral.send");
    let base = format!("{}/refer?purpose={}", address(&title(opened)), known.sent.purpose);
    let named = known.instead.iter().filter_map(|code| protocol.services().get(code.as_str()));
    named
        .map(|service| {
            let label = visit.text(&service.label);
            html! {
                @if sends { a href=(format!("{base}&service={}", service.code)) { (label) } } @else { (label) }
            }
        })
        .collect()
}

/// The next steps of this reader.
pub(super) async fn steps(
    visit: &Visit,
    opened: &Opened,
    known: &Referral,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let action = format!("{}/referrals/{}", address(&title(opened)), known.sent.referral);
    let receives = visit.who()?.actor().is(known.sent.recipient) && opened.grant.may_do("referral.answer");
    let revokes = opened.grant.may_do("referral.revoke") && known.state.is_open();
    let one = |step: &str, field: &str, label: &str, button: Button<'_>, note: Option<&str>| {
        form(
            visit,
            &action,
            &html! {
                input type="hidden" name="step" value=(step);
                (look::text_area(words, typed.field(field, label).required(), 3, typed.get(field)))
                @if let Some(note) = note { p class="soft" { (note) } }
                (look::buttons(&[look::button(button)]))
            },
        )
    };
    let protocol = visit.app().protocol();
    let purpose = protocol.purposes().get(known.sent.purpose.as_str());
    let moves = purpose.is_some_and(|purpose| purpose.moves_with.is_some());
    let waits = receives && known.state == ReferralState::Sent;
    let take =
        if waits && moves { Some(transfer::take(visit, opened, known, &action, typed).await?) } else { None };
    let declines = typed.folded("decline", words.say("refer-decline-do"), &form(visit, &action, &html! {
        input type="hidden" name="step" value="decline";
        (look::text_area(words, typed.field("decline", words.say("refer-decline-why")).required(), 3, typed.get("decline")))
        (elsewhere(visit, opened, known, typed).await?)
        p class="soft" { (words.say("refer-done-ends")) }
        (look::buttons(&[look::button(Button::grave(words.say("refer-decline-do")))]))
    })?);
    Ok(html! {
        @if waits {
            (look::sheet(&html! {
                @if let Some(take) = take { (take) } @else {
                    (form(visit, &action, &html! {
                        input type="hidden" name="step" value="accept";
                        (you_will_see(visit, opened, known))
                        p { (words.say_with("refer-accept-what", args!["until" => words.date(visit.clock().day_of(known.sent.until))])) }
                        (look::buttons(&[look::button(Button::first(words.say("refer-accept-do")))]))
                    })?)
                }
                (declines)
            }))
        }
        @if receives && known.state == ReferralState::Accepted {
            (look::sheet(&html! {
                (one("done", "done", words.say("refer-done-what"), Button::first(words.say("refer-done-do")), Some(words.say("refer-done-ends")))?)
                (declines)
            }))
        }
        @if revokes {
            (typed.folded("revoke", words.say("refer-revoke-do"), &one("revoke", "revoke", words.say("refer-revoke-why"), Button::grave(words.say("refer-revoke-do")), Some(words.say("refer-revoke-what")))?))
        }
    })
}

/// What the recipient sees of the record: the same that the sender was shown.
fn you_will_see(visit: &Visit, opened: &Opened, known: &Referral) -> Markup {
    let protocol = visit.app().protocol();
    let outside = Side::of(&opened.grant) == Side::Outside;
    let service = protocol.services().get(known.sent.service.as_str());
    let seen = service.map(|service| parts_seen(visit, opened.kind(), service, outside)).unwrap_or_default();
    html! {
        @if !seen.is_empty() {
            p { (visit.words.say("refer-you-see")) }
            ul { @for line in &seen { li { (line) } } }
        }
    }
}

/// Where else help could be found: services for the same purpose, the near ones first.
async fn elsewhere(visit: &Visit, opened: &Opened, known: &Referral, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let here = protocol.services().get(known.sent.service.as_str()).map(|service| &service.place);
    let mut others: Vec<(u8, &str, String)> = services(visit, &protocol, opened, Some(&known.sent.purpose))
        .await?
        .into_iter()
        .filter(|other| other.service.code != known.sent.service)
        .map(|other| {
            (
                protocol::place::distance(here, &other.service.place),
                other.service.code.as_str(),
                visit.text(&other.service.label),
            )
        })
        .collect();
    others.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| words.compare(&a.2, &b.2)));
    let choices: Vec<Choice<'_>> =
        others.iter().take(OTHERS).map(|(_, code, label)| Choice::new(code, label)).collect();
    Ok(html! {
        @if !choices.is_empty() {
            (look::choices_field(words, typed.field("instead", words.say("refer-instead")).hint(Some(words.say("refer-instead-hint"))), &choices, &[]))
        }
    })
}
