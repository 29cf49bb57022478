//! Dates as exactly as they are known.
//!
//! Invariant: a date never becomes more exact than its source; two readings of one text are both kept.

use std::{fmt, str::FromStr};

#[cfg(test)]
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A text that is no partial date, or one that cannot exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date: YYYY-MM-DD, YYYY-MM, YYYY, ~YYYY±N or two dates with | are expected")]
pub struct BadDate;

/// A date known to the day, the month, the year, about, or in two readings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Known to the day.
    Day(Date),
    /// Known to the month: year and month 1 to 12.
    Month(i16, i8),
    /// Known to the year.
    Year(i16),
    /// Reckoned from an age or a memory: a year, and how many years either side.
    About(i16, i8),
    /// Two readings of one text (3 April or 4 March), the earlier first.
    Either(Date, Date),
}

impl PartialDate {
    /// The earliest day it can be.
    pub fn earliest(self) -> Date {
        match self {
            Self::Day(day) | Self::Either(day, _) => day,
            Self::Month(year, month) => first_of(year, month),
            Self::Year(year) => first_of(year, 1),
            Self::About(year, spread) => first_of(year.saturating_sub(spread.into()), 1),
        }
    }

    /// The latest day it can be.
    pub fn latest(self) -> Date {
        match self {
            Self::Day(day) | Self::Either(_, day) => day,
            Self::Month(year, month) => first_of(year, month).last_of_month(),
            Self::Year(year) => first_of(year, 12).last_of_month(),
            Self::About(year, spread) => first_of(year.saturating_add(spread.into()), 12).last_of_month(),
        }
    }

    /// Two readings of one text; one, when they are the same day.
    pub fn either(a: Date, b: Date) -> Self {
        match a.cmp(&b) {
            std::cmp::Ordering::Less => Self::Either(a, b),
            std::cmp::Ordering::Equal => Self::Day(a),
            std::cmp::Ordering::Greater => Self::Either(b, a),
        }
    }

    /// Completed years on a day: the fewest and the most it can be.
    pub fn age_on(self, day: Date) -> (i16, i16) {
        (completed_years(self.latest(), day), completed_years(self.earliest(), day))
    }

    /// `day`, `month`, `year`, `about` or `either`.
    pub const fn precision(self) -> &'static str {
        match self {
            Self::Day(_) => "day",
            Self::Month(..) => "month",
            Self::Year(_) => "year",
            Self::About(..) => "about",
            Self::Either(..) => "either",
        }
    }
}

fn first_of(year: i16, month: i8) -> Date {
    Date::new(year.clamp(1, 9999), month.clamp(1, 12), 1).unwrap_or(Date::MIN)
}

fn completed_years(birth: Date, day: Date) -> i16 {
    if day < birth {
        return 0;
    }
    // 29 February is completed on 1 March of a common year: `saturating_add` would say 28 February.
    let years = day.year() - birth.year();
    if (day.month(), day.day()) < (birth.month(), birth.day()) { years - 1 } else { years }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::About(year, spread) => write!(f, "~{year:04}±{spread}"),
            Self::Either(a, b) => write!(f, "{a}|{b}"),
        }
    }
}

// A birth date tells who a child is: nothing of it belongs into a log.
impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "(private {})", self.precision())
    }
}

impl FromStr for PartialDate {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        if let Some((a, b)) = text.split_once('|') {
            return Ok(Self::either(day(a)?, day(b)?));
        }
        if let Some(about) = text.strip_prefix('~') {
            let (about_year, spread) = about.split_once('±').unwrap_or((about, "1"));
            let spread: i8 = spread.parse().map_err(|_| BadDate)?;
            if !(0..=50).contains(&spread) {
                return Err(BadDate);
            }
            return Ok(Self::About(year(about_year)?, spread));
        }
        match text.len() {
            4 => Ok(Self::Year(year(text)?)),
            7 => {
                let (a_year, month) = text.split_once('-').ok_or(BadDate)?;
                let month: i8 = month.parse().map_err(|_| BadDate)?;
                if !(1..=12).contains(&month) {
                    return Err(BadDate);
                }
                Ok(Self::Month(year(a_year)?, month))
            }
            _ => Ok(Self::Day(day(text)?)),
        }
    }
}

fn year(text: &str) -> Result<i16, BadDate> {
    if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BadDate);
    }
    text.parse().ok().filter(|year| *year >= 1).ok_or(BadDate)
}

fn day(text: &str) -> Result<Date, BadDate> {
    if text.len() == 10 { text.parse().map_err(|_| BadDate) } else { Err(BadDate) }
}

/// The date some whole days later.
#[cfg(test)]
fn days_later(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(Date::MAX)
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::written::parsed(d)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_that_does_not_exist_is_no_date() {
        assert_eq!("2015-02-31".parse::<PartialDate>(), Err(BadDate));
        assert_eq!("2015-13".parse::<PartialDate>(), Err(BadDate));
        assert_eq!("0000".parse::<PartialDate>(), Err(BadDate));
    }

    #[test]
    fn a_year_alone_gives_two_possible_ages() {
        let born: PartialDate = "2015".parse().expect("a year");
        assert_eq!(born.age_on(jiff::civil::date(2026, 6, 1)), (10, 11));
        let leap: PartialDate = "2012-02-29".parse().expect("a day");
        assert_eq!(leap.age_on(jiff::civil::date(2013, 2, 28)), (0, 0));
        assert_eq!(leap.age_on(jiff::civil::date(2013, 3, 1)), (1, 1));
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(y in 1i16..9999, m in 1i8..=12, d in 1i8..=28, s in 0i8..50) {
            let a = Date::new(y, m, d).expect("a date");
            for date in [PartialDate::Day(a), PartialDate::Month(y, m), PartialDate::Year(y), PartialDate::About(y, s),
                         PartialDate::either(a, days_later(a, 9))] {
                prop_assert_eq!(date.to_string().parse(), Ok(date));
                prop_assert!(date.earliest() <= date.latest());
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}") {
            let _ = text.parse::<PartialDate>();
        }
    }
}
