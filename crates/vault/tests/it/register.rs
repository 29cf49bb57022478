//! The register of erasures: nothing in it can be changed, and a crash costs only what was not acknowledged.

use std::{fs, path::PathBuf};

use tempfile::TempDir;
use vault::{Erased, Erasure, ErasureRegister, KeyRing, Tail, VaultError};

use crate::{event, record, ring, slot};

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("erasures");
    (folder, path)
}

fn erasure(n: u8) -> Erasure {
    let what = if n.is_multiple_of(2) { Erased::Compartment } else { Erased::Event(event(n)) };
    Erasure { at_us: i64::from(n), record: record(n), slot: slot(n), what, rule: format!("rule_{n}") }
}

/// A register with so many entries.
fn filled(path: &std::path::Path, ring: &KeyRing, count: u8) {
    let (mut register, _) = ErasureRegister::open(path, ring).unwrap();
    for n in 0..count {
        register.append(&erasure(n)).unwrap();
    }
}

fn replayed(register: &ErasureRegister) -> Vec<Erasure> {
    register.replay().unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn what_was_written_is_replayed_in_order() {
    let (_folder, path) = place();
    let ring = ring();
    filled(&path, &ring, 3);
    let (mut register, tail) = ErasureRegister::open(&path, &ring).unwrap();
    assert_eq!((tail, register.head().count), (Tail::Whole, 3));
    assert_eq!(replayed(&register), [0, 1, 2].map(erasure));
    let head = register.append(&erasure(3)).unwrap();
    assert_eq!((head, head.count), (register.head(), 4));
    assert_eq!(replayed(&register).len(), 4);
}

#[test]
fn a_new_register_is_empty() {
    let (_folder, path) = place();
    let (register, tail) = ErasureRegister::open(&path, &ring()).unwrap();
    assert_eq!((tail, register.head().count), (Tail::Whole, 0));
    assert!(replayed(&register).is_empty());
}

#[test]
fn a_torn_last_line_is_dropped_and_reported() {
    let (_folder, path) = place();
    let ring = ring();
    filled(&path, &ring, 2);
    let whole = fs::read(&path).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    for cut in last..whole.len() {
        fs::write(&path, &whole[..cut]).unwrap();
        let (mut register, tail) = ErasureRegister::open(&path, &ring).unwrap();
        assert_eq!(tail, if cut == last { Tail::Whole } else { Tail::Torn }, "cut at {cut}");
        assert_eq!(replayed(&register), [erasure(0)]);
        register.append(&erasure(1)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), whole);
    }
}

#[test]
fn a_register_torn_in_its_heading_begins_again() {
    let (_folder, path) = place();
    let ring = ring();
    filled(&path, &ring, 0);
    let heading = fs::read(&path).unwrap();
    for cut in 0..heading.len() {
        fs::write(&path, &heading[..cut]).unwrap();
        let (register, _) = ErasureRegister::open(&path, &ring).unwrap();
        assert_eq!(register.head().count, 0);
        assert_eq!(fs::read(&path).unwrap(), heading);
    }
}

#[test]
fn no_line_can_be_changed_moved_or_taken_out() {
    let (_folder, path) = place();
    let ring = ring();
    filled(&path, &ring, 3);
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| *byte != b'\n') {
        let mut changed = text.clone().into_bytes();
        changed[at] ^= 1;
        fs::write(&path, changed).unwrap();
        let line = text[..at].lines().count().max(1) as u64 + u64::from(at > 0 && text[..at].ends_with('\n'));
        match ErasureRegister::open(&path, &ring).unwrap_err() {
            VaultError::DamagedRegister { line: found } => assert_eq!(found, line, "byte {at}"),
            VaultError::OtherInstallation => assert_eq!(line, 1),
            other => panic!("byte {at}: {other}"),
        }
    }
    for order in [&[0, 1, 3][..], &[0, 2, 1, 3], &[0, 1, 1, 2, 3], &[1, 2, 3]] {
        fs::write(&path, order.iter().map(|line| lines[*line]).collect::<String>()).unwrap();
        assert!(
            matches!(ErasureRegister::open(&path, &ring), Err(VaultError::DamagedRegister { .. })),
            "{order:?}"
        );
    }
}

#[test]
fn a_cut_end_shows_against_a_head_kept_elsewhere() {
    let (_folder, path) = place();
    let ring = ring();
    filled(&path, &ring, 3);
    let (mut register, _) = ErasureRegister::open(&path, &ring).unwrap();
    let head = register.head();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.split_inclusive('\n').take(3).collect::<String>()).unwrap();
    let (shorter, _) = ErasureRegister::open(&path, &ring).unwrap();
    assert_ne!(shorter.head(), head);
    assert_eq!(shorter.head().count, 2);
    // A process that had it open does not write over the gap.
    assert!(matches!(register.append(&erasure(9)), Err(VaultError::DamagedRegister { line: 4 })));
}

#[test]
fn two_processes_write_one_chain() {
    let (_folder, path) = place();
    let ring = ring();
    let (mut a, _) = ErasureRegister::open(&path, &ring).unwrap();
    let (mut b, _) = ErasureRegister::open(&path, &ring).unwrap();
    a.append(&erasure(0)).unwrap();
    b.append(&erasure(1)).unwrap();
    a.append(&erasure(2)).unwrap();
    let (register, _) = ErasureRegister::open(&path, &ring).unwrap();
    assert_eq!(replayed(&register), [0, 1, 2].map(erasure));
    assert_eq!(register.head(), a.head());
}

#[test]
fn another_installations_register_is_refused() {
    let (_folder, path) = place();
    filled(&path, &ring(), 1);
    assert!(matches!(ErasureRegister::open(&path, &ring()), Err(VaultError::OtherInstallation)));
}

#[test]
fn a_rule_is_a_code() {
    let (_folder, path) = place();
    let (mut register, _) = ErasureRegister::open(&path, &ring()).unwrap();
    for rule in ["", "two words", "line\nbreak", "Name"] {
        let wrong = Erasure { rule: rule.to_owned(), ..erasure(1) };
        assert!(matches!(register.append(&wrong), Err(VaultError::BadRule)));
    }
    assert_eq!(register.head().count, 0);
}

#[test]
fn the_register_survives_another_root_key() {
    let (folder, path) = place();
    let root = folder.path().join("ring.json");
    let old = crate::ring::phrase("old");
    let ring = KeyRing::create(&root, &old, 0).unwrap();
    filled(&path, &ring, 1);
    ring.change_root(&crate::ring::phrase("new")).unwrap();
    ring.rotate(1).unwrap();
    ring.destroy_epoch(1).unwrap();
    assert_eq!(replayed(&ErasureRegister::open(&path, &ring).unwrap().0), [erasure(0)]);
}
