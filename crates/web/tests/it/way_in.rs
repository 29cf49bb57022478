//! The way in: one-time links, the second factor that comes first, and what is told after a reset.

use app::account::create::CreateAccount;
use axum::http::StatusCode;
use domain::UserId;
use jiff::SignedDuration;
use testkit::Cast;
use totp_rs::{Builder, Secret};
use web::routes::{Demo, list};

use crate::browser::{Browser, Page, as_one, demo, real};

const PASSWORD: &str = "төрт түлік малым бар";

/// A newcomer and the address of their link.
async fn invited(cast: &Cast, login: &str) -> (UserId, String) {
    let asked = CreateAccount {
        command: cast.command(),
        login: login.into(),
        name: "New Comer".into(),
        language: "en".into(),
    };
    let admin = cast.who("admin").await;
    let (id, invitation) = cast.app.create_account(&admin, asked).await.unwrap();
    (id, format!("/welcome/{}", invitation.secret.as_str()))
}

async fn set(browser: &mut Browser, link: &str, password: &str) -> Page {
    let page = browser.get(link).await.ok();
    browser.fill(&page, link, &[("new", password), ("again", password)]).await
}

async fn sign_in(browser: &mut Browser, login: &str, password: &str, code: &str) -> Page {
    browser.post("/sign-in", &[("name", login), ("password", password), ("code", code), ("back", "/")]).await
}

#[tokio::test]
async fn one_click_signs_in_where_people_are_invented_and_nowhere_else() {
    let real_routes = list(Demo::No);
    assert!(!real_routes.iter().any(|route| route.path.contains("demo")), "{real_routes:?}");
    assert!(list(Demo::Yes).iter().any(|route| route.path == "/demo/as/{account}"));
    let cast = real().await;
    let mut browser = Browser::of(&cast.app);
    let page = browser.post(&format!("/demo/as/{}", cast.id("aigul")), &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    browser.get("/day").await.leads_to("/sign-in?back=%2Fday");
}

#[tokio::test]
async fn the_guided_tour_is_not_there_where_people_are_real() {
    let cast = real().await;
    let (_, link) = invited(&cast, "nurlan").await;
    let mut browser = Browser::of(&cast.app);
    set(&mut browser, &link, PASSWORD).await;
    sign_in(&mut browser, "nurlan", PASSWORD, "").await;
    browser.forge("tour", "3");
    let page = browser.get("/me").await.ok();
    page.never_says("Guided tour");
    for path in ["/demo/tour/1", "/demo/tour/end"] {
        assert_eq!(browser.post(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(browser.get("/demo/list").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_is_signed_in_goes_on_with_the_tour_only_from_a_page_of_ours() {
    let cast = demo().await;
    let mut browser = Browser::of(&cast.app);
    // Nobody is signed in yet: the first page leads in.
    let first = browser.get("/").await.ok();
    browser.fill(&first, "/demo/tour/1", &[]).await.leads_to("/operations");
    browser.get("/operations").await.ok().says("Stop 1 of 9");
    for (path, token) in [("/demo/tour/3", None), ("/demo/tour/3", Some("forged")), ("/demo/tour/end", None)]
    {
        let sent: Vec<(&str, &str)> = token.map(|token| ("_csrf", token)).into_iter().collect();
        assert_eq!(browser.post(path, &sent).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let page = browser.get("/operations").await.ok();
    page.says("Stop 1 of 9");
    for nowhere in ["0", "10", "-1", "list"] {
        let token = page.hidden("/demo/tour/2");
        let sent: Vec<(&str, &str)> =
            token.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = browser.post(&format!("/demo/tour/{nowhere}"), &sent).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
    // Away from it, and only to a page of this house.
    browser.fill(&page, "/demo/tour/2", &[]).await;
    let page = browser.get("/matches").await.ok();
    let token = page.hidden("/demo/tour/3");
    let token = token.iter().find(|(name, _)| name == "_csrf").map(|(_, value)| value.as_str()).unwrap();
    browser.post("/demo/tour/end", &[("_csrf", token), ("back", "//elsewhere.example/")]).await.leads_to("/");
    browser.get("/matches").await.ok().never_says("Guided tour");
}

#[tokio::test]
async fn a_place_on_the_tour_that_nobody_gave_shows_nothing() {
    let cast = demo().await;
    let mut browser = as_one(&cast, "aigul").await;
    for forged in ["0", "10", "3.<script>alert(1)</script>", "3./leave"] {
        browser.forge("tour", forged);
        browser.get("/day").await.ok().never_says("Guided tour");
    }
    browser.forge("tour", "3");
    browser.get("/day").await.ok().says("Stop 3 of 9");
}

#[tokio::test]
async fn a_link_sets_a_password_once() {
    let cast = real().await;
    let (_, link) = invited(&cast, "nurlan").await;
    let mut browser = Browser::of(&cast.app);
    let page = browser.get(&link).await.ok();
    page.says("nurlan");
    page.says("At least 12 characters");
    let differ =
        browser.fill(&page, &link, &[("new", PASSWORD), ("again", "another long one")]).await.refused();
    differ.says("The two are not the same.");
    assert!(!differ.body.contains(PASSWORD), "a password is never sent back");
    set(&mut browser, &link, "short").await.refused().says("The password is too short.");
    browser.fill(&page, &link, &[("new", PASSWORD), ("again", PASSWORD)]).await.leads_to("/sign-in");
    // The same form once more is the same thing done, not a mistake; another one finds the link used.
    browser.fill(&page, &link, &[("new", PASSWORD), ("again", PASSWORD)]).await.leads_to("/sign-in");
    assert_eq!(browser.get(&link).await.status, StatusCode::GONE);
    sign_in(&mut browser, "nurlan", PASSWORD, "").await.leads_to("/");
    assert_eq!(browser.get("/welcome/never-was").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn the_second_factor_comes_before_everything() {
    let mut cast = real().await;
    let (id, link) = invited(&cast, "nurlan").await;
    let mut browser = Browser::of(&cast.app);
    set(&mut browser, &link, PASSWORD).await.leads_to("/sign-in");
    cast.account("other").await;
    let admin = cast.who("admin").await;
    let proposal = app::account::roles::ProposeRole {
        command: cast.command(),
        account: id,
        role: domain::RoleCode::of("administrator"),
        team: None,
        place: None,
    };
    cast.app.propose_role(&admin, proposal).await.unwrap();
    sign_in(&mut browser, "nurlan", PASSWORD, "").await.leads_to("/");
    for path in ["/", "/accounts", "/accounts/new", "/teams", "/protocol", "/day", "/nothing"] {
        browser.get(path).await.leads_to("/me/factor");
    }
    // It is not the page that keeps them out: their roles do not hold.
    let who = cast.app.signed_in(browser.secret()).await.unwrap();
    assert!(who.needs_second_factor() && who.actor().roles.is_empty());
    assert!(matches!(cast.app.accounts(&who).await, Err(app::Refused::NotFound)));
    let page = browser.get("/me/factor").await.ok();
    let token = page.hidden("/me/factor").into_iter().find(|(name, _)| name == "_csrf").unwrap().1;
    let made = [("_csrf", token.as_str()), ("name", "M"), ("login", "mallory"), ("language", "en")];
    browser.post("/accounts/new", &made).await.leads_to("/me/factor");
    browser.get("/me").await.ok();
    // A wrong code keeps the picture; the right one shows the recovery codes, the same ones when sent twice.
    let secret = page.hidden("/me/factor").into_iter().find(|(name, _)| name == "secret").unwrap().1;
    let wrong = browser.fill(&page, "/me/factor", &[("code", "000000")]).await.refused();
    wrong.says("The code does not fit.");
    assert!(wrong.body.contains(&secret), "the picture that was scanned");
    let now = code(&secret, &cast);
    let codes = browser.fill(&page, "/me/factor", &[("code", &now)]).await.ok();
    codes.says("Recovery codes");
    let twice = browser.fill(&page, "/me/factor", &[("code", &now)]).await.ok();
    assert_eq!(recovery(&codes), recovery(&twice));
    assert_eq!(recovery(&codes).len(), 10);
    browser.get("/accounts").await.ok();
    // They work, each once.
    let paper = recovery(&codes)[4].clone();
    let mut elsewhere = Browser::of(&cast.app);
    sign_in(&mut elsewhere, "nurlan", PASSWORD, "").await.ok().says("do not fit together");
    sign_in(&mut elsewhere, "nurlan", PASSWORD, &paper).await.leads_to("/");
    sign_in(&mut elsewhere, "nurlan", PASSWORD, &paper).await.ok().says("do not fit together");
}

fn recovery(page: &Page) -> Vec<String> {
    page.body.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

fn code(secret: &str, cast: &Cast) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(cast.clock.now().as_second()).unwrap()).to_string()
}

#[tokio::test]
async fn a_reset_ends_the_old_password_and_is_told() {
    let cast = real().await;
    let (id, link) = invited(&cast, "nurlan").await;
    let mut browser = Browser::of(&cast.app);
    set(&mut browser, &link, PASSWORD).await.leads_to("/sign-in");
    sign_in(&mut browser, "nurlan", PASSWORD, "").await.leads_to("/");
    browser.get("/me").await.ok().never_says("reset your password");
    cast.clock.advance(SignedDuration::from_mins(1));
    let reset = cast.app.reset_by_other(&cast.who("admin").await, cast.command(), id).await.unwrap();
    browser.get("/me").await.leads_to("/sign-in?back=%2Fme");
    sign_in(&mut browser, "nurlan", PASSWORD, "").await.ok().says("do not fit together");
    let link = format!("/welcome/{}", reset.secret.as_str());
    set(&mut browser, &link, "another long sentence").await.leads_to("/sign-in");
    cast.clock.advance(SignedDuration::from_mins(1));
    sign_in(&mut browser, "nurlan", "another long sentence", "").await.leads_to("/me");
    browser.get("/me").await.ok().says("Someone else reset your password");
    cast.clock.advance(SignedDuration::from_mins(1));
    sign_in(&mut browser, "nurlan", "another long sentence", "").await.leads_to("/");
    browser.get("/me").await.ok().never_says("reset your password");
}

#[tokio::test]
async fn a_password_typed_into_an_ended_session_is_not_kept() {
    let cast = real().await;
    let (_, link) = invited(&cast, "nurlan").await;
    let mut browser = Browser::of(&cast.app);
    set(&mut browser, &link, PASSWORD).await.leads_to("/sign-in");
    sign_in(&mut browser, "nurlan", PASSWORD, "").await.leads_to("/");
    let page = browser.get("/me/password").await.ok();
    cast.clock.advance(SignedDuration::from_mins(31));
    let typed = [("present", PASSWORD), ("new", "another long sentence"), ("again", "another long sentence")];
    let answer = browser.fill(&page, "/me/password", &typed).await;
    answer.never_says("what you typed is kept");
    assert!(answer.location.unwrap().starts_with("/sign-in"));
}

#[tokio::test]
async fn signing_out_everywhere_ends_the_other_browser_too() {
    let cast = real().await;
    let (_, link) = invited(&cast, "nurlan").await;
    let mut first = Browser::of(&cast.app);
    set(&mut first, &link, PASSWORD).await.leads_to("/sign-in");
    sign_in(&mut first, "nurlan", PASSWORD, "").await.leads_to("/");
    let mut second = Browser::of(&cast.app);
    sign_in(&mut second, "nurlan", PASSWORD, "").await.leads_to("/");
    let page = first.get("/me").await.ok();
    page.says("this one");
    first.fill(&page, "/me/everywhere", &[]).await.leads_to("/sign-in");
    first.get("/me").await.leads_to("/sign-in?back=%2Fme");
    second.get("/me").await.leads_to("/sign-in?back=%2Fme");
}
