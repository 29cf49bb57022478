//! Numbers as a language writes them: Latin digits everywhere, so that codes, dates and telephones compare.

use super::Language;

/// A whole number with its thousands grouped.
pub(super) fn whole(language: Language, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    if number < 0 {
        text.push('\u{2212}');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(group_sign(language));
        }
        text.push(digit);
    }
    text
}

/// A number with so many places after the sign.
pub(super) fn decimal(language: Language, number: f64, places: usize) -> String {
    let plain = format!("{:.places$}", number.abs());
    let (before, after) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = whole(language, before.parse().unwrap_or(i64::MAX));
    if number < 0.0 {
        text.insert(0, '\u{2212}');
    }
    if !after.is_empty() {
        text.push(match language {
            Language::Ru | Language::Kk => ',',
            _ => '.',
        });
        text.push_str(after);
    }
    text
}

const fn group_sign(language: Language) -> char {
    match language {
        Language::Ru | Language::Kk => '\u{00A0}',
        _ => ',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_and_signs_are_kept() {
        assert_eq!(whole(Language::En, 1_234_567), "1,234,567");
        assert_eq!(whole(Language::Ru, -1234), "\u{2212}1\u{00A0}234");
        assert_eq!(whole(Language::Ar, 725), "725");
        assert_eq!(decimal(Language::Kk, 1234.56, 1), "1\u{00A0}234,6");
        assert_eq!(decimal(Language::En, -0.5, 2), "\u{2212}0.50");
    }
}
