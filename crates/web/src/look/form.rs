//! What stands around the fields of a form: the error summary, the buttons at its end, the draft's word.

use maud::{Markup, html};

use super::{Button, Icon, button, icon};
use crate::words::Words;

/// One thing wrong with what was sent.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// The name of the field it is about; nothing for the whole form.
    pub field: Option<&'a str>,
    /// The field's label.
    pub label: Option<&'a str>,
    /// What is wrong and how to mend it.
    pub message: &'a str,
}

/// What is wrong, on top of the form, each line leading to its field. Nothing when all is well.
pub fn error_summary(words: Words, problems: &[Problem<'_>]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div class="notice late summary" role="alert" tabindex="-1" id="problems" {
                (icon(Icon::Warning))
                div {
                    h2 { (words.say_with("field-problems", crate::args!["count" => problems.len()])) }
                    ul {
                        @for problem in problems {
                            @let text = html! { @if let Some(label) = problem.label { strong { (label) } (after(label)) } (problem.message) };
                            li { @if let Some(field) = problem.field { a href={ "#f-" (field) } { (text) } } @else { (text) } }
                        }
                    }
                }
            }
        }
    }
}

/// What stands between a question and what is said of it: a question has its own mark.
fn after(label: &str) -> &'static str {
    if label.ends_with(['?', '؟']) { " " } else { ": " }
}

/// The end of a form: the button that saves, others, a way back; and the draft's word ("saved at 14:00").
pub fn form_end(words: Words, save: &str, others: &[Button<'_>], back: Option<&str>) -> Markup {
    html! {
        div class="form-end" {
            (button(Button::first(save)))
            @for other in others { (button(*other)) }
            @if let Some(back) = back { a class="button plain" href=(back) { (words.say("field-cancel")) } }
            (draft_word(words))
        }
    }
}

/// The first submit button of a form whose other buttons come before the one that saves: the one that Enter presses.
pub fn enter_saves() -> Markup {
    html! { button type="submit" class="unseen" tabindex="-1" aria-hidden="true" {} }
}

/// Without JavaScript: shows the form again with the questions that belong to the answers given (`_again`).
pub fn ask_again(words: Words) -> Markup {
    html! {
        noscript {
            div class="closed" {
                div { p class="soft" { (words.say("field-again-why")) } }
                (button(Button::quiet(words.say("field-again")).sends("_again", "1")))
            }
        }
    }
}

/// The words for what `page.js` finds wrong, each with its code, and the picture before them.
pub fn live_words(said: &[(&str, String)]) -> Markup {
    html! {
        template data-say {
            (icon(Icon::Warning))
            @for (code, words) in said { p data-code=(code) { (words) } }
        }
    }
}

/// Where `draft.js` says whether the draft is kept; empty and silent without it.
pub fn draft_word(words: Words) -> Markup {
    html! {
        p class="soft draft" role="status" data-draft-word data-saved=(words.say("field-draft-saved"))
            data-unsaved=(words.say("field-draft-unsaved")) data-offline=(words.say("field-draft-offline")) {}
    }
}
