//! A cell that a spreadsheet program will not run.
//!
//! Invariant: every CSV and workbook that leaves Homeward writes its texts through [`safe_cell`].

use std::borrow::Cow;

/// The text of a cell for export: what a spreadsheet would take for a formula gets an apostrophe in front.
///
/// ```
/// use exchange::safe_cell;
///
/// assert_eq!(safe_cell("=HYPERLINK(\"http://example.invalid\")"), "'=HYPERLINK(\"http://example.invalid\")");
/// assert_eq!(safe_cell("Айша"), "Айша");
/// ```
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    // Programs skip leading spaces and invisible marks before they look for a formula.
    let seen = text.trim_start_matches(|c: char| {
        matches!(c, ' ' | '\n' | '\u{00A0}' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    });
    if seen.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The most a cell of a workbook holds, in units of UTF-16.
const LONGEST: usize = 32_767;

/// As [`safe_cell`], for a workbook: what is longer than a cell of it holds is cut there, where else the whole file would
/// be refused.
pub fn workbook_cell(text: &str) -> String {
    let mut units = 0;
    safe_cell(text)
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        for formula in
            ["=1+1", "+1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{FEFF}=1", "＝1"]
        {
            assert!(safe_cell(formula).starts_with('\''), "{formula:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_leaves_starts_a_formula(text in "\\PC{0,20}|[=+\\-@\\t\\r ]{0,6}") {
            let safe = safe_cell(&text);
            prop_assert!(!safe.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert!(safe.ends_with(&text));
        }
    }
}
