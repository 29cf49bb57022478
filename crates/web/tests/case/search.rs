//! Finding somebody without JavaScript: in one's own list with the reason beside, and beyond it with a reason of one's own.

use super::Stage;

#[tokio::test]
async fn a_search_says_why_and_the_same_of_nobody_and_of_somebody_elses() {
    let stage = Stage::new().await;
    let child = stage.cast.child("aigul", "Ахметова Зарина Канатовна", "2014-03-12").await;
    let aigul = stage.as_("aigul").await;
    let found = aigul.get("/children?q=Zarina+2014").await.shown();
    found.says(&child.code.to_string()).says("in other letters").says("Зарина").says("born:");
    assert!(found.body.contains("data-found") && found.body.contains("/assets/search."));
    found.says_not("href=\"/search\"");
    let zarina = stage.as_("zarina").await;
    let [hers, nobodys] = ["Zarina+2014", "Oksana+2014"].map(|sought| format!("/children?q={sought}"));
    let (hers, nobodys) = (zarina.get(&hers).await.shown(), zarina.get(&nobodys).await.shown());
    hers.says("Nobody you may see fits these words.");
    assert_eq!(hers.text(), nobodys.text());
}

#[tokio::test]
async fn a_wider_search_asks_for_a_reason_and_two_facts_and_is_on_the_desk() {
    let stage = Stage::new().await;
    let child = stage.cast.child("aigul", "Ахметова Зарина Канатовна", "2014-03-12").await;
    let rustem = stage.as_("rustem").await;
    rustem.get("/search").await.shown().says("Search beyond your own cases");
    let why = [("purpose", "relatives"), ("reason", "her aunt came to the desk")];
    let asked = |reason: &'static str, names: &'static str| [why[0], ("reason", reason), ("names", names)];
    let empty = rustem.post("/search", &[]).await.again();
    for field in ["purpose", "reason", "names"] {
        assert!(!empty.wrong_at(field).is_empty(), "{field} is not said before the others are mended");
    }
    let short = rustem.post("/search", &asked("aunt", "زرينا احمدوفا")).await.again();
    assert!(!short.wrong_at("reason").is_empty());
    let again = rustem.post("/search", &asked(why[1].1, "زرينا")).await.again();
    assert!(again.wrong_at("names").starts_with("Two facts are needed"));
    assert!(
        !rustem
            .post("/search", &[why[1], ("names", "زرينا احمدوفا")])
            .await
            .again()
            .wrong_at("purpose")
            .is_empty()
    );
    let found = rustem.post("/search", &asked(why[1].1, "زرينا احمدوفا")).await.shown();
    found.says(&child.code.to_string()).says("is a form of");
    let by_year = rustem.post("/search", &[why[0], why[1], ("names", "Zarina"), ("born", "03.2014")]).await;
    by_year.shown().says(&child.code.to_string());
    let nobody = rustem.post("/search", &asked(why[1].1, "Оксана Бондарь")).await.shown();
    nobody.says("Nobody you may see fits these words.");
    let desk = stage.as_("dana").await.get("/officer").await.shown();
    desk.says("Wider searches, last 30 days")
        .says("Relatives are looking for somebody: her aunt came to the desk");
    for content in ["Зарина", "زرينا", "Оксана"] {
        desk.says_not(content);
    }
    for login in ["aigul", "bolat", "saule", "dana", "admin"] {
        stage.as_(login).await.get("/search").await.absent();
        stage.as_(login).await.post("/search", &asked(why[1].1, "زرينا احمدوفا")).await.absent();
    }
}
