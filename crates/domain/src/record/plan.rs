//! The plan through time: its versions, the goals as they stood at one of them, and what differs between two.
//!
//! Invariant: a version is folded out of the events up to it and stored nowhere; what was signed stays what was signed,
//! also when a goal of it is changed, ended or struck through later.

use jiff::civil::Date;

use super::{Answer, Approval, GoalState, Record, Verdict};
use crate::{Event, EventId, Goal, GoalId, Private, Recorded};

/// What was sent for approval: a version of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanVersion<'r> {
    /// Its number, from 1.
    pub number: usize,
    /// Who sent it, when, and what became of it.
    pub approval: &'r Approval,
    /// The event with which it was sent.
    pub event: EventId,
}

impl PlanVersion<'_> {
    /// The approver's signature, if it was given.
    pub fn signed(&self) -> Option<&Answer> {
        self.approval.answer.as_ref().filter(|answer| answer.verdict == Verdict::Given)
    }
}

/// A moment of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanMoment {
    /// With an event, and all that stood before it.
    At(EventId),
    /// Today.
    Now,
}

/// A part of a goal that is written when it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalField {
    /// What is wanted.
    Objective,
    /// How one will know.
    Measure,
    /// Where it starts.
    Baseline,
    /// Where it should end.
    Aim,
    /// Who answers for it.
    Responsible,
    /// The child's own view.
    ChildView,
}

impl GoalField {
    /// All of them, as a page shows them.
    pub const ALL: [Self; 6] =
        [Self::Objective, Self::Measure, Self::Baseline, Self::Aim, Self::Responsible, Self::ChildView];

    /// What a goal says there.
    pub const fn of(self, goal: &Goal) -> &Private<String> {
        match self {
            Self::Objective => &goal.objective,
            Self::Measure => &goal.measure,
            Self::Baseline => &goal.baseline,
            Self::Aim => &goal.aim,
            Self::Responsible => &goal.responsible,
            Self::ChildView => &goal.child_view,
        }
    }
}

/// A goal in two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoalDiffers<'r> {
    /// It came in.
    Added(&'r GoalState),
    /// It was over by then: met, partly, dropped.
    Ended(&'r GoalState, &'r GoalState),
    /// It was written anew, in these parts, and perhaps got another day.
    Changed {
        /// As it was.
        before: &'r GoalState,
        /// As it is.
        after: &'r GoalState,
        /// Which parts say something else.
        fields: Vec<GoalField>,
        /// The day it was due and the day it is due, if they differ.
        due: Option<(Date, Date)>,
    },
    /// It was struck through, or its reader may no longer open it.
    Gone(&'r GoalState),
    /// It is as it was.
    Same(&'r GoalState),
}

impl GoalDiffers<'_> {
    /// Which goal.
    pub const fn goal(&self) -> GoalId {
        match self {
            Self::Added(state) | Self::Gone(state) | Self::Same(state) | Self::Ended(_, state) => {
                state.goal.goal
            }
            Self::Changed { after, .. } => after.goal.goal,
        }
    }
    /// Whether there is nothing to tell.
    pub const fn is_same(&self) -> bool {
        matches!(self, Self::Same(_))
    }
}

impl GoalState {
    /// Its outcome, once it is over.
    pub fn outcome(&self) -> Option<&crate::ChoiceCode> {
        self.reviews.last()?.outcome.as_ref()
    }
    /// How often it was set or looked at: what somebody who writes about it has seen.
    pub fn moves(&self) -> usize {
        self.version as usize + self.reviews.len()
    }
}

impl Record {
    /// The versions of the plan, the first first.
    pub fn plan_versions(&self) -> Vec<PlanVersion<'_>> {
        let sent = |recorded: &Recorded| match &recorded.content.as_ref()?.event {
            Event::ApprovalAsked { approval, of, .. } if *of == *"plan" => {
                Some((*approval, recorded.head.event))
            }
            _ => None,
        };
        self.history
            .iter()
            .filter_map(sent)
            .filter_map(|(id, event)| {
                Some((self.approvals.iter().find(|approval| approval.id == id)?, event))
            })
            .enumerate()
            .map(|(index, (approval, event))| PlanVersion { number: index + 1, approval, event })
            .collect()
    }

    /// The goals as they stood, as far as this reader may open them.
    pub fn goals_at(&self, moment: PlanMoment) -> Vec<GoalState> {
        let PlanMoment::At(event) = moment else { return self.goals.clone() };
        let Some(last) = self.history.iter().position(|recorded| recorded.head.event == event) else {
            return Vec::new();
        };
        let of_plan = |recorded: &&Recorded| {
            recorded.content.as_ref().is_some_and(|content| {
                matches!(
                    content.event,
                    Event::GoalSet(_)
                        | Event::GoalReviewed { .. }
                        | Event::Corrected { .. }
                        | Event::Restored { .. }
                )
            })
        };
        Self::fold(self.id, self.history[..=last].iter().filter(of_plan).cloned()).goals
    }
}

/// What differs between two states of the plan, in the order of the later one; what is gone comes last.
pub fn compare<'r>(before: &'r [GoalState], after: &'r [GoalState]) -> Vec<GoalDiffers<'r>> {
    let known = |goal: &GoalState| before.iter().find(|known| known.goal.goal == goal.goal.goal);
    let mut all: Vec<GoalDiffers<'r>> = after
        .iter()
        .map(|after| match known(after) {
            None => GoalDiffers::Added(after),
            Some(before) => differs(before, after),
        })
        .collect();
    let gone = before.iter().filter(|goal| after.iter().all(|known| known.goal.goal != goal.goal.goal));
    all.extend(gone.map(GoalDiffers::Gone));
    all
}

fn differs<'r>(before: &'r GoalState, after: &'r GoalState) -> GoalDiffers<'r> {
    if before.outcome() != after.outcome() && after.outcome().is_some() {
        return GoalDiffers::Ended(before, after);
    }
    let fields: Vec<GoalField> = GoalField::ALL
        .into_iter()
        .filter(|field| field.of(&before.goal).as_str() != field.of(&after.goal).as_str())
        .collect();
    let due = (before.goal.due != after.goal.due).then_some((before.goal.due, after.goal.due));
    if fields.is_empty() && due.is_none() {
        return GoalDiffers::Same(after);
    }
    GoalDiffers::Changed { before, after, fields, due }
}
