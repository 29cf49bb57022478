//! Text about a person.
//!
//! Invariant: it shows nothing in `Debug`, has no `Display`, and `Serialize` refuses outside of
//! [`sealing::encode`](crate::sealing::encode), so a log line or a careless JSON answer cannot carry it.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::sealing;

/// A personal value; open it on purpose with [`Private::reveal`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Private<T: Zeroize>(T);

impl<T: Zeroize> Private<T> {
    /// Marks a value as personal.
    pub const fn new(value: T) -> Self {
        Self(value)
    }
    /// The value itself, to be shown to somebody who was allowed to read it.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl Private<String> {
    /// The text as a slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Private<String> {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
impl From<String> for Private<String> {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl<T: Zeroize> Drop for Private<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(private)")
    }
}

impl<T: Zeroize + Serialize> Serialize for Private<T> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if sealing::is_open() {
            self.0.serialize(s)
        } else {
            Err(serde::ser::Error::custom("personal data may be written only for sealing"))
        }
    }
}
impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Private<T> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        T::deserialize(d).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_text_stays_out_of_logs_and_json() {
        let name = Private::from("Aisha");
        assert_eq!(format!("{name:?}"), "(private)");
        assert!(serde_json::to_string(&name).is_err());
        assert_eq!(&*sealing::encode(&name).expect("sealing may write it"), b"\"Aisha\"");
        assert!(serde_json::to_string(&name).is_err(), "the door is closed again");
    }
}
