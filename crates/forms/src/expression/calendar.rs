//! Days and times as expressions see them: texts, and the days since 1970-01-01.
//!
//! Invariant: plain integer arithmetic on the proleptic Gregorian calendar, years 1 to 9999; `js/logic.js` does the
//! same steps.

use jiff::civil::{Date, DateTime, Time};

use super::number::{from_whole, is_space, read_number, settle, to_whole};

const SECONDS: i64 = 86_400;
const FIRST_DAY: i64 = -719_162;
const LAST_DAY: i64 = 2_932_896;

/// Days since 1970-01-01.
pub fn day_number(date: Date) -> i64 {
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a day number, if its year is one of 1 to 9999.
pub(super) fn date_of(day: i64) -> Option<Date> {
    if !(FIRST_DAY..=LAST_DAY).contains(&day) {
        return None;
    }
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted - era * 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A date as a text: `2026-03-01`; empty before year 1.
pub fn day_text(date: Date) -> String {
    if date.year() < 1 {
        String::new()
    } else {
        format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

/// A day and a time as a text: `2026-03-01T10:00`, with seconds only when there are any.
pub fn civil_text(civil: DateTime) -> String {
    format!("{}T{}", day_text(civil.date()), time_text(civil.time()))
}

/// A time of day as a text: `10:00`, with seconds only when there are any.
pub(crate) fn time_text(time: Time) -> String {
    if time.second() == 0 {
        format!("{:02}:{:02}", time.hour(), time.minute())
    } else {
        format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
    }
}

fn part(text: &str, from: usize, to: usize) -> Option<i64> {
    let digits = text.get(from..to)?;
    if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Reads `YYYY-MM-DD`.
pub(crate) fn read_day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = part(text, 0, 4).filter(|year| *year >= 1)?;
    let (month, day) = (part(text, 5, 7)?, part(text, 8, 10)?);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads `HH:MM` or `HH:MM:SS`, with a fraction that is dropped.
pub(crate) fn read_time(text: &str) -> Option<Time> {
    let bytes = text.as_bytes();
    if bytes.get(2) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (part(text, 0, 2)?, part(text, 3, 5)?);
    let second = match bytes.len() {
        5 => 0,
        8 if bytes[5] == b':' => part(text, 6, 8)?,
        10..=12 if bytes[5] == b':' && bytes[8] == b'.' => {
            part(text, 9, bytes.len())?;
            part(text, 6, 8)?
        }
        _ => return None,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0).ok()
}

/// Reads a day, or a day and a time with `T` between them.
pub(crate) fn read_civil(text: &str) -> Option<DateTime> {
    match text.split_once('T') {
        None => read_day(text).map(|day| day.to_datetime(Time::midnight())),
        Some((day, time)) => Some(read_day(day)?.to_datetime(read_time(time)?)),
    }
}

/// The number a text stands for: a plain number, a day, a day and time, or a time of day.
pub(crate) fn number_of(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    let plain = read_number(text);
    if !plain.is_nan() {
        return plain;
    }
    match read_civil(text) {
        Some(civil) => settle(from_whole(day_number(civil.date())) + fraction(civil.time())),
        None => read_time(text).map_or(f64::NAN, fraction),
    }
}

/// A time of day as a fraction of the day.
pub(super) fn fraction(time: Time) -> f64 {
    settle(
        f64::from(i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second()))
            / 86_400.0,
    )
}

/// The day and time of a number of days since 1970, to the nearest second.
pub(super) fn civil_of(number: f64) -> Option<DateTime> {
    let day = to_whole(number)?;
    let second = to_whole((number - from_whole(day)) * 86_400.0 + 0.5)?;
    let date = date_of(day + second / SECONDS)?;
    let second = second % SECONDS;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0)
        .ok()?;
    Some(date.to_datetime(time))
}

const MONTHS: [[&str; 12]; 4] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
    ["қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"],
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
];
const WEEKDAYS: [[&str; 7]; 4] = [
    ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
    ["жс", "дс", "сс", "ср", "бс", "жм", "сб"],
    ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"],
];

/// The short names of months and, from Sunday, weekdays; English where a language is not known.
pub(crate) const fn names(language: &str) -> (&'static [&'static str; 12], &'static [&'static str; 7]) {
    let spoken = match language.as_bytes() {
        b"ru" => 1,
        b"kk" => 2,
        b"ar" => 3,
        _ => 0,
    };
    (&MONTHS[spoken], &WEEKDAYS[spoken])
}

/// Writes a day and time by a format: `%Y %y %m %n %b %d %e %a %H %h %M %S %3 %%`; other letters stay.
pub(super) fn format(civil: DateTime, pattern: &str, language: &str) -> String {
    let (months, weekdays) = names(language);
    let two = |number: i8| format!("{number:02}");
    let mut out = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let Some(asked) = letters.next() else {
            out.push('%');
            break;
        };
        let written = match asked {
            'Y' => format!("{:04}", civil.year()),
            'y' => format!("{:02}", civil.year() % 100),
            'm' => two(civil.month()),
            'n' => civil.month().to_string(),
            'b' => months[usize::try_from(civil.month() - 1).unwrap_or(0)].to_owned(),
            'd' => two(civil.day()),
            'e' => civil.day().to_string(),
            'a' => {
                let weekday = (day_number(civil.date()) + 4).rem_euclid(7);
                weekdays[usize::try_from(weekday).unwrap_or(0)].to_owned()
            }
            'H' => two(civil.hour()),
            'h' => civil.hour().to_string(),
            'M' => two(civil.minute()),
            'S' => two(civil.second()),
            '3' => "000".to_owned(),
            '%' => "%".to_owned(),
            other => format!("%{other}"),
        };
        out.push_str(&written);
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(2000, 2, 29)), 11_016);
        assert_eq!(day_number(date(1, 1, 1)), FIRST_DAY);
        assert_eq!(day_number(date(9999, 12, 31)), LAST_DAY);
        assert_eq!(date_of(LAST_DAY + 1), None);
    }

    #[test]
    fn what_is_no_day_is_no_number() {
        for text in
            ["2015-02-29", "2015-13-01", "0000-01-01", "2015-2-1", "15.03.2015", "2015-03-01T25:00", "24:00"]
        {
            assert!(number_of(text).is_nan(), "{text}");
        }
        assert!((number_of("1970-01-02T12:00") - 1.5).abs() < 1e-9);
        assert!((number_of("06:00") - 0.25).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn a_day_comes_back_from_its_number(day in FIRST_DAY..=LAST_DAY) {
            let date = date_of(day).expect("in range");
            prop_assert_eq!(day_number(date), day);
            prop_assert_eq!(read_day(&day_text(date)), Some(date));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}", pattern in "\\PC{0,12}") {
            let _ = number_of(&text);
            let _ = format(date(2024, 2, 29).at(1, 2, 3, 0), &pattern, "kk");
        }
    }
}
