//! One file, and one table of it, read key by key.

use std::{str::FromStr, sync::Arc};

use domain::BadCode;
use forms::{Place, Problem, Texts};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Book, Spot, What};
use crate::nearest;

/// A file being read.
pub(crate) struct FileRows<'a> {
    file: Arc<str>,
    text: &'a str,
    lines: Vec<usize>,
    document: DeTable<'a>,
}

impl<'a> FileRows<'a> {
    /// Parses a file; what is no TOML becomes problems, and the rest is read all the same.
    pub(crate) fn parse(file: &str, text: &'a str, book: &mut Book) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let (document, errors) = DeTable::parse_recoverable(text);
        let this = Self { file: file.into(), text, lines, document: document.into_inner() };
        // One slip often gives several errors on its line; the first tells it.
        let mut last_line = 0;
        for error in errors {
            let spot = this.spot(error.span().map_or(0, |span| span.start));
            if spot.place.line != last_line {
                last_line = spot.place.line;
                let before = text.get(..error.span().map_or(0, |span| span.start)).unwrap_or("");
                let (message, mend) =
                    if before.trim_end_matches([' ', '\t']).ends_with('=') && this.ends(&spot) {
                        ("the value is missing".to_owned(), "write it behind the `=`".to_owned())
                    } else {
                        readable(error.message())
                    };
                book.problems.push(spot.problem(message, mend));
            }
        }
        this
    }

    /// The file's own table.
    pub(crate) fn top<'r>(&'r self, book: &'r mut Book) -> Row<'r, 'a> {
        Row {
            rows: self,
            book,
            table: &self.document,
            at: self.spot(0),
            path: String::new(),
            known: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// The place of a byte offset.
    pub(crate) fn spot(&self, offset: usize) -> Spot {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines[line - 1];
        let column = self.text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        let place = Place {
            line: line.try_into().unwrap_or(u32::MAX),
            column: column.try_into().unwrap_or(u32::MAX),
        };
        Spot { file: self.file.clone(), place }
    }

    /// Whether nothing follows on the line.
    fn ends(&self, spot: &Spot) -> bool {
        let line = self.text.lines().nth(spot.place.line as usize - 1).unwrap_or("");
        line.chars().skip(spot.place.column as usize - 1).all(char::is_whitespace)
    }

    fn spot_of<T>(&self, value: &Spanned<T>) -> Spot {
        self.spot(value.span().start)
    }
}

/// What the TOML parser says, in words that help the person who wrote the file.
fn readable(message: &str) -> (String, String) {
    let said = message.lines().next().unwrap_or("").trim();
    let lower = said.to_lowercase();
    let mend = if lower.contains("duplicate key") {
        "remove one of the two"
    } else if lower.contains("string") || lower.contains("quote") {
        "write texts between quotation marks, on one line: \"…\""
    } else if lower.contains("newline") || lower.contains("extra") {
        "write one `key = value` per line"
    } else if lower.contains("array") || lower.contains("`]`") {
        "close the list with `]` and put commas between its items"
    } else if lower.contains("table") || lower.contains("`}`") {
        "close it with `}` and put commas between its parts"
    } else {
        "write `key = value`, texts between quotation marks"
    };
    (format!("the file cannot be read here: {said}"), mend.to_owned())
}

/// One table being read. Every key that is asked for is known; [`Row::finish`] reports the others.
pub(crate) struct Row<'r, 'a> {
    rows: &'r FileRows<'a>,
    pub(crate) book: &'r mut Book,
    table: &'r DeTable<'a>,
    at: Spot,
    path: String,
    known: Vec<&'static str>,
    missing: Vec<(&'static str, Problem)>,
}

/// Texts between quotation marks, with the place of their first character.
type Said = (String, Spot);

impl<'r, 'a> Row<'r, 'a> {
    pub(crate) fn at(&self) -> &Spot {
        &self.at
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn problem(&mut self, spot: &Spot, message: impl Into<String>, mend: impl Into<String>) {
        self.book.problems.push(spot.problem(message, mend));
    }

    /// A key that was read elsewhere.
    pub(crate) fn also_known(&mut self, key: &'static str) {
        self.known.push(key);
    }

    /// The place of a key's value, or of the row where the key is missing.
    pub(crate) fn spot(&self, key: &str) -> Spot {
        self.table.get(key).map_or_else(|| self.at.clone(), |value| self.rows.spot_of(value))
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn value(&mut self, key: &'static str) -> Option<&'r Spanned<DeValue<'a>>> {
        self.known.push(key);
        let table = self.table;
        let value = table.get(key)?;
        if !self.path.is_empty() {
            self.book.spots.note(format!("{}/{key}", self.path), self.rows.spot_of(value));
        }
        Some(value)
    }

    fn needed(&mut self, key: &'static str, example: &str) -> Option<&'r Spanned<DeValue<'a>>> {
        let value = self.value(key);
        if value.is_none() {
            self.missing(key, format!("add {key} = {example}"));
        }
        value
    }

    /// Says that a key is missing, once it is clear that it is not merely misspelled.
    pub(crate) fn missing(&mut self, key: &'static str, mend: impl Into<String>) {
        let problem = self.at.problem(format!("`{key}` is missing"), mend);
        self.missing.push((key, problem));
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, key: &str, should: &str, example: &str) {
        let spot = self.rows.spot_of(value);
        let message = format!("`{key}` is {} and should be {should}", sort(value.get_ref()));
        self.problem(&spot, message, format!("write {key} = {example}"));
    }

    fn string(&mut self, key: &'static str, value: &'r Spanned<DeValue<'a>>) -> Option<Said> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some((text.to_string(), self.rows.spot_of(value)))
            }
            DeValue::String(_) => {
                let spot = self.rows.spot_of(value);
                self.problem(&spot, format!("`{key}` is empty"), "write it, or remove the key");
                None
            }
            _ => {
                self.wrong(value, key, "a text", "\"…\"");
                None
            }
        }
    }

    /// A text that must be there.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Said> {
        let value = self.needed(key, "\"…\"")?;
        self.string(key, value)
    }

    /// A text that may be missing.
    pub(crate) fn text_if(&mut self, key: &'static str) -> Option<Said> {
        let value = self.value(key)?;
        self.string(key, value)
    }

    /// A code that defines this row; it gives the row its path.
    pub(crate) fn define<C: FromStr<Err = BadCode>>(
        &mut self,
        key: &'static str,
        what: What,
        scope: &str,
    ) -> Option<C> {
        let (text, spot) = self.text(key)?;
        let code = self.code(&text, &spot)?;
        self.book.define(what, scope, &text, spot.clone());
        self.path = Book::path(what, scope, &text);
        self.book.spots.note(format!("{}/{key}", self.path), spot);
        Some(code)
    }

    /// Text as a code, or a problem.
    pub(crate) fn code<C: FromStr<Err = BadCode>>(&mut self, text: &str, spot: &Spot) -> Option<C> {
        let code = text.parse().ok();
        if code.is_none() {
            let message = format!("`{}` is no code", text.escape_debug());
            self.problem(spot, message, "use 1 to 64 of a-z, 0-9, _, - and .");
        }
        code
    }

    /// The code of another thing, that must be there.
    pub(crate) fn refer<C: FromStr<Err = BadCode>>(
        &mut self,
        key: &'static str,
        what: What,
        scope: &str,
    ) -> Option<C> {
        let said = self.text(key)?;
        self.referred(said, what, scope)
    }

    /// The code of another thing, that may be missing.
    pub(crate) fn refer_if<C: FromStr<Err = BadCode>>(
        &mut self,
        key: &'static str,
        what: What,
        scope: &str,
    ) -> Option<C> {
        let said = self.text_if(key)?;
        self.referred(said, what, scope)
    }

    fn referred<C: FromStr<Err = BadCode>>(
        &mut self,
        (text, spot): Said,
        what: What,
        scope: &str,
    ) -> Option<C> {
        let code = self.code(&text, &spot)?;
        self.book.refer(what, scope, &text, spot);
        Some(code)
    }

    /// Codes of other things; a missing list is empty, and one named twice is a problem.
    pub(crate) fn refer_all<C: FromStr<Err = BadCode>>(
        &mut self,
        key: &'static str,
        what: What,
        scope: &str,
    ) -> Vec<C> {
        let said = self.list(key);
        said.into_iter().filter_map(|said| self.referred(said, what, scope)).collect()
    }

    /// Says when a list is missing or empty.
    pub(crate) fn must_name(&mut self, key: &'static str, example: &str) {
        match self.table.get(key).map(Spanned::get_ref) {
            None => self.missing(key, format!("add {key} = {example}")),
            Some(DeValue::Array(items)) if items.is_empty() => {
                let spot = self.spot(key);
                self.problem(&spot, format!("`{key}` is empty"), format!("write {key} = {example}"));
            }
            Some(_) => {}
        }
    }

    /// Texts of a list, each at its place and each once.
    pub(crate) fn list(&mut self, key: &'static str) -> Vec<Said> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list", "[\"…\", \"…\"]");
            return Vec::new();
        };
        let mut found: Vec<Said> = Vec::new();
        for item in items {
            let spot = self.rows.spot_of(item);
            let Some(text) = item.get_ref().as_str() else {
                self.problem(&spot, format!("`{key}` holds {}", sort(item.get_ref())), "write each as \"…\"");
                continue;
            };
            if found.iter().any(|(known, _)| known == text) {
                let message = format!("`{}` stands twice in `{key}`", text.escape_debug());
                self.problem(&spot, message, "remove one");
                continue;
            }
            if !self.path.is_empty() {
                self.book.spots.note(format!("{}/{key}/{text}", self.path), spot.clone());
            }
            found.push((text.to_owned(), spot));
        }
        found
    }

    /// One word of a closed list, that must be there.
    pub(crate) fn word<T: Copy>(&mut self, key: &'static str, known: &[(&str, T)]) -> Option<T> {
        let said = self.text(key)?;
        self.known_word(key, &said, known)
    }

    /// One word of a closed list, that may be missing.
    pub(crate) fn word_if<T: Copy>(&mut self, key: &'static str, known: &[(&str, T)]) -> Option<T> {
        let said = self.text_if(key)?;
        self.known_word(key, &said, known)
    }

    fn known_word<T: Copy>(&mut self, key: &str, (text, spot): &Said, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(word, _)| word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            self.book.unknown(spot, key, text, words);
        }
        found
    }

    /// `true` or `false`; missing is `false`.
    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(value, key, "true or false", "true");
            false
        })
    }

    /// A whole number that must be there.
    pub(crate) fn whole(&mut self, key: &'static str, example: &str) -> Option<i64> {
        let value = self.needed(key, example)?;
        self.number(key, value, example)
    }

    /// A whole number that may be missing.
    pub(crate) fn whole_if(&mut self, key: &'static str, example: &str) -> Option<i64> {
        let value = self.value(key)?;
        self.number(key, value, example)
    }

    fn number(&mut self, key: &str, value: &Spanned<DeValue<'_>>, example: &str) -> Option<i64> {
        let number = integer(value.get_ref());
        if number.is_none() {
            self.wrong(value, key, "a whole number", example);
        }
        number
    }

    /// Two whole numbers that may be missing, as `[0, 40]`.
    pub(crate) fn pair_if(&mut self, key: &'static str, example: &str) -> Option<(i64, i64)> {
        let value = self.value(key)?;
        let pair = value.get_ref().as_array().and_then(|items| match &items[..] {
            [a, b] => integer(a.get_ref()).zip(integer(b.get_ref())),
            _ => None,
        });
        if pair.is_none() {
            let spot = self.rows.spot_of(value);
            self.problem(
                &spot,
                format!("`{key}` is not two whole numbers"),
                format!("write {key} = {example}"),
            );
        }
        pair
    }

    /// A calendar date that must be there, with or without quotation marks.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<jiff::civil::Date> {
        let value = self.needed(key, "\"2026-01-31\"")?;
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => String::new(),
        };
        let date = if text.len() == 10 { text.parse().ok() } else { None };
        if date.is_none() {
            self.wrong(value, key, "a date of the calendar", "\"2026-01-31\"");
        }
        date
    }

    /// A text in all languages, that must be there.
    pub(crate) fn texts(&mut self, key: &'static str) -> Texts {
        let example = in_all_languages(&self.book.languages);
        let Some(value) = self.needed(key, &example) else { return Texts::new() };
        self.by_language(key, value)
    }

    /// A text in all languages, that may be missing altogether.
    pub(crate) fn texts_if(&mut self, key: &'static str) -> Texts {
        let Some(value) = self.value(key) else { return Texts::new() };
        self.by_language(key, value)
    }

    fn by_language(&mut self, key: &'static str, value: &'r Spanned<DeValue<'a>>) -> Texts {
        let mut texts = Texts::new();
        let languages = self.book.languages.clone();
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(value, key, "given by language", &in_all_languages(&languages));
            return texts;
        };
        for (language, text) in table {
            let language_spot = self.rows.spot_of(language);
            let language = language.get_ref().as_ref();
            if !languages.iter().any(|known| known == language) {
                let message = format!("`{key}` is given in `{}`", language.escape_debug());
                let mend = match nearest(language, languages.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the protocol's languages are {}", languages.join(", ")),
                };
                self.problem(&language_spot, message, mend);
            }
            match text.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => {
                    texts.insert(language.to_owned(), text.to_string());
                }
                DeValue::String(_) => {
                    let spot = self.rows.spot_of(text);
                    self.problem(&spot, format!("the `{language}` text of `{key}` is empty"), "write it");
                    // Empty is said once; it is not missing too.
                    texts.insert(language.to_owned(), String::new());
                }
                _ => self.wrong(text, key, "a text", "\"…\""),
            }
        }
        let missing: Vec<&str> =
            languages.iter().map(String::as_str).filter(|language| !texts.contains_key(*language)).collect();
        if !missing.is_empty() {
            let spot = self.rows.spot_of(value);
            let mend =
                missing.iter().map(|language| format!("{language} = \"…\"")).collect::<Vec<_>>().join(", ");
            let message = format!("`{key}` is not translated into {}", missing.join(", "));
            self.problem(&spot, message, format!("add {mend}"));
        }
        texts.retain(|_, text| !text.is_empty());
        texts
    }

    /// The tables under `[[key]]`, or of a list of `{ … }`.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<(&'r DeTable<'a>, Spot)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            let spot = self.rows.spot_of(value);
            let message = format!("`{key}` is {} and should be a list of tables", sort(value.get_ref()));
            self.problem(&spot, message, format!("write [[{key}]] before each"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            let spot = self.rows.spot_of(item);
            if let Some(table) = item.get_ref().as_table() {
                found.push((table, spot));
            } else {
                let message = format!("`{key}` holds {}", sort(item.get_ref()));
                self.problem(&spot, message, format!("write [[{key}]] before each"));
            }
        }
        found
    }

    /// The table under `[key]`, if there is one.
    pub(crate) fn table_if(&mut self, key: &'static str) -> Option<(&'r DeTable<'a>, Spot)> {
        let value = self.value(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            let spot = self.rows.spot_of(value);
            self.problem(&spot, format!("`{key}` is no table"), format!("write [{key}] before its keys"));
        }
        table.map(|table| (table, self.rows.spot_of(value)))
    }

    /// A table inside this one, read the same way.
    pub(crate) fn inner(&mut self, (table, at): (&'r DeTable<'a>, Spot), path: String) -> Row<'_, 'a> {
        if !path.is_empty() {
            self.book.spots.note(path.clone(), at.clone());
        }
        Row { rows: self.rows, book: self.book, table, at, path, known: Vec::new(), missing: Vec::new() }
    }

    /// Codes by code, as in `{ occasion = "before_plan" }`; a missing table is empty.
    pub(crate) fn codes_by_code<K, V>(&mut self, key: &'static str) -> std::collections::BTreeMap<K, V>
    where
        K: FromStr<Err = BadCode> + Ord,
        V: FromStr<Err = BadCode>,
    {
        let mut found = std::collections::BTreeMap::new();
        let Some((table, _)) = self.table_if(key) else { return found };
        for (name, value) in table {
            let (name_spot, spot) = (self.rows.spot_of(name), self.rows.spot_of(value));
            let Some(text) = value.get_ref().as_str() else {
                self.wrong(value, key, "codes", "{ occasion = \"before_plan\" }");
                continue;
            };
            let name: Option<K> = self.code(name.get_ref().as_ref(), &name_spot);
            if let Some((name, value)) = name.zip(self.code(text, &spot)) {
                found.insert(name, value);
            }
        }
        found
    }

    /// Every key besides the known ones, as text: the columns of a choice.
    pub(crate) fn columns(&mut self) -> Vec<(String, String)> {
        let mut columns = Vec::new();
        for (key, value) in self.table {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            let text = match value.get_ref() {
                DeValue::String(text) => text.to_string(),
                DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
                DeValue::Boolean(flag) => flag.to_string(),
                _ => {
                    let spot = self.rows.spot_of(value);
                    let message = format!("the column `{name}` holds {}", sort(value.get_ref()));
                    self.problem(&spot, message, format!("write {name} = \"…\""));
                    continue;
                }
            };
            columns.push((name.to_owned(), text));
        }
        columns
    }

    /// Reports the keys that nobody asked for, and those that are not there.
    pub(crate) fn finish(mut self) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            let near = nearest(name, self.known.iter().copied());
            let mend = near.map_or_else(
                || format!("remove it; known here are {}", self.known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.missing.retain(|(missing, _)| Some(*missing) != near);
            let spot = self.rows.spot_of(key);
            let problem = spot.problem(format!("unknown key `{}`", name.escape_debug()), mend);
            self.book.problems.push(problem);
        }
        self.book.problems.extend(self.missing.into_iter().map(|(_, problem)| problem));
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn in_all_languages(languages: &[String]) -> String {
    let texts: Vec<String> = languages.iter().map(|language| format!("{language} = \"…\"")).collect();
    format!("{{ {} }}", texts.join(", "))
}

const fn sort(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
