//! `forms/CODE.toml`: the forms, read and checked by the forms crate.

use std::collections::BTreeMap;

use domain::FormCode;
use forms::{Form, Item, Lists};

use crate::reading::{Book, Spot, What};

/// Reads one form; `stem` is the file's name without its ending.
pub(crate) fn read(file: &str, text: &str, stem: &str, book: &mut Book) -> Option<Form> {
    match forms::parse_form(file, text) {
        Ok(form) => {
            note(&form, stem, book);
            Some(form)
        }
        Err(problems) => {
            book.problems.extend(problems);
            book.unread(What::Form, stem);
            None
        }
    }
}

/// Notes a form's code, its fields, and what it refers to outside of itself.
fn note(form: &Form, stem: &str, book: &mut Book) {
    let spot = |place| Spot { file: form.file.as_str().into(), place };
    let code = form.code.as_str();
    let head = spot(form.at);
    if code != stem {
        let message = format!("the form `{code}` stands in a file named {stem}.toml");
        let mend = format!("write form = \"{stem}\", or rename the file to {code}.toml");
        book.problems.push(head.problem(message, mend));
    }
    book.define(What::Form, "", code, head.clone());
    for kind in &form.kinds {
        book.refer(What::Kind, "", kind.as_str(), head.clone());
    }
    book.refer(What::Compartment, "", form.compartment.as_str(), head);
    let mut fields = Vec::new();
    walk(&form.items, &mut fields);
    for (name, place) in fields {
        // That a name is unique in its form is for the forms crate to say.
        book.spots.note(Book::path(What::Field, code, name), spot(place));
    }
}

fn walk<'f>(items: &'f [Item], found: &mut Vec<(&'f str, forms::Place)>) {
    for item in items {
        match item {
            Item::Field(field) => found.push((field.name.as_str(), field.at)),
            Item::Group(group) => walk(&group.items, found),
            Item::Repeat(group) => {
                found.push((group.name.as_str(), group.at));
                walk(&group.items, found);
            }
        }
    }
}

/// Checks every form against the lists and languages.
pub(crate) fn check(all: &BTreeMap<FormCode, Form>, lists: &Lists, book: &mut Book) {
    let languages = book.languages.clone();
    let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
    for form in all.values() {
        book.problems.extend(forms::definition::check(form, lists, &languages));
    }
}
