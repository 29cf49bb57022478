//! The worker, on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod letters;

use app::account::found::Purpose;
use jiff::SignedDuration;
use store::Job;
use testkit::{Cast, on_both};
use worker::{Chore, Pace, Worker};

/// How many chores come round every hour.
fn hourly() -> usize {
    Chore::ALL.iter().filter(|chore| chore.every() <= SignedDuration::from_hours(1)).count()
}

fn worker(app: &app::App) -> Worker {
    Worker::new(app.clone(), Pace::default()).unwrap()
}

async fn each_chore_comes_round_on_one_node_at_a_time(cast: Cast) {
    let other = cast.another_node(Purpose::Real).await.unwrap();
    let size = cast.app.store().head().await.unwrap().size;
    let (first, second) = (worker(&cast.app), worker(&other));
    let both = tokio::join!(first.turn(), second.turn());
    assert_eq!(both.0.unwrap() + both.1.unwrap(), Chore::ALL.len());
    assert_eq!(first.turn().await.unwrap(), 0, "nothing is due before its time");
    let kept = cast.app.store().checkpoints_from(0, 10).await.unwrap();
    assert!(kept.last().unwrap().size >= size, "what had happened before is covered");
    cast.clock.advance(SignedDuration::from_mins(61));
    assert_eq!(second.turn().await.unwrap(), hourly(), "what comes round every hour");
    cast.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(first.turn().await.unwrap(), Chore::ALL.len());
}

async fn what_is_old_is_swept_and_nothing_else(cast: Cast) {
    let draft = |cast: &Cast, n: u8| store::Draft {
        account: cast.id("aigul"),
        id: [n; 16],
        changed_at: cast.clock.now(),
        sealed: vec![1; 40],
    };
    cast.app.store().save_draft(draft(&cast, 1)).await.unwrap();
    let child = cast.a_child().await;
    let demo = cast.command();
    let who = cast.who("aigul").await;
    let old = app::case::set_urgency::SetUrgency {
        command: demo,
        code: child.code,
        to: domain::Urgency::Soon,
        reason: "seen".into(),
    };
    cast.app.set_urgency(&who, old.clone()).await.unwrap();
    cast.clock.advance_days(13);
    cast.app.store().save_draft(draft(&cast, 2)).await.unwrap();
    worker(&cast.app).turn().await.unwrap();
    assert_eq!(cast.app.store().drafts(cast.id("aigul"), 9).await.unwrap().len(), 2);
    cast.clock.advance_days(2);
    worker(&cast.app).turn().await.unwrap();
    let left = cast.app.store().drafts(cast.id("aigul"), 9).await.unwrap();
    assert_eq!(left.iter().map(|draft| draft.id[0]).collect::<Vec<_>>(), [2]);
    assert!(cast.app.store().command(demo).await.unwrap().is_some(), "a command is remembered for longer");
    cast.clock.advance_days(80);
    worker(&cast.app).turn().await.unwrap();
    assert!(cast.app.store().command(demo).await.unwrap().is_none());
    // The chain forgets nothing.
    assert!(cast.app.whole_record(child.id).await.unwrap().urgency.is_some());
}

async fn the_work_of_a_node_that_died_is_taken_up(cast: Cast) {
    worker(&cast.app).turn().await.unwrap();
    cast.clock.advance(SignedDuration::from_mins(61));
    // Claimed by somebody who never finishes.
    let now = cast.clock.now();
    let until = now.checked_add(SignedDuration::from_mins(15)).unwrap();
    let claimed = cast.app.store().claim_jobs([9; 16], &[], now, until, 9).await.unwrap();
    assert_eq!(claimed.len(), hourly());
    let alive = worker(&cast.app);
    assert_eq!(alive.turn().await.unwrap(), 0);
    cast.clock.advance(SignedDuration::from_mins(16));
    assert_eq!(alive.turn().await.unwrap(), hourly());
    // The dead one, come back, has lost them.
    assert!(!cast.app.store().finish_job(claimed[0].id, [9; 16]).await.unwrap());
}

async fn unknown_work_is_left_for_another(cast: Cast) {
    let job = Job {
        id: [7; 16],
        kind: "fly".into(),
        due: cast.clock.now(),
        claimed_by: None,
        claimed_until: None,
        attempts: 0,
        sealed: Vec::new(),
    };
    cast.app.store().enqueue(job).await.unwrap();
    assert_eq!(worker(&cast.app).turn().await.unwrap(), Chore::ALL.len());
    let job = cast.app.store().job([7; 16]).await.unwrap().unwrap();
    assert!(job.claimed_by.is_none() && job.due > cast.clock.now());
}

async fn an_interrupted_change_of_keys_is_finished(cast: Cast) {
    cast.a_child().await;
    // The ring has moved on, and the node died before it wrapped anything again.
    cast.app.ring().rotate(cast.clock.now().as_microsecond()).unwrap();
    assert!(cast.app.destroy_epoch(1).await.is_err());
    worker(&cast.app).turn().await.unwrap();
    cast.app.destroy_epoch(1).await.unwrap();
}

async fn it_stops_when_told(cast: Cast) {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(worker(&cast.app).run(async move { drop(stopped.await) }));
    stop.send(()).unwrap();
    tokio::time::timeout(std::time::Duration::from_secs(20), running).await.unwrap().unwrap();
}

on_both![
    each_chore_comes_round_on_one_node_at_a_time,
    what_is_old_is_swept_and_nothing_else,
    the_work_of_a_node_that_died_is_taken_up,
    unknown_work_is_left_for_another,
    an_interrupted_change_of_keys_is_finished,
    it_stops_when_told,
];
