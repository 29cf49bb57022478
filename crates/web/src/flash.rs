//! The message after an action: a key that travels in a cookie, and is shown once.
//!
//! Invariant: only keys of this list are ever shown, so a forged cookie says nothing new.

/// Says `said` as a key of the words, so that it can travel; `None` for anything else.
pub(crate) fn known(said: &str) -> Option<&'static str> {
    KEYS.iter().copied().find(|key| *key == said)
}

/// Every message there is.
const KEYS: &[&str] = &[
    "said-saved",
    "said-nothing-changed",
    "said-password-set",
    "said-imported",
    "said-arrivals-saved",
    "said-struck",
    "said-consent-recorded",
    "said-consent-withdrawn",
    "said-urgency-set",
    "said-stage-moved",
    "said-task-done",
    "said-task-waived",
    "said-task-added",
    "said-comment-saved",
    "said-goal-saved",
    "said-goal-reviewed",
    "said-plan-reviewed",
    "said-task-given",
    "said-plan-sent",
    "said-plan-approved",
    "said-plan-returned",
    "said-referral-sent",
    "said-referral-accepted",
    "said-referral-declined",
    "said-referral-done",
    "said-transfer-taken",
    "said-referral-revoked",
    "said-closure-asked",
    "said-closed",
    "said-closure-returned",
    "said-reopened",
    "said-assigned",
    "said-barred",
    "said-bar-lifted",
    "said-emergency-open",
    "said-role-proposed",
    "said-role-held",
    "said-role-ended",
    "said-factor-proposed",
    "said-factor-removed",
    "said-team-saved",
    "said-deputy-named",
    "said-deputy-ended",
    "said-account-closed",
    "said-account-reopened",
    "said-everywhere-out",
];
