//! Why a whole file is refused, and what to do instead.
//!
//! Invariant: a refusal names the kind of mistake and numbers, never the content of the file.

/// A file that is not read. [`Refusal::code`] is stable; `web` translates it by that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// More bytes than the limit.
    #[error("the file is larger than {limit_mb} MB")]
    TooLarge {
        /// The limit, in megabytes.
        limit_mb: u64,
    },
    /// More rows than the limit.
    #[error("the sheet has more than {limit} rows")]
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// More columns than the limit.
    #[error("row {row} has more than {limit} columns")]
    TooManyColumns {
        /// The limit.
        limit: usize,
        /// Where, from 1.
        row: u32,
    },
    /// More cells than the limit.
    #[error("the file has more than {limit} cells")]
    TooManyCells {
        /// The limit.
        limit: usize,
    },
    /// More sheets than the limit.
    #[error("the workbook has more than {limit} sheets")]
    TooManySheets {
        /// The limit.
        limit: usize,
    },
    /// A workbook that unpacks to far more than it should.
    #[error("the workbook unpacks to more than {limit_mb} MB")]
    UnpacksTooLarge {
        /// The limit, in megabytes.
        limit_mb: u64,
    },
    /// No bytes, or only spaces.
    #[error("the file is empty")]
    Empty,
    /// Something else than a table, recognised by its first bytes.
    #[error("the file is not a table but {found}")]
    WrongType {
        /// What it is: `a PDF document`, `a picture` …
        found: &'static str,
    },
    /// The workbook of Excel 97 to 2003.
    #[error("the file is an old Excel workbook")]
    OldExcel,
    /// A workbook under a password.
    #[error("the workbook is protected by a password")]
    Encrypted,
    /// A workbook that cannot be unpacked or read.
    #[error("the workbook is damaged")]
    Damaged,
    /// The chosen encoding does not fit the bytes.
    #[error("the text is not in {encoding}")]
    WrongEncoding {
        /// The encoding that was chosen or declared.
        encoding: &'static str,
    },
    /// No encoding gives readable text.
    #[error("the text is in no encoding that can be recognised")]
    UnknownEncoding,
    /// Text that was decoded and saved wrongly before it came here.
    #[error("the letters were already spoilt when the file was saved")]
    SpoiltLetters,
    /// A quotation mark that opens a cell and never closes it.
    #[error("row {row} opens a quotation mark that is never closed")]
    OpenQuote {
        /// Where, from 1.
        row: u32,
    },
    /// No row that names the columns.
    #[error("no row that names the columns was found")]
    NoHeader,
    /// A header and nothing below it, or one row alone.
    #[error("there are no rows below the header")]
    NoRows,
    /// The mapping names no column in which a name could stand.
    #[error("no column holds names")]
    NoNames,
    /// The mapping speaks of a sheet, row or column that is not there.
    #[error("the mapping does not fit the file")]
    MappingDoesNotFit,
    /// The file cannot be opened or read.
    #[error("the file cannot be read: {0}")]
    Unreadable(std::io::ErrorKind),
}

impl Refusal {
    /// The stable code of the refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "file_too_large",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::TooManySheets { .. } => "too_many_sheets",
            Self::UnpacksTooLarge { .. } => "unpacks_too_large",
            Self::Empty => "file_empty",
            Self::WrongType { .. } => "wrong_type",
            Self::OldExcel => "old_excel",
            Self::Encrypted => "workbook_encrypted",
            Self::Damaged => "workbook_damaged",
            Self::WrongEncoding { .. } => "wrong_encoding",
            Self::UnknownEncoding => "unknown_encoding",
            Self::SpoiltLetters => "spoilt_letters",
            Self::OpenQuote { .. } => "open_quote",
            Self::NoHeader => "no_header",
            Self::NoRows => "no_rows",
            Self::NoNames => "no_names",
            Self::MappingDoesNotFit => "mapping_does_not_fit",
            Self::Unreadable(_) => "file_unreadable",
        }
    }

    /// What to do instead, in English.
    pub const fn mend(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "Send the list alone, without pictures, or split it into several files.",
            Self::TooManyRows { .. } => "Split the list into several files.",
            Self::TooManyColumns { .. } | Self::TooManyCells { .. } => {
                "Delete the columns and rows that hold no list, or copy the list into a new workbook."
            }
            Self::TooManySheets { .. } => "Copy the sheet with the list into a workbook of its own.",
            Self::UnpacksTooLarge { .. } | Self::Damaged => {
                "Open it in a spreadsheet program, copy the list into a new workbook and save that."
            }
            Self::Empty => "Choose the file again; this one holds nothing.",
            Self::WrongType { .. } => "Save the list as an Excel workbook (.xlsx) or as CSV and send that.",
            Self::OldExcel => "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx).",
            Self::Encrypted => "Open it, remove the password, save it and send it again.",
            Self::WrongEncoding { .. } | Self::UnknownEncoding => {
                "Choose another encoding, or save the file again as CSV in UTF-8 or as .xlsx."
            }
            Self::SpoiltLetters => {
                "Ask for the list again, saved as .xlsx or as CSV in UTF-8, from where it was made."
            }
            Self::OpenQuote { .. } => "Close the quotation mark in that row, or save the list as .xlsx.",
            Self::NoHeader => "Add a first row that names the columns, or choose the meaning of each column.",
            Self::NoRows => "Send the list with its rows; a header alone, or one row alone, names nobody.",
            Self::NoNames => "Choose which column holds the name.",
            Self::MappingDoesNotFit => "Choose the columns again for this file.",
            Self::Unreadable(_) => "Check the path and that the file may be read.",
        }
    }

    /// What happened and what to do instead, as one English text.
    pub fn english(&self) -> String {
        let what = self.to_string();
        let mut letters = what.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{}. {}", letters.as_str(), self.mend())
    }
}
