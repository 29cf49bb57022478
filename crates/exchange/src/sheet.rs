//! Bytes become sheets of text, with each row under the number that a spreadsheet shows.
//!
//! Invariant: the limits are checked while reading, before memory is taken; a cell is text, whatever it looks
//! like, and a text that was cut says how long it was.

mod delimited;
mod encoding;
mod kind;
mod package;
mod xlsx;

use std::{fs::File, io::Read, path::Path};

use domain::Private;
use serde::{Deserialize, Serialize};

pub use self::{
    delimited::Delimiter,
    encoding::{Encoding, Sureness},
};
use crate::refusal::Refusal;

/// What a file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Bytes of a workbook after unpacking.
    pub unpacked_bytes: u64,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Rows of a sheet, and the largest row number.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Cells of all sheets.
    pub cells: usize,
    /// Characters of a cell; the rest is cut and said.
    pub cell_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            unpacked_bytes: 80 << 20,
            sheets: 20,
            rows: 50_000,
            columns: 200,
            cells: 2_000_000,
            cell_chars: 32_000,
        }
    }
}

/// What the user chose instead of what would be detected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The encoding of a text file.
    pub encoding: Option<Encoding>,
    /// The delimiter of a text file.
    pub delimiter: Option<Delimiter>,
}

/// What the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text with a delimiter.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

/// Which day a workbook counts its dates from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayZero {
    /// Windows: 1 is 1 January 1900.
    Of1900,
    /// Old Macintosh: 0 is 1 January 1904.
    Of1904,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// What it is.
    pub format: Format,
    /// In which encoding a text file is.
    pub encoding: Option<Encoding>,
    /// Whether the encoding was plain to see.
    pub sureness: Sureness,
    /// What stands between the cells of a text file.
    pub delimiter: Option<Delimiter>,
    /// Which day numbers count from.
    pub day_zero: DayZero,
    /// The sheets, in their order.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; of a text file, the name of the file without its ending.
    pub name: String,
    /// Its rows that are not empty, in their order.
    pub rows: Vec<Row>,
    /// Columns that the file hides, from 0.
    pub hidden_columns: Vec<usize>,
    /// Rows that the file hides, by their numbers, in their order.
    pub hidden_rows: Vec<u32>,
    /// Whether the sheet itself is hidden.
    pub visibility: Visibility,
}

/// Whether the file shows a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// It is shown.
    Shown,
    /// It is hidden.
    Hidden,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet shows it, from 1; of a text file the number of the record, not of the line.
    pub number: u32,
    /// Its cells, from column A, without the empty ones at the end.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Cell {
    text: Box<str>,
    kind: CellKind,
    /// Characters before it was cut; 0 when it was not.
    cut_from: u32,
}

/// How the file typed a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellKind {
    /// Text.
    #[default]
    Text,
    /// A number.
    Number,
    /// A number that the file shows as a date; the text is `YYYY-MM-DD`.
    Date,
    /// Text of a merged cell, repeated where the file shows it spanning.
    Spanned,
}

// A cell of a list names people.
impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cell")
            .field("kind", &self.kind)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

impl Cell {
    fn new(text: &str, kind: CellKind, limits: &Limits) -> Self {
        match text.char_indices().nth(limits.cell_chars) {
            None => Self { text: text.into(), kind, cut_from: 0 },
            Some((end, _)) => {
                let whole = text[end..].chars().count() + limits.cell_chars;
                Self { text: text[..end].into(), kind, cut_from: u32::try_from(whole).unwrap_or(u32::MAX) }
            }
        }
    }

    /// The text as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// How the file typed it.
    pub const fn kind(&self) -> CellKind {
        self.kind
    }
    /// How many characters there were, if the text was cut.
    pub const fn cut_from(&self) -> Option<u32> {
        if self.cut_from == 0 { None } else { Some(self.cut_from) }
    }
    /// Whether nothing but spaces and invisible marks is in it.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'))
    }
}

impl Row {
    /// The text of a column from 0; empty where the row ends before it.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", Cell::text)
    }
    /// How many cells hold something of their own.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_blank() && cell.kind != CellKind::Spanned).count()
    }
}

impl Sheet {
    /// How many columns the widest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// The letters under which a spreadsheet shows a column from 0: A, B … Z, AA …
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// Reads a file that is already in memory; `name` is the file's name, with or without folders and ending.
pub fn read(name: &str, bytes: &[u8], wanted: Wanted, limits: &Limits) -> Result<Workbook, Refusal> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_large(limits));
    }
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    match kind::of(bytes)? {
        kind::Kind::Package => xlsx::read(bytes, limits),
        kind::Kind::Text => {
            let (text, encoding, sureness) = encoding::decode(bytes, wanted.encoding)?;
            let (rows, delimiter) = delimited::read(&text, wanted.delimiter, limits)?;
            if rows.is_empty() {
                return Err(Refusal::Empty);
            }
            let sheet = Sheet {
                name: stem.chars().take(120).collect(),
                rows,
                hidden_columns: Vec::new(),
                hidden_rows: Vec::new(),
                visibility: Visibility::Shown,
            };
            Ok(Workbook {
                format: Format::Csv,
                encoding: Some(encoding),
                sureness,
                delimiter: Some(delimiter),
                day_zero: DayZero::Of1900,
                sheets: vec![sheet],
            })
        }
    }
}

/// Opens and reads a file; one that is too large is refused by its size, before it is read.
pub fn open(path: &Path, wanted: Wanted, limits: &Limits) -> Result<Workbook, Refusal> {
    let file = File::open(path).map_err(|error| Refusal::Unreadable(error.kind()))?;
    let declared = file.metadata().map_err(|error| Refusal::Unreadable(error.kind()))?;
    if declared.is_dir() {
        return Err(Refusal::Unreadable(std::io::ErrorKind::IsADirectory));
    }
    let bytes = take(file, Some(declared.len()), limits)?;
    read(&path.file_name().unwrap_or_default().to_string_lossy(), &bytes, wanted, limits)
}

/// Takes a stream into memory, up to the limit and not a byte further; `declared` is the size it claims.
pub fn take(stream: impl Read, declared: Option<u64>, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    if declared.is_some_and(|size| size > limits.file_bytes) {
        return Err(too_large(limits));
    }
    let mut bytes = Vec::new();
    let read = stream
        .take(limits.file_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Refusal::Unreadable(error.kind()))?;
    if read as u64 > limits.file_bytes { Err(too_large(limits)) } else { Ok(bytes) }
}

const fn too_large(limits: &Limits) -> Refusal {
    Refusal::TooLarge { limit_mb: limits.file_bytes >> 20 }
}

/// A text taken from a cell, marked as personal.
pub(crate) fn private(text: &str) -> Private<String> {
    Private::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, letters) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }

    struct Untouched;
    impl Read for Untouched {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            panic!("it must not be read")
        }
    }

    #[test]
    fn a_stream_is_read_to_the_limit_and_no_further() {
        let limits = Limits { file_bytes: 1 << 20, ..Limits::default() };
        let endless = std::io::repeat(b'a');
        assert_eq!(take(endless, None, &limits), Err(Refusal::TooLarge { limit_mb: 1 }));
        // A liar's declaration is not believed, an honest large one is refused before a byte is read.
        assert_eq!(take(std::io::repeat(b'a'), Some(3), &limits), Err(Refusal::TooLarge { limit_mb: 1 }));
        assert_eq!(take(Untouched, Some(200 << 20), &limits), Err(Refusal::TooLarge { limit_mb: 1 }));
    }

    #[test]
    fn a_long_cell_is_cut_and_says_so() {
        let limits = Limits { cell_chars: 3, ..Limits::default() };
        let cell = Cell::new("абвгд", CellKind::Text, &limits);
        assert_eq!((cell.text(), cell.cut_from()), ("абв", Some(5)));
        assert_eq!(Cell::new("абв", CellKind::Text, &limits).cut_from(), None);
    }
}
