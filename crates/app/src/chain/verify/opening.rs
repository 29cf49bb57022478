//! What no leaf covers: the keys. Each is used, and each that is missing must have been taken away by an erasure.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Content, EventId, RecordId, SlotId, sealing};
use ledger::Hash;
use store::Store;
use vault::{CompartmentKey, EventAddress, KeyRing, StoredSlot};

use super::{Damage, DamageKind, Place, at};
use crate::{chain::erasure_leaf, refused::Fault};

pub(super) struct Opening<'a> {
    store: &'a Store,
    ring: Option<&'a KeyRing>,
    pub(super) opened: u64,
    pub(super) erased: u64,
    /// Leaves of erasures, with their positions, that nothing accounts for yet.
    erasures: HashMap<Hash, u64>,
    /// Events without a key, with their positions.
    closed: Vec<(Place, EventId, u64)>,
    /// Slots without a key, with the first position at which one of their events stands.
    destroyed: BTreeMap<(RecordId, SlotId), u64>,
}

/// What became of a slot.
enum State {
    Open(Box<CompartmentKey>),
    /// There, and nobody has the keys to look.
    Closed,
    Destroyed,
    Damaged,
}

impl<'a> Opening<'a> {
    pub(super) fn new(store: &'a Store, ring: Option<&'a KeyRing>) -> Self {
        Self {
            store,
            ring,
            opened: 0,
            erased: 0,
            erasures: HashMap::new(),
            closed: Vec::new(),
            destroyed: BTreeMap::new(),
        }
    }

    /// An erasure that the ledger holds.
    pub(super) fn erasure(&mut self, leaf: Hash, position: u64) {
        self.erasures.entry(leaf).or_insert(position);
    }

    /// Opens the events of a page; the first that cannot be opened.
    pub(super) async fn page(
        &mut self,
        events: impl Iterator<Item = &store::Event>,
    ) -> Result<Option<Damage>, Fault> {
        let mut events: Vec<_> = events.collect();
        events.sort_unstable_by_key(|event| event.position);
        let records: Vec<RecordId> =
            events.iter().map(|event| event.record).collect::<BTreeSet<_>>().into_iter().collect();
        let mut slots = BTreeMap::new();
        for slot in self.store.slots_of(&records).await? {
            slots.insert((slot.record, slot.slot), self.state(&slot));
        }
        let mut first = None;
        for event in events {
            let place = Place::of(event);
            let kind = match (slots.get(&(event.record, event.slot)), &event.wrap) {
                (Some(State::Destroyed), _) => {
                    self.destroyed.entry((event.record, event.slot)).or_insert(event.position);
                    self.erased += 1;
                    // Its own key may have been dropped before the compartment's.
                    if event.wrap.is_none() {
                        self.closed.push((place, event.event_id, event.position));
                    }
                    continue;
                }
                (_, None) => {
                    self.closed.push((place, event.event_id, event.position));
                    self.erased += 1;
                    continue;
                }
                (Some(State::Open(key)), Some(wrap)) => match self.opens(key, event, wrap) {
                    None => {
                        self.opened += 1;
                        continue;
                    }
                    // A compartment that got a new key between the two reads.
                    Some(kind) => {
                        if self.again(event).await? {
                            continue;
                        }
                        kind
                    }
                },
                (Some(State::Closed), Some(_)) => continue,
                (Some(State::Damaged) | None, Some(_)) => DamageKind::Key,
            };
            first.get_or_insert(Damage { place: Some(place), ..at(event.position, kind) });
        }
        Ok(first)
    }

    fn state(&self, slot: &store::Slot) -> State {
        let Some(wrap) = slot.wrap.clone() else { return State::Destroyed };
        let stored = StoredSlot { epoch: slot.epoch, wrap, label: slot.label.clone() };
        let Some(ring) = self.ring else { return State::Closed };
        let key = ring.open_compartment(slot.record, slot.slot, &stored).ok();
        match key.filter(|key| key.open_label(slot.record, slot.slot, &stored.label).is_ok()) {
            Some(key) => State::Open(Box::new(key)),
            None => State::Damaged,
        }
    }

    fn opens(&self, key: &CompartmentKey, event: &store::Event, wrap: &[u8]) -> Option<DamageKind> {
        let ring = self.ring?;
        let address = EventAddress {
            installation: ring.installation(),
            record: event.record,
            slot: event.slot,
            seq: event.seq,
            event: event.event_id,
            format: event.format,
        };
        match key.open_event(&address, wrap, &event.sealed) {
            Err(_) => Some(DamageKind::Key),
            Ok(plain) => sealing::decode::<Content>(&plain).err().map(|_| DamageKind::Content),
        }
    }

    /// Reads slot and event once more and opens it.
    async fn again(&mut self, event: &store::Event) -> Result<bool, Fault> {
        let slots = self.store.slots(event.record).await?;
        let Some(slot) = slots.iter().find(|slot| slot.slot == event.slot) else { return Ok(false) };
        let events = self.store.events_after(event.record, event.slot, event.seq - 1, 1).await?;
        let Some(now) = events.first().filter(|now| now.seq == event.seq) else { return Ok(false) };
        Ok(match (self.state(slot), &now.wrap) {
            (State::Open(key), Some(wrap)) => {
                let opens = self.opens(&key, now, wrap).is_none();
                self.opened += u64::from(opens);
                opens
            }
            _ => false,
        })
    }

    /// The first key that is missing without an erasure, or erasure that took no key away.
    pub(super) async fn unaccounted(&self, size: u64) -> Result<Option<Damage>, Fault> {
        let mut found: Vec<Damage> = Vec::new();
        // An erasure that was under way may stand behind the size that was read first.
        let mut later = BTreeSet::new();
        let mut from = size;
        loop {
            let page = self.store.leaves_from(from, super::PAGE).await?;
            let Some(last) = page.last() else { break };
            from = last.position + 1;
            later.extend(
                page.iter().filter(|leaf| leaf.source == store::LeafSource::Erasure).map(|leaf| leaf.hash),
            );
        }
        let mut used = BTreeSet::new();
        let mut account = |leaf: Hash| {
            let known = self.erasures.contains_key(&leaf) || later.contains(&leaf);
            used.insert(leaf);
            known
        };
        for (place, event, position) in &self.closed {
            let own = account(erasure_leaf(place.record, place.slot, Some(*event)));
            if !own {
                found.push(Damage { place: Some(*place), ..at(*position, DamageKind::KeyMissing) });
            }
        }
        for ((record, slot), position) in &self.destroyed {
            if !account(erasure_leaf(*record, *slot, None)) {
                let place = Place { record: *record, slot: *slot, seq: 1, event: None };
                found.push(Damage { place: Some(place), ..at(*position, DamageKind::KeyMissing) });
            }
        }
        for (leaf, position) in &self.erasures {
            if !used.contains(leaf) {
                found.push(at(*position, DamageKind::Erasure));
            }
        }
        Ok(found.into_iter().min_by_key(|damage| damage.position))
    }
}
