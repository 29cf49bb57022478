//! The signed-in person, as far as access depends on them.

use std::collections::BTreeSet;

use domain::{Instant, PlaceCode, RecordId, RoleCode, TeamId, UserId};

/// A role that is held, where it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleAt {
    /// Which role.
    pub role: RoleCode,
    /// In which team.
    pub team: Option<TeamId>,
    /// For which place.
    pub place: Option<PlaceCode>,
}

/// The signed-in person now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Their account.
    pub user: UserId,
    /// The roles they hold; proposed ones are not among them.
    pub roles: Vec<RoleAt>,
    /// Those for whom they stand in now.
    pub stands_in_for: BTreeSet<UserId>,
    /// The present moment, from which all terms run.
    pub now: Instant,
}

impl Actor {
    /// Every team in which they hold a role.
    pub fn teams(&self) -> impl Iterator<Item = TeamId> {
        self.roles.iter().filter_map(|role| role.team)
    }

    /// Whether a party named on a record is this person or a team of theirs.
    pub fn is(&self, party: RecordId) -> bool {
        self.user == party || self.teams().any(|team| team == party)
    }
}
