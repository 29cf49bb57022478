//! Proving the chain: every leaf made again from its event, every root from its leaves, every signature checked,
//! and, with the keys, every event opened whose key is there.
//!
//! Invariant: reads only, in pages; what it finds is the first place where the chain is not what was written, with
//! ids and numbers and nothing else. A key that is missing without the leaf of an erasure is damage too, although
//! no leaf covers keys.
//!
//! What it cannot see: everything written after the last checkpoint that is kept elsewhere can be cut off together
//! with its head. Checkpoints kept elsewhere are handed in as witnesses.

mod opening;

use std::collections::HashMap;

use domain::{EventId, Instant, RecordId, SlotId};
use ledger::{
    Checkpoint, Entry, Finding, Found, Hash, LeafFields, SignedCheckpoint, Source, Verdict, Verifier,
};
use store::{LeafSource, Store};
use vault::KeyRing;

use super::Progress;
use crate::{
    App,
    refused::{Answer, Fault},
};
use opening::Opening;

/// Positions that are read together.
const PAGE: u32 = 1000;

/// With what the chain is checked.
#[derive(Debug, Clone, Copy)]
pub enum Keys<'a> {
    /// With the key ring: events are opened too.
    Ring(&'a KeyRing),
    /// With the public key alone, by somebody who may not open anything.
    Public {
        /// The installation.
        installation: [u8; 16],
        /// The key that its checkpoints are signed with.
        public_key: [u8; 32],
    },
}

/// What verification says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verification {
    /// The chain is what was written.
    Sound(Sound),
    /// The first place where it is not.
    Broken(Box<Damage>),
}

/// A chain without damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sound {
    /// Leaves.
    pub size: u64,
    /// Leaves that a valid signature covers: all of them, as the head is signed.
    pub signed: u64,
    /// Events.
    pub events: u64,
    /// Events that were opened.
    pub opened: u64,
    /// Events whose key was lawfully taken away.
    pub erased: u64,
    /// Entries of the reading log.
    pub readings: u64,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What happened.
    pub kind: DamageKind,
    /// Position in the ledger at which it shows first.
    pub position: u64,
    /// The damage begins within these positions; one where that is certain.
    pub within: std::ops::Range<u64>,
    /// Where that is in the records, if a row tells.
    pub place: Option<Place>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DamageKind {
    /// The ledger and its rows disagree.
    Ledger(ledger::Kind, ledger::Side),
    /// An event's key, or its compartment's, opens nothing.
    Key,
    /// A key is missing and no erasure accounts for it.
    KeyMissing,
    /// The leaf of an erasure that erased nothing here.
    Erasure,
    /// The numbers of a compartment's events have a gap, or do not reach its sequence.
    Sequence,
    /// Content that opens and cannot be read.
    Content,
}

impl std::fmt::Display for DamageKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Ledger(kind, _) => match kind {
                ledger::Kind::Altered => "altered",
                ledger::Kind::Removed => "removed",
                ledger::Kind::Reordered => "reordered",
                ledger::Kind::Inserted => "inserted",
                ledger::Kind::Rewritten => "rewritten",
            },
            Self::Key => "key altered",
            Self::KeyMissing => "key removed",
            Self::Erasure => "erasure without effect",
            Self::Sequence => "out of sequence",
            Self::Content => "unreadable",
        })
    }
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at position {}", self.kind, self.position)?;
        if let Some(Place { record, slot, seq, .. }) = &self.place {
            write!(f, " (record {record}, slot {slot}, event {seq} of it)")?;
        }
        Ok(())
    }
}

/// An event's place in the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The record.
    pub record: RecordId,
    /// The slot of it.
    pub slot: SlotId,
    /// Its number in the slot.
    pub seq: u64,
    /// The event, where its row is there.
    pub event: Option<EventId>,
}

impl Place {
    fn of(event: &store::Event) -> Self {
        Self { record: event.record, slot: event.slot, seq: event.seq, event: Some(event.event_id) }
    }
}

impl App {
    /// Proves the chain with this house's keys. Writing goes on beside it; what is written meanwhile is not seen.
    pub async fn verify(
        &self,
        witnesses: &[SignedCheckpoint],
        progress: impl FnMut(Progress) + Send,
    ) -> Answer<Verification> {
        Ok(verify(self.store(), Keys::Ring(self.ring()), witnesses, progress).await?)
    }
}

/// Proves the chain of a database, also of one in which no house opens any more.
pub async fn verify(
    store: &Store,
    keys: Keys<'_>,
    witnesses: &[SignedCheckpoint],
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Verification, Fault> {
    let head = store.head().await?;
    let (installation, public_key, ring) = match keys {
        Keys::Ring(ring) => (*ring.installation().as_bytes(), ring.public_key(), Some(ring)),
        Keys::Public { installation, public_key } => (installation, public_key, None),
    };
    let mut walk = Walk {
        store,
        installation,
        size: head.size,
        sound: Sound::default(),
        opening: Opening::new(store, ring),
        first: None,
    };
    let mut checkpoints = walk.checkpoints(&head, witnesses).await?.into_iter().peekable();
    let mut verifier = Verifier::new(installation, public_key);
    let mut position = 0;
    while position < head.size {
        let end = head.size.min(position + u64::from(PAGE));
        for entry in walk.page(position..end).await? {
            while let Some(due) = checkpoints.next_if(|next| next.checkpoint.size <= verifier.size()) {
                // Ascending, and each when its size is reached.
                if verifier.checkpoint(&due).is_err() {
                    break;
                }
            }
            verifier.entry(&entry);
        }
        position = end;
        progress(Progress { done: position, of: head.size });
    }
    for rest in checkpoints {
        if verifier.checkpoint(&rest).is_err() {
            break;
        }
    }
    let verdict = verifier.finish(&ledger::Head { size: head.size, root: head.root });
    walk.conclude(verdict).await
}

struct Walk<'a> {
    store: &'a Store,
    installation: [u8; 16],
    size: u64,
    sound: Sound,
    opening: Opening<'a>,
    /// The first damage that the ledger alone does not show.
    first: Option<Damage>,
}

impl Walk<'_> {
    /// The kept checkpoints, the head, which is one, and those kept elsewhere, by size.
    async fn checkpoints(
        &self,
        head: &store::Head,
        witnesses: &[SignedCheckpoint],
    ) -> Result<Vec<SignedCheckpoint>, Fault> {
        let mut all = witnesses.to_vec();
        let mut from = 0;
        loop {
            let page = self.store.checkpoints_from(from, PAGE).await?;
            let Some(last) = page.last() else { break };
            from = last.size + 1;
            all.extend(
                page.iter()
                    .filter(|kept| kept.size <= self.size)
                    .map(|kept| self.signed(kept.size, kept.root, kept.at, &kept.signature)),
            );
        }
        if head.size > 0 {
            all.push(self.signed(head.size, head.root, head.at, &head.signature));
        }
        all.sort_by_key(|checkpoint| checkpoint.checkpoint.size);
        Ok(all)
    }

    fn signed(&self, size: u64, root: Hash, at: Instant, signature: &[u8]) -> SignedCheckpoint {
        let checkpoint =
            Checkpoint { installation: self.installation, size, root, at_us: at.as_microsecond() };
        // A signature of another length is none.
        SignedCheckpoint { checkpoint, signature: signature.try_into().unwrap_or([0; 64]) }
    }

    /// The entries of some positions, as stored and as made again from what they stand for.
    async fn page(&mut self, positions: std::ops::Range<u64>) -> Result<Vec<Entry>, Fault> {
        let store = self.store;
        let limit = u32::try_from(positions.end - positions.start).unwrap_or(PAGE);
        let mut leaves: HashMap<u64, store::Leaf> = store
            .leaves_from(positions.start, limit)
            .await?
            .into_iter()
            .map(|leaf| (leaf.position, leaf))
            .collect();
        let mut events: HashMap<u64, store::Event> = store
            .events_from(positions.start, limit)
            .await?
            .into_iter()
            .filter(|event| event.position < positions.end)
            .map(|event| (event.position, event))
            .collect();
        let mut readings: HashMap<u64, Vec<store::Reading>> = HashMap::new();
        for reading in store.readings_at(positions.clone()).await? {
            if let Some(position) = reading.position {
                readings.entry(position).or_default().push(reading);
            }
        }
        let damage = self.opening.page(events.values()).await?;
        self.note(damage);
        let mut entries = Vec::with_capacity(limit as usize);
        for position in positions {
            let leaf = leaves.remove(&position);
            let event = events.remove(&position);
            let batch = readings.remove(&position);
            entries.push(self.entry(position, leaf.as_ref(), event.as_ref(), batch));
        }
        Ok(entries)
    }

    fn entry(
        &mut self,
        position: u64,
        leaf: Option<&store::Leaf>,
        event: Option<&store::Event>,
        batch: Option<Vec<store::Reading>>,
    ) -> Entry {
        let stored = leaf.map(|leaf| leaf.hash);
        let (found, source) = match (event, batch, leaf.map(|leaf| leaf.source)) {
            (Some(event), batch, _) => {
                self.sound.events += 1;
                let made = leaf_of(event);
                if batch.is_some() {
                    self.note(Some(at(
                        position,
                        DamageKind::Ledger(ledger::Kind::Inserted, ledger::Side::Event),
                    )));
                } else if made == stored.unwrap_or(made) && event.leaf != made {
                    // The copy beside the event.
                    let kind = DamageKind::Ledger(ledger::Kind::Altered, ledger::Side::Leaf);
                    self.note(Some(Damage { place: Some(Place::of(event)), ..at(position, kind) }));
                }
                (Found::Leaf(made), Source::Event)
            }
            (None, Some(batch), _) => {
                self.sound.readings += batch.len() as u64;
                (Found::Leaf(store::reading_leaf(&batch)), Source::Readings)
            }
            (None, None, Some(LeafSource::Erasure)) => {
                if let Some(leaf) = stored {
                    self.opening.erasure(leaf, position);
                }
                (stored.map_or(Found::Missing, Found::Leaf), Source::Event)
            }
            (None, None, Some(LeafSource::Reading)) => (Found::Missing, Source::Readings),
            // Nothing else is written without a row of its own.
            (None, None, Some(LeafSource::Event | LeafSource::Other) | None) => {
                (Found::Missing, Source::Event)
            }
        };
        Entry { position, stored, found, source }
    }

    fn note(&mut self, damage: Option<Damage>) {
        if let Some(damage) = damage
            && self.first.as_ref().is_none_or(|first| damage.position < first.position)
        {
            self.first = Some(damage);
        }
    }

    /// What the ledger says, what the keys say, and what lies outside of both; the first of all.
    async fn conclude(mut self, verdict: Verdict) -> Result<Verification, Fault> {
        let size = self.size;
        let unaccounted = self.opening.unaccounted(size).await?;
        self.note(unaccounted);
        if self.store.uncovered_readings(size).await? > 0 && self.store.head().await?.size == size {
            self.note(Some(at(size, DamageKind::Ledger(ledger::Kind::Inserted, ledger::Side::Event))));
        }
        if let Some(beyond) = self.store.events_from(size, 1).await?.first()
            && beyond.position >= self.store.head().await?.size
        {
            let kind = DamageKind::Ledger(ledger::Kind::Inserted, ledger::Side::Event);
            self.note(Some(Damage { place: Some(Place::of(beyond)), ..at(beyond.position, kind) }));
        }
        let gap = self.gap().await?;
        let ledger_says = match verdict {
            Verdict::Whole(whole) => {
                self.sound.signed = whole.signed;
                None
            }
            Verdict::Broken(finding) => Some(self.named(finding, gap).await?),
        };
        let first = match (self.first.take(), ledger_says) {
            (Some(beside), Some(ledger)) if beside.position < ledger.position => Some(beside),
            (_, Some(ledger)) => Some(ledger),
            (beside, None) => beside,
        };
        // A gap that the ledger does not explain: the slot's own row was changed.
        let first = first
            .or_else(|| gap.map(|place| Damage { place: Some(place), ..at(size, DamageKind::Sequence) }));
        Ok(match first {
            Some(damage) => Verification::Broken(Box::new(damage)),
            None => Verification::Sound(Sound {
                size,
                opened: self.opening.opened,
                erased: self.opening.erased,
                ..self.sound
            }),
        })
    }

    /// The first number that is missing in a slot.
    async fn gap(&self) -> Result<Option<Place>, Fault> {
        let Some((record, slot)) = self.store.slots_out_of_step(1).await?.pop() else { return Ok(None) };
        let mut seq = 0;
        loop {
            let page = self.store.events_after(record, slot, seq, PAGE).await?;
            for event in &page {
                if event.seq != seq + 1 {
                    return Ok(Some(Place { record, slot, seq: seq + 1, event: None }));
                }
                seq = event.seq;
            }
            if page.len() < PAGE as usize {
                return Ok(Some(Place { record, slot, seq: seq + 1, event: None }));
            }
        }
    }

    /// A finding of the ledger with its place in the records.
    async fn named(&self, finding: Finding, gap: Option<Place>) -> Result<Damage, Fault> {
        let events = self.store.events_from(finding.position, 1).await?;
        let there = events.first().filter(|event| event.position == finding.position).map(Place::of);
        let place = match finding.kind {
            ledger::Kind::Removed => there.or(gap),
            _ => there,
        };
        Ok(Damage {
            kind: DamageKind::Ledger(finding.kind, finding.side),
            position: finding.position,
            within: finding.within,
            place: place.filter(|_| finding.source == Some(Source::Event)),
        })
    }
}

fn at(position: u64, kind: DamageKind) -> Damage {
    Damage { kind, position, within: position..position + 1, place: None }
}

fn leaf_of(event: &store::Event) -> Hash {
    LeafFields {
        record: event.record.as_bytes(),
        slot: event.slot.as_bytes(),
        seq: event.seq,
        event: event.event_id.as_bytes(),
        at_us: event.at.as_microsecond(),
        actor: event.actor.as_bytes(),
        format: event.format,
        sealed: &event.sealed,
    }
    .leaf_hash()
}
