//! Urgency, stage, responsibility, tasks, plan, closure, bars, history, striking, printing, emergencies.

use crate::{Stage, at, is_heard};

const SAFE: &[(&str, &str)] = &[
    ("_seen", "0"),
    ("done_on", "2026-03-02"),
    ("seen_alone", "yes"),
    ("feels_safe", "yes"),
    ("harm_kinds", "none"),
    ("protected_address", "no"),
    ("tonight", "home_safe"),
    ("self_harm", "no"),
];

#[tokio::test]
async fn urgency_needs_a_reason_and_keeps_what_was_chosen() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let page = at(child, "urgency");
    let again = aigul.post(&page, &[("to", "urgent"), ("reason", " ")]).await.again();
    assert!(again.is_chosen("to", "urgent"));
    assert_eq!(again.wrong_at("reason"), "Write a reason.");
    let again = aigul.post(&page, &[("reason", "frightened")]).await.again();
    assert!(!again.wrong_at("to").is_empty());
    assert_eq!(again.typed("reason"), "frightened");
    aigul.post(&page, &[("to", "urgent"), ("reason", "frightened")]).await.done();
    aigul.get(&at(child, "")).await.shown().says("urgent");
    // A colleague of the team knows the record and may not set it; the page is not there.
    let marat = stage.as_("marat").await;
    marat.get(&page).await.absent();
    marat.post(&page, &[("to", "routine"), ("reason", "no")]).await.absent();
}

#[tokio::test]
async fn a_case_moves_only_where_the_protocol_lets_it() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let page = at(child, "stage");
    let shown = aigul.get(&page).await.shown();
    shown.says("Adaptation");
    assert!(!shown.body.contains("value=\"closed\""), "closing has a door of its own");
    let again = aigul.post(&page, &[("to", "follow_up")]).await.again();
    assert!(!again.wrong_at("to").is_empty());
    aigul.post(&page, &[("to", "adaptation"), ("reason", "came by another way")]).await.done();
    aigul.get(&at(child, "")).await.shown().says("Adaptation").says("Next:");
}

#[tokio::test]
async fn the_supervisor_gives_a_case_to_somebody_of_the_team() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (saule, marat, aigul) =
        (stage.as_("saule").await, stage.as_("marat").await, stage.as_("aigul").await);
    let page = at(child, "assign");
    aigul.get(&page).await.absent();
    let shown = saule.get(&page).await.shown();
    shown.says("MARAT").says_not("ZARINA").says_not("SAULE ·");
    saule.post(&page, &[]).await.again();
    let to = format!("{}.{}", stage.cast.centre, stage.cast.id("marat"));
    saule.post(&page, &[("to", &to), ("place", "kz-atyrau")]).await.done();
    marat.get(&at(child, "urgency")).await.shown();
    aigul.get(&at(child, "urgency")).await.absent();
}

#[tokio::test]
async fn a_task_leads_to_what_completes_it_or_is_ticked_off_with_a_word() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    aigul.post(&at(child, "stage"), &[("to", "boarded")]).await.done();
    aigul.post(&at(child, "stage"), &[("to", "identified")]).await.done();
    aigul.post(&at(child, "stage"), &[("to", "adaptation")]).await.done();
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    let task = |what: &str| {
        record
            .tasks
            .values()
            .find(|known| known.added.what == *what)
            .expect("the task")
            .added
            .task
            .to_string()
    };
    let (consent, assessment) = (task("ask_consent"), task("full_assessment"));
    aigul.get(&at(child, &format!("tasks/{consent}"))).await.shown().link("/consent");
    aigul.get(&at(child, &format!("tasks/{assessment}"))).await.shown().link("/forms/assessment");
    let by_hand = at(child, &format!("tasks/{assessment}"));
    let again = aigul.post(&by_hand, &[("step", "done"), ("done", "we talked")]).await.again();
    again.says("This task is done by filling in its form.");
    let again = aigul.post(&by_hand, &[("step", "waive"), ("waive", "")]).await.again();
    assert_eq!(again.wrong_at("waive"), "Write a reason.");
    aigul.post(&by_hand, &[("step", "comment"), ("comment", "she was tired")]).await.done();
    aigul.get(&by_hand).await.shown().says("she was tired").says("AIGUL");
    aigul.post(&by_hand, &[("step", "waive"), ("waive", "done elsewhere")]).await.done();
    aigul.get(&by_hand).await.shown().says("Waived by AIGUL").says_not("name=\"waive\"");
    let new = at(child, "tasks/new");
    let shown = aigul.get(&new).await.shown();
    assert!(!shown.body.contains("value=\"full_assessment\""), "what a form completes is not added by hand");
    let early = [("what", "medical_examination"), ("due", "2026-01-01T09:00"), ("note", "with her aunt")];
    let again = aigul.post(&new, &early).await.again();
    assert_eq!(again.wrong_at("due"), "Choose a due time that has not passed.");
    assert_eq!(again.typed("note"), "with her aunt");
    assert!(again.is_chosen("what", "medical_examination"));
    aigul.post(&new, &[("what", "medical_examination"), ("due", "soon")]).await.again();
    let added = [("what", "medical_examination"), ("due", "2026-03-04T09:00"), ("note", "with her aunt")];
    aigul.post(&new, &added).await.done();
    let overview = aigul.get(&at(child, "")).await.shown();
    overview.says("Medical examination");
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    let known = record.tasks.values().find(|known| known.added.note.is_some()).expect("the new task");
    let page = at(child, &format!("tasks/{}", known.added.task));
    aigul.get(&page).await.shown().says("with her aunt");
    aigul.post(&page, &[("step", "done"), ("done", "all well")]).await.done();
    aigul.get(&page).await.shown().says("Done by AIGUL").says("all well");
    // A task of a compartment that is closed to a colleague is not there for them.
    stage.as_("marat").await.get(&by_hand).await.absent();
}

const GOAL: &[(&str, &str)] = &[
    ("level", "individual"),
    ("objective", "sleeps through the night"),
    ("measure", "nights without waking"),
    ("baseline", "wakes four times"),
    ("aim", "five of seven"),
    ("responsible", "the mother"),
    ("due", "2026-06-01"),
    ("child_view", "wants a lamp"),
];

#[tokio::test]
async fn a_goal_is_set_reviewed_changed_and_the_plan_signed_by_another() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    let (plan, new) = (at(child, "plan"), at(child, "plan/goals/new"));
    aigul.get(&plan).await.shown().says("The first goal will be here");
    aigul.post(&at(child, "plan/submit"), &[]).await.again().says("Set at least one goal");
    let again = aigul.post(&new, &[("level", "family"), ("objective", "eats together")]).await.again();
    for field in ["measure", "baseline", "aim", "responsible", "due", "child_view"] {
        assert!(!again.wrong_at(field).is_empty(), "{field}");
    }
    assert_eq!(again.typed("objective"), "eats together");
    aigul.post(&new, GOAL).await.done();
    let shown = aigul.get(&plan).await.shown();
    shown
        .says("sleeps through the night")
        .says("wakes four times")
        .says("five of seven")
        .says("wants a lamp");
    let goal = shown.link("/plan/goals/");
    let goal = if goal.contains("/new") {
        let record = stage.cast.app.whole_record(child.id).await.expect("the record");
        at(child, &format!("plan/goals/{}", record.goals[0].goal.goal))
    } else {
        goal
    };
    let review = format!("{goal}/review");
    let again = aigul.post(&review, &[("now", "wakes twice"), ("progress", "140")]).await.again();
    assert_eq!(again.wrong_at("progress"), "Write a number from 0 to 100.");
    assert_eq!(again.typed("now"), "wakes twice");
    aigul.post(&review, &[("now", ""), ("progress", "50")]).await.again();
    aigul
        .post(&review, &[("now", "wakes twice"), ("progress", "50"), ("view_now", "the lamp helps")])
        .await
        .done();
    aigul.get(&plan).await.shown().says("wakes twice").says("the lamp helps");
    let mut changed = GOAL.to_vec();
    changed[4] = ("aim", "six of seven");
    aigul.post(&goal, &changed).await.done();
    aigul.get(&goal).await.shown().says("six of seven").says("wakes twice");
    is_heard(&aigul, child, "before_plan").await;
    aigul.post(&at(child, "plan/submit"), &[("note", "please look")]).await.done();
    aigul.get(&plan).await.shown().says("waits for approval").says_not("plan/answer");
    let asked = saule.get(&plan).await.shown();
    asked.says("please look");
    let approval = asked.hidden("approval");
    let answer = at(child, "plan/answer");
    aigul.post(&answer, &[("approval", &approval), ("step", "approve")]).await.absent();
    let again =
        saule.post(&answer, &[("approval", &approval), ("step", "return"), ("return", "")]).await.again();
    assert_eq!(again.wrong_at("return"), "Write a reason.");
    saule
        .post(&answer, &[("approval", &approval), ("step", "return"), ("return", "one for school")])
        .await
        .done();
    aigul.get(&plan).await.shown().says("sent back").says("one for school");
    aigul.post(&at(child, "plan/submit"), &[]).await.done();
    let approval = saule.get(&plan).await.hidden("approval");
    saule.post(&answer, &[("approval", &approval), ("step", "approve"), ("word", "good")]).await.done();
    aigul.get(&plan).await.shown().says("Approved by SAULE").says("good");
    // The team's colleague sees the case, not the plan.
    stage.as_("marat").await.get(&plan).await.absent();
    stage.as_("marat").await.get(&goal).await.absent();
}

#[tokio::test]
async fn a_case_closes_with_checklist_ground_and_a_second_person_and_opens_again() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    let page = at(child, "closure");
    aigul.get(&page).await.shown().says("Fill in the checklist first");
    aigul.post(&page, &[("step", "propose")]).await.again().says("Fill in the closure checklist first.");
    let checklist = [
        ("_seen", "0"),
        ("ground", "goals_met"),
        ("stable_months", "6"),
        ("goals_reviewed", "yes"),
        ("safe_now", "yes"),
        ("told", "yes"),
        ("own_view", "is glad"),
        ("way_back", "the centre's number"),
    ];
    aigul.post(&at(child, "forms/closure_checklist"), &checklist).await.done();
    aigul
        .post(&page, &[("step", "propose"), ("note", "all is well")])
        .await
        .again()
        .says("First ask the child");
    is_heard(&aigul, child, "at_closure").await;
    aigul.post(&page, &[("step", "propose"), ("note", "all is well")]).await.done();
    let asked = saule.get(&page).await.shown();
    asked.says("all is well");
    assert!(asked.is_chosen("ground", "goals_met"), "the checklist's ground is proposed");
    let approval = asked.hidden("approval");
    aigul.post(&page, &[("step", "sign"), ("approval", &approval)]).await.absent();
    let back = [("step", "return"), ("approval", approval.as_str()), ("return", "")];
    assert_eq!(saule.post(&page, &back).await.again().wrong_at("return"), "Write a reason.");
    // The checklist only proposes a ground: whoever signs says which.
    let bare = [("step", "sign"), ("approval", approval.as_str())];
    assert_eq!(saule.post(&page, &bare).await.again().wrong_at("ground"), "Choose a ground.");
    saule.post(&page, &[("step", "sign"), ("approval", &approval), ("ground", "goals_met")]).await.done();
    let overview = aigul.get(&at(child, "")).await.shown();
    overview.says("Closed").says("Check after closure").says("Tell the child that the case is closed");
    aigul.get(&page).await.shown().says("Closed by SAULE").says("Goals met and safe");
    let again = aigul.post(&page, &[("step", "reopen"), ("reopen", "")]).await.again();
    assert_eq!(again.wrong_at("reopen"), "Write a reason.");
    aigul.post(&page, &[("step", "reopen"), ("reopen", "she called")]).await.done();
    aigul.get(&at(child, "")).await.shown().says("Follow-up");
}

#[tokio::test]
async fn a_bar_shuts_out_and_names_nobody_the_reader_may_not_know() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let hidden = stage.cast.child("marat", "Сәуле Ахметова", "2015-01-01").await;
    let (aigul, marat) = (stage.as_("aigul").await, stage.as_("marat").await);
    let page = at(child, "bars");
    aigul.get(&page).await.shown().says("Nobody is barred.");
    marat.get(&at(child, "")).await.shown();
    let again = aigul.post(&page, &[("ground", "relative")]).await.again();
    assert!(!again.wrong_at("party").is_empty());
    // Another's record and one that does not exist get the same words.
    stage.cast.app.whole_record(hidden.id).await.expect("it is there");
    let foreign = aigul.post(&page, &[("party", "HW-0000-000"), ("ground", "relative")]).await.again();
    let nobody = aigul.post(&page, &[("party", "nobody"), ("ground", "relative")]).await.again();
    assert_eq!(foreign.wrong_at("party"), nobody.wrong_at("party"));
    assert_eq!(nobody.typed("party"), "nobody");
    let again = aigul.post(&page, &[("party", "aigul"), ("ground", "relative")]).await.again();
    assert!(again.wrong_at("party").contains("another person"));
    aigul.post(&page, &[("party", "marat"), ("ground", "same_village")]).await.done();
    marat.get(&at(child, "")).await.absent();
    let shown = aigul.get(&page).await.shown();
    shown.says("MARAT").says("Same village");
    let lift = at(child, &format!("bars/{}/lift", stage.cast.id("marat")));
    let field = format!("reason.{}", stage.cast.id("marat"));
    aigul.post(&lift, &[(&field, "")]).await.again().says("Write a reason.");
    aigul.post(&lift, &[(&field, "a mistake")]).await.done();
    marat.get(&at(child, "")).await.shown();
    marat.get(&page).await.absent();
}

#[tokio::test]
async fn a_struck_entry_stays_struck_in_the_history_and_counts_no_more() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, saule, marat) =
        (stage.as_("aigul").await, stage.as_("saule").await, stage.as_("marat").await);
    let view = at(child, "forms/child_view");
    let said = [
        ("_seen", "0"),
        ("said_on", "2026-03-01"),
        ("occasion", "before_plan"),
        ("words", "of another child"),
    ];
    aigul.post(&view, &said).await.done();
    let history = at(child, "history");
    let strike = aigul.get(&history).await.shown().link("/correct/");
    saule.get(&history).await.shown().says_not("/correct/");
    saule.get(&strike).await.absent();
    saule.post(&strike, &[("reason", "no")]).await.absent();
    marat.post(&strike, &[("reason", "no")]).await.absent();
    marat.get(&history).await.absent();
    aigul.get(&strike).await.shown().says("of another child");
    let again = aigul.post(&strike, &[("reason", "")]).await.again();
    assert_eq!(again.wrong_at("reason"), "Write a reason.");
    aigul.post(&strike, &[("reason", "written into the wrong record")]).await.done();
    aigul.get(&at(child, "")).await.shown().says_not("of another child");
    aigul
        .get(&history)
        .await
        .shown()
        .says("Struck through by AIGUL")
        .says("wrong record")
        .says("of another child");
    aigul.post(&strike, &[("reason", "again")]).await.again().says("already struck");
    // What is no entry cannot be struck: a decision, the opening, access.
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    for recorded in record.history.iter().filter(|recorded| recorded.compartment != "social") {
        let strikes = recorded
            .content
            .as_ref()
            .is_some_and(|content| matches!(content.event, domain::Event::FormFilled { .. }));
        let path = at(child, &format!("correct/{}", recorded.head.event));
        if !strikes {
            aigul.post(&path, &[("reason", "no")]).await.absent();
        }
    }
}

#[tokio::test]
async fn paper_needs_a_reason_and_tells_no_past() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, marat) = (stage.as_("aigul").await, stage.as_("marat").await);
    aigul.post(&at(child, "forms/safety_check"), SAFE).await.done();
    let filled = [("_seen", "0"), ("remarks_as_listed", "came with a blue coat")];
    aigul.post(&at(child, "forms/manifest_line"), &filled).await.absent();
    let page = at(child, "print/record");
    assert!(!aigul.post(&page, &[("reason", " x ")]).await.again().wrong_at("reason").is_empty());
    aigul.post(&at(child, "plan/goals/new"), GOAL).await.done();
    let printed = aigul.post(&page, &[("reason", "hearing on Monday")]).await.shown();
    printed
        .says("hearing on Monday")
        .says("AIGUL")
        .says(&child.code.to_string())
        .says("sleeps through the night");
    printed.says_not("Safety check ·").says_not("Identified");
    marat.get(&page).await.absent();
    marat.post(&page, &[("reason", "hearing on Monday")]).await.absent();
}

#[tokio::test]
async fn an_emergency_opens_for_a_while_and_tells_nothing_of_what_is_shut() {
    let stage = Stage::new().await;
    let mine = stage.cast.a_child().await;
    let marat = stage.as_("marat").await;
    let other = stage.cast.child("aigul", "Дана Ержанова", "2014-05-05").await;
    let aigul = stage.as_("aigul").await;
    let _ = mine;
    aigul.post(&at(other, "bars"), &[("party", "marat"), ("ground", "relative")]).await.done();
    let barred = [("code", &*other.code.to_string()), ("reason", "the child is alone in the street")]
        .map(|(a, b)| (a, b.to_owned()));
    let barred: Vec<(&str, &str)> = barred.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let shut = marat.post("/emergency", &barred).await.again();
    let absent = marat.post("/emergency", &[("code", "HW-2222-22Z"), barred[1]]).await;
    assert_eq!(shut.typed("reason"), "the child is alone in the street");
    if absent.text().contains("No record can be opened") {
        assert_eq!(shut.wrong_at("code"), absent.wrong_at("code"));
    }
    aigul
        .post(
            &at(other, &format!("bars/{}/lift", stage.cast.id("marat"))),
            &[(&format!("reason.{}", stage.cast.id("marat")), "mistake")],
        )
        .await
        .done();
    let short = [barred[0], ("reason", "help")];
    assert!(!marat.post("/emergency", &short).await.again().wrong_at("reason").is_empty());
    marat.post("/emergency", &barred).await.done();
    marat.get(&at(other, "")).await.shown().says("Why can I see this?").says("in an emergency");
    stage.as_("bolat").await.get("/emergency").await.absent();
    stage.as_("bolat").await.post("/emergency", &barred).await.absent();
}

#[tokio::test]
async fn deciding_anew_is_a_page_of_the_weeks_before_eighteen() {
    let stage = Stage::new().await;
    let far = stage.cast.a_child().await;
    let near = stage.cast.child("aigul", "Дина", "2008-05-20").await;
    let aigul = stage.as_("aigul").await;
    let wish = [("_seen", "0"), ("wish_on", "2026-03-02"), ("record_wish", "go_on")];
    for path in ["again", "forms/own_wish"] {
        aigul.get(&at(far, path)).await.absent();
        aigul.get(&at(near, path)).await.shown();
    }
    aigul.post(&at(far, "forms/own_wish"), &wish).await.absent();
    aigul.get(&at(far, "forms")).await.shown().says_not("The young person's wish");
    aigul.post(&at(near, "forms/own_wish"), &wish).await.done();
    stage.as_("bolat").await.get(&at(near, "again")).await.absent();
}

#[tokio::test]
async fn a_closed_case_says_why_its_meeting_was_called_off() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let aigul = stage.as_("aigul").await;
    let saule = stage.cast.id("saule").to_string();
    let call = [
        ("start", "2026-03-09T10:00"),
        ("way", "in_person"),
        ("place", "Abay street 5"),
        ("why", "crisis"),
        ("heard", "there"),
        ("guest", saule.as_str()),
    ];
    aigul.post(&at(child, "conferences/new"), &call).await.done();
    let conference = stage.cast.app.whole_record(child.id).await.expect("the record").conferences()[0].1.id;
    let page = at(child, &format!("conferences/{conference}"));
    let (move_on, death) =
        ([("to", "adaptation")], [("_seen", "0"), ("died_on", "2026-02"), ("death_basis", "family")]);
    aigul.post(&at(child, "stage"), &move_on).await.done();
    aigul.post(&at(child, "forms/death"), &death).await.done();
    aigul.get(&page).await.shown().says("called off").says("The case was closed.");
    stage.as_("aigul").await.reads("kk").get(&page).await.shown().says("Іс жабылды.");
}
