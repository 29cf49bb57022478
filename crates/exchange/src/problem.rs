//! What a person should know or decide about one cell or row, and what would mend it.
//!
//! Invariant: a problem points at its place and carries the text as it was read; its code is stable for ever;
//! its words are made elsewhere, from the code and the arguments ([`Problem::english`] makes the English ones).

use std::{fmt, sync::Arc};

use domain::Private;

use crate::sheet::column_letters;

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row as a spreadsheet shows it, from 1.
    pub row: u32,
    /// The column, from 0, and its heading; `None` for the whole row.
    pub column: Option<(usize, Arc<str>)>,
}

/// Whether a problem must be decided before the import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocking {
    /// The import waits.
    Yes,
    /// The row is imported as shown.
    No,
}

/// A change of cells that mends a problem; the user picks one, none is applied by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The key of its message.
    pub key: &'static str,
    /// New texts, by column from 0, for the same row.
    pub set: Vec<(usize, Private<String>)>,
}

/// One problem.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub at: At,
    /// What.
    pub code: Code,
    /// The text as it was read, bounded.
    pub read: Private<String>,
    /// Arguments of the message, by name: what else it is about.
    pub about: Vec<(&'static str, Private<String>)>,
    /// What would mend it, if something simple does.
    pub mends: Vec<Mend>,
    /// Whether the import waits for it.
    pub blocking: Blocking,
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem").field("row", &self.at.row).field("code", &self.code).finish_non_exhaustive()
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $blocking:ident;)*) => {
        /// What is the matter; stable in snake case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
            /// Whether the import waits for it.
            pub const fn blocking(self) -> Blocking {
                match self { $(Self::$name => Blocking::$blocking),* }
            }
        }
    };
}

codes! {
    /// The day does not exist.
    DateDoesNotExist = "date_does_not_exist", Yes;
    /// A year of two digits can be in two centuries.
    DateTwoDigitYear = "date_two_digit_year", Yes;
    /// A year of two digits, of which one century is possible.
    DateTwoDigitYearRead = "date_two_digit_year_read", No;
    /// Not a date.
    DateNotRead = "date_not_read", Yes;
    /// After the day of the list.
    DateInFuture = "date_in_future", Yes;
    /// More than 110 years before it.
    DateTooOld = "date_too_old", Yes;
    /// Two readings, both kept.
    DateAmbiguous = "date_ambiguous", No;
    /// Two readings, both kept; the rows around speak for one.
    DateAmbiguousNearby = "date_ambiguous_nearby", No;
    /// A year of another calendar, of which the text does not say which.
    DateOtherCalendar = "date_other_calendar", Yes;
    /// Day or month are written as zero.
    DatePartUnknown = "date_part_unknown", No;
    /// Reckoned from an age, or marked as about.
    DateAbout = "date_about", No;
    /// A bare day number of a spreadsheet.
    DateFromSerial = "date_from_serial", No;
    /// The text says that nobody knows.
    DateUnknown = "date_unknown", No;
    /// Nothing is written.
    DateMissing = "date_missing", No;

    /// The row names nobody.
    NameMissing = "name_missing", Yes;
    /// No given name.
    GivenNameMissing = "given_name_missing", No;
    /// Given and family name seem to have changed places.
    NamesSwapped = "names_swapped", No;
    /// The whole name stands in one cell.
    WholeNameInOneCell = "whole_name_in_one_cell", No;

    /// Letters that look alike, of another script.
    Homoglyphs = "homoglyphs", No;
    /// Scripts mixed in one word.
    MixedScript = "mixed_script", No;
    /// Invisible marks that reorder text.
    BidiControls = "bidi_controls", No;
    /// Invisible characters.
    InvisibleCharacters = "invisible_characters", No;
    /// Strokes that stretch an Arabic word.
    Tatweel = "tatweel", No;
    /// Spaces that do not break.
    NoBreakSpaces = "no_break_spaces", No;
    /// Letters lost to a question mark.
    LostLetters = "lost_letters", No;
    /// A question mark after the word.
    Doubtful = "doubtful", No;
    /// A text that looks like a formula.
    FormulaLike = "formula_like", No;
    /// A text that was cut.
    CellCut = "cell_cut", No;

    /// Nothing is written.
    SexMissing = "sex_missing", No;
    /// Neither male nor female can be read.
    SexNotRead = "sex_not_read", Yes;
    /// The patronymic says otherwise.
    SexAgainstPatronymic = "sex_against_patronymic", No;
    /// The surname says otherwise.
    SexAgainstSurname = "sex_against_surname", No;

    /// The check digit of an identification number is wrong.
    DocumentCheckDigit = "document_check_digit", No;
    /// Not a kind of number that is known.
    DocumentNotKnown = "document_not_known", No;
    /// The same number in another row.
    DocumentTwice = "document_twice", No;
    /// Not a region of the list.
    RegionNotKnown = "region_not_known", No;
    /// No family number.
    FamilyMissing = "family_missing", No;

    /// The row was there before, word for word.
    DuplicateRow = "duplicate_row", No;
    /// Another row has the same number and other content.
    LineNumberTwice = "line_number_twice", No;
    /// Another row has the same content under another number.
    SameContent = "same_content", No;
    /// Another row is the same person in other words, or under another number.
    PersonRepeated = "person_repeated", No;
    /// The row asks for several people.
    SeveralInRow = "several_in_row", No;
    /// The row may ask for several people, and was read as one.
    PerhapsSeveral = "perhaps_several", No;
    /// Several people, and not a date for each.
    DatesOfSeveral = "dates_of_several", No;
    /// Nobody is named who looks for the person.
    SeekerMissing = "seeker_missing", No;
    /// A row of totals.
    TotalRow = "total_row", No;
    /// The total differs from the people read.
    TotalDiffers = "total_differs", No;
    /// A row that heads a section.
    SectionRow = "section_row", No;
    /// The header again.
    HeaderAgain = "header_again", No;
    /// A column that the file hides.
    HiddenColumn = "hidden_column", No;
    /// Rows that the file hides.
    HiddenRows = "hidden_rows", No;
    /// Another sheet that looks like a list.
    OtherSheet = "other_sheet", No;
    /// The encoding was not plain to see.
    EncodingUnsure = "encoding_unsure", No;
    /// A corrected cell that is not in the file.
    CorrectionOutside = "correction_outside", Yes;
}

/// Of a text as read, at most this many characters go into a problem.
const MAX_READ: usize = 200;

impl Problem {
    pub(crate) fn new(at: At, code: Code, read: &str) -> Self {
        let read = match read.char_indices().nth(MAX_READ) {
            Some((end, _)) => format!("{}…", &read[..end]),
            None => read.to_owned(),
        };
        Self { at, code, read: read.into(), about: Vec::new(), mends: Vec::new(), blocking: code.blocking() }
    }

    pub(crate) fn about(mut self, name: &'static str, text: impl Into<Private<String>>) -> Self {
        self.about.push((name, text.into()));
        self
    }

    pub(crate) fn mend(mut self, key: &'static str, set: Vec<(usize, Private<String>)>) -> Self {
        self.mends.push(Mend { key, set });
        self
    }

    /// Whether the import waits for it.
    pub fn is_blocking(&self) -> bool {
        self.blocking == Blocking::Yes
    }

    /// An argument of the message.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.about.iter().find(|(found, _)| *found == name).map(|(_, text)| text.as_str())
    }

    /// The heading of the column, or its letters where it has none.
    pub fn column_name(&self) -> Option<String> {
        self.at.column.as_ref().map(|(index, heading)| {
            if heading.is_empty() { column_letters(*index) } else { heading.as_ref().to_owned() }
        })
    }

    /// The problem and its mend in English: `Row 10, Дата рождения: 31.02.2015 does not exist. Write …`
    pub fn english(&self) -> String {
        let read = self.read.as_str().trim();
        let about = |name| self.argument(name).unwrap_or("?");
        let (what, mend) = match self.code {
            Code::DateDoesNotExist => {
                (format!("{read} does not exist"), "Correct the day, or write the year alone if the day is unknown.".into())
            }
            Code::DateTwoDigitYear => {
                (format!("the year of {read} can be in two centuries"), format!("Write the year with four digits: {}.", about("readings")))
            }
            Code::DateTwoDigitYearRead => {
                (format!("{read} was read as {}", about("value")), "Correct it if the century is wrong.".into())
            }
            Code::DateNotRead => {
                (format!("“{read}” is not a date"), "Write DD.MM.YYYY, a year alone, or an age such as “about 5 years”; leave it empty if nothing is known.".into())
            }
            Code::DateInFuture => (format!("{read} lies after {}", about("day")), "Correct the date.".into()),
            Code::DateTooOld => (format!("{read} lies more than 110 years back"), "Correct the year.".into()),
            Code::DateAmbiguousNearby => (
                format!("{read} can be {}; the rows around it are written so that it is {}", about("readings"), about("likely")),
                "Both readings are kept; choose the one that is right.".into(),
            ),
            Code::DateOtherCalendar => (
                format!("the year of {read} seems to be of a Hijri calendar, lunar or solar; which cannot be known from it"),
                format!("Convert the date, or write the years it falls into: {}.", about("readings")),
            ),
            Code::DateAmbiguous => {
                (format!("{read} can be {}", about("readings")), "Both readings are kept; write the month as a word to decide.".into())
            }
            Code::DatePartUnknown => (format!("{read} is kept as {}", about("value")), "Correct it when the day is known.".into()),
            Code::DateAbout => (format!("{read} is kept as {}; ages count back from {}", about("value"), about("day")), "Correct it when the date is known.".into()),
            Code::DateFromSerial => (format!("the day number {read} was read as {}", about("value")), "Correct it if that is not the date.".into()),
            Code::DateUnknown => (format!("“{read}” is kept as no date"), "Write a date or an age when one is known.".into()),
            Code::DateMissing => ("there is no birth date".into(), "Write a date, a year or an age if one is known.".into()),
            Code::NameMissing => ("the row names nobody".into(), "Write a name, or remove the row.".into()),
            Code::GivenNameMissing => ("there is no given name".into(), "Write it if it is known.".into()),
            Code::NamesSwapped => (
                format!("“{}” looks like the family name and “{read}” like the given name", about("other")),
                "Exchange the two cells if so; they are kept as read.".into(),
            ),
            Code::WholeNameInOneCell => (
                format!("the cell holds the whole name; it was read as {}", about("parts")),
                "Correct the cells if a part is wrong.".into(),
            ),
            Code::Homoglyphs => (
                format!("letters of another alphabet that look alike stand in “{read}”"),
                format!("The name is kept as read and compared as “{}”; type it again to repair it.", about("normal")),
            ),
            Code::MixedScript => (format!("“{read}” mixes alphabets in one word"), "Type the word in one alphabet.".into()),
            Code::BidiControls => ("the text holds invisible marks that reorder it".into(), "It is kept as read and compared without them; type it again to repair it.".into()),
            Code::InvisibleCharacters => ("the text holds invisible characters".into(), "It is kept as read and compared without them; type it again to repair it.".into()),
            Code::Tatweel => ("the word is stretched by strokes".into(), "It is kept as read and compared without them.".into()),
            Code::NoBreakSpaces => ("the text holds spaces that do not break".into(), "It is kept as read and compared with plain spaces.".into()),
            Code::LostLetters => (
                format!("letters were lost in “{read}” when the list was saved"),
                "Ask for the list as .xlsx or in UTF-8, or type the letters in place of the question marks.".into(),
            ),
            Code::Doubtful => (format!("a question mark follows “{read}”"), "Remove it, or put the lost letter in its place.".into()),
            Code::FormulaLike => ("the cell looks like a formula".into(), "It is kept as text and never computed.".into()),
            Code::CellCut => (format!("the cell had {} characters and was cut after {}", about("length"), about("kept")), "Shorten the text, or keep the rest as a document.".into()),
            Code::SexMissing => ("the sex is not written".into(), "Write it if it is known.".into()),
            Code::SexNotRead => (format!("“{read}” is neither male nor female"), "Write m or f, or leave it empty if it is not known.".into()),
            Code::SexAgainstPatronymic => (
                format!("“{read}” does not fit the patronymic “{}”", about("other")),
                "Correct the sex or the patronymic; both are kept as read.".into(),
            ),
            Code::SexAgainstSurname => (
                format!("“{read}” does not fit the ending of the surname “{}”", about("other")),
                "Correct one of the two if it is wrong; both are kept as read.".into(),
            ),
            Code::DocumentCheckDigit => (format!("the check digit of {read} is wrong"), "Compare it with the document.".into()),
            Code::DocumentNotKnown => (format!("“{read}” is no number of a known kind"), "It is kept as read; compare it with the document.".into()),
            Code::DocumentTwice => (format!("{read} is also in row {}", about("row")), "Compare both with the documents.".into()),
            Code::RegionNotKnown => (format!("“{read}” is no region of the list"), "Choose the region; the text is kept.".into()),
            Code::FamilyMissing => ("there is no family number".into(), "The person is kept alone; write the number if there is one.".into()),
            Code::DuplicateRow => (format!("the row repeats row {}", about("row")), "It is counted once; nothing needs to be done.".into()),
            Code::LineNumberTwice => (format!("the number {read} is also that of row {}", about("row")), "Both are kept; remove one if it is the same person.".into()),
            Code::SameContent => (format!("the row says the same as row {} under another number", about("row")), "Both are kept; remove one if it is the same person.".into()),
            Code::PersonRepeated => (
                format!("the row seems to be the person of row {} again", about("row")),
                "It is counted once; write another number or correct a cell if it is somebody else.".into(),
            ),
            Code::SeveralInRow => (format!("the row names {} people: {}", about("count"), about("parts")), "Each is read as a person; correct the cell if it is one.".into()),
            Code::PerhapsSeveral => (
                format!("“{read}” may name several people and was read as one"),
                "If they are several, put a semicolon between them, or write each into a row.".into(),
            ),
            Code::DatesOfSeveral => (
                format!("“{read}” is not one date for each of {} people; they are kept without", about("count")),
                "Write one date for each, with semicolons between them.".into(),
            ),
            Code::SeekerMissing => ("nobody is named who looks for the person".into(), "Write the name if it is known.".into()),
            Code::TotalRow => ("a row of totals".into(), "It is left out.".into()),
            Code::TotalDiffers => (format!("the list says {read} people, {} were read", about("count")), "Look for rows that are missing or too many.".into()),
            Code::SectionRow => ("a row that heads a section".into(), "It is left out.".into()),
            Code::HeaderAgain => ("the header again".into(), "It is left out.".into()),
            Code::HiddenColumn => ("the file hides this column".into(), "It is read like the others; choose “leave out” if it should not be.".into()),
            Code::HiddenRows => (
                format!("the file hides the rows {read}, {} in number", about("count")),
                "They are read like the others; take them out of the file if they should not be.".into(),
            ),
            Code::OtherSheet => (
                format!("the sheet “{read}” looks like a list too and is not read"),
                "Choose it and read it as well if it belongs to this list.".into(),
            ),
            Code::EncodingUnsure => (format!("the text was read as {read}, which is not certain"), "Choose another encoding if the names look wrong.".into()),
            Code::CorrectionOutside => ("a correction is for a cell that the list does not have".into(), "Take the correction back.".into()),
        };
        let place = match self.column_name() {
            Some(column) => format!("Row {}, {column}", self.at.row),
            None => format!("Row {}", self.at.row),
        };
        format!("{place}: {what}. {mend}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn at() -> At {
        At { sheet: "list".into(), row: 9, column: Some((5, "birth date".into())) }
    }

    #[test]
    fn codes_are_stable_in_form_and_each_its_own() {
        let codes: HashSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(codes.len(), Code::ALL.len());
        assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
    }

    #[test]
    fn the_english_sentence_names_place_text_and_mend() {
        let problem = Problem::new(at(), Code::DateDoesNotExist, "31.02.2015");
        assert_eq!(
            problem.english(),
            "Row 9, birth date: 31.02.2015 does not exist. Correct the day, or write the year alone if the day is unknown."
        );
        for code in Code::ALL {
            let english = Problem::new(at(), *code, "x").english();
            assert!(english.ends_with('.') && english.matches(". ").count() >= 1, "{english}");
        }
    }

    #[test]
    fn a_long_text_is_bounded_and_debug_shows_none() {
        let problem = Problem::new(at(), Code::CellCut, &"тайна".repeat(4_000));
        assert!(problem.read.as_str().chars().count() <= MAX_READ + 1);
        assert!(!format!("{problem:?}").contains("тайна"));
    }
}
