//! The use cases of operations and flights, one file each.

pub mod arrivals;
pub mod import_manifest;
pub mod open;
pub mod roster;
pub mod upload;
