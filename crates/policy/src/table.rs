//! The protocol's role table.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use domain::{ActionCode, Compartment, Kind, RoleCode, Stage};
use serde::{Deserialize, Serialize};

/// How far a compartment is open. Orders from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A service is active, yes or no; no date, count or name.
    Status,
    /// Its content.
    Read,
    /// Its content, and adding to it.
    Write,
}

/// How a person relates to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Responsible for it.
    Owner,
    /// In the team responsible for it.
    Team,
    /// Supervises the team responsible for it.
    Supervisor,
    /// Stands in for the person responsible.
    Deputy,
    /// Received a referral about it.
    Referral,
    /// Works for the place it belongs to.
    Place,
    /// Works on the flight it came with.
    Flight,
    /// Has a task about it.
    Task,
    /// Opened it in an emergency.
    Emergency,
}

impl Relation {
    /// All relationships.
    pub const ALL: [Self; 9] = [
        Self::Owner,
        Self::Team,
        Self::Supervisor,
        Self::Deputy,
        Self::Referral,
        Self::Place,
        Self::Flight,
        Self::Task,
        Self::Emergency,
    ];

    /// Its code in the protocol and in events.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Team => "team",
            Self::Supervisor => "supervisor",
            Self::Deputy => "deputy",
            Self::Referral => "referral",
            Self::Place => "place",
            Self::Flight => "flight",
            Self::Task => "task",
            Self::Emergency => "emergency",
        }
    }

    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.code() == code)
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a role may see and do through which relationships.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGrant {
    /// Through any of these.
    pub when: BTreeSet<Relation>,
    /// On records of these kinds.
    pub kinds: BTreeSet<Kind>,
    /// In these stages; none named means in every stage.
    pub stages: BTreeSet<Stage>,
    /// How far each compartment is open.
    pub levels: BTreeMap<Compartment, Level>,
    /// Which actions are allowed.
    pub actions: BTreeSet<ActionCode>,
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its code.
    pub code: RoleCode,
    /// Whether it reaches records of children, so that giving it needs a second person.
    pub reaches_children: bool,
    /// The school's side: such a reader gets no history of the child.
    pub outside: bool,
    /// Whether a second factor is required to sign in.
    pub second_factor: bool,
    /// What it may do without a relationship to a record.
    pub offices: BTreeSet<ActionCode>,
    /// What it may see and do on records.
    pub grants: Vec<RoleGrant>,
}

/// All roles of a protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Roles by code.
    pub roles: BTreeMap<RoleCode, Role>,
}

impl Table {
    /// A role, if the protocol has it.
    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.get(code)
    }

    /// Whether any role of these may do something without a record.
    pub fn office(&self, actor: &crate::Actor, action: &str) -> bool {
        actor
            .roles
            .iter()
            .filter_map(|held| self.role(held.role.as_str()))
            .any(|role| role.offices.contains(action))
    }
}
