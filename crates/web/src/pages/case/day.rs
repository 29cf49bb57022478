//! My day: what this person has to do, late first.

use std::collections::BTreeMap;

use app::day::{Day, DayTask};
use axum::response::Response;
use domain::UserId;
use maud::{Markup, html};
use protocol::DoneBy;

use super::person::{address, code_of, name_and_age};
use crate::{
    fail::Fail,
    look::{self, Due, Icon, Line, Task},
    visit::Visit,
    words::Clock,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    let day = visit.app().day(visit.who()?).await?;
    let words = visit.words;
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let mut owners: BTreeMap<UserId, String> = BTreeMap::new();
    for owner in &visit.who()?.actor().stands_in_for {
        owners.insert(*owner, visit.name_of(*owner).await?);
    }
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
            let about = match task.instead_of.and_then(|owner| owners.get(&owner)) {
                Some(name) => {
                    format!("{about} · {}", words.say_with("day-instead", crate::args!["who" => name]))
                }
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
        (waiting(&visit, &day, &clock).await?)
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
            @let id = match state { Due::Late => "due-late", Due::Today => "due-today", Due::Week => "due-week", _ => "due-later" };
            @if !tasks.is_empty() { div id=(id) { (look::task_group(words, state, tasks.len(), &tasks, &clock)) } }
        }
        @if day.more { p class="soft" { (words.say("day-more")) } }
    };
    visit.page(words.say("place-day"), content).await
}

/// The quiet list above everything: how much is late, due tomorrow, a meeting, and what waits for a supervisor.
async fn waiting(visit: &Visit, day: &Day, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let who = visit.who()?;
    let tomorrow = clock.today().tomorrow().ok();
    let count = |holds: &dyn Fn(&DayTask) -> bool| day.tasks.iter().filter(|task| holds(task)).count();
    let meeting = |task: &DayTask| visit.app().is_meeting(task);
    let late = count(&|task| task.due < clock.now && !meeting(task));
    let soon = count(&|task| Some(clock.day_of(task.due)) == tomorrow && !meeting(task));
    let meetings = count(&|task| task.due >= clock.now && meeting(task));
    let waits = visit.app().waits_for(who).await?;
    let said = [
        ("remind-late", Icon::Warning, late, "#due-late"),
        ("remind-tomorrow", Icon::Clock, soon, "#due-week"),
        ("remind-meetings", Icon::People, meetings, "#due-week"),
        ("remind-approvals", Icon::Check, waits.approvals, "/team#waiting"),
        ("remind-away", Icon::Warning, waits.uncovered, "/team#away"),
        ("remind-supervision", Icon::People, waits.supervision, "/team#supervision"),
        ("remind-left", Icon::People, waits.left, "/team#workers"),
    ];
    let lines: Vec<Line<'_>> = said
        .iter()
        .filter(|(_, _, count, _)| *count > 0)
        .map(|(key, picture, count, href)| Line {
            href,
            icon: Some(*picture),
            title: html! { (words.say_with(key, crate::args!["count" => *count])) },
            detail: None,
            end: None,
        })
        .collect();
    Ok(
        html! { @if !lines.is_empty() { (look::card(words.say("remind-title"), None, &look::lines(&lines))) } },
    )
}
