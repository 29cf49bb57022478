//! Referrals: a service is asked for, responsibility stays with the sender.
//!
//! Invariant: no referral without consent for that purpose and recipient, unless somebody who may overrides it and
//! says why; the recipient's access ends with the referral, at the latest on its date.

use domain::{
    CommandId, Event, Granted, GroundCode, Instant, PersonCode, Private, PurposeCode, RecordId, ReferralId,
    Referred, Sector, ServiceCode, SlotId, TaskAdded, TaskCode, TaskId, TeamId, Urgency, UserId,
    record::{Referral, ReferralState},
};

use protocol::{Protocol, Trigger, pathway};

use super::{bar::endangered_by, change::died, of_age::consent_in_force, transfer};
use crate::{
    App, SignedIn,
    core::{
        pathway::Happened,
        tokens,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// The most services that a recipient names when it declines.
pub(crate) const MOST_INSTEAD: usize = 3;

/// A referral as it was sent.
#[derive(Debug, Clone)]
pub struct Refer {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// The service in the directory.
    pub service: ServiceCode,
    /// For what.
    pub purpose: PurposeCode,
    /// What the recipient should know: needs, not history.
    pub needs: Private<String>,
    /// How soon.
    pub urgency: Urgency,
    /// When access ends at the latest; nothing means the protocol's length.
    pub until: Option<Instant>,
    /// Why it is sent without consent, by somebody who may.
    pub override_reason: Option<Private<String>>,
}

/// What a recipient or sender does with a referral.
#[derive(Debug, Clone)]
pub enum ReferralStep {
    /// The recipient takes it on.
    Accept,
    /// The recipient of a transfer becomes responsible: who of the team it is, and a word to the one who hands over.
    TakeOver(UserId, Option<Private<String>>),
    /// The recipient cannot, says why, and where else help could be found.
    Decline(Private<String>, Vec<ServiceCode>),
    /// The service was given.
    Done(Private<String>),
    /// The sender takes it back.
    Revoke(Private<String>),
}

/// A step as it was sent.
#[derive(Debug, Clone)]
pub struct StepReferral {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// Which referral.
    pub referral: ReferralId,
    /// The step.
    pub step: ReferralStep,
}

impl App {
    /// The team that gives a service of the directory.
    pub(crate) async fn team_of(&self, service: &ServiceCode) -> Answer<Option<TeamId>> {
        let token = tokens::service(self, service.as_str())?;
        // Teams that gave it before, and gave it up or closed, have left their tokens.
        for known in self.store().tokens(&[(tokens::SERVICE, token.to_vec())], 16).await? {
            if self.gives(known.record, service).await? {
                return Ok(Some(known.record));
            }
        }
        Ok(None)
    }

    /// Whether a team works and gives a service of the directory now.
    pub(crate) async fn gives(&self, team: TeamId, service: &ServiceCode) -> Answer<bool> {
        let state = crate::core::load::load(self, team).await?.and_then(|loaded| loaded.record.team_state);
        Ok(state.is_some_and(|state| !state.closed && state.service.as_ref() == Some(service)))
    }

    /// Sends a referral.
    pub async fn refer(&self, who: &SignedIn, sent: Refer) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let recipient = self.team_of(&sent.service).await?.ok_or_else(|| because("service-without-team"))?;
        let inside = self.people_in(recipient).await?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            let sends = work.grant(id)?.may_do("referral.send");
            let overrides = work.grant(id)?.may_do("consent.override");
            if !sends && !overrides {
                return Err(Refused::NotFound);
            }
            let protocol = work.protocol.clone();
            let service = protocol.services().get(sent.service.as_str()).ok_or(Refused::NotFound)?;
            let purpose = protocol.purposes().get(sent.purpose.as_str()).ok_or(Refused::NotFound)?;
            if !service.purposes.contains(&sent.purpose) || service.closed || !purpose.opens_by_referral() {
                return Err(because("service-not-for-purpose"));
            }
            if sent.needs.as_str().trim().is_empty() {
                return Err(because("needs-needed"));
            }
            let record = work.record(id)?;
            if purpose.moves_with.is_some() {
                transfer::may_begin(record, purpose, recipient, work.now)?;
            }
            // What is told to an office is told to whoever sits in it.
            if record.bars.contains_key(&recipient) || endangered_by(record, &inside) {
                return Err(because("recipient-barred"));
            }
            if record.referrals.iter().any(|known| {
                known.state.is_open()
                    && known.sent.recipient == recipient
                    && known.sent.purpose == sent.purpose
            }) {
                return Err(because("already-referred"));
            }
            if died(record, &protocol).is_some() {
                return Err(because("person-died"));
            }
            let zone = work.zone_of(record);
            let consent =
                consent_in_force(record, &protocol, sent.purpose.as_str(), Some(recipient), &zone, work.now);
            let consent = consent.map(|known| known.consent.consent);
            let reason = sent.override_reason.as_ref().filter(|reason| !reason.as_str().trim().is_empty());
            let overridden = match (reason, consent.is_some() || !purpose.needs_consent) {
                // Where nothing is to be overridden, whoever may only override leaves the sending to the worker.
                (_, true) if !sends => return Err(Refused::NotFound),
                (_, true) => None,
                (Some(reason), false) if overrides => Some(reason.clone()),
                _ => return Err(because("consent-missing")),
            };
            let latest = work.now.checked_add(jiff::SignedDuration::from_hours(24 * i64::from(purpose.days)));
            let latest = latest.unwrap_or(Instant::MAX);
            let until = sent.until.map_or(latest, |until| until.min(latest));
            if until <= work.now {
                return Err(because("ends-in-the-past"));
            }
            let referral: ReferralId = work.app.fresh()?;
            work.add_to_referral(
                id,
                referral,
                Event::Referred(Referred {
                    referral,
                    purpose: sent.purpose.clone(),
                    service: sent.service.clone(),
                    recipient,
                    sender: work.actor,
                    needs: sent.needs.clone(),
                    urgency: sent.urgency,
                    until,
                    consent,
                    overridden,
                }),
            )?;
            work.add(
                id,
                "access",
                Event::Granted(Granted {
                    party: recipient,
                    relation: GroundCode::of("referral"),
                    referral: Some(referral),
                    until: Some(until),
                    reason: None,
                }),
            )?;
            work.found_elsewhere(id, &sent.purpose)?;
            work.ask_recipient(id, referral, recipient, service.sector.clone(), sent.urgency)?;
            work.follow(id, &Happened::Referral)?;
            Ok([id.as_bytes().as_slice(), referral.as_bytes()].concat())
        })
        .await
    }

    /// Takes a step with a referral: the recipient accepts, declines or completes it, the sender revokes it.
    pub async fn step_referral(&self, who: &SignedIn, sent: StepReferral) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let fits = match &sent.step {
            ReferralStep::TakeOver(owner, _) => self.may_take_over(id, sent.referral, *owner).await?,
            _ => true,
        };
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            let known = work.record(id)?.referral(sent.referral).cloned().ok_or(Refused::NotFound)?;
            if !work.grant(id)?.may_open("referral", known.slot) {
                return Err(Refused::NotFound);
            }
            let is_recipient = who.actor().is(known.sent.recipient);
            let (event, action, from): (_, _, &[ReferralState]) = match &sent.step {
                ReferralStep::Accept => (
                    Event::ReferralAccepted { referral: sent.referral },
                    "referral.answer",
                    &[ReferralState::Sent],
                ),
                ReferralStep::TakeOver(..) => (
                    Event::ReferralAccepted { referral: sent.referral },
                    "referral.answer",
                    &[ReferralState::Sent],
                ),
                ReferralStep::Decline(reason, instead) => (
                    Event::ReferralDeclined {
                        referral: sent.referral,
                        reason: said(reason)?,
                        instead: elsewhere(&work.protocol, &known, instead)?,
                    },
                    "referral.answer",
                    &[ReferralState::Sent, ReferralState::Accepted],
                ),
                ReferralStep::Done(outcome) => (
                    Event::ReferralDone { referral: sent.referral, outcome: said(outcome)? },
                    "referral.answer",
                    &[ReferralState::Accepted],
                ),
                ReferralStep::Revoke(reason) => (
                    Event::ReferralRevoked { referral: sent.referral, reason: said(reason)? },
                    "referral.revoke",
                    &[ReferralState::Sent, ReferralState::Accepted],
                ),
            };
            if !work.grant(id)?.may_do(action) || (action == "referral.answer" && !is_recipient) {
                return Err(Refused::NotFound);
            }
            if !from.contains(&known.state) {
                return Err(because("referral-over"));
            }
            let protocol = work.protocol.clone();
            let purpose = protocol.purposes().get(known.sent.purpose.as_str());
            let moves = purpose.is_some_and(|purpose| purpose.moves_with.is_some());
            // Whoever accepts a transfer says who is responsible from now on; nobody else can be made it.
            let takes_over = matches!(sent.step, ReferralStep::TakeOver(..));
            let accepts = takes_over || matches!(sent.step, ReferralStep::Accept);
            if accepts && (takes_over != moves || !fits) {
                return Err(Refused::NotFound);
            }
            let stays_open = matches!(sent.step, ReferralStep::Accept);
            work.add_to_referral(id, sent.referral, event)?;
            if let ReferralStep::TakeOver(owner, word) = &sent.step {
                return work.take_over(id, &known, *owner, word.clone());
            }
            work.end_referral_tasks(id, sent.referral)?;
            if !stays_open {
                work.end_referral_access(id, sent.referral)?;
            }
            if matches!(sent.step, ReferralStep::Decline(..)) {
                work.look_elsewhere(id, sent.referral)?;
            }
            Ok([id.as_bytes().as_slice(), sent.referral.as_bytes()].concat())
        })
        .await
    }
}

/// Whether another service is there for the purpose of a referral.
pub(crate) fn serves_as_well(protocol: &Protocol, known: &Referral, code: &ServiceCode) -> bool {
    *code != known.sent.service
        && protocol
            .services()
            .get(code.as_str())
            .is_some_and(|service| !service.closed && service.purposes.contains(&known.sent.purpose))
}

/// The services that a recipient names instead: such as serve the same purpose, and not itself.
fn elsewhere(protocol: &Protocol, known: &Referral, named: &[ServiceCode]) -> Answer<Vec<ServiceCode>> {
    let mut named: Vec<ServiceCode> = named.to_vec();
    named.dedup();
    if named.len() > MOST_INSTEAD || !named.iter().all(|code| serves_as_well(protocol, known, code)) {
        return Err(because("service-not-for-purpose"));
    }
    Ok(named)
}

fn said(text: &Private<String>) -> Answer<Private<String>> {
    if text.as_str().trim().is_empty() { Err(because("reason-needed")) } else { Ok(text.clone()) }
}

impl Work<'_> {
    /// Asks the recipient's team to answer, in the referral's own slot.
    pub(crate) fn ask_recipient(
        &mut self,
        id: RecordId,
        referral: ReferralId,
        recipient: TeamId,
        sector: Sector,
        urgency: Urgency,
    ) -> Answer<()> {
        let hours = match urgency {
            Urgency::Urgent => 24,
            Urgency::Soon => 72,
            Urgency::Routine => 168,
        };
        let due = self.now.checked_add(jiff::SignedDuration::from_hours(hours)).unwrap_or(Instant::MAX);
        let task: TaskId = self.app.fresh()?;
        let since = self.now;
        self.add_to_referral(
            id,
            referral,
            Event::TaskAdded(TaskAdded {
                task,
                what: TaskCode::of("answer_referral"),
                sector,
                assignee: None,
                team: Some(recipient),
                since,
                due,
                referral: Some(referral),
                goal: None,
                note: None,
            }),
        )?;
        Ok(())
    }

    pub(crate) fn end_referral_tasks(&mut self, id: RecordId, referral: ReferralId) -> Answer<()> {
        let open: Vec<TaskId> = self
            .record(id)?
            .tasks
            .values()
            .filter(|task| task.end.is_none() && task.added.referral == Some(referral))
            .map(|task| task.added.task)
            .collect();
        for task in open {
            self.add_to_referral(id, referral, Event::TaskDone { task, note: None })?;
        }
        Ok(())
    }

    /// Has the one responsible look for other help: the answer was no. It lies with the referral, closed to whoever declined.
    pub(crate) fn look_elsewhere(&mut self, id: RecordId, referral: ReferralId) -> Answer<()> {
        let protocol = self.protocol.clone();
        let record = self.record(id)?;
        let kind = record.kind().cloned().ok_or(Refused::NotFound)?;
        let urgency = record.urgency.as_ref().map_or(Urgency::Routine, |(urgency, _)| *urgency);
        let (zone, owner, team) = (self.zone_of(record), record.owner, record.team);
        for rule in pathway::tasks_for(&protocol, &Trigger::Declined, &kind, None) {
            let added = TaskAdded {
                task: self.app.fresh()?,
                what: rule.code.clone(),
                sector: rule.sector.clone(),
                assignee: owner,
                team,
                since: self.now,
                due: pathway::due(rule, self.now, urgency, &zone),
                referral: None,
                goal: None,
                note: None,
            };
            self.add_to_referral(id, referral, Event::TaskAdded(added))?;
        }
        Ok(())
    }

    /// Ends the looking for other help for a purpose for which somebody else is asked now.
    fn found_elsewhere(&mut self, id: RecordId, purpose: &PurposeCode) -> Answer<()> {
        let protocol = self.protocol.clone();
        let record = self.record(id)?;
        let serves =
            |slot| record.referrals.iter().any(|known| known.slot == slot && known.sent.purpose == *purpose);
        let found: Vec<TaskId> = record
            .open_tasks()
            .into_iter()
            .filter(|task| serves(task.slot))
            .filter(|task| {
                let rule = protocol.tasks().get(task.added.what.as_str());
                rule.is_some_and(|rule| rule.trigger == Trigger::Declined)
            })
            .map(|task| task.added.task)
            .collect();
        for task in found {
            self.add_to_task(id, task, Event::TaskDone { task, note: None })?;
        }
        Ok(())
    }

    /// Ends what a referral opened: its tasks and the recipient's access.
    pub(crate) fn end_referral_access(&mut self, id: RecordId, referral: ReferralId) -> Answer<()> {
        self.end_referral_tasks(id, referral)?;
        self.end_tasks_in(id, SlotId::from_bytes(*referral.as_bytes()))?;
        let party = self.record(id)?.referral(referral).ok_or(Refused::NotFound)?.sent.recipient;
        self.add(
            id,
            "access",
            Event::GrantEnded { party, relation: GroundCode::of("referral"), referral: Some(referral) },
        )?;
        Ok(())
    }
}
