//! The root key from a passphrase, a file or a program.

use std::{fs, path::Path};

use vault::{KeyRing, RootSource, VaultError};

use crate::ring::{phrase, place};

#[test]
fn a_key_file_opens_its_ring_and_no_other() {
    let (folder, path) = place();
    let [key, other] = ["a.key", "b.key"].map(|name| folder.path().join(name));
    let key = RootSource::new_key_file(&key).unwrap();
    let other = RootSource::new_key_file(&other).unwrap();
    KeyRing::create(&path, &key, 0).unwrap();
    assert!(KeyRing::open(&path, &key).is_ok());
    assert!(matches!(
        KeyRing::open(&path, &other),
        Err(VaultError::WrongRootKey { source_kind: "key file" })
    ));
    assert_eq!(
        KeyRing::open(&path, &phrase("root")).unwrap_err().to_string(),
        "the key ring opens with a key file, a passphrase was given"
    );
}

#[test]
fn a_key_file_is_not_overwritten_and_holds_a_whole_key() {
    let (folder, path) = place();
    let file = folder.path().join("a.key");
    let key = RootSource::new_key_file(&file).unwrap();
    assert!(matches!(RootSource::new_key_file(&file), Err(VaultError::File { .. })));
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.trim_end().len(), 44);
    for bad in ["", "x", &text[..40], &format!("{0}{0}", text.trim_end())] {
        fs::write(&file, bad).unwrap();
        assert!(matches!(KeyRing::create(&path, &key, 0), Err(VaultError::BadKeyFile(_))));
    }
}

#[test]
#[cfg(unix)]
fn a_key_file_that_others_may_read_is_refused() {
    let (folder, path) = place();
    let file = folder.path().join("a.key");
    let key = RootSource::new_key_file(&file).unwrap();
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    assert!(matches!(KeyRing::create(&path, &key, 0), Err(VaultError::TooOpen(_))));
    assert!(!path.exists());
}

#[test]
#[cfg(unix)]
fn a_key_that_the_init_system_hands_over_is_taken_from_root_alone() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let (folder, path) = place();
    let file = folder.path().join("a.key");
    let key = RootSource::new_key_file(&file).unwrap();
    for mode in [0o460, 0o444, 0o441] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        assert!(matches!(KeyRing::create(&path, &key, 0), Err(VaultError::TooOpen(_))), "{mode:o}");
    }
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
    let found = fs::metadata(&file).unwrap();
    let roots = found.uid() == 0 && found.gid() == 0;
    assert_eq!(KeyRing::create(&path, &key, 0).is_ok(), roots);
    if roots {
        std::os::unix::fs::chown(&file, None, Some(1)).unwrap();
        assert!(matches!(KeyRing::open(&path, &key), Err(VaultError::TooOpen(_))), "another group reads it");
    }
}

#[test]
fn another_root_key_takes_the_place_of_the_old_one() {
    let (folder, path) = place();
    let key = RootSource::new_key_file(&folder.path().join("a.key")).unwrap();
    let ring = KeyRing::create(&path, &phrase("old"), 0).unwrap();
    let node = KeyRing::open(&path, &phrase("old")).unwrap();
    let sealed = ring.seal_for_node(b"n", b"text").unwrap();
    ring.rotate(1).unwrap();
    ring.rotate(2).unwrap();
    ring.destroy_epoch(2).unwrap();
    ring.change_root(&key).unwrap();
    assert!(KeyRing::open(&path, &phrase("old")).is_err());
    let again = KeyRing::open(&path, &key).unwrap();
    assert_eq!(**again.open_for_node(b"n", &sealed).unwrap(), *b"text");
    assert_eq!(again.public_key(), ring.public_key());
    assert_eq!(again.epochs(), ring.epochs());
    // The ring that made the change goes on; a node that knows the old root key only is told.
    assert_eq!(ring.rotate(3).unwrap(), 4);
    assert!(matches!(node.reload_if_changed(), Err(VaultError::WrongRootKey { .. })));
}

#[test]
fn debug_shows_no_passphrase() {
    assert_eq!(format!("{:?}", phrase("open sesame")), "RootSource::passphrase(..)");
}

#[cfg(unix)]
fn wrapper(script: &str) -> RootSource {
    let args = vec!["-c".to_owned(), script.to_owned(), "wrapper".to_owned()];
    RootSource::Wrapper { program: Path::new("/bin/sh").to_owned(), args }
}

#[test]
#[cfg(unix)]
fn a_program_may_hold_the_root_key() {
    let (_folder, path) = place();
    // It "wraps" by turning every byte over, which is enough to see both words used.
    let turning =
        "test \"$1\" = wrap || test \"$1\" = unwrap || exit 3; tr '\\000-\\377' '\\200-\\377\\000-\\177'";
    let ring = KeyRing::create(&path, &wrapper(turning), 0).unwrap();
    let again = KeyRing::open(&path, &wrapper(turning)).unwrap();
    assert_eq!(again.public_key(), ring.public_key());
    assert!(matches!(
        KeyRing::open(&path, &wrapper("cat")),
        Err(VaultError::WrongRootKey { source_kind: "key wrapper" })
    ));
}

#[test]
#[cfg(unix)]
fn a_program_that_does_not_work_makes_no_ring() {
    let (_folder, path) = place();
    for script in ["exit 1", "true", "head -c 100000 /dev/zero", "head -c 7"] {
        let error = KeyRing::create(&path, &wrapper(script), 0).unwrap_err();
        assert!(matches!(error, VaultError::Wrapper { .. }), "{script}: {error}");
        assert!(!path.exists());
    }
}
