//! Two values for one thing: two people who saved one form, two records that may be one person.

use maud::{Markup, html};

use super::{Icon, icon, own};
use crate::words::Words;

/// A field two people changed. Only fields the reader may read come here.
#[derive(Debug, Clone, Copy)]
pub struct Differs<'a> {
    /// The field's name; the choice is sent as `choose.NAME` with `mine` or `theirs`.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// What this person typed.
    pub mine: &'a str,
    /// What is saved now.
    pub theirs: &'a str,
    /// Who saved it, by name, and when, said.
    pub saved_by: (&'a str, &'a str),
}

/// Both values of each field, to choose from; goes inside an [`super::action_form`].
pub fn conflict(words: Words, fields: &[Differs<'_>]) -> Markup {
    html! {
        (super::notice(super::Tone::Soon, Icon::People, &html! {
            strong { (words.say("conflict-title")) } p { (words.say("conflict-what")) }
        }))
        @for field in fields {
            fieldset class="field conflict" id={ "f-" (field.name) } {
                legend { (field.label) }
                div class="side-by-side" {
                    label class="option value" {
                        input type="radio" name={ "choose." (field.name) } value="mine" checked;
                        span { span class="soft" { (words.say("conflict-mine")) } span class="written" { (own(field.mine)) } }
                    }
                    label class="option value" {
                        input type="radio" name={ "choose." (field.name) } value="theirs";
                        span {
                            span class="soft" { (words.say_with("conflict-theirs", crate::args!["who" => field.saved_by.0, "when" => field.saved_by.1])) }
                            span class="written" { (own(field.theirs)) }
                        }
                    }
                }
            }
        }
    }
}

/// One fact of two records side by side.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'a> {
    /// What it is.
    pub label: &'a str,
    /// In the first record.
    pub first: &'a str,
    /// In the second.
    pub second: &'a str,
    /// How they compare.
    pub compares: Compares,
}

/// How two values of one fact compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compares {
    /// The same, in whatever script.
    Agree,
    /// They could be the same.
    Near,
    /// They differ.
    Differ,
    /// One of them is not known.
    Open,
}

/// Two records in two columns: what agrees is quiet, what differs is marked with picture and word.
pub fn comparison(words: Words, caption: &str, first: &str, second: &str, rows: &[Fact<'_>]) -> Markup {
    html! {
        table class="comparison" {
            caption class="unseen" { (caption) }
            thead { tr { th scope="col" { span class="unseen" { (words.say("frame-what")) } } th scope="col" { (own(first)) } th scope="col" { (own(second)) } } }
            tbody {
                @for fact in rows {
                    @let (class, picture, word) = match fact.compares {
                        Compares::Agree => ("agree", None, words.say("compare-agree")),
                        Compares::Near => ("near", Some(Icon::Question), words.say("compare-near")),
                        Compares::Differ => ("differ", Some(Icon::Warning), words.say("compare-differ")),
                        Compares::Open => ("agree", None, words.say("compare-open")),
                    };
                    tr class=(class) {
                        th scope="row" {
                            (fact.label)
                            @if let Some(picture) = picture { span class="mark-word" { (icon(picture)) (word) } } @else { span class="unseen" { " " (word) } }
                        }
                        td { (own(fact.first)) }
                        td { (own(fact.second)) }
                    }
                }
            }
        }
    }
}
