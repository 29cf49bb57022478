//! Families as the list numbers them, and the mother's row in them.
//!
//! Invariant: a family is what the list says, never inferred; a mother's row is a proposal, made only inside her
//! family and only where one woman fits better than any other. No father is ever proposed.

use std::collections::BTreeMap;

use domain::{NameRole, PartialDate};
use names::{KeyKind, Role, Sex};

use super::Person;
use crate::date::plain_digits;

/// A family of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its number in the list; `None` for a person without one, who stands alone.
    pub number: Option<String>,
    /// Its rows, in their order.
    pub rows: Vec<u32>,
}

/// A family number in one form: digits plain, without leading zeros and signs.
pub(super) fn number(text: &str) -> String {
    let normal = plain_digits(&names::normalise(text).text).to_uppercase();
    let bare = normal.trim_matches(|c: char| !c.is_alphanumeric());
    let plain = bare.trim_start_matches('0');
    if plain.is_empty() || !plain.starts_with(|c: char| c.is_ascii_digit()) {
        bare.to_owned()
    } else {
        plain.to_owned()
    }
}

/// Forms the families and proposes the mothers' rows.
pub(super) fn form(people: &mut [Person]) -> Vec<Family> {
    let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut families = Vec::new();
    for (index, person) in people.iter().enumerate() {
        match &person.family {
            Some(number) => by_number.entry(number.clone()).or_default().push(index),
            None => families.push(Family { number: None, rows: vec![person.row] }),
        }
    }
    for (number, members) in by_number {
        let proposals: Vec<(usize, Option<u32>)> =
            members.iter().map(|index| (*index, mother_row(people, &members, *index))).collect();
        for (index, row) in proposals {
            if let Some(mother) = &mut people[index].mother {
                mother.proposed_row = row;
            }
        }
        families.push(Family {
            number: Some(number),
            rows: members.iter().map(|index| people[*index].row).collect(),
        });
    }
    families.sort_by_key(|family| family.rows.first().copied());
    families
}

/// A mother is at least so many years older than her child.
const YEARS_OLDER: i16 = 13;
/// A family this large is a slip of the list; every child is compared with every woman.
const LARGEST: usize = 60;

fn mother_row(people: &[Person], members: &[usize], child: usize) -> Option<u32> {
    let person = &people[child];
    let mother = person.mother.as_ref()?;
    if members.len() > LARGEST {
        return None;
    }
    let wanted = names::keys(mother.text.as_str());
    let mut scored: Vec<(u32, u32)> = members
        .iter()
        .filter(|index| **index != child)
        .map(|index| &people[*index])
        .filter(|woman| woman.sex != Some(Sex::Male) && may_be_older(woman.birth, person.birth))
        .map(|woman| (likeness(&wanted, woman), woman.row))
        .filter(|(score, _)| *score >= GIVEN.min(FAMILY + FATHER))
        .collect();
    scored.sort_unstable_by(|a, b| b.cmp(a));
    match scored[..] {
        [(_, row)] => Some(row),
        [(best, row), (second, _), ..] if best > second => Some(row),
        _ => None,
    }
}

/// Whether the dates leave room for it.
fn may_be_older(woman: Option<PartialDate>, child: Option<PartialDate>) -> bool {
    match (woman, child) {
        (Some(woman), Some(child)) => {
            woman.earliest().year().saturating_add(YEARS_OLDER) <= child.latest().year()
        }
        _ => true,
    }
}

const GIVEN: u32 = 4;
const FAMILY: u32 = 2;
const FATHER: u32 = 1;

/// How many parts of the mother's name a woman's row shares: the given name counts most.
fn likeness(wanted: &[names::Key], woman: &Person) -> u32 {
    let shares = |cells: &[NameRole], role| {
        woman.names.iter().filter(|name| cells.contains(&name.role)).any(|name| {
            names::keys_as(name.text.as_str(), role).iter().any(|key| {
                key.kind != KeyKind::Light
                    && wanted.iter().any(|other| {
                        // A mother named by one word is named by her given name, whatever the parser made of it.
                        let fits = other.role == role || role == Role::Given && wanted.len() <= 3;
                        fits && other.kind == key.kind && other.text == key.text
                    })
            })
        })
    };
    // The two cells may have changed places in her row, which is not for this to decide.
    let either = [NameRole::Given, NameRole::Family];
    let score = |shared, weight| if shared { weight } else { 0 };
    score(shares(&either, Role::Given), GIVEN)
        + score(shares(&either, Role::Family), FAMILY)
        + score(shares(&[NameRole::Father], Role::Father), FATHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_number_has_one_form() {
        for (text, number_) in [
            ("1", "1"),
            ("01", "1"),
            ("№ 7", "NO 7"),
            ("١٠٣", "103"),
            ("HH-001", "HH-001"),
            ("0", "0"),
            (" 3. ", "3"),
        ] {
            assert_eq!(number(text), number_, "{text}");
        }
    }
}
