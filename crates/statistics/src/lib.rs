//! Disclosure control: what of a table of people may leave the house.
//!
//! Invariant: a figure below [`LEAST`] never leaves, nor does anything from which it could be worked out: whoever adds
//! and subtracts all that is shown finds for each of them at least [`LEAST`] other values, one of them no small figure.
//!
//! A small figure and one that is withheld only to cover it look the same, so that nobody knows which is which.
//!
//! ```
//! use statistics::Table;
//!
//! // Two regions by two stages; three people in the first of them are few enough to be known by name.
//! let shown = Table::protect(&[vec![3, 40], vec![25, 60]]);
//! assert_eq!(shown.figure(0, 0), None);
//! // Its neighbours go with it, or 43 - 40 would tell.
//! assert_eq!((shown.figure(0, 1), shown.figure(1, 0), shown.figure(1, 1)), (None, None, None));
//! assert_eq!((shown.of_row(0), shown.of_column(0), shown.total()), (Some(43), Some(28), Some(128)));
//! ```

mod flow;
mod group;
mod table;

pub use group::{ordered, unordered};
pub use table::Table;

/// The smallest figure that is shown, and the least by which a figure moves from one time to the next.
pub const LEAST: u64 = 5;
