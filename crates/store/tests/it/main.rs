//! The store's tests, each on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod accounts;
mod backups;
mod build;
mod commits;
mod lists;
mod readings;
mod schema;
mod searches;
