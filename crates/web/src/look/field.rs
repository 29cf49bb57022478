//! What every input has in common: a label, a hint, a place for what is wrong, and whether it is needed or shown.
//!
//! Invariant: an input's id is `f-` and its name, so an error summary can lead to it. What is wrong has one place, `e-`
//! and the name, which describes the input and is there before anything is wrong, so that `page.js` fills it and a
//! screen reader hears it. The browser never refuses a form (`novalidate`), the server decides.

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

/// How the answers to choose from lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Laid {
    /// One under the other; many that may be ticked together in two columns where there is room.
    #[default]
    Down,
    /// Side by side, for a few short ones ("Yes", "No").
    Across,
}

/// An input's name, label and state.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// The name it is sent under, `repeat.0.field` in a row.
    pub name: &'a str,
    /// The question.
    pub label: &'a str,
    /// How to answer.
    pub hint: Option<&'a str>,
    /// What is wrong and how to mend it.
    pub error: Option<&'a str>,
    /// Which part of it is wrong (`year`, `total`), where it has parts and one of them is.
    pub part: Option<&'a str>,
    /// Whether it must be answered.
    pub need: Need,
    /// Whether it is shown now.
    pub shown: Shown,
    /// How its answers lie, where it has any.
    pub laid: Laid,
}

impl<'a> Field<'a> {
    /// An optional, shown field.
    pub const fn new(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            hint: None,
            error: None,
            part: None,
            need: Need::Optional,
            shown: Shown::Yes,
            laid: Laid::Down,
        }
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
    /// With the part of it that is wrong.
    #[must_use]
    pub const fn part(mut self, part: Option<&'a str>) -> Self {
        self.part = part;
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

    /// With its answers lying so.
    #[must_use]
    pub const fn laid(mut self, laid: Laid) -> Self {
        self.laid = laid;
        self
    }

    /// The id of its (first) input.
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    /// The field's own name, which the form's logic knows it by (`data-field`).
    pub(super) fn code(&self) -> &'a str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    /// Whether this part of it is wrong.
    pub(super) fn invalid_at(&self, part: &str) -> Option<&'static str> {
        self.invalid().filter(|_| self.part.is_none_or(|wrong| wrong == part))
    }

    pub(super) fn needed(&self) -> Option<&'static str> {
        (self.need == Need::Required).then_some("true")
    }

    /// The ids that describe it: what is wrong, then its hint.
    pub(super) fn described_by(&self) -> String {
        match self.hint {
            Some(_) => format!("e-{0} h-{0}", self.name),
            None => format!("e-{}", self.name),
        }
    }

    /// The hint and the place for what is wrong, between label and input.
    pub(super) fn remarks(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p class="hint" id={ "h-" (self.name) } { (hint) } }
            p class="wrong" id={ "e-" (self.name) } data-message aria-live="polite" {
                @if let Some(error) = self.error { (icon(Icon::Warning)) (error) }
            }
        }
    }

    /// `label` and remarks around one input.
    pub(super) fn around(&self, words: Words, input: &Markup) -> Markup {
        html! {
            div class="field" data-field=(self.code()) hidden[self.shown == Shown::No] {
                label for=(self.id()) { (self.label) (self.mark(words)) }
                (self.remarks())
                (input)
            }
        }
    }

    /// `fieldset` and remarks around several inputs.
    pub(super) fn around_several(&self, words: Words, inputs: &Markup) -> Markup {
        html! {
            fieldset class="field" id=(self.id()) tabindex="-1" data-field=(self.code())
                aria-describedby=(self.described_by()) hidden[self.shown == Shown::No] {
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

/// A group that can be there several times. Adding and removing are submit buttons (`_add` = name, `_remove` = `name.i`)
/// that keep what is typed and show the form again, so it works without JavaScript; with it no round trip is made.
#[derive(Debug, Clone, Copy)]
pub struct Repeat<'a> {
    /// Its name; row `i` holds fields named `name.i.field`, from 0.
    pub name: &'a str,
    /// What the rows are ("Children").
    pub title: &'a str,
    /// What to know before answering.
    pub hint: Option<&'a str>,
    /// What one row is ("Child"): its number follows.
    pub one: &'a str,
    /// The text of the button that adds one ("Add a child"); nothing where the form itself says how many there are.
    pub add: Option<&'a str>,
    /// Whether the form's logic shows it.
    pub shown: Shown,
}

/// The rows of a repeat.
#[derive(Debug)]
pub struct Rows<'a> {
    /// Each with the number it is sent under, and its fields.
    pub rows: &'a [(usize, Markup)],
    /// An empty row, its fields named `name.__ROW__.field`, for `page.js` to copy.
    pub blank: &'a Markup,
    /// The numbers of rows that were taken out and are not saved yet.
    pub removed: &'a [usize],
}

/// A repeat with its rows.
///
/// Each row carries an empty `name.i._remove`: it says that the row is there though nothing is chosen in it, and as
/// `1` that it is taken out.
pub fn repeat(words: Words, repeat: Repeat<'_>, rows: &Rows<'_>) -> Markup {
    let row = |number: &str, place: &str, content: &Markup| {
        let spoken = |place: &str| {
            let title = format!("{} {place}", repeat.one);
            words.say_with("field-remove-what", crate::args!["what" => title])
        };
        html! {
            fieldset class="row" data-row=(number) data-remove=(spoken("{number}")) {
                legend { (repeat.one) " " span data-number { (place) } }
                input type="hidden" name={ (repeat.name) "." (number) "._remove" } value="";
                (content)
                @if repeat.add.is_some() {
                    @let which = format!("{}.{number}", repeat.name);
                    (button(Button::plain(words.say("field-remove")).icon(Icon::Cross).spoken(&spoken(place)).sends("_remove", &which).lands(repeat.name)))
                }
            }
        }
    };
    html! {
        fieldset class="group repeat" id={ "f-" (repeat.name) } data-repeat=(repeat.name) hidden[repeat.shown == Shown::No] {
            legend { (repeat.title) }
            @if let Some(hint) = repeat.hint { p class="hint" { (hint) } }
            @for (at, (number, content)) in rows.rows.iter().enumerate() {
                (row(&number.to_string(), &(at + 1).to_string(), content))
            }
            template data-row-of=(repeat.name) { (row("__ROW__", "", rows.blank)) }
            @for number in rows.removed {
                input type="hidden" name={ (repeat.name) "." (number) "._remove" } value="1";
            }
            @if let Some(add) = repeat.add {
                (button(Button::quiet(add).icon(Icon::Plus).sends("_add", repeat.name).lands(repeat.name)))
            }
        }
    }
}

/// A text of the form itself: explains, asks nothing.
pub fn form_note(name: &str, text: &str, shown: Shown) -> Markup {
    html! { p class="form-note" data-field=(name) hidden[shown == Shown::No] { (text) } }
}

/// An answer that is stored and stays closed until it is opened on purpose (`_open` = its name); its text is not here.
pub fn closed_field(words: Words, field: Field<'_>) -> Markup {
    let spoken = words.say_with("field-open-what", crate::args!["what" => field.label]);
    html! {
        div class="field" id=(field.id()) data-field=(field.code()) hidden[field.shown == Shown::No] {
            p class="label" { (field.label) }
            (field.remarks())
            div class="closed" {
                (icon(Icon::Lock))
                div { p class="soft" { (words.say("field-closed")) } }
                (button(Button::quiet(words.say("field-open")).spoken(&spoken).sends("_open", field.name).lands(field.name)))
            }
        }
    }
}

/// A value the form works out.
pub fn calculated_field(field: Field<'_>, value: Option<&str>) -> Markup {
    html! {
        div class="field calculated" data-field=(field.code()) hidden[field.shown == Shown::No] {
            span class="label" id={ "l-" (field.name) } { (field.label) }
            output id=(field.id()) aria-labelledby={ "l-" (field.name) } translate="no" data-value { (value.unwrap_or("—")) }
            @if let Some(hint) = field.hint { p class="hint" { (hint) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_computed_value_stands_where_the_page_works_it_out() {
        let html = calculated_field(Field::new("visits.0.gap", "Years behind"), Some("2")).into_string();
        assert!(html.contains("data-field=\"gap\"") && html.contains("data-value>2</output>"), "{html}");
    }

    #[test]
    fn a_closed_answer_says_whose_it_is_and_lands_where_it_was() {
        let words = Words::new(Language::En);
        let html = closed_field(words, Field::new("visits.0.note", "Note")).into_string();
        assert!(
            html.contains("id=\"f-visits.0.note\"") && html.contains("formaction=\"#f-visits.0.note\""),
            "{html}"
        );
        assert!(
            html.contains("value=\"visits.0.note\"") && html.contains("aria-label=\"Open answer: "),
            "{html}"
        );
    }

    #[test]
    fn only_the_wrong_part_is_marked() {
        let field = Field::new("born", "Born").error(Some("Write the year too.")).part(Some("year"));
        assert_eq!((field.invalid_at("year"), field.invalid_at("day")), (Some("true"), None));
        assert_eq!(field.part(None).invalid_at("day"), Some("true"));
    }
}
