//! Each way to change a ledger, at every place, is found at its first position and called by its name.

use ledger::{CompactRange, Entry, Finding, Found, Head, Kind, LedgerError, Side, Source, Verdict, Whole};
use proptest::prelude::*;

use crate::world::{Row, Stored, World, sign, signer};

fn at(position: u64) -> std::ops::Range<u64> {
    position..position + 1
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap()
}

/// Kind, side, position and where it begins.
fn told(finding: &Finding) -> (Kind, Side, u64, std::ops::Range<u64>) {
    (finding.kind, finding.side, finding.position, finding.within.clone())
}

#[test]
fn an_untouched_ledger_is_whole() {
    let world = World::new(20, &[8, 16]);
    assert_eq!(world.whole(), Whole { size: 20, root: world.head.root, signed: 16 });
    assert_eq!(World::new(0, &[]).whole().size, 0);
    assert_eq!(World::new(5, &[0, 5]).whole().signed, 5);
    assert_eq!(world.verify().to_string(), "the ledger is whole: 20 leaves, 16 of them signed");
}

#[test]
fn a_disposed_batch_of_readings_is_no_damage_but_a_disposed_event_is() {
    let world = World::new(6, &[6]);
    let with = |source| {
        let entries = world.entries().map(move |entry| match entry.position {
            3 => Entry { found: Found::Disposed, source, ..entry },
            _ => entry,
        });
        world.verifier().run(entries, &world.checkpoints, &world.head).unwrap()
    };
    assert!(matches!(with(Source::Readings), Verdict::Whole(_)));
    let Verdict::Broken(finding) = with(Source::Event) else { panic!("not found") };
    assert_eq!(told(&finding), (Kind::Removed, Side::Event, 3, at(3)));
    assert_eq!(finding.to_string(), "the event was removed at position 3");
}

#[test]
fn an_event_and_leaf_rewritten_together_lie_between_two_checkpoints() {
    for changed in 0..20 {
        let mut world = World::new(20, &[8, 12, 20]);
        world.rows[place(changed)].event.as_mut().unwrap().sealed[0] ^= 1;
        world.rewrite();
        let within = match changed {
            0..8 => 0..8,
            8..12 => 8..12,
            _ => 12..20,
        };
        let finding = world.broken();
        assert_eq!(told(&finding), (Kind::Rewritten, Side::Both, within.start, within));
    }
}

#[test]
fn a_hidden_gap_lies_between_two_checkpoints() {
    for gone in 8..12 {
        let mut world = World::new(20, &[8, 12, 20]);
        world.rows.remove(gone);
        world.renumber();
        world.rewrite();
        assert_eq!(told(&world.broken()), (Kind::Rewritten, Side::Both, 8, 8..12));
    }
}

#[test]
fn a_cut_end_is_found_by_the_checkpoint_even_when_the_head_was_changed() {
    let mut world = World::new(20, &[8, 20]);
    world.rows.truncate(15);
    world.rewrite();
    assert_eq!(told(&world.broken()), (Kind::Removed, Side::Both, 15, 8..16));
    // With the checkpoint gone as well, what is left is a whole ledger; a copy of the checkpoint kept elsewhere
    // tells.
    let kept = world.checkpoints.pop().unwrap();
    assert_eq!(world.whole().signed, 8);
    world.checkpoints.push(kept);
    world.broken();
}

#[test]
fn a_cut_end_is_found_by_the_head() {
    let mut world = World::new(20, &[8]);
    world.rows.truncate(15);
    assert_eq!(told(&world.broken()), (Kind::Removed, Side::Both, 15, 8..16));
}

#[test]
fn an_added_end_is_found_by_the_head() {
    let mut world = World::new(20, &[8]);
    let added = Stored::new(20);
    world.rows.push(Row { position: 20, leaf: Some(added.leaf()), event: Some(added) });
    assert_eq!(told(&world.broken()), (Kind::Inserted, Side::Both, 20, 8..21));
}

#[test]
fn a_false_head_is_called_that() {
    let mut world = World::new(20, &[8, 20]);
    world.head.root[0] ^= 1;
    assert_eq!(told(&world.broken()), (Kind::Altered, Side::Head, 20, 20..20));
    world.head = Head { size: 12, root: CompactRange::new().root() };
    assert_eq!(told(&world.broken()), (Kind::Altered, Side::Head, 12, 12..12));
}

#[test]
fn an_unsigned_end_that_does_not_fit_the_head_was_rewritten() {
    let mut world = World::new(20, &[8]);
    let head = world.head;
    world.rows[15].event.as_mut().unwrap().sealed[0] ^= 1;
    world.rewrite();
    world.head = head;
    let finding = world.broken();
    assert_eq!(told(&finding), (Kind::Rewritten, Side::Both, 8, 8..20));
    assert_eq!(finding.to_string(), "the ledger was rewritten at position 8 or later, before position 20");
}

#[test]
fn a_checkpoint_signed_by_another_is_false() {
    let mut world = World::new(20, &[8, 12, 20]);
    world.checkpoints[1] = sign(&signer(2), 12, world.checkpoints[1].checkpoint.root);
    assert_eq!(told(&world.broken()), (Kind::Altered, Side::Checkpoint, 12, 12..12));
    // At the end, with nothing signed after it, what it should have confirmed stays open.
    let mut world = World::new(20, &[8, 12]);
    world.checkpoints[1] = sign(&signer(2), 12, world.checkpoints[1].checkpoint.root);
    assert_eq!(told(&world.broken()), (Kind::Altered, Side::Checkpoint, 12, 8..12));
}

#[test]
fn a_rewrite_under_a_forged_checkpoint_is_found_by_the_next() {
    let mut world = World::new(20, &[8, 12, 20]);
    world.rows[9].event.as_mut().unwrap().sealed[0] ^= 1;
    world.rewrite();
    let mut range = CompactRange::new();
    range.extend(world.rows[..12].iter().map(|row| row.leaf.unwrap()));
    world.checkpoints[1] = sign(&signer(2), 12, range.root());
    assert_eq!(told(&world.broken()), (Kind::Rewritten, Side::Both, 8, 8..20));
}

#[test]
fn a_forged_checkpoint_beyond_the_end_does_not_hide_a_signed_one() {
    let mut world = World::new(20, &[8, 20]);
    let mut shorter = world.clone();
    shorter.rows.truncate(15);
    shorter.rewrite();
    shorter.checkpoints.insert(1, sign(&signer(2), 16, [0; 32]));
    let finding = shorter.broken();
    assert_eq!((finding.kind, finding.position), (Kind::Removed, 15));
    world.checkpoints.push(sign(&signer(2), 99, [0; 32]));
    assert_eq!(told(&world.broken()), (Kind::Altered, Side::Checkpoint, 99, 20..99));
}

#[test]
fn checkpoints_out_of_order_are_refused() {
    let world = World::new(20, &[8, 12]);
    let mut verifier = world.verifier();
    for entry in world.entries().take(9) {
        verifier.entry(&entry);
    }
    assert_eq!(
        verifier.checkpoint(&world.checkpoints[0]),
        Err(LedgerError::CheckpointTooLate { checkpoint: 8, fed: 9 })
    );
    assert_eq!(verifier.checkpoint(&world.checkpoints[1]), Ok(()));
    assert_eq!(
        verifier.checkpoint(&world.checkpoints[1]),
        Err(LedgerError::CheckpointWaiting { waiting: 12 })
    );
}

#[test]
fn a_checkpoint_handed_over_early_waits_for_its_leaves() {
    let world = World::new(20, &[8]);
    let mut verifier = world.verifier();
    verifier.checkpoint(&world.checkpoints[0]).unwrap();
    for entry in world.entries() {
        verifier.entry(&entry);
    }
    assert!(matches!(verifier.finish(&world.head), Verdict::Whole(Whole { signed: 8, .. })));
}

#[test]
fn the_first_of_several_damages_is_named() {
    let mut world = World::new(20, &[8, 20]);
    world.rows[12].event = None;
    world.rows[5].event.as_mut().unwrap().sealed[3] ^= 1;
    world.head.root[0] ^= 1;
    assert_eq!(told(&world.broken()), (Kind::Altered, Side::Event, 5, at(5)));
}

/// A size, checkpoints (the last at the end), and two different positions in order.
fn sizes() -> impl Strategy<Value = (u64, Vec<u64>, u64, u64)> {
    (2_u64..40)
        .prop_flat_map(|size| {
            let checkpoints = proptest::collection::btree_set(1..=size, 0..4);
            (Just(size), checkpoints, 0..size, 0..size - 1)
        })
        .prop_map(|(size, checkpoints, one, other)| {
            let other = if other >= one { other + 1 } else { other };
            (size, checkpoints.into_iter().collect(), one.min(other), one.max(other))
        })
}

proptest! {
    #[test]
    fn whole_ledgers_are_whole((size, checkpoints, ..) in sizes()) {
        let world = World::new(size, &checkpoints);
        let signed = checkpoints.last().copied().unwrap_or(0);
        prop_assert_eq!(world.whole(), Whole { size, root: world.head.root, signed });
    }

    #[test]
    fn a_flipped_bit_in_an_event_is_found((size, checkpoints, position, _) in sizes(), bit in 0_usize..256) {
        let mut world = World::new(size, &checkpoints);
        world.rows[place(position)].event.as_mut().unwrap().sealed[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(told(&world.broken()), (Kind::Altered, Side::Event, position, at(position)));
    }

    #[test]
    fn a_flipped_bit_in_a_leaf_is_found((size, checkpoints, position, _) in sizes(), bit in 0_usize..256) {
        let mut world = World::new(size, &checkpoints);
        world.rows[place(position)].leaf.as_mut().unwrap()[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(told(&world.broken()), (Kind::Altered, Side::Leaf, position, at(position)));
    }

    #[test]
    fn a_removed_event_is_found((size, checkpoints, position, _) in sizes()) {
        let mut world = World::new(size, &checkpoints);
        world.rows[place(position)].event = None;
        prop_assert_eq!(told(&world.broken()), (Kind::Removed, Side::Event, position, at(position)));
    }

    #[test]
    fn a_removed_leaf_is_found((size, checkpoints, position, _) in sizes()) {
        let mut world = World::new(size, &checkpoints);
        world.rows[place(position)].leaf = None;
        prop_assert_eq!(told(&world.broken()), (Kind::Removed, Side::Leaf, position, at(position)));
    }

    #[test]
    fn a_removed_row_is_found((size, checkpoints, position, _) in sizes()) {
        let mut world = World::new(size, &checkpoints);
        world.rows.remove(place(position));
        let finding = world.broken();
        prop_assert_eq!((finding.kind, finding.position), (Kind::Removed, position));
        prop_assert!(finding.within.contains(&position));
    }

    #[test]
    fn events_moved_up_over_a_removed_one_are_found((size, checkpoints, position, _) in sizes()) {
        // The leaves stay as they were; every later event takes the position before its own.
        let mut world = World::new(size, &checkpoints);
        let mut events: Vec<_> = world.rows.iter().map(|row| row.event.clone()).collect();
        events.remove(place(position));
        events.push(None);
        for (row, event) in world.rows.iter_mut().zip(events) {
            row.event = event;
        }
        prop_assert_eq!(told(&world.broken()), (Kind::Removed, Side::Event, position, at(position)));
    }

    #[test]
    fn swapped_events_are_found((size, checkpoints, first, second) in sizes()) {
        let mut world = World::new(size, &checkpoints);
        let event = world.rows[place(first)].event.take();
        world.rows[place(first)].event = world.rows[place(second)].event.take();
        world.rows[place(second)].event = event;
        prop_assert_eq!(told(&world.broken()), (Kind::Reordered, Side::Event, first, at(first)));
    }

    #[test]
    fn swapped_leaves_are_found((size, checkpoints, first, second) in sizes()) {
        let mut world = World::new(size, &checkpoints);
        let leaf = world.rows[place(first)].leaf;
        world.rows[place(first)].leaf = world.rows[place(second)].leaf;
        world.rows[place(second)].leaf = leaf;
        prop_assert_eq!(told(&world.broken()), (Kind::Reordered, Side::Leaf, first, at(first)));
    }

    #[test]
    fn an_inserted_event_is_found((size, checkpoints, position, _) in sizes()) {
        // The events after it move down by one; the leaves stay, and the last event has none.
        let mut world = World::new(size, &checkpoints);
        let mut events: Vec<_> = world.rows.iter().map(|row| row.event.clone()).collect();
        events.insert(place(position), Some(Stored::new(999)));
        world.rows.push(Row { position: size, leaf: None, event: None });
        for (row, event) in world.rows.iter_mut().zip(events) {
            row.event = event;
        }
        let finding = world.broken();
        prop_assert_eq!((finding.kind, finding.position), (Kind::Inserted, position));
    }

    #[test]
    fn a_doubled_position_is_found((size, checkpoints, position, _) in sizes()) {
        let mut world = World::new(size, &checkpoints);
        let mut extra = world.rows[place(position)].clone();
        extra.event = Some(Stored::new(999));
        world.rows.insert(place(position) + 1, extra);
        let finding = world.broken();
        prop_assert_eq!((finding.kind, finding.position), (Kind::Inserted, position));
    }

    #[test]
    fn swapped_events_and_leaves_are_found_between_checkpoints((size, checkpoints, first, second) in sizes()) {
        let mut world = World::new(size, &checkpoints);
        let head = world.head;
        world.rows.swap(place(first), place(second));
        world.renumber();
        world.rewrite();
        world.head = head;
        let finding = world.broken();
        let until = checkpoints.iter().copied().find(|size| *size > first).unwrap_or(size);
        let from = checkpoints.iter().copied().filter(|size| *size <= first).max().unwrap_or(0);
        prop_assert_eq!(told(&finding), (Kind::Rewritten, Side::Both, from, from..until));
    }

    #[test]
    fn a_rewrite_beside_another_damage_is_not_ruled_out((size, checkpoints, first, second) in sizes()) {
        // An early event and its leaf were rewritten together, a later leaf alone.
        let mut world = World::new(size, &checkpoints);
        let head = world.head;
        world.rows[place(first)].event.as_mut().unwrap().sealed[0] ^= 1;
        world.rewrite();
        world.head = head;
        world.rows[place(second)].leaf.as_mut().unwrap()[0] ^= 1;
        let finding = world.broken();
        prop_assert!(finding.within.contains(&first), "{finding:?}");
    }
}
