//! The rows of a list, one after the other: who is new, who was there before, what is no person.
//!
//! Invariant: every row below the header is a person, a repeated one, or left out for a reason that is told; what is
//! said of the file as a whole stands at its header.

use std::{collections::BTreeMap, sync::Arc};

use domain::Private;

use super::{
    Context, DocumentKind, LeftOut, Manifest, Person, Repeated, family, nearby, place, repeated, row,
};
use crate::{
    date::{self, BareNumber},
    kind::ListKind,
    layout::{self, Mapping, Meaning},
    problem::{At, Code, Problem},
    refusal::Refusal,
    sheet::{CellKind, Row, Sheet, Sureness, Workbook},
};

/// A list while it is read.
pub(super) struct Reading<'a> {
    pub(super) book: &'a Workbook,
    pub(super) sheet: &'a Sheet,
    pub(super) kind: ListKind,
    /// The sheet's name and the headings once, for the many places that point at them.
    pub(super) name: Arc<str>,
    pub(super) headings: Vec<Arc<str>>,
    pub(super) header: Option<&'a Row>,
    pub(super) mapping: &'a Mapping,
    pub(super) context: &'a Context<'a>,
    pub(super) regions: place::Index,
}

impl Reading<'_> {
    pub(super) fn manifest(&self) -> Result<Manifest, Refusal> {
        let below = self.sheet.rows.partition_point(|row| row.number <= self.mapping.header_row);
        let mut list = Manifest {
            kind: self.kind,
            sheet: self.sheet.name.clone(),
            people: Vec::new(),
            repeated: Vec::new(),
            problems: self.of_the_file(below),
            left_out: self.sheet.rows[..below]
                .iter()
                .filter(|row| row.number != self.mapping.header_row)
                .map(|row| (row.number, LeftOut::Title))
                .collect(),
            families: Vec::new(),
        };
        let mut seen = row::Seen::default();
        let mut totals = Vec::new();
        for row in &self.sheet.rows[below..] {
            if let Some(reason) = row::left_out(row, self.header, self.mapping) {
                list.left_out.push((row.number, reason));
                let code = match reason {
                    LeftOut::Total => {
                        totals.push(row);
                        Some(Code::TotalRow)
                    }
                    LeftOut::Section => Some(Code::SectionRow),
                    LeftOut::Header => Some(Code::HeaderAgain),
                    LeftOut::Blank | LeftOut::Title | LeftOut::Duplicate => None,
                };
                list.problems
                    .extend(code.map(|code| Problem::new(self.at(row, None), code, first_text(row))));
                continue;
            }
            let meeting = seen.meet(row, self.mapping, self.book.day_zero);
            self.take(row, meeting, &mut list);
        }
        if list.people.is_empty() {
            return Err(Refusal::NoRows);
        }
        for row in totals {
            if let Some(said) = row::total_of(row).filter(|said| *said != list.people.len()) {
                let problem = Problem::new(self.at(row, None), Code::TotalDiffers, &said.to_string());
                list.problems.push(problem.about("count", list.people.len().to_string()));
            }
        }
        self.documents_twice(&list.people, &mut list.problems);
        nearby::propose(&mut list.problems, &self.orders(below));
        list.families = family::form(&mut list.people);
        list.problems.sort_by(|a, b| {
            (a.at.row, a.at.column.as_ref().map(|column| column.0), a.code).cmp(&(
                b.at.row,
                b.at.column.as_ref().map(|column| column.0),
                b.code,
            ))
        });
        list.left_out.sort_by_key(|(row, _)| *row);
        Ok(list)
    }

    /// Takes the people of a row into the list, or says which earlier row it repeats.
    fn take(&self, row: &Row, meeting: row::Meeting, list: &mut Manifest) {
        let number = |of: u32| of.to_string();
        if let row::Meeting::Duplicate(of) = meeting {
            list.left_out.push((row.number, LeftOut::Duplicate));
            let problem = Problem::new(self.at(row, None), Code::DuplicateRow, first_text(row));
            list.problems.push(problem.about("row", number(of)));
            return;
        }
        let before = list.problems.len();
        let mut people = self.people_of(row, &mut list.problems);
        let column = row::number_column(self.mapping);
        let read = column.map_or("", |column| row.text(column));
        if let (Some(of), [person]) = (meeting.other(), &people[..])
            && self.may_be_repeated(row)
            && repeated::is(meeting, &list.people, person)
        {
            list.problems.truncate(before);
            list.left_out.push((row.number, LeftOut::Duplicate));
            let mut problem = Problem::new(self.at(row, column), Code::PersonRepeated, read);
            problem = problem.about("row", number(of));
            if let Some(column) = column.filter(|_| !read.trim().is_empty()) {
                problem =
                    problem.mend("another_person", vec![(column, format!("{} (2)", read.trim()).into())]);
            }
            list.problems.push(problem);
            list.repeated.extend(people.pop().map(|person| Repeated { of, person }));
            return;
        }
        let problem = match meeting {
            row::Meeting::SameLine(of) => {
                Some(Problem::new(self.at(row, column), Code::LineNumberTwice, read).about("row", number(of)))
            }
            row::Meeting::SameContent(of) => {
                let problem = Problem::new(self.at(row, None), Code::SameContent, first_text(row));
                Some(problem.about("row", number(of)))
            }
            row::Meeting::New | row::Meeting::Duplicate(_) => None,
        };
        list.problems.extend(problem);
        list.people.extend(people);
    }

    /// Only among people to match is a row taken for another's, and not where somebody wrote in it: that says that it
    /// counts.
    fn may_be_repeated(&self, row: &Row) -> bool {
        let mut written = self.context.corrections.range((row.number, 0)..=(row.number, usize::MAX));
        self.kind == ListKind::People && written.next().is_none()
    }

    /// In which order each row writes day and month, where that can be told.
    fn orders(&self, below: usize) -> Vec<nearby::Written> {
        let Some(column) = self.birth_column().map(|(column, _)| column) else { return Vec::new() };
        let asked = self.asked(CellKind::Text, BareNumber::Unknown);
        let rows = self.sheet.rows[below..].iter();
        rows.filter_map(|row| {
            let correction = self.context.corrections.get(&(row.number, column));
            let text = correction.map_or_else(|| row.text(column), Private::as_str);
            date::order(text, asked).map(|(order, separator)| nearby::Written {
                row: row.number,
                order,
                separator,
            })
        })
        .collect()
    }

    /// What is to be said of the file as a whole, at its header.
    fn of_the_file(&self, below: usize) -> Vec<Problem> {
        let mut problems = Vec::new();
        let at = |column| At { sheet: self.name.clone(), row: self.mapping.header_row.max(1), column };
        if self.book.sureness == Sureness::Unsure {
            let name = self.book.encoding.map_or("", crate::sheet::Encoding::name);
            problems.push(Problem::new(at(None), Code::EncodingUnsure, name));
        }
        for column in &self.sheet.hidden_columns {
            if self.mapping.meaning(*column) != Meaning::Ignore {
                let heading = self.heading(*column);
                problems.push(Problem::new(
                    at(Some((*column, heading.clone()))),
                    Code::HiddenColumn,
                    &heading,
                ));
            }
        }
        for rows in hidden_runs(&self.sheet.hidden_rows, &self.sheet.rows[below..]) {
            let (first, last) = (rows[0], rows[rows.len() - 1]);
            let at = At { sheet: self.name.clone(), row: first, column: None };
            let shown = if first == last { first.to_string() } else { format!("{first}–{last}") };
            problems.push(Problem::new(at, Code::HiddenRows, &shown).about("count", rows.len().to_string()));
        }
        for other in &self.book.sheets {
            if other.name != self.sheet.name && layout::looks_like_list(other, self.kind) {
                problems.push(Problem::new(at(None), Code::OtherSheet, &other.name));
            }
        }
        for (number, column) in self.context.corrections.keys() {
            let below = *number > self.mapping.header_row;
            if !below
                || self.sheet.rows.binary_search_by_key(number, |row| row.number).is_err()
                || *column >= self.sheet.width()
            {
                let at = At {
                    sheet: self.name.clone(),
                    row: *number,
                    column: Some((*column, self.heading(*column))),
                };
                problems.push(Problem::new(at, Code::CorrectionOutside, ""));
            }
        }
        problems
    }

    pub(super) fn heading(&self, column: usize) -> Arc<str> {
        self.headings.get(column).cloned().unwrap_or_else(|| "".into())
    }

    pub(super) fn at(&self, row: &Row, column: Option<usize>) -> At {
        At {
            sheet: self.name.clone(),
            row: row.number,
            column: column.map(|column| (column, self.heading(column))),
        }
    }

    /// The same number on two people is a slip or a sign that they are one.
    fn documents_twice(&self, people: &[Person], problems: &mut Vec<Problem>) {
        let Some(column) = self.mapping.column(Meaning::Document) else { return };
        let mut first: BTreeMap<&str, u32> = BTreeMap::new();
        for person in people {
            for document in person.documents.iter().filter(|document| document.kind != DocumentKind::Other) {
                if let Some(row) = first.get(document.number.as_str()).filter(|row| **row != person.row) {
                    let at = At {
                        sheet: self.name.clone(),
                        row: person.row,
                        column: Some((column, self.heading(column))),
                    };
                    problems.push(
                        Problem::new(at, Code::DocumentTwice, document.number.as_str())
                            .about("row", row.to_string()),
                    );
                } else {
                    first.insert(document.number.as_str(), person.row);
                }
            }
        }
    }
}

fn first_text(row: &Row) -> &str {
    row.cells.iter().find(|cell| !cell.is_blank()).map_or("", |cell| cell.text().trim())
}

/// Runs of hidden rows, as far as they hold something.
fn hidden_runs(hidden: &[u32], rows: &[Row]) -> Vec<Vec<u32>> {
    let mut runs: Vec<Vec<u32>> = Vec::new();
    let held = hidden.iter().filter(|number| rows.binary_search_by_key(*number, |row| row.number).is_ok());
    for number in held {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last + 1 == *number) => run.push(*number),
            _ => runs.push(vec![*number]),
        }
    }
    runs
}
