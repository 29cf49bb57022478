//! How the tables under `data/` are made from lists of pairs: run by the programs in `examples`, by nothing else.
//!
//! Invariant: the same lists give the same tables, byte for byte.

mod fit;
mod persons;
mod sounds;

pub use fit::{Fit, fit, logistic};
pub use persons::{figure_names, figures_of, fitted_on, ways};
pub use sounds::{Learned, Pair, compose, features, learn, odds_of_sounds, write};
