//! The ledger: one order for everything that happened, and the proof that nobody changed it afterwards.
//!
//! Hashing is that of RFC 6962: a leaf is `SHA-256(0x00 || bytes)`, a node `SHA-256(0x01 || left || right)`. A
//! leaf covers the sealed bytes and the clear fields of an event, never its plaintext, its wraps, its epoch or
//! its position, so keys rotate and events are erased while the ledger stays valid.
//!
//! Invariant: this crate knows hashes, never people, and holds no key. Signing is a closure handed in.
//!
//! Positions count from 0: the position of a leaf is the size of the ledger before it was appended.

mod checkpoint;
mod error;
mod hash;
mod leaf;
mod proof;
mod range;
mod verifier;

pub use checkpoint::{Checkpoint, SignedCheckpoint, verify_checkpoint};
pub use error::LedgerError;
pub use hash::{Hash, empty_root, node_hash};
pub use leaf::{LeafFields, leaf_hash_of, leaf_hash_of_parts};
pub use proof::{ConsistencyProof, InclusionProof, consistency_proof, inclusion_proof};
pub use range::{CompactRange, root_of};
pub use verifier::{Entry, Finding, Found, Head, Kind, Side, Source, Verdict, Verifier, Whole};
