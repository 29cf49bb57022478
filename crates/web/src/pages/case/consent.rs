//! Consent and assent: what was decided for each purpose, and recording or withdrawing a decision.
//!
//! Who decides and how the child agrees comes from the protocol's rule for the age; the limits of confidentiality
//! stand before everything else that is asked.

use app::{
    Opened, Refused,
    case::{consent::RecordConsent, of_age::asked_again},
};
use axum::response::Response;
use domain::{ChoiceCode, ConsentId, Decision, PersonCode, PurposeCode, TeamId, Value, record::ConsentState};
use maud::{Markup, html};
use protocol::{
    Purpose,
    consent::{self, Lacking, Ruling},
};
use serde::Deserialize;

use super::{
    form::{head, headed},
    listing::{choices, label},
    person::{address, open_to, title},
    typed::{Typed, form},
};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Button, Choice, Icon, Line, TextKind, Tone, Weight},
    posted::Posted,
    visit::Visit,
    words::Clock,
};

/// What is sent for "whoever provides for the purpose".
const ANYONE: &str = "any";

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// The purpose to decide about; nothing shows what was decided so far.
    purpose: Option<PurposeCode>,
    /// The recipient asked for.
    recipient: Option<TeamId>,
}

pub(super) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    match asked.purpose {
        None => decisions(&visit, &code, Typed::default()).await,
        Some(purpose) => {
            let recipient = asked.recipient.map_or_else(|| ANYONE.to_owned(), |team| team.to_string());
            ask(&visit, &code, &purpose, Typed::default().with("recipient", recipient)).await
        }
    }
}

pub(super) async fn save(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let purpose: PurposeCode = posted.parsed("purpose")?;
    let mut typed = Typed::sent(&posted);
    let decision = match typed.get("decision") {
        "given" => Some(Decision::Given),
        "refused" => Some(Decision::Refused),
        _ => None,
    };
    if decision.is_none() {
        typed.needed(words, "decision", words.say("consent-decision"));
    }
    let giver = typed.chosen("giver").and_then(|giver| ChoiceCode::new(giver).ok());
    if giver.is_none() {
        typed.needed(words, "giver", words.say("consent-giver"));
    }
    let giver_record = match typed.maybe("giver_record").map(|code| code.as_str().parse()) {
        None => None,
        Some(Ok(code)) => Some(code),
        Some(Err(_)) => {
            typed.wrong(
                "giver_record",
                words.say("consent-giver-record"),
                words.say("refused-giver-unknown"),
            );
            None
        }
    };
    // The time zone is the reader's: what the record says of its place is not open before the use case decides.
    let zone = visit.clock().zone;
    let until = typed.end_of_day(words, "until", words.say("consent-until"), &zone);
    let assent = typed.chosen("assent").and_then(|assent| ChoiceCode::new(assent).ok());
    if let (Some(decision), Some(giver), true) = (decision, giver, typed.is_fine()) {
        let sent = RecordConsent {
            command: posted.command,
            code,
            purpose: purpose.clone(),
            recipient: typed
                .chosen("recipient")
                .filter(|team| *team != ANYONE)
                .map(|_| posted.parsed("recipient"))
                .transpose()?,
            decision,
            giver,
            giver_record,
            assent: assent.unwrap_or_else(|| ChoiceCode::of("not_asked")),
            capacity: typed.maybe("capacity"),
            best_interests: typed.maybe("best_interests"),
            limits_explained: typed.ticked("limits") == look::Ticked::Yes,
            until,
        };
        match visit.app().record_consent(visit.who()?, sent).await {
            Ok(_) => {
                let back = format!("{}/consent", address(&code.to_string()));
                return Ok(visit.go(&back, "said-consent-recorded"));
            }
            Err(Refused::Consent(lacking)) => lacks(visit, &mut typed, &lacking),
            Err(error) => typed.refused(visit, error, |reason| match reason {
                "giver-barred" | "giver-unknown" => Some(("giver_record", words.say("consent-giver-record"))),
                "ends-in-the-past" => Some(("until", words.say("consent-until"))),
                _ => None,
            })?,
        }
    }
    ask(visit, &code, &purpose, typed).await
}

/// Each thing a decision lacks, at its field.
fn lacks(visit: &Visit, typed: &mut Typed, lacking: &[Lacking]) {
    let words = visit.words;
    for one in lacking {
        let (code, field, title, args) = match one {
            Lacking::Purpose => ("purpose", "purpose", words.say("consent-purpose"), vec![]),
            Lacking::Data(compartment) => {
                let protocol = visit.app().protocol();
                let what = protocol.compartments().get(compartment.as_str());
                let what = what.map_or_else(|| compartment.to_string(), |known| visit.text(&known.label));
                ("data", "purpose", words.say("consent-purpose"), vec![("what", what.into())])
            }
            Lacking::Limits => ("limits", "limits", words.say("consent-limits"), vec![]),
            Lacking::Giver(allowed) => {
                let who =
                    words.list(allowed.iter().map(|giver| label(visit, "consent_givers", giver.as_str())));
                ("giver", "giver", words.say("consent-giver"), vec![("who", who.into())])
            }
            Lacking::Assent(how) => {
                let how = label(visit, "assents", how.code());
                ("assent", "assent", words.say("consent-assent"), vec![("how", how.into())])
            }
            Lacking::ChildSaysNo => ("child-says-no", "assent", words.say("consent-assent"), vec![]),
            Lacking::Capacity => ("capacity", "capacity", words.say("consent-capacity"), vec![]),
            Lacking::BestInterests => {
                ("best-interests", "best_interests", words.say("consent-best-interests"), vec![])
            }
        };
        typed.wrong(field, title, words.say_code("lacking", code, &args));
    }
}

pub(super) async fn withdraw(
    Path((code, consent)): Path<(PersonCode, ConsentId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    let field = format!("reason.{consent}");
    if typed.is_fine() {
        let reason = typed.text(&field);
        let done = visit.app().withdraw_consent(visit.who()?, posted.command, code, consent, reason).await;
        match done {
            Ok(_) => {
                let back = format!("{}/consent", address(&code.to_string()));
                return Ok(visit.go(&back, "said-consent-withdrawn"));
            }
            Err(error) => {
                typed.refused(visit, error, |_| Some((&field, visit.words.say("consent-withdraw-why"))))?;
            }
        }
    }
    decisions(visit, &code, typed).await
}

/// What consent asks for at this person's age.
pub(super) fn ruling<'p>(opened: &Opened, protocol: &'p protocol::Protocol, clock: &Clock) -> Ruling<'p> {
    let profile = protocol.kinds().get(opened.kind().as_str()).and_then(|kind| kind.profile.as_ref());
    let birth = profile.and_then(|profile| match opened.view.value(profile.as_str(), "birth") {
        Some(Value::Date(birth)) => Some(*birth),
        _ => None,
    });
    let age = birth.map(|birth| birth.age_on(clock.today()));
    // An adult decides alone, whatever is known of the birth date.
    let age = if *opened.kind() == "child" { age } else { Some((protocol.consent().majority, i16::MAX)) };
    consent::rule(protocol.consent(), age)
}

/// The rule for the age in words, and the one for where no caregiver is safe.
fn rule_in_words(visit: &Visit, ruling: &Ruling<'_>) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    html! {
        (look::card(words.say("consent-by-age"), None, &html! {
            @if ruling.rules.is_empty() { p { (words.say("consent-adult")) } }
            @if ruling.rules.len() > 1 { p class="soft" { (words.say("consent-age-open")) } }
            @for rule in &ruling.rules {
                p {
                    strong { (ages(visit, rule.from, rule.to)) } " "
                    (visit.text(&rule.about))
                }
            }
            @if !ruling.rules.is_empty() {
                (look::folded(words.say("consent-no-caregiver"), &html! { p { (visit.text(&protocol.consent().no_caregiver.about)) } }))
            }
        }))
    }
}

fn ages(visit: &Visit, from: i16, to: Option<i16>) -> String {
    match to {
        Some(to) => visit.words.say_with("consent-ages", args!["from" => from, "to" => to - 1]),
        None => visit.words.say_with("consent-ages-from", args!["from" => from]),
    }
}

/// What was decided so far, purpose by purpose.
async fn decisions(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to_see(visit, code).await?;
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let protocol = visit.app().protocol();
    let records = opened.grant.may_do("consent.record");
    let base = format!("{}/consent", address(&title(&opened)));
    let reach = asked_of(&protocol, &opened);
    let (mut decided, mut open): (Vec<Markup>, Vec<(String, String, String)>) = (Vec::new(), Vec::new());
    for purpose in protocol.purposes() {
        let known: Vec<&ConsentState> =
            opened.view.consents.iter().rev().filter(|state| state.consent.purpose == purpose.code).collect();
        let href = format!("{base}?purpose={}", purpose.code);
        let asks = records && !purpose.retired;
        if known.is_empty() {
            if asks && reach.contains(&purpose.code) {
                open.push((href, visit.text(&purpose.label), visit.text(&purpose.about)));
            }
            continue;
        }
        let mut told = Vec::new();
        for state in &known {
            told.push(decision(visit, &opened, state, &typed, &clock, &base).await?);
        }
        let again = html! {
            @if asks { (look::link_button(words.say("consent-again-do"), &href, Weight::Plain)) }
        };
        decided.push(look::card(
            &visit.text(&purpose.label),
            Some(&again),
            &html! { @for one in &told { (one) } },
        ));
    }
    let open: Vec<Line<'_>> = open
        .iter()
        .map(|(href, label, about)| Line {
            href,
            icon: Some(Icon::Consent),
            title: html! { (label) },
            detail: Some(html! { (about) }),
            end: None,
        })
        .collect();
    let content = html! {
        (head(visit, &opened, words.say("consent-title")))
        (typed.summary(words))
        (basis(visit, &opened, &clock))
        (rule_in_words(visit, &ruling(&opened, &protocol, &clock)))
        @for card in &decided { (card) }
        @if !open.is_empty() { (look::card(words.say("consent-not-asked"), None, &look::lines(&open))) }
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// On what the record stands until somebody could be asked.
fn basis(visit: &Visit, opened: &Opened, clock: &Clock) -> Markup {
    let words = visit.words;
    let until = opened.view.opened.as_ref().and_then(|(known, _)| Some((known, known.basis_until?)));
    html! {
        @if let Some((known, until)) = until.filter(|_| opened.view.consents.is_empty()) {
            (look::notice(Tone::Soon, Icon::Clock, &html! {
                p { (words.say_with("consent-basis", args![
                    "basis" => label(visit, "opening_bases", known.basis.as_str()),
                    "until" => words.date(clock.day_of(until)),
                ])) }
            }))
        }
    }
}

/// The purposes that make sense for a record of this kind: those whose recipients can be related to it.
pub(super) fn asked_of(protocol: &protocol::Protocol, opened: &Opened) -> Vec<PurposeCode> {
    let kind = protocol.kinds().get(opened.kind().as_str());
    let holds = |compartment| kind.is_some_and(|kind| kind.compartments.contains(compartment));
    protocol
        .purposes()
        .iter()
        .filter(|purpose| purpose.compartments.iter().all(holds))
        .filter(|purpose| {
            purpose
                .recipients
                .iter()
                .filter_map(|role| protocol.table().role(role.as_str()))
                .any(|role| role.grants.iter().any(|grant| grant.kinds.contains(opened.kind())))
        })
        .map(|purpose| purpose.code.clone())
        .collect()
}

/// Opens a record for whoever may read its consents.
async fn open_to_see(visit: &Visit, code: &PersonCode) -> Result<Opened, Fail> {
    let opened =
        visit.app().open_code(visit.who()?, code, app::Door::page(app::Shown::RecordConsent)).await?;
    if opened.grant.may("consent", policy::Level::Read) && !opened.grant.is_outside() {
        Ok(opened)
    } else {
        Err(Fail(Refused::NotFound))
    }
}

/// Where a decision stands, as a mark.
pub(super) fn standing(visit: &Visit, opened: &Opened, state: &ConsentState, clock: &Clock) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let again = asked_again(&opened.view, &protocol, state, &clock.zone, clock.now);
    let (tone, picture, word) = if state.withdrawn.is_some() {
        (Tone::Late, Icon::Undo, words.say("consent-withdrawn"))
    } else if state.consent.decision == Decision::Refused {
        (Tone::Late, Icon::Barred, words.say("consent-refused"))
    } else if again.is_some() {
        (Tone::Soon, Icon::Consent, words.say("consent-ask-again"))
    } else if state.holds_at(clock.now) {
        (Tone::Good, Icon::Done, words.say("consent-given"))
    } else {
        (Tone::Calm, Icon::Clock, words.say("consent-expired"))
    };
    look::state(tone, picture, word)
}

/// One decision: who, how, until when; with its withdrawal folded away.
async fn decision(
    visit: &Visit,
    opened: &Opened,
    state: &ConsentState,
    typed: &Typed,
    clock: &Clock,
    base: &str,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let consent = &state.consent;
    let recipient = if let Some(team) = consent.recipient {
        html! { (look::own(visit.name_of(team).await?)) }
    } else {
        html! { (words.say("consent-anyone")) }
    };
    let mut facts: Vec<(&str, Markup)> = vec![
        (words.say("consent-recipient"), recipient),
        (
            words.say("consent-giver"),
            html! { (label(visit, "consent_givers", consent.giver.as_str())) " · " (label(visit, "assents", consent.assent.as_str())) },
        ),
        (
            words.say("consent-when"),
            html! { (words.date(clock.day_of(state.at))) " · " (look::own(visit.name_of(state.by).await?)) },
        ),
    ];
    if let Some(until) = consent.until {
        let last = until.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(until);
        facts.push((words.say("consent-until"), html! { (words.date(clock.day_of(last))) }));
    }
    if let Some(text) = &consent.capacity {
        facts.push((words.say("consent-capacity"), look::written(text.as_str())));
    }
    if let Some(text) = &consent.best_interests {
        facts.push((words.say("consent-best-interests"), look::written(text.as_str())));
    }
    if let Some((at, reason)) = &state.withdrawn {
        facts.push((
            words.say("consent-withdrawn"),
            html! { (words.date(clock.day_of(*at))) @if !reason.as_str().is_empty() { (look::written(reason.as_str())) } },
        ));
    }
    let line = format!(
        "{} · {}",
        label(visit, "consent_givers", consent.giver.as_str()),
        words.date(clock.day_of(state.at))
    );
    let field = format!("reason.{}", consent.consent);
    let withdrawal = if opened.grant.may_do("consent.record") && state.holds_at(clock.now) {
        let content = html! {
            (look::text_area(words, typed.field(&field, words.say("consent-withdraw-why")), 2, typed.get(&field)))
            p class="soft" { (words.say("consent-withdraw-what")) }
            (look::button(Button::grave(words.say("consent-withdraw-do"))))
        };
        let action = format!("{base}/{}/withdraw", consent.consent);
        form(visit, &action, &content)?
    } else {
        html! {}
    };
    Ok(html! {
        div {
            p { (standing(visit, opened, state, clock)) " " span class="soft" { (line) } }
            (typed.folded(&field, words.say("consent-details"), &html! { (look::facts(&facts)) (withdrawal) }))
        }
    })
}

/// The form of one decision.
async fn ask(
    visit: &Visit,
    code: &PersonCode,
    purpose: &PurposeCode,
    typed: Typed,
) -> Result<Response, Fail> {
    let opened = open_to(visit, code, app::Shown::RecordConsent, "consent.record").await?;
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let protocol = visit.app().protocol();
    let known: &Purpose = protocol
        .purposes()
        .get(purpose.as_str())
        .filter(|known| !known.retired)
        .ok_or(Fail(Refused::NotFound))?;
    let ruling = ruling(&opened, &protocol, &clock);
    let decides: Vec<(String, String)> = givers(visit, &ruling, &protocol);
    let decides: Vec<Choice<'_>> = decides.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let assents = choices(visit, "assents");
    let assents: Vec<Choice<'_>> = assents.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let recipients = recipients(visit, &opened, known).await?;
    let offered: Vec<Choice<'_>> = recipients.iter().map(|(team, label)| Choice::new(team, label)).collect();
    let is_child = *opened.kind() == "child" && !ruling.rules.is_empty();
    let base = format!("{}/consent", address(&title(&opened)));
    let decision = [
        Choice::new("given", words.say("consent-given")),
        Choice::new("refused", words.say("consent-refused")),
    ];
    let content = html! {
        (headed(visit, &opened, &words.say_with("consent-ask", args!["purpose" => visit.text(&known.label)]), &visit.text(&known.about)))
        (typed.summary(words))
        (rule_in_words(visit, &ruling))
        (form(visit, &base, &html! {
            input type="hidden" name="purpose" value=(purpose);
            (look::notice(Tone::Now, Icon::Shield, &html! { p { strong { (words.say("consent-limits-first")) } } p { (visit.text(&protocol.consent().limits)) } }))
            (look::tick_field(typed.field("limits", words.say("consent-limits")), "1", typed.ticked("limits")))
            p class="form-note" { (opens(visit, known)) }
            (look::choice_field(words, typed.field("recipient", words.say("consent-recipient")).hint(Some(words.say("consent-recipient-hint"))), &offered, typed.chosen("recipient").or(Some(ANYONE))))
            (look::radio_field(words, typed.field("decision", words.say("consent-decision")).required(), &decision, typed.chosen("decision")))
            (look::radio_field(words, typed.field("giver", words.say("consent-giver")).required(), &decides, typed.chosen("giver")))
            (look::text_field(words, typed.field("giver_record", words.say("consent-giver-record")).hint(Some(words.say("consent-giver-record-hint"))), TextKind::Code, typed.get("giver_record")))
            @if is_child {
                (look::radio_field(words, typed.field("assent", words.say("consent-assent")), &assents, typed.chosen("assent")))
            }
            @if ruling.capacity {
                (look::text_area(words, typed.field("capacity", words.say("consent-capacity")), 3, typed.get("capacity")))
            }
            @if is_child {
                (look::text_area(words, typed.field("best_interests", words.say("consent-best-interests")).hint(Some(words.say("consent-best-interests-hint"))), 3, typed.get("best_interests")))
            }
            (look::date_field(words, typed.field("until", words.say("consent-until")).hint(Some(words.say("consent-until-hint"))), typed.get("until")))
            (look::form_end(words, words.say("consent-save-do"), &[], Some(&base)))
        })?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// Who may decide at this age, and who instead where no caregiver is safe.
pub(super) fn givers(
    visit: &Visit,
    ruling: &Ruling<'_>,
    protocol: &protocol::Protocol,
) -> Vec<(String, String)> {
    let of_age = ruling.rules.is_empty();
    let instead = protocol.consent().no_caregiver.giver.iter().filter(|_| !of_age);
    let mut givers: Vec<(String, String)> = Vec::new();
    for giver in ruling.giver.iter().chain(instead) {
        let label = label(visit, "consent_givers", giver.as_str());
        if !givers.iter().any(|(known, _)| known == giver.as_str()) {
            givers.push((giver.to_string(), label));
        }
    }
    givers
}

/// What the purpose opens, in words.
pub(super) fn opens(visit: &Visit, purpose: &Purpose) -> String {
    let protocol = visit.app().protocol();
    let what: Vec<String> = purpose
        .compartments
        .iter()
        .filter_map(|code| Some(visit.text(&protocol.compartments().get(code.as_str())?.label)))
        .collect();
    if what.is_empty() {
        visit.words.say("consent-opens-nothing").to_owned()
    } else {
        visit.words.say_with("consent-opens", args!["what" => visit.words.list(&what)])
    }
}

/// Whoever provides for the purpose, then each team near by, then those elsewhere.
pub(super) async fn recipients(
    visit: &Visit,
    opened: &Opened,
    purpose: &Purpose,
) -> Result<Vec<(String, String)>, Fail> {
    let protocol = visit.app().protocol();
    let place = opened.view.place.as_ref();
    let mut near: Vec<(u8, String, String)> = Vec::new();
    for known in visit.app().recipients().await? {
        let Some(service) = protocol.services().get(known.service.as_str()) else { continue };
        if service.purposes.contains(&purpose.code) && !opened.facts.bars.contains(&known.team) {
            near.push((
                protocol::place::distance(place, &service.place),
                visit.text(&service.label),
                known.team.to_string(),
            ));
        }
    }
    // Services far away are offered only where there is none near by.
    if near.iter().any(|(distance, ..)| *distance < 2) {
        near.retain(|(distance, ..)| *distance < 2);
    }
    near.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| visit.words.compare(&a.1, &b.1)));
    let mut offered = vec![(ANYONE.to_owned(), visit.words.say("consent-anyone").to_owned())];
    offered.extend(near.into_iter().map(|(_, label, team)| (team, label)));
    Ok(offered)
}
