//! The opened ring in memory: the keys made ready for use, replaced as a whole when the ring changes.

use std::{collections::BTreeMap, sync::Arc};

use aws_lc_rs::{
    hmac,
    signature::{Ed25519KeyPair, KeyPair},
};
use domain::InstallationId;

use super::{
    EpochState, Purpose,
    body::{Beginning, Body, Row},
};
use crate::{
    aead::{Cipher, KeyBytes, fresh_key, mac_key},
    error::VaultError,
    random,
    root::{Bytes, RootKey, RootSource},
};

pub(super) struct State {
    pub(super) body: Body,
    /// The file as read or written, to see whether it changed.
    pub(super) file: Vec<u8>,
    pub(super) root: Arc<RootKey>,
    epochs: BTreeMap<u32, Epoch>,
    index: BTreeMap<u32, hmac::Key>,
    pub(super) signing: Ed25519KeyPair,
    pub(super) public_key: [u8; 32],
    pub(super) register: hmac::Key,
}

/// The key of an epoch: as cipher for compartment keys, as bytes to derive the keys of the node's own rows.
pub(super) struct Epoch {
    pub(super) cipher: Cipher,
    pub(super) key: KeyBytes,
}

impl State {
    /// A new installation's.
    pub(super) fn begin(source: &RootSource, now_us: i64) -> Result<Self, VaultError> {
        let installation = InstallationId::from_bytes(random::random_id()?);
        let root = source.establish(installation)?;
        let wrapped = |purpose: Purpose| purpose.wrap(installation, &root, &fresh_key()?);
        let row =
            |key| Row { number: 1, created_at_us: now_us, state: EpochState::Live, key: Some(Bytes(key)) };
        let seed = fresh_key()?;
        let first = Beginning {
            epoch: row(wrapped(Purpose::Epoch(1))?),
            index_epoch: row(wrapped(Purpose::Index(1))?),
            ledger_public_key: public_key(&signing_key(&seed)?)?,
            ledger_key: Purpose::Ledger.wrap(installation, &root, &seed)?,
            register_key: wrapped(Purpose::Register)?,
        };
        let body = Body::begin(installation, &root, first);
        let file = body.to_file(&root)?;
        Self::open(body, Arc::new(root), file)
    }

    /// Opens every key of a ring.
    pub(super) fn open(body: Body, root: Arc<RootKey>, file: Vec<u8>) -> Result<Self, VaultError> {
        let installation = body.installation;
        let mut epochs = BTreeMap::new();
        for row in &body.epochs {
            if let Some(wrap) = &row.key {
                let key = Purpose::Epoch(row.number).unwrap(installation, &root, &wrap.0)?;
                epochs.insert(row.number, Epoch { cipher: Cipher::new(&key)?, key });
            }
        }
        let mut index = BTreeMap::new();
        for row in &body.index_epochs {
            if let Some(wrap) = &row.key {
                let key = Purpose::Index(row.number).unwrap(installation, &root, &wrap.0)?;
                index.insert(row.number, mac_key(&key));
            }
        }
        if !epochs.contains_key(&body.epoch) || !index.contains_key(&body.index_epoch) {
            return Err(VaultError::DamagedRing("its current epoch has no key"));
        }
        let signing = signing_key(&Purpose::Ledger.unwrap(installation, &root, &body.ledger_key.0)?)?;
        let public_key = public_key(&signing)?;
        if public_key[..] != body.ledger_public_key.0 {
            return Err(VaultError::DamagedRing("its public key is not that of its signing key"));
        }
        let register = mac_key(&Purpose::Register.unwrap(installation, &root, &body.register_key.0)?);
        Ok(Self { body, file, root, epochs, index, signing, public_key, register })
    }

    /// The key of an epoch that was not destroyed.
    pub(super) fn epoch(&self, number: u32) -> Result<&Epoch, VaultError> {
        self.epochs.get(&number).ok_or_else(|| missing(&self.body.epochs, number))
    }

    pub(super) fn index(&self, number: u32) -> Result<&hmac::Key, VaultError> {
        self.index.get(&number).ok_or_else(|| missing(&self.body.index_epochs, number))
    }
}

fn missing(rows: &[Row], number: u32) -> VaultError {
    if rows.iter().any(|row| row.number == number) {
        VaultError::EpochDestroyed(number)
    } else {
        VaultError::UnknownEpoch(number)
    }
}

fn signing_key(seed: &KeyBytes) -> Result<Ed25519KeyPair, VaultError> {
    Ed25519KeyPair::from_seed_unchecked(&seed[..]).map_err(|_| VaultError::Crypto("signing key"))
}

fn public_key(pair: &Ed25519KeyPair) -> Result<[u8; 32], VaultError> {
    pair.public_key().as_ref().try_into().map_err(|_| VaultError::Crypto("public key"))
}
