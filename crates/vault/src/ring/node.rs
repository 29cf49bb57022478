//! What the ring does beyond records: rows that belong to no record, blind-index tokens, signatures.

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use super::{KeyRing, open::State};
use crate::{
    aead::{Cipher, derive, parts},
    error::VaultError,
    padding::Smallest,
};

const NODE: &[u8] = b"homeward/node/1";
const TOKEN: &[u8] = b"homeward/token/1";

impl KeyRing {
    /// Seals a row that belongs to no record (a session, a job), under a key derived from the current epoch's
    /// for this context. `context` says what the row is and which one; it opens under the same context only. The
    /// epoch stands in front (4 bytes, big-endian).
    pub fn seal_for_node(&self, context: &[u8], bytes: &[u8]) -> Result<Vec<u8>, VaultError> {
        let state = self.state();
        let epoch = state.body.epoch;
        let (cipher, ad) = node_cipher(&state, epoch, context)?;
        let sealed = cipher.seal(&ad, bytes, Smallest::Note)?;
        Ok([&epoch.to_be_bytes()[..], &sealed].concat())
    }

    /// Opens such a row.
    pub fn open_for_node(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (epoch, sealed) = sealed.split_first_chunk::<4>().ok_or(VaultError::Sealed)?;
        let (cipher, ad) = node_cipher(&self.state(), u32::from_be_bytes(*epoch), context)?;
        cipher.open(&ad, sealed, Smallest::Note)
    }

    /// A blind-index token: the first 16 bytes of an HMAC over the domain and the parts, under an index epoch's
    /// key. Equal parts of one domain give equal tokens; nobody without the ring can make or test one. The
    /// encoding keeps parts apart (`["ab", "c"]` is not `["a", "bc"]`).
    pub fn token(&self, domain: &str, epoch: u32, tokens_of: &[&[u8]]) -> Result<[u8; 16], VaultError> {
        let state = self.state();
        let mut mac = hmac::Context::with_key(state.index(epoch)?);
        for part in [TOKEN, domain.as_bytes()].iter().chain(tokens_of) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        let mut token = [0; 16];
        token.copy_from_slice(&mac.sign().as_ref()[..16]);
        Ok(token)
    }

    /// Signs with the ledger's Ed25519 key. The bytes begin with a tag of their own, as a checkpoint's do.
    pub fn sign(&self, bytes: &[u8]) -> Result<[u8; 64], VaultError> {
        let refused = || VaultError::Crypto("sign");
        let signature = self.state().signing.try_sign(bytes).map_err(|_| refused())?;
        signature.as_ref().try_into().map_err(|_| refused())
    }

    /// The key that checks the ledger's signatures.
    pub fn public_key(&self) -> [u8; 32] {
        self.state().public_key
    }

    /// The key that authenticates the register of erasures.
    pub(crate) fn register_key(&self) -> hmac::Key {
        self.state().register.clone()
    }
}

fn node_cipher(state: &State, epoch: u32, context: &[u8]) -> Result<(Cipher, Vec<u8>), VaultError> {
    let installation = state.body.installation;
    let purpose = [NODE, installation.as_bytes(), &epoch.to_be_bytes(), context];
    let key = derive(&state.epoch(epoch)?.key, &purpose)?;
    Ok((Cipher::new(&key)?, parts(&purpose)))
}
