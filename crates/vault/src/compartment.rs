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
