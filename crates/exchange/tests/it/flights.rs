//! The two flights' manifests, invented (CC0): what is true of every reading of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::PartialDate;
use exchange::{
    json,
    manifest::{Corrections, LeftOut, Manifest},
    rows::{Resemblance, fingerprint},
};

use super::{codes, people};

const FLIGHT1: &[u8] = include_bytes!("../data/flight1_manifest_ru.csv");
const FLIGHT2: &[u8] = include_bytes!("../data/flight2_manifest_ru.csv");

fn flight1() -> Manifest {
    people("flight1_manifest_ru.csv", FLIGHT1, &Corrections::new()).expect("the first flight")
}
fn flight2() -> Manifest {
    people("flight2_manifest_ru.csv", FLIGHT2, &Corrections::new()).expect("the second flight")
}

fn left_out(manifest: &Manifest, why: LeftOut) -> Vec<u32> {
    manifest.left_out.iter().filter(|(_, reason)| *reason == why).map(|(row, _)| *row).collect()
}

#[test]
fn everybody_is_read_once_and_families_are_the_lists() {
    let first = flight1();
    assert_eq!((first.people.len(), first.families.len()), (118, 29));
    assert_eq!(left_out(&first, LeftOut::Duplicate), [15, 22, 51, 53, 101]);
    let second = flight2();
    assert_eq!((second.people.len(), second.families.len()), (160, 40));
    assert_eq!(left_out(&second, LeftOut::Duplicate).len(), 5);
    assert_eq!(left_out(&second, LeftOut::Total), [168]);
    assert!(
        !codes(&second).iter().any(|(_, code)| *code == "total_differs"),
        "the total is that of the people"
    );
}

#[test]
fn only_what_cannot_be_stored_blocks() {
    for (manifest, row) in [(flight1(), 10), (flight2(), 86)] {
        let blocking: Vec<(u32, &str)> =
            manifest.blocking().map(|problem| (problem.at.row, problem.code.as_str())).collect();
        assert_eq!(blocking, [(row, "date_does_not_exist")]);
        let problem = manifest.blocking().next().expect("the date");
        assert!(problem.english().contains("31.02.2015 does not exist"), "{}", problem.english());
        let offered: Vec<&str> = problem.mends.iter().map(|mend| mend.set[0].1.as_str()).collect();
        assert_eq!(offered, ["2015", "2015-02", ""]);
    }
}

#[test]
fn a_mend_that_is_picked_unblocks_its_row_and_touches_no_other() {
    let before = flight1();
    let mend = before.blocking().next().expect("the date").clone();
    let corrections: Corrections =
        mend.mends[0].set.iter().map(|(column, text)| ((mend.at.row, *column), text.clone())).collect();
    let after = people("flight1_manifest_ru.csv", FLIGHT1, &corrections).expect("the first flight");
    assert_eq!(after.blocking().count(), 0);
    let changed: Vec<u32> =
        before.people.iter().zip(&after.people).filter(|(a, b)| a != b).map(|(a, _)| a.row).collect();
    assert_eq!(changed, [10]);
    let person = after.people.iter().find(|person| person.row == 10).expect("row 10");
    assert_eq!(person.birth, Some(PartialDate::Year(2015)));
    assert_eq!(person.birth_read.as_str(), "31.02.2015", "what the file said stays");
}

#[test]
fn defects_are_named_at_their_cell_and_nothing_is_changed() {
    let first = flight1();
    let found = codes(&first);
    for expected in [
        (39, "homoglyphs"),
        (44, "names_swapped"),
        (95, "names_swapped"),
        (107, "names_swapped"),
        (45, "date_part_unknown"),
        (47, "sex_against_patronymic"),
        (96, "sex_against_patronymic"),
        (59, "lost_letters"),
        (105, "lost_letters"),
        (69, "cell_cut"),
        (72, "whole_name_in_one_cell"),
        (77, "formula_like"),
        (85, "formula_like"),
        (90, "formula_like"),
        (17, "given_name_missing"),
    ] {
        assert!(found.contains(&expected), "{expected:?}");
    }
    let name = |row: u32, at: usize| {
        let person = first.people.iter().find(|person| person.row == row).expect("the row");
        (person.names[at].role.code(), person.names[at].text.as_str().to_owned())
    };
    assert_eq!(name(39, 1), ("given", "Нодирa".into()), "the Latin letter stays");
    assert_eq!(name(44, 0), ("family", "Перизат".into()), "exchanged cells are not exchanged back");
    assert_eq!(name(59, 0), ("family", "То?таров".into()), "the lost letter is not invented");
    let note = first
        .people
        .iter()
        .find(|person| person.row == 69)
        .and_then(|person| person.note.clone())
        .expect("a note");
    assert_eq!(note.as_str().chars().count(), 2_000);
}

#[test]
fn the_same_file_again_adds_nothing() {
    for manifest in [flight1(), flight2()] {
        let again: Vec<_> = manifest.people.iter().map(fingerprint).collect();
        for (at, print) in again.iter().enumerate() {
            assert_eq!(print.resembles(&fingerprint(&manifest.people[at])), Resemblance::Same);
            let others = again.iter().enumerate().filter(|(other, _)| *other != at);
            assert_eq!(others.filter(|(_, other)| print.resembles(other) == Resemblance::Same).count(), 0);
        }
        let tokens = |print: &exchange::rows::Fingerprint| print.map(|text| format!("{:x}", text.len()));
        assert_eq!(tokens(&again[0]).resembles(&tokens(&again[0])), Resemblance::Same);
    }
}

#[test]
fn a_corrected_row_is_known_as_the_same_person() {
    let text = encoding(FLIGHT1).replace("15.03.1993", "16.03.1993").replace("09.06.1990", "09.06.1991");
    let corrected = people("flight1.csv", text.as_bytes(), &Corrections::new()).expect("the corrected list");
    let before: Vec<_> = flight1().people.iter().map(fingerprint).collect();
    let mut kinds: BTreeMap<Resemblance, Vec<u32>> = BTreeMap::new();
    for person in &corrected.people {
        let print = fingerprint(person);
        let best = before.iter().map(|earlier| print.resembles(earlier)).max().unwrap_or(Resemblance::Other);
        kinds.entry(best).or_default().push(person.row);
    }
    assert_eq!(kinds.get(&Resemblance::Corrected), Some(&vec![2, 32]));
    assert_eq!(kinds.get(&Resemblance::Other), None);
}

fn encoding(bytes: &[u8]) -> String {
    // The sample is Windows-1251; its own reader says so.
    let (text, _, damaged) = encoding_rs::WINDOWS_1251.decode(bytes);
    assert!(!damaged);
    text.into_owned()
}

#[test]
fn the_encoding_does_not_change_the_people() {
    let text = encoding(FLIGHT2);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend_from_slice(text.as_bytes());
    let tabs = text.replace(';', "\t");
    let expected = flight2();
    for bytes in [text.as_bytes(), &wide, &marked, tabs.as_bytes()] {
        let read = people("flight2_manifest_ru.csv", bytes, &Corrections::new()).expect("the list");
        assert_eq!(read.people.len(), expected.people.len());
        assert!(
            read.people.iter().zip(&expected.people).all(|(a, b)| a.names == b.names && a.birth == b.birth)
        );
    }
}

#[test]
fn the_json_has_the_promised_form() {
    let value = json::value(&flight1()).expect("json");
    let keys = |value: &serde_json::Value| -> BTreeSet<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(keys(&value), set(&["rows", "problems"]));
    let rows = value["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 118);
    for row in rows {
        assert_eq!(
            keys(row),
            set(&[
                "sheet",
                "row",
                "names",
                "sex",
                "birth",
                "family",
                "mother",
                "father",
                "documents",
                "place"
            ])
        );
        for name in row["names"].as_array().expect("names") {
            assert_eq!(keys(name), set(&["text", "script", "role"]));
        }
        if !row["birth"].is_null() {
            assert_eq!(keys(&row["birth"]), set(&["value", "precision", "read"]));
        }
    }
    for problem in value["problems"].as_array().expect("problems") {
        assert_eq!(keys(problem), set(&["sheet", "row", "column", "read", "code", "mend", "blocking"]));
    }
    let first = &rows[0];
    assert_eq!(first["row"], 2);
    assert_eq!(first["sheet"], "flight1_manifest_ru");
    assert_eq!(first["sex"], "F");
    assert_eq!(first["birth"]["value"], "1993-03-15");
    assert_eq!(first["documents"][0], "N84780974");
    assert_eq!(first["names"][0]["script"], "cyrillic");
    assert!(first["mother"].is_null());
}

#[test]
fn debug_shows_nobody() {
    let shown = format!("{:?}", flight1());
    for name in ["Такенова", "Джаннат", "N84780974", "1993", "Хадиджа"] {
        assert!(!shown.contains(name), "{name} is in Debug");
    }
}
