//! How two persons who are not one may belong to one family.
//!
//! Invariant: a hypothesis, never a finding: each says who would be the elder, how likely it is, and nothing where the
//! two records do not speak for it. Without the father (see [`Person::without_father`]) no hypothesis rests on him.

use crate::{
    evidence::best,
    hint::Sex,
    person::Person,
    token::Token,
    verdict::{Beforehand, Verdict},
};

/// What two persons may be to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kin {
    /// A mother and her child.
    MotherChild,
    /// A father and his child.
    FatherChild,
    /// A parent and a child; whether mother or father is not told.
    ParentChild,
    /// Brothers or sisters, of whom nothing says that they share one parent only.
    Siblings,
    /// Brothers or sisters who share one parent only.
    HalfSiblings,
    /// A grandparent and a grandchild.
    Grandparent,
}

/// One of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The first.
    Left,
    /// The second.
    Right,
}

/// A hypothesis of kinship.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kinship {
    /// What they may be to each other.
    pub kin: Kin,
    /// Who would be the elder; none among brothers and sisters.
    pub elder: Option<Side>,
    /// How likely it is.
    pub share: f64,
}

/// From these odds on two words are forms of one name, or of two.
const AGREES: f32 = 2.5;
const DIFFERS: f32 = -1.5;
/// So many years lie between a parent and a child, and between a grandparent and a grandchild.
const GENERATION: i16 = 13;
const TWO_GENERATIONS: (i16, i16) = (30, 80);
/// Below this a hypothesis is not worth a person's time.
const WORTH_A_LOOK: f64 = 0.5;

fn agree(left: &[Option<Token>], right: &[Option<Token>]) -> Option<bool> {
    match best(left, right)? {
        odds if odds > AGREES => Some(true),
        odds if odds < DIFFERS => Some(false),
        _ => None,
    }
}

/// What two persons may be to each other, if anything speaks for it. `verdict` is what [`crate::compare`] says of them.
pub fn kinship(left: &Person, right: &Person, verdict: &Verdict, before: &Beforehand) -> Option<Kinship> {
    let (siblings, parents) = (verdict.siblings_among(before), verdict.parents_among(before));
    if parents >= siblings
        && parents >= WORTH_A_LOOK
        && let Some((kin, elder)) = parent(left, right)
    {
        return Some(Kinship { kin, elder: Some(elder), share: parents });
    }
    let (father, mother) = (agree(&left.father, &right.father), agree(&left.mother, &right.mother));
    // A family name alone makes nobody a brother.
    if siblings >= WORTH_A_LOOK && (father == Some(true) || mother == Some(true)) {
        let half = matches!((father, mother), (Some(true), Some(false)) | (Some(false), Some(true)));
        let kin = if half { Kin::HalfSiblings } else { Kin::Siblings };
        return Some(Kinship { kin, elder: None, share: siblings });
    }
    let elder = grandparent(left, right)?;
    Some(Kinship { kin: Kin::Grandparent, elder: Some(elder), share: WORTH_A_LOOK })
}

/// Whether one may be the other's parent, and who.
fn parent(left: &Person, right: &Person) -> Option<(Kin, Side)> {
    let years = left.birth.zip(right.birth).map(|(left, right)| right.years_after(left));
    let called_so = |elder: &Person, younger: &Person| {
        let father = elder.sex != Some(Sex::Female) && agree(&elder.given, &younger.father) == Some(true);
        let mother = elder.sex != Some(Sex::Male) && agree(&elder.given, &younger.mother) == Some(true);
        match (father, mother, elder.sex) {
            (false, true, _) => Some(Kin::MotherChild),
            (true, false, _) => Some(Kin::FatherChild),
            (true, true, _) => Some(Kin::ParentChild),
            (false, false, _) => None,
        }
    };
    let side = |elder: &Person, younger: &Person, side| called_so(elder, younger).map(|kin| (kin, side));
    match years {
        Some(years) if years >= GENERATION => side(left, right, Side::Left),
        Some(years) if years <= -GENERATION => side(right, left, Side::Right),
        Some(_) => None,
        None => match (side(left, right, Side::Left), side(right, left, Side::Right)) {
            (Some(found), None) | (None, Some(found)) => Some(found),
            _ => None,
        },
    }
}

/// Whether one bears the name of the other's grandfather two generations earlier, in one house or with a kunya that names
/// the father.
fn grandparent(left: &Person, right: &Person) -> Option<Side> {
    let years = right.birth?.years_after(left.birth?);
    let (from, to) = TWO_GENERATIONS;
    let (elder, younger, side) = match years {
        years if (from..=to).contains(&years) => (left, right, Side::Left),
        years if (from..=to).contains(&-years) => (right, left, Side::Right),
        _ => return None,
    };
    let by_name = elder.sex != Some(Sex::Female) && agree(&elder.given, &younger.grandfather) == Some(true);
    let one_house = agree(&elder.family, &younger.family) == Some(true);
    let named_for_father = agree(std::slice::from_ref(&elder.child), &younger.father) == Some(true);
    (by_name && (one_house || named_for_father)).then_some(side)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Record, compare};

    const BEFORE: Beforehand = Beforehand::of_lists(0.01);

    fn person(name: &str, father: &str, mother: &str, sex: &str, birth: &str) -> Person {
        Person::new(&Record { name, father, mother, sex, birth })
    }

    fn between(left: &Person, right: &Person) -> Option<(Kin, Option<Side>)> {
        let verdict = compare(left, right);
        let found = kinship(left, right, &verdict, &BEFORE);
        let turned = kinship(right, left, &verdict, &BEFORE);
        let other = |side| if side == Side::Left { Side::Right } else { Side::Left };
        assert_eq!(
            found.map(|found| (found.kin, found.elder)),
            turned.map(|found| (found.kin, found.elder.map(other))),
            "whichever comes first"
        );
        found.map(|found| (found.kin, found.elder))
    }

    #[test]
    fn parents_and_children_in_two_scripts() {
        let child = person("Ахметова Зарина Канатовна", "", "Дана Смагулова", "F", "2014-03-29");
        let father = person("قنات احمدوف", "", "", "M", "1984-05-02");
        let mother = person("Smagulova Dana Serikovna", "", "", "F", "1988-11-20");
        assert_eq!(between(&child, &father), Some((Kin::FatherChild, Some(Side::Right))));
        assert_eq!(between(&mother, &child), Some((Kin::MotherChild, Some(Side::Left))));
        assert_eq!(between(&child.clone().without_father(), &father.clone().without_father()), None);
        assert_eq!(between(&mother, &father), None);
        let too_young = person("Канат Ахметов", "", "", "M", "2006-05-02");
        assert_ne!(between(&child, &too_young).map(|found| found.0), Some(Kin::FatherChild));
    }

    #[test]
    fn brothers_sisters_and_half_of_them() {
        let one = person("Ахметова Зарина Канатовна", "", "Дана", "F", "2014-03-29");
        let sister = person("Akhmetova Madina Kanatovna", "", "Dana", "F", "2016-05-01");
        let half = person("Ахметов Арман Канатович", "", "Сауле", "M", "2018-02-02");
        assert_eq!(between(&one, &sister), Some((Kin::Siblings, None)));
        assert_eq!(between(&one, &half), Some((Kin::HalfSiblings, None)));
        let stranger = person("Оспанов Тимур Маратович", "", "Айгуль", "M", "2015-01-09");
        assert_eq!(between(&one, &stranger), None);
        assert_eq!(between(&one, &one.clone()), None, "one person is no relative of themself");
    }

    #[test]
    fn a_grandfather_is_two_generations_older_and_of_the_house() {
        let child = person("أحمد علي حسن قاسموف", "", "", "M", "2014");
        let grandfather = person("حسن قاسموف", "", "", "M", "1955");
        let by_kunya = person("حسن أبو علي", "", "", "M", "1955");
        let namesake = person("حسن قاسموف", "", "", "M", "2009");
        assert_eq!(between(&child, &grandfather), Some((Kin::Grandparent, Some(Side::Right))));
        assert_eq!(between(&by_kunya, &child), Some((Kin::Grandparent, Some(Side::Left))));
        assert_ne!(between(&child, &namesake).map(|found| found.0), Some(Kin::Grandparent));
    }
}
