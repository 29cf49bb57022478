//! Which rows are compared at all: those that share something rare.
//!
//! Invariant: what a rule costs is known before it is run.

use crate::{
    chance::mix,
    table::{Column, NONE},
};

/// A column as a rule looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Which column.
    pub column: usize,
    /// Only what a slip or another script seldom changes: the first consonants, the digits in no order.
    pub soft: bool,
}

/// Rows that agree on all of these are compared.
pub type Rule = Vec<Part>;

/// The key of each row under a rule; 0 where a part is missing.
pub(crate) fn keys(columns: &[Column], rule: &Rule, rows: impl Iterator<Item = u32>) -> Vec<u64> {
    let of = |row: u32| {
        let mut whole = 0xcbf2_9ce4_8422_2325;
        for part in rule {
            let column = &columns[part.column];
            let value = column.of(row);
            if value == NONE {
                return 0;
            }
            whole = mix(whole ^ if part.soft { column.soft(value) } else { mix(u64::from(value)) });
        }
        whole.max(1)
    };
    rows.map(of).collect()
}

/// Pairs that share a key.
pub(crate) fn cost(keys: &mut Vec<u64>) -> f64 {
    keys.retain(|key| *key != 0);
    keys.sort_unstable();
    let pairs = keys.chunk_by(|a, b| a == b).map(|run| run.len() as u64 * (run.len() as u64 - 1) / 2);
    pairs.sum::<u64>() as f64
}
