//! People of a family: who links whom, what a link does not do, what an adult's own record is, and what happens where
//! nothing may be guessed about a father.

use app::{
    Answer, Done, Door, Refused, Shown,
    case::{assign::Assign, link::Link, open_by_hand::OpenByHand},
    fixture::OpenCase,
    matching::Queue,
};
use domain::{
    ChoiceCode, Event, GroundCode, Kind, NameRole, PartialDate, PersonName, PlaceCode, Record, Value,
};
use testkit::{Cast, Child, on_both};

use crate::{chain::rebuilds_alike, steps::*};

/// A record of an adult.
pub(crate) async fn adult(cast: &Cast, owner: &str, name: &str, sex: &'static str, born: &str) -> Child {
    let case = OpenCase {
        kind: Kind::of("adult"),
        profile: vec![
            ("names", Value::Names(vec![PersonName::new(name, NameRole::Full)])),
            ("sex", Value::Choice(ChoiceCode::of(sex))),
            ("birth", Value::Date(born.parse::<PartialDate>().unwrap())),
        ],
        owner: Some(cast.id(owner)),
        team: Some(cast.centre),
        place: Some(PlaceCode::of("kz-atyrau")),
        list: None,
    };
    let timur = cast.who("timur").await;
    let id = cast.app.open_case_for_test(&timur, cast.command(), &case).await.unwrap();
    Child { id, code: cast.code(id).await }
}

pub(crate) async fn links(
    cast: &Cast,
    by: &str,
    one: Child,
    to: Child,
    relation: &'static str,
) -> Answer<Done> {
    let sent =
        Link { command: cast.command(), code: one.code, to: to.code, relation: GroundCode::of(relation) };
    cast.app.link_records(&cast.who(by).await, sent).await
}

async fn unlinks(cast: &Cast, by: &str, one: Child, to: Child, why: &str) -> Answer<Done> {
    let by = cast.who(by).await;
    cast.app.unlink_records(&by, cast.command(), &one.code, &to.code, &text(why)).await
}

fn tie(record: &Record, to: Child) -> Option<String> {
    record.links.get(&to.id).map(ToString::to_string)
}

/// The people of a family picture and whose children they are said to be.
async fn picture(cast: &Cast, by: &str, of: Child) -> Vec<(Child, String, usize)> {
    let by = cast.who(by).await;
    let opened = cast.app.open_code(&by, &of.code, Door::page(Shown::Record)).await.unwrap();
    let mut shown = Vec::new();
    for one in cast.app.family(&by, &opened).await.unwrap() {
        let code = one.record.code.unwrap();
        shown.push((Child { id: one.record.id, code }, one.relation.to_string(), one.children.len()));
    }
    shown
}

/// Marks a record: nothing is guessed about the father.
pub(crate) async fn silence(cast: &Cast, of: Child) {
    let marked = form(cast, of, "background", 0, &[("no_father_inference", "yes")]);
    fills(cast, "aigul", marked).await.unwrap();
}

async fn a_link_stands_in_both_records_or_in_neither(cast: Cast) {
    let child = cast.a_child().await;
    let mother = adult(&cast, "aigul", "Асель Сәрсенбаева", "female", "1990-05-01").await;
    for by in ["marat", "saule", "zarina", "bolat", "timur", "dana", "admin"] {
        not_found_or_unknown(links(&cast, by, child, mother, "mother").await);
    }
    let sent = Link {
        command: cast.command(),
        code: child.code,
        to: mother.code,
        relation: GroundCode::of("mother"),
    };
    let aigul = cast.who("aigul").await;
    assert!(!cast.app.link_records(&aigul, sent.clone()).await.unwrap().repeated);
    let (of_child, of_mother) = (record(&cast, child).await, record(&cast, mother).await);
    assert_eq!(tie(&of_child, mother).as_deref(), Some("mother"));
    assert_eq!(tie(&of_mother, child).as_deref(), Some("child"));
    // The second click, and the same once more from another page.
    assert!(cast.app.link_records(&aigul, sent).await.unwrap().repeated);
    links(&cast, "aigul", mother, child, "child").await.unwrap();
    assert_eq!(record(&cast, child).await.history.len(), of_child.history.len());
    assert_eq!(reason(links(&cast, "aigul", child, mother, "spouse").await), "linked-already");

    assert_eq!(reason(unlinks(&cast, "aigul", child, mother, "  ").await), "reason-needed");
    for by in ["marat", "saule", "bolat", "timur"] {
        not_found(unlinks(&cast, by, child, mother, "not hers").await);
    }
    unlinks(&cast, "aigul", mother, child, "another woman of that name").await.unwrap();
    assert_eq!(tie(&record(&cast, child).await, mother), None);
    assert_eq!(tie(&record(&cast, mother).await, child), None);
    not_found(unlinks(&cast, "aigul", child, mother, "again").await);
    // A registrar of the place may do both; a link of his opens nothing to anybody.
    links(&cast, "rustem", child, mother, "mother").await.unwrap();
    not_found(cast.app.open_code(&cast.who("zarina").await, &mother.code, Door::page(Shown::Record)).await);
    rebuilds_alike(&cast, &cast.app).await;
}

fn not_found_or_unknown(answer: Answer<Done>) {
    match answer {
        Err(Refused::NotFound) => {}
        other => assert_eq!(reason(other), "party-unknown"),
    }
}

async fn what_does_not_fit_is_refused_and_a_strangers_record_is_one_that_is_not_there(cast: Cast) {
    let child = cast.a_child().await;
    let mother = adult(&cast, "aigul", "Асель Сәрсенбаева", "female", "1990-05-01").await;
    let girl = adult(&cast, "aigul", "Дана Сәрсенбаева", "female", "2010-05-01").await;
    let family =
        cast.app.open_by_hand(&cast.who("aigul").await, by_hand(&cast, "family", &[])).await.unwrap();
    let family = family.id().unwrap();
    let family = Child { id: family, code: cast.code(family).await };
    for (one, to, relation, why) in [
        (child, child, "sibling", "same-record"),
        (child, mother, "father", "link-does-not-fit"),
        (child, girl, "mother", "link-too-young"),
        (child, mother, "same_person", "link-does-not-fit"),
        (child, mother, "flight", "link-does-not-fit"),
        (child, mother, "looked_after", "link-does-not-fit"),
        (child, family, "mother", "link-does-not-fit"),
        (family, child, "mother", "link-does-not-fit"),
    ] {
        assert_eq!(reason(links(&cast, "aigul", one, to, relation).await), why, "{relation}");
    }
    // A colleague's client: known in the team, and not hers to link.
    let marats = cast.child("marat", "Тілеген Айша", "2014-05-05").await;
    assert_eq!(reason(links(&cast, "aigul", child, marats, "sibling").await), "link-not-yours");
    // Barred from it, she meets what is not there.
    let marat = cast.who("marat").await;
    let ground = GroundCode::of("relative");
    cast.app.bar(&marat, cast.command(), marats.code, cast.id("aigul"), ground).await.unwrap();
    assert_eq!(reason(links(&cast, "aigul", child, marats, "sibling").await), "party-unknown");
    assert!(record(&cast, child).await.links.is_empty(), "nothing was half applied");
    // Who lives with whom changes without ending anything.
    links(&cast, "aigul", family, child, "member").await.unwrap();
    links(&cast, "aigul", family, child, "member_apart").await.unwrap();
    assert_eq!(tie(&record(&cast, family).await, child).as_deref(), Some("member_apart"));
    assert_eq!(tie(&record(&cast, child).await, family).as_deref(), Some("family"));
}

/// A record opened by hand: an adult, or a family with its members.
pub(crate) fn by_hand(cast: &Cast, kind: &'static str, members: &[Child]) -> OpenByHand {
    let family = kind == "family";
    OpenByHand {
        command: cast.command(),
        kind: Kind::of(kind),
        basis: GroundCode::of("vital_interest"),
        names: if family {
            Vec::new()
        } else {
            vec![PersonName::new("Сәрсенбаева", NameRole::Family), PersonName::new("Асель", NameRole::Given)]
        },
        sex: (!family).then(|| ChoiceCode::of("female")),
        birth: (!family).then(|| "1990-05-01".parse().unwrap()),
        called: family.then(|| text("Family of Amina")),
        members: members.iter().map(|member| member.code).collect(),
    }
}

async fn a_record_is_opened_by_hand_by_whoever_could_open_it_and_a_second_one_is_noticed(cast: Cast) {
    let known = adult(&cast, "marat", "Сәрсенбаева Асель", "female", "1990-05-01").await;
    for by in ["zarina", "bolat", "timur", "dana", "admin"] {
        let by = cast.who(by).await;
        for kind in ["adult", "family"] {
            assert!(!cast.app.opens_by_hand(&by, kind).await.unwrap());
            not_found(cast.app.open_by_hand(&by, by_hand(&cast, kind, &[])).await);
        }
    }
    for (by, owner, team) in [("aigul", Some("aigul"), true), ("saule", None, true), ("rustem", None, false)]
    {
        let who = cast.who(by).await;
        let done = cast.app.open_by_hand(&who, by_hand(&cast, "adult", &[])).await.unwrap();
        let made = cast.app.whole_record(done.id().unwrap()).await.unwrap();
        assert_eq!(made.owner, owner.map(|owner| cast.id(owner)), "{by}");
        assert_eq!(made.team.is_some(), team, "{by}");
        assert_eq!(made.opened.as_ref().unwrap().0.basis, *"vital_interest");
        cast.app.open(&who, made.id, Door::page(Shown::Record)).await.unwrap();
    }
    // Nobody but the registrar learns that she is known, and he only where he may open both.
    assert!(cast.app.do_match_jobs().await.unwrap() >= 1);
    let pairs = cast.app.matches(&cast.who("rustem").await, Queue::Certain, None, 50).await.unwrap();
    assert!(pairs.pairs.iter().any(|pair| pair.sides.iter().any(|side| side.id == known.id)));
    let aigul = cast.who("aigul").await;
    not_found(cast.app.matches(&aigul, Queue::Certain, None, 50).await);
    // A child comes with a list, not by hand; a family begins with people whom one may link.
    let mut child = by_hand(&cast, "adult", &[]);
    child.kind = Kind::of("child");
    not_found(cast.app.open_by_hand(&aigul, child).await);
    let mut nameless = by_hand(&cast, "adult", &[]);
    nameless.names.clear();
    assert_eq!(reason(cast.app.open_by_hand(&aigul, nameless).await), "name-needed");
    assert_eq!(
        reason(cast.app.open_by_hand(&aigul, by_hand(&cast, "family", &[known])).await),
        "link-not-yours"
    );
    let own = cast.a_child().await;
    let done = cast.app.open_by_hand(&aigul, by_hand(&cast, "family", &[own])).await.unwrap();
    let family = cast.app.whole_record(done.id().unwrap()).await.unwrap();
    assert_eq!(tie(&family, own).as_deref(), Some("member"));
    rebuilds_alike(&cast, &cast.app).await;
}

async fn nothing_of_hers_opens_from_the_childs_nor_of_the_childs_from_hers(cast: Cast) {
    let child = cast.a_child().await;
    let mother = adult(&cast, "aigul", "Асель Сәрсенбаева", "female", "1990-05-01").await;
    links(&cast, "aigul", child, mother, "mother").await.unwrap();
    to_school(&cast, child).await;
    to_psychologist(&cast, child).await;
    for by in ["bolat", "zarina"] {
        let who = cast.who(by).await;
        cast.app.open_code(&who, &child.code, Door::page(Shown::Record)).await.unwrap();
        not_found(cast.app.open_code(&who, &mother.code, Door::page(Shown::Record)).await);
        assert!(picture(&cast, by, child).await.is_empty(), "{by}");
    }
    // The worker is responsible for the mother no longer: the child's page tells nothing of her.
    let saule = cast.who("saule").await;
    let away = Assign { command: cast.command(), code: mother.code, owner: None, team: None, place: None };
    cast.app.assign(&saule, away).await.unwrap();
    assert!(picture(&cast, "aigul", child).await.is_empty());
    not_found(cast.app.open_code(&cast.who("aigul").await, &mother.code, Door::page(Shown::Record)).await);
}

async fn whoever_opens_a_record_is_told_of_one_that_is_there_only_where_they_may_open_it(cast: Cast) {
    let mother = adult(&cast, "aigul", "Асель Сәрсенбаева", "female", "1990-05-01").await;
    let part = |text: &str, role| PersonName::new(text, role);
    let face = app::matching::Face {
        names: vec![part("Asel", NameRole::Given), part("Sarsenbaeva", NameRole::Family)],
        sex: Some(ChoiceCode::of("female")),
        birth: Some(PartialDate::Year(1990)),
        ..app::matching::Face::default()
    };
    let known = async |by: &str| cast.app.known_already(&cast.who(by).await, &face).await.unwrap();
    let found = known("aigul").await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].record.id, mother.id);
    for by in ["bolat", "zarina", "timur"] {
        assert!(known(by).await.is_empty(), "{by}");
    }
}

async fn no_father_is_written_drawn_or_asked_for_where_nothing_may_be_guessed(cast: Cast) {
    let child = cast.a_child().await;
    let brother = cast.child("aigul", "Ерлан Сәрсенбаев", "2013-05-01").await;
    let mother = adult(&cast, "aigul", "Асель Сәрсенбаева", "female", "1990-05-01").await;
    let man = adult(&cast, "aigul", "Ержан Оспанов", "male", "1985-05-01").await;
    links(&cast, "aigul", child, mother, "mother").await.unwrap();
    links(&cast, "aigul", child, man, "father").await.unwrap();
    links(&cast, "aigul", brother, mother, "mother").await.unwrap();
    assert_eq!(picture(&cast, "aigul", child).await.len(), 2);
    let asks = async || {
        let aigul = cast.who("rustem").await;
        let code = domain::FormCode::of("adult_profile");
        let door = Door::page(Shown::RecordForm);
        cast.app.form_view(&aigul, &mother.code, &code, None, door).await.unwrap().father
    };
    assert_eq!(asks().await, app::matching::Father::Speaks);

    silence(&cast, child).await;
    let shown = picture(&cast, "aigul", child).await;
    assert_eq!(shown.iter().map(|one| one.0.id).collect::<Vec<_>>(), [mother.id], "the old tie is not drawn");
    // Not from his side either, whoever looks.
    assert!(picture(&cast, "aigul", man).await.is_empty());
    assert!(picture(&cast, "rustem", man).await.is_empty());
    unlinks(&cast, "aigul", child, man, "nobody knows").await.unwrap();
    assert_eq!(reason(links(&cast, "aigul", child, man, "father").await), "no-father-here");
    assert_eq!(reason(links(&cast, "aigul", man, child, "child").await), "no-father-here");
    links(&cast, "aigul", child, brother, "sibling").await.unwrap();

    // The papers ask for none, and take none; what was answered before the mark stays.
    let consul = "consul";
    let mut cast = cast;
    cast.account(consul).await;
    cast.propose(consul, "consular_officer", Some(cast.operation), None).await;
    cast.confirm("dana", consul).await;
    let granted = domain::Granted {
        party: cast.operation,
        relation: GroundCode::of("flight"),
        referral: None,
        until: None,
        reason: None,
    };
    let timur = cast.who("timur").await;
    for one in [child, brother] {
        let let_in = [("access", Event::Granted(granted.clone()))];
        cast.app.add_for_test(&timur, cast.command(), one.id, &let_in).await.unwrap();
    }
    let code = domain::FormCode::of("identity");
    let who = cast.who(consul).await;
    for (one, asked) in [(child, false), (brother, true)] {
        let view =
            cast.app.form_view(&who, &one.code, &code, None, Door::page(Shown::RecordForm)).await.unwrap();
        assert_eq!(view.form().field("father_named").is_some(), asked);
        assert!(view.form().field("mother_named").is_some());
    }
    let told = form(&cast, child, "identity", 0, &[("father_named", "Ержан")]);
    match fills(&cast, consul, told).await {
        Err(Refused::Fields(refused)) => {
            assert!(refused.problems.iter().any(|problem| problem.field == *"father_named"));
        }
        other => panic!("the form does not ask for him: {other:?}"),
    }
}

async fn a_fathers_name_finds_nobody_and_speaks_for_nobody_where_nothing_may_be_guessed(cast: Cast) {
    let named = |father: &str| {
        Value::Names(vec![
            PersonName::new("Асель", NameRole::Given),
            PersonName::new(father, NameRole::Father),
        ])
    };
    let mut found = Vec::new();
    let timur = cast.who("timur").await;
    for name in ["Ержан", "Ержан"] {
        let case = OpenCase {
            kind: Kind::of("child"),
            profile: vec![
                ("names", named(name)),
                ("sex", Value::Choice(ChoiceCode::of("female"))),
                ("birth", Value::Date("2016".parse().unwrap())),
            ],
            owner: Some(cast.id("aigul")),
            team: Some(cast.centre),
            place: Some(PlaceCode::of("kz-atyrau")),
            list: None,
        };
        let id = cast.app.open_case_for_test(&timur, cast.command(), &case).await.unwrap();
        found.push(Child { id, code: cast.code(id).await });
    }
    let tokens = async |of: Child| cast.app.store().tokens_of_all(&[of.id]).await.unwrap();
    let before = tokens(found[0]).await.len();
    silence(&cast, found[0]).await;
    let after = tokens(found[0]).await;
    assert!(after.len() < before, "the father's name is in no token: {before} and {}", after.len());
    let other = tokens(found[1]).await;
    let name_of_two =
        |one: &store::Token| other.iter().any(|two| two.kind == one.kind && two.token == one.token);
    assert!(!after.iter().filter(|token| token.kind == 1).any(name_of_two));
    rebuilds_alike(&cast, &cast.app).await;
}

async fn nobody_answers_for_a_record_that_is_closed_to_them(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let ground = GroundCode::of("same_village");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("marat"), ground).await.unwrap();
    let sent = Assign {
        command: cast.command(),
        code: child.code,
        owner: Some(cast.id("marat")),
        team: Some(cast.centre),
        place: None,
    };
    assert_eq!(reason(cast.app.assign(&cast.who("saule").await, sent).await), "choose-another-person");
    assert_eq!(record(&cast, child).await.owner, Some(cast.id("aigul")));
}

on_both![
    a_link_stands_in_both_records_or_in_neither,
    what_does_not_fit_is_refused_and_a_strangers_record_is_one_that_is_not_there,
    a_record_is_opened_by_hand_by_whoever_could_open_it_and_a_second_one_is_noticed,
    nothing_of_hers_opens_from_the_childs_nor_of_the_childs_from_hers,
    whoever_opens_a_record_is_told_of_one_that_is_there_only_where_they_may_open_it,
    no_father_is_written_drawn_or_asked_for_where_nothing_may_be_guessed,
    a_fathers_name_finds_nobody_and_speaks_for_nobody_where_nothing_may_be_guessed,
    nobody_answers_for_a_record_that_is_closed_to_them,
];
