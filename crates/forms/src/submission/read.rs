//! Reads the texts sent for one field into a value of its type.
//!
//! Invariant: a value that comes out is of the field's type and within its bounds; whether it may stand there is for
//! the form's conditions to say.

use std::collections::BTreeSet;

use domain::{ChoiceCode, FileId, PlaceCode, Value};

use super::{LONGEST_ANSWER, Reason, Refusal, dates, names, numbers, raw::Parts, score};
use crate::{
    definition::{Field, FieldType},
    expression::{from_millionths, number_text},
    logic::Setting,
};

/// A text without the spaces around it; `None` when nothing is left. Line ends become `\n`.
pub(super) fn text_of(text: &str, most: usize) -> Result<Option<String>, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Reason::ControlCharacter.into());
    }
    if text.chars().count() > most {
        return Err(Refusal::new(Reason::TooLong).with("most", most));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Reads a field. `before` is its stored value.
pub(super) fn value(
    setting: &Setting<'_>,
    field: &Field,
    parts: &Parts,
    before: Option<&Value>,
    warnings: &mut Vec<Refusal>,
) -> Result<Option<Value>, Refusal> {
    match &field.field_type {
        FieldType::PartialDate => return Ok(partial_date(parts)?.map(Value::Date)),
        FieldType::PersonName => {
            let names = names::read(parts, warnings)?;
            return Ok((!names.is_empty()).then_some(Value::Names(names)));
        }
        FieldType::Score(code) => {
            let before = match before {
                Some(Value::Score(score)) => Some(score),
                _ => None,
            };
            let instrument = setting.lists.instruments.get(code);
            return Ok(score::read(parts, code, instrument, before)?.map(Value::Score));
        }
        FieldType::SelectMultiple(_) => return choices(parts),
        _ => {}
    }
    let mut sent = Vec::new();
    for text in parts.values().flatten() {
        sent.extend(text_of(text, LONGEST_ANSWER)?);
    }
    let Some(text) = sent.pop() else { return Ok(None) };
    // A page may send an empty text beside the chosen one; two different answers are a mistake.
    if sent.iter().any(|other| *other != text) {
        return Err(Reason::Several.into());
    }
    plain(setting, &field.field_type, text).map(Some)
}

fn plain(setting: &Setting<'_>, field_type: &FieldType, text: String) -> Result<Value, Refusal> {
    Ok(match field_type {
        FieldType::Integer => Value::Integer(numbers::whole(&text)?),
        FieldType::Decimal => Value::Decimal(numbers::decimal(&text)?),
        FieldType::Range { start, end, step } => {
            let number = numbers::decimal(&text)?;
            if !(*start..=*end).contains(&number) {
                let shown = |millionths| number_text(from_millionths(millionths));
                return Err(Refusal::new(Reason::OutOfRange)
                    .with("least", shown(*start))
                    .with("most", shown(*end)));
            }
            if *step > 0 && (number - start) % step != 0 {
                return Err(Refusal::new(Reason::OffStep).with("step", number_text(from_millionths(*step))));
            }
            Value::Decimal(number)
        }
        FieldType::SelectOne(_) => Value::Choice(ChoiceCode::new(&text).map_err(|_| Reason::NotOffered)?),
        FieldType::Place => Value::Place(PlaceCode::new(&text).map_err(|_| Reason::NotOffered)?),
        FieldType::Date => Value::Date(domain::PartialDate::Day(dates::day(&text)?)),
        FieldType::Time => Value::Time(dates::time(&text)?),
        FieldType::DateTime => {
            let civil = dates::moment(&text)?;
            let zoned = civil.to_zoned(setting.zone.clone()).map_err(|_| Reason::NoDate)?;
            Value::DateTime(zoned.timestamp())
        }
        FieldType::File => Value::File(text.parse::<FileId>().map_err(|_| Reason::NoFile)?),
        FieldType::Acknowledge => match text.as_str() {
            "OK" | "on" | "true" | "1" | "yes" => Value::Acknowledged,
            _ => return Err(Reason::NotOffered.into()),
        },
        _ => Value::Text(text.into()),
    })
}

fn choices(parts: &Parts) -> Result<Option<Value>, Refusal> {
    let mut codes = BTreeSet::new();
    for text in parts.values().flatten() {
        for code in text.split_whitespace() {
            codes.insert(ChoiceCode::new(code).map_err(|_| Reason::NotOffered)?);
        }
        if codes.len() > 1000 {
            return Err(Reason::TooLarge.into());
        }
    }
    Ok((!codes.is_empty()).then_some(Value::Choices(codes)))
}

fn partial_date(parts: &Parts) -> Result<Option<domain::PartialDate>, Refusal> {
    let part = |name: &str| parts.get(name).and_then(|texts| texts.first()).map_or("", String::as_str);
    if let Some(date) = dates::from_parts(part("year"), part("month"), part("day"), part("about"))? {
        return Ok(Some(date));
    }
    for whole in ["", "either"] {
        if let Some(text) = text_of(part(whole), 100)? {
            return dates::partial(&text).map(Some);
        }
    }
    Ok(None)
}
