//! The vectors that Rust and JavaScript share, and the trees and definitions that JavaScript reads beside them.
//!
//! `cargo test -p homeward-forms --test it -- --ignored write_the_compiled` writes `vectors/compiled.json` anew.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ListCode, Value, Values};
use forms::{
    Accepted, Lists, Offer, Raw, Refused, Setting, Texts,
    device::{calendar_names, to_device_json, tree},
    expression::{Answers, Datum, Expression, Scope, evaluate},
};
use serde_json::{Map, Value as Json, json};

use crate::support::{choice, clock, datum, form, lists, row, same, setting, shown, texts};

fn file(name: &str) -> Json {
    let path = format!("{}/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect(name)).expect(name)
}

fn text<'a>(json: &'a Json, key: &str, default: &'a str) -> &'a str {
    json.get(key).map_or(default, |value| value.as_str().expect("a text"))
}

fn answers(file: &Json) -> Answers {
    let mut answers = Answers::default();
    for (name, value) in file["values"].as_object().expect("values") {
        answers.set(name, datum(value));
    }
    for (name, home) in file["homes"].as_object().expect("homes") {
        answers.set_home(name, home.as_str().expect("a repeat"));
    }
    for (repeat, rows) in file["rows"].as_object().expect("rows") {
        answers.set_rows(repeat, rows.as_array().expect("rows").iter().map(row).collect());
    }
    answers
}

#[test]
fn expressions_give_what_the_vectors_say() {
    let file = file("expressions.json");
    let answers = answers(&file);
    let vectors = file["vectors"].as_array().expect("vectors");
    assert!(vectors.len() >= 250, "only {} vectors", vectors.len());
    let mut wrong = Vec::new();
    for vector in vectors {
        let written = vector[0].as_str().expect("an expression");
        let expression = Expression::parse(written).unwrap_or_else(|mistake| panic!("{written}: {mistake}"));
        let context = vector.get(2).cloned().unwrap_or_else(|| json!({}));
        let columns: BTreeMap<String, String> = context.get("choice").map_or_else(BTreeMap::new, |choice| {
            choice[1]
                .as_object()
                .expect("columns")
                .iter()
                .map(|(k, v)| (k.clone(), v.as_str().unwrap_or("").into()))
                .collect()
        });
        let mut scope = Scope::new(
            &answers,
            clock(text(&context, "today", "2026-03-01")),
            text(&context, "language", "en"),
        );
        scope.row = context.get("row").map(|row| {
            (
                row[0].as_str().expect("a repeat"),
                usize::try_from(row[1].as_u64().expect("an index")).expect("small"),
            )
        });
        scope.current = context.get("current").map_or(Datum::EMPTY, datum);
        scope.choice = context.get("choice").map(|choice| (choice[0].as_str().expect("a code"), &columns));
        scope.uuid = "u-1";
        // A reference from outside gives all rows; a vector writes the first of them.
        let found = match evaluate(&expression.root, &scope) {
            Datum::Rows(rows) => rows.first().map_or(Json::Null, shown),
            other => shown(&other),
        };
        if !same(&found, &vector[1]) {
            wrong.push(format!("{written} gives {found}, should be {}", vector[1]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts by part, texts, or one text.
fn pairs(name: &str, sent: &Json) -> Vec<(String, String)> {
    match sent {
        Json::String(text) => vec![(name.to_owned(), text.clone())],
        Json::Array(texts) => texts.iter().flat_map(|text| pairs(name, text)).collect(),
        Json::Object(parts) => {
            parts.iter().flat_map(|(part, sent)| pairs(&format!("{name}.{part}"), sent)).collect()
        }
        other => panic!("not sent by a form: {other}"),
    }
}

#[test]
fn what_is_typed_is_read_as_the_vectors_say() {
    let lists = lists();
    let mut wrong = Vec::new();
    for vector in file("inputs.json")["vectors"].as_array().expect("vectors") {
        let form =
            form(&format!("[[field]]\nname = \"x\"\ntype = \"{}\"\n", vector[0].as_str().expect("a type")));
        let setting = setting(&form, &lists);
        let found = match forms::accept(
            &setting,
            &Raw::from_pairs(pairs("x", &vector[1])),
            &Values::new(),
            &Values::new(),
        ) {
            Ok(Accepted { values, .. }) => {
                values.values().next().map_or(Json::from(""), |value| shown(&Datum::of(value, &setting.zone)))
            }
            Err(refused) => format!("!{}", refused.problems[0].reason.code()).into(),
        };
        if !same(&found, &vector[2]) {
            wrong.push(format!("{} {} gives {found}, should be {}", vector[0], vector[1], vector[2]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn lists_of(json: &Json) -> Lists {
    let mut lists = lists();
    for (code, choices) in json.as_object().expect("lists") {
        let choices = choices.as_array().expect("choices").iter().map(|row| {
            let label: Texts = match &row[1] {
                Json::String(label) => texts(label),
                by_language => serde_json::from_value(by_language.clone()).expect("texts"),
            };
            let columns: BTreeMap<String, String> = serde_json::from_value(row[2].clone()).expect("columns");
            let columns: Vec<(&str, &str)> = columns.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            let mut choice = choice(row[0].as_str().expect("a code"), label, &columns);
            if row.get(3).is_some() {
                choice.offer = Offer::Retired;
            }
            choice
        });
        lists.choices.insert(ListCode::new(code).expect("a list"), choices.collect());
    }
    lists
}

fn given(case: &Json) -> Values {
    let facts = case.get("given").and_then(Json::as_object).cloned().unwrap_or_else(Map::new);
    let fact = |text: &Json| Value::Date(text.as_str().expect("a text").parse().expect("a partial date"));
    facts.iter().map(|(name, text)| (name.parse().expect("a name"), fact(text))).collect()
}

fn sent(json: &Json) -> Raw {
    Raw::from_pairs(json.as_object().expect("sent").iter().flat_map(|(name, sent)| pairs(name, sent)))
}

struct Case<'a> {
    setting: Setting<'a>,
    json: &'a Json,
    before: Values,
    given: Values,
}

/// Calls with every case of every form.
fn each_case(mut visit: impl FnMut(&str, &Case<'_>)) {
    for form_json in file("forms.json")["forms"].as_array().expect("forms") {
        let name = form_json["name"].as_str().expect("a name");
        let lines: Vec<&str> =
            form_json["toml"].as_array().expect("lines").iter().filter_map(Json::as_str).collect();
        let form = form(&lines.join("\n"));
        let lists = lists_of(&form_json["lists"]);
        for json in form_json["cases"].as_array().expect("cases") {
            let mut setting = setting(&form, &lists);
            setting.clock = clock(text(json, "today", "2026-03-01"));
            setting.language = text(json, "language", "en");
            let given = given(json);
            let before = json.get("before").map_or_else(Values::new, |before| {
                let accepted = forms::accept(&setting, &sent(before), &Values::new(), &given);
                accepted.unwrap_or_else(|refused| panic!("{name}: {:?}", refused.problems)).values
            });
            visit(name, &Case { setting, json, before, given });
        }
    }
}

#[test]
fn forms_give_what_the_vectors_say() {
    let mut wrong = Vec::new();
    each_case(|name, case| {
        let (solved, problems) =
            match forms::accept(&case.setting, &sent(&case.json["sent"]), &case.before, &case.given) {
                Ok(Accepted { solved, .. }) => (solved, Vec::new()),
                Err(refused) => {
                    let Refused { solved, problems, .. } = *refused;
                    (solved, problems)
                }
            };
        let at = |name: &str, row: Option<usize>| {
            row.map_or_else(|| name.to_owned(), |row| format!("{name}@{row}"))
        };
        let hidden: Vec<String> = solved.hidden().map(|(name, row)| at(name, row)).collect();
        let mut said = |what: &str, found: &Json, expected: &Json| {
            if !same(found, expected) {
                wrong.push(format!("{name}, {}: {what} is {found}, should be {expected}", case.json["sent"]));
            }
        };
        said("hidden", &json!(hidden), &case.json["hidden"]);
        let problems: Map<String, Json> = problems
            .iter()
            .map(|problem| (at(&problem.field, problem.row), Json::from(problem.reason.code())))
            .collect();
        said("problems", &problems.into(), &case.json["problems"]);
        for (name, expected) in case.json["answers"].as_object().expect("answers") {
            let Some(rows) = expected.as_array() else {
                said(name, &shown(&solved.answer(name, None)), expected);
                continue;
            };
            if rows.is_empty() {
                said(name, &solved.rows(name).into(), &0.into());
            }
            for (index, row) in rows.iter().enumerate() {
                for (field, expected) in row.as_object().expect("a row") {
                    said(field, &shown(&solved.answer(field, Some(index))), expected);
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compiled() -> String {
    let trees: Vec<Json> = file("expressions.json")["vectors"]
        .as_array()
        .expect("vectors")
        .iter()
        .map(|vector| {
            tree(&Expression::parse(vector[0].as_str().expect("an expression")).expect("it parses").root)
        })
        .collect();
    let mut definitions: Vec<Json> = Vec::new();
    each_case(|_, case| {
        let json = to_device_json(&case.setting, &case.before, &case.given, &BTreeSet::new());
        definitions.push(serde_json::from_str(&json).expect("JSON"));
    });
    let names: Map<String, Json> = ["en", "ru", "kk", "ar", "uz"]
        .map(|language| (language.to_owned(), calendar_names(language)))
        .into_iter()
        .collect();
    let lines =
        |items: &[Json]| items.iter().map(|item| format!("    {item}")).collect::<Vec<_>>().join(",\n");
    format!(
        "{{\n  \"names\": {},\n  \"expressions\": [\n{}\n  ],\n  \"definitions\": [\n{}\n  ]\n}}\n",
        Json::Object(names),
        lines(&trees),
        lines(&definitions)
    )
}

const COMPILED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/compiled.json");

/// JavaScript has no parser: it reads the trees and definitions that Rust made of the vectors. Where they differ, the
/// new ones are left beside the build, to be looked at and copied over.
#[test]
fn the_compiled_vectors_are_up_to_date() {
    let kept = std::fs::read_to_string(COMPILED).unwrap_or_default();
    let new = compiled();
    if kept != new {
        let beside = concat!(env!("CARGO_TARGET_TMPDIR"), "/compiled.json");
        std::fs::write(beside, new).expect("written");
        panic!("vectors/compiled.json is not up to date: look at {beside} and copy it over");
    }
}
