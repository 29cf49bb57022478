//! Reads keys of a TOML table and remembers every mistake with its line.
//!
//! Invariant: reading never stops at the first mistake, and a value of the wrong kind is reported, not skipped.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Texts;
use crate::{
    expression::Expression,
    problem::{Lines, Place, Problem, nearest},
};

/// A file being read.
pub(super) struct TomlReader<'a> {
    file: &'a str,
    text: &'a str,
    lines: Lines<'a>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> TomlReader<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, lines: Lines::of(text), problems: Vec::new() }
    }

    pub(super) fn place(&self, offset: usize) -> Place {
        self.lines.place(offset)
    }

    pub(super) fn problem(&mut self, place: Place, message: impl Into<String>, mend: impl Into<String>) {
        self.problems.push(Problem::at(self.file, place, message, mend));
    }

    /// The whole file as a table; syntax errors become problems.
    pub(super) fn document(&mut self) -> Spanned<DeTable<'a>> {
        let (document, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let place = self.place(error.span().map_or(0, |span| span.start));
            let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
            self.problem(
                place,
                format!("the file is not TOML here: {message}"),
                "write key = value; texts in \"…\"",
            );
        }
        document
    }

    /// Reports keys that nobody reads.
    pub(super) fn only(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys() {
            if known.contains(&key.get_ref().as_ref()) {
                continue;
            }
            let mend = match nearest(key.get_ref(), known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("remove it; known here are {}", known.join(", ")),
            };
            let place = self.place(key.span().start);
            self.problem(place, format!("unknown key `{}`", key.get_ref().escape_debug()), mend);
        }
    }

    pub(super) fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<(String, Place)> {
        let value = table.get(key)?;
        let place = self.inside(value);
        match value.get_ref() {
            DeValue::String(text) => Some((text.to_string(), place)),
            other => {
                let message = format!("`{key}` is {} and should be a text", kind(other));
                self.problem(place, message, format!("write {key} = \"…\""));
                None
            }
        }
    }

    /// A text that must be there.
    pub(super) fn needed(&mut self, table: &DeTable<'_>, key: &str, owner: Place) -> Option<(String, Place)> {
        if table.get(key).is_none() {
            self.problem(owner, format!("`{key}` is missing"), format!("add {key} = \"…\""));
        }
        self.text(table, key)
    }

    pub(super) fn flag(&mut self, table: &DeTable<'_>, key: &str) -> bool {
        let Some(value) = table.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            let place = self.place(value.span().start);
            self.problem(place, format!("`{key}` is neither true nor false"), format!("write {key} = true"));
            false
        })
    }

    pub(super) fn whole(&mut self, table: &DeTable<'_>, key: &str) -> Option<u32> {
        let value = table.get(key)?;
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        if number.is_none() {
            let place = self.place(value.span().start);
            self.problem(place, format!("`{key}` is no whole number"), format!("write {key} = 1"));
        }
        number
    }

    pub(super) fn list(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(String, Place)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            let place = self.place(value.span().start);
            self.problem(place, format!("`{key}` is no list"), format!("write {key} = [\"…\", \"…\"]"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            let place = self.inside(item);
            match item.get_ref() {
                DeValue::String(text) => found.push((text.to_string(), place)),
                _ => self.problem(
                    place,
                    format!("`{key}` holds something that is no text"),
                    "write each as \"…\"",
                ),
            }
        }
        found
    }

    pub(super) fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Texts {
        let mut texts = Texts::new();
        let Some(value) = table.get(key) else { return texts };
        let Some(languages) = value.get_ref().as_table() else {
            let place = self.place(value.span().start);
            let mend = format!("write {key} = {{ en = \"…\", ru = \"…\" }}");
            self.problem(place, format!("`{key}` is not given by language"), mend);
            return texts;
        };
        for (language, text) in languages {
            let place = self.place(text.span().start);
            match text.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => {
                    texts.insert(language.get_ref().to_string(), text.to_string());
                }
                DeValue::String(_) => {
                    self.problem(
                        place,
                        format!("the `{}` text of `{key}` is empty", language.get_ref()),
                        "write it",
                    );
                }
                _ => self.problem(
                    place,
                    format!("`{key}` holds something that is no text"),
                    "write it as \"…\"",
                ),
            }
        }
        texts
    }

    pub(super) fn expression(&mut self, table: &DeTable<'_>, key: &str) -> Option<Expression> {
        let (text, place) = self.text(table, key)?;
        self.read_expression(&text, place)
    }

    pub(super) fn read_expression(&mut self, text: &str, place: Place) -> Option<Expression> {
        match Expression::parse_at(text, place) {
            Ok(expression) => Some(expression),
            Err(mistake) => {
                self.problems.push(mistake.in_file(self.file, place));
                None
            }
        }
    }

    /// Where the content of a value begins: behind its quotation mark, if it has one.
    pub(super) fn inside<T>(&self, value: &Spanned<T>) -> Place {
        let start = value.span().start;
        let raw = self.text.get(start..).unwrap_or("");
        let skip =
            ["\"\"\"\n", "'''\n", "\"\"\"", "'''", "\"", "'"].iter().find(|mark| raw.starts_with(**mark));
        self.place(start + skip.map_or(0, |mark| mark.len()))
    }
}

pub(super) const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
