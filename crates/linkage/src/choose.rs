//! Chooses the rules by which rows are compared, for lists nobody has seen before.
//!
//! Rules that cost little find pairs of one person first. From how these agree it is reckoned what each rule would find,
//! and what most is found with for the least is taken.

use crate::{
    chance::Chance,
    level::LEVELS,
    rule::{Part, Rule, cost, keys},
    table::Column,
};

/// Rows on which the cost of rules is reckoned.
const SAMPLE: usize = 40_000;
/// The share of pairs of one person that a rule must find anew to be taken.
const WORTH: f64 = 0.0003;
/// Pairs that are drawn to choose on.
const DRAWN: usize = 20_000;
/// What it is worth to find a pair for the first time, and again: what is assumed of pairs may be wrong.
const TIMES: [f64; 2] = [1.0, 0.05];

/// A rule that might be taken.
pub(crate) struct Candidate {
    pub(crate) rule: Rule,
    /// Pairs that it compares.
    pub(crate) cost: f64,
}

/// Every rule of one or two columns, and of three by their soft parts, that costs no more than `most` pairs, the cheapest first.
pub(crate) fn candidates(columns: &[Column], rows: usize, most: f64) -> Vec<Candidate> {
    let step = rows.div_ceil(SAMPLE).max(1);
    let sampled = rows.div_ceil(step).max(1);
    let grow = (rows as f64 / sampled as f64).powi(2);
    let parts: Vec<Part> = (0..columns.len())
        .filter(|column| columns[*column].different() > 1)
        .flat_map(|column| [false, true].map(|soft| Part { column, soft }))
        .collect();
    let mut rules: Vec<Rule> = parts.iter().map(|part| vec![*part]).collect();
    for (at, one) in parts.iter().enumerate() {
        let others = parts.iter().skip(at + 1).filter(|other| other.column != one.column);
        rules.extend(others.map(|other| vec![*one, *other]));
    }
    let soft: Vec<Part> = parts.iter().copied().filter(|part| part.soft).collect();
    for (at, one) in soft.iter().enumerate() {
        for (then, other) in soft.iter().enumerate().skip(at + 1) {
            rules.extend(soft.iter().skip(then + 1).map(|third| vec![*one, *other, *third]));
        }
    }
    let mut found: Vec<Candidate> = rules
        .into_iter()
        .map(|rule| {
            let cost = cost(&mut keys(columns, &rule, (0..rows as u32).step_by(step))) * grow;
            Candidate { rule, cost }
        })
        .filter(|candidate| candidate.cost <= most)
        .collect();
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    found
}

/// A few cheap rules of different columns, to learn from.
pub(crate) fn to_learn(candidates: &[Candidate], columns: usize, most: f64) -> Vec<Rule> {
    let mut uses = vec![0; columns];
    let mut chosen: Vec<Rule> = Vec::new();
    let mut spent = 0.0;
    // Among rules that are cheap enough the dearer one finds more.
    for candidate in candidates.iter().rev().filter(|candidate| candidate.cost <= most / 6.0) {
        let fits = candidate.rule.iter().all(|part| uses[part.column] < 2);
        if fits && spent + candidate.cost <= most {
            spent += candidate.cost;
            for part in &candidate.rule {
                uses[part.column] += 1;
            }
            chosen.push(candidate.rule.clone());
        }
    }
    chosen
}

/// What pairs of one person look like, column by column: how often they agree at each level, how often one has no
/// value, and how often values that are near or alike still share what a soft rule looks at.
pub(crate) struct Likeness {
    pub(crate) same: Vec<[f64; LEVELS]>,
    pub(crate) missing: Vec<f64>,
    pub(crate) soft: Vec<[f64; LEVELS]>,
}

impl Likeness {
    /// What so many pairs agree on: for each, the columns that are the same, and those that share the soft part.
    ///
    /// They are drawn column by column: pairs that rules have found would only tell of these rules.
    fn drawn(&self, many: usize) -> Vec<(u64, u64)> {
        let mut chance = Chance::new(0x1357_9bdf);
        let mut pair = || {
            let (mut exact, mut soft) = (0, 0);
            for column in 0..self.same.len() {
                if chance.even() < self.missing[column] {
                    continue;
                }
                let mut at = chance.even();
                let level = self.same[column].iter().position(|share| {
                    at -= share;
                    at < 0.0
                });
                let level = level.unwrap_or(LEVELS - 1);
                exact |= u64::from(level == 0) << column;
                soft |= u64::from(level == 0 || chance.even() < self.soft[column][level]) << column;
            }
            (exact, soft)
        };
        (0..many).map(|_| pair()).collect()
    }
}

/// As few rules as find nearly all pairs of one person, most of them twice, for no more than `most` pairs compared.
pub(crate) fn to_find(candidates: &[Candidate], likeness: &Likeness, rows: usize, most: f64) -> Vec<Rule> {
    let drawn = likeness.drawn(DRAWN);
    let finds: Vec<Vec<bool>> = candidates
        .iter()
        .map(|candidate| {
            let (mut exact, mut soft) = (0_u64, 0_u64);
            for part in &candidate.rule {
                *(if part.soft { &mut soft } else { &mut exact }) |= 1 << part.column;
            }
            drawn.iter().map(|pair| pair.0 & exact == exact && pair.1 & soft == soft).collect()
        })
        .collect();
    let mut times = vec![0_u8; drawn.len()];
    let (mut chosen, mut spent) = (Vec::new(), 0.0);
    let mut left: Vec<usize> = (0..candidates.len()).collect();
    loop {
        let gain = |candidate: usize| -> f64 {
            let found = finds[candidate].iter().zip(&times).filter(|(finds, _)| **finds);
            found.map(|(_, times)| TIMES.get(usize::from(*times)).copied().unwrap_or(0.0)).sum()
        };
        let worth = |candidate: usize| gain(candidate) / (candidates[candidate].cost + rows as f64);
        left.retain(|candidate| spent + candidates[*candidate].cost <= most);
        let best = left.iter().copied().map(|at| (at, worth(at))).max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((best, _)) = best.filter(|(best, _)| gain(*best) >= WORTH * DRAWN as f64) else {
            return chosen;
        };
        spent += candidates[best].cost;
        for (times, finds) in times.iter_mut().zip(&finds[best]) {
            *times = times.saturating_add(u8::from(*finds));
        }
        left.retain(|candidate| *candidate != best);
        chosen.push(candidates[best].rule.clone());
    }
}
