//! The versions of the plan: who sent which when, who signed it, and what differs between two, read like a corrected text.
//!
//! Invariant: the school's side has no such page, for it is history; a goal is told of only to who may open where it lies.

use app::{Opened, Refused};
use axum::response::Response;
use domain::{
    PersonCode,
    record::{GoalDiffers, GoalField, GoalState, PlanMoment, PlanVersion, compare},
};
use maud::{Markup, html};
use policy::Level;
use serde::Deserialize;

use super::{
    form::headed,
    listing::label,
    person::{address, title},
    plan::{line, open, standing},
};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Choice, Field, Icon, Tone, Weight},
    visit::Visit,
    words::Clock,
};

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// The number of the earlier version.
    from: Option<String>,
    /// The number of the later one; empty is today.
    to: Option<String>,
}

/// Whether this reader may see how the plan was.
pub(super) fn may_compare(opened: &Opened) -> bool {
    !opened.grant.is_outside() && opened.grant.may("social", Level::Read)
}

/// The version that was signed last.
pub(super) fn last_signed<'r>(versions: &[PlanVersion<'r>]) -> Option<PlanVersion<'r>> {
    versions.iter().rev().find(|version| version.signed().is_some()).copied()
}

pub(super) async fn page(
    visit: Visit,
    Path(code): Path<PersonCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let opened = open(&visit, &code).await?;
    if !may_compare(&opened) {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let versions = opened.view.plan_versions();
    let numbered = |text: Option<&str>| -> Result<Option<PlanVersion<'_>>, Fail> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
        let number: usize = text.parse().map_err(|_| Fail(Refused::NotFound))?;
        let known = versions.iter().find(|version| version.number == number).copied();
        known.map(Some).ok_or(Fail(Refused::NotFound))
    };
    let from =
        numbered(asked.from.as_deref())?.or_else(|| last_signed(&versions).or(versions.last().copied()));
    let to = numbered(asked.to.as_deref())?;
    let content = html! {
        (headed(&visit, &opened, words.say("versions-title"), words.say("versions-what")))
        @if let Some(from) = from {
            (look::card(&between(&visit, from, to), None, &html! {
                (difference(&visit, &opened, PlanMoment::At(from.event), to.map_or(PlanMoment::Now, |to| PlanMoment::At(to.event))))
            }))
            (look::card(words.say("versions-all"), None, &all(&visit, &opened, &versions).await?))
            @if versions.len() > 1 { (choosing(&visit, &opened, &versions, from, to)) }
        } @else {
            (look::empty(Icon::History, words.say("versions-none"), Some((words.say("plan-title"), &format!("{}/plan", address(&title(&opened)))))))
        }
    };
    visit.text_page(&title(&opened), content).await
}

fn between(visit: &Visit, from: PlanVersion<'_>, to: Option<PlanVersion<'_>>) -> String {
    let words = visit.words;
    match to {
        Some(to) => words.say_with("versions-between", args!["from" => from.number, "to" => to.number]),
        None => words.say_with("versions-since", args!["from" => from.number]),
    }
}

/// Every version, the last one first, with the way to what changed since.
async fn all(visit: &Visit, opened: &Opened, versions: &[PlanVersion<'_>]) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let here = format!("{}/plan/versions", address(&title(opened)));
    let mut rows = Vec::new();
    for version in versions.iter().rev() {
        let by = visit.name_of(version.approval.asked_by).await?;
        let at = words.exact(version.approval.asked_at, &clock);
        let sent = words.say_with("plan-sent-by", args!["who" => &by, "when" => &at]);
        let answered = match &version.approval.answer {
            Some(answer) => {
                let key = match version.signed() {
                    Some(_) => "plan-approved-by",
                    None => "plan-returned-by",
                };
                let who = visit.name_of(answer.by).await?;
                Some(words.say_with(key, args!["who" => &who, "when" => words.exact(answer.at, &clock)]))
            }
            None => None,
        };
        rows.push((*version, sent, answered));
    }
    Ok(html! {
        ol class="versions" reversed {
            @for (version, sent, answered) in &rows {
                li {
                    div class="row-of" {
                        strong { (words.say_with("versions-number", args!["number" => version.number])) }
                        (standing(visit, Some(version.approval)))
                    }
                    p class="soft" { (sent) @if let Some(answered) = answered { br; (answered) } }
                    @if let Some(note) = &version.approval.note { (look::written(note.as_str())) }
                    p {
                        (look::link_button(words.say("versions-today-do"), &format!("{here}?from={}", version.number), Weight::Plain))
                        @if version.number > 1 {
                            " "
                            (look::link_button(words.say("versions-before-do"), &format!("{here}?from={}&to={}", version.number - 1, version.number), Weight::Plain))
                        }
                    }
                }
            }
        }
    })
}

/// Any two, chosen; without a script as well.
fn choosing(
    visit: &Visit,
    opened: &Opened,
    versions: &[PlanVersion<'_>],
    from: PlanVersion<'_>,
    to: Option<PlanVersion<'_>>,
) -> Markup {
    let words = visit.words;
    let named: Vec<(String, String)> = versions
        .iter()
        .map(|version| {
            let number = version.number;
            (number.to_string(), words.say_with("versions-number", args!["number" => number]))
        })
        .collect();
    let choices: Vec<Choice<'_>> = named.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let (first, second) = (from.number.to_string(), to.map(|to| to.number.to_string()));
    look::folded(
        words.say("versions-choose"),
        &html! {
            form method="get" action=(format!("{}/plan/versions", address(&title(opened)))) {
                (look::list_field(words, Field::new("from", words.say("versions-from")), &choices, Some(&first)))
                (look::list_field(words, Field::new("to", words.say("versions-to")).hint(Some(words.say("versions-to-hint"))), &choices, second.as_deref()))
                (look::buttons(&[look::button(look::Button::quiet(words.say("versions-compare-do")))]))
            }
        },
    )
}

/// What differs between two moments of the plan; what is the same is folded away.
pub(super) fn difference(visit: &Visit, opened: &Opened, from: PlanMoment, to: PlanMoment) -> Markup {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let (before, after) = (opened.view.goals_at(from), opened.view.goals_at(to));
    let all = compare(&before, &after);
    let (same, differ): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.is_same());
    html! {
        @if differ.is_empty() { p { (words.say("versions-nothing")) } }
        @for one in &differ { (goal(visit, opened, one, &clock)) }
        @if !same.is_empty() {
            (look::folded(&words.say_with("versions-same", args!["count" => same.len()]), &html! {
                ul class="plain" { @for one in &same {
                    @if let GoalDiffers::Same(known) = one { li { (look::own(known.goal.objective.as_str())) } }
                } }
            }))
        }
    }
}

/// Everything of a plan that nobody signed before: all of it is new.
pub(super) fn whole(visit: &Visit, opened: &Opened, at: PlanMoment) -> Markup {
    let clock = visit.clock_of(&opened.view);
    let goals = opened.view.goals_at(at);
    html! { @for known in &goals { (goal(visit, opened, &GoalDiffers::Added(known), &clock)) } }
}

/// One goal of which there is something to tell.
fn goal(visit: &Visit, opened: &Opened, differs: &GoalDiffers<'_>, clock: &Clock) -> Markup {
    let words = visit.words;
    match differs {
        GoalDiffers::Same(_) => html! {},
        GoalDiffers::Added(known) => {
            let mut line = line(visit, opened, known, clock);
            line.state = (Tone::Good, Icon::Plus, words.say("versions-added").to_owned());
            look::goal(words, &line)
        }
        GoalDiffers::Ended(_, known) => {
            let outcome = known.outcome().map(|outcome| label(visit, "goal_outcomes", outcome.as_str()));
            let mut line = line(visit, opened, known, clock);
            let said = words.say_with("versions-ended", args!["outcome" => &outcome.unwrap_or_default()]);
            line.state = (Tone::Calm, Icon::Done, said);
            look::goal(words, &line)
        }
        GoalDiffers::Gone(known) => html! {
            article class="goal" {
                header {
                    h4 { del { (look::own(known.goal.objective.as_str())) } }
                    (look::state(Tone::Late, Icon::Cross, words.say("versions-gone")))
                }
                p class="soft" { (words.say("versions-gone-what")) }
            }
        },
        GoalDiffers::Changed { before, after, fields, due } => {
            let was = |known: &GoalState, field: GoalField| field.of(&known.goal).as_str().to_owned();
            html! {
                article class="goal" {
                    header {
                        h4 { a href=(format!("{}/plan/goals/{}", address(&title(opened)), after.goal.goal)) { (look::own(after.goal.objective.as_str())) } }
                        (look::state(Tone::Now, Icon::Write, words.say("versions-changed")))
                    }
                    dl class="corrections" {
                        @for field in fields {
                            dt { (words.say(named(*field))) }
                            dd { (look::corrected(words, &was(before, *field), &was(after, *field))) }
                        }
                        @if let Some((was, is)) = due {
                            dt { (words.say("plan-until")) }
                            dd { (look::corrected(words, &words.date(*was), &words.date(*is))) }
                        }
                    }
                }
            }
        }
    }
}

const fn named(field: GoalField) -> &'static str {
    match field {
        GoalField::Objective => "plan-goal",
        GoalField::Measure => "plan-measure",
        GoalField::Baseline => "plan-baseline-now",
        GoalField::Aim => "plan-aim-field",
        GoalField::Responsible => "plan-responsible",
        GoalField::ChildView => "plan-child-view-field",
    }
}
