//! What a list is about.
//!
//! Invariant: the kind decides which columns a list can have and what its rows are; everything else, the file, the
//! cells, the names, the dates and the problems, is read the same for all kinds.

use serde::{Deserialize, Serialize};

/// The kind of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// The people of a flight.
    #[default]
    Manifest,
    /// People whom somebody else registered, to be matched: a camp's, an organisation's, a ministry's list.
    People,
    /// Requests of relatives: each row names who looks for whom.
    Tracing,
}

impl ListKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Manifest, Self::People, Self::Tracing];

    /// Its code, stable for ever.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::People => "people",
            Self::Tracing => "tracing",
        }
    }

    /// The kind of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
