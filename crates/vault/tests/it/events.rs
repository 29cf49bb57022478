//! Events and notes open where they were sealed, and nowhere else.

use domain::InstallationId;
use proptest::prelude::*;
use vault::{CompartmentKey, EventAddress, KeyRing, VaultError, padded_len};

use crate::{address, event, record, ring, slot};

fn compartment(ring: &KeyRing) -> CompartmentKey {
    ring.new_compartment(record(1), slot(2), "core").unwrap().0
}

#[test]
fn an_event_shows_its_size_class_only() {
    let ring = ring();
    let key = compartment(&ring);
    let length = |plaintext: &[u8]| key.seal_event(&address(&ring, 1), plaintext).unwrap().sealed.len();
    assert_eq!(length(b""), length(&[b'x'; 124]));
    assert_eq!(length(&[b'x'; 125]), padded_len(125) + 29);
}

#[test]
fn the_same_event_sealed_twice_has_nothing_in_common() {
    let ring = ring();
    let key = compartment(&ring);
    let [a, b] = [(); 2].map(|()| key.seal_event(&address(&ring, 1), b"the same").unwrap());
    assert_ne!(a.wrap[1..], b.wrap[1..]);
    assert_ne!(a.sealed[1..], b.sealed[1..]);
    // Nor do the wrap of one and the bytes of the other go together.
    assert!(key.open_event(&address(&ring, 1), &a.wrap, &b.sealed).is_err());
}

#[test]
fn an_event_cannot_be_moved() {
    let ring = ring();
    let key = compartment(&ring);
    let here = address(&ring, 1);
    let sealed = key.seal_event(&here, b"text").unwrap();
    for elsewhere in [
        EventAddress { seq: 2, ..here },
        EventAddress { event: event(9), ..here },
        EventAddress { format: 2, ..here },
        EventAddress { installation: InstallationId::from_bytes([9; 16]), ..here },
        EventAddress { record: record(9), ..here },
        EventAddress { slot: slot(9), ..here },
    ] {
        assert!(key.open_event(&elsewhere, &sealed.wrap, &sealed.sealed).is_err(), "{elsewhere:?}");
    }
}

#[test]
fn one_stolen_compartment_wrap_opens_no_other_place() {
    let ring = ring();
    let (_, stored) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    assert!(ring.open_compartment(record(1), slot(2), &stored).is_ok());
    assert!(matches!(ring.open_compartment(record(1), slot(3), &stored), Err(VaultError::Sealed)));
    assert!(matches!(ring.open_compartment(record(3), slot(2), &stored), Err(VaultError::Sealed)));
    assert!(matches!(self::ring().open_compartment(record(1), slot(2), &stored), Err(VaultError::Sealed)));
}

#[test]
fn a_key_refuses_to_work_outside_its_compartment() {
    let ring = ring();
    let key = compartment(&ring);
    let elsewhere = EventAddress { slot: slot(9), ..address(&ring, 1) };
    assert!(matches!(key.seal_event(&elsewhere, b"text"), Err(VaultError::OtherCompartment)));
    assert!(matches!(key.open_label(record(1), slot(9), b""), Err(VaultError::OtherCompartment)));
}

#[test]
fn labels_tell_nothing_by_their_length() {
    let ring = ring();
    let (key, short) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    let (_, long) = ring.new_compartment(record(1), slot(3), "psychosocial").unwrap();
    assert_eq!(short.label.len(), long.label.len());
    assert_eq!(key.open_label(record(1), slot(2), &short.label).unwrap(), "core");
    // Labels of two slots cannot be exchanged.
    assert!(key.open_label(record(1), slot(2), &long.label).is_err());
}

#[test]
fn a_note_opens_under_its_own_context_only() {
    let ring = ring();
    let key = compartment(&ring);
    let sealed = key.seal_note(b"summary", b"text").unwrap();
    assert_eq!(**key.open_note(b"summary", &sealed).unwrap(), *b"text");
    assert!(key.open_note(b"task", &sealed).is_err());
    assert!(key.open_note(b"", &sealed).is_err());
    // A label is no note and a note no label.
    let (key, stored) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    assert!(key.open_note(b"", &stored.label).is_err());
    assert!(key.open_label(record(1), slot(2), &key.seal_note(b"", b"core").unwrap()).is_err());
}

#[test]
fn a_row_of_the_node_opens_under_its_own_context_only() {
    let ring = ring();
    let sealed = ring.seal_for_node(b"session/1", b"text").unwrap();
    assert_eq!(**ring.open_for_node(b"session/1", &sealed).unwrap(), *b"text");
    assert!(ring.open_for_node(b"session/2", &sealed).is_err());
    assert!(self::ring().open_for_node(b"session/1", &sealed).is_err());
    let mut other_epoch = sealed;
    other_epoch[3] ^= 2;
    assert!(matches!(ring.open_for_node(b"session/1", &other_epoch), Err(VaultError::UnknownEpoch(3))));
}

#[test]
fn debug_shows_no_key_and_no_text() {
    let ring = ring();
    let (key, _) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    let shown = format!("{key:?} {ring:?}");
    assert!(shown.starts_with("CompartmentKey { record: RecordId("), "{shown}");
    // Ids and a counter; nothing as long as a key is left when they are taken away.
    let rest = shown
        .replace(&ring.installation().to_string(), "")
        .replace(&record(1).to_string(), "")
        .replace(&slot(2).to_string(), "");
    assert!(rest.split(|c: char| !c.is_ascii_alphanumeric()).all(|word| word.len() < 20), "{shown}");
}

proptest! {
    #[test]
    fn what_is_sealed_opens_again(plaintext in proptest::collection::vec(any::<u8>(), 0..9000), seq: u64) {
        let ring = ring();
        let key = compartment(&ring);
        let address = EventAddress { seq, ..address(&ring, 1) };
        let sealed = key.seal_event(&address, &plaintext).unwrap();
        let opened = key.open_event(&address, &sealed.wrap, &sealed.sealed).unwrap();
        prop_assert_eq!(&*opened, &plaintext);
        let note = key.seal_note(b"n", &plaintext).unwrap();
        prop_assert_eq!(&*key.open_note(b"n", &note).unwrap(), &plaintext);
        let row = ring.seal_for_node(b"n", &plaintext).unwrap();
        prop_assert_eq!(&*ring.open_for_node(b"n", &row).unwrap(), &plaintext);
    }

    #[test]
    fn any_flipped_bit_keeps_it_closed(
        plaintext in proptest::collection::vec(any::<u8>(), 0..300), in_wrap: usize, in_sealed: usize,
        in_slot: usize, in_row: usize, cut: usize,
    ) {
        fn flip(bytes: &[u8], bit: usize) -> Vec<u8> {
            let mut bytes = bytes.to_vec();
            let bit = bit % (bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            bytes
        }
        let ring = ring();
        let (key, stored) = ring.new_compartment(record(1), slot(2), "core").unwrap();
        let here = address(&ring, 1);
        let event = key.seal_event(&here, &plaintext).unwrap();
        prop_assert!(key.open_event(&here, &flip(&event.wrap, in_wrap), &event.sealed).is_err());
        prop_assert!(key.open_event(&here, &event.wrap, &flip(&event.sealed, in_sealed)).is_err());
        let cut = cut % event.sealed.len();
        prop_assert!(key.open_event(&here, &event.wrap, &event.sealed[..cut]).is_err());
        let mut slot_changed = stored.clone();
        slot_changed.wrap = flip(&stored.wrap, in_slot);
        prop_assert!(ring.open_compartment(record(1), slot(2), &slot_changed).is_err());
        prop_assert!(key.open_label(record(1), slot(2), &flip(&stored.label, in_slot)).is_err());
        let row = ring.seal_for_node(b"n", &plaintext).unwrap();
        prop_assert!(ring.open_for_node(b"n", &flip(&row, in_row)).is_err());
    }
}
