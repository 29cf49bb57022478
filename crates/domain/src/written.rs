//! Reading what is written as a short text: codes, ids, dates.
//!
//! Invariant: the text is looked at where it stands. A long record holds thousands of them, and a copy of each only to
//! be parsed was a good part of opening it.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{
    Deserializer,
    de::{Error, Visitor},
};

/// Parses a text.
pub(crate) fn parsed<'de, T: FromStr<Err: fmt::Display>, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    d.deserialize_str(Written(PhantomData))
}

struct Written<T>(PhantomData<T>);

impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Written<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}
