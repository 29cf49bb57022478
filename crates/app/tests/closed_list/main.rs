//! What stands in the clear is a closed list, and nothing of anybody stands there.
//!
//! A house is filled through the use cases, then every column of every table is read: its columns are those that
//! SECURITY.md names, no name, code, document, login or text of anybody is found in any of them, and what is sealed
//! shows its size class and nothing else.

#![expect(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::print_stdout,
    reason = "a test may fail by panicking, and says how much it has looked at; what it asks about is given away"
)]

mod fill;
mod needles;
mod page;
mod sizes;
#[expect(dead_code, reason = "not every step of a story is taken here")]
#[path = "../it/steps.rs"]
mod steps;

use std::collections::BTreeSet;

use needles::Needles;
use store::{Type, Value};
use testkit::{Cast, on_both};

/// The protocol is public, and its texts stand there as they are.
const PUBLIC: [(&str, &str); 1] = [("protocol_version", "files")];

async fn only_the_columns_of_the_list_are_in_the_clear(cast: Cast) {
    let page = page::read();
    let mut found: BTreeSet<(String, String)> =
        cast.app.store().column_inventory().await.unwrap().into_iter().collect();
    // The record of migrations is the schema tool's own.
    found.retain(|(table, _)| table != "refinery_schema_history");
    let clear: BTreeSet<_> = found.difference(&page.sealed).cloned().collect();
    assert_eq!(clear, page.clear, "SECURITY.md and the database disagree on what is in the clear");
    let missing: Vec<_> = page.sealed.difference(&found).collect();
    assert!(missing.is_empty(), "SECURITY.md names sealed columns that are not there: {missing:?}");
}

async fn nothing_of_anybody_is_in_any_column(cast: Cast) {
    let filled = fill::fill(&cast).await;
    let needles = Needles::of(&filled.texts);
    assert!(needles.len() > 600, "only {} texts to look for", needles.len());
    let snapshot = cast.app.store().snapshot().await.unwrap();
    let (mut found, mut cells) = (BTreeSet::new(), 0_u64);
    snapshot
        .each_cell(|table, column, _, value| {
            cells += 1;
            if PUBLIC.contains(&(table, column)) {
                return;
            }
            let bytes = match value {
                Value::Null => return,
                Value::Int(number) => number.to_string().into_bytes(),
                Value::Text(text) => text.clone().into_bytes(),
                Value::Bytes(bytes) => bytes.clone(),
            };
            for text in needles.within(&bytes) {
                found.insert((table, column, text.to_owned()));
            }
        })
        .await
        .unwrap();
    assert!(cells > 10_000, "only {cells} cells were there to look at");
    assert!(found.is_empty(), "in the clear: {found:?}");
    println!("{:?}: {} texts in no form in any of {cells} cells", cast.kind, needles.len());

    // The test can fail: what is in the clear is found.
    let public: BTreeSet<String> = BTreeSet::from(["Atyrau region".to_owned()]);
    let public = Needles::of(&public);
    let mut seen = false;
    snapshot
        .each_cell(|table, column, _, value| {
            if let Value::Bytes(bytes) = value {
                let here = public.within(bytes).next().is_some();
                assert!(!here || PUBLIC.contains(&(table, column)), "{table}.{column}");
                seen |= here;
            }
        })
        .await
        .unwrap();
    assert!(seen, "the protocol's own texts were not found where they stand");
}

async fn what_is_sealed_shows_its_size_class(cast: Cast) {
    fill::fill(&cast).await;
    let sealed = page::read().sealed;
    let snapshot = cast.app.store().snapshot().await.unwrap();
    let mut lengths: BTreeSet<(String, usize)> = BTreeSet::new();
    let mut counted = 0_u64;
    snapshot
        .each_cell(|table, column, kind, value| {
            if !sealed.contains(&(table.to_owned(), column.to_owned())) {
                return;
            }
            assert_eq!(kind, Type::Bytea, "{table}.{column} is sealed and no bytes");
            let Value::Bytes(bytes) = value else { return };
            if let Err(why) = sizes::check(table, column, bytes) {
                panic!("{table}.{column}: {why}");
            }
            counted += 1;
            lengths.insert((format!("{table}.{column}"), bytes.len()));
        })
        .await
        .unwrap();
    assert!(counted > 1_000, "only {counted} sealed cells");
    // Text of every length went in, and few sizes came out.
    let events = lengths.iter().filter(|(column, _)| column == "event.sealed").count();
    assert!((2..=12).contains(&events), "{lengths:?}");
}

on_both![
    only_the_columns_of_the_list_are_in_the_clear,
    nothing_of_anybody_is_in_any_column,
    what_is_sealed_shows_its_size_class,
];
