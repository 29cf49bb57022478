//! What is sent becomes values, or the sender hears field by field why not.

use domain::{FieldCode, PartialDate, Script, Value, Values};
use forms::{
    Raw, Reason, accept, merge,
    submission::{begun, initial, solved},
};
use jiff::civil::date;
use serde_json::json;

use crate::support::{accepted, form, lists, raw, refusals, send, setting};

const VISIT: &str = r#"
[[field]]
name = "seen"
type = "select_one yes_no"
required = true
required_message = { en = "Say whether the child was seen" }
[[field]]
name = "why_not"
type = "text"
relevant = "${seen} = 'no'"
[[field]]
name = "fruits"
type = "select_multiple fruit"
[[field]]
name = "secret"
type = "text"
sensitive = true
[[field]]
name = "code"
type = "text"
read_only = true
default = "A-1"
[[field]]
name = "age"
type = "integer"
constraint = ". <= 18"
constraint_message = { en = "Write the age of a child" }
"#;

fn none() -> Values {
    Values::new()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn an_accepted_form_says_what_changed() {
    let form = form(VISIT);
    let first =
        accepted(&form, &[("seen", "no"), ("why_not", " away "), ("age", "٩"), ("_csrf", "x")], &none());
    assert_eq!(first.values["why_not"], text("away"));
    assert_eq!(first.values["age"], Value::Integer(9));
    assert_eq!(first.values["code"], text("A-1"), "a default nobody can change");
    let second = accepted(&form, &[("age", "10")], &first.values);
    assert_eq!(second.changed, [FieldCode::of("age")]);
    assert_eq!(second.values["why_not"], text("away"), "what is not sent stays");
    let third = accepted(&form, &[("why_not", ""), ("age", "")], &second.values);
    assert_eq!(third.changed, [FieldCode::of("age"), FieldCode::of("why_not")]);
    assert!(!third.values.contains_key("age"), "what is sent empty is emptied");
}

#[test]
fn what_logic_hides_is_never_stored() {
    let form = form(VISIT);
    let first = accepted(&form, &[("seen", "no"), ("why_not", "away")], &none());
    let second = accepted(&form, &[("seen", "yes")], &first.values);
    assert!(!second.values.contains_key("why_not"));
    assert_eq!(second.changed, [FieldCode::of("seen"), FieldCode::of("why_not")]);
    assert_eq!(second.warnings.len(), 1);
    assert_eq!(
        (second.warnings[0].field.as_str(), second.warnings[0].reason),
        ("why_not", Reason::HiddenDropped)
    );
    let both = accepted(&form, &[("seen", "yes"), ("why_not", "sent though hidden")], &none());
    assert!(!both.values.contains_key("why_not"));
    assert!(both.warnings.is_empty(), "nothing stored was lost");
}

#[test]
fn a_refusal_names_each_field_and_keeps_nothing() {
    let form = form(VISIT);
    let found =
        refusals(&form, &[("age", "19"), ("nosuch", "1"), ("fruits", "plum"), ("seen.x", "1")], &none());
    assert_eq!(
        found,
        ["nosuch: unknown", "seen.x: unknown", "seen: required", "fruits: not_offered", "age: constraint"]
    );
    let refused = send(&form, &[("age", "19")], &none()).expect_err("a refusal");
    assert_eq!(refused.problems[0].message["en"], "Say whether the child was seen");
    assert_eq!(refused.problems[1].message["en"], "Write the age of a child");
    let shown = format!("{:?}", send(&form, &[("age", "x"), ("secret", "burnt down")], &none()));
    assert!(!shown.contains("burnt"), "what was typed is in a Debug text");
    assert!(!format!("{:?}", raw(&[("secret", "burnt down")])).contains("burnt"));
}

#[test]
fn wrong_types_are_refused() {
    let form = form(VISIT);
    assert_eq!(refusals(&form, &[("seen", "yes"), ("age", "nine")], &none()), ["age: no_number"]);
    assert_eq!(refusals(&form, &[("seen", "yes"), ("seen", "no")], &none()), ["seen: several"]);
    assert_eq!(refusals(&form, &[("seen", "Yes!")], &none()), ["seen: not_offered"]);
    assert_eq!(
        refusals(&form, &[("seen", "yes"), ("secret", "a\u{0}b")], &none()),
        ["secret: control_character"]
    );
}

#[test]
fn nobody_types_what_the_program_sets() {
    let form = form(&format!(
        "{VISIT}[[field]]\nname = \"double\"\ntype = \"calculate\"\ncalculation = \"${{age}} * 2\"\n[[field]]\nname = \"mark\"\ntype = \"hidden\"\ndefault = \"m\"\n"
    ));
    let sent = [("seen", "yes"), ("age", "5"), ("code", "forged"), ("double", "99"), ("mark", "forged")];
    let values = accepted(&form, &sent, &none()).values;
    assert_eq!(values["code"], text("A-1"));
    assert_eq!(values["double"], Value::Integer(10));
    assert_eq!(values["mark"], text("m"));
}

#[test]
fn a_retired_choice_stays_and_is_not_chosen_anew() {
    let form = form(VISIT);
    assert_eq!(refusals(&form, &[("seen", "yes"), ("fruits", "quince")], &none()), ["fruits: not_offered"]);
    let mut stored = accepted(&form, &[("seen", "yes")], &none()).values;
    stored.insert(FieldCode::of("fruits"), Value::Choices([domain::ChoiceCode::of("quince")].into()));
    let kept = accepted(&form, &[("fruits", "quince"), ("fruits", "pear")], &stored);
    assert!(matches!(&kept.values["fruits"], Value::Choices(codes) if codes.len() == 2));
}

#[test]
fn a_closed_sensitive_answer_survives_a_save() {
    let form = form(VISIT);
    let first = accepted(&form, &[("seen", "yes"), ("secret", "told alone")], &none());
    let second = accepted(&form, &[("seen", "yes"), ("age", "7")], &first.values);
    assert_eq!(second.values["secret"], text("told alone"));
    assert_eq!(second.changed, [FieldCode::of("age")]);
}

#[test]
fn answers_of_earlier_versions_are_not_lost() {
    let form = form(VISIT);
    let mut stored = accepted(&form, &[("seen", "yes")], &none()).values;
    stored.insert(FieldCode::of("long_gone"), text("from version 1"));
    let after = accepted(&form, &[("age", "7")], &stored);
    assert_eq!(after.values["long_gone"], text("from version 1"));
    assert_eq!(after.changed, [FieldCode::of("age")]);
}

const PERSON: &str = r#"
[[field]]
name = "called"
type = "person_name"
[[field]]
name = "born"
type = "partial_date"
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
name = "weight"
type = "decimal"
[[field]]
name = "paper"
type = "file"
"#;

#[test]
fn names_are_kept_in_every_script() {
    let form = form(PERSON);
    let sent = [
        ("called.given", "Айша"),
        ("called.given", "Aisha"),
        ("called.given.arabic", "عائشة"),
        ("called.family", "Нурова"),
    ];
    let Value::Names(names) = accepted(&form, &sent, &none()).values["called"].clone() else {
        panic!("names")
    };
    let scripts: Vec<Script> = names.iter().map(|name| name.script).collect();
    assert_eq!(scripts, [Script::Cyrillic, Script::Cyrillic, Script::Latin, Script::Arabic]);
    let warned = |name: &str, text: &str| {
        let warnings = accepted(&form, &[(name, text)], &none()).warnings;
        warnings.iter().map(|warning| warning.reason).collect::<Vec<_>>()
    };
    assert_eq!(warned("called.given", "Н?рия"), [Reason::LettersLost], "kept, and the loss is named");
    assert_eq!(warned("called.given", "Нодирa"), [Reason::MixedScripts], "the last letter is Latin");
    assert_eq!(warned("called.given.arabic", "Aisha"), [Reason::OtherScript]);
    assert_eq!(warned("called.given.latin", "Aisha"), []);
    assert_eq!(refusals(&form, &[("called.nickname", "x")], &none()), ["called.nickname: unknown"]);
    let long = "а".repeat(201);
    assert_eq!(refusals(&form, &[("called.given", &long)], &none()), ["called.given: too_long"]);
}

#[test]
fn dates_keep_their_precision_and_nothing_is_guessed() {
    let form = form(PERSON);
    let born = |sent: &[(&str, &str)]| accepted(&form, sent, &none()).values.get("born").cloned();
    assert_eq!(born(&[("born.year", "2015")]), Some(Value::Date(PartialDate::Year(2015))));
    assert_eq!(
        born(&[("born.year", "2015"), ("born.about", "2")]),
        Some(Value::Date(PartialDate::About(2015, 2)))
    );
    assert_eq!(born(&[("born", "00.00.1984")]), Some(Value::Date(PartialDate::Year(1984))));
    let either = PartialDate::either(date(2015, 3, 4), date(2015, 4, 3));
    assert_eq!(
        born(&[("born.year", ""), ("born.either", "2015-03-04|2015-04-03")]),
        Some(Value::Date(either))
    );
    assert_eq!(born(&[("born.year", ""), ("born.month", ""), ("born.day", "")]), None);
    assert_eq!(refusals(&form, &[("born", "31.02.2015")], &none()), ["born: no_such_day"]);
    assert_eq!(refusals(&form, &[("born.year", "15")], &none()), ["born.year: two_digit_year"]);
    assert_eq!(refusals(&form, &[("born", "approx. 5 yrs")], &none()), ["born: no_date"]);
}

#[test]
fn a_score_lies_in_its_scale_and_says_who_answered() {
    let form = form(PERSON);
    let sent = [
        ("score.total", "17"),
        ("score.sub.emotional", "6"),
        ("score.informant", "self"),
        ("score.norm", "KZ 2020"),
    ];
    let Value::Score(score) = accepted(&form, &sent, &none()).values["score"].clone() else {
        panic!("a score")
    };
    assert_eq!((score.total, score.subscales.len(), score.informant.as_str()), (17, 1, "self"));
    let wrong = |sent: &[(&str, &str)]| refusals(&form, sent, &none());
    assert_eq!(wrong(&[("score.total", "41"), ("score.informant", "self")]), ["score.total: out_of_range"]);
    assert_eq!(wrong(&[("score.informant", "self")]), ["score.total: total_missing"]);
    assert_eq!(wrong(&[("score.total", "4")]), ["score.informant: informant_missing"]);
    assert_eq!(
        wrong(&[("score.total", "4"), ("score.informant", "uncle")]),
        ["score.informant: not_offered"]
    );
    let sub = [("score.total", "4"), ("score.informant", "self"), ("score.sub.emotional", "11")];
    assert_eq!(wrong(&sub), ["score.sub.emotional: out_of_range"]);
    let unknown = [("score.total", "4"), ("score.informant", "self"), ("score.sub.item_1", "2")];
    assert_eq!(wrong(&unknown), ["score.sub.item_1: unknown"], "items have no place here");
}

#[test]
fn days_with_a_time_are_those_of_the_place() {
    let form = form(PERSON);
    let values =
        accepted(&form, &[("met", "2026-03-01T10:00"), ("where", "kz-alm.1"), ("weight", "36,6")], &none())
            .values;
    assert_eq!(values["met"], Value::DateTime("2026-03-01T05:00:00Z".parse().expect("an instant")));
    assert_eq!(values["weight"], Value::Decimal(36_600_000));
    assert_eq!(values["where"], Value::Place(domain::PlaceCode::of("kz-alm.1")));
    assert_eq!(
        refusals(&form, &[("where", "atlantis"), ("paper", "../../etc")], &none()),
        ["where: not_offered", "paper: no_file"]
    );
}

const ROWS: &str = r#"
[[field]]
name = "carers"
type = "begin_repeat"
[[field]]
name = "who"
type = "text"
required = true
[[field]]
name = "since"
type = "date"
[[field]]
name = "kind"
type = "text"
default = "aunt"
read_only = true
[[field]]
type = "end_repeat"
"#;

fn who(values: &Values) -> Vec<String> {
    let Some(Value::Rows(rows)) = values.get("carers") else { return Vec::new() };
    rows.iter()
        .map(|row| match &row["who"] {
            Value::Text(text) => text.as_str().to_owned(),
            _ => panic!("a text"),
        })
        .collect()
}

#[test]
fn rows_are_added_changed_and_taken_out() {
    let form = form(ROWS);
    let first =
        accepted(&form, &[("carers.0.who", "Апа"), ("carers.1.who", ""), ("carers.2.who", "Ата")], &none());
    assert_eq!(who(&first.values), ["Апа", "Ата"], "an empty row is no row");
    let second = accepted(&form, &[("carers.2.who", "Нағашы")], &first.values);
    assert_eq!(who(&second.values), ["Апа", "Ата", "Нағашы"], "rows that are not sent stay");
    let third = accepted(&form, &[("carers.0._remove", "1"), ("carers.1.who", "Ата!")], &second.values);
    assert_eq!(who(&third.values), ["Ата!", "Нағашы"]);
    assert_eq!(third.changed, [FieldCode::of("carers")]);
    let Value::Rows(rows) = &third.values["carers"] else { panic!("rows") };
    assert_eq!(rows[0]["kind"], text("aunt"));
    let gone = accepted(&form, &[("carers.0._remove", "1"), ("carers.1._remove", "1")], &third.values);
    assert!(gone.values.is_empty());
    assert!(accepted(&form, &[("carers", "")], &none()).values.is_empty());
}

#[test]
fn what_is_begun_keeps_its_rows_their_numbers_and_what_was_not_sent() {
    let form = form(ROWS);
    let lists = lists();
    let stored = accepted(&form, &[("carers.0.who", "Апа"), ("carers.1.who", "Ата")], &none()).values;
    let sent = raw(&[("carers.0._remove", "1"), ("carers.4._remove", ""), ("carers.6.who", "Нағашы")]);
    let begun = begun(&setting(&form, &lists), &sent, &stored, &none());
    assert_eq!(begun.rows["carers"], [1, 4, 6], "the empty row waits to be written");
    assert_eq!(begun.solved.rows("carers"), 3);
    let Value::Rows(rows) = &begun.values["carers"] else { panic!("rows") };
    assert_eq!(rows[0]["who"], text("Ата"));
    assert!(!rows[1].contains_key("who"));
    assert_eq!(rows[1]["kind"], text("aunt"), "a new row begins with its defaults");
    assert_eq!(rows[2]["who"], text("Нағашы"));
    assert_eq!(begun.solved.answer("who", Some(2)).text(), "Нағашы");
    // An empty mark says that a row is there, and changes nothing when the form is sent.
    let same = accepted(&form, &[("carers.0._remove", ""), ("carers.7._remove", "")], &stored);
    assert_eq!(same.values, stored);
}

#[test]
fn a_problem_in_a_row_keeps_the_senders_number() {
    let form = form(ROWS);
    let found = refusals(
        &form,
        &[("carers.0.who", ""), ("carers.3.since", "x"), ("carers.5.since", "01.02.2020")],
        &none(),
    );
    assert_eq!(
        found,
        ["carers.since@3: no_date"; 0]
            .into_iter()
            .chain(["who@3: required", "who@5: required", "since@3: no_date"])
            .collect::<Vec<_>>()
    );
}

#[test]
fn json_says_the_same_as_a_page() {
    let lists = lists();
    let form = form(&format!("{PERSON}{ROWS}{VISIT}"));
    let setting = setting(&form, &lists);
    let sent = json!({
        "called": { "given": ["Айша", "Aisha"], "family": "Нурова" },
        "born": { "year": 2015, "month": 3 },
        "score": { "total": 17, "informant": "self", "sub": { "emotional": 6 } },
        "weight": 36.6,
        "carers": [{ "who": "Апа" }, { "who": "Ата", "since": "2020-02-01" }],
        "seen": "yes", "fruits": ["apple", "pear"], "age": null,
    });
    let pairs = [
        ("called.given", "Айша"),
        ("called.given", "Aisha"),
        ("called.family", "Нурова"),
        ("born.year", "2015"),
        ("born.month", "3"),
        ("score.total", "17"),
        ("score.informant", "self"),
        ("score.sub.emotional", "6"),
        ("weight", "36.6"),
        ("carers.0.who", "Апа"),
        ("carers.1.who", "Ата"),
        ("carers.1.since", "2020-02-01"),
        ("seen", "yes"),
        ("fruits", "apple"),
        ("fruits", "pear"),
        ("age", ""),
    ];
    let by_json = accept(&setting, &Raw::from_json(&sent), &none(), &none()).expect("accepted");
    assert_eq!(by_json.values, accepted(&form, &pairs, &none()).values);
    let unknown =
        accept(&setting, &Raw::from_json(&json!({ "seen": "yes", "extra": { "a": 1 } })), &none(), &none());
    assert_eq!(unknown.expect_err("unknown").problems[0].field, "extra.a");
}

#[test]
fn a_new_entry_begins_with_its_defaults() {
    let form = form(
        "[[field]]\nname = \"on\"\ntype = \"date\"\ndefault = \"today()\"\n[[field]]\nname = \"n\"\ntype = \"integer\"\ndefault = 3\n",
    );
    let lists = lists();
    let setting = setting(&form, &lists);
    let begun = initial(&setting, &none());
    assert_eq!(begun["on"], Value::Date(PartialDate::Day(date(2026, 3, 1))));
    assert_eq!(accepted(&form, &[], &none()).values, begun);
    let cleared = accepted(&form, &[("n", "")], &none()).values;
    assert!(!cleared.contains_key("n"), "who clears a default does not get it back");
    assert!(accepted(&form, &[], &cleared).changed.is_empty());
}

#[test]
fn without_javascript_the_loop_through_the_server_leads_to_the_end() {
    let form = form(VISIT);
    let lists = lists();
    let setting = setting(&form, &lists);
    let page = solved(&setting, &none(), &none());
    assert!(page.is_hidden("why_not", None) && !page.is_hidden("seen", None));
    let refused = send(&form, &[("seen", "no"), ("age", "x")], &none()).expect_err("the age");
    assert!(!refused.solved.is_hidden("why_not", None), "the next page shows what belongs to the answer");
    assert_eq!(refused.problems.len(), 1);
    assert!(send(&form, &[("seen", "no"), ("why_not", "away"), ("age", "9")], &none()).is_ok());
}

#[test]
fn a_name_from_another_compartment_is_only_what_the_page_gives() {
    let form = form(
        "[[given]]\nname = \"born\"\ntype = \"partial_date\"\n[[field]]\nname = \"assent\"\ntype = \"text\"\nrelevant = \"age-min(${born}) >= 6\"\n",
    );
    let lists = lists();
    let setting = setting(&form, &lists);
    let given: Values = [(FieldCode::of("born"), Value::Date(PartialDate::Year(2015)))].into();
    let values = accept(&setting, &raw(&[("assent", "yes")]), &none(), &given).expect("accepted").values;
    assert_eq!(values.len(), 1, "a given fact is not stored with the form");
    assert!(
        accept(&setting, &raw(&[("assent", "yes")]), &none(), &none()).expect("accepted").values.is_empty()
    );
    assert!(accept(&setting, &raw(&[("born", "2001")]), &none(), &given).is_err(), "nor can it be sent");
}

#[test]
fn two_saves_of_one_form_merge_field_by_field() {
    let form = form(VISIT);
    let base = accepted(&form, &[("seen", "yes"), ("age", "7")], &none()).values;
    let theirs = accepted(&form, &[("age", "8")], &base).values;
    let mine = accepted(&form, &[("fruits", "apple")], &base).values;
    let merged = merge(&base, &theirs, &mine);
    assert!(merged.conflicts.is_empty());
    assert_eq!(merged.values["age"], Value::Integer(8));
    assert!(merged.values.contains_key("fruits"));
    let mine = accepted(&form, &[("age", "9")], &base).values;
    assert_eq!(merge(&base, &theirs, &mine).conflicts[0].field, FieldCode::of("age"));
}
