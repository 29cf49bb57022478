//! A date of birth as a source gives it: exact, a year, reckoned from an age, or in another calendar.
//!
//! Invariant: what cannot be read is no date, and no date is no evidence.

/// A date of birth in its prepared form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Birth {
    year: i16,
    /// Nought where only the year is known.
    month: u8,
    day: u8,
    /// The year was reckoned from an age.
    about: bool,
}

/// How two dates of birth stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    /// The same day.
    SameDay,
    /// The same year, and the day is not known on one side, or is the first of January there.
    SameYear,
    /// The same year with day and month exchanged, or one of them differing.
    Slip,
    /// The same day and month in another year close by.
    OtherYear,
    /// The same year, another day.
    OtherDay,
    /// Years that differ by one where one is reckoned from an age.
    About,
    /// So many years apart.
    Apart(u8),
}

impl Birth {
    /// Reads `2008-03-29`, `29.03.2008`, `2008`, `~2008`, and years of the Hijra.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (about, text) = text.strip_prefix(['~', '≈']).map_or((false, text), |rest| (true, rest.trim()));
        let mut numbers = [0u16; 3];
        let mut count = 0;
        for part in text.split(['-', '.', '/']) {
            *numbers.get_mut(count)? = part.trim().parse().ok()?;
            count += 1;
        }
        let (year, month, day) = match (count, numbers) {
            (1, [year, ..]) => (year, 0, 0),
            (2, [year, month, _]) => (year, month, 0),
            (3, [day, month, year]) if day <= 31 && year > 31 => (year, month, day),
            (3, [year, month, day]) => (year, month, day),
            _ => return None,
        };
        if month > 12 && day <= 12 && day > 0 && month <= 31 {
            return Self { year: 0, month: day.to_le_bytes()[0], day: month.to_le_bytes()[0], about }
                .with_year(year);
        }
        let possible = month <= 12 && day <= 31;
        let (month, day) = if possible { (month, day) } else { (0, 0) };
        Self { year: 0, month: month.to_le_bytes()[0], day: day.to_le_bytes()[0], about }.with_year(year)
    }

    fn with_year(mut self, year: u16) -> Option<Self> {
        let year = match year {
            // A year of the Hijra: 354 days, counted from 622; its months are not ours.
            1300..=1480 => {
                (self.month, self.day, self.about) = (0, 0, true);
                year + 622 - (year * 3).div_ceil(100)
            }
            1850..=2150 => year,
            _ => return None,
        };
        self.year = i16::try_from(year).ok()?;
        Some(self)
    }

    /// Whether day and month are known and not only put in for want of them.
    const fn is_exact(self) -> bool {
        self.day > 0 && !(self.day == 1 && self.month == 1)
    }

    /// How two dates stand to each other.
    pub(crate) fn against(self, other: Self) -> Dates {
        let years = self.year.abs_diff(other.year);
        if years == 0 {
            if !self.is_exact() || !other.is_exact() {
                return if self == other && self.day > 0 { Dates::SameDay } else { Dates::SameYear };
            }
            return if (self.day, self.month) == (other.day, other.month) {
                Dates::SameDay
            } else if (self.day, self.month) == (other.month, other.day)
                || self.day == other.day
                || self.month == other.month
            {
                Dates::Slip
            } else {
                Dates::OtherDay
            };
        }
        if self.is_exact() && (self.day, self.month) == (other.day, other.month) && years <= 10 {
            return Dates::OtherYear;
        }
        if years == 1 && (self.about || other.about) {
            return Dates::About;
        }
        Dates::Apart(u8::try_from(years).unwrap_or(u8::MAX))
    }

    /// How many years later than the other this one is.
    pub(crate) const fn years_after(self, other: Self) -> i16 {
        self.year - other.year
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(left: &str, right: &str) -> Option<Dates> {
        Some(Birth::read(left)?.against(Birth::read(right)?))
    }

    #[test]
    fn dates_stand_to_each_other_as_registrars_err() {
        assert_eq!(dates("2008-03-29", "29.03.2008"), Some(Dates::SameDay));
        assert_eq!(dates("2008-03-29", "2008"), Some(Dates::SameYear));
        assert_eq!(dates("2008-03-29", "2008-01-01"), Some(Dates::SameYear));
        assert_eq!(dates("2008-03-05", "2008-05-03"), Some(Dates::Slip));
        assert_eq!(dates("2008-03-29", "2009-03-29"), Some(Dates::OtherYear));
        assert_eq!(dates("2008-03-29", "~2009"), Some(Dates::About));
        assert_eq!(dates("2008-03-29", "1984"), Some(Dates::Apart(24)));
        assert_eq!(dates("2008-03-29", "2008-07-12"), Some(Dates::OtherDay));
    }

    #[test]
    fn a_year_of_the_hijra_is_about_ours() {
        assert_eq!(dates("1429", "2008"), Some(Dates::SameYear));
        assert_eq!(dates("1435", "2014"), Some(Dates::About));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "soon", "12", "99999", "1-2-3-4", "~", "2008-", "0000-00-00"] {
            assert_eq!(Birth::read(text), None, "{text}");
        }
        assert_eq!(dates("2008-99-99", "2008"), Some(Dates::SameYear));
    }
}
