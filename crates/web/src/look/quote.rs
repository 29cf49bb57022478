//! What somebody said, between the quotation marks of the reader's language.
//!
//! Invariant: marks that were typed around the whole are not shown a second time.

use maud::{Markup, html};

/// Quotation marks as people type them, each with what closes it.
const MARKS: [(char, &str); 8] = [
    ('\u{ab}', "\u{bb}"),
    ('\u{bb}', "\u{ab}"),
    ('\u{201c}', "\u{201d}"),
    ('\u{201d}', "\u{201c}\u{201d}"),
    ('\u{201e}', "\u{201c}\u{201d}"),
    ('\u{2018}', "\u{2019}"),
    ('\u{2039}', "\u{203a}"),
    ('"', "\""),
];

/// Words in their speaker's language, within a sentence.
pub fn quote(text: &str) -> Markup {
    let (before, after) = bare(text);
    html! { q translate="no" dir="auto" { (before) (after) } }
}

/// A text without marks around the whole of it, and the full stop that stood behind them.
fn bare(text: &str) -> (&str, &str) {
    let text = text.trim();
    let whole = (text, "");
    let mut letters = text.chars();
    let Some((_, closing)) = letters.next().and_then(|first| MARKS.iter().find(|(open, _)| *open == first))
    else {
        return whole;
    };
    let inside = letters.as_str();
    let (inside, stop) = match inside.strip_suffix(['.', '۔']) {
        Some(without) => (without, &inside[without.len()..]),
        None => (inside, ""),
    };
    let Some(inside) = inside.strip_suffix(|last| closing.contains(last)) else { return whole };
    // Marks that close before the end belong to a part: «Yes», she said, «but not now».
    let mut deep = 0_i32;
    for letter in inside.chars() {
        deep += match letter {
            letter if closing.contains(letter) => -1,
            letter if MARKS.iter().any(|(open, its)| *open == letter && its == closing) => 1,
            _ => 0,
        };
        if deep < 0 {
            return whole;
        }
    }
    let stop = if inside.ends_with(['.', '!', '?', '…', '؟']) { "" } else { stop };
    (inside.trim(), stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_the_whole_are_shown_once() {
        for (typed, shown) in [
            ("Так и есть.", "Так и есть."),
            ("«Так и есть».", "Так и есть."),
            ("«Так и есть»", "Так и есть"),
            ("«Рас!».", "Рас!"),
            ("“I want to go to school.”", "I want to go to school."),
            ("\"Yes\"", "Yes"),
            ("„Да“", "Да"),
            ("«نعم»", "نعم"),
            ("”نعم“", "نعم"),
            ("«дети зовут её «әже»»", "дети зовут её «әже»"),
            ("«Да», сказала она, «но не сейчас»", "«Да», сказала она, «но не сейчас»"),
            ("Говорит: «Это мои».", "Говорит: «Это мои»."),
            ("«", "«"),
            ("", ""),
        ] {
            let (before, after) = bare(typed);
            assert_eq!(format!("{before}{after}"), shown, "{typed}");
        }
    }
}
