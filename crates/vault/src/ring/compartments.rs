//! Compartment keys: made, opened, wrapped again under the current epoch, and replaced when one event is erased.

use domain::{EventId, RecordId, SlotId};

use super::KeyRing;
use crate::{
    aead::{fresh_key, parts},
    compartment::{CompartmentKey, EventAddress},
    error::VaultError,
};

/// A slot as stored in the database: its key under an epoch's, and its sealed label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSlot {
    /// The epoch that wraps the key.
    pub epoch: u32,
    /// The compartment key, wrapped. Deleting it erases the compartment.
    pub wrap: Vec<u8>,
    /// Which compartment it is, sealed under the compartment key.
    pub label: Vec<u8>,
}

/// A compartment under a new key.
#[derive(Debug)]
pub struct Rekeyed {
    /// The new key; notes of the compartment (summaries, tasks) are to be sealed again under it.
    pub key: CompartmentKey,
    /// To be stored in place of the old slot.
    pub slot: StoredSlot,
    /// The new wraps of the live events, in the order given.
    pub wraps: Vec<(EventId, Vec<u8>)>,
}

const COMPARTMENT_KEY: &[u8] = b"homeward/compartment-key/1";

impl KeyRing {
    /// Makes a compartment: a fresh key, wrapped under the current epoch, and the sealed label.
    pub fn new_compartment(
        &self,
        record: RecordId,
        slot: SlotId,
        label: &str,
    ) -> Result<(CompartmentKey, StoredSlot), VaultError> {
        let state = self.state();
        let epoch = state.body.epoch;
        let fresh = fresh_key()?;
        let key = CompartmentKey::new(&fresh, state.body.installation, record, slot)?;
        let wrap = state.epoch(epoch)?.cipher.wrap(&self.ad(record, slot, epoch), &fresh)?;
        let label = key.seal_label(label)?;
        Ok((key, StoredSlot { epoch, wrap, label }))
    }

    /// Opens the key of a stored compartment.
    pub fn open_compartment(
        &self,
        record: RecordId,
        slot: SlotId,
        stored: &StoredSlot,
    ) -> Result<CompartmentKey, VaultError> {
        let state = self.state();
        let ad = self.ad(record, slot, stored.epoch);
        let key = state.epoch(stored.epoch)?.cipher.unwrap(&ad, &stored.wrap)?;
        CompartmentKey::new(&key, state.body.installation, record, slot)
    }

    /// The same compartment key under the current epoch. Its label and events stay as they are.
    pub fn rewrap(
        &self,
        record: RecordId,
        slot: SlotId,
        stored: &StoredSlot,
    ) -> Result<StoredSlot, VaultError> {
        let state = self.state();
        let epoch = state.body.epoch;
        let key =
            state.epoch(stored.epoch)?.cipher.unwrap(&self.ad(record, slot, stored.epoch), &stored.wrap)?;
        let wrap = state.epoch(epoch)?.cipher.wrap(&self.ad(record, slot, epoch), &key)?;
        Ok(StoredSlot { epoch, wrap, label: stored.label.clone() })
    }

    /// Gives a compartment a new key, under the current epoch, and wraps the keys of its live events again. The
    /// event to be erased is left out: no wrap of its key is made. Its old wrap opens from older copies of the
    /// database until the epoch of the old slot is destroyed.
    pub fn rekey<'a>(
        &self,
        record: RecordId,
        slot: SlotId,
        stored: &StoredSlot,
        live: impl IntoIterator<Item = (EventAddress, &'a [u8])>,
    ) -> Result<Rekeyed, VaultError> {
        let old = self.open_compartment(record, slot, stored)?;
        let label = old.open_label(record, slot, &stored.label)?;
        let (key, slot) = self.new_compartment(record, slot, &label)?;
        let wraps = live
            .into_iter()
            .map(|(address, wrap)| {
                let event_key = old.event_key(&address, wrap)?;
                Ok((address.event, key.wrap_event_key(&address, &event_key)?))
            })
            .collect::<Result<_, VaultError>>()?;
        Ok(Rekeyed { key, slot, wraps })
    }

    fn ad(&self, record: RecordId, slot: SlotId, epoch: u32) -> Vec<u8> {
        parts(&[
            COMPARTMENT_KEY,
            self.installation().as_bytes(),
            record.as_bytes(),
            slot.as_bytes(),
            &epoch.to_be_bytes(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every epoch has a key of its own; that its wraps also name it is a second wall.
    #[test]
    fn a_wrap_names_record_slot_and_epoch() {
        let ring = KeyRing::ephemeral(0).unwrap();
        let (one, two) = ([1; 16], [2; 16]);
        let here = ring.ad(one.into(), one.into(), 1);
        assert_ne!(here, ring.ad(two.into(), one.into(), 1));
        assert_ne!(here, ring.ad(one.into(), two.into(), 1));
        assert_ne!(here, ring.ad(one.into(), one.into(), 2));
        assert_ne!(here, KeyRing::ephemeral(0).unwrap().ad(one.into(), one.into(), 1));
    }
}
