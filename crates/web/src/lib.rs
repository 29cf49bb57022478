//! The pages of Homeward in the browser.
//!
//! Invariant: no rule of the domain and no SQL here; a page shows what a use case of `app` gave it.

#[cfg(test)]
extern crate self as web;

pub mod assets;
pub mod look;
pub mod words;
