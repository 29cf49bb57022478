//! What a leaf is made of.
//!
//! Invariant: the encoding is injective (each part stands under its length, after a tag that names the kind of
//! leaf), and it is never changed: a new shape gets a new tag.

use crate::hash::{Hash, LeafHasher};

const EVENT_TAG: &[u8] = b"homeward/leaf/event/1";

/// The fields of an event that its leaf covers: all that is in the clear and does not change, and the sealed
/// bytes. Neither plaintext nor wraps, epoch or position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeafFields<'a> {
    /// The record.
    pub record: &'a [u8; 16],
    /// The slot: a compartment of the record.
    pub slot: &'a [u8; 16],
    /// Sequence in the slot, from 1.
    pub seq: u64,
    /// The event's id.
    pub event: &'a [u8; 16],
    /// When, in microseconds since the epoch.
    pub at_us: i64,
    /// The account that did it.
    pub actor: &'a [u8; 16],
    /// Format of the plaintext.
    pub format: u16,
    /// The ciphertext as stored.
    pub sealed: &'a [u8],
}

impl LeafFields<'_> {
    /// The leaf of this event.
    pub fn leaf_hash(&self) -> Hash {
        let mut leaf = LeafHasher::new();
        leaf.part(EVENT_TAG);
        leaf.part(self.record);
        leaf.part(self.slot);
        leaf.part(&self.seq.to_be_bytes());
        leaf.part(self.event);
        leaf.part(&self.at_us.to_be_bytes());
        leaf.part(self.actor);
        leaf.part(&self.format.to_be_bytes());
        leaf.part(self.sealed);
        leaf.finish()
    }

    /// The bytes that are hashed, without the leading zero byte; for a verifier written by somebody else.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(200 + self.sealed.len());
        let (seq, at, format) = (self.seq.to_be_bytes(), self.at_us.to_be_bytes(), self.format.to_be_bytes());
        for part in
            [EVENT_TAG, self.record, self.slot, &seq, self.event, &at, self.actor, &format, self.sealed]
        {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        bytes
    }
}

/// The RFC 6962 leaf of bytes that are canonical already. Leaves of the house's own are better made by
/// [`leaf_hash_of_parts`], which keeps the kinds apart.
pub fn leaf_hash_of(bytes: &[u8]) -> Hash {
    let mut leaf = LeafHasher::new();
    leaf.bytes(bytes);
    leaf.finish()
}

/// The leaf of something other than an event, for example one batch of the reading log: `tag` names the kind
/// and version (`readings/1`), the parts follow each under its length.
pub fn leaf_hash_of_parts(tag: &str, parts: &[&[u8]]) -> Hash {
    let mut leaf = LeafHasher::new();
    leaf.part(b"homeward/leaf/other/1");
    leaf.part(tag.as_bytes());
    for part in parts {
        leaf.part(part);
    }
    leaf.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields<'a>(ids: &'a [[u8; 16]; 4], sealed: &'a [u8]) -> LeafFields<'a> {
        LeafFields {
            record: &ids[0],
            slot: &ids[1],
            seq: 7,
            event: &ids[2],
            at_us: -3,
            actor: &ids[3],
            format: 2,
            sealed,
        }
    }

    #[test]
    fn the_known_leaf_of_nothing() {
        // SHA-256 of one zero byte.
        assert_eq!(leaf_hash_of(b"")[..4], [0x6e, 0x34, 0x0b, 0x9c]);
    }

    #[test]
    fn an_event_leaf_is_the_leaf_of_its_canonical_bytes() {
        let ids = [[1; 16], [2; 16], [3; 16], [4; 16]];
        let event = fields(&ids, b"sealed");
        assert_eq!(event.leaf_hash(), leaf_hash_of(&event.canonical()));
        assert_eq!(event.canonical().len(), 9 * 8 + 21 + 4 * 16 + 8 + 8 + 2 + 6);
    }

    #[test]
    fn every_field_counts() {
        let ids = [[1; 16], [2; 16], [3; 16], [4; 16]];
        let plain = fields(&ids, b"sealed");
        let other = [9; 16];
        let changed = [
            LeafFields { record: &other, ..plain },
            LeafFields { slot: &other, ..plain },
            LeafFields { seq: 8, ..plain },
            LeafFields { event: &other, ..plain },
            LeafFields { at_us: 3, ..plain },
            LeafFields { actor: &other, ..plain },
            LeafFields { format: 3, ..plain },
            LeafFields { sealed: b"sealee", ..plain },
            LeafFields { record: &ids[1], slot: &ids[0], ..plain },
        ];
        for leaf in changed {
            assert_ne!(leaf.leaf_hash(), plain.leaf_hash());
        }
    }

    proptest! {
        #[test]
        fn parts_do_not_run_together(a in proptest::collection::vec(any::<u8>(), 0..20), cut in 0_usize..20) {
            let cut = cut.min(a.len());
            let split = leaf_hash_of_parts("t", &[&a[..cut], &a[cut..]]);
            prop_assert_ne!(split, leaf_hash_of_parts("t", &[&a]));
            if cut < a.len() {
                prop_assert_ne!(split, leaf_hash_of_parts("t", &[&a[..=cut], &a[cut + 1..]]));
            }
        }
    }
}
