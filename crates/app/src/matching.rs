//! Whether somebody on a list is somebody known here: proposals for a registrar, who decides.
//!
//! Two functions are all that a better way of matching replaces: [`search`] finds candidates by the blind-index tokens
//! of a record, many rows at a time; [`compare`](compare::compare) says of two faces how sure it is and why.
//!
//! Invariant: nobody but who may open both sides learns of a pair. What is looked for is looked for in a job that every
//! import enqueues alike, after it has been answered; so neither words, counts nor time of an import tell.

pub mod compare;
mod decide;
mod propose;
mod queue;
mod search;
pub mod seeker;

pub use crate::core::{
    father::Father,
    tracing::{Closed, Missing},
};
pub use compare::{Evidence, Face, Verdict};
pub use decide::Decide;
pub use queue::{Compared, Pairs, Queue, Shared, ShownPair, SideBySide};
pub use search::{KnownAs, SamePerson};

pub use propose::JOB;
pub(crate) use propose::job;
