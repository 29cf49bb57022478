//! What the browser gets of a form, and what it never gets.

use std::collections::BTreeSet;

use domain::{FieldCode, Value, Values};
use forms::{
    device::{MODULES, SAID, to_device_json},
    sensitive,
};

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
    let closed = to_device_json(&setting, &values, &Values::new(), &sensitive(&form, &values));
    let json: serde_json::Value = serde_json::from_str(&closed).expect("JSON");
    assert_eq!(json["items"][1]["r"], 0, "the server alone decides what a closed answer shows");
    assert_eq!(json["items"][6]["k"], 0);
    assert!(!closed.contains("uncle"), "{closed}");
    let opened = to_device_json(&setting, &values, &Values::new(), &BTreeSet::new());
    assert!(opened.contains("!="));
    assert!(!opened.contains("asked"), "what stands in an input is not sent twice");
}

#[test]
fn only_what_is_stored_can_be_closed() {
    let form = form(&format!(
        "{FORM}[[field]]\nname = \"carers\"\ntype = \"begin_repeat\"\n[[field]]\nname = \"who\"\ntype = \"text\"\n\
         [[field]]\nname = \"note\"\ntype = \"text\"\nsensitive = true\n[[field]]\ntype = \"end_repeat\"\n"
    ));
    assert_eq!(sensitive(&form, &Values::new()), BTreeSet::new());
    let sent = [("carers.0.who", "aunt"), ("carers.1.who", "uncle"), ("carers.1.note", "drinks")];
    let values = accepted(&form, &sent, &Values::new()).values;
    assert_eq!(sensitive(&form, &values), BTreeSet::from(["carers.1.note".to_owned()]));
    let lists = lists();
    let device = to_device_json(&setting(&form, &lists), &values, &Values::new(), &sensitive(&form, &values));
    assert!(!device.contains("drinks"), "{device}");
    assert!(device.contains("!="), "the empty one beside it stays with its live condition: {device}");
}

#[test]
fn the_data_block_cannot_be_left() {
    let form = form(FORM);
    let lists = lists();
    let json = to_device_json(&setting(&form, &lists), &Values::new(), &Values::new(), &BTreeSet::new());
    assert!(!json.contains('<'), "{json}");
    assert!(json.contains("\\u003c/script>"));
}

#[test]
fn only_lists_that_a_condition_needs_are_sent() {
    let form = form(FORM);
    let lists = lists();
    let json = to_device_json(&setting(&form, &lists), &Values::new(), &Values::new(), &BTreeSet::new());
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
    let json = to_device_json(&setting(&form, &lists), &Values::new(), &given, &BTreeSet::new());
    assert!(json.contains(r#""born":{"e":16436,"l":16800,"t":"2015"}"#), "{json}");
}

#[test]
fn there_are_words_for_all_that_the_browser_finds_wrong() {
    let read = MODULES.iter().find(|(name, _)| *name == "read.js").expect("the module that reads").1;
    let found: BTreeSet<&str> =
        read.split("bad('").skip(1).filter_map(|rest| rest.split('\'').next()).collect();
    assert!(found.len() > 10, "{found:?}");
    let said: BTreeSet<&str> = SAID.iter().map(|reason| reason.code()).collect();
    assert_eq!(found.difference(&said).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(said.contains("constraint") && said.contains("not_offered"));
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
