//! The reasons in plain English, for the command line. Pages say them in the reader's language from the codes.
//!
//! Invariant: a sentence names no person.

use crate::{
    evidence::{Field, Kind},
    name::Name,
    verdict::Reason,
};

/// A reason in plain English.
pub const fn english(reason: &Reason) -> &'static str {
    match (reason.field, reason.kind) {
        (Field::Given, Kind::Agrees) => "the given names agree",
        (Field::Given, Kind::AgreesCommon) => "the given name is common",
        (Field::Given, Kind::Differs) => "the given names differ",
        (Field::Given, Kind::SiblingPattern) => "one house, two given names: as brothers and sisters",
        (Field::Given, Kind::TwinPattern) => "two given names, born together: as twins",
        (Field::Father, Kind::Agrees) => "the fathers agree",
        (Field::Father, Kind::AgreesCommon) => "the father's name is common",
        (Field::Father, Kind::Differs) => "the fathers differ",
        (Field::Father, Kind::NamesakePattern) => "one given name, two fathers: as namesakes",
        (Field::Grandfather, Kind::Differs) => "the grandfathers differ",
        (Field::Grandfather, _) => "the grandfathers agree",
        (Field::Family, Kind::Differs) => "the family names differ",
        (Field::Family, Kind::ParentPattern) => "one family name, a generation apart",
        (Field::Family, Kind::NamesakePattern) => "one given name, two family names: as namesakes",
        (Field::Family, _) => "the family names agree",
        (Field::Mother, Kind::AgreesCommon) => "the mother's name is common",
        (Field::Mother, Kind::Differs) => "the mothers differ",
        (Field::Mother, Kind::NamesakePattern) => "one given name, two mothers: as namesakes",
        (Field::Mother, _) => "the mothers agree",
        (Field::MothersHouse, Kind::Differs) => "the mothers are of different families",
        (Field::MothersHouse, Kind::ParentPattern) => {
            "the family of one is that of the other's mother, a generation apart"
        }
        (Field::MothersHouse, _) => "the mother's family agrees",
        (Field::Generations, Kind::OwnIsFathers) => "one is called as the other's father",
        (Field::Generations, Kind::OwnIsFathersTurned) => "the younger is called as the older's father",
        (Field::Generations, Kind::OwnIsMothers) => "one is called as the other's mother",
        (Field::Generations, Kind::OwnIsGrandfathers) => "one is called as the other's grandfather",
        (Field::Generations, Kind::FatherIsGrandfather) => {
            "the father of one is called as the other's grandfather"
        }
        (Field::Generations, Kind::Exchanged) => "their own and their parents' names are exchanged",
        (Field::Generations, Kind::ParentPattern) => {
            "one is called as the other's parent, a generation apart"
        }
        (Field::Generations, _) => "neither is called as the other's father or mother",
        (Field::Kunya, Kind::NamesTheOther) => "a kunya names the other",
        (Field::Kunya, Kind::Differs) => "the kunyas differ",
        (Field::Kunya, _) => "the kunyas agree",
        (Field::Sex, Kind::Differs) => "the sexes differ",
        (Field::Sex, _) => "the sex is the same",
        (Field::Birth, Kind::SameDay) => "born on the same day",
        (Field::Birth, Kind::SameYear) => "born in the same year",
        (Field::Birth, Kind::Slip) => "born in the same year, day or month differ as by a slip",
        (Field::Birth, Kind::OtherYear) => "the same day and month, the year differs as by a slip",
        (Field::Birth, Kind::About) => "born about the same time, reckoned from an age",
        (Field::Birth, Kind::YearsApart) => "born some years apart",
        (Field::Birth, Kind::GenerationApart) => "born a generation apart",
        (Field::Birth, Kind::Differs) => "the dates of birth differ",
        (Field::Birth, _) => "given name and date of birth agree together",
        (Field::Name, Kind::Differs) => "the names do not sound like forms of one name",
        (Field::Name, _) => "the names sound like forms of one name",
        (Field::Before | Field::Given | Field::Father, _) => "what is known beforehand",
    }
}

/// The evidence of two names alone: how they sound together.
pub fn name_reasons(left: &Name, right: &Name) -> Vec<Reason> {
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let weight = left.odds(right);
    let kind = if weight >= 0.0 { Kind::Agrees } else { Kind::Differs };
    vec![Reason { field: Field::Name, kind, weight }]
}
