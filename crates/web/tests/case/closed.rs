//! Sensitive answers in a form: closed where one is stored, ordinary where none is, and the reading log says when one was
//! opened.

use axum::http::StatusCode;
use serde_json::json;
use testkit::Child;

use crate::{Stage, at};

const VIEW: &str = "forms/child_view";
const SECRET: &str = "not to my uncle";

/// How often an answer of this child was written down as opened.
async fn openings(stage: &Stage, child: Child) -> usize {
    let search = app::officer::ReadingSearch { code: Some(child.code), ..Default::default() };
    let dana = stage.cast.who("dana").await;
    let lines = stage.cast.app.search_readings(&dana, &search).await.expect("the log").lines;
    lines.iter().filter(|line| line.read.page == app::Shown::RecordSensitive).count()
}

fn said<'a>(words: &'a str, secret: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("_seen", "0"),
        ("said_on", "2026-03-01"),
        ("occasion", "before_plan"),
        ("words", words),
        ("not_to_tell", secret),
    ]
}

/// A child whose view is stored with a sensitive answer, and the address of that entry.
async fn told(stage: &Stage) -> (Child, String) {
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    aigul.post(&at(child, VIEW), &said("I like drawing", SECRET)).await.done();
    let entry = aigul.get(&at(child, "")).await.shown().link("/forms/child_view/");
    (child, entry)
}

#[tokio::test]
async fn a_new_form_asks_a_sensitive_question_like_any_other() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let empty = aigul.get(&at(child, VIEW)).await.shown();
    assert_eq!(empty.typed("not_to_tell"), "");
    empty.says_not("name=\"_open\"");
    // Asking to open what is not there opens nothing.
    let asked = [("_seen", "0"), ("words", "half"), ("_open", "not_to_tell"), ("_opened", "not_to_tell")];
    let again = aigul.post(&at(child, VIEW), &asked).await.shown();
    again.says_not("name=\"_opened\"");
    assert_eq!(again.typed("words"), "half");
    assert_eq!(openings(&stage, child).await, 0);
}

#[tokio::test]
async fn what_its_writer_typed_stays_in_sight_until_it_is_saved() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let again = aigul.post(&at(child, VIEW), &said("", SECRET)).await.again();
    assert!(!again.wrong_at("words").is_empty());
    assert_eq!(again.typed("not_to_tell"), SECRET);
    let draft = json!({ "_csrf": aigul.csrf, "fields": { "_seen": ["0"], "not_to_tell": [SECRET] } });
    let kept = aigul.post_json(&at(child, "forms/child_view/draft"), &draft).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    assert_eq!(aigul.get(&at(child, VIEW)).await.shown().typed("not_to_tell"), SECRET);
    assert_eq!(openings(&stage, child).await, 0);
}

#[tokio::test]
async fn a_closed_answer_is_neither_in_the_page_nor_lost_by_saving() {
    let stage = Stage::new().await;
    let (child, entry) = told(&stage).await;
    let aigul = stage.as_("aigul").await;
    let closed = aigul.get(&entry).await.shown();
    closed.says("stays closed").says_not(SECRET).says_not("name=\"not_to_tell\"");
    assert_eq!(openings(&stage, child).await, 0);
    let seen = closed.hidden("_seen");
    // Neither a mistake nor another button opens it.
    let wrong = [("_seen", seen.as_str()), ("words", ""), ("hopes", "a bicycle")];
    aigul.post(&entry, &wrong).await.again().says_not(SECRET);
    let asked = [("_seen", seen.as_str()), ("hopes", "a bicycle"), ("_again", "1")];
    aigul.post(&entry, &asked).await.shown().says_not(SECRET);
    aigul.post(&entry, &[("_seen", &seen), ("hopes", "a bicycle")]).await.done();
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    let values = &record.entries("child_view")[0].values;
    assert_eq!(values["not_to_tell"], domain::Value::Text(SECRET.into()));
    assert_eq!(values["hopes"], domain::Value::Text("a bicycle".into()));
    assert_eq!(openings(&stage, child).await, 0);
}

#[tokio::test]
async fn an_answer_that_is_opened_stands_in_the_log_once_and_stays_open() {
    let stage = Stage::new().await;
    let (child, entry) = told(&stage).await;
    let aigul = stage.as_("aigul").await;
    let seen = aigul.get(&entry).await.shown().hidden("_seen");
    let open = [("_seen", seen.as_str()), ("hopes", "typed"), ("_open", "not_to_tell")];
    let opened = aigul.post(&entry, &open).await.shown();
    assert_eq!(opened.typed("not_to_tell"), SECRET);
    assert_eq!(opened.typed("hopes"), "typed");
    assert_eq!(opened.hidden("_opened"), "not_to_tell");
    assert_eq!(openings(&stage, child).await, 1);
    // What is open and was sent comes back as it was sent, and is no further opening.
    let again =
        [("_seen", seen.as_str()), ("_opened", "not_to_tell"), ("not_to_tell", "changed"), ("words", "")];
    assert_eq!(aigul.post(&entry, &again).await.again().typed("not_to_tell"), "changed");
    assert_eq!(openings(&stage, child).await, 1);
    // Saying that it was open does not open it in silence.
    let forged = [("_seen", seen.as_str()), ("_opened", "not_to_tell"), ("words", "")];
    assert_eq!(aigul.post(&entry, &forged).await.again().typed("not_to_tell"), SECRET);
    assert_eq!(openings(&stage, child).await, 2);
    // A draft of an open answer shows it again, and that is written down.
    let fields = json!({ "_seen": [seen], "_opened": ["not_to_tell"], "not_to_tell": [SECRET] });
    let draft = json!({ "_csrf": aigul.csrf, "fields": fields });
    let kept = aigul.post_json(&format!("{entry}/draft"), &draft).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    assert_eq!(aigul.get(&entry).await.shown().typed("not_to_tell"), SECRET);
    assert_eq!(openings(&stage, child).await, 3);
}

#[tokio::test]
async fn what_two_people_wrote_of_a_sensitive_answer_meets_as_a_conflict() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    aigul.post(&at(child, VIEW), &said("begun", "")).await.done();
    let entry = aigul.get(&at(child, "")).await.link("/forms/child_view/");
    let seen = aigul.get(&entry).await.shown().hidden("_seen");
    let mine = json!({ "_csrf": aigul.csrf, "fields": { "_seen": [seen], "not_to_tell": ["mine"] } });
    aigul.post(&format!("{entry}?"), &[("_seen", &seen), ("not_to_tell", "theirs")]).await.done();
    aigul.post_json(&format!("{entry}/draft"), &mine).await;
    let drafted = aigul.get(&entry).await.shown();
    assert_eq!(drafted.typed("not_to_tell"), "mine", "what was typed is not swallowed by what was stored");
    drafted.says_not("theirs");
    assert_eq!(openings(&stage, child).await, 0);
    let sent = [("_seen", seen.as_str()), ("not_to_tell", "mine")];
    let asked = aigul.post(&entry, &sent).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    asked.says("theirs");
    assert_eq!(openings(&stage, child).await, 1, "the other's answer was shown");
}
