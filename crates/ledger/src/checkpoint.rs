//! A checkpoint: the size and root of the ledger at a moment, signed. Copies of it kept elsewhere (printed,
//! mailed to a witness) hold the ledger to what it was.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};

use crate::{error::LedgerError, hash::Hash};

const TAG: &[u8; 22] = b"homeward/checkpoint/1\n";

/// Size and root of one installation's ledger at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// The installation.
    pub installation: [u8; 16],
    /// Leaves covered.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// When it was made, in microseconds since the epoch.
    pub at_us: i64,
}

/// A checkpoint and the Ed25519 signature over [`Checkpoint::signing_bytes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// The signature.
    pub signature: [u8; 64],
}

impl Checkpoint {
    /// The bytes to sign: a tag, then the fields at fixed width, numbers big-endian.
    pub fn signing_bytes(&self) -> [u8; 86] {
        let mut bytes = [0; 86];
        bytes[..22].copy_from_slice(TAG);
        bytes[22..38].copy_from_slice(&self.installation);
        bytes[38..46].copy_from_slice(&self.size.to_be_bytes());
        bytes[46..78].copy_from_slice(&self.root);
        bytes[78..].copy_from_slice(&self.at_us.to_be_bytes());
        bytes
    }

    /// Signs it with whatever holds the key (the key ring).
    pub fn sign_with<E>(
        self,
        sign: impl FnOnce(&[u8]) -> Result<[u8; 64], E>,
    ) -> Result<SignedCheckpoint, E> {
        let signature = sign(&self.signing_bytes())?;
        Ok(SignedCheckpoint { checkpoint: self, signature })
    }
}

/// Whether a checkpoint is one that this installation signed.
pub fn verify_checkpoint(
    public_key: &[u8; 32],
    installation: &[u8; 16],
    signed: &SignedCheckpoint,
) -> Result<(), LedgerError> {
    let size = signed.checkpoint.size;
    UnparsedPublicKey::new(&ED25519, public_key)
        .verify(&signed.checkpoint.signing_bytes(), &signed.signature)
        .map_err(|_| LedgerError::BadSignature { size })?;
    if signed.checkpoint.installation == *installation {
        Ok(())
    } else {
        Err(LedgerError::OtherInstallation { size })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
    use proptest::prelude::*;

    pub(crate) struct Signer(Ed25519KeyPair);

    impl Signer {
        pub(crate) fn new(seed: u8) -> Self {
            Self(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap())
        }
        pub(crate) fn public(&self) -> [u8; 32] {
            self.0.public_key().as_ref().try_into().unwrap()
        }
        pub(crate) fn sign(&self, checkpoint: Checkpoint) -> SignedCheckpoint {
            let sign = |bytes: &[u8]| <[u8; 64]>::try_from(self.0.sign(bytes).as_ref());
            checkpoint.sign_with(sign).unwrap()
        }
    }

    const HERE: [u8; 16] = [5; 16];

    fn checkpoint() -> Checkpoint {
        Checkpoint { installation: HERE, size: 3, root: [9; 32], at_us: 1 }
    }

    #[test]
    fn a_signed_checkpoint_verifies_here_only() {
        let (ours, theirs) = (Signer::new(1), Signer::new(2));
        let signed = ours.sign(checkpoint());
        assert_eq!(verify_checkpoint(&ours.public(), &HERE, &signed), Ok(()));
        assert_eq!(
            verify_checkpoint(&theirs.public(), &HERE, &signed),
            Err(LedgerError::BadSignature { size: 3 })
        );
        assert_eq!(
            verify_checkpoint(&ours.public(), &[6; 16], &signed),
            Err(LedgerError::OtherInstallation { size: 3 })
        );
    }

    #[test]
    fn no_field_can_be_changed_under_the_signature() {
        let ours = Signer::new(1);
        let signed = ours.sign(checkpoint());
        let plain = checkpoint();
        let mut root = plain.root;
        root[31] ^= 1;
        for other in [
            Checkpoint { installation: [6; 16], ..plain },
            Checkpoint { size: 4, ..plain },
            Checkpoint { root, ..plain },
            Checkpoint { at_us: 2, ..plain },
        ] {
            let forged = SignedCheckpoint { checkpoint: other, ..signed };
            assert!(verify_checkpoint(&ours.public(), &other.installation, &forged).is_err());
        }
    }

    proptest! {
        #[test]
        fn a_flipped_bit_in_the_signature_is_seen(bit in 0_usize..512) {
            let ours = Signer::new(1);
            let mut signed = ours.sign(checkpoint());
            signed.signature[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(verify_checkpoint(&ours.public(), &HERE, &signed).is_err());
        }
    }
}
