//! The store's tests, each on both databases.

mod build;
mod commits;
