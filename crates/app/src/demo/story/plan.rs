//! A child's plan: set with the child, signed, lived by in steps, gone through as a whole, written anew.

use domain::{Instant, UserId};

use super::{Telling, put};
use crate::{
    demo::{
        step::{Look, NewGoal, Sent, What},
        words::{self, GOALS, GoalText},
    },
    refused::Answer,
};

impl Telling<'_> {
    /// Tells the child what came of the last talk on an occasion.
    pub(super) fn tell(&mut self, at: Instant, by: UserId, occasion: &'static str) {
        let mut sent = Sent::new();
        put(&mut sent, "explained_back", "yes");
        put(&mut sent, "explained_on", self.on(at));
        put(&mut sent, "told_outcome", self.say(&words::TOLD));
        put(&mut sent, "said_back", self.say(&words::SAID_BACK));
        self.add(at, by, What::Tell(occasion, sent));
    }

    /// Sets a goal of the plan, or writes its aim anew.
    pub(in crate::demo) fn goal(&mut self, at: Instant, by: UserId, number: usize, anew: Anew) {
        let Some(goal) = self.goals.get(number).copied() else { return };
        let voice = self.voice();
        let number = u8::try_from(number).unwrap_or(u8::MAX);
        let (aim, months) = match anew {
            Anew::No => (goal.aim, 4),
            Anew::Yes => (goal.later, 6),
        };
        let new = NewGoal {
            number,
            level: goal.level,
            objective: voice.fit(goal.objective),
            baseline: voice.fit(goal.baseline),
            measure: voice.fit(goal.measure),
            aim: voice.fit(aim),
            responsible: voice.fit(goal.responsible),
            due: self.date(at).saturating_add(jiff::ToSpan::months(i64::from(number) + months)),
            view: voice.fit(goal.view),
        };
        self.add(at, by, What::Goal(Box::new(new)));
    }

    /// The plan: the child's view first, two to four goals, and the supervisor's word.
    pub(super) fn plan(&mut self) -> Answer<()> {
        let (worker, team) = (self.first_worker()?, self.first_team()?);
        let supervisor = self.staff.supervisor(team)?;
        let view = self.day(10);
        self.view(view, worker, "before_plan");
        let at = self.day(11);
        let age = self.age_at(at);
        let fitting: Vec<&'static GoalText> =
            GOALS.iter().filter(|goal| (goal.ages.0..=goal.ages.1).contains(&age)).collect();
        let count = usize::try_from(self.dice.between(2, 4)).unwrap_or(3);
        // One more is kept for later, when the first are near.
        self.goals = self.dice.some(&fitting, count + 1).into_iter().copied().collect();
        self.first_goals = count.min(self.goals.len());
        for number in 0..self.first_goals {
            let set = self.after(at, i64::try_from(number * 7).unwrap_or_default());
            self.goal(set, worker, number, Anew::No);
        }
        let asked = self.after(at, 90);
        let note = self.say(&words::PLAN_NOTE);
        self.add(asked, worker, What::Ask("plan", Some(note)));
        let yes = self.say(&words::PLAN_YES);
        if self.plan_waits {
            let back = self.say(&words::PLAN_BACK);
            let answered = self.day(18);
            self.add(answered, supervisor, What::SendBack("plan", back));
            return Ok(());
        }
        let signed = if self.dice.chance(14) {
            let back = self.say(&words::PLAN_BACK);
            let answered = self.day(12);
            self.add(answered, supervisor, What::SendBack("plan", back));
            let mended = self.day(13);
            self.goal(mended, worker, 0, Anew::Yes);
            let again = self.day(14);
            let note = self.say(&words::PLAN_NOTE);
            self.add(again, worker, What::Ask("plan", Some(note)));
            self.day(15)
        } else {
            self.day(14)
        };
        self.add(signed, supervisor, What::Sign("plan", Some(yes)));
        let told = self.day(17);
        self.tell(told, worker, "before_plan");
        self.step_of(0, worker, 16, 12);
        if !self.goes_home() && self.age_of_case() > 26 {
            self.step_of(1, worker, 25, self.age_of_case() - 25 + 6);
        }
        Ok(())
    }

    /// A step towards a goal, taken on one day and due some days later.
    fn step_of(&mut self, number: usize, worker: UserId, day: i64, days: i64) {
        let Some(goal) = self.goals.get(number).copied().filter(|_| number < self.first_goals) else {
            return;
        };
        let voice = self.voice();
        let (added, due) = (self.day(day), self.day(day + days));
        let number = u8::try_from(number).unwrap_or(u8::MAX);
        let note = voice.fit(goal.step);
        let step = What::GoalStep { goal: number, note, assignee: Some(worker), due };
        self.add(added, worker, step);
        let done = self.after(due, -60 * 24);
        self.add(done, worker, What::StepsDone(number, voice.fit(goal.step_done)));
    }

    /// The plan gone through as a whole on these days, the first first; what is near is written anew once.
    pub(super) fn reviews(&mut self, days: &[i64]) -> Answer<()> {
        let (worker, team) = (self.home_worker()?, self.home_team()?);
        let supervisor = self.staff.supervisor(team)?;
        let Some(last) = self.first_goals.checked_sub(1) else { return Ok(()) };
        // For every other child of the first page the new version is fresh, for others it came early.
        let anew = if self.is_of_first_page() && self.index.is_multiple_of(2) { days.len() - 1 } else { 0 };
        let rewrites = (self.is_of_first_page() || self.dice.chance(50)) && self.person.is_child();
        let mut goals = self.first_goals;
        for (round, day) in days.iter().enumerate() {
            let at = self.day(*day);
            let mut looks = Vec::new();
            for number in 0..goals {
                let stage = if number < self.first_goals { round.min(2) } else { (round - anew).min(2) };
                // One goal always goes on, so that the plan does not end before the case does.
                let over = stage == 2 && number != last && number < self.first_goals;
                looks.push(self.look(number, stage, over));
            }
            let note = self.say(&words::REVIEW_NOTE);
            self.add(at, worker, What::ReviewAll(looks, note));
            if round == anew && rewrites {
                self.written_anew(*day, worker, supervisor);
                goals = self.goals.len();
            }
        }
        Ok(())
    }

    fn look(&mut self, number: usize, stage: usize, over: bool) -> Look {
        let voice = self.voice();
        let now = self.goals.get(number).map(|goal| voice.fit(goal.now[stage])).unwrap_or_default();
        let progress = [30, 65, 96][stage] - self.dice.between(0, 5);
        Look {
            goal: u8::try_from(number).unwrap_or(u8::MAX),
            now,
            progress: if over { 100 } else { u8::try_from(progress).unwrap_or(50) },
            view: self.say(&words::GOAL_VIEW),
            outcome: over.then_some("met"),
        }
    }

    /// A second version of the plan: asked, written, signed, told.
    fn written_anew(&mut self, day: i64, worker: UserId, supervisor: UserId) {
        let heard = self.day(day + 1);
        self.view(heard, worker, "before_plan");
        let changed = self.day(day + 2);
        self.goal(changed, worker, self.first_goals - 1, Anew::Yes);
        if self.goals.len() > self.first_goals {
            let set = self.after(changed, 12);
            self.goal(set, worker, self.first_goals, Anew::No);
        }
        let note = self.say(&words::NEW_PLAN_NOTE);
        let asked = self.after(changed, 40);
        self.add(asked, worker, What::Ask("plan", Some(note)));
        let signed = self.day(day + 4);
        let yes = self.say(&words::PLAN_YES);
        self.add(signed, supervisor, What::Sign("plan", Some(yes)));
        self.step_of(self.first_goals - 1, worker, day + 5, 16);
        let told = self.day(day + 7);
        self.tell(told, worker, "before_plan");
    }
}

/// Whether a goal is written as it was first, or anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Anew {
    No,
    Yes,
}
