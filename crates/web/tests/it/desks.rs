//! The desks: the reading log without content, the rules for each side, a supervisor's team.

use app::{Door, Shown};
use axum::http::StatusCode;

use crate::browser::{as_one, demo};

#[tokio::test]
async fn the_officer_sees_who_opened_what_and_no_content() {
    let cast = demo().await;
    let child = cast.child("aigul", "Амина Сәрсенбаева", "2016-02-14").await;
    let other = cast.child("aigul", "Ерлан Қасымов", "2014").await;
    let aigul = cast.who("aigul").await;
    cast.app.open(&aigul, child.id, Door::page(Shown::Record)).await.unwrap();
    cast.app.open(&aigul, other.id, Door::page(Shown::Record)).await.unwrap();
    let mut dana = as_one(&cast, "dana").await;
    let page = dana.get("/officer").await.ok();
    for said in ["AIGUL", &child.code.to_string(), "The record", "Social worker: responsible for the record"]
    {
        page.says(said);
    }
    for content in ["Амина", "Сәрсенбаева", "Ерлан", "2016", "kz-atyrau"] {
        page.never_says(content);
    }
    // By record: that one and no other; the statement names none.
    let of_one = dana.get(&format!("/officer?code={}", child.code)).await.ok();
    of_one.says(&child.code.to_string());
    of_one.never_says(&other.code.to_string());
    let statement = dana.get(&format!("/officer/statement?code={}", child.code)).await.ok();
    statement.says("AIGUL");
    statement.never_says(&other.code.to_string());
    statement.never_says("Амина");
    // Her own reading is in the log.
    dana.get(&format!("/officer?code={}", child.code))
        .await
        .ok()
        .says("A statement of who opened the record");
    // By person, by time, and with mistakes that are named.
    dana.get(&format!("/officer?who={}", cast.id("marat"))).await.ok().never_says(&child.code.to_string());
    dana.get("/officer?from=2020-01-01&to=2020-02-01").await.ok().says("Nothing was opened in this time.");
    dana.get("/officer?code=HW-7F3K-QX0").await.ok().says("This is no code.");
    dana.get("/officer?from=2026-03-05&to=2026-03-01").await.ok().says("The first day comes after the last.");
    assert_eq!(dana.get("/officer/statement").await.status, StatusCode::NOT_FOUND);
    let page = dana.get(&format!("/records/{}", child.code)).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "the log is all there is");
}

#[tokio::test]
async fn an_emergency_is_on_top_of_the_desk() {
    let cast = demo().await;
    let child = cast.child("marat", "Амина Сәрсенбаева", "2016-02-14").await;
    let mut dana = as_one(&cast, "dana").await;
    dana.get("/officer").await.ok().never_says("Opened in an emergency");
    let saule = cast.who("saule").await;
    let reason = "She is at the clinic without papers".into();
    cast.app.open_in_emergency(&saule, cast.command(), child.code, reason).await.unwrap();
    let page = dana.get("/officer").await.ok();
    page.says("Opened in an emergency, last 30 days");
    page.says("She is at the clinic without papers");
    page.never_says("Амина");
}

#[tokio::test]
async fn everybody_reads_the_rules_and_the_school_only_its_own() {
    let cast = demo().await;
    for login in ["admin", "dana", "aigul", "timur"] {
        let mut reader = as_one(&cast, login).await;
        let page = reader.get("/protocol").await.ok();
        page.says("Rules in force");
        page.says("Social worker");
        for part in ["parts", "tasks", "stages", "sharing", "consent", "keeping"] {
            let page = reader.get(&format!("/protocol/{part}")).await.ok();
            assert!(page.body.len() < 400_000, "{part} is {} bytes", page.body.len());
        }
        assert_eq!(reader.get("/protocol/nothing").await.status, StatusCode::NOT_FOUND);
    }
    let mut bolat = as_one(&cast, "bolat").await;
    let page = bolat.get("/protocol").await.ok();
    page.says("Teacher or school psychologist");
    for word in [
        "operation",
        "flight",
        "camp",
        "conflict",
        "abroad",
        "phase",
        "return",
        "background",
        "manifest",
        "social worker",
        "tracing",
        "violation",
        "bringing children",
    ] {
        page.never_says(word);
    }
    for part in ["parts", "tasks", "stages", "sharing", "consent", "keeping"] {
        assert_eq!(bolat.get(&format!("/protocol/{part}")).await.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test]
async fn a_supervisor_sees_the_team_and_nobody_else_does() {
    let cast = demo().await;
    cast.child("aigul", "Амина Сәрсенбаева", "2016-02-14").await;
    let mut saule = as_one(&cast, "saule").await;
    let page = saule.get("/team").await.ok();
    for said in ["AIGUL", "MARAT", "1 of 25", "0 of 25", "No plan and no closure waits for you."] {
        page.says(said);
    }
    page.never_says("Амина");
    for login in ["aigul", "bolat", "zarina", "timur", "dana", "admin"] {
        let mut other = as_one(&cast, login).await;
        assert_eq!(other.get("/team").await.status, StatusCode::NOT_FOUND, "{login}");
    }
}
