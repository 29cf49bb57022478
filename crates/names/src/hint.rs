//! Cheap questions that an import asks of one cell: patronymic, surname, and which sex the ending tells.
//!
//! Invariant: these are hints from endings. They never decide; what they contradict is shown to a person.

use serde::{Deserialize, Serialize};

use crate::{
    letters::MAX_WORD,
    normal::normalise,
    particle::{before_kunya, child_of, patronymic, surname_root},
};

/// The sex an ending tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// How much an ending says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hint {
    /// A surname ending: often copied from a brother or a father, so weak.
    Surname(Sex),
    /// A patronymic or a kunya: it says son or daughter, father or mother of.
    Patronymic(Sex),
}

impl Hint {
    /// The sex it tells.
    pub const fn sex(self) -> Sex {
        match self {
            Self::Surname(sex) | Self::Patronymic(sex) => sex,
        }
    }
}

/// Whether a text is a patronymic, in one word or with its particle.
pub fn looks_like_patronymic(text: &str) -> bool {
    text.chars().nth(2 * MAX_WORD).is_none() && patronymic(&normalise(text).text).is_some()
}

/// Given names that end like surnames, in their normal form.
const GIVEN: &[&str] =
    &["лев", "ева", "любов", "eva", "lev", "olov", "yusuf", "юсев", "зева", "нева", "zev", "neva"];

/// Whether a single word has the ending of a surname of this region.
///
/// Names without such an ending (Айбек, Курбон) can be surnames too: `false` says nothing about them. The ending
/// -ин counts only where given names of the region do not have it (not in Зарина, Салахуддин, Мухсин).
pub fn looks_like_surname(text: &str) -> bool {
    const PLAIN: &[&str] = &["енко", "enko"];
    const NARROW: &[&str] = &[
        "кин",
        "кина",
        "хин",
        "хина",
        "шкин",
        "шкина",
        "гин",
        "гина",
        "жин",
        "жина",
        "чин",
        "чина",
        "ицын",
        "ицына",
        "kin",
        "kina",
        "gin",
        "zhin",
        "chin",
        "tsyn",
    ];
    if text.chars().nth(MAX_WORD).is_some() {
        return false;
    }
    let normal = normalise(text).text;
    let word = normal.trim_end_matches('?');
    if word.contains(' ') || GIVEN.contains(&word) || patronymic(word).is_some() {
        return false;
    }
    let stem = |endings: &[&str], least: usize| {
        endings
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= least))
    };
    surname_root(word).is_some() || child_of(word).is_some() || stem(PLAIN, 2) || stem(NARROW, 4)
}

/// The sex that a surname, patronymic or kunya tells; of a whole name, the strongest hint of its words.
///
/// `None` when nothing tells, or when two hints of the same strength contradict each other.
pub fn sex_hint(text: &str) -> Option<Hint> {
    if text.chars().nth(4 * MAX_WORD).is_some() {
        return None;
    }
    let normal = normalise(text).text;
    if let Some(sex) = patronymic(&normal).and_then(|found| found.sex) {
        return Some(Hint::Patronymic(sex));
    }
    if let Some(sex) = normal.split_once(' ').and_then(|(first, _)| before_kunya(first)) {
        return Some(Hint::Patronymic(sex));
    }
    let mut found: Option<Hint> = None;
    let words: Vec<&str> = normal.split(' ').take(16).collect();
    let pairs = words.windows(2).filter_map(|pair| patronymic(&pair.join(" "))?.sex.map(Hint::Patronymic));
    let singles = words.iter().filter_map(|word| match patronymic(word) {
        Some(father) => father.sex.map(Hint::Patronymic),
        None if GIVEN.contains(word) => None,
        None => surname_root(word).map(|(_, sex)| Hint::Surname(sex)),
    });
    for hint in pairs.chain(singles) {
        found = match (found, hint) {
            (Some(Hint::Patronymic(sex)), Hint::Surname(_)) => Some(Hint::Patronymic(sex)),
            (Some(Hint::Surname(_)) | None, Hint::Patronymic(_)) | (None, Hint::Surname(_)) => Some(hint),
            (Some(before), hint) if before.sex() != hint.sex() => return None,
            (before, _) => before,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn surnames_are_told_from_given_names() {
        for surname in ["Такенова", "Ауезов", "Ализода", "Путилковский", "Nazarova", "То?таров", "نزاروفا"]
        {
            assert!(looks_like_surname(surname), "{surname}");
        }
        for given in [
            "Зарина",
            "Салахуддин",
            "Мухсин",
            "Ева",
            "Перизат",
            "Хадиджа",
            "يوسف",
            "Амина",
            "Ясин",
            "Канатовна",
            "",
        ] {
            assert!(!looks_like_surname(given), "{given}");
        }
    }

    #[test]
    fn the_patronymic_is_stronger_than_the_surname() {
        assert_eq!(sex_hint("Шамилев Макка Исмаиловна"), Some(Hint::Patronymic(Sex::Female)));
        assert_eq!(sex_hint("Мұхаммед Әлиұлы"), Some(Hint::Patronymic(Sex::Male)));
        assert_eq!(sex_hint("Аскар кызы"), Some(Hint::Patronymic(Sex::Female)));
        assert_eq!(sex_hint("Ахметова"), Some(Hint::Surname(Sex::Female)));
        assert_eq!(sex_hint("Umm Ahmad"), Some(Hint::Patronymic(Sex::Female)));
        assert_eq!(sex_hint("Айбек"), None);
        assert_eq!(sex_hint("Ахметов Ахметова"), None);
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,200}") {
            let _ = (looks_like_patronymic(&text), looks_like_surname(&text), sex_hint(&text));
        }
    }
}
