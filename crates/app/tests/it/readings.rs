//! The reading log: what was shown is written down before it is shown, and the officer finds it, without content.

use app::{
    Answer, Door, Filter, Shown,
    officer::{ReadLine, ReadingSearch},
};
use testkit::{Cast, on_both};

use crate::steps::*;

async fn searched(cast: &Cast, by: &str, search: &ReadingSearch) -> Answer<Vec<ReadLine>> {
    Ok(cast.app.search_readings(&cast.who(by).await, search).await?.lines)
}

async fn opening_and_listing_is_written_down(cast: Cast) {
    let (child, other) = (cast.a_child().await, cast.child("marat", "Ерлан", "2013-01-01").await);
    let of = |code| ReadingSearch { code: Some(code), ..ReadingSearch::default() };
    assert!(searched(&cast, "dana", &of(child.code)).await.unwrap().is_empty());
    let aigul = cast.who("aigul").await;
    cast.app.open(&aigul, child.id, Door::page(Shown::Record)).await.unwrap();
    cast.app.list(&aigul, Shown::Children, &Filter::of("child"), None, 20).await.unwrap();
    cast.app.day(&aigul).await.unwrap();
    let lines = searched(&cast, "dana", &of(child.code)).await.unwrap();
    let mut pages: Vec<Shown> = lines.iter().map(|line| line.read.page).collect();
    pages.sort_unstable();
    // Two of these are the officer's own search before, which found nothing and was written down.
    assert_eq!(pages, [Shown::Day, Shown::Children, Shown::Record, Shown::OfficerReadings]);
    let opened = lines.iter().find(|line| line.read.page == Shown::Record).unwrap();
    assert_eq!(opened.actor, aigul.user());
    assert_eq!(opened.at, cast.clock.now());
    assert_eq!(opened.codes, [child.code]);
    let (role, relation) =
        opened.read.grounds.iter().find(|(_, relation)| *relation == policy::Relation::Owner).unwrap();
    assert_eq!((role.as_str(), relation.code()), ("social_worker", "owner"));
    // One entry names every record of a page, and the other child's line is not found by this one's code alone.
    let listed = lines.iter().find(|line| line.read.page == Shown::Children).unwrap();
    assert!(listed.codes.contains(&other.code), "the colleague's case is in the team's list");
    let by_her = ReadingSearch { actor: Some(aigul.user()), ..ReadingSearch::default() };
    let lines = searched(&cast, "dana", &by_her).await.unwrap();
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line.actor == aigul.user()));
}

async fn what_is_refused_is_not_written_down_as_read(cast: Cast) {
    let child = cast.a_child().await;
    let zarina = cast.who("zarina").await;
    not_found(cast.app.open(&zarina, child.id, Door::page(Shown::Record)).await);
    cast.app.list(&zarina, Shown::Children, &Filter::of("child"), None, 20).await.unwrap();
    let by = ReadingSearch { actor: Some(zarina.user()), ..ReadingSearch::default() };
    assert!(searched(&cast, "dana", &by).await.unwrap().is_empty());
}

async fn a_reason_given_for_an_emergency_stands_in_the_log(cast: Cast) {
    let child = cast.a_child().await;
    let marat = cast.who("marat").await;
    cast.app
        .open(&marat, child.id, Door::with_reason(Shown::PrintSlips, "handed to the mother"))
        .await
        .unwrap();
    let by = ReadingSearch { actor: Some(marat.user()), ..ReadingSearch::default() };
    let lines = searched(&cast, "dana", &by).await.unwrap();
    assert_eq!(lines[0].read.reason.as_ref().unwrap().as_str(), "handed to the mother");
}

async fn only_the_officer_searches_it(cast: Cast) {
    for login in ["admin", "aigul", "saule", "zarina", "rustem"] {
        not_found(searched(&cast, login, &ReadingSearch::default()).await);
    }
}

async fn a_month_has_a_key_of_its_own(cast: Cast) {
    let child = cast.a_child().await;
    cast.app.open(&cast.who("aigul").await, child.id, Door::page(Shown::Record)).await.unwrap();
    cast.clock.advance_days(40);
    cast.app.open(&cast.who("aigul").await, child.id, Door::page(Shown::Record)).await.unwrap();
    let search = ReadingSearch {
        code: Some(child.code),
        from: Some("2026-01-01T00:00:00Z".parse().unwrap()),
        ..ReadingSearch::default()
    };
    let lines = searched(&cast, "dana", &search).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].at > lines[1].at, "newest first");
    let rows = cast.app.store().readings_at(0..u64::MAX >> 1).await.unwrap();
    let slots: std::collections::BTreeSet<_> = rows.iter().map(|row| row.slot).collect();
    assert_eq!(slots.len(), 2);
}

async fn many_readers_at_the_turn_of_a_month(cast: Cast) {
    let child = cast.a_child().await;
    let nodes = [cast.app.clone(), cast.another_node(app::account::found::Purpose::Real).await.unwrap()];
    cast.clock.advance_days(31);
    let mut at_once = Vec::new();
    for n in 0..10 {
        let (app, aigul) = (nodes[n % 2].clone(), cast.who("aigul").await);
        at_once.push(tokio::spawn(async move {
            app.open(&aigul, child.id, Door::page(Shown::Record)).await.map(drop)
        }));
    }
    for each in at_once {
        each.await.unwrap().unwrap();
    }
    let search = ReadingSearch { code: Some(child.code), ..ReadingSearch::default() };
    assert_eq!(searched(&cast, "dana", &search).await.unwrap().len(), 10);
}

on_both![
    opening_and_listing_is_written_down,
    what_is_refused_is_not_written_down_as_read,
    a_reason_given_for_an_emergency_stands_in_the_log,
    only_the_officer_searches_it,
    a_month_has_a_key_of_its_own,
    many_readers_at_the_turn_of_a_month,
];
