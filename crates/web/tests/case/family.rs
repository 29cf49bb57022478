//! The family picture: who is drawn, with which ties, and who is not.

use app::fixture::OpenCase;
use domain::{Event, GroundCode, Kind, NameRole, PersonName, RecordId, Value};

use crate::{Stage, at};

/// An adult of the team's.
pub(crate) async fn adult(stage: &Stage, owner: &str, name: &str) -> RecordId {
    let cast = &stage.cast;
    let names = vec![PersonName::new(name, NameRole::Full)];
    let case = OpenCase {
        kind: Kind::of("adult"),
        profile: vec![("names", Value::Names(names))],
        owner: Some(cast.id(owner)),
        team: Some(cast.centre),
        place: None,
        list: None,
    };
    let who = cast.who(owner).await;
    cast.app.open_case_for_test(&who, cast.command(), &case).await.expect("a record")
}

pub(crate) async fn link(stage: &Stage, of: RecordId, to: RecordId, relation: &'static str) {
    let event = ("core", Event::Linked { to, relation: GroundCode::of(relation) });
    let who = stage.cast.who("aigul").await;
    stage.cast.app.add_for_test(&who, stage.cast.command(), of, &[event]).await.expect("a link");
}

#[tokio::test]
async fn a_family_is_drawn_as_far_as_its_records_are_open() {
    let stage = Stage::new().await;
    let child = stage.cast.child("aigul", "Амина Сәрсенбаева", "2016-02-14").await;
    let brother = stage.cast.child("aigul", "Ерлан Сәрсенбаев", "2013-05-01").await;
    let hidden = stage.cast.child("aigul", "Дана Сәрсенбаева", "2018-05-01").await;
    let mother = adult(&stage, "aigul", "Асель Сәрсенбаева").await;
    let carer = adult(&stage, "aigul", "Гүлжан Омарова").await;
    for (of, to, relation) in [
        (child.id, mother, "mother"),
        (child.id, carer, "carer"),
        (child.id, brother.id, "member"),
        (child.id, hidden.id, "member"),
        (mother, child.id, "child"),
        (mother, brother.id, "child"),
        (mother, hidden.id, "child"),
    ] {
        link(&stage, of, to, relation).await;
    }
    let aigul = stage.as_("aigul").await;
    for page in ["", "plan"] {
        let shown = aigul.get(&at(child, page)).await.shown();
        let picture = shown.body.split("<figure class=\"family\">").nth(1).expect("a picture");
        let picture = picture.split("</figure>").next().expect("its end");
        assert_eq!(picture.matches("class=\"node\"").count(), 3, "{page}");
        assert_eq!(picture.matches("class=\"node centre\"").count(), 1, "{page}");
        assert_eq!(picture.matches("class=\"union\"").count(), 1, "one mother of three");
        assert!(picture.contains("Mother"));
        let list = picture.split("<figcaption>").nth(1).expect("the list");
        let order: Vec<usize> =
            ["Ерлан", "Амина", "Дана"].iter().map(|name| list.find(name).expect("in the list")).collect();
        assert!(order.is_sorted(), "the oldest first");
        shown.says_not("Гүлжан").says_not("Carer");
    }
    // A sister whom this reader is barred from leaves no trace, neither here nor through the mother.
    let marat = stage.as_("marat").await;
    marat.get(&at(child, "")).await.shown().says("Дана");
    aigul.post(&at(hidden, "bars"), &[("party", "marat"), ("ground", "relative")]).await.done();
    let shown = marat.get(&at(child, "")).await.shown();
    shown.says("Ерлан").says_not("Дана").says_not(&hidden.code.to_string());
}

/// An adult's record and its code, as tests post about it.
pub(crate) async fn of(stage: &Stage, id: RecordId) -> testkit::Child {
    testkit::Child { id, code: stage.cast.code(id).await }
}

#[tokio::test]
async fn people_are_linked_and_unlinked_by_hand_and_a_refusal_keeps_what_was_typed() {
    let stage = Stage::new().await;
    let child = stage.cast.child("aigul", "Амина Сәрсенбаева", "2016-02-14").await;
    let brother = stage.cast.child("aigul", "Ерлан Сәрсенбаев", "2013-05-01").await;
    let strangers = stage.cast.child("marat", "Тілеген Айша", "2013-05-01").await;
    let aigul = stage.as_("aigul").await;
    let (to, foreign) = (brother.code.to_string(), strangers.code.to_string());
    let here = at(child, "links");
    aigul.get(&here).await.shown().says("Nobody is linked yet.");
    let page = aigul.post(&here, &[("to", &to)]).await.again();
    assert_eq!(page.typed("to"), to);
    let nobody = domain::PersonCode::from_random([1, 2, 3, 4, 5, 6]).to_string();
    let again = aigul.post(&here, &[("to", &nobody), ("relation", "sibling")]).await.again();
    assert_eq!(again.typed("to"), nobody);
    aigul.post(&here, &[("to", &foreign), ("relation", "sibling")]).await.again().says("Ask the registrar");
    aigul.post(&here, &[("to", &to), ("relation", "sibling")]).await.done();
    aigul.get(&here).await.shown().says("Ерлан");
    aigul.get(&at(brother, "links")).await.shown().says("Амина");
    // Who may not link has no such page, nor the action.
    for login in ["marat", "saule", "bolat", "timur"] {
        let other = stage.as_(login).await;
        other.get(&here).await.absent();
        other.post(&here, &[("to", &to), ("relation", "twin")]).await.absent();
        other.post(&format!("{here}/{to}/unlink"), &[]).await.absent();
    }
    let end = format!("{here}/{to}/unlink");
    aigul.post(&end, &[]).await.again();
    aigul.post(&end, &[(&format!("reason.{to}"), "cousins, as it turned out")]).await.done();
    aigul.get(&at(brother, "links")).await.shown().says_not("Амина Сәрсенбаева ·");
}

#[tokio::test]
async fn an_adults_record_is_opened_by_hand_and_a_family_with_its_people() {
    let stage = Stage::new().await;
    let child = stage.cast.child("aigul", "Амина Сәрсенбаева", "2016-02-14").await;
    let aigul = stage.as_("aigul").await;
    aigul.get("/children?kind=adult").await.shown().says("Open an adult’s record");
    for login in ["bolat", "zarina", "timur", "dana"] {
        let other = stage.as_(login).await;
        other.get("/records/new?kind=adult").await.absent();
        other.post("/records/new", &[("kind", "adult")]).await.absent();
    }
    aigul.get("/records/new?kind=child").await.absent();
    let page = aigul.post("/records/new", &[("kind", "adult"), ("given", "Асель")]).await.again();
    assert_eq!(page.typed("given"), "Асель");
    let all = [
        ("kind", "adult"),
        ("given", "Асель"),
        ("family_name", "Сәрсенбаева"),
        ("sex", "female"),
        ("year", "1990"),
        ("basis", "vital_interest"),
    ];
    let form = aigul.post("/records/new", &all).await.done().location;
    assert!(form.ends_with("/forms/adult_profile"), "{form}");
    assert_eq!(aigul.get(&form).await.shown().typed("names.given.cyrillic"), "Асель");
    let code = child.code.to_string();
    let family =
        [("kind", "family"), ("called", "Family of Amina"), ("members", &code), ("basis", "vital_interest")];
    let page = aigul.post("/records/new", &family).await.done().location;
    aigul.get(&page).await.shown().says("Family of Amina").says("Амина").says("Live together");
}

#[tokio::test]
async fn a_protected_address_is_opened_on_purpose_and_typed_nowhere_else() {
    let stage = Stage::new().await;
    let mother = adult(&stage, "aigul", "Асель Сәрсенбаева").await;
    let mother = of(&stage, mother).await;
    let aigul = stage.as_("aigul").await;
    let street = "Lighthouse street 14";
    let form = at(mother, "forms/protected_address");
    aigul.post(&form, &[("_seen", "0"), ("address", street)]).await.done();
    let shown = aigul.get(&at(mother, "")).await.shown();
    shown.says("The address is protected.").says_not("Lighthouse");
    let whole = stage.cast.app.whole_record(mother.id).await.expect("the record");
    let entry = whole.entry("protected_address").expect("an entry").id;
    let opened = aigul.post(&format!("{form}/{entry}/open"), &[]).await.shown();
    opened.says(street);
    let again = aigul.post(&format!("{form}/{entry}"), &[("_open", "address")]).await.shown();
    assert_eq!(again.typed("address"), street);
    for page in ["history", "plan", "print", "consent", "refer", "links", "forms"] {
        aigul.get(&at(mother, page)).await.shown().says_not("Lighthouse");
    }
    let paper = aigul.post(&at(mother, "print/record"), &[("reason", "hearing on Monday")]).await.shown();
    paper.says_not("Lighthouse").says_not("protected");
    let typed = [
        ("_seen", "0"),
        ("activity", "mothers"),
        ("where", "lighthouse STREET, 14"),
        ("attendance", "often"),
    ];
    let again = aigul.post(&at(mother, "forms/community_activity"), &typed).await.again();
    again.says("protected address, which stands in its own place only");
    assert_eq!(again.typed("where"), "lighthouse STREET, 14");
    // Whoever may not read it learns neither the address nor that there is one.
    let marat = stage.as_("marat").await;
    let known = marat.get(&at(mother, "")).await.shown();
    known.says_not("Lighthouse").says_not("rotected address").says_not("address is protected");
    marat.get(&form).await.absent();
}
