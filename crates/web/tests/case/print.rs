//! What is printed of a record: each paper asks why, the log says which it was, and what must not be on paper is not.

use app::Shown;
use testkit::Child;

use crate::{
    Stage, at,
    browser::Browser,
    family::{adult, link, of},
};

const GOAL: &[(&str, &str)] = &[
    ("level", "individual"),
    ("objective", "Amina sleeps through the night"),
    ("baseline", "wakes up three times"),
    ("measure", "nights without waking"),
    ("aim", "five nights of seven"),
    ("responsible", "the aunt"),
    ("due", "2026-09-01"),
    ("child_view", "with a lamp"),
];
const WHY: (&str, &str) = ("reason", "hearing on Monday");

/// The child goes to school: consent, a referral, and a goal of the school's own.
async fn to_school(stage: &Stage, child: Child) -> (Browser, Browser, String) {
    let (aigul, bolat) = (stage.as_("aigul").await, stage.as_("bolat").await);
    let yes = [
        ("purpose", "schooling"),
        ("limits", "1"),
        ("recipient", "any"),
        ("decision", "given"),
        ("giver", "caregiver"),
        ("assent", "aloud"),
    ];
    aigul.post(&at(child, "consent"), &yes).await.done();
    let sent = [
        ("purpose", "schooling"),
        ("service", testkit::SCHOOL),
        ("needs", "reads slowly"),
        ("urgency", "soon"),
    ];
    aigul.post(&at(child, "refer"), &sent).await.done();
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    let referral = record.referrals[0].sent.referral.to_string();
    bolat.post(&at(child, &format!("referrals/{referral}")), &[("step", "accept")]).await.done();
    (aigul, bolat, referral)
}

fn educational() -> Vec<(&'static str, &'static str)> {
    let other = |name| match name {
        "level" => Some("educational"),
        "objective" => Some("Reads a page alone"),
        "child_view" => Some("about horses"),
        _ => None,
    };
    GOAL.iter().map(|(name, value)| (*name, other(name).unwrap_or(value))).collect()
}

#[tokio::test]
async fn every_paper_asks_why_and_the_log_says_which_it_was() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, marat) = (stage.as_("aigul").await, stage.as_("marat").await);
    aigul.post(&at(child, "plan/goals/new"), GOAL).await.done();
    let place = aigul.get(&at(child, "print")).await.shown();
    let papers = [
        ("record", Shown::RecordPrinted),
        ("plan", Shown::PlanPrinted),
        ("consent", Shown::ConsentPrinted),
        ("history", Shown::HistoryPrinted),
    ];
    for (paper, _) in papers {
        let page = at(child, &format!("print/{paper}"));
        assert_eq!(place.link(&page), page);
        aigul.get(&page).await.shown().says("Why it is printed");
        let all = [("sheet", "schooling"), ("language", "en"), ("reason", " why ")];
        let again = aigul.post(&page, &all).await.again();
        assert_eq!(again.wrong_at("reason"), "Write a reason.");
        assert_eq!(again.typed("reason"), " why ");
        let printed = aigul.post(&page, &[all[0], all[1], WHY]).await.shown();
        let line = printed.body.split("class=\"printed\"").nth(1).and_then(|rest| rest.split("</p>").next());
        let line = line.expect("the line");
        for said in [&*child.code.to_string(), "AIGUL", "2026", WHY.1] {
            assert!(line.contains(said), "{paper}: no {said} in {line}");
        }
        // A colleague of the team knows the record, and prints none of it.
        marat.get(&page).await.absent();
        marat.post(&page, &[all[0], all[1], WHY]).await.absent();
    }
    marat.get(&at(child, "print")).await.absent();
    let dana = stage.cast.who("dana").await;
    let search =
        app::officer::ReadingSearch { code: Some(child.code), ..app::officer::ReadingSearch::default() };
    let lines = stage.cast.app.search_readings(&dana, &search).await.expect("the log").lines;
    for (paper, shown) in papers {
        let of: Vec<_> = lines.iter().filter(|line| line.read.page == shown).collect();
        assert_eq!(of.len(), 1, "{paper}: what was refused is not logged as printed");
        assert_eq!(of[0].read.reason.as_ref().map(domain::Private::as_str), Some(WHY.1));
    }
    let officer = stage.as_("dana").await;
    let statement = officer.get(&format!("/officer/statement?code={}", child.code)).await.shown();
    statement.says("A print of the plan").says("A print of consents").says("A print of the history");
}

#[tokio::test]
async fn the_plan_has_what_the_family_signs_and_the_schools_has_no_case() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, bolat, referral) = to_school(&stage, child).await;
    aigul.post(&at(child, "plan/goals/new"), GOAL).await.done();
    bolat.post(&at(child, "plan/goals/new"), &educational()).await.done();
    let page = at(child, "print/plan");
    let whole = aigul.post(&page, &[WHY]).await.shown();
    whole
        .says("sleeps through the night")
        .says("wakes up three times")
        .says("five nights of seven")
        .says("with a lamp")
        .says("Reads a page alone")
        .says("Approval")
        .says("draft")
        .says("By when")
        .says("Who cares for the child")
        .says("Name, day, signature");
    aigul.get(&page).await.shown().says("School No. 18");
    let for_school = aigul.post(&page, &[("to", &referral), WHY]).await.shown();
    let own = bolat.post(&page, &[WHY]).await.shown();
    for paper in [&for_school, &own] {
        paper.says("Reads a page alone").says("about horses").says("Support plan").says("For the service");
        let main = paper.body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
        let main = main.expect("the paper");
        for not in
            ["sleeps through", "with a lamp", "Approval", "draft", "Identified", "The worker", "Contact"]
        {
            assert!(!main.contains(not), "the school reads {not}");
        }
    }
    // It is for nobody who was not asked.
    let nobody = stage.cast.app.fresh::<domain::ReferralId>().expect("an id").to_string();
    aigul.post(&page, &[("to", &nobody), WHY]).await.absent();
    bolat.post(&page, &[("to", &referral), WHY]).await.absent();
    for closed in ["print/consent", "print/history"] {
        bolat.get(&at(child, closed)).await.absent();
        let all = [("sheet", "schooling"), ("language", "en"), WHY];
        bolat.post(&at(child, closed), &all).await.absent();
    }
    bolat.get(&at(child, "print")).await.shown().says("Support plan").says_not("print/history");
}

#[tokio::test]
async fn a_letter_speaks_in_neutral_words_and_its_slip_has_the_code_alone() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, bolat, referral) = to_school(&stage, child).await;
    let street = "Lighthouse street 14";
    aigul.post(&at(child, "forms/protected_address"), &[("_seen", "0"), ("address", street)]).await.done();
    let page = at(child, &format!("referrals/{referral}"));
    let print = format!("{page}/print");
    assert_eq!(aigul.get(&page).await.shown().link("/print"), print);
    assert!(!aigul.post(&print, &[("reason", "x")]).await.again().wrong_at("reason").is_empty());
    for browser in [&aigul, &bolat] {
        let letter = browser.post(&print, &[("reason", "no network there")]).await.shown();
        letter.says("Learning support").says("reads slowly").says("School No. 18").says("no network there");
        letter.says("Name, sex and birth date").says_not("Lighthouse").says_not("Within three days");
        let paper = letter
            .body
            .split("<article class=\"paper\"")
            .nth(1)
            .and_then(|rest| rest.split("</article>").next());
        let paper = paper.expect("the paper");
        for not in ["Enrolment, catching up", ">School<", "Identified", "Adaptation", "flight", "Consent"] {
            assert!(!paper.contains(not), "the school reads {not}: {paper}");
        }
        let slip = paper.split("class=\"reply\"").nth(1).expect("a slip");
        assert!(slip.contains(&child.code.to_string()));
        for not in ["Амина", "School No. 18", "reads slowly", "Learning", "AIGUL"] {
            assert!(!slip.contains(not), "the slip tells {not}");
        }
    }
    stage.as_("marat").await.post(&print, &[WHY]).await.absent();
    stage.as_("zarina").await.get(&print).await.absent();
    // Whoever is kept away gets no letter, and one that is revoked has none.
    let school = record_of(&stage, child).await.referrals[0].sent.recipient;
    stage
        .cast
        .app
        .bar(
            &stage.cast.who("aigul").await,
            stage.cast.command(),
            child.code,
            school,
            domain::GroundCode::of("safety_concern"),
        )
        .await
        .expect("a bar");
    aigul.get(&print).await.absent();
    aigul.post(&print, &[WHY]).await.absent();
    for page in ["print/plan", "consent?purpose=schooling"] {
        aigul.get(&at(child, page)).await.shown().says_not("School No. 18");
    }
}

async fn record_of(stage: &Stage, child: Child) -> domain::Record {
    stage.cast.app.whole_record(child.id).await.expect("the record")
}

#[tokio::test]
async fn a_revoked_or_declined_referral_has_no_letter() {
    let stage = Stage::new().await;
    for (by, step, field) in [("aigul", "revoke", "revoke"), ("bolat", "decline", "decline")] {
        let child = stage.cast.a_child().await;
        let (aigul, _, referral) = to_school(&stage, child).await;
        let page = at(child, &format!("referrals/{referral}"));
        let print = format!("{page}/print");
        aigul.get(&print).await.shown();
        let ends = [("step", step), (field, "another school took her")];
        stage.as_(by).await.post(&page, &ends).await.done();
        aigul.get(&print).await.absent();
        aigul.post(&print, &[WHY]).await.absent();
        aigul.get(&page).await.shown().says_not(&print);
    }
}

#[tokio::test]
async fn consent_is_printed_in_the_language_of_whoever_signs_and_not_for_whoever_is_kept_away() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, _, _) = to_school(&stage, child).await;
    let page = at(child, "print/consent");
    let mother = of(&stage, adult(&stage, "aigul", "Асель Сәрсенбаева").await).await;
    let uncle = of(&stage, adult(&stage, "aigul", "Ержан Оспанов").await).await;
    link(&stage, child.id, mother.id, "mother").await;
    link(&stage, child.id, uncle.id, "carer").await;
    let known = record_of(&stage, child).await.consents[0].consent.consent.to_string();
    let (mothers, uncles) = (mother.code.to_string(), uncle.code.to_string());
    aigul.get(&page).await.shown().says("Ержан").says("School ·").says("Medical care · Not asked yet");
    let all = |sheet, language, to| vec![("sheet", sheet), ("language", language), ("to", to), WHY];
    assert!(!aigul.post(&page, &[("language", "en"), WHY]).await.again().wrong_at("sheet").is_empty());
    let both = [&all("medical_care", "ar", &mothers)[..], &[("sheet", &known)]].concat();
    let arabic = aigul.post(&page, &both).await.shown();
    assert!(arabic.body.contains("<html lang=\"en\" dir=\"ltr\""), "the page around it keeps its language");
    assert!(arabic.body.contains("<article class=\"paper\" lang=\"ar\" dir=\"rtl\">"));
    assert!(arabic.body.contains("class=\"printed\" lang=\"ar\" dir=\"rtl\""));
    arabic.says("الرعاية الطبية").says("نعم، أوافق").says("المدرسة").says("الأم");
    assert_eq!(arabic.body.matches("class=\"sheet-of\"").count(), 2);
    let paper = arabic.body.split("<article").nth(1).and_then(|rest| rest.split("</article>").next());
    let paper = paper.expect("the paper");
    assert!(!paper.contains("Medical care") && !paper.contains("Асель"), "what she is, not who");
    aigul.post(&page, &all("medical_care", "xx", "file")).await.again();
    aigul.post(&page, &all("nothing", "en", "file")).await.absent();
    aigul.post(&page, &all("medical_care", "en", "file")).await.shown().says("Caregiver / Guardian");
    // He is kept away: he is not offered, not accepted, and no line could be his.
    aigul.post(&at(child, "bars"), &[("party", &uncles), ("ground", "safety_concern")]).await.done();
    aigul.get(&page).await.shown().says_not("Ержан").says("Асель");
    for paper in ["record", "plan", "consent"] {
        let page = at(child, &format!("print/{paper}"));
        let again = aigul.post(&page, &all("medical_care", "en", &uncles)).await.again();
        assert!(!again.wrong_at("to").is_empty(), "{paper}");
    }
    let open = aigul.post(&page, &all("medical_care", "en", "file")).await.shown();
    open.says("Authorised worker").says_not("Caregiver").says_not("Guardian");
    // What "a caregiver" once decided could have been his.
    aigul.post(&page, &all(&known, "en", "file")).await.absent();
    aigul.get(&page).await.shown().says("School · Not asked yet");
}

#[tokio::test]
async fn history_tells_what_happened_and_nothing_that_was_written() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, bolat, _) = to_school(&stage, child).await;
    let safe = [
        ("_seen", "0"),
        ("done_on", "2026-03-02"),
        ("seen_alone", "yes"),
        ("feels_safe", "yes"),
        ("harm_kinds", "none"),
        ("protected_address", "no"),
        ("tonight", "home_safe"),
        ("self_harm", "no"),
    ];
    aigul.post(&at(child, "forms/safety_check"), &safe).await.done();
    let street = [("_seen", "0"), ("address", "Lighthouse street 14")];
    aigul.post(&at(child, "forms/protected_address"), &street).await.done();
    let said = [
        ("_seen", "0"),
        ("said_on", "2026-03-02"),
        ("occasion", "before_plan"),
        ("words", "a lamp that stays on"),
    ];
    aigul.post(&at(child, "forms/child_view"), &said).await.done();
    aigul.post(&at(child, "stage"), &[("to", "boarded")]).await.done();
    aigul.post(&at(child, "stage"), &[("to", "identified")]).await.done();
    aigul.post(&at(child, "stage"), &[("to", "adaptation")]).await.done();
    let page = at(child, "print/history");
    let paper = aigul.post(&page, &[WHY]).await.shown();
    paper
        .says("Adaptation")
        .says("In the child's own words")
        .says("Referral sent: School")
        .says("School · given");
    for not in ["Safety check", "Lighthouse", "rotected address", "On the way", "a lamp", "reads slowly"] {
        paper.says_not(not);
    }
    stage.as_("saule").await.post(&page, &[WHY]).await.shown().says("Adaptation");
    // Days that were asked for, and none other.
    let wrong = [("from", "2026-03-05"), ("until", "2026-03-01"), WHY];
    assert!(!aigul.post(&page, &wrong).await.again().wrong_at("until").is_empty());
    aigul.post(&page, &[("until", "2020-01-01"), WHY]).await.shown().says_not("Adaptation");
    aigul
        .post(&page, &[("from", "2020-01-01"), WHY])
        .await
        .shown()
        .says("Adaptation")
        .says("Since 1 January 2020");
    for login in ["marat", "zarina", "timur"] {
        stage.as_(login).await.get(&page).await.absent();
    }
    bolat.get(&page).await.absent();
    bolat.post(&page, &[WHY]).await.absent();
}
