//! Rows that are no person, and rows that were there before.
//!
//! Invariant: a row is left out only for a reason that is told; a repeated row is one that says the same word for
//! word under the same number.

use std::collections::HashMap;

use crate::{
    date::{self, plain_digits},
    layout::{Mapping, Meaning},
    sheet::{CellKind, DayZero, Row},
};

/// Why a row is no person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Nothing is in it.
    Blank,
    /// It stands above the header.
    Title,
    /// The header again.
    Header,
    /// It heads a section.
    Section,
    /// It sums up.
    Total,
    /// It repeats an earlier row.
    Duplicate,
}

const TOTAL: &[&str] = &[
    "всего",
    "итого",
    "всего человек",
    "итого человек",
    "общее количество",
    "барлығы",
    "жиыны",
    "барлығы адам",
    "total",
    "totals",
    "grand total",
    "sum",
    "المجموع",
    "الإجمالي",
    "الاجمالي",
    "إجمالي",
    "اجمالي",
    "مجموع",
    "المجموع الكلي",
    "jami",
    "жами",
    "ҳамагӣ",
    "бардыгы",
    "жалпы",
    "жыйынтык",
    "toplam",
];

/// Why a row is left out, by itself.
pub(super) fn left_out(row: &Row, header: Option<&Row>, mapping: &Mapping) -> Option<LeftOut> {
    let filled: Vec<(usize, &str)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_blank() && cell.kind() != CellKind::Spanned)
        .map(|(column, cell)| (column, cell.text()))
        .collect();
    if filled.is_empty() {
        return Some(LeftOut::Blank);
    }
    if filled.len() <= 4 && filled.iter().any(|(_, text)| is_total(text)) {
        return Some(LeftOut::Total);
    }
    let is_name = |column: usize| {
        matches!(
            mapping.meaning(column),
            Meaning::FamilyName | Meaning::GivenName | Meaning::FullName | Meaning::Patronymic
        )
    };
    if let [(column, _)] = filled[..] {
        let spans =
            row.cells.iter().filter(|cell| cell.kind() == CellKind::Spanned && !cell.is_blank()).count() > 1;
        if !is_name(column) || spans {
            return Some(LeftOut::Section);
        }
    }
    let again = header.is_some_and(|header| {
        filled.len() >= 3 && filled.iter().all(|(column, text)| header.text(*column).trim() == text.trim())
    });
    again.then_some(LeftOut::Header)
}

fn is_total(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let normal = plain_digits(&names::normalise(text).text);
    let words = normal.trim_matches(|c: char| !c.is_alphabetic());
    TOTAL.contains(&words)
}

/// How many people a row of totals says there are.
pub(super) fn total_of(row: &Row) -> Option<usize> {
    row.cells
        .iter()
        .filter(|cell| cell.text().len() <= 80)
        .filter_map(|cell| {
            let digits: String = plain_digits(cell.text()).chars().filter(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .next_back()
}

/// The mapped cells of a row, each in its normal form after its meaning.
pub(super) fn content(row: &Row, mapping: &Mapping, day_zero: DayZero) -> String {
    let mut cells: Vec<(&str, usize, String)> = mapping
        .columns
        .iter()
        .filter(|(_, meaning)| *meaning != Meaning::Ignore)
        .filter_map(|(column, meaning)| {
            let text = row.text(*column).split_whitespace().collect::<Vec<_>>().join(" ");
            let text =
                if is_birth(*meaning) { shown_day(row, *column, day_zero).unwrap_or(text) } else { text };
            (!text.is_empty()).then_some((meaning.code(), *column, text))
        })
        .collect();
    cells.sort();
    let mut out = String::new();
    for (meaning, _, text) in cells {
        // A separator that no cell can hold: content never runs over into the next cell.
        out.push_str(meaning);
        out.push('\u{1F}');
        out.push_str(&text.replace('\u{1F}', " "));
        out.push('\u{1E}');
    }
    out
}

const fn is_birth(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Birth | Meaning::BirthOrAge)
}

/// A bare day number as the date that a formatted cell would show: the same date, copied with another format.
fn shown_day(row: &Row, column: usize, day_zero: DayZero) -> Option<String> {
    let cell = row.cells.get(column).filter(|cell| cell.kind() == CellKind::Number)?;
    let serial: i32 = cell.text().parse().ok().filter(|serial| (4_000..=80_000).contains(serial))?;
    date::from_serial(serial, day_zero).map(|day| day.to_string())
}

/// What an earlier row has in common with this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meeting {
    /// Nothing.
    New,
    /// Everything: the row of that number said the same.
    Duplicate(u32),
    /// The number in the list, not the rest.
    SameLine(u32),
    /// The rest, under another number in the list.
    SameContent(u32),
}

/// The rows met so far.
#[derive(Default)]
pub(super) struct Seen {
    whole: HashMap<String, u32>,
    lines: HashMap<String, u32>,
    rest: HashMap<String, u32>,
}

impl Meeting {
    /// The row that this one has something in common with.
    pub(super) const fn other(self) -> Option<u32> {
        match self {
            Self::New => None,
            Self::Duplicate(of) | Self::SameLine(of) | Self::SameContent(of) => Some(of),
        }
    }
}

/// The column under whose number a row stands in its list.
pub(super) fn number_column(mapping: &Mapping) -> Option<usize> {
    mapping.column(Meaning::Line).or_else(|| mapping.column(Meaning::CaseId))
}

impl Seen {
    pub(super) fn meet(&mut self, row: &Row, mapping: &Mapping, day_zero: DayZero) -> Meeting {
        let whole = content(row, mapping, day_zero);
        if let Some(earlier) = self.whole.get(&whole) {
            return Meeting::Duplicate(*earlier);
        }
        let line_column = number_column(mapping);
        let line =
            line_column.map(|column| plain_digits(row.text(column).trim())).filter(|line| !line.is_empty());
        let without_line = if line.is_some() {
            let mut rest = mapping.clone();
            for (_, meaning) in &mut rest.columns {
                if matches!(meaning, Meaning::Line | Meaning::CaseId) {
                    *meaning = Meaning::Ignore;
                }
            }
            content(row, &rest, day_zero)
        } else {
            whole.clone()
        };
        let meeting =
            match (line.as_ref().and_then(|line| self.lines.get(line)), self.rest.get(&without_line)) {
                (Some(earlier), _) => Meeting::SameLine(*earlier),
                (None, Some(earlier)) => Meeting::SameContent(*earlier),
                (None, None) => Meeting::New,
            };
        if let Some(line) = line {
            self.lines.entry(line).or_insert(row.number);
        }
        self.rest.entry(without_line).or_insert(row.number);
        self.whole.insert(whole, row.number);
        meeting
    }
}
