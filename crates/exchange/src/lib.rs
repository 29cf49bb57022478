//! What comes in from other people's spreadsheets, and what goes out to them.
//!
//! A file passes four rooms: [`sheet`] (bytes become rows of text, numbered as a spreadsheet shows them),
//! [`layout`] (which row is the header, what each column means; shown and changeable), [`manifest`] (a row
//! becomes a person, every doubt becomes a problem at its cell with its mend) and [`json`] (the same for a
//! program to read). All kinds of lists go this way ([`ListKind`]); rows that cannot be taken leave as a spreadsheet
//! ([`rejected`]).
//!
//! Invariant: nothing is guessed silently and nothing read is lost. What the file said stays as it was written;
//! what it seems to mean stands beside it, with a [`Problem`] wherever the two differ. A hostile file costs
//! bounded memory and bounded time, and a refusal names what to do instead.

pub mod date;
pub mod json;
mod kind;
pub mod layout;
pub mod manifest;
mod problem;
mod refusal;
pub mod rejected;
pub mod rows;
mod safe_cell;
pub mod sheet;
pub mod stream;

pub use kind::ListKind;
pub use problem::{At, Blocking, Code, Mend, Problem};
pub use refusal::Refusal;
pub use safe_cell::{safe_cell, workbook_cell};
