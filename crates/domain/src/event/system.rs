//! What happens to the records of the system itself: an account, a team, the installation.
//!
//! Invariant: as of every event, nothing is renamed or given another meaning.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    ApprovalId, Instant, LeaveId, PlaceCode, Private, RecordId, RoleCode, Sector, ServiceCode, TeamId, UserId,
};

/// What happens to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "did")]
pub enum AccountEvent {
    /// It was made.
    Created {
        /// The name to sign in with.
        login: Private<String>,
        /// The person's name.
        name: Private<String>,
        /// The language they read.
        language: String,
    },
    /// Name or language changed.
    Changed {
        /// The person's name.
        name: Private<String>,
        /// The language they read.
        language: String,
    },
    /// A role was proposed. One that reaches no children holds at once; the others wait for a second person.
    RoleProposed {
        /// The proposal's id.
        grant: ApprovalId,
        /// Which role.
        role: RoleCode,
        /// In which team.
        team: Option<TeamId>,
        /// For which place.
        place: Option<PlaceCode>,
        /// Whether it holds without a second person.
        holds: bool,
    },
    /// A second person agreed.
    RoleConfirmed {
        /// Which proposal.
        grant: ApprovalId,
    },
    /// A role ended, or its proposal was refused.
    RoleEnded {
        /// Which.
        grant: ApprovalId,
    },
    /// A password was set.
    PasswordSet {
        /// Its argon2id hash.
        hash: Private<String>,
    },
    /// A second factor was set.
    SecondFactorSet {
        /// The shared secret, base32.
        secret: Private<String>,
        /// Hashes of the recovery codes.
        recovery: Vec<Private<String>>,
    },
    /// A recovery code was used up.
    RecoveryCodeUsed {
        /// Its number.
        number: u32,
    },
    /// The second factor was taken away, by two people.
    SecondFactorRemoved {
        /// Who proposed it.
        proposed_by: UserId,
    },
    /// Somebody asks that the second factor be taken away; a second person must agree.
    SecondFactorRemovalProposed,
    /// The password was reset by another; its owner is told at the next sign-in.
    ResetByOther,
    /// Its owner signed in; with which step of the second factor, so that a code is of no use twice.
    SignedIn {
        /// The step of the code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<u64>,
    },
    /// All sessions were ended.
    SignedOutEverywhere,
    /// They are away for a time; set again, the last word counts.
    LeaveSet {
        /// Which absence.
        leave: LeaveId,
        /// From when.
        from: Instant,
        /// Until when.
        until: Instant,
        /// Who stands in, if somebody does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deputy: Option<UserId>,
    },
    /// An absence is over, or does not take place.
    LeaveEnded {
        /// Which.
        leave: LeaveId,
    },
    /// They would hand these records to somebody; without anybody, an earlier proposal is taken back. It moves nothing.
    HandoverProposed {
        /// Which.
        records: Vec<RecordId>,
        /// In which team.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<TeamId>,
        /// To whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<UserId>,
    },
    /// Where reminders go; without an address none do.
    RemindersSet {
        /// The e-mail address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<Private<String>>,
    },
    /// A calendar may read along through a secret link; an earlier one is dead.
    CalendarLinked {
        /// Hash of the link's secret, base64url.
        hash: Private<String>,
    },
    /// No calendar reads along any more.
    CalendarUnlinked,
    /// Somebody stands in for this person. Written by an earlier version: an absence with a deputy.
    DeputyNamed {
        /// Who.
        deputy: UserId,
        /// From when.
        from: Instant,
        /// Until when.
        until: Instant,
    },
    /// They no longer do.
    DeputyEnded {
        /// Who.
        deputy: UserId,
    },
    /// The account was closed.
    Closed,
    /// The account was opened again.
    Reopened,
}

/// What happens to a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "did")]
pub enum TeamEvent {
    /// It was set up, or its particulars changed.
    Set {
        /// Its name, by language.
        name: BTreeMap<String, String>,
        /// Its sector.
        sector: Sector,
        /// Where it works.
        place: Option<PlaceCode>,
        /// Its service in the directory, if it receives referrals.
        service: Option<ServiceCode>,
    },
    /// Somebody in it said what the columns of a list mean; offered again for a list with the same headings.
    ColumnsLearnt {
        /// The headings, as a keyed token.
        headings: String,
        /// What each column means, by column from 0.
        columns: Vec<(u32, String)>,
    },
    /// It no longer works.
    Closed,
}

/// What happens to the installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "did")]
pub enum InstallationEvent {
    /// It began; a demo says so for ever.
    Founded {
        /// Whether all its people are invented.
        demo: bool,
    },
    /// A protocol version came into force.
    ProtocolActivated {
        /// Its version.
        version: String,
        /// SHA-256 of its files, hexadecimal.
        hash: String,
    },
    /// The reading log of a month began.
    ReadingsBegun {
        /// Year × 12 + month − 1.
        month: u32,
    },
    /// A new epoch of keys began.
    EpochStarted {
        /// Its number.
        epoch: u32,
    },
}
