//! A table of people with its sums, as far as it may be shown.

use crate::{
    LEAST,
    flow::{Arc, Circulation},
};

/// A table with a sum at the end of each row and below each column; a figure that may not be shown is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Row by row, the sums last.
    lines: Vec<Vec<Option<u64>>>,
}

impl Table {
    /// What may be shown of these figures, given row by row; a shorter row is filled with noughts.
    pub fn protect(figures: &[Vec<u64>]) -> Self {
        let columns = figures.iter().map(Vec::len).max().unwrap_or(0);
        let whole = with_sums(figures, columns);
        let mut net = circulation(&whole);
        for arc in &mut net.arcs {
            arc.withheld = arc.figure < LEAST;
        }
        let small: Vec<usize> = (0..net.arcs.len()).filter(|arc| net.arcs[*arc].withheld).collect();
        for arc in small {
            // Each figure that is covered stays covered: what is withheld later only leaves it more room.
            while net.could_be_more(arc, LEAST) < LEAST {
                let Some(others) = net.cover(arc, LEAST) else {
                    net.arcs.iter_mut().for_each(|arc| arc.withheld = true);
                    break;
                };
                for other in others {
                    net.arcs[other].withheld = true;
                }
            }
        }
        let shown: Vec<Option<u64>> =
            net.arcs.iter().map(|arc| (!arc.withheld).then_some(arc.figure)).collect();
        Self { lines: shown.chunks(columns + 1).map(<[_]>::to_vec).collect() }
    }

    /// A table as it was shown before: row by row, the sums last.
    pub const fn shown_before(lines: Vec<Vec<Option<u64>>>) -> Self {
        Self { lines }
    }

    /// Goes on from what was shown before, place by place as `then` gives it: a figure that moved by fewer than [`LEAST`]
    /// stays as it was. So what is between two times is never about a few people.
    #[must_use]
    pub fn after(mut self, then: impl Fn(usize, usize) -> Option<u64>) -> Self {
        for (row, line) in self.lines.iter_mut().enumerate() {
            for (column, shown) in line.iter_mut().enumerate() {
                if let (Some(now), Some(before)) = (*shown, then(row, column)) {
                    *shown = Some(if now.abs_diff(before) < LEAST { before } else { now });
                }
            }
        }
        self
    }

    /// A figure; nothing where it is withheld.
    pub fn figure(&self, row: usize, column: usize) -> Option<u64> {
        *self.lines.get(row)?.get(column)?
    }

    /// The sum of a row.
    pub fn of_row(&self, row: usize) -> Option<u64> {
        *self.lines.get(row)?.last()?
    }

    /// The sum of a column.
    pub fn of_column(&self, column: usize) -> Option<u64> {
        *self.lines.last()?.get(column)?
    }

    /// The sum of all.
    pub fn total(&self) -> Option<u64> {
        *self.lines.last()?.last()?
    }

    /// Row by row, the sums last.
    pub fn lines(&self) -> &[Vec<Option<u64>>] {
        &self.lines
    }
}

fn with_sums(figures: &[Vec<u64>], columns: usize) -> Vec<Vec<u64>> {
    let mut whole: Vec<Vec<u64>> = figures
        .iter()
        .map(|row| {
            let mut line = row.clone();
            line.resize(columns, 0);
            line.push(row.iter().sum());
            line
        })
        .collect();
    whole.push((0..=columns).map(|column| whole.iter().map(|line| line[column]).sum()).collect());
    whole
}

/// Rows come first among the nodes, then columns; the sums have a row and a column of their own.
fn circulation(whole: &[Vec<u64>]) -> Circulation {
    let (rows, width) = (whole.len(), whole.first().map_or(0, Vec::len));
    let total = whole.last().and_then(|line| line.last()).copied().unwrap_or_default();
    let arcs = whole.iter().enumerate().flat_map(|(row, line)| {
        line.iter().enumerate().map(move |(column, figure)| {
            let is_sum = (row + 1 == rows, column + 1 == width);
            let (here, there) = (row, rows + column);
            let (from, to) = match is_sum {
                (false, false) | (true, true) => (here, there),
                (true, false) | (false, true) => (there, here),
            };
            // A small figure is missed least; sums last, the sum of all last of all.
            let weight = 1 + u64::from(is_sum.0) + u64::from(is_sum.1);
            let cost = figure + 1 + (weight - 1) * weight * (total + 1);
            Arc { from, to, figure: *figure, withheld: false, cost }
        })
    });
    Circulation { nodes: rows + width, arcs: arcs.collect() }
}

#[cfg(test)]
mod tests;
