//! One event of every kind, with every kind of answer.
//!
//! Invariant: a new kind of event does not compile here until it is named, and is not kept until it is listed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AccountEvent, ChoiceCode, Consent, CountTable, Counted, Decision, Event, FieldCode, FormCode, Goal,
    Granted, GroundCode, InstallationEvent, MatchDecision, MatchProposed, MatchReason, NameRole, PartialDate,
    PersonName, PlaceCode, PurposeCode, RecordId, Referred, RoleCode, Score, Sector, ServiceCode, Stage,
    Sureness, TaskAdded, TaskCode, TeamEvent, Urgency, Value, Values,
};
use jiff::civil::{date, time};
use testkit::Cast;

use crate::{conference, steps::text};

/// The tag of every kind of event and answer.
pub(crate) const EVERY: &[&str] = &[
    "opened",
    "form_filled",
    "corrected",
    "status_changed",
    "urgency_set",
    "assigned",
    "task_added",
    "task_moved",
    "task_assigned",
    "task_commented",
    "task_done",
    "task_waived",
    "goal_set",
    "goal_reviewed",
    "plan_reviewed",
    "approval_asked",
    "approval_given",
    "approval_refused",
    "consent_decided",
    "consent_withdrawn",
    "barred",
    "bar_lifted",
    "granted",
    "grant_ended",
    "referred",
    "referral_accepted",
    "referral_declined",
    "referral_done",
    "referral_revoked",
    "conference_called",
    "conference_explained",
    "conference_moved",
    "conference_invited",
    "conference_answered",
    "conference_agenda_added",
    "conference_minuted",
    "conference_decided",
    "conference_held",
    "conference_called_off",
    "linked",
    "unlinked",
    "arrived",
    "rows_brought",
    "match_proposed",
    "match_decided",
    "noted",
    "file_attached",
    "hold_placed",
    "hold_lifted",
    "erased",
    "counted",
    "account_created",
    "account_changed",
    "role_proposed",
    "role_confirmed",
    "role_ended",
    "password_set",
    "second_factor_set",
    "recovery_code_used",
    "second_factor_removed",
    "second_factor_removal_proposed",
    "reset_by_other",
    "signed_in",
    "signed_out_everywhere",
    "leave_set",
    "leave_ended",
    "handover_proposed",
    "reminders_set",
    "calendar_linked",
    "calendar_unlinked",
    "deputy_named",
    "deputy_ended",
    "account_closed",
    "account_reopened",
    "team_set",
    "columns_learnt",
    "team_closed",
    "founded",
    "protocol_activated",
    "readings_begun",
    "epoch_started",
    "restored",
    "brought_here",
    "answer_text",
    "answer_integer",
    "answer_decimal",
    "answer_choice",
    "answer_choices",
    "answer_date",
    "answer_time",
    "answer_date_time",
    "answer_names",
    "answer_place",
    "answer_score",
    "answer_rows",
    "answer_file",
    "answer_acknowledged",
];

/// The tags of an event and of the answers in it.
pub(crate) fn tags(event: &Event) -> BTreeSet<&'static str> {
    let mut tags = BTreeSet::from([kind(event)]);
    if let Event::FormFilled { values, .. } = event {
        tags.extend(values.values().map(answer));
    }
    tags
}

fn kind(event: &Event) -> &'static str {
    match event {
        Event::Opened(_) => "opened",
        Event::Counted(_) => "counted",
        Event::FormFilled { .. } => "form_filled",
        Event::Corrected { .. } => "corrected",
        Event::Restored { .. } => "restored",
        Event::BroughtHere { .. } => "brought_here",
        Event::StatusChanged { .. } => "status_changed",
        Event::UrgencySet { .. } => "urgency_set",
        Event::Assigned { .. } => "assigned",
        Event::TaskAdded(_) => "task_added",
        Event::TaskMoved { .. } => "task_moved",
        Event::TaskAssigned { .. } => "task_assigned",
        Event::TaskCommented { .. } => "task_commented",
        Event::TaskDone { .. } => "task_done",
        Event::TaskWaived { .. } => "task_waived",
        Event::GoalSet(_) => "goal_set",
        Event::GoalReviewed { .. } => "goal_reviewed",
        Event::PlanReviewed { .. } => "plan_reviewed",
        Event::ApprovalAsked { .. } => "approval_asked",
        Event::ApprovalGiven { .. } => "approval_given",
        Event::ApprovalRefused { .. } => "approval_refused",
        Event::ConsentDecided(_) => "consent_decided",
        Event::ConsentWithdrawn { .. } => "consent_withdrawn",
        Event::Barred { .. } => "barred",
        Event::BarLifted { .. } => "bar_lifted",
        Event::Granted(_) => "granted",
        Event::GrantEnded { .. } => "grant_ended",
        Event::Referred(_) => "referred",
        Event::ReferralAccepted { .. } => "referral_accepted",
        Event::ReferralDeclined { .. } => "referral_declined",
        Event::ReferralDone { .. } => "referral_done",
        Event::ReferralRevoked { .. } => "referral_revoked",
        Event::Conference(event) => conference::kind(event),
        Event::Linked { .. } => "linked",
        Event::Unlinked { .. } => "unlinked",
        Event::Arrived { .. } => "arrived",
        Event::RowsBrought { .. } => "rows_brought",
        Event::MatchProposed(_) => "match_proposed",
        Event::MatchDecided { .. } => "match_decided",
        Event::Noted { .. } => "noted",
        Event::FileAttached { .. } => "file_attached",
        Event::HoldPlaced { .. } => "hold_placed",
        Event::HoldLifted { .. } => "hold_lifted",
        Event::Erased { .. } => "erased",
        Event::Account(event) => of_account(event),
        Event::Team(TeamEvent::Set { .. }) => "team_set",
        Event::Team(TeamEvent::ColumnsLearnt { .. }) => "columns_learnt",
        Event::Team(TeamEvent::Closed) => "team_closed",
        Event::Installation(InstallationEvent::Founded { .. }) => "founded",
        Event::Installation(InstallationEvent::ProtocolActivated { .. }) => "protocol_activated",
        Event::Installation(InstallationEvent::ReadingsBegun { .. }) => "readings_begun",
        Event::Installation(InstallationEvent::EpochStarted { .. }) => "epoch_started",
    }
}

fn of_account(event: &AccountEvent) -> &'static str {
    match event {
        AccountEvent::Created { .. } => "account_created",
        AccountEvent::Changed { .. } => "account_changed",
        AccountEvent::RoleProposed { .. } => "role_proposed",
        AccountEvent::RoleConfirmed { .. } => "role_confirmed",
        AccountEvent::RoleEnded { .. } => "role_ended",
        AccountEvent::PasswordSet { .. } => "password_set",
        AccountEvent::SecondFactorSet { .. } => "second_factor_set",
        AccountEvent::RecoveryCodeUsed { .. } => "recovery_code_used",
        AccountEvent::SecondFactorRemoved { .. } => "second_factor_removed",
        AccountEvent::SecondFactorRemovalProposed => "second_factor_removal_proposed",
        AccountEvent::ResetByOther => "reset_by_other",
        AccountEvent::SignedIn { .. } => "signed_in",
        AccountEvent::SignedOutEverywhere => "signed_out_everywhere",
        AccountEvent::LeaveSet { .. } => "leave_set",
        AccountEvent::LeaveEnded { .. } => "leave_ended",
        AccountEvent::HandoverProposed { .. } => "handover_proposed",
        AccountEvent::RemindersSet { .. } => "reminders_set",
        AccountEvent::CalendarLinked { .. } => "calendar_linked",
        AccountEvent::CalendarUnlinked => "calendar_unlinked",
        AccountEvent::DeputyNamed { .. } => "deputy_named",
        AccountEvent::DeputyEnded { .. } => "deputy_ended",
        AccountEvent::Closed => "account_closed",
        AccountEvent::Reopened => "account_reopened",
    }
}

fn answer(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "answer_text",
        Value::Integer(_) => "answer_integer",
        Value::Decimal(_) => "answer_decimal",
        Value::Choice(_) => "answer_choice",
        Value::Choices(_) => "answer_choices",
        Value::Date(_) => "answer_date",
        Value::Time(_) => "answer_time",
        Value::DateTime(_) => "answer_date_time",
        Value::Names(_) => "answer_names",
        Value::Place(_) => "answer_place",
        Value::Score(_) => "answer_score",
        Value::Rows(_) => "answer_rows",
        Value::File(_) => "answer_file",
        Value::Acknowledged => "answer_acknowledged",
    }
}

/// One event of each kind that a record may get from outside a story, each with its compartment.
pub(crate) fn one_of_each(cast: &Cast, id: RecordId, other: RecordId) -> Vec<(&'static str, Event)> {
    let now = cast.clock.now();
    let later = now.checked_add(jiff::SignedDuration::from_hours(240)).unwrap();
    let (task, goal, approval) =
        (cast.app.fresh().unwrap(), cast.app.fresh().unwrap(), cast.app.fresh().unwrap());
    let (consent, referral, entry) =
        (cast.app.fresh().unwrap(), cast.app.fresh().unwrap(), cast.app.fresh().unwrap());
    let leave = cast.app.fresh().unwrap();
    let (event, file, grant) =
        (cast.app.fresh().unwrap(), cast.app.fresh().unwrap(), cast.app.fresh().unwrap());
    let why = || text("as it was then");
    let ground = |code: &'static str| GroundCode::of(code);
    let (aigul, team) = (cast.id("aigul"), cast.centre);
    let consent_given = Consent {
        consent,
        purpose: PurposeCode::of("tracing"),
        recipient: Some(team),
        data: [domain::Compartment::of("core")].into(),
        decision: Decision::Given,
        giver: ChoiceCode::of("caregiver"),
        giver_record: Some(other),
        assent: ChoiceCode::of("aloud"),
        capacity: Some(why()),
        best_interests: Some(why()),
        limits_explained: true,
        until: Some(later),
    };
    let referred = Referred {
        referral,
        purpose: PurposeCode::of("schooling"),
        service: ServiceCode::of("some_school"),
        recipient: cast.school,
        sender: aigul,
        needs: why(),
        urgency: Urgency::Routine,
        until: later,
        consent: Some(consent),
        overridden: Some(why()),
    };
    let goal_set = Goal {
        goal,
        level: ChoiceCode::of("family"),
        objective: why(),
        baseline: why(),
        measure: why(),
        aim: why(),
        responsible: why(),
        due: date(2026, 6, 1),
        child_view: why(),
    };
    let added = TaskAdded {
        task,
        what: TaskCode::of("visit"),
        sector: Sector::of("social"),
        assignee: Some(aigul),
        team: Some(team),
        since: now,
        due: later,
        referral: None,
        goal: Some(goal),
        note: Some(why()),
    };
    let filled = Event::FormFilled {
        form: FormCode::of("every_answer"),
        entry,
        values: every_answer(now, file),
        emptied: [FieldCode::of("gone")].into(),
    };
    let role = AccountEvent::RoleProposed {
        grant,
        role: RoleCode::of("nobody_yet"),
        team: Some(team),
        place: Some(PlaceCode::of("kz-atyrau")),
        holds: false,
    };
    let factor = AccountEvent::SecondFactorSet { secret: why(), recovery: vec![why(), why()] };
    let given = Granted {
        party: aigul,
        relation: ground("emergency"),
        referral: None,
        until: Some(later),
        reason: Some(why()),
    };
    let set = TeamEvent::Set {
        name: BTreeMap::from([("en".to_owned(), "Team".to_owned())]),
        sector: Sector::of("social"),
        place: None,
        service: None,
    };
    let learnt = TeamEvent::ColumnsLearnt {
        headings: "a-token".to_owned(),
        columns: vec![(0, "line".to_owned()), (3, "full_name".to_owned())],
    };
    let proposed = MatchProposed {
        one: id,
        other,
        sureness: Sureness::Likely,
        reasons: MatchReason::ALL.iter().copied().collect(),
        kin: None,
    };
    let account = |event: AccountEvent| ("case", Event::Account(event));
    let mut all = conference::one_of_each(cast, other);
    all.extend([
        ("social", filled),
        ("social", Event::Corrected { event, reason: why(), ground: None }),
        ("social", Event::Corrected { event, reason: "".into(), ground: Some(GroundCode::of("undone")) }),
        ("social", Event::Restored { event }),
        ("social", Event::BroughtHere { event, by: cast.id("marat"), at: cast.clock.now() }),
        (
            "case",
            Event::StatusChanged {
                to: Stage::of("adaptation"),
                ground: Some(ground("plan_agreed")),
                reason: Some(why()),
            },
        ),
        ("case", Event::UrgencySet { to: Urgency::Soon, reason: why() }),
        ("case", Event::TaskAdded(added)),
        ("case", Event::TaskMoved { task, due: later, ground: ground("hand") }),
        ("case", Event::TaskAssigned { task, assignee: None, team: Some(team) }),
        ("case", Event::TaskCommented { task, text: why() }),
        ("case", Event::TaskWaived { task, reason: why() }),
        ("case", Event::TaskDone { task, note: Some(why()) }),
        ("social", Event::GoalSet(goal_set)),
        (
            "social",
            Event::GoalReviewed {
                goal,
                now: why(),
                progress: 40,
                child_view: why(),
                outcome: Some(ChoiceCode::of("partly")),
            },
        ),
        ("social", Event::PlanReviewed { note: Some(why()) }),
        ("case", Event::ApprovalAsked { approval, of: ground("plan"), note: Some(why()) }),
        ("case", Event::ApprovalRefused { approval, reason: why() }),
        ("case", Event::ApprovalGiven { approval, note: Some(why()) }),
        ("consent", Event::ConsentDecided(consent_given)),
        ("consent", Event::ConsentWithdrawn { consent, reason: why() }),
        ("access", Event::Barred { party: cast.id("marat"), ground: ground("relative") }),
        ("access", Event::BarLifted { party: cast.id("marat"), reason: why() }),
        ("access", Event::Granted(given)),
        ("access", Event::GrantEnded { party: aigul, relation: ground("emergency"), referral: None }),
        ("case", Event::Referred(referred)),
        ("case", Event::ReferralAccepted { referral }),
        (
            "case",
            Event::ReferralDeclined {
                referral,
                reason: why(),
                instead: vec![ServiceCode::of("atyrau_school_18")],
            },
        ),
        ("case", Event::ReferralDone { referral, outcome: why() }),
        ("case", Event::ReferralRevoked { referral, reason: why() }),
        ("core", Event::Linked { to: other, relation: ground("sibling") }),
        ("core", Event::Unlinked { to: other, reason: why() }),
        ("manifest", Event::Arrived { person: id, state: ChoiceCode::of("arrived") }),
        ("manifest", Event::RowsBrought { rows: 340 }),
        ("tracing", Event::MatchProposed(proposed)),
        (
            "tracing",
            Event::MatchDecided { decision: MatchDecision::Unsure, relation: None, note: Some(why()) },
        ),
        ("social", Event::Noted { text: why(), sensitive: true }),
        ("social", Event::FileAttached { file, title: why(), media: "image/png".into(), size: 4_321 }),
        ("case", Event::HoldPlaced { reason: why() }),
        ("case", Event::HoldLifted { reason: why() }),
        account(AccountEvent::Changed { name: why(), language: "kk".into() }),
        account(role),
        account(AccountEvent::RoleConfirmed { grant }),
        account(AccountEvent::RoleEnded { grant }),
        account(AccountEvent::PasswordSet { hash: why() }),
        account(factor),
        account(AccountEvent::RecoveryCodeUsed { number: 1 }),
        account(AccountEvent::SecondFactorRemovalProposed),
        account(AccountEvent::SecondFactorRemoved { proposed_by: aigul }),
        account(AccountEvent::ResetByOther),
        account(AccountEvent::SignedIn { step: Some(57) }),
        account(AccountEvent::SignedOutEverywhere),
        account(AccountEvent::LeaveSet { leave, from: now, until: later, deputy: Some(cast.id("marat")) }),
        account(AccountEvent::LeaveEnded { leave }),
        account(AccountEvent::HandoverProposed {
            records: vec![cast.id("aigul")],
            team: Some(cast.centre),
            to: Some(cast.id("marat")),
        }),
        account(AccountEvent::RemindersSet { email: Some(why()) }),
        account(AccountEvent::CalendarLinked { hash: why() }),
        account(AccountEvent::CalendarUnlinked),
        account(AccountEvent::DeputyNamed { deputy: cast.id("marat"), from: now, until: later }),
        account(AccountEvent::DeputyEnded { deputy: cast.id("marat") }),
        account(AccountEvent::Closed),
        account(AccountEvent::Reopened),
        ("case", Event::Counted(counted())),
        ("case", Event::Team(set)),
        ("case", Event::Team(learnt)),
        ("case", Event::Team(TeamEvent::Closed)),
        ("case", Event::Installation(InstallationEvent::ReadingsBegun { month: 24_314 })),
    ]);
    all
}

fn every_answer(now: domain::Instant, file: domain::FileId) -> Values {
    let choice = |code: &'static str| ChoiceCode::of(code);
    let score = Score {
        instrument: domain::InstrumentCode::of("crys"),
        version: text("8"),
        informant: choice("self"),
        norm: text("none"),
        total: 17,
        subscales: BTreeMap::from([(choice("avoidance"), 9)]),
    };
    let names = [
        PersonName::new("Жәнібек Бекұлы", NameRole::Full),
        PersonName::new("Janibek", NameRole::Given),
        PersonName::new("أبو بكر", NameRole::Kunya),
    ];
    let dates = [
        PartialDate::Day(date(2014, 5, 20)),
        PartialDate::Month(2014, 5),
        PartialDate::Year(2014),
        PartialDate::About(2014, 2),
        PartialDate::Either(date(2014, 4, 3), date(2014, 3, 4)),
    ];
    let row = |at: usize, day: PartialDate| {
        Values::from([
            (FieldCode::of("day"), Value::Date(day)),
            (FieldCode::of("number"), Value::Integer(i64::try_from(at).unwrap())),
        ])
    };
    Values::from([
        (FieldCode::of("text"), Value::Text(text("сөз, слово, كلمة"))),
        (FieldCode::of("integer"), Value::Integer(-7)),
        (FieldCode::of("decimal"), Value::Decimal(1_500_000)),
        (FieldCode::of("choice"), Value::Choice(choice("yes"))),
        (FieldCode::of("choices"), Value::Choices([choice("a"), choice("b")].into())),
        (FieldCode::of("date"), Value::Date(dates[0])),
        (FieldCode::of("time"), Value::Time(time(9, 30, 0, 0))),
        (FieldCode::of("moment"), Value::DateTime(now)),
        (FieldCode::of("names"), Value::Names(names.into())),
        (FieldCode::of("place"), Value::Place(PlaceCode::of("kz-atyrau"))),
        (FieldCode::of("score"), Value::Score(score)),
        (
            FieldCode::of("rows"),
            Value::Rows(dates.into_iter().enumerate().map(|(at, day)| row(at, day)).collect()),
        ),
        (FieldCode::of("file"), Value::File(file)),
        (FieldCode::of("seen"), Value::Acknowledged),
    ])
}

fn counted() -> Counted {
    let region = |code: &'static str| PlaceCode::of(code);
    Counted {
        week: date(2026, 3, 2),
        tables: vec![CountTable {
            kind: domain::Kind::of("child"),
            regions: vec![vec![region("kz-aktobe")], vec![region("kz-abai"), region("kz")]],
            stages: vec![vec![Stage::of("home"), Stage::of("closed")]],
            lines: vec![vec![Some(12), Some(12)], vec![None, None], vec![Some(16), Some(16)]],
        }],
    }
}
