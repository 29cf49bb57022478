//! Proving the chain, making projections again, backup and restore.

use crate::{
    house::House,
    run::{ended, program, text},
};

const PHRASE: &str = "backup of the mountain house";

#[test]
fn an_installation_is_sound_and_its_projections_are_those_of_its_events() {
    let house = House::init();
    let said = house.run(["verify"]).well();
    assert!(said.out.starts_with("sound: "), "{}", said.out);
    let said = house.run(["rebuild"]).well();
    assert!(said.out.contains(" 0 differences"), "{}", said.out);
    house.run(["rebuild", "--replace"]).well();
}

#[test]
fn an_altered_event_is_found_and_named() {
    let house = House::init();
    let path = house.data().join("homeward.db");
    let bytes = std::fs::read(&path).unwrap();
    // Somebody with the disk changes one byte of sealed text. Which one is chance: one of these is in an event.
    let mut found = false;
    for place in (bytes.len() / 4..bytes.len()).step_by(1013) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x40;
        std::fs::write(&path, &damaged).unwrap();
        let said = house.run(["verify"]);
        if said.out.contains("not as it was written") {
            assert!(!said.status.success());
            assert!(said.out.contains("position"), "{}", said.out);
            found = true;
            break;
        }
    }
    assert!(found, "no byte of a hundred was missed by anybody");
}

#[test]
fn a_backup_comes_back_whole() {
    let house = House::init();
    let file = house.folder().join("copy.age");
    let data = house.data();
    let backup = || {
        let mut command = program();
        command.env("HOMEWARD_BACKUP_PASSPHRASE", PHRASE);
        ended(command.args(["backup", "--data", text(&data), "--to", text(&file)]))
    };
    backup().well();
    backup().refused_with("copy.age");
    // Nothing of it is readable without the passphrase.
    let kept = std::fs::read(&file).unwrap();
    assert!(kept.starts_with(b"age-encryption.org/v1"));
    let new = house.folder().join("new.db");
    let restore = |phrase: &str| {
        let mut command = program();
        command.env("HOMEWARD_BACKUP_PASSPHRASE", phrase);
        command.args(["restore", "--data", text(&data), "--from", text(&file), "--database", text(&new)]);
        ended(&mut command)
    };
    restore("not the passphrase at all").refused_with("does not open");
    std::fs::remove_file(&new).ok();
    let said = restore(PHRASE).well();
    assert!(said.out.starts_with("sound: "), "{}", said.out);
    let said = ended(program().args(["verify", "--data", text(&data), "--database", text(&new)])).well();
    assert!(said.out.starts_with("sound: "), "{}", said.out);
    restore(PHRASE).refused_with("is there already");
}

#[test]
fn a_backup_with_a_short_passphrase_is_not_made() {
    let house = House::init();
    let file = house.folder().join("copy.age");
    let mut command = program();
    command.env("HOMEWARD_BACKUP_PASSPHRASE", "short");
    let said = ended(command.args(["backup", "--data", text(&house.data()), "--to", text(&file)]));
    said.refused_with("at least 12 characters");
    assert!(!file.exists());
}

#[test]
fn a_cut_backup_is_refused() {
    let house = House::init();
    let file = house.folder().join("copy.age");
    let data = house.data();
    let phrase = |command: &mut std::process::Command| {
        command.env("HOMEWARD_BACKUP_PASSPHRASE", PHRASE);
    };
    let mut command = program();
    phrase(&mut command);
    ended(command.args(["backup", "--data", text(&data), "--to", text(&file)])).well();
    let kept = std::fs::read(&file).unwrap();
    std::fs::write(&file, &kept[..kept.len() - 200]).unwrap();
    let new = house.folder().join("new.db");
    let mut command = program();
    phrase(&mut command);
    command.args(["restore", "--data", text(&data), "--from", text(&file), "--database", text(&new)]);
    let said = ended(&mut command);
    assert!(!said.status.success(), "{}", said.all());
}
