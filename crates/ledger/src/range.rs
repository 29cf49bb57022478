//! The frontier of the tree: the roots of its complete subtrees, largest first. It is all that appending needs,
//! so the head of a ledger of any size is at most 64 hashes.
//!
//! Invariant: there is exactly one hash per one-bit of the size.

use crate::{
    error::LedgerError,
    hash::{Hash, empty_root, node_hash},
};

const FORMAT: u8 = 1;

/// A ledger's frontier: append leaves, ask the root, keep it beside the head.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompactRange {
    size: u64,
    subtrees: Vec<Hash>,
}

impl CompactRange {
    /// A ledger without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves so far; also the position that the next leaf gets.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends one leaf hash and gives its position.
    pub fn append(&mut self, leaf: Hash) -> u64 {
        let position = self.size;
        self.push(leaf, 0);
        position
    }

    /// Appends the leaves of another range after these. That is possible where the other's subtrees stay
    /// aligned: the size here is a multiple of the other's largest subtree (for example a shard of 2^k leaves
    /// computed apart, after a multiple of 2^k leaves).
    pub fn merge(&mut self, other: &Self) -> Result<(), LedgerError> {
        let misaligned = LedgerError::Misaligned { size: self.size, other: other.size };
        if other.size == 0 {
            return Ok(());
        }
        if self.size.trailing_zeros() < other.size.ilog2() || self.size.checked_add(other.size).is_none() {
            return Err(misaligned);
        }
        let levels = (0..64).rev().filter(|level| other.size >> level & 1 == 1);
        for (level, subtree) in levels.zip(&other.subtrees) {
            self.push(*subtree, level);
        }
        Ok(())
    }

    /// The root of the tree over all leaves so far.
    pub fn root(&self) -> Hash {
        let mut subtrees = self.subtrees.iter().rev();
        let Some(mut root) = subtrees.next().copied() else { return empty_root() };
        for left in subtrees {
            root = node_hash(left, &root);
        }
        root
    }

    /// The bytes to store: format, size (8 bytes, big-endian), the hashes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(9 + 32 * self.subtrees.len());
        bytes.push(FORMAT);
        bytes.extend_from_slice(&self.size.to_be_bytes());
        for subtree in &self.subtrees {
            bytes.extend_from_slice(subtree);
        }
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote. Whether it is the frontier of these leaves is for the
    /// verifier to say; here only the shape is checked.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LedgerError> {
        let (head, hashes) = bytes.split_first_chunk::<9>().ok_or(LedgerError::DamagedRange)?;
        let [format, size @ ..] = *head;
        let size = u64::from_be_bytes(size);
        let (subtrees, rest) = hashes.as_chunks::<32>();
        if format != FORMAT || !rest.is_empty() || subtrees.len() != size.count_ones() as usize {
            return Err(LedgerError::DamagedRange);
        }
        Ok(Self { size, subtrees: subtrees.to_vec() })
    }

    /// Adds a complete subtree of `2^level` leaves; the size is a multiple of `2^level`.
    fn push(&mut self, mut subtree: Hash, level: u32) {
        let full = (self.size >> level).trailing_ones();
        for _ in 0..full {
            // There is one subtree per one-bit of the size, so this never runs dry.
            let Some(left) = self.subtrees.pop() else { break };
            subtree = node_hash(&left, &subtree);
        }
        self.subtrees.push(subtree);
        self.size += 1 << level;
    }
}

impl Extend<Hash> for CompactRange {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        for leaf in leaves {
            self.append(leaf);
        }
    }
}

impl FromIterator<Hash> for CompactRange {
    fn from_iter<T: IntoIterator<Item = Hash>>(leaves: T) -> Self {
        let mut range = Self::new();
        range.extend(leaves);
        range
    }
}

/// The root over these leaves, in constant memory.
pub fn root_of(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    leaves.into_iter().collect::<CompactRange>().root()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::leaf::leaf_hash_of;
    use proptest::prelude::*;

    pub(crate) fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash_of(&n.to_be_bytes())).collect()
    }

    /// The definition in RFC 6962, section 2.1, word for word: the other road to the same root.
    pub(crate) fn rfc_root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                node_hash(&rfc_root(&leaves[..half]), &rfc_root(&leaves[half..]))
            }
        }
    }

    fn hex(hash: Hash) -> String {
        use std::fmt::Write;
        hash.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    #[test]
    fn an_empty_ledger_has_the_hash_of_nothing() {
        assert_eq!(
            hex(CompactRange::new().root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn small_trees_have_the_known_roots() {
        // Computed apart from this code (another SHA-256, over the leaves "", "a", "bc").
        let leaves = [leaf_hash_of(b""), leaf_hash_of(b"a"), leaf_hash_of(b"bc")];
        let roots: Vec<String> = (1..=3).map(|n| hex(root_of(leaves[..n].iter().copied()))).collect();
        assert_eq!(roots, KNOWN);
    }

    const KNOWN: [&str; 3] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "688dc6244b041199e7ab4990df6340ce3dc14caa5cd5a0e1131addaa1209e1a6",
        "2e9547978b8da560ecaaf07ab189d6799ecc53cd2f56c2f01866d01f70b78a4f",
    ];

    #[test]
    fn damaged_bytes_are_refused() {
        let range: CompactRange = leaves(5).into_iter().collect();
        let bytes = range.to_bytes();
        for cut in 0..bytes.len() {
            assert_eq!(CompactRange::from_bytes(&bytes[..cut]), Err(LedgerError::DamagedRange));
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(CompactRange::from_bytes(&longer), Err(LedgerError::DamagedRange));
        let mut other = bytes;
        other[0] = 2;
        assert_eq!(CompactRange::from_bytes(&other), Err(LedgerError::DamagedRange));
    }

    #[test]
    fn a_range_that_would_not_stay_aligned_is_refused() {
        let mut three: CompactRange = leaves(3).into_iter().collect();
        let two: CompactRange = leaves(2).into_iter().collect();
        let before = three.clone();
        assert_eq!(three.merge(&two), Err(LedgerError::Misaligned { size: 3, other: 2 }));
        assert_eq!(three, before);
    }

    proptest! {
        #[test]
        fn the_root_is_that_of_the_definition(count in 0_u64..300) {
            let leaves = leaves(count);
            let range: CompactRange = leaves.iter().copied().collect();
            prop_assert_eq!(range.size(), count);
            prop_assert_eq!(range.root(), rfc_root(&leaves));
            prop_assert_eq!(CompactRange::from_bytes(&range.to_bytes()), Ok(range));
        }

        #[test]
        fn merging_shards_is_appending(first in 0_u64..9, level in 0_u32..6, more in 0_u64..64) {
            let shard = 1_u64 << level;
            let more = more % (2 * shard);
            let all = leaves(first * shard + more);
            let (left, right) = all.split_at(usize::try_from(first * shard).unwrap());
            let mut range: CompactRange = left.iter().copied().collect();
            prop_assert_eq!(range.merge(&right.iter().copied().collect()), Ok(()));
            prop_assert_eq!(range, all.iter().copied().collect());
        }
    }
}
