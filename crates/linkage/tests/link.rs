//! What linking finds, and what must not happen to it.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;

use linkage::{Column, Kind, Options, groups, link};
use proptest::prelude::*;

/// SplitMix64: the same people each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % most as u64).unwrap()
    }

    fn word(&mut self, many: usize) -> String {
        const PARTS: [&str; 12] = ["ba", "re", "mi", "so", "ta", "ku", "li", "na", "do", "she", "ga", "fu"];
        let mut number = self.below(many);
        let mut word = String::new();
        for _ in 0..4 {
            word += PARTS[number % 12];
            number /= 12;
        }
        word
    }
}

/// Rows of people of whom every fourth is listed twice, the second time with one slip or one gap.
fn people(rows: usize) -> (Vec<[String; 5]>, BTreeSet<(u32, u32)>) {
    let mut dice = Dice(5);
    let (mut all, mut truth) = (Vec::new(), BTreeSet::new());
    while all.len() < rows {
        let person = [
            dice.word(300),
            dice.word(2_000),
            format!("{}-{:02}-{:02}", 1960 + dice.below(60), 1 + dice.below(12), 1 + dice.below(28)),
            dice.word(200),
            format!("{:07}", dice.below(10_000_000)),
        ];
        let one = u32::try_from(all.len()).unwrap();
        all.push(person.clone());
        if dice.below(4) == 0 {
            let mut again = person;
            match dice.below(4) {
                0 => again[0].truncate(5),
                1 => again[4].clear(),
                2 => again[2].replace_range(8..10, "01"),
                _ => again[1].insert(2, 'e'),
            }
            all.push(again);
            truth.insert((one, one + 1));
        }
    }
    (all, truth)
}

fn columns(rows: &[[String; 5]]) -> Vec<Column> {
    let kinds = [
        ("given", Kind::Name),
        ("family", Kind::Name),
        ("born", Kind::Day),
        ("town", Kind::Text),
        ("document", Kind::Code),
    ];
    let mut columns: Vec<Column> = kinds.into_iter().map(|(name, kind)| Column::new(name, kind)).collect();
    for row in rows {
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
    }
    columns
}

fn taken(found: &linkage::Found) -> BTreeSet<(u32, u32)> {
    found.pairs.iter().filter(|pair| pair.same >= 0.5).map(|pair| (pair.one, pair.other)).collect()
}

#[test]
fn doubles_are_found_without_anybody_having_labelled_one() {
    let (rows, truth) = people(3_000);
    let found = taken(&link(&mut columns(&rows), &Options::default(), &|_| ()));
    let right = found.intersection(&truth).count();
    assert!(right * 100 >= truth.len() * 95, "{right} of {}", truth.len());
    assert!(right * 100 >= found.len() * 98, "{right} of {} found", found.len());
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let (rows, _) = people(1_500);
    let by =
        |threads: usize| link(&mut columns(&rows), &Options { threads, ..Options::default() }, &|_| ()).pairs;
    let one = by(1);
    assert!(!one.is_empty());
    assert_eq!(one, by(3));
}

#[test]
fn of_two_lists_only_pairs_across_are_found() {
    let (rows, truth) = people(2_000);
    // Every second row goes into the second list: of two neighbours one is in each.
    let (first, second): (Vec<_>, Vec<_>) = rows.iter().cloned().enumerate().partition(|(at, _)| at % 2 == 0);
    let middle = u32::try_from(first.len()).unwrap();
    let place = |row: u32| if row.is_multiple_of(2) { row / 2 } else { middle + row / 2 };
    let order: Vec<_> = first.into_iter().chain(second).map(|(_, row)| row).collect();
    let options = Options { second: Some(middle), ..Options::default() };
    let found = link(&mut columns(&order), &options, &|_| ());
    assert!(found.pairs.iter().all(|pair| pair.one < middle && pair.other >= middle));
    let across: BTreeSet<_> = truth
        .iter()
        .map(|(one, other)| (place(*one), place(*other)))
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect();
    let right = taken(&found).intersection(&across).count();
    assert!(right * 100 >= across.len() * 95, "{right} of {}", across.len());
}

#[test]
fn one_name_that_everybody_bears_costs_no_more_than_its_rows() {
    let mut dice = Dice(9);
    let rows: Vec<[String; 5]> = (0..20_000)
        .map(|_| ["Muhammad".into(), "Ali".into(), String::new(), dice.word(20_000), String::new()])
        .collect();
    let found = link(&mut columns(&rows), &Options::default(), &|_| ());
    assert!(found.compared < 20_000 * 200, "{}", found.compared);
}

#[test]
fn lists_that_say_nothing_give_nothing() {
    let options = Options::default();
    let nothing = |mut columns: Vec<Column>| link(&mut columns, &options, &|_| ()).pairs.len();
    assert_eq!(nothing(Vec::new()), 0);
    assert_eq!(nothing(columns(&[])), 0);
    assert_eq!(nothing(columns(&people(1).0[..1])), 0);
    let empty: Vec<[String; 5]> = vec![Default::default(); 50];
    assert_eq!(nothing(columns(&empty)), 0);
    let constant: Vec<[String; 5]> =
        (0..50).map(|_| ["a", "a", "2001", "a", "1"].map(str::to_owned)).collect();
    let found = link(&mut columns(&constant), &options, &|_| ());
    assert!(found.pairs.len() <= 50 * 49 / 2);
}

#[test]
fn rows_are_in_one_group_over_others() {
    assert_eq!(groups(7, [(0, 3), (3, 5), (1, 2)]), vec![vec![0, 3, 5], vec![1, 2]]);
    assert!(groups(4, []).is_empty());
    assert!(groups(0, []).is_empty());
}

#[test]
fn how_far_it_is_is_told_and_never_goes_beyond_the_end() {
    let (rows, _) = people(1_000);
    let most = std::sync::Mutex::new(0.0_f64);
    link(&mut columns(&rows), &Options::default(), &|share| {
        assert!((0.0..=1.0).contains(&share), "{share}");
        let mut most = most.lock().unwrap();
        *most = most.max(share);
    });
    assert!(*most.lock().unwrap() > 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn anything_in_the_cells_is_borne(rows in prop::collection::vec(any::<[String; 5]>(), 0..40), twice in any::<bool>()) {
        let mut all = rows.clone();
        if twice {
            all.extend(rows);
        }
        let count = u32::try_from(all.len()).unwrap();
        let found = link(&mut columns(&all), &Options::default(), &|_| ());
        for pair in &found.pairs {
            prop_assert!(pair.one < pair.other && pair.other < count);
            prop_assert!((0.0..=1.0).contains(&pair.same), "{}", pair.same);
        }
    }
}
