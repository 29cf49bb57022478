//! The weekly counts: who reads them, that a week is counted once, and that nobody is found in them.

use app::Refused;
use domain::{CountTable, Stage};
use testkit::{Cast, on_both};

use crate::{chain::rebuilds_alike, steps::*};

fn children(counted: &domain::Counted) -> &CountTable {
    counted.tables.iter().find(|table| table.kind == "child").unwrap()
}

async fn a_week_is_counted_once_and_a_few_are_never_shown(mut cast: Cast) {
    cast.account("madina").await;
    cast.propose("madina", "ministry_coordinator", None, Some("kz")).await;
    let madina = cast.who("madina").await;
    assert!(cast.app.weekly_counts(&madina, None).await.unwrap().is_none(), "nothing was counted yet");

    for number in 0..4 {
        cast.child("aigul", &format!("Айша {number}"), "2015-03-01").await;
    }
    let week = cast.app.count_week().await.unwrap().unwrap();
    assert_eq!(week.weekday(), jiff::civil::Weekday::Monday);
    // Not by a second look at the queue, nor by a second node that counted at the same moment.
    assert_eq!(cast.app.count_week().await.unwrap(), None);
    let seen = cast.app.weekly_counts(&madina, Some(week)).await.unwrap().unwrap();
    assert!(children(&seen.counted).lines.concat().iter().all(Option::is_none), "four children are too few");

    for number in 4..11 {
        cast.child("aigul", &format!("Айша {number}"), "2015-03-01").await;
    }
    assert_eq!(cast.app.count_week().await.unwrap(), None, "the week stands as it was counted");
    cast.clock.advance_days(7);
    let next = cast.app.count_week().await.unwrap().unwrap();
    let seen = cast.app.weekly_counts(&madina, None).await.unwrap().unwrap();
    assert_eq!((seen.counted.week, seen.weeks.len()), (next, 2));
    assert_eq!(children(&seen.counted).figure(None, None), Some(11));

    // Two more are not shown, and six more are; what was shown before stays to be looked at.
    for (born, shown) in [(2, 11), (4, 17)] {
        for number in 0..born {
            cast.child("aigul", &format!("Зере {number}"), "2016-03-01").await;
        }
        cast.clock.advance_days(7);
        cast.app.count_week().await.unwrap().unwrap();
        let seen = cast.app.weekly_counts(&madina, None).await.unwrap().unwrap();
        assert_eq!(children(&seen.counted).figure(None, None), Some(shown));
    }
    let then = cast.app.weekly_counts(&madina, Some(next)).await.unwrap().unwrap();
    assert_eq!(children(&then.counted).figure(None, None), Some(11));
    let never = week.checked_sub(jiff::Span::new().weeks(1)).unwrap();
    assert!(matches!(cast.app.weekly_counts(&madina, Some(never)).await, Err(Refused::NotFound)));
    rebuilds_alike(&cast, &cast.app).await;
}

async fn only_whoever_plans_reads_them_and_finds_no_record(mut cast: Cast) {
    cast.account("madina").await;
    cast.propose("madina", "ministry_coordinator", None, Some("kz")).await;
    let child = cast.a_child().await;
    cast.app.count_week().await.unwrap();
    for nobody in ["aigul", "zarina", "bolat", "timur", "admin", "rustem"] {
        let who = cast.who(nobody).await;
        assert!(!cast.app.reads_counts(&who), "{nobody}");
        assert!(matches!(cast.app.weekly_counts(&who, None).await, Err(Refused::NotFound)), "{nobody}");
    }
    assert!(cast.app.weekly_counts(&cast.who("saule").await, None).await.unwrap().is_some());
    let madina = cast.who("madina").await;
    not_found(cast.app.open_code(&madina, &child.code, app::Door::page(app::Shown::Record)).await);
    // The counts' own record is opened by nobody, whatever they do with its code.
    let kinds = vec![domain::Kind::of("counts")];
    let list = store::List::new(vec![store::Branch::All], kinds, cast.clock.now());
    let counts = cast.app.store().list(&list).await.unwrap();
    let code = record_of(&cast, counts[0].id).await.opened.unwrap().0.code;
    for somebody in ["madina", "saule", "admin", "timur"] {
        let who = cast.who(somebody).await;
        not_found(cast.app.open_code(&who, &code, app::Door::page(app::Shown::Record)).await);
    }
    let stages: Vec<Stage> =
        cast.app.protocol().stages("child").unwrap().iter().map(|stage| stage.code.clone()).collect();
    let seen = cast.app.weekly_counts(&madina, None).await.unwrap().unwrap();
    let mut counted = children(&seen.counted).stages.concat();
    counted.sort();
    let mut all = stages;
    all.sort();
    assert_eq!(counted, all, "every stage is in one column");
}

async fn record_of(cast: &Cast, id: domain::RecordId) -> domain::Record {
    cast.app.whole_record(id).await.unwrap()
}

on_both![a_week_is_counted_once_and_a_few_are_never_shown, only_whoever_plans_reads_them_and_finds_no_record,];
