//! Leave: a deputy stands in as long as it lasts, and only where the two work together.

use super::*;
use crate::chain::rebuilds_alike;
use crate::steps::*;
use app::{account::leave::SetLeave, case::assign::Assign};
use domain::LeaveId;
use jiff::SignedDuration;
use testkit::{Cast, Child, on_both};

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

on_both! {
    a_deputy_stands_in_as_long_as_the_leave_lasts,
    a_deputy_stands_in_only_where_the_two_work_together,
    a_supervisor_is_told_of_a_leave_without_deputy_and_names_one,
}
