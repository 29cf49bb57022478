//! The ring file: whole or refused, newest or refused, private or refused.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use vault::{KeyRing, PasswordCost, Reloaded, RootSource, VaultError};

use crate::{record, slot};

pub(crate) fn phrase(text: &str) -> RootSource {
    RootSource::Passphrase { phrase: text.to_owned().into(), cost: PasswordCost::FAST }
}

pub(crate) fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ring.json");
    (folder, path)
}

/// Writes a file with the permissions of a ring.
fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::write(path, bytes).unwrap();
    close(path);
}

fn close(path: &Path) {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}

#[test]
fn a_ring_opens_again_as_it_was() {
    let (_folder, path) = place();
    let ring = KeyRing::create(&path, &phrase("root"), 7).unwrap();
    let (_, stored) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    let token = ring.token("name", 1, &[b"x"]).unwrap();
    let again = KeyRing::open(&path, &phrase("root")).unwrap();
    assert_eq!(again.installation(), ring.installation());
    assert_eq!(again.public_key(), ring.public_key());
    assert_eq!(again.sign(b"bytes").unwrap(), ring.sign(b"bytes").unwrap());
    assert_eq!(again.token("name", 1, &[b"x"]).unwrap(), token);
    assert_eq!(again.epochs(), ring.epochs());
    assert_eq!(again.epochs()[0].created_at_us, 7);
    assert!(again.open_compartment(record(1), slot(2), &stored).is_ok());
}

#[test]
fn a_ring_is_not_overwritten() {
    let (_folder, path) = place();
    let ring = KeyRing::create(&path, &phrase("root"), 0).unwrap();
    assert!(matches!(KeyRing::create(&path, &phrase("other"), 0), Err(VaultError::RingExists(_))));
    assert_eq!(KeyRing::open(&path, &phrase("root")).unwrap().installation(), ring.installation());
}

#[test]
fn a_wrong_passphrase_is_called_that() {
    let (_folder, path) = place();
    KeyRing::create(&path, &phrase("root"), 0).unwrap();
    let error = KeyRing::open(&path, &phrase("rot")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this passphrase does not open the key ring: check that it is the one the ring was made with"
    );
}

#[test]
fn a_ring_torn_at_any_byte_is_refused_with_its_reason() {
    let (_folder, path) = place();
    KeyRing::create(&path, &phrase("root"), 0).unwrap();
    let whole = fs::read(&path).unwrap();
    for cut in 0..whole.len() - 1 {
        write(&path, &whole[..cut]);
        let error = KeyRing::open(&path, &phrase("root")).unwrap_err();
        assert!(matches!(error, VaultError::DamagedRing(_)), "cut at {cut}: {error}");
        assert!(error.to_string().ends_with("put back a copy of it"));
    }
    // Only the line end after the last bracket may be missing.
    write(&path, &whole[..whole.len() - 1]);
    assert!(KeyRing::open(&path, &phrase("root")).is_ok());
}

#[test]
fn a_ring_with_a_changed_byte_does_not_open() {
    let (_folder, path) = place();
    KeyRing::create(&path, &phrase("root"), 0).unwrap();
    let whole = fs::read(&path).unwrap();
    let of_white_space = |at: usize| whole[at].is_ascii_whitespace();
    for at in (0..whole.len()).filter(|at| !of_white_space(*at)) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        write(&path, &changed);
        assert!(KeyRing::open(&path, &phrase("root")).is_err(), "byte {at}");
    }
}

#[test]
fn a_forged_ring_with_a_right_checksum_is_refused() {
    // Somebody without the root key makes a retired epoch live again, or exchanges two keys, and mends the
    // checksum: the file's mac tells.
    let (_folder, path) = place();
    let ring = KeyRing::create(&path, &phrase("root"), 0).unwrap();
    ring.rotate(1).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    file["ring"]["generation"] = 1.into();
    let honest: serde_json::Value = serde_json::from_str(&text).unwrap();
    // The checksum is over the fields in their own order, which the text keeps.
    let compact: String = text
        .replace("\"generation\": 2", "\"generation\": 1")
        .lines()
        .map(|line| line.trim_start().replacen("\": ", "\":", 1))
        .collect();
    let body = &compact[compact.find("{\"format").unwrap()..compact.find(",\"checksum").unwrap()];
    let sum = vault::token_hash(body.as_bytes());
    let sum = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, sum);
    let mended = text
        .replace("\"generation\": 2", "\"generation\": 1")
        .replace(honest["checksum"].as_str().unwrap(), &sum);
    write(&path, mended);
    let error = KeyRing::open(&path, &phrase("root")).unwrap_err();
    assert!(matches!(error, VaultError::DamagedRing("it was changed by another hand")), "{error}");
}

#[test]
fn a_newer_ring_asks_for_a_newer_program() {
    let (_folder, path) = place();
    write(&path, r#"{"ring":{"format":"homeward key ring","version":2,"new":"field"}}"#);
    let error = KeyRing::open(&path, &phrase("root")).unwrap_err();
    assert!(matches!(error, VaultError::NewerRing(2)));
}

#[test]
#[cfg(unix)]
fn a_ring_that_others_may_read_is_refused() {
    let (_folder, path) = place();
    KeyRing::create(&path, &phrase("root"), 0).unwrap();
    for mode in [0o640, 0o604, 0o620, 0o644] {
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        assert!(matches!(KeyRing::open(&path, &phrase("root")), Err(VaultError::TooOpen(_))), "{mode:o}");
    }
    close(&path);
    let ring = KeyRing::open(&path, &phrase("root")).unwrap();
    // A change keeps it closed.
    ring.rotate(1).unwrap();
    assert!(KeyRing::open(&path, &phrase("root")).is_ok());
}

#[test]
fn nothing_is_left_beside_the_ring_but_its_lock() {
    let (folder, path) = place();
    let ring = KeyRing::create(&path, &phrase("root"), 0).unwrap();
    ring.rotate(1).unwrap();
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["ring.json", "ring.json.lock"]);
}

#[test]
fn a_node_takes_over_what_another_changed() {
    let (_folder, path) = place();
    let here = KeyRing::create(&path, &phrase("root"), 0).unwrap();
    let there = KeyRing::open(&path, &phrase("root")).unwrap();
    assert_eq!(here.reload_if_changed().unwrap(), Reloaded::Same);
    there.rotate(1).unwrap();
    assert!(matches!(here.check_current(2), Err(VaultError::RingBehind { ring: 1, database: 2 })));
    assert_eq!(here.reload_if_changed().unwrap(), Reloaded::Changed);
    assert!(here.check_current(2).is_ok());
    let (_, stored) = here.new_compartment(record(1), slot(2), "core").unwrap();
    assert!(there.open_compartment(record(1), slot(2), &stored).is_ok());
    // A change made on old knowledge is made on the newest file.
    there.rotate(2).unwrap();
    assert_eq!(here.rotate(3).unwrap(), 4);
    assert_eq!(here.generation(), 4);
}

#[test]
fn a_ring_does_not_go_back() {
    let (_folder, path) = place();
    let ring = KeyRing::create(&path, &phrase("root"), 0).unwrap();
    let old = fs::read(&path).unwrap();
    ring.rotate(1).unwrap();
    write(&path, old);
    assert!(matches!(ring.reload_if_changed(), Err(VaultError::RingWentBack)));
    assert!(matches!(ring.rotate(2), Err(VaultError::RingWentBack)));
    assert_eq!(ring.current_epoch(), 2);
}

#[test]
fn another_installations_ring_is_refused() {
    let (_folder, path) = place();
    let (_folder2, path2) = place();
    let ring = KeyRing::create(&path, &phrase("root"), 0).unwrap();
    let other = KeyRing::create(&path2, &phrase("root"), 0).unwrap();
    assert!(matches!(ring.check_installation(other.installation()), Err(VaultError::OtherInstallation)));
    assert!(ring.check_installation(ring.installation()).is_ok());
    fs::copy(&path2, &path).unwrap();
    assert!(matches!(ring.reload_if_changed(), Err(VaultError::OtherInstallation)));
}

#[test]
fn a_destroyed_key_is_no_longer_in_the_file() {
    let (_folder, path) = place();
    let ring = KeyRing::create(&path, &phrase("root"), 0).unwrap();
    let key_of_first = |path: &Path| {
        let file: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        file["ring"]["epochs"][0]["key"].clone()
    };
    let key = key_of_first(&path);
    assert!(key.is_string());
    ring.rotate(1).unwrap();
    ring.destroy_epoch(1).unwrap();
    assert!(key_of_first(&path).is_null());
    assert!(!fs::read_to_string(&path).unwrap().contains(key.as_str().unwrap()));
    let (_, stored) =
        KeyRing::open(&path, &phrase("root")).unwrap().new_compartment(record(1), slot(2), "c").unwrap();
    assert_eq!(stored.epoch, 2);
}

#[test]
fn many_threads_rotate_one_after_another() {
    let (_folder, path) = place();
    let ring = KeyRing::create(&path, &phrase("root"), 0).unwrap();
    let other = KeyRing::open(&path, &phrase("root")).unwrap();
    std::thread::scope(|threads| {
        for n in 0..8 {
            let ring = if n % 2 == 0 { &ring } else { &other };
            threads.spawn(move || ring.rotate(n).unwrap());
        }
    });
    ring.reload_if_changed().unwrap();
    assert_eq!((ring.current_epoch(), ring.epochs().len()), (9, 9));
}
