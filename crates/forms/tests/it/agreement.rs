//! Random expressions and random typing, worked out here and by the browser's modules under node, and compared.
//!
//! Without `node` on the path there is nothing to compare with; the shared vectors still hold.

use std::process::Command;

use domain::Values;
use forms::{
    Raw,
    device::{calendar_names, tree},
    expression::{Answers, Datum, Expression, Function, Scope, evaluate},
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Value as Json, json};

use crate::support::{clock, datum, form, lists, row, setting, shown};

const EXPRESSIONS: usize = 6000;
const INPUTS: usize = 3000;

fn values() -> Vec<(&'static str, Json)> {
    vec![
        ("name", json!("Айша")),
        ("empty", json!("")),
        ("n5", json!(5)),
        ("dec", json!(2.345_678)),
        ("neg", json!(-3.5)),
        ("big", json!(123_456_789_012i64)),
        ("multi", json!("food health school")),
        ("d", json!("2015-03-14")),
        ("leap", json!("2012-02-29")),
        ("dt", json!("2026-02-28T23:15:07")),
        ("t", json!("06:00")),
        ("py", json!({ "partial": "2015" })),
        ("pm", json!({ "partial": "2015-02" })),
        ("pa", json!({ "partial": "~2015±2" })),
        ("pe", json!({ "partial": "2015-03-04|2015-04-03" })),
    ]
}

fn rows() -> [(&'static str, Json); 3] {
    [
        (
            "kids",
            json!([{ "k_name": "A", "k_age": 4 }, { "k_name": "", "k_age": "" }, { "k_name": "عائشة", "k_age": 7.5 }]),
        ),
        ("others", json!([{ "cents": 0.1 }, { "cents": 0.2 }])),
        ("nobody", json!([])),
    ]
}

const HOMES: [(&str, &str); 4] =
    [("k_name", "kids"), ("k_age", "kids"), ("cents", "others"), ("x_age", "nobody")];

fn leaf() -> impl Strategy<Value = String> {
    let fields: Vec<String> = values()
        .iter()
        .map(|(name, _)| *name)
        .chain(HOMES.map(|(name, _)| name))
        .chain(["missing", "kids", "nobody"])
        .map(|name| format!("${{{name}}}"))
        .collect();
    let texts = [
        "''",
        "'a'",
        "'ab ba'",
        "'Айша'",
        "'👧🏽x'",
        "'2015-03-14'",
        "'2012-02-29'",
        "'2026-02-29'",
        "'06:30'",
        "'12.50'",
        "'-3'",
        "' 7 '",
        "'food school'",
        "'%Y-%m-%d %b %a %H:%M'",
        "'2026-03-01T10:00:30'",
        "'1.'",
        "'.5'",
        "'true'",
        "'1'",
    ];
    prop_oneof![
        4 => prop::sample::select(fields),
        3 => prop::sample::select(texts.to_vec()).prop_map(str::to_owned),
        2 => (-50i32..50).prop_map(|n| n.to_string()),
        2 => (-2_000_000i32..2_000_000).prop_map(|n| format!("{}", f64::from(n) / 1000.0)),
        1 => (0u64..99_999_999_999_999).prop_map(|n| n.to_string()),
        1 => prop::sample::select(vec![".", "region", "today()", "now()", "true()", "false()", "position(..)", "uuid()"])
            .prop_map(str::to_owned),
    ]
}

fn expression() -> impl Strategy<Value = String> {
    let functions: Vec<Function> = Function::names().filter_map(Function::named).collect();
    leaf().prop_recursive(4, 24, 4, move |inner| {
        let operators = ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"];
        let patterns = ["[0-9]+", "a*b?", "(Ай|A).*", "[^a-z ]{1,5}", "\\\\d{4}-.+", "(ab|a)(b|)?", "."];
        prop_oneof![
            3 => (inner.clone(), prop::sample::select(operators.to_vec()), inner.clone())
                .prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
            1 => inner.clone().prop_map(|a| format!("-{a}")),
            1 => (inner.clone(), prop::sample::select(patterns.to_vec()))
                .prop_map(|(a, pattern)| format!("regex({a}, '{}')", pattern.replace("\\\\", "\\"))),
            1 => inner.clone().prop_map(|a| format!("indexed-repeat(${{k_age}}, ${{kids}}, {a})")),
            6 => (prop::sample::select(functions.clone()), prop::collection::vec(inner, 7)).prop_map(|(function, parts)| {
                let (least, most) = function.arguments();
                let mut count = (least + parts[0].len() % 3).min(most).min(parts.len());
                if function == Function::WeightedChecklist {
                    count = count / 2 * 2;
                }
                match function {
                    Function::Regex | Function::ChoiceName | Function::Position | Function::IndexedRepeat => parts[0].clone(),
                    Function::Sum | Function::Count => {
                        let fields = ["k_age", "kids", "cents", "x_age", "n5", "k_name"];
                        format!("{}(${{{}}})", function.name(), fields[parts[0].len() % fields.len()])
                    }
                    _ => format!("{}({})", function.name(), parts[..count].join(", ")),
                }
            }),
        ]
    })
}

fn typed() -> impl Strategy<Value = (&'static str, Json)> {
    let plain = prop::sample::select(vec![
        "integer",
        "decimal",
        "range",
        "date",
        "partial_date",
        "time",
        "dateTime",
        "text",
        "select_multiple",
        "acknowledge",
    ]);
    let text = prop_oneof![
        "[0-9٠-٩.,-]{0,9}",
        "[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}",
        "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "[0-3]?[0-9][./-][01]?[0-9][./-](19|20)[0-9]{2}",
        "~?[0-9]{4}(±[0-9]{1,2})?",
        "(19|20)[0-9]{2}-0[1-9]-0[1-9]\\|(19|20)[0-9]{2}-0[1-9]-0[1-9]",
        "[0-2]?[0-9]:[0-6][0-9](:[0-5][0-9])?",
        "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]",
        "-?[0-9]{1,3}[,.][0-9]{1,8}",
        " ?[a-z]{0,3} ?[a-z]{0,3}",
        "on|OK|yes|no",
    ];
    let small = || prop_oneof![3 => "[0-9]{0,2}", 1 => "[٠-٩]{1,2}"];
    let year = prop_oneof![3 => "(18|19|20|21)[0-9]{2}", 1 => "[0-9]{0,4}"];
    prop_oneof![
        4 => (plain, text).prop_map(|(kind, text)| (kind, json!({ "": [text] }))),
        1 => (year, small(), small(), prop_oneof![3 => Just(String::new()), 1 => "[0-9]{1,2}"]).prop_map(|(year, month, day, about)| {
            ("partial_date", json!({ "year": [year], "month": [month], "day": [day], "about": [about] }))
        }),
    ]
}

/// A datum as `agreement.js` shows it: whole numbers without a point, as JSON.stringify writes them.
fn written(datum: &Datum) -> Json {
    match shown(datum) {
        Json::Number(number) => {
            let number = number.as_f64().expect("a number");
            #[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
            if number.fract() == 0.0 && number.abs() < 9.0e15 { json!(number as i64) } else { json!(number) }
        }
        Json::Array(_) => match datum {
            Datum::Rows(rows) => rows.iter().map(written).collect(),
            _ => Json::Null,
        },
        other => other,
    }
}

fn expressions(runner: &mut TestRunner) -> Vec<Json> {
    let mut answers = Answers::default();
    for (name, value) in values() {
        answers.set(name, datum(&value));
    }
    for (name, home) in HOMES {
        answers.set_home(name, home);
    }
    for (repeat, table) in rows() {
        answers.set_rows(repeat, table.as_array().expect("rows").iter().map(row).collect());
    }
    let columns = [("region".to_owned(), "alm".to_owned())].into();
    let strategy = expression();
    (0..EXPRESSIONS)
        .filter_map(|index| {
            let text = strategy.new_tree(runner).expect("a tree").current();
            let parsed = Expression::parse(&text).ok()?;
            let mut scope = Scope::new(&answers, clock("2026-03-01"), "kk");
            let in_row = (index % 4).checked_sub(1);
            scope.row = in_row.map(|row| ("kids", row));
            scope.choice = Some(("d1", &columns));
            scope.current = Datum::Text("own".to_owned());
            scope.uuid = "u-1";
            let found = written(&evaluate(&parsed.root, &scope));
            Some(json!({ "written": text, "tree": tree(&parsed.root), "row": in_row, "expected": found }))
        })
        .collect()
}

fn inputs(runner: &mut TestRunner) -> Vec<Json> {
    let lists = lists();
    let strategy = typed();
    (0..INPUTS)
        .map(|_| {
            let (kind, sent) = strategy.new_tree(runner).expect("a tree").current();
            let word = if kind == "select_multiple" { "select_multiple nowhere" } else { kind };
            let parameters = if kind == "range" { "parameters = \"start=-2 end=2 step=0.5\"\n" } else { "" };
            let form = form(&format!("[[field]]\nname = \"x\"\ntype = \"{word}\"\n{parameters}"));
            let setting = setting(&form, &lists);
            let pairs = sent.as_object().expect("parts").iter().map(|(part, texts)| {
                let name = if part.is_empty() { "x".to_owned() } else { format!("x.{part}") };
                (name, texts[0].as_str().expect("a text").to_owned())
            });
            let expected =
                match forms::accept(&setting, &Raw::from_pairs(pairs), &Values::new(), &Values::new()) {
                    Ok(accepted) => written(&accepted.solved.answer("x", None)),
                    // Which choices there are is not a matter of reading.
                    Err(refused)
                        if kind == "select_multiple" && !refused.solved.answer("x", None).is_empty() =>
                    {
                        written(&refused.solved.answer("x", None))
                    }
                    Err(refused) => format!("!{}", refused.problems[0].reason.code()).into(),
                };
            json!({ "type": kind, "sent": sent, "expected": expected })
        })
        .collect()
}

#[test]
fn the_browser_finds_the_same() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let expressions = expressions(&mut runner);
    assert!(expressions.len() > EXPRESSIONS * 9 / 10, "too few of the random expressions are valid");
    let inputs = inputs(&mut runner);
    let partial = |json: &Json| match json.get("partial") {
        Some(_) => forms::device::datum(&datum(json)),
        None => json.clone(),
    };
    let top: serde_json::Map<String, Json> =
        values().iter().map(|(name, value)| ((*name).to_owned(), partial(value))).collect();
    let tables: serde_json::Map<String, Json> =
        rows().into_iter().map(|(name, table)| (name.to_owned(), table)).collect();
    let homes: serde_json::Map<String, Json> =
        HOMES.into_iter().map(|(name, home)| (name.to_owned(), home.into())).collect();
    let scope = json!({
        "top": top, "rows": tables, "homes": homes, "columns": { "region": "alm", "name": "d1" }, "cur": "own",
        "today": "2026-03-01", "now": "2026-03-01T10:30:15", "names": calendar_names("kk"), "uuid": "u-1",
    });
    let path = format!("{}/agreement.json", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(
        &path,
        json!({ "expressions": expressions, "inputs": inputs, "scope": scope }).to_string(),
    )
    .expect("written");
    let script = format!("{}/js/agreement.js", env!("CARGO_MANIFEST_DIR"));
    let Ok(output) = Command::new("node").args([script, path]).output() else { return };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("compared"), "{said}");
}

#[test]
fn the_shared_vectors_hold_in_the_browser() {
    let script = format!("{}/js/logic.test.js", env!("CARGO_MANIFEST_DIR"));
    let Ok(output) = Command::new("node").args(["--test", &script]).output() else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
