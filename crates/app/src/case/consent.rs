//! Consent and assent, by the protocol's rules for the child's age.

use std::collections::BTreeSet;

use domain::{
    ChoiceCode, CommandId, Consent, ConsentId, Decision, Event, GroundCode, Instant, PersonCode, Private,
    PurposeCode, RecordId, ReferralId, TeamId,
};
use protocol::{Automatic, consent, stage};

use super::reasons::{CONSENT_GIVEN, CONSENT_REFUSED, CONSENT_WITHDRAWN};
use super::{
    bar::{barred_among, keeps_somebody_away},
    listed,
};
use crate::{
    App, SignedIn,
    core::{
        pathway::{Happened, birth},
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// A consent as it was recorded.
#[derive(Debug, Clone)]
pub struct RecordConsent {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// For what.
    pub purpose: PurposeCode,
    /// To whom; nobody named means whoever provides for the purpose.
    pub recipient: Option<TeamId>,
    /// Given or refused.
    pub decision: Decision,
    /// Who decided.
    pub giver: ChoiceCode,
    /// Their record, when they have one.
    pub giver_record: Option<PersonCode>,
    /// The child's assent.
    pub assent: ChoiceCode,
    /// How capacity was judged.
    pub capacity: Option<Private<String>>,
    /// The best-interests reason.
    pub best_interests: Option<Private<String>>,
    /// Whether the limits of confidentiality were explained first.
    pub limits_explained: bool,
    /// Until when it holds.
    pub until: Option<Instant>,
}

impl App {
    /// Records a consent, given or refused. A refusal for a recipient bars that recipient.
    pub async fn record_consent(&self, who: &SignedIn, sent: RecordConsent) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let giver_record = match &sent.giver_record {
            // A record that the sender may not open looks like one that does not exist.
            Some(code) => Some(self.known_to(who, code).await?.ok_or_else(|| because("giver-unknown"))?),
            None => None,
        };
        let giver_as = match giver_record {
            Some(giver) => self.records_of_person(giver).await?,
            None => BTreeSet::new(),
        };
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "consent.record")?;
            let protocol = work.protocol.clone();
            let purpose = protocol.purposes().get(sent.purpose.as_str()).ok_or(Refused::NotFound)?;
            listed(&protocol, "consent_givers", sent.giver.as_str())?;
            listed(&protocol, "assents", sent.assent.as_str())?;
            if sent.until.is_some_and(|until| until <= work.now) {
                return Err(because("ends-in-the-past"));
            }
            let record = work.record(id)?;
            // Somebody recorded as a safety concern cannot decide for the child, under none of their records.
            if barred_among(record, &giver_as) {
                return Err(because("giver-barred"));
            }
            // Where somebody is kept away for what they did or may do, "a caregiver" could be they.
            let decides_for = matches!(sent.giver.as_str(), "caregiver" | "guardian");
            if decides_for && giver_record.is_none() && keeps_somebody_away(record) {
                return Err(because("name-the-giver"));
            }
            let today = work.now.to_zoned(work.zone_of(record)).date();
            let age = birth(record, &protocol).map(|birth| birth.age_on(today));
            let is_child = record.kind().is_some_and(|kind| *kind == "child");
            let consent: ConsentId = work.app.fresh()?;
            let decided = Consent {
                consent,
                purpose: sent.purpose.clone(),
                recipient: sent.recipient,
                data: purpose.compartments.iter().cloned().collect(),
                decision: sent.decision,
                giver: sent.giver.clone(),
                giver_record,
                assent: sent.assent.clone(),
                capacity: sent.capacity.clone(),
                best_interests: sent.best_interests.clone(),
                limits_explained: sent.limits_explained,
                until: sent.until,
            };
            // An adult whose birth date is not known decides alone all the same.
            let age = if is_child { age } else { Some((protocol.consent().majority, i16::MAX)) };
            consent::check(&protocol, &decided, age).map_err(Refused::Consent)?;
            work.add(id, "consent", Event::ConsentDecided(decided))?;
            match (sent.decision, sent.recipient) {
                (Decision::Refused, Some(party)) => {
                    work.add(id, "access", Event::Barred { party, ground: GroundCode::of("refused") })?;
                    work.revoke_to(id, Some(party), None, CONSENT_REFUSED)?;
                }
                (Decision::Given, Some(party))
                    if work.record(id)?.bars.get(&party).is_some_and(|ground| *ground == "refused") =>
                {
                    work.add(id, "access", Event::BarLifted { party, reason: CONSENT_GIVEN.into() })?;
                }
                _ => {}
            }
            work.follow(id, &Happened::Consent)?;
            if sent.decision == Decision::Given {
                let record = work.record(id)?;
                let kind = record.kind().cloned().ok_or(Refused::NotFound)?;
                let from = record.stage().map(|stage| stage.as_str().to_owned()).unwrap_or_default();
                if let Some(way) = stage::by_itself(&protocol, kind.as_str(), &from, Automatic::Consent) {
                    let to = way.to.clone();
                    work.enter(id, &to, None, None)?;
                }
            }
            Ok([id.as_bytes().as_slice(), consent.as_bytes()].concat())
        })
        .await
    }

    /// Withdraws a consent; referrals that rest on it end, and with them the access they gave.
    pub async fn withdraw_consent(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        consent: ConsentId,
        reason: Private<String>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "consent.record")?;
            let known = work.record(id)?.consents.iter().find(|known| known.consent.consent == consent);
            if known.ok_or(Refused::NotFound)?.withdrawn.is_some() {
                return Err(because("already-withdrawn"));
            }
            work.add(id, "consent", Event::ConsentWithdrawn { consent, reason: reason.clone() })?;
            work.revoke_to(id, None, Some(consent), CONSENT_WITHDRAWN)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    /// Revokes open referrals to a party, or those that rest on a consent.
    fn revoke_to(
        &mut self,
        id: RecordId,
        party: Option<TeamId>,
        consent: Option<ConsentId>,
        reason: &str,
    ) -> Answer<()> {
        let ended: Vec<ReferralId> = self
            .record(id)?
            .referrals
            .iter()
            .filter(|referral| referral.state.is_open())
            .filter(|referral| party.is_none_or(|party| referral.sent.recipient == party))
            .filter(|referral| consent.is_none() || referral.sent.consent == consent)
            .map(|referral| referral.sent.referral)
            .collect();
        for referral in ended {
            self.add_to_referral(id, referral, Event::ReferralRevoked { referral, reason: reason.into() })?;
            self.end_referral_access(id, referral)?;
        }
        Ok(())
    }
}
