//! A birth date as lists write it.
//!
//! Invariant: never guessed. Where a text has two readings both are kept; where it has none, the text is refused
//! with what could be written instead; a date is never more exact than its text.

mod words;

use domain::PartialDate;
use jiff::{
    ToSpan,
    civil::{Date, date},
};

use crate::sheet::{CellKind, DayZero};
use words::Word;

/// Nobody on a list is older.
const OLDEST: i16 = 110;
/// Hardly anybody is: two digits of a year are not read as that long ago by themselves.
const HARDLY: i32 = 95;

/// What is known about a cell before it is read.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The day of the flight or of the list: ages count back from it, and nobody was born after it.
    pub reference: Date,
    /// How the file typed the cell.
    pub kind: CellKind,
    /// Which day the file's numbers count from.
    pub day_zero: DayZero,
    /// What a small number alone means.
    pub bare_number: BareNumber,
}

/// What a number of one or two digits, alone in a cell, means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareNumber {
    /// An age: the heading of the column says so.
    Age,
    /// Nothing that can be known.
    Unknown,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The date, as exactly as the text says; `None` when nothing was written or it must be mended first.
    pub value: Option<PartialDate>,
    /// What a person should know or decide.
    pub finding: Option<Finding>,
    /// Texts that could stand in the cell instead, each read without doubt.
    pub proposals: Vec<String>,
}

/// What a person should know or decide about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// No such day.
    DoesNotExist,
    /// A year of two digits with two possible centuries.
    TwoDigitYear,
    /// A year of two digits of which one century is possible; it was taken.
    TwoDigitYearRead,
    /// Not a date.
    NotRead,
    /// After the reference day.
    InFuture,
    /// More than 110 years before the reference day.
    TooOld,
    /// Day and month can be exchanged; both readings are kept.
    Ambiguous,
    /// Day, or day and month, are written as zero.
    PartUnknown,
    /// Reckoned from an age, or marked as about.
    About,
    /// A bare day number of a spreadsheet, turned into its date.
    FromSerial,
    /// A year of another calendar, of which the text does not say which.
    OtherCalendar,
    /// The text says that nobody knows.
    SaysUnknown,
}

impl Finding {
    /// Whether the row cannot be imported before a person decides.
    pub const fn blocks(self) -> bool {
        matches!(
            self,
            Self::DoesNotExist
                | Self::TwoDigitYear
                | Self::NotRead
                | Self::InFuture
                | Self::TooOld
                | Self::OtherCalendar
        )
    }
}

/// Reads a birth date.
pub fn read(text: &str, asked: Asked) -> Reading {
    let normal = plain_digits(&names::normalise(text).text);
    let normal = normal.trim().trim_matches(['\'', '"']);
    if normal.is_empty() {
        return Reading::default();
    }
    if words::says_unknown(normal) {
        return found(None, Finding::SaysUnknown);
    }
    if normal.chars().nth(60).is_some() {
        return found(None, Finding::NotRead);
    }
    let reading = match asked.kind {
        CellKind::Number => number(normal, asked),
        CellKind::Date | CellKind::Text | CellKind::Spanned => written(normal, asked),
    };
    within_life(reading, asked)
}

fn found(value: Option<PartialDate>, finding: Finding) -> Reading {
    Reading { value, finding: Some(finding), proposals: Vec::new() }
}

fn sure(value: PartialDate) -> Reading {
    Reading { value: Some(value), finding: None, proposals: Vec::new() }
}

/// Whether a text says that nobody knows.
pub(crate) fn says_unknown(text: &str) -> bool {
    words::says_unknown(names::normalise(text).text.as_str())
}

/// Arabic-Indic and Persian digits as ASCII ones.
pub fn plain_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{0660}'..='\u{0669}' => shift(c, 0x0660),
            '\u{06F0}'..='\u{06F9}' => shift(c, 0x06F0),
            c => c,
        })
        .collect()
}

fn shift(c: char, zero: u32) -> char {
    char::from_u32(u32::from(c) - zero + u32::from('0')).unwrap_or(c)
}

/// A cell that the file typed as a number: a year, a day number or an age.
fn number(text: &str, asked: Asked) -> Reading {
    let Ok(value) = text.parse::<f64>() else {
        return written(text, asked);
    };
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie far within the range")]
    let whole = if (0.0..3_000_000.0).contains(&value) { value.floor() as i32 } else { -1 };
    match whole {
        1_290..=1_450 | 1_900..=2_100 => i16::try_from(whole)
            .map_or_else(|_| found(None, Finding::NotRead), |year| sure(PartialDate::Year(year))),
        1..=110 => age(whole, Unit::Years, About::No, asked),
        4_000..=80_000 => match from_serial(whole, asked.day_zero) {
            Some(day) => found(Some(PartialDate::Day(day)), Finding::FromSerial),
            None => found(None, Finding::NotRead),
        },
        _ => found(None, Finding::NotRead),
    }
}

/// The day of a spreadsheet's day number.
pub(crate) fn from_serial(serial: i32, day_zero: DayZero) -> Option<Date> {
    // Spreadsheets count a 29 February 1900 that never was; all that is read here lies after it.
    let first = match day_zero {
        DayZero::Of1900 => Date::new(1899, 12, 30).ok()?,
        DayZero::Of1904 => Date::new(1904, 1, 1).ok()?,
    };
    first.checked_add(serial.days()).ok()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Years,
    Months,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Yes,
    No,
}

/// A number with how many digits it was written.
#[derive(Clone, Copy)]
struct Number {
    value: i32,
    digits: usize,
}

fn written(text: &str, asked: Asked) -> Reading {
    let text = words::joined(without_time(text));
    let Some(parts) = parts(&text) else {
        return found(None, Finding::NotRead);
    };
    match (&parts.numbers[..], parts.month, parts.unit) {
        ([n], None, Some(unit)) if n.digits <= 3 => age(n.value, unit, parts.about, asked),
        ([low, high], None, Some(Unit::Years)) if low.digits <= 2 && high.digits <= 2 => {
            ages(low.value, high.value, asked)
        }
        ([n], None, _) if n.digits == 4 => year(n.value, parts.about),
        ([n], None, None) => one_number(*n, &parts, asked),
        ([a, b], None, None) => two_numbers(*a, *b, parts.about),
        ([a, b, c], None, None) => three_numbers(*a, *b, *c, parts.separator, asked),
        ([n], Some(month), _) if n.digits == 4 => partial(n.value, month, 0),
        ([a, b], Some(month), _) if b.digits == 4 => whole(b.value, month, a.value),
        ([a, b], Some(month), _) if a.digits == 4 => whole(a.value, month, b.value),
        ([a, b], Some(month), _) if a.digits <= 2 && b.digits == 2 => {
            two_digit_year(b.value, asked, |year| whole(year, month, a.value))
        }
        _ => found(None, Finding::NotRead),
    }
}

/// Drops a time of day that a program appended.
fn without_time(text: &str) -> &str {
    match text.rsplit_once([' ', 't']) {
        Some((date, time))
            if time.contains(':')
                && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'z')) =>
        {
            date
        }
        _ => text,
    }
}

struct Parts {
    numbers: Vec<Number>,
    month: Option<i8>,
    unit: Option<Unit>,
    about: About,
    /// Between the first two numbers.
    separator: char,
    /// A word said that this is a year of birth.
    birth_year: bool,
}

/// Takes a text apart; `None` when it holds a word that is not known here.
fn parts(text: &str) -> Option<Parts> {
    let mut parts = Parts {
        numbers: Vec::new(),
        month: None,
        unit: None,
        about: About::No,
        separator: ' ',
        birth_year: false,
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = |keep: fn(char) -> bool| rest.find(|c: char| !keep(c)).unwrap_or(rest.len());
        if c.is_ascii_digit() {
            let (digits, after) = rest.split_at(length(|c| c.is_ascii_digit()));
            if parts.numbers.len() == 3 || digits.len() > 8 {
                return None;
            }
            parts.numbers.push(Number { value: digits.parse().ok()?, digits: digits.len() });
            if parts.numbers.len() == 1 {
                parts.separator = after.chars().find(|c| *c != ' ').unwrap_or(' ');
            }
            rest = after;
        } else if c.is_alphabetic() {
            let (word, after) = rest.split_at(length(|c| c.is_alphabetic() || c == '\''));
            match words::of(word)? {
                Word::Month(month) if parts.month.is_none() => parts.month = Some(month),
                Word::Month(_) => return None,
                Word::Years => parts.unit = parts.unit.or(Some(Unit::Years)),
                Word::Months => parts.unit = Some(Unit::Months),
                Word::About => parts.about = About::Yes,
                Word::BirthYear => parts.birth_year = true,
                Word::Nothing => {}
            }
            rest = after;
        } else {
            match c {
                '~' | '≈' | '±' => parts.about = About::Yes,
                ' ' | '.' | ',' | '/' | '-' | '\\' | '،' | '(' | ')' | ':' | '\'' => {}
                _ => return None,
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    Some(parts)
}

fn year(value: i32, about: About) -> Reading {
    match (i16::try_from(value), about) {
        (Ok(year), About::No) if year >= 1 => sure(PartialDate::Year(year)),
        (Ok(year), About::Yes) if year >= 1 => found(Some(PartialDate::About(year, 2)), Finding::About),
        _ => found(None, Finding::NotRead),
    }
}

fn one_number(n: Number, parts: &Parts, asked: Asked) -> Reading {
    match n.digits {
        8 => {
            let (a, b) = (n.value / 10_000, n.value % 10_000);
            let first = day(a, b / 100, b % 100);
            let last = day(n.value % 10_000, n.value / 10_000 % 100, n.value / 1_000_000);
            match (first.filter(|day| alive(*day, asked)), last.filter(|day| alive(*day, asked))) {
                (Some(day), None) | (None, Some(day)) => sure(PartialDate::Day(day)),
                _ => found(None, Finding::NotRead),
            }
        }
        // A text file that a spreadsheet exported without its formats.
        5 if (4_000..=80_000).contains(&n.value) => match from_serial(n.value, asked.day_zero) {
            Some(day) => found(Some(PartialDate::Day(day)), Finding::FromSerial),
            None => found(None, Finding::NotRead),
        },
        2 if parts.birth_year => two_digit_year(n.value, asked, |value| year(value, parts.about)),
        1 | 2 if asked.bare_number == BareNumber::Age => age(n.value, Unit::Years, parts.about, asked),
        _ => found(None, Finding::NotRead),
    }
}

/// A month and a year, or two years between which somebody was born.
fn two_numbers(a: Number, b: Number, about: About) -> Reading {
    match (a.digits, b.digits) {
        (1 | 2, 4) => partial(b.value, i8::try_from(a.value).unwrap_or(-1), 0),
        (4, 1 | 2) => partial(a.value, i8::try_from(b.value).unwrap_or(-1), 0),
        (4, 4) if (0..=10).contains(&(b.value - a.value)) && about == About::No => {
            let middle = i32::midpoint(a.value, b.value);
            match (i16::try_from(middle), i8::try_from(b.value - middle)) {
                (Ok(year), Ok(spread)) if year >= 1 => {
                    found(Some(PartialDate::About(year, spread.max(1))), Finding::About)
                }
                _ => found(None, Finding::NotRead),
            }
        }
        _ => found(None, Finding::NotRead),
    }
}

fn three_numbers(a: Number, b: Number, c: Number, separator: char, asked: Asked) -> Reading {
    match (a.digits, b.digits, c.digits) {
        (4, 1 | 2, 1 | 2) => whole(a.value, i8::try_from(b.value).unwrap_or(-1), c.value),
        (1 | 2, 1 | 2, 4) if separator == '.' => whole(c.value, i8::try_from(b.value).unwrap_or(-1), a.value),
        (1 | 2, 1 | 2, 4) => either(c.value, a.value, b.value, asked),
        (1 | 2, 1 | 2, 1 | 2) if separator == '.' => {
            two_digit_year(c.value, asked, |year| whole(year, i8::try_from(b.value).unwrap_or(-1), a.value))
        }
        (1 | 2, 1 | 2, 1 | 2) => two_digit_year(c.value, asked, |year| either(year, a.value, b.value, asked)),
        _ => found(None, Finding::NotRead),
    }
}

fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        .ok()
        .filter(|date| date.year() >= 1)
}

/// A year, a month and a day, of which zeros say that they are not known.
fn whole(year: i32, month: i8, of_month: i32) -> Reading {
    if of_month == 0 || month == 0 {
        return partial(year, month, of_month);
    }
    match day(year, month.into(), of_month) {
        Some(day) => sure(PartialDate::Day(day)),
        None => does_not_exist(year, month),
    }
}

fn does_not_exist(year: i32, month: i8) -> Reading {
    let mut reading = found(None, Finding::DoesNotExist);
    if (1_000..=9_999).contains(&year) {
        reading.proposals.push(format!("{year:04}"));
        if (1..=12).contains(&month) {
            reading.proposals.push(format!("{year:04}-{month:02}"));
        }
    }
    reading
}

fn partial(year_value: i32, month: i8, of_month: i32) -> Reading {
    let Ok(exact) = i16::try_from(year_value) else {
        return found(None, Finding::NotRead);
    };
    match (month, of_month) {
        _ if exact < 1 => found(None, Finding::NotRead),
        (0, 0) => found(Some(PartialDate::Year(exact)), Finding::PartUnknown),
        (1..=12, 0) => found(Some(PartialDate::Month(exact, month)), Finding::PartUnknown),
        _ => does_not_exist(year_value, month),
    }
}

/// Day and month in either order; a reading that no living person can have is none.
fn either(year: i32, a: i32, b: i32, asked: Asked) -> Reading {
    if a == 0 || b == 0 {
        return if a == 0 && b == 0 { partial(year, 0, 0) } else { does_not_exist(year, 0) };
    }
    let possible = |month, of_month| day(year, month, of_month).filter(|day| alive(*day, asked));
    match (possible(b, a), possible(a, b)) {
        (Some(one), Some(other)) if one != other => {
            found(Some(PartialDate::either(one, other)), Finding::Ambiguous)
        }
        (Some(day), _) | (None, Some(day)) => sure(PartialDate::Day(day)),
        // Not possible in either order: the order of the region says what is wrong with it.
        (None, None) => whole(year, i8::try_from(b).unwrap_or(-1), a),
    }
}

/// Reads with each century and keeps what a living person can have.
fn two_digit_year(two: i32, asked: Asked, read: impl Fn(i32) -> Reading) -> Reading {
    let readings = [1900 + two, 2000 + two].map(|year| within_life(read(year), asked));
    let possible: Vec<&Reading> = readings.iter().filter(|reading| reading.value.is_some()).collect();
    // Of somebody that old, the century that is left is more likely a slip of the other: a person decides.
    let hardly = |reading: &&Reading| {
        reading.value.is_some_and(|value| value.latest() < before(asked.reference, HARDLY, 0))
    };
    match possible[..] {
        [one] if hardly(&one) => Reading {
            value: None,
            finding: Some(Finding::TwoDigitYear),
            proposals: one.value.into_iter().flat_map(each_reading).collect(),
        },
        [one] => Reading {
            value: one.value,
            finding: Some(one.finding.unwrap_or(Finding::TwoDigitYearRead)),
            proposals: Vec::new(),
        },
        [] => readings.into_iter().next_back().unwrap_or_default(),
        _ => Reading {
            value: None,
            finding: Some(Finding::TwoDigitYear),
            proposals: possible.iter().filter_map(|reading| reading.value).flat_map(each_reading).collect(),
        },
    }
}

/// What to write for a date; both of two readings.
fn each_reading(value: PartialDate) -> Vec<String> {
    match value {
        PartialDate::Either(a, b) => vec![a.to_string(), b.to_string()],
        value => vec![value.to_string()],
    }
}

/// Completed years or months before the reference day, as years of birth with the spread that the text leaves.
fn age(value: i32, unit: Unit, about: About, asked: Asked) -> Reading {
    let limit = match unit {
        Unit::Years => OLDEST.into(),
        Unit::Months => 60,
    };
    if !(0..=limit).contains(&value) {
        return found(None, Finding::NotRead);
    }
    let (latest, earliest) = match unit {
        Unit::Years => (before(asked.reference, value, 0), before(asked.reference, value + 1, 0)),
        Unit::Months => (before(asked.reference, 0, value), before(asked.reference, 0, value + 1)),
    };
    // An age that is told as about is told in fives when the person is grown.
    let wider = match about {
        About::No => 0,
        About::Yes if unit == Unit::Years && value >= 18 => 3,
        About::Yes => 1,
    };
    span(earliest.year() - wider, latest.year() + wider)
}

fn ages(low: i32, high: i32, asked: Asked) -> Reading {
    if low > high || high > OLDEST.into() {
        return found(None, Finding::NotRead);
    }
    span(before(asked.reference, high + 1, 0).year(), before(asked.reference, low, 0).year())
}

/// Years of birth from one to another, as a middle year with a spread that covers both.
fn span(from: i16, to: i16) -> Reading {
    let spread = i8::try_from((to - from + 1) / 2).unwrap_or(50).clamp(1, 50);
    let middle = to - i16::from(spread);
    found(Some(PartialDate::About(middle.max(1), spread)), Finding::About)
}

fn before(day: Date, years: i32, months: i32) -> Date {
    day.checked_sub(years.years().months(months)).unwrap_or(Date::MIN)
}

fn alive(day: Date, asked: Asked) -> bool {
    day <= asked.reference && day >= before(asked.reference, i32::from(OLDEST) + 1, 0)
}

/// Refuses what lies after the reference day or beyond any life.
fn within_life(reading: Reading, asked: Asked) -> Reading {
    let Some(value) = reading.value else { return reading };
    let oldest = before(asked.reference, i32::from(OLDEST) + 1, 0);
    if value.earliest() > asked.reference {
        found(None, Finding::InFuture)
    } else if value.latest() < oldest {
        let proposals = hijri(value.latest().year().into(), asked);
        let finding = if proposals.is_empty() { Finding::TooOld } else { Finding::OtherCalendar };
        Reading { value: None, finding: Some(finding), proposals }
    } else {
        reading
    }
}

/// Years of the Hijri calendars that somebody living can be born in, as the years of this one that they fall into.
fn hijri(year: i32, asked: Asked) -> Vec<String> {
    // In thousandths: the lunar year is 0.97022 of ours, counted from July 622; the solar one begins each March.
    let lunar = (622_540 + (year - 1) * 97_022 / 100) / 1_000;
    let solar = year + 621;
    let now = i32::from(asked.reference.year());
    let lives = |first: &i32| (now - i32::from(OLDEST)..now).contains(first);
    [lunar, solar].into_iter().filter(lives).map(|first| format!("{first}-{}", first + 1)).collect()
}

/// In which order a text writes day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The day, then the month.
    DayFirst,
    /// The month, then the day.
    MonthFirst,
    /// Both are possible.
    Either,
}

/// The order of day and month in a text that has a year of four digits behind them, with what stands between.
pub(crate) fn order(text: &str, asked: Asked) -> Option<(Order, char)> {
    if text.len() > 60 {
        return None;
    }
    let normal = plain_digits(&names::normalise(text).text);
    let parts = parts(without_time(normal.trim()))?;
    let ([a, b, year], None, None) = (&parts.numbers[..], parts.month, parts.unit) else { return None };
    if a.digits > 2 || b.digits > 2 || year.digits != 4 || parts.separator == '.' {
        return None;
    }
    let possible = |month, of_month| day(year.value, month, of_month).is_some_and(|day| alive(day, asked));
    let order = match (possible(b.value, a.value), possible(a.value, b.value)) {
        _ if a.value == b.value => return None,
        (true, true) => Order::Either,
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        (false, false) => return None,
    };
    Some((order, parts.separator))
}

/// The first number of a text in its normal form.
pub(crate) fn first_number(normal: &str) -> Option<i32> {
    let plain = plain_digits(normal);
    let from = plain.find(|c: char| c.is_ascii_digit())?;
    let digits: String = plain[from..].chars().take_while(char::is_ascii_digit).take(8).collect();
    digits.parse().ok()
}

/// The day that a title names among other words; `None` where it names none, or one that has two readings.
pub(crate) fn day_in(text: &str) -> Option<Date> {
    let normal: String = plain_digits(&names::normalise(text).text).chars().take(400).collect();
    let words: Vec<&str> = normal.split([' ', ':', '(', ')']).filter(|word| !word.is_empty()).collect();
    // Nobody's birth: only that the order of day and month is plain is asked of it.
    let asked = Asked {
        reference: date(2100, 12, 31),
        kind: CellKind::Text,
        day_zero: DayZero::Of1900,
        bare_number: BareNumber::Unknown,
    };
    for from in 0..words.len() {
        for to in (from + 1..=words.len().min(from + 4)).rev() {
            let text = words[from..to].join(" ");
            let text = text.trim_matches([',', '.', ';']);
            let unsure = matches!(order(text, asked), Some((Order::Either, _)));
            if unsure || !text.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            if let Some(PartialDate::Day(day)) = written(text, asked).value.filter(|_| text.len() >= 8)
                && (1990..2100).contains(&day.year())
            {
                return Some(day);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
