//! Who may be of one family: a hypothesis for the registrar, deleted when it is rejected, and guessed of nobody whose record
//! says that nothing is guessed about the father.

use app::{
    case::fill_form::FillForm,
    matching::{Decide, Queue, ShownPair},
    operation::intake::Intake,
};
use domain::{FormCode, GroundCode, Kin, MatchDecision, PersonCode, Record, RecordId};
use forms::Raw;
use store::Target;
use testkit::{Cast, Child, on_both};

use crate::steps::*;

/// The father and the sister of [`CHILD`], and a stranger who bears her name in another house.
const FAMILY: &str = "№;Фамилия;Имя;Отчество;Дата рождения;Пол\n\
     1;Ахметов;Канат;Серикович;02.05.1984;М\n\
     2;Ахметова;Мадина;Канатовна;05.11.2016;Ж\n\
     3;Оспанова;Зарина;Маратовна;17.09.2009;Ж\n";
const CHILD: &str = "Ахметова Зарина Канатовна";

async fn families(cast: &Cast, by: &str) -> Vec<ShownPair> {
    let who = cast.who(by).await;
    cast.app.matches(&who, Queue::Family, None, 20).await.unwrap().pairs
}

/// Those of some pairs that are about somebody.
fn about(pairs: Vec<ShownPair>, id: RecordId) -> Vec<ShownPair> {
    pairs.into_iter().filter(|pair| pair.sides.iter().any(|side| side.id == id)).collect()
}

async fn a_family(cast: &Cast) -> (Child, PersonCode) {
    let child = cast.child("aigul", CHILD, "2014-03-29").await;
    let list = a_list(cast, "timur", Intake::People).await;
    brings(cast, "timur", &list, FAMILY).await;
    (child, list)
}

async fn whole(cast: &Cast, id: RecordId) -> Record {
    cast.app.whole_record(id).await.unwrap()
}

fn decision(
    cast: &Cast,
    code: PersonCode,
    decision: MatchDecision,
    relation: Option<&'static str>,
) -> Decide {
    Decide { command: cast.command(), code, decision, relation: relation.map(GroundCode::of), note: None }
}

async fn decide(cast: &Cast, sent: Decide) -> app::Answer<app::Done> {
    cast.app.decide_match(&cast.who("rustem").await, sent).await
}

async fn silence(cast: &Cast, of: Child) {
    let sent = FillForm {
        command: cast.command(),
        code: of.code,
        form: FormCode::new("background").unwrap(),
        entry: None,
        seen: 0,
        fields: Raw::from_pairs([("no_father_inference".to_owned(), "yes".to_owned())]),
        mine: std::collections::BTreeSet::new(),
        language: "en".into(),
    };
    cast.app.fill_form(&cast.who("aigul").await, sent).await.unwrap();
}

async fn a_family_on_a_list_comes_before_the_registrar_and_nobody_else(cast: Cast) {
    let (child, list) = a_family(&cast).await;
    let all = families(&cast, "rustem").await;
    assert_eq!(all.len(), 3, "within a list, too: the father and the sister");
    let found = about(all, child.id);
    let kinds: Vec<Option<Kin>> = found.iter().map(|pair| pair.kin).collect();
    assert_eq!(found.len(), 2, "{kinds:?}");
    assert!(kinds.contains(&Some(Kin::FatherChild)) && kinds.contains(&Some(Kin::Siblings)));
    let father = found.iter().find(|pair| pair.kin == Some(Kin::FatherChild)).unwrap();
    assert_eq!(father.sides[1].id, child.id, "the elder is named first");
    // Not as one person, and not on the child's page or in anybody else's hands.
    for queue in [Queue::Certain, Queue::Likely] {
        assert!(cast.app.matches(&cast.who("rustem").await, queue, None, 20).await.unwrap().pairs.is_empty());
    }
    assert!(whole(&cast, child.id).await.links.is_empty());
    for login in ["timur", "aigul", "saule", "zarina", "dana", "admin"] {
        let who = cast.who(login).await;
        not_found(cast.app.matches(&who, Queue::Family, None, 20).await);
        not_found(cast.app.side_by_side(&who, &father.code).await);
        let sent = decision(&cast, father.code, MatchDecision::Related, Some("child"));
        not_found(cast.app.decide_match(&who, sent).await);
    }
    let timur = cast.who("timur").await;
    let rows = cast.app.list_rows(&timur, &list, None, 20).await.unwrap().rows;
    assert!(rows.iter().all(|row| row.known.is_empty()), "kin is no answer on a row");
}

async fn a_mother_is_found_by_the_name_that_a_list_gives_her(cast: Cast) {
    let list = a_list(&cast, "timur", Intake::People).await;
    let named = "№;Фамилия;Имя;Дата рождения;Пол;Мать\n1;Ахметова;Зарина;29.03.2014;Ж;Смагулова Дана\n";
    brings(&cast, "timur", &list, named).await;
    let other = a_list(&cast, "timur", Intake::People).await;
    let mother = "№;Фамилия;Имя;Дата рождения;Пол\n1;Smagulova;Dana;20.11.1988;F\n";
    brings(&cast, "timur", &other, mother).await;
    let found = families(&cast, "rustem").await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kin, Some(Kin::MotherChild));
    let accepted = decision(&cast, found[0].code, MatchDecision::Related, Some("child"));
    decide(&cast, accepted).await.unwrap();
    let child = whole(&cast, found[0].sides[1].id).await;
    assert_eq!(child.links.get(&found[0].sides[0].id).map(ToString::to_string).as_deref(), Some("mother"));
}

async fn what_is_accepted_ties_both_and_is_taken_back(cast: Cast) {
    let (child, _) = a_family(&cast).await;
    let found = about(families(&cast, "rustem").await, child.id);
    let father = found.iter().find(|pair| pair.kin == Some(Kin::FatherChild)).unwrap();
    let row = father.sides[0].id;
    let tie =
        async |of: RecordId, to: RecordId| whole(&cast, of).await.links.get(&to).map(ToString::to_string);
    // What does not fit the two is refused.
    let wrong = decision(&cast, father.code, MatchDecision::Related, Some("grandparent"));
    assert_eq!(reason(decide(&cast, wrong).await), "link-too-young");
    assert_eq!(tie(child.id, row).await, None);
    let sent = decision(&cast, father.code, MatchDecision::Related, Some("child"));
    assert!(!decide(&cast, sent.clone()).await.unwrap().repeated);
    assert!(decide(&cast, sent).await.unwrap().repeated, "the second click");
    assert_eq!(tie(child.id, row).await.as_deref(), Some("father"));
    assert_eq!(tie(row, child.id).await.as_deref(), Some("child"));
    decide(&cast, decision(&cast, father.code, MatchDecision::Unsure, None)).await.unwrap();
    assert_eq!((tie(child.id, row).await, tie(row, child.id).await), (None, None));
    let path = cast.folder().join("rebuilt.db");
    let rebuilt = cast.app.rebuild(Target::Sqlite { path }, |_| ()).await.unwrap();
    assert_eq!((rebuilt.differences.len(), rebuilt.count), (0, 0));
}

async fn what_is_rejected_is_deleted(cast: Cast) {
    let (child, _) = a_family(&cast).await;
    let found = about(families(&cast, "rustem").await, child.id);
    let father = found.iter().find(|pair| pair.kin == Some(Kin::FatherChild)).unwrap();
    let rustem = cast.who("rustem").await;
    let id = cast.app.side_by_side(&rustem, &father.code).await.unwrap().opened.view.id;
    decide(&cast, decision(&cast, father.code, MatchDecision::Different, None)).await.unwrap();
    let left = whole(&cast, id).await;
    assert!(left.pair.is_none(), "nothing says of whom it was");
    assert_eq!(left.erased.len(), 1);
    assert!(whole(&cast, child.id).await.links.is_empty());
    not_found(cast.app.side_by_side(&rustem, &father.code).await);
    assert_eq!(about(families(&cast, "rustem").await, child.id).len(), 1);
    assert!(cast.app.matches(&rustem, Queue::Settled, None, 20).await.unwrap().pairs.is_empty());
}

async fn nothing_is_guessed_where_nothing_may_be(cast: Cast) {
    let child = cast.child("aigul", CHILD, "2014-03-29").await;
    silence(&cast, child).await;
    let list = a_list(&cast, "timur", Intake::People).await;
    brings(&cast, "timur", &list, FAMILY).await;
    let found = families(&cast, "rustem").await;
    assert_eq!(found.len(), 1, "only within the list");
    assert!(about(found, child.id).is_empty());
}

async fn what_was_guessed_before_the_mark_is_shown_no_longer_and_deleted(cast: Cast) {
    let (child, _) = a_family(&cast).await;
    let found = about(families(&cast, "rustem").await, child.id);
    assert_eq!(found.len(), 2);
    let rustem = cast.who("rustem").await;
    let mut pairs = Vec::new();
    for pair in &found {
        pairs.push(cast.app.side_by_side(&rustem, &pair.code).await.unwrap().opened.view.id);
    }
    silence(&cast, child).await;
    assert!(about(families(&cast, "rustem").await, child.id).is_empty());
    cast.app.do_match_jobs().await.unwrap();
    for id in pairs {
        assert!(whole(&cast, id).await.pair.is_none(), "nothing says of whom it was");
    }
    for pair in found {
        not_found(cast.app.side_by_side(&rustem, &pair.code).await);
        not_found(decide(&cast, decision(&cast, pair.code, MatchDecision::Related, Some("child"))).await);
    }
}

async fn what_was_accepted_stays_when_nothing_more_is_guessed(cast: Cast) {
    let (child, _) = a_family(&cast).await;
    let found = about(families(&cast, "rustem").await, child.id);
    let sister = found.iter().find(|pair| pair.kin == Some(Kin::Siblings)).unwrap();
    decide(&cast, decision(&cast, sister.code, MatchDecision::Related, Some("sibling"))).await.unwrap();
    silence(&cast, child).await;
    cast.app.do_match_jobs().await.unwrap();
    let links = whole(&cast, child.id).await.links;
    assert_eq!(links.values().map(GroundCode::as_str).collect::<Vec<_>>(), ["sibling"]);
}

async fn of_one_family_nothing_is_guessed(cast: Cast) {
    let child = cast.child("aigul", CHILD, "2014-03-29").await;
    let sister = cast.child("aigul", "Ахметова Мадина Канатовна", "2016-11-05").await;
    let sent = app::case::open_by_hand::OpenByHand {
        command: cast.command(),
        kind: domain::Kind::of("family"),
        basis: GroundCode::of("vital_interest"),
        names: Vec::new(),
        sex: None,
        birth: None,
        called: Some("Ахметовы".into()),
        members: vec![child.code, sister.code],
    };
    cast.app.open_by_hand(&cast.who("aigul").await, sent).await.unwrap();
    assert_eq!(cast.app.look_for_test(child.id).await.unwrap(), 0, "written there already");
    let cousin = cast.child("aigul", "Akhmetova Madina Kanatovna", "2016-11-05").await;
    assert_ne!(cast.app.look_for_test(cousin.id).await.unwrap(), 0, "who is not of it is asked about");
}

on_both!(
    a_family_on_a_list_comes_before_the_registrar_and_nobody_else,
    a_mother_is_found_by_the_name_that_a_list_gives_her,
    what_is_accepted_ties_both_and_is_taken_back,
    what_is_rejected_is_deleted,
    nothing_is_guessed_where_nothing_may_be,
    what_was_guessed_before_the_mark_is_shown_no_longer_and_deleted,
    what_was_accepted_stays_when_nothing_more_is_guessed,
    of_one_family_nothing_is_guessed,
);
