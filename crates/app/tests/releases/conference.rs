//! One event of every kind that a case conference has.

use domain::{
    ChoiceCode, Coming, Compartment, ConferenceEvent, ConferenceId, Event, Explanation, Heard, Meeting,
    RecordId,
};
use jiff::civil::date;
use testkit::Cast;

use crate::steps::text;

pub(crate) fn kind(event: &ConferenceEvent) -> &'static str {
    match event {
        ConferenceEvent::Called { .. } => "conference_called",
        ConferenceEvent::Explained { .. } => "conference_explained",
        ConferenceEvent::Moved { .. } => "conference_moved",
        ConferenceEvent::Invited { .. } => "conference_invited",
        ConferenceEvent::Answered { .. } => "conference_answered",
        ConferenceEvent::AgendaAdded { .. } => "conference_agenda_added",
        ConferenceEvent::Minuted { .. } => "conference_minuted",
        ConferenceEvent::Decided { .. } => "conference_decided",
        ConferenceEvent::Held { .. } => "conference_held",
        ConferenceEvent::CalledOff { .. } => "conference_called_off",
    }
}

/// Each with its compartment; a relative of the child is invited, too.
pub(crate) fn one_of_each(cast: &Cast, relative: RecordId) -> Vec<(&'static str, Event)> {
    let conference: ConferenceId = cast.app.fresh().unwrap();
    let (task, party) = (cast.app.fresh().unwrap(), cast.id("bolat"));
    let why = || text("as it was then");
    let meeting = |place: &str| Meeting {
        start: cast.clock.now(),
        way: ChoiceCode::of("in_person"),
        place: text(place),
    };
    let child = || Heard { how: ChoiceCode::of("view_brought"), word: Some(why()) };
    let about = Some(Compartment::of("education"));
    [
        (
            "case",
            ConferenceEvent::Called {
                conference,
                meeting: meeting("room 2"),
                why: Some(ChoiceCode::of("plan")),
                child: Some(child()),
                task: Some(task),
            },
        ),
        (
            "social",
            ConferenceEvent::Explained {
                conference,
                why: Explanation {
                    why: Some(ChoiceCode::of("plan")),
                    child: Some(child()),
                    reason: Some(why()),
                    others: Some(why()),
                },
            },
        ),
        ("case", ConferenceEvent::Invited { conference, party: relative, about: None, task: None }),
        ("case", ConferenceEvent::Invited { conference, party, about, task: Some(task) }),
        ("case", ConferenceEvent::Answered { conference, party, coming: Coming::No, word: Some(why()) }),
        ("case", ConferenceEvent::Answered { conference, party, coming: Coming::Yes, word: None }),
        ("case", ConferenceEvent::Moved { conference, meeting: meeting("room 3"), reason: Some(why()) }),
        ("education", ConferenceEvent::AgendaAdded { conference, item: why() }),
        ("education", ConferenceEvent::Minuted { conference, text: why() }),
        (
            "education",
            ConferenceEvent::Decided {
                conference,
                text: why(),
                responsible: why(),
                due: date(2026, 6, 1),
                task: Some(task),
            },
        ),
        (
            "case",
            ConferenceEvent::Held {
                conference,
                present: [party, relative].into(),
                others: Some(why()),
                child: Some(child()),
            },
        ),
        ("case", ConferenceEvent::CalledOff { conference, reason: Some(why()) }),
    ]
    .map(|(compartment, event)| (compartment, Event::Conference(event)))
    .into()
}
