//! What was counted, as it may leave the house.
//!
//! Invariant: only figures that disclosure control let through are written down; what was withheld is in no event.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Kind, PlaceCode, Stage};

/// The counts of one week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The week's first day, where the country's clock says so.
    pub week: Date,
    /// A table for each kind of record.
    pub tables: Vec<CountTable>,
}

/// How many records of a kind were in which stage in which region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountTable {
    /// Which records.
    pub kind: Kind,
    /// The rows: a region each, or several that are counted together because few people are in them.
    pub regions: Vec<Vec<PlaceCode>>,
    /// The columns: a stage each, or several that follow each other.
    pub stages: Vec<Vec<Stage>>,
    /// Row by row, with the sum of each row at its end and the sums of the columns below; nothing where a figure is
    /// withheld.
    pub lines: Vec<Vec<Option<u64>>>,
}

impl CountTable {
    /// A figure by its regions and stages, exactly these; nothing for either means the sum.
    pub fn figure(&self, regions: Option<&[PlaceCode]>, stages: Option<&[Stage]>) -> Option<u64> {
        fn at<T: PartialEq>(all: &[Vec<T>], one: Option<&[T]>) -> Option<usize> {
            match one {
                Some(one) => all.iter().position(|known| known == one),
                None => Some(all.len()),
            }
        }
        *self.lines.get(at(&self.regions, regions)?)?.get(at(&self.stages, stages)?)?
    }
}
