//! Protection urgency: the field's "risk level", named so that nobody reads danger *from* a child into it.

use serde::{Deserialize, Serialize};

/// How soon a child needs to be protected or served. Orders from routine to urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Within a week.
    Routine,
    /// Within three days.
    Soon,
    /// Within a day.
    Urgent,
}

impl Urgency {
    /// All three, the most pressing first.
    pub const ALL: [Self; 3] = [Self::Urgent, Self::Soon, Self::Routine];

    /// Its code in the protocol and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Soon => "soon",
            Self::Routine => "routine",
        }
    }
    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|urgency| urgency.code() == code)
    }
    /// As the routing column holds it: 1 routine, 2 soon, 3 urgent.
    pub const fn rank(self) -> i64 {
        match self {
            Self::Routine => 1,
            Self::Soon => 2,
            Self::Urgent => 3,
        }
    }
    /// From the routing column.
    pub fn from_rank(rank: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|urgency| urgency.rank() == rank)
    }
}
