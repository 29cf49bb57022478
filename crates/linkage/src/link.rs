//! The whole way: learn, choose rules, compare, decide.

use std::{
    collections::{BTreeMap, HashMap},
    f64::consts::LN_2,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{
    chance::Chance,
    choose::{Likeness, candidates, to_find, to_learn},
    level::{LEVELS, Level, level},
    pairs::Runs,
    rule::{Rule, keys},
    table::Column,
    weights::{Pattern, Weights, learn, level_of, shares, with_level},
};

/// How it is done.
#[derive(Debug, Clone)]
pub struct Options {
    /// Rows before this one are of the first list, the others of the second; none when one list is searched for
    /// doubles.
    pub second: Option<u32>,
    /// Pairs less probable than this are not kept.
    pub keep: f64,
    /// Threads.
    pub threads: usize,
    /// Pairs compared for each row, at most.
    pub pairs_a_row: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { second: None, keep: 0.01, threads: 2, pairs_a_row: 60.0 }
    }
}

/// Two rows that may be one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The first row.
    pub one: u32,
    /// The second.
    pub other: u32,
    /// How probable it is that they are one.
    pub same: f64,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The pairs, by their rows.
    pub pairs: Vec<Pair>,
    /// What agreement was worth.
    pub weights: Weights,
    /// The rules by which rows were compared.
    pub rules: Vec<Rule>,
    /// Pairs that were compared.
    pub compared: u64,
}

/// Columns that are looked at.
pub const MOST_COLUMNS: usize = 20;
/// Pairs on which the chance of agreement is counted.
const CHANCE: u64 = 400_000;
/// Pairs of one person on which rules are chosen.
const KNOWN: usize = 20_000;
/// From which probability a pair is taken to be of one person when rules are chosen.
const SURE: f64 = 0.9;

struct Task<'t> {
    columns: &'t [Column],
    /// The values of all rows, row by row.
    cells: Vec<u32>,
    second: Option<u32>,
}

impl Task<'_> {
    fn may_pair(&self, one: u32, other: u32) -> bool {
        self.second.is_none_or(|second| one < second && other >= second)
    }

    fn row(&self, row: u32) -> &[u32] {
        let width = self.columns.len();
        &self.cells[row as usize * width..][..width]
    }

    fn pattern(&self, one: u32, other: u32) -> Pattern {
        let values = self.row(one).iter().zip(self.row(other));
        self.columns.iter().zip(values).enumerate().fold(0, |pattern, (at, (column, (one, other)))| {
            with_level(pattern, at, level(column, *one, *other))
        })
    }

    /// How often two rows at random agree, in each column.
    fn chance(&self, rows: u64) -> Vec<[f64; LEVELS]> {
        let mut counts = vec![[0.0; LEVELS]; self.columns.len()];
        let mut chance = Chance::new(0x243f_6a88);
        let mut next = || (chance.next() % rows) as u32;
        for _ in 0..CHANCE.min(rows * rows) {
            let (one, other) = (next(), next());
            if one == other {
                continue;
            }
            let pattern = self.pattern(one, other);
            for (column, counts) in counts.iter_mut().enumerate() {
                match level_of(pattern, column) {
                    Level::Missing => {}
                    level => counts[level as usize] += 1.0,
                }
            }
        }
        // That two rows have one value is known exactly; they may be one person seldom enough.
        let mut found: Vec<_> = counts.into_iter().map(shares).collect();
        for (column, shares) in self.columns.iter().zip(&mut found) {
            shares[0] = column.chance().max(1e-9);
        }
        found
    }

    /// The logarithm of how much likelier two rows are one than two, were the two equally likely.
    fn evidence(&self, weights: &Weights, one: u32, pattern: Pattern) -> f64 {
        let columns = self.columns.iter().enumerate();
        columns.map(|(at, column)| worth(column, weights, at, one, level_of(pattern, at))).sum()
    }
}

/// What agreement at a level of one column is worth.
fn worth(column: &Column, weights: &Weights, at: usize, row: u32, level: Level) -> f64 {
    match level {
        Level::Missing => 0.0,
        // A shared rare value says more than a shared common one.
        Level::Same => (weights.same[at][0] / column.share(row)).ln(),
        level => (weights.same[at][level as usize] / weights.other[at][level as usize]).ln(),
    }
}

impl Found {
    /// What the agreement of two rows in a column says, in bits: above 0 for one person, below for two. What is missing
    /// says nothing.
    pub fn worth(&self, columns: &[Column], one: u32, other: u32, at: usize) -> (Level, f64) {
        let column = &columns[at];
        let level = level(column, column.of(one), column.of(other));
        (level, worth(column, &self.weights, at, one, level) / LN_2)
    }
}

/// Rows that are one, directly or over others: the groups of two rows and more, by their first row.
pub fn groups(rows: u32, pairs: impl IntoIterator<Item = (u32, u32)>) -> Vec<Vec<u32>> {
    let mut leads: Vec<u32> = (0..rows).collect();
    for (one, other) in pairs {
        let (one, other) = (lead(&mut leads, one), lead(&mut leads, other));
        leads[one.max(other) as usize] = one.min(other);
    }
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in 0..rows {
        groups.entry(lead(&mut leads, row)).or_default().push(row);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// The row that leads the group of a row; the way to it is made shorter.
fn lead(leads: &mut [u32], mut row: u32) -> u32 {
    while leads[row as usize] != row {
        leads[row as usize] = leads[leads[row as usize] as usize];
        row = leads[row as usize];
    }
    row
}

fn probability(evidence: f64, prior: f64) -> f64 {
    let odds = (evidence + (prior / (1.0 - prior)).ln()).exp();
    if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 }
}

/// Finds the rows that are one. `tell` hears how much of the comparing is done, from 0 to 1, on any thread.
///
/// Columns beyond the first [`MOST_COLUMNS`] are not looked at. Rows are counted by the shortest column.
pub fn link(columns: &mut [Column], options: &Options, tell: &(dyn Fn(f64) + Sync)) -> Found {
    columns.iter_mut().for_each(Column::close);
    let columns = &columns[..columns.len().min(MOST_COLUMNS)];
    let rows = columns.iter().map(Column::len).min().unwrap_or(0);
    let cells = (0..rows as u32).flat_map(|row| columns.iter().map(move |column| column.of(row))).collect();
    let task = Task { columns, cells, second: options.second };
    let all_pairs = match options.second {
        Some(second) => f64::from(second) * (rows as f64 - f64::from(second)),
        None => rows as f64 * (rows as f64 - 1.0) / 2.0,
    };
    let empty = Weights { same: Vec::new(), other: Vec::new(), prior: 0.0 };
    if rows < 2 || all_pairs < 1.0 {
        return Found { pairs: Vec::new(), weights: empty, rules: Vec::new(), compared: 0 };
    }
    let budget = options.pairs_a_row * rows as f64;
    let candidates = candidates(columns, rows, budget);
    let other = task.chance(rows as u64);
    let mut weights = Weights { same: vec![[0.9, 0.06, 0.03, 0.01]; columns.len()], other, prior: 1e-4 };

    // Learn on cheap rules.
    let seeds = to_learn(&candidates, columns.len(), budget / 8.0);
    let mut seen = vec![[0.0; LEVELS]; columns.len()];
    let mut known: Vec<(u32, u32, Pattern)> = Vec::new();
    let mut expected = 0.0;
    for rule in &seeds {
        let mut keys = keys(columns, rule, 0..rows as u32);
        let found =
            compare(&task, &Runs::new(&mut keys, columns), options.threads, &[], &|_| (), |_, _, _| true);
        let mut counts: HashMap<Pattern, f64> = HashMap::new();
        for (_, _, pattern) in &found {
            *counts.entry(*pattern).or_default() += 1.0;
        }
        let mut patterns: Vec<_> = counts.into_iter().collect();
        patterns.sort_by_key(|(pattern, _)| *pattern);
        let mut open = vec![true; columns.len()];
        for part in rule {
            open[part.column] = false;
        }
        let (same, share) = learn(&patterns, &open, weights.same.clone(), &weights.other, 0.3);
        let matches = share * found.len() as f64;
        expected = f64::max(expected, matches);
        for column in (0..columns.len()).filter(|column| open[*column]) {
            for level in 0..LEVELS {
                seen[column][level] += same[column][level] * matches;
            }
        }
        known.extend(found);
    }
    for (same, seen) in weights.same.iter_mut().zip(seen) {
        if seen.iter().sum::<f64>() > 0.0 {
            *same = shares(seen);
        }
    }
    weights.prior = (expected / all_pairs).clamp(1e-12, 0.5);

    // Choose rules by what they find of the pairs that are sure.
    known.retain(|(one, _, pattern)| {
        probability(task.evidence(&weights, *one, *pattern), weights.prior) >= SURE
    });
    known.sort_unstable();
    known.dedup();
    let step = known.len().div_ceil(KNOWN).max(1);
    let mut soft = vec![[(1.0, 2.0); LEVELS]; columns.len()];
    for (one, other, pattern) in known.iter().step_by(step) {
        for (at, column) in columns.iter().enumerate() {
            let level = level_of(*pattern, at);
            if level != Level::Missing {
                let (shared, all) = &mut soft[at][level as usize];
                *shared +=
                    f64::from(u8::from(column.soft(column.of(*one)) == column.soft(column.of(*other))));
                *all += 1.0;
            }
        }
    }
    let likeness = Likeness {
        same: weights.same.clone(),
        missing: columns.iter().map(|column| 1.0 - (column.present() / rows as f64).powi(2)).collect(),
        soft: soft.into_iter().map(|levels| levels.map(|(shared, all)| shared / all)).collect(),
    };
    let rules = if known.is_empty() { seeds } else { to_find(&candidates, &likeness, rows, budget) };

    // Compare.
    let mut before: Vec<Vec<u64>> = Vec::new();
    let mut pairs: Vec<(u32, u32, Pattern)> = Vec::new();
    let mut compared = 0;
    for (at, rule) in rules.iter().enumerate() {
        let mut keys = keys(columns, rule, 0..rows as u32);
        let runs = Runs::new(&mut keys, columns);
        let counted = AtomicU64::new(0);
        let least = options.keep / 100.0;
        let done = |share: f64| tell((at as f64 + share) / rules.len() as f64);
        pairs.extend(compare(&task, &runs, options.threads, &before, &done, |one, _, pattern| {
            counted.fetch_add(1, Ordering::Relaxed);
            probability(task.evidence(&weights, one, pattern), weights.prior) >= least
        }));
        compared += counted.into_inner();
        before.push(keys);
    }
    pairs.sort_unstable();
    pairs.dedup();
    // How many are one is known better now.
    for _ in 0..20 {
        let found: f64 = pairs
            .iter()
            .map(|(one, _, pattern)| probability(task.evidence(&weights, *one, *pattern), weights.prior))
            .sum();
        weights.prior = (found / all_pairs).clamp(1e-12, 0.5);
    }
    let pairs = pairs
        .into_iter()
        .map(|(one, other, pattern)| {
            let same = probability(task.evidence(&weights, one, pattern), weights.prior);
            Pair { one, other, same }
        })
        .filter(|pair| pair.same >= options.keep)
        .collect();
    Found { pairs, weights, rules, compared }
}

/// Compares what shares a key, but not what shared one before, and keeps what is wanted.
fn compare(
    task: &Task<'_>,
    runs: &Runs,
    threads: usize,
    before: &[Vec<u64>],
    tell: &(dyn Fn(f64) + Sync),
    wanted: impl Fn(u32, u32, Pattern) -> bool + Sync,
) -> Vec<(u32, u32, Pattern)> {
    let workers = vec![Vec::new(); threads.max(1)];
    let found = runs.each(workers, tell, |found, one, other| {
        let again = |keys: &Vec<u64>| keys[one as usize] != 0 && keys[one as usize] == keys[other as usize];
        if task.may_pair(one, other) && !before.iter().any(again) {
            let pattern = task.pattern(one, other);
            if wanted(one, other, pattern) {
                found.push((one, other, pattern));
            }
        }
    });
    found.into_iter().flatten().collect()
}
