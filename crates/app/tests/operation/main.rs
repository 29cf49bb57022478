//! Operations, flights, lists and arrivals, on both databases.

mod arrivals;
mod import;
mod steps;
mod upload;
