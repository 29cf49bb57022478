//! The two answers: whether two records are one person, and how two persons may be related.
//!
//! Both come from one set of weights over the same evidence: how likely each of six ways two records can belong
//! together is. Siblings, parents and exchanged names are ways of their own, so that their patterns speak against one
//! person and not only in its favour.
//!
//! Invariant: the answers are the same whichever record comes first, and every weight that moved
//! them beyond a tenth is among the reasons.

use crate::{
    evidence::{COUNT, FIGURES, Field, Kind, figures, shows_twins},
    person::Person,
    weights,
};

/// From here on two records are taken for one person.
pub const SAME_PERSON_AT: f32 = 0.5;

/// The ways two records can belong together, in the order of the weights.
pub(crate) const WAYS: [&str; 6] = ["same", "sibling", "parent_child", "swap", "similar", "unrelated"];
const SAME: usize = 0;
const SIBLING: usize = 1;
const PARENT_CHILD: usize = 2;

/// How two records may be related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// They are one person.
    Same,
    /// Brothers or sisters, of both parents or of one.
    Sibling,
    /// Mother or father and child.
    ParentChild,
    /// None of these.
    Other,
}

impl Relation {
    /// Its code: `same`, `sibling`, `parent_child`, `other`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Sibling => "sibling",
            Self::ParentChild => "parent_child",
            Self::Other => "other",
        }
    }
}

/// One piece of evidence: for one person above nought, against it below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// Which part of the records.
    pub field: Field,
    /// What is said of it.
    pub kind: Kind,
    /// How much, as a natural logarithm of odds.
    pub weight: f32,
}

/// The two answers on two records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// The probability that they are one person.
    pub same: f32,
    /// How they are most likely related.
    pub relation: Relation,
    /// The probability of that.
    pub relation_share: f32,
    ways: [f32; WAYS.len()],
}

/// How likely two records are to belong together in each way before they are read.
///
/// In a table of pairs that somebody chose, all six are alike; among all pairs of two long lists, nearly every one is of
/// strangers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beforehand {
    /// One person.
    pub same: f64,
    /// Brothers and sisters.
    pub siblings: f64,
    /// A parent and a child.
    pub parents: f64,
    /// Two persons whose names are exchanged.
    pub exchanged: f64,
    /// Two persons who are called alike: namesakes of an age, cousins.
    pub alike: f64,
}

impl Beforehand {
    /// Among all pairs of two lists of which this share is one person. Where whole families are listed, each has a few
    /// brothers, sisters and parents there for every one of themself; a community shares a few dozen given names, so that
    /// three pairs of a hundred are called alike. Chosen on the invented lists of development.
    pub const fn of_lists(same: f64) -> Self {
        Self { same, siblings: 3.0 * same, parents: 2.0 * same, exchanged: 0.1 * same, alike: 0.03 }
    }
}

impl Verdict {
    /// The probability that they are one person, where the ways are not alike beforehand.
    pub fn same_among(&self, before: &Beforehand) -> f64 {
        self.among(before)[SAME]
    }

    /// The probability that they are brothers or sisters, likewise.
    pub fn siblings_among(&self, before: &Beforehand) -> f64 {
        self.among(before)[SIBLING]
    }

    /// The probability that one is the other's mother or father, likewise.
    pub fn parents_among(&self, before: &Beforehand) -> f64 {
        self.among(before)[PARENT_CHILD]
    }

    fn among(&self, before: &Beforehand) -> [f64; WAYS.len()] {
        let Beforehand { same, siblings, parents, exchanged, alike } = *before;
        let strangers = (1.0 - same - siblings - parents - exchanged - alike).max(0.0);
        let shares = [same, siblings, parents, exchanged, alike, strangers];
        let mut ways = shares;
        for (way, seen) in ways.iter_mut().zip(&self.ways) {
            *way *= f64::from(seen.max(f32::MIN_POSITIVE));
        }
        let sum: f64 = ways.iter().sum();
        ways.map(|way| way / sum)
    }
}

/// Compares two persons.
pub fn compare(left: &Person, right: &Person) -> Verdict {
    judge(&figures(left, right))
}

fn judge(figures: &[f32; COUNT]) -> Verdict {
    let weights = &weights::get().ways;
    let mut ways = [0.0f32; WAYS.len()];
    for (value, weights) in figures.iter().zip(weights) {
        if *value != 0.0 {
            for (way, weight) in ways.iter_mut().zip(weights) {
                *way += value * weight;
            }
        }
    }
    ways[SAME] += weights::SAME_SHIFT;
    if shows_twins(figures) {
        ways[SAME] -= weights::TWINS;
    }
    let top = ways.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for way in &mut ways {
        *way = (*way - top).exp();
        sum += *way;
    }
    for way in &mut ways {
        *way /= sum;
    }
    let other = ways[PARENT_CHILD + 1..].iter().sum();
    let (relation, relation_share) = [
        (Relation::Same, ways[SAME]),
        (Relation::Sibling, ways[SIBLING]),
        (Relation::ParentChild, ways[PARENT_CHILD]),
        (Relation::Other, other),
    ]
    .into_iter()
    .fold((Relation::Other, -1.0), |best, next| if next.1 > best.1 { next } else { best });
    Verdict { same: ways[SAME], relation, relation_share, ways }
}

/// The evidence for and against one person, the weightiest first: what each field says, summed by kind.
pub fn reasons(left: &Person, right: &Person) -> Vec<Reason> {
    let figures = figures(left, right);
    let verdict = judge(&figures);
    let weights = &weights::get().ways;
    let others = (1.0 - verdict.ways[SAME]).max(1e-6);
    let mut found: Vec<Reason> = Vec::new();
    for ((value, weights), (_, field, kind)) in figures.iter().zip(weights).zip(FIGURES) {
        if *value == 0.0 || *field == Field::Before || *kind == Kind::Untold {
            continue;
        }
        let against: f32 = (1..WAYS.len()).map(|way| verdict.ways[way] / others * weights[way]).sum();
        let weight = value * (weights[SAME] - against);
        match found.iter_mut().find(|reason| reason.field == *field && reason.kind == *kind) {
            Some(reason) => reason.weight += weight,
            None => found.push(Reason { field: *field, kind: *kind, weight }),
        }
    }
    if shows_twins(&figures)
        && let Some(twins) = found.iter_mut().find(|reason| reason.kind == Kind::TwinPattern)
    {
        twins.weight -= weights::TWINS;
    }
    found.retain(|reason| reason.weight.abs() >= 0.1);
    found.sort_by(|left, right| right.weight.abs().total_cmp(&left.weight.abs()));
    found
}
