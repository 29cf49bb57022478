//! Looking beyond one's own cases: for whoever has the office, for a reason, by two facts at least, some times a day.
//!
//! Invariant: each search is in the reading log, with its reason, before anything is looked for, also one that finds
//! nobody or is one too many. Whoever is found may be opened by this person: of the others nothing shows, neither in
//! words nor in counts. What was typed is written nowhere.

use std::collections::BTreeSet;

use domain::{Instant, Private, RecordId};

use super::{Documents, EVERYBODY, Found, facts, facts::Fact, fit::Fitting, fits, is_whole, rank, today_of};
use crate::{
    App, Filter, Listed, Read, Shown, SignedIn,
    core::{
        reading::month_of,
        tokens::{self, Round},
    },
    refused::{Answer, because, because_of},
};

/// The fewest facts.
pub const LEAST_FACTS: usize = 2;
/// The fewest characters of a reason.
const LEAST_REASON: usize = 10;
/// The most people shown.
const MOST: usize = 10;
/// Beside whoever is surely meant, a token that so many records have is everybody's.
const BESIDE: u32 = 16;
/// Records opened together.
const TOGETHER: usize = 96;
/// Records of those who share what is rarest that are looked through for names beside those of today.
const BORNE: usize = 16;
/// Searches of one person within an hour, and within a day.
const AN_HOUR: usize = 20;
const A_DAY: usize = 60;

/// For what somebody looks: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Whether somebody has a record already.
    Known,
    /// Relatives look for somebody.
    Relatives,
    /// Somebody asks for help and says that there is a record.
    Asks,
    /// A court or an authority asks.
    Authority,
    /// Somebody may be in danger.
    Danger,
}

impl Purpose {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Known, Self::Relatives, Self::Asks, Self::Authority, Self::Danger];

    /// Its code, for words and for the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Relatives => "relatives",
            Self::Asks => "asks",
            Self::Authority => "authority",
            Self::Danger => "danger",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// A wider search.
#[derive(Debug, Clone)]
pub struct Wide {
    /// For what.
    pub purpose: Purpose,
    /// Why, in words.
    pub reason: Private<String>,
    /// What is known of whoever is looked for.
    pub text: Private<String>,
}

impl Wide {
    /// What has to be mended before anything is looked for, as codes of refusals: all of it, so that nobody sends a form
    /// once for each.
    pub fn lacks(who: &SignedIn, reason: &Private<String>, text: &Private<String>) -> Vec<&'static str> {
        let reasoned = reason.as_str().trim().chars().count() >= LEAST_REASON;
        let known = enough(&facts::read(text.as_str(), today_of(who)));
        [(reasoned, "search-reason"), (known, "search-facts")]
            .into_iter()
            .filter_map(|(there, code)| (!there).then_some(code))
            .collect()
    }
}

impl App {
    /// Whoever fits all facts within everything that this person may open.
    ///
    /// # Errors
    /// [`Refused::NotFound`](crate::Refused::NotFound) without the office; with a reason where one is missing, facts are
    /// too few, or it was done too often.
    pub async fn search_wide(&self, who: &SignedIn, wide: &Wide) -> Answer<Vec<Found>> {
        self.office(who, "search.wide")?;
        if let Some(code) = Wide::lacks(who, &wide.reason, &wide.text).first() {
            return Err(because(code));
        }
        let facts = facts::read(wide.text.as_str(), today_of(who));
        let reason = format!("{}: {}", wide.purpose.code(), wide.reason.as_str().trim());
        self.log_wide(who, &reason, Vec::new()).await?;
        self.not_too_often(who).await?;
        let found = self.found_widely(who, &facts).await?;
        if !found.is_empty() {
            self.log_wide(who, &reason, found.iter().map(|found| found.row.id).collect()).await?;
        }
        Ok(found)
    }

    /// Whoever fits, of all whom this person may open.
    async fn found_widely(&self, who: &SignedIn, facts: &[Fact]) -> Answer<Vec<Found>> {
        let documents = self.documents_of(who, facts).await?;
        let (mut fitting, mut found) = (Fitting::new(facts), Vec::new());
        let (mut known, mut sure) = (BTreeSet::new(), false);
        let mut others = Vec::new();
        for round in Round::ALL {
            // Whoever fits whole by as much as a key holds was not misheard.
            if round == Round::Misheard && sure {
                break;
            }
            let everybody = if sure { BESIDE } else { EVERYBODY };
            let indexed = self.by_index(facts, &[round], everybody).await?;
            let mut ids = if sure { indexed.few } else { indexed.any() };
            if round == Round::Closest {
                ids.splice(0..0, documents.keys().copied());
            }
            ids.retain(|id| known.insert(*id));
            let mut more = Vec::new();
            self.look_through(who, &ids, &mut fitting, &documents, &mut more, &mut others).await?;
            more.retain(|found| !sure || may_be_meant(found));
            found.extend(more);
            sure |= round == Round::Closest && found.iter().any(is_whole);
        }
        // Whoever is known by another name than today's.
        if !found.iter().any(is_whole) {
            self.look_beside(&others, &mut fitting, &documents, &mut found).await?;
            if found.iter().any(is_whole) {
                found.retain(may_be_meant);
            }
        }
        rank(&mut found, MOST);
        Ok(found)
    }

    /// Opens some at a time, those who share what is rarest first, until enough of them fit. The first of those who do not
    /// are kept.
    async fn look_through(
        &self,
        who: &SignedIn,
        ids: &[RecordId],
        fitting: &mut Fitting<'_>,
        documents: &Documents,
        found: &mut Vec<Found>,
        others: &mut Vec<Listed>,
    ) -> Answer<()> {
        let filter = Filter { kinds: ["child", "adult"].map(domain::Kind::of).into(), ..Filter::of("child") };
        for some in ids.chunks(TOGETHER) {
            if found.iter().filter(|found| is_whole(found)).count() >= MOST {
                break;
            }
            let mut rows = self.shown_of(who, some, &filter).await?;
            rows.sort_by_key(|row| some.iter().position(|id| *id == row.id));
            for row in rows {
                let now = fits(fitting, &row, documents);
                if others.len() < BORNE && !now.as_ref().is_some_and(is_whole) {
                    others.push(row);
                }
                found.extend(now);
            }
        }
        Ok(())
    }

    /// The same, neither counted nor written down: to measure.
    #[cfg(feature = "fixture")]
    pub async fn search_for_test(&self, who: &SignedIn, text: &str) -> Answer<Vec<Found>> {
        self.found_widely(who, &facts::read(text, today_of(who))).await
    }

    /// A search stands under the installation, where the officer sees it; whom it showed, under these.
    async fn log_wide(&self, who: &SignedIn, reason: &str, found: Vec<RecordId>) -> Answer<()> {
        let records = if found.is_empty() { vec![self.installation_record()] } else { found };
        let read =
            Read { page: Shown::SearchWide, records, grounds: Vec::new(), reason: Some(reason.into()) };
        self.log_reading(who, &read).await
    }

    /// Counts in the log, so that another node or a restart forgets nothing; the search that asks is in it already.
    async fn not_too_often(&self, who: &SignedIn) -> Answer<()> {
        let ago =
            |hours| who.now().checked_sub(jiff::SignedDuration::from_hours(hours)).unwrap_or(Instant::MIN);
        let until = who.now().checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(Instant::MAX);
        let token = tokens::reading(self, self.installation_record())?;
        let months = month_of(ago(24))..=month_of(until);
        let rows = self
            .store()
            .latest_readings_naming(&token, months, Some(who.user()), ago(24)..until, 1_000)
            .await?;
        let mut times = self.open_readings(rows).await?;
        times.retain(|(_, _, read)| read.page == Shown::SearchWide);
        let within_an_hour = times.iter().filter(|(_, at, _)| *at > ago(1)).count();
        for (count, most, per) in [(within_an_hour, AN_HOUR, "hour"), (times.len(), A_DAY, "day")] {
            if count > most {
                return Err(because_of(
                    "search-often",
                    vec![("most", most.to_string()), ("per", per.to_owned())],
                ));
            }
        }
        Ok(())
    }
}

/// Beside whoever is surely meant no stranger need be shown; a record that only says less may be theirs, too.
fn may_be_meant(found: &Found) -> bool {
    is_whole(found) || found.says_less
}

/// Two words of a name, one with a date, or a number with either; a single number of a document is one fact.
fn enough(facts: &[Fact]) -> bool {
    facts.len() >= LEAST_FACTS
        && facts.iter().any(|fact| match fact {
            Fact::Word(word) => word.text.chars().count() >= 2,
            Fact::Number(number) => number.is_document() && number.date.is_none(),
        })
}
