//! A grandmother looks for a child: who is matched at all, what she hears, and what it takes until she hears more.

use app::{
    Answer, Done, Shown,
    matching::{Closed, Decide, Missing, Queue, seeker::Hears},
    officer::ReadingSearch,
    operation::{intake::Intake, lists::OpenList},
};
use domain::{ChoiceCode, ConsentId, Decision, GroundCode, MatchDecision, PersonCode, PlaceCode, RecordId};
use exchange::sheet::Wanted;
use testkit::{Cast, Child, on_both};

use crate::{
    chain::rebuilds_alike,
    family::{adult, by_hand, links},
    steps::*,
};

const HEADS: &str = "№;Фамилия;Имя;Дата рождения;Пол\n";
const HER: &str = "1;Сәрсенбаева;Амина;14.02.2016;Ж\n";
const STRANGER: &str = "1;Тілеген;Айша;05.05.2014;Ж\n";

/// Requests that `by` brings; gives them in the order of the rows.
async fn asks(cast: &Cast, by: &str, intake: Intake, rows: &str) -> Vec<(RecordId, PersonCode)> {
    let who = cast.who(by).await;
    let asked = OpenList {
        command: cast.command(),
        name: "Requests of March".into(),
        intake,
        source: None,
        dated: None,
        place: Some(PlaceCode::of("kz-atyrau")),
        remarks: None,
    };
    let done = cast.app.open_list(&who, asked).await.unwrap();
    let list = cast.code(done.id().unwrap()).await;
    let rows = format!("{HEADS}{rows}").into_bytes();
    let sent = cast.app.upload_list(&who, &list, "a.csv", rows, Wanted::default()).await.unwrap();
    cast.app.import_upload(&who, &list, sent).await.unwrap();
    cast.app.do_match_jobs().await.unwrap();
    let rows = cast.app.list_rows(&who, &list, None, 20).await.unwrap().rows;
    rows.into_iter().map(|row| (row.listed.id, row.listed.code.unwrap())).collect()
}

async fn request(cast: &Cast) -> (RecordId, PersonCode) {
    asks(cast, "rustem", Intake::Tracing, HER).await.remove(0)
}

/// Pairs that the registrar has before them; two requests that are about one person are no answer to either.
async fn waiting(cast: &Cast) -> Vec<PersonCode> {
    let rustem = cast.who("rustem").await;
    let mut codes = Vec::new();
    for queue in [Queue::Certain, Queue::Likely, Queue::Unsure] {
        let pairs = cast.app.matches(&rustem, queue, None, 20).await.unwrap().pairs;
        let people =
            pairs.into_iter().filter(|pair| pair.sides.iter().any(|side| side.kind != "tracing_request"));
        codes.extend(people.map(|pair| pair.code));
    }
    codes
}

async fn decides(cast: &Cast, pair: PersonCode, decision: MatchDecision) -> Answer<Done> {
    let rustem = cast.who("rustem").await;
    cast.app
        .decide_match(
            &rustem,
            Decide { command: cast.command(), code: pair, decision, relation: None, note: None },
        )
        .await
}

async fn hears(cast: &Cast, by: &str, request: PersonCode) -> Hears {
    let by = cast.who(by).await;
    cast.app.seeker_hears(&by, &request).await.unwrap().1
}

/// What her worker reads of what is missing, for the one request that was found.
async fn missing(cast: &Cast, child: Child) -> Vec<Missing> {
    let aigul = cast.who("aigul").await;
    let opened = cast.app.open_code(&aigul, &child.code, app::Door::page(Shown::Record)).await.unwrap();
    let sought = cast.app.sought(&opened).await.unwrap();
    assert_eq!(sought.len(), 1);
    sought[0].missing.iter().copied().collect()
}

/// The worker answers in the entry of the request.
async fn answers(cast: &Cast, child: Child, fields: &[(&str, &str)]) -> Answer<Done> {
    let known = record(cast, child).await;
    let entry = known.entries("tracing_answer").last().unwrap();
    let mut sent = form(cast, child, "tracing_answer", known.heads[&entry.slot], fields);
    sent.entry = Some(entry.id);
    fills(cast, "aigul", sent).await
}

const ALL: [(&str, &str); 6] = [
    ("both_fit", "fits"),
    ("wish", "wants"),
    ("carer_agrees", "yes"),
    ("parent_view", "nobody"),
    ("safe", "yes"),
    ("safe_why", "visited her, talked it over with the supervisor"),
];

/// All answers with one of them another.
fn all_but(field: &str, answer: &'static str) -> Vec<(&'static str, &'static str)> {
    ALL.iter().map(|(name, text)| (*name, if *name == field { answer } else { *text })).collect()
}

/// A child with consent who was found to be the one sought.
async fn found(cast: &Cast) -> (Child, ConsentId, PersonCode) {
    let child = cast.a_child().await;
    let consent = consents(cast, child, "tracing", None).await;
    let (_, code) = request(cast).await;
    let pair = waiting(cast).await.remove(0);
    decides(cast, pair, MatchDecision::Same).await.unwrap();
    (child, consent, code)
}

async fn nobody_is_matched_without_consent_and_whoever_consents_later_is_looked_for(cast: Cast) {
    let child = cast.a_child().await;
    request(&cast).await;
    assert!(waiting(&cast).await.is_empty());
    // For help of another kind is not for this.
    consents(&cast, child, "schooling", None).await;
    cast.app.do_tracing_jobs().await.unwrap();
    assert!(waiting(&cast).await.is_empty());
    let consent = consents(&cast, child, "tracing", None).await;
    assert_eq!(cast.app.do_tracing_jobs().await.unwrap(), 1);
    assert_eq!(waiting(&cast).await.len(), 1);
    // Withdrawn, nobody is led on; given again, she is found again.
    let aigul = cast.who("aigul").await;
    cast.app.withdraw_consent(&aigul, cast.command(), child.code, consent, text("not now")).await.unwrap();
    let pair = waiting(&cast).await.remove(0);
    assert_eq!(reason(decides(&cast, pair, MatchDecision::Same).await), "tracing-closed");
    cast.app.do_tracing_jobs().await.unwrap();
    assert!(waiting(&cast).await.is_empty());
    not_found(cast.app.side_by_side(&cast.who("rustem").await, &pair).await.map(|_| ()));
    not_found(decides(&cast, pair, MatchDecision::Same).await);
    consents(&cast, child, "tracing", None).await;
    cast.app.do_tracing_jobs().await.unwrap();
    assert_eq!(waiting(&cast).await.len(), 1);
    rebuilds_alike(&cast, &cast.app).await;
}

async fn a_consent_that_ends_by_itself_closes_on_its_day(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let until = cast.clock.now().checked_add(jiff::SignedDuration::from_hours(24 * 10)).unwrap();
    let mut sent = consent(&cast, child, "tracing", None);
    sent.until = Some(until);
    cast.app.record_consent(&aigul, sent).await.unwrap();
    request(&cast).await;
    cast.app.do_tracing_jobs().await.unwrap();
    assert_eq!(waiting(&cast).await.len(), 1);
    cast.clock.advance_days(11);
    cast.app.do_tracing_jobs().await.unwrap();
    assert!(waiting(&cast).await.is_empty());
}

/// A safety plan with a protective order.
fn plan(order: &'static str, until: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("made_on", "2026-03-02"),
        ("violence", "physical"),
        ("danger_now", "no"),
        ("safe_people", "the aunt"),
        ("order", order),
        ("order_until", until),
        ("review_on", "2026-06-01"),
    ]
}

/// What somebody wishes of contact with a relative.
fn contact(wish: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![("side", "is_sought"), ("kin", "uncle"), ("match", "none"), ("wish", wish), ("safe", "unknown")]
}

/// Fills the last entry of a form anew.
async fn rewrites(cast: &Cast, of: Child, name: &str, fields: &[(&str, &str)]) {
    let known = record(cast, of).await;
    let entry = known.entries(name).last().unwrap();
    let mut sent = form(cast, of, name, known.heads[&entry.slot], fields);
    sent.entry = Some(entry.id);
    fills(cast, "aigul", sent).await.unwrap();
}

async fn no_contact_a_protective_order_danger_a_refusal_and_a_list_exclude(cast: Cast) {
    let child = cast.a_child().await;
    consents(&cast, child, "tracing", None).await;
    fills(&cast, "aigul", form(&cast, child, "family_violence_plan", 0, &plan("in_force", "2026-09-01")))
        .await
        .unwrap();
    request(&cast).await;
    assert!(waiting(&cast).await.is_empty(), "a protective order is in force");
    // It ends by itself.
    cast.clock.advance_days(250);
    let aigul = cast.who("aigul").await;
    let again = request(&cast).await;
    assert!(!waiting(&cast).await.is_empty(), "the order is over");
    fills(&cast, "aigul", form(&cast, child, "tracing_contact", 0, &contact("no_contact"))).await.unwrap();
    cast.app.do_tracing_jobs().await.unwrap();
    assert!(waiting(&cast).await.is_empty(), "no contact");
    // By hand neither.
    let rustem = cast.who("rustem").await;
    let by_hand = cast.app.attach(&rustem, cast.command(), &again.1, &child.code, None).await;
    assert_eq!(reason(by_hand), "tracing-closed");
    rewrites(&cast, child, "tracing_contact", &contact("later")).await;
    cast.app.do_tracing_jobs().await.unwrap();
    assert!(!waiting(&cast).await.is_empty(), "she thinks about it");
    // Somebody is kept away: it may be they who ask.
    let ground = GroundCode::of("alleged_perpetrator");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("timur"), ground).await.unwrap();
    cast.app.do_tracing_jobs().await.unwrap();
    assert!(waiting(&cast).await.is_empty());
    cast.app
        .lift_bar(&aigul, cast.command(), child.code, cast.id("timur"), text("was another"))
        .await
        .unwrap();
    cast.app.do_tracing_jobs().await.unwrap();
    assert!(!waiting(&cast).await.is_empty());
    let mut refused = consent(&cast, child, "tracing", None);
    refused.decision = Decision::Refused;
    cast.app.record_consent(&aigul, refused).await.unwrap();
    cast.app.do_tracing_jobs().await.unwrap();
    assert!(waiting(&cast).await.is_empty(), "the last word counts");
    // A row of a camp's list was never asked.
    asks(&cast, "timur", Intake::People, STRANGER).await;
    asks(&cast, "rustem", Intake::Tracing, STRANGER).await;
    assert!(waiting(&cast).await.is_empty());
}

/// After the jobs: whether a pair is before the registrar.
async fn is_looked_for(cast: &Cast) -> bool {
    cast.app.do_tracing_jobs().await.unwrap();
    !waiting(cast).await.is_empty()
}

/// Two records that a registrar found to be about one child; the second was never asked about tracing.
async fn one_child_twice(cast: &Cast) -> (Child, Child) {
    let child = cast.a_child().await;
    let other = cast.child("aigul", "Мадина Ержанова", "2016-05-01").await;
    let rustem = cast.who("rustem").await;
    cast.app.attach(&rustem, cast.command(), &child.code, &other.code, None).await.unwrap();
    (child, other)
}

async fn a_no_on_another_record_of_the_person_closes_this_one(cast: Cast) {
    let (child, other) = one_child_twice(&cast).await;
    consents(&cast, child, "tracing", None).await;
    request(&cast).await;
    assert!(is_looked_for(&cast).await);
    // Nobody who was asked there said no before she said yes here; afterwards it is the last word.
    let aigul = cast.who("aigul").await;
    cast.clock.advance_days(1);
    let mut refused = consent(&cast, other, "tracing", None);
    refused.decision = Decision::Refused;
    cast.app.record_consent(&aigul, refused).await.unwrap();
    let pair = waiting(&cast).await.remove(0);
    assert_eq!(reason(decides(&cast, pair, MatchDecision::Same).await), "tracing-closed");
    assert!(!is_looked_for(&cast).await, "refused on the other record");
    cast.clock.advance_days(1);
    consents(&cast, child, "tracing", None).await;
    assert!(is_looked_for(&cast).await, "asked again, she agrees");
    fills(&cast, "aigul", form(&cast, other, "tracing_contact", 0, &contact("no_contact"))).await.unwrap();
    assert!(!is_looked_for(&cast).await, "no contact on the other record");
    rewrites(&cast, other, "tracing_contact", &contact("later")).await;
    assert!(is_looked_for(&cast).await);
    let ground = GroundCode::of("alleged_perpetrator");
    cast.app.bar(&aigul, cast.command(), other.code, cast.id("timur"), ground).await.unwrap();
    assert!(!is_looked_for(&cast).await, "somebody is kept away from the other record");
    cast.app
        .lift_bar(&aigul, cast.command(), other.code, cast.id("timur"), text("was another"))
        .await
        .unwrap();
    assert!(is_looked_for(&cast).await);
    // What was found and answered for is taken back as well.
    let asked = waiting(&cast).await.remove(0);
    decides(&cast, asked, MatchDecision::Same).await.unwrap();
    answers(&cast, child, &ALL).await.unwrap();
    let rustem = cast.who("rustem").await;
    let found = request_of(&cast, child).await;
    assert_eq!(hears(&cast, "rustem", found).await, Hears::Possible);
    fills(&cast, "aigul", form(&cast, other, "family_violence_plan", 0, &plan("asked", ""))).await.unwrap();
    assert_eq!(hears(&cast, "rustem", found).await, Hears::Standing);
    assert_eq!(missing(&cast, child).await, [Missing::Closed(Closed::Elsewhere)]);
    // Found to be two children after all, the one says nothing of the other.
    let queue = cast.app.matches(&rustem, Queue::Settled, None, 9).await.unwrap().pairs;
    let both = queue.iter().find(|pair| pair.sides.iter().all(|side| side.kind == "child")).unwrap();
    decides(&cast, both.code, MatchDecision::Different).await.unwrap();
    assert_eq!(hears(&cast, "rustem", found).await, Hears::Possible);
    rebuilds_alike(&cast, &cast.app).await;
}

/// The request that was found to be about a child.
async fn request_of(cast: &Cast, child: Child) -> PersonCode {
    let entry = record(cast, child).await.entries("tracing_answer").last().unwrap().id;
    cast.code(RecordId::from_bytes(*entry.as_bytes())).await
}

async fn whoever_is_linked_as_one_later_closes_with_the_other(cast: Cast) {
    let child = cast.a_child().await;
    consents(&cast, child, "tracing", None).await;
    let other = cast.child("aigul", "Мадина Ержанова", "2016-05-01").await;
    fills(&cast, "aigul", form(&cast, other, "tracing_contact", 0, &contact("no_contact"))).await.unwrap();
    request(&cast).await;
    assert!(is_looked_for(&cast).await);
    let third = cast.child("aigul", "Зере Ақжол", "2016-07-01").await;
    let rustem = cast.who("rustem").await;
    cast.app.attach(&rustem, cast.command(), &child.code, &third.code, None).await.unwrap();
    assert!(is_looked_for(&cast).await);
    // Through a third, too.
    cast.app.attach(&rustem, cast.command(), &third.code, &other.code, None).await.unwrap();
    assert!(!is_looked_for(&cast).await);
}

async fn an_order_that_protects_the_mother_closes_her_child_until_it_ends(cast: Cast) {
    let child = cast.a_child().await;
    consents(&cast, child, "tracing", None).await;
    let mother = adult(&cast, "aigul", "Асель Оспанова", "female", "1990-05-01").await;
    let husband = adult(&cast, "aigul", "Ержан Оспанов", "male", "1988-05-01").await;
    links(&cast, "aigul", mother, husband, "spouse").await.unwrap();
    request(&cast).await;
    assert!(is_looked_for(&cast).await);
    fills(&cast, "aigul", form(&cast, mother, "family_violence_plan", 0, &plan("in_force", "2026-09-01")))
        .await
        .unwrap();
    assert!(is_looked_for(&cast).await, "nobody knows yet whose mother she is");
    links(&cast, "aigul", child, mother, "mother").await.unwrap();
    assert!(!is_looked_for(&cast).await, "the order protects her child, too");
    // The order may be against whom she was married to, and says nothing for him.
    let mut yes = consent(&cast, husband, "tracing", None);
    (yes.giver, yes.assent) = (ChoiceCode::of("self"), ChoiceCode::of("not_asked"));
    cast.app.record_consent(&cast.who("aigul").await, yes).await.unwrap();
    let his = asks(&cast, "rustem", Intake::Tracing, "1;Оспанов;Ержан;01.05.1988;М\n").await;
    assert!(is_looked_for(&cast).await);
    let pair = waiting(&cast).await.remove(0);
    decides(&cast, pair, MatchDecision::Same).await.unwrap();
    assert!(record(&cast, husband).await.links.contains_key(&his[0].0));
    // On the day after its end nobody need do anything.
    cast.clock.advance_days(250);
    assert!(is_looked_for(&cast).await, "the order is over");
}

async fn an_order_in_the_family_is_known_by_the_familys_record(cast: Cast) {
    let child = cast.a_child().await;
    consents(&cast, child, "tracing", None).await;
    let sister = cast.child("aigul", "Мадина Ержанова", "2014-05-01").await;
    fills(&cast, "aigul", form(&cast, sister, "family_violence_plan", 0, &plan("asked", ""))).await.unwrap();
    request(&cast).await;
    assert!(is_looked_for(&cast).await);
    cast.app
        .open_by_hand(&cast.who("aigul").await, by_hand(&cast, "family", &[child, sister]))
        .await
        .unwrap();
    assert!(!is_looked_for(&cast).await, "her sister asked for an order");
    rewrites(&cast, sister, "family_violence_plan", &plan("none", "")).await;
    assert!(is_looked_for(&cast).await);
}

async fn more_relatives_than_are_read_are_a_no(cast: Cast) {
    let child = cast.a_child().await;
    consents(&cast, child, "tracing", None).await;
    request(&cast).await;
    let mut members = vec![child];
    for _ in 1..64 {
        members.push(cast.child("aigul", "Мадина Ержанова", "2014-05-01").await);
    }
    let done =
        cast.app.open_by_hand(&cast.who("aigul").await, by_hand(&cast, "family", &members)).await.unwrap();
    assert!(is_looked_for(&cast).await);
    let id = done.id().unwrap();
    let family = Child { id, code: cast.code(id).await };
    let one_more = cast.child("aigul", "Мадина Ержанова", "2014-05-01").await;
    links(&cast, "aigul", family, one_more, "member").await.unwrap();
    // Of the last one nobody has read what is said there.
    let pair = waiting(&cast).await.remove(0);
    assert_eq!(reason(decides(&cast, pair, MatchDecision::Same).await), "tracing-closed");
}

async fn each_agreement_that_is_missing_keeps_the_same_words(cast: Cast) {
    let (child, consent, request) = found(&cast).await;
    let tasks = record(&cast, child).await;
    let task: Vec<_> =
        tasks.open_tasks().into_iter().filter(|task| task.added.what == "tracing_answer").collect();
    assert_eq!(task.len(), 1);
    assert_eq!((task[0].added.assignee, task[0].added.note.as_ref()), (Some(cast.id("aigul")), None));
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Standing);
    let nothing = [Missing::BothFit, Missing::Wish, Missing::Carer, Missing::Parent, Missing::Safe];
    assert_eq!(missing(&cast, child).await, nothing);
    for (field, answer, lacks) in [
        ("both_fit", "doubt", Missing::BothFit),
        ("wish", "not_asked", Missing::Wish),
        ("wish", "later", Missing::Wish),
        ("carer_agrees", "no", Missing::Carer),
        ("parent_view", "not_asked", Missing::Parent),
        ("safe", "unknown", Missing::Safe),
        ("safe", "no", Missing::Safe),
        ("wish", "no_contact", Missing::Wish),
    ] {
        answers(&cast, child, &all_but(field, answer)).await.unwrap();
        assert!(missing(&cast, child).await.contains(&lacks), "{field} {answer}");
        assert_eq!(hears(&cast, "rustem", request).await, Hears::Standing, "{field} {answer}");
    }
    answers(&cast, child, &ALL).await.unwrap();
    assert_eq!(missing(&cast, child).await, []);
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Possible);
    // Taken back, each by itself: an agreement, the consent, the registrar's word.
    answers(&cast, child, &all_but("carer_agrees", "no")).await.unwrap();
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Standing);
    answers(&cast, child, &ALL).await.unwrap();
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Possible);
    let rustem = cast.who("rustem").await;
    let pair = cast.app.matches(&rustem, Queue::Settled, None, 5).await.unwrap().pairs.remove(0).code;
    decides(&cast, pair, MatchDecision::Unsure).await.unwrap();
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Standing);
    decides(&cast, pair, MatchDecision::Same).await.unwrap();
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Possible);
    let aigul = cast.who("aigul").await;
    cast.app.withdraw_consent(&aigul, cast.command(), child.code, consent, text("no more")).await.unwrap();
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Standing);
    assert_eq!(missing(&cast, child).await, [Missing::Closed(Closed::Consent)]);
}

async fn the_second_click_changes_nothing(cast: Cast) {
    let (child, _, request) = found(&cast).await;
    let before = record(&cast, child).await.history.len();
    let rustem = cast.who("rustem").await;
    let pair = cast.app.matches(&rustem, Queue::Settled, None, 5).await.unwrap().pairs.remove(0).code;
    assert_eq!(reason(decides(&cast, pair, MatchDecision::Same).await), "nothing-changed");
    let by_hand = cast.app.attach(&rustem, cast.command(), &request, &child.code, None).await;
    assert_eq!(reason(by_hand), "nothing-changed");
    assert_eq!(record(&cast, child).await.history.len(), before);
    // Nobody begins such an entry by hand, whoever may write beside it.
    not_found(fills(&cast, "aigul", form(&cast, child, "tracing_answer", 0, &ALL)).await);
    let aigul = cast.who("aigul").await;
    let door = app::Door::page(Shown::RecordForm);
    let asked = domain::FormCode::of("tracing_answer");
    not_found(cast.app.form_view(&aigul, &child.code, &asked, None, door).await.map(|_| ()));
    // Decided anew and back, it is the same entry and the same task.
    decides(&cast, pair, MatchDecision::Different).await.unwrap();
    let known = record(&cast, child).await;
    assert!(known.open_tasks().iter().all(|task| task.added.what != "tracing_answer"), "nobody is led on");
    decides(&cast, pair, MatchDecision::Same).await.unwrap();
    let known = record(&cast, child).await;
    assert_eq!(known.entries("tracing_answer").len(), 1);
    assert_eq!(known.open_tasks().iter().filter(|task| task.added.what == "tracing_answer").count(), 1);
    rebuilds_alike(&cast, &cast.app).await;
}

async fn a_living_parents_objection_waits_for_a_decision_in_the_childs_best_interests(cast: Cast) {
    let (child, _, request) = found(&cast).await;
    let mut objects = all_but("parent_view", "objects");
    objects.push(("objected_on", "2026-03-02"));
    answers(&cast, child, &objects).await.unwrap();
    assert_eq!(missing(&cast, child).await, [Missing::Decision]);
    let known = record(&cast, child).await;
    assert!(known.open_tasks().iter().any(|task| task.added.what == "best_interests"), "it is put up");
    let determines = |serves: &'static str, kind: &'static str| {
        vec![
            ("bi_kind", kind),
            ("bi_occasion", "tracing"),
            ("held_on", "2026-03-02"),
            ("facts_by", "the worker"),
            ("facts", "the father objects, the grandmother brought her up"),
            ("heard_how", "words"),
            ("heard", "wants to see her grandmother"),
            ("options.0.option", "a letter"),
            ("options.1.option", "no contact"),
            ("factors", "views"),
            ("panel", "centre, guardianship authority"),
            ("panel_on", "2026-03-02"),
            ("panel_voice", "one_voice"),
            ("decision", "as decided"),
            ("contact_serves", serves),
            ("reasons", "she has been her carer"),
            ("explained", "yes"),
            ("review_on", "2026-06-02"),
        ]
    };
    for (serves, kind, heard) in [
        ("yes", "assessment", Hears::Standing),
        ("no", "determination", Hears::Standing),
        ("yes", "determination", Hears::Possible),
        ("no", "determination", Hears::Standing),
    ] {
        is_heard(&cast, "aigul", child, "before_decision").await;
        fills(&cast, "aigul", form(&cast, child, "best_interests", 0, &determines(serves, kind)))
            .await
            .unwrap();
        assert_eq!(hears(&cast, "rustem", request).await, heard, "{serves} {kind}");
    }
}

/// All that a registrar meets of two requests, found or not, as text.
async fn all_that_shows(cast: &Cast, rows: &str) -> String {
    let who = cast.who("maira").await;
    let mut said = Vec::new();
    for (_, code) in asks(cast, "maira", Intake::Tracing, rows).await {
        for pair in waiting(cast).await {
            decides(cast, pair, MatchDecision::Same).await.unwrap();
        }
        let (opened, hears) = cast.app.seeker_hears(&who, &code).await.unwrap();
        let same = cast.app.same_person(&who, &opened).await.unwrap().len();
        said.push(format!("{hears:?} {same} {}", opened.view.tasks.len()));
    }
    for queue in Queue::ALL {
        said.push(cast.app.matches(&who, queue, None, 20).await.unwrap().pairs.len().to_string());
    }
    let search = ReadingSearch { actor: Some(who.user()), ..ReadingSearch::default() };
    let lines = cast.app.search_readings(&cast.who("dana").await, &search).await.unwrap().lines;
    let mut log: Vec<(Shown, usize)> =
        lines.iter().map(|line| (line.read.page, line.read.records.len())).collect();
    // Which pairs the queue's own page looked through is not the request's to tell.
    log.retain(|(page, _)| *page != Shown::Matches);
    log.sort_unstable();
    format!("{said:?} {log:?}")
}

/// A registrar of the region who is a cousin of the child, and barred.
async fn with_a_cousin(mut cast: Cast) -> (Cast, Child) {
    cast.account("maira").await;
    cast.propose("maira", "registrar", None, Some("kz-atyrau")).await;
    cast.confirm("dana", "maira").await;
    let child = cast.a_child().await;
    consents(&cast, child, "tracing", None).await;
    let aigul = cast.who("aigul").await;
    let ground = GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("maira"), ground).await.unwrap();
    (cast, child)
}

async fn whoever_may_not_see_the_child_learns_nothing_from_the_request(cast: Cast) {
    let kind = cast.kind;
    let (with, _) = with_a_cousin(cast).await;
    let told = all_that_shows(&with, HER).await;
    let decided = with.app.matches(&with.who("rustem").await, Queue::Settled, None, 5).await.unwrap();
    assert_eq!(decided.pairs.len(), 1, "she was found");
    let (without, _) = with_a_cousin(Cast::on(kind).await.unwrap()).await;
    assert_eq!(told, all_that_shows(&without, STRANGER).await);
}

async fn a_bar_wins_over_an_answer_and_what_was_told_is_in_the_log(cast: Cast) {
    let (cast, child) = with_a_cousin(cast).await;
    let (_, request) = request(&cast).await;
    let pair = waiting(&cast).await.remove(0);
    decides(&cast, pair, MatchDecision::Same).await.unwrap();
    let read = |by: &'static str| {
        let cast = &cast;
        async move {
            let search = ReadingSearch {
                actor: Some(cast.id(by)),
                code: Some(child.code),
                ..ReadingSearch::default()
            };
            let lines = cast.app.search_readings(&cast.who("dana").await, &search).await.unwrap().lines;
            lines.iter().filter(|line| line.read.page == Shown::RequestAnswer).count()
        }
    };
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Standing);
    assert_eq!(read("rustem").await, 0, "nothing of her was told");
    answers(&cast, child, &ALL).await.unwrap();
    assert_eq!(hears(&cast, "maira", request).await, Hears::Standing);
    assert_eq!(read("maira").await, 0);
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Possible);
    assert_eq!(read("rustem").await, 1);
    // The page is the registrar's: to everybody else there is no such request.
    for login in ["aigul", "saule", "timur", "zarina", "bolat", "admin"] {
        let who = cast.who(login).await;
        not_found(cast.app.seeker_hears(&who, &request).await.map(|_| ()));
        not_found(
            cast.app.seeker_hears(&who, &PersonCode::from_random([1, 2, 3, 4, 5, 6])).await.map(|_| ()),
        );
    }
    not_found(cast.app.seeker_hears(&cast.who("rustem").await, &child.code).await.map(|_| ()));
    // Neither the registrar nor the school's side reads what the worker found out.
    let (rustem, door) = (cast.who("rustem").await, app::Door::page(Shown::Record));
    let opened = cast.app.open_code(&rustem, &child.code, door.clone()).await.unwrap();
    assert!(cast.app.sought(&opened).await.unwrap().is_empty());
    assert!(opened.view.entries("tracing_answer").is_empty());
    to_school(&cast, child).await;
    let opened = cast.app.open_code(&cast.who("bolat").await, &child.code, door).await.unwrap();
    assert!(cast.app.sought(&opened).await.unwrap().is_empty());
}

async fn the_age_says_who_is_asked(cast: Cast) {
    let small = cast.child("aigul", "Амина Сәрсенбаева", "2022-02-14").await;
    let mut sent = consent(&cast, small, "tracing", None);
    sent.assent = ChoiceCode::of("not_asked");
    cast.app.record_consent(&cast.who("aigul").await, sent).await.unwrap();
    let request = asks(&cast, "rustem", Intake::Tracing, &HER.replace("2016", "2022")).await.remove(0).1;
    let pair = waiting(&cast).await.remove(0);
    decides(&cast, pair, MatchDecision::Same).await.unwrap();
    answers(&cast, small, &all_but("wish", "not_asked")).await.unwrap();
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Possible, "nobody asks a child of four");
    answers(&cast, small, &all_but("wish", "later")).await.unwrap();
    assert_eq!(hears(&cast, "rustem", request).await, Hears::Standing, "who shows unease is heard");
}

on_both!(
    nobody_is_matched_without_consent_and_whoever_consents_later_is_looked_for,
    a_consent_that_ends_by_itself_closes_on_its_day,
    no_contact_a_protective_order_danger_a_refusal_and_a_list_exclude,
    a_no_on_another_record_of_the_person_closes_this_one,
    whoever_is_linked_as_one_later_closes_with_the_other,
    an_order_that_protects_the_mother_closes_her_child_until_it_ends,
    an_order_in_the_family_is_known_by_the_familys_record,
    more_relatives_than_are_read_are_a_no,
    each_agreement_that_is_missing_keeps_the_same_words,
    the_second_click_changes_nothing,
    a_living_parents_objection_waits_for_a_decision_in_the_childs_best_interests,
    whoever_may_not_see_the_child_learns_nothing_from_the_request,
    a_bar_wins_over_an_answer_and_what_was_told_is_in_the_log,
    the_age_says_who_is_asked,
);
