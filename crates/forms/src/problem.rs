//! A mistake in a file of the protocol: where it is, what is wrong, and what to write instead.

use std::fmt;

/// A position in a text file, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The character in the line.
    pub column: u32,
}

impl Place {
    /// Where a byte offset of a text lies; of many, ask [`Lines`].
    pub fn of(text: &str, offset: usize) -> Self {
        Lines::of(text).place(offset)
    }

    /// The same line, some characters further.
    #[must_use]
    pub const fn right(self, characters: u32) -> Self {
        Self { line: self.line, column: self.column.saturating_add(characters) }
    }
}

/// A text that is asked for the places of many offsets: each costs the length of its line.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    text: &'a str,
    /// The offset at which each line begins.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    pub fn of(text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Where a byte offset lies.
    pub fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1];
        let before = self.text[start..].char_indices().take_while(|(at, _)| start + at < offset).count();
        Place {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(before + 1).unwrap_or(u32::MAX),
        }
    }
}

/// A mistake in a protocol file. It shows as `file:line:column: message; mend`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the reader was given it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub mend: String,
}

impl Problem {
    /// A problem at a place of a file.
    pub fn at(file: &str, place: Place, message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: place.line,
            column: place.column,
            message: message.into(),
            mend: mend.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}; {}", self.file, self.line, self.column, self.message, self.mend)
    }
}

/// The known word nearest to a mistyped one, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters() {
        let text = "а = 1\nби = ?";
        assert_eq!(Place::of(text, text.len() - 1), Place { line: 2, column: 6 });
        for (offset, line, column) in
            [(0, 1, 1), (2, 1, 2), (6, 1, 6), (7, 2, 1), (9, 2, 2), (14, 2, 6), (99, 2, 7)]
        {
            assert_eq!(Lines::of(text).place(offset), Place { line, column }, "{offset}");
        }
        assert_eq!(Place::of("", 0), Place { line: 1, column: 1 });
        assert_eq!(
            Place::of("ж", 1),
            Place { line: 1, column: 2 },
            "an offset inside a letter does not panic"
        );
    }

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        assert_eq!(nearest("relevent", ["label", "relevant"]), Some("relevant"));
        assert_eq!(nearest("xyz", ["label", "relevant"]), None);
    }
}
