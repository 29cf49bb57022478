//! After an import: each of its rows is looked for, and what is found becomes a pair for the registrar.
//!
//! Invariant: done by the house itself in a job, so that it depends on nobody who imported; done twice, it proposes
//! nothing twice. A pair belongs to the smallest place that holds both sides: its registrar may open both. Kinship is
//! guessed of nobody whose record says that nothing is guessed about the father.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    CommandId, Event, GroundCode, Kind, MatchProposed, PlaceCode, Record, RecordId, Stage, Sureness,
};
use names::Side;
use protocol::Protocol;

use super::{
    compare::{Documents, Face, Likely, compare, may_be_something},
    search::{KINDS, Token},
};
use crate::{
    App,
    core::{father::Father, load::load, tokens, work::Work},
    refused::Answer,
};

/// The kind of the job.
pub const JOB: &str = "match";

/// Rows looked for together, and pairs written in one commit.
const ROWS: u32 = 256;
const PAIRS: usize = 200;

/// The job that looks for the rows of a list.
pub(crate) fn job(app: &App, list: RecordId) -> Answer<store::Row> {
    app.job(JOB, list.as_bytes())
}

impl App {
    /// Does one job of looking for the rows of a list. Gives the number of pairs that were proposed.
    pub async fn do_match_job(&self, job: &store::Job) -> Answer<usize> {
        let list = self.record_of(JOB, job)?;
        self.look_for_rows(list).await
    }

    /// Does all such jobs that wait: what a worker does, for whoever has none.
    pub async fn do_match_jobs(&self) -> Answer<usize> {
        self.do_all(JOB, async |job| self.do_match_job(job).await).await
    }

    /// Looks for somebody among everybody else, at once. Gives the number of pairs that were proposed.
    #[cfg(feature = "fixture")]
    pub async fn look_for_test(&self, id: RecordId) -> Answer<usize> {
        let pairs = self.pairs_for(&[id], &[id].into()).await?;
        self.propose(pairs).await
    }

    /// Looks for each row of a flight's or another list among everybody else.
    pub(crate) async fn look_for_rows(&self, list: RecordId) -> Answer<usize> {
        let Some(loaded) = load(self, list).await? else { return Ok(0) };
        if Father::of(&loaded.record) == Father::Silent {
            self.forget_guesses(list).await?;
        }
        // A record that is no list is looked for alone.
        let own = if loaded.record.kind().is_some_and(|kind| KINDS.contains(&kind.as_str())) {
            BTreeSet::from([list])
        } else {
            self.rows_of_list(&loaded.record).await?
        };
        let all: Vec<RecordId> = own.iter().copied().collect();
        let mut proposed = 0;
        for rows in all.chunks(ROWS as usize) {
            let pairs = self.pairs_for(rows, &own).await?;
            proposed += self.propose(pairs).await?;
        }
        Ok(proposed)
    }

    /// The records of the people on a flight's or another list.
    async fn rows_of_list(&self, list: &Record) -> Answer<BTreeSet<RecordId>> {
        let mut own: BTreeSet<RecordId> = tokens::linked_as(list, "passenger").collect();
        let now = self.now();
        let mut after = None;
        loop {
            let rows = self.store().related_to(list.id, now, after, ROWS).await?;
            let Some(last) = rows.last() else { return Ok(own) };
            after = Some(last.record);
            own.extend(rows.iter().map(|row| row.record));
        }
    }

    /// The pairs of some rows with everybody: within their list as a family, since no list has one person twice on purpose,
    /// and outside it as one person, too.
    async fn pairs_for(&self, rows: &[RecordId], own: &BTreeSet<RecordId>) -> Answer<Vec<Proposal>> {
        let mut sought: BTreeMap<RecordId, BTreeSet<Token>> = BTreeMap::new();
        for token in self.store().tokens_of_all(rows).await? {
            sought.entry(token.record).or_default().insert((token.kind, token.token));
        }
        let mut relatives = self.through_parents(&sought).await?;
        // Whoever is kept under other words than the row's own record.
        let mut faces = self.faces(rows).await?;
        for (row, (_, face)) in &faces {
            sought.entry(*row).or_default().extend(tokens::row_tokens(self, &face.names, face.birth)?);
        }
        let mut candidates = self.candidates(&sought).await?;
        for (row, found) in candidates.iter_mut().chain(relatives.iter_mut()) {
            // Of two rows the first asks for the second.
            found.retain(|id, _| !own.contains(id) || row < id);
        }
        candidates.retain(|_, found| !found.is_empty());
        relatives.retain(|_, found| !found.is_empty());
        let others: BTreeSet<RecordId> =
            candidates.values().chain(relatives.values()).flat_map(BTreeMap::keys).copied().collect();
        let others: Vec<RecordId> = others.into_iter().filter(|id| !faces.contains_key(id)).collect();
        faces.extend(self.faces(&others).await?);
        // What the summaries tell decides whose whole records are looked at.
        let mut hopeful: Vec<(RecordId, RecordId, Documents)> = Vec::new();
        for (row, found) in candidates {
            let Some((_, face)) = faces.get(&row) else { continue };
            for (id, documents) in found {
                let may_be = faces.get(&id).is_some_and(|(_, other)| may_be_something(face, other));
                if may_be || documents == Documents::Shared {
                    hopeful.push((row, id, documents));
                }
            }
        }
        // Of parents the summaries say nothing.
        for (row, found) in relatives {
            let known: BTreeSet<RecordId> =
                hopeful.iter().filter(|(of, ..)| *of == row).map(|(_, id, _)| *id).collect();
            hopeful.extend(
                found.into_keys().filter(|id| !known.contains(id)).map(|id| (row, id, Documents::Apart)),
            );
        }
        let mut whole: BTreeMap<RecordId, Record> = BTreeMap::new();
        for id in hopeful.iter().flat_map(|(row, id, _)| [*row, *id]).collect::<BTreeSet<_>>() {
            if let Some(loaded) = load(self, id).await? {
                whole.insert(id, loaded.record);
            }
        }
        let protocol = self.protocol();
        let mut pairs = Vec::new();
        for (row, id, documents) in hopeful {
            let (Some(one), Some(other)) = (whole.get(&row), whole.get(&id)) else { continue };
            let Some(proposed) = proposal(one, other, documents) else { continue };
            if own.contains(&id) && proposed.kin.is_none() {
                continue;
            }
            let kind = |id: &RecordId| faces.get(id).map(|(record, _)| &record.kind);
            let (Some(kind_of_row), Some(kind_of_other)) = (kind(&row), kind(&id)) else { continue };
            if !self.may_be_paired((row, kind_of_row), (id, kind_of_other)).await? {
                continue;
            }
            let place = |id: &RecordId| faces.get(id).and_then(|(record, _)| record.place.as_ref());
            let place = holding_both(&protocol, place(&row), place(&id));
            pairs.push(Proposal { token: tokens::pair(self, row, id)?, proposed, place });
        }
        Ok(pairs)
    }

    /// Writes the pairs that nobody has proposed yet.
    async fn propose(&self, mut pairs: Vec<Proposal>) -> Answer<usize> {
        let wanted: Vec<store::Wanted> =
            pairs.iter().map(|pair| (tokens::PAIR, pair.token.to_vec())).collect();
        let known: BTreeSet<Vec<u8>> =
            self.store().tokens(&wanted, 1).await?.into_iter().map(|token| token.token).collect();
        pairs.retain(|pair| !known.contains(pair.token.as_slice()));
        let machine = self.machine();
        for pairs in pairs.chunks(PAIRS) {
            self.transact(&machine, self.fresh::<CommandId>()?, &[], |work| {
                for pair in pairs {
                    work.open_match(&pair.proposed, pair.place.clone())?;
                }
                Ok(Vec::new())
            })
            .await?;
        }
        Ok(pairs.len())
    }
}

/// What is proposed of two records, if anything.
fn proposal(one: &Record, other: &Record, documents: Documents) -> Option<MatchProposed> {
    let silent = [one, other].iter().any(|record| Father::of(record) == Father::Silent);
    let father = if silent { Father::Silent } else { Father::Speaks };
    let verdict = compare(&Face::of(one), &Face::of(other), documents, father)?;
    let proposed = MatchProposed {
        one: one.id,
        other: other.id,
        sureness: Sureness::Likely,
        reasons: verdict.reasons,
        kin: None,
    };
    match verdict.likely {
        Likely::One(sureness) => Some(MatchProposed { sureness, ..proposed }),
        Likely::Kin(kin, elder) => {
            // Of whom is sought no family is guessed, and of whom is linked nothing need be.
            let is_sought = |record: &Record| record.kind().is_some_and(|kind| *kind == *"tracing_request");
            if is_sought(one)
                || is_sought(other)
                || one.links.contains_key(&other.id)
                || of_one_family(one, other)
            {
                return None;
            }
            let (one, other) =
                if elder == Some(Side::Right) { (other.id, one.id) } else { (one.id, other.id) };
            Some(MatchProposed { one, other, kin: Some(kin), ..proposed })
        }
    }
}

/// Whether both belong to a family that is known: what they are to each other is written there.
fn of_one_family(one: &Record, other: &Record) -> bool {
    tokens::linked_as(one, "family")
        .any(|family| other.links.get(&family).is_some_and(|as_what| *as_what == *"family"))
}

/// A pair on its way to the registrar.
struct Proposal {
    token: [u8; 16],
    proposed: MatchProposed,
    place: Option<PlaceCode>,
}

impl Work<'_> {
    /// Opens the record of a pair.
    pub(super) fn open_match(
        &mut self,
        proposed: &MatchProposed,
        place: Option<PlaceCode>,
    ) -> Answer<RecordId> {
        let id = self.open_record(&Kind::of("match"), GroundCode::of("task"), None, None)?;
        let stage = match (proposed.kin, proposed.sureness) {
            (Some(_), _) => "family",
            (None, Sureness::Certain) => "certain",
            (None, Sureness::Likely | Sureness::Asked) => "likely",
        };
        self.add(id, "case", Event::StatusChanged { to: Stage::of(stage), ground: None, reason: None })?;
        self.add(id, "case", Event::Assigned { owner: None, team: None, place, word: None })?;
        self.add(id, "tracing", Event::MatchProposed(proposed.clone()))?;
        Ok(id)
    }
}

/// The smallest place that holds both; a record without one may be anywhere in the country.
pub(super) fn holding_both(
    protocol: &Protocol,
    one: Option<&PlaceCode>,
    other: Option<&PlaceCode>,
) -> Option<PlaceCode> {
    let root =
        || protocol.places().iter().find(|place| place.parent.is_none()).map(|place| place.code.clone());
    let (Some(one), Some(other)) = (one, other) else { return root() };
    let above = |place: &PlaceCode| protocol.places().get(place.as_str())?.parent.clone();
    let line = |place: &PlaceCode| std::iter::successors(Some(place.clone()), |place| above(place)).take(8);
    let others: BTreeSet<PlaceCode> = line(other).collect();
    line(one).find(|place| others.contains(place)).or_else(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_belongs_to_the_smallest_place_that_holds_both() {
        let protocol = testkit_protocol();
        let place = |code: &'static str| Some(PlaceCode::of(code));
        let both = |one: Option<PlaceCode>, other: Option<PlaceCode>| {
            let there = holding_both(&protocol, one.as_ref(), other.as_ref());
            assert_eq!(there, holding_both(&protocol, other.as_ref(), one.as_ref()));
            there.expect("a place").to_string()
        };
        assert_eq!(both(place("kz-abai.semey"), place("kz-abai.semey")), "kz-abai.semey");
        assert_eq!(both(place("kz-abai.semey"), place("kz-abai.urzhar")), "kz-abai");
        assert_eq!(both(place("kz-abai"), place("kz-abai.urzhar")), "kz-abai");
        assert_eq!(both(place("kz-abai.semey"), place("kz-atyrau")), "kz");
        assert_eq!(both(None, place("kz-abai.semey")), "kz");
        assert_eq!(both(place("nowhere"), place("kz-abai.semey")), "kz");
    }

    fn testkit_protocol() -> Protocol {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol");
        Protocol::load(&folder).expect("the protocol")
    }
}
