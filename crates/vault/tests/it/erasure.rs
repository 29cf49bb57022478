//! What was erased opens no more: not here, and after the backup horizon from no copy either.

use vault::{EpochState, VaultError};

use crate::{address, record, ring, slot};

#[test]
fn after_rotation_the_old_epoch_can_go() {
    let ring = ring();
    let (key, old) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    let sealed = key.seal_event(&address(&ring, 1), b"text").unwrap();
    assert_eq!(ring.rotate(5).unwrap(), 2);
    // Both wraps open until the old epoch is destroyed.
    let new = ring.rewrap(record(1), slot(2), &old).unwrap();
    assert_eq!((new.epoch, &new.label), (2, &old.label));
    assert!(ring.open_compartment(record(1), slot(2), &old).is_ok());
    ring.destroy_epoch(1).unwrap();
    assert!(matches!(ring.open_compartment(record(1), slot(2), &old), Err(VaultError::EpochDestroyed(1))));
    assert!(matches!(ring.rewrap(record(1), slot(2), &old), Err(VaultError::EpochDestroyed(1))));
    let key = ring.open_compartment(record(1), slot(2), &new).unwrap();
    assert_eq!(**key.open_event(&address(&ring, 1), &sealed.wrap, &sealed.sealed).unwrap(), *b"text");
    assert_eq!(key.open_label(record(1), slot(2), &new.label).unwrap(), "core");
    let states: Vec<_> = ring.epochs().iter().map(|epoch| (epoch.number, epoch.state)).collect();
    assert_eq!(states, [(1, EpochState::Destroyed), (2, EpochState::Live)]);
}

#[test]
fn a_wrap_cannot_be_passed_off_as_another_epochs() {
    let ring = ring();
    let (_, mut stored) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    ring.rotate(5).unwrap();
    stored.epoch = 2;
    assert!(matches!(ring.open_compartment(record(1), slot(2), &stored), Err(VaultError::Sealed)));
}

#[test]
fn an_erased_event_opens_from_no_copy() {
    let ring = ring();
    let (key, before) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    let events: Vec<_> =
        (1..=3).map(|seq| key.seal_event(&address(&ring, seq), &[seq; 40]).unwrap()).collect();
    let note = key.seal_note(b"summary", b"of all three").unwrap();

    // The second is erased: its wrap is not handed over.
    let live = [1, 3].map(|seq| (address(&ring, seq), events[usize::from(seq) - 1].wrap.as_slice()));
    let rekeyed = ring.rekey(record(1), slot(2), &before, live).unwrap();
    assert_eq!(
        rekeyed.wraps.iter().map(|(event, _)| *event).collect::<Vec<_>>(),
        [address(&ring, 1).event, address(&ring, 3).event]
    );
    assert_eq!(rekeyed.key.open_label(record(1), slot(2), &rekeyed.slot.label).unwrap(), "core");
    for (seq, (_, wrap)) in [1_u8, 3].into_iter().zip(&rekeyed.wraps) {
        let sealed = &events[usize::from(seq) - 1].sealed;
        let key = ring.open_compartment(record(1), slot(2), &rekeyed.slot).unwrap();
        assert_eq!(**key.open_event(&address(&ring, seq), wrap, sealed).unwrap(), [seq; 40]);
    }
    // Its old wrap, the old wraps of the others and the old notes are nothing under the new key.
    for (seq, event) in (1..=3).zip(&events) {
        assert!(rekeyed.key.open_event(&address(&ring, seq), &event.wrap, &event.sealed).is_err());
    }
    assert!(rekeyed.key.open_note(b"summary", &note).is_err());

    // A copy of the old database still opens it with the old epoch; once that is destroyed, no more.
    assert!(ring.open_compartment(record(1), slot(2), &before).is_ok());
    ring.rotate(5).unwrap();
    let kept = ring.rewrap(record(1), slot(2), &rekeyed.slot).unwrap();
    ring.destroy_epoch(1).unwrap();
    assert!(ring.open_compartment(record(1), slot(2), &before).is_err());
    assert!(ring.open_compartment(record(1), slot(2), &rekeyed.slot).is_err());
    assert!(ring.open_compartment(record(1), slot(2), &kept).is_ok());
}

#[test]
fn a_wrap_that_is_not_of_the_slot_stops_the_rekeying() {
    let ring = ring();
    let (_, stored) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    let (other, _) = ring.new_compartment(record(1), slot(2), "core").unwrap();
    let foreign = other.seal_event(&address(&ring, 1), b"text").unwrap();
    let live = [(address(&ring, 1), foreign.wrap.as_slice())];
    assert!(matches!(ring.rekey(record(1), slot(2), &stored, live), Err(VaultError::Sealed)));
}

#[test]
fn the_current_and_unknown_epochs_are_not_destroyed() {
    let ring = ring();
    assert!(matches!(ring.destroy_epoch(1), Err(VaultError::EpochInUse(1))));
    assert!(matches!(ring.destroy_epoch(7), Err(VaultError::UnknownEpoch(7))));
    assert!(matches!(ring.destroy_index_epoch(1), Err(VaultError::EpochInUse(1))));
    assert_eq!(ring.generation(), 1);
    ring.rotate(1).unwrap();
    ring.destroy_epoch(1).unwrap();
    ring.destroy_epoch(1).unwrap();
    // A number is never given twice.
    assert_eq!(ring.rotate(2).unwrap(), 3);
}

#[test]
fn tokens_have_epochs_of_their_own() {
    let ring = ring();
    let first = ring.token("name", 1, &[b"ab", b"c"]).unwrap();
    assert_eq!(first, ring.token("name", 1, &[b"ab", b"c"]).unwrap());
    for other in [
        ring.token("name", 1, &[b"a", b"bc"]),
        ring.token("name", 1, &[b"abc"]),
        ring.token("name", 1, &[b"ab", b"c", b""]),
        ring.token("namea", 1, &[b"b", b"c"]),
        ring.token("phone", 1, &[b"ab", b"c"]),
        self::ring().token("name", 1, &[b"ab", b"c"]),
    ] {
        assert_ne!(first, other.unwrap());
    }
    assert_eq!(ring.rotate_index(3).unwrap(), 2);
    assert_eq!((ring.current_index_epoch(), ring.current_epoch()), (2, 1));
    assert_ne!(first, ring.token("name", 2, &[b"ab", b"c"]).unwrap());
    ring.destroy_index_epoch(1).unwrap();
    assert!(matches!(ring.token("name", 1, &[b"ab", b"c"]), Err(VaultError::EpochDestroyed(1))));
    assert_eq!(ring.index_epochs().len(), 2);
}
