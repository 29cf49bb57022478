//! The plan: goals, reviews, and the supervisor's approval.

use domain::{
    ApprovalId, CommandId, Event, Goal, GoalId, GroundCode, PersonCode, Private, Record, RecordId,
    record::{Approval, Verdict},
};
use policy::Level;
use protocol::Trigger;

use super::listed;
use crate::{
    App, SignedIn,
    core::{
        pathway::Happened,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// A goal as it was set.
#[derive(Debug, Clone)]
pub struct SetGoal {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// The goal; with the id of a known one it is a change.
    pub goal: Goal,
}

/// A look at a goal.
#[derive(Debug, Clone)]
pub struct ReviewGoal {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// Which goal.
    pub goal: GoalId,
    /// Where things stand.
    pub now: Private<String>,
    /// 0 to 100.
    pub progress: u8,
    /// The child's own view.
    pub child_view: Private<String>,
    /// The outcome, when it is over.
    pub outcome: Option<domain::ChoiceCode>,
}

/// An approver's answer.
#[derive(Debug, Clone)]
pub struct AnswerApproval {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// Which approval.
    pub approval: ApprovalId,
    /// Signed, or sent back.
    pub verdict: Verdict,
    /// A word with it; needed when it is sent back.
    pub note: Option<Private<String>>,
}

impl App {
    /// Sets a goal, or changes one.
    pub async fn set_goal(&self, who: &SignedIn, sent: SetGoal) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "goal.set")?;
            let compartment = compartment_of(work.record(id)?, sent.goal.level.as_str())?;
            if !work.grant(id)?.may(compartment, Level::Write) {
                return Err(Refused::NotFound);
            }
            let goal = &sent.goal;
            for (text, code) in [
                (&goal.objective, "objective-needed"),
                (&goal.baseline, "baseline-needed"),
                (&goal.measure, "measure-needed"),
                (&goal.aim, "aim-needed"),
                (&goal.responsible, "responsible-needed"),
                (&goal.child_view, "child-view-needed"),
            ] {
                if text.as_str().trim().is_empty() {
                    return Err(because(code));
                }
            }
            // One goal stays in one compartment, or its history would be in two.
            let before = work.record(id)?.goals.iter().find(|known| known.goal.goal == goal.goal);
            if before.is_some_and(|known| known.compartment != *compartment) {
                return Err(because("goal-keeps-its-level"));
            }
            work.add(id, compartment, Event::GoalSet(goal.clone()))?;
            Ok([id.as_bytes().as_slice(), goal.goal.as_bytes()].concat())
        })
        .await
    }

    /// Records a look at a goal.
    pub async fn review_goal(&self, who: &SignedIn, sent: ReviewGoal) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "goal.review")?;
            if sent.now.as_str().trim().is_empty() {
                return Err(because("now-needed"));
            }
            if let Some(outcome) = &sent.outcome {
                listed(&work.protocol, "goal_outcomes", outcome.as_str())?;
            }
            let known = work.record(id)?.goals.iter().find(|known| known.goal.goal == sent.goal);
            let compartment = known.ok_or(Refused::NotFound)?.compartment.as_str().to_owned();
            if !work.grant(id)?.may(&compartment, Level::Write) {
                return Err(Refused::NotFound);
            }
            work.add(
                id,
                &compartment,
                Event::GoalReviewed {
                    goal: sent.goal,
                    now: sent.now.clone(),
                    progress: sent.progress.min(100),
                    child_view: sent.child_view.clone(),
                    outcome: sent.outcome.clone(),
                },
            )?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Asks the supervisor to approve the plan.
    pub async fn submit_plan(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        note: Option<Private<String>>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "plan.submit")?;
            if work.record(id)?.goals.is_empty() {
                return Err(because("plan-without-goals"));
            }
            work.demand_view(id, &Trigger::Approval(GroundCode::of("plan")), None)?;
            let approval = work.ask(id, "plan", note.clone())?;
            Ok([id.as_bytes().as_slice(), approval.as_bytes()].concat())
        })
        .await
    }

    /// Signs the plan or sends it back; nobody approves what they asked for themself.
    pub async fn answer_plan(&self, who: &SignedIn, sent: AnswerApproval) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "plan.approve")?;
            work.answer(id, "plan", sent.approval, sent.verdict, sent.note.clone())?;
            if sent.verdict == Verdict::Given {
                work.follow(id, &Happened::Approved(GroundCode::of("plan")))?;
            }
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}

/// The compartment in which goals of a level live: an adult's learning is for work.
pub(crate) fn compartment_of(record: &Record, level: &str) -> Answer<&'static str> {
    match level {
        "educational" if record.kind().is_some_and(|kind| *kind == "adult") => Ok("livelihood"),
        "educational" => Ok("education"),
        "individual" | "family" | "community" | "societal" => Ok("social"),
        _ => Err(Refused::NotFound),
    }
}

impl Work<'_> {
    /// Asks for an approval, unless one is waiting.
    pub(crate) fn ask(
        &mut self,
        id: RecordId,
        of: &'static str,
        note: Option<Private<String>>,
    ) -> Answer<ApprovalId> {
        if self.record(id)?.approval(of).is_some_and(|known| known.answer.is_none()) {
            return Err(because("already-asked"));
        }
        let approval: ApprovalId = self.app.fresh()?;
        self.add(id, "social", Event::ApprovalAsked { approval, of: GroundCode::of(of), note })?;
        Ok(approval)
    }

    /// Answers an approval that is waiting.
    pub(crate) fn answer(
        &mut self,
        id: RecordId,
        of: &str,
        approval: ApprovalId,
        verdict: Verdict,
        note: Option<Private<String>>,
    ) -> Answer<()> {
        let known: &Approval = self
            .record(id)?
            .approvals
            .iter()
            .find(|known| known.id == approval && known.of == *of)
            .ok_or(Refused::NotFound)?;
        if known.answer.is_some() {
            return Err(because("already-answered"));
        }
        if known.asked_by == self.actor {
            return Err(because("not-your-own"));
        }
        let event = match (verdict, note) {
            (Verdict::Given, note) => Event::ApprovalGiven { approval, note },
            (Verdict::Refused, Some(reason)) if !reason.as_str().trim().is_empty() => {
                Event::ApprovalRefused { approval, reason }
            }
            (Verdict::Refused, _) => return Err(because("reason-needed")),
        };
        self.add(id, "social", event)?;
        Ok(())
    }
}
