//! Text with a delimiter: quoting as RFC 4180 has it, with what people's programs really write.
//!
//! Invariant: a record is a row. A line break inside quotation marks belongs to its cell, so rows count
//! records, as a spreadsheet shows them; an empty line counts too. The time is linear in the text.

use serde::{Deserialize, Serialize};

use super::{Cell, CellKind, Limits, Row};
use crate::refusal::Refusal;

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `;`
    #[serde(rename = ";")]
    Semicolon,
    /// `,`
    #[serde(rename = ",")]
    Comma,
    /// A tabulator.
    #[serde(rename = "tab")]
    Tab,
    /// `|`
    #[serde(rename = "|")]
    Bar,
}

impl Delimiter {
    /// All of them, the likeliest first.
    pub const ALL: [Self; 4] = [Self::Semicolon, Self::Comma, Self::Tab, Self::Bar];

    /// Its character.
    pub const fn char(self) -> char {
        match self {
            Self::Semicolon => ';',
            Self::Comma => ',',
            Self::Tab => '\t',
            Self::Bar => '|',
        }
    }

    /// Its byte, in every encoding that the others are turned into.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The delimiter that a character is; `tab` and `\t` are understood.
    pub fn of(text: &str) -> Option<Self> {
        match text {
            "tab" | "\\t" => Some(Self::Tab),
            _ => Self::ALL.into_iter().find(|delimiter| text == delimiter.char().encode_utf8(&mut [0; 4])),
        }
    }
}

/// Splits a text into rows, with the delimiter that was wanted or the likeliest.
pub(super) fn read(
    text: &str,
    wanted: Option<Delimiter>,
    limits: &Limits,
) -> Result<(Vec<Row>, Delimiter), Refusal> {
    let (declared, text) = separator_line(text);
    let delimiter = wanted.or(declared).unwrap_or_else(|| detect(text));
    let mut rows = Vec::new();
    let mut cells_in_all = 0usize;
    for record in Records::new(text, delimiter) {
        let mut record = record?;
        if record.width > limits.columns.saturating_mul(8) {
            return Err(Refusal::TooManyColumns { limit: limits.columns, row: record.number });
        }
        while record.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            record.cells.pop();
        }
        if record.cells.is_empty() {
            continue;
        }
        if record.cells.len() > limits.columns {
            return Err(Refusal::TooManyColumns { limit: limits.columns, row: record.number });
        }
        cells_in_all += record.cells.len();
        if cells_in_all > limits.cells {
            return Err(Refusal::TooManyCells { limit: limits.cells });
        }
        if record.number as usize > limits.rows {
            return Err(Refusal::TooManyRows { limit: limits.rows });
        }
        let cells = record.cells.iter().map(|cell| Cell::new(cell, CellKind::Text, limits)).collect();
        rows.push(Row { number: record.number, cells });
    }
    Ok((rows, delimiter))
}

/// The line `sep=;` that some programs write first and no spreadsheet shows.
fn separator_line(text: &str) -> (Option<Delimiter>, &str) {
    let end = text.find('\n').unwrap_or(text.len());
    let line = text[..end].trim_end_matches('\r').trim_matches('"');
    match line.strip_prefix("sep=").and_then(Delimiter::of) {
        Some(delimiter) => (Some(delimiter), text.get(end + 1..).unwrap_or("")),
        None => (None, text),
    }
}

/// The delimiter under which the first records are widest and most alike.
fn detect(text: &str) -> Delimiter {
    let mut best = (0.0, Delimiter::Semicolon);
    for delimiter in Delimiter::ALL {
        let mut widths: Vec<usize> = Records::new(text, delimiter)
            .take(60)
            .filter_map(Result::ok)
            .map(|record| record.width)
            .filter(|width| *width > 0)
            .collect();
        if widths.is_empty() {
            continue;
        }
        widths.sort_unstable();
        let middle = widths[widths.len() / 2];
        let alike = widths.iter().filter(|width| **width == middle).count();
        #[expect(clippy::cast_precision_loss, reason = "at most 60 records and a few thousand columns")]
        let score = (middle - 1) as f64 * (alike as f64 / widths.len() as f64);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

struct Record {
    number: u32,
    cells: Vec<String>,
    /// Cells including the empty ones at the end.
    width: usize,
}

/// Cells beyond these are counted, not kept: no limit of a caller is higher.
const KEPT_CELLS: usize = 2_000;

struct Records<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    number: u32,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: Delimiter) -> Self {
        Self { text, at: 0, delimiter: delimiter.char() as u8, number: 0 }
    }

    /// Reads one cell; says what ended it.
    fn cell(&mut self) -> Result<(String, End), Refusal> {
        let bytes = self.text.as_bytes();
        let mut cell = String::new();
        // Spaces before an opening quotation mark are a habit of some programs.
        let spaces = bytes[self.at..].iter().take_while(|b| **b == b' ').count();
        if bytes.get(self.at + spaces) == Some(&b'"') {
            self.at += spaces + 1;
            loop {
                let Some(length) = bytes[self.at..].iter().position(|b| *b == b'"') else {
                    return Err(Refusal::OpenQuote { row: self.number });
                };
                cell.push_str(&self.text[self.at..self.at + length]);
                self.at += length + 1;
                if bytes.get(self.at) == Some(&b'"') {
                    cell.push('"');
                    self.at += 1;
                } else {
                    break;
                }
            }
        }
        // What follows a closing quotation mark before the delimiter is kept, not dropped.
        let rest = &bytes[self.at..];
        let length = rest
            .iter()
            .position(|b| *b == self.delimiter || *b == b'\n' || *b == b'\r')
            .unwrap_or(rest.len());
        cell.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
        let end = match bytes.get(self.at) {
            Some(b) if *b == self.delimiter => End::Cell,
            Some(_) => End::Row,
            None => End::Text,
        };
        let wide_break = bytes[self.at..].starts_with(b"\r\n");
        self.at += match end {
            End::Row if wide_break => 2,
            End::Cell | End::Row => 1,
            End::Text => 0,
        };
        Ok((cell, end))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Cell,
    Row,
    Text,
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        self.number = self.number.saturating_add(1);
        let mut record = Record { number: self.number, cells: Vec::new(), width: 0 };
        loop {
            match self.cell() {
                Err(refusal) => {
                    self.at = self.text.len();
                    return Some(Err(refusal));
                }
                Ok((cell, end)) => {
                    record.width += 1;
                    if record.width <= KEPT_CELLS {
                        record.cells.push(cell);
                    }
                    if end != End::Cell {
                        return Some(Ok(record));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let (rows, _) = read(text, None, &Limits::default()).expect("a table");
        rows.into_iter()
            .map(|row| (row.number, row.cells.iter().map(|cell| cell.text().to_owned()).collect()))
            .collect()
    }

    #[test]
    fn a_line_break_in_a_cell_is_no_row() {
        let found = rows("a;b\r\n\"x\r\ny\";\"say \"\"hi\"\"\"\r\nz;w\r\n");
        assert_eq!(
            found,
            [
                (1, vec!["a".into(), "b".into()]),
                (2, vec!["x\r\ny".into(), "say \"hi\"".into()]),
                (3, vec!["z".into(), "w".into()]),
            ]
        );
    }

    #[test]
    fn empty_rows_count_but_are_not_kept() {
        let numbers: Vec<u32> = rows("a;b\n\n;;;\nc;d").into_iter().map(|row| row.0).collect();
        assert_eq!(numbers, [1, 4]);
    }

    #[test]
    fn the_delimiter_is_found() {
        for (text, delimiter) in [
            ("a;b;c\n1,5;2,5;3,5", Delimiter::Semicolon),
            ("a,b,c\n\"x;y;z;w\",2,3", Delimiter::Comma),
            ("a\tb\n1\t2", Delimiter::Tab),
            ("a|b|c\n1|2|3", Delimiter::Bar),
            ("sep=|\na;b|c;d", Delimiter::Bar),
        ] {
            assert_eq!(read(text, None, &Limits::default()).map(|read| read.1), Ok(delimiter), "{text}");
        }
    }

    #[test]
    fn an_open_quote_is_refused_at_its_row() {
        assert_eq!(read("a;b\nc;d\n\"e;f", None, &Limits::default()), Err(Refusal::OpenQuote { row: 3 }));
    }

    #[test]
    fn the_limits_hold() {
        let limits = Limits { rows: 3, columns: 4, cells: 8, ..Limits::default() };
        assert!(read("a;b\n1;2\n3;4", None, &limits).is_ok());
        assert_eq!(read("a;b\n1;2\n3;4\n5;6", None, &limits), Err(Refusal::TooManyRows { limit: 3 }));
        assert_eq!(read("a;b;c;d;e", None, &limits), Err(Refusal::TooManyColumns { limit: 4, row: 1 }));
        assert_eq!(read("a;b;c\n1;2;3\n4;5;6", None, &limits), Err(Refusal::TooManyCells { limit: 8 }));
        let wide = ";".repeat(1_000_000);
        assert!(matches!(read(&format!("{wide}x"), None, &limits), Err(Refusal::TooManyColumns { .. })));
    }

    proptest! {
        #[test]
        fn what_is_quoted_reads_back(cells in proptest::collection::vec("[a-я\";,|\\t\\r\\n ]{0,8}x", 1..6)) {
            let line: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let text = line.join(";");
            let (rows, _) = read(&text, Some(Delimiter::Semicolon), &Limits::default()).expect("a table");
            let found: Vec<&str> = rows[0].cells.iter().map(Cell::text).collect();
            prop_assert_eq!(found, cells);
        }

        #[test]
        fn no_text_is_too_strange(text in "[\";,|\\t\\r\\na ]{0,200}|\\PC{0,100}") {
            let _ = read(&text, None, &Limits::default());
        }
    }
}
