//! What a registrar decides of a pair: one person, people who belong together, two people, or not to be told yet.
//!
//! Invariant: records are linked, never merged, and a link can be taken back: a later decision undoes what the one
//! before it wrote. Nothing is decided on a side that this person may not open. A hypothesis of kinship that is rejected is
//! deleted: nothing is left of it but that a pair was looked at.

use std::collections::BTreeSet;

use domain::{
    CommandId, Event, GroundCode, MatchDecision, MatchProposed, MatchReason, PersonCode, Private, Record,
    RecordId, SlotId, Stage, Sureness, record::Pair,
};

use super::{propose::holding_both, search::KINDS};
use crate::{
    App, SignedIn,
    case::link::{BETWEEN_PEOPLE, answers, back, gives_way},
    chain::erase::Erase,
    core::{
        facts,
        load::load,
        near::Near,
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
    /// Of two who belong together: what the second is to the first. Nothing leaves it open.
    pub relation: Option<GroundCode>,
    /// Why, in words.
    pub note: Option<Private<String>>,
}

/// Of one person at most so many links and guesses are looked at.
const GUESSES: u32 = 1_000;
/// The most characters of a note.
const LONGEST: usize = 1_000;

/// What the second is to the first by a decision, if it links them.
fn relation(decision: MatchDecision, chosen: Option<&GroundCode>) -> Option<GroundCode> {
    match decision {
        MatchDecision::Same => Some(GroundCode::of("same_person")),
        MatchDecision::Related => Some(chosen.cloned().unwrap_or_else(|| GroundCode::of("other"))),
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
        if !self.may_be_guessed(&pair).await? {
            return Err(Refused::NotFound);
        }
        let (one, other) = (pair.proposed.one, pair.proposed.other);
        let touched = [Touch::Open(id), Touch::Open(one), Touch::Open(other)];
        let near = self.near_the_sought(one, other).await?;
        let done = self
            .transact(who, sent.command, &touched, |work| {
                work.demand(id, "match.decide")?;
                work.decide_pair(id, (one, other), &near, &sent)?;
                Ok(id.as_bytes().to_vec())
            })
            .await?;
        if pair.proposed.kin.is_some() && sent.decision == MatchDecision::Different {
            self.delete_hypothesis(id).await?;
        }
        Ok(done)
    }

    /// Erases every hypothesis of kinship about somebody that nobody has accepted.
    pub(super) async fn forget_guesses(&self, of: RecordId) -> Answer<()> {
        let token = (tokens::LINK, tokens::link(self, of)?.to_vec());
        let linked = self.store().tokens(&[token], GUESSES).await?;
        for id in linked.into_iter().map(|token| token.record).collect::<BTreeSet<_>>() {
            let pair = load(self, id).await?.and_then(|loaded| loaded.record.pair);
            let accepted = |pair: &Pair| {
                pair.decided().is_some_and(|known| {
                    matches!(known.decision, MatchDecision::Same | MatchDecision::Related)
                })
            };
            if pair.is_some_and(|pair| pair.proposed.kin.is_some() && !accepted(&pair)) {
                self.delete_hypothesis(id).await?;
            }
        }
        Ok(())
    }

    /// Erases what was guessed about two people.
    async fn delete_hypothesis(&self, id: RecordId) -> Answer<()> {
        let Some(loaded) = load(self, id).await? else { return Ok(()) };
        let slots: BTreeSet<SlotId> = loaded
            .record
            .history
            .iter()
            .filter(|recorded| recorded.compartment == *"tracing" && recorded.content.is_some())
            .map(|recorded| recorded.head.slot)
            .collect();
        for slot in slots {
            let what = Erase { record: id, slot, event: None, rule: GroundCode::of("tracing_rejected") };
            self.erase(&self.machine(), self.fresh::<CommandId>()?, &what).await?;
        }
        Ok(())
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
        let near = self.near_the_sought(one, other).await?;
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
                let proposed = MatchProposed { one, other, sureness: Sureness::Asked, reasons, kin: None };
                let id = work.open_match(&proposed, place)?;
                // As if it had been there: whoever could not decide it cannot make it either.
                let facts = facts::of_record(work.record(id)?)?;
                let grant = policy::access(protocol.table(), who.actor(), &facts);
                if !grant.is_ok_and(|grant| grant.may_do("match.decide")) {
                    return Err(Refused::NotFound);
                }
                id
            };
            let sent = Decide {
                command,
                code: *to,
                decision: MatchDecision::Same,
                relation: None,
                note: note.clone(),
            };
            work.decide_pair(id, (one, other), &near, &sent)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    fn decide_pair(
        &mut self,
        id: RecordId,
        (one, other): (RecordId, RecordId),
        near: &Near,
        sent: &Decide,
    ) -> Answer<()> {
        let decision = sent.decision;
        let chosen = sent.relation.clone().filter(|_| decision == MatchDecision::Related);
        let note: Option<Private<String>> = sent
            .note
            .as_ref()
            .map(|note| note.as_str().trim().chars().take(LONGEST).collect::<String>())
            .filter(|note| !note.is_empty())
            .map(Into::into);
        let before = self.record(id)?.pair.as_ref().and_then(|pair| pair.decided().cloned());
        if before.as_ref().is_some_and(|known| (known.decision, &known.relation) == (decision, &chosen)) {
            return Err(because("nothing-changed"));
        }
        self.found_for_seeker(one, other, near, decision)?;
        let was = before.and_then(|known| relation(known.decision, known.relation.as_ref()));
        let is = relation(decision, chosen.as_ref());
        self.add(id, "tracing", Event::MatchDecided { decision, relation: chosen, note })?;
        if was != is {
            if let Some(was) = &was {
                self.unlink_pair(one, other, was)?;
            }
            if let Some(is) = &is {
                self.link_pair(one, other, is)?;
            }
        }
        let stage = if decision == MatchDecision::Unsure { "unsure" } else { "settled" };
        if self.record(id)?.stage().is_none_or(|known| *known != *stage) {
            self.add(id, "case", Event::StatusChanged { to: Stage::of(stage), ground: None, reason: None })?;
        }
        Ok(())
    }
    /// Takes back what a decision before wrote, where it still stands.
    fn unlink_pair(&mut self, one: RecordId, other: RecordId, was: &GroundCode) -> Answer<()> {
        for (side, with) in [(one, other), (other, one)] {
            self.demand(side, "record.link")?;
            let known = self.record(side)?.links.get(&with).cloned();
            let is_ours = |known: &GroundCode| {
                if side == one { known == was } else { answers(was.as_str(), known.as_str()) }
            };
            if known.as_ref().is_some_and(is_ours) {
                let place = compartment(self.record(side)?);
                self.add(side, place, Event::Unlinked { to: with, reason: "decided anew".into() })?;
            }
        }
        Ok(())
    }

    /// Links both sides, as what the second is to the first. Kinship is held against what the records say of sex, birth
    /// and the father, as where it is linked by hand.
    fn link_pair(&mut self, one: RecordId, other: RecordId, is: &GroundCode) -> Answer<()> {
        let is_kin = BETWEEN_PEOPLE.contains(&is.as_str());
        let back = if is_kin {
            back(self.record(one)?, self.record(other)?, is, &self.protocol)?
        } else {
            is.clone()
        };
        for (side, with, relation) in [(one, other, is), (other, one, &back)] {
            self.demand(side, "record.link")?;
            match self.record(side)?.links.get(&with).cloned() {
                Some(known) if known == *relation => continue,
                Some(known) if is_kin && !gives_way(known.as_str(), relation.as_str()) => {
                    return Err(because("linked-already"));
                }
                _ => {}
            }
            let place = compartment(self.record(side)?);
            self.add(side, place, Event::Linked { to: with, relation: relation.clone() })?;
        }
        Ok(())
    }
}
