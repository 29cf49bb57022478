//! Two faces side by side: are they one person, or of one family?
//!
//! Invariant: pure, and the same whichever of the two comes first. What speaks against it is said too. The word is that of
//! `names`, which weighs brothers, twins and parents as ways of their own; here it is said what that means for a
//! registrar, and a document that both bear is never passed over.

use std::collections::BTreeSet;

use domain::{
    ChoiceCode, Kin, MatchReason, NameRole, PartialDate, PersonName, Private, Record, Script, Sureness, Value,
};
use names::{Beforehand, Field, Kind, Person, Role, Side};

use crate::core::father::Father;

/// Who somebody is, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Face {
    /// Names as written.
    pub names: Vec<PersonName>,
    /// The father's name, where it stands by itself.
    pub father: Option<Private<String>>,
    /// The mother's name.
    pub mother: Option<Private<String>>,
    /// Sex, by the protocol's list.
    pub sex: Option<ChoiceCode>,
    /// Birth.
    pub birth: Option<PartialDate>,
}

impl From<crate::Summary> for Face {
    fn from(summary: crate::Summary) -> Self {
        Self { names: summary.names, sex: summary.sex, birth: summary.birth, ..Self::default() }
    }
}

/// The forms in which particulars stand that are compared.
pub(super) const FORMS: [&str; 4] = ["child_profile", "adult_profile", "listed_person", "manifest_line"];

impl Face {
    /// As a record shows it; cut to a reader, as that reader may see it.
    pub fn of(record: &Record) -> Self {
        let said = |field: &str| FORMS.iter().find_map(|form| record.value(form, field));
        let text = |field: &str| match said(field) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        Self {
            names: match said("names") {
                Some(Value::Names(names)) => names.clone(),
                _ => Vec::new(),
            },
            father: text("father_as_listed"),
            mother: text("mother_as_listed"),
            sex: match said("sex") {
                Some(Value::Choice(sex)) => Some(sex.clone()),
                _ => None,
            },
            birth: match said("birth") {
                Some(Value::Date(birth)) => Some(*birth),
                _ => None,
            },
        }
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

/// What two records may be to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likely {
    /// One person.
    One(Sureness),
    /// Two of one family; of parents and grandparents, who would be the elder.
    Kin(Kin, Option<Side>),
}

/// What they may be, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What they may be.
    pub likely: Likely,
    /// What speaks most for it and against it.
    pub reasons: BTreeSet<MatchReason>,
}

/// One piece of evidence: for one person above nought, against it below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// What it says.
    pub reason: MatchReason,
    /// How much, as a logarithm of odds to the base of two: one more doubles the odds.
    pub bits: f64,
}

/// Who shares two parts of a name, or one with the year of birth: of a hundred such, about one is the same person.
/// Chosen on the invented lists of development.
const BEFORE: Beforehand = Beforehand::of_lists(0.01);
/// From here on it is worth a registrar's time.
const LIKELY: f64 = 0.2;
/// From here on, with two parts of the name and the very day of birth, it is all but certain.
const CERTAIN: f64 = 0.9;
/// From here on a hypothesis of kinship is worth a registrar's time.
const KIN: f64 = 0.7;
/// Below this it is not looked at what else their records tell.
const HOPE: f64 = 0.005;
/// Two people bear one document's number seldom: a booklet of a whole family, a slip. In bits.
const DOCUMENT: f64 = 10.0;
/// Of the reasons so many are said at once, if they weigh so many bits.
const SAID: usize = 5;
const WEIGHTY: f64 = 0.7;
/// So many ways of writing one person are compared with each of the other's.
const WRITINGS: usize = 4;

/// Compares two; nothing where they are nobody's concern. A father of whom nothing is guessed speaks neither for them
/// nor against, and then no kinship is guessed either.
pub fn compare(one: &Face, other: &Face, documents: Documents, father: Father) -> Option<Verdict> {
    let found = Compared::of(one, other, documents, father)?;
    let one_day = matches!((one.birth, other.birth), (Some(PartialDate::Day(one)), Some(PartialDate::Day(other))) if one == other);
    let likely = found.likely(documents, one_day, father)?;
    let evidence = evidence(one, other, documents, father);
    let is_told = |reason| match likely {
        Likely::Kin(..) => speaks_for_kin(reason),
        // What says little by itself is left to the page of the two.
        Likely::One(_) => {
            !matches!(reason, MatchReason::Beforehand | MatchReason::NoGeneration | MatchReason::SameSex)
        }
    };
    let weighty = evidence.iter().filter(|one| is_told(one.reason) && one.bits.abs() >= WEIGHTY);
    let reasons = weighty.take(SAID).map(|one| one.reason).collect();
    Some(Verdict { likely, reasons })
}

/// Whether two may be anything to each other as far as their summaries tell, which say nothing of parents.
pub(super) fn may_be_something(one: &Face, other: &Face) -> bool {
    let found = Compared::of(one, other, Documents::Apart, Father::Speaks);
    found.is_some_and(|found| {
        let kin = found.verdict.siblings_among(&BEFORE) + found.verdict.parents_among(&BEFORE);
        found.same >= HOPE || kin >= HOPE
    })
}

/// The evidence for and against one person, the weightiest first after what is known beforehand: a waterfall that ends
/// at how likely it is.
pub fn evidence(one: &Face, other: &Face, documents: Documents, father: Father) -> Vec<Evidence> {
    let Some(found) = Compared::of(one, other, documents, father) else { return Vec::new() };
    let bits = |odds: f64| odds / std::f64::consts::LN_2;
    let mut steps: Vec<Evidence> = Vec::new();
    let mut add = |reason: MatchReason, more: f64| match steps.iter_mut().find(|step| step.reason == reason) {
        Some(step) => step.bits += more,
        None => steps.push(Evidence { reason, bits: more }),
    };
    for reason in names::reasons(&found.one, &found.other) {
        add(said(reason.field, reason.kind), bits(f64::from(reason.weight)));
    }
    if documents == Documents::Shared {
        add(MatchReason::SameDocument, DOCUMENT);
    }
    steps.sort_by(|one, other| other.bits.abs().total_cmp(&one.bits.abs()));
    // Where it begins follows from where it ends.
    let end = bits(odds(found.same));
    let known: f64 = steps.iter().map(|step| step.bits).sum();
    steps.insert(0, Evidence { reason: MatchReason::Beforehand, bits: end - known });
    steps
}

/// Whether what speaks for or against one person speaks for one family.
const fn speaks_for_kin(reason: MatchReason) -> bool {
    matches!(
        reason,
        MatchReason::Siblings
            | MatchReason::FatherAgrees
            | MatchReason::GrandfatherAgrees
            | MatchReason::FamilyAgrees
            | MatchReason::MotherAgrees
            | MatchReason::MothersHouseAgrees
            | MatchReason::CalledAsFather
            | MatchReason::CalledAsMother
            | MatchReason::CalledAsGrandfather
            | MatchReason::FatherIsGrandfather
            | MatchReason::ParentAndChild
            | MatchReason::KunyaNamesOther
            | MatchReason::GenerationApart
    )
}

/// Whether two names, with nothing else, are forms of one.
pub fn same_name(one: &[PersonName], other: &[PersonName], father: Father) -> bool {
    let face = |names: &[PersonName]| Face { names: names.to_vec(), ..Face::default() };
    let (one, other) = (writings(&face(one), father), writings(&face(other), father));
    one.iter().any(|one| other.iter().any(|other| names::compare(one, other).same >= names::SAME_PERSON_AT))
}

fn odds(share: f64) -> f64 {
    let share = share.clamp(1e-9, 1.0 - 1e-9);
    (share / (1.0 - share)).ln()
}

fn share(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Two persons in the writings that fit best.
struct Compared {
    one: Person,
    other: Person,
    verdict: names::Verdict,
    /// How likely it is that they are one, a shared document included.
    same: f64,
}

impl Compared {
    fn of(one: &Face, other: &Face, documents: Documents, father: Father) -> Option<Self> {
        let (ones, others) = (writings(one, father), writings(other, father));
        let mut best: Option<(f64, &Person, &Person, names::Verdict)> = None;
        for one in &ones {
            for other in &others {
                let verdict = names::compare(one, other);
                let same = verdict.same_among(&BEFORE);
                if best.as_ref().is_none_or(|best| best.0 < same) {
                    best = Some((same, one, other, verdict));
                }
            }
        }
        let (same, one, other, verdict) = best?;
        let document = if documents == Documents::Shared { DOCUMENT * std::f64::consts::LN_2 } else { 0.0 };
        Some(Self { one: one.clone(), other: other.clone(), verdict, same: share(odds(same) + document) })
    }

    fn likely(&self, documents: Documents, one_day: bool, father: Father) -> Option<Likely> {
        if documents == Documents::Shared {
            let against = self.verdict.same < names::SAME_PERSON_AT;
            return Some(Likely::One(if against { Sureness::Likely } else { Sureness::Certain }));
        }
        if self.same >= LIKELY {
            // A family name may be missing: a given name with the day of birth is little, and still worth a look.
            return match (self.names_agree(), one_day) {
                (true, true) if self.same >= CERTAIN => Some(Likely::One(Sureness::Certain)),
                (true, _) | (false, true) => Some(Likely::One(Sureness::Likely)),
                (false, false) => None,
            };
        }
        if father == Father::Silent {
            return None;
        }
        let found = names::kinship(&self.one, &self.other, &self.verdict, &BEFORE)?;
        let worth = found.share >= KIN || found.kin == names::Kin::Grandparent;
        worth.then_some(Likely::Kin(kin(found.kin), found.elder))
    }

    /// Whether two parts of the name agree: a given name with the day is one of thousands, and still two children's.
    fn names_agree(&self) -> bool {
        let reasons = names::reasons(&self.one, &self.other);
        let agrees = |field: Field| {
            let mut of_field = reasons.iter().filter(|reason| reason.field == field);
            of_field.any(|reason| matches!(reason.kind, Kind::Agrees) && reason.weight > 0.0)
        };
        agrees(Field::Given) && [Field::Family, Field::Father, Field::Mother].into_iter().any(agrees)
    }
}

const fn kin(kin: names::Kin) -> Kin {
    match kin {
        names::Kin::MotherChild => Kin::MotherChild,
        names::Kin::FatherChild => Kin::FatherChild,
        names::Kin::ParentChild => Kin::ParentChild,
        names::Kin::Siblings => Kin::Siblings,
        names::Kin::HalfSiblings => Kin::HalfSiblings,
        names::Kin::Grandparent => Kin::Grandparent,
    }
}

/// The ways in which a person is written: one for each whole name and for the parts in each script, and for each reading of
/// the day of birth.
fn writings(face: &Face, father: Father) -> Vec<Person> {
    let of_role = |role: NameRole, script: Option<Script>| {
        let mut found = face
            .names
            .iter()
            .filter(move |name| name.role == role && script.is_none_or(|known| name.script == known));
        found.next().map(|name| name.text.as_str()).unwrap_or_default()
    };
    // A by-name without its particle would pass for a name.
    let kunya = of_role(NameRole::Kunya, None);
    let is_kunya = names::parse(kunya).iter().all(|part| part.role == Role::Kunya);
    let kunya = if is_kunya { kunya } else { "" };
    let mut names: Vec<(String, &str)> = Vec::new();
    for name in face.names.iter().filter(|name| name.role == NameRole::Full) {
        names.push((format!("{} {kunya}", name.text.as_str()), ""));
    }
    let scripts: BTreeSet<Script> = face
        .names
        .iter()
        .filter(|name| matches!(name.role, NameRole::Given | NameRole::Family))
        .map(|name| name.script)
        .collect();
    for script in scripts {
        let part = |role| of_role(role, Some(script));
        let (given, family, of_father) =
            (part(NameRole::Given), part(NameRole::Family), part(NameRole::Father));
        let is_patronymic = names::looks_like_patronymic(of_father);
        let (patronymic, of_father) = if is_patronymic { (of_father, "") } else { ("", of_father) };
        let own = format!("{given} {patronymic} {kunya}");
        names.push((if family.is_empty() { own } else { format!("{family}, {own}") }, of_father));
    }
    let births: Vec<String> = match face.birth {
        Some(PartialDate::Day(day)) => vec![day.to_string()],
        Some(PartialDate::Either(one, other)) => vec![one.to_string(), other.to_string()],
        Some(PartialDate::Month(year, month)) => vec![format!("{year}-{month:02}")],
        Some(PartialDate::Year(year)) => vec![year.to_string()],
        Some(PartialDate::About(year, _)) => vec![format!("~{year}")],
        None => vec![String::new()],
    };
    let text = |text: &Option<Private<String>>| {
        text.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default()
    };
    let (listed_father, mother) = (text(&face.father), text(&face.mother));
    let sex = match face.sex.as_ref().map(ChoiceCode::as_str) {
        Some("female") => "F",
        Some("male") => "M",
        _ => "",
    };
    let mut found = Vec::new();
    for (name, of_father) in names.iter().filter(|(name, _)| !name.trim().is_empty()).take(WRITINGS) {
        for birth in &births {
            let of_father = if of_father.is_empty() { listed_father.as_str() } else { of_father };
            let record = names::Record { name: name.trim(), father: of_father, mother: &mother, sex, birth };
            let person = Person::new(&record);
            found.push(if father == Father::Silent { person.without_father() } else { person });
        }
    }
    found
}

/// A figure of `names` in the words of the house.
const fn said(field: Field, kind: Kind) -> MatchReason {
    match (field, kind) {
        (Field::Given, Kind::Differs) => MatchReason::GivenDiffers,
        (Field::Given, Kind::SiblingPattern) => MatchReason::Siblings,
        (Field::Given, Kind::TwinPattern) => MatchReason::Twins,
        (Field::Given, _) => MatchReason::GivenAgrees,
        (_, Kind::NamesakePattern) => MatchReason::Namesakes,
        (_, Kind::ParentPattern) => MatchReason::ParentAndChild,
        (Field::Father, Kind::Differs) => MatchReason::FatherDiffers,
        (Field::Father, _) => MatchReason::FatherAgrees,
        (Field::Grandfather, Kind::Differs) => MatchReason::GrandfatherDiffers,
        (Field::Grandfather, _) => MatchReason::GrandfatherAgrees,
        (Field::Family, Kind::Differs) => MatchReason::FamilyDiffers,
        (Field::Family, _) => MatchReason::FamilyAgrees,
        (Field::Mother, Kind::Differs) => MatchReason::MotherDiffers,
        (Field::Mother, _) => MatchReason::MotherAgrees,
        (Field::MothersHouse, Kind::Differs) => MatchReason::MothersHouseDiffers,
        (Field::MothersHouse, _) => MatchReason::MothersHouseAgrees,
        (Field::Generations, Kind::OwnIsFathers | Kind::OwnIsFathersTurned) => MatchReason::CalledAsFather,
        (Field::Generations, Kind::OwnIsMothers) => MatchReason::CalledAsMother,
        (Field::Generations, Kind::OwnIsGrandfathers) => MatchReason::CalledAsGrandfather,
        (Field::Generations, Kind::FatherIsGrandfather) => MatchReason::FatherIsGrandfather,
        (Field::Generations, Kind::Exchanged) => MatchReason::Exchanged,
        (Field::Generations, _) => MatchReason::NoGeneration,
        (Field::Kunya, Kind::NamesTheOther) => MatchReason::KunyaNamesOther,
        (Field::Kunya, Kind::Differs) => MatchReason::KunyaDiffers,
        (Field::Kunya, _) => MatchReason::KunyaAgrees,
        (Field::Sex, Kind::Differs) => MatchReason::OtherSex,
        (Field::Sex, _) => MatchReason::SameSex,
        (Field::Birth, Kind::SameDay | Kind::Agrees) => MatchReason::SameBirth,
        (Field::Birth, Kind::SameYear) => MatchReason::SameYear,
        (Field::Birth, Kind::Slip) => MatchReason::BirthSlip,
        (Field::Birth, Kind::OtherYear) => MatchReason::BirthOtherYear,
        (Field::Birth, Kind::About) => MatchReason::BirthAbout,
        (Field::Birth, Kind::YearsApart) => MatchReason::YearsApart,
        (Field::Birth, Kind::GenerationApart) => MatchReason::GenerationApart,
        (Field::Birth, _) => MatchReason::OtherBirth,
        (Field::Name, _) => MatchReason::AlikeName,
        (Field::Before, _) => MatchReason::Beforehand,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(names: &[(&str, NameRole)], sex: &'static str, birth: &str) -> Face {
        Face {
            names: names.iter().map(|(text, role)| PersonName::new(text, *role)).collect(),
            sex: (!sex.is_empty()).then(|| ChoiceCode::of(sex)),
            birth: (!birth.is_empty()).then(|| birth.parse().expect("a date")),
            ..Face::default()
        }
    }

    fn girl(birth: &str) -> Face {
        face(&[("Калиева", NameRole::Family), ("Асель", NameRole::Given)], "female", birth)
    }

    fn verdict(one: &Face, other: &Face, documents: Documents, father: Father) -> Option<Verdict> {
        let there = compare(one, other, documents, father);
        let back = compare(other, one, documents, father);
        let turned = back.map(|verdict| match verdict.likely {
            Likely::Kin(kin, Some(Side::Left)) => {
                Verdict { likely: Likely::Kin(kin, Some(Side::Right)), ..verdict }
            }
            Likely::Kin(kin, Some(Side::Right)) => {
                Verdict { likely: Likely::Kin(kin, Some(Side::Left)), ..verdict }
            }
            _ => verdict,
        });
        assert_eq!(there, turned, "whichever comes first");
        there
    }

    fn sure(one: &Face, other: &Face, documents: Documents) -> Option<Sureness> {
        match verdict(one, other, documents, Father::Speaks)?.likely {
            Likely::One(sureness) => Some(sureness),
            Likely::Kin(..) => None,
        }
    }

    #[test]
    fn name_and_day_of_birth_are_one_person_and_half_of_it_is_a_question() {
        let known = girl("2016-05-01");
        let apart = |other: &Face| sure(&known, other, Documents::Apart);
        assert_eq!(apart(&girl("2016-05-01")), Some(Sureness::Certain));
        assert_eq!(apart(&girl("2016")), Some(Sureness::Likely));
        assert_eq!(apart(&girl("")), Some(Sureness::Likely));
        assert_eq!(apart(&girl("2009-11-23")), None);
        let boy = Face { sex: Some(ChoiceCode::of("male")), ..girl("2009-11-23") };
        assert_eq!(apart(&boy), None);
        let sister =
            face(&[("Калиева", NameRole::Family), ("Дана", NameRole::Given)], "female", "2016-05-01");
        assert_eq!(apart(&sister), None, "a twin is another child");
    }

    #[test]
    fn another_script_is_the_same_name_and_a_missing_family_name_makes_it_unsure() {
        let known = girl("2016-05-01");
        let latin = face(&[("Kalieva", NameRole::Family), ("Asel", NameRole::Given)], "female", "2016-05-01");
        assert_eq!(sure(&known, &latin, Documents::Apart), Some(Sureness::Certain));
        let arabic = face(&[("اسيل كالييفا", NameRole::Full)], "female", "2016-05-01");
        assert!(sure(&known, &arabic, Documents::Apart).is_some());
        let alone = face(&[("Асель", NameRole::Given)], "", "2016-05-01");
        assert_eq!(sure(&known, &alone, Documents::Apart), Some(Sureness::Likely));
        let alone = face(&[("Асель", NameRole::Given)], "", "2016");
        assert_eq!(sure(&known, &alone, Documents::Apart), None);
    }

    #[test]
    fn a_document_overcomes_what_speaks_against_it_and_what_speaks_is_said() {
        let known = girl("2016-05-01");
        let other = girl("2011-09-17");
        let found = verdict(&known, &other, Documents::Shared, Father::Speaks).expect("a question");
        assert_eq!(found.likely, Likely::One(Sureness::Likely));
        assert!(found.reasons.contains(&MatchReason::SameDocument), "{found:?}");
        assert_eq!(sure(&known, &girl("2016"), Documents::Shared), Some(Sureness::Certain));
        let stranger = face(&[("Омаров", NameRole::Family), ("Ержан", NameRole::Given)], "male", "");
        assert_eq!(sure(&known, &stranger, Documents::Shared), Some(Sureness::Likely));
    }

    #[test]
    fn two_readings_of_a_date_may_be_one_of_them() {
        let read = girl("2016-05-01");
        let either = Face {
            birth: Some(PartialDate::Either(jiff::civil::date(2016, 1, 5), jiff::civil::date(2016, 5, 1))),
            ..read.clone()
        };
        assert!(sure(&read, &either, Documents::Apart).is_some());
        assert_eq!(sure(&girl("2010-10-23"), &either, Documents::Apart), None);
    }

    #[test]
    fn a_father_of_whom_nothing_is_guessed_speaks_neither_for_nor_against() {
        let named = |father: &str| {
            face(&[("Асель", NameRole::Given), (father, NameRole::Father)], "female", "2016-05-01")
        };
        let (one, same, other) = (named("Ержан"), named("Ержан"), named("Тимур"));
        let silent = |other: &Face| verdict(&one, other, Documents::Apart, Father::Silent);
        assert_eq!(sure(&one, &same, Documents::Apart), Some(Sureness::Certain));
        assert_eq!(silent(&same), silent(&other), "given name and day alone");
        let reasons = silent(&other).expect("a question").reasons;
        assert!(
            !reasons.contains(&MatchReason::FatherDiffers) && !reasons.contains(&MatchReason::FatherAgrees)
        );
    }

    #[test]
    fn a_kunya_is_no_evidence_by_itself() {
        let one = face(&[("أم عمر", NameRole::Kunya)], "", "");
        assert_eq!(verdict(&one, &one.clone(), Documents::Apart, Father::Speaks), None);
    }

    #[test]
    fn a_family_is_guessed_and_never_where_nothing_may_be() {
        let child = Face {
            mother: Some("Дана Смагулова".into()),
            ..face(&[("Ахметова Зарина Канатовна", NameRole::Full)], "female", "2014-03-29")
        };
        let father =
            face(&[("Akhmetov", NameRole::Family), ("Kanat", NameRole::Given)], "male", "1984-05-02");
        let mother = face(&[("Смагулова Дана", NameRole::Full)], "female", "1988-11-20");
        let between = |one: &Face, other: &Face, father| {
            verdict(one, other, Documents::Apart, father).map(|found| found.likely)
        };
        assert_eq!(
            between(&child, &father, Father::Speaks),
            Some(Likely::Kin(Kin::FatherChild, Some(Side::Right)))
        );
        assert_eq!(
            between(&mother, &child, Father::Speaks),
            Some(Likely::Kin(Kin::MotherChild, Some(Side::Left)))
        );
        for other in [&father, &mother] {
            assert_eq!(between(&child, other, Father::Silent), None);
        }
    }

    #[test]
    fn the_evidence_ends_where_the_verdict_does() {
        let known = girl("2016-05-01");
        let latin = face(&[("Kalieva", NameRole::Family), ("Asel", NameRole::Given)], "female", "2016-05-01");
        let steps = evidence(&known, &latin, Documents::Apart, Father::Speaks);
        assert_eq!(steps[0].reason, MatchReason::Beforehand);
        let end: f64 = steps.iter().map(|step| step.bits).sum();
        let found = Compared::of(&known, &latin, Documents::Apart, Father::Speaks).expect("two names");
        assert!((share(end * std::f64::consts::LN_2) - found.same).abs() < 1e-6);
        assert!(
            steps.iter().any(|step| step.reason == MatchReason::GivenAgrees && step.bits > 0.0),
            "{steps:?}"
        );
        assert!(evidence(&known, &Face::default(), Documents::Apart, Father::Speaks).is_empty());
    }
}
