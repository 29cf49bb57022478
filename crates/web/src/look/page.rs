//! A whole page.

use jiff::civil::Date;
use maud::{DOCTYPE, Markup, html};

use super::{Frame, Theme, frame};
use crate::{
    assets,
    words::{Clock, Words},
};

/// The `Content-Security-Policy` every page is served with.
pub const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page's content and what the browser needs to know about it.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// The title of the window. On the school's side it says nothing but the page's kind.
    pub title: &'a str,
    /// The content; its first element has the page's one `h1` ([`super::heading`], [`super::child_head`]).
    pub content: Markup,
    /// The line a print of this page carries ([`super::printed_line`]).
    pub printed: Option<Markup>,
    /// Modules this page needs besides the frame's (`"draft.js"`, `"place.js"`), by their asset names.
    pub modules: &'a [&'static str],
    /// How wide it may be.
    pub width: Width,
    /// What was searched for, where this is the answer: it stays in the field at the top.
    pub searched: &'a str,
}

/// How wide a page's content may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// Lists and records.
    #[default]
    Usual,
    /// Forms and reading: at most 68 characters.
    Text,
    /// Boards and previews: all there is.
    Full,
}

impl<'a> Page<'a> {
    /// A page of the usual width.
    pub const fn new(title: &'a str, content: Markup) -> Self {
        Self { title, content, printed: None, modules: &[], width: Width::Usual, searched: "" }
    }
    /// As the answer to a search.
    #[must_use]
    pub const fn searched(mut self, query: &'a str) -> Self {
        self.searched = query;
        self
    }
    /// With a width.
    #[must_use]
    pub const fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }
    /// With modules.
    #[must_use]
    pub const fn modules(mut self, modules: &'a [&'static str]) -> Self {
        self.modules = modules;
        self
    }
    /// With the line of its print.
    #[must_use]
    pub fn printed(mut self, line: Markup) -> Self {
        self.printed = Some(line);
        self
    }
}

/// The document of a page in its frame.
pub fn page(words: Words, frame: &Frame<'_>, page: &Page<'_>) -> Markup {
    let width = match page.width {
        Width::Usual => None,
        Width::Text => Some("text"),
        Width::Full => Some("full"),
    };
    let class = if frame.reader.is_some() { "app" } else { "way-in" };
    document(
        words,
        frame.theme,
        page.title,
        &html! {
            body class=(class) {
                a class="skip" href="#content" { (words.say("frame-skip")) }
                (frame::ribbon(words, frame.demo))
                div class="frame" {
                    @if frame.reader.is_some() { (frame::rail(words, frame)) }
                    (frame::top(words, frame))
                    main id="content" tabindex="-1" class=[width] {
                        @if let Some(line) = &page.printed { (line) }
                        @if let Some(tour) = &frame.tour { (tour) }
                        (frame::flash(frame.flash))
                        (page.content)
                    }
                    @if frame.reader.is_some() { (frame::bottom(words, frame)) }
                }
                @if frame.reader.is_some() { script type="module" src=(assets::url("quick-exit.js")) {} }
                script type="module" src=(assets::url("once.js")) {}
                @for module in page.modules { script type="module" src=(assets::url(module)) {} }
            }
        },
    )
}

/// The document of a page before anyone is signed in: the content in the middle, language and theme on top.
pub fn sign_in_page(words: Words, frame: &Frame<'_>, content: &Page<'_>) -> Markup {
    page(words, &Frame { reader: None, places: &[], search: None, ..frame.clone() }, content)
}

fn document(words: Words, theme: Theme, title: &str, body: &Markup) -> Markup {
    let chosen = match theme {
        Theme::Auto => None,
        Theme::Light | Theme::Dark => Some(theme.code()),
    };
    html! {
        (DOCTYPE)
        html lang=(words.language().code()) dir=(words.direction().code()) data-theme=[chosen] {
            head {
                meta charset="utf-8";
                title { (title) " · " (words.say("frame-name")) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content={ (match theme { Theme::Auto => "light dark", Theme::Light => "light", Theme::Dark => "dark" }) };
                meta name="referrer" content="same-origin";
                meta name="robots" content="noindex";
                link rel="icon" href=(assets::url("mark.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::url("style.css"));
            }
            (body)
        }
    }
}

/// The page the quick exit leads to: a month's calendar, with no name, no mark and no way back. Its addresses and
/// title tell nothing.
pub fn neutral_page(words: Words, clock: &Clock) -> Markup {
    let today = clock.today();
    let first = today.first_of_month();
    let blanks = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or(0);
    let days: Vec<Option<Date>> = std::iter::repeat_n(None, blanks)
        .chain((1..=today.days_in_month()).map(|day| Date::new(today.year(), today.month(), day).ok()))
        .collect();
    html! {
        (DOCTYPE)
        html lang=(words.language().code()) dir=(words.direction().code()) {
            head {
                meta charset="utf-8";
                title { (words.month(today)) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href=(assets::url("blank.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::url("style.css"));
            }
            body class="away" {
                main {
                    h1 { (words.month(today)) }
                    table {
                        @for week in days.chunks(7) {
                            tr {
                                @for day in week {
                                    td aria-current=[(*day == Some(today)).then_some("date")] { @if let Some(day) = day { (day.day()) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
