//! One child through every room.

use app::{
    Door, Refused, Shown,
    case::{
        move_stage::MoveStage,
        refer::ReferralStep,
        tasks::{StepTask, TaskStep},
    },
};
use domain::{
    ChoiceCode, Decision, GroundCode, Stage, Urgency,
    record::{ReferralState, Verdict},
};
use jiff::SignedDuration;
use policy::Level;
use testkit::{Cast, on_both};

use crate::steps::*;

async fn moves(cast: &Cast, child: testkit::Child, to: &'static str) {
    let aigul = cast.who("aigul").await;
    let sent = MoveStage {
        command: cast.command(),
        code: child.code,
        to: Stage::of(to),
        ground: None,
        reason: None,
    };
    cast.app.move_stage(&aigul, sent).await.unwrap();
}

async fn due(cast: &Cast, child: testkit::Child, what: &str) -> Option<domain::Instant> {
    record(cast, child)
        .await
        .open_tasks()
        .iter()
        .find(|task| task.added.what == *what)
        .map(|task| task.added.due)
}

async fn consent_follows_age(cast: Cast) {
    let aigul = cast.who("aigul").await;
    let ten = cast.child("aigul", "Амина", "2016-02-14").await;
    for broken in [
        {
            let mut asked = consent(&cast, ten, "case_work", None);
            asked.assent = ChoiceCode::of("not_asked");
            asked
        },
        {
            let mut asked = consent(&cast, ten, "case_work", None);
            asked.giver = ChoiceCode::of("child");
            asked
        },
        {
            let mut asked = consent(&cast, ten, "case_work", None);
            asked.limits_explained = false;
            asked
        },
    ] {
        let refused = cast.app.record_consent(&aigul, broken).await;
        assert!(matches!(refused, Err(Refused::Consent(_))), "{refused:?}");
    }
    assert!(record(&cast, ten).await.consents.is_empty());
    cast.app.record_consent(&aigul, consent(&cast, ten, "case_work", None)).await.unwrap();

    // At thirteen aloud is not enough, and how capacity was judged is written down.
    let thirteen = cast.child("aigul", "Салтанат", "2012-06-01").await;
    let refused = cast.app.record_consent(&aigul, consent(&cast, thirteen, "case_work", None)).await;
    assert!(matches!(refused, Err(Refused::Consent(_))), "{refused:?}");
    let mut asked = consent(&cast, thirteen, "case_work", None);
    asked.assent = ChoiceCode::of("written");
    asked.capacity = Some(text("explains it back in her own words"));
    cast.app.record_consent(&aigul, asked).await.unwrap();

    // At sixteen the child decides.
    let sixteen = cast.child("aigul", "Дина", "2009-06-01").await;
    let mut asked = consent(&cast, sixteen, "case_work", None);
    asked.giver = ChoiceCode::of("child");
    asked.assent = ChoiceCode::of("not_asked");
    asked.capacity = Some(text("understands"));
    cast.app.record_consent(&aigul, asked).await.unwrap();

    // The consent itself has ended the task that asked for it.
    assert_eq!(due(&cast, ten, "ask_consent").await, None);
}

async fn urgency_moves_open_tasks_and_none_into_the_past(cast: Cast) {
    let child = cast.a_child().await;
    moves(&cast, child, "adaptation").await;
    let routine = due(&cast, child, "full_assessment").await.unwrap();
    cast.clock.advance_days(1);
    urgency(&cast, "aigul", child, Urgency::Urgent).await.unwrap();
    let urgent = due(&cast, child, "full_assessment").await.unwrap();
    assert!(urgent < routine, "{urgent} is before {routine}");
    assert!(urgent >= cast.clock.now());
    // Ten days later, raised again: what is due in the past already stays there, nothing new goes there.
    urgency(&cast, "aigul", child, Urgency::Routine).await.unwrap();
    cast.clock.advance_days(9);
    let before = record(&cast, child).await;
    urgency(&cast, "aigul", child, Urgency::Urgent).await.unwrap();
    for task in record(&cast, child).await.open_tasks() {
        let old = before.tasks.get(&task.added.task).map(|task| task.added.due);
        assert!(task.added.due >= cast.clock.now() || old == Some(task.added.due), "{:?}", task.added.what);
    }
    // Without a reason nothing moves.
    let aigul = cast.who("aigul").await;
    let bare = app::case::set_urgency::SetUrgency {
        command: cast.command(),
        code: child.code,
        to: Urgency::Soon,
        reason: text("  "),
    };
    assert_eq!(reason(cast.app.set_urgency(&aigul, bare).await), "reason-needed");
}

async fn a_plan_is_approved_by_another(cast: Cast) {
    let child = cast.a_child().await;
    moves(&cast, child, "adaptation").await;
    let (aigul, saule) = (cast.who("aigul").await, cast.who("saule").await);
    let empty = cast.app.submit_plan(&aigul, cast.command(), child.code, None).await;
    assert_eq!(reason(empty), "plan-without-goals");
    let mut bare = goal(&cast, child);
    bare.goal.child_view = text("");
    assert_eq!(reason(cast.app.set_goal(&aigul, bare).await), "child-view-needed");
    cast.app.set_goal(&aigul, goal(&cast, child)).await.unwrap();
    let unheard = cast.app.submit_plan(&aigul, cast.command(), child.code, None).await;
    assert_eq!(reason(unheard), "view-needed");
    is_heard(&cast, "aigul", child, "before_plan").await;
    let asked = approval(&cast.app.submit_plan(&aigul, cast.command(), child.code, None).await.unwrap());
    // Not by the one who asked, nor by a colleague of the same rank.
    not_found(cast.app.answer_plan(&aigul, answer(&cast, child, asked, Verdict::Given)).await);
    let marat = cast.who("marat").await;
    not_found(cast.app.answer_plan(&marat, answer(&cast, child, asked, Verdict::Given)).await);
    // Sent back needs a word.
    let mut wordless = answer(&cast, child, asked, Verdict::Refused);
    wordless.note = None;
    assert_eq!(reason(cast.app.answer_plan(&saule, wordless).await), "reason-needed");
    cast.app.answer_plan(&saule, answer(&cast, child, asked, Verdict::Refused)).await.unwrap();
    assert!(due(&cast, child, "plan_approved").await.is_some());
    let again = cast.app.answer_plan(&saule, answer(&cast, child, asked, Verdict::Given)).await;
    assert_eq!(reason(again), "already-answered");
    let asked = approval(&cast.app.submit_plan(&aigul, cast.command(), child.code, None).await.unwrap());
    cast.app.answer_plan(&saule, answer(&cast, child, asked, Verdict::Given)).await.unwrap();
    assert!(due(&cast, child, "plan_approved").await.is_none());
}

async fn a_supervisor_who_holds_a_case_does_not_sign_for_themself(mut cast: Cast) {
    // The same person as social worker and supervisor of the team.
    cast.account("gulnara").await;
    cast.propose("gulnara", "social_worker", Some(cast.centre), None).await;
    cast.propose("gulnara", "supervisor", Some(cast.centre), None).await;
    cast.confirm("dana", "gulnara").await;
    let child = cast.child("gulnara", "Ерлан", "2015-01-01").await;
    let gulnara = cast.who("gulnara").await;
    cast.app.set_goal(&gulnara, goal(&cast, child)).await.unwrap();
    is_heard(&cast, "gulnara", child, "before_plan").await;
    let asked = approval(&cast.app.submit_plan(&gulnara, cast.command(), child.code, None).await.unwrap());
    let own = cast.app.answer_plan(&gulnara, answer(&cast, child, asked, Verdict::Given)).await;
    assert_eq!(reason(own), "not-your-own");
}

async fn no_referral_without_consent(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let asked = || referral(&cast, child, testkit::PSYCHOLOGY, "psychological_help");
    assert_eq!(reason(cast.app.refer(&aigul, asked()).await), "consent-missing");
    // Consent for another purpose or recipient is none for this one.
    consents(&cast, child, "schooling", Some(cast.school)).await;
    consents(&cast, child, "psychological_help", Some(cast.school)).await;
    assert_eq!(reason(cast.app.refer(&aigul, asked()).await), "consent-missing");
    // An override is the supervisor's, with a reason.
    let mut overriding = asked();
    overriding.override_reason = Some(text("she spoke of harming herself"));
    assert_eq!(reason(cast.app.refer(&aigul, overriding.clone()).await), "consent-missing");
    let saule = cast.who("saule").await;
    let mut wordless = overriding.clone();
    wordless.override_reason = Some(text(" "));
    wordless.command = cast.command();
    assert_eq!(reason(cast.app.refer(&saule, wordless).await), "consent-missing");
    not_found(cast.app.open(&cast.who("zarina").await, child.id, Door::page(Shown::Record)).await);
    overriding.command = cast.command();
    cast.app.refer(&saule, overriding).await.unwrap();
    let known = record(&cast, child).await;
    assert_eq!(known.referrals[0].sent.consent, None);
    assert!(known.referrals[0].sent.overridden.is_some());
    cast.app.open(&cast.who("zarina").await, child.id, Door::page(Shown::Record)).await.unwrap();
}

async fn access_through_a_referral_ends_with_it(cast: Cast) {
    let child = cast.a_child().await;
    let zarina = cast.who("zarina").await;
    not_found(cast.app.open(&zarina, child.id, Door::page(Shown::Record)).await);
    let (_, referral) = to_psychologist(&cast, child).await;
    let open = cast.app.open(&zarina, child.id, Door::page(Shown::Record)).await.unwrap();
    assert!(open.grant.may("psych", Level::Write));
    assert!(open.view.forms.keys().all(|form| form.as_str() != "safety_check"));
    // The sender cannot answer in the recipient's place.
    not_found(step(&cast, "aigul", child, referral, ReferralStep::Accept).await);
    step(&cast, "zarina", child, referral, ReferralStep::Accept).await.unwrap();
    let twice = step(&cast, "zarina", child, referral, ReferralStep::Accept).await;
    assert_eq!(reason(twice), "referral-over");
    step(&cast, "zarina", child, referral, ReferralStep::Done(text("sleeps"))).await.unwrap();
    not_found(cast.app.open(&zarina, child.id, Door::page(Shown::Record)).await);
    assert!(
        cast.app
            .list(&zarina, Shown::Children, &app::Filter::of("child"), None, 20)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    assert_eq!(record(&cast, child).await.referrals[0].state, ReferralState::Done);
}

async fn access_ends_on_its_date(cast: Cast) {
    let child = cast.a_child().await;
    to_psychologist(&cast, child).await;
    cast.clock.advance_days(179);
    cast.app.open(&cast.who("zarina").await, child.id, Door::page(Shown::Record)).await.unwrap();
    cast.clock.advance_days(2);
    let zarina = cast.who("zarina").await;
    not_found(cast.app.open(&zarina, child.id, Door::page(Shown::Record)).await);
    assert!(
        cast.app
            .list(&zarina, Shown::Children, &app::Filter::of("child"), None, 20)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
}

async fn withdrawing_consent_ends_what_rests_on_it(cast: Cast) {
    let child = cast.a_child().await;
    let (consent, first) = to_psychologist(&cast, child).await;
    let (_, second) = to_school(&cast, child).await;
    step(&cast, "zarina", child, first, ReferralStep::Accept).await.unwrap();
    let aigul = cast.who("aigul").await;
    cast.app
        .withdraw_consent(&aigul, cast.command(), child.code, consent, text("does not want to go any more"))
        .await
        .unwrap();
    let known = record(&cast, child).await;
    assert_eq!(known.referral(first).unwrap().state, ReferralState::Revoked);
    assert_eq!(known.referral(second).unwrap().state, ReferralState::Sent);
    assert!(known.open_tasks().iter().all(|task| task.added.referral != Some(first)));
    not_found(cast.app.open(&cast.who("zarina").await, child.id, Door::page(Shown::Record)).await);
    cast.app.open(&cast.who("bolat").await, child.id, Door::page(Shown::Record)).await.unwrap();
}

async fn a_refusal_bars_the_recipient(cast: Cast) {
    let child = cast.a_child().await;
    let (_, first) = to_psychologist(&cast, child).await;
    let aigul = cast.who("aigul").await;
    let mut refused = consent(&cast, child, "psychological_help", Some(cast.psychology));
    refused.decision = Decision::Refused;
    cast.app.record_consent(&aigul, refused).await.unwrap();
    let known = record(&cast, child).await;
    assert_eq!(known.referral(first).unwrap().state, ReferralState::Revoked);
    not_found(cast.app.open(&cast.who("zarina").await, child.id, Door::page(Shown::Record)).await);
    let again = referral(&cast, child, testkit::PSYCHOLOGY, "psychological_help");
    assert_eq!(reason(cast.app.refer(&aigul, again).await), "recipient-barred");
    // Asked again and given, it is open again.
    to_psychologist(&cast, child).await;
    cast.app.open(&cast.who("zarina").await, child.id, Door::page(Shown::Record)).await.unwrap();
}

async fn the_school_sees_a_face_and_no_past(cast: Cast) {
    let child = cast.a_child().await;
    urgency(&cast, "aigul", child, Urgency::Soon).await.unwrap();
    cast.clock.advance_days(100);
    to_school(&cast, child).await;
    let bolat = cast.who("bolat").await;
    let seen = cast.app.open(&bolat, child.id, Door::page(Shown::Record)).await.unwrap();
    assert!(seen.view.stages.is_empty() && seen.view.urgency.is_none() && seen.view.owner.is_none());
    assert!(seen.view.consents.is_empty() && seen.view.links.is_empty());
    let enrolled = cast.clock.now();
    assert!(seen.view.history.iter().all(|recorded| recorded.head.at >= enrolled), "no earlier date");
    assert!(seen.view.opened.as_ref().unwrap().1 >= enrolled);
    assert_eq!(seen.view.value("child_profile", "sex").map(|_| ()), Some(()));
    let listed = cast.app.list(&bolat, Shown::Children, &app::Filter::of("child"), None, 20).await.unwrap();
    assert_eq!(listed.rows.len(), 1);
    let row = &listed.rows[0];
    assert!(row.stage.is_none() && row.urgency.is_none() && row.owner.is_none() && row.open_tasks == 0);
    assert!(row.changed_at >= enrolled, "no earlier date in a list");
    // A teacher does not fill the particulars, and what is not theirs looks absent.
    let profile = form(&cast, child, "child_profile", 99, &[("called", "Ami")]);
    not_found(fills(&cast, "bolat", profile).await);
    not_found(fills(&cast, "bolat", form(&cast, child, "safety_check", 0, SAFE)).await);
}

async fn a_bar_wins_over_everything(cast: Cast) {
    let child = cast.child("marat", "Ержан", "2014-05-05").await;
    let (aigul, marat) = (cast.who("aigul").await, cast.who("marat").await);
    cast.app.open(&aigul, child.id, Door::page(Shown::Record)).await.unwrap();
    let reason_given = text("the child is ill and nobody else can be reached");
    // An emergency opens for three hours, and for those who are not in the team too.
    let mut outsider = cast;
    let other = outsider.team("Other centre", "social", None).await;
    outsider.account("nurlan").await;
    outsider.propose("nurlan", "social_worker", Some(other), None).await;
    outsider.confirm("dana", "nurlan").await;
    let cast = outsider;
    let nurlan = cast.who("nurlan").await;
    not_found(cast.app.open(&nurlan, child.id, Door::page(Shown::Record)).await);
    let short = cast.app.open_in_emergency(&nurlan, cast.command(), child.code, text("ill")).await;
    assert_eq!(reason(short), "reason-needed");
    cast.app.open_in_emergency(&nurlan, cast.command(), child.code, reason_given.clone()).await.unwrap();
    let seen = cast.app.open(&nurlan, child.id, Door::page(Shown::Record)).await.unwrap();
    assert!(!seen.grant.may("social", Level::Read) && seen.grant.may("safety", Level::Read));
    // The psychologist has no such office.
    not_found(
        cast.app
            .open_in_emergency(&cast.who("zarina").await, cast.command(), child.code, reason_given.clone())
            .await,
    );
    // A bar ends it at once, and another emergency does not open it.
    let bar =
        cast.app.bar(&marat, cast.command(), child.code, cast.id("nurlan"), GroundCode::of("relative")).await;
    bar.unwrap();
    not_found(cast.app.open(&nurlan, child.id, Door::page(Shown::Record)).await);
    not_found(cast.app.open_in_emergency(&nurlan, cast.command(), child.code, reason_given.clone()).await);
    assert!(
        cast.app
            .list(&nurlan, Shown::Children, &app::Filter::of("child"), None, 20)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    // A colleague of the same team loses sight too.
    cast.app
        .bar(&marat, cast.command(), child.code, cast.id("aigul"), GroundCode::of("same_village"))
        .await
        .unwrap();
    not_found(cast.app.open(&aigul, child.id, Door::page(Shown::Record)).await);
    // Nobody bars themself, nor the one responsible.
    let own =
        cast.app.bar(&marat, cast.command(), child.code, cast.id("marat"), GroundCode::of("relative")).await;
    assert_eq!(reason(own), "not-yourself");
    // Lifted, it is as before; the emergency is over by then.
    cast.app
        .lift_bar(&marat, cast.command(), child.code, cast.id("nurlan"), text("another person"))
        .await
        .unwrap();
    cast.clock.advance(SignedDuration::from_mins(181));
    not_found(cast.app.open(&cast.who("nurlan").await, child.id, Door::page(Shown::Record)).await);
}

async fn a_case_is_closed_by_two_and_looked_at_again(cast: Cast) {
    let child = cast.a_child().await;
    moves(&cast, child, "adaptation").await;
    let (_, referral) = to_psychologist(&cast, child).await;
    let (aigul, saule) = (cast.who("aigul").await, cast.who("saule").await);
    let bare = cast.app.propose_closure(&aigul, cast.command(), child.code, None).await;
    assert_eq!(reason(bare), "checklist-needed");
    // A checklist that says somebody is not safe closes nothing.
    let mut unsafe_now = CHECKLIST.to_vec();
    unsafe_now[3] = ("safe_now", "no");
    let refused = fills(&cast, "aigul", form(&cast, child, "closure_checklist", 0, &unsafe_now)).await;
    assert!(matches!(refused, Err(Refused::Fields(_))), "{refused:?}");
    let asked = proposes_closure(&cast, child).await;
    not_found(
        cast.app.answer_closure(&aigul, answer(&cast, child, asked, Verdict::Given), Some(goals_met())).await,
    );
    cast.app
        .answer_closure(&saule, answer(&cast, child, asked, Verdict::Given), Some(goals_met()))
        .await
        .unwrap();
    let known = record(&cast, child).await;
    assert_eq!(known.stage().map(Stage::as_str), Some("closed"));
    assert_eq!(known.referral(referral).unwrap().state, ReferralState::Revoked);
    not_found(cast.app.open(&cast.who("zarina").await, child.id, Door::page(Shown::Record)).await);
    // Two tasks are left: to tell the child, and the check three months later.
    let open = known.open_tasks();
    let what: Vec<_> = open.iter().map(|task| task.added.what.as_str()).collect();
    assert_eq!(what, ["tell_closure", "closure_check"]);
    let days = open[1].added.due.duration_since(cast.clock.now()).as_hours() / 24;
    assert!((85..=95).contains(&days), "{days} days");
    assert!(open.iter().all(|task| task.added.assignee == Some(cast.id("aigul"))));
    // Reopened with a reason, from closed only.
    let wordless = cast.app.reopen(&aigul, cast.command(), child.code, text("")).await;
    assert_eq!(reason(wordless), "reason-needed");
    cast.app.reopen(&aigul, cast.command(), child.code, text("the mother asks")).await.unwrap();
    assert_eq!(record(&cast, child).await.stage().map(Stage::as_str), Some("follow_up"));
    let twice = cast.app.reopen(&aigul, cast.command(), child.code, text("once more")).await;
    assert_eq!(reason(twice), "not-closed");
    // The old checklist does not close it again.
    cast.clock.advance_days(1);
    let stale = cast.app.propose_closure(&cast.who("aigul").await, cast.command(), child.code, None).await;
    assert_eq!(reason(stale), "checklist-needed");
}

async fn a_task_is_done_where_its_work_is_done(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let task = *record(&cast, child)
        .await
        .tasks
        .iter()
        .find(|(_, task)| task.added.what == "ask_consent")
        .unwrap()
        .0;
    let ticked = |cast: &Cast, step| StepTask { command: cast.command(), code: child.code, task, step };
    let by_hand = cast.app.step_task(&aigul, ticked(&cast, TaskStep::Done(None))).await;
    assert_eq!(reason(by_hand), "task-done-elsewhere");
    let wordless = cast.app.step_task(&aigul, ticked(&cast, TaskStep::Waived(text("")))).await;
    assert_eq!(reason(wordless), "reason-needed");
    consents(&cast, child, "case_work", None).await;
    let over = cast.app.step_task(&aigul, ticked(&cast, TaskStep::Waived(text("done")))).await;
    assert_eq!(reason(over), "task-over");
    // Her day shows what is left, and only hers.
    let day = cast.app.day(&aigul).await.unwrap();
    assert!(!day.tasks.is_empty());
    assert!(day.tasks.iter().all(|known| known.record.id == child.id && known.what != "ask_consent"));
    assert!(cast.app.day(&cast.who("zarina").await).await.unwrap().tasks.is_empty());
}

async fn the_safety_check_ends_its_task(cast: Cast) {
    let child = cast.a_child().await;
    fills(&cast, "aigul", form(&cast, child, "safety_check", 0, SAFE)).await.unwrap();
    let known = record(&cast, child).await;
    assert_eq!(known.entries("safety_check").len(), 1);
    // A colleague of the team sees name and case, not this.
    let marat = cast.who("marat").await;
    let seen = cast.app.open(&marat, child.id, Door::page(Shown::Record)).await.unwrap();
    assert!(seen.view.entries("safety_check").is_empty());
    assert!(!seen.view.entries("child_profile").is_empty());
}

async fn a_word_of_self_harm_is_a_task_for_today_whoever_hears_it(cast: Cast) {
    let said = |answer| {
        [
            ("session_on", "2026-03-02"),
            ("format", "individual"),
            ("minutes", "40"),
            ("themes", "fear"),
            ("mood_before", "tense"),
            ("mood_after", "calm"),
            ("self_harm", answer),
            ("self_harm_note", "told with the drawing"),
        ]
    };
    for (answer, raised) in [("no", 0), ("thoughts", 1), ("plan", 1)] {
        let child = cast.a_child().await;
        to_psychologist(&cast, child).await;
        fills(&cast, "zarina", form(&cast, child, "session_note", 0, &said(answer))).await.unwrap();
        let open = record(&cast, child).await;
        let open: Vec<_> =
            open.open_tasks().into_iter().filter(|task| task.added.what == "same_day_safety").collect();
        assert_eq!(open.len(), raised, "{answer}");
        for task in open {
            assert_eq!(task.added.assignee, Some(cast.id("aigul")), "the one responsible sees to it");
            let hours = task.added.due.duration_since(task.added.since).as_hours();
            assert!(hours <= 8, "today, not in {hours} hours");
            assert_eq!(task.compartment, "case", "and what was said stays with the psychologist");
        }
        if raised == 1 {
            // Said again while it is open, it is one task; said anew after it was done, it is another.
            fills(&cast, "zarina", form(&cast, child, "session_note", 0, &said(answer))).await.unwrap();
            let known = record(&cast, child).await;
            let open = known.open_tasks();
            let open: Vec<_> = open.iter().filter(|task| task.added.what == "same_day_safety").collect();
            assert_eq!(open.len(), 1);
            let aigul = cast.who("aigul").await;
            let done = StepTask {
                command: cast.command(),
                code: child.code,
                task: open[0].added.task,
                step: TaskStep::Done(Some(text("she sleeps at her aunt's"))),
            };
            cast.app.step_task(&aigul, done).await.unwrap();
            assert!(due(&cast, child, "same_day_safety").await.is_none());
            fills(&cast, "zarina", form(&cast, child, "session_note", 0, &said(answer))).await.unwrap();
            assert!(due(&cast, child, "same_day_safety").await.is_some());
        }
    }
}

on_both![
    a_word_of_self_harm_is_a_task_for_today_whoever_hears_it,
    consent_follows_age,
    urgency_moves_open_tasks_and_none_into_the_past,
    a_plan_is_approved_by_another,
    a_supervisor_who_holds_a_case_does_not_sign_for_themself,
    no_referral_without_consent,
    access_through_a_referral_ends_with_it,
    access_ends_on_its_date,
    withdrawing_consent_ends_what_rests_on_it,
    a_refusal_bars_the_recipient,
    the_school_sees_a_face_and_no_past,
    a_bar_wins_over_everything,
    a_case_is_closed_by_two_and_looked_at_again,
    a_task_is_done_where_its_work_is_done,
    the_safety_check_ends_its_task,
];
