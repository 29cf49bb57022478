//! What a text of a birth date gives, and what it must never give.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const ASKED: Asked = Asked {
    reference: date(2021, 6, 15),
    kind: CellKind::Text,
    day_zero: DayZero::Of1900,
    bare_number: BareNumber::Unknown,
};

fn value(text: &str) -> Option<String> {
    read(text, ASKED).value.map(|value| value.to_string())
}

#[test]
fn dates_are_read_as_exactly_as_they_are_written() {
    for (text, expected, finding) in [
        ("15.03.1993", "1993-03-15", None),
        (" 15.03.1993 ", "1993-03-15", None),
        ("2005-06-09", "2005-06-09", None),
        ("2005-06-09 00:00:00", "2005-06-09", None),
        ("2005", "2005", None),
        ("2005 г.р.", "2005", None),
        ("1987 года рождения", "1987", None),
        ("born 2007", "2007", None),
        ("c. 2012", "~2012±2", Some(Finding::About)),
        ("00.00.1984", "1984", Some(Finding::PartUnknown)),
        ("00.05.1984", "1984-05", Some(Finding::PartUnknown)),
        ("05.1984", "1984-05", Some(Finding::PartUnknown)),
        ("10 Feb 1993", "1993-02-10", None),
        ("10 февраля 1993 г.", "1993-02-10", None),
        ("February 10, 1993", "1993-02-10", None),
        ("10 ақпан 1993", "1993-02-10", None),
        ("١٥/٠٣/١٩٩٣", "1993-03-15", None),
        ("٢٠١٥", "2015", None),
        ("30/06/1989", "1989-06-30", None),
        ("06/30/1989", "1989-06-30", None),
        ("08/02/1991", "1991-02-08|1991-08-02", Some(Finding::Ambiguous)),
        ("08/08/1991", "1991-08-08", None),
        ("03/12/2020", "2020-03-12|2020-12-03", Some(Finding::Ambiguous)),
        ("03/12/2021", "2021-03-12", None),
        ("approx. 5 yrs", "~2015±2", Some(Finding::About)),
        ("около 5 лет", "~2015±2", Some(Finding::About)),
        ("5 лет", "~2015±1", Some(Finding::About)),
        ("حوالي 5 سنوات", "~2015±2", Some(Finding::About)),
        ("14 y/o", "~2006±1", Some(Finding::About)),
        ("٣ كانون الثاني ٢٠٠٧", "2007-01-03", None),
        ("١١ تشرين الثاني ١٩٨٣", "1983-11-11", None),
        ("8 мес", "~2019±1", Some(Finding::About)),
        ("42005", "2015-01-01", Some(Finding::FromSerial)),
        ("15.03.30", "1930-03-15", Some(Finding::TwoDigitYearRead)),
        ("١٩/٢/٩", "2009-02-19", Some(Finding::TwoDigitYearRead)),
        ("العمر ١٢", "~2008±1", Some(Finding::About)),
        ("лет 8", "~2012±1", Some(Finding::About)),
        ("20150309", "2015-03-09", None),
    ] {
        let reading = read(text, ASKED);
        assert_eq!((value(text).as_deref(), reading.finding), (Some(expected), finding), "{text}");
    }
}

#[test]
fn an_age_covers_every_year_it_can_mean() {
    for reference in [date(2021, 1, 1), date(2021, 6, 15), date(2021, 12, 31)] {
        for years in 0..=30 {
            let asked = Asked { reference, ..ASKED };
            let value = read(&format!("{years} лет"), asked).value.expect("an age");
            assert!(value.earliest() <= before(reference, years + 1, 0) + 1.day());
            assert!(value.latest() >= before(reference, years, 0));
        }
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_mend() {
    for (text, finding, proposals) in [
        ("31.02.2015", Finding::DoesNotExist, &["2015", "2015-02"][..]),
        ("32.01.2015", Finding::DoesNotExist, &["2015", "2015-01"]),
        ("05.13.2012", Finding::DoesNotExist, &["2012"]),
        ("31/02/2015", Finding::DoesNotExist, &["2015", "2015-02"]),
        ("2015-02-31", Finding::DoesNotExist, &["2015", "2015-02"]),
        ("15.03.15", Finding::TwoDigitYear, &["1915-03-15", "2015-03-15"]),
        ("15.03.2031", Finding::InFuture, &[]),
        ("15.03.1893", Finding::TooOld, &[]),
        ("1435", Finding::OtherCalendar, &["2013-2014"]),
        ("1435 هـ", Finding::OtherCalendar, &["2013-2014"]),
        ("١٥/٠٣/١٤٣٥", Finding::OtherCalendar, &["2013-2014"]),
        ("1385", Finding::OtherCalendar, &["1965-1966", "2006-2007"]),
        ("1250", Finding::TooOld, &[]),
        ("15.03.25", Finding::TwoDigitYear, &["1925-03-15"]),
        ("весной, когда цвели сады", Finding::NotRead, &[]),
        ("5", Finding::NotRead, &[]),
        ("12.12.12.2012", Finding::NotRead, &[]),
        ("99999999999", Finding::NotRead, &[]),
    ] {
        let reading = read(text, ASKED);
        assert_eq!((reading.value, reading.finding), (None, Some(finding)), "{text}");
        assert_eq!(reading.proposals, proposals, "{text}");
        assert!(finding.blocks());
    }
}

#[test]
fn the_day_of_a_list_is_found_among_words_and_only_where_it_is_plain() {
    for (title, day) in [
        ("تاريخ الإعداد: ٢٠٢١/٠٣/١٥", Some(date(2021, 3, 15))),
        ("Список по состоянию на 01.02.2020 г.", Some(date(2020, 2, 1))),
        ("составлен 15 марта 2021 г.", Some(date(2021, 3, 15))),
        ("as of 25/12/2019", Some(date(2019, 12, 25))),
        ("as of 04/05/2019", None),
        ("Flight 2021", None),
        ("тел. 8 700 000 00 00", None),
        ("15.03.1985", None),
        ("", None),
    ] {
        assert_eq!(day_in(title), day, "{title}");
    }
}

#[test]
fn the_order_of_day_and_month_is_told_where_it_can_be() {
    for (text, expected) in [
        ("25/12/2010", Some((Order::DayFirst, '/'))),
        ("12/25/2010", Some((Order::MonthFirst, '/'))),
        ("٠٤-٠٥-٢٠١٠", Some((Order::Either, '-'))),
        ("05/05/2010", None),
        ("25.12.2010", None),
        ("2010-12-25", None),
        ("25/12/10", None),
        ("31/02/2010", None),
        ("Айша", None),
    ] {
        assert_eq!(order(text, ASKED), expected, "{text}");
    }
}

#[test]
fn every_proposal_is_read_without_doubt() {
    for text in ["31.02.2015", "15.03.15", "31/02/2015", "03/04/15", "1435", "1385", "15.03.25"] {
        for proposal in read(text, ASKED).proposals {
            let again = read(&proposal, ASKED);
            assert!(again.value.is_some() && !again.finding.is_some_and(Finding::blocks), "{proposal}");
        }
    }
}

#[test]
fn nobody_knows_is_no_mistake() {
    for text in ["неизвестно", "-", "нет данных", "unknown", "غير معروف"] {
        let reading = read(text, ASKED);
        assert_eq!((reading.value, reading.finding), (None, Some(Finding::SaysUnknown)), "{text}");
    }
    assert_eq!(read("  ", ASKED), Reading::default());
}

#[test]
fn numbers_of_a_workbook_are_years_days_or_ages() {
    let asked = Asked { kind: CellKind::Number, ..ASKED };
    let value = |text: &str, asked: Asked| read(text, asked).value.map(|value| value.to_string());
    assert_eq!(value("2008", asked).as_deref(), Some("2008"));
    assert_eq!(value("41275", asked).as_deref(), Some("2013-01-01"));
    assert_eq!(value("39813", Asked { day_zero: DayZero::Of1904, ..asked }).as_deref(), Some("2013-01-01"));
    assert_eq!(value("40", asked).as_deref(), Some("~1980±1"));
    assert_eq!(value("-3", asked), None);
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,40}|[0-9./\\- ]{0,14}|[0-9а-я. ]{0,20}") {
        for kind in [CellKind::Text, CellKind::Number, CellKind::Date] {
            let reading = read(&text, Asked { kind, ..ASKED });
            if let Some(value) = reading.value {
                prop_assert!(value.earliest() <= ASKED.reference);
                prop_assert!(!reading.finding.is_some_and(Finding::blocks));
            }
        }
    }

    #[test]
    fn a_written_day_is_read_as_that_day(days in 0i32..40_000) {
        let day = date(1911, 6, 16).saturating_add(days.days());
        let text = format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year());
        prop_assert_eq!(read(&text, ASKED).value, Some(PartialDate::Day(day)));
        let slashes = format!("{}/{}/{}", day.day(), day.month(), day.year());
        let value = read(&slashes, ASKED).value.expect("a date");
        prop_assert!(value.earliest() == day || value.latest() == day);
    }
}
