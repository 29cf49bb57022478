//! Taking content away: an event loses its key and its compartment gets a new one; a compartment loses its key.
//!
//! Invariant: the place of what was erased stays, and so does the ledger; what else the compartment holds opens
//! under the new key only, and everything projected from it is sealed again in the same transaction.

use domain::{EventId, Record, RecordId, SlotId};
use store::{LeafSource, Row};

use super::{Seen, Work, address};
use crate::{
    chain::erasure_leaf,
    refused::{Answer, Fault, Refused},
};

impl Work<'_> {
    /// Drops the key of one event and gives its compartment a new key.
    pub(crate) fn drop_event(&mut self, id: RecordId, slot: SlotId, event: EventId) -> Answer<()> {
        let app = self.app;
        let working = self.working_mut(id)?;
        let loaded = &mut working.loaded;
        let open = loaded.slots.get_mut(&slot).ok_or(Refused::NotFound)?;
        let place = loaded
            .wraps
            .iter()
            .position(|(head, _)| head.slot == slot && head.event == event)
            .ok_or(Refused::NotFound)?;
        let (head, _) = loaded.wraps.remove(place);
        let live = || loaded.wraps.iter().filter(|(head, _)| head.slot == slot);
        let rekeyed = app.ring().rekey(
            id,
            slot,
            &open.stored,
            live().map(|(head, wrap)| (address(app, head), wrap.as_slice())),
        )?;
        working
            .touched
            .entry(slot)
            .or_insert_with(|| Seen::Slot { seq: open.seq, wrap: open.stored.wrap.clone() });
        working.resealed.insert(slot);
        working.rows.push(Row::RewrapSlot {
            record: id,
            slot,
            epoch: rekeyed.slot.epoch,
            wrap: rekeyed.slot.wrap.clone(),
            label: rekeyed.slot.label.clone(),
        });
        // In the order in which they were given.
        let live = loaded.wraps.iter_mut().filter(|(head, _)| head.slot == slot);
        for ((head, wrap), (event, fresh)) in live.zip(rekeyed.wraps) {
            if head.event != event {
                return Err(Fault::Damaged(id).into());
            }
            wrap.clone_from(&fresh);
            working.rows.push(Row::RewrapEvent { record: id, slot, seq: head.seq, wrap: fresh });
        }
        working.rows.push(Row::DropEventWrap { record: id, slot, seq: head.seq });
        working
            .rows
            .push(Row::Leaf { hash: erasure_leaf(id, slot, Some(event)), source: LeafSource::Erasure });
        open.key = rekeyed.key;
        open.stored = rekeyed.slot;
        forget(&mut loaded.record, |recorded| recorded == event);
        Ok(())
    }

    /// Destroys the key of a compartment.
    pub(crate) fn drop_compartment(&mut self, id: RecordId, slot: SlotId) -> Answer<()> {
        let working = self.working_mut(id)?;
        let loaded = &mut working.loaded;
        let open = loaded.slots.remove(&slot).ok_or(Refused::NotFound)?;
        loaded.destroyed.insert(slot, open.seq);
        loaded.wraps.retain(|(head, _)| head.slot != slot);
        working.touched.entry(slot).or_insert(Seen::Slot { seq: open.seq, wrap: open.stored.wrap });
        working.rows.push(Row::DestroySlotKey { record: id, slot });
        working.rows.push(Row::Leaf { hash: erasure_leaf(id, slot, None), source: LeafSource::Erasure });
        let gone: Vec<EventId> = loaded
            .record
            .history
            .iter()
            .filter(|recorded| recorded.head.slot == slot)
            .map(|recorded| recorded.head.event)
            .collect();
        forget(&mut loaded.record, |event| gone.contains(&event));
        Ok(())
    }
}

/// Folds the record again as if these had no content.
fn forget(record: &mut Record, erased: impl Fn(EventId) -> bool) {
    let mut history = std::mem::take(&mut record.history);
    for recorded in &mut history {
        if erased(recorded.head.event) {
            recorded.content = None;
        }
    }
    *record = Record::fold(record.id, history);
}
