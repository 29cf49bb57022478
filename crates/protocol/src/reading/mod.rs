//! Reads the folder's files and remembers where everything stands, so that each mistake is named with its line.
//!
//! Invariant: reading never stops at the first mistake, nothing is skipped silently, and every code that one part
//! uses of another is resolved once all files are read.

mod book;
mod row;
mod spots;

pub(crate) use book::{Book, What};
pub(crate) use row::{FileRows, Row};
pub(crate) use spots::{Spot, Spots};
