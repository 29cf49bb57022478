//! How long a task may take, and how long data are kept.

use std::{fmt, str::FromStr};

use jiff::{Span, ToSpan};

/// A text that is no length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a length of time")]
pub struct BadTerm;

/// The time a task has: `24h` are exact hours, `7d` are days of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Term {
    /// So many hours, to the second.
    Hours(u16),
    /// So many days of the calendar at the record's place; the last one counts until the end of its working time.
    Days(u16),
}

impl Term {
    /// Its length in hours, a day counted as 24: only for comparing terms with each other.
    pub const fn nominal_hours(self) -> u32 {
        match self {
            Self::Hours(hours) => hours as u32,
            Self::Days(days) => days as u32 * 24,
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours(hours) => write!(f, "{hours}h"),
            Self::Days(days) => write!(f, "{days}d"),
        }
    }
}

impl FromStr for Term {
    type Err = BadTerm;

    fn from_str(text: &str) -> Result<Self, BadTerm> {
        match parts(text)? {
            (number, "h") => Ok(Self::Hours(number)),
            (number, "d") => Ok(Self::Days(number)),
            _ => Err(BadTerm),
        }
    }
}

/// How long data are kept after the event that starts the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keep {
    /// So many days.
    Days(u16),
    /// So many months.
    Months(u16),
    /// So many years.
    Years(u16),
    /// For ever.
    Permanent,
}

impl Keep {
    /// As a span of the calendar; nothing when it never ends.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Days(days) => Some(i64::from(days).days()),
            Self::Months(months) => Some(i64::from(months).months()),
            Self::Years(years) => Span::new().try_years(years).ok(),
            Self::Permanent => None,
        }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "{days}d"),
            Self::Months(months) => write!(f, "{months}m"),
            Self::Years(years) => write!(f, "{years}y"),
            Self::Permanent => f.write_str("permanent"),
        }
    }
}

impl FromStr for Keep {
    type Err = BadTerm;

    fn from_str(text: &str) -> Result<Self, BadTerm> {
        if text == "permanent" {
            return Ok(Self::Permanent);
        }
        match parts(text)? {
            (number, "d") => Ok(Self::Days(number)),
            (number, "m") => Ok(Self::Months(number)),
            (number, "y") if number <= 200 => Ok(Self::Years(number)),
            _ => Err(BadTerm),
        }
    }
}

fn parts(text: &str) -> Result<(u16, &str), BadTerm> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    Ok((number.parse().map_err(|_| BadTerm)?, unit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_alone_or_an_unknown_unit_is_no_term() {
        assert_eq!("24h".parse(), Ok(Term::Hours(24)));
        assert_eq!("7d".parse(), Ok(Term::Days(7)));
        for bad in ["", "7", "h", "7w", "-1d", "7 d", "99999d", "1.5h", "٧d"] {
            assert_eq!(bad.parse::<Term>(), Err(BadTerm), "{bad}");
        }
        assert_eq!("7y".parse(), Ok(Keep::Years(7)));
        assert_eq!("permanent".parse(), Ok(Keep::Permanent));
        assert_eq!("7h".parse::<Keep>(), Err(BadTerm));
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(number: u16) {
            for term in [Term::Hours(number), Term::Days(number)] {
                prop_assert_eq!(term.to_string().parse(), Ok(term));
            }
            for keep in [Keep::Days(number), Keep::Months(number), Keep::Years(number % 200)] {
                prop_assert_eq!(keep.to_string().parse(), Ok(keep));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,12}") {
            let _ = text.parse::<Term>();
            let _ = text.parse::<Keep>();
        }
    }
}
