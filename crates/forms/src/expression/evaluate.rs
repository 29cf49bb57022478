//! Works an expression out.
//!
//! Invariant: pure, total and bounded: no input makes it fail, and no text it makes is longer than [`LONGEST_TEXT`].

use domain::PartialDate;
use jiff::civil::{Date, DateTime};

use super::{
    Function, Node, Operator, Says,
    calendar::{civil_of, civil_text, day_number, day_text, format, fraction, read_civil, read_time},
    number::{from_whole, is_space, settle, to_millionths, to_whole},
    scope::{Datum, Scope},
};

/// The longest text an expression makes, in characters; what is longer is cut.
pub const LONGEST_TEXT: usize = 20_000;

/// The value of an expression's root.
pub fn evaluate(node: &Node, scope: &Scope<'_>) -> Datum {
    match &node.says {
        Says::Text(text) => Datum::Text(text.clone()),
        Says::Number(number) => Datum::Number(*number),
        Says::Field(name) => scope.answers.get(name, scope.row),
        Says::Current => scope.current.clone(),
        Says::Column(name) => Datum::Text(match scope.choice {
            Some((code, _)) if name == "name" => code.to_owned(),
            Some((_, columns)) => columns.get(name).cloned().unwrap_or_default(),
            None => String::new(),
        }),
        Says::Two(operator, both) => two(*operator, &both[0], &both[1], scope),
        Says::Negative(part) => Datum::Number(settle(-evaluate(part, scope).number())),
        Says::Call(function, parts) => call(*function, parts, scope),
        Says::Matches(part, pattern) => Datum::Boolean(pattern.matches(&evaluate(part, scope).text())),
        Says::ChoiceName(part, field) => text(scope.choice_name(&evaluate(part, scope).text(), field)),
        Says::Position => Datum::Number(scope.row.map_or(f64::NAN, |(_, index)| count(index + 1))),
        Says::Indexed { field, repeat, row } => match to_whole(evaluate(row, scope).number()) {
            Some(row) if row >= 1 => {
                scope.answers.in_row(field, repeat, usize::try_from(row - 1).unwrap_or(usize::MAX))
            }
            _ => Datum::EMPTY,
        },
    }
}

fn text(mut text: String) -> Datum {
    if text.len() > LONGEST_TEXT
        && let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT)
    {
        text.truncate(end);
    }
    Datum::Text(text)
}

fn count(count: usize) -> f64 {
    from_whole(i64::try_from(count).unwrap_or(i64::MAX))
}

fn two(operator: Operator, left: &Node, right: &Node, scope: &Scope<'_>) -> Datum {
    let a = evaluate(left, scope);
    match operator {
        Operator::Or => return Datum::Boolean(a.is_true() || evaluate(right, scope).is_true()),
        Operator::And => return Datum::Boolean(a.is_true() && evaluate(right, scope).is_true()),
        _ => {}
    }
    let b = evaluate(right, scope);
    let (x, y) = (a.number(), b.number());
    match operator {
        Operator::Equal => Datum::Boolean(equal(&a, &b)),
        Operator::Unequal => Datum::Boolean(!equal(&a, &b)),
        Operator::Less => Datum::Boolean(x < y),
        Operator::AtMost => Datum::Boolean(x <= y),
        Operator::Greater => Datum::Boolean(x > y),
        Operator::AtLeast => Datum::Boolean(x >= y),
        Operator::Plus => Datum::Number(settle(x + y)),
        Operator::Minus => Datum::Number(settle(x - y)),
        Operator::Times => Datum::Number(settle(x * y)),
        Operator::Div => Datum::Number(settle(x / y)),
        Operator::Mod => Datum::Number(remainder(x, y)),
        Operator::Or | Operator::And => Datum::EMPTY,
    }
}

#[expect(clippy::float_cmp, reason = "settled numbers are equal or they are not")]
fn equal(a: &Datum, b: &Datum) -> bool {
    match (a, b) {
        (Datum::Boolean(_), _) | (_, Datum::Boolean(_)) => a.is_true() == b.is_true(),
        (Datum::Number(_), _) | (_, Datum::Number(_)) => a.number() == b.number(),
        _ => a.text() == b.text(),
    }
}

/// The remainder with the sign of the dividend, of millionths, so that `5.5 mod 0.1` is 0.
fn remainder(x: f64, y: f64) -> f64 {
    match (to_millionths(x), to_millionths(y)) {
        (Some(x), Some(y)) if y != 0 => super::number::from_millionths(x % y),
        _ => f64::NAN,
    }
}

fn flat(parts: &[Node], scope: &Scope<'_>) -> Vec<Datum> {
    let mut found = Vec::new();
    for part in parts {
        match evaluate(part, scope) {
            Datum::Rows(rows) => found.extend(rows),
            one => found.push(one),
        }
    }
    found
}

fn joined(separator: &str, parts: &[Datum]) -> Datum {
    let mut out = String::new();
    let mut length = 0;
    let mut is_first = true;
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let part = part.text();
        if !is_first {
            out.push_str(separator);
            length += separator.len();
        }
        is_first = false;
        length += part.len();
        out.push_str(&part);
        if length > 8 * LONGEST_TEXT {
            break;
        }
    }
    text(out)
}

fn call(function: Function, parts: &[Node], scope: &Scope<'_>) -> Datum {
    let at = |index: usize| parts.get(index).map_or(Datum::EMPTY, |part| evaluate(part, scope));
    let own = || if parts.is_empty() { scope.current.text() } else { at(0).text() };
    let boolean = Datum::Boolean;
    let number = |number: f64| Datum::Number(settle(number));
    match function {
        Function::If => at(if at(0).is_true() { 1 } else { 2 }),
        Function::Coalesce => {
            let last = parts.len().saturating_sub(1);
            (0..last).map(at).find(|datum| !datum.is_empty()).unwrap_or_else(|| at(last))
        }
        Function::Once => {
            if scope.current.is_empty() {
                at(0)
            } else {
                scope.current.clone()
            }
        }
        Function::Not => boolean(!at(0).is_true()),
        Function::True => boolean(true),
        Function::False => boolean(false),
        Function::Boolean => boolean(at(0).is_true()),
        Function::BooleanFromString => boolean(matches!(at(0).text().as_str(), "true" | "1")),
        Function::Number => number(at(0).number()),
        Function::String => text(at(0).text()),
        Function::Int => number(at(0).number().trunc()),
        Function::Round => number(round(at(0).number(), if parts.len() > 1 { at(1).number() } else { 0.0 })),
        Function::Abs => number(at(0).number().abs()),
        Function::Pow => number(power(at(0).number(), at(1).number())),
        Function::Min => number(extreme(&flat(parts, scope), |a, b| a < b)),
        Function::Max => number(extreme(&flat(parts, scope), |a, b| a > b)),
        Function::Sum => {
            let answered = flat(parts, scope).into_iter().filter(|datum| !datum.is_empty());
            Datum::Number(answered.fold(0.0, |sum, datum| settle(sum + datum.number())))
        }
        Function::Count => Datum::Number(count(match at(0) {
            Datum::Rows(rows) => rows.len(),
            _ => 1,
        })),
        Function::CountNonEmpty => {
            Datum::Number(count(flat(parts, scope).iter().filter(|datum| !datum.is_empty()).count()))
        }
        Function::Join => joined(&at(0).text(), &flat(&parts[1..], scope)),
        Function::Concat => joined("", &flat(parts, scope)),
        Function::StringLength => Datum::Number(count(own().chars().count())),
        Function::Substr => {
            text(substring(&at(0).text(), at(1).number(), parts.get(2).map(|_| at(2).number())))
        }
        Function::Contains => boolean(at(0).text().contains(&at(1).text())),
        Function::StartsWith => boolean(at(0).text().starts_with(&at(1).text())),
        Function::EndsWith => boolean(at(0).text().ends_with(&at(1).text())),
        Function::NormalizeSpace => {
            text(own().split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
        }
        Function::Translate => text(translate(&at(0).text(), &at(1).text(), &at(2).text())),
        Function::Selected => {
            let (codes, code) = (at(0).text(), at(1).text());
            let code = code.trim_matches(is_space);
            boolean(!code.is_empty() && codes.split(is_space).any(|one| one == code))
        }
        Function::SelectedAt => {
            let codes = at(0).text();
            let index = to_whole(at(1).number()).and_then(|index| usize::try_from(index).ok());
            let chosen =
                index.and_then(|index| codes.split(is_space).filter(|code| !code.is_empty()).nth(index));
            text(chosen.unwrap_or_default().to_owned())
        }
        Function::CountSelected => {
            Datum::Number(count(at(0).text().split(is_space).filter(|code| !code.is_empty()).count()))
        }
        Function::Checklist => {
            let held = flat(&parts[2..], scope).iter().filter(|datum| datum.is_true()).count();
            boolean(within(count(held), at(0).number(), at(1).number()))
        }
        Function::WeightedChecklist => {
            let mut weight = 0.0;
            for pair in parts[2..].chunks(2) {
                if let [value, of_value] = pair
                    && evaluate(value, scope).is_true()
                {
                    weight = settle(weight + evaluate(of_value, scope).number());
                }
            }
            boolean(within(weight, at(0).number(), at(1).number()))
        }
        Function::Today => Datum::Text(day_text(scope.clock.today)),
        Function::Now => Datum::Text(civil_text(scope.clock.now)),
        Function::Date => {
            Datum::Text(moment(&at(0)).map_or_else(String::new, |civil| day_text(civil.date())))
        }
        Function::DateTime => Datum::Text(moment(&at(0)).map_or_else(String::new, civil_text)),
        Function::DecimalDateTime => match moment(&at(0)) {
            Some(civil) => number(from_whole(day_number(civil.date())) + fraction(civil.time())),
            None => Datum::Number(f64::NAN),
        },
        Function::DecimalTime => {
            let given = at(0);
            let time = read_time(&given.text()).or_else(|| moment(&given).map(DateTime::time));
            Datum::Number(time.map_or(f64::NAN, fraction))
        }
        Function::FormatDate | Function::FormatDateTime => match moment(&at(0)) {
            Some(civil) => text(format(civil, &at(1).text(), scope.language)),
            None => Datum::EMPTY,
        },
        Function::Age => years(&at(0), scope.clock.today, |fewest, most| (fewest == most).then_some(fewest)),
        Function::AgeMin => years(&at(0), scope.clock.today, |fewest, _| Some(fewest)),
        Function::AgeMax => years(&at(0), scope.clock.today, |_, most| Some(most)),
        Function::YearsBetween => match (span(&at(0)), span(&at(1))) {
            (Some(from), Some(to)) => {
                let fewest = from.age_on(to.earliest()).0;
                let most = from.age_on(to.latest()).1;
                Datum::Number(if fewest == most { f64::from(fewest) } else { f64::NAN })
            }
            _ => Datum::Number(f64::NAN),
        },
        Function::Earliest => {
            Datum::Text(span(&at(0)).map_or_else(String::new, |date| day_text(date.earliest())))
        }
        Function::Latest => {
            Datum::Text(span(&at(0)).map_or_else(String::new, |date| day_text(date.latest())))
        }
        Function::Uuid => Datum::Text(scope.uuid.to_owned()),
        // The parser makes nodes of their own for these.
        Function::Regex | Function::ChoiceName | Function::Position | Function::IndexedRepeat => Datum::EMPTY,
    }
}

fn years(datum: &Datum, today: Date, choose: fn(i16, i16) -> Option<i16>) -> Datum {
    let known = span(datum).and_then(|date| {
        let (fewest, most) = date.age_on(today);
        choose(fewest, most)
    });
    Datum::Number(known.map_or(f64::NAN, f64::from))
}

/// A datum as a partial date, if it is a date at all.
fn span(datum: &Datum) -> Option<PartialDate> {
    match datum {
        Datum::Partial(date) => Some(*date),
        other => moment(other).map(|civil| PartialDate::Day(civil.date())),
    }
}

/// A datum as a day and time: a text that is one, or days since 1970.
pub(super) fn moment(datum: &Datum) -> Option<DateTime> {
    match datum {
        Datum::Text(text) => {
            let text = text.trim_matches(is_space);
            read_civil(text).or_else(|| civil_of(super::number::read_number(text)))
        }
        Datum::Number(number) => civil_of(*number),
        Datum::Rows(rows) => rows.first().and_then(moment),
        Datum::Boolean(_) | Datum::Partial(_) => None,
    }
}

/// Half up, on millionths, so that `round(1.005, 2)` is 1.01.
fn round(number: f64, places: f64) -> f64 {
    let (Some(places), false) = (to_whole(places), number.is_nan()) else { return f64::NAN };
    let Some(millionths) = to_millionths(number) else { return (number + 0.5).floor() };
    let unit = 10_i64.pow(u32::try_from(6 - places.clamp(-6, 6)).unwrap_or(0));
    let rest = millionths.rem_euclid(unit);
    let below = millionths - rest;
    super::number::from_millionths(if rest * 2 >= unit && rest > 0 { below + unit } else { below })
}

fn power(base: f64, exponent: f64) -> f64 {
    let Some(whole) = to_whole(exponent).filter(|whole| whole.abs() <= 64) else { return f64::NAN };
    if (from_whole(whole) - exponent).abs() > 0.0 {
        return f64::NAN;
    }
    let product = (0..whole.abs()).fold(1.0, |product, _| product * base);
    if whole < 0 { 1.0 / product } else { product }
}

fn extreme(data: &[Datum], is_further: fn(f64, f64) -> bool) -> f64 {
    let mut found = f64::NAN;
    for number in data.iter().filter(|datum| !datum.is_empty()).map(Datum::number) {
        if number.is_nan() {
            return f64::NAN;
        }
        if found.is_nan() || is_further(number, found) {
            found = number;
        }
    }
    found
}

#[expect(clippy::float_cmp, reason = "-1 is written by the author and means no limit")]
fn within(number: f64, least: f64, most: f64) -> bool {
    (least == -1.0 || number >= least) && (most == -1.0 || number <= most)
}

fn substring(text: &str, start: f64, end: Option<f64>) -> String {
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let place = |number: f64| {
        let whole = to_whole(number)?;
        Some(if whole < 0 { (whole + length).max(0) } else { whole.min(length) })
    };
    let (Some(from), Some(to)) = (place(start), end.map_or(Some(length), place)) else {
        return String::new();
    };
    let skip = usize::try_from(from).unwrap_or(0);
    text.chars().skip(skip).take(usize::try_from(to - from).unwrap_or(0)).collect()
}

fn translate(text: &str, from: &str, to: &str) -> String {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    text.chars()
        .filter_map(|letter| match from.iter().position(|known| *known == letter) {
            Some(index) => to.get(index).copied(),
            None => Some(letter),
        })
        .collect()
}
