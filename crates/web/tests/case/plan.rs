//! The plan on its pages: versions, what is asked to be signed, steps of goals, the review of the whole, and the child
//! who is heard before and told after.

use domain::{Event, record::GoalState};
use testkit::Child;

use crate::{Stage, at, browser::Browser, is_heard};

const GOAL: &[(&str, &str)] = &[
    ("level", "individual"),
    ("objective", "sleeps through the night"),
    ("measure", "nights without waking"),
    ("baseline", "wakes four times"),
    ("aim", "five of seven nights in a row"),
    ("responsible", "the mother"),
    ("due", "2026-06-01"),
    ("child_view", "wants a lamp"),
];

fn with<'f>(field: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    GOAL.iter().map(|(name, known)| (*name, if *name == field { value } else { known })).collect()
}

async fn goals(stage: &Stage, child: Child) -> Vec<GoalState> {
    stage.cast.app.whole_record(child.id).await.expect("the record").goals
}

/// Sends the plan, and has it signed.
async fn is_signed(aigul: &Browser, saule: &Browser, child: Child) {
    is_heard(aigul, child, "before_plan").await;
    aigul.post(&at(child, "plan/submit"), &[]).await.done();
    let approval = saule.get(&at(child, "plan")).await.hidden("approval");
    let signed = [("approval", approval.as_str()), ("step", "approve")];
    saule.post(&at(child, "plan/answer"), &signed).await.done();
}

#[tokio::test]
async fn versions_are_read_like_a_corrected_text() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    let (plan, versions, new) = (at(child, "plan"), at(child, "plan/versions"), at(child, "plan/goals/new"));
    aigul.get(&versions).await.shown().says("its first version will be here");
    aigul.post(&new, GOAL).await.done();
    aigul.post(&new, &with("objective", "draws with others")).await.done();
    is_signed(&aigul, &saule, child).await;
    aigul
        .get(&versions)
        .await
        .shown()
        .says("Version 1")
        .says("No goal was added, ended or changed.")
        .says("2 goals unchanged");
    let first = goals(&stage, child).await[0].goal.goal;
    aigul
        .post(&at(child, &format!("plan/goals/{first}")), &with("aim", "six of seven nights in a row"))
        .await
        .done();
    aigul.post(&new, &with("objective", "reads alone")).await.done();
    let shown = aigul.get(&versions).await.shown();
    shown.says("What changed since version 1").says("reads alone").says("1 goal unchanged");
    assert!(shown.body.contains("removed: </span>five</del>"), "{}", shown.body);
    assert!(shown.body.contains("added: </span>six</ins>"), "{}", shown.body);
    // In Arabic the words that say it are Arabic, and the text keeps its own direction.
    let arabic = stage.as_("aigul").await.reads("ar").get(&versions).await.shown();
    assert!(arabic.body.contains("حُذف: </span>five</del>"), "{}", arabic.body);
    // The supervisor sees at once what is new since they signed, and what was changed after it was sent.
    is_heard(&aigul, child, "before_plan").await;
    aigul.post(&at(child, "plan/submit"), &[]).await.done();
    let asked = saule.get(&plan).await.shown();
    asked.says("Changes since version 1, the last one that was signed.").says("reads alone");
    assert!(asked.body.contains("five</del>"), "{}", asked.body);
    asked.says_not("The plan was changed after it was sent");
    aigul.post(&new, &with("objective", "rides a bicycle")).await.done();
    saule.get(&plan).await.shown().says("The plan was changed after it was sent");
    let both = format!("{versions}?from=1&to=2");
    saule.get(&both).await.shown().says("from version 1 to version 2").says_not("rides a bicycle");
    // What is no version is nothing; and whoever may not read it, and the school, has no such page.
    aigul.get(&format!("{versions}?from=9")).await.absent();
    aigul.get(&format!("{versions}?from=x&to=-1")).await.absent();
    for other in ["marat", "zarina", "bolat", "dana"] {
        stage.as_(other).await.get(&versions).await.absent();
    }
    let granted = Event::Granted(domain::Granted {
        party: stage.cast.school,
        relation: domain::GroundCode::of("referral"),
        referral: None,
        until: None,
        reason: None,
    });
    let actor = stage.cast.who("aigul").await;
    stage
        .cast
        .app
        .add_for_test(&actor, stage.cast.command(), child.id, &[("access", granted)])
        .await
        .expect("access");
    let bolat = stage.as_("bolat").await;
    bolat.get(&plan).await.shown().says_not("plan/versions").says_not("sleeps through");
    bolat.get(&versions).await.absent();
    bolat.get(&at(child, "plan/review")).await.absent();
}

#[tokio::test]
async fn steps_of_a_goal_are_added_given_and_done() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    aigul.post(&at(child, "plan/goals/new"), GOAL).await.done();
    let goal = at(child, &format!("plan/goals/{}", goals(&stage, child).await[0].goal.goal));
    let add = format!("{goal}/tasks");
    let again = aigul.post(&add, &[("step", " "), ("step_due", "")]).await.again();
    assert!(!again.wrong_at("step").is_empty() && !again.wrong_at("step_due").is_empty());
    let again = aigul.post(&add, &[("step", "buy the lamp"), ("step_due", "2020-01-01T10:00")]).await.again();
    assert!(!again.wrong_at("step_due").is_empty());
    assert_eq!(again.typed("step"), "buy the lamp");
    // A colleague who could not open it is not offered, and refused with the mend.
    let marat = stage.cast.id("marat").to_string();
    let offered = aigul.get(&goal).await.shown();
    offered.says("Steps towards this goal");
    assert!(!offered.body.contains(&marat), "a colleague who cannot open social work is offered");
    let step = [("step", "buy the lamp"), ("step_due", "2026-03-09T10:00"), ("step_for", marat.as_str())];
    let again = aigul.post(&add, &step).await.again();
    assert!(again.wrong_at("step_for").contains("send a referral first"), "{}", again.wrong_at("step_for"));
    let me = stage.cast.id("aigul").to_string();
    aigul
        .post(&add, &[("step", "buy the lamp"), ("step_due", "2026-03-09T10:00"), ("step_for", &me)])
        .await
        .done();
    let shown = aigul.get(&goal).await.shown();
    shown.says("buy the lamp").says("AIGUL").says("open");
    aigul.get("/day").await.shown().says("buy the lamp");
    aigul.get(&at(child, "")).await.shown().says("buy the lamp");
    let task = shown.link("/tasks/");
    let page = aigul.get(&task).await.shown();
    page.says("sleeps through the night").says("Give to somebody else");
    // To the supervisor; who looked before is told, who may not see it has no page.
    let give = format!("{task}/assign");
    let to_saule = stage.cast.id("saule").to_string();
    assert!(!aigul.post(&give, &[]).await.again().wrong_at("to").is_empty());
    assert!(
        aigul.post(&give, &[("to", &marat), ("seen", &me)]).await.again().wrong_at("to").contains("referral")
    );
    aigul.post(&give, &[("to", &to_saule), ("seen", &me)]).await.done();
    let late = aigul.post(&give, &[("to", "queue"), ("seen", &me)]).await.again();
    assert!(late.wrong_at("to").contains("just given this task away"));
    stage.as_("marat").await.post(&give, &[("to", "queue"), ("seen", &to_saule)]).await.absent();
    stage.as_("bolat").await.get(&task).await.absent();
    saule.post(&give, &[("to", "queue"), ("seen", &to_saule)]).await.done();
    aigul.post(&task, &[("step", "comment"), ("comment", "the shop is closed today")]).await.done();
    aigul.get(&task).await.shown().says("the shop is closed today").says("AIGUL");
    aigul.post(&task, &[("step", "done"), ("done", "it stands by her bed")]).await.done();
    aigul.get(&goal).await.shown().says("Done");
}

#[tokio::test]
async fn the_whole_plan_is_reviewed_on_one_page() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    let page = at(child, "plan/review");
    aigul.get(&page).await.shown().says("No goal is open that you review here.");
    let new = at(child, "plan/goals/new");
    aigul.post(&new, GOAL).await.done();
    aigul.post(&new, &with("objective", "draws with others")).await.done();
    let known = goals(&stage, child).await;
    let [first, second] = [known[0].goal.goal.to_string(), known[1].goal.goal.to_string()];
    aigul.get(&page).await.shown().says("sleeps through the night").says("draws with others");
    let name = |id: &str, part: &str| format!("{id}.{part}");
    let (now1, now2, far1, far2, seen1, seen2, out2) = (
        name(&first, "now"),
        name(&second, "now"),
        name(&first, "progress"),
        name(&second, "progress"),
        name(&first, "seen"),
        name(&second, "seen"),
        name(&second, "outcome"),
    );
    let both = [("goal", first.as_str()), ("goal", second.as_str()), (&seen1, "1"), (&seen2, "1")];
    // Everything that is missing is said at once, at its place, and what was typed stays.
    let half = [both.as_slice(), &[(&now1, "wakes twice"), (&far1, "140"), (&far2, ""), ("note", "calmer")]]
        .concat();
    let again = aigul.post(&page, &half).await.again();
    assert_eq!(again.typed(&now1), "wakes twice");
    assert_eq!(again.typed("note"), "calmer");
    for field in [&far1, &now2, &far2] {
        assert!(!again.wrong_at(field).is_empty(), "{field}");
    }
    assert!(goals(&stage, child).await.iter().all(|goal| goal.reviews.is_empty()), "half a review");
    let whole = [
        both.as_slice(),
        &[
            (&now1, "wakes twice"),
            (&far1, "40"),
            (&now2, "twice a week"),
            (&far2, "100"),
            (&out2, "met"),
            ("note", "calmer"),
        ],
    ]
    .concat();
    // Somebody else has looked at one of them meanwhile.
    let single = at(child, &format!("plan/goals/{second}/review"));
    aigul.post(&single, &[("now", "once a week"), ("progress", "50")]).await.done();
    let again = aigul.post(&page, &whole).await.again();
    assert!(again.wrong_at(&now2).contains("meanwhile"), "{}", again.wrong_at(&now2));
    assert_eq!(again.typed(&now2), "twice a week");
    again.says("once a week");
    let seen: Vec<_> =
        whole.iter().map(|(name, value)| (*name, if *name == seen2 { "2" } else { *value })).collect();
    aigul.post(&page, &seen).await.done();
    let plan = saule.get(&at(child, "plan")).await.shown();
    plan.says("Reviews of the whole plan").says("calmer").says("AIGUL").says("40 %").says("100 %");
    aigul.get(&page).await.shown().says_not("draws with others");
    for other in ["saule", "marat", "zarina"] {
        stage.as_(other).await.get(&page).await.absent();
        stage.as_(other).await.post(&page, &seen).await.absent();
    }
}

#[tokio::test]
async fn the_child_is_heard_before_a_decision_and_told_after() {
    let stage = Stage::new().await;
    let child = stage.cast.a_child().await;
    let (aigul, saule) = (stage.as_("aigul").await, stage.as_("saule").await);
    let plan = at(child, "plan");
    aigul.post(&at(child, "plan/goals/new"), GOAL).await.done();
    let first = aigul.get(&plan).await.shown();
    first.says("First the child").says_not("Send plan for approval");
    aigul.post(&at(child, "plan/submit"), &[]).await.again().says("First ask the child");
    // The way there brings the occasion with it, and nothing that is no choice of the form.
    let talk = first.link("/forms/child_view?occasion=");
    assert!(aigul.get(&talk).await.shown().is_chosen("occasion", "before_plan"));
    let odd = at(child, "forms/child_view?words=sent&occasion=nothing&_seen=7");
    let odd = aigul.get(&odd).await.shown();
    assert!(odd.typed("words").is_empty() && !odd.is_chosen("occasion", "nothing"));
    is_heard(&aigul, child, "before_plan").await;
    aigul.get(&at(child, "")).await.shown().says("asked 2 March 2026 · to be decided");
    is_signed(&aigul, &saule, child).await;
    let decided = aigul.get(&at(child, "")).await.shown();
    decided.says("decided 2 March 2026").says("not told yet").says("Tell the child what came into the plan");
    // The task leads into the entry of that talk.
    let record = stage.cast.app.whole_record(child.id).await.expect("the record");
    let task = record.open_tasks().into_iter().find(|task| task.added.what == "tell_plan").expect("the task");
    let page = aigul.get(&at(child, &format!("tasks/{}", task.added.task))).await.shown();
    let entry = page.link("/forms/child_view/");
    let seen = aigul.get(&entry).await.hidden("_seen");
    let told = [("_seen", seen.as_str()), ("explained_back", "yes"), ("explained_on", "2026-03-02")];
    let again = aigul.post(&entry, &told).await.again();
    assert!(!again.wrong_at("told_outcome").is_empty() && !again.wrong_at("said_back").is_empty());
    let told =
        [told.as_slice(), &[("told_outcome", "you will have the lamp"), ("said_back", "a yellow one")]]
            .concat();
    aigul.post(&entry, &told).await.done();
    let over = aigul.get(&at(child, "")).await.shown();
    over.says("told back 2 March 2026").says_not("not told yet").says_not("Tell the child what came");
    // A decision that is a form waits as well, keeps what was typed, and says where to go.
    let best = at(child, "forms/best_interests");
    aigul.get(&best).await.shown().says("First the child");
    let decision = [
        ("_seen", "0"),
        ("bi_kind", "assessment"),
        ("bi_occasion", "placement"),
        ("held_on", "2026-03-02"),
        ("facts", "the aunt has a room"),
        ("heard_how", "words"),
        ("heard", "wants to stay"),
        ("decision", "the aunt"),
        ("reasons", "she knows her"),
        ("explained", "yes"),
    ];
    let again = aigul.post(&best, &decision).await.again();
    again.says("First the child");
    assert_eq!(again.typed("facts"), "the aunt has a room");
}
