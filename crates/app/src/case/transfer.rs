//! Transfers: a referral whose recipient becomes responsible.
//!
//! Invariant: responsibility moves only when somebody of the receiving team accepts and names who of them answers for
//! the record, in the same transaction as the acceptance; before that, and after a refusal, nothing has moved. It is
//! not offered without a handover note of these weeks.

use domain::{
    Event, Granted, GroundCode, Instant, Private, Record, RecordId, ReferralId, TeamId, UserId,
    record::{Entry, Referral, ReferralState},
};
use policy::Relation;
use protocol::Purpose;

use crate::{
    App,
    core::{load::load, pathway::Happened, work::Work},
    refused::{Answer, Refused, because},
};

/// The handover note that goes with a transfer for this purpose: written since the last transfer, and not older than
/// the purpose lasts.
pub fn handover_note<'r>(record: &'r Record, purpose: &Purpose, now: Instant) -> Option<&'r Entry> {
    let form = purpose.moves_with.as_ref()?;
    let length = jiff::SignedDuration::from_hours(24 * i64::from(purpose.days));
    let last = record
        .referrals
        .iter()
        .filter(|known| known.sent.purpose == purpose.code && known.state == ReferralState::Done)
        .map(|known| known.since)
        .max();
    let entries = record.forms.get(form)?;
    entries.iter().rev().find(|entry| {
        last.is_none_or(|last| entry.changed_at > last) && now.duration_since(entry.changed_at) <= length
    })
}

/// Whether a transfer to a team may be sent now.
pub(super) fn may_begin(record: &Record, purpose: &Purpose, to: TeamId, now: Instant) -> Answer<()> {
    if record.team == Some(to) {
        return Err(because("already-responsible"));
    }
    if record.referrals.iter().any(|known| known.state.is_open() && known.sent.purpose == purpose.code) {
        return Err(because("already-transferring"));
    }
    if handover_note(record, purpose, now).is_none() {
        return Err(because("handover-needed"));
    }
    Ok(())
}

impl App {
    /// Whether somebody can answer for a record of this kind in this team: the account is open and holds a role there
    /// that owns such records.
    pub(crate) async fn may_own(&self, owner: UserId, team: TeamId, kind: &str) -> Answer<bool> {
        let Some(account) = load(self, owner).await?.map(|loaded| loaded.record.account) else {
            return Ok(false);
        };
        let protocol = self.protocol();
        let owns = |role: &policy::Role| {
            role.grants
                .iter()
                .any(|grant| grant.when.contains(&Relation::Owner) && grant.kinds.contains(kind))
        };
        Ok(!account.closed
            && account
                .roles
                .iter()
                .filter(|held| held.holds && held.team == Some(team))
                .filter_map(|held| protocol.table().role(held.role.as_str()))
                .any(owns))
    }

    /// Whether the team that a referral went to could have somebody answer for its record.
    pub(super) async fn may_take_over(
        &self,
        id: RecordId,
        referral: ReferralId,
        owner: UserId,
    ) -> Answer<bool> {
        let record = load(self, id).await?.ok_or(Refused::NotFound)?.record;
        let to = record.referral(referral).ok_or(Refused::NotFound)?.sent.recipient;
        let kind = record.kind().ok_or(Refused::NotFound)?;
        self.may_own(owner, to, kind.as_str()).await
    }
}

impl Work<'_> {
    /// Makes somebody of the receiving team responsible, with the open tasks; the one who handed over keeps what the
    /// protocol leaves them to do.
    pub(crate) fn take_over(
        &mut self,
        id: RecordId,
        known: &Referral,
        owner: UserId,
        word: Option<Private<String>>,
    ) -> Answer<Vec<u8>> {
        let referral = known.sent.referral;
        let record = self.record(id)?;
        // Sent by somebody else, and handed on since: goodbye is said by whoever answers for it now.
        let sender = record.owner.unwrap_or(known.sent.sender);
        let says_goodbye = sender != owner && !record.bars.contains_key(&sender);
        let place = self.protocol.services().get(known.sent.service.as_str()).map(|at| at.place.clone());
        self.give_to(id, Some(owner), Some(known.sent.recipient), place, None)?;
        let outcome = word.unwrap_or_else(|| "".into());
        self.add_to_referral(id, referral, Event::ReferralDone { referral, outcome })?;
        self.end_referral_access(id, referral)?;
        if says_goodbye {
            self.say_goodbye(id, sender)?;
        }
        Ok([id.as_bytes().as_slice(), referral.as_bytes()].concat())
    }

    /// Leaves the one who handed over what the protocol leaves them to do, and a look at who it is until then.
    fn say_goodbye(&mut self, id: RecordId, sender: UserId) -> Answer<()> {
        self.follow(id, &Happened::Transferred(sender))?;
        let theirs =
            self.record(id)?.open_tasks().into_iter().filter(|task| task.added.assignee == Some(sender));
        let Some(until) = theirs.map(|task| task.added.due).max() else { return Ok(()) };
        let granted = Granted {
            party: sender,
            relation: GroundCode::of(Relation::Task.code()),
            referral: None,
            until: Some(until),
            reason: None,
        };
        self.add(id, "access", Event::Granted(granted))?;
        Ok(())
    }
}
