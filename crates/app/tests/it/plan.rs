//! The plan and what hangs on it: tasks of goals and who may be given them, the review of the whole, and the child who is
//! heard before a decision and told after.

use app::{
    Answer, Done, Door, Refused, Shown,
    case::{
        assign::Assign,
        assign_task::AssignTask,
        plan::{ReviewGoal, SetGoal},
        review_plan::{GoalLook, ReviewPlan},
        tasks::{AddTask, StepTask, TaskStep},
    },
};
use domain::{
    ChoiceCode, Event, GoalId, GroundCode, Private, Sector, TaskCode, TaskId, Urgency, UserId,
    record::{GoalDiffers, PlanMoment, Task, Verdict, compare},
};
use jiff::SignedDuration;
use policy::{Level, Relation};
use testkit::{Cast, Child, on_both};

use crate::steps::*;

const BEST_INTERESTS: &[(&str, &str)] = &[
    ("bi_kind", "assessment"),
    ("bi_occasion", "placement"),
    ("held_on", "2026-03-02"),
    ("facts", "the aunt has a room"),
    ("heard_how", "words"),
    ("heard", "wants to stay with her aunt"),
    ("options.0.option", "the aunt"),
    ("options.1.option", "as it is"),
    ("decision", "the aunt"),
    ("reasons", "she knows her"),
    ("explained", "yes"),
];

async fn open_tasks(cast: &Cast, child: Child, what: &str) -> Vec<Task> {
    let known = record(cast, child).await;
    known.open_tasks().into_iter().filter(|task| task.added.what == *what).cloned().collect()
}

/// The entry of the child's view that was begun last, and what its next sender has seen.
async fn last_view(cast: &Cast, child: Child) -> (domain::EntryId, u64) {
    let known = record(cast, child).await;
    let entry = known.entries("child_view").last().unwrap();
    (entry.id, known.heads[&entry.slot])
}

async fn tells(cast: &Cast, child: Child, occasion: &str) -> Answer<Done> {
    let (entry, seen) = last_view(cast, child).await;
    let told = [
        ("said_on", "2026-03-02"),
        ("occasion", occasion),
        ("words", "I want a lamp that stays on"),
        ("explained_back", "yes"),
        ("explained_on", "2026-03-02"),
        ("told_outcome", "you will have the lamp"),
        ("said_back", "a yellow one"),
    ];
    let mut sent = form(cast, child, "child_view", seen, &told);
    sent.entry = Some(entry);
    fills(cast, "aigul", sent).await
}

async fn submits(cast: &Cast, child: Child) -> Answer<Done> {
    let aigul = cast.who("aigul").await;
    cast.app.submit_plan(&aigul, cast.command(), child.code, None).await
}

async fn signs(cast: &Cast, child: Child, asked: &Done) {
    let saule = cast.who("saule").await;
    cast.app.answer_plan(&saule, answer(cast, child, approval(asked), Verdict::Given)).await.unwrap();
}

async fn a_decision_waits_for_the_childs_view_and_the_outcome_is_told(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    cast.app.set_goal(&aigul, goal(&cast, child)).await.unwrap();
    assert_eq!(reason(submits(&cast, child).await), "view-needed");
    // What the child said on another occasion is no answer to this.
    is_heard(&cast, "aigul", child, "first_talk").await;
    is_heard(&cast, "aigul", child, "at_closure").await;
    assert_eq!(reason(submits(&cast, child).await), "view-needed");
    assert!(record(&cast, child).await.approvals.is_empty(), "a refused decision leaves something behind");
    is_heard(&cast, "aigul", child, "before_plan").await;
    let asked = submits(&cast, child).await.unwrap();
    // Sent back and sent again it is the same decision.
    let saule = cast.who("saule").await;
    cast.app.answer_plan(&saule, answer(&cast, child, approval(&asked), Verdict::Refused)).await.unwrap();
    assert!(open_tasks(&cast, child, "tell_plan").await.is_empty(), "nothing was decided yet");
    let asked = submits(&cast, child).await.unwrap();
    signs(&cast, child, &asked).await;
    let telling = open_tasks(&cast, child, "tell_plan").await;
    assert_eq!(telling.len(), 1);
    assert_eq!(telling[0].added.assignee, Some(cast.id("aigul")));
    // Another talk tells nothing back, and nobody ticks it off.
    is_heard(&cast, "aigul", child, "child_asked").await;
    let step = StepTask {
        command: cast.command(),
        code: child.code,
        task: telling[0].added.task,
        step: TaskStep::Done(None),
    };
    assert_eq!(reason(cast.app.step_task(&aigul, step).await), "task-done-elsewhere");
    assert_eq!(open_tasks(&cast, child, "tell_plan").await.len(), 1);
    // The view served for this decision; the next one needs another.
    assert_eq!(reason(submits(&cast, child).await), "view-needed");
    is_heard(&cast, "aigul", child, "before_plan").await;
    assert_eq!(open_tasks(&cast, child, "tell_plan").await.len(), 1, "asking is not telling");
    tells(&cast, child, "before_plan").await.unwrap();
    assert!(open_tasks(&cast, child, "tell_plan").await.is_empty());
    submits(&cast, child).await.unwrap();
}

async fn not_asked_with_a_reason_is_enough(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    cast.app.set_goal(&aigul, goal(&cast, child)).await.unwrap();
    let wordless = [("said_on", "2026-03-02"), ("occasion", "before_plan"), ("not_asked_why", "too_early")];
    let refused = fills(&cast, "aigul", form(&cast, child, "child_view", 0, &wordless)).await;
    assert!(matches!(refused, Err(Refused::Fields(_))), "{refused:?}");
    assert_eq!(reason(submits(&cast, child).await), "view-needed");
    let why = [wordless.as_slice(), &[("not_asked_note", "sleeps; again next week")]].concat();
    fills(&cast, "aigul", form(&cast, child, "child_view", 0, &why)).await.unwrap();
    submits(&cast, child).await.unwrap();
}

async fn a_best_interests_decision_waits_unless_it_is_urgent(cast: Cast) {
    let child = cast.a_child().await;
    let decided = || form(&cast, child, "best_interests", 0, BEST_INTERESTS);
    assert_eq!(reason(fills(&cast, "aigul", decided()).await), "view-needed");
    assert!(record(&cast, child).await.entries("best_interests").is_empty());
    is_heard(&cast, "aigul", child, "before_decision").await;
    fills(&cast, "aigul", decided()).await.unwrap();
    assert_eq!(open_tasks(&cast, child, "tell_best_interests").await.len(), 1);
    // Putting a word right in it decides nothing anew.
    let known = record(&cast, child).await;
    let entry = known.entries("best_interests")[0].clone();
    let mut again = form(&cast, child, "best_interests", known.heads[&entry.slot], BEST_INTERESTS);
    again.entry = Some(entry.id);
    fills(&cast, "aigul", again).await.unwrap();
    // Another decision does, unless a child must be brought into safety now.
    assert_eq!(reason(fills(&cast, "aigul", decided()).await), "view-needed");
    urgency(&cast, "aigul", child, Urgency::Urgent).await.unwrap();
    fills(&cast, "aigul", decided()).await.unwrap();
    assert_eq!(record(&cast, child).await.entries("best_interests").len(), 2);
    // The plan is no such step.
    let aigul = cast.who("aigul").await;
    cast.app.set_goal(&aigul, goal(&cast, child)).await.unwrap();
    assert_eq!(reason(submits(&cast, child).await), "view-needed");
}

async fn nobody_is_asked_or_told_after_a_death(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    fills(&cast, "aigul", form(&cast, child, "closure_checklist", 0, &[("ground", "death")])).await.unwrap();
    let asked = cast.app.propose_closure(&aigul, cast.command(), child.code, None).await.unwrap();
    let saule = cast.who("saule").await;
    let signed = answer(&cast, child, approval(&asked), Verdict::Given);
    cast.app.answer_closure(&saule, signed, Some(GroundCode::of("death"))).await.unwrap();
    let known = record(&cast, child).await;
    assert!(known.open_tasks().is_empty(), "{:?}", known.open_tasks());
}

async fn what_was_signed_is_compared_with_today(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let first = goal(&cast, child);
    cast.app.set_goal(&aigul, first.clone()).await.unwrap();
    is_heard(&cast, "aigul", child, "before_plan").await;
    let asked = submits(&cast, child).await.unwrap();
    signs(&cast, child, &asked).await;
    let mut changed = SetGoal { command: cast.command(), ..first.clone() };
    changed.goal.aim = text("six of seven");
    cast.app.set_goal(&aigul, changed).await.unwrap();
    cast.app.set_goal(&aigul, goal(&cast, child)).await.unwrap();
    // Whoever reads the record sees it; whoever may not read where goals lie sees none.
    let seen =
        cast.app.open(&cast.who("saule").await, child.id, Door::page(Shown::RecordPlan)).await.unwrap();
    let versions = seen.view.plan_versions();
    assert_eq!(versions.len(), 1);
    assert_eq!(versions[0].signed().unwrap().by, cast.id("saule"));
    let (then, now) =
        (seen.view.goals_at(PlanMoment::At(versions[0].event)), seen.view.goals_at(PlanMoment::Now));
    let differ = compare(&then, &now);
    assert!(matches!(differ[..], [GoalDiffers::Changed { .. }, GoalDiffers::Added(_)]), "{differ:?}");
    let seen = cast.app.open(&cast.who("marat").await, child.id, Door::page(Shown::Record)).await.unwrap();
    assert!(seen.view.plan_versions().is_empty());
    assert!(seen.view.goals_at(PlanMoment::Now).is_empty());
}

/// A goal, and a step towards it for somebody.
async fn step_for(cast: &Cast, child: Child, goal: GoalId, who: Option<UserId>) -> Answer<TaskId> {
    let aigul = cast.who("aigul").await;
    let done = cast.app.add_task(&aigul, a_step(cast, child, Some(goal), who)).await?;
    Ok(TaskId::from(<[u8; 16]>::try_from(&done.outcome[16..32]).unwrap()))
}

fn a_step(cast: &Cast, child: Child, goal: Option<GoalId>, assignee: Option<UserId>) -> AddTask {
    AddTask {
        command: cast.command(),
        code: child.code,
        what: TaskCode::of("goal_step"),
        sector: Sector::of("social"),
        assignee,
        goal,
        due: cast.clock.now().checked_add(SignedDuration::from_hours(50)).unwrap(),
        note: Some(text("buy the lamp")),
    }
}

async fn a_goal(cast: &Cast, child: Child) -> GoalId {
    let set = goal(cast, child);
    let id = set.goal.goal;
    cast.app.set_goal(&cast.who("aigul").await, set).await.unwrap();
    id
}

async fn a_goal_has_tasks(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let goal = a_goal(&cast, child).await;
    let task = step_for(&cast, child, goal, Some(cast.id("aigul"))).await.unwrap();
    assert_eq!(record(&cast, child).await.tasks[&task].added.goal, Some(goal));
    let day = cast.app.day(&aigul).await.unwrap();
    let mine = day.tasks.iter().find(|known| known.task == task).unwrap();
    assert_eq!(mine.note.as_ref().map(Private::as_str), Some("buy the lamp"));
    // What says nothing, what serves no goal there is, and what would lie apart from its goal, is not added.
    let mut wordless = a_step(&cast, child, Some(goal), None);
    wordless.note = None;
    assert_eq!(reason(cast.app.add_task(&aigul, wordless).await), "step-needed");
    not_found(cast.app.add_task(&aigul, a_step(&cast, child, Some(cast.app.fresh().unwrap()), None)).await);
    let mut apart = a_step(&cast, child, Some(goal), None);
    apart.what = TaskCode::of("learning_step");
    not_found(cast.app.add_task(&aigul, apart).await);
    // Nor one towards a goal that is over.
    let met = ReviewGoal {
        command: cast.command(),
        code: child.code,
        goal,
        now: text("sleeps"),
        progress: 100,
        child_view: text("good"),
        outcome: Some(ChoiceCode::of("met")),
    };
    cast.app.review_goal(&aigul, met).await.unwrap();
    let late = cast.app.add_task(&aigul, a_step(&cast, child, Some(goal), None)).await;
    assert_eq!(reason(late), "goal-over");
}

fn gives(cast: &Cast, child: Child, task: TaskId, seen: Option<UserId>, to: Option<UserId>) -> AssignTask {
    AssignTask { command: cast.command(), code: child.code, task, seen, to }
}

/// A psychologist in the team of the case.
async fn with_psychologist(cast: &mut Cast) -> UserId {
    let id = cast.account("ainur").await;
    cast.propose("ainur", "psychologist", Some(cast.centre), None).await;
    cast.confirm("dana", "ainur").await;
    id
}

async fn a_task_lets_in_whom_the_protocol_says_and_as_long(mut cast: Cast) {
    let ainur = with_psychologist(&mut cast).await;
    let child = cast.a_child().await;
    let (goal, aigul) = (a_goal(&cast, child).await, cast.id("aigul"));
    let task = step_for(&cast, child, goal, Some(aigul)).await.unwrap();
    let me = cast.who("aigul").await;
    let at = async |cast: &Cast| {
        cast.app.open(&cast.who("ainur").await, child.id, Door::page(Shown::Record)).await
    };
    not_found(at(&cast).await);
    let given = gives(&cast, child, task, Some(aigul), Some(ainur));
    let first = cast.app.assign_task(&me, given.clone()).await.unwrap();
    // The second click is the first one's.
    let again = cast.app.assign_task(&me, given).await.unwrap();
    assert!(again.repeated && again.outcome == first.outcome);
    let seen = at(&cast).await.unwrap();
    assert!(seen.grant.grounds().iter().all(|ground| ground.relation == Relation::Task));
    assert!(seen.grant.may("social", Level::Read) && !seen.grant.may("social", Level::Write));
    assert!(!seen.grant.may("safety", Level::Read), "a task opens what the protocol says and no more");
    assert_eq!(cast.app.day(&cast.who("ainur").await).await.unwrap().tasks.len(), 1);
    // Who was given it gives it to nobody.
    let on = gives(&cast, child, task, Some(ainur), Some(cast.id("saule")));
    not_found(cast.app.assign_task(&cast.who("ainur").await, on).await);
    // Who made their page before is told, and nothing moves.
    let stale = gives(&cast, child, task, Some(aigul), None);
    assert_eq!(reason(cast.app.assign_task(&me, stale).await), "task-given-meanwhile");
    // A second task keeps the door open when the first is done, and its end closes it.
    let second = step_for(&cast, child, goal, Some(ainur)).await.unwrap();
    let done = StepTask { command: cast.command(), code: child.code, task, step: TaskStep::Done(None) };
    cast.app.step_task(&cast.who("ainur").await, done).await.unwrap();
    assert!(at(&cast).await.is_ok());
    let queue = gives(&cast, child, second, Some(ainur), None);
    cast.app.assign_task(&me, queue).await.unwrap();
    not_found(at(&cast).await);
    assert!(record(&cast, child).await.grants.is_empty());
    // A task that is over is given to nobody.
    let over = gives(&cast, child, task, Some(ainur), Some(aigul));
    assert_eq!(reason(cast.app.assign_task(&me, over).await), "task-over");
    // Waived, it is over as well.
    cast.app.assign_task(&me, gives(&cast, child, second, None, Some(ainur))).await.unwrap();
    let waived = StepTask {
        command: cast.command(),
        code: child.code,
        task: second,
        step: TaskStep::Waived(text("has one")),
    };
    cast.app.step_task(&me, waived).await.unwrap();
    not_found(at(&cast).await);
}

async fn nobody_is_given_a_task_that_they_cannot_open(mut cast: Cast) {
    let ainur = with_psychologist(&mut cast).await;
    let child = cast.a_child().await;
    let (goal, aigul) = (a_goal(&cast, child).await, cast.id("aigul"));
    let me = cast.who("aigul").await;
    let task = step_for(&cast, child, goal, Some(aigul)).await.unwrap();
    let to = |person: UserId| gives(&cast, child, task, Some(aigul), Some(person));
    // A colleague of the same rank knows the case, not what lies in social work; others are no colleagues at all.
    for other in ["marat", "zarina", "bolat", "dana", "timur"] {
        let refused = cast.app.assign_task(&me, to(cast.id(other))).await;
        assert_eq!(reason(refused), "task-not-for-them", "{other}");
        assert_eq!(reason(step_for(&cast, child, goal, Some(cast.id(other))).await), "task-not-for-them");
    }
    cast.app.bar(&me, cast.command(), child.code, ainur, GroundCode::of("relative")).await.unwrap();
    assert_eq!(reason(cast.app.assign_task(&me, to(ainur)).await), "task-not-for-them");
    let known = record(&cast, child).await;
    assert!(known.grants.is_empty(), "a refusal let somebody in");
    assert_eq!(known.tasks[&task].added.assignee, Some(aigul));
    // What lies in the case itself, a colleague can take; so can whoever came in by referral, through that alone.
    let case =
        known.open_tasks().iter().find(|task| task.compartment == "case").map(|t| t.added.task).unwrap();
    let marat = cast.id("marat");
    cast.app.assign_task(&me, gives(&cast, child, case, Some(aigul), Some(marat))).await.unwrap();
    to_psychologist(&cast, child).await;
    cast.app.assign_task(&me, to(cast.id("zarina"))).await.unwrap();
    let known = record(&cast, child).await;
    assert!(known.grants.iter().all(|known| known.relation == GroundCode::of("referral")));
    // Where the case goes to another team, nobody of this one keeps a task or a look.
    cast.app.lift_bar(&me, cast.command(), child.code, ainur, text("another person")).await.unwrap();
    let other = step_for(&cast, child, goal, Some(ainur)).await.unwrap();
    let moved = Assign {
        command: cast.command(),
        code: child.code,
        owner: None,
        team: Some(cast.operation),
        place: None,
    };
    cast.app.assign(&cast.who("saule").await, moved).await.unwrap();
    let known = record(&cast, child).await;
    assert_eq!(known.tasks[&other].added.assignee, None);
    assert!(!known.grants.iter().any(|known| known.party == ainur));
    not_found(cast.app.open(&cast.who("ainur").await, child.id, Door::page(Shown::Record)).await);
}

async fn looks(cast: &Cast, child: Child) -> Vec<GoalLook> {
    let look = |known: &domain::record::GoalState| GoalLook {
        goal: known.goal.goal,
        seen: known.moves(),
        now: text("wakes twice"),
        progress: 50,
        child_view: text("the lamp helps"),
        outcome: None,
    };
    record(cast, child).await.goals.iter().filter(|known| known.outcome().is_none()).map(look).collect()
}

async fn the_whole_plan_is_reviewed_in_one_save(cast: Cast) {
    let child = cast.a_child().await;
    let aigul = cast.who("aigul").await;
    let (first, second) = (a_goal(&cast, child).await, a_goal(&cast, child).await);
    for stage in ["adaptation", "home", "reintegration"] {
        let entered = Event::StatusChanged { to: domain::Stage::of(stage), ground: None, reason: None };
        cast.app.add_for_test(&aigul, cast.command(), child.id, &[("case", entered)]).await.unwrap();
    }
    let due = Event::TaskAdded(domain::TaskAdded {
        task: cast.app.fresh().unwrap(),
        what: TaskCode::of("plan_review"),
        sector: Sector::of("supervision"),
        assignee: Some(cast.id("aigul")),
        team: Some(cast.centre),
        since: cast.clock.now(),
        due: cast.clock.now(),
        referral: None,
        goal: None,
        note: None,
    });
    cast.app.add_for_test(&aigul, cast.command(), child.id, &[("social", due)]).await.unwrap();
    let before = open_tasks(&cast, child, "plan_review").await[0].added.task;
    let sent = async |looks: Vec<GoalLook>| ReviewPlan {
        command: cast.command(),
        code: child.code,
        looks,
        note: Some(text("calmer since the move")),
    };
    let review = async |by: &str, looks: Vec<GoalLook>| {
        cast.app.review_plan(&cast.who(by).await, sent(looks).await).await
    };
    let all = looks(&cast, child).await;
    // Nobody else, and not a goal less, a goal twice, a goal without a word, one as it no longer is.
    for other in ["saule", "marat", "bolat", "zarina"] {
        not_found(review(other, all.clone()).await);
    }
    assert_eq!(reason(review("aigul", all[..1].to_vec()).await), "plan-changed-meanwhile");
    let twice = vec![all[0].clone(), all[0].clone()];
    assert_eq!(reason(review("aigul", twice).await), "plan-changed-meanwhile");
    let mut wordless = all.clone();
    wordless[1].now = text(" ");
    assert_eq!(reason(review("aigul", wordless).await), "now-needed");
    let mut stale = all.clone();
    stale[1].seen -= 1;
    assert_eq!(reason(review("aigul", stale).await), "goal-changed-meanwhile");
    let known = record(&cast, child).await;
    assert!(known.goals.iter().all(|goal| goal.reviews.is_empty()), "half a review was written");
    assert!(known.plan_reviews.is_empty());
    assert!(open_tasks(&cast, child, "plan_review").await[0].added.task == before);
    // In one save, once.
    let mut met = all;
    met[1].outcome = Some(ChoiceCode::of("met"));
    let whole = sent(met).await;
    cast.app.review_plan(&aigul, whole.clone()).await.unwrap();
    assert!(cast.app.review_plan(&aigul, whole).await.unwrap().repeated);
    let known = record(&cast, child).await;
    assert_eq!(known.plan_reviews.len(), 1);
    assert!(known.goals.iter().all(|goal| goal.reviews.len() == 1));
    let then = known.goals_at(PlanMoment::At(known.plan_reviews[0].event));
    assert_eq!(then.iter().map(|goal| goal.goal.goal).collect::<Vec<_>>(), [first, second]);
    assert!(then[1].outcome().is_some());
    let next = open_tasks(&cast, child, "plan_review").await;
    assert_eq!(next.len(), 1, "the next review");
    assert!(next[0].added.task != before);
    // The other goal is over and asks no more; nobody ticks the review off.
    assert_eq!(looks(&cast, child).await.len(), 1);
    let ticked = StepTask {
        command: cast.command(),
        code: child.code,
        task: next[0].added.task,
        step: TaskStep::Done(None),
    };
    assert_eq!(reason(cast.app.step_task(&aigul, ticked).await), "task-done-elsewhere");
}

on_both![
    a_decision_waits_for_the_childs_view_and_the_outcome_is_told,
    not_asked_with_a_reason_is_enough,
    a_best_interests_decision_waits_unless_it_is_urgent,
    nobody_is_asked_or_told_after_a_death,
    what_was_signed_is_compared_with_today,
    a_goal_has_tasks,
    a_task_lets_in_whom_the_protocol_says_and_as_long,
    nobody_is_given_a_task_that_they_cannot_open,
    the_whole_plan_is_reviewed_in_one_save,
];
