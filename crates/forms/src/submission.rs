//! Takes in what a person sent for a form, or says field by field why not.
//!
//! # What a page sends
//!
//! Pairs of name and text, as an HTML form posts them, or the same as JSON (objects nest, lists repeat).
//!
//! | Field | Names |
//! |---|---|
//! | any plain field | `field` |
//! | `select_multiple` | `field`, once per choice |
//! | `partial_date` | `field.year`, `field.month`, `field.day`; `field.about` = years either side; or `field` = `2015`, `03.2015`, `14.03.2015`, `~2015±2`; `field.either` = `2015-03-04\|2015-04-03` as it was read |
//! | `person_name` | `field.full`, `field.given`, `field.father`, `field.family`, `field.kunya`, `field.earlier`, each as often as it was met; a script may follow for the page's own order (`field.given.arabic`), but the letters decide |
//! | `score` | `field.total`, `field.sub.CODE`, `field.informant`, `field.version`, `field.norm` |
//! | `file` | `field` = the file's id |
//! | in a repeat | `repeat.0.field` …; `repeat.0._remove` = `1` takes the row out, and with an empty text only says that the row is there |
//!
//! A name that begins with `_` belongs to the page (`_csrf`, `_command`) and is passed over. Any other unknown name is
//! refused.
//!
//! **A name that is not sent leaves the answer as it was; a name sent with an empty text empties it.** So a page
//! puts an empty `<input type="hidden" name="field">` before a group of checkboxes or radio buttons, and a closed sensitive field or a
//! field that a script disabled loses nothing.
//!
//! # In which order it is decided
//!
//! Read by type → conditions (a hidden field's answer is dropped, with a warning where one was stored) →
//! calculations → required → choices → constraint. What is computed, read-only or hidden by type is never taken from
//! the sender.
//!
//! Invariant: all or nothing, no value that its sender could not see, and no problem carries what was typed.

mod accept;
mod dates;
mod merge;
mod names;
mod numbers;
mod raw;
mod read;
mod score;

use std::fmt;

pub use accept::{Accepted, Begun, Refused, accept, begun, initial, solved};
pub use merge::{Conflict, Merged, changed_fields, merge};
pub use raw::Raw;

use crate::definition::Texts;

/// The longest text of one answer, in characters.
pub const LONGEST_ANSWER: usize = 20_000;

/// Why an answer is refused, or what to notice about it.
///
/// Its [`Reason::code`] is a key for the page's own words; [`FieldProblem::args`] go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The form has no such field.
    Unknown,
    /// More was sent than any form needs.
    TooLarge,
    /// An answer is needed.
    Required,
    /// The form's constraint does not hold.
    Constraint,
    /// It is none of the choices, or not offered here.
    NotOffered,
    /// Several answers where one belongs.
    Several,
    /// Longer than `most` characters.
    TooLong,
    /// It holds control characters.
    ControlCharacter,
    /// It is no number.
    NoNumber,
    /// It is no whole number.
    NoWholeNumber,
    /// `1,234` can be read in two ways.
    AmbiguousNumber,
    /// More than six decimal places.
    TooManyPlaces,
    /// Not between `least` and `most`.
    OutOfRange,
    /// Not one of the steps (`step`) of its scale.
    OffStep,
    /// It is no date.
    NoDate,
    /// The day does not exist (31 February).
    NoSuchDay,
    /// Day and month can be read in two ways.
    AmbiguousDate,
    /// The year needs four digits.
    TwoDigitYear,
    /// The year is not between `least` and `most`.
    YearOutOfRange,
    /// A day or month without a year.
    YearMissing,
    /// A day without a month.
    MonthMissing,
    /// "About" does not go with a day or month, or is no number of years.
    NoSpread,
    /// It is no time of day.
    NoTime,
    /// A score without its total.
    TotalMissing,
    /// A score without its informant.
    InformantMissing,
    /// It is no file.
    NoFile,
    /// More than `most` rows.
    TooManyRows,
    /// Warning: the conditions hide this field, so its stored answer is taken out.
    HiddenDropped,
    /// Warning: letters were lost on the way (`?` or the replacement character).
    LettersLost,
    /// Warning: one word in several scripts.
    MixedScripts,
    /// Warning: not in the script it was entered under.
    OtherScript,
}

impl Reason {
    /// All of them, for a test that each has its words.
    pub const ALL: [Self; 31] = [
        Self::Unknown,
        Self::TooLarge,
        Self::Required,
        Self::Constraint,
        Self::NotOffered,
        Self::Several,
        Self::TooLong,
        Self::ControlCharacter,
        Self::NoNumber,
        Self::NoWholeNumber,
        Self::AmbiguousNumber,
        Self::TooManyPlaces,
        Self::OutOfRange,
        Self::OffStep,
        Self::NoDate,
        Self::NoSuchDay,
        Self::AmbiguousDate,
        Self::TwoDigitYear,
        Self::YearOutOfRange,
        Self::YearMissing,
        Self::MonthMissing,
        Self::NoSpread,
        Self::NoTime,
        Self::TotalMissing,
        Self::InformantMissing,
        Self::NoFile,
        Self::TooManyRows,
        Self::HiddenDropped,
        Self::LettersLost,
        Self::MixedScripts,
        Self::OtherScript,
    ];

    /// Its code: `required`, `no_such_day`, …
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::TooLarge => "too_large",
            Self::Required => "required",
            Self::Constraint => "constraint",
            Self::NotOffered => "not_offered",
            Self::Several => "several",
            Self::TooLong => "too_long",
            Self::ControlCharacter => "control_character",
            Self::NoNumber => "no_number",
            Self::NoWholeNumber => "no_whole_number",
            Self::AmbiguousNumber => "ambiguous_number",
            Self::TooManyPlaces => "too_many_places",
            Self::OutOfRange => "out_of_range",
            Self::OffStep => "off_step",
            Self::NoDate => "no_date",
            Self::NoSuchDay => "no_such_day",
            Self::AmbiguousDate => "ambiguous_date",
            Self::TwoDigitYear => "two_digit_year",
            Self::YearOutOfRange => "year_out_of_range",
            Self::YearMissing => "year_missing",
            Self::MonthMissing => "month_missing",
            Self::NoSpread => "no_spread",
            Self::NoTime => "no_time",
            Self::TotalMissing => "total_missing",
            Self::InformantMissing => "informant_missing",
            Self::NoFile => "no_file",
            Self::TooManyRows => "too_many_rows",
            Self::HiddenDropped => "hidden_dropped",
            Self::LettersLost => "letters_lost",
            Self::MixedScripts => "mixed_scripts",
            Self::OtherScript => "other_script",
        }
    }
}

/// What is wrong, or to notice, at one field. It never carries what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name; of an unknown one the first 64 characters as sent; empty for the whole form.
    pub field: String,
    /// The row as the sender numbered it, from 0, inside a repeat.
    pub row: Option<usize>,
    /// The part of the field (`year`, `total`, `given`), where it has parts.
    pub part: Option<String>,
    /// What it is.
    pub reason: Reason,
    /// The form author's own words for it, where there are any (constraint, required).
    pub message: Texts,
    /// Bounds and the like, by name.
    pub args: Vec<(&'static str, String)>,
}

impl fmt::Display for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.reason.code())
    }
}

/// A refusal while one field is read, before its place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) reason: Reason,
    pub(crate) part: Option<String>,
    pub(crate) args: Vec<(&'static str, String)>,
}

impl Refusal {
    pub(crate) const fn new(reason: Reason) -> Self {
        Self { reason, part: None, args: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, format!("{value}")));
        self
    }

    pub(crate) fn at(mut self, part: &str) -> Self {
        self.part = Some(part.chars().take(80).collect());
        self
    }
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self::new(reason)
    }
}
