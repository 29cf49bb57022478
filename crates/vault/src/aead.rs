//! AES-256-GCM with a nonce from the operating system, and the encoding of associated data.
//!
//! Sealed bytes are `version || nonce (12) || ciphertext || tag (16)`. The version is part of the associated
//! data through its tag, so a later algorithm can stand beside this one.
//!
//! A key seals far fewer than 2^32 messages here (a compartment's events, an epoch's compartments), which is the
//! bound for random nonces.

use std::fmt;

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, Prk},
    hmac,
};
use zeroize::Zeroizing;

use crate::{
    error::VaultError,
    padding::{Smallest, pad_into, room, unpad},
    random,
};

const VERSION: u8 = 1;
const HEAD: usize = 1 + NONCE_LEN;
/// Length of a wrapped 32-byte key.
pub(crate) const WRAP_LEN: usize = HEAD + 32 + MAX_TAG_LEN;

/// 32 key bytes, wiped when dropped.
pub(crate) type KeyBytes = Zeroizing<[u8; 32]>;

/// A fresh random key.
pub(crate) fn fresh_key() -> Result<KeyBytes, VaultError> {
    random::random_token()
}

/// A key made ready for AES-256-GCM. The library wipes its expanded form when it is freed.
pub(crate) struct Cipher(LessSafeKey);

impl fmt::Debug for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cipher(..)")
    }
}

impl Cipher {
    pub(crate) fn new(key: &KeyBytes) -> Result<Self, VaultError> {
        let key = UnboundKey::new(&AES_256_GCM, &key[..]).map_err(|_| VaultError::Crypto("key"))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Seals padded bytes.
    pub(crate) fn seal(
        &self,
        ad: &[u8],
        plaintext: &[u8],
        smallest: Smallest,
    ) -> Result<Vec<u8>, VaultError> {
        self.seal_with(fresh_nonce()?, ad, plaintext, smallest)
    }

    /// Seals padded bytes under a nonce that came from the operating system just now.
    pub(crate) fn seal_with(
        &self,
        nonce: [u8; NONCE_LEN],
        ad: &[u8],
        plaintext: &[u8],
        smallest: Smallest,
    ) -> Result<Vec<u8>, VaultError> {
        // Allocated once: growing would leave copies of the plaintext behind.
        let mut out = Vec::with_capacity(HEAD + room(plaintext, smallest) + MAX_TAG_LEN);
        out.push(VERSION);
        out.extend_from_slice(&nonce);
        pad_into(&mut out, plaintext, smallest)?;
        self.finish(nonce, ad, &mut out)?;
        Ok(out)
    }

    /// Opens what [`seal`](Self::seal) made.
    pub(crate) fn open(
        &self,
        ad: &[u8],
        sealed: &[u8],
        smallest: Smallest,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (nonce, ciphertext) = split(sealed)?;
        let mut bytes = Zeroizing::new(ciphertext.to_vec());
        let length = self.open_in_place(nonce, ad, &mut bytes)?;
        bytes.truncate(length);
        unpad(bytes, smallest)
    }

    /// Seals a key.
    pub(crate) fn wrap(&self, ad: &[u8], key: &KeyBytes) -> Result<Vec<u8>, VaultError> {
        self.wrap_with(fresh_nonce()?, ad, key)
    }

    pub(crate) fn wrap_with(
        &self,
        nonce: [u8; NONCE_LEN],
        ad: &[u8],
        key: &KeyBytes,
    ) -> Result<Vec<u8>, VaultError> {
        let mut out = Vec::with_capacity(WRAP_LEN);
        out.push(VERSION);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&key[..]);
        self.finish(nonce, ad, &mut out)?;
        Ok(out)
    }

    /// Opens a wrapped key.
    pub(crate) fn unwrap(&self, ad: &[u8], wrap: &[u8]) -> Result<KeyBytes, VaultError> {
        let (nonce, ciphertext) = split(wrap)?;
        let ciphertext: &[u8; 32 + MAX_TAG_LEN] = ciphertext.try_into().map_err(|_| VaultError::Sealed)?;
        let mut bytes = Zeroizing::new(*ciphertext);
        self.open_in_place(nonce, ad, &mut *bytes)?;
        let mut key = Zeroizing::new([0; 32]);
        key.copy_from_slice(&bytes[..32]);
        Ok(key)
    }

    fn finish(&self, nonce: [u8; NONCE_LEN], ad: &[u8], out: &mut Vec<u8>) -> Result<(), VaultError> {
        let body = out.get_mut(HEAD..).unwrap_or_default();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = self
            .0
            .seal_in_place_separate_tag(nonce, Aad::from(ad), body)
            .map_err(|_| VaultError::Crypto("seal"))?;
        out.extend_from_slice(tag.as_ref());
        Ok(())
    }

    fn open_in_place(
        &self,
        nonce: [u8; NONCE_LEN],
        ad: &[u8],
        bytes: &mut [u8],
    ) -> Result<usize, VaultError> {
        let nonce = Nonce::assume_unique_for_key(nonce);
        let plain = self.0.open_in_place(nonce, Aad::from(ad), bytes).map_err(|_| VaultError::Sealed)?;
        Ok(plain.len())
    }
}

pub(crate) fn fresh_nonce() -> Result<[u8; NONCE_LEN], VaultError> {
    let mut nonce = [0; NONCE_LEN];
    random::fill(&mut nonce)?;
    Ok(nonce)
}

fn split(sealed: &[u8]) -> Result<([u8; NONCE_LEN], &[u8]), VaultError> {
    let ([version, nonce @ ..], ciphertext) = sealed.split_first_chunk::<HEAD>().ok_or(VaultError::Sealed)?;
    if *version == VERSION { Ok((*nonce, ciphertext)) } else { Err(VaultError::Sealed) }
}

/// A key derived from another, for one purpose (HKDF-Expand; the keys here are uniformly random already).
pub(crate) fn derive(key: &KeyBytes, purpose: &[&[u8]]) -> Result<KeyBytes, VaultError> {
    let info = parts(purpose);
    let mut derived = Zeroizing::new([0; 32]);
    Prk::new_less_safe(HKDF_SHA256, &key[..])
        .expand(&[&info], HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut *derived))
        .map_err(|_| VaultError::Crypto("derive"))?;
    Ok(derived)
}

/// A key made ready for HMAC-SHA-256.
pub(crate) fn mac_key(key: &KeyBytes) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, &key[..])
}

/// Parts each under its length (8 bytes, big-endian): no two lists of parts give the same bytes.
pub(crate) fn parts(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(parts.iter().map(|part| 8 + part.len()).sum());
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn nonces_and_keys_do_not_repeat() {
        let cipher = Cipher::new(&fresh_key().unwrap()).unwrap();
        let mut seen = HashSet::new();
        for _ in 0..20_000 {
            let sealed = cipher.seal(b"", b"same", Smallest::Note).unwrap();
            assert!(seen.insert(sealed[1..HEAD].to_vec()));
        }
    }

    #[test]
    fn a_derived_key_is_that_of_rfc_5869() {
        // HKDF-Expand of RFC 5869, first block: HMAC(key, info || 0x01).
        let key = fresh_key().unwrap();
        let mut info = parts(&[b"a", b"bc"]);
        info.push(1);
        let block = hmac::sign(&mac_key(&key), &info);
        assert_eq!(derive(&key, &[b"a", b"bc"]).unwrap()[..], *block.as_ref());
        assert_ne!(derive(&key, &[b"ab", b"c"]).unwrap()[..], *block.as_ref());
    }

    #[test]
    fn debug_shows_no_key() {
        let key = fresh_key().unwrap();
        assert_eq!(format!("{:?}", Cipher::new(&key).unwrap()), "Cipher(..)");
    }

    proptest! {
        #[test]
        fn any_flipped_bit_is_seen(plaintext in proptest::collection::vec(any::<u8>(), 0..200), bit: usize) {
            let cipher = Cipher::new(&fresh_key().unwrap()).unwrap();
            let mut sealed = cipher.seal(b"here", &plaintext, Smallest::Note).unwrap();
            prop_assert_eq!(cipher.open(b"here", &sealed, Smallest::Note).unwrap().to_vec(), plaintext);
            prop_assert!(cipher.open(b"there", &sealed, Smallest::Note).is_err());
            prop_assert!(cipher.open(b"here", &sealed, Smallest::Event).is_err() || sealed.len() > 128 + 28);
            let bit = bit % (sealed.len() * 8);
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(cipher.open(b"here", &sealed, Smallest::Note).is_err());
        }

        #[test]
        fn any_bytes_are_safe_to_open(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let cipher = Cipher::new(&fresh_key().unwrap()).unwrap();
            prop_assert!(cipher.open(b"", &bytes, Smallest::Note).is_err());
            prop_assert!(cipher.unwrap(b"", &bytes).is_err());
        }
    }
}
