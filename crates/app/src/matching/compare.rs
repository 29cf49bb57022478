//! Two faces side by side: are they one person?
//!
//! Invariant: pure, and the same whichever of the two comes first. What speaks against it is said too; a birth that cannot
//! be the same, or another sex, needs a document to be overcome.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ChoiceCode, MatchReason, NameRole, PartialDate, PersonName, Sureness};
use names::{Key, KeyKind, Role};

use crate::core::father::Father;

/// Who somebody is, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Face {
    /// Names as written.
    pub names: Vec<PersonName>,
    /// Sex, by the protocol's list.
    pub sex: Option<ChoiceCode>,
    /// Birth.
    pub birth: Option<PartialDate>,
}

impl From<crate::Summary> for Face {
    fn from(summary: crate::Summary) -> Self {
        Self { names: summary.names, sex: summary.sex, birth: summary.birth }
    }
}

/// Whether the two have the number of a document in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documents {
    /// One at least.
    Shared,
    /// None that is known.
    Apart,
}

/// How sure it is, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How sure.
    pub sureness: Sureness,
    /// What speaks for it and against it.
    pub reasons: BTreeSet<MatchReason>,
}

/// Compares two; nothing where they are nobody's concern. A father of whom nothing is guessed speaks neither for them
/// nor against.
pub fn compare(one: &Face, other: &Face, documents: Documents, father: Father) -> Option<Verdict> {
    let mut reasons = BTreeSet::new();
    let name = Likeness::of(&keys(&one.names, father), &keys(&other.names, father));
    reasons.extend(name.reason());
    let birth = Birth::of(one.birth, other.birth);
    reasons.extend(birth.reason());
    let other_sex = matches!((&one.sex, &other.sex), (Some(one), Some(other)) if one != other);
    if other_sex {
        reasons.insert(MatchReason::OtherSex);
    }
    let against = other_sex || birth == Birth::Other;
    let sureness = match documents {
        Documents::Shared => {
            reasons.insert(MatchReason::SameDocument);
            if against || name < Likeness::Given { Sureness::Likely } else { Sureness::Certain }
        }
        Documents::Apart if against => return None,
        Documents::Apart => match (name, birth) {
            (Likeness::Same | Likeness::Alike, Birth::Same) => Sureness::Certain,
            (Likeness::Same | Likeness::Alike, Birth::Possible | Birth::Unknown) => Sureness::Likely,
            // A family name may be missing; a given name with the day of birth is little, and still worth a look.
            (Likeness::Given, Birth::Same) => Sureness::Likely,
            _ => return None,
        },
    };
    Some(Verdict { sureness, reasons })
}

/// How alike two names are. Orders from not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    None,
    /// The given name, where one of the two has no family name.
    Given,
    /// Given and family name by their sounds.
    Alike,
    /// Given and family name in their normal forms.
    Same,
}

type Keys = BTreeMap<(KeyKind, Role), BTreeSet<String>>;

impl Likeness {
    fn of(one: &Keys, other: &Keys) -> Self {
        let share = |kind, role| match (one.get(&(kind, role)), other.get(&(kind, role))) {
            (Some(one), Some(other)) => Some(!one.is_disjoint(other)),
            _ => None,
        };
        let both = |kind| share(kind, Role::Given) == Some(true) && share(kind, Role::Family) == Some(true);
        if both(KeyKind::Exact) {
            Self::Same
        } else if both(KeyKind::Light) {
            Self::Alike
        } else if share(KeyKind::Light, Role::Given) == Some(true)
            && share(KeyKind::Light, Role::Family).is_none()
        {
            // A father's name stands in for a family name that is missing, and speaks against it where it is another.
            match share(KeyKind::Light, Role::Father) {
                Some(true) => Self::Alike,
                Some(false) => Self::None,
                None => Self::Given,
            }
        } else {
            Self::None
        }
    }

    const fn reason(self) -> Option<MatchReason> {
        match self {
            Self::None => None,
            Self::Given => Some(MatchReason::AlikeGiven),
            Self::Alike => Some(MatchReason::AlikeName),
            Self::Same => Some(MatchReason::SameName),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Birth {
    Same,
    Possible,
    Unknown,
    Other,
}

impl Birth {
    fn of(one: Option<PartialDate>, other: Option<PartialDate>) -> Self {
        match (one, other) {
            (Some(PartialDate::Day(one)), Some(PartialDate::Day(other))) if one == other => Self::Same,
            (Some(one), Some(other)) => {
                let possible = match (one, other) {
                    (PartialDate::Either(a, b), PartialDate::Day(day))
                    | (PartialDate::Day(day), PartialDate::Either(a, b)) => day == a || day == b,
                    _ => one.earliest() <= other.latest() && other.earliest() <= one.latest(),
                };
                if possible { Self::Possible } else { Self::Other }
            }
            _ => Self::Unknown,
        }
    }

    const fn reason(self) -> Option<MatchReason> {
        match self {
            Self::Same => Some(MatchReason::SameBirth),
            Self::Possible => Some(MatchReason::PossibleBirth),
            Self::Unknown => None,
            Self::Other => Some(MatchReason::OtherBirth),
        }
    }
}

fn keys(names: &[PersonName], father: Father) -> Keys {
    let mut keys = Keys::new();
    let mut add = |key: Key| {
        if key.role == Role::Father && father == Father::Silent {
            return;
        }
        keys.entry((key.kind, key.role)).or_default().insert(key.text);
    };
    for name in names {
        let role = match name.role {
            NameRole::Given => Some(Role::Given),
            NameRole::Father => Some(Role::Father),
            NameRole::Family => Some(Role::Family),
            NameRole::Full => None,
            // Weak evidence, or another life.
            NameRole::Kunya | NameRole::Earlier => continue,
        };
        let found = match role {
            Some(role) => names::keys_as(name.text.as_str(), role),
            None => names::keys(name.text.as_str()),
        };
        found.into_iter().for_each(&mut add);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(names: &[(&str, NameRole)], sex: &'static str, birth: &str) -> Face {
        Face {
            names: names.iter().map(|(text, role)| PersonName::new(text, *role)).collect(),
            sex: (!sex.is_empty()).then(|| ChoiceCode::of(sex)),
            birth: (!birth.is_empty()).then(|| birth.parse().expect("a date")),
        }
    }

    fn girl(birth: &str) -> Face {
        face(&[("Калиева", NameRole::Family), ("Асель", NameRole::Given)], "female", birth)
    }

    fn verdict(one: &Face, other: &Face, documents: Documents) -> Option<Sureness> {
        let there = compare(one, other, documents, Father::Speaks);
        assert_eq!(there, compare(other, one, documents, Father::Speaks), "whichever comes first");
        there.map(|verdict| verdict.sureness)
    }

    #[test]
    fn name_and_day_of_birth_are_one_person_and_half_of_it_is_a_question() {
        let known = girl("2016-05-01");
        let apart = |other: &Face| verdict(&known, other, Documents::Apart);
        assert_eq!(apart(&girl("2016-05-01")), Some(Sureness::Certain));
        assert_eq!(apart(&girl("2016")), Some(Sureness::Likely));
        assert_eq!(apart(&girl("")), Some(Sureness::Likely));
        assert_eq!(apart(&girl("2017-05-01")), None);
        let boy = Face { sex: Some(ChoiceCode::of("male")), ..girl("2016-05-01") };
        assert_eq!(apart(&boy), None);
        let sister =
            face(&[("Калиева", NameRole::Family), ("Дана", NameRole::Given)], "female", "2016-05-01");
        assert_eq!(apart(&sister), None, "a twin is another child");
    }

    #[test]
    fn another_script_is_the_same_name_and_a_missing_family_name_makes_it_unsure() {
        let known = girl("2016-05-01");
        let latin = face(&[("Kalieva", NameRole::Family), ("Asel", NameRole::Given)], "female", "2016-05-01");
        let found = compare(&known, &latin, Documents::Apart, Father::Speaks).expect("the same");
        assert_eq!(found.sureness, Sureness::Certain);
        assert!(found.reasons.contains(&MatchReason::AlikeName));
        let alone = face(&[("Асель", NameRole::Given)], "", "2016-05-01");
        assert_eq!(verdict(&known, &alone, Documents::Apart), Some(Sureness::Likely));
        let alone = face(&[("Асель", NameRole::Given)], "", "2016");
        assert_eq!(verdict(&known, &alone, Documents::Apart), None);
    }

    #[test]
    fn a_document_overcomes_what_speaks_against_it_and_what_speaks_is_said() {
        let known = girl("2016-05-01");
        let other = girl("2015-05-01");
        let found = compare(&known, &other, Documents::Shared, Father::Speaks).expect("a question");
        assert_eq!(found.sureness, Sureness::Likely);
        assert!(found.reasons.contains(&MatchReason::OtherBirth));
        assert_eq!(verdict(&known, &girl("2016"), Documents::Shared), Some(Sureness::Certain));
        let stranger = face(&[("Омаров", NameRole::Family), ("Ержан", NameRole::Given)], "male", "");
        assert_eq!(verdict(&known, &stranger, Documents::Shared), Some(Sureness::Likely));
    }

    #[test]
    fn two_readings_of_a_date_may_be_one_of_them_and_no_other_day() {
        let read = girl("2016-05-01");
        let either = Face {
            birth: Some(PartialDate::Either(jiff::civil::date(2016, 1, 5), jiff::civil::date(2016, 5, 1))),
            ..read.clone()
        };
        assert_eq!(verdict(&read, &either, Documents::Apart), Some(Sureness::Likely));
        assert_eq!(verdict(&girl("2016-03-03"), &either, Documents::Apart), None);
    }

    #[test]
    fn a_father_of_whom_nothing_is_guessed_speaks_neither_for_nor_against() {
        let named = |father: &str| {
            face(&[("Асель", NameRole::Given), (father, NameRole::Father)], "female", "2016-05-01")
        };
        let (one, same, other) = (named("Ержан"), named("Ержан"), named("Тимур"));
        let sure = |other: &Face, father| {
            let there = compare(&one, other, Documents::Apart, father);
            assert_eq!(there, compare(other, &one, Documents::Apart, father), "whichever comes first");
            there.map(|verdict| verdict.sureness)
        };
        assert_eq!(sure(&same, Father::Speaks), Some(Sureness::Certain));
        assert_eq!(sure(&same, Father::Silent), Some(Sureness::Likely), "given name and day alone");
        assert_eq!(sure(&other, Father::Speaks), None);
        assert_eq!(sure(&other, Father::Silent), Some(Sureness::Likely));
    }

    #[test]
    fn a_kunya_is_no_evidence() {
        let one = face(&[("أم عمر", NameRole::Kunya)], "", "");
        assert_eq!(verdict(&one, &one.clone(), Documents::Apart), None);
    }
}
