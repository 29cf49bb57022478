//! The one way in which personal types become bytes, and the bytes become types again.
//!
//! Invariant: what leaves here goes straight into the vault; the buffer wipes itself.

use std::cell::Cell;

use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

thread_local! {
    static OPEN: Cell<u32> = const { Cell::new(0) };
}

/// Sealed content that cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The value could not be written.
    #[error("the content cannot be written for sealing")]
    Write,
    /// The opened bytes are of no format this version knows.
    #[error("the opened content is of no known format")]
    Read,
}

struct Door;
impl Door {
    fn open() -> Self {
        OPEN.with(|open| open.set(open.get() + 1));
        Self
    }
}
impl Drop for Door {
    fn drop(&mut self) {
        OPEN.with(|open| open.set(open.get() - 1));
    }
}

/// Holds the door open, for a test that reads past [`decode`].
#[cfg(test)]
pub(crate) fn door() -> impl Drop {
    Door::open()
}

pub(crate) fn is_open() -> bool {
    OPEN.with(|open| open.get() > 0)
}

/// Writes a value for sealing.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Zeroizing<Vec<u8>>, SealingError> {
    let _door = Door::open();
    serde_json::to_vec(value).map(Zeroizing::new).map_err(|_| SealingError::Write)
}

/// Reads what [`encode`] wrote, in this version or an earlier one.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, SealingError> {
    // Once for the whole text, not for each string in it.
    let text = std::str::from_utf8(bytes).map_err(|_| SealingError::Read)?;
    serde_json::from_str(text).map_err(|_| SealingError::Read)
}
