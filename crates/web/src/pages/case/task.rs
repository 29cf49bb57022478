//! One task of a record, and adding one by hand.
//!
//! A task that a form, a consent or an approval completes leads there; every other is ticked off with a word, or
//! waived with a reason.

use app::{
    Door, Opened, Refused, Shown,
    case::{
        assign_task::AssignTask,
        tasks::{AddTask, StepTask, TaskStep},
    },
};
use axum::response::Response;
use domain::{
    PersonCode, TaskCode, TaskId, UserId,
    record::{Task, TaskEnding},
};
use maud::{Markup, html};
use policy::Level;
use protocol::{DoneBy, TaskRule, Trigger};

use super::{
    form::{head, headed},
    happened::written,
    hearing::way_to_tell,
    listing::owners,
    person::{address, open_to, title},
    referral,
    typed::{Typed, form},
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Button, Choice, Icon, Weight},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(
    visit: Visit,
    Path((code, task)): Path<(PersonCode, TaskId)>,
) -> Result<Response, Fail> {
    show(&visit, &code, task, Typed::default()).await
}

pub(super) async fn step(
    Path((code, task)): Path<(PersonCode, TaskId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let record = address(&code.to_string());
    let here = format!("{record}/tasks/{task}");
    let (step, said, back, field, label) = match posted.text("step") {
        Some("done") => (
            TaskStep::Done(typed.maybe("done")),
            "said-task-done",
            &record,
            "done",
            words.say("task-done-note"),
        ),
        Some("waive") => (
            TaskStep::Waived(typed.text("waive")),
            "said-task-waived",
            &record,
            "waive",
            words.say("task-waive-why"),
        ),
        Some("comment") => (
            TaskStep::Commented(typed.text("comment")),
            "said-comment-saved",
            &here,
            "comment",
            words.say("task-comment"),
        ),
        _ => return Err(Fail(Refused::NotFound)),
    };
    if typed.is_fine() {
        let sent = StepTask { command: posted.command, code, task, step };
        match visit.app().step_task(visit.who()?, sent).await {
            Ok(_) => return Ok(visit.go(back, said)),
            Err(error) => typed.refused(visit, error, |reason| {
                matches!(reason, "reason-needed" | "text-needed").then_some((field, label))
            })?,
        }
    }
    show(visit, &code, task, typed).await
}

/// Gives a task to somebody else, or to the team's queue.
pub(super) async fn assign(
    Path((code, task)): Path<(PersonCode, TaskId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let to = match typed.chosen("to") {
        Some("queue") => Some(None),
        Some(person) => person.parse::<UserId>().ok().map(Some),
        None => None,
    };
    match to {
        None => typed.needed(words, "to", words.say("task-assignee")),
        Some(to) if typed.is_fine() => {
            let seen = posted.maybe::<UserId>("seen")?;
            let sent = AssignTask { command: posted.command, code, task, seen, to };
            match visit.app().assign_task(visit.who()?, sent).await {
                Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-task-given")),
                Err(error) => typed.refused(visit, error, |_| Some(("to", words.say("task-assignee"))))?,
            }
        }
        Some(_) => {}
    }
    show(visit, &code, task, typed).await
}

/// Who could be given a task in a compartment, as choices.
pub(super) async fn takers(
    visit: &Visit,
    opened: &Opened,
    compartment: &str,
) -> Result<Vec<(String, String)>, Fail> {
    let found = visit.app().takers(visit.who()?, opened, compartment).await?;
    Ok(found.into_iter().map(|(id, name)| (id.to_string(), name.as_str().to_owned())).collect())
}

/// What a task is called: its label, or what answering a referral is called.
pub(super) fn label(visit: &Visit, what: &TaskCode) -> String {
    visit
        .app()
        .protocol()
        .tasks()
        .get(what.as_str())
        .map_or_else(|| visit.words.say("task-answer-referral").to_owned(), |known| visit.text(&known.label))
}

/// Whether a task is to come to a meeting or to hold it.
pub(super) fn is_meeting(visit: &Visit, known: &Task) -> bool {
    let protocol = visit.app().protocol();
    protocol.tasks().get(known.added.what.as_str()).is_some_and(|rule| rule.done_by == DoneBy::Conference)
}

/// Whether a task is somebody else's to come to a meeting: it stands on the meeting's page, and is nothing to do here.
pub(super) fn is_anothers_meeting(visit: &Visit, known: &Task) -> bool {
    is_meeting(visit, known) && visit.who().is_ok_and(|who| known.added.assignee != Some(who.user()))
}

/// Whether a task waits for this reader or a team of theirs.
pub(super) fn is_own(visit: &Visit, known: &Task) -> bool {
    visit.who().is_ok_and(|who| {
        known.added.assignee == Some(who.user()) || known.added.team.is_some_and(|team| who.actor().is(team))
    })
}

async fn show(visit: &Visit, code: &PersonCode, task: TaskId, typed: Typed) -> Result<Response, Fail> {
    let opened = visit.app().open_code(visit.who()?, code, Door::page(Shown::RecordTask)).await?;
    let known = opened.view.tasks.get(&task);
    // The case's own tasks tell of the case.
    let known = known.filter(|known| !opened.grant.is_outside() || is_own(visit, known));
    let known = known.ok_or(Fail(Refused::NotFound))?;
    let words = visit.words;
    let protocol = visit.app().protocol();
    let rule = protocol.tasks().get(known.added.what.as_str());
    let about =
        rule.filter(|_| !opened.grant.is_outside()).map(|rule| visit.text(&rule.about)).unwrap_or_default();
    let content = html! {
        (headed(visit, &opened, &label(visit, &known.added.what), &about))
        (typed.summary(words))
        (facts(visit, &opened, known).await?)
        @if known.end.is_none() && app::case::of_age::TASKS.contains(&known.added.what.as_str()) && opened.grant.may_do("consent.record") {
            p { (look::link_button_with(Icon::Consent, words.say("again-title"), &format!("{}/again", address(&title(&opened))), look::Weight::Quiet)) }
        }
        @if known.end.is_none() && rule.is_some_and(|rule| rule.trigger == Trigger::Declined) {
            (refused_help(visit, &opened, known))
        }
        @if known.end.is_none() {
            (steps(visit, &opened, known, rule, &typed)?)
            (giving(visit, &opened, known, &typed).await?)
        }
        (comments(visit, &opened, known, &typed).await?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// The answer to a referral that was declined, and where its recipient said to ask.
fn refused_help(visit: &Visit, opened: &Opened, known: &Task) -> Markup {
    let Some(declined) = opened.view.referrals.iter().find(|referral| referral.slot == known.slot) else {
        return html! {};
    };
    let words = visit.words;
    let href = format!("{}/referrals/{}", address(&title(opened)), declined.sent.referral);
    let others = referral::suggested(visit, opened, declined);
    look::card(
        &referral::purpose(visit, referral::Side::of(&opened.grant), declined),
        Some(&look::link_button(words.say("overview-open"), &href, Weight::Plain)),
        &html! {
            @if let Some(said) = &declined.said { (written(visit, said)) }
            @if !others.is_empty() {
                p { (words.say("refer-instead-they")) }
                ul { @for other in &others { li { (other) } } }
            }
        },
    )
}

async fn facts(visit: &Visit, opened: &Opened, known: &Task) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let mut facts: Vec<(&str, Markup)> = Vec::new();
    if known.end.is_none() {
        facts.push((
            words.say("task-due"),
            html! { (look::when(words, known.added.due, &clock)) @if known.added.due < clock.now { " " (look::state(look::Tone::Late, Icon::Warning, words.say("due-late"))) } },
        ));
    }
    let who = match (known.added.assignee, known.added.team) {
        (Some(person), _) => Some(html! { (look::own(visit.name_of(person).await?)) }),
        (None, Some(team)) => {
            Some(html! { (look::own(visit.name_of(team).await?)) " · " (words.say("day-for-team")) })
        }
        (None, None) => None,
    };
    if let Some(who) = who {
        facts.push((words.say("task-assignee"), who));
    }
    let goal = known.added.goal.and_then(|id| opened.view.goals.iter().find(|goal| goal.goal.goal == id));
    if let Some(goal) = goal {
        let href = format!("{}/plan/goals/{}", address(&title(opened)), goal.goal.goal);
        facts.push((
            words.say("plan-goal"),
            html! { a href=(href) { (look::own(goal.goal.objective.as_str())) } },
        ));
    }
    if let Some(sector) = look::Sector::from_code(known.added.sector.as_str()) {
        facts.push((words.say("task-sector"), look::sector(words, sector)));
    }
    if let Some(note) = &known.added.note {
        facts.push((words.say("task-note"), look::written(note.as_str())));
    }
    if let Some(end) = &known.end {
        let (who, when) = (visit.name_of(end.by).await?, words.exact(end.at, &clock));
        let said = match end.how {
            TaskEnding::Done => words.say_with("task-was-done", args!["who" => &who, "when" => &when]),
            TaskEnding::Waived => words.say_with("task-was-waived", args!["who" => &who, "when" => &when]),
        };
        facts.push((
            words.say("due-done"),
            html! { (said) @if let Some(note) = &end.note { (written(visit, note)) } },
        ));
    }
    Ok(look::sheet(&look::facts(&facts)))
}

/// Where what completes a task is done; nothing when it is ticked off by hand.
fn elsewhere(visit: &Visit, opened: &Opened, known: &Task, rule: &TaskRule) -> Option<(String, String)> {
    let words = visit.words;
    let base = address(&title(opened));
    Some(match &rule.done_by {
        DoneBy::Hand => return None,
        DoneBy::Form(code) => {
            let protocol = visit.app().protocol();
            let form = protocol.form(code.as_str())?;
            if !opened.grant.may(form.compartment.as_str(), Level::Write) {
                return Some((words.say("task-form-other").to_owned(), String::new()));
            }
            let title = visit.text(&form.title);
            let href = way_to_tell(opened, rule).unwrap_or_else(|| format!("{base}/forms/{code}"));
            (words.say_with("task-form-do", args!["form" => title]), href)
        }
        DoneBy::Approval(of) if *of == "closure" => {
            (words.say("close-title").to_owned(), format!("{base}/closure"))
        }
        DoneBy::Approval(_) => (words.say("do-plan").to_owned(), format!("{base}/plan")),
        DoneBy::Consent => (words.say("do-consent").to_owned(), format!("{base}/consent")),
        DoneBy::Urgency => (words.say("do-urgency").to_owned(), format!("{base}/urgency")),
        DoneBy::Review => (words.say("review-do").to_owned(), format!("{base}/plan/review")),
        DoneBy::Conference => {
            let conference = opened.view.conference_of(known.added.task)?;
            (words.say("conference-open-do").to_owned(), format!("{base}/conferences/{conference}"))
        }
        DoneBy::Stage(_) => (words.say("do-stage").to_owned(), format!("{base}/stage")),
    })
}

fn steps(
    visit: &Visit,
    opened: &Opened,
    known: &Task,
    rule: Option<&TaskRule>,
    typed: &Typed,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let base = address(&title(opened));
    let here = format!("{base}/tasks/{}", known.added.task);
    if let Some(referral) = known.added.referral {
        let href = format!("{base}/referrals/{referral}");
        return Ok(
            html! { p { (look::link_button_with(Icon::Refer, words.say("task-answer-referral"), &href, Weight::First)) } },
        );
    }
    let elsewhere = rule.and_then(|rule| elsewhere(visit, opened, known, rule));
    let waives = opened.grant.may_do("task.waive");
    let assigning = known.added.what == "worker_assigned" && opened.grant.may_do("case.assign");
    Ok(html! {
        @if assigning {
            p { (look::link_button_with(Icon::People, words.say("do-assign"), &format!("{base}/assign"), Weight::Quiet)) }
        }
        @match elsewhere {
            Some((text, href)) if href.is_empty() => p class="form-note" { (text) },
            Some((text, href)) => p { (look::link_button_with(Icon::Write, &text, &href, Weight::First)) },
            None if opened.grant.may_do("task.done") => (look::sheet(&form(visit, &here, &html! {
                input type="hidden" name="step" value="done";
                (look::text_area(words, typed.field("done", words.say("task-done-note")), 2, typed.get("done")))
                (look::buttons(&[look::button(Button::first(words.say("task-done-do")))]))
            })?)),
            None => {}
        }
        @if waives {
            (typed.folded("waive", words.say("task-waive-do"), &form(visit, &here, &html! {
                input type="hidden" name="step" value="waive";
                (look::text_area(words, typed.field("waive", words.say("task-waive-why")).required(), 2, typed.get("waive")))
                (look::buttons(&[look::button(Button::grave(words.say("task-waive-do")))]))
            })?))
        }
    })
}

/// Giving the task to somebody else, where this reader may.
async fn giving(visit: &Visit, opened: &Opened, known: &Task, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    if known.added.referral.is_some() || is_meeting(visit, known) || !opened.grant.may_do("task.assign") {
        return Ok(html! {});
    }
    let mut people = takers(visit, opened, known.compartment.as_str()).await?;
    people.retain(|(id, _)| known.added.assignee.is_none_or(|now| now.to_string() != *id));
    let mut choices: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::named(id, name)).collect();
    if known.added.assignee.is_some() {
        choices.push(Choice::new("queue", words.say("task-to-queue")));
    }
    if choices.is_empty() {
        return Ok(html! {});
    }
    let here = format!("{}/tasks/{}/assign", address(&title(opened)), known.added.task);
    Ok(typed.folded("to", words.say("task-give"), &form(visit, &here, &html! {
        @if let Some(now) = known.added.assignee { input type="hidden" name="seen" value=(now); }
        (look::choice_field(words, typed.field("to", words.say("task-assignee")).hint(Some(words.say("task-give-hint"))).required(), &choices, typed.chosen("to")))
        (look::buttons(&[look::button(Button::quiet(words.say("task-give-do")))]))
    })?))
}

async fn comments(visit: &Visit, opened: &Opened, known: &Task, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let mut said = Vec::new();
    for (text, by, at) in &known.comments {
        let by = visit.name_of(*by).await?;
        said.push((text, format!("{by} · {}", words.exact(*at, &clock))));
    }
    let writes = known.end.is_none() && opened.grant.may_do("task.done");
    if said.is_empty() && !writes {
        return Ok(html! {});
    }
    let here = format!("{}/tasks/{}", address(&title(opened)), known.added.task);
    Ok(look::card(
        words.say("task-comments"),
        None,
        &html! {
            @for (text, by) in &said {
                div { (look::written(text.as_str())) p class="soft" { (look::own(by)) } }
            }
            @if writes {
                (form(visit, &here, &html! {
                    input type="hidden" name="step" value="comment";
                    (look::text_area(words, typed.field("comment", words.say("task-comment")), 2, typed.get("comment")))
                    (look::buttons(&[look::button(Button::quiet(words.say("task-comment-do")))]))
                })?)
            }
        },
    ))
}

pub(super) async fn begin(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    new(&visit, &code, Typed::default()).await
}

pub(super) async fn add(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let protocol = visit.app().protocol();
    let what = typed.chosen("what").and_then(|what| protocol.tasks().get(what));
    if what.is_none() {
        typed.needed(words, "what", words.say("task-what"));
    }
    let due = typed.moment(words, "due", words.say("task-due"), &visit.clock().zone);
    if due.is_none() && typed.get("due").is_empty() {
        typed.needed(words, "due", words.say("task-due"));
    }
    if let (Some(what), Some(due), true) = (what, due, typed.is_fine()) {
        let sent = AddTask {
            command: posted.command,
            code,
            what: what.code.clone(),
            sector: what.sector.clone(),
            assignee: posted.maybe::<UserId>("assignee")?,
            goal: None,
            due,
            note: typed.maybe("note"),
        };
        match visit.app().add_task(visit.who()?, sent).await {
            Ok(_) => return Ok(visit.go(&address(&code.to_string()), "said-task-added")),
            Err(error) => typed.refused(visit, error, |reason| place(visit, reason))?,
        }
    }
    new(visit, &code, typed).await
}

/// Where what is wrong with a new task is mended.
pub(super) fn place(visit: &Visit, reason: &str) -> Option<(&'static str, &'static str)> {
    let words = visit.words;
    Some(match reason {
        "task-not-for-them" => ("assignee", words.say("task-assignee")),
        "step-needed" => ("note", words.say("task-note")),
        "due-in-the-past" => ("due", words.say("task-due")),
        _ => return None,
    })
}

async fn new(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open_to(visit, code, Shown::RecordTask, "task.add").await?;
    let words = visit.words;
    let protocol = visit.app().protocol();
    // What belongs to the journey is over once somebody has arrived.
    let phase = opened.view.stage().and_then(|stage| protocol.stage(opened.kind().as_str(), stage.as_str()));
    let from = phase.map_or(0, |stage| stage.phase.min(2));
    let rules: Vec<(String, String, String)> = protocol
        .tasks()
        .iter()
        .filter(|rule| {
            !rule.retired
                && rule.phase >= from
                && rule.done_by == DoneBy::Hand
                && rule.trigger != Trigger::Hand
                && rule.trigger != Trigger::Conference
                && !matches!(rule.trigger, Trigger::Age(_))
                && rule.compartment != "referral"
                && rule.kinds.contains(opened.kind())
                && opened.grant.may(rule.compartment.as_str(), Level::Read)
        })
        .map(|rule| (rule.code.to_string(), visit.text(&rule.label), visit.text(&rule.about)))
        .collect();
    let choices: Vec<Choice<'_>> =
        rules.iter().map(|(value, label, about)| Choice::new(value, label).hint(about)).collect();
    let mut people: Vec<(String, String)> = Vec::new();
    for (team, _, colleagues) in owners(visit, visit.who()?, opened.kind().as_str()).await? {
        if opened.view.team == Some(team) {
            people.extend(colleagues.into_iter().map(|(id, name)| (id.to_string(), name)));
        }
    }
    let people: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::named(id, name)).collect();
    let back = address(&title(&opened));
    let content = html! {
        (head(visit, &opened, words.say("task-add-do")))
        (typed.summary(words))
        (form(visit, &format!("{back}/tasks/new"), &html! {
            (look::radio_field(words, typed.field("what", words.say("task-what")).required(), &choices, typed.chosen("what")))
            (look::date_time_field(words, typed.field("due", words.say("task-due")).required(), typed.get("due")))
            @if !people.is_empty() {
                (look::list_field(words, typed.field("assignee", words.say("task-assignee")).hint(Some(words.say("task-assignee-hint"))), &people, typed.chosen("assignee")))
            }
            (look::text_area(words, typed.field("note", words.say("task-note")), 2, typed.get("note")))
            (look::form_end(words, words.say("task-add-do"), &[], Some(&back)))
        })?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}
