//! SECURITY.md, as far as it speaks of columns.

use std::{collections::BTreeSet, path::Path};

/// What the page says.
pub(crate) struct Page {
    /// Tables and columns in the clear.
    pub(crate) clear: BTreeSet<(String, String)>,
    /// Tables and columns that are sealed.
    pub(crate) sealed: BTreeSet<(String, String)>,
}

/// Reads the page of this repository.
pub(crate) fn read() -> Page {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../SECURITY.md");
    parse(&std::fs::read_to_string(path).unwrap())
}

fn parse(text: &str) -> Page {
    let (_, rest) = text.split_once("<!-- closed-list:begin -->").unwrap();
    let (list, rest) = rest.split_once("<!-- closed-list:end -->").unwrap();
    let mut clear = BTreeSet::new();
    for line in list.lines().filter(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [table, columns] = cells[..] else { panic!("a row of two cells was expected: {line}") };
        for column in without_asides(columns).split(',') {
            let new = clear.insert((table.to_owned(), column.trim().to_owned()));
            assert!(new, "{table}.{column} stands there twice");
        }
    }
    let (_, sealed) = rest.split_once("Sealed columns:").unwrap();
    let (sealed, _) = sealed.split_once("\n\n").unwrap();
    let sealed = sealed.split('`').skip(1).step_by(2).map(|name| {
        let (table, column) = name.split_once('.').unwrap();
        (table.to_owned(), column.to_owned())
    });
    Page { clear, sealed: sealed.collect() }
}

/// `files (the protocol is public)` is `files`.
fn without_asides(columns: &str) -> String {
    let mut depth = 0;
    columns
        .chars()
        .filter(|c| {
            let outside = depth == 0;
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            outside && depth == 0
        })
        .collect()
}

#[test]
fn a_page_is_read_as_it_is_written() {
    let page = parse(
        "a\n<!-- closed-list:begin -->\n| table | columns |\n|---|---|\n| t | a, b (x, y) |\n\
         <!-- closed-list:end -->\n\nSealed columns: `t.c`,\n`u.d`. Ids\n\nmore `v.e`",
    );
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(table, column)| ((*table).to_owned(), (*column).to_owned())).collect()
    };
    assert_eq!(page.clear, pairs(&[("t", "a"), ("t", "b")]));
    assert_eq!(page.sealed, pairs(&[("t", "c"), ("u", "d")]));
}
