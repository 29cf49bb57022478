//! Male or female, in the words of the lists.
//!
//! Invariant: a word that is not in the list is neither; a contradiction is shown, never resolved.

use domain::{NameRole, PersonName, Private, Script};
use names::{Hint, Sex};

use crate::problem::Code;

const FEMALE: &[&str] = &[
    "ж",
    "жен",
    "женский",
    "женщина",
    "девочка",
    "дев",
    "д",
    "девушка",
    "әйел",
    "әйелі",
    "әйел адам",
    "қыз",
    "қыз бала",
    "э",
    "f",
    "fem",
    "female",
    "woman",
    "girl",
    "w",
    "أ",
    "انثى",
    "أنثى",
    "بنت",
    "امرأة",
    "امراة",
    "аял",
    "кыз",
    "ayol",
    "qiz",
    "аёл",
    "қиз",
    "зан",
    "духтар",
    "kadın",
    "kız",
];
const MALE: &[&str] = &[
    "м",
    "муж",
    "мужской",
    "мужчина",
    "мальчик",
    "мал",
    "ер",
    "ер адам",
    "еркек",
    "ұл",
    "ұл бала",
    "ул",
    "m",
    "male",
    "man",
    "boy",
    "ذ",
    "ذكر",
    "ولد",
    "رجل",
    "эркек",
    "бала",
    "эркак",
    "ўғил",
    "erkak",
    "o'g'il",
    "мард",
    "писар",
    "erkek",
];

/// The sex that a cell says.
pub fn sex_of(text: &str) -> Option<Sex> {
    if text.len() > 40 {
        return None;
    }
    let normal = names::normalise(text).text;
    let word = normal.trim_matches(['.', ' ', '-']);
    if FEMALE.contains(&word) {
        Some(Sex::Female)
    } else if MALE.contains(&word) {
        Some(Sex::Male)
    } else {
        None
    }
}

/// The part of the name that says another sex, if one does; the patronymic is asked before the surname.
pub(super) fn contradiction(sex: Sex, names: &[PersonName]) -> Option<(Code, Private<String>)> {
    let hint_of = |role| {
        names
            .iter()
            .filter(move |name| name.role == role)
            .find_map(|name| names::sex_hint(name.text.as_str()).map(|hint| (hint, name.text.clone())))
    };
    match hint_of(NameRole::Father).or_else(|| hint_of(NameRole::Full)) {
        Some((hint @ Hint::Patronymic(_), text)) => {
            return (hint.sex() != sex).then_some((Code::SexAgainstPatronymic, text));
        }
        Some((Hint::Surname(_), _)) | None => {}
    }
    // Arabic writes every surname of this region in the man's form.
    let family = names.iter().find(|name| name.role == NameRole::Family)?;
    if family.script == Script::Arabic {
        return None;
    }
    let (hint, text) = hint_of(NameRole::Family)?;
    (hint.sex() != sex).then_some((Code::SexAgainstSurname, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, role: NameRole) -> PersonName {
        PersonName::new(text, role)
    }

    #[test]
    fn the_words_of_the_lists_are_known() {
        for (text, sex) in [
            ("Ж", Sex::Female),
            ("жен", Sex::Female),
            ("ж.", Sex::Female),
            ("м", Sex::Male),
            ("муж", Sex::Male),
            ("ер", Sex::Male),
            ("әйел", Sex::Female),
            ("F", Sex::Female),
            ("boy", Sex::Male),
            ("أنثى", Sex::Female),
            ("ذكر", Sex::Male),
            (" М ", Sex::Male),
        ] {
            assert_eq!(sex_of(text), Some(sex), "{text}");
        }
        for text in ["", "x", "мж", "1", "ж/м"] {
            assert_eq!(sex_of(text), None, "{text}");
        }
    }

    #[test]
    fn the_patronymic_outweighs_the_surname() {
        let names = [name("Шамилев", NameRole::Family), name("Исмаиловна", NameRole::Father)];
        assert_eq!(contradiction(Sex::Female, &names), None);
        assert_eq!(contradiction(Sex::Male, &names).map(|found| found.0), Some(Code::SexAgainstPatronymic));
        assert_eq!(
            contradiction(Sex::Female, &names[..1]).map(|found| found.0),
            Some(Code::SexAgainstSurname)
        );
        assert_eq!(contradiction(Sex::Female, &[name("Айбек", NameRole::Family)]), None);
        assert!(contradiction(Sex::Female, &[name("Каримов", NameRole::Family)]).is_some());
        assert_eq!(
            contradiction(Sex::Female, &[name("كريموف", NameRole::Family)]),
            None,
            "Arabic writes no woman's form"
        );
    }
}
