//! The store: the only room that speaks SQL, on SQLite and on PostgreSQL.
//!
//! It deals in bytes and routing columns. It knows no compartment by its name, holds no key and never sees what it
//! keeps. All writes go through one bulk group commit (see [`Commit`]); reads have a function each.
//!
//! Invariant: the ledger has one order. Positions are gap-free and given in commit order, also when several nodes
//! write to one PostgreSQL.

mod account;
mod backup;
mod batch;
mod check;
mod commit;
mod counted;
mod error;
#[cfg(feature = "fixture")]
pub mod fixture;
mod jobs;
mod line;
mod list;
mod load;
mod pending;
mod postgres;
mod postgres_writer;
mod read;
mod reading;
mod rows;
mod schema;
mod search;
mod snapshot;
mod sqlite;
mod statements;
mod store;
mod table;
mod target;
mod value;
mod writer;

pub use account::Sitting;
pub use commit::{
    Commit, CommitError, Committed, Expect, NewEvent, NewSlot, NewToken, Row, Unique, version_of,
};
pub use counted::Count;
pub use error::Error;
pub use list::{Branch, Cursor, List, Order};
pub use read::{TaskCursor, TasksOf};
pub use reading::{NewReading, reading_leaf};
pub use rows::*;
pub use schema::SCHEMA;
pub use search::Wanted;
pub use snapshot::{Difference, Pages, Snapshot, projection_tables};
pub use store::Store;
pub use table::{Class, ColumnOf, Table};
pub use target::{Options, Signer, Target};
pub use value::{Type, Value, Values};
