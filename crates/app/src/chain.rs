//! The chain as a whole: proving it, making everything else from it again, keeping and restoring copies of it,
//! taking content out of it, and changing its keys.
//!
//! Invariant: what was erased stays erased, in every copy and after every restore, and the chain proves itself
//! before and after alike.

mod backup;
pub mod erase;
pub mod hold;
mod keep;
mod rebuild;
mod register;
mod restore;
mod rotate;
mod signer;
mod verify;

pub use backup::{Lock, Unlock, backup};
pub use keep::{Ages, Swept};
pub use rebuild::{Difference, Differs, Rebuilt};
pub use restore::{NotRestored, Restored, restore};
pub use signer::signer;
pub use verify::{Damage, DamageKind, Keys, Place, Sound, Verification, verify};

pub(crate) use erase::erasure_leaf;
pub(crate) use register::Settled;

/// How far a long piece of work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Steps that are done.
    pub done: u64,
    /// Steps there are.
    pub of: u64,
}
