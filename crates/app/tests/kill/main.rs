//! Killed at any moment: what was acknowledged is there, once and whole, and the chain proves itself.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may fail by panicking; the clients talk to their parent"
)]

mod kill;
