//! The tick page, the printed roster, the slips.

use axum::http::StatusCode;

use crate::{browser::hidden, stage::Stage};

#[tokio::test]
async fn people_are_ticked_off_by_button_code_and_name() {
    let stage = Stage::set().await;
    let codes = stage.with_people().await;
    let browser = stage.browser("timur").await;
    let path = format!("/flights/{}/arrivals", stage.flight);
    let page = browser.get(&path).await.body;
    assert!(page.contains("4 expected") && page.contains("0 of 4") || page.contains("4 expected"));
    let command = hidden(&page, "_command");
    let tick = format!("arrived:{}", codes[0]);
    let done = browser.post(&path, &[("_command", &command), ("tick", &tick)]).await;
    assert_eq!(done.location, format!("{path}?ticked={}", codes[0]));
    let page = browser.get(&done.location).await.body;
    assert!(page.contains("has arrived.") && page.contains("3 expected"));
    // The next button of the same page, before it was shown anew.
    let other = format!("not_aboard:{}", codes[1]);
    browser.post(&path, &[("_command", &command), ("tick", &other)]).await;
    assert!(browser.get(&path).await.body.contains("2 expected"));

    // A slip: the phone's camera opens this.
    let lead = browser.get(&format!("/C/{}", codes[2])).await;
    assert_eq!(lead.location, format!("{path}?code={}", codes[2]));
    let page = browser.get(&lead.location).await.body;
    assert!(page.contains(&format!("value=\"arrived:{}\"", codes[2])));
    assert!(!page.contains(&format!("value=\"arrived:{}\"", codes[3])), "only that one is shown");
    let found = browser.get(&format!("{path}?q=serik")).await.body;
    assert_eq!(found.matches("value=\"arrived:").count(), 1);
    assert!(browser.get(&format!("{path}?q=nobody")).await.body.contains("Nobody on this flight"));

    for wrong in ["arrived:HW-1111-111", "fled:HW-1111-111", "arrived", ""] {
        let answer = browser.post(&path, &[("tick", wrong)]).await;
        assert!(answer.status.is_client_error(), "{wrong}");
    }
    let elsewhere = stage.cast.a_child().await;
    let answer = browser.post(&path, &[("tick", &format!("arrived:{}", elsewhere.code))]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("This code is not on this flight"));
}

#[tokio::test]
async fn a_roster_on_paper_is_entered_at_once() {
    let stage = Stage::set().await;
    let codes = stage.with_people().await;
    let browser = stage.browser("timur").await;
    let path = format!("/flights/{}/arrivals/roster", stage.flight);
    let listed: Vec<String> = codes.iter().map(ToString::to_string).collect();
    let mut fields: Vec<(&str, &str)> = listed.iter().map(|code| ("listed", code.as_str())).collect();
    fields.extend([("here", listed[0].as_str()), ("here", listed[2].as_str()), ("others", "not_aboard")]);
    let done = browser.post(&path, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = browser.get(&format!("/flights/{}", stage.flight)).await.body;
    assert_eq!(
        page.matches(">not aboard</span>").count() + page.matches("not aboard</span>").count() / 2,
        2 + 1
    );
    assert!(page.contains("2 people were not aboard"));
    // A page that is older than the ticks changes nothing it does not name.
    let later = browser.post(&path, &[("listed", &listed[1]), ("others", "open")]).await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
    assert!(
        browser.get(&format!("/flights/{}", stage.flight)).await.body.contains("2 people were not aboard")
    );
}

#[tokio::test]
async fn prints_ask_why_and_slips_tell_nothing() {
    let stage = Stage::set().await;
    let codes = stage.with_people().await;
    let browser = stage.browser("timur").await;
    for what in ["roster", "slips"] {
        let path = format!("/flights/{}/{what}", stage.flight);
        assert!(browser.get(&path).await.body.contains("name=\"reason\""));
        let nothing = browser.post(&path, &[("reason", " ")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!nothing.body.contains(&codes[0].to_string()));
    }
    let roster =
        browser.post(&format!("/flights/{}/roster", stage.flight), &[("reason", "no network")]).await.body;
    assert!(roster.contains("no network") && roster.contains("TIMUR") && roster.contains("tick-box"));
    assert!(codes.iter().all(|code| roster.contains(&code.to_string())) && roster.contains("Асель"));
    let slips =
        browser.post(&format!("/flights/{}/slips", stage.flight), &[("reason", "no network")]).await.body;
    let sheet =
        &slips[slips.find("class=\"slips\"").expect("slips")..slips.find("</main>").expect("the end")];
    assert_eq!(sheet.matches("class=\"qr\"").count(), 4);
    assert!(codes.iter().all(|code| sheet.contains(&code.to_string())));
    for telling in ["Калиев", "Асель", "HY 7001", "Rusafa", &stage.flight.to_string(), "flight"] {
        assert!(!sheet.contains(telling), "a slip tells {telling}");
    }
    let search =
        app::officer::ReadingSearch { code: Some(codes[0]), ..app::officer::ReadingSearch::default() };
    let dana = stage.cast.who("dana").await;
    let lines = stage.cast.app.search_readings(&dana, &search).await.expect("the log").lines;
    for page in [app::Shown::PrintRoster, app::Shown::PrintSlips] {
        let line = lines.iter().find(|line| line.read.page == page).expect("an entry");
        assert_eq!(line.read.reason.as_ref().map(domain::Private::as_str), Some("no network"));
    }
}
