//! What is shown is asked by trying every table that would show the same.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// As far as a figure is tried that nothing bounds.
const FAR: u64 = 11;

/// Every value that each withheld figure takes in some table of two columns that shows the same.
fn possible(shown: &Table) -> BTreeMap<(usize, usize), BTreeSet<u64>> {
    let rows = shown.lines().len() - 1;
    let mut found: BTreeMap<(usize, usize), BTreeSet<u64>> = BTreeMap::new();
    let mut figures = vec![vec![0; 2]; rows];
    try_from(shown, &mut figures, 0, &mut found);
    found
}

fn try_from(
    shown: &Table,
    figures: &mut Vec<Vec<u64>>,
    at: usize,
    found: &mut BTreeMap<(usize, usize), BTreeSet<u64>>,
) {
    let (row, column) = (at / 2, at % 2);
    if row == figures.len() {
        let whole = with_sums(figures, 2);
        let same = whole.iter().zip(shown.lines()).all(|(line, known)| {
            line.iter().zip(known).all(|(figure, known)| known.is_none_or(|known| known == *figure))
        });
        if same {
            for (row, line) in whole.iter().enumerate() {
                for (column, figure) in line.iter().enumerate() {
                    found.entry((row, column)).or_default().insert(*figure);
                }
            }
        }
        return;
    }
    if column == 0 && row > 0 && shown.of_row(row - 1).is_some_and(|sum| sum != figures[row - 1].iter().sum())
    {
        return;
    }
    if let Some(known) = shown.figure(row, column) {
        figures[row][column] = known;
        try_from(shown, figures, at + 1, found);
    } else {
        let most = shown.of_row(row).unwrap_or(FAR).min(shown.of_column(column).unwrap_or(FAR));
        for figure in 0..=most {
            figures[row][column] = figure;
            try_from(shown, figures, at + 1, found);
        }
    }
}

fn small() -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(0_u64..10, 2), 1..3)
}

fn any_table() -> impl Strategy<Value = Vec<Vec<u64>>> {
    (1_usize..9).prop_flat_map(|columns| {
        let figure = prop_oneof![3 => Just(0), 3 => 1_u64..5, 4 => 5_u64..400];
        prop::collection::vec(prop::collection::vec(figure, columns), 1..24)
    })
}

proptest! {
    /// For every small figure there are five others that would show the same table, and a large one among them.
    #[test]
    fn nobody_finds_a_small_figure(figures in small()) {
        let shown = Table::protect(&figures);
        let possible = possible(&shown);
        for (row, line) in with_sums(&figures, 2).into_iter().enumerate() {
            for (column, figure) in line.into_iter().enumerate() {
                if figure >= LEAST {
                    continue;
                }
                prop_assert_eq!(shown.lines()[row][column], None);
                let could_be = &possible[&(row, column)];
                prop_assert!(could_be.contains(&figure));
                prop_assert!(could_be.len() as u64 > LEAST, "{row}, {column}: {could_be:?} in {shown:?}");
                prop_assert!(could_be.iter().any(|other| *other >= LEAST), "{row}, {column}: {could_be:?} in {shown:?}");
            }
        }
    }

    /// Of any table the small figures are covered, and what is shown is true.
    #[test]
    fn a_large_table_is_covered(figures in any_table()) {
        let columns = figures.iter().map(Vec::len).max().unwrap_or(0);
        let whole = with_sums(&figures, columns);
        let shown = Table::protect(&figures);
        let mut net = circulation(&whole);
        for (arc, shown) in net.arcs.iter_mut().zip(shown.lines().concat()) {
            arc.withheld = shown.is_none();
            prop_assert!(shown.is_none_or(|shown| shown == arc.figure && shown >= LEAST));
        }
        for arc in 0..net.arcs.len() {
            if net.arcs[arc].figure < LEAST {
                prop_assert_eq!(net.could_be_more(arc, LEAST), LEAST);
            }
        }
    }

    /// From one time to the next no figure moves by a few, however people come and go.
    #[test]
    fn a_step_is_never_about_a_few(weeks in prop::collection::vec(prop::collection::vec(prop::collection::vec(0_u64..40, 3), 3), 2..8)) {
        let mut before: Option<Table> = None;
        for week in weeks {
            let now = Table::protect(&week);
            let now = match &before {
                Some(before) => now.after(|row, column| before.lines()[row][column]),
                None => now,
            };
            if let Some(before) = &before {
                for (then, now) in before.lines().concat().into_iter().zip(now.lines().concat()) {
                    if let (Some(then), Some(now)) = (then, now) {
                        prop_assert!(then == now || then.abs_diff(now) >= LEAST);
                    }
                }
            }
            before = Some(now);
        }
    }
}

#[test]
fn where_nothing_is_small_nothing_is_withheld() {
    let shown = Table::protect(&[vec![5, 70, 9], vec![12, 6, 33]]);
    assert!(shown.lines().concat().iter().all(Option::is_some));
    assert_eq!((shown.of_row(0), shown.of_column(2), shown.total()), (Some(84), Some(42), Some(135)));
}

#[test]
fn noughts_are_small_too() {
    // Twelve people of whom nobody is anywhere else: to show the twelve would say so.
    let shown = Table::protect(&[vec![12, 0, 0], vec![30, 40, 50]]);
    assert_eq!(shown.lines()[0][..3], [None, None, None]);
    assert_eq!(shown.of_row(0), Some(12));
}

#[test]
fn a_handful_shows_nothing() {
    let shown = Table::protect(&[vec![2, 1]]);
    assert!(shown.lines().concat().iter().all(Option::is_none));
    assert_eq!(Table::protect(&[]).total(), None);
    assert_eq!(Table::protect(&[vec![], vec![]]).total(), None);
}
