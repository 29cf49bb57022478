//! Numbers as decimals with six places, carried in an `f64`.
//!
//! Invariant: every finite number below 1,000,000,000 is the `f64` nearest to a whole number of millionths, or is on
//! its way through [`settle`]; only `+ - * /` and `floor` of IEEE 754 are used, so JavaScript agrees bit for bit.

const MILLION: f64 = 1_000_000.0;
/// From here on six places do not fit beside the whole part, and a number is left as it is.
const SETTLED_BELOW: f64 = 1_000_000_000.0;

/// Rounds to millionths, half up; anything that is not finite becomes "no number" (NaN).
pub fn settle(number: f64) -> f64 {
    if !number.is_finite() {
        f64::NAN
    } else if number.abs() < SETTLED_BELOW {
        // Adding zero turns -0 into 0.
        (number * MILLION + 0.5).floor() / MILLION + 0.0
    } else {
        number
    }
}

/// A number as a text: no exponent, no trailing zeros; empty when it is no number.
pub fn number_text(number: f64) -> String {
    if number.is_nan() { String::new() } else { format!("{number}") }
}

/// The number a text holds: an optional sign, digits, an optional point, spaces around; else no number.
pub fn read_number(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain =
        digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.bytes().any(|b| b.is_ascii_digit());
    if plain && digits.len() <= 40 { text.parse().map_or(f64::NAN, settle) } else { f64::NAN }
}

/// The spaces of `XPath`.
pub(super) const fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}

/// A number from millionths.
pub(crate) fn from_millionths(millionths: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "beyond 2^53 millionths the last places are given up knowingly"
    )]
    let number = millionths as f64;
    settle(number / MILLION)
}

/// The millionths nearest to a number; `None` when it is none or too large.
pub(crate) fn to_millionths(number: f64) -> Option<i64> {
    let scaled = (number * MILLION + 0.5).floor();
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    (scaled.abs() < 9.0e15).then_some(scaled as i64)
}

/// A number from a whole one.
pub(crate) fn from_whole(whole: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 the last places are given up knowingly")]
    let number = whole as f64;
    settle(number)
}

/// The whole number nearest below or at; `None` when there is none or it is too large.
pub(crate) fn to_whole(number: f64) -> Option<i64> {
    let whole = number.floor();
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    (whole.abs() < 9.0e15).then_some(whole as i64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "the point is that they are the same")]
    fn tenths_add_up() {
        assert_eq!(settle(0.1 + 0.2), 0.3);
        assert_eq!(number_text(settle(1.0 / 3.0)), "0.333333");
        assert_eq!(number_text(settle(-0.000_000_1)), "0");
        assert_eq!(number_text(settle(f64::INFINITY)), "");
        assert_eq!(read_number(" 007.50 "), 7.5);
        assert!(read_number("").is_nan() && read_number("1e3").is_nan() && read_number("1.2.3").is_nan());
        assert!(read_number(".").is_nan() && read_number("-").is_nan() && read_number("+1").is_nan());
    }

    proptest! {
        #[test]
        fn millionths_survive(millionths in -999_999_999_999_999i64..999_999_999_999_999) {
            prop_assert_eq!(to_millionths(from_millionths(millionths)), Some(millionths));
        }
    }
}
