//! Rows of one or two lists as they are compared: column by column, each different value once.
//!
//! Invariant: a row holds numbers of values, never text; what is empty is no value and no evidence.

use std::collections::HashMap;

use crate::{day, similar};

/// What a column holds, and so how two of its values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A part of a person's name, in any script.
    Name,
    /// An address, a place, a word: letters with slips.
    Text,
    /// A number that is written, not counted: of a house, a document, a telephone.
    Code,
    /// A day, or a year alone, as people write it.
    Day,
}

/// The number of "no value".
pub(crate) const NONE: u32 = 0;
/// Letters that a soft rule looks at.
const SOFT: usize = 4;
/// Characters of a cell that are read at all.
const READ: usize = 256;

/// One column.
#[derive(Clone)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// The number of each text as it was written.
    written: HashMap<Box<str>, u32>,
    /// The number of each value.
    plain: HashMap<Box<str>, u32>,
    letters: Vec<u16>,
    /// Where each value's letters begin; the first value is "none".
    begins: Vec<u32>,
    /// What a soft rule sees of each value.
    soft: Vec<u64>,
    /// How many rows have each value.
    counts: Vec<u32>,
    rows: Vec<u32>,
}

// What is in it names people.
impl std::fmt::Debug for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

impl Column {
    /// An empty column.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            written: HashMap::new(),
            plain: HashMap::new(),
            letters: Vec::new(),
            begins: vec![0, 0],
            soft: vec![0],
            counts: vec![0],
            rows: Vec::new(),
        }
    }

    /// Adds the next row's value as it was written.
    pub fn push(&mut self, written: &str) {
        let written = written.trim();
        let number = if let Some(known) = self.written.get(written) {
            *known
        } else {
            let number = self.number_of(written);
            self.written.insert(written.into(), number);
            number
        };
        self.counts[number as usize] += 1;
        self.rows.push(number);
    }

    fn number_of(&mut self, written: &str) -> u32 {
        let (plain, soft) = plain(self.kind, written);
        if plain.is_empty() {
            return NONE;
        }
        if let Some(known) = self.plain.get(plain.as_str()) {
            return *known;
        }
        let number = number(self.counts.len());
        self.letters.extend(plain.encode_utf16().take(similar::MOST));
        self.begins.push(number_of_letters(&self.letters));
        self.soft.push(hash(&soft).max(1));
        self.counts.push(0);
        self.plain.insert(plain.into(), number);
        number
    }

    /// The value of a row.
    pub(crate) fn of(&self, row: u32) -> u32 {
        self.rows[row as usize]
    }

    /// The letters of a value.
    pub(crate) fn letters(&self, value: u32) -> &[u16] {
        &self.letters[self.begins[value as usize] as usize..self.begins[value as usize + 1] as usize]
    }

    /// What a soft rule sees of a value: 0 for none.
    pub(crate) fn soft(&self, value: u32) -> u64 {
        self.soft[value as usize]
    }

    /// The share of rows with a value that have this one.
    pub fn share(&self, row: u32) -> f64 {
        self.share_of(self.of(row))
    }

    pub(crate) fn share_of(&self, value: u32) -> f64 {
        f64::from(self.counts[value as usize]) / self.present().max(1.0)
    }

    /// Rows that have a value.
    pub(crate) fn present(&self) -> f64 {
        (self.rows.len() - self.counts[0] as usize) as f64
    }

    /// Different values, "none" not among them.
    pub fn different(&self) -> usize {
        self.counts.len() - 1
    }

    /// Whether no two rows have one value: then it tells rows apart, not people.
    pub fn is_unique(&self) -> bool {
        self.counts.iter().skip(1).all(|count| *count == 1)
    }

    /// How often two rows at random have one value.
    pub(crate) fn chance(&self) -> f64 {
        let present = self.present().max(1.0);
        self.counts.iter().skip(1).map(|count| (f64::from(*count) / present).powi(2)).sum()
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Forgets the texts as they were written: no more rows will come.
    pub(crate) fn close(&mut self) {
        self.written = HashMap::new();
        self.plain = HashMap::new();
    }
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn number_of_letters(letters: &[u16]) -> u32 {
    number(letters.len())
}

/// A value as it is compared, and what of it a soft rule looks at: what slips and other scripts seldom change.
fn plain(kind: Kind, written: &str) -> (String, String) {
    let letters = || {
        let read = written.chars().take(READ).filter(|letter| letter.is_alphanumeric());
        read.flat_map(char::to_lowercase).collect::<String>()
    };
    let sorted = |text: &str| {
        let mut digits: Vec<char> = text.chars().collect();
        digits.sort_unstable();
        digits.into_iter().collect::<String>()
    };
    match kind {
        Kind::Name => {
            let normal = names::normalise(&written.chars().take(READ).collect::<String>()).text;
            let soft = names::skeleton(&normal).chars().take(SOFT).collect();
            (names::light(&normal), soft)
        }
        Kind::Text => {
            let plain = letters();
            let soft = plain.chars().take(SOFT).collect();
            (plain, soft)
        }
        Kind::Code => {
            let plain = letters();
            let soft = sorted(&plain);
            (plain, soft)
        }
        Kind::Day => {
            let plain = day::plain(written);
            let soft = sorted(&plain);
            (plain, soft)
        }
    }
}

fn hash(text: &str) -> u64 {
    text.chars()
        .fold(0x9e37_79b9_7f4a_7c15, |hash, letter| crate::chance::mix(hash ^ u64::from(u32::from(letter))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: Kind, values: &[&str]) -> Column {
        let mut column = Column::new("column", kind);
        for value in values {
            column.push(value);
        }
        column
    }

    #[test]
    fn a_value_is_one_however_it_is_written() {
        let names = column(Kind::Name, &["Мұхаммед", "  мұхаммед ", "Aisha", "", "—"]);
        assert_eq!((names.of(0), names.different()), (names.of(1), 2));
        assert_eq!((names.of(3), names.of(4)), (NONE, NONE));
        let codes = column(Kind::Code, &["N 123-456", "n123456", "654321"]);
        assert_eq!(codes.of(0), codes.of(1));
        let days = column(Kind::Day, &["2014-03-05", "05.03.2014", "٥/٣/٢٠١٤", "2014"]);
        assert_eq!(days.rows, [1, 1, 1, 2]);
    }

    #[test]
    fn a_soft_rule_sees_one_name_in_three_scripts_and_digits_in_no_order() {
        let names = column(Kind::Name, &["Мұхаммед", "Muhammad", "محمد", "Aisha"]);
        assert_eq!(names.soft(names.of(0)), names.soft(names.of(1)));
        assert_eq!(names.soft(names.of(0)), names.soft(names.of(2)));
        assert_ne!(names.soft(names.of(0)), names.soft(names.of(3)));
        let days = column(Kind::Day, &["2014-03-05", "2014-05-03", "2014-05-04"]);
        assert_eq!(days.soft(1), days.soft(2));
        assert_ne!(days.soft(1), days.soft(3));
    }

    #[test]
    fn how_common_a_value_is_counts_rows_that_have_one() {
        let words = column(Kind::Text, &["a", "a", "b", "", ""]);
        assert!((words.share(0) - 2.0 / 3.0).abs() < 1e-9);
        assert!((words.chance() - 5.0 / 9.0).abs() < 1e-9);
        assert!(!words.is_unique());
        assert!(column(Kind::Text, &["a", "", "b"]).is_unique());
    }
}
