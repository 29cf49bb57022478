//! Closure: a checklist, a ground, the supervisor's signature; and reopening.

use domain::{
    ApprovalId, CommandId, Event, GroundCode, PersonCode, Private, RecordId, ReferralId, Stage, TaskId,
    record::Verdict,
};
use protocol::{Trigger, stage};

use super::{listed, plan::AnswerApproval, reasons::CLOSED};
use crate::{
    App, SignedIn,
    core::work::{Done, Touch, Work},
    refused::{Answer, Refused, because},
};

/// The form whose latest entry is the checklist.
const CHECKLIST: &str = "closure_checklist";

/// Which of two came last.
#[derive(PartialEq, Eq)]
enum Latest {
    Stage,
    Checklist,
}

impl App {
    /// Proposes closure: the checklist must be filled, and a ground is chosen.
    pub async fn propose_closure(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        note: Option<Private<String>>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "closure.propose")?;
            let record = work.record(id)?;
            if record.stage().is_some_and(|stage| *stage == "closed") {
                return Err(because("already-closed"));
            }
            // An old checklist does not close a case that was moved or reopened since.
            let latest = record.history.iter().rev().find_map(|recorded| {
                match recorded.content.as_ref().map(|content| &content.event) {
                    Some(Event::StatusChanged { .. }) => Some(Latest::Stage),
                    Some(Event::FormFilled { form, .. }) if *form == *CHECKLIST => Some(Latest::Checklist),
                    _ => None,
                }
            });
            if record.entry(CHECKLIST).is_none() || latest != Some(Latest::Checklist) {
                return Err(because("checklist-needed"));
            }
            let ground = work.closure_ground(id)?;
            work.demand_view(id, &Trigger::Closed, ground.as_ref())?;
            let approval = work.ask(id, "closure", note.clone())?;
            Ok([id.as_bytes().as_slice(), approval.as_bytes()].concat())
        })
        .await
    }

    /// Signs the closure or sends it back. With the signature open referrals and tasks end, and the protocol's
    /// check after closure becomes a task.
    pub async fn answer_closure(
        &self,
        who: &SignedIn,
        sent: AnswerApproval,
        ground: Option<GroundCode>,
    ) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "closure.sign")?;
            work.answer(id, "closure", sent.approval, sent.verdict, sent.note.clone())?;
            if sent.verdict == Verdict::Given {
                let Some(ground) = ground.clone() else { return Err(because("ground-needed")) };
                listed(&work.protocol, "closure_grounds", ground.as_str())?;
                work.end_all_work(id)?;
                work.enter(id, &Stage::of("closed"), Some(ground), sent.note.clone())?;
            }
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Reopens a closed case.
    pub async fn reopen(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        reason: Private<String>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "case.reopen")?;
            if reason.as_str().trim().is_empty() {
                return Err(because("reason-needed"));
            }
            let protocol = work.protocol.clone();
            let record = work.record(id)?;
            let kind = record.kind().ok_or(Refused::NotFound)?;
            let from = record.stage().map_or("", Stage::as_str);
            let to = stage::next(&protocol, kind.as_str(), from)
                .into_iter()
                .find(|transition| transition.action == "case.reopen")
                .map(|transition| transition.to.clone())
                .ok_or_else(|| because("not-closed"))?;
            work.enter(id, &to, None, Some(reason.clone()))?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// The approval of a closure that is waiting, for the page that signs it.
    pub fn waiting(record: &domain::Record, of: &str) -> Option<ApprovalId> {
        record.approval(of).filter(|known| known.answer.is_none()).map(|known| known.id)
    }
}

impl Work<'_> {
    /// Ends what a case that closes leaves open: meetings to come, referrals with the access they gave, and tasks.
    pub(crate) fn end_all_work(&mut self, id: RecordId) -> Answer<()> {
        // First: whoever is invited through a referral is told before it closes.
        self.call_off_all(id, &CLOSED.into())?;
        let open = self.record(id)?.referrals.iter().filter(|known| known.state.is_open());
        let open: Vec<ReferralId> = open.map(|known| known.sent.referral).collect();
        for referral in open {
            let revoked = Event::ReferralRevoked { referral, reason: CLOSED.into() };
            self.add_to_referral(id, referral, revoked)?;
            self.end_referral_access(id, referral)?;
        }
        let open: Vec<TaskId> =
            self.record(id)?.open_tasks().into_iter().map(|task| task.added.task).collect();
        for task in open {
            self.add_to_task(id, task, Event::TaskWaived { task, reason: CLOSED.into() })?;
        }
        Ok(())
    }

    /// The ground that the checklist names.
    fn closure_ground(&self, id: RecordId) -> Answer<Option<GroundCode>> {
        Ok(match self.record(id)?.value(CHECKLIST, "ground") {
            Some(domain::Value::Choice(ground)) => GroundCode::new(ground.as_str()).ok(),
            _ => None,
        })
    }
}
