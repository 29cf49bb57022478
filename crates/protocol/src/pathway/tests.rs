//! The pathway's promises about time: never into the past, never later than what was promised and missed.

use domain::{Compartment, RoleCode, Sector, TaskCode};
use proptest::prelude::*;

use super::*;
use crate::{DoneBy, Terms};
use domain::Urgency::{Routine, Soon, Urgent};

fn task(urgent: Term, soon: Term, routine: Term) -> TaskRule {
    TaskRule {
        code: TaskCode::of("visit"),
        label: forms::Texts::new(),
        about: forms::Texts::new(),
        sector: Sector::of("social"),
        compartment: Compartment::of("case"),
        kinds: vec![Kind::of("child")],
        phase: 4,
        trigger: Trigger::Opened,
        terms: Terms { urgent, soon, routine },
        lead: RoleCode::of("social_worker"),
        done_by: DoneBy::Hand,
        raised_by: Vec::new(),
        heard_with: std::collections::BTreeMap::new(),
        done_with: std::collections::BTreeMap::new(),
        urgent_first: false,
        except: Vec::new(),
        repeats: false,
        ages: None,
        retired: false,
    }
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone")
}

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

#[test]
fn hours_are_exact_and_days_end_with_the_work_of_the_place() {
    let almaty = zone("Asia/Almaty");
    // 23:30 on Monday in Almaty (UTC+5 since March 2024) is still Monday there.
    let since = at("2026-06-01T18:30:00Z");
    assert_eq!(due_after(Term::Hours(24), since, &almaty), at("2026-06-02T18:30:00Z"));
    assert_eq!(due_after(Term::Days(7), since, &almaty), at("2026-06-08T13:00:00Z"));
    // The same moment is already Tuesday in Kiritimati: the day is the place's, not the server's.
    assert_eq!(due_after(Term::Days(7), since, &zone("Pacific/Kiritimati")), at("2026-06-09T04:00:00Z"));
    // Begun after work, with no day left: due at once, not before it began.
    assert_eq!(due_after(Term::Days(0), since, &almaty), since);
}

#[test]
fn a_day_is_a_day_also_when_the_clocks_change() {
    // Kazakhstan moved its clocks back an hour in the night to 1 March 2024.
    let almaty = zone("Asia/Almaty");
    let since = at("2024-02-29T06:00:00Z");
    assert_eq!(due_after(Term::Days(1), since, &almaty), at("2024-03-01T13:00:00Z"));
    assert_eq!(due_after(Term::Hours(24), since, &almaty), at("2024-03-01T06:00:00Z"));
}

#[test]
fn raising_pulls_forward_and_lowering_does_not_save_the_missed() {
    let visit = task(Term::Hours(24), Term::Hours(72), Term::Days(7));
    let utc = TimeZone::UTC;
    let since = at("2026-06-01T08:00:00Z");
    let open = |urgency| OpenTask { since, due: due(&visit, since, urgency, &utc) };
    let moved = |open, old, new, now: &str| move_for_urgency(&visit, open, old, new, at(now), &utc);

    let early = "2026-06-01T10:00:00Z";
    assert_eq!(moved(open(Routine), Routine, Urgent, early), Some(at("2026-06-02T08:00:00Z")));
    assert_eq!(moved(open(Urgent), Urgent, Soon, early), Some(at("2026-06-04T08:00:00Z")));
    assert_eq!(moved(open(Soon), Soon, Soon, early), None);

    // Five days later the new time would have been over for four: it is due now, not then.
    let late = "2026-06-06T08:00:00Z";
    assert_eq!(moved(open(Routine), Routine, Urgent, late), Some(at(late)));
    // And one that was missed stays missed, whichever way the urgency goes.
    assert_eq!(moved(open(Urgent), Urgent, Routine, late), None);
    assert_eq!(moved(open(Soon), Soon, Urgent, late), None);

    // By hand it was put on the next morning: lowering does not pull it forward, raising does not push it back.
    let by_hand = OpenTask { since, due: at("2026-06-20T08:00:00Z") };
    assert_eq!(moved(by_hand, Urgent, Routine, early), None);
    let sooner = OpenTask { since, due: at("2026-06-01T12:00:00Z") };
    assert_eq!(moved(sooner, Routine, Urgent, early), None);
}

fn term() -> impl Strategy<Value = Term> {
    prop_oneof![(0u16..500).prop_map(Term::Hours), (0u16..200).prop_map(Term::Days)]
}

fn urgency() -> impl Strategy<Value = Urgency> {
    prop::sample::select(Urgency::ALL.to_vec())
}

fn instant() -> impl Strategy<Value = Instant> {
    (1_500_000_000i64..2_000_000_000).prop_map(|second| Instant::from_second(second).expect("an instant"))
}

const ZONES: [&str; 5] = ["Asia/Almaty", "Asia/Aqtau", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"];

proptest! {
    #[test]
    fn a_change_of_urgency_keeps_its_promises(
        terms in (term(), term(), term()),
        since in instant(),
        minutes in -20_000i64..40_000,
        old in urgency(),
        new in urgency(),
        by_hand in -20_000i64..20_000,
        which in 0..ZONES.len(),
    ) {
        let zone = zone(ZONES[which]);
        let task = task(terms.0, terms.1, terms.2);
        let now = since + minutes.minutes();
        let open = OpenTask { since, due: due(&task, since, old, &zone) + by_hand.minutes() };
        let moved = move_for_urgency(&task, open, old, new, now, &zone);
        if let Some(moved) = moved {
            prop_assert_ne!(moved, open.due);
            prop_assert!(open.due >= now, "a missed task was moved");
            prop_assert!(moved >= now, "a task was moved into the past");
            match new.cmp(&old) {
                std::cmp::Ordering::Greater => prop_assert!(moved < open.due, "raising gave more time"),
                std::cmp::Ordering::Less => prop_assert!(moved > open.due, "lowering took time away"),
                std::cmp::Ordering::Equal => prop_assert!(false, "nothing changed"),
            }
        } else if open.due >= now && new > old {
            prop_assert!(open.due <= due(&task, since, new, &zone).max(now), "raising left a task late");
        } else if open.due >= now && new < old {
            prop_assert!(open.due >= due(&task, since, new, &zone), "lowering took nothing back");
        }
        // Once is enough: the same change again finds nothing to do.
        if let Some(due) = moved {
            prop_assert_eq!(move_for_urgency(&task, OpenTask { since, due }, old, new, now, &zone), None);
        }
    }

    #[test]
    fn a_task_is_never_due_before_it_began_and_less_time_is_never_more(
        since in instant(),
        days in 0u16..400,
        more in 0u16..400,
        which in 0..ZONES.len(),
    ) {
        let zone = zone(ZONES[which]);
        for (short, long) in [
            (Term::Days(days), Term::Days(days + more)),
            (Term::Hours(days), Term::Hours(days + more)),
        ] {
            let first = due_after(short, since, &zone);
            prop_assert!(since <= first);
            prop_assert!(first <= due_after(long, since, &zone));
        }
        let end = due_after(Term::Days(days + 1), since, &zone).to_zoned(zone.clone());
        let begun = since.to_zoned(zone);
        // On Samoa a whole day was left out in 2011, before these instants: every calendar day is there.
        prop_assert_eq!(begun.date().until(end.date()).expect("a span").get_days(), i32::from(days) + 1);
        prop_assert_eq!(end.time(), END_OF_WORK);
    }

    #[test]
    fn no_term_and_no_moment_make_it_panic(term in term(), second in -377_705_023_201i64..253_402_207_200) {
        let since = Instant::from_second(second).expect("an instant");
        prop_assert!(due_after(term, since, &TimeZone::UTC) >= since);
    }
}
