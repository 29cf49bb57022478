//! An account: what its events have made of it.

use std::collections::BTreeMap;

use crate::{ApprovalId, Instant, LeaveId, PlaceCode, Private, RecordId, RoleCode, TeamId, UserId};

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
    /// When they are away, past absences among them.
    pub leaves: BTreeMap<LeaveId, Leave>,
    /// To whom they would hand their records.
    pub proposals: BTreeMap<RecordId, Proposal>,
    /// Where reminders go, if they want any.
    pub email: Option<Private<String>>,
    /// Hash of the secret through which a calendar reads along.
    pub calendar: Option<Private<String>>,
    /// Whether it is closed.
    pub closed: bool,
}

/// A time in which somebody is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leave {
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Who stands in, if somebody does.
    pub deputy: Option<UserId>,
}

impl Leave {
    /// Whether it has begun and is not over.
    pub fn holds_at(&self, now: Instant) -> bool {
        self.from <= now && now < self.until
    }
    /// Whether a moment lies in both times.
    pub fn meets(&self, from: Instant, until: Instant) -> bool {
        self.from < until && from < self.until
    }
}

impl Account {
    /// Whether somebody stands in for this person now: while they are away, and not after the account has ended.
    pub fn is_stood_in_for_by(&self, deputy: UserId, now: Instant) -> bool {
        !self.closed && self.leaves.values().any(|leave| leave.deputy == Some(deputy) && leave.holds_at(now))
    }
    /// Whether they are away at some moment of this time.
    pub fn is_away(&self, from: Instant, until: Instant) -> bool {
        self.leaves.values().any(|leave| leave.meets(from, until))
    }
}

/// To whom somebody would hand a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// In which team.
    pub team: TeamId,
    /// To whom.
    pub to: UserId,
    /// Since when.
    pub at: Instant,
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
