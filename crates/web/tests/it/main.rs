//! Pages asked for as a browser asks for them, through the whole router.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod accounts;
mod browser;
mod desks;
mod malformed;
mod people;
mod way_in;
