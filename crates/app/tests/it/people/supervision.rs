//! Whose supervision is due, and what of a team's work is overdue.

use super::*;
use app::team::{Supervision, TeamView};
use domain::{GroundCode, Urgency};
use jiff::civil::date;
use testkit::{Cast, on_both};

async fn talks(cast: &Cast, child: Child, held: &str, next: &str) {
    let mut said = vec![
        ("held_on", held),
        ("format", "individual"),
        ("looked_at", "plan"),
        ("what_said", "How to go on"),
        ("worker_is", "well"),
        ("agreed", "A visit before Friday"),
    ];
    if !next.is_empty() {
        said.push(("next_on", next));
    }
    fills(cast, "saule", form(cast, child, "supervision", 0, &said)).await.unwrap();
}

async fn team(cast: &Cast) -> TeamView {
    let mut teams = cast.app.supervised(&cast.who("saule").await).await.unwrap();
    teams.retain(|team| team.team == cast.centre);
    teams.pop().unwrap()
}

async fn of(cast: &Cast, login: &str) -> Option<Supervision> {
    team(cast).await.workers.into_iter().find(|worker| worker.id == cast.id(login)).unwrap().supervision
}

async fn a_talk_counts_for_whoever_had_the_record(cast: Cast) {
    let today = cast.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    assert_eq!(today, date(2026, 3, 2), "the days below are written for this one");
    let (one, two) = (cast.a_child().await, cast.child("marat", "Айша Сәрсенбаева", "2012-01-02").await);
    let due = |of: Option<Supervision>| of.is_some_and(|it| it.is_due(today));

    let never = Some(Supervision { held: None, due: None });
    assert_eq!((of(&cast, "aigul").await, of(&cast, "marat").await), (never, never));
    assert!(due(never), "who was never supervised is due");
    assert_eq!(cast.app.waits_for(&cast.who("saule").await).await.unwrap().supervision, 2);
    assert_eq!(cast.app.waits_for(&cast.who("aigul").await).await.unwrap().supervision, 0);

    // A week at most, or sooner where sooner was agreed.
    talks(&cast, one, "2026-02-20", "2026-04-30").await;
    let known = Supervision { held: Some(date(2026, 2, 20)), due: Some(date(2026, 2, 27)) };
    assert_eq!(of(&cast, "aigul").await, Some(known));
    assert!(due(of(&cast, "aigul").await));
    talks(&cast, one, "2026-03-01", "2026-03-04").await;
    let known = Supervision { held: Some(date(2026, 3, 1)), due: Some(date(2026, 3, 4)) };
    assert_eq!(of(&cast, "aigul").await, Some(known), "the last counts");
    assert!(!due(Some(known)));
    assert_eq!(cast.app.waits_for(&cast.who("saule").await).await.unwrap().supervision, 1);

    // The record goes to a colleague, who reads the talk and has not had it; the one who had it keeps it.
    cast.clock.advance(SignedDuration::from_mins(1));
    hands(&cast, "saule", handing(&cast, "marat", &[one.id])).await.unwrap();
    let mine = cast.child("aigul", "Дана Ахметова", "2014-05-02").await;
    assert_eq!(of(&cast, "marat").await, never);
    assert_eq!(of(&cast, "aigul").await, Some(known));

    // What the supervisor is kept away from tells nothing.
    talks(&cast, two, "2026-03-02", "").await;
    assert_eq!(of(&cast, "marat").await.unwrap().held, Some(date(2026, 3, 2)));
    let marat = cast.who("marat").await;
    let relative = GroundCode::of("relative");
    cast.app.bar(&marat, cast.command(), two.code, cast.id("saule"), relative).await.unwrap();
    assert_eq!(of(&cast, "marat").await, never);
    assert!(sees(&cast, "aigul", mine).await.is_some());
}

async fn what_is_overdue_is_counted_by_sector_for_who_may_read_it(cast: Cast) {
    let child = cast.a_child().await;
    let before = team(&cast).await.late_by_sector;
    visit_due(&cast, "aigul", child, Some("aigul"), 30).await;
    visit_due(&cast, "aigul", child, Some("aigul"), 31).await;
    // A meeting has no sector, and is over when it is over.
    meets(&cast, "saule", child, in_hours(&cast, 20), &["aigul"]).await;
    assert_eq!(team(&cast).await.late_by_sector, before, "nothing is overdue before its time");
    cast.clock.advance(SignedDuration::from_hours(32));
    let social =
        |of: &[(Sector, usize)]| of.iter().find(|(sector, _)| *sector == *"social").map_or(0, |it| it.1);
    let after = team(&cast).await;
    let late: usize = after.late_by_sector.iter().map(|(_, count)| count).sum();
    let tasks = record(&cast, child).await;
    let open = tasks.open_tasks().into_iter().filter(|task| task.added.due < cast.clock.now());
    let expected = open.filter(|task| tasks.conference_of(task.added.task).is_none()).count();
    assert_eq!(late, expected);
    assert!(social(&after.late_by_sector) >= 2);
    let sorted = after.late_by_sector.windows(2).all(|pair| pair[0].1 >= pair[1].1);
    assert!(sorted, "the most first");
    // Kept away from the record, nothing of it is in a figure.
    let aigul = cast.who("aigul").await;
    let relative = GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("saule"), relative).await.unwrap();
    assert_eq!(social(&team(&cast).await.late_by_sector), 0);
}

async fn fewer_cases_where_most_are_urgent(cast: Cast) {
    let (one, two) = (cast.a_child().await, cast.child("aigul", "Айша Сәрсенбаева", "2012-01-02").await);
    let limit = async || {
        let team = team(&cast).await;
        team.workers.iter().find(|worker| worker.id == cast.id("aigul")).unwrap().limit
    };
    assert_eq!(limit().await, Some(25));
    urgency(&cast, "aigul", one, Urgency::Urgent).await.unwrap();
    assert_eq!(limit().await, Some(25), "one of two is not most");
    urgency(&cast, "aigul", two, Urgency::Urgent).await.unwrap();
    assert_eq!(limit().await, Some(15));
}

on_both! {
    a_talk_counts_for_whoever_had_the_record,
    what_is_overdue_is_counted_by_sector_for_who_may_read_it,
    fewer_cases_where_most_are_urgent,
}
