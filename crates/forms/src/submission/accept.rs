//! From what was sent to values, or to problems.
//!
//! Invariant: the values are those a person could see and change, plus those the form computes; nothing else moves.

use std::collections::BTreeMap;

use domain::{ChoiceCode, FieldCode, PartialDate, PlaceCode, Value, Values};

use super::{
    FieldProblem, Reason, Refusal, changed_fields,
    raw::{Raw, SentRow, Sheet, problem, sort},
    read,
};
use crate::{
    definition::{Field, FieldType, Group, Presence},
    expression::{Answers, Datum, evaluate, fit, read_civil, read_day, read_time, to_millionths, to_whole},
    logic::{Fault, Setting, Solved, solve},
};

/// A submission that was accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// All values of the form now.
    pub values: Values,
    /// The fields whose values are others than before.
    pub changed: Vec<FieldCode>,
    /// What to tell the sender all the same.
    pub warnings: Vec<FieldProblem>,
    /// The form worked out with these values.
    pub solved: Solved,
}

/// A submission that was refused; nothing of it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// Why, field by field, in the form's order.
    pub problems: Vec<FieldProblem>,
    /// The form worked out with what could be read, so that a page can show the fields that belong to it.
    pub solved: Solved,
}

/// The values a new entry begins with: the defaults.
pub fn initial(setting: &Setting<'_>, given: &Values) -> Values {
    let answers = Answers::of(setting.form, &Values::new(), given, &setting.zone);
    let mut values = Values::new();
    for (field, repeat) in setting.form.fields() {
        if repeat.is_none()
            && let Some(value) = default(setting, &answers, field)
        {
            values.insert(field.name.clone(), value);
        }
    }
    values
}

fn default(setting: &Setting<'_>, answers: &Answers, field: &Field) -> Option<Value> {
    let datum = evaluate(&field.default.as_ref()?.root, &setting.scope(answers, None));
    to_value(setting, &field.field_type, &fit(&field.field_type, &datum))
}

/// A form worked out with stored values, for a page that shows them.
pub fn solved(setting: &Setting<'_>, values: &Values, given: &Values) -> Solved {
    solve(setting, &Answers::of(setting.form, values, given, &setting.zone))
}

/// A form as far as it is filled, for a page that shows it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    /// Every answer that could be read, and those that were not sent as they were. A row in which nothing is written
    /// yet is here too.
    pub values: Values,
    /// Of each repeat, the numbers its rows go by, in order: the row of a number is found in `values` and `solved` at
    /// the number's place in the list.
    pub rows: BTreeMap<String, Vec<usize>>,
    /// The form worked out with these values.
    pub solved: Solved,
}

/// Reads what was typed so far, judging and keeping nothing. `previous` and `given` are those of [`accept`].
pub fn begun(setting: &Setting<'_>, raw: &Raw, previous: &Values, given: &Values) -> Begun {
    let (sheet, _) = sort(setting.form, raw).unwrap_or_default();
    let base = base(setting, previous, given);
    let mut intake = Intake::new(setting, given, &base, previous, EmptyRows::Kept);
    let (values, rows) = intake.read(&sheet);
    let solved = solved(setting, &values, given);
    Begun { values, rows, solved }
}

/// What an answer is when it is not sent.
fn base(setting: &Setting<'_>, previous: &Values, given: &Values) -> Values {
    if previous.is_empty() { initial(setting, given) } else { previous.clone() }
}

/// Takes a submission in. `previous` are the values of the entry it changes, empty for a new one; `given` are the
/// facts of the record that the form declares.
pub fn accept(
    setting: &Setting<'_>,
    raw: &Raw,
    previous: &Values,
    given: &Values,
) -> Result<Accepted, Box<Refused>> {
    let (sheet, problems) = match sort(setting.form, raw) {
        Ok(sorted) => sorted,
        Err(too_large) => {
            let solved = solved(setting, previous, given);
            return Err(Box::new(Refused { problems: vec![too_large], solved }));
        }
    };
    let base = base(setting, previous, given);
    let mut intake = Intake::new(setting, given, &base, previous, EmptyRows::Dropped);
    let (values, rows) = intake.read(&sheet);
    let solved = solve(setting, &Answers::of(setting.form, &values, given, &setting.zone));
    intake.decide(&values, &rows, solved, problems)
}

type Place = (FieldCode, Option<usize>);

struct Intake<'a> {
    setting: &'a Setting<'a>,
    given: &'a Values,
    /// What an answer is when it is not sent.
    base: &'a Values,
    previous: &'a Values,
    empty_rows: EmptyRows,
    bad: BTreeMap<Place, Refusal>,
    noticed: Vec<(Place, Refusal)>,
}

/// What becomes of a row in which nothing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EmptyRows {
    /// It is no row.
    Dropped,
    /// It is about to be written.
    Kept,
}

/// Whether the program alone says what a field holds.
fn is_owned(field: &Field) -> bool {
    field.calculation.is_some() || field.presence == Presence::ReadOnly || !field.field_type.is_asked()
}

fn rows_of<'v>(values: &'v Values, repeat: &Group) -> &'v [Values] {
    match values.get(&repeat.name) {
        Some(Value::Rows(rows)) => rows,
        _ => &[],
    }
}

impl<'a> Intake<'a> {
    const fn new(
        setting: &'a Setting<'a>,
        given: &'a Values,
        base: &'a Values,
        previous: &'a Values,
        empty_rows: EmptyRows,
    ) -> Self {
        Self { setting, given, base, previous, empty_rows, bad: BTreeMap::new(), noticed: Vec::new() }
    }

    /// The values as sent, hidden ones included, and the numbers of the rows.
    fn read(&mut self, sheet: &Sheet) -> (Values, BTreeMap<String, Vec<usize>>) {
        let mut values = Values::new();
        let mut numbers = BTreeMap::new();
        for (field, repeat) in self.setting.form.fields() {
            if repeat.is_none() {
                let before = self.base.get(&field.name);
                if let Some(value) = self.field(field, sheet.fields.get(field.name.as_str()), before, None) {
                    values.insert(field.name.clone(), value);
                }
            }
        }
        for repeat in self.setting.form.repeats() {
            let (rows, numbered) = self.rows(repeat, sheet.rows.get(repeat.name.as_str()));
            numbers.insert(repeat.name.to_string(), numbered);
            if !rows.is_empty() {
                values.insert(repeat.name.clone(), Value::Rows(rows));
            }
        }
        (values, numbers)
    }

    fn field(
        &mut self,
        field: &Field,
        parts: Option<&super::raw::Parts>,
        before: Option<&Value>,
        row: Option<usize>,
    ) -> Option<Value> {
        let Some(parts) = parts.filter(|_| !is_owned(field)) else { return before.cloned() };
        let mut warnings = Vec::new();
        let read = read::value(self.setting, field, parts, before, &mut warnings);
        let place = (field.name.clone(), row);
        self.noticed.extend(warnings.into_iter().map(|warning| (place.clone(), warning)));
        read.unwrap_or_else(|refusal| {
            self.bad.insert(place, refusal);
            None
        })
    }

    fn rows(&mut self, repeat: &Group, sent: Option<&BTreeMap<usize, SentRow>>) -> (Vec<Values>, Vec<usize>) {
        let before = rows_of(self.base, repeat);
        let Some(sent) = sent else { return (before.to_vec(), (0..before.len()).collect()) };
        let fields: Vec<&Field> = self
            .setting
            .form
            .fields()
            .into_iter()
            .filter(|(_, home)| home.is_some_and(|home| home.name == repeat.name))
            .map(|(field, _)| field)
            .collect();
        let mut indices: Vec<usize> = (0..before.len()).chain(sent.keys().copied()).collect();
        indices.sort_unstable();
        indices.dedup();
        let answers = Answers::of(self.setting.form, &Values::new(), self.given, &self.setting.zone);
        let (mut rows, mut numbered) = (Vec::new(), Vec::new());
        for index in indices {
            let sent = sent.get(&index);
            if sent.is_some_and(|row| row.is_removed) {
                continue;
            }
            let stored = before.get(index);
            let mut row = Values::new();
            let mut is_filled = false;
            for field in &fields {
                let parts = sent.and_then(|row| row.fields.get(field.name.as_str()));
                let before = match stored {
                    Some(stored) => stored.get(&field.name).cloned(),
                    None => default(self.setting, &answers, field),
                };
                let value = self.field(field, parts, before.as_ref(), Some(index));
                let is_bad = self.bad.contains_key(&(field.name.clone(), Some(index)));
                is_filled |= !is_owned(field) && (value.is_some() || is_bad);
                if let Some(value) = value {
                    row.insert(field.name.clone(), value);
                }
            }
            // A row in which nothing is written is no row, unless the form itself says how many there are.
            if is_filled || repeat.repeat_count.is_some() || self.empty_rows == EmptyRows::Kept {
                rows.push(row);
                numbered.push(index);
            }
        }
        (rows, numbered)
    }

    fn decide(
        self,
        read: &Values,
        rows: &BTreeMap<String, Vec<usize>>,
        solved: Solved,
        mut problems: Vec<FieldProblem>,
    ) -> Result<Accepted, Box<Refused>> {
        let mut values = self.retired();
        let mut warnings = Vec::new();
        let mut filled: BTreeMap<&FieldCode, Vec<Values>> = BTreeMap::new();
        let repeats = self.setting.form.repeats();
        for repeat in &repeats {
            filled.insert(&repeat.name, vec![Values::new(); solved.rows(repeat.name.as_str())]);
        }
        for (field, repeat) in self.setting.form.fields() {
            let Some(repeat) = repeat else {
                let stored = self.previous.get(&field.name);
                let sent = read.get(&field.name);
                let value =
                    self.value(field, None, None, sent, stored, &solved, &mut problems, &mut warnings);
                if let Some(value) = value {
                    values.insert(field.name.clone(), value);
                }
                continue;
            };
            let numbers = rows.get(repeat.name.as_str()).map_or(&[][..], Vec::as_slice);
            let (stored, sent) = (rows_of(self.previous, repeat), rows_of(read, repeat));
            for index in 0..solved.rows(repeat.name.as_str()) {
                let number = numbers.get(index).copied().unwrap_or(index);
                let stored = stored.get(number).and_then(|row| row.get(&field.name));
                let sent = sent.get(index).and_then(|row| row.get(&field.name));
                let value = self.value(
                    field,
                    Some(index),
                    Some(number),
                    sent,
                    stored,
                    &solved,
                    &mut problems,
                    &mut warnings,
                );
                if let (Some(value), Some(rows)) = (value, filled.get_mut(&repeat.name)) {
                    rows[index].insert(field.name.clone(), value);
                }
            }
        }
        for repeat in &repeats {
            let kept = filled.remove(&repeat.name).unwrap_or_default();
            if solved.is_hidden(repeat.name.as_str(), None) && !rows_of(self.previous, repeat).is_empty() {
                warnings.push(problem(repeat.name.as_str(), None, Reason::HiddenDropped));
            }
            if !kept.is_empty() {
                values.insert(repeat.name.clone(), Value::Rows(kept));
            }
        }
        if !problems.is_empty() {
            return Err(Box::new(Refused { problems, solved }));
        }
        let changed = changed_fields(self.previous, &values);
        Ok(Accepted { values, changed, warnings, solved })
    }

    /// Stored values of fields that an earlier version of the form asked for: a save never loses them.
    fn retired(&self) -> Values {
        let form = self.setting.form;
        let is_known = |name: &FieldCode| {
            form.field(name.as_str()).is_some() || form.repeats().iter().any(|repeat| repeat.name == *name)
        };
        self.previous
            .iter()
            .filter(|(name, _)| !is_known(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The value one field ends with; problems and warnings on the way.
    #[expect(
        clippy::too_many_arguments,
        reason = "one step of `decide`, called for plain fields and for rows"
    )]
    fn value(
        &self,
        field: &Field,
        row: Option<usize>,
        number: Option<usize>,
        sent: Option<&Value>,
        stored: Option<&Value>,
        solved: &Solved,
        problems: &mut Vec<FieldProblem>,
        warnings: &mut Vec<FieldProblem>,
    ) -> Option<Value> {
        let name = field.name.as_str();
        if solved.is_hidden(name, row) {
            if stored.is_some() && !is_owned(field) {
                warnings.push(problem(name, number, Reason::HiddenDropped));
            }
            return None;
        }
        let place = (field.name.clone(), number);
        let told = |refusal: &Refusal| FieldProblem {
            part: refusal.part.clone(),
            args: refusal.args.clone(),
            ..problem(name, number, refusal.reason)
        };
        warnings.extend(self.noticed.iter().filter(|(at, _)| *at == place).map(|(_, refusal)| told(refusal)));
        if let Some(refusal) = self.bad.get(&place) {
            problems.push(told(refusal));
            return None;
        }
        let before = stored.map_or(Datum::EMPTY, |stored| Datum::of(stored, &self.setting.zone));
        if let Some(fault) = solved.fault(self.setting, field, row, &before) {
            let (reason, message) = match fault {
                Fault::Required => (Reason::Required, field.required_message.clone()),
                Fault::Constraint => (Reason::Constraint, field.constraint_message.clone()),
                Fault::NotOffered => (Reason::NotOffered, crate::Texts::new()),
            };
            problems.push(FieldProblem { message, ..problem(name, number, reason) });
            return None;
        }
        if field.calculation.is_some() {
            to_value(self.setting, &field.field_type, &solved.answer(name, row))
        } else {
            sent.cloned()
        }
    }
}

/// A computed answer as a value to store.
fn to_value(setting: &Setting<'_>, field_type: &FieldType, datum: &Datum) -> Option<Value> {
    if datum.is_empty() {
        return None;
    }
    let text = datum.text();
    match field_type {
        FieldType::Integer => to_whole(datum.number()).map(Value::Integer),
        FieldType::Decimal | FieldType::Range { .. } => to_millionths(datum.number()).map(Value::Decimal),
        FieldType::SelectOne(_) => ChoiceCode::new(&text).ok().map(Value::Choice),
        FieldType::SelectMultiple(_) => {
            let codes = text.split(' ').map(ChoiceCode::new).collect::<Result<_, _>>().ok()?;
            Some(Value::Choices(codes))
        }
        FieldType::Place => PlaceCode::new(&text).ok().map(Value::Place),
        FieldType::Date | FieldType::PartialDate => match datum {
            Datum::Partial(date) => Some(Value::Date(*date)),
            _ => read_day(&text).map(|day| Value::Date(PartialDate::Day(day))),
        },
        FieldType::Time => read_time(&text).map(Value::Time),
        FieldType::DateTime => {
            let zoned = read_civil(&text)?.to_zoned(setting.zone.clone()).ok()?;
            Some(Value::DateTime(zoned.timestamp()))
        }
        FieldType::Acknowledge => (text == "OK").then_some(Value::Acknowledged),
        FieldType::Text => Some(Value::Text(text.into())),
        FieldType::Calculate | FieldType::Hidden => match datum {
            Datum::Number(number) if number.fract() == 0.0 => to_whole(*number).map(Value::Integer),
            Datum::Number(number) => to_millionths(*number).map(Value::Decimal),
            Datum::Partial(date) => Some(Value::Date(*date)),
            _ => Some(Value::Text(text.into())),
        },
        FieldType::PersonName | FieldType::Score(_) | FieldType::File | FieldType::Note => None,
    }
}
