//! One row becomes its people: cell by cell, each doubt at its cell.
//!
//! Invariant: what the file said stays as it was written; what is read beside it never comes from another row.

use domain::{PartialDate, PersonName, Private};

use super::{
    Document, DocumentKind, Mother, Person, Seeker, cells, document, family, identification_number_is_valid,
    name, reading::Reading, row, several, sex, sex_of,
};
use crate::{
    date::{self, Asked, BareNumber, Finding},
    kind::ListKind,
    layout::Meaning,
    problem::{Code, Problem},
    sheet::{CellKind, Row, private},
};

impl Reading<'_> {
    /// A cell with its correction, bounded; notes on its text go to the problems.
    fn cell(&self, row: &Row, meaning: Meaning, problems: &mut Vec<Problem>) -> Option<Filled> {
        let column = self.mapping.column(meaning)?;
        self.cell_at(row, column, meaning, problems)
    }

    pub(super) fn cell_at(
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

    /// The people of a row: one, or several where a request asks for several.
    pub(super) fn people_of(&self, row: &Row, problems: &mut Vec<Problem>) -> Vec<Person> {
        let mut names = [Meaning::FullName, Meaning::GivenName].into_iter();
        let column = names.find_map(|meaning| self.mapping.column(meaning));
        let Some(column) = column.filter(|_| self.kind == ListKind::Tracing) else {
            return vec![self.person(row, None, problems)];
        };
        let text = |column| match self.context.corrections.get(&(row.number, column)) {
            Some(text) => text.as_str(),
            None => row.text(column),
        };
        let (names, births) = (text(column), self.birth_column().map_or("", |(column, _)| text(column)));
        let parts = match several::read(&cells::bounded(names, 500).0, &cells::bounded(births, 200).0) {
            several::Names::One => return vec![self.person(row, None, problems)],
            several::Names::Perhaps => {
                problems.push(Problem::new(self.at(row, Some(column)), Code::PerhapsSeveral, names));
                return vec![self.person(row, None, problems)];
            }
            several::Names::Several(parts) => parts,
        };
        let shown: Vec<String> = parts.iter().map(|part| format!("“{}”", part.name)).collect();
        problems.push(
            Problem::new(self.at(row, Some(column)), Code::SeveralInRow, names)
                .about("count", parts.len().to_string())
                .about("parts", shown.join(", ")),
        );
        if let Some((column, _)) = self.birth_column().filter(|_| parts[0].birth == several::Birth::NotTold) {
            let problem = Problem::new(self.at(row, Some(column)), Code::DatesOfSeveral, births);
            problems.push(problem.about("count", parts.len().to_string()));
        }
        let mut people = Vec::with_capacity(parts.len());
        let first = problems.len();
        for part in &parts {
            let mut own = Vec::new();
            people.push(self.person(row, Some(part), &mut own));
            // What is said of a cell that they share is said once.
            own.retain(|problem| !problems[first..].contains(problem));
            problems.append(&mut own);
        }
        self.documents_of_several(row, &mut people, problems);
        people
    }

    /// As many documents as people are theirs in their order; of others nobody knows whose they are.
    fn documents_of_several(&self, row: &Row, people: &mut [Person], problems: &mut Vec<Problem>) {
        let count = people.len();
        for (at, person) in people.iter_mut().enumerate() {
            let documents = std::mem::take(&mut person.documents);
            if documents.len() == count {
                person.documents.extend(documents.into_iter().nth(at));
            } else if let (0, Some(first)) = (at, documents.first()) {
                let column = self.mapping.column(Meaning::Document);
                problems.push(Problem::new(
                    self.at(row, column),
                    Code::DocumentNotKnown,
                    first.number.as_str(),
                ));
            }
        }
    }

    fn person(&self, row: &Row, part: Option<&several::Part>, problems: &mut Vec<Problem>) -> Person {
        let first_problem = problems.len();
        let line = self.cell(row, Meaning::Line, problems).map(|cell| cell.text);
        let family = self.cell(row, Meaning::Family, problems).map(|cell| family::number(&cell.text));
        let column = self.mapping.column(Meaning::Family);
        if column.is_some() && family.is_none() {
            problems.push(Problem::new(self.at(row, column), Code::FamilyMissing, ""));
        }
        let names = self.names(row, part, problems);
        let sex = self.sex(row, &names, problems);
        let (birth, birth_read) = self.birth(row, part, problems);
        let documents = self.documents(row, problems);
        let region_read = self.cell(row, Meaning::Region, problems);
        let region = region_read.as_ref().and_then(|read| self.regions.find(&read.text));
        if let Some(read) =
            region_read.as_ref().filter(|_| region.is_none() && !self.context.regions.is_empty())
        {
            problems.push(Problem::new(self.at(row, Some(read.column)), Code::RegionNotKnown, &read.text));
        }
        let mother =
            self.told(row, Meaning::Mother, problems).map(|text| Mother { text, proposed_row: None });
        let father = self.told(row, Meaning::Father, problems);
        let birthplace = self.cell(row, Meaning::Birthplace, problems).map(|cell| private(&cell.text));
        let case = self.told(row, Meaning::CaseId, problems);
        let location = self.told(row, Meaning::Location, problems);
        let tent = self.told(row, Meaning::Tent, problems);
        let seeker = (self.kind == ListKind::Tracing).then(|| self.seeker(row, problems));
        let notes: Vec<String> = self
            .mapping
            .columns
            .iter()
            .filter(|(_, meaning)| *meaning == Meaning::Note)
            .filter_map(|(column, meaning)| self.cell_at(row, *column, *meaning, problems))
            .map(|cell| cell.text)
            .collect();
        let note = (!notes.is_empty()).then(|| Private::from(notes.join("\n")));
        let nth = part.map_or(1, |part| part.nth);
        let mut as_read = row::content(row, self.mapping, self.book.day_zero);
        if nth > 1 {
            as_read.extend(["nth\u{1F}", &nth.to_string(), "\u{1E}"]);
        }
        debug_assert!(problems[first_problem..].iter().all(|problem| problem.at.row == row.number));
        Person {
            row: row.number,
            nth,
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
            case,
            location,
            tent,
            seeker,
            as_read: private(&as_read),
        }
    }

    /// What a cell says, unless it says that nobody knows.
    fn told(&self, row: &Row, meaning: Meaning, problems: &mut Vec<Problem>) -> Option<Private<String>> {
        self.cell(row, meaning, problems)
            .filter(|cell| !date::says_unknown(&cell.text))
            .map(|cell| private(&cell.text))
    }

    fn seeker(&self, row: &Row, problems: &mut Vec<Problem>) -> Seeker {
        let seeker = Seeker {
            text: self.told(row, Meaning::Seeker, problems),
            kinship: self.told(row, Meaning::Kinship, problems),
            telephone: self.told(row, Meaning::Telephone, problems),
        };
        let column = self.mapping.column(Meaning::Seeker);
        if column.is_some() && seeker.text.is_none() {
            problems.push(Problem::new(self.at(row, column), Code::SeekerMissing, ""));
        }
        seeker
    }

    fn names(&self, row: &Row, part: Option<&several::Part>, problems: &mut Vec<Problem>) -> Vec<PersonName> {
        let mut cells = name::Cells {
            full: self.cell(row, Meaning::FullName, problems),
            family: self.cell(row, Meaning::FamilyName, problems),
            given: self.cell(row, Meaning::GivenName, problems),
            patronymic: self.cell(row, Meaning::Patronymic, problems),
        };
        if let (Some(part), Some(cell)) = (part, cells.full.as_mut().or(cells.given.as_mut())) {
            cell.text.clone_from(&part.name);
        }
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

    /// The column that a birth is read from, and what a small number alone means in it.
    pub(super) fn birth_column(&self) -> Option<(usize, Meaning)> {
        let of = |meaning| self.mapping.column(meaning).map(|column| (column, meaning));
        of(Meaning::Birth).or_else(|| of(Meaning::BirthOrAge))
    }

    pub(super) fn asked(&self, kind: CellKind, bare_number: BareNumber) -> Asked {
        Asked { reference: self.context.reference, kind, day_zero: self.book.day_zero, bare_number }
    }

    fn birth(
        &self,
        row: &Row,
        part: Option<&several::Part>,
        problems: &mut Vec<Problem>,
    ) -> (Option<PartialDate>, Private<String>) {
        let Some((column, meaning)) = self.birth_column() else {
            return (None, Private::default());
        };
        // A manifest's date column holds dates; other lists write an age where they know no date.
        let bare_number = match (meaning, self.kind) {
            (Meaning::Birth, ListKind::Manifest) => BareNumber::Unknown,
            _ => BareNumber::Age,
        };
        // What the file says is kept even where the user wrote something else.
        let mut as_read =
            private(&cells::bounded(cells::trimmed(row.text(column)), cells::limit_of(meaning)).0);
        let mut cell = self.cell(row, meaning, problems);
        match part.map(|part| &part.birth) {
            Some(several::Birth::NotTold) => return (None, as_read),
            Some(several::Birth::Own(text)) => {
                as_read = private(text);
                cell = Some(Filled { column, text: text.clone(), kind: CellKind::Text })
                    .filter(|cell| !cell.text.is_empty());
            }
            None => {}
        }
        let Some(cell) = cell else {
            problems.push(Problem::new(self.at(row, Some(column)), Code::DateMissing, ""));
            return (None, as_read);
        };
        let asked = self.asked(cell.kind, bare_number);
        let reading = date::read(&cell.text, asked);
        if let Some(finding) = reading.finding {
            let mut problem = Problem::new(self.at(row, Some(column)), code_of(finding), &cell.text)
                .about("day", self.context.reference.to_string());
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
}

/// A cell that holds something.
pub(super) struct Filled {
    pub(super) column: usize,
    pub(super) text: String,
    pub(super) kind: CellKind,
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
        Finding::OtherCalendar => Code::DateOtherCalendar,
        Finding::SaysUnknown => Code::DateUnknown,
    }
}
