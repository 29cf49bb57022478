//! What a column seems to hold, by its cells.
//!
//! Invariant: cheap questions on a bounded number of cells; a column is given a meaning only when most of its
//! filled cells agree.

use super::{Meaning, words};
use crate::{
    date::plain_digits,
    kind::ListKind,
    manifest::sex_of,
    sheet::{CellKind, Row},
};

/// The meaning that most filled cells of a column agree on.
pub(super) fn meaning(rows: &[Row], column: usize, kind: ListKind) -> Option<Meaning> {
    let (mut filled, mut sex, mut birth, mut document, mut patronymic, mut surname) =
        (0u32, 0u32, 0u32, 0u32, 0u32, 0u32);
    let (mut telephone, mut kinship) = (0u32, 0u32);
    for cell in rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.is_blank()) {
        let text = cell.text();
        filled += 1;
        sex += u32::from(sex_of(text).is_some());
        birth += u32::from(cell.kind() == CellKind::Date || looks_like_date(text));
        document += u32::from(looks_like_document(text));
        patronymic += u32::from(names::looks_like_patronymic(text));
        surname += u32::from(names::looks_like_surname(text));
        if kind == ListKind::Tracing {
            telephone += u32::from(looks_like_telephone(text));
            kinship += u32::from(words::is_kinship(text));
        }
    }
    if filled < 3 {
        return None;
    }
    let most = |count: u32, share: u32| count * 10 >= filled * share;
    if most(sex, 8) {
        Some(Meaning::Sex)
    } else if most(telephone, 6) {
        Some(Meaning::Telephone)
    } else if most(kinship, 6) {
        Some(Meaning::Kinship)
    } else if most(birth, 7) {
        Some(Meaning::Birth)
    } else if most(document, 7) {
        Some(Meaning::Document)
    } else if most(patronymic, 6) {
        Some(Meaning::Patronymic)
    } else if most(surname, 7) {
        Some(Meaning::FamilyName)
    } else {
        None
    }
}

/// Whether a cell can only be a person's: it speaks against its row being a header.
pub(super) fn is_of_a_person(text: &str, kind: CellKind) -> bool {
    kind == CellKind::Date
        || looks_like_date(text)
        || looks_like_document(text)
        || names::looks_like_patronymic(text)
        || names::looks_like_surname(text)
        || sex_of(text).is_some()
}

fn looks_like_date(text: &str) -> bool {
    let text = plain_digits(text.trim());
    if text.chars().nth(24).is_some() {
        return false;
    }
    let groups: Vec<&str> = text.split(['.', '/', '-']).map(str::trim).collect();
    let digits =
        |group: &&str| !group.is_empty() && group.len() <= 4 && group.bytes().all(|b| b.is_ascii_digit());
    if groups.len() == 3 && groups.iter().all(digits) {
        return true;
    }
    let year: String = text.chars().take_while(char::is_ascii_digit).collect();
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) && text.chars().count() <= 9
}

fn looks_like_telephone(text: &str) -> bool {
    let text = plain_digits(text.trim());
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let spaced = text.starts_with('+') || text.bytes().any(|b| matches!(b, b' ' | b'-' | b'('));
    (10..=15).contains(&digits)
        && spaced
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b' ' | b'-' | b'(' | b')'))
}

fn looks_like_document(text: &str) -> bool {
    let text = plain_digits(text.trim());
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.is_ascii()
        && text.len() <= 14
        && (text.len() == 12 && digits == 12
            || digits >= 7 && digits + 2 >= text.len() && digits < text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_documents_are_told_apart() {
        for date in ["01.02.2010", "2010", "2010 г.р.", "1/2/2010", "٢٠١٥/٠٣/٠١"] {
            assert!(looks_like_date(date) && !looks_like_document(date), "{date}");
        }
        for document in ["N84780974", "105911693761"] {
            assert!(looks_like_document(document) && !looks_like_date(document), "{document}");
        }
        for neither in ["Ахметов", "12", "", "область"] {
            assert!(!looks_like_document(neither) && !looks_like_date(neither), "{neither}");
        }
    }
}
