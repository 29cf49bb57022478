//! What is said of the work goes past those who do it; what a supervisor and a worker talk about stays between them.

use axum::http::StatusCode;

use crate::{Stage, at, browser::Browser};

const NEW: &str = "/complaints/new";
const SAID: &str = "She promised to come and did not";

fn complaint<'a>(words: &'a str, about: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("received_on", "2026-03-01"),
        ("channel", "in_person"),
        ("giver", "child"),
        ("topic", "promise"),
        ("words", words),
        ("about_whom", "Aigul of the centre"),
        ("record_code", about),
    ]
}

impl Stage {
    /// Somebody of no team, who reads complaints of the whole country.
    async fn with_a_focal_point() -> Self {
        let mut stage = Self::new().await;
        stage.cast.account("zhanna").await;
        stage.cast.propose("zhanna", "complaints_focal_point", None, Some("kz")).await;
        stage.cast.confirm("dana", "zhanna").await;
        stage
    }
}

/// Every page on which a reader could meet something of a record, without what differs from one asking to the next.
async fn everywhere(browser: &Browser, child: &str) -> String {
    let mut all = String::new();
    for page in [
        "/day",
        "/children",
        "/children?q=promised",
        "/children?closed=1",
        "/team",
        "/referrals",
        "/lists",
        "/matches",
    ] {
        all.push_str(&browser.get(page).await.text());
    }
    for page in ["", "/history", "/forms", "/plan", "/print"] {
        all.push_str(&browser.get(&format!("{child}{page}")).await.text());
    }
    all
}

#[tokio::test]
async fn a_complaint_is_read_by_the_focal_point_and_leaves_no_trace_with_the_team() {
    let stage = Stage::with_a_focal_point().await;
    let child = stage.cast.a_child().await;
    let (record, code) = (at(child, ""), child.code.to_string());
    let readers = ["aigul", "marat", "saule", "rustem", "bolat", "zarina", "timur", "dana"];
    let mut before = Vec::new();
    for login in readers {
        before.push(everywhere(&stage.as_(login).await, &record).await);
    }
    let aigul = stage.as_("aigul").await;
    aigul.get(&at(child, "forms")).await.shown().says("Hand in feedback or a complaint");
    let done = aigul.post(NEW, &complaint(SAID, &code)).await.done();
    assert_eq!(done.location, "/complaints/thanks");
    let thanks = aigul.get(&done.location).await.shown();
    thanks.says_not(SAID).says_not("HW-");

    let zhanna = stage.as_("zhanna").await;
    let list = zhanna.get("/complaints").await.shown();
    let theirs = list.link("/records/HW-");
    zhanna.get(&theirs).await.shown().says(SAID).says(&code);
    // The child that it names stays closed to her.
    zhanna.get(&record).await.absent();
    for (login, before) in readers.iter().zip(before) {
        let browser = stage.as_(login).await;
        for page in ["", "/history", "/forms", "/forms/complaint", "/forms/complaint_answer", "/print"] {
            browser.get(&format!("{theirs}{page}")).await.absent();
        }
        browser
            .post(&format!("{theirs}/forms/complaint_answer"), &[("state", "looking"), ("handler", "me")])
            .await
            .absent();
        browser.get("/complaints").await.absent();
        assert_eq!(everywhere(&browser, &record).await, before, "{login} sees that something was handed in");
    }
    let answer = [("state", "looking"), ("handler", "Zhanna"), ("thanked_on", "2026-03-02")];
    zhanna.post(&format!("{theirs}/forms/complaint_answer"), &answer).await.done();
    zhanna.get("/complaints").await.shown().says("Being looked into");
}

#[tokio::test]
async fn the_thanks_are_the_same_for_everybody_and_a_second_click_hands_in_nothing() {
    let stage = Stage::with_a_focal_point().await;
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    let form = aigul.get(NEW).await.shown();
    let command = form.hidden("_command");
    let mut sent = complaint(SAID, "");
    sent.push(("_command", &command));
    aigul.post(NEW, &sent).await.done();
    aigul.post(NEW, &sent).await.done();
    saule.post(NEW, &complaint("Thank you for the lamp", "")).await.done();
    // Without the places around it, which each reader has their own of.
    let main =
        |answer: crate::browser::Answer| answer.text().split("My day").next().unwrap_or_default().to_owned();
    assert_eq!(
        main(aigul.get("/complaints/thanks").await.shown()),
        main(saule.get("/complaints/thanks").await.shown())
    );
    let list = stage.as_("zhanna").await.get("/complaints").await.shown();
    assert_eq!(list.body.matches("href=\"/records/HW-").count(), 2, "{}", list.text());
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_place_and_nothing_is_handed_in() {
    let stage = Stage::with_a_focal_point().await;
    let aigul = stage.as_("aigul").await;
    let mut sent = complaint(SAID, "Amina");
    sent[3].1 = "";
    let again = aigul.post(NEW, &sent).await.again();
    assert!(!again.wrong_at("topic").is_empty());
    assert!(again.wrong_at("record_code").contains("HW-7F3K-QX2"));
    assert_eq!(again.typed("words"), SAID);
    let list = stage.as_("zhanna").await.get("/complaints").await.shown();
    assert!(!list.body.contains("/records/HW-"));
}

#[tokio::test]
async fn the_schools_side_and_the_officer_hand_in_none() {
    let stage = Stage::with_a_focal_point().await;
    for login in ["bolat", "dana", "admin"] {
        let browser = stage.as_(login).await;
        browser.get(NEW).await.absent();
        browser.get("/complaints/thanks").await.absent();
        browser.post(NEW, &complaint(SAID, "")).await.absent();
    }
    let list = stage.as_("zhanna").await.get("/complaints").await.shown();
    assert!(!list.body.contains("/records/HW-"));
}

#[tokio::test]
async fn supervision_is_written_by_the_supervisor_and_read_by_the_worker_alone() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let form = at(child, "forms/supervision");
    let said = [
        ("held_on", "2026-03-01"),
        ("format", "individual"),
        ("looked_at", "late"),
        ("what_said", "Two visits are late because the road was closed"),
        ("worker_is", "tired"),
        ("agreed", "Saule speaks with the driver"),
        ("next_on", "2026-03-29"),
    ];
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    aigul.post(&form, &said).await.absent();
    saule.post(&form, &said).await.done();
    aigul.get(&at(child, "")).await.shown().says("the road was closed").says("Tired, manages");
    aigul.get(&form).await.absent();
    for login in ["marat", "zarina", "bolat", "rustem", "timur", "dana"] {
        let browser = stage.as_(login).await;
        for page in ["", "history", "forms"] {
            let answer = browser.get(&at(child, page)).await;
            answer.says_not("the road was closed").says_not("Tired, manages");
        }
        assert_eq!(browser.get(&form).await.status, StatusCode::NOT_FOUND, "{login}");
    }
}

#[tokio::test]
async fn no_address_no_fingerprint_and_no_file_comes_into_a_report_of_harm_online() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let form = at(child, "forms/online_harm");
    let page = aigul.get(&form).await.shown();
    page.says_not("type=\"file\"");
    let report = |field: &'static str, text: &'static str| {
        let mut sent = vec![
            ("_seen", "0"),
            ("reported_on", "2026-03-01"),
            ("body", "other"),
            ("body_other", "Children's line"),
            ("harm", "images"),
            ("platform", "social"),
            ("state", "refused"),
            ("refused_why", "They ask for the link"),
            ("safety_actions", "talked"),
        ];
        sent.retain(|(name, _)| *name != field);
        sent.push((field, text));
        sent
    };
    for text in [
        "https://example.org/a",
        "www.example.org",
        "see example.org/pic",
        "t.me/class5",
        "d41d8cd98f00b204e9800998ecf8427e",
        "c3f08e1a9b7d4e21",
        "pasted aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8=",
    ] {
        for field in ["report_reference", "platform_name", "body_other", "refused_why", "child_says"] {
            let again = aigul.post(&form, &report(field, text)).await.again();
            assert!(!again.wrong_at(field).is_empty(), "{field} takes {text}");
        }
    }
    aigul
        .post(&form, &report("child_says", "Ол жақта мені мазақтады. I want it gone, e.g. today."))
        .await
        .done();
}
