//! A form of the protocol: mistakes, drafts, two savers, rows and closed answers, all without JavaScript.

use axum::http::StatusCode;
use serde_json::json;

use crate::{Stage, at};

const VIEW: &str = "forms/child_view";

fn said(words: &str) -> Vec<(&str, &str)> {
    vec![("_seen", "0"), ("said_on", "2026-03-01"), ("occasion", "before_plan"), ("words", words)]
}

#[tokio::test]
async fn a_mistake_is_said_at_its_field_and_nothing_typed_is_lost() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let sent = [("_seen", "0"), ("said_on", "2026-03-01"), ("occasion", ""), ("words", "I want a <lamp>")];
    let again = aigul.post(&at(child, VIEW), &sent).await.again();
    assert!(!again.wrong_at("occasion").is_empty());
    assert_eq!(again.typed("words"), "I want a &lt;lamp&gt;");
    assert_eq!(again.typed("said_on"), "2026-03-01");
    let done = aigul.post(&at(child, VIEW), &said("I want a lamp")).await.done();
    // What was saved is named in the address, so that it can be undone with one click.
    assert!(done.location.starts_with(&format!("{}?saved=", at(child, ""))), "{}", done.location);
    aigul.get(&at(child, "")).await.shown().says("I want a lamp");
    assert!(aigul.get(&done.location).await.shown().body.contains("/undo\""));
}

#[tokio::test]
async fn a_new_entry_begins_with_the_defaults_and_an_old_one_with_its_answers() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    assert_eq!(aigul.get(&at(child, VIEW)).await.shown().typed("said_on"), "2026-03-02");
    aigul.post(&at(child, VIEW), &said("first")).await.done();
    aigul.post(&at(child, VIEW), &said("second")).await.done();
    let overview = aigul.get(&at(child, "")).await.shown();
    let entry = overview.link("/forms/child_view/");
    let shown = aigul.get(&entry).await.shown();
    assert!(["first", "second"].contains(&shown.typed("words").as_str()));
    let seen = shown.hidden("_seen");
    aigul.post(&entry, &[("_seen", &seen), ("words", "changed")]).await.done();
    assert_eq!(aigul.get(&entry).await.shown().typed("words"), "changed");
    assert!(aigul.get(&at(child, VIEW)).await.shown().typed("words").is_empty(), "a third begins empty");
}

#[tokio::test]
async fn of_a_form_that_was_filled_often_the_earliest_entries_are_one_step_away() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    for number in 0..14 {
        aigul.post(&at(child, VIEW), &said(&format!("saying number {number}."))).await.done();
    }
    let told = |body: &str| (0..14).filter(|n| body.contains(&format!("saying number {n}."))).count();
    let overview = aigul.get(&at(child, "")).await.shown();
    // The latest one and ten before it.
    assert_eq!(told(&overview.body), 11);
    let all = overview.link("?all=child_view");
    assert_eq!(told(&aigul.get(&all).await.shown().body), 14);
    // Another form's entries do not come with them, and a form that does not exist changes nothing.
    assert_eq!(told(&aigul.get(&format!("{}?all=contact", at(child, ""))).await.shown().body), 11);
}

#[tokio::test]
async fn a_draft_is_ones_own_and_goes_when_it_is_sent() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, marat) = (stage.as_("aigul").await, stage.as_("marat").await);
    let draft = at(child, "forms/child_view/draft");
    let kept = json!({ "_csrf": aigul.csrf, "fields": { "_seen": ["0"], "words": ["half a sent"] } });
    assert_eq!(aigul.post_json(&draft, &kept).await.status, StatusCode::NO_CONTENT);
    let shown = aigul.get(&at(child, VIEW)).await.shown();
    assert_eq!(shown.typed("words"), "half a sent");
    shown.says("This is your draft");
    // Without the session's token nothing is kept; a colleague who may not write here keeps nothing either.
    let forged = json!({ "_csrf": "no", "fields": { "words": ["x"] } });
    assert_eq!(aigul.post_json(&draft, &forged).await.status, StatusCode::BAD_REQUEST);
    let theirs = json!({ "_csrf": marat.csrf, "fields": { "words": ["x"] } });
    marat.post_json(&draft, &theirs).await.absent();
    aigul.post(&at(child, VIEW), &said("a whole sentence")).await.done();
    aigul.get(&at(child, VIEW)).await.shown().says_not("half a sent");
}

#[tokio::test]
async fn two_savers_both_see_both_values_and_one_chooses() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    aigul.post(&at(child, VIEW), &said("begun")).await.done();
    let entry = aigul.get(&at(child, "")).await.link("/forms/child_view/");
    let seen = aigul.get(&entry).await.shown().hidden("_seen");
    aigul.post(&entry, &[("_seen", &seen), ("words", "theirs"), ("hopes", "a bicycle")]).await.done();
    // Another field joins without a question.
    aigul.post(&entry, &[("_seen", &seen), ("worries", "the dark")]).await.done();
    let asked = aigul.post(&entry, &[("_seen", &seen), ("words", "mine"), ("trusts", "her aunt")]).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    asked.says("mine").says("theirs").says("Someone saved this form");
    assert!(asked.body.contains("name=\"choose.words\""));
    assert_eq!(asked.hidden("_seen"), seen, "what the sender saw stays what they saw");
    let keep =
        [("_seen", seen.as_str()), ("words", "mine"), ("trusts", "her aunt"), ("choose.words", "theirs")];
    aigul.post(&entry, &keep).await.done();
    let now = aigul.get(&entry).await.shown();
    assert_eq!(now.typed("words"), "theirs");
    assert_eq!(now.typed("trusts"), "her aunt");
    assert_eq!(now.typed("hopes"), "a bicycle");
    assert_eq!(now.typed("worries"), "the dark");
    let mine = [("_seen", seen.as_str()), ("words", "mine"), ("choose.words", "mine")];
    aigul.post(&entry, &mine).await.done();
    assert_eq!(aigul.get(&entry).await.shown().typed("words"), "mine");
}

#[tokio::test]
async fn a_draft_does_not_overwrite_what_others_saved_since() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    aigul.post(&at(child, VIEW), &said("begun")).await.done();
    let entry = aigul.get(&at(child, "")).await.link("/forms/child_view/");
    let seen = aigul.get(&entry).await.shown().hidden("_seen");
    let kept = json!({ "_csrf": aigul.csrf, "fields": { "_seen": [seen], "words": ["drafted"] } });
    assert_eq!(aigul.post_json(&format!("{entry}/draft"), &kept).await.status, StatusCode::NO_CONTENT);
    aigul.post(&format!("{entry}?"), &[("_seen", &seen), ("words", "saved meanwhile")]).await.done();
    assert_eq!(aigul.post_json(&format!("{entry}/draft"), &kept).await.status, StatusCode::NO_CONTENT);
    let shown = aigul.get(&entry).await.shown();
    assert_eq!(shown.typed("words"), "drafted");
    assert_eq!(shown.hidden("_seen"), seen);
    let asked = aigul.post(&entry, &[("_seen", &shown.hidden("_seen")), ("words", "drafted")]).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    asked.says("saved meanwhile");
}

#[tokio::test]
async fn sent_twice_it_happens_once() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let command = aigul.get(&at(child, VIEW)).await.shown().hidden("_command");
    let mut sent = said("once");
    sent.push(("_command", &command));
    aigul.post(&at(child, VIEW), &sent).await.done();
    aigul.post(&at(child, VIEW), &sent).await.done();
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    assert_eq!(record.entries("child_view").len(), 1);
}

#[tokio::test]
async fn rows_are_added_and_removed_without_javascript_and_nothing_is_saved_by_it() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let form = at(child, "forms/background");
    let empty = aigul.get(&form).await.shown();
    let (_, rest) = empty.body.split_once("name=\"_add\" value=\"").expect("a repeat");
    let repeat = rest.split('"').next().expect("its name").to_owned();
    let one = aigul.post(&form, &[("_seen", "0"), ("_add", &repeat)]).await.shown();
    let field = format!("{repeat}.0.lived_where");
    assert_eq!(one.typed(&field), "");
    let two = aigul.post(&form, &[("_seen", "0"), (&field, "kept"), ("_add", &repeat)]).await.shown();
    assert!(two.body.contains(&format!("name=\"{repeat}.1.")));
    let left = aigul
        .post(&form, &[("_seen", "0"), (&field, "kept"), ("_remove", &format!("{repeat}.0"))])
        .await
        .shown();
    assert!(!left.body.contains(&format!("name=\"{field}\"")), "the row is gone");
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    assert!(record.entry("background").is_none());
}

#[tokio::test]
async fn a_sensitive_answer_stays_closed_until_it_is_opened_on_purpose_and_is_not_lost() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let mut sent = said("I like drawing");
    sent.push(("not_to_tell", "not to my uncle"));
    aigul.post(&at(child, VIEW), &sent).await.done();
    let overview = aigul.get(&at(child, "")).await.shown();
    overview.says("I like drawing").says_not("not to my uncle");
    let entry = overview.link("/forms/child_view/");
    let closed = aigul.get(&entry).await.shown();
    closed.says_not("not to my uncle");
    let seen = closed.hidden("_seen");
    // What is closed and so not sent stays as it was.
    aigul.post(&entry, &[("_seen", &seen), ("hopes", "a bicycle")]).await.done();
    let open = aigul.post(&entry, &[("_seen", &seen), ("_open", "not_to_tell")]).await.shown();
    assert_eq!(open.typed("not_to_tell"), "not to my uncle");
    aigul.get(&at(child, "history")).await.shown().says_not("not to my uncle");
    // Who reads and does not write opens it from the record's page, and to the log.
    let saule = stage.as_("saule").await;
    saule.get(&at(child, "")).await.shown().says_not("not to my uncle");
    saule.post(&format!("{entry}/open"), &[]).await.shown().says("not to my uncle");
    saule.get(&format!("{entry}/open")).await;
    let marat = stage.as_("marat").await;
    marat.post(&format!("{entry}/open"), &[]).await.absent();
    let page = at(child, "print/record");
    let printed = aigul.post(&page, &[("reason", "meeting on Monday")]).await.shown();
    printed.says_not("not to my uncle");
}
