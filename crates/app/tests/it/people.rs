//! People who come and go: what the tests of it share.

mod calendar;
mod departure;
mod handover;
mod leave;
mod supervision;

use std::collections::BTreeMap;

use crate::steps::*;
use app::{
    Answer, Door, Refused, Shown, account::leave::SetLeave, case::conference::call::Call,
    case::conference::guests::Invited, case::tasks::AddTask, handover::HandOver, handover::HandedOver,
    handover::Limit,
};
use domain::{ChoiceCode, Heard, Instant, Meeting, RecordId, Sector, TaskCode, TaskId, TeamId, UserId};
use jiff::SignedDuration;
use testkit::{Cast, Child};

fn in_hours(cast: &Cast, hours: i64) -> Instant {
    cast.clock.now().checked_add(SignedDuration::from_hours(hours)).unwrap()
}

/// A colleague of the centre.
async fn joins(cast: &mut Cast, login: &str, role: &str, team: TeamId) -> UserId {
    let id = cast.account(login).await;
    cast.propose(login, role, Some(team), None).await;
    cast.confirm("dana", login).await;
    id
}

fn handing(cast: &Cast, to: &str, records: &[RecordId]) -> HandOver {
    HandOver {
        command: cast.command(),
        team: cast.centre,
        from: Some(cast.id("aigul")),
        to: (cast.centre, Some(cast.id(to))),
        records: records.to_vec(),
        tasks: Vec::new(),
        word: Some(text("Her aunt comes on Friday")),
        words: BTreeMap::new(),
        limit: Limit::Kept,
    }
}

async fn hands(cast: &Cast, by: &str, sent: HandOver) -> Answer<HandedOver> {
    cast.app.hand_on(&cast.who(by).await, sent).await
}

async fn sees(cast: &Cast, login: &str, child: Child) -> Option<app::Opened> {
    match cast.app.open_code(&cast.who(login).await, &child.code, Door::page(Shown::Record)).await {
        Ok(opened) => Some(opened),
        Err(Refused::NotFound) => None,
        Err(other) => panic!("{other:?}"),
    }
}

async fn visit_due(cast: &Cast, by: &str, child: Child, assignee: Option<&str>, hours: i64) -> TaskId {
    let sent = AddTask {
        command: cast.command(),
        code: child.code,
        // What somebody answers for lies in `social`; a colleague is let in to `case` alone.
        what: TaskCode::of(if assignee == Some(by) { "goal_step" } else { "same_day_safety" }),
        sector: Sector::of("social"),
        assignee: assignee.map(|login| cast.id(login)),
        goal: None,
        due: in_hours(cast, hours),
        note: Some(text("bring the papers")),
    };
    let before: Vec<TaskId> = record(cast, child).await.tasks.keys().copied().collect();
    cast.app.add_task(&cast.who(by).await, sent).await.unwrap();
    *record(cast, child).await.tasks.keys().find(|task| !before.contains(task)).unwrap()
}

async fn meets(cast: &Cast, by: &str, child: Child, start: Instant, colleagues: &[&str]) {
    let call = Call {
        command: cast.command(),
        code: child.code,
        meeting: Meeting { start, way: ChoiceCode::of("in_person"), place: text("Abay street 5") },
        why: ChoiceCode::of("crisis"),
        child: Heard { how: ChoiceCode::of("view_brought"), word: Some(text("her grandmother")) },
        invited: Invited {
            colleagues: colleagues.iter().map(|login| cast.id(login)).collect(),
            relatives: Vec::new(),
        },
    };
    cast.app.call_conference(&cast.who(by).await, call).await.unwrap();
}

fn leave(cast: &Cast, login: &str, from: i64, until: i64, deputy: Option<&str>) -> SetLeave {
    SetLeave {
        command: cast.command(),
        account: cast.id(login),
        leave: None,
        from: in_hours(cast, from),
        until: in_hours(cast, until),
        deputy: deputy.map(|login| cast.id(login)),
    }
}

async fn sets(cast: &Cast, by: &str, sent: SetLeave) -> Answer<()> {
    cast.app.set_leave(&cast.who(by).await, sent).await
}
