//! The end of an account, a role, a team: nothing is left behind.

use std::collections::BTreeMap;

use super::*;
use crate::chain::rebuilds_alike;
use crate::steps::*;
use app::{account::team::SetTeam, case::assign::Assign, case::assign_task::AssignTask, handover::HandOver};
use domain::Sector;
use jiff::SignedDuration;
use testkit::{Cast, on_both};

/// Does what waits for a worker of this kind.
async fn departures(cast: &Cast) -> usize {
    let now = cast.clock.now();
    let until = now.checked_add(SignedDuration::from_mins(15)).unwrap();
    let store = cast.app.store();
    let mut tasks = 0;
    for job in store.claim_jobs([5; 16], &[app::account::departure::JOB], now, until, 50).await.unwrap() {
        tasks += cast.app.do_departure_job(&job).await.unwrap();
        assert_eq!(cast.app.do_departure_job(&job).await.unwrap(), 0, "done twice it does nothing more");
        store.finish_job(job.id, [5; 16]).await.unwrap();
    }
    tasks
}

async fn nothing_is_left_behind_by_somebody_who_goes(cast: Cast) {
    let (own, other) = (cast.a_child().await, cast.child("marat", "Айша Сәрсенбаева", "2012-01-02").await);
    let kept = visit_due(&cast, "aigul", own, Some("aigul"), 30).await;
    let lent = visit_due(&cast, "marat", other, Some("aigul"), 30).await;
    assert!(sees(&cast, "aigul", other).await.is_some());
    let (admin, saule) = (cast.who("admin").await, cast.who("saule").await);
    cast.app.close_account(&admin, cast.command(), cast.id("aigul")).await.unwrap();
    assert_eq!(departures(&cast).await, 1);
    let task = record(&cast, other).await.tasks[&lent].clone();
    assert_eq!((task.added.assignee, task.added.team), (None, Some(cast.centre)), "back to the team");
    assert_eq!(
        record(&cast, own).await.tasks[&kept].added.assignee,
        Some(cast.id("aigul")),
        "goes with its record"
    );
    // What they answered for is their supervisor's to hand on, by their name.
    assert_eq!(cast.app.waits_for(&saule).await.unwrap().left, 1);
    let view = cast.app.supervised(&saule).await.unwrap();
    let gone = view[0].workers.iter().find(|worker| worker.id == cast.id("aigul")).unwrap();
    assert!(!gone.here && gone.total() == 1);
    assert_eq!(hands(&cast, "saule", handing(&cast, "marat", &[own.id])).await.unwrap().given, 1);
    assert_eq!(cast.app.waits_for(&saule).await.unwrap().left, 0);
    assert_eq!(record(&cast, own).await.tasks[&kept].added.assignee, Some(cast.id("marat")));
    rebuilds_alike(&cast, &cast.app).await;
}

async fn a_role_that_ends_takes_its_tasks_and_leaves_the_others(cast: Cast) {
    let child = cast.a_child().await;
    let (_, referral) = to_psychologist(&cast, child).await;
    let mine = |record: &domain::Record| {
        record
            .open_tasks()
            .iter()
            .filter(|task| task.added.assignee == Some(cast.id("zarina")))
            .map(|task| task.added.task)
            .collect::<Vec<_>>()
    };
    step(&cast, "zarina", child, referral, app::case::refer::ReferralStep::Accept).await.unwrap();
    let zarina = cast.who("zarina").await;
    for task in record(&cast, child).await.open_tasks() {
        if task.added.team == Some(cast.psychology) && task.added.assignee.is_none() {
            // Whoever takes it from the queue of the team.
            let sent = AssignTask {
                command: cast.command(),
                code: child.code,
                task: task.added.task,
                seen: None,
                to: Some(zarina.user()),
            };
            let _ = cast.app.assign_task(&zarina, sent).await;
        }
    }
    let before = mine(&record(&cast, child).await);
    let admin = cast.who("admin").await;
    let grant = cast.app.account(&admin, zarina.user()).await.unwrap().roles[0].grant;
    // Another role in the same team: the tasks stay hers.
    cast.propose("zarina", "health_worker", Some(cast.psychology), None).await;
    cast.confirm("dana", "zarina").await;
    cast.app.end_role(&admin, cast.command(), zarina.user(), grant).await.unwrap();
    assert_eq!(departures(&cast).await, 0);
    assert_eq!(mine(&record(&cast, child).await), before);
    let grant = cast.app.account(&admin, zarina.user()).await.unwrap().roles[0].grant;
    cast.app.end_role(&admin, cast.command(), zarina.user(), grant).await.unwrap();
    assert_eq!(departures(&cast).await, before.len());
    assert!(mine(&record(&cast, child).await).is_empty());
}

async fn a_team_closes_when_nothing_is_left_with_it(mut cast: Cast) {
    const AKTAU: &str = "aktau_centre";
    let second = cast.team("Second centre", "social", Some(AKTAU)).await;
    for (login, role) in [("dinara", "social_worker"), ("gaukhar", "supervisor")] {
        joins(&mut cast, login, role, second).await;
    }
    cast.propose("saule", "supervisor", Some(second), None).await;
    cast.confirm("dana", "saule").await;
    let child = cast.a_child().await;
    let saule = cast.who("saule").await;
    let to = |owner, team| Assign {
        command: cast.command(),
        code: child.code,
        owner,
        team: Some(team),
        place: None,
    };
    cast.app.assign(&saule, to(Some(cast.id("dinara")), second)).await.unwrap();
    let (admin, dana) = (cast.who("admin").await, cast.who("dana").await);
    not_found(cast.app.left_in_team(&saule, second).await);
    not_found(cast.app.close_team(&dana, cast.command(), second).await);
    let left = cast.app.left_in_team(&admin, second).await.unwrap();
    assert_eq!(left.records.values().sum::<u64>(), 1);
    assert_eq!(left.people.len(), 3);
    assert_eq!(left.service.as_ref().unwrap().as_str(), AKTAU);
    assert_eq!(reason(cast.app.close_team(&admin, cast.command(), second).await), "team-not-empty");

    // Its people's records go to the first centre, whose supervisor is theirs, too.
    let from = HandOver {
        team: second,
        from: Some(cast.id("dinara")),
        to: (cast.centre, None),
        ..handing(&cast, "marat", &[child.id])
    };
    assert_eq!(hands(&cast, "saule", from).await.unwrap().given, 1);
    assert_eq!(record(&cast, child).await.team, Some(cast.centre));
    assert_eq!(reason(cast.app.close_team(&admin, cast.command(), second).await), "team-not-empty");
    for login in ["dinara", "gaukhar", "saule"] {
        for role in cast.app.account(&admin, cast.id(login)).await.unwrap().roles {
            if role.team == Some(second) {
                cast.app.end_role(&admin, cast.command(), cast.id(login), role.grant).await.unwrap();
            }
        }
    }
    assert!(cast.app.recipients().await.unwrap().iter().any(|known| known.team == second));
    let close = cast.command();
    cast.app.close_team(&admin, close, second).await.unwrap();
    cast.app.close_team(&admin, close, second).await.unwrap();
    assert_eq!(reason(cast.app.close_team(&admin, cast.command(), second).await), "team-closed");

    // Out of the directory and of every choice.
    assert!(cast.app.recipients().await.unwrap().iter().all(|known| known.team != second));
    assert_eq!(reason(cast.app.assign(&saule, to(None, second)).await), "choose-another-person");
    let asked = app::account::roles::ProposeRole {
        command: cast.command(),
        account: cast.id("dinara"),
        role: domain::RoleCode::of("social_worker"),
        team: Some(second),
        place: None,
    };
    assert_eq!(reason(cast.app.propose_role(&admin, asked).await), "team-closed");
    let again = |team, name: &str| SetTeam {
        command: cast.command(),
        team,
        name: BTreeMap::from([("en".to_owned(), name.to_owned())]),
        sector: Sector::of("social"),
        place: None,
        service: Some(domain::ServiceCode::new(AKTAU).unwrap()),
    };
    assert_eq!(reason(cast.app.set_team(&admin, again(Some(second), "Again")).await), "team-closed");
    // Its service may be another's now.
    let third = cast.app.set_team(&admin, again(None, "Third centre")).await.unwrap();
    let recipients = cast.app.recipients().await.unwrap();
    assert_eq!(recipients.iter().filter(|known| known.service.as_str() == AKTAU).count(), 1);
    assert!(recipients.iter().any(|known| known.team == third));
    rebuilds_alike(&cast, &cast.app).await;
}

on_both! {
    nothing_is_left_behind_by_somebody_who_goes,
    a_role_that_ends_takes_its_tasks_and_leaves_the_others,
    a_team_closes_when_nothing_is_left_with_it,
}
