//! What ends a case conference, or the part that somebody has in it.

use super::*;

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
    a_case_that_closes_calls_off_what_is_still_to_come,
    a_signed_closure_calls_off_what_is_still_to_come,
    the_end_of_a_referral_closes_what_it_told,
    what_was_erased_is_missed_by_nothing,
];
