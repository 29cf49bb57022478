//! The pages of Homeward in the browser.
//!
//! Invariant: no rule of the domain and no SQL here; a page shows what a use case of `app` gave it.

#[cfg(test)]
extern crate self as web;

mod asking;
pub mod assets;
mod fail;
mod flash;
mod given;
mod ics;
pub mod letter;
pub mod look;
mod pages;
mod places;
mod posted;
mod refusal;
pub mod routes;
pub mod server;
mod tour;
mod typed;
mod visit;
pub mod words;

pub use fail::Fail;
pub use posted::Posted;
pub use server::router;
pub use visit::{Reached, Visit, Web};
