//! What access depends on, of a record.

use std::collections::BTreeSet;

use domain::{Instant, Kind, PlaceCode, RecordId, ReferralId, Stage, TeamId, UserId};

use crate::Relation;

/// A record's routing facts; nothing of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Its stage, if its kind has stages.
    pub stage: Option<Stage>,
    /// The person responsible.
    pub owner: Option<UserId>,
    /// Their team.
    pub team: Option<TeamId>,
    /// The place it belongs to.
    pub place: Option<PlaceCode>,
    /// Access given through a referral, a flight, a task or an emergency.
    pub given: Vec<Given>,
    /// People and bodies that must not see it.
    pub bars: BTreeSet<RecordId>,
}

/// Access given to a party for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// An account or a team.
    pub party: RecordId,
    /// Through which relationship.
    pub relation: Relation,
    /// The referral, if it is one.
    pub referral: Option<ReferralId>,
    /// Since when.
    pub since: Instant,
    /// Until when; nothing means until it is ended.
    pub until: Option<Instant>,
}

impl Given {
    /// Whether it still holds.
    pub fn holds_at(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}
