//! Operations, flights, lists and arrivals, on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod arrivals;
mod import;
mod steps;
mod upload;
