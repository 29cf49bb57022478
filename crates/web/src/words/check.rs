//! The texts as a whole: every key in every language, none unused, none left in English, plurals complete.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{ast, parser, serializer};

use super::{Language, bundle};

const LANGUAGES: [Language; 4] = [Language::En, Language::Ru, Language::Kk, Language::Ar];

fn messages(language: Language) -> BTreeMap<String, ast::Message<String>> {
    let mut all = BTreeMap::new();
    for (subject, source) in bundle::sources(language) {
        let resource = parser::parse((*source).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{}/{subject}.ftl: {errors:?}", language.code()));
        for entry in resource.body {
            if let ast::Entry::Message(message) = entry {
                let key = message.id.name.clone();
                assert!(all.insert(key.clone(), message).is_none(), "{key} twice in {}", language.code());
            }
        }
    }
    all
}

fn text(message: &ast::Message<String>) -> String {
    let resource = ast::Resource { body: vec![ast::Entry::Message(message.clone())] };
    let written = serializer::serialize(&resource);
    written.split_once('=').map(|(_, text)| text.trim().to_owned()).unwrap_or_default()
}

/// The arguments a text asks for.
fn arguments(text: &str) -> BTreeSet<&str> {
    let end = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
    text.split('$').skip(1).map(|rest| &rest[..end(rest)]).collect()
}

/// The lines of a list beside the texts, without comments.
fn listed(list: &'static str) -> BTreeSet<&'static str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty()).collect()
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Every string literal of every crate's source that has the form of a key.
fn literals_in_code() -> BTreeMap<String, PathBuf> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for entry in fs::read_dir(&crates).into_iter().flatten().flatten() {
        rust_files(&entry.path().join("src"), &mut files);
    }
    assert!(files.len() > 10, "the sources are found beside this crate");
    let mut found = BTreeMap::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap_or_default();
        for literal in source.split('"') {
            let is_key = literal.contains('-')
                && literal.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if is_key {
                found.insert(literal.to_owned(), file.clone());
            }
        }
    }
    found
}

/// Keys asked for by `say("…")` and `say_with("…")`.
fn asked_for() -> BTreeMap<String, PathBuf> {
    let mut asked = BTreeMap::new();
    for (key, file) in literals_in_code() {
        let source = fs::read_to_string(&file).unwrap_or_default();
        let flat: String = source.split_whitespace().collect();
        if flat.contains(&format!("say(\"{key}\"")) || flat.contains(&format!("say_with(\"{key}\"")) {
            asked.insert(key, file);
        }
    }
    asked
}

#[test]
fn every_key_is_written_in_every_language_with_the_same_arguments() {
    let english = messages(Language::En);
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let all = messages(language);
        for key in english.keys().filter(|key| !all.contains_key(*key)) {
            wrong.push(format!("{key} is missing in {}", language.code()));
        }
        for (key, message) in &all {
            let Some(original) = english.get(key) else {
                wrong.push(format!("{key} is in {} and not in en", language.code()));
                continue;
            };
            let (here, there) = (text(message), text(original));
            let (mut here, mut there) = (arguments(&here), arguments(&there));
            // A language without that plural may do without the number that chooses it.
            here.remove("count");
            there.remove("count");
            if here != there {
                wrong.push(format!("{key} in {} takes {here:?}, in en {there:?}", language.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_key_asked_for_in_code_is_written() {
    let english = messages(Language::En);
    let missing: Vec<_> = asked_for()
        .into_iter()
        .filter(|(key, _)| !english.contains_key(key) && key != "this-key-is-written-nowhere")
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_text_is_unused() {
    let literals = literals_in_code();
    let waiting = listed(include_str!("../../words/not-used-yet.txt"));
    let english = messages(Language::En);
    let unused: Vec<_> =
        english.keys().filter(|key| !literals.contains_key(*key) && !waiting.contains(key.as_str())).collect();
    assert!(unused.is_empty(), "used nowhere: {unused:#?}");
    let stale: Vec<_> =
        waiting.iter().filter(|key| literals.contains_key(**key) || !english.contains_key(**key)).collect();
    assert!(stale.is_empty(), "take these out of not-used-yet.txt, they are used or gone: {stale:#?}");
}

#[test]
fn nothing_is_left_in_english() {
    let excepted = listed(include_str!("../../words/same-as-english.txt"));
    let english = messages(Language::En);
    let mut left = Vec::new();
    for language in [Language::Ru, Language::Kk, Language::Ar] {
        for (key, message) in messages(language) {
            let same = english.get(&key).is_some_and(|original| text(original) == text(&message));
            if same && !excepted.contains(key.as_str()) {
                left.push(format!("{} {key}", language.code()));
            }
        }
    }
    assert!(left.is_empty(), "equal to English: {left:#?}");
}

#[test]
fn russian_and_arabic_choose_between_all_their_plurals() {
    for (language, needed) in [(Language::Ru, &["one", "few", "many"][..]), (Language::Ar, &["one", "two", "few", "other"])] {
        for (key, message) in messages(language) {
            let text = text(&message);
            let chosen: BTreeSet<&str> =
                text.split('[').skip(1).filter_map(|rest| rest.split(']').next()).map(str::trim).collect();
            if chosen.contains("one") || chosen.contains("other") || chosen.contains("many") {
                for plural in needed {
                    assert!(chosen.contains(plural), "{key} in {} has no [{plural}]", language.code());
                }
            }
        }
    }
}

#[test]
fn kazakh_is_written_with_kazakh_letters() {
    // A Kazakh text of some length without one letter of its own is most often Russian.
    let own = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";
    let texts: String = messages(Language::Kk).values().map(text).collect();
    let share = texts.chars().filter(|c| own.contains(*c)).count() * 100 / texts.chars().filter(|c| c.is_alphabetic()).count().max(1);
    assert!(share >= 8, "{share} of 100 letters are Kazakh");
}

#[test]
fn texts_use_the_words_of_the_field_and_none_that_hurt() {
    for language in LANGUAGES {
        for (key, message) in messages(language) {
            let text = text(&message).to_lowercase();
            for word in ["returnee", "beneficiar", "isis", "radical", "risk", "terror", "игил", "радикал", "террор", "داعش", "إرهاب"] {
                assert!(!text.contains(word), "{key} in {} says {word}", language.code());
            }
        }
    }
}
