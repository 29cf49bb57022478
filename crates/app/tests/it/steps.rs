//! What people of a story do, in a line each.

use app::{
    Answer, Refused,
    case::{
        consent::RecordConsent,
        fill_form::FillForm,
        plan::{AnswerApproval, SetGoal},
        refer::{Refer, ReferralStep, StepReferral},
        set_urgency::SetUrgency,
    },
};
use domain::{
    ApprovalId, ChoiceCode, ConsentId, Decision, FormCode, Goal, GroundCode, Private, PurposeCode, Record,
    ReferralId, ServiceCode, TeamId, Urgency, record::Verdict,
};
use forms::submission::Raw;
use testkit::{Cast, Child, PSYCHOLOGY, SCHOOL};

/// The code of a refusal with a reason.
pub(crate) fn reason<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(Refused::Because(reason)) => reason.code,
        other => panic!("a reason was expected, not {other:?}"),
    }
}

pub(crate) fn not_found<T: std::fmt::Debug>(answer: Answer<T>) {
    assert!(matches!(answer, Err(Refused::NotFound)), "not found was expected, not {answer:?}");
}

pub(crate) fn text(text: &str) -> Private<String> {
    text.into()
}

/// A consent of a caregiver for a child who agreed aloud.
pub(crate) fn consent(cast: &Cast, child: Child, purpose: &str, recipient: Option<TeamId>) -> RecordConsent {
    RecordConsent {
        command: cast.command(),
        code: child.code,
        purpose: PurposeCode::new(purpose).unwrap(),
        recipient,
        decision: Decision::Given,
        giver: ChoiceCode::of("caregiver"),
        giver_record: None,
        assent: ChoiceCode::of("aloud"),
        capacity: None,
        best_interests: None,
        limits_explained: true,
        until: None,
    }
}

pub(crate) async fn consents(
    cast: &Cast,
    child: Child,
    purpose: &str,
    recipient: Option<TeamId>,
) -> ConsentId {
    let aigul = cast.who("aigul").await;
    let done = cast.app.record_consent(&aigul, consent(cast, child, purpose, recipient)).await.unwrap();
    ConsentId::from(<[u8; 16]>::try_from(&done.outcome[16..32]).unwrap())
}

pub(crate) fn referral(cast: &Cast, child: Child, service: &str, purpose: &str) -> Refer {
    Refer {
        command: cast.command(),
        code: child.code,
        service: ServiceCode::new(service).unwrap(),
        purpose: PurposeCode::new(purpose).unwrap(),
        needs: text("sleeps badly, likes to draw"),
        urgency: Urgency::Soon,
        until: None,
        override_reason: None,
    }
}

pub(crate) async fn refers(cast: &Cast, child: Child, service: &str, purpose: &str) -> ReferralId {
    let aigul = cast.who("aigul").await;
    let done = cast.app.refer(&aigul, referral(cast, child, service, purpose)).await.unwrap();
    ReferralId::from(<[u8; 16]>::try_from(&done.outcome[16..32]).unwrap())
}

/// Consent and referral to the psychologist.
pub(crate) async fn to_psychologist(cast: &Cast, child: Child) -> (ConsentId, ReferralId) {
    let consent = consents(cast, child, "psychological_help", Some(cast.psychology)).await;
    (consent, refers(cast, child, PSYCHOLOGY, "psychological_help").await)
}

/// Consent and referral to the school.
pub(crate) async fn to_school(cast: &Cast, child: Child) -> (ConsentId, ReferralId) {
    let consent = consents(cast, child, "schooling", Some(cast.school)).await;
    (consent, refers(cast, child, SCHOOL, "schooling").await)
}

pub(crate) async fn step(
    cast: &Cast,
    by: &str,
    child: Child,
    referral: ReferralId,
    step: ReferralStep,
) -> Answer<app::Done> {
    let by = cast.who(by).await;
    let sent = StepReferral { command: cast.command(), code: child.code, referral, step };
    cast.app.step_referral(&by, sent).await
}

/// A form with these fields.
pub(crate) fn form(cast: &Cast, child: Child, form: &str, seen: u64, fields: &[(&str, &str)]) -> FillForm {
    FillForm {
        command: cast.command(),
        code: child.code,
        form: FormCode::new(form).unwrap(),
        entry: None,
        seen,
        fields: Raw::from_pairs(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))),
        mine: std::collections::BTreeSet::new(),
        language: "en".into(),
    }
}

pub(crate) async fn fills(cast: &Cast, by: &str, sent: FillForm) -> Answer<app::Done> {
    let by = cast.who(by).await;
    cast.app.fill_form(&by, sent).await
}

/// A safety check in which nothing was found.
pub(crate) const SAFE: &[(&str, &str)] = &[
    ("done_on", "2026-03-02"),
    ("seen_alone", "yes"),
    ("feels_safe", "yes"),
    ("harm_kinds", "none"),
    ("protected_address", "no"),
    ("tonight", "home_safe"),
    ("self_harm", "no"),
];

pub(crate) async fn urgency(cast: &Cast, by: &str, child: Child, to: Urgency) -> Answer<app::Done> {
    let by = cast.who(by).await;
    let sent = SetUrgency { command: cast.command(), code: child.code, to, reason: text("seen today") };
    cast.app.set_urgency(&by, sent).await
}

/// The child's view before a decision.
pub(crate) async fn is_heard(cast: &Cast, by: &str, child: Child, occasion: &str) {
    let view = [("said_on", "2026-03-02"), ("occasion", occasion), ("words", "I want a lamp that stays on")];
    fills(cast, by, form(cast, child, "child_view", 0, &view)).await.unwrap();
}

pub(crate) fn goal(cast: &Cast, child: Child) -> SetGoal {
    SetGoal {
        command: cast.command(),
        code: child.code,
        goal: Goal {
            goal: cast.app.fresh().unwrap(),
            level: ChoiceCode::of("individual"),
            objective: text("sleeps through the night"),
            baseline: text("wakes four times"),
            measure: text("nights without waking"),
            aim: text("five of seven"),
            responsible: text("the mother"),
            due: jiff::civil::date(2026, 6, 1),
            child_view: text("wants a lamp"),
        },
    }
}

pub(crate) fn answer(cast: &Cast, child: Child, approval: ApprovalId, verdict: Verdict) -> AnswerApproval {
    AnswerApproval {
        command: cast.command(),
        code: child.code,
        approval,
        verdict,
        note: Some(text("a word")),
    }
}

/// The approval that an outcome names second.
pub(crate) fn approval(done: &app::Done) -> ApprovalId {
    ApprovalId::from(<[u8; 16]>::try_from(&done.outcome[16..32]).unwrap())
}

pub(crate) async fn record(cast: &Cast, child: Child) -> Record {
    cast.app.whole_record(child.id).await.unwrap()
}

/// The ground that a closure is signed on.
pub(crate) fn goals_met() -> GroundCode {
    GroundCode::of("goals_met")
}

/// Moves a record to a stage.
pub(crate) async fn enters(cast: &Cast, child: Child, to: &'static str) {
    let aigul = cast.who("aigul").await;
    let sent = app::case::move_stage::MoveStage {
        command: cast.command(),
        code: child.code,
        to: domain::Stage::of(to),
        ground: None,
        reason: None,
    };
    cast.app.move_stage(&aigul, sent).await.unwrap();
}

/// How a closure begins: the checklist, and the proposal.
pub(crate) async fn proposes_closure(cast: &Cast, child: Child) -> ApprovalId {
    let checklist = form(cast, child, "closure_checklist", 0, CHECKLIST);
    fills(cast, "aigul", checklist).await.unwrap();
    is_heard(cast, "aigul", child, "at_closure").await;
    let aigul = cast.who("aigul").await;
    approval(&cast.app.propose_closure(&aigul, cast.command(), child.code, None).await.unwrap())
}

pub(crate) const CHECKLIST: &[(&str, &str)] = &[
    ("ground", "goals_met"),
    ("stable_months", "6"),
    ("goals_reviewed", "yes"),
    ("safe_now", "yes"),
    ("told", "yes"),
    ("own_view", "is glad"),
    ("way_back", "the centre's number"),
];
