//! The use cases of operations, flights and lists, one file each.

pub mod arrivals;
mod bring_in;
pub(crate) use bring_in::particulars;
pub mod import_manifest;
pub mod intake;
mod known;
mod learnt;
pub mod lists;
pub mod open;
pub mod overview;
pub mod roster;
mod rows;
pub mod upload;
