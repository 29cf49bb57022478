//! Names as sequences of sounds: what a letter, or a group of letters, of each script stands for.
//!
//! Finer than the light form of [`letters`](crate::light): خ, ح and ه stay three sounds, and a vowel is another one at
//! the start, inside and at the end of a word. How near two sounds are is not said here but learned, for each pair
//! of scripts, and lies in `data/sounds.tsv`.
//!
//! Invariant: a word gives at most [`MAX_SOUNDS`] sounds, and a letter without an entry gives none.

mod arabic;
mod cyrillic;
mod latin;

use crate::script::{Script, script};

/// One sound: an index into [`NAMES`].
pub(crate) type Sound = u8;

/// Words are cut here: no part of a name is that long.
pub(crate) const MAX_SOUNDS: usize = 20;

/// How many vowels there are; each has three sounds, by its place in the word.
const VOWELS: usize = 15;
/// How many consonants there are.
const CONSONANTS: usize = 43;
/// How many sounds there are in all.
pub(crate) const SOUNDS: usize = CONSONANTS + 3 * VOWELS;

/// The consonants and vowels by the names they have in the tables under `data/`.
const CONSONANT_NAMES: [&str; CONSONANTS] = [
    "b", "p", "t", "d", "th", "dh", "g", "gh", "dzh", "zh", "ch", "sh", "s", "sad", "z", "dad", "ta", "za",
    "k", "q", "kh", "ha", "h", "f", "v", "w", "l", "m", "n", "r", "y", "ts", "ayn", "hamza", "c", "ck", "x",
    "j", "soft-c", "soft-g", "dj", "w-waw", "y-ya",
];
const VOWEL_NAMES: [&str; VOWELS] =
    ["a", "alif", "ae", "e", "i", "ya", "yi", "o", "oe", "u", "ou", "waw", "ue", "ta-marbuta", "maqsura"];

/// Consonants, in the order of [`CONSONANT_NAMES`].
pub(crate) mod c {
    use super::Sound;
    pub(crate) const B: Sound = 0;
    pub(crate) const P: Sound = 1;
    pub(crate) const T: Sound = 2;
    pub(crate) const D: Sound = 3;
    pub(crate) const TH: Sound = 4;
    pub(crate) const DH: Sound = 5;
    pub(crate) const G: Sound = 6;
    pub(crate) const GH: Sound = 7;
    pub(crate) const DZH: Sound = 8;
    pub(crate) const ZH: Sound = 9;
    pub(crate) const CH: Sound = 10;
    pub(crate) const SH: Sound = 11;
    pub(crate) const S: Sound = 12;
    pub(crate) const SAD: Sound = 13;
    pub(crate) const Z: Sound = 14;
    pub(crate) const DAD: Sound = 15;
    pub(crate) const TA: Sound = 16;
    pub(crate) const ZA: Sound = 17;
    pub(crate) const K: Sound = 18;
    pub(crate) const Q: Sound = 19;
    pub(crate) const KH: Sound = 20;
    pub(crate) const HA: Sound = 21;
    pub(crate) const H: Sound = 22;
    pub(crate) const F: Sound = 23;
    pub(crate) const V: Sound = 24;
    pub(crate) const W: Sound = 25;
    pub(crate) const L: Sound = 26;
    pub(crate) const M: Sound = 27;
    pub(crate) const N: Sound = 28;
    pub(crate) const R: Sound = 29;
    pub(crate) const Y: Sound = 30;
    pub(crate) const TS: Sound = 31;
    pub(crate) const AYN: Sound = 32;
    pub(crate) const HAMZA: Sound = 33;
    pub(crate) const C: Sound = 34;
    pub(crate) const CK: Sound = 35;
    pub(crate) const X: Sound = 36;
    pub(crate) const J: Sound = 37;
    pub(crate) const SOFT_C: Sound = 38;
    pub(crate) const SOFT_G: Sound = 39;
    pub(crate) const DJ: Sound = 40;
    pub(crate) const WAW: Sound = 41;
    pub(crate) const YA: Sound = 42;
}

/// Vowels, in the order of [`VOWEL_NAMES`], as they stand at the start of a word; inside is one more, at the end two.
pub(crate) mod v {
    use super::{CONSONANTS, Sound};
    #[expect(clippy::cast_possible_truncation, reason = "fewer than 256 sounds")]
    const fn at(index: usize) -> Sound {
        (CONSONANTS + 3 * index) as Sound
    }
    pub(crate) const A: Sound = at(0);
    pub(crate) const ALIF: Sound = at(1);
    pub(crate) const AE: Sound = at(2);
    pub(crate) const E: Sound = at(3);
    pub(crate) const I: Sound = at(4);
    pub(crate) const YA: Sound = at(5);
    pub(crate) const YI: Sound = at(6);
    pub(crate) const O: Sound = at(7);
    pub(crate) const OE: Sound = at(8);
    pub(crate) const U: Sound = at(9);
    pub(crate) const OU: Sound = at(10);
    pub(crate) const WAW: Sound = at(11);
    pub(crate) const UE: Sound = at(12);
    pub(crate) const MARBUTA: Sound = at(13);
    pub(crate) const MAQSURA: Sound = at(14);
}

/// Sounds that resemble each other, from which the learning starts and which it falls back to.
pub(crate) const NEAR: &[&[Sound]] = &[
    &[c::K, c::Q, c::C, c::CK],
    &[c::KH, c::HA, c::H, c::X],
    &[c::G, c::GH, c::SOFT_G],
    &[c::DZH, c::ZH, c::J, c::DJ, c::SOFT_G],
    &[c::Z, c::DH, c::ZA, c::ZH],
    &[c::S, c::SAD, c::TH, c::SOFT_C, c::TS],
    &[c::D, c::DAD, c::DH],
    &[c::T, c::TA, c::TH],
    &[c::CH, c::SH, c::TS],
    &[c::V, c::W, c::WAW, v::U, v::WAW, v::OU],
    &[c::F, c::V],
    &[c::B, c::P, c::V],
    &[c::Y, c::YA, v::I, v::YA],
    &[v::A, v::ALIF, v::AE, v::MARBUTA, v::MAQSURA],
    &[v::A, v::O],
    &[v::E, v::AE, v::A, v::I],
    &[v::I, v::YA, v::E, v::YI, v::MAQSURA],
    &[v::O, v::OE, v::U, v::OU, v::WAW, v::UE],
    &[v::UE, v::YI, v::I],
];

/// The name of a sound in the tables: a vowel at the start has `^` before it, at the end `$` behind it.
pub(crate) fn name(sound: Sound) -> String {
    let at = usize::from(sound);
    if let Some(name) = CONSONANT_NAMES.get(at) {
        return (*name).to_owned();
    }
    let vowel = VOWEL_NAMES.get((at - CONSONANTS) / 3).copied().unwrap_or("?");
    match (at - CONSONANTS) % 3 {
        0 => format!("^{vowel}"),
        1 => vowel.to_owned() + "-",
        _ => format!("{vowel}$"),
    }
}

/// Whether a sound is a vowel.
pub(crate) const fn is_vowel(sound: Sound) -> bool {
    sound as usize >= CONSONANTS
}

/// A vowel without its place.
pub(crate) const fn base(sound: Sound) -> Sound {
    if is_vowel(sound) { sound - (sound - v::A) % 3 } else { sound }
}

/// The sounds of one word in its normal form, and the script it was read in.
pub(crate) fn sounds(word: &str) -> (Vec<Sound>, Script) {
    let letters: Vec<char> = word.chars().take(3 * MAX_SOUNDS).collect();
    let mut out = Vec::with_capacity(letters.len() + 2);
    let mut written = script(word);
    match written {
        Script::Arabic => arabic::write(&letters, &mut out),
        Script::Latin => latin::write(&letters, &mut out),
        Script::Cyrillic => cyrillic::write(&letters, &mut out),
        Script::Mixed => {
            for letter in &letters {
                let one = std::slice::from_ref(letter);
                arabic::write(one, &mut out);
                latin::write(one, &mut out);
                cyrillic::write(one, &mut out);
            }
            written = Script::Latin;
        }
        Script::Other => {}
    }
    out.dedup();
    out.truncate(MAX_SOUNDS);
    let last = out.len().saturating_sub(1);
    for (at, sound) in out.iter_mut().enumerate() {
        if is_vowel(*sound) {
            *sound += if at == 0 {
                0
            } else if at == last {
                2
            } else {
                1
            };
        }
    }
    (out, written)
}
