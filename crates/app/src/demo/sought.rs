//! Those whom a relative looks for: they agreed to be looked for, some were found, and one relative may be answered.
//!
//! Invariant: written through the use cases themselves, in the name of those whose work it is, with the clock set back.

use std::collections::BTreeSet;

use domain::{
    ChoiceCode, Decision, FormCode, Instant, MatchDecision, PersonCode, PurposeCode, Record, RecordId, UserId,
};
use forms::submission::Raw;
use protocol::consent;

use super::{staff::Staff, words};
use crate::{
    App, SignedIn,
    case::{bar::keeps_somebody_away, consent::RecordConsent, fill_form::FillForm},
    core::{load::load, pathway::birth, tokens, tracing},
    matching::Decide,
    refused::{Answer, Refused},
};

/// What the worker has found out: everything, then all but the child's own wish.
const ALL: [(&str, &str); 7] = [
    ("both_fit", "fits"),
    ("wish", "wants"),
    ("wish_words", "Хочу, чтобы бабушка сначала написала."),
    ("carer_agrees", "yes"),
    ("parent_view", "nobody"),
    ("safe", "yes"),
    ("safe_why", "Говорила с обеими, обсудили с супервизором: сначала письмо, потом звонок при мне."),
];

impl App {
    /// The first child of the demo's own social worker of whom nothing but the consent is missing.
    pub(super) async fn may_be_sought(
        &self,
        people: impl Iterator<Item = RecordId>,
        staff: &Staff,
    ) -> Answer<Option<RecordId>> {
        let (own, protocol) = (staff.own("social_worker")?, self.protocol());
        for id in people {
            let Some(record) = load(self, id).await?.map(|loaded| loaded.record) else { continue };
            let is_child = record.kind().is_some_and(|kind| *kind == "child");
            let closed = tracing::closed(&record, &self.near(&record).await?, &protocol, self.now());
            let asked = closed.iter().all(|why| *why == tracing::Closed::Consent);
            if is_child && asked && record.owner == Some(own) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Those of some people who may be asked say yes to being looked for, each to whoever answers for them.
    pub(super) async fn agree_to_be_sought(&self, people: &[RecordId], at: Instant) -> Answer<()> {
        for id in people {
            let Some(record) = load(self, *id).await?.map(|loaded| loaded.record) else { continue };
            let closed = record.stage().is_none_or(|stage| *stage == "closed" || *stage == "boarded");
            let (Some(owner), Some((opened, _)), false) = (record.owner, &record.opened, closed) else {
                continue;
            };
            if keeps_somebody_away(&record) {
                continue;
            }
            let who = self.as_of(owner, at).await?;
            let sent = self.yes(&record, opened.code, at)?;
            self.record_consent(&who, sent).await?;
        }
        Ok(())
    }

    /// A yes to tracing, as the rules of the person's age want it.
    fn yes(&self, record: &Record, code: PersonCode, at: Instant) -> Answer<RecordConsent> {
        let protocol = self.protocol();
        let is_child = record.kind().is_some_and(|kind| *kind == "child");
        let today = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let age = birth(record, &protocol).map(|birth| birth.age_on(today));
        let age = if is_child { age } else { Some((protocol.consent().majority, i16::MAX)) };
        let ruling = consent::rule(protocol.consent(), age);
        let giver = if is_child {
            ruling.giver.last().cloned().unwrap_or_else(|| ChoiceCode::of("caregiver"))
        } else {
            ChoiceCode::of("self")
        };
        let assent = match ruling.assent {
            consent::Assent::None => "not_asked",
            consent::Assent::Aloud => "aloud",
            consent::Assent::Written => "written",
        };
        Ok(RecordConsent {
            command: self.fresh()?,
            code,
            purpose: PurposeCode::of("tracing"),
            recipient: None,
            decision: Decision::Given,
            giver,
            giver_record: None,
            assent: ChoiceCode::of(assent),
            capacity: ruling.capacity.then(|| words::CAPACITY.into()),
            best_interests: None,
            limits_explained: true,
            until: None,
        })
    }

    /// The registrar finds some of them; of one child all is answered, of another the child's wish is missing.
    pub(super) async fn answer_some(
        &self,
        staff: &Staff,
        people: &[RecordId],
        requests: &[RecordId],
        at: Instant,
    ) -> Answer<()> {
        let registrar = self.as_of(staff.own("registrar")?, at).await?;
        let mut children = 0;
        for id in people {
            let Some((request, pair)) = self.pair_of(*id, requests).await? else { continue };
            let Some(record) = load(self, *id).await?.map(|loaded| loaded.record) else { continue };
            let is_child = record.kind().is_some_and(|kind| *kind == "child");
            children += usize::from(is_child);
            // The others wait in the queue.
            if is_child && children > 2 {
                continue;
            }
            let decision = MatchDecision::Same;
            let sent = Decide { command: self.fresh()?, code: pair, decision, relation: None, note: None };
            self.decide_match(&registrar, sent).await?;
            let known: &[(&str, &str)] = match (is_child, children) {
                (true, 1) => &ALL,
                (true, _) => &[("both_fit", "fits"), ("carer_agrees", "yes"), ("parent_view", "nobody")],
                _ => &ALL[..1],
            };
            if let Some(owner) = record.owner {
                self.answers(owner, *id, request, known, at).await?;
            }
        }
        Ok(())
    }

    /// The pair of somebody with one of these requests, if there is one.
    async fn pair_of(&self, id: RecordId, requests: &[RecordId]) -> Answer<Option<(RecordId, PersonCode)>> {
        for request in requests {
            let token = tokens::pair(self, id, *request)?.to_vec();
            let Some(found) = self.store().tokens(&[(tokens::PAIR, token)], 1).await?.pop() else { continue };
            let pair = load(self, found.record).await?.and_then(|loaded| loaded.record.opened);
            return Ok(pair.map(|(opened, _)| (*request, opened.code)));
        }
        Ok(None)
    }

    async fn answers(
        &self,
        owner: UserId,
        id: RecordId,
        request: RecordId,
        known: &[(&str, &str)],
        at: Instant,
    ) -> Answer<()> {
        let record = load(self, id).await?.ok_or(Refused::NotFound)?.record;
        let entry = tracing::entry_of(request);
        let begun = record.entries(tracing::ANSWER).iter().find(|known| known.id == entry);
        let seen = begun.and_then(|entry| record.heads.get(&entry.slot)).copied().unwrap_or_default();
        let (opened, _) = record.opened.as_ref().ok_or(Refused::NotFound)?;
        let sent = FillForm {
            command: self.fresh()?,
            code: opened.code,
            form: FormCode::of(tracing::ANSWER),
            entry: Some(entry),
            seen,
            fields: Raw::from_pairs(
                known.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())),
            ),
            mine: BTreeSet::new(),
            language: "ru".to_owned(),
        };
        self.fill_form(&self.as_of(owner, at).await?, sent).await?;
        Ok(())
    }

    /// Somebody of the staff, at a moment.
    async fn as_of(&self, user: UserId, at: Instant) -> Answer<SignedIn> {
        let account = load(self, user).await?.ok_or(Refused::NotFound)?.record;
        Ok(SignedIn::of(&account, [], at, None))
    }
}
