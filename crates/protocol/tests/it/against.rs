//! A new version beside one that was in force.

use protocol::{Files, Protocol};

use crate::fixture;

fn changed(changes: &[(&str, &str, &str)]) -> Files {
    let mut files = fixture::files();
    for (file, from, to) in changes {
        let text = files.get_mut(*file).expect("the file");
        assert!(text.contains(from), "{file} does not hold {from:?}");
        *text = text.replace(from, to);
    }
    files
}

/// What a change breaks; the new version is read without the checks that other tests are for.
fn broken_by(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let old = Protocol::from_files(fixture::files()).expect("the fixture");
    let mut files = changed(changes);
    if let Some(head) = files.get_mut("protocol.toml") {
        *head = head.replace("xx-2026.1", "xx-2026.2");
    }
    let new = match Protocol::from_activated(files) {
        Ok(new) => new,
        Err(error) => panic!("{error}"),
    };
    new.check_against(&old).iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_breaks_when_nothing_is_taken_away() {
    assert!(broken_by(&[]).is_empty());
    let more = [
        ("stages.toml", "{ en = \"Home\"", "{ en = \"At home\""),
        ("pathway.toml", "\"48h\"", "\"24h\""),
        ("lookups/yes_no.toml", "code = \"no\"", "code = \"no\"\nretired = true"),
        ("forms/visit.toml", "version = 1", "version = 2"),
        ("forms/visit.toml", "Seen alone?", "Was the child seen alone?"),
    ];
    assert!(broken_by(&more).is_empty(), "{:?}", broken_by(&more));
}

#[test]
fn codes_are_retired_and_never_deleted() {
    let field = [
        ("forms/needs.toml", "name = \"needs\"", "name = \"wishes\""),
        ("forms/needs.toml", "version = 1", "version = 2"),
    ];
    let cases: Vec<&[(&str, &str, &str)]> = vec![
        &[("lookups/grounds.toml", "code = \"goals_met\"", "code = \"done\"")],
        &[("pathway.toml", "code = \"visit\"", "code = \"home_visit\"")],
        &[
            ("places.toml", "xx-west.town", "xx-west.city"),
            ("directory.toml", "xx-west.town", "xx-west.city"),
        ],
        &[("retention.toml", "code = \"school\"", "code = \"learning\"")],
        &[("directory.toml", "school_1", "school_2")],
        &[("roles.toml", "code = \"supervisor\"", "code = \"head\"")],
        &[
            ("stages.toml", "\"home\"", "\"house\""),
            ("pathway.toml", "stage:home", "stage:house"),
            ("roles.toml", "\"home\"", "\"house\""),
        ],
        &[("records.toml", "\"background\", ", "")],
        &[("instruments.toml", "emotional", "feelings")],
        &field,
    ];
    let said: Vec<String> = cases.into_iter().map(|changes| broken_by(changes).join("\n")).collect();
    assert!(said.iter().all(|said| !said.is_empty()));
    insta::assert_snapshot!(said.join("\n--\n"));
}

#[test]
fn a_field_keeps_its_type_and_a_form_its_compartment() {
    let typed = [
        ("forms/needs.toml", "type = \"text\"", "type = \"integer\""),
        ("forms/needs.toml", "version = 1", "version = 2"),
    ];
    let moved = [
        ("forms/needs.toml", "compartment = \"education\"", "compartment = \"social\""),
        ("forms/needs.toml", "version = 1", "version = 2"),
    ];
    let unversioned = [("forms/needs.toml", "What helps?", "What would help?")];
    let said = [&typed[..], &moved, &unversioned].map(|changes| broken_by(changes).join("\n"));
    insta::assert_snapshot!(said.join("\n--\n"));
}

#[test]
fn one_version_has_one_content() {
    let old = Protocol::from_files(fixture::files()).expect("the fixture");
    let files = changed(&[("pathway.toml", "\"48h\"", "\"24h\"")]);
    let new = Protocol::from_files(files).expect("a sound change");
    let problems = new.check_against(&old);
    let [problem] = &problems[..] else { panic!("{problems:?}") };
    assert!(problem.message.contains("was in force with other files"), "{problem}");
}
