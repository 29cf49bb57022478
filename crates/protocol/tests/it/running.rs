//! What follows from a protocol: consent by age, ways from stage to stage, tasks, places, bands, and its description.

use domain::{
    ChoiceCode, Compartment, Consent, ConsentId, Decision, Kind, PartialDate, PurposeCode, Urgency,
};
use jiff::civil::date;
use proptest::prelude::*;
use protocol::{
    Assent, Automatic, Protocol, Trigger,
    consent::{self, Lacking},
    describe, pathway, place, purpose, stage,
};

use crate::fixture;

fn protocol() -> Protocol {
    Protocol::from_files(fixture::files()).expect("the fixture")
}

fn given(giver: &'static str, assent: &'static str) -> Consent {
    Consent {
        consent: ConsentId::from_bytes([1; 16]),
        purpose: PurposeCode::of("school"),
        recipient: None,
        data: [Compartment::of("core")].into(),
        decision: Decision::Given,
        giver: ChoiceCode::of(giver),
        giver_record: None,
        assent: ChoiceCode::of(assent),
        capacity: None,
        best_interests: None,
        limits_explained: true,
        until: None,
    }
}

fn lacks(decision: &Consent, age: Option<(i16, i16)>) -> Vec<Lacking> {
    consent::check(&protocol(), decision, age).err().unwrap_or_default()
}

#[test]
fn each_age_has_its_rule() {
    let protocol = protocol();
    let rule = |age| consent::rule(protocol.consent(), Some((age, age)));
    assert_eq!((rule(5).assent, rule(5).capacity), (Assent::None, false));
    assert_eq!(rule(6).assent, Assent::Aloud, "on the sixth birthday the child is asked");
    assert_eq!((rule(12).assent, rule(12).capacity), (Assent::Written, true));
    assert!(rule(15).giver.contains(&ChoiceCode::of("child")));
    assert!(
        !rule(14).giver.contains(&ChoiceCode::of("child")),
        "before that birthday the child does not decide alone"
    );
    assert_eq!(rule(18).giver, [ChoiceCode::of("self")], "of age, nobody else decides");
}

#[test]
fn a_birth_date_known_in_part_is_met_with_the_stricter_rule() {
    let protocol = protocol();
    let on = date(2026, 6, 1);
    let ruling = |born: &str| {
        let born: PartialDate = born.parse().expect("a date");
        consent::rule(protocol.consent(), Some(born.age_on(on)))
    };
    // Born in 2014: eleven or twelve on that day.
    let either = ruling("2014");
    assert_eq!(either.rules.len(), 2);
    assert_eq!((either.assent, either.capacity), (Assent::Written, true));
    // Fourteen or fifteen: the caregiver decides and the young person agrees in writing.
    let either = ruling("2011");
    assert_eq!(either.giver, [ChoiceCode::of("caregiver")]);
    assert_eq!(either.assent, Assent::Written);
    // Seventeen or of age: nobody decides in their place.
    let either = ruling("2008");
    assert!(either.maybe_of_age);
    assert_eq!(either.giver, [ChoiceCode::of("child")]);
    // Nothing known.
    let unknown = consent::rule(protocol.consent(), None);
    assert_eq!(unknown.rules.len(), 4);
    assert_eq!((unknown.assent, unknown.capacity), (Assent::Written, true));
    assert_eq!(unknown.giver, [ChoiceCode::of("caregiver")]);
}

#[test]
fn a_decision_names_everything_it_lacks() {
    assert_eq!(lacks(&given("caregiver", "not_asked"), Some((4, 4))), []);
    assert_eq!(lacks(&given("caregiver", "not_asked"), Some((8, 8))), [Lacking::Assent(Assent::Aloud)]);
    assert_eq!(lacks(&given("caregiver", "aloud"), Some((8, 8))), []);
    assert_eq!(lacks(&given("caregiver", "written"), Some((8, 8))), [], "in writing is more than aloud");
    assert_eq!(lacks(&given("caregiver", "dissent"), Some((8, 8))), [Lacking::ChildSaysNo]);
    assert_eq!(
        lacks(&given("caregiver", "aloud"), Some((13, 13))),
        [Lacking::Assent(Assent::Written), Lacking::Capacity]
    );
    assert_eq!(
        lacks(&given("child", "not_asked"), Some((8, 8))).first(),
        Some(&Lacking::Giver(["caregiver", "guardian", "authorised_worker"].map(ChoiceCode::of).into()))
    );
    let mut decided = given("child", "not_asked");
    decided.capacity = Some("understands and weighs".into());
    assert_eq!(lacks(&decided, Some((16, 16))), []);
    let mut overruled = given("caregiver", "dissent");
    overruled.capacity = Some("understands and weighs".into());
    assert_eq!(lacks(&overruled, Some((16, 16))), [Lacking::ChildSaysNo], "who can decide is not overruled");
    assert_eq!(lacks(&given("self", "not_asked"), Some((18, 40))), []);
    assert!(matches!(&lacks(&given("caregiver", "not_asked"), Some((18, 18)))[..], [Lacking::Giver(_)]));
    assert!(matches!(&lacks(&given("guardian", "not_asked"), Some((18, 18)))[..], [Lacking::Giver(_)]));
}

#[test]
fn a_stand_in_needs_the_reason_and_nobody_skips_the_limits() {
    let mut instead = given("authorised_worker", "aloud");
    instead.best_interests = Some("  ".into());
    assert_eq!(lacks(&instead, Some((8, 8))), [Lacking::BestInterests]);
    instead.best_interests = Some("no safe caregiver was found".into());
    assert_eq!(lacks(&instead, Some((8, 8))), []);
    instead.limits_explained = false;
    assert_eq!(lacks(&instead, Some((8, 8))), [Lacking::Limits]);
    let mut beyond = given("caregiver", "aloud");
    beyond.data.insert(Compartment::of("background"));
    assert_eq!(lacks(&beyond, Some((8, 8))), [Lacking::Data(Compartment::of("background"))]);
    beyond.purpose = PurposeCode::of("press");
    assert_eq!(lacks(&beyond, Some((8, 8))), [Lacking::Purpose]);
}

#[test]
fn nobody_has_to_justify_a_no() {
    let mut no = given("child", "dissent");
    no.decision = Decision::Refused;
    no.limits_explained = false;
    assert_eq!(lacks(&no, Some((8, 8))), []);
    assert_eq!(lacks(&no, None), []);
}

proptest! {
    #[test]
    fn knowing_less_of_the_age_never_asks_for_less(least in 0i16..20, spread in 0i16..6, age in 0i16..6) {
        let protocol = protocol();
        let rules = protocol.consent();
        let known = least + age.min(spread);
        let unsure = consent::rule(rules, Some((least, least + spread)));
        let sure = consent::rule(rules, Some((known, known)));
        prop_assert!(unsure.capacity >= sure.capacity);
        // Of a person who decides alone nobody asks assent.
        prop_assert!(unsure.assent >= sure.assent);
        prop_assert!(!unsure.giver.is_empty());
        prop_assert!(sure.rules.iter().all(|rule| unsure.rules.contains(rule)));
    }
}

#[test]
fn stages_lead_where_the_file_says() {
    let protocol = protocol();
    let ways = |from: &str| {
        stage::next(&protocol, "child", from).iter().map(|way| way.to.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ways("arrived"), ["home"]);
    assert_eq!(ways("home"), ["closed"]);
    assert_eq!(ways("closed"), Vec::<String>::new());
    assert_eq!(ways("nowhere"), Vec::<String>::new());
    let by_consent = stage::by_itself(&protocol, "child", "arrived", Automatic::Consent);
    assert!(by_consent.is_some_and(|way| way.to == "home"));
    assert!(stage::by_itself(&protocol, "child", "home", Automatic::Consent).is_none());
    assert!(stage::by_itself(&protocol, "child", "arrived", Automatic::Arrival).is_none());
}

#[test]
fn tasks_arise_for_their_trigger_kind_and_age() {
    let protocol = protocol();
    let child = Kind::of("child");
    let tasks = |trigger: Trigger, kind: &Kind, age| {
        let tasks = pathway::tasks_for(&protocol, &trigger, kind, age);
        tasks.iter().map(|task| task.code.to_string()).collect::<Vec<_>>()
    };
    let enrol = || Trigger::Form("needs".parse().expect("a code"));
    assert_eq!(tasks(Trigger::Stage("home".parse().expect("a code")), &child, None), ["visit"]);
    assert_eq!(tasks(Trigger::Closed, &child, None), ["check"]);
    assert_eq!(tasks(enrol(), &child, Some((8, 8))), ["enrol"]);
    assert_eq!(tasks(enrol(), &child, Some((5, 6))), ["enrol"], "perhaps of age is enough");
    assert_eq!(tasks(enrol(), &child, None), ["enrol"]);
    assert!(tasks(enrol(), &child, Some((4, 5))).is_empty());
    assert!(tasks(enrol(), &child, Some((18, 20))).is_empty());
    assert!(tasks(Trigger::Opened, &child, None).is_empty());
    assert!(tasks(Trigger::Closed, &Kind::of("account"), None).is_empty());
}

#[test]
fn a_task_is_due_on_the_clock_of_its_place() {
    let protocol = protocol();
    let since = "2023-06-01T20:30:00Z".parse().expect("an instant");
    let task = protocol.tasks().get("visit").expect("the task");
    let due = |zone| pathway::due(task, since, Urgency::Soon, &zone).to_string();
    // 02:30 on the second in Almaty (UTC+6 then), 01:30 on the second in the West (UTC+5): five days on, 18:00 there.
    assert_eq!(due(place::zone(&protocol, None)), "2023-06-07T12:00:00Z");
    assert_eq!(
        due(place::zone(&protocol, Some("xx-west.town"))),
        "2023-06-07T13:00:00Z",
        "inherited from the region"
    );
    assert_eq!(due(place::zone(&protocol, Some("nowhere"))), "2023-06-07T12:00:00Z");
}

#[test]
fn places_answer_to_all_their_names() {
    let protocol = protocol();
    let matching = place::for_matching(&protocol);
    let names = |code: &str| matching.iter().find(|(place, _)| place == code).map(|(_, names)| names.clone());
    assert_eq!(
        names("xx-west"),
        Some(["xx-west", "West", "Запад", "the West", "Батыс"].map(str::to_owned).into())
    );
    assert_eq!(
        names("xx-west.town"),
        Some(["xx-west.town", "Town", "Город", "Qala"].map(str::to_owned).into()),
        "a spelling that is a label is there once"
    );
    let above: Vec<String> =
        place::above(&protocol, "xx-west.town").iter().map(|place| place.code.to_string()).collect();
    assert_eq!(above, ["xx-west", "xx"]);
}

#[test]
fn services_bands_and_texts_are_found() {
    let protocol = protocol();
    let purposes = purpose::of_service(&protocol, "school_1");
    assert_eq!(purposes.iter().map(|purpose| purpose.code.as_str()).collect::<Vec<_>>(), ["school"]);
    assert!(purpose::of_service(&protocol, "no_such").is_empty());

    let sdq = protocol.instruments().get("sdq").expect("the instrument");
    let tone = |informant, norm, total| sdq.band(informant, norm, total).map(|band| band.tone.code());
    assert_eq!(
        (tone("self", "uk", 15), tone("self", "uk", 16), tone("self", "uk", 40)),
        (Some("calm"), Some("act"), Some("act"))
    );
    assert_eq!(
        (tone("self", "kz", 15), tone("teacher", "uk", 15), tone("self", "uk", 41)),
        (None, None, None)
    );

    let label = &protocol.kinds().get("child").expect("the kind").label;
    assert_eq!(
        (protocol.text(label, "ru"), protocol.text(label, "kk"), protocol.text(label, "")),
        ("Ребёнок", "Child", "Child")
    );
    assert_eq!(protocol.choice("yes_no", "no").map(|label| protocol.text(label, "en")), Some("No"));
    assert_eq!(protocol.choice("yes_no", "perhaps"), None);
    assert_eq!(protocol.lists().choices["yes_no"][1].columns["weight"], "1");
    assert_eq!(protocol.lists().instruments["sdq"].informants.len(), 2);
}

#[test]
fn a_retired_task_no_longer_arises() {
    let mut files = fixture::files();
    let pathway = files.get_mut("pathway.toml").expect("the file");
    *pathway = pathway.replacen("code = \"visit\"", "code = \"visit\"\nretired = true", 1);
    let protocol = Protocol::from_files(files).expect("a sound change");
    let home = Trigger::Stage("home".parse().expect("a code"));
    assert!(pathway::tasks_for(&protocol, &home, &Kind::of("child"), None).is_empty());
    assert!(protocol.tasks().has("visit"), "what was added under it can still be named");
}

#[test]
fn the_description_says_it_all_in_one_language() {
    let protocol = protocol();
    let mut russian = describe(&protocol, "ru");
    assert_eq!(russian.hash, protocol.hash());
    russian.hash.clear();
    insta::assert_debug_snapshot!(russian);
    let shown = format!("{russian:?}");
    assert!(!shown.contains("Sees counts"), "a text of another language came through");
}
