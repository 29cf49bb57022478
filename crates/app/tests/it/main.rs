//! The use cases and the chain, on both databases.

mod accounts;
mod chain;
mod commands;
mod doors;
mod random;
mod readings;
mod steps;
mod story;
mod tampering;
