//! A row that says again, in other words, who an earlier row is.
//!
//! Invariant: only a row that the list itself puts to the same number, or that says the same under another, is asked;
//! anything that speaks against it, or nothing that speaks for it, leaves two people.

use domain::{NameRole, PartialDate};
use names::{KeyKind, Role};

use super::{Person, row::Meeting};

/// Whether a row is a person who was read before.
pub(super) fn is(meeting: Meeting, people: &[Person], person: &Person) -> bool {
    let find = |row: u32| {
        let at = people.partition_point(|earlier| earlier.row < row);
        people.get(at).filter(|earlier| earlier.row == row)
    };
    match meeting {
        // Word for word the same but for the number: the next row, or one with the same day of birth.
        Meeting::SameContent(of) => find(of).is_some_and(|earlier| {
            let next = people.last().is_some_and(|last| last.row == of);
            next || matches!(person.birth, Some(PartialDate::Day(_))) && person.birth == earlier.birth
        }),
        Meeting::SameLine(of) => find(of).is_some_and(|earlier| compatible(earlier, person)),
        Meeting::New | Meeting::Duplicate(_) => false,
    }
}

/// The same given name, and neither sex, family nor birth against it.
fn compatible(one: &Person, other: &Person) -> bool {
    let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    let sex = one.sex.is_some() && other.sex.is_some() && one.sex != other.sex;
    !sex && !differ(&one.family, &other.family) && near(one.birth, other.birth) && same_given_name(one, other)
}

/// Not more than a year apart.
fn near(one: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one.earliest().year().saturating_sub(1) <= other.latest().year()
                && other.earliest().year().saturating_sub(1) <= one.latest().year()
        }
        _ => true,
    }
}

fn same_given_name(one: &Person, other: &Person) -> bool {
    let (one, other) = (given(one), given(other));
    one.iter().any(|key| other.iter().any(|same| sounds_alike(key, same)))
}

/// The same sounds, or of four and more all but one: a foreign name is written with one letter or another.
fn sounds_alike(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    one == other
        || a.len() == b.len() && a.len() >= 4 && a.iter().zip(&b).filter(|(a, b)| a != b).count() == 1
}

/// How the given name sounds.
fn given(person: &Person) -> Vec<String> {
    let mut found = Vec::new();
    for name in &person.names {
        let keys = match name.role {
            NameRole::Given => names::keys_as(name.text.as_str(), Role::Given),
            NameRole::Full => names::keys(name.text.as_str()),
            _ => continue,
        };
        let given = keys.into_iter().filter(|key| key.role == Role::Given && key.kind == KeyKind::Skeleton);
        found.extend(given.map(|key| key.text));
    }
    found
}
