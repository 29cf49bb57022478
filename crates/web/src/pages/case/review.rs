//! The plan gone through as a whole: every open goal on one page, in one save; and the record of such reviews.
//!
//! Invariant: what was typed stays when something is missing, and everything that is missing is said at once.

use app::{
    Opened, Refused,
    case::review_plan::{GoalLook, ReviewPlan, goals_to_review, may_review},
};
use axum::response::Response;
use domain::{
    ChoiceCode, GoalId, PersonCode,
    record::{GoalState, PlanMoment, PlanReview},
};
use maud::{Markup, html};

use super::{
    form::headed,
    listing::{choices, label},
    person::{address, title},
    plan::{line, open},
    typed::{Typed, form},
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Choice, Column, Icon, Number, Tone, Weight},
    posted::Posted,
    visit::Visit,
    words::Clock,
};

/// The most reviews beside each other; earlier ones stand in each goal.
const MOST: usize = 4;

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default()).await
}

pub(super) async fn save(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut typed = Typed::sent(&posted);
    let mut looks = Vec::new();
    let ids: Vec<String> = posted.all("goal").map(str::to_owned).collect();
    for id in &ids {
        let goal: GoalId = id.parse().map_err(|_| Fail(Refused::NotFound))?;
        let field = |part: &str| format!("{id}.{part}");
        if typed.get(&field("now")).trim().is_empty() {
            typed.wrong(
                &field("now"),
                words.say("plan-review-now"),
                words.say_code("refused", "now-needed", &[]),
            );
        }
        let progress: Option<u8> =
            typed.get(&field("progress")).trim().parse().ok().filter(|percent| *percent <= 100);
        if progress.is_none() {
            let message = words.say_with("wrong-out-of-range", args!["least" => 0, "most" => 100]);
            typed.wrong(&field("progress"), words.say("plan-progress"), message);
        }
        let outcome = match typed.chosen(&field("outcome")) {
            Some(outcome) => Some(ChoiceCode::new(outcome).map_err(|_| Fail(Refused::NotFound))?),
            None => None,
        };
        looks.push(GoalLook {
            goal,
            seen: typed.get(&field("seen")).parse().unwrap_or_default(),
            now: typed.text(&field("now")),
            progress: progress.unwrap_or_default(),
            child_view: typed.text(&field("view")),
            outcome,
        });
    }
    if typed.is_fine() {
        let sent = ReviewPlan { command: posted.command, code, looks, note: typed.maybe("note") };
        match visit.app().review_plan(visit.who()?, sent).await {
            Ok(_) => return Ok(visit.go(&plan(&code.to_string()), "said-plan-reviewed")),
            Err(error) => {
                let moved = moved(&error);
                typed.refused(visit, error, |_| {
                    moved.as_deref().map(|field| (field, words.say("plan-review-now")))
                })?;
            }
        }
    }
    show(visit, &code, typed).await
}

/// The field of the goal that somebody else has moved meanwhile.
fn moved(error: &Refused) -> Option<String> {
    let Refused::Because(reason) = error else { return None };
    reason.args.iter().find(|(name, _)| *name == "goal").map(|(_, goal)| format!("{goal}.now"))
}

fn plan(code: &str) -> String {
    format!("{}/plan", address(code))
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open(visit, code).await?;
    if !may_review(&opened.grant) {
        return Err(Fail(Refused::NotFound));
    }
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let goals = goals_to_review(&opened.view, &opened.grant);
    let others: Vec<&GoalState> = opened
        .view
        .goals
        .iter()
        .filter(|known| known.outcome().is_none() && goals.iter().all(|own| own.goal.goal != known.goal.goal))
        .collect();
    let back = plan(&title(&opened));
    let content = html! {
        (headed(visit, &opened, words.say("review-title"), words.say("review-what")))
        (typed.summary(words))
        @if goals.is_empty() {
            (look::empty(Icon::Goal, words.say("review-no-goals"), Some((words.say("plan-title"), &back))))
        } @else {
            (form(visit, &format!("{back}/review"), &html! {
                @for known in &goals { (asked(visit, &opened, known, &typed, &clock)) }
                (look::text_area(words, typed.field("note", words.say("review-note")).hint(Some(words.say("review-note-hint"))), 3, typed.get("note")))
                (look::form_end(words, words.say("review-save-do"), &[], Some(&back)))
            })?)
        }
        @if !others.is_empty() {
            (look::card(words.say("review-others"), None, &html! {
                @for known in &others { (look::goal(words, &line(visit, &opened, known, &clock))) }
            }))
        }
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// One goal with what is asked of it.
fn asked(visit: &Visit, opened: &Opened, known: &GoalState, typed: &Typed, clock: &Clock) -> Markup {
    let words = visit.words;
    let id = known.goal.goal;
    let [now, progress, view, outcome, seen] =
        ["now", "progress", "view", "outcome", "seen"].map(|part| format!("{id}.{part}"));
    let outcomes = choices(visit, "goal_outcomes");
    let outcomes: Vec<Choice<'_>> = outcomes.iter().map(|(code, label)| Choice::new(code, label)).collect();
    // What somebody else wrote meanwhile has now been seen.
    let moves = known.moves().to_string();
    html! {
        section class="card" aria-label=(words.say("plan-goal")) {
            (look::goal(words, &line(visit, opened, known, clock)))
            input type="hidden" name="goal" value=(id);
            input type="hidden" name=(seen) value=(moves);
            (look::text_area(words, typed.field(&now, words.say("plan-review-now")).required(), 2, typed.get(&now)))
            (look::number_field(words, typed.field(&progress, words.say("plan-progress")).hint(Some(words.say("plan-progress-hint"))).required(), Number::Whole, Some("%"), typed.get(&progress)))
            (look::text_area(words, typed.field(&view, words.say("plan-child-view-field")), 2, typed.get(&view)))
            (look::radio_field(words, typed.field(&outcome, words.say("plan-outcome")).hint(Some(words.say("plan-outcome-hint"))), &outcomes, typed.chosen(&outcome)))
        }
    }
}

/// The way to a review, where this reader makes them.
pub(super) fn way(visit: &Visit, opened: &Opened) -> Option<Markup> {
    let any = may_review(&opened.grant) && !goals_to_review(&opened.view, &opened.grant).is_empty();
    let href = format!("{}/review", plan(&title(opened)));
    any.then(|| look::link_button_with(Icon::Check, visit.words.say("review-do"), &href, Weight::Quiet))
}

/// The reviews so far: when, by whom, and how far each goal had come.
pub(super) async fn reviews(visit: &Visit, opened: &Opened, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let last: Vec<&PlanReview> = opened.view.plan_reviews.iter().rev().take(MOST).collect();
    let last: Vec<&PlanReview> = last.into_iter().rev().collect();
    if last.is_empty() || opened.grant.is_outside() {
        return Ok(html! {});
    }
    let mut said = Vec::new();
    let mut days = Vec::new();
    let mut then: Vec<Vec<GoalState>> = Vec::new();
    for review in &last {
        let day = words.date(clock.day_of(review.at));
        said.push((format!("{day} · {}", visit.name_of(review.by).await?), review.note.as_ref()));
        days.push(day);
        then.push(opened.view.goals_at(PlanMoment::At(review.event)));
    }
    let mut columns = vec![Column::text(words.say("plan-goal"))];
    columns.extend(days.iter().map(|day| Column::text(day)));
    let rows: Vec<Vec<Markup>> = opened
        .view
        .goals
        .iter()
        .filter(|known| then.iter().flatten().any(|goal| goal.goal.goal == known.goal.goal))
        .map(|known| {
            let mut cells = vec![html! { (look::own(known.goal.objective.as_str())) }];
            cells.extend(then.iter().map(|goals| {
                let goal = goals.iter().find(|goal| goal.goal.goal == known.goal.goal);
                stood(visit, goal)
            }));
            cells
        })
        .collect();
    Ok(look::card(
        words.say("review-record"),
        None,
        &html! {
            (look::table(words.say("review-record"), &columns, &rows))
            @for (said, note) in said.iter().rev() {
                div { p class="soft" { (look::own(said)) } @if let Some(note) = note { (look::written(note.as_str())) } }
            }
        },
    ))
}

/// How a goal stood at a review: a bar with its figure, or that it was over.
fn stood(visit: &Visit, goal: Option<&GoalState>) -> Markup {
    let Some(review) = goal.and_then(|goal| goal.reviews.last()) else { return html! { "—" } };
    html! {
        (look::share_bar(i64::from(review.progress), 100))
        span class="nowrap" { (review.progress) "\u{A0}%" }
        @if let Some(outcome) = &review.outcome { " " (look::state(Tone::Calm, Icon::Done, &label(visit, "goal_outcomes", outcome.as_str()))) }
    }
}
