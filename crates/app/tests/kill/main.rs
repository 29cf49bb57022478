//! Killed at any moment: what was acknowledged is there, once and whole, and the chain proves itself.

mod kill;
