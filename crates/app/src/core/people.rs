//! Names of colleagues and teams, as pages show them beside what they did.
//!
//! Invariant: holds staff and organisations only, never a person cared for; bounded.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Mutex,
};

use domain::{Private, RecordId, UserId};

use super::{house::App, load::load};
use crate::refused::Answer;

const MOST: usize = 5_000;

/// A cache of names; another node's change is seen after a restart or [`App::forget_name`].
#[derive(Default)]
pub(crate) struct People(Mutex<HashMap<RecordId, Named>>);

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
        if let Some(known) =
            self.people_cache().0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&id)
        {
            return Ok(Some(known.clone()));
        }
        let Some(loaded) = load(self, id).await? else { return Ok(None) };
        let is_account = loaded.record.kind().is_some_and(|kind| *kind == "account");
        let named = match loaded.record.team_state {
            Some(team) => Named::Team(team.name),
            None if is_account => Named::Person(loaded.record.account.name),
            None => return Ok(None),
        };
        let mut cache = self.people_cache().0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if cache.len() >= MOST {
            cache.clear();
        }
        cache.insert(id, named.clone());
        Ok(Some(named))
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

    pub(crate) fn forget_name(&self, id: UserId) {
        self.people_cache().0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&id);
    }
}
