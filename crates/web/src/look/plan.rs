//! The plan: five bands, each goal a line from baseline to aim.

use maud::{Markup, html};

use super::{
    Icon, Tone, icon, own, quote,
    score::{px, share},
    state,
};
use crate::words::Words;

/// A goal of the plan.
#[derive(Debug, Clone)]
pub struct Goal<'a> {
    /// What is to be reached.
    pub title: &'a str,
    /// How it is measured ("days at school in a week"); nothing where the aim says it.
    pub measure: &'a str,
    /// Where it began, in the measure's words.
    pub baseline: &'a str,
    /// Where it should come, in the same words.
    pub aim: &'a str,
    /// Where it stands; nothing before the first review.
    pub now: Option<&'a str>,
    /// How much of the way is gone, in percent; nothing before the first review.
    pub progress: Option<u8>,
    /// Who is responsible, by name.
    pub who: &'a str,
    /// Until when, said; empty where no day may be shown.
    pub until: String,
    /// The person's own view, under its heading.
    pub child: Option<(&'static str, &'a str)>,
    /// Its state as tone, picture, word.
    pub state: (Tone, Icon, String),
    /// Where it leads.
    pub href: Option<String>,
}

/// One level of the plan with its goals; `empty` says what belongs here, `more` is the way to another goal.
pub fn plan_level(
    words: Words,
    level: &str,
    empty: &str,
    goals: &[Goal<'_>],
    more: Option<&Markup>,
) -> Markup {
    html! {
        section class="level" {
            div class="row-of" { h3 { (level) } @if let Some(more) = more { (more) } }
            @if goals.is_empty() { p class="soft" { (empty) } }
            @for one in goals { (goal(words, one)) }
        }
    }
}

/// A goal: title, the line from baseline over now to aim, who, until when, and the child's view under it.
pub fn goal(words: Words, goal: &Goal<'_>) -> Markup {
    html! {
        article class="goal" {
            header {
                h4 { @if let Some(href) = &goal.href { a href=(href) { (own(goal.title)) } } @else { (own(goal.title)) } }
                (state(goal.state.0, goal.state.1, &goal.state.2))
            }
            (goal_line(words, goal))
            p class="soft" { (own(goal.who)) @if !goal.until.is_empty() { " · " (goal.until) } @if !goal.measure.is_empty() { " · " (own(goal.measure)) } }
            @if let Some((whose, child)) = goal.child {
                p class="view" { (icon(Icon::Note)) span { (whose) " " (quote(child)) } }
            }
        }
    }
}

/// The line from baseline to aim with today's mark; what stands at its ends is said in words.
fn goal_line(words: Words, goal: &Goal<'_>) -> Markup {
    let at = goal.progress.map(|percent| px(3.0 + 194.0 * share(percent.into(), 100)));
    html! {
        div class="goal-line" {
            p { span class="soft" { (words.say("plan-baseline")) } (own(goal.baseline)) }
            svg viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true" {
                path d="M3 8H197" {}
                @if let Some(at) = &at { path class="gone" d={ "M3 8H" (at) } {} }
                // Points are strokes without length: they stay round however wide the line is drawn.
                path class="aim" d="M197 8h0" {}
                path class="hole" d="M197 8h0" {}
                @if let Some(at) = &at { path class="at" d={ "M" (at) " 8h0" } {} }
            }
            p class="aim-word" { span class="soft" { (words.say("plan-aim")) } (own(goal.aim)) }
            @if let Some(now) = goal.now {
                p class="now-word" {
                    span class="soft" { (words.say("plan-now")) @if let Some(percent) = goal.progress { " · " (percent) "\u{A0}%" } }
                    (own(now))
                }
            }
        }
    }
}
