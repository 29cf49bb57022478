//! Checks a form against what it refers to: its own fields, the lists, the languages of the protocol.
//!
//! Invariant: a form without problems here has no unknown reference, no cycle and a text in every language, so
//! that working it out needs no error.

mod kinds;
mod references;

use std::collections::BTreeMap;

use super::{Changes, Field, FieldType, Form, Group, Item, Lists, Presence, Required, Texts};
use crate::{
    definition::Offer,
    expression::{Expression, Kind, Says},
    problem::{Place, Problem},
};
use kinds::{Role, Seen};

/// Names that a script in a browser already gives a meaning to.
const RESERVED: &[&str] = &["constructor", "prototype"];

/// All mistakes of a form, in the order of its lines. `languages` are those of the protocol.
pub fn check(form: &Form, lists: &Lists, languages: &[&str]) -> Vec<Problem> {
    let mut checker = Checker { form, lists, languages, problems: Vec::new() };
    checker.names();
    checker.texts("title", &form.title, form.at);
    checker.texts("hint", &form.hint, form.at);
    if let Some(summary) = &form.summary {
        checker.expression(summary, Role::Text, None, None);
    }
    for given in &form.given {
        checker.lookups(&given.field_type, given.at);
    }
    checker.items(&form.items, None);
    checker.changes();
    checker.sensitive();
    checker.cycles();
    checker.problems.sort();
    checker.problems.dedup();
    checker.problems
}

struct Checker<'a> {
    form: &'a Form,
    lists: &'a Lists,
    languages: &'a [&'a str],
    problems: Vec<Problem>,
}

impl<'a> Checker<'a> {
    fn problem(&mut self, at: Place, message: impl Into<String>, mend: impl Into<String>) {
        self.problems.push(Problem::at(&self.form.file, at, message, mend));
    }

    fn names(&mut self) {
        fn walk<'a>(items: &'a [Item], found: &mut Vec<(&'a str, Place)>) {
            for item in items {
                match item {
                    Item::Field(field) => found.push((field.name.as_str(), field.at)),
                    Item::Group(group) | Item::Repeat(group) => {
                        found.push((group.name.as_str(), group.at));
                        walk(&group.items, found);
                    }
                }
            }
        }
        let mut found: Vec<(&str, Place)> =
            self.form.given.iter().map(|given| (given.name.as_str(), given.at)).collect();
        walk(&self.form.items, &mut found);
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for (name, at) in found {
            if RESERVED.contains(&name) {
                self.problem(at, format!("the name `{name}` is reserved"), "choose another");
            }
            if let Some(first) = seen.get(name) {
                let message = format!("the name `{name}` is taken by line {}", first.line);
                self.problem(at, message, "give each field, group and repeat its own name");
            } else {
                seen.insert(name, at);
            }
        }
    }

    fn texts(&mut self, key: &str, texts: &Texts, at: Place) {
        if texts.is_empty() {
            return;
        }
        for language in self.languages {
            if !texts.contains_key(*language) {
                self.problem(
                    at,
                    format!("`{key}` has no text in `{language}`"),
                    format!("add {language} = \"…\""),
                );
            }
        }
        if texts.values().any(|text| text.contains("${")) {
            let mend = "texts are shown as they are: put the value into a field of its own";
            self.problem(at, format!("`{key}` names a field with ${{…}}"), mend);
        }
        for language in texts.keys() {
            if !self.languages.contains(&language.as_str()) {
                let mend = format!("the protocol speaks {}", self.languages.join(", "));
                self.problem(at, format!("`{key}` has a text in the unknown language `{language}`"), mend);
            }
        }
    }

    /// A form that changes the record itself must say what it changes it to.
    fn changes(&mut self) {
        let Some(changes) = self.form.changes else { return };
        let (name, of_type) = changes.field();
        let is_of_type = |field: &Field| match changes {
            Changes::Names => matches!(field.field_type, FieldType::PersonName),
            Changes::Birth | Changes::Death => matches!(field.field_type, FieldType::PartialDate),
        };
        let answers = self.form.field(name).is_some_and(|field| {
            is_of_type(field) && field.required == Required::Always && field.presence != Presence::Sensitive
        });
        if !answers {
            let message = format!("a form that changes this needs the field `{name}`");
            let mend = format!("add `{name}` of the type {of_type} with required = true");
            self.problem(self.form.at, message, mend);
        }
    }

    fn lookups(&mut self, field_type: &FieldType, at: Place) {
        if let Some(list) = field_type.list() {
            match self.lists.choices.get(list) {
                None => {
                    let known = self.lists.choices.keys().map(domain::ListCode::as_str);
                    let mend = crate::problem::nearest(list.as_str(), known).map_or_else(
                        || "add it to the lists".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.problem(at, format!("there is no list `{list}`"), mend);
                }
                Some(choices) if choices.iter().all(|choice| choice.offer == Offer::Retired) => {
                    self.problem(
                        at,
                        format!("the list `{list}` offers nothing"),
                        "add a choice that is not retired",
                    );
                }
                Some(_) => {}
            }
        }
        match field_type {
            FieldType::Score(instrument) if !self.lists.instruments.contains_key(instrument) => {
                self.problem(
                    at,
                    format!("there is no instrument `{instrument}`"),
                    "add it to the instruments",
                );
            }
            FieldType::Place if self.lists.places.is_empty() => {
                self.problem(at, "there are no places", "add them to the protocol");
            }
            _ => {}
        }
    }

    fn items(&mut self, items: &'a [Item], repeat: Option<&'a Group>) {
        for item in items {
            match item {
                Item::Field(field) => self.field(field, repeat),
                Item::Group(group) | Item::Repeat(group) => {
                    self.texts("label", &group.label, group.at);
                    self.texts("hint", &group.hint, group.at);
                    if let Some(relevant) = &group.relevant {
                        self.expression(relevant, Role::Condition, repeat, None);
                    }
                    if let Some(count) = &group.repeat_count {
                        self.expression(count, Role::Number, repeat, None);
                    }
                    let inside = if matches!(item, Item::Repeat(_)) { Some(group) } else { repeat };
                    self.items(&group.items, inside);
                }
            }
        }
    }

    fn field(&mut self, field: &'a Field, repeat: Option<&'a Group>) {
        let at = field.at;
        let word = field.field_type.word();
        self.lookups(&field.field_type, at);
        for (key, texts) in [
            ("label", &field.label),
            ("hint", &field.hint),
            ("constraint_message", &field.constraint_message),
            ("required_message", &field.required_message),
        ] {
            self.texts(key, texts, at);
        }
        let is_shown = field.field_type.is_asked() || field.field_type == FieldType::Note;
        if is_shown && field.label.is_empty() {
            self.problem(at, format!("`{}` has no label", field.name), "add label = { en = \"…\" }");
        }
        if field.constraint.is_some() && field.constraint_message.is_empty() {
            let mend = "add constraint_message = { en = \"…\" } that says how to mend the answer";
            self.problem(at, format!("the constraint of `{}` has no message", field.name), mend);
        }
        if field.choice_filter.is_some()
            && field.field_type.list().is_none()
            && field.field_type != FieldType::Place
        {
            self.problem(at, format!("`choice_filter` on type {word}"), "it belongs to selects and places");
        }
        if !field.field_type.is_asked() && field.required != Required::No {
            self.problem(at, format!("`required` on type {word}, which nobody answers"), "remove it");
        }
        if !field.field_type.is_asked() && field.constraint.is_some() {
            self.problem(at, format!("`constraint` on type {word}, which nobody answers"), "remove it");
        }
        match (&field.field_type, &field.calculation) {
            (FieldType::Calculate, None) => {
                self.problem(at, format!("`{}` has no calculation", field.name), "add calculation = \"…\"");
            }
            (
                FieldType::Note
                | FieldType::File
                | FieldType::Score(_)
                | FieldType::PersonName
                | FieldType::Acknowledge,
                Some(_),
            ) => self.problem(at, format!("`calculation` on type {word}"), "use type calculate"),
            _ => {}
        }
        if field.presence == Presence::Sensitive && !field.field_type.is_asked() {
            self.problem(at, format!("`sensitive` on type {word}"), "it belongs to questions");
        }
        let own = Some(field);
        if let Some(relevant) = &field.relevant {
            self.expression(relevant, Role::Condition, repeat, own);
        }
        if let Some(filter) = &field.choice_filter {
            self.expression(filter, Role::Filter, repeat, own);
        }
        if let Some(constraint) = &field.constraint {
            self.expression(constraint, Role::Constraint, repeat, own);
        }
        if let Required::When(required) = &field.required {
            self.expression(required, Role::Condition, repeat, own);
        }
        if let Some(calculation) = &field.calculation {
            self.expression(calculation, Role::Value(kinds::of_field(&field.field_type)), repeat, own);
        }
        if let Some(default) = &field.default {
            self.default(field, default, repeat);
        }
    }

    fn default(&mut self, field: &'a Field, default: &'a Expression, repeat: Option<&'a Group>) {
        let Says::Text(text) = &default.root.says else {
            self.expression(default, Role::Value(kinds::of_field(&field.field_type)), repeat, Some(field));
            return;
        };
        let kind = kinds::of_field(&field.field_type);
        let is_fitting = match (&field.field_type, kind) {
            (FieldType::Note | FieldType::Score(_) | FieldType::File | FieldType::PersonName, _) => false,
            (_, Kind::Number | Kind::Date | Kind::Time) => kinds::reads_as(text, kind),
            (FieldType::PartialDate, _) => text.parse::<domain::PartialDate>().is_ok(),
            (_, Kind::Code | Kind::Codes) => {
                text.split_whitespace().all(|code| self.offers(&field.field_type, code))
            }
            _ => true,
        };
        if !is_fitting {
            let word = field.field_type.word();
            self.problem(
                default.at,
                format!("this default does not fit type {word}"),
                "write one that does, or none",
            );
        }
    }

    fn offers(&self, field_type: &FieldType, code: &str) -> bool {
        match field_type.list() {
            Some(list) => self
                .lists
                .choices
                .get(list)
                .is_none_or(|choices| choices.iter().any(|choice| choice.code == *code)),
            None => self.lists.places.iter().any(|place| place.code == *code),
        }
    }

    fn expression(
        &mut self,
        expression: &'a Expression,
        role: Role,
        repeat: Option<&'a Group>,
        own: Option<&'a Field>,
    ) {
        let seen = Seen { form: self.form, lists: self.lists, role, repeat, own };
        for mistake in seen.check(expression) {
            self.problems.push(mistake.in_file(&self.form.file, expression.at));
        }
    }

    /// What is closed until somebody opens it on purpose must not show elsewhere.
    fn sensitive(&mut self) {
        let fields = self.form.fields();
        let closed = fields.iter().filter(|(field, _)| field.presence == Presence::Sensitive);
        let fed = self.form.fed_by(closed.map(|(field, _)| field.name.as_str()));
        if let Some(summary) = &self.form.summary
            && let Some(name) = summary.references().into_iter().find(|name| fed.contains(name))
        {
            let message = format!("the summary shows the sensitive answer of `{name}`");
            self.problem(summary.at, message, "timelines are open: leave it out");
        }
        for (field, _) in fields {
            let is_shown = field.field_type.is_asked() && field.presence != Presence::Sensitive;
            if is_shown && field.calculation.is_some() && fed.contains(field.name.as_str()) {
                let message = format!("`{}` shows what is computed from a sensitive answer", field.name);
                self.problem(field.at, message, "add sensitive = true, or use type calculate");
            }
        }
    }

    fn cycles(&mut self) {
        for (at, names) in references::cycles(self.form) {
            let mend = "a value cannot depend on itself: take one of these references out";
            self.problem(at, format!("these depend on each other in a circle: {}", names.join(" → ")), mend);
        }
    }
}
