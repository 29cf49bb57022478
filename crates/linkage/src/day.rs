//! Days as people write them.
//!
//! Invariant: a text gives eight digits, year first, or the four of a year, or nothing; never a day that was not written.

/// Digits of the groups that are read.
const GROUPS: usize = 3;

/// The numbers under which a spreadsheet keeps the days from 1950 to 2039.
const SERIAL: std::ops::RangeInclusive<u32> = 18_264..=51_134;

/// The eight digits of a day, the four of a year alone, or nothing.
///
/// ```
/// assert_eq!(linkage::day("05.03.2014"), "20140305");
/// assert_eq!(linkage::day("~2014"), "2014");
/// ```
pub fn plain(written: &str) -> String {
    let mut groups: Vec<Vec<u32>> = vec![Vec::new()];
    for letter in written.chars().take(64) {
        match digit(letter) {
            Some(digit) => groups.last_mut().into_iter().for_each(|group| group.push(digit)),
            // The time of a day is not its date.
            None if letter == ':' => break,
            None if groups.last().is_some_and(|group| !group.is_empty()) => groups.push(Vec::new()),
            None => {}
        }
    }
    groups.retain(|group| !group.is_empty());
    groups.truncate(GROUPS);
    let lengths: Vec<usize> = groups.iter().map(Vec::len).collect();
    let value = |group: &[u32]| group.iter().fold(0, |value, digit| value * 10 + digit);
    let numbers: Vec<u32> = groups.iter().map(|group| value(&group[..group.len().min(8)])).collect();
    match (lengths.as_slice(), numbers.as_slice()) {
        ([4, 1..=2, 1..=2], [year, month, day]) => whole(*year, *month, *day),
        ([1..=2, 1..=2, 4], [day, month, year]) => whole(*year, *month, *day),
        ([8], [number]) if (1900..2100).contains(&(number / 10_000)) => {
            whole(number / 10_000, number / 100 % 100, number % 100)
        }
        ([8], [number]) => whole(number % 10_000, number / 10_000 % 100, number / 1_000_000),
        ([5], [number]) if SERIAL.contains(number) => of_serial(*number),
        ([4, ..], [year, ..]) | ([_, 4], [_, year]) => format!("{year:04}"),
        _ => String::new(),
    }
}

/// A day; where the month cannot be one, the two were exchanged.
fn whole(year: u32, month: u32, day: u32) -> String {
    let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
    format!("{year:04}{month:02}{day:02}")
}

/// The day that a spreadsheet keeps as a number (H. Hinnant, "chrono-compatible low-level date algorithms").
fn of_serial(number: u32) -> String {
    // Days since 1 March of the year 0: the year ends with its leap day.
    let days = number + 693_899;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (year_of_era + era * 400, if month < 10 { month + 3 } else { month - 9 });
    whole(year + u32::from(month <= 2), month, day)
}

/// A digit in any of the alphabets of our lists.
fn digit(letter: char) -> Option<u32> {
    match letter {
        '٠'..='٩' => Some(u32::from(letter) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(letter) - u32::from('۰')),
        _ => letter.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_one_however_it_is_written() {
        for written in [
            "2014-03-05",
            "05.03.2014",
            "5/3/2014",
            "20140305",
            "05032014",
            "2014-03-05 00:00:00",
            "٥-٣-٢٠١٤",
        ] {
            assert_eq!(plain(written), "20140305", "{written}");
        }
        assert_eq!(plain("03/25/2014"), "20140325");
        for (written, year) in [("2014", "2014"), ("~2014", "2014"), ("2014 г.", "2014"), ("03.2014", "2014")]
        {
            assert_eq!(plain(written), year, "{written}");
        }
        for (number, day) in
            [("39855", "20090211"), ("36526", "20000101"), ("41334", "20130301"), ("41333", "20130228")]
        {
            assert_eq!(plain(number), day);
        }
        for nothing in ["", "?", "unknown", "12", "1:30"] {
            assert_eq!(plain(nothing), "", "{nothing}");
        }
    }

    proptest! {
        #[test]
        fn anything_gives_eight_digits_four_or_none(written in any::<String>(), digits in "[0-9./: -]{0,14}") {
            for written in [written, digits] {
                let plain = plain(&written);
                prop_assert!(matches!(plain.len(), 0 | 4 | 8), "{}", plain);
                prop_assert!(plain.chars().all(|digit| digit.is_ascii_digit()));
            }
        }
    }
}
