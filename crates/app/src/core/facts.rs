//! The facts that access depends on, out of a record's row and its sealed access facts.
//!
//! Invariant: what this module takes from a folded record and what it reads back from the row are the same.

use std::collections::BTreeMap;

use domain::{GroundCode, Instant, Record, RecordId, ReferralId, sealing};
use policy::{Facts, Given, Relation};
use serde::{Deserialize, Serialize};

use crate::refused::{Answer, Fault};

/// The sealed part: bars and given access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub(crate) struct AccessFacts {
    #[serde(rename = "b", default, skip_serializing_if = "BTreeMap::is_empty")]
    bars: BTreeMap<RecordId, GroundCode>,
    #[serde(rename = "g", default, skip_serializing_if = "Vec::is_empty")]
    given: Vec<GivenFact>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct GivenFact {
    #[serde(rename = "p")]
    party: RecordId,
    #[serde(rename = "r")]
    relation: Relation,
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    referral: Option<ReferralId>,
    #[serde(rename = "s")]
    since: Instant,
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    until: Option<Instant>,
}

impl AccessFacts {
    pub(crate) fn of(record: &Record) -> Self {
        let since = |granted: &domain::Granted| {
            record
                .history
                .iter()
                .filter(|recorded| {
                    matches!(recorded.content.as_ref().map(|content| &content.event),
                        Some(domain::Event::Granted(known)) if known == granted)
                })
                .map(|recorded| recorded.head.at)
                .min()
                .unwrap_or(Instant::UNIX_EPOCH)
        };
        Self {
            bars: record.bars.clone(),
            given: record
                .grants
                .iter()
                .filter_map(|granted| {
                    Some(GivenFact {
                        party: granted.party,
                        relation: Relation::from_code(granted.relation.as_str())?,
                        referral: granted.referral,
                        since: since(granted),
                        until: granted.until,
                    })
                })
                .collect(),
        }
    }

    pub(crate) fn encode(&self) -> Answer<zeroize::Zeroizing<Vec<u8>>> {
        Ok(sealing::encode(self)?)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Answer<Self> {
        Ok(sealing::decode(bytes)?)
    }

    fn given(&self) -> Vec<Given> {
        self.given
            .iter()
            .map(|fact| Given {
                party: fact.party,
                relation: fact.relation,
                referral: fact.referral,
                since: fact.since,
                until: fact.until,
            })
            .collect()
    }

    /// Parties with some relation to the record and until when: what the store keeps in the clear.
    pub(crate) fn parties(&self) -> Vec<(RecordId, Option<Instant>)> {
        let mut parties: BTreeMap<RecordId, Option<Instant>> = BTreeMap::new();
        for fact in &self.given {
            parties
                .entry(fact.party)
                .and_modify(|until| *until = until.zip(fact.until).map(|(a, b)| a.max(b)))
                .or_insert(fact.until);
        }
        parties.into_iter().collect()
    }
}

/// The facts of a folded record.
pub(crate) fn of_record(record: &Record) -> Answer<Facts> {
    let access = AccessFacts::of(record);
    let kind = record.kind().cloned().ok_or(Fault::Damaged(record.id))?;
    Ok(Facts {
        record: record.id,
        kind,
        stage: record.stage().cloned(),
        owner: record.owner,
        team: record.team,
        place: record.place.clone(),
        given: access.given(),
        bars: access.bars.keys().copied().collect(),
    })
}

/// The facts of a row, with its access facts opened.
pub(crate) fn of_row(row: &store::Record, access: &AccessFacts) -> Facts {
    Facts {
        record: row.id,
        kind: row.kind.clone(),
        stage: row.stage.clone(),
        owner: row.owner,
        team: row.team,
        place: row.place.clone(),
        given: access.given(),
        bars: access.bars.keys().copied().collect(),
    }
}
