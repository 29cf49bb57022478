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
    let strike =
        recorded(1, 4, Event::Corrected { event: wrong, reason: "another child".into(), ground: None });
    let record = fold(vec![first, slip, other, strike]);
    assert_eq!(record.value("profile", "given"), Some(&Value::Text("Aisha".into())));
    assert_eq!(record.value("profile", "family"), Some(&Value::Text("Kalieva".into())));
    assert!(record.struck(wrong).is_some());
    assert_eq!(record.history.len(), 4, "nothing disappears from the history");
}

#[test]
fn a_strike_taken_back_counts_again_and_only_from_its_own_compartment() {
    let slip = filled(1, 1, "given", "Aysel");
    let wrong = slip.head.event;
    let strike =
        recorded(1, 2, Event::Corrected { event: wrong, reason: "wrong child".into(), ground: None });
    let foreign = recorded(2, 1, Event::Restored { event: wrong });
    let back = recorded(1, 3, Event::Restored { event: wrong });
    let struck = fold(vec![slip.clone(), strike.clone(), foreign.clone()]);
    assert!(struck.struck(wrong).is_some(), "another compartment takes nothing back");
    let record = fold(vec![slip, strike, foreign, back]);
    assert!(record.struck(wrong).is_none());
    assert_eq!(record.value("profile", "given"), Some(&Value::Text("Aysel".into())));
    assert_eq!(record.history.len(), 4, "the strike and what took it back stay in the history");
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
    let strike =
        recorded(2, 1, Event::Corrected { event: entry.head.event, reason: "no".into(), ground: None });
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
                if what == 3 {
                    recorded(slot, seq, Event::Restored { event: target })
                } else {
                    recorded(slot, seq, Event::Corrected { event: target, reason: "slip".into(), ground: None })
                }
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
    let decided =
        |seq, decision| recorded(1, seq, Event::MatchDecided { decision, relation: None, note: None });
    let proposed = MatchProposed {
        one: RecordId::from_bytes([2; 16]),
        other: RecordId::from_bytes([3; 16]),
        sureness: Sureness::Likely,
        reasons: [MatchReason::AlikeName].into(),
        kin: None,
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

fn goal_set(seq: u64, goal: u8, aim: &str) -> Recorded {
    let set = Goal {
        goal: crate::GoalId::from_bytes([goal; 16]),
        level: ChoiceCode::of("family"),
        objective: "rest for the mother".into(),
        baseline: "none".into(),
        measure: "hours".into(),
        aim: aim.into(),
        responsible: "the worker".into(),
        due: jiff::civil::date(2026, 6, 1),
        child_view: "then she sings".into(),
    };
    recorded(2, seq, Event::GoalSet(set))
}

fn looked_at(seq: u64, goal: u8, outcome: Option<&'static str>) -> Recorded {
    let reviewed = Event::GoalReviewed {
        goal: crate::GoalId::from_bytes([goal; 16]),
        now: "two hours".into(),
        progress: 40,
        child_view: "good".into(),
        outcome: outcome.map(ChoiceCode::of),
    };
    recorded(2, seq, reviewed)
}

fn sent(seq: u64) -> Recorded {
    let approval = ApprovalId::from_bytes([u8::try_from(seq % 250).expect("small"); 16]);
    recorded(2, seq, Event::ApprovalAsked { approval, of: GroundCode::of("plan"), note: None })
}

#[test]
fn what_was_sent_stays_what_was_sent() {
    let slip = goal_set(5, 3, "four hours");
    let strike = recorded(
        2,
        6,
        Event::Corrected { event: slip.head.event, reason: "another child".into(), ground: None },
    );
    let events = vec![
        goal_set(1, 1, "four hours"),
        goal_set(2, 2, "one walk"),
        sent(3),
        goal_set(4, 1, "eight hours"),
        slip,
        looked_at(7, 2, Some("met")),
        sent(8),
    ];
    let mut with_strike = events.clone();
    with_strike.insert(5, strike);
    let record = fold(with_strike);
    let versions = record.plan_versions();
    assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [1, 2]);
    let first = record.goals_at(PlanMoment::At(versions[0].event));
    assert_eq!(first[0].goal.aim.as_str(), "four hours", "what was changed later is not what was sent");
    let now = record.goals_at(PlanMoment::Now);
    let differ = compare(&first, &now);
    assert!(
        matches!(&differ[0], GoalDiffers::Changed { fields, due: None, .. } if *fields == [GoalField::Aim])
    );
    assert!(matches!(&differ[1], GoalDiffers::Ended(..)));
    assert_eq!(differ.len(), 2, "what was struck before it was sent was never part of the plan");
    // Struck after it was sent, it is gone, and was there.
    let record = fold(
        [
            events,
            vec![recorded(
                2,
                9,
                Event::Corrected {
                    event: goal_set(5, 3, "").head.event,
                    reason: "another child".into(),
                    ground: None,
                },
            )],
        ]
        .concat(),
    );
    let second = record.goals_at(PlanMoment::At(record.plan_versions()[1].event));
    assert_eq!(second.len(), 3);
    assert!(matches!(compare(&second, &record.goals).last(), Some(GoalDiffers::Gone(_))));
}

proptest! {
    #[test]
    fn a_version_is_the_fold_of_what_stood_before_it(steps in prop::collection::vec((0u8..6, 1u8..4, 0u8..4), 0..40)) {
        let mut events: Vec<Recorded> = Vec::new();
        for (what, goal, number) in steps {
            let seq = events.len() as u64 + 1;
            let event = match what {
                0 | 1 => goal_set(seq, goal, ["one", "two", "three", "four"][usize::from(number)]),
                2 => looked_at(seq, goal, (number == 0).then_some("met")),
                3 => filled(2, seq, "a", "x"),
                4 if !events.is_empty() => {
                    let target = events[usize::from(number) % events.len()].head.event;
                    recorded(2, seq, Event::Corrected { event: target, reason: "slip".into(), ground: None })
                }
                _ => sent(seq),
            };
            events.push(event);
        }
        let record = fold(events.clone());
        for version in record.plan_versions() {
            let last = events.iter().position(|event| event.head.event == version.event).expect("its event");
            let then = fold(events[..=last].to_vec());
            let goals = record.goals_at(PlanMoment::At(version.event));
            prop_assert_eq!(&goals, &then.goals);
            // Every goal of either side is told of once, and nothing differs from itself.
            let told: Vec<_> = compare(&goals, &record.goals).iter().map(GoalDiffers::goal).collect();
            let all: BTreeSet<_> = goals.iter().chain(&record.goals).map(|goal| goal.goal.goal).collect();
            prop_assert_eq!(told.len(), all.len());
            prop_assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), all);
            prop_assert!(compare(&goals, &goals).iter().all(GoalDiffers::is_same));
        }
    }
}
