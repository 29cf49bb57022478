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
    factor: FactorAsked,
}

/// Whether a role asks for a second factor that is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FactorAsked {
    No,
    Yes,
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
            factor: FactorAsked::No,
        }
    }

    /// The same person while a second factor is still to be set: no role holds, and they stand in for nobody, so
    /// that every use case but those of the own account says no, whatever page asks.
    pub(crate) fn until_factor(mut self) -> Self {
        self.actor.roles.clear();
        self.actor.stands_in_for.clear();
        self.factor = FactorAsked::Yes;
        self
    }

    /// The house itself.
    pub(crate) fn machine(actor: Actor) -> Self {
        Self { actor, name: "Homeward".into(), language: "en".into(), session: None, factor: FactorAsked::No }
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
    /// Whether they must set a second factor before their roles hold.
    pub fn needs_second_factor(&self) -> bool {
        self.factor == FactorAsked::Yes
    }
    /// Whether they hold a role.
    pub fn holds(&self, role: &str) -> bool {
        self.actor.roles.iter().any(|held| held.role == *role)
    }
}
