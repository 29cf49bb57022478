//! Learns which sounds stand for each other from pairs of one name in two scripts, by expectation maximisation over
//! all ways to lay the two side by side.

use std::fmt::Write as _;

use crate::{
    costs::{FLOOR, PAIRS, PART},
    script::{Script, letter_script},
    sound::{self, NEAR, SOUNDS, Sound, base, is_vowel, sounds},
};

/// One name in two scripts, and how much it counts.
pub struct Pair {
    left: Vec<Sound>,
    right: Vec<Sound>,
    weight: f64,
}

impl Pair {
    /// The pair of two normal forms; `None` when one of them has no sounds.
    pub fn new(left: &str, right: &str, weight: f64) -> Option<Self> {
        let (left, right) = (sounds(left).0, sounds(right).0);
        (!left.is_empty() && !right.is_empty()).then_some(Self { left, right, weight })
    }
}

const WIDE: usize = SOUNDS + 1;
/// The place of no sound at all.
const NONE: usize = SOUNDS;
/// How much the resemblance in [`NEAR`] counts beside the pairs, for each sound.
const PRIOR: f64 = 6.0;
const ROUNDS: usize = 12;
/// A pair whose probability for each sound is lower than this is no pair of one name.
const LEAST: f64 = 6.5;

/// The joint probabilities of sounds in two scripts.
pub struct Learned {
    joint: Vec<f64>,
}

fn prior(left: usize, right: usize) -> f64 {
    let (l, r) = (left.to_le_bytes()[0], right.to_le_bytes()[0]);
    let near = |l, r| NEAR.iter().any(|group| group.contains(&l) && group.contains(&r));
    match (left == NONE, right == NONE) {
        (true, true) => 0.0,
        (true, false) => {
            if is_vowel(r) {
                6.0
            } else {
                0.5
            }
        }
        (false, true) => {
            if is_vowel(l) {
                6.0
            } else {
                0.5
            }
        }
        (false, false) if l == r => 60.0,
        (false, false) if base(l) == base(r) => 8.0,
        (false, false) if near(base(l), base(r)) => 8.0,
        (false, false) if is_vowel(l) && is_vowel(r) => 1.0,
        (false, false) => 0.02,
    }
}

/// The resemblances alone, each sound as frequent as the next.
fn start() -> Vec<f64> {
    let mut joint: Vec<f64> = (0..WIDE * WIDE).map(|at| prior(at / WIDE, at % WIDE)).collect();
    for left in 0..SOUNDS {
        let sum: f64 = joint[left * WIDE..][..WIDE].iter().sum();
        for cell in &mut joint[left * WIDE..][..WIDE] {
            *cell /= sum;
        }
    }
    for right in 0..SOUNDS {
        joint[NONE * WIDE + right] /= 60.0;
    }
    normalised(joint)
}

fn normalised(mut joint: Vec<f64>) -> Vec<f64> {
    let sum: f64 = joint.iter().sum();
    for cell in &mut joint {
        *cell /= sum;
    }
    joint
}

/// Learns from pairs of one name in two scripts.
pub fn learn(pairs: &[Pair]) -> Learned {
    let first = start();
    let mut joint = first.clone();
    for round in 0..ROUNDS {
        let mut counts = vec![0.0; WIDE * WIDE];
        for pair in pairs {
            let least = if round < 3 { f64::INFINITY } else { LEAST };
            count(pair, &joint, &mut counts, least);
        }
        for (cell, first) in counts.iter_mut().zip(&first) {
            *cell += PRIOR * 60.0 * first;
        }
        joint = normalised(counts);
    }
    Learned { joint }
}

/// Adds what one pair says, over all ways to lay it out.
fn count(pair: &Pair, joint: &[f64], counts: &mut [f64], least: f64) {
    let (l, r) = (&pair.left, &pair.right);
    let wide = r.len() + 1;
    let place = |i: usize, j: usize| i * wide + j;
    let cell = |i: Option<usize>, j: Option<usize>| {
        let left = i.map_or(NONE, |i| usize::from(l[i]));
        let right = j.map_or(NONE, |j| usize::from(r[j]));
        left * WIDE + right
    };
    let mut forward = vec![0.0; (l.len() + 1) * wide];
    forward[0] = 1.0;
    for i in 0..=l.len() {
        for j in 0..=r.len() {
            let mut sum = forward[place(i, j)];
            if i > 0 {
                sum += forward[place(i - 1, j)] * joint[cell(Some(i - 1), None)];
            }
            if j > 0 {
                sum += forward[place(i, j - 1)] * joint[cell(None, Some(j - 1))];
            }
            if i > 0 && j > 0 {
                sum += forward[place(i - 1, j - 1)] * joint[cell(Some(i - 1), Some(j - 1))];
            }
            forward[place(i, j)] = sum;
        }
    }
    let total = forward[place(l.len(), r.len())];
    #[expect(clippy::cast_precision_loss, reason = "a word has few sounds")]
    let mean = (l.len() + r.len()) as f64 / 2.0;
    if total <= 0.0 || -total.ln() / mean > least {
        return;
    }
    let mut backward = vec![0.0; (l.len() + 1) * wide];
    backward[place(l.len(), r.len())] = 1.0;
    for i in (0..=l.len()).rev() {
        for j in (0..=r.len()).rev() {
            let here = forward[place(i, j)] * pair.weight / total;
            let mut sum = backward[place(i, j)];
            let mut step = |to: usize, at: usize| {
                let after = backward[to] * joint[at];
                counts[at] += here * after;
                sum += after;
            };
            if i < l.len() {
                step(place(i + 1, j), cell(Some(i), None));
            }
            if j < r.len() {
                step(place(i, j + 1), cell(None, Some(j)));
            }
            if i < l.len() && j < r.len() {
                step(place(i + 1, j + 1), cell(Some(i), Some(j)));
            }
            backward[place(i, j)] = sum;
        }
    }
}

/// Two tables that share a script, put together over it: `left` and `right` both have the shared script on their
/// left. `alike` is how much of the result is a sound standing for itself, for two writings in one script.
pub fn compose(left: &Learned, right: &Learned, alike: f64) -> Learned {
    let mut joint = vec![0.0; WIDE * WIDE];
    let total_right: Vec<f64> =
        (0..SOUNDS).map(|via| right.joint[via * WIDE..][..WIDE].iter().sum()).collect();
    for (via, total) in total_right.iter().enumerate() {
        if *total <= 0.0 {
            continue;
        }
        for l in 0..WIDE {
            let share = left.joint[via * WIDE + l];
            for r in 0..WIDE {
                joint[l * WIDE + r] += share * right.joint[via * WIDE + r] / total;
            }
        }
    }
    for other in 0..SOUNDS {
        joint[other * WIDE + NONE] += left.joint[NONE * WIDE + other];
        joint[NONE * WIDE + other] += right.joint[NONE * WIDE + other];
    }
    joint[NONE * WIDE + NONE] = 0.0;
    let mut joint = normalised(joint);
    if alike > 0.0 {
        let marginal: Vec<f64> = (0..SOUNDS).map(|l| joint[l * WIDE..][..WIDE].iter().sum()).collect();
        for cell in &mut joint {
            *cell *= 1.0 - alike;
        }
        for (l, share) in marginal.iter().enumerate() {
            joint[l * WIDE + l] += alike * share;
        }
        // One script on both sides: neither comes first.
        let turned: Vec<f64> = (0..WIDE * WIDE).map(|at| joint[(at % WIDE) * WIDE + at / WIDE]).collect();
        for (cell, other) in joint.iter_mut().zip(turned) {
            *cell = f64::midpoint(*cell, other);
        }
    }
    Learned { joint: normalised(joint) }
}

impl Learned {
    /// The same table with left and right exchanged.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self { joint: (0..WIDE * WIDE).map(|at| self.joint[(at % WIDE) * WIDE + at / WIDE]).collect() }
    }
}

/// Which sounds the letters of a script can give, alone and two by two, at every place of a word.
fn occurring(script: Script) -> [bool; WIDE] {
    let letters: Vec<char> = ('a'..='\u{6FF}')
        .filter(|c| letter_script(*c) == Some(script) && (c.is_lowercase() || script == Script::Arabic))
        .collect();
    let consonant = match script {
        Script::Cyrillic => 'б',
        Script::Arabic => 'ب',
        _ => 'b',
    };
    let mut found = [false; WIDE];
    found[NONE] = true;
    let mut hear = |word: String| {
        for sound in sounds(&word).0 {
            found[usize::from(sound)] = true;
        }
    };
    for one in &letters {
        hear(format!("{one}{consonant}"));
        hear(format!("{consonant}{one}"));
        hear(format!("{consonant}{one}{consonant}"));
        for other in &letters {
            hear(format!("{consonant}{one}{other}{consonant}"));
            hear(format!("{one}{other}{consonant}"));
            hear(format!("{consonant}{one}{other}"));
        }
    }
    hear("dzha'o'g'".to_owned());
    found
}

/// Writes the scores of one pair of scripts as lines of `data/sounds.tsv`.
pub fn write(code: &str, learned: &Learned, out: &mut String) {
    let [of_left_script, of_right_script] = PAIRS
        .iter()
        .find(|(_, _, known)| *known == code)
        .map_or([[true; WIDE]; 2], |(left, right, _)| [occurring(*left), occurring(*right)]);
    let joint = &learned.joint;
    let of_left = |l: usize| joint[l * WIDE..][..WIDE].iter().sum::<f64>();
    let of_right = |r: usize| (0..WIDE).map(|l| joint[l * WIDE + r]).sum::<f64>();
    let lefts: Vec<f64> = (0..SOUNDS).map(of_left).collect();
    let rights: Vec<f64> = (0..SOUNDS).map(of_right).collect();
    let name = |at: usize| if at == NONE { "-".to_owned() } else { sound::name(at.to_le_bytes()[0]) };
    for l in 0..WIDE {
        for r in 0..WIDE {
            if l == NONE && r == NONE || !of_left_script[l] || !of_right_script[r] {
                continue;
            }
            let chance = lefts.get(l).copied().unwrap_or(1.0) * rights.get(r).copied().unwrap_or(1.0);
            let score = f64::from(PART) * (joint[l * WIDE + r] / chance).ln();
            let score = score.round().clamp(f64::from(FLOOR), 127.0);
            if score > f64::from(FLOOR) {
                let _ = writeln!(out, "{code}\t{}\t{}\t{score}", name(l), name(r));
            }
        }
    }
}

/// What the comparison of two words sees of their sounds; see [`fit`](super::fit).
pub fn features(left: &str, right: &str) -> Option<Vec<f32>> {
    crate::token::Token::new(left).sound_features(&crate::token::Token::new(right)).map(Vec::from)
}

/// The logarithm of the odds that two words are one name, by their sounds alone.
pub fn odds_of_sounds(left: &str, right: &str) -> f32 {
    crate::token::Token::new(left).of_sounds(&crate::token::Token::new(right))
}
