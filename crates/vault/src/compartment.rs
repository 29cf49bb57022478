//! The key of one compartment of one record, and what is sealed under it: the keys of its events, its label, and
//! notes (summaries, tasks, drafts).
//!
//! Invariant: a compartment key seals and opens for its own installation, record and slot only; every associated
//! data names them.

use std::fmt;

use aws_lc_rs::aead::NONCE_LEN;
use domain::{EventId, InstallationId, RecordId, SlotId};
use zeroize::Zeroizing;

use crate::{
    aead::{Cipher, KeyBytes, parts},
    error::VaultError,
    padding::Smallest,
    random,
};

/// Where an event stands. All of it is associated data: the event opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventAddress {
    /// The installation.
    pub installation: InstallationId,
    /// The record.
    pub record: RecordId,
    /// The slot: a compartment of the record.
    pub slot: SlotId,
    /// Sequence in the slot, from 1.
    pub seq: u64,
    /// The event.
    pub event: EventId,
    /// Format of the plaintext.
    pub format: u16,
}

impl EventAddress {
    fn ad(&self, tag: &[u8]) -> Vec<u8> {
        parts(&[
            tag,
            self.installation.as_bytes(),
            self.record.as_bytes(),
            self.slot.as_bytes(),
            &self.seq.to_be_bytes(),
            self.event.as_bytes(),
            &self.format.to_be_bytes(),
        ])
    }
}

/// An event as stored: drop the wrap and the sealed bytes stay closed, while their leaf stays valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEvent {
    /// The event's key, wrapped under the compartment's. Not covered by the ledger.
    pub wrap: Vec<u8>,
    /// The ciphertext, padded to a size class. Covered by the ledger.
    pub sealed: Vec<u8>,
}

/// The key of one compartment of one record.
pub struct CompartmentKey {
    cipher: Cipher,
    installation: InstallationId,
    record: RecordId,
    slot: SlotId,
}

impl fmt::Debug for CompartmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompartmentKey")
            .field("record", &self.record)
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}

const EVENT: &[u8] = b"homeward/event/1";
const EVENT_KEY: &[u8] = b"homeward/event-key/1";
const LABEL: &[u8] = b"homeward/label/1";
const NOTE: &[u8] = b"homeward/note/1";

impl CompartmentKey {
    pub(crate) fn new(
        key: &KeyBytes,
        installation: InstallationId,
        record: RecordId,
        slot: SlotId,
    ) -> Result<Self, VaultError> {
        Ok(Self { cipher: Cipher::new(key)?, installation, record, slot })
    }

    /// The record.
    pub const fn record(&self) -> RecordId {
        self.record
    }

    /// The slot.
    pub const fn slot(&self) -> SlotId {
        self.slot
    }

    /// Seals an event under a key of its own.
    pub fn seal_event(&self, address: &EventAddress, plaintext: &[u8]) -> Result<SealedEvent, VaultError> {
        self.own(address)?;
        // One call to the operating system for the key and both nonces.
        let mut fresh = Zeroizing::new([0_u8; 32 + 2 * NONCE_LEN]);
        random::fill(&mut *fresh)?;
        let mut key = Zeroizing::new([0_u8; 32]);
        let (mut wrap_nonce, mut nonce) = ([0; NONCE_LEN], [0; NONCE_LEN]);
        key.copy_from_slice(&fresh[..32]);
        wrap_nonce.copy_from_slice(&fresh[32..32 + NONCE_LEN]);
        nonce.copy_from_slice(&fresh[32 + NONCE_LEN..]);
        let sealed = Cipher::new(&key)?.seal_with(nonce, &address.ad(EVENT), plaintext, Smallest::Event)?;
        let wrap = self.cipher.wrap_with(wrap_nonce, &address.ad(EVENT_KEY), &key)?;
        Ok(SealedEvent { wrap, sealed })
    }

    /// Opens an event.
    pub fn open_event(
        &self,
        address: &EventAddress,
        wrap: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let key = self.event_key(address, wrap)?;
        Cipher::new(&key)?.open(&address.ad(EVENT), sealed, Smallest::Event)
    }

    /// Seals something that is no event: a summary, a task, a draft. `context` says what it is and of what
    /// (`b"summary"`, or `b"task"` and its id); it opens under the same context only.
    pub fn seal_note(&self, context: &[u8], bytes: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.cipher.seal(&self.ad(NOTE, context), bytes, Smallest::Note)
    }

    /// Opens a note.
    pub fn open_note(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.cipher.open(&self.ad(NOTE, context), sealed, Smallest::Note)
    }

    /// Opens the label: which compartment the slot stands for.
    pub fn open_label(&self, record: RecordId, slot: SlotId, label: &[u8]) -> Result<String, VaultError> {
        if (record, slot) != (self.record, self.slot) {
            return Err(VaultError::OtherCompartment);
        }
        let label = self.cipher.open(&self.ad(LABEL, b""), label, Smallest::Note)?;
        String::from_utf8(label.to_vec()).map_err(|_| VaultError::Sealed)
    }

    pub(crate) fn seal_label(&self, label: &str) -> Result<Vec<u8>, VaultError> {
        self.cipher.seal(&self.ad(LABEL, b""), label.as_bytes(), Smallest::Note)
    }

    /// The key of an event, to be wrapped again under another compartment key.
    pub(crate) fn event_key(&self, address: &EventAddress, wrap: &[u8]) -> Result<KeyBytes, VaultError> {
        self.own(address)?;
        self.cipher.unwrap(&address.ad(EVENT_KEY), wrap)
    }

    pub(crate) fn wrap_event_key(
        &self,
        address: &EventAddress,
        key: &KeyBytes,
    ) -> Result<Vec<u8>, VaultError> {
        self.own(address)?;
        self.cipher.wrap(&address.ad(EVENT_KEY), key)
    }

    fn ad(&self, tag: &[u8], context: &[u8]) -> Vec<u8> {
        parts(&[tag, self.installation.as_bytes(), self.record.as_bytes(), self.slot.as_bytes(), context])
    }

    fn own(&self, address: &EventAddress) -> Result<(), VaultError> {
        let (here, there) = (
            (self.installation, self.record, self.slot),
            (address.installation, address.record, address.slot),
        );
        if here == there { Ok(()) } else { Err(VaultError::OtherCompartment) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aead::fresh_key;

    /// Every compartment has a key of its own, so the places in the associated data are a second wall: it has to
    /// hold even for two compartments with the same key.
    #[test]
    fn the_place_alone_keeps_an_event_closed() {
        let bytes = fresh_key().unwrap();
        let here = (InstallationId::from_bytes([1; 16]), RecordId::from_bytes([2; 16]), [3; 16]);
        let key = |(installation, record, slot): (_, _, [u8; 16])| {
            CompartmentKey::new(&bytes, installation, record, slot.into()).unwrap()
        };
        let address = |(installation, record, slot): (_, _, [u8; 16])| EventAddress {
            installation,
            record,
            slot: slot.into(),
            seq: 1,
            event: EventId::from_bytes([4; 16]),
            format: 1,
        };
        let event = key(here).seal_event(&address(here), b"text").unwrap();
        let note = key(here).seal_note(b"summary", b"text").unwrap();
        let label = key(here).seal_label("core").unwrap();
        let event_key = key(here).event_key(&address(here), &event.wrap).unwrap();
        for there in [
            (InstallationId::from_bytes([9; 16]), here.1, here.2),
            (here.0, RecordId::from_bytes([9; 16]), here.2),
            (here.0, here.1, [9; 16]),
        ] {
            let (other, address) = (key(there), address(there));
            assert!(other.event_key(&address, &event.wrap).is_err());
            let wrap = other.wrap_event_key(&address, &event_key).unwrap();
            assert!(other.open_event(&address, &wrap, &event.sealed).is_err());
            assert!(other.open_note(b"summary", &note).is_err());
            assert!(other.open_label(there.1, there.2.into(), &label).is_err());
        }
        assert!(key(here).open_event(&address(here), &event.wrap, &event.sealed).is_ok());
    }
}
