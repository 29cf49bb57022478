//! Case conferences: who is told, who answers, who writes which part, and what nobody learns.

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

async fn whoever_is_not_invited_is_told_nothing(mut cast: Cast) {
    // Another school that knows the child, too, and reads the same compartment.
    let other = cast.team("School 7", "education", Some("atyrau_school_arman")).await;
    cast.account("dina").await;
    cast.propose("dina", "teacher", Some(other), None).await;
    cast.confirm("dana", "dina").await;
    let (child, conference) = called(&cast).await;
    let consent = consents(&cast, child, "schooling", Some(other)).await;
    let aigul = cast.who("aigul").await;
    cast.app.refer(&aigul, referral(&cast, child, "atyrau_school_arman", "schooling")).await.unwrap();
    let _ = consent;
    let item = PartStep::Agenda(text("reads slowly"));
    writes(&cast, "bolat", child, conference, part("education"), item.clone()).await.unwrap();

    let record = seen(&cast, "dina", child).await.unwrap();
    assert!(record.conference(conference).is_none() && record.conferences().is_empty());
    let said = |recorded: &&domain::Recorded| {
        matches!(recorded.content.as_ref().map(|content| &content.event), Some(domain::Event::Conference(_)))
    };
    assert_eq!(record.history.iter().filter(said).count(), 0, "not even that something was said");
    let dina = cast.who("dina").await;
    not_found(cast.app.conferences(&dina, &child.code, Shown::RecordConferences).await);
    not_found(writes(&cast, "dina", child, conference, part("education"), item).await);
    let yes = || ConferenceStep::Answered(Coming::Yes, None);
    not_found(steps(&cast, "dina", child, conference, yes()).await);
    assert!(meetings(&cast, "dina", child).await.is_empty());
    // A colleague of the team reads that people meet; there is nothing for her to answer.
    not_found(steps(&cast, "marat", child, conference, yes()).await);
    // Nor does the teacher call one, invite, move, or close it.
    let bolat = cast.who("bolat").await;
    let sent = call(&cast, child, in_hours(&cast, 3), &[cast.id("aigul")]);
    not_found(cast.app.call_conference(&bolat, sent).await);
    let off = ConferenceStep::CalledOff(text("no time"));
    not_found(steps(&cast, "bolat", child, conference, off).await);
    not_found(steps(&cast, "bolat", child, conference, ConferenceStep::Held(attendance(&[]))).await);
}

async fn only_whoever_has_to_do_with_the_child_is_invited(cast: Cast) {
    let child = cast.a_child().await;
    to_school(&cast, child).await;
    let aigul = cast.who("aigul").await;
    let tomorrow = in_hours(&cast, 24);
    let calls = |whom: &[UserId]| call(&cast, child, tomorrow, whom);
    // The psychologist has no referral yet, the operation officer only ever had the flight.
    for nobody in ["zarina", "timur", "rustem", "dana"] {
        let refused = cast.app.call_conference(&aigul, calls(&[cast.id("bolat"), cast.id(nobody)])).await;
        assert_eq!(reason(refused), "refer-first", "{nobody}");
    }
    assert_eq!(reason(cast.app.call_conference(&aigul, calls(&[])).await), "invite-somebody");
    assert_eq!(reason(cast.app.call_conference(&aigul, calls(&[aigul.user()])).await), "not-yourself");
    // Whoever is barred is never invited, though the referral is there.
    let bar = |party| cast.app.bar(&aigul, cast.command(), child.code, party, GroundCode::of("same_village"));
    bar(cast.id("bolat")).await.unwrap();
    assert_eq!(reason(cast.app.call_conference(&aigul, calls(&[cast.id("bolat")])).await), "invite-barred");
    bar(cast.school).await.unwrap();
    assert_eq!(reason(cast.app.call_conference(&aigul, calls(&[cast.id("bolat")])).await), "invite-barred");
    let opened =
        cast.app.open_code(&aigul, &child.code, Door::page(Shown::RecordConferenceNew)).await.unwrap();
    let offered: Vec<_> = cast.app.guests(&aigul, &opened).await.unwrap().iter().map(|one| one.id).collect();
    assert!(!offered.contains(&cast.id("bolat")) && !offered.contains(&aigul.user()));
    assert!(offered.contains(&cast.id("saule")) && offered.contains(&cast.id("marat")));
    assert!(record(&cast, child).await.conferences().is_empty(), "nothing was half applied");
}

async fn a_safety_concern_is_never_invited(cast: Cast) {
    let child = cast.a_child().await;
    let adult = |name: &'static str| app::fixture::OpenCase {
        kind: domain::Kind::of("adult"),
        profile: vec![(
            "names",
            domain::Value::Names(vec![domain::PersonName::new(name, domain::NameRole::Full)]),
        )],
        owner: Some(cast.id("aigul")),
        team: Some(cast.centre),
        place: None,
        list: None,
    };
    let timur = cast.who("timur").await;
    let aigul = cast.who("aigul").await;
    let mut relatives = Vec::new();
    for (name, relation) in [("Мать", "mother"), ("Отец", "father")] {
        let id = cast.app.open_case_for_test(&timur, cast.command(), &adult(name)).await.unwrap();
        let linked = domain::Event::Linked { to: id, relation: GroundCode::of(relation) };
        cast.app.add_for_test(&aigul, cast.command(), child.id, &[("core", linked)]).await.unwrap();
        relatives.push(id);
    }
    let [mother, father] = relatives[..] else { panic!("two") };
    let ground = GroundCode::of("safety_concern");
    cast.app.bar(&aigul, cast.command(), child.code, father, ground).await.unwrap();
    let calls = |whom: &[RecordId]| {
        let mut sent = call(&cast, child, in_hours(&cast, 24), &[cast.id("marat")]);
        sent.invited.relatives = whom.to_vec();
        sent
    };
    assert_eq!(reason(cast.app.call_conference(&aigul, calls(&[mother, father])).await), "invite-barred");
    // An adult who is nobody's relative here is no guest, nor is somebody whose record the sender may not open.
    let stranger = cast.app.open_case_for_test(&timur, cast.command(), &adult("Чужая")).await.unwrap();
    not_found(cast.app.call_conference(&aigul, calls(&[stranger])).await);
    not_found(cast.app.call_conference(&aigul, calls(&[cast.id("bolat")])).await);
    let done = cast.app.call_conference(&aigul, calls(&[mother])).await.unwrap();
    let (_, known) = told(&record(&cast, child).await, conference_of(&done));
    assert!(known.invitation(mother).is_some_and(|known| known.tasks.is_empty()));
}

async fn invited_people_find_it_in_their_day_and_answer(cast: Cast) {
    let (child, conference) = called(&cast).await;
    let tomorrow = in_hours(&cast, 24);
    for by in ["aigul", "bolat", "zarina"] {
        let due: Vec<_> = meetings(&cast, by, child).await.into_iter().map(|(_, due)| due).collect();
        assert_eq!(due, [tomorrow], "{by}");
    }
    // An invitation is for whoever was invited: their task is nobody's to give away, nor to tick off.
    let aigul = cast.who("aigul").await;
    for (task, _) in
        meetings(&cast, "bolat", child).await.into_iter().chain(meetings(&cast, "aigul", child).await)
    {
        let seen = record(&cast, child).await.tasks[&task].added.assignee;
        let to = Some(cast.id("saule"));
        let given = AssignTask { command: cast.command(), code: child.code, task, seen, to };
        not_found(cast.app.assign_task(&aigul, given).await);
        let ticked = StepTask { command: cast.command(), code: child.code, task, step: TaskStep::Done(None) };
        assert_eq!(reason(cast.app.step_task(&aigul, ticked).await), "task-done-elsewhere");
    }
    // To say no takes a word; with it the task is gone.
    let no = |word: Option<&str>| ConferenceStep::Answered(Coming::No, word.map(text));
    assert_eq!(reason(steps(&cast, "bolat", child, conference, no(None)).await), "reason-needed");
    steps(&cast, "bolat", child, conference, no(Some("an exam that day"))).await.unwrap();
    steps(&cast, "zarina", child, conference, ConferenceStep::Answered(Coming::Yes, None)).await.unwrap();
    assert!(meetings(&cast, "bolat", child).await.is_empty());
    assert_eq!(meetings(&cast, "zarina", child).await.len(), 1);
    let (_, known) = told(&seen(&cast, "aigul", child).await.unwrap(), conference);
    let answer = |known: &Conference, who| {
        known.invitation(cast.id(who)).unwrap().answer.clone().map(|(coming, ..)| coming)
    };
    assert_eq!((answer(&known, "bolat"), answer(&known, "zarina")), (Some(Coming::No), Some(Coming::Yes)));
    // Moved: everybody's task moves, and whoever could not come is asked once more.
    let later = in_hours(&cast, 72);
    let moved = |why: &str| ConferenceStep::Moved(meeting(later), text(why));
    assert_eq!(reason(steps(&cast, "aigul", child, conference, moved(" ")).await), "reason-needed");
    steps(&cast, "aigul", child, conference, moved("a wedding in the family")).await.unwrap();
    for by in ["aigul", "bolat", "zarina"] {
        let due: Vec<_> = meetings(&cast, by, child).await.into_iter().map(|(_, due)| due).collect();
        assert_eq!(due, [later], "{by}");
    }
    let (frame, known) = told(&seen(&cast, "bolat", child).await.unwrap(), conference);
    assert_eq!((frame.meeting.start, &known.why.reason), (later, &None), "why is not hers");
    assert_eq!(answer(&known, "bolat"), None);
    // A change of urgency moves no meeting.
    urgency(&cast, "aigul", child, domain::Urgency::Urgent).await.unwrap();
    assert_eq!(meetings(&cast, "aigul", child).await[0].1, later);
    // Whoever could not and now can has the task again.
    steps(&cast, "zarina", child, conference, no(Some("ill"))).await.unwrap();
    assert!(meetings(&cast, "zarina", child).await.is_empty());
    steps(&cast, "zarina", child, conference, ConferenceStep::Answered(Coming::Yes, None)).await.unwrap();
    assert_eq!(meetings(&cast, "zarina", child).await.len(), 1);
    // Called off: nobody's day holds it, and nothing can be done with it any more.
    steps(&cast, "aigul", child, conference, ConferenceStep::CalledOff(text("all is well"))).await.unwrap();
    for by in ["aigul", "bolat", "zarina"] {
        assert!(meetings(&cast, by, child).await.is_empty(), "{by}");
    }
    let (frame, known) = told(&seen(&cast, "bolat", child).await.unwrap(), conference);
    assert_eq!((frame.state, known.why.reason), (ConferenceState::CalledOff, None));
    for over in [moved("again"), ConferenceStep::CalledOff(text("twice")), no(Some("late"))] {
        assert_eq!(reason(steps(&cast, "aigul", child, conference, over).await), "conference-over");
    }
    let item = PartStep::Agenda(text("more"));
    assert_eq!(
        reason(writes(&cast, "aigul", child, conference, part("social"), item).await),
        "conference-over"
    );
    rebuilds_alike(&cast, &cast.app).await;
}

async fn a_case_that_closes_calls_off_what_is_still_to_come(cast: Cast) {
    let (child, conference) = called(&cast).await;
    // People met two hours ago: what became of it is theirs to say.
    let aigul = cast.who("aigul").await;
    let begun = call(&cast, child, in_hours(&cast, -2), &[cast.id("zarina")]);
    let begun = conference_of(&cast.app.call_conference(&aigul, begun).await.unwrap());
    enters(&cast, child, "adaptation").await;
    cast.clock.advance(SignedDuration::from_mins(5));
    let death = [("died_on", "2026-03"), ("death_basis", "family")];
    fills(&cast, "aigul", form(&cast, child, "death", 0, &death)).await.unwrap();
    for by in ["aigul", "bolat", "zarina"] {
        assert!(meetings(&cast, by, child).await.is_empty(), "{by}");
    }
    let (frame, known) = told(&seen(&cast, "aigul", child).await.unwrap(), conference);
    assert_eq!(frame.state, ConferenceState::CalledOff);
    assert_eq!(known.why.reason, Some("closed".into()), "why is a code; each reads it in their language");
    assert_eq!(told(&seen(&cast, "marat", child).await.unwrap(), conference).1.why.reason, None);
    assert_eq!(told(&seen(&cast, "aigul", child).await.unwrap(), begun).0.state, ConferenceState::Called);
    // Those invited through a referral were told in it before it closed.
    let whole = record(&cast, child).await;
    for referral in &whole.referrals {
        let off = whole
            .history
            .iter()
            .filter(|recorded| recorded.head.slot == referral.slot)
            .filter(|recorded| plain(recorded.content.as_ref().unwrap()).contains("called_off"));
        assert_eq!(off.count(), 1);
    }
    rebuilds_alike(&cast, &cast.app).await;

    // It was a namesake: the case is open again, the meeting stays off and nobody is to hold it.
    cast.clock.advance(SignedDuration::from_mins(5));
    let event = whole.history.iter().rev().find(|recorded| {
        matches!(recorded.content.as_ref().map(|content| &content.event),
            Some(domain::Event::FormFilled { form, .. }) if *form == *"death")
    });
    let event = event.unwrap().head.event;
    cast.app.correct(&aigul, cast.command(), child.code, event, text("a namesake")).await.unwrap();
    let (frame, _) = told(&record(&cast, child).await, conference);
    assert_eq!(frame.state, ConferenceState::CalledOff);
    let left = meetings(&cast, "aigul", child).await;
    assert_eq!(left.len(), 1, "the one that was");
    steps(&cast, "aigul", child, begun, ConferenceStep::Held(attendance(&[cast.id("aigul")]))).await.unwrap();
}

async fn a_signed_closure_calls_off_what_is_still_to_come(cast: Cast) {
    let (child, conference) = called(&cast).await;
    enters(&cast, child, "adaptation").await;
    let asked = proposes_closure(&cast, child).await;
    assert_eq!(told(&record(&cast, child).await, conference).0.state, ConferenceState::Called);
    let saule = cast.who("saule").await;
    cast.app
        .answer_closure(
            &saule,
            answer(&cast, child, asked, Verdict::Given),
            Some(GroundCode::of("goals_met")),
        )
        .await
        .unwrap();
    assert_eq!(told(&record(&cast, child).await, conference).0.state, ConferenceState::CalledOff);
    assert!(meetings(&cast, "bolat", child).await.is_empty());
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

async fn the_end_of_a_referral_closes_what_it_told(cast: Cast) {
    let (child, conference) = called(&cast).await;
    let referral = record(&cast, child).await.referrals[0].sent.referral;
    step(&cast, "bolat", child, referral, ReferralStep::Accept).await.unwrap();
    assert_eq!(meetings(&cast, "bolat", child).await.len(), 1, "accepting ends no meeting");
    step(&cast, "bolat", child, referral, ReferralStep::Done(text("enrolled"))).await.unwrap();
    assert!(matches!(seen(&cast, "bolat", child).await, Err(Refused::NotFound)));
    assert!(meetings(&cast, "bolat", child).await.is_empty());
    let task = record(&cast, child).await.conference(conference).unwrap().1.invitations[0].tasks[0];
    assert!(record(&cast, child).await.tasks[&task].end.is_some(), "nobody's list keeps it open");
    let yes = ConferenceStep::Answered(Coming::Yes, None);
    not_found(steps(&cast, "bolat", child, conference, yes).await);
    // What happens to it later is not written into a referral that is over.
    let before = record(&cast, child).await;
    let in_referral = |record: &Record| {
        let slot = record.referrals[0].slot;
        record.history.iter().filter(|recorded| recorded.head.slot == slot).count()
    };
    let later = ConferenceStep::Moved(meeting(in_hours(&cast, 48)), text("a wedding"));
    steps(&cast, "aigul", child, conference, later).await.unwrap();
    assert_eq!(in_referral(&record(&cast, child).await), in_referral(&before));
    // Nor can he be invited again, until he is asked again.
    let invite = Invite {
        command: cast.command(),
        code: child.code,
        conference,
        invited: Invited { colleagues: vec![cast.id("bolat")], relatives: Vec::new() },
    };
    let aigul = cast.who("aigul").await;
    assert_eq!(reason(cast.app.invite_to_conference(&aigul, invite).await), "refer-first");
    rebuilds_alike(&cast, &cast.app).await;
}

async fn a_second_click_calls_and_invites_once(cast: Cast) {
    let child = cast.a_child().await;
    to_school(&cast, child).await;
    let aigul = cast.who("aigul").await;
    let sent = call(&cast, child, in_hours(&cast, 24), &[cast.id("bolat"), cast.id("bolat")]);
    let first = cast.app.call_conference(&aigul, sent.clone()).await.unwrap();
    let again = cast.app.call_conference(&aigul, sent).await.unwrap();
    assert!(again.repeated && first.outcome == again.outcome);
    let whole = record(&cast, child).await;
    assert_eq!(whole.conferences().len(), 1);
    assert_eq!(meetings(&cast, "bolat", child).await.len(), 1);
    // The supervisor is invited later, and is told in the case; whoever was invited is not asked twice.
    let conference = conference_of(&first);
    let invite = Invite {
        command: cast.command(),
        code: child.code,
        conference,
        invited: Invited { colleagues: vec![cast.id("saule"), cast.id("bolat")], relatives: Vec::new() },
    };
    cast.app.invite_to_conference(&aigul, invite).await.unwrap();
    let (_, known) = told(&record(&cast, child).await, conference);
    assert_eq!(known.invitations.len(), 2);
    assert_eq!(known.invitation(cast.id("saule")).unwrap().compartment, "case");
    assert_eq!(meetings(&cast, "saule", child).await.len(), 1);
    // Without a place, or long over, nobody can come.
    let mut nowhere = call(&cast, child, in_hours(&cast, 24), &[cast.id("bolat")]);
    nowhere.meeting.place = text(" ");
    assert_eq!(reason(cast.app.call_conference(&aigul, nowhere).await), "place-needed");
    let over = call(&cast, child, in_hours(&cast, -24 * 30), &[cast.id("bolat")]);
    assert_eq!(reason(cast.app.call_conference(&aigul, over).await), "conference-long-ago");
}

async fn what_was_erased_is_missed_by_nothing(cast: Cast) {
    let (child, conference) = called(&cast).await;
    for words in ["reads slowly", "sits alone"] {
        let item = PartStep::Agenda(text(words));
        writes(&cast, "bolat", child, conference, part("education"), item).await.unwrap();
    }
    let erase = async |wanted: fn(&domain::ConferenceEvent) -> bool, compartment: &str| {
        let whole = record(&cast, child).await;
        let found = whole.history.iter().find(|recorded| {
            recorded.compartment == *compartment
                && matches!(&recorded.content, Some(content)
                    if matches!(&content.event, domain::Event::Conference(event) if wanted(event)))
        });
        let head = found.unwrap().head;
        let what = app::chain::erase::Erase {
            record: child.id,
            slot: head.slot,
            event: Some(head.event),
            rule: GroundCode::of("case_file"),
        };
        cast.app.erase_for_test(&cast.who("timur").await, cast.command(), &what).await.unwrap();
        rebuilds_alike(&cast, &cast.app).await;
    };
    erase(|event| matches!(event, domain::ConferenceEvent::AgendaAdded { .. }), "education").await;
    let (_, known) = told(&seen(&cast, "bolat", child).await.unwrap(), conference);
    assert_eq!(known.parts.values().map(|part| part.agenda.len()).sum::<usize>(), 1);
    // The whole compartment: its part is gone, the meeting is not.
    let slot = record(&cast, child).await.conference(conference).unwrap().1.parts.keys().next().copied();
    let rule = GroundCode::of("case_file");
    let what = app::chain::erase::Erase { record: child.id, slot: slot.unwrap(), event: None, rule };
    cast.app.erase_for_test(&cast.who("timur").await, cast.command(), &what).await.unwrap();
    rebuilds_alike(&cast, &cast.app).await;
    for by in ["bolat", "aigul"] {
        let (_, known) = told(&seen(&cast, by, child).await.unwrap(), conference);
        assert_eq!((known.parts.len(), known.invitations.is_empty()), (0, false), "{by}");
    }
}

on_both![
    what_was_erased_is_missed_by_nothing,
    each_reads_their_own_part_and_nothing_of_the_others,
    nobody_writes_a_part_that_is_closed_to_them,
    whoever_is_not_invited_is_told_nothing,
    only_whoever_has_to_do_with_the_child_is_invited,
    a_safety_concern_is_never_invited,
    invited_people_find_it_in_their_day_and_answer,
    minutes_and_decisions_are_written_once_and_by_nobody_over_another,
    a_case_that_closes_calls_off_what_is_still_to_come,
    a_signed_closure_calls_off_what_is_still_to_come,
    the_end_of_a_referral_closes_what_it_told,
    a_second_click_calls_and_invites_once,
];
