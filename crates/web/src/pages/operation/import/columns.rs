//! The second step: how the file is read, and what each column means.

use app::operation::{
    intake::Intake,
    upload::{Columns, NotTaken},
};
use axum::{http::StatusCode, response::Response};
use domain::{CommandId, PersonCode};
use exchange::{
    ListKind, Refusal,
    layout::Meaning,
    sheet::{Delimiter, Encoding, Format, Wanted},
};
use maud::{Markup, html};

use super::{crumb, go, not_taken, said, step_address, steps};
use crate::{
    fail::Fail,
    given::Path,
    look::{self, Button, Choice, Field, Icon, Page, Post, SourceColumn, TextKind, Tone},
    posted::Posted,
    visit::Visit,
    words::Words,
};

pub(super) async fn page(
    visit: Visit,
    Path((flight, upload)): Path<(PersonCode, CommandId)>,
) -> Result<Response, Fail> {
    show(&visit, &flight, upload, None).await
}

pub(super) async fn save(
    Path((flight, upload)): Path<(PersonCode, CommandId)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let who = visit.who()?;
    let before = match visit.app().list_columns(who, &flight, upload).await {
        Ok(before) => before,
        Err(error) => return not_taken(visit, &flight, error).await,
    };
    let here = step_address(visit, &flight, upload, "columns");
    let encoding = posted.text("encoding").and_then(Encoding::of);
    let delimiter = posted.text("delimiter").and_then(Delimiter::of);
    let sheet = posted.text("sheet").map(str::to_owned);
    let is_text = before.book.format == Format::Csv;
    let read_anew = is_text && (encoding, delimiter) != (before.book.encoding, before.book.delimiter)
        || sheet.as_ref().is_some_and(|sheet| *sheet != before.layout.mapping.sheet);
    let done = if read_anew {
        // Other columns may stand there then: they are shown again before anybody is read from them.
        visit.app().read_list_anew(who, &flight, upload, Wanted { encoding, delimiter }, sheet).await
    } else {
        let mut mapping = before.layout.mapping.clone();
        if let Some(row) = posted.text("header_row") {
            let Ok(row) = row.parse::<u32>() else {
                return show(visit, &flight, upload, Some(&Refusal::MappingDoesNotFit)).await;
            };
            mapping.header_row = row;
        }
        mapping.columns.clear();
        for column in &before.layout.columns {
            let name = format!("column.{}", column.index);
            let meaning = posted.text(&name).and_then(Meaning::of).unwrap_or(Meaning::Ignore);
            mapping.columns.push((column.index, meaning));
        }
        visit.app().map_list(who, &flight, upload, mapping).await
    };
    match done {
        Ok(()) if read_anew || posted.text("do") == Some("again") => Ok(go(&here)),
        Ok(()) => Ok(go(&step_address(visit, &flight, upload, "people"))),
        Err(NotTaken::File(refusal)) => show(visit, &flight, upload, Some(&refusal)).await,
        Err(error) => not_taken(visit, &flight, error).await,
    }
}

async fn show(
    visit: &Visit,
    flight: &PersonCode,
    upload: CommandId,
    refused: Option<&Refusal>,
) -> Result<Response, Fail> {
    let columns = match visit.app().list_columns(visit.who()?, flight, upload).await {
        Ok(columns) => columns,
        Err(error) => return not_taken(visit, flight, error).await,
    };
    let words = visit.words;
    let action = step_address(visit, flight, upload, "columns");
    let command = visit.command()?;
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let wrong = refused.or(columns.lacks.as_ref()).map(|refusal| said::file(words, refusal));
    let problem = wrong.as_deref().map(|message| look::Problem { field: None, label: None, message });
    let content = html! {
        (crumb(visit, flight))
        (look::heading(words.say("import-title"), None, &[]))
        (steps(visit, flight, Some(upload), 1))
        (look::error_summary(words, problem.as_slice()))
        @if wrong.is_none() { (look::notice(Tone::Calm, Icon::Eye, &html! { p { (words.say("import-detected")) } p class="soft" { (look::own(&columns.file)) } })) }
        (look::action_form(post, &html! {
            // The first button is the one that the Enter key presses.
            (reading(words, &columns))
            (meanings(words, &columns))
            div class="form-end" {
                (look::button(Button::first(words.say("import-show-people-do"))))
                (look::button(Button::quiet(words.say("import-look-again-do")).sends("do", "again")))
            }
        }))
    };
    let mut response = visit.show(Page::new(words.say("import-title"), content)).await?;
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// How the file itself is read: only what there is to choose.
fn reading(words: Words, columns: &Columns) -> Markup {
    let mapping = &columns.layout.mapping;
    let encodings: Vec<Choice<'_>> = Encoding::ALL
        .into_iter()
        .map(|encoding| Choice::new(encoding.name(), said::encoding(words, encoding)))
        .collect();
    let delimiters: Vec<(String, &str)> = Delimiter::ALL
        .iter()
        .map(|delimiter| {
            let word = match delimiter {
                Delimiter::Comma => words.say("delimiter-comma"),
                Delimiter::Semicolon => words.say("delimiter-semicolon"),
                Delimiter::Tab => words.say("delimiter-tab"),
                Delimiter::Bar => words.say("delimiter-pipe"),
            };
            (delimiter_code(*delimiter), word)
        })
        .collect();
    let delimiters: Vec<Choice<'_>> = delimiters.iter().map(|(code, word)| Choice::new(code, word)).collect();
    let sheets: Vec<Choice<'_>> =
        columns.book.sheets.iter().map(|sheet| Choice::new(&sheet.name, &sheet.name)).collect();
    let delimiter = columns.book.delimiter.map(delimiter_code);
    let header_row = if mapping.header_row == 0 { String::new() } else { mapping.header_row.to_string() };
    html! {
        div class="reading" {
            @if let Some(encoding) = columns.book.encoding {
                (look::list_field(words, Field::new("encoding", words.say("import-encoding")), &encodings, Some(encoding.name())))
            }
            @if let Some(delimiter) = &delimiter {
                (look::list_field(words, Field::new("delimiter", words.say("import-delimiter")), &delimiters, Some(delimiter)))
            }
            @if sheets.len() > 1 {
                (look::list_field(words, Field::new("sheet", words.say("import-sheet")), &sheets, Some(&mapping.sheet)))
            }
            (look::text_field(words, Field::new("header_row", words.say("import-header-row")), TextKind::Code, &header_row))
        }
    }
}

fn delimiter_code(delimiter: Delimiter) -> String {
    match delimiter {
        Delimiter::Tab => "tab".to_owned(),
        other => other.char().to_string(),
    }
}

fn meanings(words: Words, columns: &Columns) -> Markup {
    let kind = Intake::of(&columns.list.view).map_or(ListKind::Manifest, Intake::kind);
    let choices: Vec<(&str, String)> = Meaning::ALL
        .iter()
        .filter(|meaning| **meaning != Meaning::Ignore && meaning.is_of(kind))
        .map(|meaning| (meaning.code(), words.say_code("meaning", meaning.code(), &[])))
        .collect();
    let choices: Vec<Choice<'_>> = choices.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let names: Vec<(String, String)> = columns
        .layout
        .columns
        .iter()
        .map(|column| {
            let heading = column.heading.trim();
            let shown = if heading.is_empty() {
                column.letters.clone()
            } else {
                format!("{} · {heading}", column.letters)
            };
            (format!("column.{}", column.index), shown)
        })
        .collect();
    let shown: Vec<SourceColumn<'_>> = columns
        .layout
        .columns
        .iter()
        .zip(&names)
        .map(|(column, (name, heading))| SourceColumn {
            name,
            heading,
            samples: column.samples.iter().map(domain::Private::as_str).collect(),
            meaning: (column.meaning != Meaning::Ignore).then(|| column.meaning.code()),
        })
        .collect();
    look::column_meanings(words, &shown, &choices)
}
