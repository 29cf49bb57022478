//! The use cases: the only way in or out for personal data.
//!
//! Each authorises, loads, decides, then appends, logs and enqueues in one transaction, for a signed-in person.
//! Pages, command line, import and jobs all come through here.
//!
//! Invariant: nothing is shown that `policy` did not allow for this person and this record, and nothing is shown
//! or written that the ledger does not hold.

mod core;
mod refused;

pub mod account;
pub mod case;
pub mod chain;
pub mod complaint;
pub mod counts;
pub mod day;
pub mod demo;
pub mod find;
#[cfg(feature = "fixture")]
pub mod fixture;
pub mod handover;
pub mod matching;
pub mod officer;
pub mod operation;
pub mod reminders;
pub mod rules;
pub mod stranded;
pub mod team;

pub use core::{
    house::{App, Clock, Parts},
    load::plain_name,
    open::{Door, Filter, Listed, Opened, Page},
    people::Named,
    project::Summary,
    reading::Read,
    shown::Shown,
    who::SignedIn,
    work::Done,
};
pub use refused::{Answer, Fault, Reason, Refused, because, because_of};
