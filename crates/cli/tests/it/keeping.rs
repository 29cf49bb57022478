//! Proving the chain, making projections again, backup and restore.

use crate::{
    house::House,
    run::{Said, ended, text},
};

const PHRASE: &str = "backup of the mountain house";

fn backup(house: &House, phrase: &str) -> Said {
    let file = house.folder().join("copy.age");
    let mut command = house.command(["backup", "--to", text(&file)]);
    ended(command.env("HOMEWARD_BACKUP_PASSPHRASE", phrase))
}

fn restore(house: &House, phrase: &str) -> Said {
    let (file, new) = (house.folder().join("copy.age"), house.folder().join("new.db"));
    let mut command = house.command(["restore", "--from", text(&file), "--database", text(&new)]);
    ended(command.env("HOMEWARD_BACKUP_PASSPHRASE", phrase))
}

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
    let somebody = rusqlite::Connection::open(house.database()).unwrap();
    let altered = somebody.execute(
        "UPDATE event SET sealed = zeroblob(length(sealed)) WHERE position = (SELECT MAX(position) FROM event)",
        [],
    );
    assert_eq!(altered.unwrap(), 1);
    drop(somebody);
    let said = house.run(["verify"]).refused_with("not as it was written: altered at position");
    assert!(said.out.contains("(record "), "{}", said.out);
}

#[test]
fn a_changed_projection_is_found_and_made_again() {
    let house = House::init();
    let somebody = rusqlite::Connection::open(house.database()).unwrap();
    assert_eq!(somebody.execute("UPDATE record SET open_tasks = 7", []).unwrap(), 1);
    drop(somebody);
    let said = house.run(["rebuild"]).refused_with("differs in open_tasks");
    assert!(said.all().contains("--replace"), "{}", said.all());
    house.run(["rebuild", "--replace"]).well();
    house.run(["rebuild"]).well();
}

#[test]
fn a_backup_comes_back_whole() {
    let house = House::init();
    backup(&house, PHRASE).well();
    backup(&house, PHRASE).refused_with("copy.age");
    // Nothing of it is readable without the passphrase.
    let kept = std::fs::read(house.folder().join("copy.age")).unwrap();
    assert!(kept.starts_with(b"age-encryption.org/v1"));
    restore(&house, "not the passphrase at all").refused_with("does not open");
    std::fs::remove_file(house.folder().join("new.db")).ok();
    let said = restore(&house, PHRASE).well();
    assert!(said.out.starts_with("sound: "), "{}", said.out);
    let said = house.run(["verify", "--database", text(&house.folder().join("new.db"))]).well();
    assert!(said.out.starts_with("sound: "), "{}", said.out);
    restore(&house, PHRASE).refused_with("is there already");
}

#[test]
fn a_backup_with_a_short_passphrase_is_not_made() {
    let house = House::init();
    backup(&house, "short").refused_with("at least 12 characters");
    assert!(!house.folder().join("copy.age").exists());
}

#[test]
fn a_cut_backup_is_refused() {
    let house = House::init();
    backup(&house, PHRASE).well();
    let file = house.folder().join("copy.age");
    let kept = std::fs::read(&file).unwrap();
    std::fs::write(&file, &kept[..kept.len() - 200]).unwrap();
    let said = restore(&house, PHRASE);
    assert!(!said.status.success(), "{}", said.all());
}
