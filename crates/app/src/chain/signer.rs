//! The signature under the ledger's head and checkpoints.

use std::sync::Arc;

use ledger::Checkpoint;
use store::Signer;
use vault::KeyRing;

/// What signs each head of a store's ledger with the key ring's signing key.
///
/// A head that could not be signed has an empty signature, which verification names.
pub fn signer(ring: &Arc<KeyRing>) -> Signer {
    let ring = Arc::clone(ring);
    Arc::new(move |size, root, at| {
        let checkpoint = Checkpoint {
            installation: *ring.installation().as_bytes(),
            size,
            root: *root,
            at_us: at.as_microsecond(),
        };
        match checkpoint.sign_with(|bytes| ring.sign(bytes)) {
            Ok(signed) => signed.signature.to_vec(),
            Err(error) => {
                tracing::error!(%error, size, "the head of the ledger could not be signed");
                Vec::new()
            }
        }
    })
}
