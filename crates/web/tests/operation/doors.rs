//! Who comes near a flight, and what its pages say in each language.

use axum::http::StatusCode;
use web::routes::Demo;

use crate::stage::{SMALL, Stage};

#[tokio::test]
async fn nobody_else_finds_an_operation_or_a_flight() {
    let mut stage = Stage::set().await;
    let other = stage.cast.team("Second operation", "operation", None).await;
    stage.cast.account("yerlan").await;
    stage.cast.propose("yerlan", "operation_officer", Some(other), None).await;
    stage.cast.confirm("dana", "yerlan").await;
    let codes = stage.with_people().await;
    let timur = stage.browser("timur").await;
    let sent = timur.upload(&format!("/flights/{}/import", stage.flight), "a.csv", SMALL.as_bytes()).await;
    let upload = sent.location.split('/').nth(4).expect("an id").to_owned();
    let routes: Vec<_> = web::routes::list(Demo::Yes)
        .into_iter()
        .filter(|route| route.path.starts_with("/flights/") || route.path.starts_with("/operations/{"))
        .collect();
    assert!(routes.len() > 15, "{routes:?}");
    for login in ["yerlan", "aigul", "saule", "bolat", "zarina", "rustem", "dana", "admin"] {
        let browser = stage.browser(login).await;
        for route in &routes {
            let code = if route.path.starts_with("/flights/") { stage.flight } else { stage.operation };
            let path = route.path.replace("{code}", &code.to_string()).replace("{upload}", &upload);
            let tick = format!("arrived:{}", codes[0]);
            let answer = if route.method == "GET" {
                browser.get(&path).await
            } else if path.ends_with("/import") {
                browser.upload(&path, "a.csv", SMALL.as_bytes()).await
            } else {
                let fields = [
                    ("tick", tick.as_str()),
                    ("reason", "x"),
                    ("name", "x"),
                    ("date", "2026-03-02"),
                    ("receives", "00000000000000000000000000000000"),
                ];
                browser.post(&path, &fields).await
            };
            assert_eq!(
                answer.status,
                StatusCode::NOT_FOUND,
                "{login} {} {path}: {}",
                route.method,
                answer.location
            );
            let text = answer.body.to_lowercase();
            for telling in ["hy 7001", "rusafa", "калиев"] {
                assert!(!text.contains(telling), "{login} {path} tells {telling}");
            }
        }
        // A slip that somebody found leads nowhere.
        let slip = browser.get(&format!("/c/{}", codes[1])).await;
        assert_eq!((slip.status, slip.location.as_str()), (StatusCode::NOT_FOUND, ""), "{login}");
    }
    for login in ["bolat", "aigul", "admin"] {
        let browser = stage.browser(login).await;
        assert_eq!(browser.get("/operations/new").await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post("/operations/new", &[("name", "Mine")]).await.status, StatusCode::NOT_FOUND);
        let list = browser.get("/operations").await.body;
        assert!(!list.contains("Rusafa") && !list.contains("HY 7001"));
    }
    let forged = timur.get("/flights/HW-0000-000").await.status;
    assert!(forged.is_client_error(), "{forged}");
    // One officer's waiting list is nobody else's, not even a colleague's in the same team.
    stage.cast.account("gulnara").await;
    let team = stage.cast.operation;
    stage.cast.propose("gulnara", "operation_officer", Some(team), None).await;
    stage.cast.confirm("dana", "gulnara").await;
    let gulnara = stage.browser("gulnara").await;
    assert_eq!(gulnara.get(&format!("/flights/{}", stage.flight)).await.status, StatusCode::OK);
    for step in ["columns", "people", "done"] {
        let path = format!("/flights/{}/import/{upload}/{step}", stage.flight);
        assert_eq!(gulnara.get(&path).await.status, StatusCode::NOT_FOUND, "{step}");
    }
}

#[tokio::test]
async fn an_operation_and_a_flight_are_opened_by_their_forms() {
    let stage = Stage::set().await;
    let browser = stage.browser("timur").await;
    let empty = browser.post("/operations/new", &[("name", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Write a name."));
    let opened = browser.post("/operations/new", &[("name", "Mehr <b>")]).await;
    let page = browser.get(&opened.location).await.body;
    assert!(page.contains("Mehr &lt;b&gt;") && page.contains("Open a flight"));

    let new = format!("{}/flights/new", opened.location);
    let page = browser.get(&new).await.body;
    assert!(page.contains("Social centre") && !page.contains("School 18"), "who receives people");
    let wrong = browser.post(&new, &[("name", ""), ("date", "31.02.2026"), ("place", "kz-atyrau")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in
        ["Write a name.", "Write a date: day, month and year.", "Choose the team that receives the people."]
    {
        assert!(wrong.body.contains(said), "{said}");
    }
    let centre = stage.cast.centre.to_string();
    let fields =
        [("name", "HY 7002"), ("date", "2026-04-01"), ("place", "kz-atyrau"), ("receives", centre.as_str())];
    let flight = browser.post(&new, &fields).await.location;
    let page = browser.get(&flight).await.body;
    assert!(page.contains("HY 7002") && page.contains("1 April 2026") && page.contains("Social centre"));
    assert!(!page.contains("<title>HY 7002"), "a window's title tells the code only");
    for receives in [stage.cast.school.to_string(), stage.cast.id("aigul").to_string()] {
        let fields = [("name", "HY 7003"), ("date", "2026-04-01"), ("receives", receives.as_str())];
        assert_eq!(browser.post(&new, &fields).await.status, StatusCode::NOT_FOUND);
    }
    let list = browser.get("/operations").await.body;
    assert!(list.contains("Rusafa") && list.contains("HY 7001") && list.contains("HY 7002"));
}

#[tokio::test]
async fn a_journey_is_shown_on_its_own_page_and_marked_as_such() {
    let stage = Stage::set().await;
    stage.with_people().await;
    let timur = stage.browser("timur").await;
    for (code, own) in [(stage.flight, "flights"), (stage.operation, "operations")] {
        let record = format!("/records/{code}");
        let own = format!("/{own}/{code}");
        let answer = timur.get(&record).await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, own.as_str()));
        let page = timur.get(&own).await;
        assert_eq!(page.status, StatusCode::OK);
        let here = "href=\"/operations\" aria-current=\"page\"";
        assert!(page.body.contains(here), "the rail says where {own} is");
        assert!(page.body.contains(&format!("{record}/history")), "what was on the record's page is here");
        for login in ["aigul", "saule", "bolat", "admin"] {
            let answer = stage.browser(login).await.get(&record).await;
            assert_eq!((answer.status, answer.location.as_str()), (StatusCode::NOT_FOUND, ""), "{login}");
        }
    }
}

#[tokio::test]
async fn every_page_speaks_the_readers_language_and_says_nothing_bare() {
    let stage = Stage::set().await;
    stage.with_people().await;
    let mut browser = stage.browser("timur").await;
    let flight = format!("/flights/{}", stage.flight);
    let sent = browser.upload(&format!("{flight}/import"), "a.csv", crate::stage::LIST).await;
    let people = sent.location.replace("/columns", "/people");
    let pages = [
        "/operations".to_owned(),
        "/operations/new".to_owned(),
        format!("/operations/{}", stage.operation),
        format!("/operations/{}/flights/new", stage.operation),
        flight.clone(),
        format!("{flight}/arrivals"),
        format!("{flight}/arrivals?q=nobody"),
        format!("{flight}/arrivals/roster"),
        format!("{flight}/roster"),
        format!("{flight}/slips"),
        format!("{flight}/import"),
        sent.location.clone(),
        people.clone(),
        format!("{people}?show=look"),
        format!("{people}?show=all&page=2"),
    ];
    for language in ["en", "ru", "kk", "ar", "qps"] {
        browser.language = language;
        for page in &pages {
            let answer = browser.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{language} {page}");
            if language == "qps" {
                // A window's title begins with the record's code.
                let mut bare = web::words::bare_texts(&answer.body);
                bare.retain(|text| !text.starts_with("HW-"));
                assert!(bare.is_empty(), "{page}: {bare:#?}");
            }
        }
        let printed = browser.post(&format!("{flight}/roster"), &[("reason", "no network")]).await;
        assert_eq!(printed.status, StatusCode::OK);
        if language == "qps" {
            let bare = web::words::bare_texts(&printed.body);
            assert!(bare.iter().all(|text| text.starts_with("HW-")), "{bare:#?}");
        }
    }
}
