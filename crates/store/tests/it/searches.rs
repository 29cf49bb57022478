//! Tokens: what shares enough of them is found, however common the others are.

use store::{NewToken, Row, fixture::Database};

use crate::build::*;

on_both!(
    what_shares_two_of_three_is_found,
    a_token_names_all_its_records,
    the_tokens_of_many_records_come_at_once,
    tokens_of_an_erased_slot_find_nothing
);

async fn load(store: &store::Store, record: u64, tokens: &[(u32, u8)]) {
    let tokens = tokens
        .iter()
        .map(|(kind, token)| NewToken { kind: *kind, token: vec![*token; 8], epoch: 1 })
        .collect();
    let row = Row::Tokens { record: record_id(record), slot: slot_id(record), tokens };
    store.load_projections(vec![row]).await.unwrap();
}

fn wanted(tokens: &[(u32, u8)]) -> Vec<store::Wanted> {
    tokens.iter().map(|(kind, token)| (*kind, vec![*token; 8])).collect()
}

async fn what_shares_two_of_three_is_found(db: Database) {
    let store = db.open().await.unwrap();
    for n in 0..300 {
        // One token that all have, one of every tenth, one of a single record; the kind keeps equal codes apart.
        let mut tokens = vec![(1, 1)];
        if n % 10 == 0 {
            tokens.push((2, 2));
        }
        if n == 50 {
            tokens.push((3, 3));
        }
        if n == 51 {
            tokens.push((4, 3));
        }
        load(&store, n, &tokens).await;
    }
    let three = wanted(&[(1, 1), (2, 2), (3, 3)]);
    let found = store.records_sharing(&three, 2, 10_000).await.unwrap();
    assert_eq!(found.len(), 30);
    assert_eq!(found[0].0, record_id(50));
    assert_eq!(found[0].1.len(), 3);
    assert!(found[1..].iter().all(|(_, tokens)| tokens.len() == 2));
    let found = store.records_sharing(&three, 3, 10_000).await.unwrap();
    assert_eq!(found.iter().map(|(record, _)| *record).collect::<Vec<_>>(), [record_id(50)]);
    assert!(store.records_sharing(&wanted(&[(1, 1), (9, 9)]), 2, 10_000).await.unwrap().is_empty());
    // The same fact twice is one fact.
    assert!(store.records_sharing(&wanted(&[(3, 3), (3, 3)]), 2, 10_000).await.unwrap().is_empty());
    assert!(store.records_sharing(&[], 0, 10_000).await.unwrap().is_empty());
}

async fn the_tokens_of_many_records_come_at_once(db: Database) {
    let store = db.open().await.unwrap();
    for n in 0..600 {
        load(&store, n, &[(1, 1), (2, u8::try_from(n % 200).unwrap())]).await;
    }
    let some: Vec<_> = (0..500).map(record_id).collect();
    let found = store.tokens_of_all(&some).await.unwrap();
    assert_eq!(found.len(), 1_000);
    assert!(found.iter().all(|token| some.contains(&token.record)));
    assert!(store.tokens_of_all(&[]).await.unwrap().is_empty());
    // As many tokens as a list asks for at once, each with its own limit.
    let wanted: Vec<store::Wanted> = (0..200).map(|n| (2, vec![n; 8])).collect();
    assert_eq!(store.tokens(&wanted, 2).await.unwrap().len(), 400);
    assert_eq!(store.tokens(&wanted, 10).await.unwrap().len(), 600);
}

async fn a_token_names_all_its_records(db: Database) {
    let store = db.open().await.unwrap();
    for n in 0..5 {
        load(&store, n, &[(1, 1), (1, 2)]).await;
    }
    assert_eq!(store.tokens(&wanted(&[(1, 1)]), 100).await.unwrap().len(), 5);
    assert_eq!(store.tokens(&wanted(&[(1, 1), (1, 2), (1, 3)]), 2).await.unwrap().len(), 4);
    assert_eq!(store.tokens(&wanted(&[(2, 1)]), 100).await.unwrap().len(), 0);
}

async fn tokens_of_an_erased_slot_find_nothing(db: Database) {
    let store = db.open().await.unwrap();
    load(&store, 1, &[(1, 1)]).await;
    load(&store, 1, &[]).await;
    assert!(store.tokens(&wanted(&[(1, 1)]), 100).await.unwrap().is_empty());
}
