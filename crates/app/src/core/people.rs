//! Names of colleagues and teams, as pages show them beside what they did, and what teams give.
//!
//! Invariant: holds staff and organisations only, never a person cared for; bounded.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{Instant, Private, RecordId, ServiceCode, TeamId, UserId};
use jiff::SignedDuration;

use super::{house::App, load::load};
use crate::refused::Answer;

const MOST: usize = 5_000;

/// What is known of colleagues and teams; what this node writes is forgotten at once, what another wrote after
/// [`FOR`].
#[derive(Default)]
pub(crate) struct People(Mutex<HashMap<RecordId, Known>>);

const FOR: SignedDuration = SignedDuration::from_mins(1);

#[derive(Clone)]
struct Known {
    named: Named,
    /// The service of the directory that a working team gives.
    gives: Option<ServiceCode>,
    since: Instant,
}

/// What a colleague or a team is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A colleague.
    Person(Private<String>),
    /// A team, by language.
    Team(BTreeMap<String, String>),
}

impl App {
    /// What a colleague or a team is called; `None` when the id is neither.
    pub async fn named(&self, id: UserId) -> Answer<Option<Named>> {
        Ok(self.known(id).await?.map(|known| known.named))
    }

    /// The service that a working team gives, as known a minute ago at the latest: enough to offer it, not to ask it.
    pub(crate) async fn service_of(&self, team: TeamId) -> Answer<Option<ServiceCode>> {
        Ok(self.known(team).await?.and_then(|known| known.gives))
    }

    async fn known(&self, id: RecordId) -> Answer<Option<Known>> {
        let now = self.now();
        let fresh = |known: &&Known| now.duration_since(known.since).abs() < FOR;
        if let Some(known) = self.people().get(&id).filter(fresh) {
            return Ok(Some(known.clone()));
        }
        let Some(loaded) = load(self, id).await? else { return Ok(None) };
        let is_account = loaded.record.kind().is_some_and(|kind| *kind == "account");
        let known = match loaded.record.team_state {
            Some(team) => Known {
                named: Named::Team(team.name),
                gives: team.service.filter(|_| !team.closed),
                since: now,
            },
            None if is_account => {
                Known { named: Named::Person(loaded.record.account.name), gives: None, since: now }
            }
            None => return Ok(None),
        };
        let mut cache = self.people();
        if cache.len() >= MOST {
            cache.clear();
        }
        cache.insert(id, known.clone());
        Ok(Some(known))
    }

    fn people(&self) -> MutexGuard<'_, HashMap<RecordId, Known>> {
        self.people_cache().0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Names for all of these at once.
    pub async fn named_all(&self, ids: impl IntoIterator<Item = UserId>) -> Answer<BTreeMap<UserId, Named>> {
        let mut names = BTreeMap::new();
        for id in ids {
            if !names.contains_key(&id)
                && let Some(named) = self.named(id).await?
            {
                names.insert(id, named);
            }
        }
        Ok(names)
    }

    /// Forgets what was known of these, which have changed.
    pub(crate) fn forget(&self, ids: impl IntoIterator<Item = RecordId>) {
        let mut cache = self.people();
        for id in ids {
            cache.remove(&id);
        }
    }
}
