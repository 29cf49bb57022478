//! Inclusion and consistency proofs (RFC 6962, section 2.1), made from a source of subtree roots and checked
//! without any.
//!
//! The source is a closure that gives the root over a run of positions. One that streams the leaves through
//! [`root_of`](crate::root_of) is enough; one that keeps roots of whole tiles is faster. Every run asked for is
//! a complete subtree or the ragged right edge.

use std::ops::Range;

use crate::{
    error::LedgerError,
    hash::{Hash, empty_root, node_hash},
};

/// Shows that a leaf is at a position of the ledger of a given size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// Position of the leaf, from 0.
    pub position: u64,
    /// Leaves of the ledger.
    pub size: u64,
    /// Sibling roots, from the leaf upwards.
    pub path: Vec<Hash>,
}

/// Shows that the ledger of one size begins with the ledger of a smaller one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// The smaller size.
    pub old_size: u64,
    /// The larger size.
    pub new_size: u64,
    /// Subtree roots, from the bottom upwards.
    pub path: Vec<Hash>,
}

/// Proves the leaf at `position` in the ledger of `size` leaves.
pub fn inclusion_proof<E: From<LedgerError>>(
    position: u64,
    size: u64,
    root_over: impl FnMut(Range<u64>) -> Result<Hash, E>,
) -> Result<InclusionProof, E> {
    if position >= size {
        return Err(LedgerError::OutOfRange { asked: position, size }.into());
    }
    let mut runs = Vec::new();
    let (mut from, mut to) = (0, size);
    while to - from > 1 {
        let middle = from + split(to - from);
        if position < middle {
            runs.push(middle..to);
            to = middle;
        } else {
            runs.push(from..middle);
            from = middle;
        }
    }
    let path = runs.into_iter().rev().map(root_over).collect::<Result<_, E>>()?;
    Ok(InclusionProof { position, size, path })
}

/// Proves that the ledger of `new_size` leaves begins with that of `old_size`.
pub fn consistency_proof<E: From<LedgerError>>(
    old_size: u64,
    new_size: u64,
    root_over: impl FnMut(Range<u64>) -> Result<Hash, E>,
) -> Result<ConsistencyProof, E> {
    if old_size > new_size {
        return Err(LedgerError::OutOfRange { asked: old_size, size: new_size }.into());
    }
    let mut runs = Vec::new();
    if old_size != 0 && old_size != new_size {
        let (mut from, mut to, mut whole) = (0, new_size, true);
        while old_size != to {
            let middle = from + split(to - from);
            if old_size <= middle {
                runs.push(middle..to);
                to = middle;
            } else {
                runs.push(from..middle);
                from = middle;
                whole = false;
            }
        }
        // The old root itself is known to the reader; any other subtree that ends there is not.
        if !whole {
            runs.push(from..to);
        }
    }
    let path = runs.into_iter().rev().map(root_over).collect::<Result<_, E>>()?;
    Ok(ConsistencyProof { old_size, new_size, path })
}

/// The largest power of two below `count` (which is at least 2).
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

impl InclusionProof {
    /// Whether this leaf is there, under this root.
    pub fn verify(&self, leaf: &Hash, root: &Hash) -> Result<(), LedgerError> {
        if self.position >= self.size {
            return Err(LedgerError::BadProof);
        }
        let (mut place, mut last, mut here) = (self.position, self.size - 1, *leaf);
        for sibling in &self.path {
            if last == 0 {
                return Err(LedgerError::BadProof);
            }
            if place % 2 == 1 || place == last {
                here = node_hash(sibling, &here);
                while place % 2 == 0 && place != 0 {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                here = node_hash(&here, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        if last == 0 && here == *root { Ok(()) } else { Err(LedgerError::BadProof) }
    }
}

impl ConsistencyProof {
    /// Whether the ledger with the new root begins with the one with the old root.
    pub fn verify(&self, old_root: &Hash, new_root: &Hash) -> Result<(), LedgerError> {
        let sound = match (self.old_size, self.new_size) {
            (old, new) if old > new => false,
            (old, new) if old == new => self.path.is_empty() && old_root == new_root,
            (0, _) => self.path.is_empty() && *old_root == empty_root(),
            (old, new) => self.climb(old, new, old_root) == Some((*old_root, *new_root)),
        };
        if sound { Ok(()) } else { Err(LedgerError::BadProof) }
    }

    /// Both roots as the path gives them, for `0 < old < new`.
    fn climb(&self, old: u64, new: u64, old_root: &Hash) -> Option<(Hash, Hash)> {
        let (mut place, mut last) = (old - 1, new - 1);
        while place % 2 == 1 {
            place >>= 1;
            last >>= 1;
        }
        let mut path = self.path.iter();
        let first = if place == 0 { old_root } else { path.next()? };
        let (mut below, mut above) = (*first, *first);
        for node in path {
            if last == 0 {
                return None;
            }
            if place % 2 == 1 || place == last {
                below = node_hash(node, &below);
                above = node_hash(node, &above);
                while place % 2 == 0 && place != 0 {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                above = node_hash(&above, node);
            }
            place >>= 1;
            last >>= 1;
        }
        (last == 0).then_some((below, above))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::range::{root_of, tests::leaves};
    use proptest::prelude::*;

    fn roots(leaves: &[Hash]) -> impl FnMut(Range<u64>) -> Result<Hash, LedgerError> + '_ {
        |run| {
            let run = usize::try_from(run.start).unwrap()..usize::try_from(run.end).unwrap();
            Ok(root_of(leaves[run].iter().copied()))
        }
    }

    fn root_at(leaves: &[Hash], size: u64) -> Hash {
        root_of(leaves[..usize::try_from(size).unwrap()].iter().copied())
    }

    #[test]
    fn the_example_of_the_rfc_has_its_shape() {
        // RFC 6962, section 2.1.3: with seven leaves, the path of d0 is [b, h, l], of d3 [c, g, l], of d4 [f, j, k].
        let leaves = leaves(7);
        let node = |a: usize, b: usize| root_of(leaves[a..b].iter().copied());
        let path = |n| inclusion_proof(n, 7, roots(&leaves)).unwrap().path;
        assert_eq!(path(0), [leaves[1], node(2, 4), node(4, 7)]);
        assert_eq!(path(3), [leaves[2], node(0, 2), node(4, 7)]);
        assert_eq!(path(4), [leaves[5], leaves[6], node(0, 4)]);
        assert_eq!(path(6), [node(4, 6), node(0, 4)]);
        // PROOF(3, D[7]) = [c, d, g, l], PROOF(4, D[7]) = [l], PROOF(6, D[7]) = [i, j, k].
        let path = |n| consistency_proof(n, 7, roots(&leaves)).unwrap().path;
        assert_eq!(path(3), [leaves[2], leaves[3], node(0, 2), node(4, 7)]);
        assert_eq!(path(4), [node(4, 7)]);
        assert_eq!(path(6), [node(4, 6), leaves[6], node(0, 4)]);
    }

    #[test]
    fn what_is_not_there_is_not_proved() {
        let leaves = leaves(3);
        assert_eq!(inclusion_proof(3, 3, roots(&leaves)), Err(LedgerError::OutOfRange { asked: 3, size: 3 }));
        assert_eq!(
            consistency_proof(4, 3, roots(&leaves)),
            Err(LedgerError::OutOfRange { asked: 4, size: 3 })
        );
        let proof = InclusionProof { position: 0, size: 0, path: Vec::new() };
        assert!(proof.verify(&[0; 32], &empty_root()).is_err());
    }

    proptest! {
        #[test]
        fn inclusion_holds_for_its_leaf_only(size in 1_u64..200, at: u64, other: u64) {
            let (leaves, at, other) = (leaves(size), at % size, other % size);
            let root = root_at(&leaves, size);
            let proof = inclusion_proof(at, size, roots(&leaves)).unwrap();
            prop_assert_eq!(proof.verify(&leaves[usize::try_from(at).unwrap()], &root), Ok(()));
            if other != at {
                prop_assert!(proof.verify(&leaves[usize::try_from(other).unwrap()], &root).is_err());
                let moved = InclusionProof { position: other, ..proof.clone() };
                prop_assert!(moved.verify(&leaves[usize::try_from(at).unwrap()], &root).is_err());
            }
            for cut in 0..proof.path.len() {
                let mut shorter = proof.clone();
                shorter.path.remove(cut);
                prop_assert!(shorter.verify(&leaves[usize::try_from(at).unwrap()], &root).is_err());
                let mut bent = proof.clone();
                bent.path[cut][7] ^= 16;
                prop_assert!(bent.verify(&leaves[usize::try_from(at).unwrap()], &root).is_err());
            }
            let mut longer = proof.clone();
            longer.path.push([0; 32]);
            prop_assert!(longer.verify(&leaves[usize::try_from(at).unwrap()], &root).is_err());
        }

        #[test]
        fn consistency_holds_for_a_beginning_only(old in 0_u64..150, more in 0_u64..150, changed: u64) {
            let new = old + more;
            let mut leaves = leaves(new);
            let (old_root, new_root) = (root_at(&leaves, old), root_at(&leaves, new));
            let proof = consistency_proof(old, new, roots(&leaves)).unwrap();
            prop_assert_eq!(proof.verify(&old_root, &new_root), Ok(()));
            for cut in 0..proof.path.len() {
                let mut shorter = proof.clone();
                shorter.path.remove(cut);
                prop_assert!(shorter.verify(&old_root, &new_root).is_err());
                let mut bent = proof.clone();
                bent.path[cut][0] ^= 1;
                prop_assert!(bent.verify(&old_root, &new_root).is_err());
            }
            if old > 0 {
                let at = usize::try_from(changed % old).unwrap();
                leaves[at][3] ^= 4;
                let rewritten = consistency_proof(old, new, roots(&leaves)).unwrap();
                prop_assert!(rewritten.verify(&old_root, &root_at(&leaves, new)).is_err());
            }
        }
    }
}
