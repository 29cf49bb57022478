//! The reading log: who was shown which records, when, on which page and on what ground.
//!
//! Invariant: an entry is durable before the page is answered. Its content is sealed under the key of its month,
//! so that a month can be disposed of and its leaves stay.

use std::sync::Arc;

use domain::{
    CommandId, Compartment, Event, GroundCode, InstallationEvent, Instant, Private, RecordId, SlotId, UserId,
    sealing,
};
use policy::Relation;
use serde::{Deserialize, Serialize};
use vault::CompartmentKey;

use super::{
    house::App,
    load::load,
    shown::Shown,
    tokens,
    who::SignedIn,
    work::{Touch, Work},
};
use crate::refused::{Answer, Fault};

/// The key of the month's log, kept while the month lasts.
pub(crate) struct MonthKey {
    month: u32,
    slot: SlotId,
    key: Arc<CompartmentKey>,
}

/// What is sealed of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// The page or other door.
    #[serde(rename = "p")]
    pub page: Shown,
    /// The records that were shown.
    #[serde(rename = "r")]
    pub records: Vec<RecordId>,
    /// In which role and through which relationship, for a page about one record.
    #[serde(rename = "g", default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<(GroundCode, Relation)>,
    /// The reason that was given, where one is asked for.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private<String>>,
}

/// Year × 12 + month − 1, in UTC.
pub(crate) fn month_of(at: Instant) -> u32 {
    let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    u32::try_from(i32::from(date.year()) * 12 + i32::from(date.month()) - 1).unwrap_or_default()
}

impl App {
    /// Writes an entry; answered when it is durable.
    pub(crate) async fn log_reading(&self, who: &SignedIn, read: &Read) -> Answer<()> {
        if read.records.is_empty() {
            return Ok(());
        }
        let month = month_of(who.now());
        let (slot, key) = self.month_key(who, month).await?;
        let id: [u8; 16] = self.fresh()?;
        let sealed = key.seal_note(&context(&id), &sealing::encode(read)?)?;
        let mut found = Vec::with_capacity(read.records.len());
        for record in &read.records {
            found.push(tokens::reading(self, *record)?.to_vec());
        }
        found.sort();
        found.dedup();
        let entry =
            store::NewReading { id, at: who.now(), actor: who.user(), slot, sealed, month, tokens: found };
        self.store().log_reading(entry).await?;
        Ok(())
    }

    async fn month_key(&self, who: &SignedIn, month: u32) -> Answer<(SlotId, Arc<CompartmentKey>)> {
        let mut known = self.month().lock().await;
        if let Some(open) = known.as_ref().filter(|open| open.month == month) {
            return Ok((open.slot, Arc::clone(&open.key)));
        }
        let label = Compartment::new(&format!("readings-{month}"))
            .map_err(|_| Fault::Damaged(self.installation_record()))?;
        loop {
            let installation = self.installation_record();
            let loaded = load(self, installation).await?.ok_or(Fault::Damaged(installation))?;
            if let Some(slot) = loaded.slot_of(&label) {
                let mut slots = loaded.slots;
                let Some(open) = slots.remove(&slot) else { return Err(Fault::Damaged(installation).into()) };
                let key = Arc::new(open.key);
                *known = Some(MonthKey { month, slot, key: Arc::clone(&key) });
                return Ok((slot, key));
            }
            let begin = Event::Installation(InstallationEvent::ReadingsBegun { month });
            self.transact(
                who,
                self.fresh::<CommandId>()?,
                &[Touch::Office(installation)],
                |work: &mut Work<'_>| {
                    work.add(installation, label.as_str(), begin.clone())?;
                    Ok(Vec::new())
                },
            )
            .await?;
        }
    }

    /// Opens entries of the log, newest first; those of a disposed month are left out.
    pub(crate) async fn open_readings(
        &self,
        rows: Vec<store::Reading>,
    ) -> Answer<Vec<(UserId, Instant, Read)>> {
        let installation = self.installation_record();
        let (slots, _) = super::load::open_slots(self, self.store().slots(installation).await?)?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(slot) = slots.get(&row.slot) else { continue };
            let plain = slot.key.open_note(&context(&row.id), &row.sealed)?;
            entries.push((row.actor, row.at, sealing::decode(&plain)?));
        }
        entries.sort_by_key(|(_, at, _)| std::cmp::Reverse(*at));
        Ok(entries)
    }
}

fn context(id: &[u8; 16]) -> Vec<u8> {
    [b"reading\0".as_slice(), id].concat()
}
