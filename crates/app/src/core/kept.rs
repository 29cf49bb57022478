//! All accounts and all teams, opened once and kept: lists of them would otherwise open everybody's whole history.
//!
//! Invariant: staff and organisations only, never a person cared for; and never older than the database. Whoever asks
//! reads the small slots of all of them again; what moved, got another key or was erased is opened anew.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{Record, RecordId, SlotId};

use super::{house::App, load::load};
use crate::refused::Answer;

/// Where a record's slots stand, and under which keys.
type Stand = Vec<(SlotId, u64, Option<Vec<u8>>)>;

/// What is kept of each record of one kind.
pub(crate) struct Kept<T>(Mutex<Arc<Known<T>>>);

type Known<T> = HashMap<RecordId, (Stand, Arc<T>)>;

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl App {
    /// What `make` says of each of these records, in their order; those of which it says nothing are left out.
    pub(crate) async fn kept_all<T: Send + Sync>(
        &self,
        kept: &Kept<T>,
        ids: &[RecordId],
        make: impl Fn(Record) -> Option<T> + Send + Sync,
    ) -> Answer<Vec<Arc<T>>> {
        let mut stands: HashMap<RecordId, Stand> = HashMap::with_capacity(ids.len());
        for slot in self.store().slots_of(ids).await? {
            stands.entry(slot.record).or_default().push((slot.slot, slot.seq, slot.wrap));
        }
        let known = Arc::clone(&kept.0.lock().unwrap_or_else(PoisonError::into_inner));
        let (mut now, mut all) = (Known::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
        for id in ids {
            let Some(stand) = stands.remove(id) else { continue };
            let made = match known.get(id) {
                Some((then, made)) if *then == stand => Some(Arc::clone(made)),
                _ => load(self, *id).await?.and_then(|loaded| make(loaded.record)).map(Arc::new),
            };
            if let Some(made) = made {
                all.push(Arc::clone(&made));
                now.insert(*id, (stand, made));
            }
        }
        *kept.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
        Ok(all)
    }
}
