//! The use cases of accounts, teams and the installation, one file each.
//!
//! Invariant: nobody grants a role to themself; a role that reaches children holds only after a second person
//! agreed; a second factor is taken away by two people or not at all.

pub mod calendar;
pub mod close_team;
pub mod create;
pub mod departure;
pub mod found;
pub mod invite;
pub mod leave;
pub mod own;
pub mod password;
pub mod roles;
pub mod second_factor;
pub mod sign_in;
pub(crate) mod strangers;
pub mod team;
pub mod view;
