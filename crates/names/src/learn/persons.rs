//! What the weights of persons are fitted to.

use crate::{
    evidence::{FIGURES, figures},
    person::{Person, Record},
    verdict::WAYS,
};

/// The names of the figures, in their order.
pub fn figure_names() -> Vec<&'static str> {
    FIGURES.iter().map(|(name, _, _)| *name).collect()
}

/// The ways two records can belong together, in their order.
pub const fn ways() -> &'static [&'static str] {
    &WAYS
}

/// What the weights of persons were fitted to, as their table says.
pub fn fitted_on() -> &'static str {
    crate::weights::fitted_on()
}

/// The figures of two records.
pub fn figures_of(left: &Record<'_>, right: &Record<'_>) -> Vec<f32> {
    figures(&Person::new(left), &Person::new(right)).to_vec()
}
