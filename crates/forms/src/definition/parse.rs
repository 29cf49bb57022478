//! Reads a form's TOML file.
//!
//! ```toml
//! form = "visit"
//! version = 1
//! kinds = ["child"]
//! compartment = "social"
//! entries = "many"                        # or "one"
//! title = { en = "Visit", ru = "Визит" }
//! summary = "jr:choice-name(${place}, '${place}')"
//! [[given]]                               # facts of the record that conditions may ask for
//! name = "birth_date"
//! type = "partial_date"
//! [[field]]
//! name = "seen_alone"
//! type = "select_one yes_no"
//! label = { en = "Was the child seen alone?", ru = "Удалось поговорить наедине?" }
//! required = true
//! ```
//!
//! Invariant: a form that is given back is whole; any mistake in the file gives problems instead.

use domain::{Compartment, FieldCode, FormCode, InstrumentCode, Kind, ListCode};
use toml::{Spanned, de::DeTable, de::DeValue};

use super::{
    Changes, Entries, Field, FieldType, Form, Given, Group, Item, Presence, Required, toml_reader::TomlReader,
};
use crate::{
    expression::{Expression, Function, is_field_name, read_number, to_millionths},
    problem::{Place, Problem, nearest},
};

const FORM_KEYS: &[&str] = &[
    "form",
    "version",
    "kinds",
    "compartment",
    "entries",
    "by_house",
    "changes",
    "title",
    "hint",
    "summary",
    "given",
    "field",
];
const GROUP_KEYS: &[&str] = &["name", "type", "label", "hint", "relevant", "appearance"];
const REPEAT_KEYS: &[&str] = &["name", "type", "label", "hint", "relevant", "appearance", "repeat_count"];
const END_KEYS: &[&str] = &["name", "type"];
const FIELD_KEYS: &[&str] = &[
    "name",
    "type",
    "label",
    "hint",
    "relevant",
    "constraint",
    "constraint_message",
    "required",
    "required_message",
    "calculation",
    "choice_filter",
    "default",
    "appearance",
    "read_only",
    "sensitive",
    "asks_father",
    "parameters",
];
const TYPES: &[&str] = &[
    "text",
    "integer",
    "decimal",
    "range",
    "select_one",
    "select_multiple",
    "date",
    "partial_date",
    "time",
    "dateTime",
    "person_name",
    "place",
    "score",
    "file",
    "note",
    "calculate",
    "acknowledge",
    "hidden",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
];

/// Reads a form. `file` only serves the problems.
pub fn parse_form(file: &str, text: &str) -> Result<Form, Vec<Problem>> {
    let mut reader = TomlReader::new(file, text);
    let document = reader.document();
    let form = form(&mut reader, document.get_ref(), file);
    let mut problems = reader.problems;
    problems.sort();
    problems.dedup();
    match form {
        Some(form) if problems.is_empty() => Ok(form),
        _ => Err(problems),
    }
}

fn form(reader: &mut TomlReader<'_>, table: &DeTable<'_>, file: &str) -> Option<Form> {
    let top = Place { line: 1, column: 1 };
    reader.only(table, FORM_KEYS);
    let code = reader.needed(table, "form", top).and_then(|found| code(reader, found, FormCode::new));
    let compartment = reader
        .needed(table, "compartment", top)
        .and_then(|found| self::code(reader, found, Compartment::new));
    let version = reader.whole(table, "version");
    if table.get("version").is_none() || version == Some(0) {
        reader.problem(top, "`version` is missing or 0", "add version = 1");
    }
    let kinds: Vec<Kind> = reader
        .list(table, "kinds")
        .into_iter()
        .filter_map(|found| self::code(reader, found, Kind::new))
        .collect();
    if kinds.is_empty() {
        reader.problem(top, "`kinds` names no kind of record", "add kinds = [\"child\"]");
    }
    let entries = match reader.needed(table, "entries", top) {
        Some((word, _)) if word == "one" => Some(Entries::One),
        Some((word, _)) if word == "many" => Some(Entries::Many),
        Some((_, place)) => {
            reader.problem(
                place,
                "`entries` is neither \"one\" nor \"many\"",
                "write entries = \"many\" for visits and the like",
            );
            None
        }
        None => None,
    };
    let by_house = reader.flag(table, "by_house");
    let changes = changes(reader, table);
    let title = reader.texts(table, "title");
    if title.is_empty() {
        reader.problem(top, "`title` is missing", "add title = { en = \"…\", ru = \"…\" }");
    }
    let hint = reader.texts(table, "hint");
    let summary = reader.expression(table, "summary");
    let given = tables(reader, table, "given")
        .into_iter()
        .filter_map(|(row, place)| given(reader, row, place))
        .collect();
    let rows = tables(reader, table, "field");
    if rows.is_empty() {
        reader.problem(top, "the form has no fields", "add [[field]] with name, type and label");
    }
    let items = items(reader, rows);
    Some(Form {
        code: code?,
        version: version?,
        kinds,
        compartment: compartment?,
        entries: entries?,
        by_house,
        changes,
        title,
        hint,
        summary,
        given,
        items,
        file: file.to_owned(),
        at: top,
    })
}

/// What of the record the form changes.
fn changes(reader: &mut TomlReader<'_>, table: &DeTable<'_>) -> Option<Changes> {
    let (word, place) = reader.text(table, "changes")?;
    let known = Changes::ALL.iter().find(|(known, _)| *known == word).map(|(_, changes)| *changes);
    if known.is_none() {
        let message = format!("a form does not change `{}`", word.escape_debug());
        reader.problem(place, message, "write changes = \"names\", \"birth\" or \"death\", or leave it out");
    }
    known
}

fn tables<'t, 'i>(
    reader: &mut TomlReader<'_>,
    table: &'t DeTable<'i>,
    key: &str,
) -> Vec<(&'t DeTable<'i>, Place)> {
    let Some(value) = table.get(key) else { return Vec::new() };
    let place = reader.place(value.span().start);
    let Some(rows) = value.get_ref().as_array() else {
        reader.problem(
            place,
            format!("`{key}` is no list of tables"),
            format!("write [[{key}]] before each"),
        );
        return Vec::new();
    };
    let mut found = Vec::new();
    for row in rows {
        let place = reader.place(row.span().start);
        match row.get_ref().as_table() {
            Some(table) => found.push((table, place)),
            None => reader.problem(
                place,
                format!("`{key}` holds something that is no table"),
                format!("write [[{key}]]"),
            ),
        }
    }
    found
}

fn code<T, E>(
    reader: &mut TomlReader<'_>,
    (text, place): (String, Place),
    new: fn(&str) -> Result<T, E>,
) -> Option<T> {
    let code = new(&text).ok();
    if code.is_none() {
        reader.problem(place, "this is no code", "use 1 to 64 of a-z, 0-9 and _");
    }
    code
}

fn name(reader: &mut TomlReader<'_>, table: &DeTable<'_>, owner: Place) -> Option<FieldCode> {
    let (text, place) = reader.needed(table, "name", owner)?;
    if !is_field_name(&text) {
        reader.problem(
            place,
            "this cannot name a field",
            "use a-z, 0-9 and _, beginning with a letter, at most 64",
        );
        return None;
    }
    FieldCode::new(&text).ok()
}

fn given(reader: &mut TomlReader<'_>, table: &DeTable<'_>, at: Place) -> Option<Given> {
    reader.only(table, END_KEYS);
    let name = name(reader, table, at);
    let (word, place) = reader.needed(table, "type", at)?;
    let field_type = field_type(reader, table, &word, place)?;
    Some(Given { name: name?, field_type, at })
}

struct Open {
    group: Option<Group>,
    is_repeat: bool,
    items: Vec<Item>,
    at: Place,
}

fn items(reader: &mut TomlReader<'_>, rows: Vec<(&DeTable<'_>, Place)>) -> Vec<Item> {
    let mut open: Vec<Open> = Vec::new();
    let mut items = Vec::new();
    for (row, at) in rows {
        let Some((word, place)) = reader.needed(row, "type", at) else { continue };
        match word.as_str() {
            "begin_group" | "begin_repeat" => {
                let is_repeat = word == "begin_repeat";
                if is_repeat && open.iter().any(|group| group.is_repeat) {
                    let mend = "end the first with end_repeat, or write the inner rows as fields";
                    reader.problem(place, "a repeat inside a repeat", mend);
                }
                if open.len() >= 8 {
                    reader.problem(place, "groups are nested deeper than 8", "end one of them before");
                }
                let group = group(reader, row, at, if is_repeat { REPEAT_KEYS } else { GROUP_KEYS });
                open.push(Open { group, is_repeat, items: std::mem::take(&mut items), at });
            }
            "end_group" | "end_repeat" => {
                reader.only(row, END_KEYS);
                let is_repeat = word == "end_repeat";
                let Some(begun) = open.pop() else {
                    reader.problem(place, format!("`{word}` without its beginning"), "remove it");
                    continue;
                };
                if begun.is_repeat != is_repeat {
                    let expected = if begun.is_repeat { "end_repeat" } else { "end_group" };
                    let message = format!("`{word}` ends what line {} began", begun.at.line);
                    reader.problem(place, message, format!("write {expected}"));
                }
                if let (Some((ended, place)), Some(group)) = (reader.text(row, "name"), &begun.group)
                    && group.name != *ended.as_str()
                {
                    let message = format!("this ends `{}`, not what it names", group.name);
                    reader.problem(
                        place,
                        message,
                        format!("write name = \"{}\" or leave it out", group.name),
                    );
                }
                let inside = std::mem::replace(&mut items, begun.items);
                if inside.is_empty() {
                    reader.problem(begun.at, "the group is empty", "put fields into it, or remove it");
                }
                if let Some(mut group) = begun.group {
                    group.items = inside;
                    items.push(if begun.is_repeat { Item::Repeat(group) } else { Item::Group(group) });
                }
            }
            _ => items.extend(field(reader, row, &word, place, at).map(|field| Item::Field(Box::new(field)))),
        }
    }
    for begun in open {
        let word = if begun.is_repeat { "end_repeat" } else { "end_group" };
        reader.problem(
            begun.at,
            "this is begun and never ended",
            format!("add [[field]] with type = \"{word}\""),
        );
    }
    items
}

fn group(reader: &mut TomlReader<'_>, row: &DeTable<'_>, at: Place, keys: &[&str]) -> Option<Group> {
    reader.only(row, keys);
    let name = name(reader, row, at);
    let label = reader.texts(row, "label");
    let hint = reader.texts(row, "hint");
    let relevant = reader.expression(row, "relevant");
    let repeat_count = if row.get("repeat_count").is_some_and(|count| count.get_ref().is_integer()) {
        let place = reader.place(row.get("repeat_count").map_or(0, |count| count.span().start));
        reader.whole(row, "repeat_count").and_then(|count| reader.read_expression(&count.to_string(), place))
    } else {
        reader.expression(row, "repeat_count")
    };
    let appearance = appearance(reader, row);
    Some(Group { name: name?, label, hint, relevant, repeat_count, appearance, items: Vec::new(), at })
}

fn appearance(reader: &mut TomlReader<'_>, row: &DeTable<'_>) -> Vec<String> {
    reader
        .text(row, "appearance")
        .map_or_else(Vec::new, |(words, _)| words.split_whitespace().map(str::to_owned).collect())
}

fn field(
    reader: &mut TomlReader<'_>,
    row: &DeTable<'_>,
    word: &str,
    place: Place,
    at: Place,
) -> Option<Field> {
    reader.only(row, FIELD_KEYS);
    let field_type = field_type(reader, row, word, place);
    let name = name(reader, row, at);
    let label = reader.texts(row, "label");
    let hint = reader.texts(row, "hint");
    let relevant = reader.expression(row, "relevant");
    let constraint = reader.expression(row, "constraint");
    let constraint_message = reader.texts(row, "constraint_message");
    let required_message = reader.texts(row, "required_message");
    let required = required(reader, row);
    let calculation = reader.expression(row, "calculation");
    let choice_filter = reader.expression(row, "choice_filter");
    let default = row.get("default").and_then(|value| default(reader, value));
    let appearance = appearance(reader, row);
    let presence = match (reader.flag(row, "read_only"), reader.flag(row, "sensitive")) {
        (true, true) => {
            reader.problem(at, "`read_only` and `sensitive` together", "keep one of them");
            Presence::Sensitive
        }
        (true, false) => Presence::ReadOnly,
        (false, true) => Presence::Sensitive,
        (false, false) => Presence::Open,
    };
    Some(Field {
        name: name?,
        field_type: field_type?,
        label,
        hint,
        relevant,
        constraint,
        constraint_message,
        required,
        required_message,
        calculation,
        choice_filter,
        default,
        appearance,
        presence,
        asks_father: reader.flag(row, "asks_father"),
        at,
    })
}

fn required(reader: &mut TomlReader<'_>, row: &DeTable<'_>) -> Required {
    match row.get("required").map(Spanned::get_ref) {
        None | Some(DeValue::Boolean(false)) => Required::No,
        Some(DeValue::Boolean(true)) => Required::Always,
        Some(_) => reader.expression(row, "required").map_or(Required::No, Required::When),
    }
}

/// A default is a literal, unless it names a field or calls a function.
fn default(reader: &mut TomlReader<'_>, value: &Spanned<DeValue<'_>>) -> Option<Expression> {
    let place = reader.inside(value);
    match value.get_ref() {
        DeValue::String(text) => {
            let calls = text.split_once('(').is_some_and(|(name, _)| Function::named(name.trim()).is_some());
            if calls || text.contains("${") {
                reader.read_expression(text, place)
            } else {
                Some(Expression::literal(text, place))
            }
        }
        DeValue::Integer(number) if number.radix() == 10 => Some(Expression::literal(number.as_str(), place)),
        DeValue::Float(number) => Some(Expression::literal(number.as_str(), place)),
        _ => {
            reader.problem(place, "`default` is neither a text nor a number", "write default = \"…\"");
            None
        }
    }
}

fn field_type(reader: &mut TomlReader<'_>, row: &DeTable<'_>, word: &str, place: Place) -> Option<FieldType> {
    let mut words = word.split_whitespace();
    let head = words.next().unwrap_or("");
    let argument = words.next();
    if let Some(extra) = words.next() {
        let mend = if extra == "or_other" {
            "add a choice `other` to the list and a text field that is relevant when it is chosen"
        } else {
            "write a type and at most one list or instrument"
        };
        reader.problem(place, format!("`{}` is too much here", extra.escape_debug()), mend);
    }
    if row.get("parameters").is_some() && head != "range" {
        reader.problem(place, "`parameters` belong to type range only", "remove them");
    }
    let plain = match head {
        "text" => FieldType::Text,
        "integer" => FieldType::Integer,
        "decimal" => FieldType::Decimal,
        "range" => range(reader, row, place)?,
        "date" => FieldType::Date,
        "partial_date" => FieldType::PartialDate,
        "time" => FieldType::Time,
        "dateTime" => FieldType::DateTime,
        "person_name" => FieldType::PersonName,
        "place" => FieldType::Place,
        "file" => FieldType::File,
        "note" => FieldType::Note,
        "calculate" => FieldType::Calculate,
        "acknowledge" => FieldType::Acknowledge,
        "hidden" => FieldType::Hidden,
        "select_one" | "select_multiple" => {
            let Some(list) = argument.and_then(|list| ListCode::new(list).ok()) else {
                reader.problem(
                    place,
                    format!("`{head}` names no list"),
                    format!("write type = \"{head} LIST\""),
                );
                return None;
            };
            return Some(if head == "select_one" {
                FieldType::SelectOne(list)
            } else {
                FieldType::SelectMultiple(list)
            });
        }
        "score" => {
            let Some(instrument) = argument.and_then(|code| InstrumentCode::new(code).ok()) else {
                reader.problem(place, "`score` names no instrument", "write type = \"score INSTRUMENT\"");
                return None;
            };
            return Some(FieldType::Score(instrument));
        }
        _ => {
            let mend = match nearest(head, TYPES.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of {}", TYPES.join(", ")),
            };
            reader.problem(place, format!("there is no type `{}`", head.escape_debug()), mend);
            return None;
        }
    };
    if let Some(argument) = argument {
        reader.problem(
            place,
            format!("`{head}` takes no `{}`", argument.escape_debug()),
            format!("write type = \"{head}\""),
        );
    }
    Some(plain)
}

fn range(reader: &mut TomlReader<'_>, row: &DeTable<'_>, place: Place) -> Option<FieldType> {
    let (mut start, mut end, mut step) = (0, 10_000_000, 1_000_000);
    let mend = "write parameters = \"start=0 end=10 step=1\"";
    if let Some((parameters, place)) = reader.text(row, "parameters") {
        for part in parameters.split([' ', ',', ';']).filter(|part| !part.is_empty()) {
            let (key, number) = part.split_once('=').unwrap_or((part, ""));
            let slot = match key {
                "start" => &mut start,
                "end" => &mut end,
                "step" => &mut step,
                _ => {
                    reader.problem(place, format!("`{}` is no parameter of range", key.escape_debug()), mend);
                    continue;
                }
            };
            match to_millionths(read_number(number)) {
                Some(millionths) => *slot = millionths,
                None => reader.problem(place, format!("`{}` is no number", number.escape_debug()), mend),
            }
        }
    }
    if start >= end || step <= 0 || (end - start) / step > 1000 || (end - start) % step != 0 {
        reader.problem(place, "the range does not go from start to end in whole steps", mend);
        return None;
    }
    Some(FieldType::Range { start, end, step })
}
