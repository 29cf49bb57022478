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
        all(MatchDecision::ALL, MatchDecision::code);
        assert_eq!(MatchDecision::from_code("same"), Some(MatchDecision::Same));
        assert_eq!(MatchDecision::from_code("merge"), None);
    }
}
