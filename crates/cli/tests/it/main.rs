//! The program as somebody at a terminal meets it.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod demo;
mod house;
mod keeping;
mod link;
mod lists;
mod names;
mod protocol;
mod refusals;
mod run;
mod web;
