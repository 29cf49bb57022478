//! The code people say on the telephone: `HW-7F3K-QX2`.
//!
//! Invariant: six random characters and one check character; nothing of place, time or family. One wrong
//! character, or two neighbours exchanged, is always noticed.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

// No I, L, O, U: nobody reads a digit into a letter, and few words appear.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
// Weights 2 to 7 modulo a prime, the check weighing 1: every single error and every swap of neighbours changes the sum.
const PRIME: u32 = 31;

/// A text that is no code, or one with a slip in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code like HW-7F3K-QX2, or one character is wrong")]
pub struct BadPersonCode;

/// A record's code as shown to people.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonCode([u8; 7]);

impl PersonCode {
    /// From random bytes.
    pub fn from_random(random: [u8; 6]) -> Self {
        let mut code = [0; 7];
        for (place, byte) in code.iter_mut().zip(random) {
            *place = byte % 31;
        }
        code[6] = check(code);
        Self(code)
    }

    /// The seven characters without prefix and hyphens, as search tokens are made of.
    pub fn compact(self) -> String {
        self.0.iter().map(|index| char::from(ALPHABET[usize::from(*index)])).collect()
    }
}

fn check(code: [u8; 7]) -> u8 {
    let sum = code[..6].iter().zip(2u32..).map(|(index, weight)| u32::from(*index) * weight).sum::<u32>();
    u8::try_from(sum % PRIME).unwrap_or_default()
}

impl fmt::Display for PersonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.compact();
        write!(f, "HW-{}-{}", &text[..4], &text[4..])
    }
}
impl fmt::Debug for PersonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(code)")
    }
}

impl FromStr for PersonCode {
    type Err = BadPersonCode;

    /// Reads what people type: any case, with or without `HW`, spaces or hyphens; O, I and L as the digits meant.
    fn from_str(text: &str) -> Result<Self, BadPersonCode> {
        if text.len() > 40 {
            return Err(BadPersonCode);
        }
        let mut letters: Vec<u8> = text.bytes().filter(|b| !matches!(b, b'-' | b' ' | b'_')).collect();
        letters.make_ascii_uppercase();
        let letters = letters.strip_prefix(b"HW").unwrap_or(&letters);
        if letters.len() != 7 {
            return Err(BadPersonCode);
        }
        let mut code = [0; 7];
        for (place, letter) in code.iter_mut().zip(letters) {
            let letter = match letter {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => *other,
            };
            let index = ALPHABET.iter().position(|known| *known == letter).ok_or(BadPersonCode)?;
            *place = u8::try_from(index).ok().filter(|index| *index < 31).ok_or(BadPersonCode)?;
        }
        if code[6] == check(code) { Ok(Self(code)) } else { Err(BadPersonCode) }
    }
}

impl Serialize for PersonCode {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for PersonCode {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::written::parsed(d)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_wrong_character_or_a_swap_is_noticed(random: [u8; 6], place in 0usize..7, other in 0u8..31) {
            let code = PersonCode::from_random(random);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(code.to_string().to_lowercase().replace('-', " ").parse(), Ok(code));
            let mut wrong = code;
            wrong.0[place] = other;
            if wrong != code {
                prop_assert_eq!(wrong.to_string().parse::<PersonCode>(), Err(BadPersonCode));
            }
            let mut swapped = code;
            if place < 6 {
                swapped.0.swap(place, place + 1);
                if swapped != code {
                    prop_assert_eq!(swapped.to_string().parse::<PersonCode>(), Err(BadPersonCode));
                }
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,48}") {
            let _ = text.parse::<PersonCode>();
        }
    }
}
