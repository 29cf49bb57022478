//! Names and persons compared: telling examples, and what must hold of any text at all.

use names::{
    Kind, Name, Person, Record, Relation, SAME_NAME_AT, SAME_PERSON_AT, compare, english, name_reasons,
    reasons,
};
use proptest::prelude::*;

fn share(left: &str, right: &str) -> f32 {
    Name::new(left).share(&Name::new(right))
}

#[track_caller]
fn one_name(left: &str, right: &str) {
    assert!(share(left, right) >= SAME_NAME_AT, "{left} {right}: {}", share(left, right));
}

#[track_caller]
fn two_names(left: &str, right: &str) {
    assert!(share(left, right) < SAME_NAME_AT, "{left} {right}: {}", share(left, right));
}

fn person(name: &str, father: &str, mother: &str, sex: &str, birth: &str) -> Person {
    Person::new(&Record { name, father, mother, sex, birth })
}

#[test]
fn one_name_is_known_in_every_script() {
    for (left, right) in [
        ("Мұхаммед", "Muhammad"),
        ("Muhammad", "محمد"),
        ("Мұхаммед", "محمد"),
        ("Хадиша", "Hatice"),
        ("Khadija", "خديجة"),
        ("Жәмила", "جميلة"),
        ("Cemile", "Джамиля"),
        ("Абдурахим", "عبد الرحيم"),
        ("Alikhan", "Али Хан"),
        ("Oʻgʻiloy", "Ўғилой"),
        ("Нодирa", "Nodira"),
        ("مــحـمّـد", "محمد"),
        ("Muhammda", "Muhammad"),
    ] {
        one_name(left, right);
    }
}

#[test]
fn names_nobody_listed_are_known_by_their_sounds() {
    for (left, right) in
        [("Шахризада", "Shahrizada"), ("Blaschkowitz", "Блашковиц"), ("Kaczmarek", "كاتشماريك")]
    {
        one_name(left, right);
    }
}

#[test]
fn near_names_are_two_names() {
    for (left, right) in [
        ("Hasan", "Husayn"),
        ("حسن", "Хусейн"),
        ("Ali", "Alaa"),
        ("Амир", "Амира"),
        ("أمير", "Amira"),
        ("Умар", "Umayr"),
        ("Керим", "Kerime"),
        ("محمد", "محمود"),
        ("Зарина", "Zaira"),
        ("Абдурахман", "عبد الرحيم"),
        ("Salim Khan", "علي خان"),
    ] {
        two_names(left, right);
    }
}

#[test]
fn a_brothers_and_a_sisters_surname_are_one() {
    one_name("Ахметов", "Ахметова");
    one_name("Ахметова", "Akhmetov");
    one_name("نزاروفا", "Назаров");
    two_names("Каримов", "Рахимов");
}

#[test]
fn the_order_of_a_name_does_not_matter() {
    one_name("Ахметов Али Канатович", "Ali Kanatovich Akhmetov");
    one_name("AKHMETOV, Ali", "علي احمدوف");
    two_names("Ахметов Али Канатович", "Akhmetov Hasan Kanatovich");
}

#[test]
fn one_person_is_known_in_two_sources() {
    let left = person("Ахметова Хадиша Канатқызы", "Қанат", "Дана", "F", "2008-03-29");
    for right in [
        person("خديجة قنات احمدوف", "", "", "F", "2008"),
        person("Hatice Kanatovna AKHMETOVA", "Kanat", "", "F", "29.03.2008"),
        person("Khadija (Umm Omar)", "Qanat Akhmetov", "Dana", "", "~2008"),
    ] {
        let found = compare(&left, &right);
        assert!(found.same >= SAME_PERSON_AT, "{found:?}");
        assert_eq!(found.relation, Relation::Same);
    }
}

#[test]
fn twins_and_siblings_are_not_one_person() {
    let one = person("Ахметова Зарина Канатовна", "", "Дана", "F", "2008-03-29");
    for (other, born) in [("Akhmetova Zaira Kanatovna", "2008-03-29"), ("Akhmetova Madina", "2010-05-01")] {
        let found = compare(&one, &person(other, "Kanat", "Dana", "F", born));
        assert!(found.same < 0.3, "{other} {found:?}");
        assert_eq!(found.relation, Relation::Sibling, "{other}");
    }
}

#[test]
fn a_father_is_not_taken_for_his_son_nor_names_exchanged() {
    let son = person("Ахметов Берик Канатович", "Ахметов Канат Берикович", "", "M", "2010-05-02");
    let father = person("Akhmetov Kanat Berikovich", "", "", "M", "1984-11-12");
    let found = compare(&son, &father);
    assert!(found.same < 0.02, "{found:?}");
    let exchanged = compare(
        &person("Иванов Владимир Евгеньевич", "", "", "M", "2017-07-10"),
        &person("Eugene Vladimirovich Ivanov", "", "", "M", "2017"),
    );
    assert!(exchanged.same < 0.05, "{exchanged:?}");
}

#[test]
fn a_mother_is_proposed_as_one() {
    let child = person("Sumaya Kenzhebayeva", "", "Кенжебаева Назым Ермековна", "F", "2014-02-01");
    let mother = person("Nazym Yermekovna Kenzhebayeva", "", "", "F", "1988-06-05");
    let found = compare(&child, &mother);
    assert_eq!(found.relation, Relation::ParentChild, "{found:?}");
    assert!(found.same < 0.01);
}

#[test]
fn what_is_not_told_decides_nothing() {
    let (full, bare) =
        (person("Ахметов Али", "Канат", "Дана", "M", "2008-03-29"), person("Ali Akhmetov", "", "", "", ""));
    let found = compare(&full, &bare);
    assert!(found.same > 0.2, "{found:?}");
    let nothing = compare(&bare, &person("", "", "", "", ""));
    assert!(nothing.same < 0.9);
}

#[test]
fn every_answer_says_why() {
    let (left, right) = (
        person("Ахметова Зарина Канатовна", "", "Дана", "F", "2008-03-29"),
        person("Akhmetova Zaira Kanatovna", "", "Dana", "F", "2008-03-29"),
    );
    let why = reasons(&left, &right);
    assert!(why.iter().any(|reason| reason.weight < 0.0) && why.iter().any(|reason| reason.weight > 0.0));
    let twins = why.iter().find(|reason| reason.kind == Kind::TwinPattern);
    assert!(twins.is_some_and(|reason| reason.weight < 0.0), "{why:?}");
    assert!(why.windows(2).all(|two| two[0].weight.abs() >= two[1].weight.abs()));
    for reason in why.iter().chain(&name_reasons(&Name::new("Али"), &Name::new("Ali"))) {
        assert!(
            !english(reason).is_empty() && !reason.field.code().is_empty() && !reason.kind.code().is_empty()
        );
    }
}

#[test]
fn nobody_stands_in_a_log() {
    let shown = format!("{:?} {:?}", Name::new("Хадиша"), person("Хадиша", "Канат", "Дана", "F", "2008"));
    assert!(!shown.contains("адиша") && !shown.contains("анат"), "{shown}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a bound on the work, generous enough for any machine")]
fn long_names_take_no_time() {
    for unit in ["а", "ш ", "شمس ", "abd al ", "(", "улы ", "😀", "\u{202E}a"] {
        let text = unit.repeat(10_000);
        let start = std::time::Instant::now();
        let one = person(&text, &text, &text, &text, &text);
        let _ = compare(&one, &one);
        let name = Name::new(&text);
        let _ = name.share(&name);
        assert!(start.elapsed() < std::time::Duration::from_secs(20), "{unit}: {:?}", start.elapsed());
        assert_eq!(name.raw(), text);
    }
}

const TEXT: &str = "\\PC{0,60}|[А-Яа-яёәіңғүұқөһA-Za-z' \\-]{0,40}|[ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأ ]{0,30}";

proptest! {
    #[test]
    fn names_are_alike_both_ways_round(left in TEXT, right in TEXT) {
        let (l, r) = (Name::new(&left), Name::new(&right));
        prop_assert_eq!(l.raw(), left.as_str());
        prop_assert!((l.share(&r) - r.share(&l)).abs() < 1e-5);
        prop_assert!((0.0..=1.0).contains(&l.share(&r)));
    }

    #[test]
    fn persons_are_alike_both_ways_round(
        names in proptest::array::uniform6(TEXT),
        births in proptest::array::uniform2("[0-9~.\\-]{0,10}|(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]"),
        sexes in proptest::array::uniform2("[MFмж]?"),
    ) {
        let left = person(&names[0], &names[1], &names[2], &sexes[0], &births[0]);
        let right = person(&names[3], &names[4], &names[5], &sexes[1], &births[1]);
        let (one, other) = (compare(&left, &right), compare(&right, &left));
        prop_assert!((one.same - other.same).abs() < 1e-4);
        prop_assert!((one.relation_share - other.relation_share).abs() < 1e-4);
        prop_assert!(one.same.is_finite() && (0.0..=1.0001).contains(&one.same));
        prop_assert!(reasons(&left, &right).iter().all(|reason| reason.weight.is_finite()));
        prop_assert_eq!(left.raw(), names[0].as_str());
    }
}
