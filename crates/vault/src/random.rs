//! Randomness, straight from the operating system. A generator in this process would repeat itself in a cloned
//! or restored virtual machine, and a repeated nonce breaks AES-GCM; the kernel's is reseeded there.

use aws_lc_rs::digest::{SHA256, digest};
use zeroize::Zeroizing;

use crate::error::VaultError;

pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), VaultError> {
    getrandom::fill(bytes).map_err(|_| VaultError::NoRandomness)
}

/// A fresh 16-byte identifier.
pub fn random_id() -> Result<[u8; 16], VaultError> {
    let mut id = [0; 16];
    fill(&mut id)?;
    Ok(id)
}

/// A fresh secret to hand out once (a session, an invitation). Store only its [`token_hash`].
pub fn random_token() -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let mut token = Zeroizing::new([0; 32]);
    fill(&mut *token)?;
    Ok(token)
}

/// What is stored of a token. A plain SHA-256 is enough, for a token is 256 random bits and cannot be guessed.
pub fn token_hash(token: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, token).as_ref());
    hash
}
