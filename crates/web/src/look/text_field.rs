//! Inputs for text, numbers, scores and files.

use maud::{Markup, html};

use super::Field;
use crate::words::Words;

/// What kind of text is typed; decides keyboard, direction and what the browser may fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextKind {
    /// Anything, in any script.
    #[default]
    Plain,
    /// A person code, a document number: left to right, no spelling.
    Code,
    /// A telephone number.
    Phone,
    /// A user name at sign-in.
    UserName,
    /// The password at sign-in.
    Password,
    /// A new password.
    NewPassword,
    /// A one-time code of six digits.
    OneTimeCode,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Password | Self::NewPassword => "password",
            Self::Phone => "tel",
            _ => "text",
        }
    }
    const fn autocomplete(self) -> &'static str {
        match self {
            Self::UserName => "username",
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            Self::OneTimeCode => "one-time-code",
            _ => "off",
        }
    }
    const fn direction(self) -> &'static str {
        match self {
            Self::Plain => "auto",
            _ => "ltr",
        }
    }
}

/// One line of text.
pub fn text_field(words: Words, field: Field<'_>, kind: TextKind, value: &str) -> Markup {
    let digits = (kind == TextKind::OneTimeCode).then_some("numeric");
    let unspelled = (kind != TextKind::Plain).then_some("none");
    let class = if kind == TextKind::OneTimeCode { Some("short") } else { None };
    field.around(
        words,
        &html! {
            input type=(kind.input_type()) id=(field.id()) name=(field.name) value=(value) class=[class]
                dir=(kind.direction()) autocomplete=(kind.autocomplete()) inputmode=[digits]
                autocapitalize=[unspelled] spellcheck=[unspelled.map(|_| "false")]
                aria-required=[field.needed()] aria-invalid=[field.invalid()] aria-describedby=(field.described_by());
        },
    )
}

/// Several lines of text.
pub fn text_area(words: Words, field: Field<'_>, rows: u8, value: &str) -> Markup {
    field.around(
        words,
        &html! {
            textarea id=(field.id()) name=(field.name) rows=(rows) dir="auto" autocomplete="off" translate="no"
                aria-required=[field.needed()] aria-invalid=[field.invalid()] aria-describedby=(field.described_by()) {
                // The browser drops one line break after the tag.
                "\n" (value)
            }
        },
    )
}

/// Which numbers a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// Whole numbers.
    Whole,
    /// Numbers with a sign for tenths.
    Decimal,
}

/// A number with its unit after it. A text input: browsers differ in what they make of a comma.
pub fn number_field(words: Words, field: Field<'_>, kind: Number, unit: Option<&str>, value: &str) -> Markup {
    let keyboard = match kind {
        Number::Whole => "numeric",
        Number::Decimal => "decimal",
    };
    field.around(
        words,
        &html! {
            span class="with-unit" {
                input type="text" class="short" id=(field.id()) name=(field.name) value=(value) dir="ltr"
                    inputmode=(keyboard) autocomplete="off"
                    aria-required=[field.needed()] aria-invalid=[field.invalid()] aria-describedby=(field.described_by());
                @if let Some(unit) = unit { span class="soft" { (unit) } }
            }
        },
    )
}

/// A band of a score, with its words: from and to, both included.
#[derive(Debug, Clone, Copy)]
pub struct Band<'a> {
    /// The lowest score in it.
    pub from: i64,
    /// The highest score in it.
    pub to: i64,
    /// What it is called, by the norm in use.
    pub label: &'a str,
}

/// A part of an instrument with its own score.
#[derive(Debug, Clone, Copy)]
pub struct Subscale<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub label: &'a str,
    /// The lowest and the highest score.
    pub range: (i64, i64),
    /// As typed.
    pub value: &'a str,
}

/// What a score field asks for.
#[derive(Debug, Clone, Copy)]
pub struct ScoreAsked<'a> {
    /// The lowest and the highest total.
    pub range: (i64, i64),
    /// The bands of the norm in use, if there are any, by who answered: each has bands of its own.
    pub bands: &'a [(&'a str, Vec<Band<'a>>)],
    /// The parts of the instrument.
    pub subscales: &'a [Subscale<'a>],
    /// Who may answer.
    pub informants: &'a [super::Choice<'a>],
    /// The total, as typed.
    pub total: &'a str,
    /// The informant chosen.
    pub informant: Option<&'a str>,
}

/// An instrument's score: who answered, the total in its range with the bands of the norm beside, the parts.
/// Sent as `name.informant`, `name.total`, `name.sub.CODE`.
pub fn score_field(words: Words, field: Field<'_>, asked: ScoreAsked<'_>) -> Markup {
    let number = |label: &str, part: &str, (lowest, highest): (i64, i64), value: &str| {
        html! {
            label class="small" {
                span { (label) " " span class="range" { (lowest) "–" (highest) } }
                input type="text" name={ (field.name) "." (part) } value=(value) dir="ltr" inputmode="numeric"
                    autocomplete="off" aria-invalid=[field.invalid_at(part)];
            }
        }
    };
    field.around_several(
        words,
        &html! {
            div class="side-by-side" {
                label {
                    span { (words.say("score-informant")) }
                    select name={ (field.name) ".informant" } autocomplete="off" aria-invalid=[field.invalid_at("informant")] {
                        option value="" { (words.say("field-choose")) }
                        @for one in asked.informants {
                            option value=(one.value) selected[asked.informant == Some(one.value)] { (one.label) }
                        }
                    }
                }
                (number(words.say("score-total"), "total", asked.range, asked.total))
            }
            @for (who, bands) in asked.bands {
                ul class="bands" {
                    li { strong { (who) } }
                    @for band in bands { li { span class="range" { (band.from) "–" (band.to) } " " (band.label) } }
                }
            }
            @if !asked.subscales.is_empty() {
                div class="side-by-side" {
                    @for one in asked.subscales { (number(one.label, &format!("sub.{}", one.code), one.range, one.value)) }
                }
            }
        },
    )
}

/// A file to send. The form must be encoded with [`super::Encoding::Files`].
pub fn file_field(words: Words, field: Field<'_>, accept: &str) -> Markup {
    field.around(
        words,
        &html! {
            input type="file" id=(field.id()) name=(field.name) accept=(accept)
                aria-required=[field.needed()] aria-invalid=[field.invalid()] aria-describedby=(field.described_by());
        },
    )
}
