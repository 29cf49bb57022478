//! The data protection officer's desk: who opened what, when and on what ground, and no content.
//!
//! Invariant: what leaves here are accounts, times, pages, grounds, reasons and codes; of a record nothing else.

use std::collections::BTreeMap;

use domain::{Instant, PersonCode, Private, RecordId, UserId};

use crate::{
    App, Shown, SignedIn,
    core::{
        load::{load, open_slots},
        project,
        reading::{Read, month_of},
        tokens,
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
    /// The codes of the records, as far as they still exist; of a long list the first few.
    pub codes: Vec<PersonCode>,
    /// How many more records the page showed.
    pub more: usize,
}

/// What the officer asks for.
#[derive(Debug, Clone, Default)]
pub struct ReadingSearch {
    /// Only readings of this record.
    pub code: Option<PersonCode>,
    /// Only readings by this person.
    pub actor: Option<UserId>,
    /// From when, included; nothing means a month before the end.
    pub from: Option<Instant>,
    /// Until when, excluded; nothing means up to now.
    pub until: Option<Instant>,
}

/// An answer of the reading log.
#[derive(Debug, Clone)]
pub struct Readings {
    /// Its lines, the newest first.
    pub lines: Vec<ReadLine>,
    /// From when it was looked for.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Whether there are more before the last line.
    pub more: bool,
}

/// The most lines of one answer.
pub const MOST: usize = 100;
/// The most lines of a statement.
const STATEMENT: usize = 5_000;
/// The most codes of one line.
const CODES: usize = 3;
/// How long an emergency stays on the desk.
const DESK_DAYS: i64 = 30;

impl App {
    /// The reading log, newest first, by record, by person or by time. The search is logged too.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when the code is of no record.
    pub async fn search_readings(&self, who: &SignedIn, search: &ReadingSearch) -> Answer<Readings> {
        self.office(who, "reading.search")?;
        let about = match &search.code {
            Some(code) => Some(self.by_code(code).await?.ok_or(Refused::NotFound)?),
            None => None,
        };
        let (opened, from, until, more) = self.read_log(about, search, MOST).await?;
        let lines = self.lines(opened).await?;
        self.log_officer(who, crate::Shown::OfficerReadings, about).await?;
        Ok(Readings { lines, from, until, more })
    }

    /// Everything that was read of one record, for a printed statement. It may be handed to the person it is about, so
    /// its lines name no other record, not even by its code.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when the code is of no record.
    pub async fn reading_statement(&self, who: &SignedIn, search: &ReadingSearch) -> Answer<Readings> {
        self.office(who, "reading.search")?;
        let code = search.code.as_ref().ok_or(Refused::NotFound)?;
        let about = Some(self.by_code(code).await?.ok_or(Refused::NotFound)?);
        let (opened, from, until, more) = self.read_log(about, search, STATEMENT).await?;
        let lines = opened
            .into_iter()
            .map(|(actor, at, read)| ReadLine { actor, at, read, codes: Vec::new(), more: 0 })
            .collect();
        self.log_officer(who, crate::Shown::OfficerStatement, about).await?;
        Ok(Readings { lines, from, until, more })
    }

    async fn read_log(
        &self,
        about: Option<RecordId>,
        search: &ReadingSearch,
        most: usize,
    ) -> Answer<(Vec<(UserId, Instant, Read)>, Instant, Instant, bool)> {
        let soon = self.now().checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(Instant::MAX);
        let until = search.until.unwrap_or(soon);
        let from = search.from.unwrap_or_else(|| days_before(until, 31));
        let limit = u32::try_from(most + 1).unwrap_or(u32::MAX);
        let rows = match about {
            Some(id) => {
                let token = tokens::reading(self, id)?;
                let months = month_of(from)..=month_of(until);
                self.store().latest_readings_naming(&token, months, search.actor, from..until, limit).await?
            }
            None => self.store().latest_readings(search.actor, from..until, limit).await?,
        };
        let more = rows.len() > most;
        let mut opened = self.open_readings(rows).await?;
        opened.truncate(most);
        Ok((opened, from, until, more))
    }

    /// The officer's own reading is logged as everybody's.
    async fn log_officer(&self, who: &SignedIn, page: Shown, about: Option<RecordId>) -> Answer<()> {
        let records = vec![about.unwrap_or_else(|| self.installation_record())];
        self.log_reading(who, &Read { page, records, grounds: Vec::new(), reason: None }).await
    }

    /// Records that were opened in an emergency of late: the officer sees them without searching.
    pub async fn recent_emergencies(&self, who: &SignedIn) -> Answer<Vec<ReadLine>> {
        self.on_the_desk(who, Shown::Emergency).await
    }

    /// Searches beyond somebody's own cases of late, also those that found nobody.
    pub async fn recent_wide_searches(&self, who: &SignedIn) -> Answer<Vec<ReadLine>> {
        self.on_the_desk(who, Shown::SearchWide).await
    }

    /// What stands in the log under the installation, where few entries are.
    async fn on_the_desk(&self, who: &SignedIn, page: Shown) -> Answer<Vec<ReadLine>> {
        self.office(who, "reading.search")?;
        let until = who.now().checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(Instant::MAX);
        let from = days_before(until, DESK_DAYS);
        let token = tokens::reading(self, self.installation_record())?;
        let months = month_of(from)..=month_of(until);
        let rows = self.store().latest_readings_naming(&token, months, None, from..until, 2_000).await?;
        let mut opened = self.open_readings(rows).await?;
        opened.retain(|(_, _, read)| read.page == page);
        opened.truncate(MOST);
        self.lines(opened).await
    }

    /// Everybody who may have read something, by name: to choose one.
    pub async fn readers(&self, who: &SignedIn) -> Answer<Vec<(UserId, Private<String>)>> {
        self.office(who, "reading.search")?;
        let accounts = self.all_accounts().await?;
        let mut readers: Vec<_> = accounts.iter().map(|account| (account.id, account.name.clone())).collect();
        readers.sort_by(|a, b| a.1.as_str().cmp(b.1.as_str()));
        Ok(readers)
    }

    async fn lines(&self, opened: Vec<(UserId, Instant, Read)>) -> Answer<Vec<ReadLine>> {
        let mut ids: Vec<RecordId> = opened.iter().flat_map(|(_, _, read)| shown(read)).collect();
        ids.sort_unstable();
        ids.dedup();
        let codes = self.codes_of(&ids).await?;
        Ok(opened
            .into_iter()
            .map(|(actor, at, read)| ReadLine {
                actor,
                at,
                codes: shown(&read).filter_map(|id| codes.get(&id).copied()).collect(),
                more: read.records.len().saturating_sub(CODES),
                read,
            })
            .collect())
    }

    /// The codes of records, for somebody who may know codes and nothing else. System records are told by none.
    async fn codes_of(&self, ids: &[RecordId]) -> Answer<BTreeMap<RecordId, PersonCode>> {
        let mut codes = BTreeMap::new();
        let mut slots: BTreeMap<RecordId, Vec<store::Slot>> = BTreeMap::new();
        for slot in self.store().slots_of(ids).await? {
            slots.entry(slot.record).or_default().push(slot);
        }
        for sealed in self.store().summaries(ids).await? {
            let Some(of_record) = slots.get(&sealed.record) else { continue };
            let of_summary = of_record.iter().filter(|slot| slot.slot == sealed.slot).cloned().collect();
            let (open, _) = open_slots(self, of_summary)?;
            let Some(slot) = open.get(&sealed.slot) else { continue };
            let plain = project::open(slot, b"summary", sealed.record, sealed.slot, &sealed.sealed)?;
            let summary: project::Summary = domain::sealing::decode(&plain)?;
            codes.insert(sealed.record, summary.code);
        }
        // What has no summary, or whose summary's compartment was erased, still has its code.
        for id in ids {
            if codes.contains_key(id) || *id == self.installation_record() {
                continue;
            }
            let Some(record) = load(self, *id).await?.map(|loaded| loaded.record) else { continue };
            if let Some((opened, _)) = record.opened
                && opened.kind != "account"
                && opened.kind != "team"
            {
                codes.insert(*id, opened.code);
            }
        }
        Ok(codes)
    }
}

/// The records of a line whose codes are told.
fn shown(read: &Read) -> impl Iterator<Item = RecordId> {
    read.records.iter().copied().take(CODES)
}

fn days_before(at: Instant, days: i64) -> Instant {
    at.checked_sub(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(Instant::MIN)
}
