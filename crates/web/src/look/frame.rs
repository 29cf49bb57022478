//! The frame around a page: the rail, the bar on top, the places at the bottom, the message after an action.
//!
//! Invariant: shows only what this reader has; nothing is greyed out. The quick exit is on every page of a signed-in
//! person.

use maud::{Markup, html};

use super::{Icon, Weight, icon, mark, own, unseen};
use crate::words::{Language, Words};

/// Takes `language` (a code), `theme` (`auto`, `light`, `dark`) and `back` (a path): sets the cookies, answers 303.
pub const CHOICES: &str = "/choices";
/// Ends the session and answers 303 to [`AWAY`].
pub const LEAVE: &str = "/leave";
/// Ends the session and answers 303 to the sign-in.
pub const SIGN_OUT: &str = "/sign-out";
/// The neutral page of the quick exit: [`super::neutral_page`].
pub const AWAY: &str = "/calendar";

/// Light, dark, or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Paper.
    Light,
    /// Night.
    Dark,
}

impl Theme {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// As the cookie holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// From the cookie; unknown is auto.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }

    fn word(self, words: Words) -> &'static str {
        match self {
            Self::Auto => words.say("theme-auto"),
            Self::Light => words.say("theme-light"),
            Self::Dark => words.say("theme-dark"),
        }
    }
}

/// A place in the rail.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// Its picture.
    pub icon: Icon,
    /// Its name.
    pub label: &'a str,
    /// Where it is.
    pub href: &'a str,
    /// Where else pages begin that belong to it.
    pub with: &'a [&'a str],
    /// How many wait there.
    pub count: Option<usize>,
}

/// Who is signed in.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The name.
    pub name: &'a str,
    /// The role in the reader's language.
    pub role: &'a str,
    /// The page of the own account.
    pub account: &'a str,
}

/// The message after an action.
#[derive(Debug, Clone, Copy)]
pub enum Flash<'a> {
    /// It was done.
    Done(&'a str),
    /// It was not done, and why.
    Refused(&'a str),
}

/// Where the search goes and what was searched.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The address; the query is sent as `q`.
    pub action: &'a str,
    /// What was searched last, on the page of results.
    pub query: &'a str,
}

/// Whether this is the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Demo {
    /// Real work.
    #[default]
    No,
    /// Invented people: a ribbon says so and leads to the roles at this address.
    Yes(&'static str),
}

/// What is around every page of one reader.
#[derive(Debug, Clone, Default)]
pub struct Frame<'a> {
    /// Light or dark.
    pub theme: Theme,
    /// The session's token.
    pub csrf: &'a str,
    /// The path of this page with its query: what is marked in the rail, and where a choice of language comes back to.
    pub here: &'a str,
    /// The one signed in; nothing on the way in.
    pub reader: Option<Reader<'a>>,
    /// The places this reader has, most used first.
    pub places: &'a [Place<'a>],
    /// The search, where the role has one.
    pub search: Option<Search<'a>>,
    /// Whether this is the demo.
    pub demo: Demo,
    /// The panel of its guided tour ([`super::tour_panel`]), for whoever is on it.
    pub tour: Option<Markup>,
    /// The message after an action.
    pub flash: Option<Flash<'a>>,
}

impl Frame<'_> {
    /// The place this page belongs to: the longest address that its path begins with.
    fn is_here(&self, place: &Place<'_>) -> bool {
        let fits = |href: &str| {
            self.here.strip_prefix(href).is_some_and(|rest| {
                href == "/" && rest.is_empty()
                    || href != "/" && (rest.is_empty() || rest.starts_with(['/', '?']))
            })
        };
        std::iter::once(&place.href).chain(place.with).any(|href| fits(href))
            && !self.places.iter().any(|other| other.href.len() > place.href.len() && fits(other.href))
    }
}

fn place_link(words: Words, frame: &Frame<'_>, place: &Place<'_>) -> Markup {
    html! {
        a href=(place.href) aria-current=[frame.is_here(place).then_some("page")] {
            (icon(place.icon)) span class="grow" { (place.label) }
            @if let Some(count) = place.count.filter(|count| *count > 0) {
                span class="count" { (words.number(i64::try_from(count).unwrap_or(i64::MAX))) }
            }
        }
    }
}

/// The rail at the start side, where there is room.
pub(super) fn rail(words: Words, frame: &Frame<'_>) -> Markup {
    html! {
        nav class="rail" aria-label=(words.say("frame-places")) {
            a class="home" href="/" { (mark()) span { (words.say("frame-name")) } }
            ul { @for place in frame.places { li { (place_link(words, frame, place)) } } }
        }
    }
}

/// The places at the bottom of a telephone: three and the rest, or all when there are four.
pub(super) fn bottom(words: Words, frame: &Frame<'_>) -> Markup {
    let direct = if frame.places.len() <= 4 { frame.places.len() } else { 3 };
    let (first, rest) = frame.places.split_at(direct);
    html! {
        nav class="bottom" aria-label=(words.say("frame-places")) {
            ul {
                @for place in first { li { (place_link(words, frame, place)) } }
                @if !rest.is_empty() {
                    li {
                        details {
                            summary { (icon(Icon::More)) span { (words.say("frame-more")) } }
                            ul { @for place in rest { li { (place_link(words, frame, place)) } } }
                        }
                    }
                }
            }
        }
    }
}

/// The bar on top: search, quick exit, the account.
pub(super) fn top(words: Words, frame: &Frame<'_>) -> Markup {
    html! {
        header class="top" {
            @if frame.reader.is_none() { a class="home" href="/" { (mark()) span { (words.say("frame-name")) } } }
            @if let Some(search) = frame.search {
                form role="search" action=(search.action) class="search" {
                    label class="unseen" for="search" { (words.say("frame-search-label")) }
                    (icon(Icon::Search))
                    input type="search" id="search" name="q" value=(search.query) placeholder=(words.say("frame-search"))
                        autocomplete="off" spellcheck="false";
                }
            } @else { span class="grow" {} }
            @if frame.reader.is_some() { (quick_exit(words, frame)) }
            (settings(words, frame))
        }
    }
}

fn quick_exit(words: Words, frame: &Frame<'_>) -> Markup {
    html! {
        form method="post" action=(LEAVE) class="exit" data-quick-exit data-away=(AWAY) {
            input type="hidden" name="_csrf" value=(frame.csrf);
            button type="submit" class=(Weight::Quiet.button_class()) title=(words.say("frame-leave-how")) {
                (icon(Icon::Leave)) span { (words.say("frame-leave")) }
            }
        }
    }
}

/// Language, light and dark, the account and signing out, folded away.
fn settings(words: Words, frame: &Frame<'_>) -> Markup {
    html! {
        details class="me" {
            summary {
                @if let Some(reader) = frame.reader {
                    (icon(Icon::Child)) span class="who" { (own(reader.name)) } (unseen(words.say("frame-account")))
                } @else {
                    (icon(Icon::Globe)) span { (words.language().own_name()) } (unseen(words.say("frame-settings")))
                }
            }
            div class="sheet" {
                @if let Some(reader) = frame.reader {
                    p { strong { (own(reader.name)) } br; span class="soft" { (reader.role) } }
                    ul class="lines" { li { a href=(reader.account) { (icon(Icon::Key)) span class="grow" { (words.say("frame-my-account")) } } } }
                }
                form method="post" action=(CHOICES) class="choices" {
                    input type="hidden" name="_csrf" value=(frame.csrf);
                    input type="hidden" name="back" value=(frame.here);
                    p class="label" { (words.say("frame-language")) }
                    div class="options" {
                        @for language in Language::OFFERED {
                            button type="submit" name="language" value=(language.code()) lang=(language.code()) translate="no"
                                aria-pressed=(pressed(language == words.language())) { (language.own_name()) }
                        }
                    }
                    p class="label" { (words.say("frame-theme")) }
                    div class="options" {
                        @for theme in Theme::ALL {
                            button type="submit" name="theme" value=(theme.code()) aria-pressed=(pressed(theme == frame.theme)) { (theme.word(words)) }
                        }
                    }
                }
                @if frame.reader.is_some() {
                    form method="post" action=(SIGN_OUT) {
                        input type="hidden" name="_csrf" value=(frame.csrf);
                        button type="submit" class=(Weight::Quiet.button_class()) { (words.say("frame-sign-out")) }
                    }
                }
            }
        }
    }
}

fn pressed(it_is: bool) -> &'static str {
    if it_is { "true" } else { "false" }
}

/// The ribbon of the demo.
pub(super) fn ribbon(words: Words, demo: Demo) -> Markup {
    html! {
        @if let Demo::Yes(roles) = demo {
            aside class="ribbon" aria-label=(words.say("frame-demo-word")) {
                (words.say("frame-demo")) " " a href=(roles) { (words.say("frame-demo-roles")) }
            }
        }
    }
}

/// The message after an action.
pub(super) fn flash(flash: Option<Flash<'_>>) -> Markup {
    match flash {
        Some(Flash::Done(text)) => {
            html! { div class="notice good" role="status" { (icon(Icon::Done)) p { (text) } } }
        }
        Some(Flash::Refused(text)) => {
            html! { div class="notice late" role="alert" { (icon(Icon::Warning)) p { (text) } } }
        }
        None => html! {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_fitting_place_is_marked_and_only_that_one() {
        let place = |href| Place { icon: Icon::Day, label: "x", href, with: &[], count: None };
        let flights = Place { with: &["/flights"], ..place("/operations") };
        let places = [place("/"), place("/children"), place("/children/new"), flights];
        let marked = |here| {
            let frame = Frame { here, places: &places, ..Frame::default() };
            places.iter().filter(|place| frame.is_here(place)).map(|place| place.href).collect::<Vec<_>>()
        };
        assert_eq!(marked("/"), ["/"]);
        assert_eq!(marked("/children/HW-1?tab=2"), ["/children"]);
        assert_eq!(marked("/children/new"), ["/children/new"]);
        assert_eq!(marked("/operations?closed=1"), ["/operations"]);
        assert_eq!(marked("/flights/HW-1/arrivals"), ["/operations"]);
        assert!(marked("/childrens").is_empty());
    }
}
