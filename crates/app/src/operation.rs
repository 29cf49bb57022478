//! The use cases of operations and flights, one file each.

pub mod arrivals;
mod bring_in;
pub mod import_manifest;
mod known;
pub mod open;
pub mod overview;
pub mod roster;
pub mod upload;
