//! Excel workbooks, cell by cell.
//!
//! Invariant: cells are streamed, never laid out as a rectangle that one far cell could blow up; formulas are
//! read as the text or number they last showed and are never computed.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Cell, CellKind, DayZero, Format, Limits, Row, Sheet, Sureness, Visibility, Workbook, package};
use crate::refusal::Refusal;

/// Cells that may be visited, empty ones included: an empty styled cell costs time too.
const MAX_VISITED: usize = 8_000_000;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let mut hidden = package::inspect(bytes, limits)?;
    // The parser is another house's: if it should panic on a hostile workbook, that is a damaged file.
    catch_unwind(AssertUnwindSafe(|| sheets(bytes, limits, &mut hidden))).unwrap_or(Err(Refusal::Damaged))
}

fn sheets(bytes: &[u8], limits: &Limits, hidden: &mut package::HiddenParts) -> Result<Workbook, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let day_zero = if book.has_1904_epoch() { DayZero::Of1904 } else { DayZero::Of1900 };
    let listed: Vec<_> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible))
        .collect();
    if listed.len() > limits.sheets {
        return Err(Refusal::TooManySheets { limit: limits.sheets });
    }
    let mut left = Budget { cells: limits.cells, visited: MAX_VISITED };
    let mut sheets = Vec::with_capacity(listed.len());
    for (name, visible) in listed {
        let mut rows = cells(&mut book, &name, limits, &mut left)?;
        span(&mut book, &name, &mut rows, limits, &mut left);
        let hidden = hidden.remove(&name).unwrap_or_default();
        sheets.push(Sheet {
            hidden_columns: hidden.columns,
            hidden_rows: hidden.rows,
            name: name.chars().take(120).collect(),
            rows,
            visibility: if visible == SheetVisible::Visible { Visibility::Shown } else { Visibility::Hidden },
        });
    }
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Refusal::Empty);
    }
    Ok(Workbook {
        format: Format::Xlsx,
        encoding: None,
        sureness: Sureness::Sure,
        delimiter: None,
        day_zero,
        sheets,
    })
}

struct Budget {
    cells: usize,
    visited: usize,
}

impl Budget {
    fn take(&mut self, cells: usize, limits: &Limits) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(cells).ok_or(Refusal::TooManyCells { limit: limits.cells })?;
        Ok(())
    }
}

fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
    left: &mut Budget,
) -> Result<Vec<Row>, Refusal> {
    let mut stream = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut found: Vec<(u32, u32, Cell)> = Vec::new();
    while let Some(cell) = stream.next_cell().map_err(damaged)? {
        left.visited = left.visited.checked_sub(1).ok_or(Refusal::TooManyCells { limit: limits.cells })?;
        let (row, column) = cell.get_position();
        let Some(cell) = text(cell.get_value(), limits) else { continue };
        if row as usize >= limits.rows {
            return Err(Refusal::TooManyRows { limit: limits.rows });
        }
        if column as usize >= limits.columns {
            return Err(Refusal::TooManyColumns { limit: limits.columns, row: row + 1 });
        }
        left.take(1, limits)?;
        found.push((row, column, cell));
    }
    // Stable: of two cells that claim one place the later is kept.
    found.sort_by_key(|(row, column, _)| (*row, *column));
    let mut rows: Vec<Row> = Vec::new();
    for (row, column, cell) in found {
        let (number, column) = (row + 1, column as usize);
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            put(&mut last.cells, column, cell, limits, left)?;
        }
    }
    Ok(rows)
}

fn put(
    cells: &mut Vec<Cell>,
    column: usize,
    cell: Cell,
    limits: &Limits,
    left: &mut Budget,
) -> Result<(), Refusal> {
    if cells.len() <= column {
        left.take(column - cells.len(), limits)?;
        cells.resize_with(column + 1, Cell::default);
    }
    cells[column] = cell;
    Ok(())
}

/// The text of a value; `None` for an empty one.
fn text(value: &DataRef<'_>, limits: &Limits) -> Option<Cell> {
    let (text, kind) = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => (number.to_string(), CellKind::Number),
        DataRef::Float(number) => (plain(*number), CellKind::Number),
        DataRef::Bool(true) => ("TRUE".to_owned(), CellKind::Text),
        DataRef::Bool(false) => ("FALSE".to_owned(), CellKind::Text),
        DataRef::DateTime(moment) => day(moment),
        DataRef::DateTimeIso(iso) => (iso.split('T').next().unwrap_or(iso).to_owned(), CellKind::Date),
        DataRef::DurationIso(text) => (text.clone(), CellKind::Text),
        DataRef::Error(error) => (error.to_string(), CellKind::Text),
        DataRef::SharedString(text) => return shown(text, limits),
        DataRef::String(text) => return shown(text, limits),
    };
    Some(Cell::new(&text, kind, limits))
}

fn shown(text: &str, limits: &Limits) -> Option<Cell> {
    (!text.is_empty()).then(|| Cell::new(text, CellKind::Text, limits))
}

fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

/// A number that the workbook shows as a date. Times of day and durations stay numbers.
fn day(moment: &ExcelDateTime) -> (String, CellKind) {
    let serial = moment.as_f64();
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&serial) {
        return (plain(serial), CellKind::Number);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    (format!("{year:04}-{month:02}-{day:02}"), CellKind::Date)
}

/// Repeats the text of a merged cell in every cell that it spans, as the eye sees it.
fn span(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, rows: &mut [Row], limits: &Limits, left: &mut Budget) {
    let Ok(regions) = book.merge_cells_by_sheet_name(name) else { return };
    let (Some(first), Some(last)) = (rows.first().map(|row| row.number), rows.last().map(|row| row.number))
    else {
        return;
    };
    // One region may cover a million rows; only rows that exist are filled, and not without end.
    for region in regions.into_iter().take(limits.rows) {
        let (top, side) = region.start;
        let (bottom, far) = (region.end.0.min(last - 1), (region.end.1 as usize).min(limits.columns - 1));
        let side = side as usize;
        if top.saturating_add(1) < first || bottom < top || far < side || side >= limits.columns {
            continue;
        }
        let from = rows.partition_point(|row| row.number < top + 1);
        let Some(text) =
            rows.get(from).filter(|row| row.number == top + 1).map(|row| row.text(side).to_owned())
        else {
            continue;
        };
        if text.is_empty() {
            continue;
        }
        let to = rows.partition_point(|row| row.number <= bottom + 1);
        for row in &mut rows[from..to] {
            for column in side..=far {
                if row.number == top + 1 && column == side || !row.text(column).is_empty() {
                    continue;
                }
                let cell = Cell::new(&text, CellKind::Spanned, limits);
                if left.take(1, limits).is_err() || put(&mut row.cells, column, cell, limits, left).is_err() {
                    return;
                }
            }
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands the error over")]
fn damaged(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Damaged,
    }
}
