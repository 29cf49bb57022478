//! Tasks: what is to be done, for whom, by when.

use jiff::Timestamp;
use maud::{Markup, html};

use super::{Icon, Sector, icon, own, when_inside};
use crate::words::{Clock, Words};

/// Where a task stands against its due time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The time has passed.
    Late,
    /// Today.
    Today,
    /// In the next seven days.
    Week,
    /// Later.
    Later,
    /// Someone else has to act first.
    Waiting,
    /// Done.
    Done,
}

impl Due {
    /// From a due time, by the clock of the place.
    pub fn of(due: Timestamp, clock: &Clock) -> Self {
        let (day, today) = (clock.day_of(due), clock.today());
        if due < clock.now {
            Self::Late
        } else if day == today {
            Self::Today
        } else if today.until(day).is_ok_and(|span| span.get_days() <= 7) {
            Self::Week
        } else {
            Self::Later
        }
    }

    /// Its word.
    pub fn word(self, words: Words) -> &'static str {
        match self {
            Self::Late => words.say("due-late"),
            Self::Today => words.say("due-today"),
            Self::Week => words.say("due-week"),
            Self::Later => words.say("due-later"),
            Self::Waiting => words.say("due-waiting"),
            Self::Done => words.say("due-done"),
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Late => "task late",
            Self::Today => "task today",
            Self::Done => "task done",
            Self::Week | Self::Later | Self::Waiting => "task",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Late => Icon::Warning,
            Self::Today => Icon::Clock,
            Self::Waiting => Icon::Inbox,
            Self::Done => Icon::Done,
            Self::Week | Self::Later => Icon::Circle,
        }
    }
}

/// A task in a list.
#[derive(Debug, Clone)]
pub struct Task<'a> {
    /// What to do, in the reader's language.
    pub title: &'a str,
    /// Whom it is about: code and name as this reader may see them; nothing on the child's own page.
    pub about: Option<&'a str>,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// Where it stands.
    pub state: Due,
    /// Whose work it is.
    pub sector: Option<Sector>,
    /// Where it leads.
    pub href: &'a str,
}

/// One task: a whole line to touch, with its state as picture and word.
pub fn task(words: Words, task: &Task<'_>, clock: &Clock) -> Markup {
    html! {
        li class=(task.state.class()) {
            a href=(task.href) {
                (icon(task.state.icon()))
                span class="grow" {
                    span { (task.title) }
                    @if task.about.is_some() || task.sector.is_some() {
                        span class="soft" {
                            @if let Some(about) = task.about { (own(about)) }
                            @if task.about.is_some() && task.sector.is_some() { " · " }
                            @if let Some(sector) = task.sector { (sector.word(words)) }
                        }
                    }
                }
                span class="end" {
                    span class="unseen" { (task.state.word(words)) " " }
                    @if let Some(due) = task.due { (when_inside(words, due, clock)) }
                }
            }
        }
    }
}

/// Tasks without a heading, as on a child's page.
pub fn tasks(words: Words, all: &[Task<'_>], clock: &Clock) -> Markup {
    html! { ul class="tasks" { @for one in all { (task(words, one, clock)) } } }
}

/// Tasks under the word for their state, with how many there are: "Late 2".
pub fn task_group(words: Words, state: Due, count: usize, all: &[Task<'_>], clock: &Clock) -> Markup {
    let class = match state {
        Due::Late => "group-head late",
        _ => "group-head",
    };
    html! {
        section class="card tasks-card" {
            header class=(class) {
                h2 { (state.word(words)) }
                span class="count" { (words.number(i64::try_from(count).unwrap_or(i64::MAX))) }
            }
            (tasks(words, all, clock))
        }
    }
}
