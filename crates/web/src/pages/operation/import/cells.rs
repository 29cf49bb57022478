//! A row of the list as it will be stored, cell by cell, each with its problems and what mends them.

use std::{collections::BTreeMap, fmt::Write};

use app::{
    matching::KnownAs,
    operation::{import_manifest::RowState, upload::Waiting},
};
use domain::PartialDate;
use exchange::{
    Problem,
    layout::{Mapping, Meaning},
    manifest::Person,
    sheet::{Row, column_letters},
};
use maud::{Markup, html};

use super::said;
use crate::{
    args,
    asking::person as full_name,
    look::{self, Button, CellProblem, Gravity, Icon, Mending, PreviewCell, PreviewRow, Tone},
    pages::lists::known_as,
    visit::Visit,
};

/// A column of the preview: what it shows and the columns of the file that it is made of.
pub(super) struct Shown {
    pub(super) label: &'static str,
    what: What,
    meanings: &'static [Meaning],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Name,
    Birth,
    Sex,
    Family,
    Mother,
    Document,
    Region,
    Other,
}

/// The columns of the preview that the file has something for.
pub(super) fn columns(visit: &Visit, mapping: &Mapping) -> Vec<Shown> {
    let words = visit.words;
    let all = [
        Shown {
            label: words.say("list-name"),
            what: What::Name,
            meanings: &[Meaning::FamilyName, Meaning::GivenName, Meaning::Patronymic, Meaning::FullName],
        },
        Shown {
            label: words.say("import-birth"),
            what: What::Birth,
            meanings: &[Meaning::Birth, Meaning::BirthOrAge],
        },
        Shown { label: words.say("import-sex"), what: What::Sex, meanings: &[Meaning::Sex] },
        Shown { label: words.say("import-family"), what: What::Family, meanings: &[Meaning::Family] },
        Shown { label: words.say("import-mother"), what: What::Mother, meanings: &[Meaning::Mother] },
        Shown { label: words.say("import-document"), what: What::Document, meanings: &[Meaning::Document] },
        Shown { label: words.say("import-region"), what: What::Region, meanings: &[Meaning::Region] },
        Shown {
            label: words.say("import-other"),
            what: What::Other,
            meanings: &[
                Meaning::Father,
                Meaning::Birthplace,
                Meaning::Location,
                Meaning::Tent,
                Meaning::Seeker,
                Meaning::Kinship,
                Meaning::Telephone,
                Meaning::Note,
            ],
        },
    ];
    all.into_iter()
        .filter(|shown| shown.meanings.iter().any(|meaning| mapping.column(*meaning).is_some()))
        .collect()
}

/// A row with its texts, from which the page borrows.
pub(super) struct Line {
    number: u32,
    cells: Vec<Cell>,
    state: (Tone, Icon, String),
    more: Option<Markup>,
}

#[derive(Default)]
struct Cell {
    stored: String,
    read: Option<String>,
    problems: Vec<(String, String, Gravity)>,
    mend: Option<Markup>,
}

impl Line {
    pub(super) fn as_row(&self) -> PreviewRow<'_> {
        let cells = self.cells.iter().map(|cell| PreviewCell {
            stored: &cell.stored,
            read: cell.read.as_deref(),
            problems: cell
                .problems
                .iter()
                .map(|(text, mend, gravity)| CellProblem { text, mend, gravity: *gravity })
                .collect(),
            mend: cell.mend.clone(),
        });
        let (tone, icon, word) = &self.state;
        PreviewRow {
            number: self.number,
            cells: cells.collect(),
            state: (*tone, *icon, word),
            more: self.more.clone(),
        }
    }
}

/// What a page of rows needs of the list.
pub(super) struct Setting<'a> {
    pub(super) visit: &'a Visit,
    pub(super) waiting: &'a Waiting,
    pub(super) columns: &'a [Shown],
    /// Who each row seems to be, among the records that this reader may open.
    pub(super) known: &'a BTreeMap<u32, Vec<KnownAs>>,
}

impl Setting<'_> {
    /// One person's row. Of a row that stays left out no problem is told: it concerns nobody any more.
    pub(super) fn line(&self, person: &Person) -> Line {
        let words = self.visit.words;
        let mapping = &self.waiting.read.layout.mapping;
        let state = self.waiting.rows.get(&person.row).copied().unwrap_or(RowState::New);
        let problems: Vec<&Problem> = if state == RowState::Here {
            Vec::new()
        } else {
            self.waiting
                .read
                .manifest
                .problems
                .iter()
                .filter(|problem| problem.at.row == person.row)
                .collect()
        };
        let row = self
            .waiting
            .read
            .book
            .sheets
            .iter()
            .find(|sheet| sheet.name == mapping.sheet)
            .and_then(|sheet| sheet.rows.iter().find(|row| row.number == person.row));
        let mut placed: Vec<&Problem> = Vec::new();
        let cells =
            self.columns
                .iter()
                .map(|shown| {
                    let here: Vec<&Problem> =
                        problems
                            .iter()
                            .copied()
                            .filter(|problem| {
                                problem.at.column.as_ref().is_some_and(|(column, _)| {
                                    shown.meanings.contains(&mapping.meaning(*column))
                                })
                            })
                            .collect();
                    placed.extend(&here);
                    self.cell(person, shown, &here, row, state)
                })
                .collect();
        let of_the_row: Vec<Markup> = problems
            .iter()
            .filter(|problem| !placed.contains(problem))
            .map(|problem| {
                let (text, mend) = said::problem(words, problem, Some(person));
                look::row_problem(&text, &mend, gravity(problem))
            })
            .collect();
        let blocks = state.is_added() && problems.iter().any(|problem| problem.is_blocking());
        let choice = self.choice(person.row, state);
        let known = self.known.get(&person.row).filter(|_| state != RowState::Here);
        let more = html! {
            @for problem in &of_the_row { (problem) }
            @if let Some(known) = known { (known_as(self.visit, known)) }
            @if let Some(choice) = &choice { (choice) }
        };
        Line {
            number: person.row,
            cells,
            state: self.state(person.row, state, blocks),
            more: (!of_the_row.is_empty() || known.is_some() || choice.is_some()).then_some(more),
        }
    }

    fn state(&self, row: u32, state: RowState, blocks: bool) -> (Tone, Icon, String) {
        let words = self.visit.words;
        let kind = match self.waiting.kinds.get(&row).map(domain::Kind::as_str) {
            Some("adult") => Some(words.say("import-adult")),
            Some("child") => Some(words.say("import-child")),
            // A row of another list is nobody yet.
            _ => None,
        };
        let ready = words.say("import-state-ready");
        let new = kind.map_or_else(|| ready.to_owned(), |kind| format!("{ready} · {kind}"));
        match state {
            RowState::New | RowState::Another if blocks => {
                (Tone::Late, Icon::Warning, words.say("import-state-needs").to_owned())
            }
            RowState::New | RowState::Another => (Tone::Good, Icon::Plus, new),
            RowState::Here => (Tone::Calm, Icon::Check, words.say("import-state-here").to_owned()),
            RowState::Changed => (Tone::Soon, Icon::People, words.say("import-state-like").to_owned()),
        }
    }

    /// Somebody like one that the flight has: the same, or another.
    fn choice(&self, row: u32, state: RowState) -> Option<Markup> {
        let words = self.visit.words;
        match state {
            RowState::Changed => {
                let value = format!("another:{row}");
                Some(html! {
                    span class="mends" {
                        span class="soft" { (words.say("import-like-left")) }
                        (look::button(Button::quiet(words.say("import-another-do")).sends("row", &value)))
                    }
                })
            }
            RowState::Another => {
                let value = format!("same:{row}");
                Some(
                    html! { span class="mends" { (look::button(Button::plain(words.say("import-same-do")).icon(Icon::Undo).sends("row", &value))) } },
                )
            }
            RowState::New | RowState::Here => None,
        }
    }

    fn cell(
        &self,
        person: &Person,
        shown: &Shown,
        problems: &[&Problem],
        row: Option<&Row>,
        state: RowState,
    ) -> Cell {
        let words = self.visit.words;
        let mapping = &self.waiting.read.layout.mapping;
        let corrected = self.waiting.how.corrections.keys().filter(|(number, column)| {
            *number == person.row && shown.meanings.contains(&mapping.meaning(*column))
        });
        let mut mendable: Vec<usize> = corrected.map(|(_, column)| *column).collect();
        for problem in problems {
            mendable.extend(problem.at.column.as_ref().map(|(column, _)| *column));
        }
        mendable.sort_unstable();
        mendable.dedup();
        let was_corrected = |column: usize| self.waiting.how.corrections.contains_key(&(person.row, column));
        let in_file: Vec<&str> = mendable
            .iter()
            .filter(|column| was_corrected(**column))
            .filter_map(|column| row.map(|row| row.text(*column).trim()))
            .collect();
        let mut read = (!in_file.is_empty()).then(|| said::short(&in_file.join(" ")));
        if read.is_none() && shown.what == What::Birth && !matches!(person.birth, Some(PartialDate::Day(_))) {
            let text = person.birth_read.as_str().trim();
            read = (!text.is_empty()).then(|| said::short(text));
        }
        let mends: Vec<Markup> = mendable
            .iter()
            .filter(|_| state != RowState::Here)
            .map(|column| self.mending(person.row, *column, problems, row, was_corrected(*column)))
            .collect();
        Cell {
            stored: self.stored(person, shown.what),
            read,
            problems: problems
                .iter()
                .map(|problem| {
                    let (text, mend) = said::problem(words, problem, Some(person));
                    (text, mend, gravity(problem))
                })
                .collect(),
            mend: (!mends.is_empty()).then(|| html! { @for mend in &mends { (mend) } }),
        }
    }

    fn mending(
        &self,
        number: u32,
        column: usize,
        problems: &[&Problem],
        row: Option<&Row>,
        corrected: bool,
    ) -> Markup {
        let words = self.visit.words;
        let own: Vec<&&Problem> = problems
            .iter()
            .filter(|problem| problem.at.column.as_ref().is_some_and(|(known, _)| *known == column))
            .collect();
        let proposals: Vec<(String, String)> = own
            .iter()
            .flat_map(|problem| {
                problem.mends.iter().enumerate().map(|(at, mend)| {
                    let value = format!("{number}.{column}.{}.{at}", problem.code.as_str());
                    (said::mend(words, mend), value)
                })
            })
            .collect();
        let name = cell_name(number, column);
        let heading = row_heading(self.waiting, column);
        let spoken =
            words.say_with("import-cell-of", args!["column" => heading, "row" => number.to_string()]);
        let back = corrected.then(|| format!("{number}.{column}"));
        let blocks = own.iter().any(|problem| problem.is_blocking());
        look::mending(
            words,
            Mending {
                name: &name,
                spoken: &spoken,
                value: &now(self.waiting, row, number, column),
                proposals: &proposals,
                back: back.as_deref(),
                gravity: if blocks { Gravity::Blocks } else { Gravity::Notes },
            },
        )
    }

    /// What will be stored, said.
    fn stored(&self, person: &Person, what: What) -> String {
        let words = self.visit.words;
        let joined = |texts: Vec<&str>| said::short(&texts.join(" · "));
        match what {
            What::Name => full_name(&person.names),
            What::Birth => person.birth.map(|birth| words.partial_date(birth)).unwrap_or_default(),
            What::Sex => match person.sex {
                Some(sex) if Some(sex) == exchange::manifest::sex_of("f") => {
                    words.say("import-female").to_owned()
                }
                Some(_) => words.say("import-male").to_owned(),
                None => String::new(),
            },
            What::Family => person.family.clone().unwrap_or_default(),
            What::Mother => {
                let Some(mother) = &person.mother else { return String::new() };
                let mut said = said::short(mother.text.as_str());
                if let Some(row) = mother.proposed_row {
                    let at = words.say_with("import-mother-row", args!["row" => row.to_string()]);
                    let _ = write!(said, " ({at})");
                }
                said
            }
            What::Document => {
                joined(person.documents.iter().map(|document| document.number.as_str()).collect())
            }
            What::Region => match &person.region {
                Some(region) => crate::pages::operation::place(self.visit, region),
                None => {
                    person.region_read.as_ref().map(|read| said::short(read.as_str())).unwrap_or_default()
                }
            },
            What::Other => {
                let seeker = person.seeker.as_ref();
                let seeker =
                    seeker.into_iter().flat_map(|seeker| [&seeker.text, &seeker.kinship, &seeker.telephone]);
                let own = [&person.father, &person.birthplace, &person.location, &person.tent, &person.note];
                joined(own.into_iter().chain(seeker).flatten().map(domain::Private::as_str).collect())
            }
        }
    }
}

/// The name under which a cell is written anew.
pub(super) fn cell_name(row: u32, column: usize) -> String {
    format!("cell.{row}.{column}")
}

/// The text that stands in a cell now: what somebody wrote, or what the file has.
pub(super) fn now(waiting: &Waiting, row: Option<&Row>, number: u32, column: usize) -> String {
    match waiting.how.corrections.get(&(number, column)) {
        Some(text) => text.as_str().to_owned(),
        None => row.map(|row| row.text(column).trim().to_owned()).unwrap_or_default(),
    }
}

fn row_heading(waiting: &Waiting, column: usize) -> String {
    let known = waiting.read.layout.columns.iter().find(|known| known.index == column);
    match known.map(|known| known.heading.trim()) {
        Some(heading) if !heading.is_empty() => heading.to_owned(),
        _ => column_letters(column),
    }
}

fn gravity(problem: &Problem) -> Gravity {
    if problem.is_blocking() { Gravity::Blocks } else { Gravity::Notes }
}
