//! Operations in the browser: a list goes in, people are ticked off, rosters are printed, and nobody else comes near.

mod arrivals;
mod browser;
mod doors;
mod files;
mod import;
mod lists;
mod stage;
mod tracing;
