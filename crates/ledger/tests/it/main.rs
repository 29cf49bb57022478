//! The verifier against a ledger that somebody tampered with, in every way there is.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod tampering;
mod world;
