//! What can go wrong with keys and sealed bytes, each with its mend. No message holds a key, a plaintext or an
//! id of a person.

use std::{io, path::PathBuf};

/// The error of this crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// Sealed bytes, wrap or place do not belong together, or were changed.
    #[error("this does not open: it was changed, or sealed for another place or under another key")]
    Sealed,
    /// A key is used outside its own compartment.
    #[error("this key belongs to another record or compartment")]
    OtherCompartment,
    /// Too long to be sealed in one piece.
    #[error("{length} bytes are too long to seal in one piece, cut them at {max}", max = crate::MAX_PLAINTEXT)]
    TooLong {
        /// Length of the plaintext.
        length: usize,
    },
    /// The operating system gives no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    /// The cryptographic library refused.
    #[error("the cryptographic library refused: {0}")]
    Crypto(&'static str),

    /// The epoch is not in the ring.
    #[error("the key ring has no epoch {0}: bring the newest ring file of this installation")]
    UnknownEpoch(u32),
    /// The epoch's key was destroyed.
    #[error("epoch {0} was destroyed: what it sealed cannot be opened any more")]
    EpochDestroyed(u32),
    /// The current epoch is not to be destroyed.
    #[error("epoch {0} is in use: rotate to a new one first and wrap again what it holds")]
    EpochInUse(u32),
    /// The ring is older than the database.
    #[error(
        "the key ring is at epoch {ring}, the database at {database}: bring the newest ring file to this node"
    )]
    RingBehind {
        /// The ring's current epoch.
        ring: u32,
        /// The database's.
        database: u32,
    },
    /// The file was replaced by an older one.
    #[error("the key ring file is older than the one in use: put the newest one back")]
    RingWentBack,
    /// The ring is another installation's.
    #[error("this key ring belongs to another installation: use the ring file made with this database")]
    OtherInstallation,
    /// The root key does not open the ring.
    #[error("this {source_kind} does not open the key ring: check that it is the one the ring was made with")]
    WrongRootKey {
        /// Passphrase, key file or wrapper.
        source_kind: &'static str,
    },
    /// The ring was made with another kind of root key.
    #[error("the key ring opens with a {wanted}, a {given} was given")]
    OtherRootSource {
        /// What the ring wants.
        wanted: &'static str,
        /// What was given.
        given: &'static str,
    },
    /// The ring file is torn or was changed.
    #[error("the key ring file is damaged ({0}): put back a copy of it")]
    DamagedRing(&'static str),
    /// The ring file is of a newer version.
    #[error("the key ring file has version {0}, newer than this program: upgrade the program")]
    NewerRing(u32),
    /// There is a ring already.
    #[error("there is a key ring already at {}: it is not overwritten", .0.display())]
    RingExists(PathBuf),
    /// Others may read the file.
    #[error("{} can be read by others: take their permission away (chmod 600)", .0.display())]
    TooOpen(PathBuf),
    /// The key file holds no key.
    #[error("{} holds no key: a key file is 32 random bytes in base64", .0.display())]
    BadKeyFile(PathBuf),
    /// The external wrapper failed.
    #[error("the key wrapper {} failed: {reason}", .program.display())]
    Wrapper {
        /// The program.
        program: PathBuf,
        /// What happened.
        reason: String,
    },
    /// The parameters of a stored hash are outside of what this program computes.
    #[error("the stored parameters of a password are damaged or out of bounds")]
    BadPasswordHash,

    /// A line of the register of erasures was changed or removed.
    #[error("the register of erasures is damaged at line {line}: put back a copy of it")]
    DamagedRegister {
        /// Line, from 1.
        line: u64,
    },
    /// A rule is a code.
    #[error("the rule of an erasure is 1 to 64 of a-z, 0-9, '_', '-' and '.'")]
    BadRule,

    /// A file could not be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}
