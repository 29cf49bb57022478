//! The plan looked at as a whole, with the child: every open goal in one save.
//!
//! Invariant: all or nothing. A save that knows of fewer or other goals than there are, or of a goal as it no longer is,
//! changes nothing.

use domain::{ChoiceCode, CommandId, Event, GoalId, PersonCode, Private, Record, record::GoalState};
use policy::{Grant, Level};

use super::listed;
use crate::{
    App, SignedIn,
    core::{
        pathway::Happened,
        work::{Done, Touch},
    },
    refused::{Answer, Refused, because, because_of},
};

/// A look at one goal of the plan.
#[derive(Debug, Clone)]
pub struct GoalLook {
    /// Which goal.
    pub goal: GoalId,
    /// How often it had been set or looked at when the page was made: what the sender has seen.
    pub seen: usize,
    /// Where things stand.
    pub now: Private<String>,
    /// 0 to 100.
    pub progress: u8,
    /// The child's own view.
    pub child_view: Private<String>,
    /// The outcome, when it is over.
    pub outcome: Option<ChoiceCode>,
}

/// A review of the whole plan as it was sent.
#[derive(Debug, Clone)]
pub struct ReviewPlan {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// A look at each open goal that the sender may write.
    pub looks: Vec<GoalLook>,
    /// A word about the whole.
    pub note: Option<Private<String>>,
}

/// The goals that this reader goes through in a review: open ones that they may write.
pub fn goals_to_review<'r>(record: &'r Record, grant: &Grant) -> Vec<&'r GoalState> {
    let open = record.goals.iter().filter(|known| known.outcome().is_none());
    open.filter(|known| grant.may(known.compartment.as_str(), Level::Write)).collect()
}

/// Whether this reader may review the plan as a whole.
pub fn may_review(grant: &Grant) -> bool {
    grant.may_do("goal.review") && !grant.is_outside() && grant.may("social", Level::Write)
}

impl App {
    /// Reviews every open goal, ends the pathway's review and begins the next.
    ///
    /// # Errors
    /// `plan-changed-meanwhile` when other goals are open than were sent; `goal-changed-meanwhile`, with the goal, when
    /// somebody set or reviewed it since the page was made.
    pub async fn review_plan(&self, who: &SignedIn, sent: ReviewPlan) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            if !may_review(work.grant(id)?) {
                return Err(Refused::NotFound);
            }
            let open = goals_to_review(work.record(id)?, work.grant(id)?);
            if open.is_empty() {
                return Err(because("plan-without-goals"));
            }
            let once = |goal: GoalId| sent.looks.iter().filter(|look| look.goal == goal).count() == 1;
            if open.len() != sent.looks.len() || !open.iter().all(|known| once(known.goal.goal)) {
                return Err(because("plan-changed-meanwhile"));
            }
            let mut events = Vec::with_capacity(open.len());
            for known in open {
                let Some(look) = sent.looks.iter().find(|look| look.goal == known.goal.goal) else {
                    continue;
                };
                if look.seen != known.moves() {
                    return Err(because_of("goal-changed-meanwhile", vec![("goal", look.goal.to_string())]));
                }
                if look.now.as_str().trim().is_empty() {
                    return Err(because("now-needed"));
                }
                if let Some(outcome) = &look.outcome {
                    listed(&work.protocol, "goal_outcomes", outcome.as_str())?;
                }
                let reviewed = Event::GoalReviewed {
                    goal: look.goal,
                    now: look.now.clone(),
                    progress: look.progress.min(100),
                    child_view: look.child_view.clone(),
                    outcome: look.outcome.clone(),
                };
                events.push((known.compartment.as_str().to_owned(), reviewed));
            }
            for (compartment, event) in events {
                work.add(id, &compartment, event)?;
            }
            work.add(id, "social", Event::PlanReviewed { note: sent.note.clone() })?;
            work.follow(id, &Happened::Reviewed)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}
