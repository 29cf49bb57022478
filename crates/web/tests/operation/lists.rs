//! Lists that are no flight's, as the people walk them who bring and settle them; and what they do not tell.

use axum::http::StatusCode;

use crate::{
    browser::{Browser, hidden},
    stage::Stage,
};

const WITH_HER: &str = "№;Фамилия;Имя;Дата рождения;Пол\n\
     1;Сәрсенбаева;Амина;14.02.2016;Ж\n\
     2;Тілеген;Айша;05.05.2014;Ж\n";

/// Opens a list by its form; gives its address.
async fn opened(browser: &Browser) -> String {
    let fields = [("name", "Roj, block 4"), ("source", "Red Crescent"), ("place", "kz-atyrau")];
    let answer = browser.post("/lists/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.trim_end_matches("/import").to_owned()
}

/// Everything that whoever brings a list is shown, from the file to the list's own page, without what differs anyway.
async fn all_pages(browser: &Browser, rows: &str) -> String {
    let list = opened(browser).await;
    let sent = browser.upload(&format!("{list}/import"), "a.csv", rows.as_bytes()).await;
    assert!(sent.location.starts_with(&list) && sent.location.ends_with("/columns"), "{}", sent.location);
    let people = sent.location.replace("/columns", "/people");
    let store = people.trim_end_matches("/people").to_owned();
    let mut pages = vec![browser.get(&sent.location).await.body];
    for part in ["", "?show=need", "?show=look", "?show=all"] {
        pages.push(browser.get(&format!("{people}{part}")).await.body);
    }
    let done = browser.post(&store, &[]).await;
    assert!(done.location.ends_with("/done"), "{}", done.location);
    pages.push(browser.get(&done.location).await.body);
    pages.push(browser.get(&list).await.body);
    pages.push(browser.get("/lists").await.body);
    pages.join("\n")
}

/// What a worker sees of a child, without what differs anyway.
async fn all_of_a_child(browser: &Browser, code: &str) -> String {
    let record = format!("/records/{code}");
    let mut pages = Vec::new();
    for page in [record.clone(), format!("{record}/history"), "/children".to_owned(), "/day".to_owned()] {
        pages.push(browser.get(&page).await.body);
    }
    plain(&pages.join("\n"))
}

/// Pages without ids, codes and tokens.
pub(crate) fn plain(pages: &str) -> String {
    let mut out = String::with_capacity(pages.len());
    for word in pages.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')) {
        let bare = word.trim_end_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        // A token of 22 letters has no digit once in forty times.
        let drawn = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
        let random = bare.starts_with("HW-") || bare.len() >= 20 && bare.chars().any(drawn);
        out.push_str(if random { "ID" } else { bare });
        out.push_str(&word[bare.len()..]);
    }
    out
}

#[tokio::test]
async fn pages_are_the_same_whether_or_not_somebody_is_known_elsewhere() {
    let with = Stage::set().await;
    with.cast.a_child().await;
    let without = Stage::set().await;
    let pages = |stage: Stage| async move {
        let timur = stage.browser("timur").await;
        let first = all_pages(&timur, WITH_HER).await;
        stage.cast.app.do_match_jobs().await.expect("the job");
        let after = timur.get("/lists").await.body;
        let list = after.split("href=\"/lists/HW-").nth(1).and_then(|rest| rest.split('"').next());
        let list = timur.get(&format!("/lists/HW-{}", list.expect("a list"))).await.body;
        (plain(&format!("{first}{list}")), stage)
    };
    let (told, with) = pages(with).await;
    let (untold, _) = pages(without).await;
    let differs =
        told.lines().zip(untold.lines()).flat_map(|(one, other)| one.split('<').zip(other.split('<')));
    assert_eq!(differs.clone().find(|(one, other)| one != other), None);
    assert_eq!(told.len(), untold.len());
    let queue = with.browser("rustem").await.get("/matches").await.body;
    assert!(queue.contains("Амина"), "and the registrar was told");
}

#[tokio::test]
async fn a_registrar_sees_both_sides_and_decides() {
    let stage = Stage::set().await;
    let child = stage.cast.a_child().await;
    let timur = stage.browser("timur").await;
    all_pages(&timur, WITH_HER).await;
    stage.cast.app.do_match_jobs().await.expect("the job");
    let rustem = stage.browser("rustem").await;
    let queue = rustem.get("/matches").await.body;
    let pair =
        queue.split("href=\"/matches/HW-").nth(1).and_then(|rest| rest.split('"').next()).expect("a pair");
    let pair = format!("/matches/HW-{pair}");
    let page = rustem.get(&pair).await.body;
    for shown in ["Is this one person?", "14 February 2016", "same day of birth", "linked, never merged"] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(page.contains(&child.code.to_string()));
    let aigul = stage.browser("aigul").await;
    let before = all_of_a_child(&aigul, &child.code.to_string()).await;
    let command = hidden(&page, "_command");
    let answer =
        rustem.post(&pair, &[("decision", "same"), ("note", "seen both"), ("_command", &command)]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, pair.as_str()));
    let page = rustem.get(&pair).await.body;
    assert!(page.contains("One person") && page.contains("seen both"));
    // A link to a record that the child's own worker may not open is not even a dashed box.
    let after = all_of_a_child(&aigul, &child.code.to_string()).await;
    let differs = before.split('<').zip(after.split('<')).find(|(was, is)| was != is);
    assert_eq!((differs, after.len()), (None, before.len()));
    let record = format!("/records/{}/history", child.code);
    assert!(rustem.get(&record).await.body.contains("Linked"), "who may open both is told");
    assert!(rustem.get("/matches").await.body.contains("Nothing waits here"));
    assert!(rustem.get("/matches?show=settled").await.body.contains(&pair));
    assert_eq!(rustem.post(&pair, &[("decision", "merge")]).await.status, StatusCode::NOT_FOUND);
    for login in ["timur", "aigul", "saule", "dana", "admin"] {
        let other = stage.browser(login).await;
        assert_eq!(other.get("/matches").await.status, StatusCode::NOT_FOUND, "{login}");
        assert_eq!(other.get(&pair).await.status, StatusCode::NOT_FOUND, "{login}");
        assert_eq!(
            other.post(&pair, &[("decision", "different")]).await.status,
            StatusCode::NOT_FOUND,
            "{login}"
        );
    }
}

#[tokio::test]
async fn a_row_is_put_together_with_a_record_by_its_code() {
    let stage = Stage::set().await;
    let child = stage.cast.a_child().await;
    let timur = stage.browser("timur").await;
    all_pages(&timur, &WITH_HER.replace("Сәрсенбаева;Амина", "Омарова;Сауле")).await;
    let rustem = stage.browser("rustem").await;
    let lists = rustem.get("/lists").await.body;
    let list =
        lists.split("href=\"/lists/HW-").nth(1).and_then(|rest| rest.split('"').next()).expect("a list");
    let rows = rustem.get(&format!("/lists/HW-{list}")).await.body;
    let mut links = rows.split("href=\"/records/HW-").skip(1).filter_map(|rest| rest.split('"').next());
    let row = links.find(|link| !link.contains('/')).expect("a row");
    let row = format!("/records/HW-{row}");
    let page = rustem.get(&row).await.body;
    assert!(page.contains("Link as one person"));
    assert!(!timur.get(&row).await.body.contains("Link as one person"));
    for to in ["HW-0000-000", "nonsense", ""] {
        assert_eq!(rustem.post(&format!("{row}/attach"), &[("to", to)]).await.status, StatusCode::NOT_FOUND);
    }
    let done = rustem.post(&format!("{row}/attach"), &[("to", &child.code.to_string())]).await;
    assert!(done.location.starts_with("/matches/"), "{}", done.location);
    assert!(rustem.get(&done.location).await.body.contains("put together by a person"));
}

#[tokio::test]
async fn a_list_is_opened_by_its_form_and_by_no_one_else() {
    let stage = Stage::set().await;
    let timur = stage.browser("timur").await;
    let page = timur.get("/lists/new").await.body;
    assert!(!page.contains("whom somebody looks for"), "who looks for somebody is the registrar's");
    assert!(stage.browser("rustem").await.get("/lists/new").await.body.contains("whom somebody looks for"));
    let wrong = timur.post("/lists/new", &[("name", " ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Write a name."));
    let wrong = timur.post("/lists/new", &[("name", "x"), ("dated", "2090-01-01")]).await;
    assert!(wrong.body.contains("This day has not come yet."), "{}", wrong.body);
    let wrong = timur.post("/lists/new", &[("name", "x"), ("dated", "0206-01-01")]).await;
    assert!(wrong.body.contains("Write the day."), "{}", wrong.body);
    let wrong =
        timur.post("/lists/new", &[("name", ""), ("dated", "31.02."), ("remarks", "by <hand>")]).await;
    for said in ["Write a name.", "Write a date: day, month and year.", "by &lt;hand&gt;"] {
        assert!(wrong.body.contains(said), "everything at once, and nothing typed is lost: {said}");
    }
    assert_eq!(
        timur.post("/lists/new", &[("name", "x"), ("sort", "tracing")]).await.status,
        StatusCode::NOT_FOUND
    );
    let list = opened(&timur).await;
    assert!(timur.get(&list).await.body.contains("Nobody is on this list yet."));
    let record = list.replace("/lists/", "/records/");
    assert_eq!(timur.get(&record).await.location, list);
    for login in ["aigul", "saule", "bolat", "dana", "admin"] {
        let other = stage.browser(login).await;
        for path in [list.clone(), format!("{list}/import"), "/lists/new".to_owned()] {
            assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
        }
        assert!(!other.get("/lists").await.body.contains("Roj, block 4"), "{login}");
    }
}

#[tokio::test]
async fn every_page_of_lists_speaks_the_readers_language_and_says_nothing_bare() {
    let stage = Stage::set().await;
    stage.cast.a_child().await;
    let timur = stage.browser("timur").await;
    all_pages(&timur, WITH_HER).await;
    stage.cast.app.do_match_jobs().await.expect("the job");
    let mut rustem = stage.browser("rustem").await;
    let find = |page: &str, prefix: &str| {
        let begins = format!("href=\"{prefix}HW-");
        let mut links = page.split(&begins).skip(1).filter_map(|rest| rest.split('"').next());
        format!("{prefix}HW-{}", links.find(|link| !link.contains('/')).expect("a link"))
    };
    let list = find(&rustem.get("/lists").await.body, "/lists/");
    let pair = find(&rustem.get("/matches").await.body, "/matches/");
    let row = find(&rustem.get(&list).await.body, "/records/");
    let pages = ["/lists".to_owned(), "/lists/new".to_owned(), list, "/matches".to_owned(), pair, row];
    for language in ["en", "ru", "kk", "ar", "qps"] {
        rustem.language = language;
        for page in &pages {
            let answer = rustem.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{language} {page}");
            if language == "qps" {
                let mut bare = web::words::bare_texts(&answer.body);
                bare.retain(|text| !text.starts_with("HW-"));
                assert!(bare.is_empty(), "{page}: {bare:#?}");
            }
        }
    }
}
