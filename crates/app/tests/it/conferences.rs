//! Case conferences: who writes which part, and reads it; what the tests of them share.

mod invited;
mod over;

use app::{
    Answer, Done, Door, Refused, Shown,
    case::{
        assign_task::AssignTask,
        conference::{
            PartOf,
            call::{Attendance, Call, ConferenceStep, StepConference},
            guests::{Invite, Invited},
            part::{PartStep, Responsible, StepPart},
        },
        refer::ReferralStep,
        tasks::{StepTask, TaskStep},
    },
};
use domain::{
    ChoiceCode, Coming, Compartment, ConferenceId, Content, Explanation, GroundCode, Heard, Instant, Meeting,
    Record, RecordId, TaskId, UserId,
    record::{Conference, ConferenceState, Frame, Verdict},
};
use jiff::SignedDuration;
use testkit::{Cast, Child, on_both};

use crate::{chain::rebuilds_alike, steps::*};

/// What an event says, in one line.
fn plain(content: &Content) -> String {
    String::from_utf8(domain::sealing::encode(content).unwrap().to_vec()).unwrap()
}

fn in_hours(cast: &Cast, hours: i64) -> Instant {
    cast.clock.now().checked_add(SignedDuration::from_hours(hours)).unwrap()
}

fn meeting(start: Instant) -> Meeting {
    Meeting { start, way: ChoiceCode::of("in_person"), place: text("Abay street 5, room 2") }
}

fn brought() -> Heard {
    Heard { how: ChoiceCode::of("view_brought"), word: Some(text("her grandmother")) }
}

fn call(cast: &Cast, child: Child, start: Instant, colleagues: &[UserId]) -> Call {
    Call {
        command: cast.command(),
        code: child.code,
        meeting: meeting(start),
        why: ChoiceCode::of("crisis"),
        child: brought(),
        invited: Invited { colleagues: colleagues.to_vec(), relatives: Vec::new() },
    }
}

fn conference_of(done: &Done) -> ConferenceId {
    ConferenceId::from(<[u8; 16]>::try_from(&done.outcome[16..32]).unwrap())
}

/// A child whose teacher and psychologist are invited for tomorrow.
async fn called(cast: &Cast) -> (Child, ConferenceId) {
    let child = cast.a_child().await;
    to_school(cast, child).await;
    to_psychologist(cast, child).await;
    let aigul = cast.who("aigul").await;
    let sent = call(cast, child, in_hours(cast, 24), &[cast.id("bolat"), cast.id("zarina")]);
    let done = cast.app.call_conference(&aigul, sent).await.unwrap();
    (child, conference_of(&done))
}

async fn seen(cast: &Cast, by: &str, child: Child) -> Answer<Record> {
    let by = cast.who(by).await;
    Ok(cast.app.open_code(&by, &child.code, Door::page(Shown::RecordConference)).await?.view)
}

fn told(record: &Record, conference: ConferenceId) -> (Frame, Conference) {
    let (frame, known) = record.conference(conference).unwrap();
    (frame.clone(), known.clone())
}

async fn steps(
    cast: &Cast,
    by: &str,
    child: Child,
    conference: ConferenceId,
    step: ConferenceStep,
) -> Answer<Done> {
    let by = cast.who(by).await;
    let sent = StepConference { command: cast.command(), code: child.code, conference, step };
    cast.app.step_conference(&by, sent).await
}

fn part(code: &'static str) -> PartOf {
    PartOf::Compartment(Compartment::of(code))
}

async fn writes(
    cast: &Cast,
    by: &str,
    child: Child,
    conference: ConferenceId,
    part: PartOf,
    step: PartStep,
) -> Answer<Done> {
    let by = cast.who(by).await;
    let sent = StepPart { command: cast.command(), code: child.code, conference, part, step };
    cast.app.write_part(&by, sent).await
}

fn attendance(present: &[RecordId]) -> Attendance {
    Attendance { present: present.iter().copied().collect(), others: None, child: brought() }
}

/// What somebody's day says of a record's meetings.
async fn meetings(cast: &Cast, by: &str, child: Child) -> Vec<(TaskId, Instant)> {
    let by = cast.who(by).await;
    let day = cast.app.day(&by).await.unwrap();
    let mut found: Vec<_> = day
        .tasks
        .iter()
        .filter(|task| task.record.id == child.id && task.conference.is_some())
        .map(|task| (task.task, task.due))
        .collect();
    found.sort();
    found
}

async fn each_reads_their_own_part_and_nothing_of_the_others(cast: Cast) {
    let (child, conference) = called(&cast).await;
    let item = |words: &str| PartStep::Agenda(text(words));
    writes(&cast, "bolat", child, conference, part("education"), item("reads slowly")).await.unwrap();
    writes(&cast, "zarina", child, conference, part("psych"), item("nightmares")).await.unwrap();
    writes(&cast, "aigul", child, conference, part("social"), item("the flat is cold")).await.unwrap();

    let (frame, known) = told(&seen(&cast, "bolat", child).await.unwrap(), conference);
    assert_eq!(frame.meeting.place.as_str(), "Abay street 5, room 2");
    assert_eq!(known.why, Explanation::default());
    let parts: Vec<_> = known.parts.values().map(|part| part.compartment.as_str()).collect();
    assert_eq!(parts, ["education"], "neither name nor number of the others");
    let invited: Vec<_> = known.invitations.iter().map(|known| known.party).collect();
    assert_eq!(invited, [cast.id("bolat")], "nor who else comes");
    assert_eq!(known.invitations[0].about, Some(Compartment::of("education")));

    let (_, known) = told(&seen(&cast, "zarina", child).await.unwrap(), conference);
    let parts: Vec<_> = known.parts.values().map(|part| part.compartment.as_str().to_owned()).collect();
    assert_eq!(parts.len(), 2, "her own and the social part that she may read: {parts:?}");
    assert!(!parts.contains(&"education".to_owned()));

    // The worker holds it together, and reads neither the sessions' compartment nor what was written there.
    let (_, known) = told(&seen(&cast, "aigul", child).await.unwrap(), conference);
    assert_eq!((&known.why.why, &known.why.child), (&Some(ChoiceCode::of("crisis")), &Some(brought())));
    assert_eq!(known.invitations.len(), 2);
    let mut parts: Vec<_> = known.parts.values().map(|part| part.compartment.as_str()).collect();
    parts.sort_unstable();
    assert_eq!(parts, ["education", "social"]);
    // A colleague of the team is told that people meet, and neither why nor what they speak of; nor, when it is over, who
    // else was there and how the child was heard.
    let record = seen(&cast, "marat", child).await.unwrap();
    let (frame, known) = told(&record, conference);
    assert_eq!(frame.meeting.place.as_str(), "Abay street 5, room 2");
    assert_eq!((known.invitations.len(), known.parts.len(), &known.why), (0, 0, &Explanation::default()));
    let moved = ConferenceStep::Moved(meeting(in_hours(&cast, 48)), text("hidden: an illness"));
    steps(&cast, "aigul", child, conference, moved).await.unwrap();
    cast.clock.advance(SignedDuration::from_hours(50));
    let others = Some(text("hidden: her aunt"));
    let was = Attendance { others, child: brought(), ..attendance(&[cast.id("aigul")]) };
    steps(&cast, "aigul", child, conference, ConferenceStep::Held(was)).await.unwrap();
    let record = seen(&cast, "marat", child).await.unwrap();
    let (frame, known) = told(&record, conference);
    assert_eq!((frame.state, known.why), (ConferenceState::Held, Explanation::default()));
    let told_him: Vec<String> =
        record.history.iter().filter_map(|said| said.content.as_ref()).map(plain).collect();
    assert!(
        told_him.iter().all(|said| !said.contains("hidden")
            && !said.contains("grandmother")
            && !said.contains("crisis"))
    );
    let hers = seen(&cast, "aigul", child).await.unwrap();
    let hers: Vec<String> = hers.history.iter().filter_map(|said| said.content.as_ref()).map(plain).collect();
    assert!(
        ["hidden: an illness", "hidden: her aunt", "crisis"]
            .iter()
            .all(|word| hers.iter().any(|said| said.contains(word)))
    );
    rebuilds_alike(&cast, &cast.app).await;
}

async fn nobody_writes_a_part_that_is_closed_to_them(cast: Cast) {
    let (child, conference) = called(&cast).await;
    let before = record(&cast, child).await.history.len();
    for (by, closed) in [
        ("bolat", "social"),
        ("bolat", "psych"),
        ("zarina", "education"),
        ("zarina", "social"),
        ("aigul", "education"),
        ("aigul", "psych"),
        ("aigul", "case"),
        ("aigul", "core"),
        ("saule", "social"),
        ("marat", "social"),
    ] {
        not_found(writes(&cast, by, child, conference, part(closed), PartStep::Agenda(text("mine"))).await);
    }
    // A referral is a part only for whoever has no compartment of their own.
    let referral = record(&cast, child).await.referrals[0].sent.referral;
    let step = PartStep::Agenda(text("mine"));
    not_found(writes(&cast, "bolat", child, conference, PartOf::Referral(referral), step).await);
    assert_eq!(record(&cast, child).await.history.len(), before);
}

async fn minutes_and_decisions_are_written_once_and_by_nobody_over_another(cast: Cast) {
    let (child, conference) = called(&cast).await;
    let minutes = |words: &str, seen| PartStep::Minutes { text: text(words), seen };
    // Nothing was said before people met.
    let early = writes(&cast, "aigul", child, conference, part("social"), minutes("all came", 0)).await;
    assert_eq!(reason(early), "conference-not-yet");
    let held = || ConferenceStep::Held(attendance(&[cast.id("aigul"), cast.id("bolat")]));
    assert_eq!(reason(steps(&cast, "aigul", child, conference, held()).await), "conference-not-yet");
    cast.clock.advance_days(2);
    // It is not held before it is said how the child was heard.
    let unheard = Attendance {
        child: Heard { how: ChoiceCode::of("not_asked"), word: None },
        ..attendance(&[cast.id("aigul")])
    };
    let unheard = steps(&cast, "aigul", child, conference, ConferenceStep::Held(unheard)).await;
    assert_eq!(reason(unheard), "heard-word-needed");
    let nobody = steps(&cast, "aigul", child, conference, ConferenceStep::Held(attendance(&[]))).await;
    assert_eq!(reason(nobody), "present-needed");
    not_found(
        steps(&cast, "aigul", child, conference, ConferenceStep::Held(attendance(&[cast.id("timur")]))).await,
    );
    steps(&cast, "aigul", child, conference, held()).await.unwrap();
    assert_eq!(reason(steps(&cast, "aigul", child, conference, held()).await), "conference-over");
    for by in ["aigul", "bolat", "zarina"] {
        assert!(meetings(&cast, by, child).await.is_empty(), "{by}");
    }
    let (frame, _) = told(&seen(&cast, "bolat", child).await.unwrap(), conference);
    assert_eq!(frame.state, ConferenceState::Held);
    assert_eq!(frame.present, [cast.id("bolat")].into(), "who else was there is not theirs to know");
    let (frame, _) = told(&seen(&cast, "marat", child).await.unwrap(), conference);
    assert_eq!(frame.present, [cast.id("aigul")].into(), "nor a colleague's of the team");
    let (frame, _) = told(&seen(&cast, "aigul", child).await.unwrap(), conference);
    assert_eq!(frame.present, [cast.id("aigul"), cast.id("bolat")].into());

    writes(&cast, "aigul", child, conference, part("social"), minutes("all came", 0)).await.unwrap();
    // Somebody who has not seen that does not write over it.
    let stale = writes(&cast, "aigul", child, conference, part("social"), minutes("nobody came", 0)).await;
    assert_eq!(reason(stale), "minutes-changed");
    writes(&cast, "aigul", child, conference, part("social"), minutes("all but one came", 1)).await.unwrap();
    writes(&cast, "zarina", child, conference, part("psych"), minutes("sleeps better", 0)).await.unwrap();

    // A decision becomes the task of a colleague who may read it, in the same breath, and once.
    let aigul = cast.who("aigul").await;
    let today = cast.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let due = today.checked_add(jiff::Span::new().days(7)).unwrap();
    let decides = |responsible, due| PartStep::Decision { text: text("visits on Friday"), responsible, due };
    let mother = || Responsible::Named(text("the mother"));
    let past = today.checked_add(jiff::Span::new().days(-3)).unwrap();
    let refused = writes(&cast, "aigul", child, conference, part("social"), decides(mother(), past)).await;
    assert_eq!(reason(refused), "due-in-the-past");
    let teacher = Responsible::Colleague(cast.id("bolat"));
    let refused = writes(&cast, "aigul", child, conference, part("social"), decides(teacher, due)).await;
    assert_eq!(reason(refused), "responsible-cannot-read");
    let sent = StepPart {
        command: cast.command(),
        code: child.code,
        conference,
        part: part("social"),
        step: decides(Responsible::Colleague(aigul.user()), due),
    };
    let first = cast.app.write_part(&aigul, sent.clone()).await.unwrap();
    let again = cast.app.write_part(&aigul, sent).await.unwrap();
    assert!(!first.repeated && again.repeated);
    writes(&cast, "aigul", child, conference, part("social"), decides(mother(), due)).await.unwrap();
    let whole = record(&cast, child).await;
    let tasks: Vec<_> =
        whole.open_tasks().into_iter().filter(|task| task.added.what == "conference_decision").collect();
    assert_eq!(tasks.len(), 1);
    assert_eq!((tasks[0].compartment.as_str(), tasks[0].added.assignee), ("social", Some(aigul.user())));
    let (_, known) = told(&whole, conference);
    let social = known.parts.values().find(|part| part.compartment == "social").unwrap();
    assert_eq!((social.minutes.len(), social.decisions.len()), (2, 2));
    assert_eq!(social.decisions[0].task, Some(tasks[0].added.task));
    // The teacher's own decision is hers to do, and on her day.
    let own = decides(Responsible::Colleague(cast.id("bolat")), due);
    writes(&cast, "bolat", child, conference, part("education"), own).await.unwrap();
    assert_eq!(meetings(&cast, "bolat", child).await.len(), 1);
    rebuilds_alike(&cast, &cast.app).await;
}

on_both![
    each_reads_their_own_part_and_nothing_of_the_others,
    nobody_writes_a_part_that_is_closed_to_them,
    minutes_and_decisions_are_written_once_and_by_nobody_over_another,
];
