//! Consent, referrals, and what the school's side gets to see.

use crate::{Stage, at};

fn consent<'a>(purpose: &'a str, decision: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("purpose", purpose),
        ("limits", "1"),
        ("recipient", "any"),
        ("decision", decision),
        ("giver", "caregiver"),
        ("assent", "aloud"),
    ]
}

#[tokio::test]
async fn consent_says_what_the_age_asks_for_and_each_lack_at_its_field() {
    let stage = Stage::new().await;
    let ten = stage.cast.a_child().await;
    let thirteen = stage.cast.child("aigul", "Мадина Серикова", "2013-01-01").await;
    let aigul = stage.as_("aigul").await;
    let page = at(ten, "consent");
    let all = aigul.get(&page).await.shown();
    all.says("6–11 years").says("says aloud").says("School").says_not("Training and work");
    let form = aigul.get(&format!("{page}?purpose=schooling")).await.shown();
    let limits = form.body.find("three exceptions").expect("the limits");
    assert!(limits < form.body.find("name=\"decision\"").expect("the decision"), "the limits come first");
    form.says("School No. 18").says_not("name=\"capacity\"");
    let again = aigul
        .post(
            &page,
            &[("purpose", "schooling"), ("decision", "given"), ("giver", "caregiver"), ("giver_record", "x")],
        )
        .await
        .again();
    assert!(!again.wrong_at("giver_record").is_empty());
    let bare =
        [("purpose", "schooling"), ("decision", "given"), ("giver", "guardian"), ("until", "2026-12-31")];
    let again = aigul.post(&page, &bare).await.again();
    assert!(again.wrong_at("limits").contains("limits of confidentiality"));
    assert!(again.wrong_at("assent").contains("Agreed aloud"));
    assert!(again.wrong_at("best_interests").contains("best interests"));
    assert!(again.is_chosen("giver", "guardian"));
    assert_eq!(again.typed("until"), "2026-12-31");
    let no = [
        ("purpose", "schooling"),
        ("limits", "1"),
        ("decision", "given"),
        ("giver", "caregiver"),
        ("assent", "dissent"),
    ];
    assert!(aigul.post(&page, &no).await.again().wrong_at("assent").contains("The child said no"));
    let older = at(thirteen, "consent");
    aigul.get(&format!("{older}?purpose=schooling")).await.shown().says("12–14 years");
    let again = aigul.post(&older, &consent("schooling", "given")).await.again();
    assert!(again.wrong_at("assent").contains("in writing"));
    assert!(!again.wrong_at("capacity").is_empty());
    aigul.post(&page, &consent("schooling", "given")).await.done();
    aigul.get(&page).await.shown().says("given");
    // A refusal needs no justification.
    aigul
        .post(&page, &[("purpose", "medical_care"), ("decision", "refused"), ("giver", "caregiver")])
        .await
        .done();
    aigul.get(&page).await.shown().says("refused");
    stage.as_("marat").await.get(&page).await.absent();
}

#[tokio::test]
async fn a_withdrawal_ends_what_rests_on_it() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    aigul.post(&at(child, "consent"), &consent("schooling", "given")).await.done();
    let sent = [
        ("purpose", "schooling"),
        ("service", testkit::SCHOOL),
        ("needs", "reads slowly"),
        ("urgency", "soon"),
    ];
    aigul.post(&at(child, "refer"), &sent).await.done();
    let bolat = stage.as_("bolat").await;
    bolat.get(&at(child, "")).await.shown();
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    let consent = record.consents[0].consent.consent;
    let page = at(child, &format!("consent/{consent}/withdraw"));
    let field = format!("reason.{consent}");
    aigul.post(&page, &[(&field, "the mother changed her mind")]).await.done();
    aigul.get(&at(child, "consent")).await.shown().says("withdrawn").says("changed her mind");
    bolat.get(&at(child, "")).await.absent();
    // What the house wrote as a reason is read in the reader's language, wherever it stands.
    let referral = at(child, &format!("referrals/{}", record.referrals[0].sent.referral));
    for (language, said) in
        [("en", "The consent was withdrawn."), ("ru", "Согласие отозвано."), ("ar", "سُحبت الموافقة.")]
    {
        let aigul = stage.as_("aigul").await.reads(language);
        for page in [&referral, &at(child, "history")] {
            aigul.get(page).await.shown().says(said).says_not("consent withdrawn");
        }
    }
}

#[tokio::test]
async fn a_referral_is_blocked_without_consent_unless_somebody_who_may_overrides_it() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    let refer = at(child, "refer");
    aigul.get(&refer).await.shown().says("Psychological help").says_not("Handing the case");
    aigul.get(&format!("{refer}?purpose=psychological_help")).await.shown().says("no consent yet");
    let letter = format!("{refer}?purpose=psychological_help&service={}", testkit::PSYCHOLOGY);
    let blocked = aigul.get(&letter).await.shown();
    blocked.says("There is no consent for this purpose and recipient.").says_not("name=\"needs\"");
    assert!(blocked.link("/consent?purpose=psychological_help").contains(&stage.cast.psychology.to_string()));
    let sent = [
        ("purpose", "psychological_help"),
        ("service", testkit::PSYCHOLOGY),
        ("needs", "sleeps badly"),
        ("urgency", "urgent"),
    ];
    aigul
        .post(&refer, &sent)
        .await
        .again()
        .says("There is no consent for this purpose and recipient. Record one");
    let mut overriding = sent.to_vec();
    overriding.push(("override", "she speaks of harming herself"));
    aigul.post(&refer, &overriding).await.again();
    let may = saule.get(&letter).await.shown();
    may.says("write below why this cannot wait");
    saule.post(&refer, &sent).await.again();
    saule.post(&refer, &overriding).await.done();
    let zarina = stage.as_("zarina").await;
    let inbox = zarina.get("/referrals").await.shown();
    inbox.says("Амина").says("Psychological help");
    let page = inbox.link("/referrals/");
    zarina.get(&page).await.shown().says("sleeps badly").says_not("harming herself");
    saule.get(&page).await.shown().says("harming herself");
    aigul.get("/referrals").await.shown().says("Амина");
    stage.as_("marat").await.get("/referrals").await.shown().says_not("Амина");
    zarina.post(&page, &[("step", "accept")]).await.done();
    zarina.post(&page, &[("step", "accept")]).await.again().says("This referral has ended.");
    zarina.get("/referrals").await.shown().says("accepted");
    let again = zarina.post(&page, &[("step", "done"), ("done", "")]).await.again();
    assert!(!again.wrong_at("done").is_empty());
    zarina.post(&page, &[("step", "revoke"), ("revoke", "no")]).await.absent();
    zarina.post(&page, &[("step", "done"), ("done", "six sessions, calmer")]).await.done();
    zarina.get(&page).await.absent();
    zarina.get(&at(child, "")).await.absent();
    zarina.get("/referrals").await.shown().says_not("Амина");
    aigul.get(&page).await.shown().says("six sessions, calmer");
}

#[tokio::test]
async fn who_declines_names_others_and_the_sender_is_led_there() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let clinic = |code| stage.cast.team("A clinic", "health", Some(code));
    let (asked, other) = (clinic("atyrau_clinic_3").await, "kulsary_clinic_1");
    clinic(other).await;
    let aigul = stage.as_("aigul").await;
    aigul.post(&at(child, "consent"), &consent("medical_care", "given")).await.done();
    let sent = [
        ("purpose", "medical_care"),
        ("service", "atyrau_clinic_3"),
        ("needs", "an examination"),
        ("urgency", "routine"),
    ];
    aigul.post(&at(child, "refer"), &sent).await.done();
    let mut cast = stage.cast;
    cast.account("kamila").await;
    cast.propose("kamila", "health_worker", Some(asked), None).await;
    cast.confirm("dana", "kamila").await;
    let stage = Stage { cast, ..stage };
    let kamila = stage.as_("kamila").await;
    let page = kamila.get("/referrals").await.shown().link("/referrals/");
    let seen = kamila.get(&page).await.shown();
    seen.says("With your yes you will see").says("Name, sex and birth date").says("Polyclinic No. 1");
    let full =
        [("step", "decline"), ("decline", "no doctor this month"), ("instead", ""), ("instead", other)];
    kamila.post(&page, &full).await.done();
    kamila.get(&page).await.absent();
    let told = aigul.get(&page).await.shown();
    told.says("no doctor this month").says("They suggest").says("Polyclinic No. 1");
    assert!(told.link("/refer?purpose=medical_care").ends_with(other));
    // It is in the day of whoever is responsible, with the way to ask elsewhere.
    let day = aigul.get("/day").await.shown();
    let task = aigul.get(&day.link_saying("Look for other help")).await.shown();
    assert!(task.says("no doctor this month").link("/refer?purpose=medical_care").ends_with(other));
    kamila.get("/day").await.shown().says_not("Look for other help");
    for login in ["bolat", "kamila", "rustem", "dana"] {
        stage.as_(login).await.get("/directory").await.absent();
    }
}

/// What no page of the school's side may hold, in words or in code.
const TELLING: &[&str] = &[
    "Identified",
    "Adaptation",
    "Arriv",
    "arriv",
    "flight",
    "Flight",
    "operation",
    "protection urgency",
    "School, class",
    "camp",
    "Syria",
    "Handover",
    "schooling",
    "consent",
    "Consent",
    "social worker decides",
    "Social centre",
    "kunya",
];

#[tokio::test]
async fn a_teacher_sees_name_age_needs_and_no_history() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, bolat) = (stage.as_("aigul").await, stage.as_("bolat").await);
    bolat.get(&at(child, "")).await.absent();
    aigul.post(&at(child, "stage"), &[("to", "adaptation")]).await.done();
    aigul.post(&at(child, "urgency"), &[("to", "urgent"), ("reason", "arrived alone")]).await.done();
    stage.cast.clock.advance_days(40);
    let (aigul, bolat) = (stage.as_("aigul").await, {
        let _ = bolat;
        stage.as_("bolat").await
    });
    aigul.post(&at(child, "consent"), &consent("schooling", "given")).await.done();
    let letter =
        aigul.get(&at(child, &format!("refer?purpose=schooling&service={}", testkit::SCHOOL))).await.shown();
    letter
        .says("Name, sex and birth date")
        .says("Learning support")
        .says("Learning")
        .says("They never see where");
    let past = [
        ("purpose", "schooling"),
        ("service", testkit::SCHOOL),
        ("needs", "reads slowly"),
        ("urgency", "soon"),
        ("until", "2026-01-01"),
    ];
    let again = aigul.post(&at(child, "refer"), &past).await.again();
    assert!(!again.wrong_at("until").is_empty());
    assert_eq!(again.typed("needs"), "reads slowly");
    let sent = &past[..4];
    aigul.post(&at(child, "refer"), sent).await.done();
    let inbox = bolat.get("/referrals").await.shown();
    let referral = inbox.link("/referrals/");
    let pages = [
        "/referrals".to_owned(),
        "/day".to_owned(),
        "/children".to_owned(),
        at(child, ""),
        referral.clone(),
        at(child, "forms"),
        at(child, "forms/learning_needs"),
        at(child, "plan"),
        at(child, "print"),
    ];
    for page in &pages {
        let shown = bolat.get(page).await.shown();
        for word in TELLING {
            let told = shown.body.replace("Name or code", "").replace("/protocol", "");
            assert!(!told.contains(word), "{page} says {word}: {}", shown.text());
        }
        assert!(
            !shown.body.contains("2026-03-02") && !shown.text().contains("2 March"),
            "{page}: a day before"
        );
    }
    let first = bolat.get(&at(child, "")).await.shown();
    first.says("10 years").says("reads slowly").says("Learning support").says("Accept referral");
    let title =
        first.body.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title");
    assert_eq!(title, format!("{} · Homeward", child.code));
    for closed in [
        "consent",
        "urgency",
        "stage",
        "assign",
        "closure",
        "bars",
        "history",
        "refer",
        "tasks/new",
        "forms/child_profile",
        "forms/safety_check",
    ] {
        bolat.get(&at(child, closed)).await.absent();
    }
    bolat.post(&referral, &[("step", "accept")]).await.done();
    let goal = [
        ("level", "educational"),
        ("objective", "reads a page alone"),
        ("measure", "pages"),
        ("baseline", "none"),
        ("aim", "one"),
        ("responsible", "the teacher"),
        ("due", "2026-09-01"),
        ("child_view", "likes stories"),
    ];
    bolat.post(&at(child, "plan/goals/new"), &goal).await.done();
    bolat.get(&at(child, "")).await.shown().says("reads a page alone");
    let mut social = goal.to_vec();
    social[0] = ("level", "family");
    bolat.post(&at(child, "plan/goals/new"), &social).await.absent();
    bolat.post(&referral, &[("step", "done"), ("done", "settled in")]).await.done();
    bolat.get(&at(child, "")).await.absent();
    aigul.get(&at(child, "plan")).await.shown().says("reads a page alone");
}
