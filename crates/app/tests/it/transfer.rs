//! A case is handed over: responsibility moves when it is accepted, and not before.

use app::{
    Refused,
    case::refer::{ReferralStep, StepReferral},
};
use domain::{PlaceCode, ReferralId, ServiceCode, TeamId, record::ReferralState};
use testkit::{Cast, Child, SCHOOL, on_both};

use crate::steps::{consents, fills, form, not_found, reason, referral, refers, step, text, to_school};

const AKTAU: &str = "aktau_centre";

const NOTE: &[(&str, &str)] = &[
    ("to_place", "kz-mangystau.aktau"),
    ("receiving_worker", "Aktau centre"),
    ("met", "yes"),
    ("first_to_know", "Sleeps with the lamp on"),
];

/// A second centre by the sea: `dinara` and `nurlan`, social workers, and `gaukhar`, who supervises them.
async fn by_the_sea(cast: &mut Cast) -> TeamId {
    let aktau = cast.team("Aktau centre", "social", Some(AKTAU)).await;
    for (login, role) in [("dinara", "social_worker"), ("nurlan", "social_worker"), ("gaukhar", "supervisor")]
    {
        cast.account(login).await;
        cast.propose(login, role, Some(aktau), None).await;
        cast.confirm("dana", login).await;
    }
    aktau
}

/// A handover note, consent, and the transfer sent to Aktau.
async fn handed(cast: &Cast, child: Child, aktau: TeamId) -> ReferralId {
    fills(cast, "aigul", form(cast, child, "handover_note", 0, NOTE)).await.unwrap();
    consents(cast, child, "transfer", Some(aktau)).await;
    refers(cast, child, AKTAU, "transfer").await
}

async fn sees(cast: &Cast, login: &str, child: Child) -> Option<app::Opened> {
    let who = cast.who(login).await;
    match cast.app.open_code(&who, &child.code, app::Door::page(app::Shown::Record)).await {
        Ok(opened) => Some(opened),
        Err(Refused::NotFound) => None,
        Err(other) => panic!("{other:?}"),
    }
}

fn take_over(cast: &Cast, login: &str) -> ReferralStep {
    ReferralStep::TakeOver(cast.id(login), Some(text("We meet her on Monday")))
}

async fn responsibility_moves_when_it_is_accepted(mut cast: Cast) {
    let aktau = by_the_sea(&mut cast).await;
    let child = cast.a_child().await;
    let (_, school) = to_school(&cast, child).await;
    assert!(sees(&cast, "dinara", child).await.is_none());
    let sent = handed(&cast, child, aktau).await;

    let before = cast.app.whole_record(child.id).await.unwrap();
    assert_eq!((before.owner, before.team), (Some(cast.id("aigul")), Some(cast.centre)), "nothing moved yet");
    let seen = sees(&cast, "dinara", child).await.unwrap();
    assert!(seen.view.referral(sent).is_some() && seen.view.referral(school).is_none());
    assert!(seen.view.forms.contains_key("child_profile"), "who it is");
    assert!(!seen.view.forms.contains_key("handover_note"), "the note comes with responsibility");

    step(&cast, "gaukhar", child, sent, take_over(&cast, "dinara")).await.unwrap();
    let after = cast.app.whole_record(child.id).await.unwrap();
    assert_eq!((after.owner, after.team), (Some(cast.id("dinara")), Some(aktau)));
    assert_eq!(after.place, Some(PlaceCode::of("kz-mangystau.aktau")));
    let done = after.referral(sent).unwrap();
    assert_eq!(
        (done.state, done.said.as_ref().unwrap().as_str()),
        (ReferralState::Done, "We meet her on Monday")
    );
    let seen = sees(&cast, "dinara", child).await.unwrap();
    assert!(seen.view.forms.contains_key("handover_note"));
    assert_eq!(seen.view.referral(school).unwrap().state, ReferralState::Sent, "the school stays asked");

    // The one who handed over sees who it is until the goodbye is said; the team of before nothing at all.
    let left = sees(&cast, "aigul", child).await.unwrap();
    assert!(!left.view.forms.contains_key("handover_note") && left.view.referrals.is_empty());
    for gone in ["marat", "saule"] {
        assert!(sees(&cast, gone, child).await.is_none(), "{gone}");
    }
    let farewell = after.open_tasks().into_iter().find(|task| task.added.what == "farewell").unwrap();
    assert_eq!(farewell.added.assignee, Some(cast.id("aigul")));
    let said = app::case::tasks::StepTask {
        command: cast.command(),
        code: child.code,
        task: farewell.added.task,
        step: app::case::tasks::TaskStep::Done(None),
    };
    cast.app.step_task(&cast.who("aigul").await, said).await.unwrap();
    assert!(sees(&cast, "aigul", child).await.is_none());
    let path = cast.folder().join("rebuilt.db");
    let rebuilt = cast.app.rebuild(store::Target::Sqlite { path }, |_| ()).await.unwrap();
    assert!(rebuilt.differences.is_empty());
}

async fn a_second_click_moves_nothing_twice_and_a_late_one_is_refused(mut cast: Cast) {
    let aktau = by_the_sea(&mut cast).await;
    let child = cast.a_child().await;
    let sent = handed(&cast, child, aktau).await;
    let again = StepReferral {
        command: cast.command(),
        code: child.code,
        referral: sent,
        step: take_over(&cast, "dinara"),
    };
    let gaukhar = cast.who("gaukhar").await;
    cast.app.step_referral(&gaukhar, again.clone()).await.unwrap();
    let once = cast.app.whole_record(child.id).await.unwrap();
    cast.app.step_referral(&gaukhar, again).await.unwrap();
    assert_eq!(cast.app.whole_record(child.id).await.unwrap(), once);
    let late = step(&cast, "gaukhar", child, sent, take_over(&cast, "nurlan")).await;
    assert!(late.is_err(), "it is over");
    assert_eq!(cast.app.whole_record(child.id).await.unwrap().owner, Some(cast.id("dinara")));
}

async fn nobody_takes_over_who_was_not_asked_and_nobody_is_made_responsible_from_elsewhere(mut cast: Cast) {
    let aktau = by_the_sea(&mut cast).await;
    let child = cast.a_child().await;
    let sent = handed(&cast, child, aktau).await;
    // Neither the sender nor the school nor the sender's supervisor accepts in another's name.
    for by in ["aigul", "marat", "saule", "bolat", "zarina", "rustem"] {
        not_found(step(&cast, by, child, sent, take_over(&cast, "dinara")).await);
    }
    // Whom they name is one of theirs who can answer for a child: not the supervisor, not somebody of another team.
    for named in ["gaukhar", "marat", "bolat", "admin"] {
        not_found(step(&cast, "gaukhar", child, sent, take_over(&cast, named)).await);
    }
    // A transfer is not taken on without saying who is responsible.
    not_found(step(&cast, "gaukhar", child, sent, ReferralStep::Accept).await);
    // Nor does a referral to a school make anybody responsible.
    let (_, school) = to_school(&cast, child).await;
    not_found(step(&cast, "bolat", child, school, ReferralStep::TakeOver(cast.id("bolat"), None)).await);
    let after = cast.app.whole_record(child.id).await.unwrap();
    assert_eq!((after.owner, after.team), (Some(cast.id("aigul")), Some(cast.centre)));
}

async fn a_colleague_who_must_not_see_the_record_is_not_made_responsible(mut cast: Cast) {
    let aktau = by_the_sea(&mut cast).await;
    let child = cast.a_child().await;
    let sent = handed(&cast, child, aktau).await;
    let aigul = cast.who("aigul").await;
    let relative = domain::GroundCode::of("relative");
    cast.app.bar(&aigul, cast.command(), child.code, cast.id("nurlan"), relative).await.unwrap();
    let named = step(&cast, "gaukhar", child, sent, take_over(&cast, "nurlan")).await;
    assert_eq!(reason(named), "choose-another-person");
    not_found(step(&cast, "nurlan", child, sent, take_over(&cast, "nurlan")).await);
    step(&cast, "dinara", child, sent, take_over(&cast, "dinara")).await.unwrap();
}

async fn it_is_not_sent_without_note_or_consent_nor_twice_nor_to_oneself(mut cast: Cast) {
    let aktau = by_the_sea(&mut cast).await;
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let send = async || cast.app.refer(&aigul, referral(&cast, child, AKTAU, "transfer")).await;
    consents(&cast, child, "transfer", None).await;
    assert_eq!(reason(send().await), "handover-needed");
    fills(&cast, "aigul", form(&cast, child, "handover_note", 0, NOTE)).await.unwrap();
    let sent = ReferralId::from(<[u8; 16]>::try_from(&send().await.unwrap().outcome[16..32]).unwrap());
    assert_eq!(reason(send().await), "already-transferring");
    step(&cast, "dinara", child, sent, take_over(&cast, "dinara")).await.unwrap();
    // Back again: the note of then is not the note of now, and nobody hands over to themself.
    let dinara = cast.who("dinara").await;
    let own = cast.app.refer(&dinara, referral(&cast, child, AKTAU, "transfer")).await;
    assert_eq!(reason(own), "already-responsible");
    assert!(aktau != cast.centre);

    let other = cast.child("aigul", "Айша Тілеген", "2014-05-05").await;
    fills(&cast, "aigul", form(&cast, other, "handover_note", 0, NOTE)).await.unwrap();
    let sent = cast.app.refer(&aigul, referral(&cast, other, AKTAU, "transfer")).await;
    assert_eq!(reason(sent), "consent-missing");
    // A purpose that opens nothing by referral is asked of nobody.
    let sent = cast.app.refer(&aigul, referral(&cast, other, AKTAU, "case_work")).await;
    assert_eq!(reason(sent), "service-not-for-purpose");
}

async fn who_declines_may_say_where_else_help_is_found(mut cast: Cast) {
    let aktau = by_the_sea(&mut cast).await;
    let child = cast.a_child().await;
    let sent = handed(&cast, child, aktau).await;
    let code = |code: &str| ServiceCode::new(code).unwrap();
    let decline = |instead: &[&str]| {
        ReferralStep::Decline(text("All six of us are full"), instead.iter().map(|it| code(it)).collect())
    };
    for wrong in [
        &[SCHOOL][..],
        &[AKTAU],
        &["nowhere"],
        &["oral_centre", "taraz_centre", "astana_centre", "almaty_centre"],
    ] {
        let refused = step(&cast, "dinara", child, sent, decline(wrong)).await;
        assert_eq!(reason(refused), "service-not-for-purpose", "{wrong:?}");
    }
    step(&cast, "dinara", child, sent, decline(&["oral_centre", "taraz_centre"])).await.unwrap();
    let seen = sees(&cast, "aigul", child).await.unwrap();
    let known = seen.view.referral(sent).unwrap();
    assert_eq!((known.state, known.instead.len()), (ReferralState::Declined, 2));
    assert!(sees(&cast, "dinara", child).await.is_none(), "their way to the record ends with it");
    assert_eq!(cast.app.whole_record(child.id).await.unwrap().owner, Some(cast.id("aigul")));
}

async fn what_is_assigned_by_a_forged_form_is_assigned_to_nobody(mut cast: Cast) {
    let aktau = by_the_sea(&mut cast).await;
    let child = cast.a_child().await;
    let saule = cast.who("saule").await;
    for (owner, team) in
        [("bolat", cast.school), ("dinara", cast.centre), ("saule", cast.centre), ("admin", aktau)]
    {
        let assign = app::case::assign::Assign {
            command: cast.command(),
            code: child.code,
            owner: Some(cast.id(owner)),
            team: Some(team),
            place: None,
        };
        not_found(cast.app.assign(&saule, assign).await);
    }
    assert_eq!(cast.app.whole_record(child.id).await.unwrap().owner, Some(cast.id("aigul")));
}

on_both![
    responsibility_moves_when_it_is_accepted,
    a_second_click_moves_nothing_twice_and_a_late_one_is_refused,
    nobody_takes_over_who_was_not_asked_and_nobody_is_made_responsible_from_elsewhere,
    a_colleague_who_must_not_see_the_record_is_not_made_responsible,
    it_is_not_sent_without_note_or_consent_nor_twice_nor_to_oneself,
    who_declines_may_say_where_else_help_is_found,
    what_is_assigned_by_a_forged_form_is_assigned_to_nobody,
];
