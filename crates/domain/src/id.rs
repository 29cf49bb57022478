//! Random 16-byte identifiers. They say nothing about place, time or family, and they are made at the edge and
//! handed in, never drawn here.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A text that is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: 32 hexadecimal digits are expected")]
pub struct BadId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// From its 16 bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self { Self(bytes) }
            /// Its 16 bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] { &self.0 }
            /// From a slice, if it has exactly 16 bytes.
            pub fn from_slice(bytes: &[u8]) -> Result<Self, BadId> {
                bytes.try_into().map(Self).map_err(|_| BadId)
            }
        }
        impl From<[u8; 16]> for $name { fn from(bytes: [u8; 16]) -> Self { Self(bytes) } }
        impl From<$name> for [u8; 16] { fn from(id: $name) -> Self { id.0 } }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                uuid::Uuid::from_bytes(self.0).simple().fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                uuid::Uuid::try_parse(text).map(|id| Self(id.into_bytes())).map_err(|_| BadId)
            }
        }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                crate::written::parsed(d)
            }
        }
    )*};
}

ids! {
    /// One record: a child, an adult, a family, an operation, a flight, an account.
    RecordId,
    /// One compartment of one record, without its name.
    SlotId,
    /// One event.
    EventId,
    /// One command as its sender made it: sent twice, it happens once.
    CommandId,
    /// One filled form among several of its kind on a record.
    EntryId,
    /// One task.
    TaskId,
    /// One goal of a plan.
    GoalId,
    /// One referral.
    ReferralId,
    /// One case conference.
    ConferenceId,
    /// One consent decision.
    ConsentId,
    /// One question put to a supervisor or authority.
    ApprovalId,
    /// One absence of a colleague.
    LeaveId,
    /// One attached file.
    FileId,
    /// One installation of Homeward.
    InstallationId,
}

/// A person who signs in. An account is a record like any other, so its id is a record's.
pub type UserId = RecordId;
/// A team (an organisation, a centre, a school, a clinic); likewise a record.
pub type TeamId = RecordId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_what_it_shows() {
        let id = RecordId::from_bytes(*b"0123456789abcdef");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("0123".parse::<RecordId>(), Err(BadId));
    }
}
