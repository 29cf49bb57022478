//! Lists of any length, row by row: millions of rows in the memory of one.
//!
//! Invariant: of a text file only one row is in memory, and no row is longer than [`ROW`]; what it is, its encoding and
//! its header are told from its beginning, and what does not hold to that further down is refused. A workbook is read
//! whole, within limits.

use std::{
    cell::Cell,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use crate::{
    kind::ListKind,
    layout::{self, ColumnView, Mapping},
    refusal::Refusal,
    sheet::{self, Format, Limits, Wanted, Workbook, column_letters},
};

/// Bytes of a text file from which it is told what it is.
const HEAD: u64 = 1 << 20;
/// Bytes of a text file that are handed on at once.
const STEP: usize = 1 << 16;

/// Bytes of a row; a quotation mark that is never closed would make one of all that follows.
const ROW: u64 = 4 << 20;

/// Gives no more bytes than are left for the row that is being read.
struct RowByRow<'l, R> {
    from: R,
    left: &'l Cell<u64>,
}

impl<R: Read> Read for RowByRow<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.from.read(into)?;
        self.left.set(self.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}

/// A list that is ready to be read.
pub struct List {
    /// Its columns, with what they seem to mean.
    pub columns: Vec<ColumnView>,
    book: Workbook,
    header_row: u32,
    /// How many rows with something in them there are down to the header.
    header_at: usize,
    sheet: String,
}

impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("List").field("columns", &self.columns.len()).finish_non_exhaustive()
    }
}

impl List {
    /// Looks at a file. Where no known heading stands in it, its first row names the columns.
    pub fn open(path: &Path) -> Result<Self, Refusal> {
        let book = head(path)?;
        let (columns, mapping) = match layout::lay_out(&book, ListKind::People) {
            Ok(layout) => (layout.columns, layout.mapping),
            Err(Refusal::NoHeader) => {
                let sheet = book.sheets.first().ok_or(Refusal::Empty)?;
                let mapping = Mapping {
                    sheet: sheet.name.clone(),
                    encoding: book.encoding,
                    delimiter: book.delimiter,
                    header_row: sheet.rows.first().ok_or(Refusal::Empty)?.number,
                    columns: Vec::new(),
                };
                (layout::view_as(&book, &mapping, ListKind::People)?.columns, mapping)
            }
            Err(refusal) => return Err(refusal),
        };
        let sheet = book.sheets.iter().find(|sheet| sheet.name == mapping.sheet).ok_or(Refusal::Empty)?;
        let header_at = sheet.rows.partition_point(|row| row.number <= mapping.header_row);
        Ok(Self { columns, header_row: mapping.header_row, header_at, sheet: mapping.sheet, book })
    }

    /// Gives every row below the header to `take`, with its number as a spreadsheet shows it and the bytes read so far.
    pub fn each(&self, path: &Path, mut take: impl FnMut(u32, &[&str], u64)) -> Result<(), Refusal> {
        if self.book.format == Format::Xlsx {
            let sheet =
                self.book.sheets.iter().find(|sheet| sheet.name == self.sheet).ok_or(Refusal::Empty)?;
            for row in sheet.rows.iter().filter(|row| row.number > self.header_row) {
                let cells: Vec<&str> = (0..self.columns.len()).map(|at| row.text(at)).collect();
                take(row.number, &cells, 0);
            }
            return Ok(());
        }
        let unreadable = |error: &io::Error| Refusal::Unreadable(error.kind());
        let file = File::open(path).map_err(|error| unreadable(&error))?;
        let encoding =
            self.book.encoding.and_then(|known| encoding_rs::Encoding::for_label(known.name().as_bytes()));
        let left = Cell::new(ROW);
        let text = encoding_rs_io::DecodeReaderBytesBuilder::new()
            .encoding(encoding)
            .strip_bom(true)
            .build(BufReader::with_capacity(STEP, file));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.book.delimiter.map_or(b',', sheet::Delimiter::byte))
            .from_reader(RowByRow { from: text, left: &left });
        let (mut row, mut number, mut filled) = (csv::StringRecord::new(), 0_u32, 0);
        let mut line = reader.position().line();
        loop {
            left.set(ROW);
            let found = reader.read_record(&mut row).map_err(|error| match error.into_kind() {
                csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                    Refusal::OpenQuote { row: number.saturating_add(1) }
                }
                csv::ErrorKind::Io(error) => unreadable(&error),
                _ => Refusal::Unreadable(io::ErrorKind::InvalidData),
            })?;
            if !found {
                return Ok(());
            }
            // The beginning was in another encoding, or the file is spoilt: letters that stand for none would be compared.
            if row.iter().any(|cell| cell.contains('\u{FFFD}')) {
                return Err(Refusal::WrongEncoding {
                    encoding: self.book.encoding.map_or("utf-8", sheet::Encoding::name),
                });
            }
            // Empty lines are passed over, but a spreadsheet counts them; a line break within a cell is none of its own.
            let within = row.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
            let lines = reader.position().line() - line;
            line = reader.position().line();
            number =
                number.saturating_add(u32::try_from(lines.saturating_sub(within).max(1)).unwrap_or(u32::MAX));
            if number == 1 && row.get(0).is_some_and(|cell| cell.starts_with("sep=")) {
                number = 0;
                continue;
            }
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            filled += 1;
            if filled > self.header_at {
                let cells: Vec<&str> = (0..self.columns.len()).map(|at| row.get(at).unwrap_or("")).collect();
                take(number, &cells, reader.position().byte());
            }
        }
    }

    /// What a column is called: its heading, or the letters of a spreadsheet.
    pub fn heading(&self, column: usize) -> String {
        match self.columns.get(column) {
            Some(view) if !view.heading.is_empty() => view.heading.clone(),
            _ => column_letters(column),
        }
    }
}

/// The beginning of a text file, or the whole of a workbook.
fn head(path: &Path) -> Result<Workbook, Refusal> {
    let limits = Limits {
        file_bytes: 400 << 20,
        unpacked_bytes: 2 << 30,
        rows: 1_048_576,
        cells: 40_000_000,
        ..Limits::default()
    };
    let unreadable = |error: io::Error| Refusal::Unreadable(error.kind());
    let mut file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(Refusal::Unreadable(io::ErrorKind::IsADirectory));
    }
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.starts_with(b"PK") {
        return sheet::open(path, Wanted::default(), &limits);
    }
    if bytes.len() as u64 == HEAD {
        // The last line may be cut within a letter. In 16-bit texts every letter has two bytes.
        let wide = bytes.iter().take(1000).any(|byte| *byte == 0) || bytes.starts_with(&[0xFF, 0xFE]);
        let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1);
        bytes.truncate(if wide { end / 2 * 2 } else { end });
    }
    sheet::read(&path.file_name().unwrap_or_default().to_string_lossy(), &bytes, Wanted::default(), &limits)
}
