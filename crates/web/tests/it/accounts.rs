//! The pages of accounts and teams: nobody gives themself anything, and two are needed where children are reached.

use axum::http::StatusCode;

use crate::browser::{Browser, as_one, demo};

#[tokio::test]
async fn a_forged_form_makes_no_account() {
    let cast = demo().await;
    let mut admin = as_one(&cast, "admin").await;
    let mut askar = as_one(&cast, "askar").await;
    let theirs = askar.get("/accounts/new").await.ok().hidden("/accounts/new");
    let theirs = theirs.iter().find(|(name, _)| name == "_csrf").unwrap().1.clone();
    let filled = [("name", "Mallory"), ("login", "mallory"), ("language", "en")];
    for token in [None, Some(""), Some("forged"), Some(theirs.as_str())] {
        let fields: Vec<_> = filled.into_iter().chain(token.map(|token| ("_csrf", token))).collect();
        let answer = admin.post("/accounts/new", &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{token:?}");
        answer.never_says("/welcome/");
    }
    admin.get("/accounts").await.ok().never_says("mallory");
}

#[tokio::test]
async fn an_account_is_made_and_its_link_is_shown_once() {
    let cast = demo().await;
    let mut admin = as_one(&cast, "admin").await;
    let form = admin.get("/accounts/new").await.ok();
    let taken = admin
        .fill(&form, "/accounts/new", &[("name", "Another"), ("login", " AIGUL "), ("language", "kk")])
        .await
        .refused();
    taken.says("This user name is taken");
    assert!(taken.body.contains("value=\"Another\""), "what was typed stays");
    let form = admin.get("/accounts/new").await.ok();
    let filled = [("name", "Nurlan"), ("login", "nurlan"), ("language", "kk")];
    let shown = admin.fill(&form, "/accounts/new", &filled).await.ok();
    shown.says("One-time link for Nurlan");
    let link = shown.body.split("http://homeward.test").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(link.starts_with("/welcome/"), "{link}");
    // The same form once more makes no second account, and only the later link works.
    let again = admin.fill(&form, "/accounts/new", &filled).await.ok();
    let later =
        again.body.split("http://homeward.test").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let mut anybody = Browser::of(&cast.app);
    assert_eq!(anybody.get(&link).await.status, StatusCode::GONE);
    anybody.get(&later).await.ok().says("nurlan");
    let list = admin.get("/accounts").await.ok();
    assert_eq!(list.text().matches("nurlan").count(), 1);
    // A page that could be gone back to shows it no more.
    admin.get("/accounts/new").await.ok().never_says("/welcome/");
}

#[tokio::test]
async fn an_administrator_gives_themself_no_role() {
    let cast = demo().await;
    let mut admin = as_one(&cast, "admin").await;
    let own = format!("/accounts/{}", cast.id("admin"));
    let page = admin.get(&own).await.ok();
    page.says("This is your own account");
    for action in ["roles", "link", "factor", "close"] {
        assert!(!page.has_form(&format!("{own}/{action}")), "{action} is offered");
    }
    // With a form made by hand and the right token.
    let token = page.hidden("/leave").into_iter().find(|(name, _)| name == "_csrf").unwrap().1;
    let centre = cast.centre.to_string();
    for (action, fields) in [
        ("roles", vec![("role", "social_worker"), ("team", centre.as_str())]),
        ("roles", vec![("role", "ministry_coordinator")]),
        ("link", vec![]),
        ("factor", vec![]),
        ("close", vec![]),
    ] {
        let fields: Vec<_> = fields.into_iter().chain([("_csrf", token.as_str())]).collect();
        let answer = admin.post(&format!("{own}/{action}"), &fields).await.refused();
        answer.says("This needs another person than yourself.");
    }
    assert_eq!(cast.who("admin").await.actor().roles.len(), 1);
}

#[tokio::test]
async fn a_role_that_reaches_children_waits_for_a_second_person() {
    let mut cast = demo().await;
    let id = cast.account("nurlan").await;
    let address = format!("/accounts/{id}");
    let (roles, confirm) = (format!("{address}/roles"), format!("{address}/roles/confirm"));
    let mut admin = as_one(&cast, "admin").await;
    let page = admin.get(&address).await.ok();
    admin.fill(&page, &roles, &[("role", ""), ("team", "")]).await.refused().says("Choose a role.");
    let centre = cast.centre.to_string();
    admin.fill(&page, &roles, &[("role", "social_worker"), ("team", &centre)]).await.leads_to(&address);
    let page = admin.get(&address).await.ok();
    page.says("waits for a second person");
    page.says("You proposed it, so another person confirms it.");
    assert!(!page.has_form(&confirm), "the proposer is not asked to confirm");
    let mut dana = as_one(&cast, "dana").await;
    dana.get("/accounts?show=waiting").await.ok().says("NURLAN");
    let seen = dana.get(&address).await.ok();
    let grant = seen.button(&confirm, "grant").unwrap();
    // By hand, the proposer and another manager of accounts are told that there is nothing.
    let token = page.hidden("/leave").into_iter().find(|(name, _)| name == "_csrf").unwrap().1;
    let forced = admin.post(&confirm, &[("_csrf", &token), ("grant", &grant)]).await;
    assert_eq!(forced.status, StatusCode::NOT_FOUND);
    assert!(!cast.who("nurlan").await.holds("social_worker"));
    dana.fill(&seen, &confirm, &[("grant", &grant)]).await.leads_to(&address);
    assert!(cast.who("nurlan").await.holds("social_worker"));
    dana.get("/accounts?show=waiting").await.ok().never_says("NURLAN");
}

#[tokio::test]
async fn whoever_has_no_office_finds_no_page() {
    let cast = demo().await;
    let account = cast.id("marat");
    let team = cast.centre;
    let mut aigul = as_one(&cast, "aigul").await;
    let absent = aigul.get("/nothing-is-here").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    let paths = [
        "/accounts".to_owned(),
        "/accounts/new".to_owned(),
        format!("/accounts/{account}"),
        "/teams".to_owned(),
        "/teams/new".to_owned(),
        format!("/teams/{team}"),
        "/officer".to_owned(),
        "/officer/statement".to_owned(),
        "/team".to_owned(),
    ];
    for path in &paths {
        let page = aigul.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(page.text(), absent.text(), "{path}");
    }
    // Offices do not come together: the officer sets up no team, the administrator reads no log.
    let mut dana = as_one(&cast, "dana").await;
    dana.get("/accounts").await.ok();
    for path in ["/teams", "/teams/new", "/accounts/new", "/team"] {
        assert_eq!(dana.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let mut admin = as_one(&cast, "admin").await;
    for path in ["/officer", "/team", "/day", "/children"] {
        let page = admin.get(path).await;
        page.never_says("HW-");
        assert!(path != "/officer" && path != "/team" || page.status == StatusCode::NOT_FOUND, "{path}");
    }
    // Nobody at all signs in first.
    let mut nobody = Browser::of(&cast.app);
    for path in paths.iter().map(String::as_str).chain(["/me", "/protocol"]) {
        let to = nobody.get(path).await.location.unwrap();
        assert!(to.starts_with("/sign-in?back="), "{path}: {to}");
    }
}

#[tokio::test]
async fn a_team_is_set_up_in_four_languages_and_a_service_has_one() {
    let cast = demo().await;
    let mut admin = as_one(&cast, "admin").await;
    let page = admin.get("/teams/new").await.ok();
    admin.fill(&page, "/teams/new", &[("name.en", "Help at home")]).await.refused().says("Choose a sector.");
    let fields = [
        ("name.en", "Help at home"),
        ("name.kk", "Үйдегі көмек"),
        ("sector", "social"),
        ("place", "kz-atyrau"),
        ("service", testkit::SCHOOL),
    ];
    let refused = admin.fill(&page, "/teams/new", &fields).await.refused();
    refused.says("This service already has a team.");
    assert!(refused.body.contains("value=\"Үйдегі көмек\""), "what was typed stays");
    let fields: Vec<_> = fields.into_iter().filter(|(name, _)| *name != "service").collect();
    let made = admin.fill(&refused, "/teams/new", &fields).await;
    let address = made.location.clone().unwrap();
    made.leads_to(&address);
    admin.get(&address).await.ok().says("Help at home");
    admin.get("/teams").await.ok().says("Help at home");
    // Nothing that no page of ours sends.
    for (name, value) in [("place", "xx-nowhere"), ("sector", "police"), ("service", "no_such")] {
        let page = admin.get(&address).await.ok();
        let mut wrong: Vec<_> = fields.iter().copied().filter(|(known, _)| *known != name).collect();
        wrong.push((name, value));
        assert_eq!(admin.fill(&page, &address, &wrong).await.status, StatusCode::NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn many_teams_are_shown_by_the_page_and_found_by_name() {
    let cast = demo().await;
    for number in 0..130 {
        cast.team(&format!("Clinic {number:03}"), "health", None).await;
    }
    let mut admin = as_one(&cast, "admin").await;
    let first = admin.get("/teams").await.ok();
    first.says("Clinic 000");
    first.never_says("Clinic 060");
    assert!(first.body.len() < 60_000, "{} bytes", first.body.len());
    admin.get("/teams?page=1").await.ok().says("Clinic 060");
    // Beyond the last page is the last one.
    admin.get("/teams?page=99").await.ok().says("Clinic 129");
    let found = admin.get("/teams?q=%20clinic%20077").await.ok();
    found.says("Clinic 077");
    found.never_says("Clinic 078");
    admin.get("/teams?q=nothing").await.ok().says("No team fits.");
}
