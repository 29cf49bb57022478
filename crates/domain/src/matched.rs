//! Two records that may be one person: how sure that is, why, and what was decided.
//!
//! Invariant: closed lists. A code is what events hold for years, so none is renamed or given another meaning.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$of])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its code, in events and forms.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
            /// From its code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == code)
            }
        }
    };
}

codes! {
    /// How sure it is that two records are one person. Orders from the surest.
    Sureness {
        /// Two things agree that together belong to one person only: a document's number, name and day of birth.
        Certain = "certain",
        /// Much agrees and nothing speaks against it.
        Likely = "likely",
        /// A person put the two side by side.
        Asked = "asked",
    }
}

codes! {
    /// What speaks for or against it.
    MatchReason {
        /// The number of a document is the same.
        SameDocument = "same_document",
        /// Given and family name are the same in their normal forms.
        SameName = "same_name",
        /// They sound the same, written otherwise or in another script.
        AlikeName = "alike_name",
        /// The given name sounds the same, and the family name is missing or another.
        AlikeGiven = "alike_given",
        /// The day of birth is the same.
        SameBirth = "same_birth",
        /// What is known of the two births may be one day.
        PossibleBirth = "possible_birth",
        /// The births cannot be one day.
        OtherBirth = "other_birth",
        /// The sex is another.
        OtherSex = "other_sex",
        /// A person saw it.
        SeenByPerson = "seen_by_person",
        /// The given names are forms of one name.
        GivenAgrees = "given_agrees",
        /// The given names are two names.
        GivenDiffers = "given_differs",
        /// One house and two given names: as brothers and sisters.
        Siblings = "siblings",
        /// The same, and born together.
        Twins = "twins",
        /// The fathers' names are forms of one name.
        FatherAgrees = "father_agrees",
        /// The fathers' names are two names.
        FatherDiffers = "father_differs",
        /// The grandfathers' names are forms of one name.
        GrandfatherAgrees = "grandfather_agrees",
        /// The grandfathers' names are two names.
        GrandfatherDiffers = "grandfather_differs",
        /// The family names are forms of one name.
        FamilyAgrees = "family_agrees",
        /// The family names are two names.
        FamilyDiffers = "family_differs",
        /// The mothers' names are forms of one name.
        MotherAgrees = "mother_agrees",
        /// The mothers' names are two names.
        MotherDiffers = "mother_differs",
        /// The mothers' families bear one name.
        MothersHouseAgrees = "mothers_house_agrees",
        /// The mothers are of different families.
        MothersHouseDiffers = "mothers_house_differs",
        /// One given name and two houses: as namesakes.
        Namesakes = "namesakes",
        /// One is called as the other's father.
        CalledAsFather = "called_as_father",
        /// One is called as the other's mother.
        CalledAsMother = "called_as_mother",
        /// One is called as the other's grandfather.
        CalledAsGrandfather = "called_as_grandfather",
        /// The father of one is called as the grandfather of the other.
        FatherIsGrandfather = "father_is_grandfather",
        /// Own name and parent's name are exchanged.
        Exchanged = "exchanged",
        /// As a parent and a child, a generation apart.
        ParentAndChild = "parent_and_child",
        /// Neither is called as the other's father or mother.
        NoGeneration = "no_generation",
        /// A kunya names the other.
        KunyaNamesOther = "kunya_names_other",
        /// The kunyas name one child.
        KunyaAgrees = "kunya_agrees",
        /// The kunyas name two children.
        KunyaDiffers = "kunya_differs",
        /// The sex is the same.
        SameSex = "same_sex",
        /// The year of birth is the same, and the day is not known of both.
        SameYear = "same_year",
        /// The same year, with day or month as by a slip.
        BirthSlip = "birth_slip",
        /// The same day and month in a year close by.
        BirthOtherYear = "birth_other_year",
        /// Born about the same time, reckoned from an age.
        BirthAbout = "birth_about",
        /// Born some years apart.
        YearsApart = "years_apart",
        /// Born a generation apart.
        GenerationApart = "generation_apart",
        /// So many people are one of two that share this much, before anything else is looked at.
        Beforehand = "beforehand",
    }
}

codes! {
    /// What two people may be to each other: a hypothesis until somebody has looked. Of parents and grandparents, the pair
    /// names the elder first.
    Kin {
        /// A mother and her child.
        MotherChild = "mother_child",
        /// A father and his child.
        FatherChild = "father_child",
        /// A parent and a child.
        ParentChild = "parent_child",
        /// Brothers and sisters.
        Siblings = "siblings",
        /// Brothers and sisters who share one parent.
        HalfSiblings = "half_siblings",
        /// A grandparent and a grandchild.
        Grandparent = "grandparent",
    }
}

codes! {
    /// What a registrar decided of a pair.
    MatchDecision {
        /// They are one person: the records are linked, neither is changed.
        Same = "same",
        /// Two people who belong together.
        Related = "related",
        /// Two people.
        Different = "different",
        /// It cannot be told yet.
        Unsure = "unsure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_an_event_holds() {
        fn all<T: Copy + Serialize>(all: &[T], code: impl Fn(T) -> &'static str) {
            for one in all {
                let written = serde_json::to_value(one).expect("a code");
                assert_eq!(written, code(*one));
            }
        }
        all(Sureness::ALL, Sureness::code);
        all(MatchReason::ALL, MatchReason::code);
        all(Kin::ALL, Kin::code);
        all(MatchDecision::ALL, MatchDecision::code);
        assert_eq!(MatchDecision::from_code("same"), Some(MatchDecision::Same));
        assert_eq!(MatchDecision::from_code("merge"), None);
    }
}
