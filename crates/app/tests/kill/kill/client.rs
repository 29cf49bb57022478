//! Eight clients at work, and what they say.

use std::{path::PathBuf, str::FromStr, sync::Arc};

use app::{
    App, Door, Shown, SignedIn,
    account::found::Purpose,
    case::{consent::RecordConsent, fill_form::FillForm, refer::Refer, set_urgency::SetUrgency},
    fixture::OpenCase,
};
use domain::{
    ChoiceCode, CommandId, Decision, FormCode, Kind, NameRole, PersonName, PlaceCode, PurposeCode, RecordId,
    ServiceCode, Urgency, UserId, Value,
};
use forms::submission::Raw;
use store::Target;
use testkit::TestClock;

/// Where the clients find the database.
pub(super) const TARGET: &str = "HOMEWARD_KILL_TARGET";
/// Where they find the keys.
pub(super) const FOLDER: &str = "HOMEWARD_KILL_FOLDER";

const CLIENTS: usize = 8;

/// What a client says on a line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The house is open and the clients begin.
    Ready,
    /// A command was sent: which step of a child's life, on which record once there is one.
    Sent { command: CommandId, step: usize, record: Option<RecordId> },
    /// It was acknowledged.
    Done { command: CommandId, record: RecordId },
    /// A record was opened and shown.
    Shown { record: RecordId },
}

impl Line {
    fn say(self) {
        match self {
            Self::Ready => println!("\nREADY."),
            Self::Sent { command, step, record } => {
                let record = record.map_or_else(|| "-".to_owned(), |record| record.to_string());
                println!("\nSENT {command} {step} {record}.");
            }
            Self::Done { command, record } => println!("\nDONE {command} {record}."),
            Self::Shown { record } => println!("\nSHOWN {record}."),
        }
    }

    /// A line that was said to its end.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.trim().strip_suffix('.')?.split(' ').collect();
        Some(match words.as_slice() {
            ["READY"] => Self::Ready,
            ["SENT", command, step, record] => Self::Sent {
                command: command.parse().ok()?,
                step: step.parse().ok()?,
                record: if *record == "-" { None } else { Some(RecordId::from_str(record).ok()?) },
            },
            ["DONE", command, record] => {
                Self::Done { command: command.parse().ok()?, record: record.parse().ok()? }
            }
            ["SHOWN", record] => Self::Shown { record: record.parse().ok()? },
            _ => return None,
        })
    }
}

/// Opens the house as a restart does and works until it is killed.
#[expect(clippy::disallowed_methods, reason = "a program of its own, told by its parent")]
pub(super) async fn work() {
    let (Ok(target), Ok(folder)) = (std::env::var(TARGET), std::env::var(FOLDER)) else { return };
    let target = Target::parse(&target).unwrap();
    let (folder, clock) = (PathBuf::from(folder), TestClock::default());
    let app = testkit::node(target, &folder, &clock, Purpose::Real).await.unwrap();
    let aigul = Arc::new(app.acting_as("aigul").await.unwrap());
    Line::Ready.say();
    for _ in 0..CLIENTS {
        let (app, who) = (app.clone(), Arc::clone(&aigul));
        tokio::spawn(async move {
            loop {
                live(&app, &who).await;
            }
        });
    }
    // Until it is killed; a parent that died does not leave it behind for ever.
    tokio::time::sleep(std::time::Duration::from_mins(2)).await;
}

/// One child's life, one command after another. What fails (the database is gone) ends it.
async fn live(app: &App, who: &SignedIn) {
    let mut child = None;
    for step in 0..STEPS {
        let command: CommandId = app.fresh().unwrap();
        Line::Sent { command, step, record: child }.say();
        let Some(record) = take(app, who, command, step, child).await else { return };
        Line::Done { command, record }.say();
        child = Some(record);
        if step % 3 == 1 {
            if app.open(who, record, Door::page(Shown::Record)).await.is_err() {
                return;
            }
            Line::Shown { record }.say();
        }
    }
}

/// How many steps a life has.
pub(super) const STEPS: usize = 8;

/// One step. Each is one command; what it adds depends on the steps before only.
pub(super) async fn take(
    app: &App,
    who: &SignedIn,
    command: CommandId,
    step: usize,
    child: Option<RecordId>,
) -> Option<RecordId> {
    let Some(id) = child else {
        return app.open_case_for_test(who, command, &case(who)).await.ok();
    };
    let code = app.whole_record(id).await.ok()?.opened?.0.code;
    let urgency = |to| SetUrgency { command, code, to, reason: "seen today".into() };
    let fill = |form: &str, fields: &[(&str, &str)]| FillForm {
        command,
        code,
        form: FormCode::new(form).unwrap(),
        entry: None,
        seen: u64::MAX,
        fields: Raw::from_pairs(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))),
        mine: std::collections::BTreeSet::new(),
        language: "en".into(),
    };
    let done = match step {
        2 => app.set_urgency(who, urgency(Urgency::Soon)).await,
        3 => app.record_consent(who, consent(command, code)).await,
        4 => app.refer(who, referral(command, code)).await,
        5 => app.fill_form(who, fill("child_profile", &[("called", "Ami"), ("interpreter", "no")])).await,
        6 => app.set_urgency(who, urgency(Urgency::Urgent)).await,
        _ => app.fill_form(who, fill("safety_check", SAFE)).await,
    };
    done.ok()?;
    Some(id)
}

fn case(who: &SignedIn) -> OpenCase {
    let owner: UserId = who.user();
    OpenCase {
        kind: Kind::of("child"),
        profile: vec![
            ("names", Value::Names(vec![PersonName::new("Амина Сәрсенбаева", NameRole::Full)])),
            ("sex", Value::Choice(ChoiceCode::of("female"))),
            ("birth", Value::Date("2016-02-14".parse().unwrap())),
        ],
        owner: Some(owner),
        team: who.actor().teams().next(),
        place: Some(PlaceCode::of("kz-atyrau")),
        list: None,
    }
}

fn consent(command: CommandId, code: domain::PersonCode) -> RecordConsent {
    RecordConsent {
        command,
        code,
        purpose: PurposeCode::of("psychological_help"),
        recipient: None,
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

fn referral(command: CommandId, code: domain::PersonCode) -> Refer {
    Refer {
        command,
        code,
        service: ServiceCode::new(testkit::PSYCHOLOGY).unwrap(),
        purpose: PurposeCode::of("psychological_help"),
        needs: "sleeps badly".into(),
        urgency: Urgency::Soon,
        until: None,
        override_reason: None,
    }
}

const SAFE: &[(&str, &str)] = &[
    ("done_on", "2026-03-02"),
    ("seen_alone", "yes"),
    ("feels_safe", "yes"),
    ("harm_kinds", "none"),
    ("protected_address", "no"),
    ("tonight", "home_safe"),
    ("self_harm", "no"),
];
