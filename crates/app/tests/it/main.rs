//! The use cases and the chain, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "a test may fail by panicking; what it asks about is given away"
)]

mod accounts;
mod chain;
mod changes;
mod commands;
mod conferences;
mod counts;
mod doors;
mod family;
mod fled;
mod people;
mod plan;
mod random;
mod readings;
mod search;
mod steps;
mod story;
mod tampering;
mod tracing;
mod transfer;
