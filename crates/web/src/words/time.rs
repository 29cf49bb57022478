//! Times and dates as people say them.
//!
//! Invariant: a relative time never stands without its exact one beside it (see [`crate::look::when`]), and a partial
//! date is never shown more exactly than it is known.

use std::cell::OnceCell;

use domain::PartialDate;
use icu_calendar::{Date as CalendarDate, Gregorian};
use icu_datetime::{FixedCalendarDateTimeFormatter as Formatter, fieldsets};
use icu_locale_core::locale;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Language, Words};
use crate::args;

/// The moment a page is made and the time zone of the place it speaks of.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Now.
    pub now: Timestamp,
    /// Of the reader's or the record's place.
    pub zone: TimeZone,
}

impl Clock {
    /// Today, in the place.
    pub fn today(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }

    /// The day a moment falls on, in the place.
    pub fn day_of(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }
}

struct Formats {
    day: Option<Formatter<Gregorian, fieldsets::YMD>>,
    short_day: Option<Formatter<Gregorian, fieldsets::YMD>>,
    day_of_year: Option<Formatter<Gregorian, fieldsets::MD>>,
    weekday: Option<Formatter<Gregorian, fieldsets::MDE>>,
    month: Option<Formatter<Gregorian, fieldsets::YM>>,
    month_name: Option<Formatter<Gregorian, fieldsets::M>>,
}

impl Formats {
    fn read(language: Language) -> Self {
        let locale = match language {
            // English as Europe and the United Nations write it: the day first.
            Language::En | Language::Pseudo => locale!("en-GB"),
            Language::Ru => locale!("ru"),
            Language::Kk => locale!("kk"),
            Language::Ar => locale!("ar-u-nu-latn"),
        };
        Self {
            day: Formatter::try_new((&locale).into(), fieldsets::YMD::long()).ok(),
            short_day: Formatter::try_new((&locale).into(), fieldsets::YMD::medium()).ok(),
            day_of_year: Formatter::try_new((&locale).into(), fieldsets::MD::medium()).ok(),
            weekday: Formatter::try_new((&locale).into(), fieldsets::MDE::medium()).ok(),
            month: Formatter::try_new((&locale).into(), fieldsets::YM::long()).ok(),
            month_name: Formatter::try_new((&locale).into(), fieldsets::M::long()).ok(),
        }
    }
}

thread_local! {
    // The formatters may not be shared between threads; each thread reads a language once.
    static FORMATS: [OnceCell<Formats>; 5] = const { [const { OnceCell::new() }; 5] };
}

fn gregorian(date: Date) -> Option<CalendarDate<Gregorian>> {
    CalendarDate::try_new_gregorian(
        date.year().into(),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
    )
    .ok()
}

macro_rules! write_date {
    ($words:expr, $format:ident, $date:expr) => {
        FORMATS.with(|formats| {
            let language = $words.language;
            let formats = formats[language as usize].get_or_init(|| Formats::read(language));
            match (gregorian($date), formats.$format.as_ref()) {
                (Some(date), Some(format)) => $words.marked(&format.format(&date).to_string()),
                _ => $date.to_string(),
            }
        })
    };
}

impl Words {
    /// `3 November 2025`.
    pub fn date(self, date: Date) -> String {
        write_date!(self, day, date)
    }

    /// `3 Nov 2025`.
    pub fn short_date(self, date: Date) -> String {
        write_date!(self, short_day, date)
    }

    /// `3 Nov`, for a date whose year goes without saying.
    pub fn day_and_month(self, date: Date) -> String {
        write_date!(self, day_of_year, date)
    }

    /// `Mon, 3 Nov`.
    pub fn weekday(self, date: Date) -> String {
        write_date!(self, weekday, date)
    }

    /// `November 2025`, from any day of it.
    pub fn month(self, date: Date) -> String {
        write_date!(self, month, date)
    }

    /// `November`, by itself.
    pub fn month_name(self, date: Date) -> String {
        write_date!(self, month_name, date)
    }

    /// A date as exactly as it is known: the day, the month, the year, about a year, or one of two days.
    pub fn partial_date(self, date: PartialDate) -> String {
        match date {
            PartialDate::Day(day) => self.date(day),
            PartialDate::Month(year, month) => {
                Date::new(year, month, 1).map_or_else(|_| date.to_string(), |first| self.month(first))
            }
            PartialDate::Year(year) => year.to_string(),
            PartialDate::About(year, 0) => {
                self.say_with("time-about-year", args!["year" => year.to_string()])
            }
            PartialDate::About(year, spread) => {
                self.say_with("time-about-year-spread", args!["year" => year.to_string(), "spread" => spread])
            }
            PartialDate::Either(a, b) => {
                self.say_with("time-either", args!["first" => self.date(a), "second" => self.date(b)])
            }
        }
    }

    /// The age on a day, in years, as exactly as the birth date allows: `9 years`, `9–10 years`.
    pub fn age(self, birth: PartialDate, today: Date) -> String {
        match birth.age_on(today) {
            (fewest, most) if fewest == most => self.say_with("time-years", args!["count" => fewest]),
            (fewest, most) => {
                let range = format!("{fewest}\u{2013}{most}");
                self.say_with("time-years-range", args!["range" => range, "count" => most])
            }
        }
    }

    /// How long something has lasted, in years and whole months: `5 years 8 months`, `3 months`.
    pub fn lasting(self, from: Date, today: Date) -> String {
        let months = i64::from(today.year() - from.year()) * 12 + i64::from(today.month() - from.month())
            - i64::from(today.day() < from.day());
        let (years, months) = (months.max(0) / 12, months.max(0) % 12);
        let said_months = self.say_with("time-long-months", args!["count" => months]);
        if years == 0 {
            return said_months;
        }
        let said_years = self.say_with("time-long-years", args!["count" => years]);
        if months == 0 {
            return said_years;
        }
        self.say_with("time-long-both", args!["years" => said_years, "months" => said_months])
    }

    /// `14:00`, by the clock of the place; 24 hours in every language.
    pub fn time_of_day(self, at: Timestamp, clock: &Clock) -> String {
        let local = at.to_zoned(clock.zone.clone());
        self.marked(&format!("{:02}:{:02}", local.hour(), local.minute()))
    }

    /// `3 November 2025, 14:00`.
    pub fn exact(self, at: Timestamp, clock: &Clock) -> String {
        let day = self.date(clock.day_of(at));
        self.say_with("time-exact", args!["day" => day, "time" => self.time_of_day(at, clock)])
    }

    /// The distance from now: `in 6 h`, `3 h ago`, `in 12 days`, `just now`.
    pub fn relative(self, at: Timestamp, clock: &Clock) -> String {
        let seconds = at.as_second() - clock.now.as_second();
        let minutes = seconds.abs() / 60;
        let future = seconds > 0;
        let (key, count) = match minutes {
            0 => return self.say("time-now").to_owned(),
            1..60 => (if future { "time-in-minutes" } else { "time-minutes-ago" }, minutes),
            60..1440 => (if future { "time-in-hours" } else { "time-hours-ago" }, minutes / 60),
            1440..86_400 => (if future { "time-in-days" } else { "time-days-ago" }, minutes / 1440),
            86_400..1_051_200 => {
                (if future { "time-in-months" } else { "time-months-ago" }, minutes / 43_800)
            }
            _ => (if future { "time-in-years" } else { "time-years-ago" }, minutes / 525_600),
        };
        self.say_with(key, args!["count" => count])
    }

    /// A due moment: near ones by the clock (`in 6 h`, `3 h ago`), then `tomorrow 09:00`, then the day.
    pub fn due(self, at: Timestamp, clock: &Clock) -> String {
        let hours = (at.as_second() - clock.now.as_second()) / 3600;
        if (-24..12).contains(&hours) { self.relative(at, clock) } else { self.day_time(at, clock) }
    }

    /// The day as people call it, with the time: `today 14:00`, `tomorrow 09:00`, `Mon, 3 Nov`, `3 Nov 2024`.
    pub fn day_time(self, at: Timestamp, clock: &Clock) -> String {
        let (day, today) = (clock.day_of(at), clock.today());
        let time = self.time_of_day(at, clock);
        match days_between(today, day) {
            0 => self.say_with("time-today-at", args!["time" => time]),
            1 => self.say_with("time-tomorrow-at", args!["time" => time]),
            -1 => self.say_with("time-yesterday-at", args!["time" => time]),
            _ => self.near_date(day, today),
        }
    }

    /// A day as people call it: `today`, `tomorrow`, `Mon, 3 Nov`, `3 Nov 2024`.
    pub fn day(self, day: Date, today: Date) -> String {
        match days_between(today, day) {
            0 => self.say("time-today").to_owned(),
            1 => self.say("time-tomorrow").to_owned(),
            -1 => self.say("time-yesterday").to_owned(),
            _ => self.near_date(day, today),
        }
    }

    fn near_date(self, day: Date, today: Date) -> String {
        match days_between(today, day) {
            -60..=120 => self.weekday(day),
            _ => self.short_date(day),
        }
    }

    /// Dates come from no Fluent text; the pseudo-language marks them as translated.
    fn marked(self, text: &str) -> String {
        // Narrow no-break spaces are missing in many fonts of older telephones.
        let text = text.replace('\u{202F}', "\u{A0}");
        if self.language == Language::Pseudo { format!("⟦{text}⟧") } else { text }
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        Clock {
            now: "2025-11-03T09:00:00Z".parse().expect("a time"),
            zone: TimeZone::get("Asia/Almaty").expect("a zone"),
        }
    }

    fn said(language: Language, at: &str) -> String {
        Words::new(language).relative(at.parse().expect("a time"), &clock())
    }

    #[test]
    fn kazakh_months_are_right_in_every_month() {
        let words = Words::new(Language::Kk);
        let months = [
            "қаңтар",
            "ақпан",
            "наурыз",
            "сәуір",
            "мамыр",
            "маусым",
            "шілде",
            "тамыз",
            "қыркүйек",
            "қазан",
            "қараша",
            "желтоқсан",
        ];
        for (number, month) in (1_i8..).zip(months) {
            let first = jiff::civil::date(2025, number, 9);
            assert_eq!(words.date(first), format!("2025\u{A0}ж. 9 {month}"));
            assert_eq!(words.month(first), format!("2025\u{A0}ж. {month}"));
        }
    }

    #[test]
    fn dates_are_written_as_the_language_does() {
        let day = jiff::civil::date(2025, 11, 3);
        assert_eq!(Words::new(Language::En).date(day), "3 November 2025");
        assert_eq!(Words::new(Language::Ru).date(day), "3 ноября 2025\u{A0}г.");
        assert_eq!(Words::new(Language::Ru).month(day), "ноябрь 2025\u{A0}г.");
        assert_eq!(Words::new(Language::Ar).date(day), "3 نوفمبر 2025");
        assert_eq!(Words::new(Language::En).weekday(day), "Mon 3 Nov");
    }

    #[test]
    fn a_partial_date_shows_no_more_than_is_known() {
        let words = Words::new(Language::En);
        assert_eq!(words.partial_date(PartialDate::Year(2015)), "2015");
        assert_eq!(words.partial_date(PartialDate::Month(2015, 11)), "November 2015");
        assert_eq!(words.partial_date(PartialDate::About(2015, 2)), "about 2015 (± 2 years)");
        let either = PartialDate::either(jiff::civil::date(2015, 4, 3), jiff::civil::date(2015, 3, 4));
        assert_eq!(words.partial_date(either), "4 March 2015 or 3 April 2015");
        assert_eq!(words.age(PartialDate::Year(2015), jiff::civil::date(2025, 6, 1)), "9–10 years");
        assert_eq!(
            Words::new(Language::Ru).age(PartialDate::Year(2015), jiff::civil::date(2016, 6, 1)),
            "0–1 год"
        );
    }

    #[test]
    fn what_has_lasted_long_is_said_in_years_and_months() {
        let today = jiff::civil::date(2026, 11, 15);
        let said = |language, year, month, day| {
            Words::new(language).lasting(jiff::civil::date(year, month, day), today)
        };
        assert_eq!(said(Language::En, 2021, 3, 13), "5 years 8 months");
        assert_eq!(said(Language::En, 2025, 11, 15), "1 year");
        assert_eq!(said(Language::En, 2026, 9, 16), "1 month");
        assert_eq!(said(Language::Ru, 2021, 3, 13), "5 лет и 8 месяцев");
        assert_eq!(said(Language::Ru, 2024, 10, 15), "2 года и 1 месяц");
        assert_eq!(said(Language::Kk, 2021, 3, 13), "5 жыл мен 8 ай");
        assert_eq!(said(Language::Ar, 2024, 9, 1), "سنتين وشهرين");
        assert_eq!(said(Language::Ar, 2021, 3, 13), "5 سنوات و8 أشهر");
        assert_eq!(said(Language::Ar, 2015, 1, 1), "11 سنة و10 أشهر");
    }

    #[test]
    fn distances_are_said_in_the_plurals_of_the_language() {
        assert_eq!(said(Language::En, "2025-11-03T15:00:00Z"), "in 6 h");
        assert_eq!(said(Language::En, "2025-11-03T06:00:00Z"), "3 h ago");
        assert_eq!(said(Language::En, "2025-11-03T09:00:30Z"), "just now");
        assert_eq!(said(Language::Ru, "2025-11-05T09:00:00Z"), "через 2 дня");
        assert_eq!(said(Language::Ru, "2025-10-29T09:00:00Z"), "5 дней назад");
        assert_eq!(said(Language::Ru, "2025-11-24T09:00:00Z"), "через 21 день");
        assert_eq!(said(Language::Kk, "2025-11-03T15:00:00Z"), "6 сағаттан кейін");
        assert_eq!(said(Language::Ar, "2025-11-03T11:00:00Z"), "بعد ساعتين");
        assert_eq!(said(Language::Ar, "2025-11-03T15:00:00Z"), "بعد 6 ساعات");
    }

    #[test]
    fn a_day_is_the_day_of_the_place() {
        // 20:30 in London is already tomorrow in Almaty.
        let at: Timestamp = "2025-11-03T20:30:00Z".parse().expect("a time");
        assert_eq!(Words::new(Language::En).day_time(at, &clock()), "tomorrow 01:30");
        let exact = Words::new(Language::En).exact(at, &clock());
        assert_eq!(exact, "4 November 2025, 01:30");
    }
}
