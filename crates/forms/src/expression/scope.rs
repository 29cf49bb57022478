//! What an expression can see: answers, the row it stands in, the day, the language.

use std::{collections::BTreeMap, fmt};

use domain::{NameRole, PartialDate, Value, Values};
use jiff::{
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{
    calendar::{civil_text, day_text, number_of, time_text},
    number::{from_millionths, from_whole, number_text},
};
use crate::definition::{Choice, FieldType, Form, Lists, text_in};

/// One value in an expression. It may be about a person, so `Debug` shows only its kind.
#[derive(Clone, PartialEq)]
pub enum Datum {
    /// A text; the empty one is "no answer".
    Text(String),
    /// A number; NaN is "no number".
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A date not known to the day.
    Partial(PartialDate),
    /// One answer per row of a repeat.
    Rows(Vec<Datum>),
}

impl fmt::Debug for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(text) if text.is_empty() => "(empty)",
            Self::Text(_) => "(text)",
            Self::Number(_) => "(number)",
            Self::Boolean(_) => "(boolean)",
            Self::Partial(_) => "(partial date)",
            Self::Rows(_) => "(rows)",
        })
    }
}

impl Default for Datum {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Datum {
    /// "No answer".
    pub const EMPTY: Self = Self::Text(String::new());

    /// A date, as exactly as it is known.
    pub fn date(date: PartialDate) -> Self {
        match date {
            PartialDate::Day(day) => Self::Text(day_text(day)),
            vague => Self::Partial(vague),
        }
    }

    /// A stored value; instants are read in the zone of the place.
    pub fn of(value: &Value, zone: &TimeZone) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.as_str().to_owned()),
            Value::Integer(whole) => Self::Number(from_whole(*whole)),
            Value::Decimal(millionths) => Self::Number(from_millionths(*millionths)),
            Value::Choice(code) => Self::Text(code.as_str().to_owned()),
            Value::Choices(codes) => {
                Self::Text(codes.iter().map(domain::ChoiceCode::as_str).collect::<Vec<_>>().join(" "))
            }
            Value::Date(date) => Self::date(*date),
            Value::Time(time) => Self::Text(time_text(*time)),
            Value::DateTime(instant) => Self::Text(civil_text(instant.to_zoned(zone.clone()).datetime())),
            Value::Names(names) => Self::Text(called(names)),
            Value::Place(place) => Self::Text(place.as_str().to_owned()),
            Value::Score(score) => Self::Number(from_whole(score.total)),
            Value::Rows(rows) => Self::Rows(vec![Self::EMPTY; rows.len()]),
            Value::File(file) => Self::Text(file.to_string()),
            Value::Acknowledged => Self::Text("OK".to_owned()),
        }
    }

    /// As a text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number_text(*number),
            Self::Boolean(true) => "true".to_owned(),
            Self::Boolean(false) => "false".to_owned(),
            Self::Partial(date) => date.to_string(),
            Self::Rows(rows) => rows.first().map_or_else(String::new, Self::text),
        }
    }

    /// As a number; NaN when it is none.
    pub fn number(&self) -> f64 {
        match self {
            Self::Text(text) => number_of(text),
            Self::Number(number) => *number,
            Self::Boolean(true) => 1.0,
            Self::Boolean(false) => 0.0,
            Self::Partial(_) => f64::NAN,
            Self::Rows(rows) => rows.first().map_or(f64::NAN, Self::number),
        }
    }

    /// As true or false: an empty text, 0 and "no number" are false.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => !number.is_nan() && *number != 0.0,
            Self::Boolean(is_true) => *is_true,
            Self::Partial(_) => true,
            Self::Rows(rows) => rows.first().is_some_and(Self::is_true),
        }
    }

    /// Whether it is "no answer".
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.is_nan(),
            Self::Boolean(_) | Self::Partial(_) => false,
            Self::Rows(rows) => rows.iter().all(Self::is_empty),
        }
    }
}

/// What a person with these names is called: the first whole name, or given, father's and family name in a row.
fn called(names: &[domain::PersonName]) -> String {
    let first = |role| names.iter().find(|name| name.role == role).map(|name| name.text.as_str());
    first(NameRole::Full).map_or_else(
        || {
            let parts = [NameRole::Given, NameRole::Father, NameRole::Family].into_iter().filter_map(first);
            parts.collect::<Vec<_>>().join(" ")
        },
        str::to_owned,
    )
}

/// All answers of a form, as its expressions see them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    pub(crate) top: BTreeMap<String, Datum>,
    pub(crate) rows: BTreeMap<String, Vec<BTreeMap<String, Datum>>>,
    /// Which repeat a field stands in.
    pub(crate) homes: BTreeMap<String, String>,
}

impl Answers {
    /// The answers of a form, none given yet.
    pub fn none(form: &Form) -> Self {
        let mut answers = Self::default();
        for (field, repeat) in form.fields() {
            if let Some(repeat) = repeat {
                answers.homes.insert(field.name.to_string(), repeat.name.to_string());
            }
        }
        for repeat in form.repeats() {
            answers.rows.insert(repeat.name.to_string(), Vec::new());
        }
        answers
    }

    /// The answers that stored values give, with the facts the page supplies.
    pub fn of(form: &Form, values: &Values, given: &Values, zone: &TimeZone) -> Self {
        let mut answers = Self::none(form);
        for fact in &form.given {
            if let Some(value) = given.get(&fact.name) {
                answers.top.insert(fact.name.to_string(), Datum::of(value, zone));
            }
        }
        for (name, value) in values {
            match value {
                Value::Rows(rows) => {
                    let rows = rows
                        .iter()
                        .map(|row| row.iter().map(|(name, v)| (name.to_string(), Datum::of(v, zone))));
                    answers.rows.insert(name.to_string(), rows.map(Iterator::collect).collect());
                }
                value => {
                    answers.top.insert(name.to_string(), Datum::of(value, zone));
                }
            }
        }
        answers
    }

    /// Sets an answer outside repeats.
    pub fn set(&mut self, name: &str, datum: Datum) {
        self.top.insert(name.to_owned(), datum);
    }

    /// Says which repeat a field stands in, though it may have no row yet.
    pub fn set_home(&mut self, field: &str, repeat: &str) {
        self.homes.insert(field.to_owned(), repeat.to_owned());
    }

    /// Sets the rows of a repeat.
    pub fn set_rows(&mut self, repeat: &str, rows: Vec<BTreeMap<String, Datum>>) {
        for name in rows.iter().flat_map(BTreeMap::keys) {
            self.homes.insert(name.clone(), repeat.to_owned());
        }
        self.rows.insert(repeat.to_owned(), rows);
    }

    /// What `${name}` is, seen from a row or from outside.
    pub(super) fn get(&self, name: &str, row: Option<(&str, usize)>) -> Datum {
        if let Some(rows) = self.rows.get(name) {
            return Datum::Rows(vec![Datum::EMPTY; rows.len()]);
        }
        let Some(home) = self.homes.get(name) else { return self.top.get(name).cloned().unwrap_or_default() };
        let rows = self.rows.get(home).map_or(&[][..], Vec::as_slice);
        let of_row = |row: &BTreeMap<String, Datum>| row.get(name).cloned().unwrap_or_default();
        match row {
            Some((repeat, index)) if repeat == home => rows.get(index).map(of_row).unwrap_or_default(),
            _ => Datum::Rows(rows.iter().map(of_row).collect()),
        }
    }

    pub(super) fn in_row(&self, name: &str, repeat: &str, index: usize) -> Datum {
        let row = self.rows.get(repeat).and_then(|rows| rows.get(index));
        row.and_then(|row| row.get(name)).cloned().unwrap_or_default()
    }
}

/// The moment at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The day.
    pub today: Date,
    /// The day and the time.
    pub now: DateTime,
}

impl Clock {
    /// The clock of a place at an instant.
    pub fn at(instant: domain::Instant, zone: &TimeZone) -> Self {
        let now = instant.to_zoned(zone.clone()).datetime();
        Self { today: now.date(), now }
    }
}

/// What an expression can see.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    /// The answers.
    pub answers: &'a Answers,
    /// The repeat and the row (from 0) the expression stands in.
    pub row: Option<(&'a str, usize)>,
    /// The field's own answer: `.`
    pub current: Datum,
    /// The code and the columns of the choice that a `choice_filter` looks at.
    pub choice: Option<(&'a str, &'a BTreeMap<String, String>)>,
    /// The moment.
    pub clock: Clock,
    /// The language of the reader.
    pub language: &'a str,
    /// What `uuid()` gives.
    pub uuid: &'a str,
    /// Where `jr:choice-name` looks labels up.
    pub lists: Option<(&'a Form, &'a Lists)>,
}

impl<'a> Scope<'a> {
    /// A scope outside rows and choices.
    pub const fn new(answers: &'a Answers, clock: Clock, language: &'a str) -> Self {
        let (row, choice, lists) = (None, None, None);
        Self { answers, row, current: Datum::EMPTY, choice, clock, language, uuid: "", lists }
    }

    /// Labels come from these.
    #[must_use]
    pub const fn with_lists(mut self, form: &'a Form, lists: &'a Lists) -> Self {
        self.lists = Some((form, lists));
        self
    }

    pub(super) fn choice_name(&self, code: &str, field: &str) -> String {
        fn label<'l, Code: PartialEq<str>>(
            choices: &'l [Choice<Code>],
            code: &str,
            language: &str,
        ) -> Option<&'l str> {
            choices.iter().find(|choice| choice.code == *code).map(|choice| text_in(&choice.label, language))
        }
        let Some((form, lists)) = self.lists else { return String::new() };
        let given = form.given.iter().find(|fact| fact.name == *field).map(|fact| &fact.field_type);
        let found = match form.field(field).map(|field| &field.field_type).or(given) {
            Some(FieldType::SelectOne(list) | FieldType::SelectMultiple(list)) => {
                lists.choices.get(list).and_then(|choices| label(choices, code, self.language))
            }
            Some(FieldType::Place) => label(&lists.places, code, self.language),
            _ => None,
        };
        found.unwrap_or_default().to_owned()
    }
}
