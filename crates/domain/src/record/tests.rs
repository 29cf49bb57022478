//! The fold keeps its promises for any events in any subset.

use proptest::prelude::*;

use super::*;
use crate::{Content, Event, Head};

fn recorded(slot: u8, seq: u64, event: Event) -> Recorded {
    let mut id = [slot; 16];
    id[..8].copy_from_slice(&seq.to_be_bytes());
    Recorded {
        head: Head {
            record: RecordId::from_bytes([1; 16]),
            slot: SlotId::from_bytes([slot; 16]),
            seq,
            event: EventId::from_bytes(id),
            position: None,
            at: Instant::from_second(1_700_000_000 + i64::try_from(seq).expect("small")).expect("an instant"),
            actor: UserId::from_bytes([9; 16]),
            format: crate::FORMAT,
        },
        compartment: Compartment::of(if slot == 1 { "core" } else { "social" }),
        content: Some(Content { protocol: "test-1".into(), event }),
    }
}

fn filled(slot: u8, seq: u64, field: &'static str, text: &str) -> Recorded {
    recorded(
        slot,
        seq,
        Event::FormFilled {
            form: FormCode::of("profile"),
            entry: EntryId::from_bytes([3; 16]),
            values: [(FieldCode::of(field), Value::Text(text.into()))].into(),
            emptied: BTreeSet::new(),
        },
    )
}

fn of_form(form: &'static str, mut recorded: Recorded) -> Recorded {
    if let Some(Content { event: Event::FormFilled { form: known, .. }, .. }) = &mut recorded.content {
        *known = FormCode::of(form);
    }
    recorded
}

fn fold(events: Vec<Recorded>) -> Record {
    Record::fold(RecordId::from_bytes([1; 16]), events)
}

#[test]
fn fields_merge_and_a_struck_entry_gives_back_what_was_before() {
    let first = filled(1, 1, "given", "Aisha");
    let slip = filled(1, 2, "given", "Aysel");
    let other = filled(1, 3, "family", "Kalieva");
    let wrong = slip.head.event;
    let strike = recorded(1, 4, Event::Corrected { event: wrong, reason: "another child".into() });
    let record = fold(vec![first, slip, other, strike]);
    assert_eq!(record.value("profile", "given"), Some(&Value::Text("Aisha".into())));
    assert_eq!(record.value("profile", "family"), Some(&Value::Text("Kalieva".into())));
    assert!(record.struck(wrong).is_some());
    assert_eq!(record.history.len(), 4, "nothing disappears from the history");
}

#[test]
fn one_entry_id_under_two_forms_is_two_entries() {
    let record = fold(vec![
        filled(1, 1, "given", "Aisha"),
        of_form("contact", filled(1, 2, "given", "Safia")),
        filled(1, 3, "family", "Kalieva"),
    ]);
    assert_eq!(record.value("profile", "given"), Some(&Value::Text("Aisha".into())));
    assert_eq!(record.value("profile", "family"), Some(&Value::Text("Kalieva".into())));
    assert_eq!(record.value("contact", "given"), Some(&Value::Text("Safia".into())));
    assert_eq!(record.entries("profile").len(), 1);
}

#[test]
fn nobody_strikes_from_another_compartment() {
    let entry = filled(1, 1, "given", "Aisha");
    let strike = recorded(2, 1, Event::Corrected { event: entry.head.event, reason: "no".into() });
    assert!(fold(vec![entry, strike]).value("profile", "given").is_some());
}

#[test]
fn an_erased_event_leaves_a_gap_and_nothing_else() {
    let mut erased = filled(1, 1, "given", "Aisha");
    erased.content = None;
    let record = fold(vec![erased, filled(1, 2, "family", "Kalieva")]);
    assert!(record.value("profile", "given").is_none());
    assert!(record.value("profile", "family").is_some());
}

proptest! {
    #[test]
    fn folding_at_once_or_one_by_one_is_the_same(steps in prop::collection::vec((1u8..3, 0u8..4, any::<bool>()), 0..40)) {
        let mut seqs = [0u64; 3];
        let mut events: Vec<Recorded> = Vec::new();
        for (slot, what, strike) in steps {
            seqs[usize::from(slot)] += 1;
            let seq = seqs[usize::from(slot)];
            let event = if strike && !events.is_empty() {
                let target = events[usize::from(what) % events.len()].head.event;
                recorded(slot, seq, Event::Corrected { event: target, reason: "slip".into() })
            } else {
                filled(slot, seq, ["a", "b", "c", "d"][usize::from(what)], "x")
            };
            events.push(event);
        }
        let at_once = fold(events.clone());
        let mut one_by_one = Record::empty(at_once.id);
        for event in events {
            one_by_one.push(event);
        }
        prop_assert_eq!(at_once, one_by_one);
    }
}

#[test]
fn the_last_decision_on_a_pair_holds_and_every_one_is_kept() {
    use crate::{MatchDecision, MatchProposed, MatchReason, Sureness};
    let decided = |seq, decision| recorded(1, seq, Event::MatchDecided { decision, note: None });
    let proposed = MatchProposed {
        one: RecordId::from_bytes([2; 16]),
        other: RecordId::from_bytes([3; 16]),
        sureness: Sureness::Likely,
        reasons: [MatchReason::AlikeName].into(),
    };
    let first = recorded(1, 1, Event::MatchProposed(proposed.clone()));
    let open = fold(vec![first.clone()]);
    assert_eq!(open.pair.as_ref().expect("a pair").decided(), None);
    let record = fold(vec![first, decided(2, MatchDecision::Same), decided(3, MatchDecision::Different)]);
    let pair = record.pair.expect("a pair");
    assert_eq!(pair.proposed, proposed);
    assert_eq!(pair.decided().map(|last| last.decision), Some(MatchDecision::Different));
    assert_eq!(pair.decisions.len(), 2);
    // Whoever may not open what was proposed sees no pair, whatever was decided.
    assert_eq!(fold(vec![decided(2, MatchDecision::Same)]).pair, None);
}
