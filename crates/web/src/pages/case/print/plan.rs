//! The plan on paper: where each goal began, stands and should come, what is to be done by whom, the child's view, and
//! lines to sign.
//!
//! Invariant: the paper for the school's side has the goals of the parts that they see through their referral, the tasks
//! of these goals, and nothing of the case: no approval, no other task, no day before they were asked.

use app::{Opened, Shown};
use axum::response::Response;
use domain::{
    Instant, PersonCode,
    record::{GoalState, Task, Verdict},
};
use maud::{Markup, html};
use policy::Level;

use super::{
    super::{
        form::head,
        person::{address, title},
        plan::{LEVELS, compartment, level_of, line, reads, standing},
    },
    Paper, lay_out, recipient,
    recipient::{Services, To},
    tasks, whose,
};
use crate::{
    args, fail::Fail, given::Path, look, pages::paper, posted::Posted, typed::Typed, visit::Visit,
    words::Clock,
};

/// Whether this reader prints any of the plan.
pub(super) fn may(opened: &Opened) -> bool {
    reads(opened) && opened.grant.may_do("record.print")
}

const PAPER: Paper = Paper { path: "/print/plan", hint: "print-plan-hint", shown: Shown::PlanPrinted, may };

pub(in crate::pages::case) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
) -> Result<Response, Fail> {
    ask(&visit, &PAPER.before(&visit, &code).await?, &Typed::default()).await
}

/// What the plan is called for this reader.
fn name(visit: &Visit, opened: &Opened) -> &'static str {
    visit.words.say(if opened.grant.is_outside() { "pupil-support" } else { "plan-title" })
}

async fn ask(visit: &Visit, opened: &Opened, typed: &Typed) -> Result<Response, Fail> {
    let words = visit.words;
    let fields = recipient::field(visit, opened, typed, words.say("print-to"), Services::Offered).await?;
    let head = head(visit, opened, name(visit, opened));
    PAPER.ask(visit, opened, typed, &address(&title(opened)), head, fields).await
}

pub(in crate::pages::case) async fn show(
    Path(code): Path<PersonCode>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let reason = paper::reason(words, &mut typed);
    let opened = PAPER.before(visit, &code).await?;
    let to = recipient::chosen(visit, &opened, &mut typed, words.say("print-to"), Services::Offered).await?;
    let Some(to) = to.filter(|_| typed.is_fine()) else { return ask(visit, &opened, &typed).await };
    let logged = to.logged(visit, reason.as_str());
    let opened = PAPER.print(visit, &code, &logged).await?;
    let clock = visit.clock_of(&opened.view);
    let reader = Reader::of(&opened, &to);
    let shown = goals(&opened, &reader);
    let tasks: Vec<&Task> =
        tasks::open(visit, &opened).into_iter().filter(|known| reader.sees_task(known, &shown)).collect();
    let content = html! {
        (whose(visit, &opened, &clock))
        @if let Reader::School { .. } = reader { h2 { (words.say("pupil-support")) } } @else {
            h2 { (name(visit, &opened)) }
            (approval(visit, &opened, &clock).await?)
        }
        @if shown.is_empty() { p class="soft" { (words.say("plan-level-empty")) } }
        @for level in LEVELS {
            @let of: Vec<look::Goal<'_>> = shown.iter().filter(|known| known.goal.level == level).map(|known| on_paper(visit, &opened, known, &reader, &clock)).collect();
            @if !of.is_empty() { (look::plan_level(words, &level_of(visit, &opened, level), "", &of, None)) }
        }
        (tasks::card(visit, &tasks, &clock).await?)
        (look::signatures(words, &signers(visit, &opened, &reader)))
    };
    lay_out(visit, visit, &opened, &to.said(visit, reason.as_str()), content).await
}

/// On which side the paper is read.
enum Reader<'t> {
    /// By those who work on the case, and the family.
    Case,
    /// On the school's side: the parts seen there, and since when.
    School { seen: Option<&'t [String]>, since: Option<Instant> },
}

impl<'t> Reader<'t> {
    fn of(opened: &Opened, to: &'t To) -> Self {
        match to {
            To::Service { referral, seen, .. } => {
                let known = opened.view.referral(*referral);
                Self::School { seen: Some(seen), since: known.map(|known| known.at) }
            }
            _ if opened.grant.is_outside() => Self::School { seen: None, since: opened.grant.since() },
            _ => Self::Case,
        }
    }

    /// Whether the goals of a part are on the paper: what the printing person may open and its reader sees.
    fn sees(&self, opened: &Opened, part: &str) -> bool {
        let there = match self {
            Self::School { seen: Some(seen), .. } => seen.iter().any(|known| known == part),
            Self::School { seen: None, .. } | Self::Case => true,
        };
        there && opened.grant.may(part, Level::Read)
    }

    /// Whether a task is: on the school's side only those of goals that are.
    fn sees_task(&self, task: &Task, shown: &[&GoalState]) -> bool {
        match self {
            Self::School { seen: Some(seen), .. } => {
                let of = task.added.goal;
                let part = task.compartment.as_str();
                seen.iter().any(|known| known == part)
                    && shown.iter().any(|known| Some(known.goal.goal) == of)
            }
            Self::School { seen: None, .. } | Self::Case => true,
        }
    }
}

fn goals<'o>(opened: &'o Opened, reader: &Reader<'_>) -> Vec<&'o GoalState> {
    let all = opened.view.goals.iter();
    all.filter(|known| {
        LEVELS
            .iter()
            .any(|level| known.goal.level == *level && reader.sees(opened, compartment(opened, level)))
            && reader.sees(opened, known.compartment.as_str())
    })
    .collect()
}

/// A goal, leading nowhere; on the school's side without a day before they were asked.
fn on_paper<'g>(
    visit: &Visit,
    opened: &Opened,
    known: &'g GoalState,
    reader: &Reader<'_>,
    clock: &Clock,
) -> look::Goal<'g> {
    let mut goal = line(visit, opened, known, clock);
    goal.href = None;
    if let Reader::School { since: Some(since), .. } = reader
        && known.goal.due < clock.day_of(*since)
    {
        goal.until.clear();
    }
    goal
}

/// Where the approval stands, who asked and who answered.
async fn approval(visit: &Visit, opened: &Opened, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    if !opened.grant.may("social", Level::Read) {
        return Ok(html! {});
    }
    let known = opened.view.approval("plan");
    let mut said: Vec<String> = Vec::new();
    if let Some(known) = known {
        let (who, when) = (visit.name_of(known.asked_by).await?, words.exact(known.asked_at, clock));
        said.push(words.say_with("plan-sent-by", args!["who" => &who, "when" => &when]));
        if let Some(answer) = &known.answer {
            let (who, when) = (visit.name_of(answer.by).await?, words.exact(answer.at, clock));
            said.push(match answer.verdict {
                Verdict::Given => words.say_with("plan-approved-by", args!["who" => &who, "when" => &when]),
                Verdict::Refused => words.say_with("plan-returned-by", args!["who" => &who, "when" => &when]),
            });
        }
    }
    Ok(html! {
        div {
            p { (words.say("plan-approval")) ": " (standing(visit, known)) }
            @for one in &said { p class="soft" { (one) } }
        }
    })
}

/// Who signs.
fn signers(visit: &Visit, opened: &Opened, reader: &Reader<'_>) -> Vec<&'static str> {
    let words = visit.words;
    let mut signers = if *opened.kind() == "adult" {
        vec![words.say("print-to-themself")]
    } else {
        vec![words.say("sign-child"), words.say("sign-caregiver")]
    };
    signers.push(match reader {
        Reader::Case => words.say("sign-worker"),
        Reader::School { .. } => words.say("sign-service"),
    });
    signers
}
