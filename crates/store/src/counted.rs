//! Counting records, for what is counted once a week.
//!
//! Invariant: nothing here is asked while somebody waits for a page: it looks at every record of a kind.

use domain::{Kind, PlaceCode, Stage};

use crate::{error::Error, store::Store, value::Column};

/// So many records of a kind are at this place in this stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Where; nothing for those that belong nowhere yet.
    pub place: Option<PlaceCode>,
    /// In which stage; nothing for a kind without stages.
    pub stage: Option<Stage>,
    /// How many.
    pub records: u64,
}

impl Store {
    /// How many records of a kind are where in which stage, in no order.
    pub async fn count_records(&self, kind: &Kind) -> Result<Vec<Count>, Error> {
        let sql = "SELECT place, stage, COUNT(*) FROM record WHERE kind = $1 GROUP BY place, stage";
        let rows = self.query(sql, vec![kind.clone().into_value()]).await?;
        let mut counts = Vec::with_capacity(rows.len());
        for row in rows {
            let mut row = row.into_iter();
            let place = row.next().and_then(Option::from_value);
            let stage = row.next().and_then(Option::from_value);
            let records = row.next().and_then(u64::from_value);
            let (Some(place), Some(stage), Some(records)) = (place, stage, records) else {
                return Err(Error::Unreadable { table: "record", column: "place" });
            };
            counts.push(Count { place, stage, records });
        }
        Ok(counts)
    }
}
