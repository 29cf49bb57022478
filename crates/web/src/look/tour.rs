//! The panel of the demo's guided tour: quiet, on the real page, and said to whoever hears the page.

use maud::{Markup, html};

use super::{Icon, Weight, icon};
use crate::{args, words::Words};

/// What the panel says.
#[derive(Debug, Clone, Copy)]
pub struct TourPanel<'a> {
    /// Which stop, from 1.
    pub at: usize,
    /// Of how many.
    pub all: usize,
    /// What to look at, and why.
    pub text: &'a str,
    /// Why this is not quite what the text says: somebody was here before.
    pub instead: Option<&'a str>,
    /// A file to take along: its label and address.
    pub take: Option<(&'a str, &'a str)>,
    /// The session's token.
    pub csrf: &'a str,
    /// The page it stands on.
    pub here: &'a str,
}

/// The panel. It is a form, so it works without JavaScript.
pub fn tour_panel(words: Words, panel: TourPanel<'_>) -> Markup {
    let at = words.say_with("tour-at", args!["at" => panel.at, "all" => panel.all]);
    let name = format!("{}. {at}", words.say("tour-title"));
    let last = panel.at >= panel.all;
    let stop = |number: usize| format!("/demo/tour/{number}");
    html! {
        section class="tour" aria-label=(name) {
            p class="label" { (icon(Icon::Onward)) (words.say("tour-title")) " " span class="soft" { (at) } }
            @if let Some(text) = panel.instead { p { strong { (text) } } }
            p { (panel.text) }
            @if let Some((label, href)) = panel.take { p { a href=(href) download { (label) } } }
            form method="post" action=(if last { "/demo/tour/end".to_owned() } else { stop(panel.at + 1) }) {
                input type="hidden" name="_csrf" value=(panel.csrf);
                input type="hidden" name="back" value=(if last { "/" } else { panel.here });
                button type="submit" class=(Weight::Quiet.button_class()) {
                    @if last { (words.say("tour-finish")) } @else { (words.say("tour-next")) }
                }
                button type="submit" class=(Weight::Plain.button_class()) formaction=(stop(panel.at)) { (words.say("tour-again")) }
                @if !last {
                    button type="submit" class=(Weight::Plain.button_class()) formaction="/demo/tour/end" { (words.say("tour-end")) }
                }
            }
        }
    }
}
