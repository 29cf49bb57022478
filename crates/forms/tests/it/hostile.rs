//! Whatever is written or sent, the answer is an answer, soon.

use domain::Values;
use forms::{
    Raw, accept, check,
    expression::{Answers, Expression, LONGEST_TEXT, Scope, evaluate},
};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{clock, form, lists, raw, refusals, send, setting};

const EVERYTHING: &str = r#"
[[field]]
name = "words"
type = "text"
[[field]]
name = "n"
type = "integer"
[[field]]
name = "dec"
type = "decimal"
[[field]]
name = "fruits"
type = "select_multiple fruit"
[[field]]
name = "one"
type = "select_one yes_no"
relevant = "${n} > 1"
[[field]]
name = "born"
type = "partial_date"
[[field]]
name = "called"
type = "person_name"
[[field]]
name = "score"
type = "score sdq"
[[field]]
name = "where"
type = "place"
[[field]]
name = "met"
type = "dateTime"
[[field]]
name = "rows"
type = "begin_repeat"
[[field]]
name = "row_text"
type = "text"
required = "${n} > 3"
[[field]]
name = "row_date"
type = "date"
[[field]]
type = "end_repeat"
[[field]]
name = "sum"
type = "calculate"
calculation = "concat(${words}, ${n}, age(${born}), count(${rows}))"
"#;

#[test]
fn deep_and_long_expressions_are_refused() {
    let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
    assert!(Expression::parse(&deep).is_err());
    let nested = format!("{}1{}", "not(".repeat(400), ")".repeat(400));
    assert!(Expression::parse(&nested).is_err());
    assert!(Expression::parse(&"-".repeat(3000)).is_err());
    assert!(
        Expression::parse(&format!("1{}", "+1".repeat(1500))).is_err(),
        "a chain is as deep as it is long"
    );
    assert!(Expression::parse(&format!("'{}'", "a".repeat(5000))).is_err());
    assert!(Expression::parse(&format!("1{}", "+1".repeat(90))).is_ok());
}

#[test]
fn texts_do_not_double_without_end() {
    let step = |step: usize| {
        let before = step - 1;
        let calculation = format!("concat(${{c{before}}}, ${{c{before}}})");
        format!("[[field]]\nname = \"c{step}\"\ntype = \"calculate\"\ncalculation = \"{calculation}\"\n")
    };
    let body =
        format!("[[field]]\nname = \"c0\"\ntype = \"text\"\n{}", (1..60).map(step).collect::<String>());
    let form = form(&body);
    let values = send(&form, &[("c0", "ab")], &Values::new()).expect("accepted").values;
    let domain::Value::Text(last) = &values["c59"] else { panic!("a text") };
    assert_eq!(last.as_str().chars().count(), LONGEST_TEXT);
}

#[test]
fn a_circle_ends() {
    let form = form(
        "[[field]]\nname = \"a\"\ntype = \"integer\"\ncalculation = \"${b} + 1\"\n[[field]]\nname = \"b\"\ntype = \"integer\"\ncalculation = \"${a} + 1\"\n[[field]]\nname = \"c\"\ntype = \"text\"\nrelevant = \"${c} = ''\"\n",
    );
    assert!(!check(&form, &lists(), &["en"]).is_empty());
    let _ = send(&form, &[("c", "x")], &Values::new());
}

#[test]
fn too_much_is_refused() {
    let form = form(EVERYTHING);
    let long = "я".repeat(20_001);
    assert_eq!(refusals(&form, &[("words", &long)], &Values::new()), ["words: too_long"]);
    assert_eq!(refusals(&form, &[("words", &long[2..])], &Values::new()), [""; 0]);
    let lists = lists();
    let setting = setting(&form, &lists);
    let many = Raw::from_pairs((0..100_000).map(|_| ("words".to_owned(), "x".to_owned())));
    let refused = accept(&setting, &many, &Values::new(), &Values::new()).expect_err("too many");
    assert_eq!(refused.problems[0].reason.code(), "too_large");
    let heavy = Raw::from_pairs([("words".to_owned(), "x".repeat(5_000_000))]);
    let refused = accept(&setting, &heavy, &Values::new(), &Values::new()).expect_err("too heavy");
    assert_eq!(refused.problems[0].reason.code(), "too_large");
    assert_eq!(refusals(&form, &[("rows.100.row_text", "x")], &Values::new()), ["rows: too_many_rows"]);
    assert_eq!(refusals(&form, &[("rows.99999999999999999999.row_text", "x")], &Values::new()).len(), 1);
    let mut deep = json!("x");
    for _ in 0..100 {
        deep = json!({ "words": [deep] });
    }
    assert!(accept(&setting, &Raw::from_json(&deep), &Values::new(), &Values::new()).is_err());
}

#[test]
fn a_full_form_is_taken() {
    let form = form(EVERYTHING);
    let pairs: Vec<(String, String)> =
        (0..100).map(|row| (format!("rows.{row}.row_text"), "слово ".repeat(300))).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert!(send(&form, &pairs, &Values::new()).is_ok());
}

fn name() -> impl Strategy<Value = String> {
    let known = [
        "words",
        "n",
        "dec",
        "fruits",
        "one",
        "born",
        "born.year",
        "born.month",
        "born.day",
        "born.about",
        "born.either",
        "called",
        "called.given",
        "called.father.latin",
        "called.klingon",
        "score",
        "score.total",
        "score.sub.emotional",
        "score.sub.x",
        "score.informant",
        "where",
        "met",
        "rows",
        "rows.0.row_text",
        "rows.1.row_date",
        "rows.0._remove",
        "rows.7",
        "rows.-1.row_text",
        "rows.0.words",
        "sum",
        "_csrf",
        "row_text",
        "",
        ".",
        "..",
        "words.",
        "constructor",
    ];
    prop_oneof![9 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,20}"]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "\\PC{0,30}",
        "[0-9٠-٩.,/~±|-]{0,20}",
        prop::sample::select(vec![
            "yes",
            "apple pear",
            "self",
            "2015",
            "kz-ast",
            "2026-03-01T10:00",
            "\u{0}",
            "\u{202e}x",
            "-1"
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn any_expression_is_read_or_refused(text in "\\PC{0,80}") {
        let _ = Expression::parse(&text);
    }

    #[test]
    fn any_tokens_are_read_or_refused_and_worked_out(
        parts in prop::collection::vec(prop::sample::select(vec![
            "(", ")", ",", "1", "0.5", "'a'", "${a}", "${r}", ".", "..", "+", "-", "*", "div", "mod", "and", "or", "=", "!=", "<",
            "if(", "sum(", "count(", "regex(", "position(..)", "substr(", "jr:choice-name(", "indexed-repeat(", "age(", "x",
        ]), 0..25)
    ) {
        if let Ok(expression) = Expression::parse(&parts.join(" ")) {
            let answers = Answers::default();
            let _ = evaluate(&expression.root, &Scope::new(&answers, clock("2026-03-01"), "en"));
        }
    }

    #[test]
    fn any_submission_is_accepted_or_refused(pairs in prop::collection::vec((name(), text()), 0..30)) {
        let form = form(EVERYTHING);
        let lists = lists();
        let setting = setting(&form, &lists);
        let sent: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        if let Ok(accepted) = accept(&setting, &raw(&sent), &Values::new(), &Values::new()) {
            for (name, value) in &accepted.values {
                prop_assert!(!accepted.solved.is_hidden(name.as_str(), None), "a hidden value was kept");
                if let domain::Value::Rows(rows) = value {
                    prop_assert!(rows.len() <= 100);
                }
            }
            // Saved again without a change, nothing changes.
            let again = accept(&setting, &raw(&[]), &accepted.values, &Values::new()).expect("what was accepted is accepted");
            prop_assert!(again.changed.is_empty());
            prop_assert_eq!(again.values, accepted.values);
        }
    }
}
