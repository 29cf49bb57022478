//! A form that would surprise the people who fill it is refused before they meet it.

use forms::{Problem, check};

use crate::support::{form, lists};

const LABEL: &str = "label = { en = \"L\", ru = \"Л\" }\n";

fn field(name: &str, kind: &str, rest: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\ntype = \"{kind}\"\n{LABEL}{rest}\n")
}

fn problems(body: &str) -> Vec<Problem> {
    let mut form = form(body);
    form.title.insert("ru".to_owned(), "Т".to_owned());
    check(&form, &lists(), &["en", "ru"])
}

/// A form with fields of every kind and one more that is looked at.
fn with(kind: &str, rest: &str) -> Vec<Problem> {
    let repeat = format!(
        "[[field]]\ntype = \"begin_repeat\"\nname = \"rows\"\n{}{}[[field]]\ntype = \"end_repeat\"\n",
        field("row_text", "text", ""),
        field("row_number", "integer", "")
    );
    let group = format!(
        "[[field]]\ntype = \"begin_group\"\nname = \"inside\"\n{}[[field]]\ntype = \"end_group\"\n",
        field("line", "text", "")
    );
    let known = [
        ("number", "integer"),
        ("one", "select_one yes_no"),
        ("several", "select_multiple fruit"),
        ("day", "date"),
        ("born", "partial_date"),
        ("called", "person_name"),
        ("at", "time"),
        ("where", "place"),
        ("words", "note"),
        ("paper", "file"),
    ];
    let known: String = known.iter().map(|(name, kind)| field(name, kind, "")).collect();
    problems(&format!("{known}{group}{repeat}{}", field("x", kind, rest)))
}

#[test]
fn a_sound_form_has_no_problems() {
    let sound = [
        "relevant = \"${number} > 3 and selected(${several}, 'apple') or ${one} = 'no'\"",
        "relevant = \"${day} <= today() - 5 or ${day} = '2026-03-01' or ${born} != ''\"",
        "relevant = \"age(${born}) >= 12 or earliest(${born}) < today() or ${called} != ''\"",
        "relevant = \"sum(${row_number}) > 5 and count(${rows}) = 2 and max(${row_number}, ${number}) > 1\"",
        "relevant = \"indexed-repeat(${row_text}, ${rows}, 1) = 'a' and join(',', ${row_text}) != ''\"",
        "relevant = \"count-selected(${several})\"",
        "relevant = \"${at} > '10:00' and ${where} = 'kz-ast' and ${paper} != ''\"",
        "calculation = \"if(${number} > 3, 'a', 'b')\"",
        "calculation = \"once(concat(${called}, jr:choice-name(${one}, '${one}')))\"",
        "constraint = \"string-length(.) < 9 and regex(., '[a-z]+')\"\nconstraint_message = { en = \"m\", ru = \"м\" }",
    ];
    for rest in sound {
        let kind = "text";
        assert_eq!(with(kind, rest), [], "{rest}");
    }
    assert_eq!(with("date", "calculation = \"date(today() + 30)\""), []);
    assert_eq!(
        with(
            "select_one district",
            "choice_filter = \"region = ${line} and name != 'b1'\"\ndefault = \"a1\""
        ),
        []
    );
    assert_eq!(with("place", "choice_filter = \"parent = ${where}\""), []);
}

#[test]
fn what_does_not_fit_is_named() {
    let wrong = [
        ("text", "relevant = \"${nmber} = 1\"", "there is no field `nmber`", "did you mean ${number}?"),
        ("text", "relevant = \"${inside} = 1\"", "`inside` is a group", "name a field in it"),
        ("text", "relevant = \"${words} = ''\"", "`words` is a note", "name a question"),
        ("text", "relevant = \"number > 1\"", "a bare name `number`", "write ${number}"),
        ("text", "relevant = \"${one} = 'yess'\"", "`one` has no choice 'yess'", "did you mean 'yes'?"),
        (
            "text",
            "relevant = \"selected(${several}, 'plum')\"",
            "`several` has no choice 'plum'",
            "apple, pear, quince",
        ),
        ("text", "relevant = \"${several} = 'apple'\"", "several choices equal no single one", "selected("),
        ("text", "relevant = \"${born} < today()\"", "a partial date", "earliest("),
        ("text", "relevant = \"${born} = '2015-01-01'\"", "a partial date", "earliest("),
        ("text", "relevant = \"format-date(${born}, '%Y') = '2015'\"", "a partial date", "earliest("),
        ("text", "relevant = \"${line} > 3\"", "this is a text", "number("),
        ("text", "relevant = \"${number} = 'five'\"", "these are never equal", "a number with a number"),
        ("text", "relevant = \"${day} = '01.03.2026'\"", "these are never equal", "'2026-03-01'"),
        ("text", "relevant = \"${number} > 'a'\"", "neither a number nor a date", "write a number"),
        ("text", "relevant = \"${line}\"", "this is no condition", "compare it"),
        ("text", "relevant = \"'yes'\"", "this is no condition", "compare it"),
        ("text", "relevant = \"${one} = 'yes' and 'no'\"", "this is no condition", "compare it"),
        ("text", "relevant = \"${row_number} > 3\"", "the answers of all rows", "use sum"),
        ("text", "relevant = \"sum(${row_text}) > 3\"", "`row_text` holds no numbers", "join("),
        (
            "text",
            "relevant = \"count(${several}) > 3\"",
            "`count` of something that has no rows",
            "count-selected(",
        ),
        ("text", "relevant = \". = 'a'\"", "`.` stands only in a constraint", "write ${field}"),
        ("text", "relevant = \"position(..) = 1\"", "outside a repeat", "in a field of a repeat"),
        ("text", "relevant = \"once(1)\"", "`once` outside a calculation", "calculation"),
        ("text", "relevant = \"age(${number}) > 3\"", "this is no date", "holds a date"),
        (
            "text",
            "relevant = \"indexed-repeat(${line}, ${rows}, 1) = ''\"",
            "does not stand in the repeat",
            "name the repeat",
        ),
        (
            "text",
            "relevant = \"jr:choice-name(1, '${number}') = ''\"",
            "`number` has no choices",
            "select or place",
        ),
        ("text", "relevant = \"true() = 'true'\"", "a condition compared with a text", "true()"),
        ("integer", "calculation = \"concat('a', 'b')\"", "this gives no number", "number("),
        ("date", "calculation = \"today() + 3\"", "this gives no date", "date("),
        ("calculate", "", "has no calculation", "add calculation"),
        ("note", "required = true", "nobody answers", "remove it"),
        (
            "note",
            "constraint = \"1 = 1\"\nconstraint_message = { en = \"m\", ru = \"м\" }",
            "nobody answers",
            "remove it",
        ),
        ("text", "constraint = \". != 'a'\"", "has no message", "constraint_message"),
        ("text", "choice_filter = \"1 = 1\"", "`choice_filter` on type text", "selects and places"),
        ("select_one district", "choice_filter = \"regio = 'a'\"", "no column `regio`", "name, region"),
        ("select_one yesno", "", "there is no list `yesno`", "did you mean `yes_no`?"),
        ("score phq", "", "there is no instrument `phq`", "instruments"),
        ("integer", "default = \"many\"", "this default does not fit", "write one that does"),
        ("date", "default = \"31.02.2015\"", "this default does not fit", "write one that does"),
        ("select_one yes_no", "default = \"maybe\"", "this default does not fit", "write one that does"),
        ("text", "hint = { en = \"only English\" }", "`hint` has no text in `ru`", "add ru"),
        (
            "text",
            "hint = { en = \"${line}?\", ru = \"х\" }",
            "`hint` names a field",
            "texts are shown as they are",
        ),
        ("text", "hint = { en = \"h\", ru = \"х\", de = \"h\" }", "unknown language `de`", "en, ru"),
    ];
    for (kind, rest, message, mend) in wrong {
        let found = with(kind, rest);
        let is_named =
            found.iter().any(|problem| problem.message.contains(message) && problem.mend.contains(mend));
        assert!(is_named, "{kind} {rest}\nshould say {message} … {mend}\nsays {found:#?}");
    }
}

#[test]
fn one_mistake_is_said_once() {
    let found = with("select_one nowhere_near", "choice_filter = \"region = 'alm'\"");
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn a_problem_points_into_the_expression() {
    let found = problems(&field("a", "text", "relevant = \"1 = 1 and ${b} = 2\""));
    assert_eq!((found[0].line, found[0].column), (11, 23), "{found:#?}");
}

#[test]
fn names_are_taken_once() {
    let found = problems(&format!("{}{}", field("a", "text", ""), field("a", "integer", "")));
    assert!(found[0].message.contains("the name `a` is taken by line 7"), "{found:#?}");
    let found = problems(&field("constructor", "text", ""));
    assert!(found[0].message.contains("reserved"), "{found:#?}");
}

#[test]
fn a_question_without_words_is_no_question() {
    let found = problems("[[field]]\nname = \"a\"\ntype = \"text\"\n");
    assert!(found[0].message.contains("`a` has no label"), "{found:#?}");
}

#[test]
fn nothing_depends_on_itself() {
    let circle = format!(
        "{}{}{}",
        field("a", "text", "relevant = \"${b} = ''\""),
        field("b", "text", "calculation = \"concat(${c}, 'x')\""),
        field("c", "text", "relevant = \"${a} != ''\"")
    );
    let found = problems(&circle);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("a → b → c → a"), "{found:#?}");

    let group = format!(
        "[[field]]\ntype = \"begin_group\"\nname = \"g\"\nrelevant = \"${{inside}} = ''\"\n{}[[field]]\ntype = \"end_group\"\n",
        field("inside", "text", "")
    );
    assert!(problems(&group)[0].message.contains("in a circle"), "a group hidden by what it holds");
    let own = field("a", "integer", "calculation = \"${a} + 1\"");
    assert!(problems(&own)[0].message.contains("a → a"));
    let tree = format!(
        "{}{}{}",
        field("a", "text", ""),
        field("b", "text", "relevant = \"${a} = '1'\""),
        field("c", "text", "relevant = \"${a} = '1' and ${b} = '2'\"")
    );
    assert_eq!(problems(&tree), [], "two ways to one field are no circle");
}

#[test]
fn a_sensitive_answer_shows_nowhere_else() {
    let hurt = field("hurt", "text", "sensitive = true");
    let hidden = field("mark", "calculate", "calculation = \"concat(${hurt}, '!')\"");
    assert_eq!(problems(&format!("{hurt}{hidden}")), []);
    let shown = field("copy", "text", "calculation = \"${mark}\"");
    let found = problems(&format!("{hurt}{hidden}{shown}"));
    assert!(found[0].message.contains("`copy` shows what is computed from a sensitive answer"), "{found:#?}");
    let found = problems(&format!("summary = \"concat('x', ${{mark}})\"\n{hurt}{hidden}"));
    assert!(found[0].message.contains("the summary shows the sensitive answer of `mark`"), "{found:#?}");
}
