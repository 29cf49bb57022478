//! Size classes: what is sealed shows its class, never its length.
//!
//! The classes, in bytes of plaintext with its 4-byte length: powers of two up to 4 KiB (from 128 for events,
//! from 64 for notes and labels), then multiples of 4 KiB up to 64 KiB, then multiples of 64 KiB.
//!
//! Invariant: unpadding accepts only what padding makes (right class, zeros to the end).

use zeroize::Zeroizing;

use crate::error::VaultError;

/// The longest plaintext sealed in one piece; longer files are cut.
pub const MAX_PLAINTEXT: usize = 64 * 1024 * 1024;

/// The smallest class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Smallest {
    Event = 128,
    Note = 64,
}

const PREFIX: usize = 4;
const KIB: usize = 1024;

fn class(length: usize, smallest: Smallest) -> usize {
    let needed = length + PREFIX;
    if needed <= 4 * KIB {
        needed.next_power_of_two().max(smallest as usize)
    } else if needed <= 64 * KIB {
        needed.next_multiple_of(4 * KIB)
    } else {
        needed.next_multiple_of(64 * KIB)
    }
}

/// The size class of an event with a plaintext of `length` bytes.
pub fn padded_len(length: usize) -> usize {
    class(length, Smallest::Event)
}

/// Appends the padded plaintext to `out`.
pub(crate) fn pad_into(out: &mut Vec<u8>, plaintext: &[u8], smallest: Smallest) -> Result<(), VaultError> {
    let length = plaintext.len();
    let prefix = u32::try_from(length).ok().filter(|_| length <= MAX_PLAINTEXT);
    let prefix = prefix.ok_or(VaultError::TooLong { length })?;
    let end = out.len() + class(length, smallest);
    out.extend_from_slice(&prefix.to_be_bytes());
    out.extend_from_slice(plaintext);
    out.resize(end, 0);
    Ok(())
}

/// Room that the padded plaintext takes.
pub(crate) fn room(plaintext: &[u8], smallest: Smallest) -> usize {
    class(plaintext.len().min(MAX_PLAINTEXT), smallest)
}

/// Takes the padding off again.
pub(crate) fn unpad(
    mut padded: Zeroizing<Vec<u8>>,
    smallest: Smallest,
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (prefix, rest) = padded.split_first_chunk::<PREFIX>().ok_or(VaultError::Sealed)?;
    let length = u32::from_be_bytes(*prefix) as usize;
    let zeros = rest.get(length..).ok_or(VaultError::Sealed)?;
    if class(length, smallest) != padded.len() || zeros.iter().any(|byte| *byte != 0) {
        return Err(VaultError::Sealed);
    }
    padded.copy_within(PREFIX..PREFIX + length, 0);
    padded.truncate(length);
    Ok(padded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn padded(plaintext: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        pad_into(&mut out, plaintext, Smallest::Event).unwrap();
        out
    }

    #[test]
    fn the_classes_are_the_documented_ones() {
        let sizes = [0, 124, 125, 252, 253, 4092, 4093, 8188, 65532, 65533, 131_068];
        let classes = sizes.map(padded_len);
        let kib = KIB;
        assert_eq!(
            classes,
            [128, 128, 256, 256, 512, 4 * kib, 8 * kib, 8 * kib, 64 * kib, 128 * kib, 128 * kib]
        );
        assert_eq!(class(60, Smallest::Note), 64);
    }

    #[test]
    fn too_long_is_refused() {
        let long = vec![0; MAX_PLAINTEXT + 1];
        assert!(matches!(pad_into(&mut Vec::new(), &long, Smallest::Event), Err(VaultError::TooLong { .. })));
    }

    proptest! {
        #[test]
        fn padding_comes_off_again(plaintext in proptest::collection::vec(any::<u8>(), 0..6000)) {
            let padded = padded(&plaintext);
            prop_assert_eq!(padded.len(), padded_len(plaintext.len()));
            prop_assert_eq!(room(&plaintext, Smallest::Event), padded.len());
            prop_assert_eq!(unpad(Zeroizing::new(padded), Smallest::Event).unwrap().to_vec(), plaintext);
        }

        #[test]
        fn only_what_padding_makes_is_accepted(
            plaintext in proptest::collection::vec(any::<u8>(), 0..300), at: usize, bit in 0_u32..8,
        ) {
            let mut bytes = padded(&plaintext);
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let opened = unpad(Zeroizing::new(bytes.clone()), Smallest::Event);
            // Inside the plaintext only the seal can tell; everywhere else the form can.
            if let Ok(opened) = opened {
                prop_assert_eq!(padded(&opened), bytes);
            } else {
                prop_assert!(!(PREFIX..PREFIX + plaintext.len()).contains(&at));
            }
        }

        #[test]
        fn any_bytes_are_safe_to_unpad(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = unpad(Zeroizing::new(bytes), Smallest::Event);
        }
    }
}
