//! Random lives: whatever people do, in whatever order, what is kept beside the chain is what the chain says, the
//! chain proves itself, and a list shows what may be opened, no more and no less.

use std::collections::BTreeSet;

use app::{
    Answer, Door, Fault, Filter, Refused, Shown,
    account::found::Purpose,
    case::{
        assign::Assign,
        move_stage::MoveStage,
        plan::ReviewGoal,
        refer::{ReferralStep, StepReferral},
        tasks::{StepTask, TaskStep},
    },
    chain::{erase::Erase, hold::HoldStep},
};
use domain::{Decision, GroundCode, Record, Stage, Urgency, record::Verdict};
use proptest::{prelude::*, sample::Index, test_runner::TestRunner};
use testkit::{Cast, Child, Kind, PSYCHOLOGY, SCHOOL};

use crate::{
    chain::{rebuilds_alike, sound},
    steps::*,
};

/// Who may try things.
const PEOPLE: [&str; 8] = ["aigul", "marat", "saule", "zarina", "bolat", "timur", "rustem", "dana"];
const STAGES: [&str; 6] = ["boarded", "adaptation", "home", "reintegration", "follow_up", "closed"];

#[derive(Debug, Clone)]
struct Deed {
    /// Somebody, or nobody named: whoever answers for such a thing.
    by: Option<&'static str>,
    child: usize,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Safety,
    Called(String),
    Checklist,
    Urgency(u8),
    Move(Index),
    Goal,
    Review(Index),
    SubmitPlan,
    AnswerPlan(bool),
    Consent {
        school: bool,
        named: bool,
        given: bool,
    },
    Withdraw(Index),
    Refer {
        school: bool,
    },
    Step(Index, u8),
    Assign(Index, bool),
    Bar(Index),
    Lift(Index),
    Emergency,
    /// Consent, and the referral that rests on it.
    Help {
        school: bool,
    },
    /// Checklist, proposal, signature.
    Close,
    ProposeClosure,
    AnswerClosure(bool),
    Reopen,
    Task(Index, u8),
    EraseEvent(Index),
    EraseCompartment(Index),
    Hold(bool),
    Later(u16),
    Rotate,
    OtherNode,
}

fn what() -> impl Strategy<Value = What> {
    use What::*;
    let index = || any::<Index>();
    prop_oneof![
        4 => Just(Safety),
        3 => "[a-z]{3,8}".prop_map(Called),
        2 => Just(Checklist),
        3 => (0..3_u8).prop_map(Urgency),
        4 => index().prop_map(Move),
        3 => Just(Goal),
        1 => index().prop_map(Review),
        2 => Just(SubmitPlan),
        2 => any::<bool>().prop_map(AnswerPlan),
        8 => (any::<bool>(), any::<bool>(), proptest::bool::weighted(0.8))
            .prop_map(|(school, named, given)| Consent { school, named, given }),
        1 => index().prop_map(Withdraw),
        7 => any::<bool>().prop_map(|school| Refer { school }),
        4 => (index(), 0..4_u8).prop_map(|(which, how)| Step(which, how)),
        3 => (index(), any::<bool>()).prop_map(|(to, team)| Assign(to, team)),
        2 => index().prop_map(Bar),
        1 => index().prop_map(Lift),
        2 => Just(Emergency),
        6 => any::<bool>().prop_map(|school| Help { school }),
        2 => Just(Close),
        2 => Just(ProposeClosure),
        2 => any::<bool>().prop_map(AnswerClosure),
        2 => Just(Reopen),
        5 => (index(), 0..3_u8).prop_map(|(which, how)| Task(which, how)),
        3 => index().prop_map(EraseEvent),
        1 => index().prop_map(EraseCompartment),
        1 => any::<bool>().prop_map(Hold),
        2 => (1..2000_u16).prop_map(Later),
        1 => Just(Rotate),
        1 => Just(OtherNode),
    ]
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let by = prop_oneof![4 => Just(None), 1 => proptest::sample::select(&PEOPLE[..]).prop_map(Some)];
    let deed = (by, 0..3_usize, what()).prop_map(|(by, child, what)| Deed { by, child, what });
    proptest::collection::vec(deed, 40..90)
}

/// Who does such a thing, when nobody else tries to.
fn whose(cast: &Cast, known: &Record, what: &What) -> &'static str {
    match what {
        What::AnswerPlan(_) | What::AnswerClosure(_) | What::Assign(..) | What::Hold(_) => "saule",
        What::Emergency => "marat",
        _ => PEOPLE.into_iter().find(|login| known.owner == Some(cast.id(login))).unwrap_or("aigul"),
    }
}

/// A refusal is an answer; a failure under it is not.
fn answered<T>(answer: Answer<T>) -> Option<T> {
    match answer {
        Ok(done) => Some(done),
        Err(Refused::Fault(fault)) => panic!("failed: {fault:?}"),
        Err(_) => None,
    }
}

async fn heard(cast: &Cast, child: Child, who: &app::SignedIn, occasion: &str) {
    let view = [("said_on", "2026-03-02"), ("occasion", occasion), ("words", "a lamp")];
    answered(cast.app.fill_form(who, form(cast, child, "child_view", 0, &view)).await);
}

async fn does(cast: &Cast, children: &[Child], deed: &Deed) {
    let child = children[deed.child % children.len()];
    let app = &cast.app;
    let command = cast.command();
    let code = child.code;
    let known: Record = record(cast, child).await;
    let by = deed.by.unwrap_or_else(|| whose(cast, &known, &deed.what));
    let who = cast.who(by).await;
    match &deed.what {
        What::Safety => drop(answered(app.fill_form(&who, form(cast, child, "safety_check", 0, SAFE)).await)),
        What::Called(name) => {
            let seen = known.entry("child_profile").map_or(0, |entry| entry.seq);
            let sent = form(cast, child, "child_profile", seen, &[("called", name)]);
            answered(app.fill_form(&who, sent).await);
        }
        What::Checklist => {
            answered(app.fill_form(&who, form(cast, child, "closure_checklist", 0, CHECKLIST)).await);
        }
        What::Urgency(to) => {
            let to = [Urgency::Urgent, Urgency::Soon, Urgency::Routine][usize::from(*to)];
            answered(urgency(cast, by, child, to).await);
        }
        What::Move(to) => {
            let to = Stage::new(STAGES[to.index(STAGES.len())]).unwrap();
            let sent = MoveStage { command, code, to, ground: None, reason: None };
            answered(app.move_stage(&who, sent).await);
        }
        What::Goal => drop(answered(app.set_goal(&who, goal(cast, child)).await)),
        What::Review(which) if !known.goals.is_empty() => {
            let sent = ReviewGoal {
                command,
                code,
                goal: known.goals[which.index(known.goals.len())].goal.goal,
                now: text("better"),
                progress: 40,
                child_view: text("good"),
                outcome: None,
            };
            answered(app.review_goal(&who, sent).await);
        }
        What::SubmitPlan => {
            heard(cast, child, &who, "before_plan").await;
            answered(app.submit_plan(&who, command, code, None).await);
        }
        What::AnswerPlan(given) => {
            if let Some(asked) = known.approval("plan") {
                let verdict = if *given { Verdict::Given } else { Verdict::Refused };
                answered(app.answer_plan(&who, answer(cast, child, asked.id, verdict)).await);
            }
        }
        What::Consent { school, named, given } => {
            let (purpose, team) =
                if *school { ("schooling", cast.school) } else { ("psychological_help", cast.psychology) };
            let mut sent = consent(cast, child, purpose, named.then_some(team));
            sent.decision = if *given { Decision::Given } else { Decision::Refused };
            answered(app.record_consent(&who, sent).await);
        }
        What::Withdraw(which) if !known.consents.is_empty() => {
            let consent = known.consents[which.index(known.consents.len())].consent.consent;
            answered(app.withdraw_consent(&who, command, code, consent, text("no more")).await);
        }
        What::Refer { school } => {
            let (service, purpose) =
                if *school { (SCHOOL, "schooling") } else { (PSYCHOLOGY, "psychological_help") };
            answered(app.refer(&who, referral(cast, child, service, purpose)).await);
        }
        What::Step(which, how) if !known.referrals.is_empty() => {
            let referral = known.referrals[which.index(known.referrals.len())].sent.referral;
            let (by, step) = match how {
                0 => (None, ReferralStep::Accept),
                1 => (None, ReferralStep::Decline(text("full"), Vec::new())),
                2 => (None, ReferralStep::Done(text("done"))),
                _ => (Some(by), ReferralStep::Revoke(text("not needed"))),
            };
            let recipient = known.referral(referral).unwrap().sent.recipient;
            let by = by.unwrap_or(if recipient == cast.school { "bolat" } else { "zarina" });
            let sent = StepReferral { command, code, referral, step };
            answered(app.step_referral(&cast.who(by).await, sent).await);
        }
        What::Assign(to, team) => {
            let to = PEOPLE[to.index(3)];
            let sent = Assign {
                command,
                code,
                owner: Some(cast.id(to)),
                team: team.then_some(cast.centre),
                place: None,
            };
            answered(app.assign(&who, sent).await);
        }
        What::Bar(whom) => {
            let parties =
                [cast.id("marat"), cast.id("zarina"), cast.school, cast.psychology, cast.id("saule")];
            let party = parties[whom.index(parties.len())];
            answered(app.bar(&who, command, code, party, GroundCode::of("relative")).await);
        }
        What::Lift(which) if !known.bars.is_empty() => {
            let party = *known.bars.keys().nth(which.index(known.bars.len())).unwrap();
            answered(app.lift_bar(&who, command, code, party, text("a mistake")).await);
        }
        What::Emergency => {
            let why = text("nobody else can be reached");
            answered(app.open_in_emergency(&who, command, code, why).await);
        }
        What::Help { school } => {
            let (service, purpose, team) = if *school {
                (SCHOOL, "schooling", cast.school)
            } else {
                (PSYCHOLOGY, "psychological_help", cast.psychology)
            };
            answered(app.record_consent(&who, consent(cast, child, purpose, Some(team))).await);
            answered(app.refer(&who, referral(cast, child, service, purpose)).await);
        }
        What::Close => {
            answered(app.fill_form(&who, form(cast, child, "closure_checklist", 0, CHECKLIST)).await);
            heard(cast, child, &who, "at_closure").await;
            if let Some(asked) = answered(app.propose_closure(&who, command, code, None).await) {
                let signed = answer(cast, child, approval(&asked), Verdict::Given);
                answered(app.answer_closure(&cast.who("saule").await, signed, Some(goals_met())).await);
            }
        }
        What::ProposeClosure => drop(answered(app.propose_closure(&who, command, code, None).await)),
        What::AnswerClosure(given) => {
            if let Some(asked) = known.approval("closure") {
                let verdict = if *given { Verdict::Given } else { Verdict::Refused };
                answered(
                    app.answer_closure(&who, answer(cast, child, asked.id, verdict), Some(goals_met())).await,
                );
            }
        }
        What::Reopen => drop(answered(app.reopen(&who, command, code, text("asks for it")).await)),
        What::Task(which, how) if !known.tasks.is_empty() => {
            let task = *known.tasks.keys().nth(which.index(known.tasks.len())).unwrap();
            let step = match how {
                0 => TaskStep::Done(Some(text("went well"))),
                1 => TaskStep::Waived(text("not needed")),
                _ => TaskStep::Commented(text("on Friday")),
            };
            answered(app.step_task(&who, StepTask { command, code, task, step }).await);
        }
        What::EraseEvent(which) => {
            let recorded = &known.history[which.index(known.history.len())];
            let what = Erase {
                record: child.id,
                slot: recorded.head.slot,
                event: Some(recorded.head.event),
                rule: GroundCode::of("case_file"),
            };
            answered(app.erase_for_test(&who, command, &what).await);
        }
        What::EraseCompartment(which) => {
            let slots: Vec<_> = known.heads.keys().copied().collect();
            let what = Erase {
                record: child.id,
                slot: slots[which.index(slots.len())],
                event: None,
                rule: GroundCode::of("case_file"),
            };
            answered(app.erase_for_test(&who, command, &what).await);
        }
        What::Hold(place) => {
            let step = if *place { HoldStep::Place } else { HoldStep::Lift };
            answered(app.hold(&who, command, code, step, text("a court")).await);
        }
        What::Later(minutes) => cast.clock.advance(jiff::SignedDuration::from_mins(i64::from(*minutes))),
        What::Rotate => drop(app.rotate(|_| ()).await.unwrap()),
        What::OtherNode => {
            let other = cast.another_node(Purpose::Real).await.unwrap();
            let who = other.acting_as(by).await.unwrap();
            answered(other.fill_form(&who, form(cast, child, "safety_check", 0, SAFE)).await);
        }
        // Nothing there to do it to.
        _ => {}
    }
}

/// For everybody: the list and the door say the same of every child.
async fn lists_are_doors(cast: &Cast, children: &[Child]) {
    for login in PEOPLE.iter().chain(&["admin"]) {
        let who = cast.who(login).await;
        let mut listed = BTreeSet::new();
        let mut after = None;
        loop {
            let page = cast.app.list(&who, Shown::Children, &Filter::of("child"), after, 2).await.unwrap();
            listed.extend(page.rows.iter().map(|row| row.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let mut opened = BTreeSet::new();
        for child in children {
            match cast.app.open(&who, child.id, Door::page(Shown::Record)).await {
                Ok(open) => {
                    assert!(listed.contains(&child.id), "{login} may open what no list shows");
                    opened.insert(child.id);
                    // What is shown was allowed, compartment by compartment.
                    for recorded in &open.view.history {
                        assert!(open.grant.may_open(recorded.compartment.as_str(), recorded.head.slot));
                    }
                }
                Err(Refused::NotFound) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(listed, opened, "{login}'s list is not what they may open");
    }
}

async fn live(kind: Kind, deeds: &[Deed]) {
    let cast = Cast::on(kind).await.unwrap();
    let children = [
        cast.a_child().await,
        cast.child("marat", "Ержан Оспанов", "2015-01-01").await,
        cast.child("aigul", "Мадина", "2016").await,
    ];
    for deed in deeds {
        does(&cast, &children, deed).await;
    }
    sound(&cast.app).await;
    rebuilds_alike(&cast, &cast.app).await;
    lists_are_doors(&cast, &children).await;
    // Whatever was written by two nodes and by one is read alike by a third.
    let third = cast.another_node(Purpose::Real).await.unwrap();
    for child in children {
        assert_eq!(third.whole_record(child.id).await.unwrap(), record(&cast, child).await);
    }
}

fn random_lives(kind: Kind, cases: u32) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(&deeds(), |deeds| {
            runtime.block_on(live(kind, &deeds));
            Ok(())
        })
        .unwrap();
}

#[test]
fn random_lives_on_sqlite() {
    random_lives(Kind::Sqlite, 10);
}

#[test]
fn random_lives_on_postgres() {
    if store::fixture::cluster().is_none() {
        eprintln!("no PostgreSQL here: not tested on it");
        return;
    }
    random_lives(Kind::Postgres, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_told_from_a_failure() {
    let failed = std::panic::catch_unwind(|| answered::<()>(Err(Fault::Restless.into())));
    assert!(failed.is_err());
    assert!(answered::<()>(Err(Refused::NotFound)).is_none());
}
