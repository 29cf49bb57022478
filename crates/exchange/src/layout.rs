//! Which row names the columns, and what each column means.
//!
//! Invariant: what was detected is shown with its reason and can be changed; the manifest is read by the mapping
//! alone, so the same file under the same mapping gives the same people.

mod content;
mod words;

use domain::Private;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    date,
    kind::ListKind,
    refusal::Refusal,
    sheet::{CellKind, Delimiter, Encoding, Row, Sheet, Wanted, Workbook, column_letters},
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The number of the row in the list.
    Line,
    /// The number or letter of the family.
    Family,
    /// The family name.
    FamilyName,
    /// The given name.
    GivenName,
    /// The patronymic, or the father's name.
    Patronymic,
    /// The whole name.
    FullName,
    /// Date or year of birth.
    Birth,
    /// Date of birth or age: a small number alone is an age.
    BirthOrAge,
    /// Sex.
    Sex,
    /// Numbers of documents.
    Document,
    /// Where the person was born.
    Birthplace,
    /// The region the person goes to.
    Region,
    /// The mother.
    Mother,
    /// The father, as a column of its own beside the patronymic.
    Father,
    /// Remarks, or what is known.
    Note,
    /// The number under which whoever keeps the list knows the person.
    CaseId,
    /// Where the person is, or was last known to be: a camp, a town.
    Location,
    /// The tent or the shelter in a camp.
    Tent,
    /// Who looks for the person.
    Seeker,
    /// What the seeker is to the person.
    Kinship,
    /// The seeker's telephone.
    Telephone,
    /// Left out.
    Ignore,
}

impl Meaning {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::Line,
        Self::Family,
        Self::FamilyName,
        Self::GivenName,
        Self::Patronymic,
        Self::FullName,
        Self::Birth,
        Self::BirthOrAge,
        Self::Sex,
        Self::Document,
        Self::Birthplace,
        Self::Region,
        Self::Mother,
        Self::Father,
        Self::Note,
        Self::CaseId,
        Self::Location,
        Self::Tent,
        Self::Seeker,
        Self::Kinship,
        Self::Telephone,
        Self::Ignore,
    ];

    /// Its code, as `--map heading=code` takes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Family => "family",
            Self::FamilyName => "family_name",
            Self::GivenName => "given_name",
            Self::Patronymic => "patronymic",
            Self::FullName => "full_name",
            Self::Birth => "birth",
            Self::BirthOrAge => "birth_or_age",
            Self::Sex => "sex",
            Self::Document => "document",
            Self::Birthplace => "birthplace",
            Self::Region => "region",
            Self::Mother => "mother",
            Self::Father => "father",
            Self::Note => "note",
            Self::CaseId => "case_id",
            Self::Location => "location",
            Self::Tent => "tent",
            Self::Seeker => "seeker",
            Self::Kinship => "kinship",
            Self::Telephone => "telephone",
            Self::Ignore => "ignore",
        }
    }

    /// The meaning of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meaning| meaning.code() == code)
    }

    /// Whether a column of such a list can have it.
    pub const fn is_of(self, kind: ListKind) -> bool {
        match self {
            Self::CaseId | Self::Location => matches!(kind, ListKind::People | ListKind::Tracing),
            Self::Tent => matches!(kind, ListKind::People),
            Self::Seeker | Self::Kinship | Self::Telephone => matches!(kind, ListKind::Tracing),
            _ => true,
        }
    }

    const fn is_name(self) -> bool {
        matches!(self, Self::FamilyName | Self::GivenName | Self::FullName)
    }
}

/// How a file is read: shown to the user, changed by the user, kept for the same headers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Which sheet.
    pub sheet: String,
    /// In which encoding a text file is.
    pub encoding: Option<Encoding>,
    /// What stands between the cells of a text file.
    pub delimiter: Option<Delimiter>,
    /// The row that names the columns, as a spreadsheet shows it, from 1; 0 when no row does.
    pub header_row: u32,
    /// What each column means, by column from 0.
    pub columns: Vec<(usize, Meaning)>,
}

impl Mapping {
    /// What a column means.
    pub fn meaning(&self, column: usize) -> Meaning {
        self.columns
            .iter()
            .find(|(index, _)| *index == column)
            .map_or(Meaning::Ignore, |(_, meaning)| *meaning)
    }

    /// The first column with a meaning.
    pub fn column(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().find(|(_, found)| *found == meaning).map(|(index, _)| *index)
    }

    /// Gives a column a meaning; a meaning that only one column can have is taken from the other.
    pub fn set(&mut self, column: usize, meaning: Meaning) {
        let several = matches!(meaning, Meaning::Ignore | Meaning::Note | Meaning::Document);
        for (index, found) in &mut self.columns {
            if *index == column {
                *found = meaning;
            } else if *found == meaning && !several {
                *found = Meaning::Ignore;
            }
        }
        if !self.columns.iter().any(|(index, _)| *index == column) {
            self.columns.push((column, meaning));
            self.columns.sort_unstable();
        }
    }

    /// What the user chose of the text file itself.
    pub const fn wanted(&self) -> Wanted {
        Wanted { encoding: self.encoding, delimiter: self.delimiter }
    }
}

/// Why a column was given its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Its heading is a known word.
    Heading,
    /// Its heading contains one.
    PartOfHeading,
    /// Its cells look so.
    Content,
    /// Nothing is known of it.
    Nothing,
}

/// A column as the user sees it beside its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnView {
    /// From 0.
    pub index: usize,
    /// As a spreadsheet shows it.
    pub letters: String,
    /// The heading as it was read.
    pub heading: String,
    /// What it was taken to mean.
    pub meaning: Meaning,
    /// Why.
    pub because: Because,
    /// Whether the file hides it.
    pub hidden: bool,
    /// A few cells.
    pub samples: Vec<Private<String>>,
}

/// What was detected in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// How the file would be read.
    pub mapping: Mapping,
    /// The columns of the chosen sheet.
    pub columns: Vec<ColumnView>,
}

/// Two plain headings make a header.
const HEADER_SCORE: i32 = 4;
/// A heading is looked for in this many rows.
const HEADER_AMONG: usize = 40;
/// Rows that content is judged by.
const JUDGED_ROWS: usize = 300;

/// Detects how a workbook would be read as a flight's manifest.
pub fn detect(book: &Workbook) -> Result<Layout, Refusal> {
    detect_as(book, ListKind::Manifest)
}

/// Detects how a workbook would be read as a list of a kind.
pub fn detect_as(book: &Workbook, kind: ListKind) -> Result<Layout, Refusal> {
    let layout = lay_out(book, kind)?;
    if layout.mapping.columns.iter().any(|(_, meaning)| meaning.is_name()) {
        Ok(layout)
    } else {
        Err(Refusal::NoNames)
    }
}

/// The same for a list in which perhaps nobody is named: its columns can be told by hand.
pub fn lay_out(book: &Workbook, kind: ListKind) -> Result<Layout, Refusal> {
    let mut best: Option<(i32, &Sheet, usize)> = None;
    for sheet in &book.sheets {
        for (at, row) in sheet.rows.iter().take(HEADER_AMONG).enumerate() {
            let score = header_score(row, kind);
            if best.is_none_or(|(highest, ..)| score > highest) {
                best = Some((score, sheet, at));
            }
        }
    }
    let (score, sheet, at) = best.ok_or(Refusal::Empty)?;
    if score < HEADER_SCORE {
        let rows = book.sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>();
        return Err(if rows < 2 { Refusal::NoRows } else { Refusal::NoHeader });
    }
    if sheet.rows.len() <= at + 1 {
        return Err(Refusal::NoRows);
    }
    Ok(columns(book, sheet, at, kind))
}

/// Whether a sheet looks like a list of a kind: a header and rows below it.
pub(crate) fn looks_like_list(sheet: &Sheet, kind: ListKind) -> bool {
    let mut heads = sheet.rows.iter().take(HEADER_AMONG).enumerate();
    heads.any(|(at, row)| header_score(row, kind) >= HEADER_SCORE && sheet.rows.len() > at + 1)
}

/// The day that the rows above the header say the list is of; `None` where they say none, or more than one.
pub fn list_day(book: &Workbook, mapping: &Mapping) -> Option<Date> {
    let sheet = book.sheets.iter().find(|sheet| sheet.name == mapping.sheet)?;
    let titles = sheet.rows.iter().take_while(|row| row.number < mapping.header_row).take(HEADER_AMONG);
    let cells = titles.flat_map(|row| &row.cells).filter(|cell| cell.kind() != CellKind::Spanned);
    let mut days: Vec<Date> = cells.filter_map(|cell| date::day_in(cell.text())).collect();
    days.dedup();
    match days[..] {
        [day] => Some(day),
        _ => None,
    }
}

/// The columns of a manifest under a mapping, as the user sees them; the meanings are the mapping's.
pub fn view(book: &Workbook, mapping: &Mapping) -> Result<Layout, Refusal> {
    view_as(book, mapping, ListKind::Manifest)
}

/// The columns of a list of a kind under a mapping.
pub fn view_as(book: &Workbook, mapping: &Mapping, kind: ListKind) -> Result<Layout, Refusal> {
    let sheet =
        book.sheets.iter().find(|sheet| sheet.name == mapping.sheet).ok_or(Refusal::MappingDoesNotFit)?;
    let below = sheet.rows.partition_point(|row| row.number <= mapping.header_row);
    let headings = sheet.rows.iter().find(|row| row.number == mapping.header_row);
    if headings.is_none() && mapping.header_row != 0 {
        return Err(Refusal::MappingDoesNotFit);
    }
    let columns = (0..sheet.width())
        .map(|index| {
            let heading = heading(headings, index);
            let because = words::of(heading, kind).map_or(Because::Nothing, |(_, because)| because);
            column_view(sheet, below, index, heading, mapping.meaning(index), because)
        })
        .collect();
    Ok(Layout { mapping: mapping.clone(), columns })
}

/// The heading of a column: what the header row says, bounded.
pub(crate) fn heading(header: Option<&Row>, column: usize) -> &str {
    let text = header.map_or("", |row| row.text(column)).trim();
    text.char_indices().nth(120).map_or(text, |(end, _)| &text[..end])
}

/// How much a row looks like a header: known headings count, cells like a person's speak against it.
fn header_score(row: &Row, kind: ListKind) -> i32 {
    let mut seen = Vec::new();
    let mut score = 0;
    for cell in row.cells.iter().filter(|cell| !cell.is_blank() && cell.kind() != CellKind::Spanned) {
        match words::of(cell.text(), kind) {
            Some((meaning, because)) if !seen.contains(&meaning) => {
                seen.push(meaning);
                score += if because == Because::Heading { 2 } else { 1 };
            }
            None if content::is_of_a_person(cell.text(), cell.kind()) => score -= 2,
            Some(_) | None => {}
        }
    }
    score
}

fn columns(book: &Workbook, sheet: &Sheet, at: usize, kind: ListKind) -> Layout {
    let header = &sheet.rows[at];
    let mut columns: Vec<ColumnView> = (0..sheet.width())
        .map(|index| {
            let heading = heading(Some(header), index);
            let (meaning, because) = words::of(heading, kind).unwrap_or((Meaning::Ignore, Because::Nothing));
            column_view(sheet, at + 1, index, heading, meaning, because)
        })
        .collect();
    father_beside_whole_name(&mut columns, kind);
    one_of_each(&mut columns);
    let body = &sheet.rows[at + 1..sheet.rows.len().min(at + 1 + JUDGED_ROWS)];
    for index in 0..columns.len() {
        if columns[index].because == Because::Nothing && !columns[index].hidden {
            let taken = |meaning| columns.iter().any(|column| column.meaning == meaning);
            if let Some(meaning) = content::meaning(body, index, kind).filter(|meaning| !taken(*meaning)) {
                columns[index].meaning = meaning;
                columns[index].because = Because::Content;
            }
        }
    }
    let mapping = Mapping {
        sheet: sheet.name.clone(),
        encoding: book.encoding,
        delimiter: book.delimiter,
        header_row: header.number,
        columns: columns.iter().map(|column| (column.index, column.meaning)).collect(),
    };
    Layout { mapping, columns }
}

fn column_view(
    sheet: &Sheet,
    below: usize,
    index: usize,
    heading: &str,
    meaning: Meaning,
    because: Because,
) -> ColumnView {
    let samples = sheet.rows[below.min(sheet.rows.len())..]
        .iter()
        .take(JUDGED_ROWS)
        .filter(|row| row.cells.get(index).is_some_and(|cell| !cell.is_blank()))
        .take(3)
        .map(|row| Private::from(row.text(index).chars().take(60).collect::<String>()))
        .collect();
    ColumnView {
        index,
        letters: column_letters(index),
        heading: heading.to_owned(),
        meaning,
        because,
        hidden: sheet.hidden_columns.contains(&index),
        samples,
    }
}

/// Beside a whole name, which has the patronymic in it, "father's name" names the father.
fn father_beside_whole_name(columns: &mut [ColumnView], kind: ListKind) {
    let has = |meaning| columns.iter().any(|column| column.meaning == meaning);
    let whole = has(Meaning::FullName) && !has(Meaning::GivenName) && !has(Meaning::FamilyName);
    if kind == ListKind::Manifest || !whole || has(Meaning::Father) {
        return;
    }
    if let Some(column) = columns.iter_mut().find(|column| column.meaning == Meaning::Patronymic) {
        column.meaning = Meaning::Father;
    }
}

/// Where two headings claim one meaning, the plainer heading keeps it; then the first.
fn one_of_each(columns: &mut [ColumnView]) {
    for index in 0..columns.len() {
        let (meaning, because) = (columns[index].meaning, columns[index].because);
        if matches!(meaning, Meaning::Ignore | Meaning::Note | Meaning::Document) {
            continue;
        }
        let rank = |because| u8::from(because != Because::Heading);
        let beaten = columns.iter().any(|other| {
            other.index != index
                && other.meaning == meaning
                && (rank(other.because), other.index) < (rank(because), index)
        });
        if beaten {
            columns[index].meaning = Meaning::Ignore;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Limits, read};

    fn layout(text: &str) -> Result<Layout, Refusal> {
        detect(&read("list.csv", text.as_bytes(), Wanted::default(), &Limits::default())?)
    }

    fn meanings(text: &str) -> Vec<Meaning> {
        layout(text).expect("a layout").columns.iter().map(|column| column.meaning).collect()
    }

    #[test]
    fn headings_are_known_in_the_languages_of_the_lists() {
        use Meaning::{
            Birth, BirthOrAge, Birthplace, Document, Family, FamilyName, FullName, GivenName, Line, Mother,
            Note, Patronymic, Region, Sex,
        };
        let columns = [
            Line, FamilyName, GivenName, Patronymic, Birth, Sex, Family, Document, Mother, Birthplace,
            Region, Note,
        ];
        for text in [
            "№;Фамилия;Имя;Отчество;Д/р;пол;№ семьи;Документ, №;Мать (законный представитель);Место рождения;Область;Прим.\n1;А;Б",
            "Р/с;Тегі;Аты;Әкесінің аты;Туған күні;Жынысы;Отбасы №;ЖСН / құжат;Анасы;Туған жері;Облыс;Ескерту\n1;А;Б",
            "No;Surname;Given name;Patronymic;Date of birth;Sex;Family no;Document;Mother;Place of birth;Region;Remarks\n1;A;B",
            "ت;اسم العائلة;الاسم;اسم الأب;تاريخ الميلاد;الجنس;رقم العائلة;الوثيقة;اسم الأم;مكان الولادة;المنطقة;ملاحظات\n1;A;B",
        ] {
            assert_eq!(meanings(text), columns, "{text}");
        }
        assert_eq!(meanings("Full name,Sex,DOB / age\nA B,F,5"), [FullName, Sex, BirthOrAge]);
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let found = layout("Список граждан\n;;\nсоставлен 01.02.2020;;\n№;Фамилия;Имя;Пол\n1;Ахметов;Али;м")
            .expect("a layout");
        assert_eq!(found.mapping.header_row, 4);
    }

    #[test]
    fn a_column_without_a_known_heading_is_told_from_its_cells() {
        let text = "Фамилия;Имя;графа 3;графа 4\nАхметов;Али;м;01.02.2010\nАхметова;Асия;ж;2012\nКалиева;Дана;ж;03.04.2011";
        assert_eq!(meanings(text)[2..], [Meaning::Sex, Meaning::Birth]);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(layout("Ахметов;Али;м\nКалиева;Дана;ж"), Err(Refusal::NoHeader));
        assert_eq!(layout("№;Фамилия;Имя;Пол"), Err(Refusal::NoRows));
        assert_eq!(layout("Ахметов;Али"), Err(Refusal::NoRows));
        assert_eq!(layout("№;Дата рождения;Пол;Регион\n1;2010;м;Алматы"), Err(Refusal::NoNames));
    }

    #[test]
    fn a_meaning_that_is_given_away_is_taken_from_the_other_column() {
        let mut mapping = layout("№;Фамилия;Имя;Пол\n1;Ахметов;Али;м").expect("a layout").mapping;
        mapping.set(2, Meaning::FamilyName);
        assert_eq!((mapping.meaning(1), mapping.meaning(2)), (Meaning::Ignore, Meaning::FamilyName));
    }
}
