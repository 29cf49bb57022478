//! Finding somebody: in one's own records by anything that is known, more widely for a reason; and where a page of a
//! list begins.
//!
//! Invariant: whoever is found was let through by `policy` before anything of them was opened, and fits by what this
//! reader may see of them; what was shown is logged, and nothing else.

mod facts;
mod fit;
mod wide;

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{NameRole, PartialDate, PersonCode, PersonName, Record, RecordId, Recorded, SlotId, Stage};
use names::Meetings;
use policy::{Grant, Level};

pub use fit::{How, Why};
pub use wide::{LEAST_FACTS, Purpose, Wide};

use crate::{
    App, Filter, Listed, Read, Shown, SignedIn,
    core::{
        load::{by_record, open_event, open_slots},
        tokens::{self, Round},
    },
    refused::{Answer, Fault},
};
use facts::{Fact, Number};
use fit::{Fit, Fitting};

/// The form, and its compartment, in which earlier names and the kunya are kept.
const BESIDE: &str = "background";
/// How far a search looks through one's own records, the next due first; beyond them the index finds.
const OPENED: usize = 500;
/// A token that so many records have is everybody's.
const EVERYBODY: u32 = 256;
/// Of those whom the index finds, so many are opened.
const CANDIDATES: usize = 192;
/// Records that are looked through for names beside those of today.
const BORNE: usize = 64;
/// Letters of a name alone for which names beside those of today are looked through.
const LETTERS: usize = 3;

/// Somebody who was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The row.
    pub row: Listed,
    /// Why: each fact with what it fits.
    pub why: Vec<Why>,
    score: f32,
    says_less: bool,
    surely: bool,
}

/// Numbers of documents by the record in which each stands, where this reader may open it.
type Documents = BTreeMap<RecordId, BTreeSet<String>>;

/// Records that the index holds, whoever may see them.
#[derive(Default)]
struct Indexed {
    /// Who share what few do; of each round, those who share what is rarest first.
    few: Vec<RecordId>,
    /// Some of those who share only what is everybody's.
    crowd: Vec<RecordId>,
}

impl Indexed {
    /// The few; where there are none, some of the crowd.
    fn any(self) -> Vec<RecordId> {
        if self.few.is_empty() { self.crowd } else { self.few }
    }
}

impl App {
    /// The people in the reader's own scope whom every fact of the text fits, the best first: fragments of names in any
    /// script and order, dates, codes, numbers of documents.
    pub async fn search_own(
        &self,
        who: &SignedIn,
        text: &str,
        filter: &Filter,
        most: usize,
    ) -> Answer<Vec<Found>> {
        let facts = facts::read(text, today_of(who));
        let mut found = Vec::new();
        if !facts.is_empty() {
            let indexed = self.by_index(&facts, &[Round::Closest, Round::Wider], EVERYBODY).await?.any();
            let documents = self.documents_of(who, &facts).await?;
            let listed = self.rows_listed(who, filter, None, OPENED).await?.rows;
            let all_listed = listed.len() < OPENED;
            let known: BTreeSet<RecordId> = listed.iter().map(|row| row.id).collect();
            let beyond: Vec<RecordId> = indexed
                .iter()
                .copied()
                .chain(documents.keys().copied())
                .filter(|id| !known.contains(id))
                .collect();
            let mut rows = listed;
            rows.extend(self.shown_of(who, &beyond, filter).await?);
            let indexed: BTreeSet<RecordId> = indexed.into_iter().collect();
            let mut fitting = Fitting::new(&facts);
            let mut others = Vec::new();
            for row in rows {
                let now = fits(&mut fitting, &row, &documents);
                if !now.as_ref().is_some_and(is_whole) {
                    others.push(row);
                }
                found.extend(now);
            }
            // No index holds a name alone: where nobody bears it today, it is looked for beside all who are listed. Beside so
            // many a strange word sounds like somebody's.
            let alone = found.is_empty() && is_a_name_alone(&facts);
            if !alone {
                others.retain(|row| indexed.contains(&row.id));
                others.truncate(BORNE);
            }
            self.look_beside(&others, &mut fitting, &documents, &mut found).await?;
            if alone {
                found.retain(|found| found.surely);
            }
            // Of the first, whom a misheard word fits was seen above.
            if !all_listed && !found.iter().any(is_whole) {
                let mut beyond = self.by_index(&facts, &[Round::Misheard], EVERYBODY).await?.any();
                beyond.retain(|id| !known.contains(id) && !indexed.contains(id));
                let rows = self.shown_of(who, &beyond, filter).await?;
                found.extend(rows.iter().filter_map(|row| fits(&mut fitting, row, &documents)));
            }
            rank(&mut found, most);
        }
        let records = found.iter().map(|found| found.row.id).collect();
        let page = Shown::ChildrenSearch;
        self.log_reading(who, &Read { page, records, grounds: Vec::new(), reason: None }).await?;
        Ok(found)
    }

    /// Whom the index holds under what these rounds ask for, whoever may see them. A token that so many records have is
    /// everybody's.
    async fn by_index(&self, facts: &[Fact], rounds: &[Round], everybody: u32) -> Answer<Indexed> {
        let (meetings, births) = asked_for(facts);
        let mut found = Indexed::default();
        if rounds.contains(&Round::Closest) {
            for fact in facts {
                if let Fact::Number(Number { compact, .. }) = fact
                    && let Ok(code) = compact.parse::<PersonCode>()
                {
                    found.few.extend(self.by_code(&code).await?);
                }
            }
        }
        for round in rounds {
            let tokens = tokens::asked_tokens(self, &meetings, &births, *round)?;
            let wanted: Vec<store::Wanted> =
                tokens.into_iter().map(|(kind, token)| (kind, token.to_vec())).collect();
            let more = self.bearers_of(&wanted, everybody).await?;
            found.few.extend(more.few);
            if found.crowd.is_empty() {
                found.crowd = more.crowd;
            }
        }
        for ids in [&mut found.few, &mut found.crowd] {
            let mut once = BTreeSet::new();
            ids.retain(|id| once.insert(*id));
            ids.truncate(CANDIDATES);
        }
        Ok(found)
    }

    /// Those who have some of these tokens.
    async fn bearers_of(&self, wanted: &[store::Wanted], everybody: u32) -> Answer<Indexed> {
        let (mut rare, mut common) = (BTreeMap::new(), BTreeMap::new());
        for records in self.bearers(wanted, everybody).await?.into_values() {
            let of = if records.len() < everybody as usize { &mut rare } else { &mut common };
            let weight = 1.0 / f64::from(u32::try_from(records.len()).unwrap_or(u32::MAX));
            for record in records {
                *of.entry(record).or_default() += weight;
            }
        }
        let ranked = |weights: BTreeMap<RecordId, f64>| {
            let mut ranked: Vec<(RecordId, f64)> = weights.into_iter().collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            ranked.into_iter().map(|(record, _)| record).collect()
        };
        Ok(Indexed { few: ranked(rare), crowd: ranked(common) })
    }

    /// The records that hold the number of a document, where this reader may open the part in which it stands.
    async fn documents_of(&self, who: &SignedIn, facts: &[Fact]) -> Answer<Documents> {
        let mut documents = Documents::new();
        for fact in facts {
            let Fact::Number(number) = fact else { continue };
            if !number.is_document() {
                continue;
            }
            let token = tokens::document(self, &number.text)?.to_vec();
            let hits = self.store().tokens(&[(tokens::DOCUMENT, token)], EVERYBODY).await?;
            let ids: Vec<RecordId> = hits.iter().map(|hit| hit.record).collect();
            let rows = self.show_rows(who, self.store().records(&ids).await?).await?;
            let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
            let (open, _) = open_slots(self, self.store().slots_of(&ids).await?)?;
            for hit in hits {
                let row = rows.iter().find(|row| row.id == hit.record && !row.grant.is_outside());
                let slot = open.get(&hit.slot);
                if row
                    .zip(slot)
                    .is_some_and(|(row, slot)| row.grant.may_open(slot.compartment.as_str(), hit.slot))
                {
                    documents.entry(hit.record).or_default().insert(number.compact.clone());
                }
            }
        }
        Ok(documents)
    }

    /// Some records as this reader may see them, of those that the filter asks for.
    async fn shown_of(&self, who: &SignedIn, ids: &[RecordId], filter: &Filter) -> Answer<Vec<Listed>> {
        let ids: BTreeSet<RecordId> = ids.iter().copied().collect();
        let mut rows = self.store().records(&ids.into_iter().collect::<Vec<_>>()).await?;
        rows.retain(|row| {
            let stage = |stages: &[Stage]| row.stage.as_ref().is_some_and(|stage| stages.contains(stage));
            filter.kinds.contains(&row.kind)
                && (filter.stages.is_empty() || stage(&filter.stages))
                && !stage(&filter.without_stages)
                && (filter.urgency.is_none() || filter.urgency == row.urgency)
        });
        let mut rows = self.show_rows(who, rows).await?;
        rows.retain(|row| !filter.asks_of_the_case() || row.grant.may("case", Level::Read));
        Ok(rows)
    }

    /// Whoever of these bore the name before, or has it as a kunya, as far as this reader may read it: each instead of
    /// what was found of them by the names of today.
    async fn look_beside(
        &self,
        rows: &[Listed],
        fitting: &mut Fitting<'_>,
        documents: &Documents,
        found: &mut Vec<Found>,
    ) -> Answer<()> {
        let mut beside = self.names_beside(rows).await?;
        for row in rows {
            let Some((names, now)) = beside.remove(&row.id).zip(row.summary.as_ref()) else { continue };
            let with = |names: &mut dyn Iterator<Item = &PersonName>| {
                let mut with = now.clone();
                with.names.extend(names.cloned());
                with
            };
            let all = Listed { summary: Some(with(&mut names.iter())), ..row.clone() };
            let Some(mut one) = fits(fitting, &all, documents) else { continue };
            let called = with(&mut names.iter().filter(|name| name.role == NameRole::Kunya));
            for (why, fact) in one.why.iter_mut().zip(fitting.facts()) {
                let fits_as =
                    |summary| Fitting::new(std::slice::from_ref(fact)).fit(summary, |_| true).is_some();
                if why.how != How::Apart && !fits_as(now) {
                    why.how = if fits_as(&called) { How::Kunya } else { How::Earlier };
                }
            }
            one.row.summary = Some(now.clone());
            found.retain(|known| known.row.id != row.id);
            found.push(one);
        }
        Ok(())
    }

    /// The earlier names and the kunyas of those in whose record this reader may open the part that keeps them.
    async fn names_beside(&self, rows: &[Listed]) -> Answer<BTreeMap<RecordId, Vec<PersonName>>> {
        let may_read: BTreeMap<RecordId, &Grant> = rows
            .iter()
            .filter(|row| !row.grant.is_outside() && row.grant.may(BESIDE, Level::Read))
            .map(|row| (row.id, &row.grant))
            .collect();
        let ids: Vec<RecordId> = may_read.keys().copied().collect();
        let (slots, _) = open_slots(self, self.store().slots_of(&ids).await?)?;
        let mut open = by_record(slots);
        for (record, slots) in &mut open {
            let grant = may_read.get(record);
            slots.retain(|id, slot| {
                slot.compartment == BESIDE && grant.is_some_and(|grant| grant.may_open(BESIDE, *id))
            });
        }
        let kept: Vec<(RecordId, SlotId)> =
            open.iter().flat_map(|(record, slots)| slots.keys().map(|slot| (*record, *slot))).collect();
        let mut histories: BTreeMap<RecordId, Vec<Recorded>> = BTreeMap::new();
        for event in self.store().events_of(&kept).await? {
            let slots = open.get(&event.record).ok_or(Fault::Damaged(event.record))?;
            histories.entry(event.record).or_default().push(open_event(self, slots, &event)?);
        }
        let mut beside = BTreeMap::new();
        for (record, history) in histories {
            let record_beside = Record::fold(record, history);
            let entries = record_beside.forms.get(BESIDE).into_iter().flatten();
            let names: Vec<PersonName> =
                entries.flat_map(|entry| tokens::names_beside(&entry.values)).collect();
            if !names.is_empty() {
                beside.insert(record, names);
            }
        }
        Ok(beside)
    }

    /// Where a page begins, sealed: it names a record and a time.
    pub fn page_mark(&self, who: &SignedIn, cursor: store::Cursor) -> Answer<String> {
        let sealed = self.ring().seal_for_node(&context(who), &cursor.to_bytes())?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Reads [`App::page_mark`]; anything else begins at the beginning.
    pub fn page_from(&self, who: &SignedIn, mark: &str) -> Option<store::Cursor> {
        let sealed = URL_SAFE_NO_PAD.decode(mark).ok()?;
        let plain = self.ring().open_for_node(&context(who), &sealed).ok()?;
        store::Cursor::from_bytes(plain.as_slice().try_into().ok()?)
    }

    /// Where a page of a list's rows begins, sealed: after a record.
    pub fn row_mark(&self, who: &SignedIn, row: RecordId) -> Answer<String> {
        let sealed = self.ring().seal_for_node(&context(who), row.as_bytes())?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Reads [`App::row_mark`]; anything else begins at the beginning.
    pub fn row_from(&self, who: &SignedIn, mark: &str) -> Option<RecordId> {
        let sealed = URL_SAFE_NO_PAD.decode(mark).ok()?;
        let plain = self.ring().open_for_node(&context(who), &sealed).ok()?;
        RecordId::from_slice(&plain).ok()
    }
}

/// The words of a name among the facts, and the births.
fn asked_for(facts: &[Fact]) -> (Meetings, Vec<PartialDate>) {
    let (mut words, mut births) = (Vec::new(), Vec::new());
    for fact in facts {
        match fact {
            Fact::Word(word) => words.push(word.text.as_str()),
            Fact::Number(number) => births.extend(number.date),
        }
    }
    let mut meetings = Meetings::default();
    meetings.add(&words.join(" "), None);
    (meetings, births)
}

/// The day on which somebody asks, as far as a date of birth needs it.
fn today_of(who: &SignedIn) -> jiff::civil::Date {
    who.now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Whether all that is asked for is one word of a name, of which enough is typed.
fn is_a_name_alone(facts: &[Fact]) -> bool {
    matches!(facts, [Fact::Word(word)] if word.text.chars().count() >= LETTERS)
}

/// Whether everything that was asked fits.
fn is_whole(found: &Found) -> bool {
    found.why.iter().all(|why| why.how != How::Apart)
}

/// The row as found, if every fact fits what this reader may see of it.
fn fits(fitting: &mut Fitting<'_>, row: &Listed, documents: &Documents) -> Option<Found> {
    let has = |number: &Number| documents.get(&row.id).is_some_and(|known| known.contains(&number.compact));
    let Fit { score, why, says_less, surely } = fitting.fit(row.summary.as_ref()?, has)?;
    Some(Found { row: row.clone(), why, score, says_less, surely })
}

/// The best first.
fn rank(found: &mut Vec<Found>, most: usize) {
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.id.cmp(&b.row.id)));
    found.truncate(most);
}

fn context(who: &SignedIn) -> Vec<u8> {
    [b"page\0".as_slice(), who.user().as_bytes()].concat()
}
