//! Bringing a list in: what each column means, and each row as it will be stored with its problems at their cells.

use maud::{Markup, html};

use super::{Button, Choice, Icon, Tone, button, icon, own, state};
use crate::words::Words;

/// A column of the file: its heading as read, a few values, what it is taken for.
#[derive(Debug, Clone)]
pub struct SourceColumn<'a> {
    /// The input's name.
    pub name: &'a str,
    /// The heading in the file.
    pub heading: &'a str,
    /// A few values from it.
    pub samples: Vec<&'a str>,
    /// The meaning chosen.
    pub meaning: Option<&'a str>,
}

/// Each column with a list of meanings; goes inside an [`super::action_form`].
pub fn column_meanings(words: Words, columns: &[SourceColumn<'_>], meanings: &[Choice<'_>]) -> Markup {
    html! {
        table class="cards columns" role="table" {
            caption class="unseen" { (words.say("import-columns")) }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (words.say("import-heading")) }
                th role="columnheader" scope="col" { (words.say("import-samples")) }
                th role="columnheader" scope="col" { (words.say("import-meaning")) }
            } }
            tbody role="rowgroup" {
                @for column in columns {
                    tr role="row" {
                        th role="rowheader" scope="row" id={ "c-" (column.name) } { (own(column.heading)) }
                        td role="cell" { span class="cell-label" aria-hidden="true" { (words.say("import-samples")) } span class="soft" { (own(column.samples.join(" · "))) } }
                        td role="cell" {
                            select name=(column.name) aria-labelledby={ "c-" (column.name) } autocomplete="off" {
                                option value="" { (words.say("import-leave-out")) }
                                @for one in meanings { option value=(one.value) selected[column.meaning == Some(one.value)] { (one.label) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy)]
pub struct CellProblem<'a> {
    /// What is wrong, in the reader's language.
    pub text: &'a str,
    /// How to mend it.
    pub mend: &'a str,
    /// Whether the row can be stored all the same.
    pub gravity: Gravity,
}

/// Whether a problem stops the import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravity {
    /// Nothing is imported until it is mended.
    Blocks,
    /// Stored as shown; someone should look.
    Notes,
}

/// A cell: what was read and what will be stored.
#[derive(Debug, Clone, Default)]
pub struct PreviewCell<'a> {
    /// As it will be stored, said.
    pub stored: &'a str,
    /// As it stands in the file, where that differs.
    pub read: Option<&'a str>,
    /// What is wrong with it.
    pub problems: Vec<CellProblem<'a>>,
    /// What mends it: see [`mending`].
    pub mend: Option<Markup>,
}

/// A row: its number as a spreadsheet shows it, its cells, its state.
#[derive(Debug, Clone)]
pub struct PreviewRow<'a> {
    /// From 1, as a spreadsheet counts.
    pub number: u32,
    /// One per column.
    pub cells: Vec<PreviewCell<'a>>,
    /// Tone, picture and word: "new", "already here", "needs you".
    pub state: (Tone, Icon, &'a str),
    /// What concerns the whole row: its problems, what may be decided of it.
    pub more: Option<Markup>,
}

/// How a cell is mended: by a button each proposal, by writing anew, by taking back what was written.
#[derive(Debug, Clone, Copy)]
pub struct Mending<'a> {
    /// The input's name.
    pub name: &'a str,
    /// What a screen reader says of the input: which column, which row.
    pub spoken: &'a str,
    /// The text that stands there now.
    pub value: &'a str,
    /// Proposals: what the button says, and the value of `mend` that it sends.
    pub proposals: &'a [(String, String)],
    /// The value of `back` that takes back what was written.
    pub back: Option<&'a str>,
    /// Whether it must be mended: then the input is in sight.
    pub gravity: Gravity,
}

/// The way to mend one cell; goes into [`PreviewCell::mend`], inside an [`super::action_form`] whose first button saves.
pub fn mending(words: Words, cell: Mending<'_>) -> Markup {
    let input = html! {
        input type="text" name=(cell.name) value=(cell.value) aria-label=(cell.spoken) dir="auto" autocomplete="off";
    };
    html! {
        span class="mends" {
            @for (text, value) in cell.proposals { (button(Button::quiet(text).sends("mend", value))) }
            @if let Some(back) = cell.back { (button(Button::plain(words.say("import-take-back-do")).icon(Icon::Undo).sends("back", back))) }
            @match cell.gravity {
                Gravity::Blocks => (input),
                Gravity::Notes => details { summary { (words.say("import-mend-cell")) } (input) },
            }
        }
    }
}

/// A problem outside any cell.
pub fn row_problem(text: &str, mend: &str, gravity: Gravity) -> Markup {
    let class = match gravity {
        Gravity::Blocks => "wrong",
        Gravity::Notes => "wrong mild",
    };
    html! { span class=(class) { (icon(Icon::Warning)) span { (text) " " (mend) } } }
}

/// Rows as they will be stored, each problem at its cell with its mend.
pub fn import_preview(words: Words, columns: &[&str], rows: &[PreviewRow<'_>]) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label=(words.say("import-preview")) {
            table class="cards preview" role="table" {
                caption class="unseen" { (words.say("import-preview")) }
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (words.say("import-row")) }
                    th role="columnheader" scope="col" { (words.say("import-state")) }
                    @for column in columns { th role="columnheader" scope="col" { (column) } }
                } }
                tbody role="rowgroup" {
                    @for row in rows {
                        tr role="row" id={ "row-" (row.number) } {
                            th role="rowheader" scope="row" class="figures" { (row.number) }
                            td role="cell" {
                                (state(row.state.0, row.state.1, row.state.2))
                                @if let Some(more) = &row.more { (more) }
                            }
                            @for (column, cell) in columns.iter().zip(&row.cells) {
                                td role="cell" class=[class(cell)] {
                                    span class="cell-label" aria-hidden="true" { (column) }
                                    span {
                                        @if cell.stored.is_empty() { span class="soft" { "—" } } @else { (own(cell.stored)) }
                                        @if let Some(read) = cell.read {
                                            span class="read" { (words.say("import-read-as")) " " (own(read)) }
                                        }
                                        @for problem in &cell.problems { (row_problem(problem.text, problem.mend, problem.gravity)) }
                                        @if let Some(mend) = &cell.mend { (mend) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn class(cell: &PreviewCell<'_>) -> Option<&'static str> {
    if cell.problems.iter().any(|problem| problem.gravity == Gravity::Blocks) {
        Some("blocks")
    } else if cell.problems.is_empty() {
        None
    } else {
        Some("notes")
    }
}
