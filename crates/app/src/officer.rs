//! The data protection officer's desk: who opened what, when and on what ground, and no content.

use std::collections::BTreeMap;

use domain::{Instant, PersonCode, RecordId, UserId};

use crate::{
    App, SignedIn,
    core::{
        load::load,
        reading::{Read, month_of},
        tokens, who,
    },
    refused::{Answer, Refused},
};

/// One line of the officer's list.
#[derive(Debug, Clone)]
pub struct ReadLine {
    /// Who read.
    pub actor: UserId,
    /// When.
    pub at: Instant,
    /// On which page, on what ground, for what reason.
    pub read: Read,
    /// The codes of the records, as far as they still exist.
    pub codes: Vec<PersonCode>,
}

/// What the officer asks for.
#[derive(Debug, Clone, Default)]
pub struct ReadingSearch {
    /// Only readings of this record.
    pub code: Option<PersonCode>,
    /// Only readings by this person.
    pub actor: Option<UserId>,
    /// From when.
    pub from: Option<Instant>,
    /// Until when.
    pub until: Option<Instant>,
}

/// The most lines of one answer.
pub const MOST: u32 = 200;

impl App {
    /// The reading log, newest first, by record, by person or by time. The search is logged too.
    pub async fn search_readings(&self, who: &SignedIn, search: &ReadingSearch) -> Answer<Vec<ReadLine>> {
        self.office(who, "reading.search")?;
        let until = search.until.unwrap_or_else(|| who.now());
        let a_month = jiff::SignedDuration::from_hours(24 * 31);
        let from = search.from.unwrap_or_else(|| until.checked_sub(a_month).unwrap_or(Instant::MIN));
        let rows = match &search.code {
            Some(code) => {
                let id = self.by_code(code).await?.ok_or(Refused::NotFound)?;
                let token = tokens::reading(self, id)?;
                let months = month_of(from)..=month_of(until);
                let mut rows = self.store().readings_naming(&token, months, MOST * 4).await?;
                rows.retain(|row| {
                    row.at >= from && row.at <= until && search.actor.is_none_or(|actor| row.actor == actor)
                });
                rows
            }
            None => {
                let end = until.checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(Instant::MAX);
                self.store().latest_readings(search.actor, from..end, MOST).await?
            }
        };
        let mut opened = self.open_readings(rows).await?;
        opened.truncate(MOST as usize);
        let mut codes: BTreeMap<RecordId, Option<PersonCode>> = BTreeMap::new();
        let mut lines = Vec::with_capacity(opened.len());
        for (actor, at, read) in opened {
            let mut of_read = Vec::new();
            for id in &read.records {
                if !codes.contains_key(id) {
                    codes.insert(*id, self.code_of(*id).await?);
                }
                of_read.extend(codes.get(id).copied().flatten());
            }
            lines.push(ReadLine { actor, at, read, codes: of_read });
        }
        self.log_search(who, search).await?;
        Ok(lines)
    }

    /// The code of a record, for somebody who may know codes and nothing else.
    async fn code_of(&self, id: RecordId) -> Answer<Option<PersonCode>> {
        Ok(load(self, id).await?.and_then(|loaded| loaded.record.opened.map(|(opened, _)| opened.code)))
    }

    async fn log_search(&self, who: &who::SignedIn, search: &ReadingSearch) -> Answer<()> {
        let about = match &search.code {
            Some(code) => self.by_code(code).await?.unwrap_or_else(|| self.installation_record()),
            None => self.installation_record(),
        };
        self.log_reading(
            who,
            &Read {
                page: "officer.readings".into(),
                records: vec![about],
                grounds: Vec::new(),
                reason: None,
            },
        )
        .await
    }
}
