//! A person's name as a source wrote it.
//!
//! Invariant: the text is kept as written; normal forms are derived elsewhere and never replace it.

use serde::{Deserialize, Serialize};

use crate::Private;

/// The script a name is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters.
    Arabic,
    /// Several, or none of these.
    Other,
}

/// Which part of a person's name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameRole {
    /// The whole name in one text.
    Full,
    /// The given name.
    Given,
    /// The father's name or patronymic.
    Father,
    /// The family name.
    Family,
    /// A kunya or by-name.
    Kunya,
    /// A name borne earlier; lives in `background` only.
    Earlier,
}

/// One part of a name in one script.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonName {
    /// As written.
    pub text: Private<String>,
    /// In which script.
    pub script: Script,
    /// Which part.
    pub role: NameRole,
}

impl PersonName {
    /// A name part as written; the script is told from its letters.
    pub fn new(text: &str, role: NameRole) -> Self {
        Self { text: text.into(), script: Script::of(text), role }
    }
}

impl Script {
    /// The script of the letters in a text; [`Script::Other`] when they are mixed or there are none.
    pub fn of(text: &str) -> Self {
        let mut found = None;
        for letter in text.chars().filter(|c| c.is_alphabetic()) {
            let script = match letter {
                'A'..='Z'
                | 'a'..='z'
                | '\u{00C0}'..='\u{024F}'
                | '\u{1E00}'..='\u{1EFF}'
                | '\u{02BB}'..='\u{02BC}' => Self::Latin,
                '\u{0400}'..='\u{052F}' => Self::Cyrillic,
                '\u{0600}'..='\u{06FF}'
                | '\u{0750}'..='\u{077F}'
                | '\u{FB50}'..='\u{FDFF}'
                | '\u{FE70}'..='\u{FEFF}' => Self::Arabic,
                _ => Self::Other,
            };
            match found {
                None => found = Some(script),
                Some(before) if before != script => return Self::Other,
                Some(_) => {}
            }
        }
        found.unwrap_or(Self::Other)
    }

    /// Its code: `latin`, `cyrillic`, `arabic`, `other`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::Cyrillic => "cyrillic",
            Self::Arabic => "arabic",
            Self::Other => "other",
        }
    }
}

impl NameRole {
    /// Its code: `full`, `given`, `father`, `family`, `kunya`, `earlier`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Given => "given",
            Self::Father => "father",
            Self::Family => "family",
            Self::Kunya => "kunya",
            Self::Earlier => "earlier",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_from_letters() {
        assert_eq!(Script::of("Айша"), Script::Cyrillic);
        assert_eq!(Script::of("عائشة"), Script::Arabic);
        assert_eq!(Script::of("Aisha"), Script::Latin);
        assert_eq!(Script::of("Нодирa"), Script::Other, "the last letter is Latin");
        assert_eq!(Script::of("12"), Script::Other);
    }
}
