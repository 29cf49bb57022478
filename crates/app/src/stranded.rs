//! Which records another protocol would strand: in a stage it does not know, or from which it leads nowhere.
//!
//! Invariant: reads routing columns only; nobody's record is opened to ask.

use std::collections::BTreeMap;

use domain::{Kind, Stage};
use protocol::{Protocol, stage};

use crate::{App, refused::Answer};

/// Records that would be stranded, by kind and stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranded {
    /// Their kind.
    pub kind: Kind,
    /// The stage they are in.
    pub stage: Stage,
    /// How many.
    pub records: u64,
    /// Whether the protocol knows the stage but leads nowhere from it; otherwise it does not know it.
    pub is_dead_end: bool,
}

const PAGE: u32 = 1_000;

impl App {
    /// The records that this protocol would strand, if it were put in force now.
    pub async fn stranded_by(&self, new: &Protocol) -> Answer<Vec<Stranded>> {
        let mut counts: BTreeMap<(Kind, Stage), u64> = BTreeMap::new();
        let mut after = None;
        loop {
            let rows = self.store().records_after(after, PAGE).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id);
            for row in rows {
                if let Some(stage) = row.stage {
                    *counts.entry((row.kind, stage)).or_default() += 1;
                }
            }
        }
        Ok(counts
            .into_iter()
            .filter_map(|((kind, code), records)| {
                let known = new.stage(kind.as_str(), code.as_str()).is_some();
                let leads_on = !stage::next(new, kind.as_str(), code.as_str()).is_empty();
                let was_an_end = stage::next(&self.protocol(), kind.as_str(), code.as_str()).is_empty();
                let is_dead_end = known && !leads_on && !was_an_end;
                (!known || is_dead_end).then_some(Stranded { kind, stage: code, records, is_dead_end })
            })
            .collect())
    }
}
