//! The signed-in person: every use case acts for one.

use domain::{Instant, Record, UserId};
use policy::{Actor, RoleAt};

/// Somebody who signed in, with what they may be.
#[derive(Debug, Clone)]
pub struct SignedIn {
    actor: Actor,
    name: domain::Private<String>,
    language: String,
    /// Hash of the session's secret, when they came with a session.
    session: Option<[u8; 32]>,
}

impl SignedIn {
    /// From an account, the people it stands in for, and the moment.
    pub(crate) fn of(
        account: &Record,
        stands_in_for: impl IntoIterator<Item = UserId>,
        now: Instant,
        session: Option<[u8; 32]>,
    ) -> Self {
        let roles = account
            .account
            .roles
            .iter()
            .filter(|role| role.holds)
            .map(|role| RoleAt { role: role.role.clone(), team: role.team, place: role.place.clone() })
            .collect();
        Self {
            actor: Actor { user: account.id, roles, stands_in_for: stands_in_for.into_iter().collect(), now },
            name: account.account.name.clone(),
            language: account.account.language.clone(),
            session,
        }
    }

    /// The house itself.
    pub(crate) fn machine(actor: Actor) -> Self {
        Self { actor, name: "Homeward".into(), language: "en".into(), session: None }
    }

    /// Their account.
    pub fn user(&self) -> UserId {
        self.actor.user
    }
    /// As access sees them.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
    /// Their name.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }
    /// The language they read.
    pub fn language(&self) -> &str {
        &self.language
    }
    /// The present moment of this request.
    pub fn now(&self) -> Instant {
        self.actor.now
    }
    /// Hash of their session's secret.
    pub fn session(&self) -> Option<&[u8; 32]> {
        self.session.as_ref()
    }
    /// Whether they hold a role.
    pub fn holds(&self, role: &str) -> bool {
        self.actor.roles.iter().any(|held| held.role == *role)
    }
}
