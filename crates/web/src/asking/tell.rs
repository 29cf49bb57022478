//! Stored answers in words, for reading.

use domain::{PersonName, Value, Values};
use forms::{Field, FieldType, Form, Presence};
use maud::{Markup, html};

use crate::{look, visit::Visit, words::Clock};

/// Whether sensitive answers are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sensitive {
    /// They stay closed.
    Closed,
    /// They were opened on purpose, and that was logged.
    Opened,
}

/// Whether a form's answers hold something sensitive.
pub(crate) fn has_sensitive(form: &Form, values: &Values) -> bool {
    form.fields()
        .iter()
        .any(|(field, _)| field.presence == Presence::Sensitive && values.contains_key(&field.name))
}

/// A form's answers as question and answer, only those that are there; a sensitive one stays closed.
pub(crate) fn answers(visit: &Visit, form: &Form, values: &Values, clock: &Clock) -> Markup {
    all_answers(visit, form, values, clock, Sensitive::Closed)
}

/// The same, sensitive ones as they are wanted.
pub(crate) fn all_answers(
    visit: &Visit,
    form: &Form,
    values: &Values,
    clock: &Clock,
    sensitive: Sensitive,
) -> Markup {
    let mut rows: Vec<(String, Markup)> = Vec::new();
    for (field, home) in form.fields() {
        if home.is_some() {
            continue;
        }
        let Some(value) = values.get(&field.name) else { continue };
        let label = visit.text(&field.label);
        let told = if field.presence == Presence::Sensitive && sensitive == Sensitive::Closed {
            html! { span class="soft" { (visit.words.say("note-closed")) } }
        } else {
            told(visit, field, value, clock)
        };
        rows.push((label, told));
    }
    for value in values.values() {
        let Value::Rows(lines) = value else { continue };
        for line in lines {
            for (field, value) in line {
                let known =
                    form.fields().into_iter().find(|(known, _)| known.name == *field).map(|(known, _)| known);
                let Some(known) = known else { continue };
                let told = if known.presence == Presence::Sensitive && sensitive == Sensitive::Closed {
                    html! { span class="soft" { (visit.words.say("note-closed")) } }
                } else {
                    told(visit, known, value, clock)
                };
                rows.push((visit.text(&known.label), told));
            }
        }
    }
    let shown: Vec<(&str, Markup)> =
        rows.iter().map(|(label, told)| (label.as_str(), told.clone())).collect();
    look::facts(&shown)
}

fn told(visit: &Visit, field: &Field, value: &Value, clock: &Clock) -> Markup {
    let text = value_text(visit, &field.field_type, value, clock);
    match value {
        Value::Text(_) | Value::Names(_) => look::written(&text),
        _ => html! { (text) },
    }
}

/// One answer in words.
pub(crate) fn value_text(visit: &Visit, field_type: &FieldType, value: &Value, clock: &Clock) -> String {
    let protocol = visit.app().protocol();
    let choice = |code: &str| {
        field_type
            .list()
            .and_then(|list| protocol.choice(list.as_str(), code))
            .map_or_else(|| code.to_owned(), |label| visit.text(label))
    };
    match value {
        Value::Text(text) => text.as_str().to_owned(),
        Value::Integer(number) => visit.words.number(*number),
        #[expect(
            clippy::cast_precision_loss,
            reason = "shown with two places, far below where it would matter"
        )]
        Value::Decimal(millionths) => visit.words.decimal(*millionths as f64 / 1e6, 2),
        Value::Choice(code) => choice(code.as_str()),
        Value::Choices(codes) => visit.words.list(codes.iter().map(|code| choice(code.as_str()))),
        Value::Date(date) => visit.words.partial_date(*date),
        Value::Time(time) => time.strftime("%H:%M").to_string(),
        Value::DateTime(at) => visit.words.exact(*at, clock),
        Value::Names(names) => names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(" "),
        Value::Place(place) => protocol
            .places()
            .get(place.as_str())
            .map_or_else(|| place.to_string(), |place| visit.text(&place.label)),
        Value::Score(score) => visit.words.number(score.total),
        Value::Rows(rows) => visit.words.number(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
        Value::File(_) => String::new(),
        Value::Acknowledged => visit.words.say("answer-acknowledged").to_owned(),
    }
}

/// A person's name as one line: the given name first, in the first script that has one.
pub(crate) fn person(names: &[PersonName]) -> String {
    use domain::NameRole::{Family, Father, Full, Given};
    let script = names.iter().find(|name| matches!(name.role, Given | Full)).map(|name| name.script);
    let part = |role| {
        names.iter().find(|name| name.role == role && script.is_none_or(|script| name.script == script))
    };
    if let Some(full) = part(Full) {
        return full.text.as_str().to_owned();
    }
    [Given, Father, Family]
        .into_iter()
        .filter_map(part)
        .map(|name| name.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}
