//! What the browser gets of a form, and what it never gets.

use domain::{FieldCode, Value, Values};
use forms::device::{MODULES, to_device_json};

use crate::support::{accepted, form, lists, setting};

const FORM: &str = r#"
[[field]]
name = "hurt"
type = "text"
sensitive = true
[[field]]
name = "follow_up"
type = "text"
relevant = "${hurt} != ''"
[[field]]
name = "free"
type = "text"
relevant = "${line} != '</script>'"
[[field]]
name = "line"
type = "text"
[[field]]
name = "district"
type = "select_one district"
choice_filter = "region = 'alm'"
[[field]]
name = "fruit"
type = "select_one fruit"
[[field]]
name = "copy"
type = "calculate"
calculation = "concat(${hurt}, '!')"
"#;

#[test]
fn a_closed_answer_is_not_in_the_page() {
    let form = form(FORM);
    let lists = lists();
    let setting = setting(&form, &lists);
    let values = accepted(&form, &[("hurt", "by the uncle"), ("follow_up", "asked")], &Values::new()).values;
    assert!(values.contains_key("copy"));
    let closed = to_device_json(&setting, &values, &Values::new(), &[]);
    let json: serde_json::Value = serde_json::from_str(&closed).expect("JSON");
    assert_eq!(json["items"][1]["r"], 0, "the server alone decides what a closed answer shows");
    assert_eq!(json["items"][6]["k"], 0);
    assert!(!closed.contains("uncle"), "{closed}");
    let opened = to_device_json(&setting, &values, &Values::new(), &["hurt"]);
    assert!(opened.contains("!="));
    assert!(!opened.contains("asked"), "what stands in an input is not sent twice");
}

#[test]
fn the_data_block_cannot_be_left() {
    let form = form(FORM);
    let lists = lists();
    let json = to_device_json(&setting(&form, &lists), &Values::new(), &Values::new(), &[]);
    assert!(!json.contains('<'), "{json}");
    assert!(json.contains("\\u003c/script>"));
}

#[test]
fn only_lists_that_a_condition_needs_are_sent() {
    let form = form(FORM);
    let lists = lists();
    let json = to_device_json(&setting(&form, &lists), &Values::new(), &Values::new(), &[]);
    assert!(json.contains("Alatau"));
    assert!(!json.contains("quince"));
}

#[test]
fn given_facts_reach_conditions() {
    let form = form(
        "[[given]]\nname = \"born\"\ntype = \"partial_date\"\n[[field]]\nname = \"a\"\ntype = \"text\"\n",
    );
    let lists = lists();
    let given: Values = [(FieldCode::of("born"), Value::Date("2015".parse().expect("a year")))].into();
    let json = to_device_json(&setting(&form, &lists), &Values::new(), &given, &[]);
    assert!(json.contains(r#""born":{"e":16436,"l":16800,"t":"2015"}"#), "{json}");
}

#[test]
fn the_modules_are_small_and_whole() {
    for (name, text) in MODULES {
        assert!(text.len() < 14_000, "{name} has {} bytes", text.len());
        for import in text.lines().filter(|line| line.starts_with("import ")) {
            let from = import.rsplit('\'').nth(1).expect("a quoted path");
            assert!(MODULES.iter().any(|(known, _)| format!("./{known}") == from), "{name} imports {from}");
        }
    }
}
