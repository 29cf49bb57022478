//! Need-to-know: what may this person do with this record, and why.
//!
//! Invariant: pure, and the only place where access is decided. List, detail, search, counts, files, print, API,
//! history and command line all ask [`access`]; a list is the records that [`scope`] proposes *and* [`access`]
//! allows. Deny wins over every relationship, emergency access too.

mod access;
pub mod actions;
mod actor;
mod facts;
mod scope;
mod table;
#[cfg(test)]
mod tests;

pub use access::{Denied, Grant, Ground, access};
pub use actor::{Actor, RoleAt};
pub use facts::{Facts, Given};
pub use scope::{Branch, Reach, scope};
pub use table::{Level, Relation, Role, RoleGrant, Table};
