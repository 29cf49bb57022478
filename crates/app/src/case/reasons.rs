//! Reasons that the house writes itself, where people would write a sentence.
//!
//! Invariant: what was written stays as it is, so these codes are for ever; pages say each in the reader's language.

/// The case was closed.
pub const CLOSED: &str = "closed";
/// A task was for another age than the person turned out to have.
pub const OTHER_AGE: &str = "another age";
/// The team that gave the service closes.
pub const TEAM_CLOSES: &str = "team closes";
/// A bar ended with the consent that the person gave since.
pub const CONSENT_GIVEN: &str = "consent given";
/// A referral ended because its recipient was refused.
pub const CONSENT_REFUSED: &str = "consent refused";
/// The registrar found that a relative's request is about another person.
pub const SOUGHT_NO_MORE: &str = "sought no more";
/// A referral ended with the consent that it rested on.
pub const CONSENT_WITHDRAWN: &str = "consent withdrawn";
