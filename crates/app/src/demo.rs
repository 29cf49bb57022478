//! An invented country, to try things out and to measure: people, teams, flights, cases.
//!
//! Invariant: only a house whose ledger says that its people are invented is filled. Everything goes through the same
//! machine as real work, with the clock set back; what is invented depends on the seed alone, people's codes too; ids and keys never do.

mod changes;
mod closed;
mod complaints;
mod counted;
mod dice;
mod flights;
mod lists;
mod marks;
mod meeting;
mod names;
mod plan;
mod roles;
mod scenes;
mod seed;
mod sought;
mod staff;
mod step;
mod story;
#[cfg(test)]
mod tests;
pub mod tour;
mod words;
mod world;

pub use marks::mark;
pub use seed::{LONG, Seeded, Seeding};
pub use world::World;
