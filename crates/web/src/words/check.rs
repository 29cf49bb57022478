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
    let end =
        |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
    text.split('$').skip(1).map(|rest| &rest[..end(rest)]).collect()
}

/// The lines of a list beside the texts, without comments.
fn listed(list: &'static str) -> BTreeSet<&'static str> {
    list.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .collect()
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

/// Families of texts that are chosen by a code of another room (`Words::say_code`).
const FAMILIES: [&str; 12] = [
    "refused-", "lacking-", "wrong-", "problem-", "mend-", "file-", "meaning-", "ground-", "event-", "page-",
    "through-", "action-",
];

fn source(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is where the codes are", path.display()))
}

/// The codes after a mark, up to the next quotation mark.
fn codes_after<'s>(source: &'s str, mark: &str) -> BTreeSet<&'s str> {
    let code = |rest: &'s str| rest.split('"').next().unwrap_or_default();
    let is_code = |code: &&str| {
        !code.is_empty()
            && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
    };
    source.split(mark).skip(1).map(code).filter(is_code).collect()
}

/// The same where codes have points in them.
fn dotted_after(source: &str, mark: &str) -> BTreeSet<String> {
    let is_code = |code: &str| {
        !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'.' || b == b'_')
    };
    let codes = source.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
    codes.filter(|code| is_code(code)).map(str::to_owned).collect()
}

/// What lies between two marks.
fn between<'s>(source: &'s str, from: &str, to: &str) -> &'s str {
    let rest = source.split_once(from).map_or("", |(_, rest)| rest);
    rest.split_once(to).map_or(rest, |(inside, _)| inside)
}

#[test]
fn every_code_of_another_room_has_its_words() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"), &mut files);
    let app: String = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
    let forms = source("forms/src/submission.rs");
    let problems = source("exchange/src/problem.rs");
    let refusals = source("exchange/src/refusal.rs");
    let layout = source("exchange/src/layout.rs");
    let table = source("policy/src/table.rs");
    let actions = source("policy/src/actions.rs");
    let wanted = [
        ("wrong", codes_after(&forms, "=> \"")),
        ("problem", codes_after(&problems, " = \"")),
        ("mend", codes_after(&problems, " = \"")),
        ("file", codes_after(&refusals, "=> \"")),
        ("meaning", codes_after(between(&layout, "impl Meaning", "pub fn of"), "=> \"")),
        ("ground", codes_after(between(&table, "impl Relation", "pub fn"), "=> \"")),
        ("through", codes_after(between(&table, "impl Relation", "pub fn"), "=> \"")),
        ("refused", codes_after(&app, "because(\"")),
        ("refused", codes_after(&app, "because_of(\"")),
    ];
    let english = messages(Language::En);
    let mut missing = Vec::new();
    for (family, codes) in wanted {
        assert!(!codes.is_empty(), "no codes of {family} were found");
        let keys = codes.into_iter().map(|code| format!("{family}-{}", code.replace('_', "-")));
        missing.extend(keys.filter(|key| !english.contains_key(key)));
    }
    let actions = dotted_after(&actions, "    \"");
    assert!(actions.len() > 5, "no actions were found");
    let keys = actions.into_iter().map(|code| format!("action-{}", code.replace(['.', '_'], "-")));
    missing.extend(keys.filter(|key| !english.contains_key(key)));
    assert!(missing.is_empty(), "no words for {missing:#?}");
}

#[test]
fn every_page_of_the_reading_log_has_its_words_and_no_other_has() {
    let pages: BTreeSet<String> = app::Shown::ALL
        .iter()
        .chain([&app::Shown::Other])
        .map(|shown| format!("page-{}", shown.code().replace('.', "-")))
        .collect();
    for language in LANGUAGES {
        let written: BTreeSet<String> =
            messages(language).into_keys().filter(|key| key.starts_with("page-")).collect();
        assert_eq!(written, pages, "in {}", language.code());
    }
}

#[test]
fn no_text_is_unused() {
    let literals = literals_in_code();
    let english = messages(Language::En);
    let unused: Vec<_> = english
        .keys()
        .filter(|key| !FAMILIES.iter().any(|family| key.starts_with(family)))
        .filter(|key| !literals.contains_key(*key))
        .collect();
    assert!(unused.is_empty(), "used nowhere: {unused:#?}");
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
    for (language, needed) in
        [(Language::Ru, &["one", "few", "many"][..]), (Language::Ar, &["one", "two", "few", "other"])]
    {
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
    let share = texts.chars().filter(|c| own.contains(*c)).count() * 100
        / texts.chars().filter(|c| c.is_alphabetic()).count().max(1);
    assert!(share >= 8, "{share} of 100 letters are Kazakh");
}

#[test]
fn texts_use_the_words_of_the_field_and_none_that_hurt() {
    for language in LANGUAGES {
        for (key, message) in messages(language) {
            let text = text(&message).to_lowercase();
            for word in [
                "returnee",
                "beneficiar",
                "isis",
                "radical",
                "risk",
                "terror",
                "игил",
                "радикал",
                "террор",
                "داعش",
                "إرهاب",
            ] {
                assert!(!text.contains(word), "{key} in {} says {word}", language.code());
            }
        }
    }
}
