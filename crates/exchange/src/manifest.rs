//! Rows become people.
//!
//! Invariant: a person is stored as the row was read. What a row seems to mean beyond that (exchanged names, a
//! mother in the same family, a sex against the patronymic) is a problem or a proposal beside it, and the mend
//! of one row never touches another. A row counts once, however often the file repeats it.

mod cells;
mod document;
mod family;
mod name;
mod place;
mod row;
mod sex;

use std::{collections::BTreeMap, sync::Arc};

use domain::{PartialDate, PersonName, PlaceCode, Private};
use jiff::civil::Date;

pub use self::{
    document::{Document, DocumentKind, identification_number_is_valid},
    family::Family,
    place::Region,
    row::LeftOut,
    sex::sex_of,
};
use crate::{
    date::{self, Asked, BareNumber, Finding},
    layout::{self, Mapping, Meaning},
    problem::{At, Code, Problem},
    refusal::Refusal,
    sheet::{CellKind, Row, Sheet, Sureness, Workbook, private},
};

/// Texts that the user wrote in place of cells, by row as a spreadsheet shows it and column from 0.
pub type Corrections = BTreeMap<(u32, usize), Private<String>>;

/// What is known beside the file.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day of the flight.
    pub reference: Date,
    /// The regions of the protocol.
    pub regions: &'a [Region],
    /// What the user wrote in place of cells.
    pub corrections: &'a Corrections,
}

/// A person of the list, as the row will be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The row as a spreadsheet shows it, from 1.
    pub row: u32,
    /// The number that the list itself gives the row.
    pub line: Option<String>,
    /// The parts of the name as written, each in one script.
    pub names: Vec<PersonName>,
    /// The sex.
    pub sex: Option<names::Sex>,
    /// The birth date, as exactly as it is known.
    pub birth: Option<PartialDate>,
    /// The text the birth date was read from.
    pub birth_read: Private<String>,
    /// The family number.
    pub family: Option<String>,
    /// The mother, if the row names one.
    pub mother: Option<Mother>,
    /// The father, if the list has a column for him; the patronymic is among the names.
    pub father: Option<Private<String>>,
    /// Numbers of documents.
    pub documents: Vec<Document>,
    /// The region, where it was found in the list of regions.
    pub region: Option<PlaceCode>,
    /// The region as written.
    pub region_read: Option<Private<String>>,
    /// The place of birth as written.
    pub birthplace: Option<Private<String>>,
    /// Remarks, bounded.
    pub note: Option<Private<String>>,
    /// Every mapped cell as the file has it, before corrections: what makes the row itself again.
    pub(crate) as_read: Private<String>,
}

/// The mother as the row names her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mother {
    /// As written.
    pub text: Private<String>,
    /// The row of the same family that seems to be hers: a proposal, for a person to confirm.
    pub proposed_row: Option<u32>,
}

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The sheet it stands in.
    pub sheet: String,
    /// The people, in the order of the rows; a repeated row is here once.
    pub people: Vec<Person>,
    /// What a person should know or decide, by row and column.
    pub problems: Vec<Problem>,
    /// Rows that name nobody, or nobody new.
    pub left_out: Vec<(u32, LeftOut)>,
    /// The families of the list, in their order.
    pub families: Vec<Family>,
}

impl Manifest {
    /// Problems for which the import waits.
    pub fn blocking(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.is_blocking())
    }
}

/// Reads the people of a workbook under a mapping.
pub fn read(book: &Workbook, mapping: &Mapping, context: &Context<'_>) -> Result<Manifest, Refusal> {
    let sheet =
        book.sheets.iter().find(|sheet| sheet.name == mapping.sheet).ok_or(Refusal::MappingDoesNotFit)?;
    if mapping
        .columns
        .iter()
        .all(|(_, meaning)| !matches!(meaning, Meaning::FamilyName | Meaning::GivenName | Meaning::FullName))
    {
        return Err(Refusal::NoNames);
    }
    let header = sheet.rows.iter().find(|row| row.number == mapping.header_row);
    if header.is_none() && mapping.header_row != 0 {
        return Err(Refusal::MappingDoesNotFit);
    }
    let headings = (0..sheet.width()).map(|column| layout::heading(header, column).into()).collect();
    let regions = place::Index::new(context.regions);
    Reading { book, sheet, name: sheet.name.as_str().into(), header, headings, mapping, context, regions }
        .manifest()
}

struct Reading<'a> {
    book: &'a Workbook,
    sheet: &'a Sheet,
    /// The sheet's name and the headings once, for the many places that point at them.
    name: Arc<str>,
    headings: Vec<Arc<str>>,
    header: Option<&'a Row>,
    mapping: &'a Mapping,
    context: &'a Context<'a>,
    regions: place::Index,
}

impl Reading<'_> {
    fn manifest(&self) -> Result<Manifest, Refusal> {
        let below = self.sheet.rows.partition_point(|row| row.number <= self.mapping.header_row);
        let mut problems = self.of_the_file();
        let mut left_out: Vec<(u32, LeftOut)> = self.sheet.rows[..below]
            .iter()
            .filter(|row| row.number != self.mapping.header_row)
            .map(|row| (row.number, LeftOut::Title))
            .collect();
        let mut people: Vec<Person> = Vec::new();
        let mut seen = row::Seen::default();
        let mut totals = Vec::new();
        for row in &self.sheet.rows[below..] {
            if let Some(reason) = row::left_out(row, self.header, self.mapping) {
                left_out.push((row.number, reason));
                let code = match reason {
                    LeftOut::Total => {
                        totals.push(row);
                        Some(Code::TotalRow)
                    }
                    LeftOut::Section => Some(Code::SectionRow),
                    LeftOut::Header => Some(Code::HeaderAgain),
                    LeftOut::Blank | LeftOut::Title | LeftOut::Duplicate => None,
                };
                problems.extend(code.map(|code| Problem::new(self.at(row, None), code, first_text(row))));
                continue;
            }
            match seen.meet(row, self.mapping, self.book.day_zero) {
                row::Meeting::Duplicate(of) => {
                    left_out.push((row.number, LeftOut::Duplicate));
                    let problem = Problem::new(self.at(row, None), Code::DuplicateRow, first_text(row));
                    problems.push(problem.about("row", of.to_string()));
                    continue;
                }
                row::Meeting::SameLine(of) => {
                    let column = self.mapping.column(Meaning::Line);
                    let read = column.map_or("", |column| row.text(column));
                    problems.push(
                        Problem::new(self.at(row, column), Code::LineNumberTwice, read)
                            .about("row", of.to_string()),
                    );
                }
                row::Meeting::SameContent(of) => {
                    let problem = Problem::new(self.at(row, None), Code::SameContent, first_text(row));
                    problems.push(problem.about("row", of.to_string()));
                }
                row::Meeting::New => {}
            }
            people.push(self.person(row, &mut problems));
        }
        if people.is_empty() {
            return Err(Refusal::NoRows);
        }
        for row in totals {
            if let Some(said) = row::total_of(row).filter(|said| *said != people.len()) {
                let problem = Problem::new(self.at(row, None), Code::TotalDiffers, &said.to_string());
                problems.push(problem.about("count", people.len().to_string()));
            }
        }
        self.documents_twice(&people, &mut problems);
        let families = family::form(&mut people);
        problems.sort_by(|a, b| {
            (a.at.row, a.at.column.as_ref().map(|column| column.0), a.code).cmp(&(
                b.at.row,
                b.at.column.as_ref().map(|column| column.0),
                b.code,
            ))
        });
        left_out.sort_by_key(|(row, _)| *row);
        Ok(Manifest { sheet: self.sheet.name.clone(), people, problems, left_out, families })
    }

    /// What is to be said of the file as a whole, at its header.
    fn of_the_file(&self) -> Vec<Problem> {
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

    fn heading(&self, column: usize) -> Arc<str> {
        self.headings.get(column).cloned().unwrap_or_else(|| "".into())
    }

    fn at(&self, row: &Row, column: Option<usize>) -> At {
        At {
            sheet: self.name.clone(),
            row: row.number,
            column: column.map(|column| (column, self.heading(column))),
        }
    }

    /// A cell with its correction, bounded; notes on its text go to the problems.
    fn cell(&self, row: &Row, meaning: Meaning, problems: &mut Vec<Problem>) -> Option<Filled> {
        let column = self.mapping.column(meaning)?;
        self.cell_at(row, column, meaning, problems)
    }

    fn cell_at(
        &self,
        row: &Row,
        column: usize,
        meaning: Meaning,
        problems: &mut Vec<Problem>,
    ) -> Option<Filled> {
        let correction = self.context.corrections.get(&(row.number, column));
        let cell = row.cells.get(column);
        let (raw, kind) = match correction {
            Some(text) => (text.as_str(), CellKind::Text),
            None => {
                (cell.map_or("", |cell| cell.text()), cell.map_or(CellKind::Text, crate::sheet::Cell::kind))
            }
        };
        let cut_before =
            if correction.is_some() { None } else { cell.and_then(crate::sheet::Cell::cut_from) };
        let at = || self.at(row, Some(column));
        let (text, cut) = cells::bounded(raw, cells::limit_of(meaning));
        if cut.is_some() || cut_before.is_some() {
            let length = cut_before.or(cut).unwrap_or(0);
            let problem = Problem::new(at(), Code::CellCut, &text);
            problems.push(
                problem.about("length", length.to_string()).about("kept", text.chars().count().to_string()),
            );
        }
        if cells::is_text(meaning) {
            problems.extend(
                cells::notes(&text, meaning)
                    .into_iter()
                    .map(|(code, normal)| Problem::new(at(), code, &text).about("normal", normal)),
            );
        }
        let text = cells::trimmed(&text).to_owned();
        (!text.is_empty()).then_some(Filled { column, text, kind })
    }

    fn person(&self, row: &Row, problems: &mut Vec<Problem>) -> Person {
        let first_problem = problems.len();
        let line = self.cell(row, Meaning::Line, problems).map(|cell| cell.text);
        let family = self.cell(row, Meaning::Family, problems).map(|cell| family::number(&cell.text));
        let column = self.mapping.column(Meaning::Family);
        if column.is_some() && family.is_none() {
            problems.push(Problem::new(self.at(row, column), Code::FamilyMissing, ""));
        }
        let names = self.names(row, problems);
        let sex = self.sex(row, &names, problems);
        let (birth, birth_read) = self.birth(row, problems);
        let documents = self.documents(row, problems);
        let region_read = self.cell(row, Meaning::Region, problems);
        let region = region_read.as_ref().and_then(|read| self.regions.find(&read.text));
        if let Some(read) =
            region_read.as_ref().filter(|_| region.is_none() && !self.context.regions.is_empty())
        {
            problems.push(Problem::new(self.at(row, Some(read.column)), Code::RegionNotKnown, &read.text));
        }
        let mother = self
            .cell(row, Meaning::Mother, problems)
            .filter(|cell| !date::says_unknown(&cell.text))
            .map(|cell| Mother { text: private(&cell.text), proposed_row: None });
        let father = self
            .cell(row, Meaning::Father, problems)
            .filter(|cell| !date::says_unknown(&cell.text))
            .map(|cell| private(&cell.text));
        let birthplace = self.cell(row, Meaning::Birthplace, problems).map(|cell| private(&cell.text));
        let notes: Vec<String> = self
            .mapping
            .columns
            .iter()
            .filter(|(_, meaning)| *meaning == Meaning::Note)
            .filter_map(|(column, meaning)| self.cell_at(row, *column, *meaning, problems))
            .map(|cell| cell.text)
            .collect();
        let note = (!notes.is_empty()).then(|| Private::from(notes.join("\n")));
        debug_assert!(problems[first_problem..].iter().all(|problem| problem.at.row == row.number));
        Person {
            row: row.number,
            line,
            names,
            sex,
            birth,
            birth_read,
            family,
            mother,
            father,
            documents,
            region,
            region_read: region_read.map(|cell| private(&cell.text)),
            birthplace,
            note,
            as_read: private(&row::content(row, self.mapping, self.book.day_zero)),
        }
    }

    fn names(&self, row: &Row, problems: &mut Vec<Problem>) -> Vec<PersonName> {
        let cells = name::Cells {
            full: self.cell(row, Meaning::FullName, problems),
            family: self.cell(row, Meaning::FamilyName, problems),
            given: self.cell(row, Meaning::GivenName, problems),
            patronymic: self.cell(row, Meaning::Patronymic, problems),
        };
        let read = name::read(&cells);
        for (code, column, text, about, set) in read.findings {
            let mut problem = Problem::new(self.at(row, column), code, &text);
            for (name, text) in about {
                problem = problem.about(name, text);
            }
            problems.push(if set.is_empty() { problem } else { problem.mend("exchange_cells", set) });
        }
        read.names
    }

    fn sex(&self, row: &Row, names: &[PersonName], problems: &mut Vec<Problem>) -> Option<names::Sex> {
        let column = self.mapping.column(Meaning::Sex)?;
        let at = || self.at(row, Some(column));
        let Some(cell) =
            self.cell(row, Meaning::Sex, problems).filter(|cell| !date::says_unknown(&cell.text))
        else {
            problems.push(Problem::new(at(), Code::SexMissing, ""));
            return None;
        };
        let Some(sex) = sex_of(&cell.text) else {
            problems.push(
                Problem::new(at(), Code::SexNotRead, &cell.text)
                    .mend("write_female", vec![(column, "f".into())])
                    .mend("write_male", vec![(column, "m".into())])
                    .mend("leave_empty", vec![(column, "".into())]),
            );
            return None;
        };
        if let Some((code, other)) = sex::contradiction(sex, names) {
            let (key, letter) = match sex {
                names::Sex::Female => ("write_male", "m"),
                names::Sex::Male => ("write_female", "f"),
            };
            let problem = Problem::new(at(), code, &cell.text).about("other", other);
            problems.push(problem.mend(key, vec![(column, letter.into())]));
        }
        Some(sex)
    }

    fn birth(&self, row: &Row, problems: &mut Vec<Problem>) -> (Option<PartialDate>, Private<String>) {
        let (meaning, bare_number) = if self.mapping.column(Meaning::Birth).is_some() {
            (Meaning::Birth, BareNumber::Unknown)
        } else {
            (Meaning::BirthOrAge, BareNumber::Age)
        };
        let Some(column) = self.mapping.column(meaning) else {
            return (None, Private::default());
        };
        // What the file says is kept even where the user wrote something else.
        let as_read = private(&cells::bounded(cells::trimmed(row.text(column)), cells::limit_of(meaning)).0);
        let Some(cell) = self.cell(row, meaning, problems) else {
            problems.push(Problem::new(self.at(row, Some(column)), Code::DateMissing, ""));
            return (None, as_read);
        };
        let asked = Asked {
            reference: self.context.reference,
            kind: cell.kind,
            day_zero: self.book.day_zero,
            bare_number,
        };
        let reading = date::read(&cell.text, asked);
        if let Some(finding) = reading.finding {
            let mut problem = Problem::new(self.at(row, Some(column)), code_of(finding), &cell.text);
            if let Some(value) = reading.value {
                problem = problem.about("value", value.to_string());
                if let PartialDate::Either(a, b) = value {
                    problem = problem
                        .about("readings", format!("{a} or {b}"))
                        .mend("write_date", vec![(column, a.to_string().into())])
                        .mend("write_date", vec![(column, b.to_string().into())]);
                }
            } else if finding.blocks() {
                if !reading.proposals.is_empty() {
                    problem = problem.about("readings", reading.proposals.join(" or "));
                }
                for proposal in reading.proposals {
                    let key = match proposal.len() {
                        4 => "write_year_alone",
                        7 => "write_month_alone",
                        _ => "write_date",
                    };
                    problem = problem.mend(key, vec![(column, proposal.into())]);
                }
                problem = problem.mend("leave_empty", vec![(column, "".into())]);
            }
            problems.push(problem);
        }
        (reading.value, as_read)
    }

    fn documents(&self, row: &Row, problems: &mut Vec<Problem>) -> Vec<Document> {
        let mut found = Vec::new();
        for (column, meaning) in &self.mapping.columns {
            if *meaning != Meaning::Document {
                continue;
            }
            let Some(cell) = self.cell_at(row, *column, *meaning, problems) else { continue };
            for document in document::read(&cell.text) {
                let code = match document.kind {
                    DocumentKind::Other => Some(Code::DocumentNotKnown),
                    DocumentKind::IdentificationNumber
                        if !identification_number_is_valid(document.number.as_str()) =>
                    {
                        Some(Code::DocumentCheckDigit)
                    }
                    _ => None,
                };
                problems.extend(
                    code.map(|code| {
                        Problem::new(self.at(row, Some(*column)), code, document.number.as_str())
                    }),
                );
                found.push(document);
            }
        }
        found
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

/// A cell that holds something.
pub(crate) struct Filled {
    column: usize,
    text: String,
    kind: CellKind,
}

const fn code_of(finding: Finding) -> Code {
    match finding {
        Finding::DoesNotExist => Code::DateDoesNotExist,
        Finding::TwoDigitYear => Code::DateTwoDigitYear,
        Finding::TwoDigitYearRead => Code::DateTwoDigitYearRead,
        Finding::NotRead => Code::DateNotRead,
        Finding::InFuture => Code::DateInFuture,
        Finding::TooOld => Code::DateTooOld,
        Finding::Ambiguous => Code::DateAmbiguous,
        Finding::PartUnknown => Code::DatePartUnknown,
        Finding::About => Code::DateAbout,
        Finding::FromSerial => Code::DateFromSerial,
        Finding::SaysUnknown => Code::DateUnknown,
    }
}

fn first_text(row: &Row) -> &str {
    row.cells.iter().find(|cell| !cell.is_blank()).map_or("", |cell| cell.text().trim())
}
