//! How likely one sound in one script stands for another sound in another, and the best way to lay two words side by
//! side.
//!
//! A score is the logarithm of how much oftener two sounds stand for each other in one name than they would meet by
//! chance, in eighths of a natural unit. Learned by `examples/learn-sounds.rs`, kept in `data/sounds.tsv`.
//!
//! Invariant: a word and its counterpart cost at most [`MAX_SOUNDS`]² steps, and the result does not depend on which
//! of the two comes first.

use std::{collections::HashMap, sync::OnceLock};

use crate::{
    script::Script,
    sound::{self, MAX_SOUNDS, SOUNDS, Sound},
};

/// Scores are in this part of a natural unit.
pub(crate) const PART: f32 = 8.0;
/// What two sounds that never stand for each other cost: a slip of the hand, not the end of a likeness.
pub(crate) const FLOOR: i8 = -36;
/// What two sounds that changed places cost beside their own scores.
const SWAPPED: i32 = -20;

/// The scores between the sounds of two scripts.
pub(crate) struct Costs {
    /// `left * SOUNDS + right`.
    pair: Vec<i8>,
    left_alone: [i8; SOUNDS],
    right_alone: [i8; SOUNDS],
    left_best: [i8; SOUNDS],
    right_best: [i8; SOUNDS],
}

/// The six pairs of scripts, the left one first.
pub(crate) const PAIRS: [(Script, Script, &str); 6] = [
    (Script::Latin, Script::Arabic, "la-ar"),
    (Script::Latin, Script::Cyrillic, "la-cy"),
    (Script::Cyrillic, Script::Arabic, "cy-ar"),
    (Script::Latin, Script::Latin, "la-la"),
    (Script::Cyrillic, Script::Cyrillic, "cy-cy"),
    (Script::Arabic, Script::Arabic, "ar-ar"),
];

/// Which of [`PAIRS`] two scripts are, and whether they come the other way round.
pub(crate) const fn pair_of(left: Script, right: Script) -> Option<(usize, bool)> {
    Some(match (left, right) {
        (Script::Latin, Script::Arabic) => (0, false),
        (Script::Arabic, Script::Latin) => (0, true),
        (Script::Latin, Script::Cyrillic) => (1, false),
        (Script::Cyrillic, Script::Latin) => (1, true),
        (Script::Cyrillic, Script::Arabic) => (2, false),
        (Script::Arabic, Script::Cyrillic) => (2, true),
        (Script::Latin, Script::Latin) => (3, false),
        (Script::Cyrillic, Script::Cyrillic) => (4, false),
        (Script::Arabic, Script::Arabic) => (5, false),
        _ => return None,
    })
}

static TABLE: &str = include_str!("../data/sounds.tsv");

/// The costs of one of [`PAIRS`].
pub(crate) fn costs(pair: usize) -> &'static Costs {
    static ALL: OnceLock<[Costs; 6]> = OnceLock::new();
    &ALL.get_or_init(|| {
        let mut all = PAIRS.map(|_| Costs::empty());
        let names: HashMap<String, usize> =
            (0..SOUNDS).map(|at| (sound::name(at.to_le_bytes()[0]), at)).collect();
        let find = |name: &str| names.get(name).copied();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(pair), Some(left), Some(right), Some(score)) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let Some(at) = PAIRS.iter().position(|(_, _, code)| *code == pair) else { continue };
            let Ok(score) = score.parse::<i8>() else { continue };
            all[at].set(find(left), find(right), score);
        }
        for costs in &mut all {
            costs.settle();
        }
        all
    })[pair]
}

/// What two words say when laid side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Aligned {
    /// The score of the best way.
    pub(crate) score: i32,
    /// What the left word would have with its best counterpart.
    pub(crate) left_best: i32,
    /// What the right word would have with its best counterpart.
    pub(crate) right_best: i32,
}

impl Costs {
    fn empty() -> Self {
        Self {
            pair: vec![FLOOR; SOUNDS * SOUNDS],
            left_alone: [FLOOR; SOUNDS],
            right_alone: [FLOOR; SOUNDS],
            left_best: [0; SOUNDS],
            right_best: [0; SOUNDS],
        }
    }

    /// Takes one line of the table; `None` is no counterpart.
    pub(crate) fn set(&mut self, left: Option<usize>, right: Option<usize>, score: i8) {
        let score = score.max(FLOOR);
        match (left, right) {
            (Some(left), Some(right)) => self.pair[left * SOUNDS + right] = score,
            (Some(left), None) => self.left_alone[left] = score,
            (None, Some(right)) => self.right_alone[right] = score,
            (None, None) => {}
        }
    }

    fn settle(&mut self) {
        for one in 0..SOUNDS {
            self.left_best[one] =
                (0..SOUNDS).map(|other| self.pair[one * SOUNDS + other]).fold(self.left_alone[one], i8::max);
            self.right_best[one] =
                (0..SOUNDS).map(|other| self.pair[other * SOUNDS + one]).fold(self.right_alone[one], i8::max);
        }
    }

    #[inline]
    fn at(&self, left: Sound, right: Sound) -> i32 {
        i32::from(self.pair[usize::from(left) * SOUNDS + usize::from(right)])
    }

    /// Lays two words side by side.
    pub(crate) fn align(&self, left: &[Sound], right: &[Sound]) -> Aligned {
        let mut before = [0i32; MAX_SOUNDS + 1];
        let mut row = [0i32; MAX_SOUNDS + 1];
        let mut next = [0i32; MAX_SOUNDS + 1];
        let (left, right) = (&left[..left.len().min(MAX_SOUNDS)], &right[..right.len().min(MAX_SOUNDS)]);
        let mut right_best = 0;
        for (at, &sound) in right.iter().enumerate() {
            row[at + 1] = row[at] + i32::from(self.right_alone[usize::from(sound)]);
            right_best += i32::from(self.right_best[usize::from(sound)]);
        }
        let mut left_best = 0;
        let mut last: Option<Sound> = None;
        for &one in left {
            let alone = i32::from(self.left_alone[usize::from(one)]);
            left_best += i32::from(self.left_best[usize::from(one)]);
            next[0] = row[0] + alone;
            let costs = &self.pair[usize::from(one) * SOUNDS..][..SOUNDS];
            for (at, &other) in right.iter().enumerate() {
                let mut best = (row[at] + i32::from(costs[usize::from(other)]))
                    .max(row[at + 1] + alone)
                    .max(next[at] + i32::from(self.right_alone[usize::from(other)]));
                if let Some(last) = last
                    && at > 0
                {
                    let swapped = before[at - 1]
                        + i32::from(costs[usize::from(right[at - 1])])
                        + self.at(last, other)
                        + SWAPPED;
                    best = best.max(swapped);
                }
                next[at + 1] = best;
            }
            last = Some(one);
            (before, row, next) = (row, next, before);
        }
        Aligned { score: row[right.len()], left_best, right_best }
    }
}
