//! The protocol as data: a folder of reviewed text files that says which kinds of record, stages, forms, tasks,
//! roles, sharing rules and retention periods apply. The program runs it.
//!
//! [`Protocol::load`] reads a folder and checks it; [`Protocol::from_activated`] reads a version that the database
//! keeps. [`pathway`], [`stage`], [`consent`], [`purpose`] and [`place`] answer what follows from it; [`describe`]
//! lays it out for people who do not read TOML.
//!
//! Invariant: every mistake is named with its file, its line and what to write instead; what was loaded without a
//! problem refers to nothing that is not there.

mod against;
mod catalogue;
mod check;
mod compartment;
pub mod consent;
mod describe;
mod error;
mod folder;
mod form;
pub mod hearing;
mod indicator;
mod instrument;
mod kind;
mod list;
mod masthead;
pub mod pathway;
pub mod place;
mod protocol;
pub mod purpose;
mod reading;
mod retention;
mod role;
mod sector;
mod service;
pub mod stage;
mod task;
mod term;
mod urgency;

pub use catalogue::Catalogue;
pub use compartment::CompartmentRule;
pub use consent::{AgeRule, Assent, ConsentRules, NoCaregiver};
pub use describe::{
    AccessView, AgeView, CompartmentView, ConsentView, Description, KindView, Named, PhaseView, PurposeView,
    RetentionView, RoleView, StageView, TaskView, describe,
};
pub use error::Error;
pub use folder::{FOLDERS, Files, TOP_FILES, hash};
pub use forms::Problem;
pub use indicator::Indicator;
pub use instrument::{Band, InstrumentRule, Tone};
pub use kind::RecordKind;
pub use masthead::Masthead;
pub use place::{PlaceEntry, PlaceLevel};
pub use protocol::Protocol;
pub use purpose::Purpose;
pub use retention::{Disposal, RetentionRule};
pub use role::{RoleText, Supervised};
pub use sector::SECTORS;
pub use service::ServiceEntry;
pub use stage::{Automatic, StageRule, Transition};
pub use task::{DoneBy, TaskRule, Terms, Trigger};
pub use term::{BadTerm, Keep, Term};
pub use urgency::UrgencyText;

use forms::nearest;
