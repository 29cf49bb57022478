//! Candidates: whoever shares a document, two words of a name or one with the year, with somebody.
//!
//! Invariant: found by tokens of the blind index, many at a time; nothing goes through all records, and a token that is
//! everybody's is cut off. Whoever asks in a person's name gets candidates that this person may open, and no record
//! behind the others is opened for them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{MatchDecision, PersonCode, RecordId, Sureness, Value};
use exchange::manifest::Person;

use super::compare::{Documents, Face, Likely, compare};
use crate::{
    App, Listed, Opened, Shown, SignedIn,
    core::{
        facts,
        father::Father,
        load::{load, open_slots},
        project::{self, Summary},
        reading::Read,
        tokens,
    },
    refused::Answer,
};

/// Of one person at most so many records are looked at.
const NAMESAKES: usize = 64;
/// A token that so many records have is everybody's.
const EVERYBODY: u32 = 128;
/// Of one link at most so many pairs are looked at.
const PAIRS: u32 = 64;

/// Kinds of record that somebody on a list may be.
pub(super) const KINDS: [&str; 4] = ["child", "adult", "listed", "tracing_request"];

/// A token with its kind.
pub(super) type Token = (u32, Vec<u8>);

/// A record that somebody on a list seems to be, as far as the reader may open it.
#[derive(Debug, Clone)]
pub struct KnownAs {
    /// The record.
    pub record: Listed,
    /// How sure it is.
    pub sureness: Sureness,
    /// What a registrar decided, if anything.
    pub decided: Option<MatchDecision>,
}

/// Another record of the same person.
#[derive(Debug, Clone)]
pub struct SamePerson {
    /// The record.
    pub record: Listed,
    /// The pair, if this reader may decide it anew.
    pub pair: Option<PersonCode>,
}

/// Of whom each candidate is one, and what they share.
pub(super) type Candidates<K> = BTreeMap<K, BTreeMap<RecordId, Documents>>;

impl App {
    /// Records that share tokens with those who are sought: a document, two words of a name, or a word with the year.
    /// Of each, those who share what is rarest come first.
    pub(super) async fn candidates<K: Ord + Copy + Sync>(
        &self,
        sought: &BTreeMap<K, BTreeSet<Token>>,
    ) -> Answer<Candidates<K>> {
        let of_a_person =
            |(kind, _): &&Token| [tokens::NAMES, tokens::NAME_AND_YEAR, tokens::DOCUMENT].contains(kind);
        let wanted: BTreeSet<&Token> = sought.values().flatten().filter(of_a_person).collect();
        let wanted: Vec<store::Wanted> = wanted.into_iter().cloned().collect();
        let mut bearers = self.bearers(&wanted, EVERYBODY).await?;
        // What is cut off says nothing of who is behind it.
        bearers.retain(|_, records| records.len() < EVERYBODY as usize);
        let mut found = Candidates::new();
        for (key, tokens) in sought {
            let mut weights: BTreeMap<RecordId, (Documents, f64)> = BTreeMap::new();
            for (token, records) in tokens.iter().filter_map(|token| bearers.get_key_value(token)) {
                for record in records {
                    let (documents, weight) = weights.entry(*record).or_insert((Documents::Apart, 0.0));
                    if token.0 == tokens::DOCUMENT {
                        *documents = Documents::Shared;
                    }
                    *weight += 1.0 / f64::from(u32::try_from(records.len()).unwrap_or(u32::MAX));
                }
            }
            // All that is known of them is everybody's: whoever shares two such things.
            if weights.is_empty() {
                let tokens: Vec<store::Wanted> = tokens.iter().filter(of_a_person).cloned().collect();
                let sharing = self.store().records_sharing(&tokens, 2, 8 * EVERYBODY).await?;
                let together = sharing.into_iter().take(NAMESAKES);
                weights.extend(together.map(|(record, _)| (record, (Documents::Apart, 1.0))));
            }
            let mut ranked: Vec<(RecordId, Documents, f64)> = weights
                .into_iter()
                .map(|(record, (documents, weight))| (record, documents, weight))
                .collect();
            let shared = |documents: Documents| u8::from(documents != Documents::Shared);
            ranked
                .sort_by(|a, b| shared(a.1).cmp(&shared(b.1)).then(b.2.total_cmp(&a.2)).then(a.0.cmp(&b.0)));
            let ranked = ranked.into_iter().take(NAMESAKES);
            let of_them: BTreeMap<_, _> = ranked.map(|(record, documents, _)| (record, documents)).collect();
            if !of_them.is_empty() {
                found.insert(*key, of_them);
            }
        }
        Ok(found)
    }

    /// Who bears the name of a parent of somebody, whose parent bears the name of somebody, and who has a parent of that
    /// name, too. A name that is everybody's is cut off.
    pub(super) async fn through_parents<K: Ord + Copy + Sync>(
        &self,
        sought: &BTreeMap<K, BTreeSet<Token>>,
    ) -> Answer<Candidates<K>> {
        let mut whose: BTreeMap<Token, Vec<K>> = BTreeMap::new();
        for (key, tokens) in sought {
            for (kind, token) in tokens {
                let kinds: &[u32] = match *kind {
                    tokens::NAMES => &[tokens::PARENTS],
                    tokens::PARENTS => &[tokens::NAMES, tokens::PARENTS],
                    _ => &[],
                };
                for kind in kinds {
                    whose.entry((*kind, token.clone())).or_default().push(*key);
                }
            }
        }
        let wanted: Vec<store::Wanted> = whose.keys().cloned().collect();
        let mut bearers = self.bearers(&wanted, EVERYBODY).await?;
        bearers.retain(|_, records| records.len() < EVERYBODY as usize);
        let mut found = Candidates::new();
        for (token, records) in bearers {
            for key in whose.get(&token).into_iter().flatten() {
                let of_them: &mut BTreeMap<RecordId, Documents> = found.entry(*key).or_default();
                of_them.extend(records.iter().take(NAMESAKES).map(|record| (*record, Documents::Apart)));
            }
        }
        Ok(found)
    }

    /// Who each row of a list that waits seems to be, among the records that this person may open; logged.
    pub async fn known_as(
        &self,
        who: &SignedIn,
        rows: &[&Person],
        page: Shown,
    ) -> Answer<BTreeMap<u32, Vec<KnownAs>>> {
        let mut faces = Vec::with_capacity(rows.len());
        for person in rows {
            faces.push((person.row, face_of(person), self.tokens_of_row(person)?));
        }
        self.known_among(who, &faces, page).await
    }

    /// Who somebody seems to be of whom a record is about to be opened, among the records that this person may open;
    /// logged.
    pub async fn known_already(&self, who: &SignedIn, face: &Face) -> Answer<Vec<KnownAs>> {
        let tokens = tokens::row_tokens(self, &face.names, face.birth)?.collect();
        let faces = [(0, face.clone(), tokens)];
        Ok(self.known_among(who, &faces, Shown::ChildrenSearch).await?.remove(&0).unwrap_or_default())
    }

    async fn known_among(
        &self,
        who: &SignedIn,
        faces: &[(u32, Face, BTreeSet<Token>)],
        page: Shown,
    ) -> Answer<BTreeMap<u32, Vec<KnownAs>>> {
        let mut sought: BTreeMap<u32, BTreeSet<Token>> = BTreeMap::new();
        for (row, _, tokens) in faces {
            // One row may ask for two.
            sought.entry(*row).or_default().extend(tokens.iter().cloned());
        }
        let candidates = self.candidates(&sought).await?;
        let ids: Vec<RecordId> = candidates
            .values()
            .flat_map(BTreeMap::keys)
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let shown = self.those_shown(who, &ids, page).await?;
        let mut known: BTreeMap<u32, Vec<KnownAs>> = BTreeMap::new();
        for (row, face, _) in faces {
            for (id, documents) in candidates.get(row).into_iter().flatten() {
                let Some(record) = shown.get(id) else { continue };
                let Some(summary) = record.summary.clone() else { continue };
                if let Some(sureness) = self.one_person(face, *id, &summary.into(), *documents).await? {
                    let known_as = KnownAs { record: record.clone(), sureness, decided: None };
                    known.entry(*row).or_default().push(known_as);
                }
            }
        }
        for known in known.values_mut() {
            known.sort_by_key(|known| known.sureness);
        }
        Ok(known)
    }

    /// How sure it is that somebody on a list is whose record it is. Only where the father's name makes a difference is
    /// the record asked whether anything may be guessed about him.
    async fn one_person(
        &self,
        listed: &Face,
        id: RecordId,
        known: &Face,
        documents: Documents,
    ) -> Answer<Option<Sureness>> {
        let sureness = |father| match compare(listed, known, documents, father)?.likely {
            Likely::One(sureness) => Some(sureness),
            Likely::Kin(..) => None,
        };
        let (speaks, silent) = (sureness(Father::Speaks), sureness(Father::Silent));
        let silenced = speaks != silent && self.father_between(&[id]).await? == Father::Silent;
        Ok(if silenced { silent } else { speaks })
    }

    /// Who each record seems to be, by the pairs that were proposed, among the records that this person may open;
    /// those found to be different are left out. Logged.
    pub(crate) async fn paired_with(
        &self,
        who: &SignedIn,
        records: &[RecordId],
        page: Shown,
    ) -> Answer<BTreeMap<RecordId, Vec<KnownAs>>> {
        let mut wanted = Vec::with_capacity(records.len());
        for id in records {
            wanted.push((tokens::LINK, tokens::link(self, *id)?.to_vec()));
        }
        let linked: BTreeSet<RecordId> =
            self.store().tokens(&wanted, PAIRS).await?.into_iter().map(|token| token.record).collect();
        let linked: Vec<RecordId> = linked.into_iter().collect();
        let mut pairs = Vec::new();
        for row in self.store().records(&linked).await?.into_iter().filter(|row| row.kind == "match") {
            pairs.extend(load(self, row.id).await?.and_then(|loaded| loaded.record.pair));
        }
        let sides: BTreeSet<RecordId> =
            pairs.iter().flat_map(|pair| [pair.proposed.one, pair.proposed.other]).collect();
        let others: Vec<RecordId> = sides.into_iter().filter(|id| !records.contains(id)).collect();
        let shown = self.those_shown(who, &others, page).await?;
        let mut known: BTreeMap<RecordId, Vec<KnownAs>> = BTreeMap::new();
        for pair in pairs {
            let decided = pair.decided().map(|last| last.decision);
            // Who is kin to whom is nobody's to read off a list.
            if decided == Some(MatchDecision::Different) || pair.proposed.kin.is_some() {
                continue;
            }
            let (one, other) = (pair.proposed.one, pair.proposed.other);
            for (own, other) in [(one, other), (other, one)] {
                if let Some(record) = shown.get(&other)
                    && records.contains(&own)
                {
                    let sureness = pair.proposed.sureness;
                    known.entry(own).or_default().push(KnownAs { record: record.clone(), sureness, decided });
                }
            }
        }
        for known in known.values_mut() {
            known.sort_by_key(|known| known.sureness);
        }
        Ok(known)
    }

    /// The records that are the same person as one that was opened, as a registrar decided, as far as this reader may
    /// open them too; with the pair, for whoever may decide it anew. Logged.
    pub async fn same_person(&self, who: &SignedIn, opened: &Opened) -> Answer<Vec<SamePerson>> {
        let linked: Vec<RecordId> = tokens::linked_as(&opened.view, "same_person").collect();
        if linked.is_empty() || opened.grant.is_outside() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for (id, record) in self.those_shown(who, &linked, Shown::Record).await? {
            let token = tokens::pair(self, opened.view.id, id)?.to_vec();
            let pair = self.store().tokens(&[(tokens::PAIR, token)], 1).await?.pop();
            let pair = match pair {
                Some(pair) => self.pair_to_decide(who, pair.record).await?,
                None => None,
            };
            found.push(SamePerson { record, pair });
        }
        Ok(found)
    }

    /// The code of a pair, for whoever may decide it.
    async fn pair_to_decide(&self, who: &SignedIn, id: RecordId) -> Answer<Option<PersonCode>> {
        let Some(loaded) = load(self, id).await? else { return Ok(None) };
        let facts = facts::of_record(&loaded.record)?;
        let grant = policy::access(self.protocol().table(), who.actor(), &facts);
        let decides = grant.is_ok_and(|grant| grant.may_do("match.decide"));
        Ok(loaded.record.opened.filter(|_| decides).map(|(opened, _)| opened.code))
    }

    /// Those of some records that this person may open, by id; logged.
    async fn those_shown(
        &self,
        who: &SignedIn,
        ids: &[RecordId],
        page: Shown,
    ) -> Answer<BTreeMap<RecordId, Listed>> {
        let mut rows = self.store().records(ids).await?;
        rows.retain(|row| KINDS.contains(&row.kind.as_str()));
        let shown = self.show_rows(who, rows).await?;
        let records = shown.iter().map(|row| row.id).collect();
        self.log_reading(who, &Read { page, records, grounds: Vec::new(), reason: None }).await?;
        Ok(shown.into_iter().map(|row| (row.id, row)).collect())
    }

    /// Faces of records, for the house itself: with their kinds and places.
    pub(crate) async fn faces(&self, ids: &[RecordId]) -> Answer<BTreeMap<RecordId, (store::Record, Face)>> {
        let mut rows = self.store().records(ids).await?;
        rows.retain(|row| KINDS.contains(&row.kind.as_str()));
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        let (summaries, slots) = self.store().summaries_with_slots(&ids).await?;
        let mut slots_of: BTreeMap<RecordId, Vec<store::Slot>> = BTreeMap::new();
        for slot in slots {
            slots_of.entry(slot.record).or_default().push(slot);
        }
        let mut rows: BTreeMap<RecordId, store::Record> = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut faces = BTreeMap::new();
        for sealed in summaries {
            let (open, _) = open_slots(self, slots_of.remove(&sealed.record).unwrap_or_default())?;
            let Some(slot) = open.get(&sealed.slot) else { continue };
            let plain = project::open(slot, b"summary", sealed.record, sealed.slot, &sealed.sealed)?;
            let summary: Summary = domain::sealing::decode(&plain)?;
            if let Some(row) = rows.remove(&sealed.record) {
                faces.insert(sealed.record, (row, summary.into()));
            }
        }
        Ok(faces)
    }

    /// The tokens under which the person of a row may be kept.
    fn tokens_of_row(&self, person: &Person) -> Answer<BTreeSet<Token>> {
        let mut found: BTreeSet<Token> = tokens::row_tokens(self, &person.names, person.birth)?.collect();
        for document in &person.documents {
            let number = document.number.as_str();
            if tokens::is_number(number) {
                found.insert((tokens::DOCUMENT, tokens::document(self, number)?.to_vec()));
            }
        }
        Ok(found)
    }
}

fn face_of(person: &Person) -> Face {
    let sex = crate::operation::particulars(person).into_iter().find(|(field, _)| *field == "sex");
    Face {
        names: person.names.clone(),
        sex: sex.and_then(|(_, value)| if let Value::Choice(sex) = value { Some(sex) } else { None }),
        birth: person.birth,
        ..Face::default()
    }
}
