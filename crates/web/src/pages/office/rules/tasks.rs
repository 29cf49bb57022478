//! Which task arises when, for whom, and how much time it has.

use maud::{Markup, html};
use protocol::{Description, DoneBy, TaskView, Trigger};

use super::{names, term, text};
use crate::{
    args,
    look::{self, Column},
    visit::Visit,
};

pub(super) fn content(visit: &Visit, rules: &Description) -> Markup {
    let words = visit.words;
    let columns = [
        Column::text(words.say("protocol-task")),
        Column::text(words.say("protocol-begins")),
        Column::text(words.say("urgency-urgent")),
        Column::text(words.say("urgency-soon")),
        Column::text(words.say("urgency-routine")),
        Column::text(words.say("protocol-lead")),
        Column::text(words.say("protocol-done-by")),
    ];
    html! {
        p class="soft" { (words.say("protocol-tasks-what")) }
        @for phase in &rules.phases {
            @let title = title(visit, rules, phase.phase);
            @let rows: Vec<Vec<Markup>> = phase.tasks.iter().map(|task| row(visit, task)).collect();
            section class="part-of" {
                h3 { (title) }
                (look::table(&title, &columns, &rows))
            }
        }
    }
}

/// "Phase 2 · Arrived": the stages of a child in it.
fn title(visit: &Visit, rules: &Description, phase: u8) -> String {
    let mut parts = vec![visit.words.say_with("protocol-phase", args!["number" => i64::from(phase)])];
    let of_child = rules.kinds.iter().filter(|kind| kind.kind.code == "child").flat_map(|kind| &kind.stages);
    parts.extend(of_child.filter(|stage| stage.phase == phase).map(|stage| text(visit, &stage.stage.label)));
    parts.join(" · ")
}

fn row(visit: &Visit, task: &TaskView) -> Vec<Markup> {
    let words = visit.words;
    let mut cells = vec![
        html! {
            (text(visit, &task.task.label))
            @if !task.about.is_empty() { p class="soft light" { (text(visit, &task.about)) } }
            p class="soft light" {
                (names(visit, &task.kinds))
                @if let Some((from, to)) = task.ages {
                    " · " (words.say_with("protocol-ages", args!["from" => i64::from(from), "to" => i64::from(to)]))
                }
                @if task.repeats { " · " (words.say("protocol-repeats")) }
            }
        },
        html! { (trigger(visit, task)) },
    ];
    cells.extend(task.terms.iter().map(|(_, time)| html! { span class="nowrap" { (term(visit, *time)) } }));
    cells.push(html! { (text(visit, &task.lead.label)) });
    cells.push(html! { (done(visit, task)) });
    cells
}

fn trigger(visit: &Visit, task: &TaskView) -> String {
    let words = visit.words;
    let what = task.trigger_label.as_deref().map(|label| text(visit, label)).unwrap_or_default();
    match &task.trigger {
        Trigger::Opened => words.say("trigger-opened").to_owned(),
        Trigger::Stage(_) => words.say_with("trigger-stage", args!["what" => what]),
        Trigger::Form(_) => words.say_with("trigger-form", args!["what" => what]),
        Trigger::Referral => words.say("trigger-referral").to_owned(),
        Trigger::Sought => words.say("trigger-sought").to_owned(),
        Trigger::Declined => words.say("trigger-declined").to_owned(),
        Trigger::Transfer => words.say("trigger-transfer").to_owned(),
        Trigger::Closed => words.say("trigger-closed").to_owned(),
        Trigger::Urgency => words.say("trigger-urgency").to_owned(),
        Trigger::Approval(of) if *of == "closure" => words.say("trigger-closed").to_owned(),
        Trigger::Approval(_) => words.say("trigger-plan").to_owned(),
        Trigger::Hand => words.say("trigger-hand").to_owned(),
        Trigger::Age(age) => words.say_with("trigger-age", args!["age" => *age]),
        Trigger::Conference => words.say("trigger-conference").to_owned(),
    }
}

fn done(visit: &Visit, task: &TaskView) -> String {
    let words = visit.words;
    let what = task.done_by_label.as_deref().map(|label| text(visit, label)).unwrap_or_default();
    match &task.done_by {
        DoneBy::Form(_) => words.say_with("done-form", args!["what" => what]),
        DoneBy::Approval(of) if *of == "closure" => words.say("done-closure").to_owned(),
        DoneBy::Approval(_) => words.say("done-plan").to_owned(),
        DoneBy::Consent => words.say("done-consent").to_owned(),
        DoneBy::Urgency => words.say("done-urgency").to_owned(),
        DoneBy::Stage(_) => words.say_with("done-stage", args!["what" => what]),
        DoneBy::Review => words.say("done-review").to_owned(),
        DoneBy::Conference => words.say("done-conference").to_owned(),
        DoneBy::Hand => words.say("done-hand").to_owned(),
    }
}
