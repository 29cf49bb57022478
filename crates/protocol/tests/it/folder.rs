//! Folders: complete, damaged, absent; and what the hash covers.

use std::fs;

use protocol::{Error, Protocol, hash};

use crate::fixture;

fn written() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in fixture::files() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

#[test]
fn a_folder_and_its_files_are_the_same_protocol() {
    let folder = written();
    fs::write(folder.path().join("README.md"), "How to change this").expect("a file");
    fs::write(folder.path().join("roles.toml~"), "left by an editor").expect("a file");
    fs::write(folder.path().join(".roles.toml.swp.toml"), "left by an editor").expect("a file");
    let loaded = Protocol::load(folder.path()).expect("a sound folder");
    assert_eq!(loaded.files(), &fixture::files());
    assert_eq!(loaded, Protocol::from_files(fixture::files()).expect("sound files"));
}

#[test]
fn every_byte_and_every_name_changes_the_hash() {
    let files = fixture::files();
    let before = hash(&files);
    assert_eq!(before.len(), 64);
    assert_eq!(before, hash(&files.clone()));
    let mut comment = files.clone();
    comment.entry("roles.toml".to_owned()).or_default().push_str("# ");
    assert_ne!(before, hash(&comment));
    let mut renamed = files.clone();
    let text = renamed.remove("roles.toml").expect("the file");
    renamed.insert("role.toml".to_owned(), text);
    assert_ne!(before, hash(&renamed));
    // A name cannot pass for content: ("ab", "c") is not ("a", "bc").
    let one = [("ab".to_owned(), "c".to_owned())].into();
    let other = [("a".to_owned(), "bc".to_owned())].into();
    assert_ne!(hash(&one), hash(&other));
}

#[test]
fn a_damaged_folder_says_what_is_wrong_and_how_to_mend_it() {
    let folder = written();
    fs::remove_file(folder.path().join("consent.toml")).expect("a file");
    fs::write(folder.path().join("role.toml"), "").expect("a file");
    let said = Protocol::load(folder.path()).expect_err("damaged").to_string();
    insta::assert_snapshot!(said, @r"
    the protocol has 2 mistakes to mend:
      consent.toml:1:1: the file is missing; create consent.toml
      role.toml:1:1: nothing reads this file; did you mean roles.toml?
    ");

    let folder = written();
    fs::write(folder.path().join("forms/visit.toml"), b"form = \"visit\"\ntitle = \"\xff\"").expect("a file");
    let error = Protocol::load(folder.path()).expect_err("damaged");
    let [problem] = error.problems() else { panic!("{error}") };
    assert_eq!(
        problem.to_string(),
        "forms/visit.toml:2:10: the file is not UTF-8 here; save the file as UTF-8"
    );

    let folder = tempfile::tempdir().expect("a temporary folder");
    let absent = folder.path().join("nowhere");
    let error = Protocol::load(&absent).expect_err("absent");
    assert!(matches!(&error, Error::Unreadable { path, .. } if *path == absent), "{error}");
    assert!(error.to_string().contains("mend the path"), "{error}");
    assert!(error.problems().is_empty());
}

#[test]
fn a_file_too_large_to_be_a_protocol_is_not_read() {
    let folder = written();
    let file = fs::File::create(folder.path().join("places.toml")).expect("a file");
    file.set_len(200 << 20).expect("room for a sparse file");
    let error = Protocol::load(folder.path()).expect_err("too large");
    assert!(matches!(error, Error::Unreadable { .. }), "{error}");
}

#[test]
fn what_was_in_force_still_loads_when_checks_have_grown_stricter() {
    let mut files = fixture::files();
    let retention = files.get_mut("retention.toml").expect("the file");
    *retention = retention.replace("\"education\"", "");
    assert!(Protocol::from_files(files.clone()).is_err(), "a new version must meet the check");
    assert!(Protocol::from_activated(files.clone()).is_ok(), "an old one must not");
    let roles = files.get_mut("roles.toml").expect("the file");
    *roles = roles.replace("code = \"teacher\"", "code = teacher");
    assert!(Protocol::from_activated(files).is_err(), "what cannot be read is never loaded");
}

proptest::proptest! {
    #[test]
    fn no_damage_makes_it_panic(which in 0usize..20, at in 0usize..3000, put in "[\\PC\n\"\\[\\]={}#]{0,6}", cut in 0usize..40) {
        let mut files = fixture::files();
        let path = files.keys().nth(which).expect("a file").clone();
        let text = files.get_mut(&path).expect("the file");
        let floor = |mut at: usize| { while !text.is_char_boundary(at) { at -= 1 } at };
        let from = floor(at.min(text.len()));
        let to = floor((from + cut).min(text.len())).max(from);
        text.replace_range(from..to, &put);
        if let Err(error) = Protocol::from_files(files.clone()) {
            for problem in error.problems() {
                let lines = files.get(&problem.file).map_or(0, |text| text.split('\n').count());
                proptest::prop_assert!(problem.line as usize <= lines.max(1), "{}", problem);
                proptest::prop_assert!(!problem.mend.is_empty(), "{}", problem);
            }
            proptest::prop_assert!(!error.problems().is_empty());
        }
    }
}
