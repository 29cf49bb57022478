//! What each piece of evidence weighs. The figures that were fitted lie in `data/weights.tsv`.
//!
//! Invariant: nothing here was chosen on data that is being judged.

use std::sync::OnceLock;

use crate::{
    evidence::{COUNT, FIGURES},
    token::FEATURES,
    verdict::WAYS,
};

/// No comparison of two words says more than this.
pub(crate) const MOST: f32 = 9.0;
/// Two words that are letter for letter the same.
pub(crate) const EQUAL: f32 = 7.0;
/// Two words with hardly a consonant in common.
pub(crate) const NOTHING_SHARED: f32 = -6.0;
/// Two words in scripts that are not compared.
pub(crate) const STRANGE: f32 = -4.0;
/// Two forms that the lexicon holds for one name beyond doubt.
pub(crate) const SAME_NAME: f32 = 8.0;
/// Two forms that the lexicon holds for two names.
pub(crate) const OTHER_NAME: f32 = 4.0;
/// Two such forms are never nearer than this, unless their sounds are all but one.
pub(crate) const OTHER_LISTED: f32 = 3.0;
/// The same, where one of them was only found by its light form.
pub(crate) const OTHER_BY_EAR: f32 = 2.0;
/// A surname against a word without a surname's ending.
pub(crate) const OTHER_KIND: f32 = 1.5;

/// What is added for one person, so that the fixed threshold is a half: fixed with `examples/evaluate.rs` on the
/// development pairs, where recall reaches .95 while well under 1 % of siblings, parents and exchanged names pass.
pub(crate) const SAME_SHIFT: f32 = 0.6;
/// What speaks against one person beside the fitted weights when two own names were born together: of a twin and of a
/// name that somebody only goes by, the first must never be taken for the second.
pub(crate) const TWINS: f32 = 2.5;

/// The fitted weights.
pub(crate) struct Weights {
    /// For each pair of scripts those of the sounds.
    pub(crate) sounds: [[f32; FEATURES]; 6],
    /// For each figure of the evidence on persons its weight for each way they can belong together.
    pub(crate) ways: [[f32; WAYS.len()]; COUNT],
    /// What is added where a word stands alone.
    pub(crate) single: f32,
    /// Of a name of several words: the worst pair, the mean of the others, a word without counterpart, and what is added.
    pub(crate) whole: [f32; 4],
}

/// The logarithm of odds as a probability.
pub(crate) fn odds_to_share(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// The odds of a whole name from those of its words, the worst first, and how many words have no counterpart.
pub(crate) fn whole_name(words: &[f32], alone: usize) -> f32 {
    let [worst, others, missing, base] = get().whole;
    let Some((first, rest)) = words.split_first() else { return 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "a few words")]
    let (count, alone) = (rest.len() as f32, alone as f32);
    let mean = if rest.is_empty() { *first } else { rest.iter().sum::<f32>() / count };
    worst * first + others * mean + missing * alone + base
}

static PERSONS: &str = include_str!("../data/person-weights.tsv");
static TABLE: &str = concat!(
    include_str!("../data/token-weights.tsv"),
    "\n",
    include_str!("../data/weights.tsv"),
    "\n",
    include_str!("../data/person-weights.tsv"),
);

/// What the weights of persons were fitted to, as their table says.
pub(crate) fn fitted_on() -> &'static str {
    PERSONS.lines().nth(1).unwrap_or_default().trim_start_matches("# ")
}

/// The fitted weights.
pub(crate) fn get() -> &'static Weights {
    static READ: OnceLock<Weights> = OnceLock::new();
    READ.get_or_init(|| {
        let mut read = Weights {
            sounds: [[0.0; FEATURES]; 6],
            ways: [[0.0; WAYS.len()]; COUNT],
            single: 0.0,
            whole: [1.0, 0.3, -0.5, 0.0],
        };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let Some(name) = fields.next() else { continue };
            let numbers: Vec<f32> = fields.filter_map(|text| text.parse().ok()).collect();
            match (name, &numbers[..]) {
                ("whole name", [worst, others, missing, base]) => {
                    read.whole = [*worst, *others, *missing, *base];
                }
                ("single", [single]) => read.single = *single,
                _ => {}
            }
            if let Some(at) = FIGURES.iter().position(|(known, _, _)| *known == name) {
                for (slot, number) in read.ways[at].iter_mut().zip(&numbers) {
                    *slot = *number;
                }
            }
            if let Some(at) =
                crate::costs::PAIRS.iter().position(|(_, _, code)| name.strip_prefix("sounds ") == Some(code))
            {
                for (slot, number) in read.sounds[at].iter_mut().zip(numbers) {
                    *slot = number;
                }
            }
        }
        read
    })
}

/// From here on two names are taken for forms of one name.
pub const SAME_NAME_AT: f32 = 0.5;
