//! Reads numbers as people type them.
//!
//! Invariant: a number is read one way or refused; `1,234` is refused, for it may be a thousand or a fraction.

use super::{Reason, Refusal};

const MOST: i64 = 9_000_000_000_000_000;

/// A text with the digits and signs of other scripts as ASCII: Arabic-Indic digits, `٫`, `−`; spaces within go.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' => out.push(digit(letter)),
            '\u{066B}' => out.push('.'),
            '\u{2212}' => out.push('-'),
            // Marks of direction that a right-to-left page may leave around a number, and thousands apart.
            '\u{066C}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{00A0}' | '\u{202F}' | '\u{2009}'
            | ' ' => {}
            other => out.push(other),
        }
    }
    out
}

/// Only the digits of other scripts as ASCII.
pub(super) fn ascii_digits(text: &str) -> String {
    text.chars().map(digit).collect()
}

fn digit(letter: char) -> char {
    let base = match letter {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        _ => return letter,
    };
    char::from_digit(u32::from(letter) - base, 10).unwrap_or(letter)
}

/// A whole number.
pub(super) fn whole(text: &str) -> Result<i64, Refusal> {
    let text = plain(text);
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
        return Err(Reason::NoNumber.into());
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Reason::NoWholeNumber.into());
    }
    bounded(text.parse().ok())
}

fn bounded(number: Option<i64>) -> Result<i64, Refusal> {
    number.filter(|number| number.abs() <= MOST).ok_or_else(|| {
        Refusal::new(Reason::OutOfRange).with("least", "-9 000 000 000").with("most", "9 000 000 000")
    })
}

/// A decimal number, in millionths.
pub(super) fn decimal(text: &str) -> Result<i64, Refusal> {
    let text = plain(text);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.as_str()),
    };
    let marks = digits.bytes().filter(|b| matches!(b, b'.' | b',')).count();
    let has_digit = digits.bytes().any(|b| b.is_ascii_digit());
    if !has_digit || marks > 1 || !digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
        return Err(Reason::NoNumber.into());
    }
    if let Some((whole, fraction)) = digits.split_once(',')
        && fraction.len() == 3
        && (1..=3).contains(&whole.len())
        && whole.bytes().any(|b| b != b'0')
    {
        return Err(Reason::AmbiguousNumber.into());
    }
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 6 {
        return Err(Reason::TooManyPlaces.into());
    }
    let whole = whole.trim_start_matches('0');
    let millionths =
        if whole.len() > 12 { None } else { format!("{whole}{fraction:0<6}").parse::<i64>().ok() };
    bounded(millionths.map(|millionths| if negative { -millionths } else { millionths }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_in_every_script() {
        assert_eq!(whole("٤٢"), Ok(42));
        assert_eq!(whole("۴۲"), Ok(42));
        assert_eq!(whole("−7"), Ok(-7));
        assert_eq!(whole("12 500"), Ok(12_500));
        assert_eq!(decimal("36,6"), Ok(36_600_000));
        assert_eq!(decimal("٣٦٫٦"), Ok(36_600_000));
        assert_eq!(decimal("-.5"), Ok(-500_000));
        assert_eq!(decimal("0,125"), Ok(125_000));
    }

    #[test]
    fn what_can_be_read_twice_is_refused() {
        let reason = |text| decimal(text).map_err(|refusal| refusal.reason);
        assert_eq!(reason("1,234"), Err(Reason::AmbiguousNumber));
        assert_eq!(reason("1,234.5"), Err(Reason::NoNumber));
        assert_eq!(reason("1.1234567"), Err(Reason::TooManyPlaces));
        assert_eq!(reason("five"), Err(Reason::NoNumber));
        assert_eq!(reason(""), Err(Reason::NoNumber));
        assert_eq!(reason("99999999999999999999"), Err(Reason::OutOfRange));
        assert_eq!(whole("1.5").map_err(|refusal| refusal.reason), Err(Reason::NoWholeNumber));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[-0-9.,٠-٩ \u{66b}x]{0,40}") {
            let _ = (whole(&text), decimal(&text));
        }
    }
}
