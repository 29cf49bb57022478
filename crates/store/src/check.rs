//! Rows that contradict each other beside the ledger: what verification asks of the tables as a whole.
//!
//! Invariant: the events of a slot are numbered from 1 without a gap up to the slot's sequence, and nothing claims
//! a place that the ledger does not have.

use domain::{RecordId, SlotId};

use crate::{
    error::Error,
    store::Store,
    value::{Column, Value},
};

impl Store {
    /// The slots whose events are not numbered from 1 to their sequence: something was removed or added.
    pub async fn slots_out_of_step(&self, limit: u32) -> Result<Vec<(RecordId, SlotId)>, Error> {
        let sql = "SELECT s.record, s.slot FROM slot AS s WHERE \
                   s.seq <> (SELECT COUNT(*) FROM event AS e WHERE e.record = s.record AND e.slot = s.slot) \
                   OR s.seq <> COALESCE((SELECT MAX(e.seq) FROM event AS e \
                   WHERE e.record = s.record AND e.slot = s.slot), 0) ORDER BY s.record, s.slot LIMIT $1";
        let rows = self.query(sql, vec![limit.into_value()]).await?;
        rows.into_iter()
            .map(|row| {
                let mut values = row.into_iter();
                let unreadable = |column| Error::Unreadable { table: "slot", column };
                let record = values.next().and_then(RecordId::from_value).ok_or(unreadable("record"))?;
                let slot = values.next().and_then(SlotId::from_value).ok_or(unreadable("slot"))?;
                Ok((record, slot))
            })
            .collect()
    }

    /// How many entries of the reading log stand under no leaf of a ledger of this size.
    pub async fn uncovered_readings(&self, size: u64) -> Result<u64, Error> {
        let sql = "SELECT COUNT(*) FROM reading WHERE position IS NULL OR position >= $1";
        let rows = self.query(sql, vec![size.into_value()]).await?;
        match rows.first().and_then(|row| row.first()) {
            Some(Value::Int(count)) => Ok(u64::try_from(*count).unwrap_or(0)),
            _ => Err(Error::Unreadable { table: "reading", column: "position" }),
        }
    }
}
