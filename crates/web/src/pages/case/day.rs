//! My day: what this person has to do, late first.

use axum::response::Response;
use maud::html;
use protocol::DoneBy;

use super::person::{address, code_of, name_and_age};
use crate::{
    fail::Fail,
    look::{self, Due, Icon, Task},
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    let day = visit.app().day(visit.who()?).await?;
    let words = visit.words;
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let texts: Vec<(String, String, String)> = day
        .tasks
        .iter()
        .map(|task| {
            let title = protocol.tasks().get(task.what.as_str()).map_or_else(
                || words.say("task-answer-referral").to_owned(),
                |known| visit.text(&known.label),
            );
            let code = code_of(&task.record);
            let meeting = protocol
                .tasks()
                .get(task.what.as_str())
                .is_some_and(|rule| rule.done_by == DoneBy::Conference);
            let href = match (task.referral, task.conference.filter(|_| meeting)) {
                (Some(referral), _) => format!("{}/referrals/{referral}", address(&code)),
                (None, Some(conference)) => format!("{}/conferences/{conference}", address(&code)),
                (None, None) => format!("{}/tasks/{}", address(&code), task.task),
            };
            let about = format!("{} · {code}", name_and_age(&visit, &task.record, &clock));
            let about = match &task.note {
                Some(note) => format!("{} · {about}", note.as_str()),
                None => about,
            };
            let about =
                if task.for_team { format!("{about} · {}", words.say("day-for-team")) } else { about };
            (title, about, href)
        })
        .collect();
    let groups = [Due::Late, Due::Today, Due::Week, Due::Later];
    let content = html! {
        (look::heading(words.say("place-day"), None, &[]))
        @if day.tasks.is_empty() {
            (look::empty(Icon::Day, words.say("day-empty"), Some((words.say("day-see-children"), "/children"))))
        }
        @for state in groups {
            @let tasks: Vec<Task<'_>> = day.tasks.iter().zip(&texts)
                .filter(|(task, _)| Due::of(task.due, &clock) == state)
                .map(|(task, (title, about, href))| Task {
                    title,
                    about: Some(about),
                    due: Some(task.due),
                    state,
                    sector: look::Sector::from_code(task.sector.as_str()),
                    href,
                })
                .collect();
            @if !tasks.is_empty() { (look::task_group(words, state, tasks.len(), &tasks, &clock)) }
        }
        @if day.more { p class="soft" { (words.say("day-more")) } }
    };
    visit.page(words.say("place-day"), content).await
}
