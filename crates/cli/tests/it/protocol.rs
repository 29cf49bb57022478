//! `homeward protocol`.

use std::path::{Path, PathBuf};

use crate::{
    house::House,
    run::{run, text},
};

fn ours() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../protocol")
}

#[test]
fn the_protocol_of_this_house_has_no_mistake() {
    let said = run(["protocol", "check", text(&ours())]).well();
    assert!(said.out.contains("no mistake found"), "{}", said.out);
}

#[test]
fn a_broken_folder_is_told_line_by_line_with_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("protocol");
    run(["protocol", "export", text(&copy)]).well();
    run(["protocol", "check", text(&copy)]).well();
    let roles = copy.join("roles.toml");
    let broken = std::fs::read_to_string(&roles).unwrap().replacen("\"background\"", "\"backgruond\"", 1);
    let line = broken.lines().position(|line| line.contains("backgruond")).unwrap() + 1;
    std::fs::write(&roles, broken).unwrap();
    let said = run(["protocol", "check", text(&copy)]);
    assert!(!said.status.success());
    let told = said.out.lines().find(|told| told.contains("backgruond")).unwrap();
    assert!(told.starts_with(&format!("roles.toml:{line}:")), "{told}");
    assert!(told.contains("background"), "it does not say what to write: {told}");
}

#[test]
fn a_folder_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(["protocol", "check", text(folder.path())]);
    assert!(!said.status.success(), "{}", said.all());
}

#[test]
fn only_an_administrator_puts_a_protocol_in_force() {
    let house = House::init();
    house.run(["account", "create", "aigul", "Айгүл Серікова", "--as", "admin"]).well();
    let folder = ours();
    house.run(["protocol", "activate", text(&folder), "--as", "nobody"]).refused_with("no open account");
    let said = house.run(["protocol", "activate", text(&folder), "--as", "aigul"]);
    assert!(!said.status.success(), "{}", said.all());
    house.run(["protocol", "activate", text(&folder), "--as", "admin"]).well();
}
