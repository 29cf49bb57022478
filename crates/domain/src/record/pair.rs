//! Two records that may be one person: what a match stands at.

use crate::{GroundCode, Instant, MatchDecision, MatchProposed, Private, UserId};

/// Two records that may be one person, and what was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// As it was proposed.
    pub proposed: MatchProposed,
    /// When.
    pub at: Instant,
    /// What was decided, in order; the last holds.
    pub decisions: Vec<PairDecided>,
}

/// One decision on a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairDecided {
    /// What.
    pub decision: MatchDecision,
    /// Of two who belong together: what the second is to the first.
    pub relation: Option<GroundCode>,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// Why.
    pub note: Option<Private<String>>,
}

impl Pair {
    /// The decision that holds.
    pub fn decided(&self) -> Option<&PairDecided> {
        self.decisions.last()
    }
}
