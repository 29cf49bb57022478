//! What a new version would break of an earlier one.
//!
//! Invariant: events outlive versions, so a code that was in force is retired, never deleted, and keeps its meaning.

use std::{borrow::Borrow, collections::BTreeMap, fmt::Display};

use forms::{FieldType, Form, Problem};

use crate::{
    Catalogue, Protocol,
    reading::{Spot, What},
};

struct Comparison<'p> {
    new: &'p Protocol,
    problems: Vec<Problem>,
}

pub(crate) fn check(new: &Protocol, old: &Protocol) -> Vec<Problem> {
    let mut comparison = Comparison { new, problems: Vec::new() };
    let c = &mut comparison;
    c.masthead(old);
    c.gone(What::Kind, "records.toml", "keep it", &old.kinds, &new.kinds, |kind| &kind.code);
    c.gone(What::Compartment, "compartments.toml", "keep it", &old.compartments, &new.compartments, |it| {
        &it.code
    });
    c.gone(What::Task, "pathway.toml", RETIRE, &old.tasks, &new.tasks, |it| &it.code);
    c.gone(What::Role, "roles.toml", RETIRE, &old.roles, &new.roles, |it| &it.code);
    c.gone(What::Purpose, "sharing.toml", RETIRE, &old.purposes, &new.purposes, |it| &it.code);
    let close = "keep it with closed = true";
    c.gone(What::Service, "directory.toml", close, &old.services, &new.services, |it| &it.code);
    c.gone(What::Place, "places.toml", RETIRE, &old.places, &new.places, |it| &it.code);
    c.gone(What::Instrument, "instruments.toml", RETIRE, &old.instruments, &new.instruments, |it| &it.code);
    c.gone(What::Retention, "retention.toml", RETIRE, &old.retention, &new.retention, |it| &it.code);
    c.gone(What::Indicator, "indicators.toml", "keep it", &old.indicators, &new.indicators, |it| &it.code);
    for (kind, stages) in &old.stages {
        for stage in stages.iter().filter(|stage| new.stage(kind.as_str(), stage.code.as_str()).is_none()) {
            let message = format!("the stage `{}` of `{kind}` was in force and is gone", stage.code);
            c.problems.push(Spot::top("stages.toml").problem(message, RETIRE));
        }
    }
    c.kinds(old);
    c.lists(old);
    c.forms(old);
    comparison.problems.sort();
    comparison.problems
}

const RETIRE: &str = "keep it with retired = true";

impl Comparison<'_> {
    fn add(&mut self, path: &str, message: impl Into<String>, mend: impl Into<String>) {
        let problem = self.new.spots.at(path).problem(message, mend);
        self.problems.push(problem);
    }

    fn masthead(&mut self, old: &Protocol) {
        let spot = Spot::top("protocol.toml");
        if old.masthead.id != self.new.masthead.id {
            let message = format!(
                "this is protocol `{}`, not a version of `{}`",
                self.new.masthead.id, old.masthead.id
            );
            self.problems.push(spot.problem(message, format!("write id = \"{}\"", old.masthead.id)));
        } else if old.version() == self.new.version() && old.hash != self.new.hash {
            let message = format!("the version `{}` was in force with other files", old.version());
            self.problems.push(spot.problem(message, "give the changed protocol a version of its own"));
        }
        for language in &old.masthead.languages {
            if !self.new.masthead.languages.contains(language) {
                let message = format!("the language `{language}` was in force and is gone");
                self.problems.push(spot.problem(message, "keep it: people read their records in it"));
            }
        }
    }

    fn gone<C: Ord + Borrow<str> + Display, T>(
        &mut self,
        what: What,
        file: &str,
        mend: &str,
        old: &Catalogue<C, T>,
        new: &Catalogue<C, T>,
        code: impl Fn(&T) -> &C,
    ) {
        for code in old.iter().map(code).filter(|code| !new.has((*code).borrow())) {
            let message = format!("the {what} `{code}` was in force and is gone");
            self.problems.push(Spot::top(file).problem(message, mend));
        }
    }

    fn kinds(&mut self, old: &Protocol) {
        for (before, after) in
            old.kinds.iter().filter_map(|kind| Some((kind, self.new.kinds.get(kind.code.as_str())?)))
        {
            for compartment in before.compartments.iter().filter(|it| !after.compartments.contains(it)) {
                let message = format!("records of the kind `{}` have data in `{compartment}`", before.code);
                self.add(&format!("kind/{}/compartments", before.code), message, "keep it in the list");
            }
        }
    }

    fn lists(&mut self, old: &Protocol) {
        for (code, choices) in &old.lists.choices {
            let Some(now) = self.new.lists.choices.get(code) else {
                let file = format!("lookups/{code}.toml");
                let message = format!("the list `{code}` was in force and is gone");
                self.problems.push(Spot::top(&file).problem(message, "keep the file"));
                continue;
            };
            for choice in choices.iter().filter(|choice| now.iter().all(|known| known.code != choice.code)) {
                let message = format!("the choice `{}` of `{code}` was in force and is gone", choice.code);
                self.add(&format!("list/{code}"), message, RETIRE);
            }
        }
        for instrument in &old.instruments {
            let Some(now) = self.new.instruments.get(instrument.code.as_str()) else { continue };
            for subscale in instrument
                .subscales
                .iter()
                .filter(|it| now.subscales.iter().all(|known| known.code != it.code))
            {
                let message = format!("the subscale `{}` was in force and is gone", subscale.code);
                self.add(
                    &format!("instrument/{}", instrument.code),
                    message,
                    "keep it, or give the instrument a new code",
                );
            }
        }
    }

    fn forms(&mut self, old: &Protocol) {
        for before in old.forms.values() {
            let Some(after) = self.new.forms.get(&before.code) else {
                let file = format!("forms/{}.toml", before.code);
                let message = format!("the form `{}` was in force and is gone", before.code);
                self.problems.push(
                    Spot::top(&file)
                        .problem(message, "keep the file; take the form out of use by its conditions"),
                );
                continue;
            };
            let path = format!("form/{}", before.code);
            if before.compartment != after.compartment {
                let message = format!(
                    "the form `{}` lay in `{}` and now in `{}`",
                    before.code, before.compartment, after.compartment
                );
                self.add(&path, message, "leave it there, or give the form a new code");
            }
            if before.entries != after.entries {
                let message = format!("the form `{}` changed whether it has one entry or many", before.code);
                self.add(&path, message, "leave it as it was, or give the form a new code");
            }
            for kind in before.kinds.iter().filter(|kind| !after.kinds.contains(kind)) {
                let message = format!("records of the kind `{kind}` have filled `{}`", before.code);
                self.add(&path, message, "keep the kind in `kinds`");
            }
            let changed = old.files.get(&before.file) != self.new.files.get(&after.file);
            if changed && after.version <= before.version {
                let message = format!("the form `{}` changed and its version did not", before.code);
                self.add(&path, message, format!("write version = {}", before.version + 1));
            }
            self.fields(before, after);
        }
    }

    fn fields(&mut self, before: &Form, after: &Form) {
        let code = &before.code;
        let now: BTreeMap<&str, (&FieldType, Option<&str>)> = types(after);
        for (name, (was, repeat)) in types(before) {
            let path = format!("field/{code}/{name}");
            match now.get(name) {
                None if !stored(was) => {}
                None => {
                    let message = format!("the field `{name}` of `{code}` was in force and is gone");
                    let mend = "keep it with relevant = \"false()\", so that what it holds stays readable";
                    self.add(&format!("form/{code}"), message, mend);
                }
                Some((is, _)) if !same_values(was, is) => {
                    let message =
                        format!("the field `{name}` of `{code}` was {} and is {}", said(was), said(is));
                    self.add(
                        &path,
                        message,
                        format!("write type = \"{}\", or give the field a new name", said(was)),
                    );
                }
                Some((_, now_in)) if *now_in != repeat => {
                    let message = format!("the field `{name}` of `{code}` moved into or out of a repeat");
                    self.add(&path, message, "leave it there, or give the field a new name");
                }
                Some(_) => {}
            }
        }
    }
}

fn types(form: &Form) -> BTreeMap<&str, (&FieldType, Option<&str>)> {
    let found = form.fields().into_iter();
    found
        .map(|(field, repeat)| {
            (field.name.as_str(), (&field.field_type, repeat.map(|group| group.name.as_str())))
        })
        .collect()
}

/// A note holds nothing that could be lost.
const fn stored(field_type: &FieldType) -> bool {
    !matches!(field_type, FieldType::Note)
}

/// Whether values of the one are values of the other: a scale may grow, the program may fill what people filled.
fn same_values(was: &FieldType, is: &FieldType) -> bool {
    use FieldType::{Decimal, Integer, Range};
    was == is || matches!((was, is), (Range { .. }, Range { .. } | Decimal) | (Integer, Decimal))
}

fn said(field_type: &FieldType) -> String {
    match field_type {
        FieldType::Score(instrument) => format!("score {instrument}"),
        other => {
            other.list().map_or_else(|| other.word().to_owned(), |list| format!("{} {list}", other.word()))
        }
    }
}
