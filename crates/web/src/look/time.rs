//! Times on a page: relative, with the exact one on hover, on focus and for screen readers.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::words::{Clock, Words};

/// A moment by itself: `in 6 h`, with the exact time when pointed at or focused.
pub fn when(words: Words, at: Timestamp, clock: &Clock) -> Markup {
    shown(words, &words.due(at, clock), at, clock, Some("0"))
}

/// A moment inside a link or row that takes the focus itself.
pub fn when_inside(words: Words, at: Timestamp, clock: &Clock) -> Markup {
    shown(words, &words.due(at, clock), at, clock, None)
}

fn shown(words: Words, said: &str, at: Timestamp, clock: &Clock, tab: Option<&str>) -> Markup {
    html! {
        time class="when" datetime=(at) tabindex=[tab] {
            (said) span class="exact" { (words.exact(at, clock)) }
        }
    }
}
