//! Inputs for dates and times.

use jiff::civil::date;
use maud::{Markup, html};

use super::Field;
use crate::words::Words;

/// A day, by the browser's own calendar; sent as `YYYY-MM-DD`.
pub fn date_field(words: Words, field: Field<'_>, value: &str) -> Markup {
    native(words, field, "date", value)
}

/// A day and time at the record's place; sent as `YYYY-MM-DDTHH:MM`.
pub fn date_time_field(words: Words, field: Field<'_>, value: &str) -> Markup {
    native(words, field, "datetime-local", value)
}

/// A time of day; sent as `HH:MM`.
pub fn time_field(words: Words, field: Field<'_>, value: &str) -> Markup {
    native(words, field, "time", value)
}

fn native(words: Words, field: Field<'_>, kind: &str, value: &str) -> Markup {
    field.around(
        words,
        &html! {
            input type=(kind) class="day" id=(field.id()) name=(field.name) value=(value) autocomplete="off"
                aria-required=[field.needed()] aria-invalid=[field.invalid()] aria-describedby=(field.described_by());
        },
    )
}

/// What was typed into a [`partial_date_field`], as typed, so that a mistake can be shown again.
#[derive(Debug, Clone, Copy, Default)]
pub struct PartialDateTyped<'a> {
    /// The day of the month, or nothing.
    pub day: &'a str,
    /// The month as 1 to 12, or nothing.
    pub month: &'a str,
    /// The year.
    pub year: &'a str,
    /// For a date about a year: how many years either side.
    pub about: &'a str,
    /// Two readings that are both kept: as sent (`2015-03-04|2015-04-03`) and as said.
    pub either: Option<(&'a str, &'a str)>,
}

/// A date as exactly as it is known: day, month and year apart, each but the year may stay empty; or about a year.
/// Sent as `name.day`, `name.month`, `name.year`, `name.about`; two readings stay as `name.either` while ticked.
pub fn partial_date_field(words: Words, field: Field<'_>, typed: PartialDateTyped<'_>) -> Markup {
    let number = |label: &str, part: &str, value: &str, most: u8| {
        html! {
            label class=(if most > 2 { "small" } else { "tiny" }) {
                span { (label) }
                input type="text" name={ (field.name) "." (part) } value=(value) inputmode="numeric" maxlength=(most)
                    dir="ltr" autocomplete="off" aria-invalid=[field.invalid_at(part)];
            }
        }
    };
    field.around_several(
        words,
        &html! {
            @if let Some((sent, said)) = typed.either {
                label class="option" {
                    input type="checkbox" name={ (field.name) ".either" } value=(sent) checked;
                    span { (said) span class="hint" { (words.say("field-either")) } }
                }
            }
            div class="side-by-side" {
                (number(words.say("field-day"), "day", typed.day, 2))
                label {
                    span { (words.say("field-month")) }
                    select name={ (field.name) ".month" } autocomplete="off" aria-invalid=[field.invalid_at("month")] {
                        option value="" { (words.say("field-not-known")) }
                        @for number in 1_i8..=12 {
                            @let code = number.to_string();
                            option value=(code) selected[typed.month == code] { (words.month_name(date(2000, number, 1))) }
                        }
                    }
                }
                (number(words.say("field-year"), "year", typed.year, 4))
                (number(words.say("field-spread"), "about", typed.about, 2))
            }
            p class="hint" { (words.say("field-date-hint")) }
        },
    )
}
