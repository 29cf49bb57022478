//! Who stands near a person: their other records, found to be about the same person, and the records of their family.
//!
//! Invariant: bounded. Of more than [`MOST`] records the rest is not read, and whoever asked must take that for a no.

use std::collections::BTreeSet;

use domain::{Record, RecordId};

use super::{house::App, load::load, tokens};
use crate::{case::link::is_kin, refused::Answer};

/// So many records of one person and of a family are read.
pub(crate) const MOST: usize = 64;
/// The link between two records that were found to be about one person.
const SAME: &str = "same_person";

/// The records near another one, which is not among them.
#[derive(Debug, Default)]
pub(crate) struct Near {
    /// Found to be about the same person.
    pub same: Vec<Record>,
    /// Of the family, by a link or by the family's record, and what was found to be about one of them.
    pub kin: Vec<Record>,
    /// Whether there were more than are read.
    pub is_cut: bool,
}

/// Whether a link leads to somebody of the family who needs the same protection. A spouse does not: against them the order
/// may be.
fn shelters(relation: &str) -> bool {
    is_kin(relation) && relation != "spouse"
}

/// Whom a record is tied to in a way that makes them near.
pub(crate) fn ties(record: &Record) -> BTreeSet<RecordId> {
    let is_near = |relation: &str| relation == SAME || relation == "family" || shelters(relation);
    record.links.iter().filter(|(_, relation)| is_near(relation.as_str())).map(|(to, _)| *to).collect()
}

impl App {
    /// The records near this one.
    pub(crate) async fn near(&self, record: &Record) -> Answer<Near> {
        let mut met = BTreeSet::from([record.id]);
        let same = self.with_their_others(tokens::linked_as(record, SAME), &mut met).await?;
        let (mut relatives, mut families) = (BTreeSet::new(), BTreeSet::new());
        for (to, relation) in std::iter::once(record).chain(&same).flat_map(|one| &one.links) {
            if shelters(relation.as_str()) {
                relatives.insert(*to);
            } else if *relation == *"family" {
                families.insert(*to);
            }
        }
        for family in families {
            let Some(loaded) = load(self, family).await? else { continue };
            let members =
                ["member", "member_apart"].map(|as_what| tokens::linked_as(&loaded.record, as_what));
            relatives.extend(members.into_iter().flatten());
        }
        let kin = self.with_their_others(relatives.into_iter(), &mut met).await?;
        Ok(Near { same, kin, is_cut: met.len() > MOST })
    }

    /// Records with those that were found to be about the same people, without whom we have met.
    async fn with_their_others(
        &self,
        ids: impl Iterator<Item = RecordId>,
        met: &mut BTreeSet<RecordId>,
    ) -> Answer<Vec<Record>> {
        let mut wanted: Vec<RecordId> = ids.filter(|id| met.insert(*id)).collect();
        let mut found = Vec::new();
        while let Some(id) = wanted.pop() {
            if met.len() > MOST {
                break;
            }
            let Some(loaded) = load(self, id).await? else { continue };
            wanted.extend(tokens::linked_as(&loaded.record, SAME).filter(|id| met.insert(*id)));
            found.push(loaded.record);
        }
        Ok(found)
    }
}
