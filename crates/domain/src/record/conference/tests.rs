//! A conference is folded from whatever its reader may open, and is there for nobody who was not told of it.

use proptest::prelude::*;

use super::*;
use crate::{ChoiceCode, Content, Head, Heard};

const CASE: u8 = 1;
const LEARNING: u8 = 2;
const REFERRAL: u8 = 3;
const HEALTH: u8 = 4;
const SOCIAL: u8 = 5;

fn conference() -> ConferenceId {
    ConferenceId::from_bytes([7; 16])
}

fn at(seq: u64) -> Instant {
    Instant::from_second(1_700_000_000 + i64::try_from(seq).expect("small")).expect("an instant")
}

fn said(slot: u8, seq: u64, event: ConferenceEvent) -> Recorded {
    let mut id = [slot; 16];
    id[..8].copy_from_slice(&seq.to_be_bytes());
    let compartment = match slot {
        CASE => "case",
        LEARNING => "education",
        REFERRAL => "referral",
        SOCIAL => "social",
        _ => "health",
    };
    Recorded {
        head: Head {
            record: RecordId::from_bytes([1; 16]),
            slot: SlotId::from_bytes([slot; 16]),
            seq,
            event: EventId::from_bytes(id),
            position: None,
            at: at(seq),
            actor: UserId::from_bytes([9; 16]),
            format: crate::FORMAT,
        },
        compartment: Compartment::of(compartment),
        content: Some(Content { protocol: "test-1".into(), event: Event::Conference(event) }),
    }
}

fn meeting(hours: i64) -> Meeting {
    let start = at(0).checked_add(jiff::SignedDuration::from_hours(hours)).expect("an instant");
    Meeting { start, way: ChoiceCode::of("in_person"), place: "room 2".into() }
}

fn teacher() -> UserId {
    UserId::from_bytes([5; 16])
}

fn worker() -> UserId {
    UserId::from_bytes([9; 16])
}

fn why() -> Explanation {
    Explanation { why: Some(ChoiceCode::of("crisis")), child: Some(child()), ..Explanation::default() }
}

fn child() -> Heard {
    Heard { how: ChoiceCode::of("there"), word: None }
}

/// A conference from its call to its end, told in the case and in a teacher's referral.
fn story() -> Vec<Recorded> {
    let conference = conference();
    let called =
        || ConferenceEvent::Called { conference, meeting: meeting(24), why: None, child: None, task: None };
    let explained = |why| ConferenceEvent::Explained { conference, why };
    let task = Some(TaskId::from_bytes([6; 16]));
    let about = Some(Compartment::of("education"));
    let moved = || ConferenceEvent::Moved { conference, meeting: meeting(48), reason: None };
    let yes = ConferenceEvent::Answered { conference, party: teacher(), coming: Coming::Yes, word: None };
    let held = |present: &[UserId]| ConferenceEvent::Held {
        conference,
        present: present.iter().copied().collect(),
        others: None,
        child: None,
    };
    vec![
        said(CASE, 1, called()),
        said(SOCIAL, 2, explained(why())),
        said(REFERRAL, 3, called()),
        said(REFERRAL, 4, ConferenceEvent::Invited { conference, party: teacher(), about, task }),
        said(REFERRAL, 5, yes.clone()),
        said(CASE, 6, moved()),
        said(
            SOCIAL,
            7,
            explained(Explanation { reason: Some("a wedding".into()), ..Explanation::default() }),
        ),
        said(REFERRAL, 8, moved()),
        said(REFERRAL, 9, yes),
        said(LEARNING, 10, ConferenceEvent::AgendaAdded { conference, item: "reading".into() }),
        said(HEALTH, 11, ConferenceEvent::AgendaAdded { conference, item: "glasses".into() }),
        said(LEARNING, 12, ConferenceEvent::Minuted { conference, text: "reads slowly".into() }),
        said(LEARNING, 13, ConferenceEvent::Minuted { conference, text: "reads better".into() }),
        said(
            LEARNING,
            14,
            ConferenceEvent::Decided {
                conference,
                text: "reads aloud".into(),
                responsible: "the teacher".into(),
                due: jiff::civil::date(2026, 6, 1),
                task: None,
            },
        ),
        said(CASE, 15, held(&[worker()])),
        said(REFERRAL, 16, held(&[teacher()])),
    ]
}

fn seen(slots: &[u8]) -> Record {
    let opens =
        |recorded: &Recorded| slots.iter().any(|slot| recorded.head.slot == SlotId::from_bytes([*slot; 16]));
    let mut record =
        Record::fold(RecordId::from_bytes([1; 16]), story().into_iter().filter(opens).collect::<Vec<_>>());
    record.forget_untold();
    record
}

#[test]
fn the_worker_knows_why_and_who_and_a_teacher_day_and_place_and_her_part() {
    let record = seen(&[CASE, SOCIAL, LEARNING, REFERRAL, HEALTH]);
    let (frame, known) = record.conference(conference()).expect("told");
    let whole = Explanation { reason: Some("a wedding".into()), ..why() };
    assert_eq!(known.why, whole, "a reason that came later adds to what was known");
    assert_eq!((frame.state, &frame.meeting), (ConferenceState::Held, &meeting(48)));
    assert_eq!(frame.present, [teacher(), worker()].into());
    assert_eq!((known.parts.len(), known.invitations.len()), (2, 1));

    let record = seen(&[LEARNING, REFERRAL]);
    let (frame, known) = record.conference(conference()).expect("told");
    assert_eq!(known.why, Explanation::default());
    assert_eq!(frame.present, [teacher()].into(), "who else was there is not hers to know");
    assert_eq!((frame.state, &frame.meeting), (ConferenceState::Held, &meeting(48)));
    let part = known.parts.values().next().expect("her part");
    assert_eq!((known.parts.len(), part.compartment.as_str()), (1, "education"));
    assert_eq!(part.said().map(|said| said.text.as_str()), Some("reads better"));
    assert_eq!((part.minutes.len(), part.decisions.len()), (2, 1));
    // An answer to the time before does not count for the new one; the one after it does.
    assert_eq!(known.invitations[0].answer.as_ref().map(|(coming, ..)| *coming), Some(Coming::Yes));
}

#[test]
fn whoever_may_only_know_that_there_is_a_case_reads_when_and_not_why() {
    let record = seen(&[CASE]);
    let (frame, known) = record.conference(conference()).expect("told");
    assert_eq!((&frame.meeting, &known.why), (&meeting(48), &Explanation::default()));
    // Who reads social work but is not told that people meet is told nothing of why, either.
    assert!(seen(&[SOCIAL]).history.is_empty());
}

/// What the first conferences said in `case` is read as it was meant.
#[test]
fn a_frame_that_still_says_why_is_understood() {
    let conference = conference();
    let reason: Option<Private<String>> = Some("a wedding".into());
    let (why, child) = (Some(ChoiceCode::of("crisis")), Some(child()));
    let meeting = meeting(24);
    let told = vec![
        said(
            CASE,
            1,
            ConferenceEvent::Called { conference, meeting: meeting.clone(), why, child, task: None },
        ),
        said(CASE, 2, ConferenceEvent::Moved { conference, meeting, reason: reason.clone() }),
    ];
    let record = Record::fold(RecordId::from_bytes([1; 16]), told);
    let (_, known) = record.conference(conference).expect("told");
    assert_eq!(known.why, Explanation { reason, ..self::why() });
}

#[test]
fn whoever_reads_a_part_and_was_not_told_finds_nothing() {
    let record = seen(&[LEARNING, HEALTH]);
    assert!(record.conference(conference()).is_none() && record.conferences().is_empty());
    assert!(record.history.is_empty(), "not even that something was said");
    assert_eq!(record.conference_of(TaskId::from_bytes([6; 16])), None);
}

#[test]
fn a_moved_meeting_asks_again() {
    let until = |seq: u64| {
        let events = story().into_iter().filter(|recorded| recorded.head.seq <= seq);
        Record::fold(RecordId::from_bytes([1; 16]), events.collect::<Vec<_>>())
    };
    let answered = |record: &Record| {
        let (_, known) = record.conference(conference()).expect("told");
        known.invitation(teacher()).expect("invited").answer.is_some()
    };
    assert!(answered(&until(5)) && !answered(&until(8)) && answered(&until(9)));
}

proptest! {
    /// Whatever is closed or erased, the fold holds: no part comes from a slot that was not given, nothing is told
    /// without its frame, and one by one is the same as at once.
    #[test]
    fn any_subset_folds(given in prop::collection::vec(any::<bool>(), 16), erased in prop::collection::vec(any::<bool>(), 16)) {
        let events: Vec<Recorded> = story()
            .into_iter()
            .zip(given.into_iter().zip(erased))
            .filter(|(_, (given, _))| *given)
            .map(|(mut recorded, (_, erased))| {
                if erased {
                    recorded.content = None;
                }
                recorded
            })
            .collect();
        let id = RecordId::from_bytes([1; 16]);
        let at_once = Record::fold(id, events.clone());
        let mut one_by_one = Record::empty(id);
        for event in &events {
            one_by_one.push(event.clone());
        }
        prop_assert_eq!(at_once.conferences(), one_by_one.conferences());
        let alive: Vec<SlotId> =
            events.iter().filter(|event| event.content.is_some()).map(|event| event.head.slot).collect();
        for (_, known) in at_once.conferences() {
            prop_assert!(known.parts.keys().all(|slot| alive.contains(slot)));
            prop_assert!(known.invitations.iter().all(|invited| alive.contains(&invited.slot)));
        }
        let mut cut = at_once.clone();
        cut.forget_untold();
        prop_assert_eq!(cut.conferences().len(), at_once.conferences().len());
        let tells = |recorded: &&Recorded| recorded.content.is_some();
        prop_assert_eq!(
            cut.history.iter().any(|recorded| tells(&recorded)),
            !at_once.conferences().is_empty(),
        );
    }
}
