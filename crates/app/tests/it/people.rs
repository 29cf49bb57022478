//! People who come and go: handing on, leave, the end of an account, a role, a team; reminders and calendars.

use std::collections::BTreeMap;

use app::{
    Answer, Door, Refused, Shown,
    account::{
        calendar::{Feed, Told},
        found::Purpose,
        leave::SetLeave,
        team::SetTeam,
    },
    case::{
        assign::Assign,
        assign_task::AssignTask,
        conference::{call::Call, guests::Invited},
        tasks::AddTask,
    },
    handover::{AT_ONCE, HandOver, HandedOver, Limit},
    reminders::Reminder,
};
use domain::{
    ChoiceCode, GroundCode, Heard, Instant, LeaveId, Meeting, RecordId, Sector, TaskCode, TaskId, TeamId,
    UserId,
};
use jiff::SignedDuration;
use testkit::{Cast, Child, House, Kind, on_both};

use crate::{chain::rebuilds_alike, steps::*};

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

async fn a_caseload_is_handed_on_with_all_that_belongs_to_it(cast: Cast) {
    let (one, two) = (cast.a_child().await, cast.child("aigul", "Айша Сәрсенбаева", "2012-01-02").await);
    let step = visit_due(&cast, "aigul", one, Some("aigul"), 30).await;
    // A meeting that somebody else of the team called, and that the one who goes was asked to.
    meets(&cast, "saule", one, in_hours(&cast, 50), &["aigul"]).await;

    // The page is the supervisor's: not the worker's own, not a colleague's, not another team's.
    let saule = cast.who("saule").await;
    let load = cast.app.caseload(&saule, cast.centre, Some(cast.id("aigul"))).await.unwrap();
    assert_eq!(load.records.len(), 2);
    let marat = load.takers.iter().find(|taker| taker.id == cast.id("marat")).unwrap();
    assert_eq!((marat.cases, marat.limit, marat.room()), (0, Some(25), Some(25)));
    assert!(load.takers.iter().all(|taker| taker.id != cast.id("aigul") && taker.id != cast.id("saule")));
    for other in ["aigul", "marat", "zarina", "dana", "admin", "rustem", "timur"] {
        let who = cast.who(other).await;
        not_found(cast.app.caseload(&who, cast.centre, Some(cast.id("aigul"))).await);
        not_found(hands(&cast, other, handing(&cast, "marat", &[one.id])).await);
    }
    not_found(cast.app.caseload(&saule, cast.psychology, Some(cast.id("zarina"))).await);

    // Not without a word, not to somebody who cannot answer for it, not to the same person.
    let silent = HandOver { word: None, ..handing(&cast, "marat", &[one.id, two.id]) };
    let for_one = BTreeMap::from([(one.id, text("only of this one"))]);
    assert_eq!(reason(hands(&cast, "saule", silent.clone()).await), "handover-word");
    assert_eq!(reason(hands(&cast, "saule", HandOver { words: for_one, ..silent }).await), "handover-word");
    assert_eq!(reason(hands(&cast, "saule", handing(&cast, "marat", &[])).await), "handover-nothing");
    assert_eq!(
        reason(hands(&cast, "saule", handing(&cast, "aigul", &[one.id])).await),
        "already-responsible"
    );
    let foreign =
        HandOver { to: (cast.psychology, Some(cast.id("zarina"))), ..handing(&cast, "marat", &[one.id]) };
    not_found(hands(&cast, "saule", foreign).await);

    let mut sent = handing(&cast, "marat", &[one.id, two.id]);
    sent.words.insert(two.id, text("She likes to be asked first"));
    let done = hands(&cast, "saule", sent.clone()).await.unwrap();
    assert_eq!((done.given, done.gone, done.not_theirs), (2, 0, 0));
    let after = record(&cast, one).await;
    assert_eq!(after.owner, Some(cast.id("marat")));
    assert_eq!(after.handed.as_ref().unwrap().word.as_str(), "Her aunt comes on Friday");
    assert_eq!(record(&cast, two).await.handed.unwrap().word.as_str(), "She likes to be asked first");
    assert_eq!(after.tasks[&step].added.assignee, Some(cast.id("marat")));
    let meeting = after.conferences()[0].1;
    assert!(meeting.invitation(cast.id("marat")).is_some(), "the place at the meeting goes along");
    assert!(
        after.open_tasks().iter().all(|task| task.added.assignee != Some(cast.id("aigul"))),
        "nothing stays behind"
    );
    assert!(sees(&cast, "marat", one).await.unwrap().grant.may_do("plan.submit"));
    assert!(!sees(&cast, "aigul", one).await.unwrap().grant.may_do("plan.submit"));

    // The second click, and a page of before.
    let version = after.history.len();
    assert_eq!(hands(&cast, "saule", sent).await.unwrap().given, 2);
    let stale = hands(&cast, "saule", handing(&cast, "marat", &[one.id])).await.unwrap();
    assert_eq!((stale.given, stale.gone), (0, 1));
    assert_eq!(record(&cast, one).await.history.len(), version, "nothing was written again");
    rebuilds_alike(&cast, &cast.app).await;
}

async fn who_must_not_have_a_record_is_not_said(mut cast: Cast) {
    let child = cast.a_child().await;
    let other = cast.child("aigul", "Айша Сәрсенбаева", "2012-01-02").await;
    let centre = cast.centre;
    joins(&mut cast, "dinara", "social_worker", centre).await;
    let aigul = cast.who("aigul").await;
    let relative = GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("marat"), relative.clone()).await.unwrap();
    let done = hands(&cast, "saule", handing(&cast, "marat", &[child.id, other.id])).await.unwrap();
    assert_eq!((done.given, done.not_theirs, done.gone), (1, 1, 0));
    assert_eq!(record(&cast, child).await.owner, Some(cast.id("aigul")), "it stays with somebody");
    // Nor through the page of one record, or as the queue of a team that must not have it.
    let saule = cast.who("saule").await;
    let one = |owner, team| Assign {
        command: cast.command(),
        code: child.code,
        owner,
        team: Some(team),
        place: None,
    };
    let given = cast.app.assign(&saule, one(Some(cast.id("marat")), cast.centre)).await;
    assert_eq!(reason(given), "choose-another-person");
    cast.app.bar(&aigul, cast.command(), child.code, cast.school, relative.clone()).await.unwrap();
    assert_eq!(reason(cast.app.assign(&saule, one(None, cast.school)).await), "choose-another-person");
    assert_eq!(hands(&cast, "saule", handing(&cast, "dinara", &[child.id])).await.unwrap().given, 1);
    // One that the supervisor must not see is in no figure, and does not go.
    let dinara = cast.who("dinara").await;
    cast.app.bar(&dinara, cast.command(), child.code, cast.id("saule"), relative).await.unwrap();
    let load = cast.app.caseload(&saule, cast.centre, Some(cast.id("dinara"))).await.unwrap();
    assert!(load.records.is_empty());
    let from = HandOver { from: Some(cast.id("dinara")), ..handing(&cast, "aigul", &[child.id]) };
    assert_eq!(hands(&cast, "saule", from).await.unwrap().gone, 1);
}

async fn more_than_there_is_room_for_goes_only_when_it_is_said(mut cast: Cast) {
    let centre = cast.centre;
    joins(&mut cast, "dinara", "social_worker", centre).await;
    let mut records = Vec::new();
    for number in 0..AT_ONCE + 7 {
        let name = format!("Бала {number} Сәрсенбаева");
        records.push(cast.child("aigul", &name, "2014-05-06").await.id);
    }
    let refused = hands(&cast, "saule", handing(&cast, "marat", &records[..26])).await;
    assert_eq!(reason(refused), "handover-no-room");
    assert_eq!(
        cast.app.whole_record(records[0]).await.unwrap().owner,
        Some(cast.id("aigul")),
        "nothing went"
    );
    assert_eq!(hands(&cast, "saule", handing(&cast, "marat", &records[..25])).await.unwrap().given, 25);
    // A long list goes in steps; what is left is in the answer, and it goes on where it stopped.
    let all = HandOver {
        limit: Limit::Exceeded,
        from: Some(cast.id("aigul")),
        ..handing(&cast, "dinara", &records)
    };
    let first = hands(&cast, "saule", all.clone()).await.unwrap();
    assert_eq!(first.given + first.gone, AT_ONCE);
    assert_eq!(first.records.len(), 7);
    let again = hands(&cast, "saule", all.clone()).await.unwrap();
    assert_eq!((again.given, again.records.len()), (first.given, 7), "cut short and sent again");
    let second = hands(&cast, "saule", HandOver { records: first.records.clone(), ..all }).await.unwrap();
    assert!(second.records.is_empty());
    assert_eq!(first.given + second.given, records.len() - 25);
    let saule = cast.who("saule").await;
    let load = cast.app.caseload(&saule, cast.centre, Some(cast.id("aigul"))).await.unwrap();
    assert!(load.records.is_empty());
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

async fn may_plan(cast: &Cast, login: &str, child: Child) -> bool {
    sees(cast, login, child).await.is_some_and(|opened| opened.grant.may_do("plan.submit"))
}

async fn a_deputy_stands_in_as_long_as_the_leave_lasts(mut cast: Cast) {
    let centre = cast.centre;
    joins(&mut cast, "dinara", "social_worker", centre).await;
    let child = cast.a_child().await;
    visit_due(&cast, "aigul", child, Some("aigul"), 60).await;
    for (sent, why) in [
        (leave(&cast, "aigul", 10, 5, None), "deputy-time"),
        (leave(&cast, "aigul", -20, -1, None), "deputy-time"),
        (leave(&cast, "aigul", 0, 24 * 63, None), "deputy-time"),
        (leave(&cast, "aigul", 24, 72, Some("aigul")), "deputy-unfit"),
        (leave(&cast, "aigul", 24, 72, Some("zarina")), "deputy-unfit"),
        (leave(&cast, "aigul", 24, 72, Some("saule")), "deputy-unfit"),
    ] {
        assert_eq!(reason(sets(&cast, "aigul", sent).await), why);
    }
    sets(&cast, "aigul", leave(&cast, "aigul", 24, 72, Some("marat"))).await.unwrap();
    assert_eq!(reason(sets(&cast, "aigul", leave(&cast, "aigul", 70, 90, None)).await), "leave-overlaps");
    // Whoever is away stands in for nobody, and nobody stands in through somebody.
    let mutual = sets(&cast, "marat", leave(&cast, "marat", 48, 96, Some("aigul"))).await;
    assert_eq!(reason(mutual), "deputy-away");
    let saule = cast.who("saule").await;
    assert_eq!(cast.app.waits_for(&saule).await.unwrap().uncovered, 0);
    sets(&cast, "marat", leave(&cast, "marat", 48, 96, Some("dinara"))).await.unwrap();
    assert_eq!(cast.app.waits_for(&saule).await.unwrap().uncovered, 1, "the deputy is away in part of it");

    assert!(!may_plan(&cast, "marat", child).await, "not before it begins");
    cast.clock.advance(SignedDuration::from_hours(24));
    assert!(may_plan(&cast, "marat", child).await);
    let day = cast.app.day(&cast.who("marat").await).await.unwrap();
    let task = day.tasks.iter().find(|task| task.what == *"goal_step").unwrap();
    assert_eq!(task.instead_of, Some(cast.id("aigul")), "whose work it is");
    cast.clock.advance(SignedDuration::from_hours(25));
    assert!(may_plan(&cast, "marat", child).await);
    assert!(!may_plan(&cast, "dinara", child).await, "no deputy of a deputy");
    cast.clock.advance(SignedDuration::from_hours(23));
    assert!(!may_plan(&cast, "marat", child).await, "over by itself");
    let day = cast.app.day(&cast.who("marat").await).await.unwrap();
    assert!(day.tasks.iter().all(|task| task.instead_of.is_none()));
    rebuilds_alike(&cast, &cast.app).await;
}

async fn a_deputy_stands_in_only_where_the_two_work_together(mut cast: Cast) {
    let other = cast.team("Second centre", "social", None).await;
    joins(&mut cast, "dinara", "social_worker", other).await;
    cast.propose("dinara", "social_worker", Some(cast.centre), None).await;
    cast.confirm("dana", "dinara").await;
    let child = cast.a_child().await;
    // Hers in the second centre, where `marat` does not work.
    let saule = cast.who("saule").await;
    let moved = Assign {
        command: cast.command(),
        code: child.code,
        owner: Some(cast.id("dinara")),
        team: Some(other),
        place: None,
    };
    cast.app.assign(&saule, moved).await.unwrap();
    sets(&cast, "dinara", leave(&cast, "dinara", 0, 48, Some("marat"))).await.unwrap();
    assert!(sees(&cast, "marat", child).await.is_none());
}

async fn a_supervisor_is_told_of_a_leave_without_deputy_and_names_one(cast: Cast) {
    let child = cast.a_child().await;
    for other in ["marat", "dana", "admin", "zarina"] {
        not_found(sets(&cast, other, leave(&cast, "aigul", 0, 48, None)).await);
    }
    sets(&cast, "aigul", leave(&cast, "aigul", 0, 48, None)).await.unwrap();
    let saule = cast.who("saule").await;
    assert_eq!(cast.app.waits_for(&saule).await.unwrap().uncovered, 1);
    assert_eq!(cast.app.waits_for(&cast.who("marat").await).await.unwrap(), app::team::Waits::default());
    let view = cast.app.supervised(&saule).await.unwrap();
    let away = view[0].away[0].clone();
    assert!(!away.is_covered && away.id == cast.id("aigul"));
    let named = SetLeave {
        leave: Some(away.leave),
        from: away.time.from,
        until: away.time.until,
        ..leave(&cast, "aigul", 0, 48, Some("marat"))
    };
    let unknown = SetLeave { leave: Some(LeaveId::from_bytes([7; 16])), ..named.clone() };
    not_found(sets(&cast, "saule", unknown).await);
    cast.app.set_leave(&saule, named.clone()).await.unwrap();
    cast.app.set_leave(&saule, named).await.unwrap();
    assert_eq!(cast.app.waits_for(&saule).await.unwrap().uncovered, 0);
    assert!(may_plan(&cast, "marat", child).await);
    // The deputy goes: told again. The leave ends: over at once.
    let admin = cast.who("admin").await;
    let roles = cast.app.account(&admin, cast.id("marat")).await.unwrap().roles;
    cast.app.end_role(&admin, cast.command(), cast.id("marat"), roles[0].grant).await.unwrap();
    assert_eq!(cast.app.waits_for(&saule).await.unwrap().uncovered, 1);
    assert!(sees(&cast, "marat", child).await.is_none());
    not_found(
        cast.app.end_leave(&cast.who("zarina").await, cast.command(), cast.id("aigul"), away.leave).await,
    );
    cast.app.end_leave(&saule, cast.command(), cast.id("aigul"), away.leave).await.unwrap();
    assert_eq!(cast.app.waits_for(&saule).await.unwrap().uncovered, 0);
}

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

async fn told(cast: &Cast, secret: &str) -> Option<Feed> {
    match cast.app.calendar(secret).await {
        Ok(Told::Feed(feed)) => Some(feed),
        Ok(Told::TooOften) => panic!("too often"),
        Err(Refused::NotFound) => None,
        Err(other) => panic!("{other:?}"),
    }
}

async fn without_a_second_factor_that_is_asked_for_nothing_is_told(cast: Cast) {
    let child = cast.a_child().await;
    visit_due(&cast, "aigul", child, Some("aigul"), 1).await;
    let aigul = cast.who("aigul").await;
    let secret = cast.app.link_calendar(&aigul, cast.command()).await.unwrap().unwrap();
    assert!(told(&cast, &secret).await.is_none());
    cast.app.set_reminders(&aigul, cast.command(), Some("aigul@example.org")).await.unwrap();
    cast.clock.advance(SignedDuration::from_hours(24));
    let job = reminder_job(&cast).await.unwrap();
    assert!(matches!(cast.app.reminder(&job).await.unwrap(), Reminder::Nothing { .. }));
}

async fn reminder_job(cast: &Cast) -> Option<store::Job> {
    let now = cast.clock.now();
    let until = now.checked_add(SignedDuration::from_mins(1)).unwrap();
    let mut jobs = cast.app.store().claim_jobs([6; 16], &[app::reminders::JOB], now, until, 9).await.unwrap();
    assert!(jobs.len() < 2, "one for an account");
    jobs.pop()
}

/// People whose roles hold as soon as they sign in.
async fn in_a_demo() -> Cast {
    Cast::in_house(House::found_as(Kind::Sqlite, Purpose::Demo).await.unwrap()).await
}

#[tokio::test]
async fn a_calendar_reads_numbers_until_its_link_is_dead() {
    let cast = in_a_demo().await;
    let child = cast.a_child().await;
    // Three are due on one day, one of them because it was due before; and a meeting.
    visit_due(&cast, "aigul", child, Some("aigul"), 1).await;
    for _ in 0..2 {
        visit_due(&cast, "aigul", child, Some("aigul"), 30).await;
    }
    let start = in_hours(&cast, 50);
    meets(&cast, "saule", child, start, &["aigul"]).await;
    cast.clock.advance(SignedDuration::from_hours(30));
    let aigul = cast.who("aigul").await;
    let command = cast.command();
    let secret = cast.app.link_calendar(&aigul, command).await.unwrap().unwrap();
    assert!(cast.app.link_calendar(&aigul, command).await.unwrap().is_none(), "shown once");
    let feed = told(&cast, &secret).await.unwrap();
    let by_hand: usize = feed.days.values().map(|day| day.tasks).sum();
    let of_day = cast.app.day(&aigul).await.unwrap().tasks;
    assert!(by_hand >= 3 && by_hand < of_day.len() + 1);
    assert_eq!(feed.meetings.iter().map(|meeting| meeting.start).collect::<Vec<_>>(), [start]);
    // The same names the next time, and of nobody's id.
    let again = told(&cast, &secret).await.unwrap();
    assert_eq!(feed.meetings[0].uid, again.meetings[0].uid);
    let said = format!("{feed:?}");
    for never in [child.id.to_string(), child.code.to_string(), cast.id("aigul").to_string()] {
        assert!(!said.contains(&never), "{never}");
    }
    // Barred from a record: nothing of it is counted.
    let other = cast.child("marat", "Айша Сәрсенбаева", "2012-01-02").await;
    visit_due(&cast, "marat", other, Some("aigul"), 9).await;
    let tasks = |feed: Feed| feed.days.values().map(|day| day.tasks).sum::<usize>();
    assert_eq!(tasks(told(&cast, &secret).await.unwrap()), by_hand + 1);
    let (marat, relative) = (cast.who("marat").await, GroundCode::of("relative"));
    cast.app.bar(&marat, cast.command(), other.code, cast.id("aigul"), relative).await.unwrap();
    assert_eq!(tasks(told(&cast, &secret).await.unwrap()), by_hand);
    // Another link ends the first; taking it back ends that; the end of the account ends all.
    for nonsense in ["", "not a link", &secret[1..], &"x".repeat(5000)] {
        assert!(told(&cast, nonsense).await.is_none());
    }
    let second = cast.app.link_calendar(&aigul, cast.command()).await.unwrap().unwrap();
    assert!(told(&cast, &secret).await.is_none());
    assert!(told(&cast, &second).await.is_some());
    cast.app.unlink_calendar(&aigul, cast.command()).await.unwrap();
    assert!(told(&cast, &second).await.is_none());
    let third = cast.app.link_calendar(&aigul, cast.command()).await.unwrap().unwrap();
    assert!(told(&cast, &third).await.is_some());
    let admin = cast.who("admin").await;
    cast.app.close_account(&admin, cast.command(), aigul.user()).await.unwrap();
    assert!(told(&cast, &third).await.is_none(), "at once");
    cast.app.reopen_account(&admin, cast.command(), aigul.user()).await.unwrap();
    assert!(told(&cast, &third).await.is_none(), "for ever");
    let fourth = cast.app.link_calendar(&aigul, cast.command()).await.unwrap().unwrap();
    cast.clock.advance_days(366);
    assert!(told(&cast, &fourth).await.is_none(), "a year");
}

#[tokio::test]
async fn a_calendar_that_asks_too_often_waits() {
    let cast = in_a_demo().await;
    let aigul = cast.who("aigul").await;
    let secret = cast.app.link_calendar(&aigul, cast.command()).await.unwrap().unwrap();
    let mut answered = 0;
    while let Told::Feed(_) = cast.app.calendar(&secret).await.unwrap() {
        answered += 1;
        assert!(answered < 100);
    }
    assert!(answered >= 10);
    cast.clock.advance(SignedDuration::from_hours(1));
    assert!(told(&cast, &secret).await.is_some());
}

#[tokio::test]
async fn a_letter_counts_what_is_due_and_goes_to_nobody_who_is_away() {
    let cast = in_a_demo().await;
    let child = cast.a_child().await;
    visit_due(&cast, "aigul", child, Some("aigul"), 1).await;
    let aigul = cast.who("aigul").await;
    for bad in ["aigul", "a@b", "a@b.kz\r\nBcc: c@d.kz"] {
        assert_eq!(reason(cast.app.set_reminders(&aigul, cast.command(), Some(bad)).await), "email-form");
    }
    assert!(reminder_job(&cast).await.is_none(), "nothing is put up for whoever has no address");
    cast.app.set_reminders(&aigul, cast.command(), Some(" aigul@example.org ")).await.unwrap();
    cast.app.set_reminders(&aigul, cast.command(), Some("aigul@example.org")).await.unwrap();
    cast.clock.advance(SignedDuration::from_hours(25));
    let job = reminder_job(&cast).await.unwrap();
    let Reminder::Send { to, language, due, next } = cast.app.reminder(&job).await.unwrap() else { panic!() };
    assert_eq!((to.as_str(), language.as_str()), ("aigul@example.org", "en"));
    assert!(due >= 1 && next > cast.clock.now());
    // Away: left in peace, and whoever stands in is told.
    sets(&cast, "aigul", leave(&cast, "aigul", 0, 48, Some("marat"))).await.unwrap();
    assert!(matches!(cast.app.reminder(&job).await.unwrap(), Reminder::Nothing { .. }));
    cast.app.set_reminders(&cast.who("marat").await, cast.command(), Some("m@example.org")).await.unwrap();
    cast.clock.advance(SignedDuration::from_hours(25));
    let (now, later) = (cast.clock.now(), in_hours(&cast, 1));
    let jobs = cast.app.store().claim_jobs([6; 16], &[app::reminders::JOB], now, later, 9).await.unwrap();
    let of_marat = jobs.into_iter().find(|known| known.id != job.id).unwrap();
    assert!(matches!(cast.app.reminder(&of_marat).await.unwrap(), Reminder::Send { .. }));
    cast.app.set_reminders(&aigul, cast.command(), None).await.unwrap();
    assert!(matches!(cast.app.reminder(&job).await.unwrap(), Reminder::Over));
    let admin = cast.who("admin").await;
    cast.app.close_account(&admin, cast.command(), cast.id("marat")).await.unwrap();
    assert!(matches!(cast.app.reminder(&of_marat).await.unwrap(), Reminder::Over));
}

on_both! {
    a_caseload_is_handed_on_with_all_that_belongs_to_it,
    who_must_not_have_a_record_is_not_said,
    more_than_there_is_room_for_goes_only_when_it_is_said,
    a_deputy_stands_in_as_long_as_the_leave_lasts,
    a_deputy_stands_in_only_where_the_two_work_together,
    a_supervisor_is_told_of_a_leave_without_deputy_and_names_one,
    nothing_is_left_behind_by_somebody_who_goes,
    a_role_that_ends_takes_its_tasks_and_leaves_the_others,
    a_team_closes_when_nothing_is_left_with_it,
    without_a_second_factor_that_is_asked_for_nothing_is_told,
}
