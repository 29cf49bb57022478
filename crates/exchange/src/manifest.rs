//! Rows become people.
//!
//! Invariant: a person is stored as the row was read. What a row seems to mean beyond that (exchanged names, a
//! mother in the same family, a sex against the patronymic) is a problem or a proposal beside it, and the mend
//! of one row never touches another. A row counts once, however often the file repeats it.

mod cells;
mod document;
mod family;
mod name;
mod nearby;
mod person;
mod place;
mod reading;
mod repeated;
mod row;
mod several;
mod sex;

use std::collections::BTreeMap;

use domain::{PartialDate, PersonName, PlaceCode, Private};
use jiff::civil::Date;

use self::reading::Reading;
pub use self::{
    document::{Document, DocumentKind, identification_number_is_valid},
    family::Family,
    place::Region,
    row::LeftOut,
    sex::sex_of,
};
use crate::{
    kind::ListKind,
    layout::{self, Mapping, Meaning},
    problem::Problem,
    refusal::Refusal,
    sheet::Workbook,
};

/// Texts that the user wrote in place of cells, by row as a spreadsheet shows it and column from 0.
pub type Corrections = BTreeMap<(u32, usize), Private<String>>;

/// What is known beside the file.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day of the flight or of the list: ages count back from it.
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
    /// Which of the people of that row, from 1: a request may ask for several children.
    pub nth: u32,
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
    /// Remarks, or what is known, bounded.
    pub note: Option<Private<String>>,
    /// The number under which whoever keeps the list knows the person.
    pub case: Option<Private<String>>,
    /// Where the person is, or was last known to be, as written.
    pub location: Option<Private<String>>,
    /// The tent or the shelter there, as written.
    pub tent: Option<Private<String>>,
    /// Who looks for the person; of requests alone.
    pub seeker: Option<Seeker>,
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

/// Who looks for a person, as the row says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seeker {
    /// The name as written.
    pub text: Option<Private<String>>,
    /// What the seeker is to the person, as written.
    pub kinship: Option<Private<String>>,
    /// The telephone as written.
    pub telephone: Option<Private<String>>,
}

/// A row that says in other words what an earlier one says: it is counted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The row of the person that is counted.
    pub of: u32,
    /// The person as this row has it.
    pub person: Person,
}

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// What the list is about.
    pub kind: ListKind,
    /// The sheet it stands in.
    pub sheet: String,
    /// The people, in the order of the rows; a repeated row is here once.
    pub people: Vec<Person>,
    /// Rows that repeat a person in other words; of a list of people to match alone.
    pub repeated: Vec<Repeated>,
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

/// Reads the people of a workbook under a mapping, as a flight's manifest.
pub fn read(book: &Workbook, mapping: &Mapping, context: &Context<'_>) -> Result<Manifest, Refusal> {
    read_as(book, mapping, ListKind::Manifest, context)
}

/// Reads the people of a workbook under a mapping, as a list of a kind. Columns that such a list cannot have are left
/// out.
pub fn read_as(
    book: &Workbook,
    mapping: &Mapping,
    kind: ListKind,
    context: &Context<'_>,
) -> Result<Manifest, Refusal> {
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
    let mut own = mapping.clone();
    for (_, meaning) in own.columns.iter_mut().filter(|(_, meaning)| !meaning.is_of(kind)) {
        *meaning = Meaning::Ignore;
    }
    let headings = (0..sheet.width()).map(|column| layout::heading(header, column).into()).collect();
    Reading {
        book,
        sheet,
        kind,
        name: sheet.name.as_str().into(),
        header,
        headings,
        mapping: &own,
        context,
        regions: place::Index::new(context.regions),
    }
    .manifest()
}
