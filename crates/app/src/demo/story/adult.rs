//! An adult's own story: a client herself, not a field of her child.

use super::Telling;
use crate::{
    demo::{
        plan::{Course, FirstTalks},
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
    told.without_plan()?;
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
