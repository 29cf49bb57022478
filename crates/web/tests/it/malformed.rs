//! What no page of ours would ask: answered by a page of ours, and telling nothing that absent would not tell.

use axum::http::StatusCode;
use domain::PersonCode;
use testkit::Cast;
use web::routes::{Demo, Route, list};

use crate::browser::{Browser, Page, as_one, demo};

/// Sent there, the session would be over for what comes after.
const ENDS_THE_SESSION: [&str; 3] = ["/sign-out", "/leave", "/me/everywhere"];

fn routes(method: &str) -> Vec<&'static str> {
    let routes = list(Demo::Yes).into_iter();
    routes.filter(|Route { method: known, .. }| *known == method).map(|route| route.path).collect()
}

fn names(path: &str) -> Vec<String> {
    path.split('{').skip(1).filter_map(|part| part.split('}').next()).map(str::to_owned).collect()
}

/// Well formed, and of nothing that there is.
fn absent(name: &str) -> String {
    match name {
        "code" | "person" => PersonCode::from_random([7; 6]).to_string(),
        "form" => "no_such_form".into(),
        "file" | "secret" | "part" => "nothing".into(),
        _ => "00000000-0000-4000-8000-000000000000".into(),
    }
}

/// What is left of an answer without what a request brings with it.
fn plain(page: &Page, address: &str) -> (StatusCode, Option<String>, String) {
    let encoded: String = serde_urlencoded::to_string([("", address)]).unwrap().split_off(1);
    let without = |text: &str| {
        text.replace(address, "").replace(&encoded, "").replace(&address.replace('%', "%25"), "")
    };
    (page.status, page.location.as_deref().map(without), without(&page.body))
}

async fn ask(browser: &mut Browser, method: &str, address: &str, csrf: &str) -> Page {
    match method {
        "GET" => browser.get(address).await,
        _ if address.ends_with("/import") => {
            let body =
                format!("--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{csrf}\r\n--x--\r\n");
            browser.send_as("multipart/form-data; boundary=x", address, body.into_bytes()).await
        }
        _ if address.ends_with("/draft") => {
            let body = format!("{{\"_csrf\":\"{csrf}\",\"fields\":{{}}}}");
            browser.send_as("application/json", address, body.into_bytes()).await
        }
        _ => {
            browser
                .post(address, &[("_csrf", csrf), ("_command", "00000000-0000-4000-8000-000000000001")])
                .await
        }
    }
}

async fn told_apart(cast: &Cast, login: Option<&str>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut browser = match login {
        Some(login) => as_one(cast, login).await,
        None => Browser::of(&cast.app),
    };
    let csrf = match login {
        Some(_) => browser.get("/me").await.ok().hidden("/sign-out")[0].1.clone(),
        None => "none".to_owned(),
    };
    for method in ["GET", "POST"] {
        for path in routes(method) {
            // A link's secret is any text.
            for name in names(path).into_iter().filter(|name| name != "secret") {
                let mut good = path.to_owned();
                for other in names(path) {
                    good = good.replace(&format!("{{{other}}}"), &absent(&other));
                }
                let expected = ask(&mut browser, method, &good, &csrf).await;
                for bad in ["HW-XXXX-XXX", "zzz", "%FF", "..%2F.."] {
                    let at = path.replace(&format!("{{{name}}}"), bad);
                    let at = names(&at)
                        .iter()
                        .fold(at.clone(), |at, other| at.replace(&format!("{{{other}}}"), &absent(other)));
                    let answer = ask(&mut browser, method, &at, &csrf).await;
                    if plain(&answer, &at) != plain(&expected, &good) {
                        wrong.push(format!(
                            "{login:?} {method} {at}: {} {:?}, not {} {:?}",
                            answer.status, answer.location, expected.status, expected.location
                        ));
                    }
                }
            }
        }
    }
    wrong
}

#[tokio::test]
async fn a_malformed_address_is_answered_as_an_absent_one() {
    let cast = demo().await;
    let (inside, office, nobody) = tokio::join!(
        told_apart(&cast, Some("aigul")),
        told_apart(&cast, Some("admin")),
        told_apart(&cast, None)
    );
    let wrong = [inside, office, nobody].concat();
    assert!(wrong.is_empty(), "{} answers:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn a_malformed_query_or_body_is_answered_in_the_readers_language() {
    let cast = demo().await;
    let mut browser = as_one(&cast, "timur").await;
    browser.post("/choices", &[("language", "kk")]).await;
    let mut wrong = Vec::new();
    let mut judge = |what: String, page: Page| {
        let fine = page.location.is_some() || page.body.starts_with("<!DOCTYPE html><html lang=\"kk\"");
        if !fine || page.status.is_server_error() {
            wrong.push(format!("{what}: {} {}", page.status, page.body.chars().take(80).collect::<String>()));
        }
    };
    let fill = |path: &str| {
        names(path).iter().fold(path.to_owned(), |at, name| at.replace(&format!("{{{name}}}"), &absent(name)))
    };
    // Files of the program itself: its assets, and the demo's sample list in the letters of an old office.
    let is_file = |path: &str| path.starts_with("/assets/") || path == "/demo/list";
    for path in routes("GET").into_iter().filter(|path| !is_file(path)) {
        for query in
            ["page=zzz&after=%FF&show=%FF&code=%&closed=x&all=x", "page=-1", "page=1&page=2", "%FF&&=&=%"]
        {
            let address = format!("{}?{query}", fill(path));
            judge(format!("GET {address}"), browser.get(&address).await);
        }
        let address = fill(path);
        if !routes("POST").contains(&path) {
            judge(format!("POST {address}"), browser.post(&address, &[("a", "b")]).await);
        }
    }
    for path in routes("POST").into_iter().filter(|path| !ENDS_THE_SESSION.contains(path)) {
        let address = fill(path);
        for kind in
            ["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]
        {
            for body in [&b"{"[..], b"\xFF\xFE=%&&==", &vec![b'a'; 3 << 20]] {
                let page = browser.send_as(kind, &address, body.to_vec()).await;
                judge(format!("POST {address} {kind} {}", body.len()), page);
            }
        }
        if !routes("GET").contains(&path) {
            judge(format!("GET {address}"), browser.get(&address).await);
        }
    }
    assert!(wrong.is_empty(), "{} answers:\n{}", wrong.len(), wrong.join("\n"));
}
