//! Headings, in the languages of the lists.
//!
//! Invariant: a heading is compared whole first, then by the words it contains; the words of the kind of list go
//! before those of every list, and the order of the list decides where two would fit.

mod of_every_list;
mod of_kind;

use super::{Because, Meaning};
use crate::kind::ListKind;

/// The meaning of a heading in a list of a kind.
pub(super) fn of(heading: &str, kind: ListKind) -> Option<(Meaning, Because)> {
    // A heading is short; a paragraph is none.
    if heading.chars().nth(120).is_some() {
        return None;
    }
    let plain = plain(heading);
    if plain.is_empty() {
        return None;
    }
    let (whole, contained) = of_kind::tables(kind);
    if let Some((meaning, _)) =
        whole.iter().chain(of_every_list::WHOLE).find(|(_, headings)| headings.contains(&plain.as_str()))
    {
        return Some((*meaning, Because::Heading));
    }
    let words: Vec<&str> = plain.split(' ').collect();
    if words.len() > 8 {
        return None;
    }
    contained
        .iter()
        .chain(of_every_list::CONTAINED)
        .find(|(_, starts)| starts.iter().all(|start| words.iter().any(|word| word.starts_with(start))))
        .map(|(meaning, _)| (*meaning, Because::PartOfHeading))
}

/// Whether a text says what one relative is to another.
pub(super) fn is_kinship(text: &str) -> bool {
    text.len() <= 60 && of_kind::KIN.contains(&plain(text).as_str())
}

/// Lower case, words of letters and digits with single spaces.
fn plain(heading: &str) -> String {
    let normal = names::normalise(heading).text;
    let spaced: String = normal.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_is_written_in_its_plain_form_and_once() {
        let tables = ListKind::ALL.map(|kind| of_kind::tables(kind).0);
        for table in tables.into_iter().chain([of_every_list::WHOLE]) {
            let mut seen = std::collections::HashMap::new();
            for (meaning, headings) in table {
                for heading in *headings {
                    assert_eq!(plain(heading), *heading);
                    assert_eq!(seen.insert(*heading, *meaning), None, "{heading} twice");
                }
            }
        }
    }

    #[test]
    fn every_meaning_of_a_table_is_one_of_its_kind() {
        for kind in ListKind::ALL {
            let (whole, contained) = of_kind::tables(kind);
            assert!(whole.iter().chain(contained).all(|(meaning, _)| meaning.is_of(kind)));
        }
        let all = of_every_list::WHOLE.iter().chain(of_every_list::CONTAINED);
        assert!(all.clone().all(|(meaning, _)| meaning.is_of(ListKind::Manifest)));
        assert_eq!(of_kind::tables(ListKind::Manifest), (&[][..], &[][..]), "a manifest is read as ever");
    }

    #[test]
    fn one_heading_can_mean_different_things_in_different_lists() {
        let of = |heading, kind| of(heading, kind).map(|found| found.0);
        for (heading, manifest, people, tracing) in [
            ("Case ID", Some(Meaning::Line), Some(Meaning::CaseId), Some(Meaning::CaseId)),
            ("الخيمة", Some(Meaning::Ignore), Some(Meaning::Tent), Some(Meaning::Ignore)),
            ("Телефон", Some(Meaning::Ignore), Some(Meaning::Ignore), Some(Meaning::Telephone)),
            ("Ф.И.О. заявителя", None, None, Some(Meaning::Seeker)),
            ("Location", None, Some(Meaning::Location), Some(Meaning::Location)),
        ] {
            let found = ListKind::ALL.map(|kind| of(heading, kind));
            assert_eq!(found, [manifest, people, tracing], "{heading}");
        }
    }

    #[test]
    fn longer_headings_are_told_by_their_words() {
        assert_eq!(
            of("Дата рождения (дд.мм.гггг)", ListKind::Manifest).map(|found| found.0),
            Some(Meaning::Birth)
        );
        assert_eq!(of("Ф.И.О. матери", ListKind::Manifest).map(|found| found.0), Some(Meaning::Mother));
        assert_eq!(
            of("Год рождения / возраст", ListKind::Manifest).map(|found| found.0),
            Some(Meaning::BirthOrAge)
        );
        assert_eq!(of("Ахметов", ListKind::Manifest), None);
        assert_eq!(of(&"рожд ".repeat(100), ListKind::Manifest), None);
    }
}
