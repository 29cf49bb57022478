//! The third step: each person as they will be stored, problems first, each at its cell with its mend.

use std::collections::BTreeSet;

use app::operation::{
    import_manifest::RowState,
    intake::Intake,
    upload::{Decision, NotTaken, Waiting},
};
use axum::response::Response;
use domain::{CommandId, PersonCode};
use exchange::{
    Refusal,
    manifest::{LeftOut, Person},
    sheet::Row,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    cells::{self, Setting, cell_name},
    crumb, go, is_list, not_taken, said, step_address, steps,
};
use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Button, Icon, Page, Post, Tab, Tone, Width},
    posted::Posted,
    server::Even,
    visit::Visit,
    words::Words,
};

/// Rows on a page: with every problem and its mend it stays light.
const ROWS: usize = 40;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    show: Option<String>,
    page: Option<usize>,
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Those the import waits for, or that somebody should decide on.
    Need,
    /// Those with a remark.
    Look,
    /// All.
    All,
}

impl Part {
    const fn code(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Look => "look",
            Self::All => "all",
        }
    }

    fn holds(self, waiting: &Waiting, told: &Told, person: &Person) -> bool {
        let state = waiting.rows.get(&person.row).copied().unwrap_or(RowState::New);
        match self {
            Self::All => true,
            Self::Need => {
                matches!(state, RowState::Changed | RowState::Another) || told.blocking.contains(&person.row)
            }
            Self::Look => state != RowState::Here && told.any.contains(&person.row),
        }
    }
}

/// The rows of which something is told: asked of every row, of lists with thousands.
struct Told {
    blocking: BTreeSet<u32>,
    any: BTreeSet<u32>,
}

impl Told {
    fn of(waiting: &Waiting) -> Self {
        Self {
            blocking: waiting.blocking().map(|problem| problem.at.row).collect(),
            any: waiting.read.manifest.problems.iter().map(|problem| problem.at.row).collect(),
        }
    }
}

/// The page leaves at even steps of time: who of the list is known elsewhere does not show in it.
pub(super) async fn page(
    visit: Visit,
    Path((flight, upload)): Path<(PersonCode, CommandId)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let even = Even::now();
    let waiting = match visit.app().preview_list(visit.who()?, &flight, upload).await {
        Ok(waiting) => waiting,
        Err(error) => return without_people(&visit, &flight, upload, error).await,
    };
    let words = visit.words;
    let told = Told::of(&waiting);
    let count = |part: Part| {
        waiting.read.manifest.people.iter().filter(|person| part.holds(&waiting, &told, person)).count()
    };
    let (need, look, all) = (count(Part::Need), count(Part::Look), count(Part::All));
    let part = match asked.show.as_deref() {
        Some("need") => Part::Need,
        Some("look") => Part::Look,
        Some("all") => Part::All,
        _ if need > 0 => Part::Need,
        _ => Part::All,
    };
    let here = step_address(&visit, &flight, upload, "people");
    let columns = cells::columns(&visit, &waiting.read.layout.mapping);
    let labels: Vec<&str> = columns.iter().map(|column| column.label).collect();
    let wanted: Vec<&Person> =
        waiting.read.manifest.people.iter().filter(|person| part.holds(&waiting, &told, person)).collect();
    let pages = wanted.len().div_ceil(ROWS).max(1);
    let at = asked.page.unwrap_or(1).clamp(1, pages);
    let here_now: Vec<&Person> = wanted.iter().copied().skip((at - 1) * ROWS).take(ROWS).collect();
    let door = if is_list(&visit) { app::Shown::ListImport } else { app::Shown::FlightImport };
    // Whoever is looked for is looked for where they agreed to it, after the import: before it nobody is.
    let is_request = Intake::of(&waiting.list.view) == Some(Intake::Tracing);
    let compared: &[&Person] = if is_request { &[] } else { &here_now };
    let known = visit.app().known_as(visit.who()?, compared, door).await?;
    let setting = Setting { visit: &visit, waiting: &waiting, columns: &columns, known: &known };
    let lines: Vec<cells::Line> = here_now.iter().map(|person| setting.line(person)).collect();
    let rows: Vec<look::PreviewRow<'_>> = lines.iter().map(cells::Line::as_row).collect();
    let link = |part: Part, page: usize| {
        if page == 1 {
            format!("{here}?show={}", part.code())
        } else {
            format!("{here}?show={}&page={page}", part.code())
        }
    };
    let tabs: Vec<(&str, String, usize)> = vec![
        (words.say("import-tab-need"), link(Part::Need, 1), need),
        (words.say("import-tab-look"), link(Part::Look, 1), look),
        (words.say("import-all-rows"), link(Part::All, 1), all),
    ];
    let tabs: Vec<Tab<'_>> =
        tabs.iter().map(|(label, href, count)| Tab { label, href, count: Some(*count) }).collect();
    let action = if at == 1 { link(part, 1) } else { link(part, at) };
    let command = visit.command()?;
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let shown = words.say_with(
        "import-shown",
        args!["from" => (at - 1) * ROWS + usize::from(!wanted.is_empty()), "to" => (at - 1) * ROWS + lines.len(), "all" => wanted.len()],
    );
    let back = (at > 1).then(|| link(part, at - 1));
    let on = (at < pages).then(|| link(part, at + 1));
    let content = html! {
        (crumb(&visit, &flight))
        (look::heading(words.say("import-title"), None, &[]))
        (steps(&visit, &flight, Some(upload), 2))
        (summary(&visit, &flight, upload, &waiting)?)
        (of_the_file(words, &waiting))
        (look::tabs(words, words.say("import-preview"), &tabs, &link(part, 1)))
        @if rows.is_empty() {
            (look::sheet(&look::empty(Icon::Done, words.say("import-none-here"), None)))
        } @else {
            (look::action_form(post, &html! {
                // The first button is the one that the Enter key presses.
                div class="buttons" { (look::button(Button::quiet(words.say("import-mend-do")).icon(Icon::Check))) }
                (look::import_preview(words, &labels, &rows))
                div class="buttons" { (look::button(Button::quiet(words.say("import-mend-do")).icon(Icon::Check))) }
            }))
            @if pages > 1 { (look::pages(words, &shown, back.as_deref(), on.as_deref())) }
        }
        (left_out(words, &waiting))
    };
    let response = visit.show(Page::new(words.say("import-title"), content).width(Width::Full)).await;
    even.out().await;
    response
}

/// A list that holds nobody under its columns goes back to them.
async fn without_people(
    visit: &Visit,
    flight: &PersonCode,
    upload: CommandId,
    error: NotTaken,
) -> Result<Response, Fail> {
    match error {
        NotTaken::File(
            Refusal::NoNames | Refusal::NoRows | Refusal::NoHeader | Refusal::MappingDoesNotFit,
        ) => Ok(go(&step_address(visit, flight, upload, "columns"))),
        error => not_taken(visit, flight, error).await,
    }
}

/// What would be stored, and the button that does it, or what it waits for.
fn summary(visit: &Visit, flight: &PersonCode, upload: CommandId, waiting: &Waiting) -> Result<Markup, Fail> {
    let words = visit.words;
    let added = waiting.added();
    let blocked = {
        let rows: BTreeSet<u32> = waiting.blocking().map(|problem| problem.at.row).collect();
        rows.len()
    };
    let (here, like) = (waiting.count(RowState::Here), waiting.count(RowState::Changed));
    let fresh = |row: &u32| waiting.rows.get(row).is_some_and(|state| state.is_added());
    let families = waiting
        .read
        .manifest
        .families
        .iter()
        .filter(|family| family.rows.len() > 1 && family.rows.iter().any(fresh))
        .count();
    let action = format!("{}/{upload}", super::address(visit, flight));
    let command = visit.command()?;
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    Ok(look::sheet(&html! {
        ul class="counts" {
            @if blocked > 0 { li { (look::state(Tone::Late, Icon::Warning, &words.say_with("import-need-you", args!["count" => blocked]))) } }
            @if added > 0 {
                li { (look::state(Tone::Good, Icon::Plus, &words.say_with("import-ready", args!["count" => added.saturating_sub(blocked)]))) }
                @if !is_list(visit) {
                    li { (words.say_with("import-children", args!["count" => waiting.added_as("child")])) }
                    li { (words.say_with("import-adults", args!["count" => waiting.added_as("adult")])) }
                    li { (words.say_with("import-families", args!["count" => families])) }
                }
            }
            @if like > 0 { li { (look::state(Tone::Soon, Icon::People, &words.say_with("import-like", args!["count" => like]))) } }
            @if here > 0 { li { (words.say_with("import-already", args!["count" => here])) } }
        }
        @if added == 0 {
            p { (words.say("import-nothing-to-add")) }
        } @else if blocked > 0 {
            p { (words.say("import-blocked")) }
            (look::link_button(words.say("import-rejected-do"), &step_address(visit, flight, upload, "rejected.xlsx"), look::Weight::Quiet))
        } @else {
            (look::action_form(post, &html! {
                p class="soft" { (words.say("import-all-or-nothing")) }
                (look::button(Button::first(&words.say_with("import-store-do", args!["count" => added]))))
            }))
        }
    }))
}

/// What concerns the whole file: its encoding, hidden columns, totals.
fn of_the_file(words: Words, waiting: &Waiting) -> Markup {
    let of_people = |row: u32| waiting.rows.contains_key(&row);
    let told: Vec<Markup> = waiting
        .read
        .manifest
        .problems
        .iter()
        .filter(|problem| !of_people(problem.at.row) && !is_left_out(problem.code))
        .map(|problem| {
            let (text, mend) = said::problem(words, problem, None);
            let gravity =
                if problem.is_blocking() { look::Gravity::Blocks } else { look::Gravity::Notes };
            let column = problem.column_name();
            html! { li { @if let Some(column) = column { strong { (look::own(column)) } " " } (look::row_problem(&text, &mend, gravity)) } }
        })
        .collect();
    html! { @if !told.is_empty() { ul class="of-file" { @for line in &told { (line) } } } }
}

/// Codes that only say why a row is no person; those rows are listed below.
const fn is_left_out(code: exchange::Code) -> bool {
    use exchange::Code;
    matches!(code, Code::DuplicateRow | Code::TotalRow | Code::SectionRow | Code::HeaderAgain)
}

/// Rows that are no person, with the reason.
fn left_out(words: Words, waiting: &Waiting) -> Markup {
    let rows: Vec<(u32, &str)> = waiting
        .read
        .manifest
        .left_out
        .iter()
        .filter_map(|(row, reason)| {
            let why = match reason {
                LeftOut::Blank => return None,
                LeftOut::Title => words.say("left-out-title"),
                LeftOut::Header => words.say("left-out-header"),
                LeftOut::Section => words.say("left-out-section"),
                LeftOut::Total => words.say("left-out-total"),
                LeftOut::Duplicate => words.say("left-out-duplicate"),
            };
            Some((*row, why))
        })
        .take(200)
        .collect();
    html! {
        @if !rows.is_empty() {
            (look::folded(&words.say_with("import-left-out", args!["count" => rows.len()]), &html! {
                ul { @for (row, why) in &rows { li { (words.say_with("import-row-is", args!["row" => row.to_string(), "why" => *why])) } } }
            }))
        }
    }
}

/// Keeps what was typed into cells and what one button decided, and shows the rows again.
pub(super) async fn save(
    Path((flight, upload)): Path<(PersonCode, CommandId)>,
    Query(asked): Query<Asked>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let who = visit.who()?;
    let waiting = match visit.app().preview_list(who, &flight, upload).await {
        Ok(waiting) => waiting,
        Err(error) => return without_people(visit, &flight, upload, error).await,
    };
    let (decisions, row) = decisions(&waiting, &posted);
    if !decisions.is_empty() {
        visit.app().decide_on_list(who, &flight, upload, decisions).await?;
    }
    // Back to where the button was, as far as the row is still in that part of the list.
    let here = step_address(visit, &flight, upload, "people");
    let mut to = match (asked.show.as_deref(), asked.page) {
        (Some(show @ ("need" | "look" | "all")), Some(page)) => format!("{here}?show={show}&page={page}"),
        (Some(show @ ("look" | "all")), None) => format!("{here}?show={show}"),
        _ => here,
    };
    if let Some(row) = row {
        to = format!("{to}#row-{row}");
    }
    Ok(go(&to))
}

/// The decisions of a form, and the row of the button that was pressed.
fn decisions(waiting: &Waiting, posted: &Posted) -> (Vec<Decision>, Option<u32>) {
    let mut decisions = Vec::new();
    let sheet = waiting.read.book.sheets.iter().find(|sheet| sheet.name == waiting.read.layout.mapping.sheet);
    let row_of = |number: u32| -> Option<&Row> { sheet?.rows.iter().find(|row| row.number == number) };
    for (name, value) in posted.fields() {
        let Some((row, column)) = name.strip_prefix("cell.").and_then(cell) else { continue };
        let typed = value.trim();
        let in_file = row_of(row).map_or("", |row| row.text(column).trim());
        if cell_name(row, column) != *name || typed == cells::now(waiting, row_of(row), row, column) {
            continue;
        }
        decisions.push(if typed == in_file {
            Decision::TakeBack((row, column))
        } else {
            Decision::Write((row, column), typed.into())
        });
    }
    let mut pressed = None;
    if let Some(mend) = posted.text("mend") {
        let mut parts = mend.splitn(4, '.');
        let row: Option<u32> = parts.next().and_then(|row| row.parse().ok());
        let column: Option<usize> = parts.next().and_then(|column| column.parse().ok());
        let (code, at) =
            (parts.next().unwrap_or_default(), parts.next().and_then(|at| at.parse::<usize>().ok()));
        let problem = waiting.read.manifest.problems.iter().find(|problem| {
            Some(problem.at.row) == row
                && problem.at.column.as_ref().map(|(column, _)| *column) == column
                && problem.code.as_str() == code
        });
        let mend = problem.zip(at).and_then(|(problem, at)| problem.mends.get(at));
        if let (Some(row), Some(mend)) = (row, mend) {
            decisions
                .extend(mend.set.iter().map(|(column, text)| Decision::Write((row, *column), text.clone())));
        }
        pressed = row;
    }
    if let Some((row, column)) = posted.text("back").and_then(cell) {
        decisions.push(Decision::TakeBack((row, column)));
        pressed = Some(row);
    }
    if let Some((what, row)) = posted.text("row").and_then(|row| row.split_once(':'))
        && let Ok(row) = row.parse::<u32>()
    {
        match what {
            "another" => decisions.push(Decision::Another(row)),
            "same" => decisions.push(Decision::Same(row)),
            _ => {}
        }
        pressed = Some(row);
    }
    (decisions, pressed)
}

/// `row.column`.
fn cell(text: &str) -> Option<(u32, usize)> {
    let (row, column) = text.split_once('.')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}
