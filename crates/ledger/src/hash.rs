//! The two hashes of RFC 6962. The first byte tells leaf from node, so no leaf can pass for a subtree.

use aws_lc_rs::digest::{Context, SHA256, digest};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The root of a ledger without leaves: the hash of nothing.
pub fn empty_root() -> Hash {
    to_hash(digest(&SHA256, b""))
}

/// The node above two subtrees.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [0_u8; 65];
    bytes[0] = 1;
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    to_hash(digest(&SHA256, &bytes))
}

/// A leaf is hashed in pieces, so long ciphertext is not copied.
pub(crate) struct LeafHasher(Context);

impl LeafHasher {
    pub(crate) fn new() -> Self {
        let mut context = Context::new(&SHA256);
        context.update(&[0]);
        Self(context)
    }
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    /// One part under its length (8 bytes, big-endian), so no two lists of parts give the same bytes.
    pub(crate) fn part(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_be_bytes());
        self.0.update(part);
    }
    pub(crate) fn finish(self) -> Hash {
        to_hash(self.0.finish())
    }
}

fn to_hash(digest: impl AsRef<[u8]>) -> Hash {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest.as_ref());
    hash
}
