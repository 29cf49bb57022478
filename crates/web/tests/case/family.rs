//! The family picture: who is drawn, with which ties, and who is not.

use app::fixture::OpenCase;
use domain::{Event, GroundCode, Kind, NameRole, PersonName, RecordId, Value};

use crate::{Stage, at};

/// An adult of the team's.
async fn adult(stage: &Stage, owner: &str, name: &str) -> RecordId {
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

async fn link(stage: &Stage, of: RecordId, to: RecordId, relation: &'static str) {
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
