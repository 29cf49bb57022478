//! Who is invited to a case conference, who is told of it, and who learns nothing.

use super::*;

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

on_both![
    whoever_is_not_invited_is_told_nothing,
    only_whoever_has_to_do_with_the_child_is_invited,
    a_safety_concern_is_never_invited,
    invited_people_find_it_in_their_day_and_answer,
    a_second_click_calls_and_invites_once,
];
