//! What the seeker hears, as the page of a request says it: the same for everybody until all agree.

use app::case::{consent::RecordConsent, fill_form::FillForm};
use axum::http::StatusCode;
use domain::{ChoiceCode, Decision, FormCode, PurposeCode};
use forms::submission::Raw;
use testkit::{Cast, Child};

use crate::{browser::Browser, lists::plain, stage::Stage};

const HER: &str = "№;Фамилия;Имя;Дата рождения;Пол\n1;Сәрсенбаева;Амина;14.02.2016;Ж\n";
const STANDING: &str = "We may not say of anybody whether they are known to us.";
const POSSIBLE: &str = "A contact is possible through us.";
const ALL: [(&str, &str); 6] = [
    ("both_fit", "fits"),
    ("wish", "wants"),
    ("carer_agrees", "yes"),
    ("parent_view", "nobody"),
    ("safe", "yes"),
    ("safe_why", "visited her"),
];

/// Brings a request; gives the address of its record, and all that the import and the list showed.
async fn asks(stage: &Stage, browser: &Browser) -> (String, String) {
    let fields = [("name", "Requests"), ("sort", "tracing"), ("place", "kz-atyrau")];
    let opened = browser.post("/lists/new", &fields).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let list = opened.location.trim_end_matches("/import").to_owned();
    let sent = browser.upload(&format!("{list}/import"), "a.csv", HER.as_bytes()).await;
    let people = sent.location.replace("/columns", "/people");
    let mut pages = browser.get(&people).await.body;
    let done = browser.post(people.trim_end_matches("/people"), &[]).await;
    pages += &browser.get(&done.location).await.body;
    stage.cast.app.do_match_jobs().await.expect("the job");
    let rows = browser.get(&list).await.body;
    let mut links = rows.split("href=\"/records/HW-").skip(1).filter_map(|rest| rest.split('"').next());
    let row = links.find(|link| !link.contains('/')).expect("a row");
    (format!("/records/HW-{row}"), plain(&pages))
}

async fn agrees(cast: &Cast, child: Child) {
    let sent = RecordConsent {
        command: cast.command(),
        code: child.code,
        purpose: PurposeCode::of("tracing"),
        recipient: None,
        decision: Decision::Given,
        giver: ChoiceCode::of("caregiver"),
        giver_record: None,
        assent: ChoiceCode::of("aloud"),
        capacity: None,
        best_interests: None,
        limits_explained: true,
        until: None,
    };
    cast.app.record_consent(&cast.who("aigul").await, sent).await.expect("consent");
}

async fn answers(cast: &Cast, child: Child, fields: &[(&str, &str)]) {
    let known = cast.app.whole_record(child.id).await.expect("the record");
    let entry = known.entries("tracing_answer").last().expect("the entry");
    let sent = FillForm {
        command: cast.command(),
        code: child.code,
        form: FormCode::of("tracing_answer"),
        entry: Some(entry.id),
        seen: known.heads[&entry.slot],
        fields: Raw::from_pairs(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))),
        mine: std::collections::BTreeSet::new(),
        language: "en".into(),
    };
    cast.app.fill_form(&cast.who("aigul").await, sent).await.expect("filled");
}

#[tokio::test]
async fn the_page_of_a_request_is_the_same_until_all_agree() {
    let (with, without) = (Stage::set().await, Stage::set().await);
    let child = with.cast.a_child().await;
    agrees(&with.cast, child).await;
    let rustem = with.browser("rustem").await;
    let (request, import) = asks(&with, &rustem).await;
    let answer = format!("{request}/answer");
    let other = without.browser("rustem").await;
    let (stranger, same_import) = asks(&without, &other).await;
    assert_eq!(import, same_import, "before it is brought in nobody is looked for, whoever looks");
    let standing = other.get(&format!("{stranger}/answer")).await.body;
    for shown in [STANDING, "Ваш запрос у нас", "Сұрауыңыз бізде", "طلبك عندنا", "lang=\"ar\" dir=\"rtl\""]
    {
        assert!(standing.contains(shown), "{shown}");
    }
    assert!(!standing.contains(POSSIBLE));
    let standing = plain(&standing);
    assert!(rustem.get(&request).await.body.contains(&answer), "the way there");
    assert_eq!(plain(&rustem.get(&answer).await.body), standing, "proposed");
    let queue = rustem.get("/matches").await.body;
    let pair = queue.split("href=\"/matches/HW-").nth(1).and_then(|rest| rest.split('"').next());
    let pair = format!("/matches/HW-{}", pair.expect("a pair"));
    assert_eq!(rustem.post(&pair, &[("decision", "same")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(plain(&rustem.get(&answer).await.body), standing, "found");

    // Her worker reads what is missing, without a word of who asks; nobody else does.
    let record = format!("/records/{}", child.code);
    let aigul = with.browser("aigul").await;
    let page = aigul.get(&record).await.body;
    let code = request.trim_start_matches("/records/");
    assert!(page.contains("A relative asks") && page.contains("the protective carer's agreement"));
    assert!(!page.contains(code));
    assert!(!rustem.get(&record).await.body.contains("the protective carer"));
    let form = page.split("/forms/tracing_answer/").nth(1).and_then(|rest| rest.split('"').next());
    let form = format!("{record}/forms/tracing_answer/{}", form.expect("the way to the form"));
    assert!(aigul.get(&form).await.body.contains("Do the answers of both sides fit?"));
    assert_eq!(aigul.get(&format!("{record}/forms/tracing_answer")).await.status, StatusCode::NOT_FOUND);
    assert!(!aigul.get(&format!("{record}/forms")).await.body.contains("forms/tracing_answer\""));

    answers(&with.cast, child, &ALL[..4]).await;
    assert_eq!(plain(&rustem.get(&answer).await.body), standing);
    answers(&with.cast, child, &ALL).await;
    let told = rustem.get(&answer).await.body;
    assert!(
        told.contains(POSSIBLE) && told.contains("Контакт возможен через нас") && !told.contains(STANDING)
    );
    assert!(aigul.get(&record).await.body.contains("The relative may be told that a contact is possible"));
    let mut taken = ALL;
    taken[1] = ("wish", "later");
    answers(&with.cast, child, &taken).await;
    assert_eq!(plain(&rustem.get(&answer).await.body), standing, "taken back");

    for login in ["timur", "aigul", "saule", "zarina", "bolat", "dana", "admin"] {
        let other = with.browser(login).await;
        assert_eq!(other.get(&answer).await.status, StatusCode::NOT_FOUND, "{login}");
    }
    assert_eq!(rustem.get(&format!("{record}/answer")).await.status, StatusCode::NOT_FOUND, "no request");
}
