//! What agreement is worth: Fellegi and Sunter's weights, learnt from the rows themselves.
//!
//! `u`, how often values of two different people agree, is counted on pairs drawn at random; `m`, how often those of one
//! person do, by expectation and maximisation over the pairs that a rule finds, on the columns the rule does not look at.
//! (I. Fellegi and A. Sunter, "A theory for record linkage", 1969; W. Winkler, 1988.)

use crate::level::{LEVELS, Level};

/// What each level of each column is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// How often two rows of one person agree so.
    pub same: Vec<[f64; LEVELS]>,
    /// How often two rows of different people do.
    pub other: Vec<[f64; LEVELS]>,
    /// How many of all possible pairs are of one person.
    pub prior: f64,
}

/// Nothing is certain: no level is taken to be rarer than this.
const RAREST: f64 = 1e-6;

/// A pattern of levels, a column in three bits.
pub(crate) type Pattern = u64;

pub(crate) fn level_of(pattern: Pattern, column: usize) -> Level {
    Level::ALL[(pattern >> (3 * column) & 7) as usize]
}

pub(crate) fn with_level(pattern: Pattern, column: usize, level: Level) -> Pattern {
    pattern | (level as u64) << (3 * column)
}

/// Shares out of counts, nothing impossible.
pub(crate) fn shares(counts: [f64; LEVELS]) -> [f64; LEVELS] {
    let whole: f64 = counts.iter().sum::<f64>() + RAREST * LEVELS as f64;
    counts.map(|count| (count + RAREST) / whole)
}

/// What pairs of one person look like among counted patterns, given what others look like: the levels of the open
/// columns, and the share of pairs that are of one person.
pub(crate) fn learn(
    patterns: &[(Pattern, f64)],
    open: &[bool],
    mut same: Vec<[f64; LEVELS]>,
    other: &[[f64; LEVELS]],
    mut share: f64,
) -> (Vec<[f64; LEVELS]>, f64) {
    let whole: f64 = patterns.iter().map(|(_, count)| count).sum();
    if whole == 0.0 {
        return (same, share);
    }
    for _ in 0..60 {
        let mut seen = vec![[0.0; LEVELS]; same.len()];
        let mut found = 0.0;
        for (pattern, count) in patterns {
            let mut odds = share / (1.0 - share);
            for column in (0..same.len()).filter(|column| open[*column]) {
                let level = level_of(*pattern, column);
                if level != Level::Missing {
                    odds *= same[column][level as usize] / other[column][level as usize];
                }
            }
            let expected = count * odds / (1.0 + odds);
            found += expected;
            for (column, seen) in seen.iter_mut().enumerate() {
                let level = level_of(*pattern, column);
                if level != Level::Missing {
                    seen[level as usize] += expected;
                }
            }
        }
        let before = share;
        share = (found / whole).clamp(1e-9, 1.0 - 1e-6);
        for (column, seen) in seen.into_iter().enumerate().filter(|(column, _)| open[*column]) {
            same[column] = shares(seen);
        }
        if (share - before).abs() < 1e-7 {
            break;
        }
    }
    (same, share)
}
