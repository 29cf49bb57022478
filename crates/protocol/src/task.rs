//! `pathway.toml`: which task arises when, for whom, and how much time it has.

use std::collections::BTreeMap;

use domain::{
    ChoiceCode, Compartment, FieldCode, FormCode, GroundCode, Kind, RoleCode, Sector, Stage, TaskCode,
    Urgency,
};
use forms::Texts;

use crate::{
    Catalogue, Term,
    reading::{Book, FileRows, Row, What},
    sector,
    stage::{APPROVALS, phase},
};

/// A task of the pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRule {
    /// Its code.
    pub code: TaskCode,
    /// What it asks for.
    pub label: Texts,
    /// More about it, in a sentence.
    pub about: Texts,
    /// The sector it belongs to.
    pub sector: Sector,
    /// The compartment it lives in.
    pub compartment: Compartment,
    /// The kinds of record it arises on.
    pub kinds: Vec<Kind>,
    /// The phase it belongs to, 0 to 8.
    pub phase: u8,
    /// When it arises.
    pub trigger: Trigger,
    /// How much time it has.
    pub terms: Terms,
    /// The role that does it.
    pub lead: RoleCode,
    /// Answers that make it arise as well, whoever gives them.
    pub raised_by: Vec<Answer>,
    /// What completes it.
    pub done_by: DoneBy,
    /// The answers with which the form that completes it must have been filled before the decision that makes it
    /// arise: the child is heard first. Empty where nothing is asked before.
    pub heard_with: BTreeMap<FieldCode, ChoiceCode>,
    /// The answers with which that form completes it; empty where any do.
    pub done_with: BTreeMap<FieldCode, ChoiceCode>,
    /// A record of the highest urgency does not wait for what `heard_with` asks: safety goes first.
    pub urgent_first: bool,
    /// The grounds of a closure on which it neither arises nor asks for anything.
    pub except: Vec<GroundCode>,
    /// Whether it arises again when it is done, with the same time.
    pub repeats: bool,
    /// Only at these ages, in completed years, both ends included.
    pub ages: Option<(i16, i16)>,
    /// No longer added; those added remain.
    pub retired: bool,
}

/// An answer to a question of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which form.
    pub form: FormCode,
    /// Which question of it.
    pub field: FieldCode,
    /// What was chosen.
    pub choice: ChoiceCode,
}

/// The time a task has, by protection urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// When urgent.
    pub urgent: Term,
    /// When soon.
    pub soon: Term,
    /// When routine.
    pub routine: Term,
}

impl Terms {
    /// The time at an urgency.
    pub const fn at(&self, urgency: Urgency) -> Term {
        match urgency {
            Urgency::Urgent => self.urgent,
            Urgency::Soon => self.soon,
            Urgency::Routine => self.routine,
        }
    }
}

/// What makes a task arise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// The record was opened.
    Opened,
    /// A stage was entered.
    Stage(Stage),
    /// A form was filled, the first time.
    Form(FormCode),
    /// A referral was sent.
    Referral,
    /// A referral was declined; it lies with that referral.
    Declined,
    /// Somebody else became responsible; it is for the one who handed over.
    Transfer,
    /// A registrar found that a relative's request is about this person.
    Sought,
    /// The record was closed.
    Closed,
    /// The protection urgency was set, the first time.
    Urgency,
    /// An approval was given.
    Approval(GroundCode),
    /// Somebody adds it.
    Hand,
    /// A case conference was called, or decided something.
    Conference,
    /// The person may reach this age soon: the times say how long before, and it is due on the first of the month in
    /// which they may reach it.
    Age(i16),
}

/// What completes a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoneBy {
    /// Filling a form.
    Form(FormCode),
    /// Giving an approval.
    Approval(GroundCode),
    /// Deciding a consent.
    Consent,
    /// Setting the urgency.
    Urgency,
    /// Entering a stage.
    Stage(Stage),
    /// Reviewing the plan as a whole.
    Review,
    /// Holding the conference, or answering its invitation.
    Conference,
    /// Saying that it is done.
    Hand,
}

pub(crate) fn read(rows: &FileRows<'_>, book: &mut Book) -> Catalogue<TaskCode, TaskRule> {
    let mut tasks = Catalogue::default();
    let mut top = rows.top(book);
    for table in top.tables("task") {
        let row = top.inner(table, String::new());
        if let Some(task) = task(row) {
            tasks.add(task.code.clone(), task);
        }
    }
    top.finish();
    tasks
}

fn task(mut row: Row<'_, '_>) -> Option<TaskRule> {
    let code = row.define("code", What::Task, "");
    let label = row.texts("label");
    let about = row.texts_if("about");
    let sector = sector::read(&mut row);
    let compartment = row.refer("compartment", What::Compartment, "");
    let kinds: Vec<Kind> = row.refer_all("kinds", What::Kind, "");
    row.must_name("kinds", "[\"child\"]");
    let phase = phase(&mut row);
    let trigger = trigger(&mut row, &kinds);
    let (urgent, soon, routine) =
        (term(&mut row, "urgent"), term(&mut row, "soon"), term(&mut row, "routine"));
    let raised_by = raised_by(&mut row);
    let lead = row.refer("lead", What::Role, "");
    let done_by = done_by(&mut row, &kinds);
    let (heard_with, done_with) = (row.codes_by_code("heard_with"), row.codes_by_code("done_with"));
    let urgent_first = row.flag("urgent_first");
    let except = row.list("except").into_iter().filter_map(|(text, spot)| row.code(&text, &spot)).collect();
    let repeats = row.flag("repeats");
    let ages = ages(&mut row);
    let retired = row.flag("retired");
    row.finish();
    Some(TaskRule {
        code: code?,
        label,
        about,
        sector: sector?,
        compartment: compartment?,
        kinds,
        phase: phase?,
        trigger: trigger?,
        terms: Terms { urgent: urgent?, soon: soon?, routine: routine? },
        lead: lead?,
        raised_by,
        done_by: done_by?,
        heard_with,
        done_with,
        urgent_first,
        except,
        repeats,
        ages,
        retired,
    })
}

fn term(row: &mut Row<'_, '_>, key: &'static str) -> Option<Term> {
    let (text, spot) = row.text(key)?;
    let term = text.parse().ok();
    if term.is_none() {
        let message = format!("`{}` is no length of time", text.escape_debug());
        row.problem(&spot, message, "write whole hours or days: \"24h\" or \"7d\"");
    }
    term
}

fn ages(row: &mut Row<'_, '_>) -> Option<(i16, i16)> {
    let (from, to) = row.pair_if("ages", "[6, 17]")?;
    let ages = i16::try_from(from).ok().zip(i16::try_from(to).ok());
    let ages = ages.filter(|(from, to)| (0..=130).contains(from) && from <= to && *to <= 130);
    if ages.is_none() {
        let spot = row.spot("ages");
        row.problem(
            &spot,
            format!("there are no ages from {from} to {to}"),
            "write the youngest and the oldest: ages = [6, 17]",
        );
    }
    ages
}

/// A stage named by a task must be a stage of each of its kinds.
fn stage(row: &mut Row<'_, '_>, kinds: &[Kind], text: &str, spot: &crate::reading::Spot) -> Option<Stage> {
    let stage = row.code(text, spot)?;
    for kind in kinds {
        row.book.refer(What::Stage, kind.as_str(), text, spot.clone());
    }
    Some(stage)
}

fn trigger(row: &mut Row<'_, '_>, kinds: &[Kind]) -> Option<Trigger> {
    let (text, spot) = row.text("trigger")?;
    match text.split_once(':').unwrap_or((&text, "")) {
        ("opened", "") => Some(Trigger::Opened),
        ("referral", "") => Some(Trigger::Referral),
        ("declined", "") => Some(Trigger::Declined),
        ("transfer", "") => Some(Trigger::Transfer),
        ("sought", "") => Some(Trigger::Sought),
        ("closed", "") => Some(Trigger::Closed),
        ("urgency", "") => Some(Trigger::Urgency),
        ("hand", "") => Some(Trigger::Hand),
        ("approval", code) if !code.is_empty() => approval(row, code, &spot).map(Trigger::Approval),
        ("conference", "") => Some(Trigger::Conference),
        ("age", age) if age.parse::<i16>().is_ok_and(|age| (1..=130).contains(&age)) => {
            age.parse().ok().map(Trigger::Age)
        }
        ("stage", code) if !code.is_empty() => stage(row, kinds, code, &spot).map(Trigger::Stage),
        ("form", code) if !code.is_empty() => {
            let form = row.code(code, &spot)?;
            row.book.refer(What::Form, "", code, spot);
            Some(Trigger::Form(form))
        }
        _ => {
            let known = [
                "opened",
                "stage:CODE",
                "form:CODE",
                "referral",
                "declined",
                "transfer",
                "sought",
                "closed",
                "urgency",
                "approval:plan",
                "approval:closure",
                "conference",
                "age:18",
                "hand",
            ];
            row.book.unknown(&spot, "trigger", &text, known);
            None
        }
    }
}

fn approval(row: &mut Row<'_, '_>, code: &str, spot: &crate::reading::Spot) -> Option<GroundCode> {
    if !APPROVALS.contains(&code) {
        row.book.unknown(spot, "approval", code, APPROVALS.iter().copied());
        return None;
    }
    GroundCode::new(code).ok()
}

fn raised_by(row: &mut Row<'_, '_>) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (text, spot) in row.list("raised_by") {
        let parts: Vec<&str> = text.split('.').collect();
        let [form, field, choice] = parts[..] else {
            let message = format!("`{}` is no answer", text.escape_debug());
            row.problem(&spot, message, "write FORM.QUESTION.CHOICE: \"screening.self_harm.plan\"");
            continue;
        };
        let known = (row.code(form, &spot), row.code(field, &spot), row.code(choice, &spot));
        if let (Some(form), Some(field), Some(choice)) = known {
            row.book.refer(What::Form, "", parts[0], spot);
            answers.push(Answer { form, field, choice });
        }
    }
    answers
}

fn done_by(row: &mut Row<'_, '_>, kinds: &[Kind]) -> Option<DoneBy> {
    let (text, spot) = row.text("done_by")?;
    match text.split_once(':').unwrap_or((&text, "")) {
        ("consent", "") => Some(DoneBy::Consent),
        ("urgency", "") => Some(DoneBy::Urgency),
        ("conference", "") => Some(DoneBy::Conference),
        ("hand", "") => Some(DoneBy::Hand),
        ("stage", code) if !code.is_empty() => stage(row, kinds, code, &spot).map(DoneBy::Stage),
        ("form", code) if !code.is_empty() => {
            let form = row.code(code, &spot)?;
            row.book.refer(What::Form, "", code, spot);
            Some(DoneBy::Form(form))
        }
        ("review", "") => Some(DoneBy::Review),
        ("approval", code) if !code.is_empty() => approval(row, code, &spot).map(DoneBy::Approval),
        _ => {
            let known = [
                "form:CODE",
                "approval:plan",
                "approval:closure",
                "consent",
                "urgency",
                "stage:CODE",
                "review",
                "conference",
                "hand",
            ];
            row.book.unknown(&spot, "way of being done", &text, known);
            None
        }
    }
}
