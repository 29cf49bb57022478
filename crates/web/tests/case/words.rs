//! Every page in every language; in the pseudo-language no text stands that did not come from a translation.

use crate::{Stage, at};

#[tokio::test]
async fn no_page_of_a_record_holds_a_bare_text() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let (saule, bolat) = (stage.as_("saule").await, stage.as_("bolat").await);
    aigul.post(&at(child, "stage"), &[("to", "adaptation")]).await.done();
    aigul.post(&at(child, "urgency"), &[("to", "soon"), ("reason", "Öylesine")]).await.done();
    let said =
        [("_seen", "0"), ("said_on", "2026-03-01"), ("occasion", "before_plan"), ("words", "Öylesine")];
    aigul.post(&at(child, "forms/child_view"), &said).await.done();
    let consent = [
        ("purpose", "schooling"),
        ("limits", "1"),
        ("decision", "given"),
        ("giver", "caregiver"),
        ("assent", "aloud"),
        ("until", "2026-12-31"),
    ];
    aigul.post(&at(child, "consent"), &consent).await.done();
    let refused = [("purpose", "medical_care"), ("decision", "refused"), ("giver", "caregiver")];
    aigul.post(&at(child, "consent"), &refused).await.done();
    let sent =
        [("purpose", "schooling"), ("service", testkit::SCHOOL), ("needs", "Öylesine"), ("urgency", "soon")];
    aigul.post(&at(child, "refer"), &sent).await.done();
    let goal = [
        ("level", "educational"),
        ("objective", "Öylesine"),
        ("measure", "Öylesine"),
        ("baseline", "Öylesine"),
        ("aim", "Öylesine"),
        ("responsible", "Öylesine"),
        ("due", "2026-06-01"),
        ("child_view", "Öylesine"),
    ];
    let mut social = goal;
    social[0] = ("level", "individual");
    aigul.post(&at(child, "plan/goals/new"), &social).await.done();
    aigul.post(&at(child, "plan/submit"), &[("note", "Öylesine")]).await.done();
    aigul.post(&at(child, "bars"), &[("party", "marat"), ("ground", "relative")]).await.done();
    bolat.post(&at(child, "plan/goals/new"), &goal).await.done();
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    let mut pages: Vec<String> = [
        "",
        "consent",
        "consent?purpose=schooling",
        "urgency",
        "stage",
        "tasks/new",
        "plan",
        "plan/goals/new",
        "refer",
        "refer?purpose=schooling",
        "closure",
        "bars",
        "history",
        "print",
        "forms",
        "forms/child_view",
        "forms/safety_check",
        "forms/closure_checklist",
    ]
    .map(|page| at(child, page))
    .to_vec();
    pages.push(at(child, &format!("refer?purpose=schooling&service={}", testkit::SCHOOL)));
    pages.push(at(child, &format!("refer?purpose=psychological_help&service={}", testkit::PSYCHOLOGY)));
    pages.extend(record.tasks.keys().map(|task| at(child, &format!("tasks/{task}"))));
    pages.extend(
        record.referrals.iter().map(|known| at(child, &format!("referrals/{}", known.sent.referral))),
    );
    pages.extend(record.goals.iter().map(|known| at(child, &format!("plan/goals/{}", known.goal.goal))));
    pages.extend(
        ["/referrals", "/emergency", "/day", "/children", "/children?q=xx", "/children?closed=1"]
            .map(String::from),
    );
    for (who, extra) in [(&aigul, ""), (&saule, "assign"), (&bolat, "")] {
        for page in pages.iter().cloned().chain((!extra.is_empty()).then(|| at(child, extra))) {
            for language in ["en", "ru", "kk", "ar"] {
                let shown = who.clone().reads(language).get(&page).await;
                assert!(
                    shown.status.is_success() || shown.status == axum::http::StatusCode::NOT_FOUND,
                    "{page}"
                );
            }
            let shown = who.clone().reads("qps").get(&page).await;
            let bare: Vec<String> = web::words::bare_texts(&shown.body)
                .into_iter()
                // A window's title is the code.
                .filter(|text| *text != format!("{} ·", child.code))
                .collect();
            assert!(bare.is_empty(), "{page}: {bare:?}");
        }
    }
    let again =
        aigul.clone().reads("qps").post(&at(child, "consent"), &[("purpose", "schooling")]).await.again();
    assert_eq!(web::words::bare_texts(&again.body), [format!("{} ·", child.code)]);
    let asked = [("purpose", "schooling"), ("decision", "given"), ("giver", "guardian")];
    let again = aigul.clone().reads("qps").post(&at(child, "consent"), &asked).await.again();
    assert_eq!(web::words::bare_texts(&again.body), [format!("{} ·", child.code)]);
}
