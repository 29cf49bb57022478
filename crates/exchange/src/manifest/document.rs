//! Numbers of identity documents.
//!
//! Invariant: a number is kept as written but for spaces; a wrong check digit is shown, never corrected.

use domain::Private;

use crate::date::{plain_digits, says_unknown};

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// The 12 digits of the individual identification number.
    IdentificationNumber,
    /// A letter or two and seven or eight digits.
    Passport,
    /// The nine digits of an identity card.
    IdentityCard,
    /// Something else.
    Other,
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What kind of number it is.
    pub kind: DocumentKind,
    /// The number, without spaces.
    pub number: Private<String>,
}

/// At most so many numbers are taken from one cell.
const MAX_NUMBERS: usize = 8;

/// The numbers of a cell.
pub(super) fn read(cell: &str) -> Vec<Document> {
    cell.split([',', ';', '/', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty() && !says_unknown(piece))
        .take(MAX_NUMBERS)
        .map(one)
        .collect()
}

fn one(piece: &str) -> Document {
    const LABELS: &[&str] = &[
        "ПАСПОРТ",
        "ПАСП",
        "ИИН",
        "ЖСН",
        "УДОСТОВЕРЕНИЕ",
        "УД",
        "ЛИЧНОСТИ",
        "СЕРИЯ",
        "НОМЕР",
        "PASSPORT",
        "IIN",
        "ID",
        "NO",
        "NR",
        "ҚҰЖАТ",
        "ТӨЛҚҰЖАТ",
    ];
    let plain = plain_digits(&names::normalise(piece).text).to_uppercase();
    let compact: String = plain
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '#' | '-'))
        .filter(|word| !LABELS.contains(word))
        .collect();
    let letters = compact.chars().take_while(char::is_ascii_uppercase).count();
    let digits = &compact[letters..];
    let kind = match (letters, digits.len()) {
        _ if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) => DocumentKind::Other,
        (0, 12) => DocumentKind::IdentificationNumber,
        (0, 9) => DocumentKind::IdentityCard,
        (1, 7 | 8) | (2, 6..=8) => DocumentKind::Passport,
        _ => DocumentKind::Other,
    };
    let number = if kind == DocumentKind::Other { piece.to_owned() } else { compact };
    Document { kind, number: number.into() }
}

/// Whether the last of 12 digits is the check digit of the other eleven.
pub fn identification_number_is_valid(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 12 || number.chars().count() != 12 {
        return false;
    }
    // Weights 1 to 11; where that gives 10, the weights begin at 3; where that gives 10 too, no number is issued.
    let check =
        |first: u32| (0..11).map(|i| digits[i as usize] * ((i + first - 1) % 11 + 1)).sum::<u32>() % 11;
    let found = match check(1) {
        10 => check(3),
        other => other,
    };
    found != 10 && found == digits[11]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinds(cell: &str) -> Vec<(DocumentKind, String)> {
        read(cell).into_iter().map(|document| (document.kind, document.number.as_str().to_owned())).collect()
    }

    #[test]
    fn numbers_are_told_by_their_form() {
        assert_eq!(kinds("N84780974"), [(DocumentKind::Passport, "N84780974".into())]);
        assert_eq!(
            kinds("паспорт N 84780974, ИИН 105911693761"),
            [
                (DocumentKind::Passport, "N84780974".into()),
                (DocumentKind::IdentificationNumber, "105911693761".into()),
            ]
        );
        assert_eq!(kinds("١٠٥٩١١٦٩٣٧٦١"), [(DocumentKind::IdentificationNumber, "105911693761".into())]);
        assert_eq!(kinds("справка 7"), [(DocumentKind::Other, "справка 7".into())]);
        assert_eq!(kinds("нет"), []);
        assert_eq!(kinds("-"), []);
    }

    #[test]
    fn the_check_digit_is_counted() {
        // Only the first digit counts: 1·1.
        assert!(identification_number_is_valid("100000000001"));
        // The first round gives 296 mod 11 = 10, the second 377 mod 11 = 3.
        assert!(identification_number_is_valid("123456789013"));
        for number in [
            "105911693761",
            "562092045713",
            "803858771294",
            "",
            "12345678901",
            "12345678901x",
            "123456789011",
        ] {
            assert!(!identification_number_is_valid(number), "{number}");
        }
    }

    proptest! {
        #[test]
        fn one_check_digit_at_most_is_right(digits in "[0-9]{11}") {
            let right = (0..10).filter(|check| identification_number_is_valid(&format!("{digits}{check}"))).count();
            prop_assert!(right <= 1);
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,60}") {
            prop_assert!(read(&text).len() <= MAX_NUMBERS);
        }
    }
}
