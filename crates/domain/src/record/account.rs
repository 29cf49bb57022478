//! An account: what its events have made of it.

use std::collections::BTreeMap;

use crate::{ApprovalId, Instant, PlaceCode, Private, RoleCode, TeamId, UserId};

/// An account as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// The name to sign in with.
    pub login: Private<String>,
    /// The person's name.
    pub name: Private<String>,
    /// The language they read.
    pub language: String,
    /// Roles proposed and held.
    pub roles: Vec<RoleHeld>,
    /// The password's hash.
    pub password: Option<Private<String>>,
    /// The second factor.
    pub second_factor: Option<SecondFactor>,
    /// Who proposed that the second factor be taken away.
    pub removal_proposed_by: Option<UserId>,
    /// When another person last reset the password.
    pub reset_at: Option<Instant>,
    /// Sessions begun before this are over.
    pub sessions_from: Option<Instant>,
    /// When its owner last signed in.
    pub signed_in_at: Option<Instant>,
    /// The last step of the second factor that was used.
    pub last_step: Option<u64>,
    /// Who stands in, from when, until when.
    pub deputies: BTreeMap<UserId, (Instant, Instant)>,
    /// Whether it is closed.
    pub closed: bool,
}

/// A role that somebody holds or is proposed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHeld {
    /// The proposal's id.
    pub grant: ApprovalId,
    /// Which role.
    pub role: RoleCode,
    /// In which team.
    pub team: Option<TeamId>,
    /// For which place.
    pub place: Option<PlaceCode>,
    /// Who proposed it.
    pub proposed_by: UserId,
    /// Whether it holds.
    pub holds: bool,
}

/// A second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The shared secret, base32.
    pub secret: Private<String>,
    /// Hashes of the recovery codes not yet used, by number.
    pub recovery: BTreeMap<u32, Private<String>>,
}
