//! One word of a name, prepared once and compared many times.
//!
//! Invariant: a comparison gives the same whichever word comes first, costs a bounded number of steps, and says
//! logarithms of odds: 0 is undecided, 3 is twenty to one.

use crate::{
    costs::{PART, costs, pair_of},
    lexicon::{self, Known, MEANINGS, Meanings},
    particle::{servant_of, surname_root},
    script::{Script, is_letter},
    sound::{MAX_SOUNDS, Sound, c, sounds},
    weights,
};

/// How many figures the sounds of two words give.
pub(crate) const FEATURES: usize = 6;

/// One word of a name in its prepared form.
#[derive(Clone)]
pub(crate) struct Token {
    sounds: [Sound; MAX_SOUNDS],
    /// How many sounds there are.
    len: u8,
    /// How many of them stand before a surname's ending; all, if there is none.
    root: u8,
    script: Script,
    /// Which classes of consonants occur.
    classes: u16,
    /// Tells equal forms without comparing them.
    form: u64,
    meanings: Meanings,
}

fn hash(text: &str) -> u64 {
    // FNV: equal forms on every machine and in every version.
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The class of a consonant as a bit; sounds that scripts confuse share one, those they drop have none.
const fn class(sound: Sound) -> u16 {
    1 << match sound {
        c::B | c::P => 0,
        c::T | c::TA | c::D | c::DAD => 1,
        c::L => 2,
        c::M => 3,
        c::N => 4,
        c::R => 5,
        c::S | c::SAD | c::Z | c::ZA => 6,
        c::K | c::Q | c::CK => 7,
        c::F => 8,
        _ => return 0,
    }
}

impl Token {
    /// Prepares one word in its normal form; several are joined.
    pub(crate) fn new(word: &str) -> Self {
        let mut joined: String =
            word.chars().filter(|c| !matches!(c, ' ' | '-')).take(4 * MAX_SOUNDS).collect();
        if joined.contains(['?', '\u{FFFD}']) {
            joined.retain(|c| is_letter(c) || c == '\'');
        }
        let (heard, script) = sounds(&joined);
        let is_servant = servant_of(&joined).is_some();
        let bare = if is_servant { None } else { surname_root(&joined).map(|(root, _)| root) };
        let mut meanings = lexicon::look_up(&joined);
        let mut root = heard.len();
        if let Some(bare) = &bare {
            root = sounds(bare).0.len().min(heard.len());
            if meanings.known != Known::Listed {
                let of_root = lexicon::look_up(bare);
                if of_root.known > meanings.known {
                    meanings = of_root;
                }
            }
        }
        let mut fixed = [0; MAX_SOUNDS];
        fixed[..heard.len()].copy_from_slice(&heard);
        Self {
            sounds: fixed,
            len: heard.len().to_le_bytes()[0],
            root: root.to_le_bytes()[0],
            script,
            classes: heard.iter().fold(0, |classes, sound| classes | class(*sound)),
            form: hash(&joined),
            meanings,
        }
    }

    /// Whether nothing in it can be compared.
    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether two are letter for letter the same.
    pub(crate) const fn is_form_of(&self, other: &Self) -> bool {
        self.form == other.form
    }

    /// Whether it has a surname's ending.
    pub(crate) const fn is_surname(&self) -> bool {
        self.root < self.len
    }

    /// How many in a thousand bear it; nought if it is no common name.
    pub(crate) const fn common(&self) -> u8 {
        self.meanings.common
    }

    fn part(&self, whole: bool) -> &[Sound] {
        &self.sounds[..usize::from(if whole { self.len } else { self.root })]
    }

    /// What the sounds of two words say, as figures for a regression.
    pub(crate) fn sound_features(&self, other: &Self) -> Option<[f32; FEATURES]> {
        let (pair, turned) = pair_of(self.script, other.script)?;
        let (left, right) = if turned { (other, self) } else { (self, other) };
        let whole = left.is_surname() != right.is_surname();
        let (l, r) = (left.part(whole), right.part(whole));
        if l.is_empty() || r.is_empty() {
            return None;
        }
        let found = costs(pair).align(l, r);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand at most")]
        let (score, best, length) = (
            found.score as f32 / PART,
            (found.left_best + found.right_best) as f32 / PART / 2.0,
            (l.len() + r.len()) as f32 / 2.0,
        );
        let lost = best - score;
        Some([1.0, score / 10.0, lost / 10.0, lost / length, score / length, length / 10.0])
    }

    /// The logarithm of the odds that two words are one name, by their sounds alone.
    pub(crate) fn of_sounds(&self, other: &Self) -> f32 {
        let Some(features) = self.sound_features(other) else { return weights::STRANGE };
        let pair = pair_of(self.script, other.script).map_or(0, |(pair, _)| pair);
        let fitted = &weights::get().sounds[pair];
        let sum: f32 = features.iter().zip(fitted).map(|(value, weight)| value * weight).sum();
        sum.clamp(-weights::MOST, weights::MOST)
    }

    /// The logarithm of the odds that two words are one name.
    pub(crate) fn compare(&self, other: &Self) -> f32 {
        if self.len == 0 || other.len == 0 {
            return 0.0;
        }
        let shared = self.shared(other);
        let of_sound = if self.form == other.form {
            weights::EQUAL
        } else if shared.is_some_and(|surely| surely > 60) {
            // The lexicon is sure: the sounds need not be asked.
            weights::SAME_NAME - 2.0
        } else if 2 * (self.classes & other.classes).count_ones() + 1
            < self.classes.count_ones().max(other.classes.count_ones())
        {
            // Hardly a consonant in common: nothing to lay side by side.
            weights::NOTHING_SHARED
        } else {
            self.of_sounds(other)
        };
        let mut odds = match (shared, self.meanings.known, other.meanings.known) {
            (Some(surely), _, _) => {
                let lexical = weights::SAME_NAME * f32::from(surely) / 81.0;
                of_sound.max(lexical - 2.0).max(f32::midpoint(of_sound, lexical))
            }
            (None, Known::Not, _) | (None, _, Known::Not) => of_sound,
            (None, Known::Listed, Known::Listed) if of_sound > weights::OTHER_NAME + 0.5 => {
                of_sound - weights::OTHER_NAME
            }
            (None, Known::Listed, Known::Listed) => {
                (of_sound - weights::OTHER_NAME).min(-weights::OTHER_LISTED)
            }
            (None, _, _) => of_sound - weights::OTHER_BY_EAR,
        };
        if self.is_surname() != other.is_surname() {
            odds -= weights::OTHER_KIND;
        }
        odds.clamp(-weights::MOST, weights::MOST)
    }

    /// How surely both are forms of one listed name, 1 to 81.
    fn shared(&self, other: &Self) -> Option<u8> {
        if self.meanings.names[0].0 == 0 || other.meanings.names[0].0 == 0 {
            return None;
        }
        let mut best = None;
        for (name, surely) in self.meanings.names.iter().take(MEANINGS).filter(|(name, _)| *name != 0) {
            for (other, too) in &other.meanings.names {
                if name == other {
                    best = best.max(Some(surely * too));
                }
            }
        }
        best
    }
}
