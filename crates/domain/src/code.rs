//! Codes: the short names by which the protocol's parts are known.
//!
//! Invariant: a code that was once in force is never given another meaning, for events outlive versions.

use std::{borrow::Borrow, fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// A text that is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code: 1 to 64 of a-z, 0-9, '_', '-' and '.' are expected")]
pub struct BadCode;

fn is_code(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'.'))
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks the text: 1 to 64 of `a-z 0-9 _ - .`.
            pub fn new(text: &str) -> Result<Self, BadCode> {
                if is_code(text) { Ok(Self(text.into())) } else { Err(BadCode) }
            }
            /// A code written in the program itself.
            ///
            /// # Panics
            /// When the literal is no code: a mistake of the programmer, met by the first test.
            #[track_caller]
            pub fn of(text: &'static str) -> Self {
                assert!(is_code(text), "not a code: {text}");
                Self(text.into())
            }
            /// The code as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}", &self.0) }
        }
        impl FromStr for $name {
            type Err = BadCode;
            fn from_str(text: &str) -> Result<Self, BadCode> { Self::new(text) }
        }
        impl Borrow<str> for $name { fn borrow(&self) -> &str { &self.0 } }
        impl PartialEq<str> for $name { fn eq(&self, other: &str) -> bool { &*self.0 == other } }
        impl PartialEq<&str> for $name { fn eq(&self, other: &&str) -> bool { &*self.0 == *other } }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(&self.0) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                crate::written::parsed(d)
            }
        }
    )*};
}

codes! {
    /// A kind of record: `child`, `adult`, `family`, `operation`, `flight`, `account`, `team`, `installation`.
    Kind,
    /// A stage of a record's pathway.
    Stage,
    /// A compartment: `core`, `background`, `psych`, …
    Compartment,
    /// A form.
    FormCode,
    /// A field of a form.
    FieldCode,
    /// A list of choices.
    ListCode,
    /// One choice of a list.
    ChoiceCode,
    /// What a task asks for.
    TaskCode,
    /// A role that an account may hold.
    RoleCode,
    /// What a person may do besides reading and writing.
    ActionCode,
    /// What a consent or a referral is for.
    PurposeCode,
    /// A place: a region or a district.
    PlaceCode,
    /// A service in the directory.
    ServiceCode,
    /// A sector of work: social, health, psychosocial, education, legal, community, operation, consular, supervision.
    Sector,
    /// A ground, basis, relation, rule or other reason that the protocol lists.
    GroundCode,
    /// An instrument that gives scores.
    InstrumentCode,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_plain_and_bounded() {
        assert!(Kind::new("child").is_ok());
        for bad in ["", "Child", "a b", "ребёнок", &"x".repeat(65)] {
            assert_eq!(Kind::new(bad), Err(BadCode), "{bad}");
        }
    }
}
