//! Inputs for dates and times.

use jiff::civil::date;
use maud::{Markup, html};

use super::{Field, Ticked};
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
                aria-required=[field.needed()] aria-invalid=[field.invalid()] aria-describedby=[field.described_by()];
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
    /// "About": only the year counts, and how many years either side.
    pub about: Option<&'a str>,
}

/// A date as exactly as it is known: day, month and year apart, each but the year may stay empty; or about a year.
/// Sent as `name.day`, `name.month`, `name.year`, `name.about` (ticked: `1`) and `name.spread`.
pub fn partial_date_field(words: Words, field: Field<'_>, typed: PartialDateTyped<'_>) -> Markup {
    let about = if typed.about.is_some() { Ticked::Yes } else { Ticked::No };
    field.around_several(
        words,
        &html! {
            div class="side-by-side" {
                label class="tiny" {
                    span { (words.say("field-day")) }
                    input type="text" name={ (field.name) ".day" } value=(typed.day) inputmode="numeric" maxlength="2"
                        dir="ltr" autocomplete="off" aria-invalid=[field.invalid()];
                }
                label {
                    span { (words.say("field-month")) }
                    select name={ (field.name) ".month" } autocomplete="off" aria-invalid=[field.invalid()] {
                        option value="" { (words.say("field-not-known")) }
                        @for number in 1_i8..=12 {
                            @let code = number.to_string();
                            option value=(code) selected[typed.month == code] { (words.month_name(date(2000, number, 1))) }
                        }
                    }
                }
                label class="small" {
                    span { (words.say("field-year")) }
                    input type="text" name={ (field.name) ".year" } value=(typed.year) inputmode="numeric" maxlength="4"
                        dir="ltr" autocomplete="off" aria-required=[field.needed()] aria-invalid=[field.invalid()];
                }
            }
            div class="side-by-side" {
                label class="option" {
                    input type="checkbox" name={ (field.name) ".about" } value="1" checked[about == Ticked::Yes];
                    span { (words.say("field-about")) }
                }
                label class="tiny" {
                    span { (words.say("field-spread")) }
                    input type="text" name={ (field.name) ".spread" } value=(typed.about.unwrap_or_default())
                        inputmode="numeric" maxlength="2" dir="ltr" autocomplete="off";
                }
            }
            p class="hint" { (words.say("field-date-hint")) }
        },
    )
}
