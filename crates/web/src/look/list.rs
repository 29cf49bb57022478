//! Tabs, timelines and plain lists of links.

use jiff::Timestamp;
use maud::{Markup, html};

use super::{Icon, icon, own};
use crate::words::{Clock, Words};

/// A tab: a link to another page about the same thing.
#[derive(Debug, Clone, Copy)]
pub struct Tab<'a> {
    /// What it says.
    pub label: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// How many wait there.
    pub count: Option<usize>,
}

/// Tabs as links; `here` is the address of the one shown.
pub fn tabs(words: Words, label: &str, all: &[Tab<'_>], here: &str) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            @for tab in all {
                a href=(tab.href) aria-current=[(tab.href == here).then_some("page")] {
                    (tab.label)
                    @if let Some(count) = tab.count { " " span class="count" { (words.number(i64::try_from(count).unwrap_or(i64::MAX))) } }
                }
            }
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Happened<'a> {
    /// When.
    pub at: Timestamp,
    /// A picture of its kind.
    pub icon: Icon,
    /// What happened, in the reader's language.
    pub title: &'a str,
    /// Who did it, by name.
    pub by: Option<&'a str>,
    /// More, if this reader may see it.
    pub body: Option<Markup>,
    /// Where it leads.
    pub href: Option<&'a str>,
}

/// Events, the newest first, under their days.
pub fn timeline(words: Words, events: &[Happened<'_>], clock: &Clock) -> Markup {
    let days = events.chunk_by(|a, b| clock.day_of(a.at) == clock.day_of(b.at));
    html! {
        ol class="timeline" {
            @for day in days {
                @if let Some(first) = day.first() {
                    li class="day" {
                        h3 { (words.day(clock.day_of(first.at), clock.today())) }
                        ol {
                            @for event in day {
                                li {
                                    (icon(event.icon))
                                    div {
                                        p {
                                            @if let Some(href) = event.href { a href=(href) { (event.title) } } @else { (event.title) }
                                            span class="soft" {
                                                " " time datetime=(event.at) { (words.time_of_day(event.at, clock)) }
                                                @if let Some(by) = event.by { " · " (own(by)) }
                                            }
                                        }
                                        @if let Some(body) = &event.body { (body) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One line of a list of links.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// A picture.
    pub icon: Option<Icon>,
    /// The main text.
    pub title: Markup,
    /// A quieter line under it.
    pub detail: Option<Markup>,
    /// What stands at the end.
    pub end: Option<Markup>,
}

/// Links one under the other, each a whole line to touch.
pub fn lines(all: &[Line<'_>]) -> Markup {
    html! {
        ul class="lines" {
            @for line in all {
                li {
                    a href=(line.href) {
                        @if let Some(picture) = line.icon { (icon(picture)) }
                        span class="grow" { span { (line.title) } @if let Some(detail) = &line.detail { span class="soft" { (detail) } } }
                        @if let Some(end) = &line.end { span class="end" { (end) } }
                    }
                }
            }
        }
    }
}
