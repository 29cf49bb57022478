//! Operations, flights, lists and arrivals, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "a test may fail by panicking; what it asks about is given away"
)]

mod arrivals;
mod import;
mod kin;
mod lists;
mod matches;
mod steps;
mod upload;
