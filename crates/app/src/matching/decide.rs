//! What a registrar decides of a pair: one person, people who belong together, two people, or not to be told yet.
//!
//! Invariant: records are linked, never merged, and a link can be taken back: a later decision undoes what the one
//! before it wrote. Nothing is decided on a side that this person may not open.

use domain::{
    CommandId, Event, GroundCode, MatchDecision, MatchProposed, MatchReason, PersonCode, Private, Record,
    RecordId, Stage, Sureness,
};

use super::{propose::holding_both, search::KINDS};
use crate::{
    App, SignedIn,
    core::{
        facts,
        load::load,
        tokens,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// A decision as it was made.
#[derive(Debug, Clone)]
pub struct Decide {
    /// The command's id.
    pub command: CommandId,
    /// The pair.
    pub code: PersonCode,
    /// What.
    pub decision: MatchDecision,
    /// Why, in words.
    pub note: Option<Private<String>>,
}

/// The most characters of a note.
const LONGEST: usize = 1_000;

/// What a decision links two records as.
const fn relation(decision: MatchDecision) -> Option<&'static str> {
    match decision {
        MatchDecision::Same => Some("same_person"),
        MatchDecision::Related => Some("other"),
        MatchDecision::Different | MatchDecision::Unsure => None,
    }
}

/// The compartment in which a record's links to other people stand.
fn compartment(record: &Record) -> &'static str {
    match record.kind().map(domain::Kind::as_str) {
        Some("child" | "adult") => "core",
        _ => "manifest",
    }
}

impl App {
    /// Decides a pair, or decides it anew.
    pub async fn decide_match(&self, who: &SignedIn, sent: Decide) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let pair = load(self, id).await?.and_then(|loaded| loaded.record.pair).ok_or(Refused::NotFound)?;
        let (one, other) = (pair.proposed.one, pair.proposed.other);
        let touched = [Touch::Open(id), Touch::Open(one), Touch::Open(other)];
        self.transact(who, sent.command, &touched, |work| {
            work.demand(id, "match.decide")?;
            work.decide_pair(id, one, other, sent.decision, sent.note.as_ref())?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Puts two records together by hand, as one person: for a registrar who knows.
    ///
    /// # Errors
    /// A reason `same-record` when both are one record.
    pub async fn attach(
        &self,
        who: &SignedIn,
        command: CommandId,
        listed: &PersonCode,
        to: &PersonCode,
        note: Option<Private<String>>,
    ) -> Answer<Done> {
        let one = self.by_code(listed).await?.ok_or(Refused::NotFound)?;
        let other = self.by_code(to).await?.ok_or(Refused::NotFound)?;
        if one == other {
            return Err(because("same-record"));
        }
        let token = tokens::pair(self, one, other)?.to_vec();
        let known = self.store().tokens(&[(tokens::PAIR, token)], 1).await?.pop().map(|token| token.record);
        let mut touched = vec![Touch::Open(one), Touch::Open(other)];
        touched.extend(known.map(Touch::Open));
        self.transact(who, command, &touched, |work| {
            let is_one = |record: &Record| record.kind().is_some_and(|kind| KINDS.contains(&kind.as_str()));
            if !is_one(work.record(one)?) || !is_one(work.record(other)?) {
                return Err(Refused::NotFound);
            }
            let id = if let Some(id) = known {
                work.demand(id, "match.decide")?;
                id
            } else {
                let protocol = work.protocol.clone();
                let (place, of) = (work.record(one)?.place.clone(), work.record(other)?.place.clone());
                let place = holding_both(&protocol, place.as_ref(), of.as_ref());
                let reasons = [MatchReason::SeenByPerson].into();
                let id = work
                    .open_match(&MatchProposed { one, other, sureness: Sureness::Asked, reasons }, place)?;
                // As if it had been there: whoever could not decide it cannot make it either.
                let facts = facts::of_record(work.record(id)?)?;
                let grant = policy::access(protocol.table(), who.actor(), &facts);
                if !grant.is_ok_and(|grant| grant.may_do("match.decide")) {
                    return Err(Refused::NotFound);
                }
                id
            };
            work.decide_pair(id, one, other, MatchDecision::Same, note.as_ref())?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    fn decide_pair(
        &mut self,
        id: RecordId,
        one: RecordId,
        other: RecordId,
        decision: MatchDecision,
        note: Option<&Private<String>>,
    ) -> Answer<()> {
        let note: Option<Private<String>> = note
            .map(|note| note.as_str().trim().chars().take(LONGEST).collect::<String>())
            .filter(|note| !note.is_empty())
            .map(Into::into);
        let before = self.record(id)?.pair.as_ref().and_then(|pair| pair.decided().map(|last| last.decision));
        if before == Some(decision) {
            return Err(because("nothing-changed"));
        }
        self.found_for_seeker(one, other, decision)?;
        self.add(id, "tracing", Event::MatchDecided { decision, note })?;
        let (was, is) = (before.and_then(relation), relation(decision));
        if was != is {
            for (side, with) in [(one, other), (other, one)] {
                self.demand(side, "record.link")?;
                let place = compartment(self.record(side)?);
                if let Some(was) = was
                    && self.record(side)?.links.get(&with).is_some_and(|known| *known == *was)
                {
                    self.add(side, place, Event::Unlinked { to: with, reason: "decided anew".into() })?;
                }
                if let Some(is) = is {
                    self.add(side, place, Event::Linked { to: with, relation: GroundCode::of(is) })?;
                }
            }
        }
        let stage = if decision == MatchDecision::Unsure { "unsure" } else { "settled" };
        if self.record(id)?.stage().is_none_or(|known| *known != *stage) {
            self.add(id, "case", Event::StatusChanged { to: Stage::of(stage), ground: None, reason: None })?;
        }
        Ok(())
    }
}
