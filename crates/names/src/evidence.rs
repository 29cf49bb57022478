//! What two records of persons say for and against each way they may belong together, as figures.
//!
//! Each figure belongs to one field and says one kind of thing of it, so that a reader can be told why. The figures are
//! the same whichever record comes first.
//!
//! Invariant: a figure lies between -1 and 1, and what one of the records does not tell leaves it at nought.

use std::slice;

use crate::{birth::Dates, hint::Sex, person::Person, token::Token};

/// Which part of two records a piece of evidence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// All that is not known of anybody: how often pairs are this or that.
    Before,
    /// The whole name, where nothing else is known.
    Name,
    /// The person's own name.
    Given,
    /// The father, from the patronymic, the chain or the father's column.
    Father,
    /// The father's father.
    Grandfather,
    /// The family name.
    Family,
    /// The mother's own name.
    Mother,
    /// The mother's family or father.
    MothersHouse,
    /// One person's own name against the father or mother of the other.
    Generations,
    /// The name of a child in a kunya.
    Kunya,
    /// The sex.
    Sex,
    /// The date of birth.
    Birth,
}

/// What is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It agrees.
    Agrees,
    /// It agrees, and many are called so.
    AgreesCommon,
    /// It differs.
    Differs,
    /// It is not told on both sides.
    Untold,
    /// The own name of one is the father's of the other.
    OwnIsFathers,
    /// The same, and the one called so would be the younger.
    OwnIsFathersTurned,
    /// The own name of one is the mother's of the other.
    OwnIsMothers,
    /// The own name of one is the grandfather's of the other.
    OwnIsGrandfathers,
    /// The father of one is the grandfather of the other.
    FatherIsGrandfather,
    /// Each bears the name of the other's father or mother.
    Exchanged,
    /// The kunya names the other person.
    NamesTheOther,
    /// The same day.
    SameDay,
    /// The same year.
    SameYear,
    /// The same year with a slip in day or month.
    Slip,
    /// The same day in a year close by.
    OtherYear,
    /// About the same year, reckoned from an age.
    About,
    /// As far apart as brothers and sisters.
    YearsApart,
    /// As far apart as parents and children.
    GenerationApart,
    /// The name differs and the house is one: a brother or sister.
    SiblingPattern,
    /// The same, born on one day.
    TwinPattern,
    /// A name of the older in the younger's father or mother.
    ParentPattern,
    /// One name in two houses.
    NamesakePattern,
}

impl Field {
    /// Its code, as it is written in lists.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Name => "name",
            Self::Given => "given",
            Self::Father => "father",
            Self::Grandfather => "grandfather",
            Self::Family => "family",
            Self::Mother => "mother",
            Self::MothersHouse => "mothers_house",
            Self::Generations => "generations",
            Self::Kunya => "kunya",
            Self::Sex => "sex",
            Self::Birth => "birth",
        }
    }
}

impl Kind {
    /// Its code, as it is written in lists.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::AgreesCommon => "agrees_common",
            Self::Differs => "differs",
            Self::Untold => "untold",
            Self::OwnIsFathers => "own_is_fathers",
            Self::OwnIsFathersTurned => "own_is_fathers_turned",
            Self::OwnIsMothers => "own_is_mothers",
            Self::OwnIsGrandfathers => "own_is_grandfathers",
            Self::FatherIsGrandfather => "father_is_grandfather",
            Self::Exchanged => "exchanged",
            Self::NamesTheOther => "names_the_other",
            Self::SameDay => "same_day",
            Self::SameYear => "same_year",
            Self::Slip => "slip",
            Self::OtherYear => "other_year",
            Self::About => "about",
            Self::YearsApart => "years_apart",
            Self::GenerationApart => "generation_apart",
            Self::SiblingPattern => "sibling_pattern",
            Self::TwinPattern => "twin_pattern",
            Self::ParentPattern => "parent_pattern",
            Self::NamesakePattern => "namesake_pattern",
        }
    }
}

macro_rules! figures {
    ($($name:ident: $field:ident $kind:ident,)*) => {
        /// The figures, each by its place.
        #[expect(non_camel_case_types, reason = "places in a table, named as its lines are")]
        #[derive(Clone, Copy)]
        enum At { $($name,)* }
        /// What each figure is about.
        pub(crate) const FIGURES: &[(&str, Field, Kind)] = &[$((stringify!($name), Field::$field, Kind::$kind),)*];
    };
}

figures! {
    before: Before Agrees,
    given_agrees: Given Agrees,
    given_common: Given AgreesCommon,
    given_differs: Given Differs,
    given_untold: Given Untold,
    father_agrees: Father Agrees,
    father_common: Father AgreesCommon,
    father_differs: Father Differs,
    father_untold: Father Untold,
    grandfather_agrees: Grandfather Agrees,
    grandfather_differs: Grandfather Differs,
    family_agrees: Family Agrees,
    family_differs: Family Differs,
    family_untold: Family Untold,
    mother_agrees: Mother Agrees,
    mother_common: Mother AgreesCommon,
    mother_differs: Mother Differs,
    mothers_house_agrees: MothersHouse Agrees,
    mothers_house_differs: MothersHouse Differs,
    own_is_fathers: Generations OwnIsFathers,
    own_is_fathers_turned: Generations OwnIsFathersTurned,
    own_is_not_fathers: Generations Differs,
    own_is_mothers: Generations OwnIsMothers,
    own_is_not_mothers: Generations Differs,
    own_is_grandfathers: Generations OwnIsGrandfathers,
    father_is_grandfather: Generations FatherIsGrandfather,
    father_is_not_grandfather: Generations Differs,
    exchanged: Generations Exchanged,
    exchanged_mothers: Generations Exchanged,
    kunya_agrees: Kunya Agrees,
    kunya_differs: Kunya Differs,
    kunya_names_other: Kunya NamesTheOther,
    parents_kunya_names_other: Kunya NamesTheOther,
    parents_kunya_names_none: Kunya Differs,
    parents_kunya_agrees: Kunya Agrees,
    given_sure: Given Agrees,
    given_other: Given Differs,
    father_sure: Father Agrees,
    father_other: Father Differs,
    family_sure: Family Agrees,
    family_other: Family Differs,
    mother_sure: Mother Agrees,
    mother_other: Mother Differs,
    sex_same: Sex Agrees,
    sex_differs: Sex Differs,
    same_day: Birth SameDay,
    same_year: Birth SameYear,
    slip: Birth Slip,
    other_year: Birth OtherYear,
    other_day: Birth Differs,
    about: Birth About,
    apart_1: Birth YearsApart,
    apart_3: Birth YearsApart,
    apart_12: Birth YearsApart,
    generation: Birth GenerationApart,
    two_generations: Birth GenerationApart,
    sibling_of_father: Given SiblingPattern,
    sibling_of_mother: Given SiblingPattern,
    sibling_of_family: Given SiblingPattern,
    twin: Given TwinPattern,
    parent_father: Generations ParentPattern,
    parent_mother: Generations ParentPattern,
    parent_family: Family ParentPattern,
    parent_house: MothersHouse ParentPattern,
    parent_mother_house: MothersHouse ParentPattern,
    parent_mother_other_house: MothersHouse Differs,
    parent_father_chain: Generations ParentPattern,
    parent_father_other_chain: Generations Differs,
    parent_father_family: Generations ParentPattern,
    parent_father_other_family: Generations Differs,
    given_and_mother: Mother Agrees,
    given_and_family: Family Agrees,
    other_given_other_family: Family Differs,
    exchanged_close: Generations Exchanged,
    namesake_father: Father NamesakePattern,
    namesake_mother: Mother NamesakePattern,
    namesake_family: Family NamesakePattern,
    given_and_day: Birth Agrees,
    given_not_day: Birth Differs,
    given_and_father: Father Agrees,
    other_given_other_father: Father Differs,
    mother_is_family: MothersHouse Agrees,
}

/// How many figures there are.
pub(crate) const COUNT: usize = FIGURES.len();

/// The figures of one pair.
pub(crate) type Figures = [f32; COUNT];

/// The best odds between two sets of names; `None` where one of them is not told.
pub(crate) fn best(left: &[Option<Token>], right: &[Option<Token>]) -> Option<f32> {
    let mut found: Option<f32> = None;
    for one in left.iter().flatten() {
        for other in right.iter().flatten() {
            let odds = one.compare(other);
            found = Some(found.map_or(odds, |found| found.max(odds)));
        }
    }
    found
}

/// Odds as a share for and a share against.
fn sides(odds: Option<f32>) -> (f32, f32) {
    let odds = odds.unwrap_or(0.0).clamp(-6.0, 6.0) / 6.0;
    (odds.max(0.0), (-odds).max(0.0))
}

fn either(left: Option<f32>, right: Option<f32>) -> Option<f32> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.max(right)),
        (left, right) => left.or(right),
    }
}

const fn untold(odds: Option<f32>) -> f32 {
    if odds.is_none() { 1.0 } else { 0.0 }
}

/// The own names. Where the order of a name is open, its last word may be the own name; of two such names either the
/// first words agree, or each first word with the other's last.
fn own_names(left: &[Option<Token>; 2], right: &[Option<Token>; 2]) -> Option<f32> {
    let pair = |l: usize, r: usize| Some(left[l].as_ref()?.compare(right[r].as_ref()?));
    let first = pair(0, 0)?;
    if first > 2.0 {
        return Some(first);
    }
    Some(match (pair(0, 1), pair(1, 0)) {
        (None, None) => first,
        (Some(crossed), None) | (None, Some(crossed)) => first.max(crossed.min(2.0)),
        (Some(one), Some(other)) => first.max(one.min(other)),
    })
}

/// The own name of one against the other's father; a woman is nobody's father.
fn as_father(one: &Person, other: &Person) -> Option<f32> {
    if one.sex == Some(Sex::Female) { None } else { best(&one.given, &other.father) }
}

/// The own name of one against the other's mother; a man is nobody's mother.
fn as_mother(one: &Person, other: &Person) -> Option<f32> {
    if one.sex == Some(Sex::Male) { None } else { best(&one.given, &other.mother) }
}

/// The figures of two records.
pub(crate) fn figures(left: &Person, right: &Person) -> Figures {
    let mut found = [0.0; COUNT];
    let mut set = |at: At, value: f32| found[at as usize] = value;
    set(At::before, 1.0);

    let later = left.birth.zip(right.birth).map(|(left, right)| left.years_after(right));
    // The younger first, where a generation lies between them.
    let (young, old, sure) = match later {
        Some(years) if years >= 11 => (left, right, true),
        Some(years) if years <= -11 => (right, left, true),
        _ => (left, right, false),
    };

    let given_odds = own_names(&left.given, &right.given);
    let (given, given_not) = sides(given_odds);
    set(At::given_agrees, given);
    set(At::given_differs, given_not);
    set(At::given_untold, untold(given_odds));
    let common = |token: &Option<Token>| {
        token.as_ref().map_or(0.0, |token| f32::from(token.common()).min(10.0) / 10.0)
    };
    set(At::given_common, given * common(&left.given[0]).max(common(&right.given[0])));

    let father_odds = best(&left.father, &right.father);
    let (father, father_not) = sides(father_odds);
    set(At::father_agrees, father);
    set(At::father_differs, father_not);
    set(At::father_untold, untold(father_odds));
    set(At::father_common, father * common(&left.father[0]).max(common(&right.father[0])));

    let (grandfather, grandfather_not) = sides(best(&left.grandfather, &right.grandfather));
    set(At::grandfather_agrees, grandfather);
    set(At::grandfather_differs, grandfather_not);

    let family_odds = best(&left.family, &right.family);
    let (family, family_not) = sides(family_odds);
    set(At::family_agrees, family);
    set(At::family_differs, family_not);
    set(At::family_untold, untold(family_odds));

    let mother_odds = own_names(&left.mother, &right.mother);
    let (mother, mother_not) = sides(mother_odds);
    set(At::mother_agrees, mother);
    set(At::mother_differs, mother_not);
    set(At::mother_common, mother * common(&left.mother[0]).max(common(&right.mother[0])));
    let (house, house_not) = sides(best(&left.mothers_house, &right.mothers_house));
    set(At::mothers_house_agrees, house);
    set(At::mothers_house_differs, house_not);

    // Across generations.
    let old_is_father = as_father(old, young);
    let young_is_father = as_father(young, old);
    let (is_father, is_not_father) =
        sides(if sure { old_is_father } else { either(old_is_father, young_is_father) });
    let (turned, _) = sides(if sure { young_is_father } else { None });
    set(At::own_is_fathers, is_father);
    set(At::own_is_fathers_turned, turned);
    set(At::own_is_not_fathers, is_not_father);
    let old_is_mother = as_mother(old, young);
    let young_is_mother = as_mother(young, old);
    let (is_mother, is_not_mother) =
        sides(if sure { old_is_mother } else { either(old_is_mother, young_is_mother) });
    set(At::own_is_mothers, is_mother);
    set(At::own_is_not_mothers, is_not_mother);
    let (is_grandfather, _) =
        sides(either(best(&left.given, &right.grandfather), best(&right.given, &left.grandfather)));
    set(At::own_is_grandfathers, is_grandfather);
    let old_father = best(&old.father, &young.grandfather);
    let young_father = best(&young.father, &old.grandfather);
    let (chain, chain_not) = sides(if sure { old_father } else { either(old_father, young_father) });
    set(At::father_is_grandfather, chain);
    set(At::father_is_not_grandfather, chain_not);
    let exchanged = sides(old_is_father).0.min(sides(young_is_father).0);
    set(At::exchanged, exchanged);
    set(At::exchanged_mothers, sides(old_is_mother).0.min(sides(young_is_mother).0));

    // Kunyas.
    let (kunya, kunya_not) = sides(best(slice::from_ref(&left.child), slice::from_ref(&right.child)));
    set(At::kunya_agrees, kunya);
    set(At::kunya_differs, kunya_not);
    let (names_other, _) = sides(either(
        best(slice::from_ref(&left.child), &right.given),
        best(slice::from_ref(&right.child), &left.given),
    ));
    set(At::kunya_names_other, names_other);

    let (parents, parents_not) =
        sides(either(best(&left.parents_child, &right.given), best(&right.parents_child, &left.given)));
    set(At::parents_kunya_names_other, parents);
    set(At::parents_kunya_names_none, parents_not);
    set(At::parents_kunya_agrees, sides(best(&left.parents_child, &right.parents_child)).0);

    for (odds, sure, other) in [
        (given_odds, At::given_sure, At::given_other),
        (father_odds, At::father_sure, At::father_other),
        (family_odds, At::family_sure, At::family_other),
        (mother_odds, At::mother_sure, At::mother_other),
    ] {
        set(sure, f32::from(u8::from(odds.is_some_and(|odds| odds > 2.5))));
        set(other, f32::from(u8::from(odds.is_some_and(|odds| odds < -1.5))));
    }

    let sexes = left.sex.zip(right.sex).map(|(left, right): (Sex, Sex)| left == right);
    set(At::sex_same, f32::from(u8::from(sexes == Some(true))));
    set(At::sex_differs, f32::from(u8::from(sexes == Some(false))));

    let dates = left.birth.zip(right.birth).map(|(left, right)| left.against(right));
    let mut near = 0.0;
    let mut far = false;
    match dates {
        Some(Dates::SameDay) => {
            near = 1.0;
            set(At::same_day, 1.0);
        }
        Some(Dates::SameYear) => {
            near = 0.6;
            set(At::same_year, 1.0);
        }
        Some(Dates::Slip) => {
            near = 0.5;
            set(At::slip, 1.0);
        }
        Some(Dates::OtherYear) => {
            near = 0.7;
            set(At::other_year, 1.0);
        }
        Some(Dates::OtherDay) => set(At::other_day, 1.0),
        Some(Dates::About) => set(At::about, 1.0),
        Some(Dates::Apart(0..=1)) => set(At::apart_1, 1.0),
        Some(Dates::Apart(2..=4)) => set(At::apart_3, 1.0),
        Some(Dates::Apart(5..=14)) => set(At::apart_12, 1.0),
        Some(Dates::Apart(15..=45)) => {
            far = true;
            set(At::generation, 1.0);
        }
        Some(Dates::Apart(_)) => {
            far = true;
            set(At::two_generations, 1.0);
        }
        None => {}
    }

    // What only two facts together say.
    let apart = f32::from(u8::from(far));
    let close = f32::from(u8::from(!far));
    set(At::sibling_of_father, given_not * father * close);
    set(At::sibling_of_mother, given_not * mother * close);
    set(At::sibling_of_family, given_not * family * close);
    set(At::twin, given_not * near);
    let told = if later.is_none() { 0.5 } else { apart };
    set(At::parent_father, is_father * told);
    set(At::parent_mother, is_mother * told);
    set(At::parent_family, family * apart);
    let house_of = |child: &Person, parent: &Person| {
        either(best(&child.mothers_house, &parent.family), best(&child.mothers_house, &parent.father))
    };
    let old_house = house_of(young, old);
    let (mothers, mothers_not) =
        sides(if sure { old_house } else { either(old_house, house_of(old, young)) });
    set(At::parent_house, mothers * told);
    set(At::parent_mother_house, is_mother * mothers);
    set(At::parent_mother_other_house, is_mother * mothers_not);
    set(At::parent_father_chain, is_father * chain);
    set(At::parent_father_other_chain, is_father * chain_not);
    set(At::parent_father_family, is_father * family);
    set(At::parent_father_other_family, is_father * family_not);
    set(At::given_and_mother, given * mother);
    set(At::given_and_family, given * family);
    set(At::other_given_other_family, given_not * family_not);
    set(At::exchanged_close, exchanged * close);
    set(At::namesake_father, given * father_not);
    set(At::namesake_mother, given * mother_not);
    set(At::namesake_family, given * family_not);
    let dated = dates.is_some();
    set(At::given_and_day, given * near);
    set(At::given_not_day, if dated && near == 0.0 { given } else { 0.0 });
    set(At::given_and_father, given * father);
    set(At::other_given_other_father, given_not * father_not);
    let (mother_is_family, _) =
        sides(either(best(&left.mothers_house, &right.family), best(&right.mothers_house, &left.family)));
    set(At::mother_is_family, mother_is_family);
    found
}

/// Whether the figures show two own names born together: twins, or one person only if something else is wrong.
pub(crate) fn shows_twins(figures: &Figures) -> bool {
    figures[At::given_other as usize] > 0.0 && figures[At::twin as usize] > 0.0
}
