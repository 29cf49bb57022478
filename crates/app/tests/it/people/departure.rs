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

/// Does what waits when a team has closed, twice.
async fn closings(cast: &Cast) -> usize {
    let now = cast.clock.now();
    let until = now.checked_add(SignedDuration::from_mins(15)).unwrap();
    let store = cast.app.store();
    let mut back = 0;
    for job in store.claim_jobs([6; 16], &[app::account::close_team::JOB], now, until, 50).await.unwrap() {
        back += cast.app.do_team_closes_job(&job).await.unwrap();
        assert_eq!(cast.app.do_team_closes_job(&job).await.unwrap(), 0, "done twice it does nothing more");
        store.finish_job(job.id, [6; 16]).await.unwrap();
    }
    back
}

fn looks(record: &domain::Record) -> Vec<&domain::record::Task> {
    let open = record.open_tasks().into_iter();
    open.filter(|task| task.added.what == *"look_elsewhere").collect()
}

async fn what_was_asked_of_a_team_that_closes_goes_back(mut cast: Cast) {
    const OTHER: &str = "karaganda_psychology_sabyr";
    const BARRED: &str = "turkistan_psychology_samal";
    let other = cast.team("Other", "psychosocial", Some(OTHER)).await;
    let barred = cast.team("Third", "psychosocial", Some(BARRED)).await;
    joins(&mut cast, "gulnar", "psychologist", other).await;
    let (one, two) = (cast.a_child().await, cast.child("aigul", "Айша Сәрсенбаева", "2015-01-02").await);
    let (_, first) = to_psychologist(&cast, one).await;
    let (_, second) = to_psychologist(&cast, two).await;
    step(&cast, "zarina", one, first, app::case::refer::ReferralStep::Accept).await.unwrap();
    meets(&cast, "aigul", one, in_hours(&cast, 50), &["zarina"]).await;
    let aigul = cast.who("aigul").await;
    let relative = domain::GroundCode::of("same_village");
    cast.app.bar(&aigul, cast.command(), one.code, barred, relative).await.unwrap();
    let admin = cast.who("admin").await;
    let left = cast.app.left_in_team(&admin, cast.psychology).await.unwrap();
    assert_eq!((left.referrals, left.tasks, left.elsewhere), (2, 0, 0));
    // While somebody works there they end by hand; the team does not close over their heads.
    assert_eq!(reason(cast.app.close_team(&admin, cast.command(), cast.psychology).await), "team-not-empty");
    let grant = cast.app.account(&admin, cast.id("zarina")).await.unwrap().roles[0].grant;
    cast.app.end_role(&admin, cast.command(), cast.id("zarina"), grant).await.unwrap();
    departures(&cast).await;
    let left = cast.app.left_in_team(&admin, cast.psychology).await.unwrap();
    assert!(left.is_nothing() && left.referrals == 2, "{left:?}");
    let before = looks(&record(&cast, one).await).len();
    cast.app.close_team(&admin, cast.command(), cast.psychology).await.unwrap();
    assert_eq!(closings(&cast).await, 2);
    assert_eq!(cast.app.left_in_team(&admin, cast.psychology).await.unwrap().referrals, 0);

    for (child, referral) in [(one, first), (two, second)] {
        let known = record(&cast, child).await;
        let back = known.referral(referral).unwrap();
        assert_eq!(back.state, domain::record::ReferralState::Declined);
        assert_eq!(back.said, Some(app::case::reasons::TEAM_CLOSES.into()));
        assert!(back.instead.iter().any(|code| *code == *OTHER));
        assert_eq!(
            back.instead.iter().any(|code| *code == *BARRED),
            child.id == two.id,
            "who is barred is not named"
        );
        assert!(known.open_tasks().iter().all(|task| task.added.team != Some(cast.psychology)));
        let tasks = looks(&known);
        assert_eq!((before, tasks.len()), (0, 1));
        assert_eq!(tasks[0].added.assignee, Some(aigul.user()));
    }
    // In the day of the one responsible, and of nobody else.
    let day = |login| {
        let cast = &cast;
        async move {
            let who = cast.who(login).await;
            let tasks = cast.app.day(&who).await.unwrap().tasks;
            tasks.into_iter().filter(|task| task.what == *"look_elsewhere").count()
        }
    };
    for (login, count) in [("aigul", 2), ("marat", 0), ("gulnar", 0), ("bolat", 0), ("admin", 0)] {
        assert_eq!(day(login).await, count, "{login}");
    }
    // Handed on, it goes along; asked elsewhere, it is done.
    assert_eq!(hands(&cast, "saule", handing(&cast, "marat", &[one.id])).await.unwrap().given, 1);
    assert_eq!((day("aigul").await, day("marat").await), (1, 1));
    consents(&cast, two, "psychological_help", Some(other)).await;
    refers(&cast, two, OTHER, "psychological_help").await;
    assert_eq!(day("aigul").await, 0);
    rebuilds_alike(&cast, &cast.app).await;
}

async fn what_somebody_sent_goes_with_the_case(cast: Cast) {
    let child = cast.a_child().await;
    let (_, referral) = to_psychologist(&cast, child).await;
    assert_eq!(hands(&cast, "saule", handing(&cast, "marat", &[child.id])).await.unwrap().given, 1);
    let sent = |login| {
        let cast = &cast;
        async move {
            let who = cast.who(login).await;
            cast.app.referrals(&who).await.unwrap().sent.len()
        }
    };
    assert_eq!((sent("marat").await, sent("aigul").await), (1, 0));
    let no = app::case::refer::ReferralStep::Decline(text("no room"), Vec::new());
    step(&cast, "zarina", child, referral, no).await.unwrap();
    let known = record(&cast, child).await;
    assert_eq!(
        looks(&known)[0].added.assignee,
        Some(cast.id("marat")),
        "the answer is for whoever is there now"
    );
    // The school's side never learns of it, nor does whoever said no.
    not_found(cast.app.open_code(&cast.who("zarina").await, &child.code, Door::page(Shown::Record)).await);
}

on_both! {
    what_was_asked_of_a_team_that_closes_goes_back,
    what_somebody_sent_goes_with_the_case,
    nothing_is_left_behind_by_somebody_who_goes,
    a_role_that_ends_takes_its_tasks_and_leaves_the_others,
    a_team_closes_when_nothing_is_left_with_it,
}
