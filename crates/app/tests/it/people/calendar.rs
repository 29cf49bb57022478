//! What a calendar and a letter are told: numbers, and nothing of anybody.

use super::*;
use crate::steps::*;
use app::{
    Refused, account::calendar::Feed, account::calendar::Told, account::found::Purpose, reminders::Reminder,
};
use domain::GroundCode;
use jiff::SignedDuration;
use testkit::{Cast, House, Kind, on_both};

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
    without_a_second_factor_that_is_asked_for_nothing_is_told,
}
