//! Reads dates and times as people type them.
//!
//! Invariant: a date never becomes more exact than what was typed, and one that can be read twice is refused.

use domain::PartialDate;
use jiff::civil::{Date, DateTime, Time};

use super::{
    Reason, Refusal,
    numbers::{ascii_digits, plain},
};
use crate::expression::{read_civil, read_time};

/// The years that a person alive or her forebears can have to do with.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2150;

fn year(text: &str) -> Result<i16, Refusal> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Reason::NoDate.into());
    }
    if text.len() == 2 {
        return Err(Reason::TwoDigitYear.into());
    }
    let year = text.parse().ok().filter(|year| text.len() == 4 && YEARS.contains(year));
    year.ok_or_else(|| {
        Refusal::new(Reason::YearOutOfRange).with("least", YEARS.start()).with("most", YEARS.end())
    })
}

fn small(text: &str) -> Result<i8, Refusal> {
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Reason::NoDate.into());
    }
    text.parse().map_err(|_| Reason::NoDate.into())
}

fn month(text: &str) -> Result<i8, Refusal> {
    small(text).and_then(|month| if month <= 12 { Ok(month) } else { Err(Reason::NoSuchDay.into()) })
}

fn on(year: i16, month: i8, day: i8) -> Result<Date, Refusal> {
    Date::new(year, month, day).map_err(|_| Reason::NoSuchDay.into())
}

/// A day: `2015-03-14` or `14.03.2015`.
pub(super) fn day(text: &str) -> Result<Date, Refusal> {
    match partial(text)? {
        PartialDate::Day(day) => Ok(day),
        _ => Err(Reason::NoDate.into()),
    }
}

/// A date as exactly as one text tells it.
pub(super) fn partial(text: &str) -> Result<PartialDate, Refusal> {
    let text = plain(text);
    if text.contains('~') || text.contains('|') {
        let date = text.parse::<PartialDate>().map_err(|_| Refusal::new(Reason::NoDate))?;
        return in_range(date);
    }
    let mark = text.chars().find(|c| matches!(c, '.' | '-' | '/'));
    let pieces: Vec<&str> = mark.map_or_else(|| vec![text.as_str()], |mark| text.split(mark).collect());
    match (mark, pieces.as_slice()) {
        (_, [y]) => Ok(PartialDate::Year(year(y)?)),
        (Some('-'), [y, m, d]) if y.len() != 2 || d.len() != 4 => of_parts(year(y)?, month(m)?, small(d)?),
        (Some('-'), [y, m]) | (Some('.' | '/'), [m, y]) => of_parts(year(y)?, month(m)?, 0),
        (Some('.'), [d, m, y]) => {
            let (day, month_first) = (small(d)?, small(m)?);
            let year = year(y)?;
            if month_first > 12 { Err(Reason::NoSuchDay.into()) } else { of_parts(year, month_first, day) }
        }
        (_, [d, m, y]) => {
            let (day, month) = (small(d)?, small(m)?);
            let year = year(y)?;
            match (day, month) {
                (same, month) if same == month => of_parts(year, month, same),
                (1..=12, 1..=12) => Err(Reason::AmbiguousDate.into()),
                (day, month @ 0..=12) | (month @ 0..=12, day) => of_parts(year, month, day),
                _ => Err(Reason::NoSuchDay.into()),
            }
        }
        _ => Err(Reason::NoDate.into()),
    }
}

/// Zero stands for "unknown", as in `00.00.1984`.
fn of_parts(year: i16, month: i8, day: i8) -> Result<PartialDate, Refusal> {
    match (month, day) {
        (0, 0) => Ok(PartialDate::Year(year)),
        (0, _) => Err(Reason::MonthMissing.into()),
        (month, 0) => Ok(PartialDate::Month(year, month)),
        (month, day) => on(year, month, day).map(PartialDate::Day),
    }
}

fn in_range(date: PartialDate) -> Result<PartialDate, Refusal> {
    let known = [date.earliest().year(), date.latest().year()];
    if known.iter().all(|year| YEARS.contains(year)) {
        Ok(date)
    } else {
        Err(Refusal::new(Reason::YearOutOfRange).with("least", YEARS.start()).with("most", YEARS.end()))
    }
}

/// A date from an input per part.
pub(super) fn from_parts(
    year_text: &str,
    month_text: &str,
    day_text: &str,
    about: &str,
) -> Result<Option<PartialDate>, Refusal> {
    let [y, m, d, about] = [year_text, month_text, day_text, about].map(|text| plain(text.trim()));
    let unknown = |text: &str| text.is_empty() || text == "0" || text == "00";
    if y.is_empty() {
        let rest = unknown(&m) && unknown(&d) && about.is_empty();
        return if rest { Ok(None) } else { Err(Refusal::new(Reason::YearMissing).at("year")) };
    }
    let y = year(&y).map_err(|refusal| refusal.at("year"))?;
    if !about.is_empty() {
        let spread = about.parse().ok().filter(|spread| (0..=50).contains(spread));
        return match spread {
            Some(spread) if unknown(&m) && unknown(&d) => Ok(Some(PartialDate::About(y, spread))),
            _ => Err(Refusal::new(Reason::NoSpread).at("about")),
        };
    }
    let m = if m.is_empty() { 0 } else { month(&m).map_err(|refusal| refusal.at("month"))? };
    let d = if d.is_empty() { 0 } else { small(&d).map_err(|refusal| refusal.at("day"))? };
    of_parts(y, m, d).map(Some).map_err(|refusal| refusal.at("day"))
}

/// A time of day: `9:30`, `09:30`, `09:30:15`.
pub(super) fn time(text: &str) -> Result<Time, Refusal> {
    let text = ascii_digits(text);
    let padded = if text.as_bytes().get(1) == Some(&b':') { format!("0{text}") } else { text };
    read_time(&padded).ok_or_else(|| Reason::NoTime.into())
}

/// A day and a time: `2026-03-01T10:00`, also with a space between.
pub(super) fn moment(text: &str) -> Result<DateTime, Refusal> {
    let text = ascii_digits(text).replacen(' ', "T", 1);
    let civil = read_civil(&text).filter(|_| text.contains('T')).ok_or(Refusal::new(Reason::NoDate))?;
    in_range(PartialDate::Day(civil.date())).map(|_| civil)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn reason(text: &str) -> Reason {
        partial(text).expect_err(text).reason
    }

    #[test]
    fn a_date_keeps_its_precision() {
        assert_eq!(partial("14.03.2015"), Ok(PartialDate::Day(date(2015, 3, 14))));
        assert_eq!(partial("٢٠١٥-٠٣-١٤"), Ok(PartialDate::Day(date(2015, 3, 14))));
        assert_eq!(partial("03.2015"), Ok(PartialDate::Month(2015, 3)));
        assert_eq!(partial("00.00.1984"), Ok(PartialDate::Year(1984)));
        assert_eq!(partial("~2015±2"), Ok(PartialDate::About(2015, 2)));
        assert_eq!(partial("25/12/2015"), Ok(PartialDate::Day(date(2015, 12, 25))));
        assert_eq!(partial("5/5/2015"), Ok(PartialDate::Day(date(2015, 5, 5))));
        assert_eq!(from_parts("2015", "", "", ""), Ok(Some(PartialDate::Year(2015))));
        assert_eq!(from_parts("", "00", "", ""), Ok(None));
        assert_eq!(from_parts("2015", "", "", "2"), Ok(Some(PartialDate::About(2015, 2))));
    }

    #[test]
    fn nothing_is_guessed() {
        assert_eq!(reason("31.02.2015"), Reason::NoSuchDay);
        assert_eq!(reason("29.02.2015"), Reason::NoSuchDay);
        assert_eq!(reason("14.03.15"), Reason::TwoDigitYear);
        assert_eq!(reason("04/03/2015"), Reason::AmbiguousDate);
        assert_eq!(reason("14.13.2015"), Reason::NoSuchDay);
        assert_eq!(reason("approx. 5 yrs"), Reason::NoDate);
        assert_eq!(reason("14.00.2015"), Reason::MonthMissing);
        assert_eq!(reason("0015-03-14"), Reason::YearOutOfRange);
        assert_eq!(reason("~9999±50"), Reason::YearOutOfRange);
        assert_eq!(from_parts("", "3", "", "").expect_err("a month alone").reason, Reason::YearMissing);
        assert_eq!(from_parts("2015", "", "3", "").expect_err("a day alone").reason, Reason::MonthMissing);
        assert_eq!(from_parts("2015", "3", "", "1").expect_err("about a month").reason, Reason::NoSpread);
        assert_eq!(day("2015").expect_err("a year is no day").reason, Reason::NoDate);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[-0-9./~±|٠-٩T: a]{0,24}") {
            let _ = (partial(&text), day(&text), time(&text), moment(&text));
            let _ = from_parts(&text, &text, &text, &text);
        }
    }
}
