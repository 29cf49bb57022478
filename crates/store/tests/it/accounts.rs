//! Sessions, links, sign-in names, drafts and jobs.

use store::{Commit, Draft, Job, Link, Record, Row, Session, fixture::Database};
use tokio::task::JoinSet;

use crate::build::*;

on_both!(
    a_session_lasts_until_its_end,
    a_session_comes_with_its_account_and_those_it_may_stand_in_for,
    a_link_is_used_once,
    failures_are_counted_and_forgotten,
    drafts_are_kept_apart_by_account,
    a_job_is_claimed_by_one_worker_at_a_time,
    a_job_of_a_dead_worker_is_claimed_again,
);

fn session(n: u8, account: u64) -> Session {
    Session {
        token_hash: vec![n; 32],
        account: user(account),
        created_at: at(0),
        seen_at: at(0),
        expires_at: at(100),
        sealed: vec![n],
    }
}

async fn a_session_lasts_until_its_end(db: Database) {
    let store = db.open().await.unwrap();
    for n in 0..4 {
        store.begin_session(session(n, u64::from(n % 2))).await.unwrap();
    }
    assert!(store.begin_session(session(0, 0)).await.is_err(), "the same secret twice");
    assert!(store.session(&[0; 32], at(99)).await.unwrap().is_some());
    assert_eq!(store.session(&[0; 32], at(100)).await.unwrap(), None);
    store.touch_session(&[0; 32], at(90), at(190)).await.unwrap();
    let seen = store.session(&[0; 32], at(100)).await.unwrap().unwrap();
    assert_eq!((seen.seen_at, seen.expires_at), (at(90), at(190)));
    store.reseal_session(&[0; 32], vec![9]).await.unwrap();
    assert_eq!(store.session(&[0; 32], at(100)).await.unwrap().unwrap().sealed, [9]);
    let rows = vec![Row::EndSessions { account: user(0), keep: Some(vec![0; 32]) }];
    store.commit(Commit { rows, ..Commit::new(command(1), user(1), at(0)) }).await.unwrap();
    assert_eq!(store.sessions_of(user(0)).await.unwrap().len(), 1);
    assert_eq!(store.sessions_of(user(1)).await.unwrap().len(), 2);
    let rows = vec![Row::EndSessions { account: user(0), keep: None }];
    store.commit(Commit { rows, ..Commit::new(command(2), user(1), at(0)) }).await.unwrap();
    assert_eq!(store.sessions_of(user(0)).await.unwrap(), []);
    store.end_session(&[1; 32]).await.unwrap();
    assert_eq!(store.end_sessions(user(1)).await.unwrap(), 1);
    store.begin_session(session(7, 7)).await.unwrap();
    store.sweep_sessions(at(100)).await.unwrap();
    assert_eq!(store.sessions_of(user(7)).await.unwrap().len(), 1);
    store.sweep_sessions(at(101)).await.unwrap();
    assert_eq!(store.sessions_of(user(7)).await.unwrap(), []);
}

async fn a_session_comes_with_its_account_and_those_it_may_stand_in_for(db: Database) {
    let store = db.open().await.unwrap();
    let account = record_id(1);
    store.begin_session(Session { account, ..session(1, 0) }).await.unwrap();
    for n in 1..=4 {
        store.commit(opening(n)).await.unwrap();
    }
    // Two accounts and a child that it has a relation with, one of the accounts until a time.
    let of = |n: u64, kind: &'static str, until| {
        let record = Record { kind: domain::Kind::of(kind), ..row(n) };
        [Row::Record(record), Row::Relations { record: record_id(n), parties: vec![(account, until)] }]
    };
    let rows = [of(2, "account", None), of(3, "account", Some(at(50))), of(4, "child", None)].concat();
    store.load_projections(rows).await.unwrap();

    let sitting = store.sitting(&[1; 32], at(49)).await.unwrap().unwrap();
    assert_eq!(sitting.session.account, account);
    assert_eq!(sitting.slots, store.slots(account).await.unwrap());
    assert_eq!(sitting.events, store.events(account).await.unwrap());
    assert_eq!(sitting.events.len(), 1);
    let mut related = sitting.related;
    related.sort_unstable_by_key(|id| id.as_bytes()[15]);
    assert_eq!(related, [record_id(2), record_id(3)]);
    assert_eq!(store.sitting(&[1; 32], at(50)).await.unwrap().unwrap().related, [record_id(2)]);
    assert!(store.sitting(&[1; 32], at(100)).await.unwrap().is_none(), "it has ended");
    assert!(store.sitting(&[2; 32], at(0)).await.unwrap().is_none(), "nobody's");
}

async fn a_link_is_used_once(db: Database) {
    let store = db.open().await.unwrap();
    let link = |n: u8| Link {
        token_hash: vec![n; 32],
        account: user(1),
        purpose: 2,
        expires_at: at(100),
        used_at: None,
    };
    store.make_link(link(1)).await.unwrap();
    store.make_link(link(2)).await.unwrap();
    assert_eq!(store.use_link(&[1; 32], 3, at(1)).await.unwrap(), None, "for another purpose");
    assert_eq!(store.use_link(&[1; 32], 2, at(100)).await.unwrap(), None, "too late");
    assert!(store.link(&[1; 32], 2, at(1)).await.unwrap().is_some());
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        let store = store.clone();
        tasks.spawn(async move { store.use_link(&[1; 32], 2, at(1)).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().flatten().count(), 1);
    assert_eq!(store.link(&[1; 32], 2, at(1)).await.unwrap(), None);
    store.void_links(user(1), 2).await.unwrap();
    assert_eq!(store.use_link(&[2; 32], 2, at(1)).await.unwrap(), None);
}

async fn failures_are_counted_and_forgotten(db: Database) {
    let store = db.open().await.unwrap();
    let rows = vec![Row::Login { token: vec![1], account: user(1) }];
    store.commit(Commit { rows, ..Commit::new(command(1), user(1), at(0)) }).await.unwrap();
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        let store = store.clone();
        tasks.spawn(async move { store.count_login_failure(&[1]).await.unwrap().unwrap() });
    }
    let mut counted = tasks.join_all().await;
    counted.sort_unstable();
    assert_eq!(counted, (1..=10).collect::<Vec<_>>());
    assert_eq!(store.count_login_failure(&[2]).await.unwrap(), None);
    store.lock_login(&[1], at(50)).await.unwrap();
    let login = store.login(&[1]).await.unwrap().unwrap();
    assert_eq!((login.failures, login.locked_until), (10, Some(at(50))));
    store.clear_login(&[1]).await.unwrap();
    let login = store.logins_of(user(1)).await.unwrap().remove(0);
    assert_eq!((login.failures, login.locked_until), (0, None));
}

async fn drafts_are_kept_apart_by_account(db: Database) {
    let store = db.open().await.unwrap();
    let draft = |account, seconds| Draft {
        account: user(account),
        id: id16(1),
        changed_at: at(seconds),
        sealed: vec![u8::try_from(seconds).unwrap()],
    };
    store.save_draft(draft(1, 1)).await.unwrap();
    store.save_draft(draft(2, 2)).await.unwrap();
    store.save_draft(draft(1, 3)).await.unwrap();
    assert_eq!(store.draft(user(1), id16(1)).await.unwrap(), Some(draft(1, 3)));
    assert_eq!(store.drafts(user(2), 10).await.unwrap(), [draft(2, 2)]);
    let rows = vec![Row::DeleteDraft { account: user(1), id: id16(1) }];
    store.commit(Commit { rows, ..Commit::new(command(1), user(1), at(0)) }).await.unwrap();
    assert_eq!(store.draft(user(1), id16(1)).await.unwrap(), None);
    assert_eq!(store.sweep_drafts(at(3)).await.unwrap(), 1);
}

fn job(n: u64, due: i64) -> Job {
    Job {
        id: id16(n),
        kind: if n.is_multiple_of(2) { "even".into() } else { "odd".into() },
        due: at(due),
        claimed_by: None,
        claimed_until: None,
        attempts: 0,
        sealed: vec![1],
    }
}

async fn a_job_is_claimed_by_one_worker_at_a_time(db: Database) {
    let nodes = [db.open().await.unwrap(), db.open().await.unwrap()];
    let rows = (0..40).map(|n| Row::Job(job(n, 10))).collect();
    nodes[0].commit(Commit { rows, ..Commit::new(command(1), user(1), at(0)) }).await.unwrap();
    nodes[0].enqueue(job(100, 500)).await.unwrap();
    assert!(nodes[0].claim_jobs(id16(1), &[], at(9), at(60), 10).await.unwrap().is_empty(), "not due yet");
    let mut tasks = JoinSet::new();
    for worker in 0..8_u64 {
        let store = nodes[usize::try_from(worker % 2).unwrap()].clone();
        tasks.spawn(
            async move { store.claim_jobs(id16(worker), &["even"], at(10), at(60), 5).await.unwrap() },
        );
    }
    let claimed: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    let mut ids: Vec<_> = claimed.iter().map(|job| job.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), claimed.len(), "no job twice");
    assert!(
        claimed
            .iter()
            .all(|job| job.kind == "even" && job.attempts == 1 && job.claimed_until == Some(at(60)))
    );
    assert_eq!(nodes[0].job_backlog(at(10)).await.unwrap(), (40, Some(at(10))));
}

async fn a_job_of_a_dead_worker_is_claimed_again(db: Database) {
    let store = db.open().await.unwrap();
    store.enqueue(job(1, 0)).await.unwrap();
    let (dead, alive) = (id16(1), id16(2));
    assert_eq!(store.claim_jobs(dead, &[], at(0), at(60), 10).await.unwrap().len(), 1);
    assert!(store.claim_jobs(alive, &[], at(59), at(90), 10).await.unwrap().is_empty());
    assert!(store.extend_claim(id16(1), dead, at(70)).await.unwrap());
    assert!(store.claim_jobs(alive, &[], at(60), at(90), 10).await.unwrap().is_empty());
    let again = store.claim_jobs(alive, &[], at(70), at(90), 10).await.unwrap();
    assert_eq!(again[0].attempts, 2);
    assert!(!store.finish_job(id16(1), dead).await.unwrap(), "it is another's now");
    assert!(store.postpone_job(id16(1), alive, at(200)).await.unwrap());
    assert!(store.claim_jobs(alive, &[], at(199), at(300), 10).await.unwrap().is_empty());
    assert_eq!(store.claim_jobs(alive, &[], at(200), at(300), 10).await.unwrap().len(), 1);
    assert!(store.finish_job(id16(1), alive).await.unwrap());
    assert_eq!(store.job(id16(1)).await.unwrap(), None);
}
