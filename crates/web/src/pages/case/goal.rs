//! One goal of the plan: setting it, changing it, looking at it again.

use app::{
    Opened, Refused,
    case::{
        plan::{ReviewGoal, SetGoal},
        tasks::AddTask,
    },
};
use axum::response::Response;
use domain::{
    ChoiceCode, Goal, GoalId, PersonCode, Private, UserId,
    record::{GoalState, Task, TaskEnding},
};
use maud::{Markup, html};
use policy::Level;
use protocol::{TaskRule, Trigger};
use serde::Deserialize;

use super::{
    form::head,
    listing::choices,
    person::{address, title},
    plan::{LEVELS, compartment, level_of, line, open},
    task,
    typed::{Typed, form},
};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Choice, Due, Icon, Number, TextKind, Tone},
    posted::Posted,
    visit::Visit,
};

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    level: Option<String>,
}

pub(super) async fn begin(
    visit: Visit,
    Path(code): Path<PersonCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let typed = Typed::default().with("level", asked.level.unwrap_or_default());
    new(&visit, &code, typed).await
}

pub(super) async fn set(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let goal: GoalId = posted.visit.app().fresh()?;
    save(&code, goal, None, &posted).await
}

pub(super) async fn change(
    Path((code, goal)): Path<(PersonCode, GoalId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    save(&code, goal, Some(goal), &posted).await
}

async fn save(
    code: &PersonCode,
    goal: GoalId,
    known: Option<GoalId>,
    posted: &Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(posted);
    let level = typed.chosen("level").filter(|level| LEVELS.contains(level)).map(str::to_owned);
    if level.is_none() {
        typed.needed(words, "level", words.say("plan-level"));
    }
    let due = typed.day(words, "due", words.say("plan-until"));
    if due.is_none() && typed.get("due").is_empty() {
        typed.needed(words, "due", words.say("plan-until"));
    }
    // Every one that is missing is said at once, not one after the other.
    for (field, key, code) in FIELDS {
        if typed.get(field).trim().is_empty() {
            typed.wrong(field, words.say(key), words.say_code("refused", code, &[]));
        }
    }
    if let (Some(level), Some(due), true) = (level, due, typed.is_fine()) {
        let sent = SetGoal {
            command: posted.command,
            code: *code,
            goal: Goal {
                goal,
                level: ChoiceCode::new(&level).map_err(|_| Fail(Refused::NotFound))?,
                objective: typed.text("objective"),
                baseline: typed.text("baseline"),
                measure: typed.text("measure"),
                aim: typed.text("aim"),
                responsible: typed.text("responsible"),
                due,
                child_view: typed.text("child_view"),
            },
        };
        match visit.app().set_goal(visit.who()?, sent).await {
            Ok(_) => {
                let plan = format!("{}/plan", address(&code.to_string()));
                return Ok(visit.go(&plan, "said-goal-saved"));
            }
            Err(error) => typed.refused(visit, error, |reason| {
                if reason == "goal-keeps-its-level" {
                    return Some(("level", words.say("plan-level")));
                }
                FIELDS
                    .iter()
                    .find(|(_, _, code)| *code == reason)
                    .map(|(field, key, _)| (*field, words.say(key)))
            })?,
        }
    }
    match known {
        None => new(visit, code, typed).await,
        Some(goal) => one(visit, code, goal, typed).await,
    }
}

/// The texts a goal needs: field, label, and the refusal that says it is missing.
const FIELDS: [(&str, &str, &str); 6] = [
    ("objective", "plan-goal", "objective-needed"),
    ("baseline", "plan-baseline-now", "baseline-needed"),
    ("measure", "plan-measure", "measure-needed"),
    ("aim", "plan-aim-field", "aim-needed"),
    ("responsible", "plan-responsible", "responsible-needed"),
    ("child_view", "plan-child-view-field", "child-view-needed"),
];

/// The levels at which this reader may set goals.
fn levels(visit: &Visit, opened: &Opened) -> Vec<(String, String)> {
    LEVELS
        .iter()
        .filter(|level| opened.grant.may(compartment(opened, level), Level::Write))
        .map(|level| ((*level).to_owned(), level_of(visit, opened, level)))
        .collect()
}

/// The fields of a goal.
fn fields(visit: &Visit, typed: &Typed, levels: &[(String, String)]) -> Markup {
    let words = visit.words;
    let levels: Vec<Choice<'_>> = levels.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let only = (levels.len() == 1).then(|| levels[0].value);
    html! {
        @if let Some(level) = only {
            input type="hidden" name="level" value=(level);
        } @else {
            (look::radio_field(words, typed.field("level", words.say("plan-level")).required(), &levels, typed.chosen("level")))
        }
        (look::text_area(words, typed.field("objective", words.say("plan-goal")).hint(Some(words.say("plan-goal-hint"))).required(), 2, typed.get("objective")))
        (look::text_field(words, typed.field("measure", words.say("plan-measure")).hint(Some(words.say("plan-measure-hint"))).required(), TextKind::Plain, typed.get("measure")))
        (look::text_field(words, typed.field("baseline", words.say("plan-baseline-now")).required(), TextKind::Plain, typed.get("baseline")))
        (look::text_field(words, typed.field("aim", words.say("plan-aim-field")).required(), TextKind::Plain, typed.get("aim")))
        (look::text_field(words, typed.field("responsible", words.say("plan-responsible")).required(), TextKind::Plain, typed.get("responsible")))
        (look::date_field(words, typed.field("due", words.say("plan-until")).required(), typed.get("due")))
        (look::text_area(words, typed.field("child_view", words.say("plan-child-view-field")).hint(Some(words.say("plan-child-view-hint"))).required(), 3, typed.get("child_view")))
    }
}

async fn new(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open(visit, code).await?;
    let words = visit.words;
    let levels = levels(visit, &opened);
    if !opened.grant.may_do("goal.set") || levels.is_empty() {
        return Err(Fail(Refused::NotFound));
    }
    let plan = format!("{}/plan", address(&title(&opened)));
    let content = html! {
        (head(visit, &opened, words.say("plan-goal-do")))
        (typed.summary(words))
        (form(visit, &format!("{plan}/goals/new"), &html! {
            (fields(visit, &typed, &levels))
            (look::form_end(words, words.say("plan-goal-save-do"), &[], Some(&plan)))
        })?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

pub(super) async fn page(
    visit: Visit,
    Path((code, goal)): Path<(PersonCode, GoalId)>,
) -> Result<Response, Fail> {
    one(&visit, &code, goal, Typed::default()).await
}

pub(super) async fn review(
    Path((code, goal)): Path<(PersonCode, GoalId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let progress: Option<u8> = typed.get("progress").trim().parse().ok().filter(|percent| *percent <= 100);
    if progress.is_none() {
        let message = words.say_with("wrong-out-of-range", args!["least" => 0, "most" => 100]);
        typed.wrong("progress", words.say("plan-progress"), message);
    }
    if typed.text("now").as_str().is_empty() {
        typed.wrong("now", words.say("plan-review-now"), words.say_code("refused", "now-needed", &[]));
    }
    if let (Some(progress), true) = (progress, typed.is_fine()) {
        let sent = ReviewGoal {
            command: posted.command,
            code,
            goal,
            now: typed.text("now"),
            progress,
            child_view: typed.text("view_now"),
            outcome: posted.maybe("outcome")?,
        };
        match visit.app().review_goal(visit.who()?, sent).await {
            Ok(_) => {
                let plan = format!("{}/plan", address(&code.to_string()));
                return Ok(visit.go(&plan, "said-goal-reviewed"));
            }
            Err(error) => typed.refused(visit, error, |_| Some(("now", words.say("plan-review-now"))))?,
        }
    }
    one(visit, &code, goal, typed).await
}

/// A goal with its looks so far, the form to look at it again, and the form to change it.
async fn one(visit: &Visit, code: &PersonCode, goal: GoalId, typed: Typed) -> Result<Response, Fail> {
    let opened = open(visit, code).await?;
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let known = opened.view.goals.iter().find(|known| known.goal.goal == goal);
    let known = known.ok_or(Fail(Refused::NotFound))?;
    let writes = opened.grant.may(known.compartment.as_str(), Level::Write);
    let reviews = writes && opened.grant.may_do("goal.review");
    let changes = writes && opened.grant.may_do("goal.set");
    let plan = format!("{}/plan", address(&title(&opened)));
    let here = format!("{plan}/goals/{goal}");
    let mut past = Vec::new();
    for review in known.reviews.iter().rev() {
        let by = visit.name_of(review.by).await?;
        let said = format!("{} · {by}", words.date(clock.day_of(review.at)));
        past.push((said, review));
    }
    let outcomes = choices(visit, "goal_outcomes");
    let outcomes: Vec<Choice<'_>> = outcomes.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let level = known.goal.level.as_str();
    let filled = refill(&typed, known);
    let content = html! {
        (head(visit, &opened, &level_of(visit, &opened, level)))
        (typed.summary(words))
        (look::sheet(&look::goal(words, &line(visit, &opened, known, &clock))))
        (steps(visit, &opened, known, &typed).await?)
        @if reviews {
            (look::card(words.say("plan-review-do"), None, &form(visit, &format!("{here}/review"), &html! {
                (look::text_area(words, typed.field("now", words.say("plan-review-now")).required(), 2, typed.get("now")))
                (look::number_field(words, typed.field("progress", words.say("plan-progress")).hint(Some(words.say("plan-progress-hint"))).required(), Number::Whole, Some("%"), typed.get("progress")))
                (look::text_area(words, typed.field("view_now", words.say("plan-child-view-field")), 2, typed.get("view_now")))
                (look::radio_field(words, typed.field("outcome", words.say("plan-outcome")).hint(Some(words.say("plan-outcome-hint"))), &outcomes, typed.chosen("outcome")))
                (look::form_end(words, words.say("plan-review-save-do"), &[], Some(&plan)))
            })?))
        }
        @if !past.is_empty() {
            (look::card(words.say("plan-reviews"), None, &html! {
                @for (said, review) in &past {
                    div class="goal" {
                        p class="soft" { (look::own(said)) " · " (review.progress) "\u{A0}%" }
                        (look::written(review.now.as_str()))
                        @if !review.child_view.as_str().is_empty() { p class="view" { (look::quote(review.child_view.as_str())) } }
                    }
                }
            }))
        }
        @if changes {
            (typed.folded(refused_field(&typed), words.say("plan-goal-change-do"), &form(visit, &here, &html! {
                (fields(visit, &filled, &[(level.to_owned(), level_of(visit, &opened, level))]))
                (look::form_end(words, words.say("plan-goal-save-do"), &[], Some(&plan)))
            })?))
        }
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// Adds a step towards a goal.
pub(super) async fn add_task(
    Path((code, goal)): Path<(PersonCode, GoalId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let opened = open(visit, &code).await?;
    let known = opened.view.goals.iter().find(|known| known.goal.goal == goal);
    let protocol = visit.app().protocol();
    let rule = known.and_then(|known| step_rule(&protocol, &opened, known)).ok_or(Fail(Refused::NotFound))?;
    let due = typed.moment(words, "step_due", words.say("task-due"), &visit.clock().zone);
    if due.is_none() && typed.get("step_due").is_empty() {
        typed.needed(words, "step_due", words.say("task-due"));
    }
    if typed.maybe("step").is_none() {
        typed.wrong("step", words.say("goal-step"), words.say_code("refused", "step-needed", &[]));
    }
    if let (Some(due), true) = (due, typed.is_fine()) {
        let sent = AddTask {
            command: posted.command,
            code,
            what: rule.code.clone(),
            sector: rule.sector.clone(),
            assignee: posted.maybe::<UserId>("step_for")?,
            goal: Some(goal),
            due,
            note: typed.maybe("step"),
        };
        match visit.app().add_task(visit.who()?, sent).await {
            Ok(_) => {
                let here = format!("{}/plan/goals/{goal}", address(&code.to_string()));
                return Ok(visit.go(&here, "said-task-added"));
            }
            Err(error) => typed.refused(visit, error, |reason| match task::place(visit, reason)? {
                ("assignee", label) => Some(("step_for", label)),
                ("note", _) => Some(("step", words.say("goal-step"))),
                ("due", label) => Some(("step_due", label)),
                other => Some(other),
            })?,
        }
    }
    one(visit, &code, goal, typed).await
}

/// The task that a step towards a goal is: one that is only ever added by hand, where the goal lies.
fn step_rule<'p>(
    protocol: &'p protocol::Protocol,
    opened: &Opened,
    known: &GoalState,
) -> Option<&'p TaskRule> {
    protocol.tasks().iter().find(|rule| {
        rule.trigger == Trigger::Hand
            && !rule.retired
            && rule.compartment == known.compartment
            && rule.kinds.contains(opened.kind())
    })
}

/// The steps towards a goal: who does what by when, and what came of it; and the way to another.
async fn steps(visit: &Visit, opened: &Opened, known: &GoalState, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let base = address(&title(opened));
    let of_goal = |task: &&Task| {
        task.added.goal == Some(known.goal.goal) && (!opened.grant.is_outside() || task::is_own(visit, task))
    };
    let mut tasks: Vec<&Task> = opened.view.tasks.values().filter(of_goal).collect();
    tasks.sort_by_key(|task| (task.end.is_some(), task.added.due, task.added.task));
    let mut rows = Vec::new();
    for task in tasks {
        let who = match (task.added.assignee, task.added.team) {
            (Some(person), _) => visit.name_of(person).await?,
            (None, Some(_)) => words.say("day-for-team").to_owned(),
            (None, None) => String::new(),
        };
        let what = task.added.note.as_ref().map_or("", Private::as_str);
        rows.push((task, format!("{base}/tasks/{}", task.added.task), what, who));
    }
    let protocol = visit.app().protocol();
    let adds = known.outcome().is_none()
        && opened.grant.may_do("task.add")
        && step_rule(&protocol, opened, known).is_some();
    if rows.is_empty() && !adds {
        return Ok(html! {});
    }
    let people =
        if adds { task::takers(visit, opened, known.compartment.as_str()).await? } else { Vec::new() };
    let people: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::named(id, name)).collect();
    let lines: Vec<look::Line<'_>> = rows
        .iter()
        .map(|(task, href, what, who)| look::Line {
            href,
            icon: None,
            title: html! { (look::own(what)) },
            detail: Some(html! { (look::own(who)) " · " (look::when_inside(words, task.added.due, &clock)) }),
            end: Some(state(visit, task, &clock)),
        })
        .collect();
    Ok(look::card(
        words.say("goal-steps"),
        None,
        &html! {
            @if !lines.is_empty() { (look::lines(&lines)) }
            @if adds {
                @let refused = ["step", "step_due", "step_for"].into_iter().find(|field| typed.field(field, "").error.is_some());
                (typed.folded(refused.unwrap_or("step"), words.say("goal-step-add"), &form(visit, &format!("{base}/plan/goals/{}/tasks", known.goal.goal), &html! {
                    (look::text_area(words, typed.field("step", words.say("goal-step")).hint(Some(words.say("goal-step-hint"))).required(), 2, typed.get("step")))
                    (look::date_time_field(words, typed.field("step_due", words.say("task-due")).required(), typed.get("step_due")))
                    @if !people.is_empty() {
                        (look::list_field(words, typed.field("step_for", words.say("task-assignee")).hint(Some(words.say("task-assignee-hint"))), &people, typed.chosen("step_for")))
                    }
                    (look::buttons(&[look::button(look::Button::quiet(words.say("goal-step-do")))]))
                })?))
            }
        },
    ))
}

/// Where a step stands, as a mark.
fn state(visit: &Visit, task: &Task, clock: &crate::words::Clock) -> Markup {
    let words = visit.words;
    match task.end.as_ref().map(|end| end.how) {
        Some(TaskEnding::Done) => look::state(Tone::Good, Icon::Done, words.say("due-done")),
        Some(TaskEnding::Waived) => look::state(Tone::Calm, Icon::Cross, words.say("task-waived")),
        None if Due::of(task.added.due, clock) == Due::Late => {
            look::state(Tone::Late, Icon::Warning, words.say("due-late"))
        }
        None => look::state(Tone::Now, Icon::Circle, words.say("task-open")),
    }
}

/// The first field of the goal itself that was refused, so that its form stays open.
fn refused_field(typed: &Typed) -> &'static str {
    FIELDS
        .iter()
        .map(|(field, ..)| *field)
        .chain(["due", "level"])
        .find(|field| typed.field(field, "").error.is_some())
        .unwrap_or("objective")
}

/// What was typed, or the goal as it stands where nothing was.
fn refill(typed: &Typed, known: &GoalState) -> Typed {
    let goal = &known.goal;
    let text = |text: &Private<String>| text.as_str().to_owned();
    typed
        .clone()
        .with("objective", text(&goal.objective))
        .with("measure", text(&goal.measure))
        .with("baseline", text(&goal.baseline))
        .with("aim", text(&goal.aim))
        .with("responsible", text(&goal.responsible))
        .with("due", goal.due.to_string())
        .with("child_view", text(&goal.child_view))
}
