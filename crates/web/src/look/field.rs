//! What every input has in common: a label, a hint, an error tied to it, and whether it is needed or shown.
//!
//! Invariant: an input's id is `f-` and its name, so an error summary can lead to it; the browser never refuses a
//! form (`novalidate`), the server decides.

use maud::{Markup, html};

use super::{Button, Icon, button, icon};
use crate::words::Words;

/// Whether an answer is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Need {
    /// May stay empty.
    #[default]
    Optional,
    /// Must be answered.
    Required,
}

/// Whether the form's logic shows the field now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// Shown.
    #[default]
    Yes,
    /// Hidden until the logic shows it; without JavaScript the server shows it on the next answer.
    No,
}

/// An input's name, label and state.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// The name it is sent under; also its path for skip logic (`data-field`).
    pub name: &'a str,
    /// The question.
    pub label: &'a str,
    /// How to answer.
    pub hint: Option<&'a str>,
    /// What is wrong and how to mend it.
    pub error: Option<&'a str>,
    /// Whether it must be answered.
    pub need: Need,
    /// Whether it is shown now.
    pub shown: Shown,
}

impl<'a> Field<'a> {
    /// An optional, shown field.
    pub const fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, hint: None, error: None, need: Need::Optional, shown: Shown::Yes }
    }
    /// With a hint.
    #[must_use]
    pub const fn hint(mut self, hint: Option<&'a str>) -> Self {
        self.hint = hint;
        self
    }
    /// With an error.
    #[must_use]
    pub const fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }
    /// Must be answered.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.need = Need::Required;
        self
    }
    /// With a need.
    #[must_use]
    pub const fn need(mut self, need: Need) -> Self {
        self.need = need;
        self
    }
    /// Shown or hidden by logic.
    #[must_use]
    pub const fn shown(mut self, shown: Shown) -> Self {
        self.shown = shown;
        self
    }

    /// The id of its (first) input.
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    pub(super) fn needed(&self) -> Option<&'static str> {
        (self.need == Need::Required).then_some("true")
    }

    /// The ids that describe it: its error, then its hint.
    pub(super) fn described_by(&self) -> Option<String> {
        match (self.error, self.hint) {
            (Some(_), Some(_)) => Some(format!("e-{0} h-{0}", self.name)),
            (Some(_), None) => Some(format!("e-{}", self.name)),
            (None, Some(_)) => Some(format!("h-{}", self.name)),
            (None, None) => None,
        }
    }

    /// The hint and the error, between label and input.
    pub(super) fn remarks(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p class="hint" id={ "h-" (self.name) } { (hint) } }
            @if let Some(error) = self.error {
                p class="wrong" id={ "e-" (self.name) } { (icon(Icon::Warning)) (error) }
            }
        }
    }

    /// `label` and remarks around one input.
    pub(super) fn around(&self, words: Words, input: &Markup) -> Markup {
        html! {
            div class="field" data-field=(self.name) hidden[self.shown == Shown::No] {
                label for=(self.id()) { (self.label) (self.mark(words)) }
                (self.remarks())
                (input)
            }
        }
    }

    /// `fieldset` and remarks around several inputs.
    pub(super) fn around_several(&self, words: Words, inputs: &Markup) -> Markup {
        html! {
            fieldset class="field" id=(self.id()) tabindex="-1" data-field=(self.name)
                aria-describedby=[self.described_by()] hidden[self.shown == Shown::No] {
                legend { (self.label) (self.mark(words)) }
                (self.remarks())
                (inputs)
            }
        }
    }

    fn mark(&self, words: Words) -> Markup {
        html! { @if self.need == Need::Required { " " span class="needed" { (words.say("field-needed")) } } }
    }
}

/// A group of fields under one heading.
pub fn group(name: &str, title: &str, hint: Option<&str>, shown: Shown, content: &Markup) -> Markup {
    html! {
        fieldset class="group" data-group=(name) hidden[shown == Shown::No] {
            legend { (title) }
            @if let Some(hint) = hint { p class="hint" { (hint) } }
            (content)
        }
    }
}

/// A group that can be there several times. Adding and removing are submit buttons (`_add` = name, `name.i._remove` = 1)
/// that keep what is typed and show the form again, so it works without JavaScript.
#[derive(Debug, Clone, Copy)]
pub struct Repeat<'a> {
    /// Its name; row `i` holds fields named `name.i.field`, from 0.
    pub name: &'a str,
    /// What the rows are ("Children").
    pub title: &'a str,
    /// What one row is ("Child"): its number follows.
    pub one: &'a str,
    /// The text of the button that adds one ("Add a child").
    pub add: &'a str,
    /// Whether the form's logic shows it.
    pub shown: Shown,
}

/// The rows of a repeat, each already made of fields.
pub fn repeat(words: Words, repeat: Repeat<'_>, rows: &[Markup]) -> Markup {
    html! {
        fieldset class="group repeat" id={ "f-" (repeat.name) } data-repeat=(repeat.name) hidden[repeat.shown == Shown::No] {
            legend { (repeat.title) }
            @for (at, row) in rows.iter().enumerate() {
                @let title = format!("{} {}", repeat.one, at + 1);
                @let remove = format!("{}.{at}._remove", repeat.name);
                @let spoken = words.say_with("field-remove-what", crate::args!["what" => &title]);
                fieldset class="row" data-row=(at) {
                    legend { (title) }
                    (row)
                    (button(Button::plain(words.say("field-remove")).icon(Icon::Cross).spoken(&spoken).sends(&remove, "1")))
                }
            }
            (button(Button::quiet(repeat.add).icon(Icon::Plus).sends("_add", repeat.name)))
        }
    }
}

/// A text of the form itself: explains, asks nothing.
pub fn form_note(name: &str, text: &str, shown: Shown) -> Markup {
    html! { p class="form-note" data-field=(name) hidden[shown == Shown::No] { (text) } }
}

/// A value the form works out.
pub fn calculated_field(field: Field<'_>, value: Option<&str>) -> Markup {
    html! {
        div class="field calculated" data-field=(field.name) hidden[field.shown == Shown::No] {
            span class="label" id={ "l-" (field.name) } { (field.label) }
            output id=(field.id()) aria-labelledby={ "l-" (field.name) } translate="no" { (value.unwrap_or("—")) }
            @if let Some(hint) = field.hint { p class="hint" { (hint) } }
        }
    }
}
