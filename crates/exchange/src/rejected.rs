//! Rows that were not taken, as a spreadsheet to be mended and sent again.
//!
//! Invariant: the columns are those of the list, in their order, with the reasons behind them; every text is written as
//! text, through [`workbook_cell`], so that no cell runs when the file is opened.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, FormatAlign, Workbook as Writer, XlsxError};

use crate::{
    manifest::Manifest,
    problem::Problem,
    sheet::{Row, Sheet},
    workbook_cell,
};

/// Words and direction of the one who will mend the rows.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The heading of the reasons.
    pub reason: &'a str,
    /// The heading of the numbers that the rows have in the list.
    pub row: &'a str,
    /// Whether the language runs from right to left, and column A stands on the right.
    pub right_to_left: bool,
}

/// The reasons of the rows for which the import waits, in the words that the caller has for a problem.
pub fn reasons(list: &Manifest, words: impl Fn(&Problem) -> String) -> BTreeMap<u32, Vec<String>> {
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for problem in list.blocking() {
        found.entry(problem.at.row).or_default().push(words(problem));
    }
    found
}

/// Writes the rows that have reasons, under the header of their list; a row that the sheet does not have is left out.
///
/// # Errors
/// When the sheet has more columns than the format.
pub fn write(
    sheet: &Sheet,
    header_row: u32,
    reasons: &BTreeMap<u32, Vec<String>>,
    reader: Reader<'_>,
) -> Result<Vec<u8>, XlsxError> {
    let mut writer = Writer::new();
    let page = writer.add_worksheet();
    page.set_right_to_left(reader.right_to_left);
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let width = u16::try_from(sheet.width()).unwrap_or(u16::MAX);
    let find = |number: u32| {
        let at = sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        sheet.rows.get(at)
    };
    let text = |row: &Row, column: u16| workbook_cell(row.text(column.into()));
    if let Some(header) = find(header_row) {
        for column in 0..width {
            page.write_string_with_format(0, column, text(header, column), &bold)?;
        }
    }
    page.write_string_with_format(0, width, workbook_cell(reader.row), &bold)?;
    page.write_string_with_format(0, width + 1, workbook_cell(reader.reason), &bold)?;
    page.set_column_width(width + 1, 80)?;
    page.set_freeze_panes(1, 0)?;
    let rejected = reasons.iter().filter_map(|(number, reasons)| Some((find(*number)?, reasons)));
    for ((row, reasons), line) in rejected.zip(1u32..) {
        for column in 0..width {
            let text = text(row, column);
            if !text.is_empty() {
                page.write_string(line, column, text)?;
            }
        }
        page.write_number(line, width, row.number)?;
        page.write_string_with_format(line, width + 1, workbook_cell(&reasons.join("\n")), &wrapped)?;
    }
    writer.save_to_buffer()
}
