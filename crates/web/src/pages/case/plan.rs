//! The plan: five levels, each goal a line from where it began over today to where it should come; and its approval.
//!
//! Invariant: a reader sees the goals of the compartments that are open to them and no others; on the school's side
//! that is the support plan, without approvals and without a date before access began.

use app::{Door, Opened, Refused, Shown, case::plan::AnswerApproval};
use axum::response::Response;
use domain::{
    ApprovalId, GroundCode, PersonCode,
    record::{Approval, GoalState, PlanMoment, Verdict},
};
use maud::{Markup, html};
use policy::Level;
use protocol::Trigger;

use super::{
    family::family,
    form::head,
    hearing,
    listing::label,
    person::{address, title},
    review,
    typed::{Typed, form},
    versions::{difference, last_signed, may_compare, whole},
};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Button, Goal, Icon, Tone, Weight},
    posted::Posted,
    visit::Visit,
    words::Clock,
};

/// The levels of the plan, in their order.
pub(super) const LEVELS: [&str; 5] = ["individual", "family", "educational", "community", "societal"];

/// The compartment of a level's goals: an adult's learning is for work.
pub(super) fn compartment(opened: &Opened, level: &str) -> &'static str {
    match level {
        "educational" if *opened.kind() == "adult" => "livelihood",
        "educational" => "education",
        _ => "social",
    }
}

/// What is said of a child, and of an adult whose plan it is.
pub(super) fn whose(visit: &Visit, opened: &Opened, childs: &'static str, own: &'static str) -> &'static str {
    visit.words.say(if *opened.kind() == "adult" { own } else { childs })
}

/// What a level is called in a plan.
pub(super) fn level_of(visit: &Visit, opened: &Opened, level: &str) -> String {
    if compartment(opened, level) == "livelihood" {
        return visit.words.say("plan-level-work").to_owned();
    }
    label(visit, "plan_levels", level)
}

/// Whether any of the plan is open to this reader.
pub(super) fn reads(opened: &Opened) -> bool {
    matches!(opened.kind().as_str(), "child" | "adult")
        && LEVELS.iter().any(|level| opened.grant.may(compartment(opened, level), Level::Read))
}

pub(super) async fn page(visit: Visit, Path(code): Path<PersonCode>) -> Result<Response, Fail> {
    show(&visit, &code, Typed::default()).await
}

/// Sends the plan to the supervisor.
pub(super) async fn submit(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    if typed.is_fine() {
        let note = typed.maybe("note");
        match visit.app().submit_plan(visit.who()?, posted.command, code, note).await {
            Ok(_) => return Ok(visit.go(&here(&code), "said-plan-sent")),
            Err(error) => typed.refused(visit, error, |_| None)?,
        }
    }
    show(visit, &code, typed).await
}

/// The supervisor's answer.
pub(super) async fn answer(Path(code): Path<PersonCode>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut typed = Typed::sent(&posted);
    let approval: ApprovalId = posted.parsed("approval")?;
    let (verdict, note, said) = match posted.text("step") {
        Some("approve") => (Verdict::Given, typed.maybe("word"), "said-plan-approved"),
        Some("return") => (Verdict::Refused, typed.maybe("return"), "said-plan-returned"),
        _ => return Err(Fail(Refused::NotFound)),
    };
    if typed.is_fine() {
        let sent = AnswerApproval { command: posted.command, code, approval, verdict, note };
        match visit.app().answer_plan(visit.who()?, sent).await {
            Ok(_) => return Ok(visit.go(&here(&code), said)),
            Err(error) => typed.refused(visit, error, |reason| {
                (reason == "reason-needed").then(|| ("return", visit.words.say("plan-return-why")))
            })?,
        }
    }
    show(visit, &code, typed).await
}

fn here(code: &PersonCode) -> String {
    format!("{}/plan", address(&code.to_string()))
}

/// Opens a record for whoever may read any of its plan.
pub(super) async fn open(visit: &Visit, code: &PersonCode) -> Result<Opened, Fail> {
    let opened = visit.app().open_code(visit.who()?, code, Door::page(Shown::RecordPlan)).await?;
    if reads(&opened) { Ok(opened) } else { Err(Fail(Refused::NotFound)) }
}

async fn show(visit: &Visit, code: &PersonCode, typed: Typed) -> Result<Response, Fail> {
    let opened = open(visit, code).await?;
    let words = visit.words;
    let heading =
        if opened.grant.is_outside() { words.say("pupil-support") } else { words.say("plan-title") };
    let content = html! {
        (head(visit, &opened, heading))
        (typed.summary(words))
        (approval(visit, &opened, &typed).await?)
        @if opened.view.goals.is_empty() && !opened.grant.is_outside() { p class="lead" { (whose(visit, &opened, "plan-empty", "plan-empty-adult")) } }
        @if let Some(ways) = ways(visit, &opened) { (ways) }
        (look::sheet(&bands(visit, &opened, With::Empty)))
        (review::reviews(visit, &opened, &visit.clock_of(&opened.view)).await?)
        (family(visit, &opened, &visit.clock_of(&opened.view)).await?)
    };
    Ok(typed.answer(visit.text_page(&title(&opened), content).await?))
}

/// What can be done with the plan as a whole: going through it, and looking back.
fn ways(visit: &Visit, opened: &Opened) -> Option<Markup> {
    let compares = may_compare(opened) && !opened.view.plan_versions().is_empty();
    let href = format!("{}/plan/versions", address(&title(opened)));
    let back = compares.then(|| {
        look::link_button_with(Icon::History, visit.words.say("versions-title"), &href, Weight::Quiet)
    });
    let all: Vec<Markup> = review::way(visit, opened).into_iter().chain(back).collect();
    (!all.is_empty()).then(|| look::buttons(&all))
}

/// What the approver is asked to sign: what changed since the version that was signed last, or all of it.
fn to_sign(visit: &Visit, opened: &Opened) -> Markup {
    let words = visit.words;
    let versions = opened.view.plan_versions();
    let Some(sent) = versions.last() else { return html! {} };
    let at = PlanMoment::At(sent.event);
    let moved = opened.view.goals_at(at) != opened.view.goals;
    html! {
        h3 { (words.say("plan-to-sign")) }
        @match last_signed(&versions) {
            Some(signed) => {
                p class="soft" { (words.say_with("plan-since-signed", args!["number" => signed.number])) }
                (difference(visit, opened, PlanMoment::At(signed.event), at))
            }
            None => {
                p class="soft" { (words.say("plan-first-version")) }
                (whole(visit, opened, at))
            }
        }
        @if moved { (look::notice(Tone::Soon, Icon::Warning, &html! { p { (words.say("plan-moved-since")) } })) }
    }
}

/// Whether levels without goals are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    /// They are, with the way to a first goal.
    Empty,
    /// Only levels with goals.
    Goals,
}

/// The bands of the plan that are open to this reader.
pub(super) fn bands(visit: &Visit, opened: &Opened, with: With) -> Markup {
    let words = visit.words;
    let clock = visit.clock_of(&opened.view);
    let base = format!("{}/plan", address(&title(opened)));
    html! {
        @for level in LEVELS {
            @let part = compartment(opened, level);
            @let goals: Vec<&GoalState> = opened.view.goals.iter().filter(|known| known.goal.level == level).collect();
            @if opened.grant.may(part, Level::Read) && (with == With::Empty || !goals.is_empty()) {
                @let sets = with == With::Empty && opened.grant.may_do("goal.set") && opened.grant.may(part, Level::Write);
                @let more = sets.then(|| look::link_button_with(Icon::Plus, words.say("plan-goal-do"), &format!("{base}/goals/new?level={level}"), Weight::Plain));
                (look::plan_level(words, &level_of(visit, opened, level), words.say("plan-level-empty"), &lines(visit, opened, &goals, &clock), more.as_ref()))
            }
        }
    }
}

fn lines<'a>(visit: &Visit, opened: &Opened, goals: &[&'a GoalState], clock: &Clock) -> Vec<Goal<'a>> {
    goals.iter().map(|known| line(visit, opened, known, clock)).collect()
}

/// One goal as a line of the plan.
pub(super) fn line<'a>(visit: &Visit, opened: &Opened, known: &'a GoalState, clock: &Clock) -> Goal<'a> {
    let words = visit.words;
    let review = known.reviews.last();
    let goal = &known.goal;
    // A day before access began tells the school's side of a time it does not know.
    let early =
        opened.grant.is_outside() && opened.grant.since().is_some_and(|since| goal.due < clock.day_of(since));
    let until = if early {
        String::new()
    } else {
        words.say_with("plan-until-day", args!["day" => words.date(goal.due)])
    };
    let child = review.map(|review| review.child_view.as_str()).filter(|view| !view.is_empty());
    Goal {
        title: goal.objective.as_str(),
        measure: goal.measure.as_str(),
        baseline: goal.baseline.as_str(),
        aim: goal.aim.as_str(),
        now: review.map(|review| review.now.as_str()),
        progress: review.map(|review| review.progress),
        who: goal.responsible.as_str(),
        until,
        child: child
            .or(Some(goal.child_view.as_str()).filter(|view| !view.is_empty()))
            .map(|view| (whose(visit, opened, "plan-child-view", "plan-own-view"), view)),
        state: state(visit, known, clock),
        href: Some(format!("{}/plan/goals/{}", address(&title(opened)), goal.goal)),
    }
}

fn state(visit: &Visit, known: &GoalState, clock: &Clock) -> (Tone, Icon, String) {
    let words = visit.words;
    if let Some(outcome) = known.reviews.last().and_then(|review| review.outcome.as_ref()) {
        let (tone, picture) = match outcome.as_str() {
            "met" => (Tone::Good, Icon::Done),
            "partly" => (Tone::Soon, Icon::Check),
            _ => (Tone::Calm, Icon::Cross),
        };
        return (tone, picture, label(visit, "goal_outcomes", outcome.as_str()));
    }
    if known.goal.due < clock.today() {
        return (Tone::Late, Icon::Warning, words.say("due-late").to_owned());
    }
    if known.reviews.is_empty() {
        (Tone::Calm, Icon::Circle, words.say("plan-not-begun").to_owned())
    } else {
        (Tone::Now, Icon::Clock, words.say("plan-on-its-way").to_owned())
    }
}

/// Where the plan's approval stands, as a mark.
pub(super) fn standing(visit: &Visit, known: Option<&Approval>) -> Markup {
    let words = visit.words;
    match known.map(|known| known.answer.as_ref().map(|answer| answer.verdict)) {
        None => look::state(Tone::Calm, Icon::Write, words.say("plan-draft")),
        Some(None) => look::state(Tone::Soon, Icon::Clock, words.say("plan-waiting")),
        Some(Some(Verdict::Given)) => look::state(Tone::Good, Icon::Done, words.say("plan-approved")),
        Some(Some(Verdict::Refused)) => look::state(Tone::Late, Icon::Undo, words.say("plan-returned")),
    }
}

/// The approval: where it stands, what was said, and this reader's next step.
async fn approval(visit: &Visit, opened: &Opened, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let grant = &opened.grant;
    if grant.is_outside() || !grant.may("social", Level::Read) {
        return Ok(html! {});
    }
    let clock = visit.clock_of(&opened.view);
    let known = opened.view.approval("plan");
    let waiting = known.filter(|known| known.answer.is_none());
    let base = format!("{}/plan", address(&title(opened)));
    let waits_for = hearing::waits_for(visit, opened, &Trigger::Approval(GroundCode::of("plan")), None);
    let mut said: Vec<Markup> = Vec::new();
    if let Some(known) = known {
        let by = visit.name_of(known.asked_by).await?;
        said.push(html! {
            p class="soft" { (words.say_with("plan-sent-by", args!["who" => &by, "when" => words.exact(known.asked_at, &clock)])) }
            @if let Some(note) = &known.note { (look::written(note.as_str())) }
        });
        if let Some(answer) = &known.answer {
            let (who, when) = (visit.name_of(answer.by).await?, words.exact(answer.at, &clock));
            let key = match answer.verdict {
                Verdict::Given => words.say_with("plan-approved-by", args!["who" => &who, "when" => &when]),
                Verdict::Refused => words.say_with("plan-returned-by", args!["who" => &who, "when" => &when]),
            };
            said.push(html! {
                p class="soft" { (key) }
                @if let Some(note) = &answer.note { (look::written(note.as_str())) }
            });
        }
    }
    let answers = waiting.filter(|_| grant.may_do("plan.approve"));
    let own = answers
        .is_some_and(|known| Ok(known.asked_by) == visit.who().map(app::SignedIn::user).map_err(|_| ()));
    Ok(look::card(
        words.say("plan-approval"),
        Some(&standing(visit, known)),
        &html! {
            @for one in &said { (one) }
            @if let Some(known) = answers {
                (to_sign(visit, opened))
                @if own {
                    p class="soft" { (words.say("refused-not-your-own")) }
                } @else {
                    (form(visit, &format!("{base}/answer"), &html! {
                        input type="hidden" name="approval" value=(known.id);
                        input type="hidden" name="step" value="approve";
                        (look::text_area(words, typed.field("word", words.say("plan-approve-word")), 2, typed.get("word")))
                        (look::buttons(&[look::button(Button::first(words.say("plan-approve-do")))]))
                    })?)
                    (typed.folded("return", words.say("plan-return-do"), &form(visit, &format!("{base}/answer"), &html! {
                        input type="hidden" name="approval" value=(known.id);
                        input type="hidden" name="step" value="return";
                        (look::text_area(words, typed.field("return", words.say("plan-return-why")).required(), 3, typed.get("return")))
                        (look::buttons(&[look::button(Button::grave(words.say("plan-return-do")))]))
                    })?))
                }
            }
            @if grant.may_do("plan.submit") && waiting.is_none() && !opened.view.goals.is_empty() {
                @if let Some(first) = &waits_for { (first) } @else {
                (form(visit, &format!("{base}/submit"), &html! {
                    (look::text_area(words, typed.field("note", words.say("plan-ask-note")), 2, typed.get("note")))
                    (look::buttons(&[look::button(Button::first(words.say("plan-ask-do")))]))
                })?)
                }
            }
        },
    ))
}
