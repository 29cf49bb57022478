//! An adult's own story: a client herself, not a field of her child.

use super::{Telling, plan::Anew};
use crate::{
    demo::{
        plan::{Course, FirstTalks, Place},
        step::What,
        words,
    },
    refused::Answer,
};

/// What is asked of an adult in the first days.
const PURPOSES: &[&str] =
    &["case_work", "medical_care", "psychological_help", "documents", "community_support", "vocational_help"];

/// Tells it.
pub(in crate::demo) fn adult(told: &mut Telling<'_>) -> Answer<()> {
    told.board()?;
    if told.family.course == Course::Boarded {
        return Ok(());
    }
    told.arrive()?;
    let talks = match told.family.course {
        Course::JustArrived { turn } => Some(FirstTalks::of(turn)),
        _ => None,
    };
    if talks == Some(FirstTalks::Waiting) {
        return Ok(());
    }
    let checked = told.hours(19);
    told.safety(checked)?;
    let set = told.after(checked, 15);
    told.urgency(set)?;
    if talks == Some(FirstTalks::Checked) {
        return Ok(());
    }
    let asked = told.hours(21);
    told.consent(asked, PURPOSES)?;
    told.first_health()?;
    if talks == Some(FirstTalks::Asked) {
        return told.first_papers();
    }
    told.papers()?;
    let at = told.day(6);
    told.background(at)?;
    let assessed = told.day(9);
    told.assess(assessed, "first")?;
    if told.has_own_plan() {
        told.own_plan()?;
    } else {
        told.without_plan()?;
    }
    if told.goes_home() { told.go_home() } else { told.stay_longer() }
}

impl Telling<'_> {
    /// The lawyer was asked and has not answered yet.
    fn first_papers(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let lawyer = self.staff.post("aktau_first_month_legal", &mut self.dice)?;
        let at = self.hours(33);
        let needs = self.say(&words::LEGAL_NEEDS);
        self.refer(at, worker, "documents", &lawyer, needs);
        Ok(())
    }

    /// Every other mother has a plan of her own; the others ask for peace first.
    pub(super) fn has_own_plan(&self) -> bool {
        self.index == 0 && self.person.place == Place::Mother && self.family.number.is_multiple_of(2)
    }

    /// Her own plan: what she wants for herself, set with her and signed.
    fn own_plan(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let supervisor = self.staff.supervisor(self.first_team()?)?;
        let met = self.day(4);
        self.add(met, worker, What::Done("first_psychological_contact", None));
        let later = self.day(12);
        self.add(later, worker, What::Waived("screening", words::NOT_YET));
        self.goals = words::ADULT_GOALS.iter().collect();
        self.first_goals = self.goals.len();
        let set = self.day(11);
        for number in 0..self.first_goals {
            let at = self.after(set, i64::try_from(number * 9).unwrap_or_default());
            self.goal(at, worker, number, Anew::No);
        }
        let asked = self.after(set, 60);
        let note = self.say(&words::PLAN_NOTE);
        self.add(asked, worker, What::Ask("plan", Some(note)));
        let signed = self.day(13);
        let yes = self.say(&words::PLAN_YES);
        self.add(signed, supervisor, What::Sign("plan", Some(yes)));
        Ok(())
    }

    /// What the pathway asks for and this person does not need now.
    fn without_plan(&mut self) -> Answer<()> {
        let worker = self.first_worker()?;
        let supervisor = self.staff.supervisor(self.first_team()?)?;
        let met = self.day(4);
        self.add(met, worker, What::Done("first_psychological_contact", None));
        let later = self.day(12);
        self.add(later, worker, What::Waived("screening", words::NOT_YET));
        let signed = self.day(13);
        self.add(signed, supervisor, What::Waived("plan_approved", words::PLAN_OF_FAMILY));
        Ok(())
    }
}
