//! What Homeward is about, and nothing else: ids, codes, partial dates, names, values, events and the record
//! that is folded from them.
//!
//! Invariant: no I/O, no async, no SQL, no HTML. Time and fresh ids are arguments, so the same events always
//! give the same record, on every node and in every decade.

mod code;
mod date;
mod event;
mod id;
mod matched;
mod name;
mod person_code;
mod private;
pub mod record;
pub mod sealing;
mod tagged;
mod urgency;
mod value;
mod written;

pub use code::*;
pub use date::{BadDate, PartialDate};
pub use event::*;
pub use id::*;
pub use matched::{Kin, MatchDecision, MatchReason, Sureness};
pub use name::{NameRole, PersonName, Script};
pub use person_code::{BadPersonCode, PersonCode};
pub use private::Private;
pub use record::Record;
pub use urgency::Urgency;
pub use value::{Score, Value, Values};

/// An instant, to the microsecond.
pub type Instant = jiff::Timestamp;
