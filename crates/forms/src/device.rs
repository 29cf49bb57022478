//! Hands a form to the browser.
//!
//! The page holds the form's HTML, rendered by the server, and this JSON in a data block that `js/page.js` reads. The
//! block is data, not script, so a strict content policy lets it pass.
//!
//! | Key | Meaning |
//! |---|---|
//! | `lang`, `today`, `now` | of the reader and the place |
//! | `items` | fields `{n, t, l?, r?, k?, c?, q?, f?, m?, qm?, o?, a?}`, groups `{g, r?, i}`, repeats `{p, r?, x?, i}` |
//! | `names` | months and weekdays, when some expression writes a date with their names |
//! | `given` | of the facts of the record, which list their choices come from |
//! | `lists` | choices of the lists that a condition asks for: `[code, label, columns, retired]` |
//! | `kept` | answers that are in no input: facts of the record, read-only and computed fields |
//! | `rows` | the same for rows of repeats |
//!
//! In a field: `n` name, `t` type, `l` list, `r` relevant, `k` calculation, `c` constraint, `q` required (1 or a
//! condition), `f` choice filter, `m` and `qm` messages, `o` 1 when a person does not answer it, `a` start, end and step
//! of a range. In a repeat: `x` how many rows. A condition is an expression as nested lists: `["=", ["$", "age"], 5]`;
//! as 0 it stays as the server rendered it, because it asks for a sensitive answer that is closed.
//!
//! Invariant: no answer is in here that the page itself does not show or need; a closed sensitive answer never is.

use std::collections::BTreeSet;

use domain::{Value, Values};
use serde_json::{Map, Value as Json, json};

use crate::{
    closed::field_of,
    definition::{Field, FieldType, Form, Group, Item, Offer, Presence, Required, text_in},
    expression::{Datum, Expression, Node, Says, civil_text, day_number, day_text, from_millionths, names},
    logic::{Setting, choices},
    submission::Reason,
};

/// The modules that read this JSON, by file name: dependency-free, to be served side by side as they are. The page
/// loads `page.js`. Each stands after those it imports.
pub const MODULES: [(&str, &str); 4] = [
    ("expression.js", include_str!("../js/expression.js")),
    ("read.js", include_str!("../js/read.js")),
    ("logic.js", include_str!("../js/logic.js")),
    ("page.js", include_str!("../js/page.js")),
];

/// What the browser may find wrong with an answer, so that the page brings the words for it.
pub const SAID: [Reason; 18] = [
    Reason::Constraint,
    Reason::NotOffered,
    Reason::Several,
    Reason::NoNumber,
    Reason::NoWholeNumber,
    Reason::AmbiguousNumber,
    Reason::TooManyPlaces,
    Reason::OutOfRange,
    Reason::OffStep,
    Reason::NoDate,
    Reason::NoSuchDay,
    Reason::AmbiguousDate,
    Reason::TwoDigitYear,
    Reason::YearOutOfRange,
    Reason::YearMissing,
    Reason::MonthMissing,
    Reason::NoSpread,
    Reason::NoTime,
];

/// A form as JSON for the browser, safe to stand in a `<script type="application/json">`. `closed` are the sensitive
/// answers that stay closed, by the names they are sent under (see [`crate::sensitive`]).
pub fn to_device_json(
    setting: &Setting<'_>,
    values: &Values,
    given: &Values,
    closed: &BTreeSet<String>,
) -> String {
    // What is computed from a closed answer tells as much as the answer; a condition is one for all rows.
    let closed = setting.form.fed_by(closed.iter().map(|sent| field_of(sent)));
    let device = Device { setting, closed };
    let mut rows = Map::new();
    let mut kept = Map::new();
    for fact in &setting.form.given {
        if let Some(value) = given.get(&fact.name) {
            kept.insert(fact.name.to_string(), device.datum(value));
        }
    }
    for (field, repeat) in setting.form.fields() {
        if repeat.is_none()
            && let Some(value) = values.get(&field.name).filter(|_| device.is_kept(field))
        {
            kept.insert(field.name.to_string(), device.datum(value));
        }
    }
    for repeat in setting.form.repeats() {
        let Some(Value::Rows(stored)) = values.get(&repeat.name) else { continue };
        let stored = stored.iter().map(|row| {
            let kept = row.iter().filter(|(name, _)| {
                setting.form.field(name.as_str()).is_some_and(|field| device.is_kept(field))
            });
            Json::Object(kept.map(|(name, value)| (name.to_string(), device.datum(value))).collect())
        });
        rows.insert(repeat.name.to_string(), stored.collect());
    }
    let json = json!({
        "lang": setting.language,
        "today": day_text(setting.clock.today),
        "now": civil_text(setting.clock.now),
        "names": device.names(),
        "given": device.given(),
        "items": device.items(&setting.form.items),
        "lists": device.lists(),
        "kept": kept,
        "rows": rows,
    });
    // Nothing in it can end the script element it stands in.
    json.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

struct Device<'a> {
    setting: &'a Setting<'a>,
    closed: BTreeSet<&'a str>,
}

impl Device<'_> {
    /// Whether an answer is in no input and may be in the page.
    fn is_kept(&self, field: &Field) -> bool {
        let is_answered = field.field_type.is_asked() && field.presence != Presence::ReadOnly;
        (!is_answered || field.calculation.is_some()) && !self.closed.contains(field.name.as_str())
    }

    fn datum(&self, value: &Value) -> Json {
        datum(&Datum::of(value, &self.setting.zone))
    }

    fn items(&self, items: &[Item]) -> Json {
        items
            .iter()
            .map(|item| match item {
                Item::Field(field) => self.field(field),
                Item::Group(group) => self.group("g", group),
                Item::Repeat(group) => self.group("p", group),
            })
            .collect()
    }

    fn group(&self, key: &str, group: &Group) -> Json {
        let mut json = Map::new();
        json.insert(key.to_owned(), group.name.as_str().into());
        self.put(&mut json, "r", group.relevant.as_ref());
        self.put(&mut json, "x", group.repeat_count.as_ref());
        json.insert("i".to_owned(), self.items(&group.items));
        Json::Object(json)
    }

    fn field(&self, field: &Field) -> Json {
        let mut json = Map::new();
        json.insert("n".to_owned(), field.name.as_str().into());
        json.insert("t".to_owned(), field.field_type.word().into());
        if let Some(list) = list_of(&field.field_type) {
            json.insert("l".to_owned(), list.into());
        }
        if let FieldType::Range { start, end, step } = field.field_type {
            json.insert(
                "a".to_owned(),
                [start, end, step].into_iter().map(|part| number(from_millionths(part))).collect(),
            );
        }
        self.put(&mut json, "r", field.relevant.as_ref());
        self.put(&mut json, "k", field.calculation.as_ref());
        self.put(&mut json, "c", field.constraint.as_ref());
        self.put(&mut json, "f", field.choice_filter.as_ref());
        match &field.required {
            Required::No => {}
            Required::Always => {
                json.insert("q".to_owned(), 1.into());
            }
            Required::When(condition) => self.put(&mut json, "q", Some(condition)),
        }
        for (key, texts) in [("m", &field.constraint_message), ("qm", &field.required_message)] {
            if !texts.is_empty() {
                json.insert(key.to_owned(), text_in(texts, self.setting.language).into());
            }
        }
        if !field.field_type.is_asked() || field.presence == Presence::ReadOnly || field.calculation.is_some()
        {
            json.insert("o".to_owned(), 1.into());
        }
        Json::Object(json)
    }

    fn put(&self, json: &mut Map<String, Json>, key: &str, expression: Option<&Expression>) {
        if let Some(expression) = expression {
            let asks_closed = expression.references().iter().any(|name| self.closed.contains(name));
            json.insert(key.to_owned(), if asks_closed { 0.into() } else { tree(&expression.root) });
        }
    }

    fn names(&self) -> Json {
        let mut writes_names = false;
        for expression in expressions(self.setting.form) {
            expression.root.walk(&mut |node| {
                let is_asked = |text: &str| text.contains("%b") || text.contains("%a");
                writes_names |= matches!(&node.says, Says::Text(text) if is_asked(text));
            });
        }
        if writes_names { calendar_names(self.setting.language) } else { Json::Null }
    }

    fn given(&self) -> Json {
        let lists = self.setting.form.given.iter();
        let lists = lists.filter_map(|fact| Some((fact.name.to_string(), list_of(&fact.field_type)?.into())));
        Json::Object(lists.collect())
    }

    fn lists(&self) -> Json {
        let form = self.setting.form;
        let mut lists = Map::new();
        let mut asked: Vec<&FieldType> = Vec::new();
        for (field, _) in form.fields() {
            if field.choice_filter.is_some() {
                asked.push(&field.field_type);
            }
        }
        for name in named(form) {
            asked.extend(form.field(name).map(|field| &field.field_type));
            asked.extend(form.given.iter().find(|fact| fact.name == *name).map(|fact| &fact.field_type));
        }
        for field_type in asked {
            let Some(list) = list_of(field_type) else { continue };
            let offered = choices(self.setting.lists, field_type).map(|choice| {
                let retired = i32::from(choice.offer == Offer::Retired);
                json!([choice.code, text_in(choice.label, self.setting.language), choice.columns, retired])
            });
            lists.insert(list.to_owned(), offered.collect());
        }
        Json::Object(lists)
    }
}

/// The list of a type; places are the list `*`, which no list can be called.
fn list_of(field_type: &FieldType) -> Option<&str> {
    match field_type {
        FieldType::Place => Some("*"),
        other => other.list().map(domain::ListCode::as_str),
    }
}

/// The fields whose choices some expression asks the names of.
fn named(form: &Form) -> Vec<&str> {
    let mut found = Vec::new();
    for expression in expressions(form) {
        expression.root.walk(&mut |node| {
            if let Says::ChoiceName(_, field) = &node.says {
                found.push(field.as_str());
            }
        });
    }
    found
}

/// Every expression that the browser works out.
fn expressions(form: &Form) -> Vec<&Expression> {
    fn of_items<'a>(items: &'a [Item], found: &mut Vec<&'a Expression>) {
        for item in items {
            match item {
                Item::Field(field) => {
                    if let Required::When(condition) = &field.required {
                        found.push(condition);
                    }
                    found.extend(&field.relevant);
                    found.extend(&field.calculation);
                    found.extend(&field.constraint);
                    found.extend(&field.choice_filter);
                }
                Item::Group(group) | Item::Repeat(group) => {
                    found.extend(&group.relevant);
                    found.extend(&group.repeat_count);
                    of_items(&group.items, found);
                }
            }
        }
    }
    let mut found = Vec::new();
    of_items(&form.items, &mut found);
    found
}

/// The names of months and weekdays that `format-date` writes.
pub fn calendar_names(language: &str) -> Json {
    let (months, weekdays) = names(language);
    json!({ "months": months, "weekdays": weekdays })
}

fn number(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() < 9.0e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
        let whole = number as i64;
        return whole.into();
    }
    serde_json::Number::from_f64(number).map_or(Json::Null, Json::Number)
}

/// A datum as the browser keeps it; a partial date as its text and its first and last day.
pub fn datum(datum: &Datum) -> Json {
    match datum {
        Datum::Text(text) => text.as_str().into(),
        Datum::Number(found) => number(*found),
        Datum::Boolean(is_true) => (*is_true).into(),
        Datum::Partial(date) => {
            json!({ "t": date.to_string(), "e": day_number(date.earliest()), "l": day_number(date.latest()) })
        }
        Datum::Rows(rows) => rows.iter().map(self::datum).collect(),
    }
}

/// An expression as nested lists.
pub fn tree(node: &Node) -> Json {
    match &node.says {
        Says::Text(text) => text.as_str().into(),
        Says::Number(found) => number(*found),
        Says::Field(name) => json!(["$", name]),
        Says::Current => json!(["."]),
        Says::Column(name) => json!(["#", name]),
        Says::Two(operator, both) => json!([operator.word(), tree(&both[0]), tree(&both[1])]),
        Says::Negative(part) => json!(["neg", tree(part)]),
        Says::Call(function, parts) => {
            let parts = parts.iter().map(tree);
            std::iter::once(Json::from(function.name())).chain(parts).collect()
        }
        Says::Matches(part, pattern) => json!(["regex", tree(part), pattern.canonical]),
        Says::ChoiceName(part, field) => json!(["jr:choice-name", tree(part), field]),
        Says::Position => json!(["position"]),
        Says::Indexed { field, repeat, row } => json!(["indexed-repeat", field, repeat, tree(row)]),
    }
}
