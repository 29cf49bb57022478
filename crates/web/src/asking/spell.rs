//! Stored answers as what would be typed for them, under the names they are sent by.

use std::collections::BTreeMap;

use domain::{NameRole, PartialDate, Value, Values};
use jiff::tz::TimeZone;

/// The pairs that a page would send for these answers; `rows` are the numbers its rows are sent under.
pub(super) fn spell(
    values: &Values,
    rows: &BTreeMap<String, Vec<usize>>,
    zone: &TimeZone,
) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (field, value) in values {
        let Value::Rows(answers) = value else {
            one(&mut pairs, field.as_str(), value, zone);
            continue;
        };
        let numbers = rows.get(field.as_str()).map_or(&[][..], Vec::as_slice);
        for (row, number) in answers.iter().zip(numbers) {
            for (inner, value) in row {
                one(&mut pairs, &format!("{field}.{number}.{inner}"), value, zone);
            }
        }
    }
    pairs
}

fn one(pairs: &mut Vec<(String, String)>, name: &str, value: &Value, zone: &TimeZone) {
    let mut add = |name: String, value: String| pairs.push((name, value));
    match value {
        Value::Text(text) => add(name.to_owned(), text.as_str().to_owned()),
        Value::Integer(number) => add(name.to_owned(), number.to_string()),
        Value::Decimal(millionths) => add(name.to_owned(), decimal(*millionths)),
        Value::Choice(choice) => add(name.to_owned(), choice.to_string()),
        Value::Choices(choices) => {
            for choice in choices {
                add(name.to_owned(), choice.to_string());
            }
        }
        Value::Date(date) => {
            // A plain date field reads the name itself, a partial one its parts; each passes over the other's.
            match date {
                PartialDate::Day(day) => {
                    add(name.to_owned(), day.to_string());
                    add(format!("{name}.day"), day.day().to_string());
                    add(format!("{name}.month"), day.month().to_string());
                    add(format!("{name}.year"), day.year().to_string());
                }
                PartialDate::Month(year, month) => {
                    add(format!("{name}.month"), month.to_string());
                    add(format!("{name}.year"), year.to_string());
                }
                PartialDate::Year(year) => add(format!("{name}.year"), year.to_string()),
                PartialDate::About(year, spread) => {
                    add(format!("{name}.year"), year.to_string());
                    add(format!("{name}.about"), spread.to_string());
                }
                PartialDate::Either(..) => add(format!("{name}.either"), date.to_string()),
            }
        }
        Value::Time(time) => add(name.to_owned(), time.strftime("%H:%M").to_string()),
        Value::DateTime(at) => {
            add(name.to_owned(), at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string());
        }
        Value::Names(names) => {
            for known in names {
                let role = match known.role {
                    NameRole::Full => "full",
                    NameRole::Given => "given",
                    NameRole::Father => "father",
                    NameRole::Family => "family",
                    NameRole::Kunya => "kunya",
                    NameRole::Earlier => "earlier",
                };
                add(format!("{name}.{role}.{}", known.script.code()), known.text.as_str().to_owned());
            }
        }
        Value::Place(place) => add(name.to_owned(), place.to_string()),
        Value::Score(score) => {
            add(format!("{name}.total"), score.total.to_string());
            add(format!("{name}.informant"), score.informant.to_string());
            for (code, value) in &score.subscales {
                add(format!("{name}.sub.{code}"), value.to_string());
            }
        }
        // Rows hold no rows.
        Value::Rows(_) => {}
        Value::File(file) => add(name.to_owned(), file.to_string()),
        Value::Acknowledged => add(name.to_owned(), "OK".to_owned()),
    }
}

fn decimal(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, part) = (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
    if part == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{}", format!("{part:06}").trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_spelt_as_people_write_them() {
        assert_eq!(decimal(1_500_000), "1.5");
        assert_eq!(decimal(-250_000), "-0.25");
        assert_eq!(decimal(3_000_000), "3");
    }
}
