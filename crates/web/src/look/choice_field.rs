//! Inputs that choose: one of few, one of many, several, a place.

use maud::{Markup, html};

use super::{Field, Icon, Laid, Shown, icon};
use crate::words::Words;

/// One answer to choose.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// The code that is sent.
    pub value: &'a str,
    /// What it says, in the reader's language.
    pub label: &'a str,
    /// A line under it.
    pub hint: Option<&'a str>,
    /// Whose words the label is.
    pub said: Said,
    /// Whether it is offered now; the form's logic may offer it later.
    pub shown: Shown,
}

/// Whose words a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Said {
    /// The program's or the protocol's, in the reader's language.
    #[default]
    Translated,
    /// A name or a code: never translated, and held apart in direction.
    AsItIs,
}

impl Said {
    const fn translate(self) -> Option<&'static str> {
        match self {
            Self::Translated => None,
            Self::AsItIs => Some("no"),
        }
    }
    const fn direction(self) -> Option<&'static str> {
        match self {
            Self::Translated => None,
            Self::AsItIs => Some("auto"),
        }
    }
}

impl<'a> Choice<'a> {
    /// An answer without a hint.
    pub const fn new(value: &'a str, label: &'a str) -> Self {
        Self { value, label, hint: None, said: Said::Translated, shown: Shown::Yes }
    }
    /// A colleague, a team, a record: by name or code.
    pub const fn named(value: &'a str, label: &'a str) -> Self {
        Self { said: Said::AsItIs, ..Self::new(value, label) }
    }
    /// Offered now, or not.
    #[must_use]
    pub const fn shown(mut self, shown: Shown) -> Self {
        self.shown = shown;
        self
    }
    fn is_hidden(&self) -> bool {
        self.shown == Shown::No
    }
    /// With a line under it.
    #[must_use]
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// One answer: radio buttons up to seven, a list above, those not offered now among them.
pub fn choice_field(words: Words, field: Field<'_>, choices: &[Choice<'_>], chosen: Option<&str>) -> Markup {
    if choices.len() > 7 {
        list_field(words, field, choices, chosen)
    } else {
        radio_field(words, field, choices, chosen)
    }
}

/// One answer of few, all in sight.
pub fn radio_field(words: Words, field: Field<'_>, choices: &[Choice<'_>], chosen: Option<&str>) -> Markup {
    field.around_several(words, &html! { (options("radio", field, choices, |value| chosen == Some(value))) })
}

/// One answer of many, in a list.
pub fn list_field(words: Words, field: Field<'_>, choices: &[Choice<'_>], chosen: Option<&str>) -> Markup {
    field.around(
        words,
        &html! {
            select id=(field.id()) name=(field.name) autocomplete="off"
                aria-required=[field.needed()] aria-invalid=[field.invalid()] aria-describedby=(field.described_by()) {
                option value="" { (words.say("field-choose")) }
                @for choice in choices {
                    option value=(choice.value) selected[chosen == Some(choice.value)] translate=[choice.said.translate()]
                        hidden[choice.is_hidden()] disabled[choice.is_hidden()] { (choice.label) }
                }
            }
        },
    )
}

/// Any number of answers.
pub fn choices_field(words: Words, field: Field<'_>, choices: &[Choice<'_>], chosen: &[&str]) -> Markup {
    field.around_several(
        words,
        &html! {
            // A name that is not sent leaves the answer as it was; this one empties it when nothing is ticked.
            input type="hidden" name=(field.name) value="";
            (options("checkbox", field, choices, |value| chosen.contains(&value)))
        },
    )
}

/// One yes or nothing: a box with its text.
pub fn tick_field(field: Field<'_>, value: &str, ticked: Ticked) -> Markup {
    html! {
        div class="field" data-field=(field.code()) hidden[field.shown == Shown::No] {
            (field.remarks())
            label class="option" {
                input type="checkbox" id=(field.id()) name=(field.name) value=(value) checked[ticked == Ticked::Yes]
                    aria-invalid=[field.invalid()] aria-describedby=(field.described_by());
                span { (field.label) }
            }
        }
    }
}

/// Whether a box is ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticked {
    /// Ticked.
    Yes,
    /// Not ticked.
    No,
}

fn options(kind: &str, field: Field<'_>, choices: &[Choice<'_>], chosen: impl Fn(&str) -> bool) -> Markup {
    let class = match field.laid {
        Laid::Across => "choices across",
        Laid::Down if kind == "checkbox" && choices.len() > 5 => "choices many",
        Laid::Down => "choices",
    };
    html! { div class=(class) {
        @for choice in choices {
            label class="option" data-choice=(choice.value) hidden[choice.is_hidden()] {
                input type=(kind) name=(field.name) value=(choice.value) checked[chosen(choice.value)]
                    disabled[choice.is_hidden()] autocomplete="off" aria-invalid=[field.invalid()];
                span {
                    span translate=[choice.said.translate()] dir=[choice.said.direction()] { (choice.label) }
                    @if let Some(hint) = choice.hint { span class="hint" { (hint) } }
                }
            }
        }
    } }
}

/// Large answers side by side, for one grave decision ("the same person", "two people", "not sure", "later").
pub fn answers(name: &str, choices: &[(Icon, Choice<'_>)]) -> Markup {
    html! {
        div class="answers" {
            @for (picture, choice) in choices {
                button type="submit" class="answer" name=(name) value=(choice.value) {
                    (icon(*picture)) span { strong { (choice.label) } @if let Some(hint) = choice.hint { span class="hint" { (hint) } } }
                }
            }
        }
    }
}

/// A region with its districts.
#[derive(Debug, Clone)]
pub struct Region<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub label: &'a str,
    /// Its districts as code and name.
    pub districts: Vec<(&'a str, &'a str)>,
}

/// A place: a region, or a district in it. One code is sent, from a list grouped by region; `place.js` puts a list of
/// regions before it that shortens it.
pub fn place_field(words: Words, field: Field<'_>, regions: &[Region<'_>], chosen: Option<&str>) -> Markup {
    field.around(
        words,
        &html! {
            div class="side-by-side" data-place {
                select aria-label=(words.say("field-region")) autocomplete="off" hidden {
                    option value="" { (words.say("field-region")) }
                    @for region in regions { option value=(region.code) { (region.label) } }
                }
                select id=(field.id()) name=(field.name) autocomplete="off"
                    aria-required=[field.needed()] aria-invalid=[field.invalid()] aria-describedby=(field.described_by()) {
                    option value="" { (words.say("field-choose")) }
                    @for region in regions {
                        optgroup label=(region.label) data-region=(region.code) {
                            option value=(region.code) selected[chosen == Some(region.code)] {
                                (words.say_with("field-whole-region", crate::args!["region" => region.label]))
                            }
                            @for (code, label) in &region.districts {
                                option value=(code) selected[chosen == Some(*code)] { (label) }
                            }
                        }
                    }
                }
            }
        },
    )
}
