//! Letters of two scripts that look the same, and the word they were mixed into.
//!
//! Invariant: a letter is replaced only inside a word whose script the other letters settle, and only by its twin.

use crate::script::{Script, letter_script};

/// Latin and Cyrillic letters that a reader cannot tell apart, upper case with upper case.
const TWINS: &[(char, char)] = &[
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'һ'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('ë', 'ё'),
    ('Ë', 'Ё'),
    ('ï', 'ї'),
    ('Ï', 'Ї'),
    ('ə', 'ә'),
    ('Ə', 'Ә'),
    ('ɵ', 'ө'),
    ('Ɵ', 'Ө'),
];

fn to_cyrillic(letter: char) -> Option<char> {
    TWINS.iter().find(|(latin, _)| *latin == letter).map(|(_, cyrillic)| *cyrillic)
}

fn to_latin(letter: char) -> Option<char> {
    TWINS.iter().find(|(_, cyrillic)| *cyrillic == letter).map(|(latin, _)| *latin)
}

/// What was found in one word.
pub(crate) enum Word {
    /// One script, nothing to do.
    Pure,
    /// The word in one script, and how many letters were replaced.
    Repaired(String, u32),
    /// Several scripts, and no way to tell.
    Mixed,
}

/// Puts a word of Latin and Cyrillic letters into one script, if its letters settle which.
///
/// Letters without a twin in the other script settle it; without any, the majority does.
pub(crate) fn repair(word: &str) -> Word {
    let (mut latin, mut cyrillic, mut sure_latin, mut sure_cyrillic, mut other) =
        (0u32, 0u32, 0u32, 0u32, false);
    for letter in word.chars() {
        match letter_script(letter) {
            Some(Script::Latin) => {
                latin += 1;
                sure_latin += u32::from(to_cyrillic(letter).is_none());
            }
            Some(Script::Cyrillic) => {
                cyrillic += 1;
                sure_cyrillic += u32::from(to_latin(letter).is_none());
            }
            Some(_) => other = true,
            None => {}
        }
    }
    if latin == 0 || cyrillic == 0 {
        return if other && latin + cyrillic > 0 { Word::Mixed } else { Word::Pure };
    }
    let target = match (sure_latin, sure_cyrillic) {
        _ if other => return Word::Mixed,
        (0, 0) if cyrillic > latin => Script::Cyrillic,
        (0, 0) if latin > cyrillic => Script::Latin,
        (0, 1..) => Script::Cyrillic,
        (1.., 0) => Script::Latin,
        _ => return Word::Mixed,
    };
    let mut replaced = 0;
    let text = word
        .chars()
        .map(|letter| {
            let twin = match (target, letter_script(letter)) {
                (Script::Cyrillic, Some(Script::Latin)) => to_cyrillic(letter),
                (Script::Latin, Some(Script::Cyrillic)) => to_latin(letter),
                _ => None,
            };
            replaced += u32::from(twin.is_some());
            twin.unwrap_or(letter)
        })
        .collect();
    Word::Repaired(text, replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(word: &str) -> Option<String> {
        match repair(word) {
            Word::Repaired(text, _) => Some(text),
            Word::Pure | Word::Mixed => None,
        }
    }

    #[test]
    fn each_pair_is_one_latin_and_one_cyrillic_letter() {
        for (latin, cyrillic) in TWINS {
            assert_eq!(letter_script(*latin), Some(Script::Latin), "{latin}");
            assert_eq!(letter_script(*cyrillic), Some(Script::Cyrillic), "{cyrillic}");
        }
    }

    #[test]
    fn the_other_letters_settle_the_script() {
        assert_eq!(repaired("Kурбон").as_deref(), Some("Курбон"));
        assert_eq!(repaired("АБИШEВА").as_deref(), Some("АБИШЕВА"));
        assert_eq!(repaired("Fаtimа").as_deref(), Some("Fatima"));
        assert_eq!(repaired("Жүсiп").as_deref(), Some("Жүсіп"));
    }

    #[test]
    fn a_word_that_cannot_be_settled_is_left_alone() {
        assert!(repaired("Fатима").is_none(), "F has no twin, and т, и, м have none");
        assert!(repaired("Aс").is_none(), "one of each, all with twins");
        assert!(repaired("Омар").is_none(), "one script");
    }
}
