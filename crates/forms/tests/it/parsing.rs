//! A form's file becomes a form, or every mistake in it becomes a line.

use forms::{Entries, FieldType, Item, Presence, Required, parse_form};
use proptest::prelude::*;

const HEAD: &str = r#"form = "visit"
version = 3
kinds = ["child", "adult"]
compartment = "social"
entries = "many"
title = { en = "Visit", ru = "Визит" }
"#;

/// Each problem as `line:column message; mend`.
fn problems(text: &str) -> Vec<String> {
    match parse_form("f.toml", text) {
        Ok(_) => Vec::new(),
        Err(problems) => {
            problems.iter().map(|p| format!("{}:{} {}; {}", p.line, p.column, p.message, p.mend)).collect()
        }
    }
}

#[test]
fn a_whole_form_is_read() {
    let text = format!(
        "{HEAD}summary = \"${{seen}}\"\n{}",
        r#"
[[given]]
name = "birth_date"
type = "partial_date"

[[field]]
name = "seen"
type = "select_one yes_no"
label = { en = "Seen alone?", ru = "Наедине?" }
required = true
required_message = { en = "Say it", ru = "Ответьте" }

[[field]]
type = "begin_group"
name = "more"
relevant = "${seen} = 'yes'"
appearance = "field-list compact"

[[field]]
name = "pain"
type = "range"
parameters = "start=0 end=5 step=0.5"
default = 2

[[field]]
name = "story"
type = "text"
sensitive = true
required = "${pain} > 3"

[[field]]
type = "end_group"
name = "more"

[[field]]
type = "begin_repeat"
name = "carers"
repeat_count = 2

[[field]]
name = "since"
type = "date"
default = "today()"
constraint = '''. <= today()'''

[[field]]
type = "end_repeat"
"#
    );
    let form = parse_form("f.toml", &text).expect("a form");
    assert_eq!((form.code.as_str(), form.version, form.entries), ("visit", 3, Entries::Many));
    assert_eq!(form.kinds.len(), 2);
    assert_eq!(form.given[0].field_type, FieldType::PartialDate);
    let [Item::Field(seen), Item::Group(more), Item::Repeat(carers)] = form.items.as_slice() else {
        panic!("three items")
    };
    assert_eq!(seen.required, Required::Always);
    assert_eq!(seen.at.line, 13);
    assert_eq!(more.appearance, ["field-list", "compact"]);
    let pain = form.field("pain").expect("pain");
    assert_eq!(pain.field_type, FieldType::Range { start: 0, end: 5_000_000, step: 500_000 });
    assert_eq!(pain.default.as_ref().map(|default| default.text.as_str()), Some("2"));
    let story = form.field("story").expect("story");
    assert_eq!(story.presence, Presence::Sensitive);
    assert!(matches!(&story.required, Required::When(when) if when.references() == ["pain"]));
    assert_eq!(carers.repeat_count.as_ref().map(|count| count.text.as_str()), Some("2"));
    assert_eq!(form.fields().iter().filter(|(_, repeat)| repeat.is_some()).count(), 1);
}

#[test]
fn each_mistake_names_its_line_and_its_mend() {
    let cases = [
        (
            "[[field]]\nname = \"a\"\ntype = \"text\"\nrelevent = \"1\"\n",
            "10:1 unknown key `relevent`; did you mean `relevant`?",
        ),
        (
            "[[field]]\nname = \"a\"\ntype = \"select_on x\"\n",
            "9:9 there is no type `select_on`; did you mean `select_one`?",
        ),
        (
            "[[field]]\nname = \"a\"\ntype = \"select_one\"\n",
            "9:9 `select_one` names no list; write type = \"select_one LIST\"",
        ),
        ("[[field]]\nname = \"A b\"\ntype = \"text\"\n", "8:9 this cannot name a field;"),
        ("[[field]]\ntype = \"text\"\n", "7:1 `name` is missing; add name = \"…\""),
        (
            "[[field]]\nname = \"a\"\ntype = \"text\"\nrelevant = \"${b} == 1\"\n",
            "10:18 `==` is not known here; write `=`",
        ),
        (
            "[[field]]\nname = \"a\"\ntype = \"text\"\nconstraint = '''\n. < nuw()'''\n",
            "11:5 there is no function `nuw`; did you mean `now(…)`?",
        ),
        (
            "[[field]]\nname = \"a\"\ntype = \"text\"\nlabel = \"A\"\n",
            "10:9 `label` is not given by language;",
        ),
        (
            "[[field]]\nname = \"a\"\ntype = \"text\"\nlabel = { en = \" \" }\n",
            "10:16 the `en` text of `label` is empty;",
        ),
        (
            "[[field]]\nname = \"a\"\ntype = \"text\"\nread_only = \"yes\"\n",
            "10:13 `read_only` is neither true nor false;",
        ),
        (
            "[[field]]\nname = \"g\"\ntype = \"begin_group\"\n[[field]]\nname = \"a\"\ntype = \"text\"\n",
            "7:1 this is begun and never ended;",
        ),
        ("[[field]]\ntype = \"end_group\"\n", "8:9 `end_group` without its beginning; remove it"),
        (
            "[[field]]\nname = \"g\"\ntype = \"begin_group\"\n[[field]]\nname = \"a\"\ntype = \"text\"\n[[field]]\ntype = \"end_repeat\"\n",
            "14:9 `end_repeat` ends what line 7 began; write end_group",
        ),
        (
            "[[field]]\nname = \"r\"\ntype = \"begin_repeat\"\n[[field]]\nname = \"s\"\ntype = \"begin_repeat\"\n[[field]]\nname = \"a\"\ntype = \"text\"\n[[field]]\ntype = \"end_repeat\"\n[[field]]\ntype = \"end_repeat\"\n",
            "12:9 a repeat inside a repeat;",
        ),
        (
            "[[field]]\nname = \"a\"\ntype = \"range\"\nparameters = \"start=5 end=1\"\n",
            "9:9 the range does not go from start to end",
        ),
        ("[[field]]\nname = \"a\"\ntype = \"select_one x or_other\"\n", "9:9 `or_other` is too much here;"),
        ("[[field]]\nname = a\ntype = \"text\"\n", "8:8 the file is not TOML here:"),
        ("field = 3\n", "7:9 `field` is no list of tables;"),
    ];
    for (body, expected) in cases {
        let found = problems(&format!("{HEAD}{body}"));
        assert!(
            found.iter().any(|line| line.starts_with(expected)),
            "{body}\nshould say {expected}\nsays {found:#?}"
        );
    }
}

#[test]
fn a_file_without_its_head_says_what_is_missing() {
    let found = problems("[[field]]\nname = \"a\"\ntype = \"text\"\n").join("\n");
    for key in ["form", "version", "kinds", "compartment", "entries", "title"] {
        assert!(found.contains(&format!("`{key}`")), "{key} is not named in {found}");
    }
    assert!(problems("").iter().any(|line| line.contains("the form has no fields")));
}

#[test]
fn several_mistakes_come_together_in_order() {
    let body = "[[field]]\nname = \"a\"\ntype = \"txt\"\n[[field]]\nname = \"b\"\ntype = \"text\"\nrelevant = \"(\"\n";
    let found = problems(&format!("{HEAD}{body}"));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("9:") && found[1].starts_with("13:"), "{found:#?}");
}

proptest! {
    #[test]
    fn no_file_makes_it_panic(text in "(?s).{0,300}") {
        let _ = parse_form("f.toml", &text);
    }

    #[test]
    fn no_mangled_file_makes_it_panic(cut in 0usize..400, insert in "[\\[\\]\"'={}$().,a-z0-9\n]{0,6}") {
        let whole = format!("{HEAD}[[field]]\nname = \"a\"\ntype = \"select_one x\"\nlabel = {{ en = \"А\" }}\nrelevant = \"${{b}} = 'ж' and not(. > 5)\"\n");
        let cut = (0..=cut.min(whole.len())).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
        let _ = parse_form("f.toml", &format!("{}{insert}{}", &whole[..cut], &whole[cut..]));
        let _ = parse_form("f.toml", &format!("{}{insert}", &whole[..cut]));
    }
}
