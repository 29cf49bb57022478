//! Keys, and everything that is done with them: sealing, opening, wrapping, blind-index tokens, passwords, and
//! the register of erasures.
//!
//! root key (passphrase, key file or external wrapper) → epoch key (in the key ring, a file beside the root key,
//! never in the database) → compartment key (per record and slot, wrapped, in the database) → event key (random,
//! used once, wrapped beside its event) → event.
//!
//! Invariant: this is the only crate that sees key bytes or calls an AEAD. Keys and nonces come from the
//! operating system, never from a counter, in the demo too. Key bytes are wiped when dropped and show in no
//! `Debug` text and no error.
//!
//! Nothing opens anywhere else than where it was sealed: the associated data of an event names installation,
//! record, slot, sequence, event and format; that of a wrap names what it wraps and its epoch.
//!
//! What an erasure needs: the wrap dropped ([`KeyRing::rekey`] for one event, the compartment's wrap for a
//! compartment), the entry in the [`ErasureRegister`], and after the backup horizon the old epoch destroyed
//! ([`KeyRing::destroy_epoch`]). Until then a copy of the database *and* the ring, made before, still opens it.

mod aead;
mod compartment;
mod error;
mod file;
mod padding;
mod password;
mod random;
mod register;
mod ring;
mod root;

pub use compartment::{CompartmentKey, EventAddress, SealedEvent};
pub use error::VaultError;
pub use padding::{MAX_PLAINTEXT, padded_len};
pub use password::{PasswordCost, hash_password, needs_rehash, verify_password};
pub use random::{random_id, random_token, token_hash};
pub use register::{Erased, Erasure, ErasureRegister, RegisterHead, Tail};
pub use ring::{EpochInfo, EpochState, KeyRing, Rekeyed, Reloaded, StoredSlot};
pub use root::RootSource;
