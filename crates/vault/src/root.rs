//! The root key: where it comes from, and what hangs on it. It opens the key ring and nothing else, and is never
//! in the database.

use std::{
    fmt,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::InstallationId;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    aead::{Cipher, KeyBytes, derive, fresh_key, mac_key, parts},
    error::VaultError,
    file,
    password::PasswordCost,
    random,
};

/// Where the root key comes from.
#[derive(Clone)]
pub enum RootSource {
    /// A passphrase that somebody types when a node starts, stretched by argon2id.
    Passphrase {
        /// The passphrase.
        phrase: Zeroizing<String>,
        /// What one guess costs, when a ring is made; an existing ring keeps its own.
        cost: PasswordCost,
    },
    /// A file with 32 random bytes in base64, readable by its owner only.
    KeyFile(PathBuf),
    /// A program that wraps the root key elsewhere (a hardware module, a key service). It is run as
    /// `program args… wrap` or `… unwrap`, takes bytes on its standard input and gives bytes on its standard
    /// output: 32 bytes to wrap give at most 64 KiB of whatever it likes, which give the 32 bytes back.
    Wrapper {
        /// The program.
        program: PathBuf,
        /// Arguments before the word.
        args: Vec<String>,
    },
}

impl fmt::Debug for RootSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootSource::{}(..)", self.kind())
    }
}

impl RootSource {
    /// A passphrase at the cost fit for it.
    pub fn passphrase(phrase: impl Into<String>) -> Self {
        Self::Passphrase { phrase: Zeroizing::new(phrase.into()), cost: PasswordCost::ROOT }
    }

    /// Writes a new key file; one that is there already is not overwritten.
    pub fn new_key_file(path: &Path) -> Result<Self, VaultError> {
        let key = fresh_key()?;
        let mut text = Zeroizing::new([0_u8; 45]);
        STANDARD.encode_slice(&key[..], &mut text[..44]).map_err(|_| VaultError::Crypto("base64"))?;
        text[44] = b'\n';
        file::write_new(path, &text[..])
            .and_then(|()| file::sync_folder(path))
            .map_err(file::failed(path))?;
        Ok(Self::KeyFile(path.to_owned()))
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::Passphrase { .. } => PASSPHRASE,
            Self::KeyFile(_) => KEY_FILE,
            Self::Wrapper { .. } => WRAPPER,
        }
    }

    /// A root key for a new ring.
    pub(crate) fn establish(&self, installation: InstallationId) -> Result<RootKey, VaultError> {
        let (master, record) = match self {
            Self::Passphrase { phrase, cost } => {
                let salt = random::random_id()?.to_vec();
                let (memory_kib, passes, lanes) = cost.parameters();
                (
                    cost.stretch(phrase, &salt)?,
                    RootRecord::Passphrase { salt: Bytes(salt), memory_kib, passes, lanes },
                )
            }
            Self::KeyFile(path) => (read_key_file(path)?, RootRecord::KeyFile {}),
            Self::Wrapper { program, args } => {
                let master = fresh_key()?;
                let wrapped = run(program, args, "wrap", &master[..])?.to_vec();
                // A wrapper that cannot give the key back is found now, not at the next start.
                let again = run(program, args, "unwrap", &wrapped)?;
                if again.ct_eq(&master[..]).into() {
                    (master, RootRecord::Wrapper { wrapped: Bytes(wrapped) })
                } else {
                    return Err(wrapper(program, "it does not give back what it wrapped"));
                }
            }
        };
        RootKey::new(&master, installation, record)
    }

    /// The root key of an existing ring.
    pub(crate) fn recall(
        &self,
        installation: InstallationId,
        record: &RootRecord,
    ) -> Result<RootKey, VaultError> {
        let master = match (self, record) {
            (Self::Passphrase { phrase, .. }, RootRecord::Passphrase { salt, memory_kib, passes, lanes }) => {
                PasswordCost::stored(*memory_kib, *passes, *lanes)
                    .and_then(|cost| cost.stretch(phrase, &salt.0))
                    .map_err(|_| VaultError::DamagedRing("its passphrase parameters are out of bounds"))?
            }
            (Self::KeyFile(path), RootRecord::KeyFile {}) => read_key_file(path)?,
            (Self::Wrapper { program, args }, RootRecord::Wrapper { wrapped }) => {
                let key = run(program, args, "unwrap", &wrapped.0)?;
                let mut master = Zeroizing::new([0; 32]);
                if key.len() != master.len() {
                    return Err(wrapper(program, "it did not give a key of 32 bytes"));
                }
                master.copy_from_slice(&key);
                master
            }
            (given, wanted) => {
                return Err(VaultError::OtherRootSource { wanted: wanted.kind(), given: given.kind() });
            }
        };
        RootKey::new(&master, installation, record.clone())
    }
}

const PASSPHRASE: &str = "passphrase";
const KEY_FILE: &str = "key file";
const WRAPPER: &str = "key wrapper";

/// What the ring file says of its root key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum RootRecord {
    Passphrase { salt: Bytes, memory_kib: u32, passes: u32, lanes: u32 },
    KeyFile {},
    Wrapper { wrapped: Bytes },
}

impl RootRecord {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Passphrase { .. } => PASSPHRASE,
            Self::KeyFile {} => KEY_FILE,
            Self::Wrapper { .. } => WRAPPER,
        }
    }
}

/// Bytes written as base64; nothing secret is stored so, only salts, macs and wraps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        STANDARD.decode(text).map(Self).map_err(|_| serde::de::Error::custom("not base64"))
    }
}

/// The root key at work: it wraps the keys of the ring and authenticates its file.
pub(crate) struct RootKey {
    cipher: Cipher,
    mac: hmac::Key,
    check: [u8; 16],
    pub(crate) record: RootRecord,
}

impl RootKey {
    fn new(master: &KeyBytes, installation: InstallationId, record: RootRecord) -> Result<Self, VaultError> {
        let derived =
            |purpose: &[u8]| derive(master, &[b"homeward/root/1", purpose, installation.as_bytes()]);
        let tag = hmac::sign(&mac_key(&derived(b"check")?), b"");
        let mut check = [0; 16];
        check.copy_from_slice(&tag.as_ref()[..16]);
        Ok(Self { cipher: Cipher::new(&derived(b"wrap")?)?, mac: mac_key(&derived(b"mac")?), check, record })
    }

    pub(crate) const fn source_kind(&self) -> &'static str {
        self.record.kind()
    }

    /// A value that tells a wrong root key from a damaged file.
    pub(crate) const fn check(&self) -> &[u8; 16] {
        &self.check
    }

    pub(crate) fn wrap(&self, what: &[&[u8]], key: &KeyBytes) -> Result<Vec<u8>, VaultError> {
        self.cipher.wrap(&parts(what), key)
    }

    pub(crate) fn unwrap(&self, what: &[&[u8]], wrap: &[u8]) -> Result<KeyBytes, VaultError> {
        self.cipher.unwrap(&parts(what), wrap)
    }

    pub(crate) fn mac(&self, bytes: &[u8]) -> Vec<u8> {
        hmac::sign(&self.mac, bytes).as_ref().to_vec()
    }

    pub(crate) fn mac_holds(&self, bytes: &[u8], mac: &[u8]) -> bool {
        hmac::verify(&self.mac, bytes, mac).is_ok()
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RootKey(..)")
    }
}

fn read_key_file(path: &Path) -> Result<KeyBytes, VaultError> {
    let text = Zeroizing::new(file::read_private(path, 1024)?);
    let mut key = Zeroizing::new([0; 32]);
    // The decoder wants room for what the length allows, 33 bytes for 44 characters.
    let mut bytes = Zeroizing::new([0; 33]);
    match STANDARD.decode_slice(text.trim_ascii(), &mut *bytes) {
        Ok(32) => key.copy_from_slice(&bytes[..32]),
        _ => return Err(VaultError::BadKeyFile(path.to_owned())),
    }
    Ok(key)
}

fn wrapper(program: &Path, reason: impl Into<String>) -> VaultError {
    VaultError::Wrapper { program: program.to_owned(), reason: reason.into() }
}

fn run(program: &Path, args: &[String], word: &str, input: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    const LIMIT: usize = 64 * 1024;
    let failed = |error: std::io::Error| wrapper(program, error.to_string());
    let mut child = Command::new(program)
        .args(args)
        .arg(word)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read its input says so by its status or its output.
        match stdin.write_all(input) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => return Err(failed(error)),
            _ => {}
        }
    }
    let mut output = Zeroizing::new(Vec::with_capacity(LIMIT + 1));
    if let Some(stdout) = child.stdout.take() {
        stdout.take(LIMIT as u64 + 1).read_to_end(&mut output).map_err(failed)?;
    }
    let status = child.wait().map_err(failed)?;
    if !status.success() {
        Err(wrapper(program, status.to_string()))
    } else if output.is_empty() || output.len() > LIMIT {
        Err(wrapper(program, "it gave nothing, or more than 64 KiB"))
    } else {
        Ok(output)
    }
}
