//! The text of a cell: bounded, trimmed at its edges, with what was lost or mended in it.
//!
//! Invariant: only spaces at the edges are taken off what is stored; everything else is reported, not changed.

use names::Note;

use crate::{layout::Meaning, problem::Code};

/// How many characters of a cell are kept.
pub(super) const fn limit_of(meaning: Meaning) -> usize {
    match meaning {
        Meaning::Note => 2_000,
        Meaning::Seeker
        | Meaning::Location
        | Meaning::Mother
        | Meaning::Father
        | Meaning::Birthplace
        | Meaning::Region
        | Meaning::Document
        | Meaning::FullName => 500,
        Meaning::FamilyName | Meaning::GivenName | Meaning::Patronymic => 200,
        Meaning::Line
        | Meaning::Family
        | Meaning::Birth
        | Meaning::BirthOrAge
        | Meaning::Sex
        | Meaning::CaseId
        | Meaning::Tent
        | Meaning::Kinship
        | Meaning::Telephone
        | Meaning::Ignore => 100,
    }
}

/// Whether the words of a cell are kept, so that what is wrong with its letters matters.
pub(super) const fn is_text(meaning: Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Line
            | Meaning::Family
            | Meaning::Birth
            | Meaning::BirthOrAge
            | Meaning::Sex
            | Meaning::Document
            | Meaning::CaseId
            | Meaning::Ignore
    )
}

/// The first characters of a text, and how many there were when it was longer.
pub(super) fn bounded(text: &str, limit: usize) -> (String, Option<u32>) {
    match text.char_indices().nth(limit) {
        None => (text.to_owned(), None),
        Some((end, _)) => {
            let length = limit + text[end..].chars().count();
            (text[..end].to_owned(), Some(u32::try_from(length).unwrap_or(u32::MAX)))
        }
    }
}

/// Without spaces, line breaks and invisible marks at the edges.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}')
    })
}

/// What was lost or has to be mended in a text, with its normal form.
///
/// Remarks are sentences: question marks and other alphabets belong into them.
pub(super) fn notes(text: &str, meaning: Meaning) -> Vec<(Code, String)> {
    let mut found = Vec::new();
    if text.trim().is_empty() {
        return found;
    }
    if looks_like_formula(text) {
        found.push((Code::FormulaLike, String::new()));
    }
    let sentence = meaning == Meaning::Note;
    let normal = names::normalise(text);
    for (note, _) in &normal.notes {
        let code = match note {
            Note::Homoglyph | Note::MixedScript | Note::LostLetter | Note::Doubt | Note::NoBreakSpace
                if sentence =>
            {
                continue;
            }
            Note::Homoglyph => Code::Homoglyphs,
            Note::MixedScript => Code::MixedScript,
            Note::BidiControl => Code::BidiControls,
            Note::ZeroWidth | Note::Control => Code::InvisibleCharacters,
            Note::Tatweel => Code::Tatweel,
            Note::NoBreakSpace => Code::NoBreakSpaces,
            Note::LostLetter => Code::LostLetters,
            Note::Doubt => Code::Doubtful,
            Note::LineBreak
            | Note::Harakat
            | Note::ExtraSpace
            | Note::Apostrophe
            | Note::PersianLetter
            | Note::Compatibility
            | Note::Cut => continue,
        };
        if !found.iter().any(|(before, _)| *before == code) {
            found.push((code, normal.text.clone()));
        }
    }
    found
}

/// Whether a spreadsheet might run the text; a dash alone and a telephone number are none.
fn looks_like_formula(text: &str) -> bool {
    let text = text.trim_start();
    let harmless = text.chars().all(|c| c == '-' || c.is_whitespace())
        || text.starts_with('+')
            && text[1..].chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-'));
    text.starts_with(['=', '+', '-', '@']) && !harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<Code> {
        notes(text, Meaning::GivenName).into_iter().map(|(code, _)| code).collect()
    }

    #[test]
    fn losses_are_named() {
        assert_eq!(codes("Ж?сіп"), [Code::LostLetters]);
        assert_eq!(codes("Нодирa"), [Code::Homoglyphs]);
        assert_eq!(codes("Али\u{00A0}Хан"), [Code::NoBreakSpaces]);
        assert_eq!(codes("\u{202E}Али"), [Code::BidiControls]);
        assert_eq!(codes("=HYPERLINK(\"x\")"), [Code::FormulaLike]);
        assert_eq!(codes("-2+3+cmd|' /C calc'!A0"), [Code::FormulaLike]);
        assert_eq!(codes("Такенова  "), []);
        assert_eq!(codes("-"), []);
        assert_eq!(notes("взят ли ДНК? см. list.xlsx", Meaning::Note), []);
        assert_eq!(notes("\u{202E}см.", Meaning::Note).len(), 1);
        assert_eq!(codes("+7 700 000 00 00"), []);
    }

    #[test]
    fn a_long_text_says_how_long_it_was() {
        assert_eq!(bounded("абвг", 2), ("аб".to_owned(), Some(4)));
        assert_eq!(bounded("аб", 2), ("аб".to_owned(), None));
    }
}
