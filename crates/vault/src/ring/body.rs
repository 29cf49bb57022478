//! The ring file: what it holds, and how it is read and written.
//!
//! Invariant: every key in it is wrapped, under the root key, with what it is for as associated data; the whole
//! is authenticated under the root key, and a checksum tells damage from a wrong key.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use domain::InstallationId;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::{EpochState, Purpose};
use crate::{
    aead::KeyBytes,
    error::VaultError,
    root::{Bytes, RootKey, RootRecord},
};

const FORMAT: &str = "homeward key ring";
const VERSION: u32 = 1;

/// A ring with thousands of epochs is still far below this.
pub(super) const MAX_FILE: u64 = 4 * 1024 * 1024;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    format: String,
    version: u32,
    pub(super) installation: InstallationId,
    pub(super) generation: u64,
    root: RootRecord,
    /// Tells a wrong root key from a damaged file.
    root_check: Bytes,
    pub(super) epoch: u32,
    pub(super) epochs: Vec<Row>,
    pub(super) index_epoch: u32,
    pub(super) index_epochs: Vec<Row>,
    pub(super) ledger_public_key: Bytes,
    pub(super) ledger_key: Bytes,
    pub(super) register_key: Bytes,
}

/// One epoch.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) created_at_us: i64,
    pub(super) state: EpochState,
    /// Gone when destroyed.
    pub(super) key: Option<Bytes>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RingFile {
    ring: Body,
    checksum: Bytes,
    mac: Bytes,
}

/// Read first, so that a newer file is told from a damaged one.
#[derive(Deserialize)]
struct Probe {
    ring: ProbeRing,
}

#[derive(Deserialize)]
struct ProbeRing {
    format: String,
    version: u32,
}

/// The first and only contents that need no earlier body.
pub(super) struct Beginning {
    pub(super) epoch: Row,
    pub(super) index_epoch: Row,
    pub(super) ledger_public_key: [u8; 32],
    pub(super) ledger_key: Vec<u8>,
    pub(super) register_key: Vec<u8>,
}

impl Body {
    pub(super) fn begin(installation: InstallationId, root: &RootKey, first: Beginning) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            installation,
            generation: 1,
            root: root.record.clone(),
            root_check: Bytes(root.check().to_vec()),
            epoch: first.epoch.number,
            epochs: vec![first.epoch],
            index_epoch: first.index_epoch.number,
            index_epochs: vec![first.index_epoch],
            ledger_public_key: Bytes(first.ledger_public_key.to_vec()),
            ledger_key: Bytes(first.ledger_key),
            register_key: Bytes(first.register_key),
        }
    }

    pub(super) const fn root(&self) -> &RootRecord {
        &self.root
    }

    /// The file's text.
    pub(super) fn to_file(&self, root: &RootKey) -> Result<Vec<u8>, VaultError> {
        let bytes = self.bytes()?;
        let checksum = Bytes(digest(&SHA256, &bytes).as_ref().to_vec());
        let file = RingFile { ring: self.clone(), checksum, mac: Bytes(root.mac(&bytes)) };
        let mut text = serde_json::to_vec_pretty(&file).map_err(|_| VaultError::Crypto("ring"))?;
        text.push(b'\n');
        Ok(text)
    }

    /// Reads the file's text. The root key is asked for when what it says of itself is known to be undamaged.
    pub(super) fn from_file(
        text: &[u8],
        root: impl FnOnce(&Self) -> Result<Arc<RootKey>, VaultError>,
    ) -> Result<(Self, Arc<RootKey>), VaultError> {
        let probe: Probe =
            serde_json::from_slice(text).map_err(|_| VaultError::DamagedRing("it is torn or no key ring"))?;
        if probe.ring.format != FORMAT {
            return Err(VaultError::DamagedRing("it is no key ring"));
        }
        if probe.ring.version > VERSION {
            return Err(VaultError::NewerRing(probe.ring.version));
        }
        let file: RingFile =
            serde_json::from_slice(text).map_err(|_| VaultError::DamagedRing("its fields are wrong"))?;
        let bytes = file.ring.bytes()?;
        if digest(&SHA256, &bytes).as_ref() != file.checksum.0 {
            return Err(VaultError::DamagedRing("its checksum is wrong"));
        }
        let root = root(&file.ring)?;
        if !bool::from(file.ring.root_check.0.ct_eq(root.check())) {
            return Err(VaultError::WrongRootKey { source_kind: root.source_kind() });
        }
        if !root.mac_holds(&bytes, &file.mac.0) {
            return Err(VaultError::DamagedRing("it was changed by another hand"));
        }
        Ok((file.ring, root))
    }

    /// The same ring under another root key.
    pub(super) fn under(mut self, old: &RootKey, new: &RootKey) -> Result<Self, VaultError> {
        let installation = self.installation;
        let again = |purpose: Purpose, wrap: &mut Bytes| -> Result<(), VaultError> {
            let key = purpose.unwrap(installation, old, &wrap.0)?;
            wrap.0 = purpose.wrap(installation, new, &key)?;
            Ok(())
        };
        for row in &mut self.epochs {
            row.key.iter_mut().try_for_each(|key| again(Purpose::Epoch(row.number), key))?;
        }
        for row in &mut self.index_epochs {
            row.key.iter_mut().try_for_each(|key| again(Purpose::Index(row.number), key))?;
        }
        again(Purpose::Ledger, &mut self.ledger_key)?;
        again(Purpose::Register, &mut self.register_key)?;
        self.root = new.record.clone();
        self.root_check = Bytes(new.check().to_vec());
        Ok(self)
    }

    fn bytes(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec(self).map_err(|_| VaultError::Crypto("ring"))
    }
}

impl Purpose {
    pub(super) fn wrap(
        self,
        installation: InstallationId,
        root: &RootKey,
        key: &KeyBytes,
    ) -> Result<Vec<u8>, VaultError> {
        let (tag, epoch) = self.parts();
        root.wrap(&[tag, installation.as_bytes(), &epoch.to_be_bytes()], key)
    }

    pub(super) fn unwrap(
        self,
        installation: InstallationId,
        root: &RootKey,
        wrap: &[u8],
    ) -> Result<KeyBytes, VaultError> {
        let (tag, epoch) = self.parts();
        root.unwrap(&[tag, installation.as_bytes(), &epoch.to_be_bytes()], wrap)
            .map_err(|_| VaultError::DamagedRing("a key in it does not open"))
    }

    const fn parts(self) -> (&'static [u8], u32) {
        match self {
            Self::Epoch(number) => (b"homeward/epoch-key/1", number),
            Self::Index(number) => (b"homeward/index-key/1", number),
            Self::Ledger => (b"homeward/ledger-key/1", 0),
            Self::Register => (b"homeward/register-key/1", 0),
        }
    }
}
