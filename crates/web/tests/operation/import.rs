//! The four steps of bringing a list in, as a person walks them.

use axum::http::StatusCode;

use crate::{
    browser::{Answer, Browser, hidden},
    stage::{LIST, NAME, SMALL, Stage},
};

/// The list is sent; gives the address of its columns.
async fn sent(stage: &Stage, browser: &Browser, list: &[u8]) -> String {
    let answer = browser.upload(&format!("/flights/{}/import", stage.flight), NAME, list).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(answer.location.ends_with("/columns"), "{}", answer.location);
    answer.location
}

/// The columns as they were detected are taken; gives the address of the people.
async fn mapped(browser: &Browser, columns: &str) -> String {
    let page = browser.get(columns).await;
    let fields = form_of(&page.body);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = browser.post(columns, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(answer.location.ends_with("/people"), "{}", answer.location);
    answer.location
}

/// What the selects and inputs of a columns page would send untouched.
fn form_of(page: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for select in page.split("<select").skip(1) {
        let select = select.split("</select>").next().unwrap_or_default();
        let name = select.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let chosen = select
            .split("<option")
            .find(|option| option.split('>').next().unwrap_or_default().contains("selected"))
            .and_then(|option| option.split("value=\"").nth(1)?.split('"').next())
            .unwrap_or_default();
        fields.push((name.to_owned(), chosen.replace("&amp;", "&")));
    }
    fields.push(("header_row".to_owned(), hidden_text(page, "header_row")));
    fields
}

fn hidden_text(page: &str, name: &str) -> String {
    hidden(page, name)
}

fn counts(answer: &Answer) -> &str {
    let from = answer.body.find("class=\"counts\"").expect("counts");
    answer.body[from..].split("</ul>").next().expect("their end")
}

#[tokio::test]
async fn a_messy_list_goes_from_the_file_to_the_flight() {
    let stage = Stage::set().await;
    let browser = stage.browser("timur").await;
    let flight = format!("/flights/{}", stage.flight);
    assert!(browser.get(&flight).await.body.contains("Bring a list in"));

    let columns = sent(&stage, &browser, LIST).await;
    let page = browser.get(&columns).await.body;
    for shown in [
        "<option value=\"windows-1251\" selected",
        "<option value=\";\" selected",
        "A · № п/п",
        "<option value=\"birth\" selected",
        "<option value=\"mother\" selected",
        "ТАКЕНОВА",
    ] {
        assert!(page.contains(shown), "{shown}");
    }

    let people = mapped(&browser, &columns).await;
    let page = browser.get(&people).await;
    assert!(counts(&page).contains("1 row needs you") && counts(&page).contains("117 people ready"));
    assert!(page.body.contains("Mend the marked cells first") && !page.body.contains("Store 118 people"));
    // The one that the import waits for stands first, at its cell, with what mends it; the others are a tab away.
    assert!(page.body.contains("id=\"row-10\"") && !page.body.contains("id=\"row-11\""));
    assert!(page.body.contains("31.02.2015 does not exist."));
    assert!(page.body.contains("value=\"10.5.date_does_not_exist.1\""));
    // Sent all the same, nothing is stored.
    let store = people.trim_end_matches("/people").to_owned();
    let answer = browser.post(&store, &[]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, people.as_str()));
    assert!(browser.get(&flight).await.body.contains("Nobody is on the list yet"));

    let answer = browser.post(&people, &[("mend", "10.5.date_does_not_exist.1")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = browser.get(&format!("{people}?show=all")).await;
    assert!(page.body.contains("Store 118 people"), "{}", counts(&page));
    assert!(page.body.contains("February 2015"), "the row as it will be stored");
    assert!(page.body.contains("1–40 of 118"));

    let done = browser.post(&store, &[]).await;
    assert!(done.location.ends_with("/done"), "{}", done.location);
    let twice = browser.post(&store, &[]).await;
    assert_eq!(done.location, twice.location);
    let page = browser.get(&done.location).await.body;
    assert!(page.contains("118 people stored") && page.contains("families"));
    let page = browser.get(&flight).await.body;
    assert_eq!(page.matches("on the list</span>").count(), 118);

    // Again: nothing to mend, nothing to add.
    let columns = sent(&stage, &browser, LIST).await;
    let people = mapped(&browser, &columns).await;
    let page = browser.get(&people).await;
    assert!(counts(&page).contains("118 are already here") && !counts(&page).contains("needs you"));
    assert!(page.body.contains("There is nobody to add") && !page.body.contains("does not exist"));
}

#[tokio::test]
async fn what_waits_is_handed_back_with_the_reasons() {
    let stage = Stage::set().await;
    let browser = stage.browser("timur").await;
    let columns = sent(&stage, &browser, LIST).await;
    let people = mapped(&browser, &columns).await;
    let rejected = people.replace("/people", "/rejected.xlsx");
    assert!(browser.get(&people).await.body.contains(&rejected));
    let answer = browser.get(&rejected).await;
    assert_eq!(answer.status, StatusCode::OK);
    let (wanted, limits) = (exchange::sheet::Wanted::default(), exchange::sheet::Limits::default());
    let book = exchange::sheet::read("rejected.xlsx", &answer.bytes, wanted, &limits).expect("a workbook");
    let rows = &book.sheets[0].rows;
    assert_eq!(rows.len(), 2, "the header and the one row that waits");
    let said = |row: usize| (0..20).map(|at| rows[row].text(at)).collect::<Vec<_>>().join("|");
    assert!(said(0).contains("|Row in the list|What to mend"), "{}", said(0));
    assert!(
        said(1).contains("|31.02.2015|") && said(1).contains("31.02.2015 does not exist."),
        "{}",
        said(1)
    );
    // A list that waits is its sender's alone.
    for other in ["aigul", "zarina", "dana"] {
        let there = stage.browser(other).await.get(&rejected).await;
        assert_eq!(there.status, StatusCode::NOT_FOUND, "{other}");
    }
}

#[tokio::test]
async fn cells_are_written_anew_and_taken_back() {
    let stage = Stage::set().await;
    let browser = stage.browser("timur").await;
    let columns = sent(&stage, &browser, LIST).await;
    let people = mapped(&browser, &columns).await;
    // Typed into the cell; other cells of the form are as they were.
    let answer = browser.post(&people, &[("cell.10.5", " 03.03.2015 "), ("cell.9.5", "")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = browser.get(&format!("{people}?show=all")).await.body;
    assert!(page.contains("3 March 2015") && page.contains("in the file:"));
    assert!(page.contains("Store 118 people"));
    browser.post(&people, &[("back", "10.5")]).await;
    assert!(browser.get(&people).await.body.contains("31.02.2015 does not exist."));
    // What fits no row or no problem changes nothing and breaks nothing.
    for wrong in [
        ("mend", "10.5.sex_not_read.7"),
        ("mend", "x"),
        ("back", "99999.3"),
        ("row", "another:xyz"),
        ("cell.abc", "x"),
    ] {
        assert_eq!(browser.post(&people, &[wrong]).await.status, StatusCode::SEE_OTHER);
    }
    let page = browser.get(&people).await.body;
    assert!(page.contains("31.02.2015 does not exist.") && page.contains("1 row needs you"));
}

#[tokio::test]
async fn somebody_like_one_who_is_here_is_decided_on() {
    let stage = Stage::set().await;
    stage.with_people().await;
    let browser = stage.browser("timur").await;
    let changed = SMALL.replace("29.08.2018", "30.08.2018");
    let columns = sent(&stage, &browser, changed.as_bytes()).await;
    let people = mapped(&browser, &columns).await;
    let page = browser.get(&people).await.body;
    assert!(page.contains("1 is like someone here") && page.contains("There is nobody to add"));
    browser.post(&people, &[("row", "another:3")]).await;
    assert!(browser.get(&people).await.body.contains("Store 1 person"));
    browser.post(&people, &[("row", "same:3")]).await;
    assert!(browser.get(&people).await.body.contains("There is nobody to add"));
}

#[tokio::test]
async fn a_list_without_headings_is_told_by_hand() {
    let stage = Stage::set().await;
    let browser = stage.browser("timur").await;
    let columns = sent(&stage, &browser, "Ахметов;Али;м;2015\nКалиева;Дана;ж;2011".as_bytes()).await;
    let page = browser.get(&columns).await.body;
    assert!(page.contains("No column holds names"));
    let answer = browser.get(&columns.replace("/columns", "/people")).await;
    assert_eq!(answer.location, columns, "there is nobody to show yet");
    let fields = [
        ("encoding", "utf-8"),
        ("delimiter", ";"),
        ("column.0", "family_name"),
        ("column.1", "given_name"),
        ("column.2", "sex"),
        ("column.3", "birth"),
    ];
    let people = browser.post(&columns, &fields).await.location;
    assert!(browser.get(&people).await.body.contains("Store 2 people"));
    // Another delimiter is read anew and shown again before anybody is read from it.
    let other = [("encoding", "utf-8"), ("delimiter", ","), ("column.0", "family_name")];
    let answer = browser.post(&columns, &other).await;
    assert_eq!(answer.location, columns);
}

#[tokio::test]
async fn every_step_is_light_enough_for_a_village() {
    let stage = Stage::set().await;
    let browser = stage.browser("timur").await;
    let columns = sent(&stage, &browser, LIST).await;
    let people = mapped(&browser, &columns).await;
    let mut with_all = 0;
    for asset in web::assets::names() {
        with_all += browser.weight(web::assets::url(asset)).await;
    }
    let flight = format!("/flights/{}", stage.flight);
    let mut pages = vec![columns, format!("{people}?show=look"), format!("{people}?show=all")];
    browser.post(&people, &[("mend", "10.5.date_does_not_exist.1")]).await;
    let store = people.trim_end_matches("/people").to_owned();
    for page in &pages {
        let weight = browser.weight(page).await + with_all;
        assert!(weight < 60_000, "{page}: {weight}");
    }
    browser.post(&store, &[]).await;
    pages = vec![flight.clone(), format!("{flight}/arrivals"), format!("{flight}/arrivals/roster")];
    for page in &pages {
        let weight = browser.weight(page).await + with_all;
        assert!(weight < 60_000, "{page}: {weight}");
    }
}

#[tokio::test]
async fn the_prints_of_a_full_aeroplane_are_light_enough_too() {
    use std::fmt::Write as _;
    let stage = Stage::set().await;
    let browser = stage.browser("timur").await;
    let mut list = "№;Семья;Фамилия;Имя;Дата рождения;Пол;Мать\n".to_owned();
    for row in 1..=430 {
        let (letter, other) = (
            char::from_u32(0x430 + row % 28).expect("a letter"),
            char::from_u32(0x430 + row / 28).expect("a letter"),
        );
        writeln!(list, "{row};{row};Калиева{letter}{other};Дана{other}{letter};15.03.{};Ж;", 1960 + row % 50)
            .expect("a row");
    }
    let timur = stage.cast.who("timur").await;
    let how = app::operation::upload::HowToRead::default();
    let read = stage.cast.app.read_manifest(&timur, &stage.flight, "list.csv", list.into_bytes(), how).await;
    let manifest = read.expect("a list").manifest;
    let done = stage.cast.app.import_people(&timur, &stage.flight, stage.cast.command(), &manifest).await;
    assert_eq!(done.expect("an import").added, 430);
    let mut with_all = 0;
    for asset in web::assets::names() {
        with_all += browser.weight(web::assets::url(asset)).await;
    }
    for what in ["roster", "slips"] {
        let path = format!("/flights/{}/{what}", stage.flight);
        assert!(browser.get(&path).await.body.contains("401–430 of 430"), "more than one print holds");
        let weight = browser.weight_of_post(&path, &[("reason", "no network")]).await + with_all;
        assert!(weight < 60_000, "{what}: {weight}");
        let rest = browser.post(&path, &[("reason", "no network"), ("part", "1")]).await.body;
        let mark = if what == "slips" { "class=\"slip\"" } else { "tick-box" };
        assert_eq!(rest.matches(mark).count(), 30, "{what}");
    }
}
