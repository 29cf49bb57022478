//! What is still to be done, on paper: what, who, by when.
//!
//! Invariant: no task of a part that is on no paper; on the school's side the reader's own tasks only.

use app::Opened;
use domain::record::Task;
use maud::{Markup, html};

use super::{super::task, NEVER};
use crate::{
    fail::Fail,
    look::{self, Column},
    visit::Visit,
    words::Clock,
};

/// The open tasks of a record that paper may tell of.
pub(super) fn open<'o>(visit: &Visit, opened: &'o Opened) -> Vec<&'o Task> {
    let tasks = opened.view.open_tasks().into_iter();
    tasks
        .filter(|known| !NEVER.contains(&known.compartment.as_str()))
        .filter(|known| !opened.grant.is_outside() || task::is_own(visit, known))
        .filter(|known| !task::is_anothers_meeting(visit, known))
        .collect()
}

/// Tasks as a table under their heading; nothing where there are none.
pub(super) async fn card(visit: &Visit, tasks: &[&Task], clock: &Clock) -> Result<Markup, Fail> {
    if tasks.is_empty() {
        return Ok(html! {});
    }
    let words = visit.words;
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    for known in tasks {
        let who = match known.added.assignee.or(known.added.team) {
            Some(who) => visit.name_of(who).await?,
            None => String::new(),
        };
        rows.push(vec![
            html! {
                (task::label(visit, &known.added.what))
                @if let Some(note) = &known.added.note { (look::written(note.as_str())) }
            },
            look::own(who),
            html! { (words.date(clock.day_of(known.added.due))) },
        ]);
    }
    let title = words.say("child-todo");
    let columns = [
        Column::text(words.say("print-task-what")),
        Column::text(words.say("print-task-who")),
        Column::text(words.say("print-task-due")),
    ];
    Ok(look::card(title, None, &look::table(title, &columns, &rows)))
}
