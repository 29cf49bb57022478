//! A house with names, codes, documents and texts, all of it through the use cases.

use std::collections::BTreeSet;

use app::{
    account::{password, sign_in::Credentials},
    case::refer::ReferralStep,
    operation::{open::OpenFlight, upload::HowToRead},
};
use domain::{PersonCode, Record, RecordId, Urgency, sealing};
use testkit::{Cast, Child};

use crate::steps::*;

/// What went in.
pub(crate) struct Filled {
    /// Every text of anybody.
    pub(crate) texts: BTreeSet<String>,
}

const MANIFEST: &[u8] = include_bytes!("../../../exchange/tests/data/flight1_manifest_ru.csv");
const PASSWORD: &str = "Tulip-under-snow 41";
const REASON: &str = "Somebody was seen before the school gate";

/// Fills a house.
pub(crate) async fn fill(cast: &Cast) -> Filled {
    let mut texts = BTreeSet::from([PASSWORD.to_owned(), REASON.to_owned()]);
    let mut records = vec![];
    for login in ["admin", "askar", "aigul", "marat", "saule", "zarina", "bolat", "timur", "rustem", "dana"] {
        texts.insert(login.to_owned());
        records.push(cast.id(login));
    }
    records.extend([cast.centre, cast.psychology, cast.school, cast.operation]);
    let flight = import(cast, &mut records).await;
    let child = cast.a_child().await;
    one_child(cast, child).await;
    records.push(child.id);
    sessions(cast, &mut texts).await;
    let aigul = cast.who("aigul").await;
    let typed = [("harm_note".to_owned(), "He came to the fence twice".to_owned())];
    let form = domain::FormCode::of("safety_check");
    cast.app.keep_form_draft(&aigul, &child.code, &form, None, &typed).await.unwrap();
    texts.insert(typed[0].1.clone());
    let timur = cast.who("timur").await;
    let wanted = exchange::sheet::Wanted::default();
    cast.app.upload_list(&timur, &flight, "Рейс 7 список.csv", MANIFEST.to_vec(), wanted).await.unwrap();
    texts.insert("Рейс 7 список".to_owned());
    for id in records {
        let record = cast.app.whole_record(id).await.unwrap();
        texts.extend(texts_of(&record));
    }
    // A team called "Operation" is not what the kind of a record gives away.
    let protocol = cast.app.protocol();
    texts.retain(|text| protocol.kinds().get(&text.to_lowercase()).is_none());
    Filled { texts }
}

/// A flight whose list is imported for real, its one impossible date mended.
async fn import(cast: &Cast, records: &mut Vec<RecordId>) -> PersonCode {
    let timur = cast.who("timur").await;
    let operation = cast.app.open_operation(&timur, cast.command(), text("Zhusan in spring")).await.unwrap();
    let operation: RecordId = operation.id().unwrap();
    let flight = OpenFlight {
        command: cast.command(),
        operation: cast.code(operation).await,
        name: text("Flight seven"),
        departs: jiff::civil::date(2026, 3, 1),
        place_to: None,
        receives: Some(cast.centre),
    };
    let flight: RecordId = cast.app.open_flight(&timur, flight).await.unwrap().id().unwrap();
    let code = cast.code(flight).await;
    let name = "flight1_manifest_ru.csv";
    let read = |how| cast.app.read_manifest(&timur, &code, name, MANIFEST.to_vec(), how);
    let first = read(HowToRead::default()).await.unwrap();
    let mut how = HowToRead::default();
    for problem in first.manifest.blocking() {
        let mend = problem.mends.first().unwrap();
        how.corrections
            .extend(mend.set.iter().map(|(column, text)| ((problem.at.row, *column), text.clone())));
    }
    let mended = read(how).await.unwrap();
    let imported = cast.app.import_people(&timur, &code, cast.command(), &mended.manifest).await.unwrap();
    assert!(imported.added > 100, "{imported:?}");
    let people: Vec<RecordId> = cast.app.whole_record(flight).await.unwrap().links.into_keys().collect();
    let mut families = BTreeSet::new();
    for person in &people {
        let record = cast.app.whole_record(*person).await.unwrap();
        families
            .extend(record.links.iter().filter(|(_, relation)| **relation == *"family").map(|(id, _)| *id));
    }
    assert!(!families.is_empty());
    records.extend([operation, flight]);
    records.extend(people);
    records.extend(families);
    code
}

/// Consent, forms, urgency, a goal, referrals with their answers, a bar, an emergency.
async fn one_child(cast: &Cast, child: Child) {
    let aigul = cast.who("aigul").await;
    consents(cast, child, "case_work", None).await;
    let safe = form(cast, child, "safety_check", 0, SAFE);
    fills(cast, "aigul", safe).await.unwrap();
    let view = [
        ("said_on", "2026-03-02"),
        ("occasion", "first_talk"),
        ("words", "I would like to go where my brother goes"),
        ("hopes", "a cat"),
    ];
    fills(cast, "aigul", form(cast, child, "child_view", 0, &view)).await.unwrap();
    urgency(cast, "aigul", child, Urgency::Urgent).await.unwrap();
    cast.app.set_goal(&aigul, goal(cast, child)).await.unwrap();
    is_heard(cast, "aigul", child, "before_plan").await;
    let asked = cast.app.submit_plan(&aigul, cast.command(), child.code, Some(text("please look today")));
    let asked = approval(&asked.await.unwrap());
    let saule = cast.who("saule").await;
    let verdict = domain::record::Verdict::Refused;
    cast.app.answer_plan(&saule, answer(cast, child, asked, verdict)).await.unwrap();
    let (_, psychologist) = to_psychologist(cast, child).await;
    step(cast, "zarina", child, psychologist, ReferralStep::Accept).await.unwrap();
    step(cast, "zarina", child, psychologist, ReferralStep::Done(text("sleeps through"))).await.unwrap();
    let (_, school) = to_school(cast, child).await;
    step(cast, "bolat", child, school, ReferralStep::Decline(text("the class is full"), Vec::new()))
        .await
        .unwrap();
    let ground = domain::GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("marat"), ground).await.unwrap();
    let reason = text(REASON);
    cast.app.open_in_emergency(&saule, cast.command(), child.code, reason).await.unwrap();
}

/// A password, a session, a failed sign-in, and text typed into a session that ended.
async fn sessions(cast: &Cast, texts: &mut BTreeSet<String>) {
    assert!(password::check(PASSWORD, "marat").is_ok());
    let admin = cast.who("admin").await;
    let link = cast.app.reset_by_other(&admin, cast.command(), cast.id("marat")).await.unwrap();
    cast.app.set_password_by_link(cast.command(), &link.secret, PASSWORD).await.unwrap();
    let given = |password: &str| Credentials {
        login: "marat".into(),
        password: password.to_owned().into(),
        code: String::new().into(),
    };
    assert!(cast.app.sign_in(cast.command(), &given("something else 9")).await.is_err());
    let session = cast.app.sign_in(cast.command(), &given(PASSWORD)).await.unwrap();
    let body = "happened=She+asked+after+her+grandmother";
    cast.app.keep_typed(&session.secret, "/records/HW-AAAA-AAA", body.as_bytes()).await.unwrap().unwrap();
    texts.insert("She+asked+after+her+grandmother".to_owned());
    texts.insert(session.secret.to_string());
    texts.insert(link.secret.to_string());
}

/// Every text in a record's events that is no code, id or time of the program's own.
fn texts_of(record: &Record) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for recorded in &record.history {
        let Some(content) = &recorded.content else { continue };
        let json: serde_json::Value =
            serde_json::from_slice(&sealing::encode(&content.event).unwrap()).unwrap();
        collect(&json, &mut texts);
    }
    texts
}

fn collect(json: &serde_json::Value, texts: &mut BTreeSet<String>) {
    match json {
        serde_json::Value::String(text) => {
            let code =
                text.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'0'..=b'9' | b'_' | b'.' | b'-'));
            let time = text.parse::<domain::Instant>().is_ok();
            if !code && !time {
                texts.insert(text.clone());
                // A long text is looked for by its words too.
                texts.extend(
                    text.split([' ', '\u{1f}']).filter(|word| word.chars().count() > 4).map(str::to_owned),
                );
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|one| collect(one, texts)),
        serde_json::Value::Object(map) => map.values().for_each(|one| collect(one, texts)),
        _ => {}
    }
}
