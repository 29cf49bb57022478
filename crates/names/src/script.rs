//! Which script a letter, a word or a text is written in.
//!
//! Invariant: the answer depends on letters only; digits, marks and spaces have no script.

use serde::{Deserialize, Serialize};

/// A script that names of this region are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters.
    Arabic,
    /// Letters of several scripts.
    Mixed,
    /// Letters of another script, or no letters at all.
    Other,
}

impl Script {
    /// Its code: `latin`, `cyrillic`, `arabic`, `mixed`, `other`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::Cyrillic => "cyrillic",
            Self::Arabic => "arabic",
            Self::Mixed => "mixed",
            Self::Other => "other",
        }
    }
}

/// Whether a character is a letter, as [`char::is_alphabetic`] has it; at once for those that names here are written in.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        'A'..='Z'
        | 'a'..='z'
        | '\u{0400}'..='\u{0481}'
        | '\u{048A}'..='\u{052F}'
        | '\u{0620}'..='\u{0657}'
        | '\u{066E}'..='\u{06D3}' => true,
        c => c.is_alphabetic(),
    }
}

/// The script of one letter; `None` for what is no letter and for modifiers that occur in every script.
pub fn letter_script(letter: char) -> Option<Script> {
    match letter {
        'A'..='Z' | 'a'..='z' => Some(Script::Latin),
        // The okina and its relatives serve as apostrophes here.
        '\u{02B0}'..='\u{02FF}' | '\u{0640}' => None,
        '\u{00AA}'
        | '\u{00BA}'
        | '\u{00C0}'..='\u{024F}'
        | '\u{0250}'..='\u{02AF}'
        | '\u{1E00}'..='\u{1EFF}' => is_letter(letter).then_some(Script::Latin),
        '\u{0400}'..='\u{052F}'
        | '\u{1C80}'..='\u{1C8F}'
        | '\u{2DE0}'..='\u{2DFF}'
        | '\u{A640}'..='\u{A69F}' => is_letter(letter).then_some(Script::Cyrillic),
        '\u{0600}'..='\u{06FF}'
        | '\u{0750}'..='\u{077F}'
        | '\u{08A0}'..='\u{08FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}' => is_letter(letter).then_some(Script::Arabic),
        _ => is_letter(letter).then_some(Script::Other),
    }
}

/// The script of a text: one script, [`Script::Mixed`] for several, [`Script::Other`] without letters.
pub fn script(text: &str) -> Script {
    let mut found = None;
    for next in text.chars().filter_map(letter_script) {
        match found {
            None => found = Some(next),
            Some(before) if before != next => return Script::Mixed,
            Some(_) => {}
        }
    }
    found.unwrap_or(Script::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_what_unicode_has_as_one() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{:04X}", u32::from(c));
        }
    }

    #[test]
    fn a_text_has_the_script_of_its_letters() {
        assert_eq!(script("Әлімжанова"), Script::Cyrillic);
        assert_eq!(script("Oʻgʻli 12"), Script::Latin);
        assert_eq!(script("عبد الحكيم"), Script::Arabic);
        assert_eq!(script("Нодирa"), Script::Mixed);
        assert_eq!(script("12.03"), Script::Other);
    }
}
