//! The vault from outside, as the rooms above it use it.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod erasure;
mod events;
mod register;
mod ring;
mod root;

use domain::{EventId, RecordId, SlotId};
use vault::{EventAddress, KeyRing};

pub(crate) fn ring() -> KeyRing {
    KeyRing::ephemeral(0).unwrap()
}

pub(crate) fn record(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}

pub(crate) fn slot(n: u8) -> SlotId {
    SlotId::from_bytes([n; 16])
}

pub(crate) fn event(n: u8) -> EventId {
    EventId::from_bytes([n; 16])
}

/// The address of the event with the sequence `seq` in slot 2 of record 1.
pub(crate) fn address(ring: &KeyRing, seq: u8) -> EventAddress {
    EventAddress {
        installation: ring.installation(),
        record: record(1),
        slot: slot(2),
        seq: u64::from(seq),
        event: event(seq),
        format: 1,
    }
}
