//! What can go wrong when ledger bytes are read or used. No message holds anything but numbers.

/// The error of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Stored bytes of a compact range do not describe one.
    #[error("the stored frontier of the ledger is damaged: rebuild it from the leaves")]
    DamagedRange,
    /// A range can be appended only where its subtrees stay aligned.
    #[error("a range of {other} leaves cannot be appended after {size} leaves")]
    Misaligned {
        /// Leaves already there.
        size: u64,
        /// Leaves to append.
        other: u64,
    },
    /// A proof was asked for a position or size that the ledger does not have.
    #[error("the ledger has {size} leaves, {asked} was asked for")]
    OutOfRange {
        /// What was asked for.
        asked: u64,
        /// Leaves there are.
        size: u64,
    },
    /// A proof does not lead to the root.
    #[error("the proof does not lead to this root")]
    BadProof,
    /// The signature under a checkpoint is not that of this key.
    #[error("the signature of the checkpoint at {size} leaves is not valid under this key")]
    BadSignature {
        /// Size of the checkpoint.
        size: u64,
    },
    /// The checkpoint is another installation's.
    #[error("the checkpoint at {size} leaves belongs to another installation")]
    OtherInstallation {
        /// Size of the checkpoint.
        size: u64,
    },
    /// Checkpoints are to be handed over by ascending size, each before the entry at its size.
    #[error("the checkpoint at {checkpoint} leaves came too late: {fed} leaves were read already")]
    CheckpointTooLate {
        /// Size of the checkpoint.
        checkpoint: u64,
        /// Leaves read.
        fed: u64,
    },
    /// A checkpoint is still waiting for its leaves.
    #[error("the checkpoint at {waiting} leaves still waits for its leaves")]
    CheckpointWaiting {
        /// Size of the waiting checkpoint.
        waiting: u64,
    },
}
