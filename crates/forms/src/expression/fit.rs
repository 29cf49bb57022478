//! Brings a computed answer into the shape of its field.
//!
//! Invariant: what comes out is empty or a value the field can store; a condition is stored as 1 or 0, for the text
//! `false` would count as true.

use super::{
    calendar::{civil_text, day_text, read_time, time_text},
    evaluate::moment,
    number::{is_space, settle},
    scope::Datum,
};
use crate::definition::FieldType;

/// A datum as the answer of a field of this type.
pub(crate) fn fit(field_type: &FieldType, datum: &Datum) -> Datum {
    let number = |number: f64| {
        if number.is_nan() || number.abs() >= 9.0e12 { Datum::EMPTY } else { Datum::Number(settle(number)) }
    };
    match field_type {
        FieldType::Integer => number(datum.number().trunc()),
        FieldType::Decimal | FieldType::Range { .. } | FieldType::Score(_) => number(datum.number()),
        FieldType::PartialDate if matches!(datum, Datum::Partial(_)) => datum.clone(),
        FieldType::Date | FieldType::PartialDate => {
            Datum::Text(moment(datum).map_or_else(String::new, |civil| day_text(civil.date())))
        }
        FieldType::DateTime => Datum::Text(moment(datum).map_or_else(String::new, civil_text)),
        FieldType::Time => Datum::Text(read_time(&datum.text()).map_or_else(String::new, time_text)),
        FieldType::SelectMultiple(_) => {
            let text = datum.text();
            let mut codes: Vec<&str> = text.split(is_space).filter(|code| !code.is_empty()).collect();
            codes.sort_unstable();
            codes.dedup();
            Datum::Text(codes.join(" "))
        }
        FieldType::Calculate | FieldType::Hidden => match datum {
            Datum::Boolean(is_true) => Datum::Number(if *is_true { 1.0 } else { 0.0 }),
            Datum::Number(found) => number(*found),
            Datum::Rows(rows) => rows.first().map_or(Datum::EMPTY, |first| fit(field_type, first)),
            Datum::Text(_) | Datum::Partial(_) => datum.clone(),
        },
        _ => Datum::Text(datum.text()),
    }
}
