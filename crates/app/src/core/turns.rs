//! Whose turn it is, among commands that met on a record and decide again.
//!
//! Invariant: only an economy. Without it a record that everybody writes to would make some decide again without
//! end; what is written is decided by the store alone, also between nodes.

use std::collections::BTreeSet;

use domain::RecordId;
use tokio::sync::{Mutex, MutexGuard};

const LANES: usize = 64;

/// Lanes that records are spread over.
pub(crate) struct Turns([Mutex<()>; LANES]);

impl Default for Turns {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(())))
    }
}

impl Turns {
    /// Waits for the turn on these records, and keeps it while the guards live.
    pub(crate) async fn on(&self, records: impl Iterator<Item = RecordId>) -> Vec<MutexGuard<'_, ()>> {
        // In one order, so that two who wait for each other's lane cannot be.
        let lanes: BTreeSet<usize> =
            records.map(|record| usize::from(record.as_bytes()[15]) % LANES).collect();
        let mut guards = Vec::with_capacity(lanes.len());
        for lane in lanes {
            guards.push(self.0[lane].lock().await);
        }
        guards
    }
}
