//! Which rows of one or two lists are about the same person or thing: with probabilities and reasons, without anybody
//! having labelled a row.
//!
//! Rows are compared only where they share something rare ([`Rule`]); how two values agree is one of a few levels
//! ([`Level`]); what agreement is worth is learnt from the rows themselves ([`Weights`]) and from how common a value
//! is. Nothing here knows what a column means beyond its [`Kind`].
//!
//! Invariant: the same rows give the same answer, whatever the number of threads; time grows with rows and with pairs
//! that share something rare, never with all pairs.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "rows and values are counted in 32 bits, which every f64 holds; shares need no more than an f32"
)]

mod chance;
mod choose;
mod day;
mod level;
mod link;
mod pairs;
mod rule;
mod similar;
mod table;
mod weights;

pub use day::plain as day;
pub use level::Level;
pub use link::{Found, MOST_COLUMNS, Options, Pair, groups, link};
pub use rule::{Part, Rule};
pub use table::{Column, Kind};
pub use weights::Weights;
