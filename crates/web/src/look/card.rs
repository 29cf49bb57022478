//! Cards, facts, headings, empty states and small explanations.

use domain::Urgency;
use maud::{Markup, html};

use super::{Icon, Weight, icon, link_button, own, urgency};
use crate::words::Words;

/// The head of a page: its one `h1`, a line under it, and what can be done.
pub fn heading(title: &str, lead: Option<&str>, actions: &[Markup]) -> Markup {
    html! {
        header class="head" {
            div { h1 { (title) } @if let Some(lead) = lead { p class="lead" { (lead) } } }
            @if !actions.is_empty() { div class="buttons" { @for action in actions { (action) } } }
        }
    }
}

/// The head of a child's page.
#[derive(Debug, Clone, Copy)]
pub struct ChildHead<'a> {
    /// The person code (`HW-7F3K-QX2`).
    pub code: &'a str,
    /// The name as this reader may see it; nothing where only the code may be seen.
    pub name: Option<&'a str>,
    /// The age, said ("9 years").
    pub age: Option<&'a str>,
    /// The protection urgency, for case roles only.
    pub urgency: Option<Urgency>,
}

/// Code, name, age and urgency in one quiet line; it is the page's `h1`.
pub fn child_head(words: Words, head: ChildHead<'_>, actions: &[Markup]) -> Markup {
    html! {
        header class="head" {
            div {
                p class="code" { (own(head.code)) }
                h1 {
                    (own(head.name.unwrap_or(head.code)))
                    @if let Some(age) = head.age { span class="soft" { " · " (age) } }
                }
                @if let Some(level) = head.urgency { (urgency(words, level)) }
            }
            @if !actions.is_empty() { div class="buttons" { @for action in actions { (action) } } }
        }
    }
}

/// A sheet of paper with a heading (`h2`) and content; `more` stands at the end of the heading.
pub fn card(title: &str, more: Option<&Markup>, content: &Markup) -> Markup {
    html! {
        section class="card" {
            header { h2 { (title) } @if let Some(more) = more { (more) } }
            (content)
        }
    }
}

/// A sheet without a heading of its own.
pub fn sheet(content: &Markup) -> Markup {
    html! { div class="card" { (content) } }
}

/// The two columns of a record's page: the story and, at the end side, what needs doing. One below the other on a
/// telephone, what needs doing first.
pub fn two_columns(story: &Markup, doing: &Markup) -> Markup {
    html! { div class="two" { div class="doing" { (doing) } div class="story" { (story) } } }
}

/// Names and values.
pub fn facts(rows: &[(&str, Markup)]) -> Markup {
    html! { dl class="facts" { @for (name, value) in rows { div { dt { (name) } dd { (value) } } } } }
}

/// A value nobody has given yet.
pub fn nothing_yet(words: Words) -> Markup {
    html! { span class="soft" { (words.say("frame-nothing-yet")) } }
}

/// Words a person said, as they said them, with who and when beneath.
pub fn saying(text: &str, source: &Markup) -> Markup {
    html! {
        figure class="saying" {
            blockquote translate="no" dir="auto" { (text) }
            figcaption { (source) }
        }
    }
}

/// A longer text someone wrote; keeps its lines.
pub fn written(text: &str) -> Markup {
    html! { p class="written" translate="no" dir="auto" { (text) } }
}

/// An empty place: what will be here, and the one thing to do.
pub fn empty(picture: Icon, text: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        div class="empty" {
            (icon(picture)) p { (text) }
            @if let Some((label, href)) = action { (link_button(label, href, Weight::Quiet)) }
        }
    }
}

/// A refusal or an end as a whole page's content: what happened, how to mend it, one way on.
pub fn full_stop(picture: Icon, title: &str, text: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        div class="stop" {
            (icon(picture)) h1 { (title) } p class="lead" { (text) }
            @if let Some((label, href)) = action { p { (link_button(label, href, Weight::First)) } }
        }
    }
}

/// A line that stands out: picture, text.
pub fn notice(tone: super::Tone, picture: Icon, text: &Markup) -> Markup {
    let class = match tone {
        super::Tone::Calm | super::Tone::Now => "notice",
        super::Tone::Good => "notice good",
        super::Tone::Soon => "notice soon",
        super::Tone::Late => "notice late",
    };
    html! { div class=(class) { (icon(picture)) div { (text) } } }
}

/// A word with its meaning one tap away.
pub fn definition(term: &str, meaning: &str) -> Markup {
    html! {
        details class="definition" {
            summary { (term) (icon(Icon::Question)) }
            p { (meaning) }
        }
    }
}

/// Something folded away under a summary.
pub fn folded(summary: &str, content: &Markup) -> Markup {
    html! { details class="folded" { summary { (summary) } div { (content) } } }
}

/// "Why can I see this?": the grounds on which this reader may see this page, each a sentence.
pub fn why(words: Words, grounds: &[(&str, &str)]) -> Markup {
    html! {
        details class="folded why" {
            summary { (icon(Icon::Shield)) (words.say("frame-why")) }
            div { dl class="facts" { @for (what, ground) in grounds { div { dt { (what) } dd { (ground) } } } } }
        }
    }
}

/// A note that stays closed until it is opened on purpose; opening is a POST, which is logged.
pub fn closed_note(words: Words, post: super::Post<'_>, about: &Markup) -> Markup {
    html! {
        div class="closed" {
            (icon(Icon::Lock))
            div { p { (words.say("note-closed")) } p class="soft" { (about) } }
            (super::one_button(post, super::Button::quiet(words.say("note-open")).icon(Icon::Eye)))
        }
    }
}

/// Something that was erased: when, and under which rule.
pub fn erased(words: Words, date: &str, rule: &str) -> Markup {
    html! {
        p class="erased" { (icon(Icon::Barred)) (words.say_with("frame-erased", crate::args!["date" => date, "rule" => rule])) }
    }
}
