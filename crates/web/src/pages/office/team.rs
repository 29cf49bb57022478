//! A supervisor's team: what waits for an answer, what nobody holds, who carries how much.

use app::{
    Listed,
    team::{Supervision, TeamView, Worker},
};
use axum::response::Response;
use domain::Urgency;
use maud::{Markup, html};

use crate::{
    args,
    fail::Fail,
    look::{self, Bar, Column, Icon, Line, Stat, Tone},
    pages::{
        account::leave,
        case::{address, code_of, name_and_age},
    },
    visit::Visit,
    words::Clock,
};

/// Whether the page shows one team or several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    Alone,
    Several,
}

/// Whether the parts of a team can be linked to: those of the first, which is the one with most to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Set,
    None,
}

impl Marks {
    fn mark(self, id: &'static str) -> Option<&'static str> {
        (self == Self::Set).then_some(id)
    }
}

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    let mut teams = visit.app().supervised(visit.who()?).await?;
    teams.sort_by_key(|team| (team.waiting.is_empty() && team.unassigned.is_empty(), visit.text(&team.name)));
    let words = visit.words;
    let clock = visit.clock();
    let title = words.say("team-title");
    let among = if teams.len() > 1 { Among::Several } else { Among::Alone };
    let mut parts = Vec::new();
    for (place, team) in teams.iter().enumerate() {
        let marks = if place == 0 { Marks::Set } else { Marks::None };
        parts.push(part(&visit, team, &clock, among, marks).await?);
    }
    let lead = match teams.as_slice() {
        [one] => Some(visit.text(&one.name)),
        _ => None,
    };
    let content = html! {
        (look::heading(title, lead.as_deref(), &[]))
        @for part in &parts { (part) }
    };
    visit.page(title, content).await
}

async fn part(
    visit: &Visit,
    team: &TeamView,
    clock: &Clock,
    among: Among,
    marks: Marks,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let alone = among == Among::Alone;
    let figure = |count: usize| words.number(i64::try_from(count).unwrap_or(i64::MAX));
    let open = if team.more {
        words.say_with("team-at-least", args!["count" => team.open])
    } else {
        figure(team.open)
    };
    let (waiting, nobody, late) =
        (figure(team.waiting.len()), figure(team.unassigned.len()), figure(team.late));
    let stat = |label, figure, meaning, href| Stat { label, figure, change: None, meaning, href };
    let stats = [
        stat(words.say("team-waiting"), waiting.as_str(), None, marks.mark("#waiting")),
        stat(words.say("team-nobody"), nobody.as_str(), None, marks.mark("#nobody")),
        stat(words.say("team-late-cases"), late.as_str(), None, marks.mark("#late")),
        stat(words.say("team-open"), open.as_str(), Some(words.say("team-open-what")), None),
    ];
    Ok(html! {
        @if !alone { h2 { (visit.text(&team.name)) } }
        (look::stats(&stats))
        // One team is told that nothing waits; of several, only what waits is shown.
        @if alone || !team.waiting.is_empty() {
            div id=[marks.mark("waiting")] { (waiting_list(visit, team, clock).await?) }
        }
        @if alone || !team.unassigned.is_empty() {
            div id=[marks.mark("nobody")] { (nobody_list(visit, team, clock)) }
        }
        (late_by_sector(visit, team, marks))
        (supervision(visit, team, clock, marks))
        (away(visit, team, clock, marks).await?)
        div id=[marks.mark("workers")] { (workers(visit, team, among)) }
    })
}

/// Plans and closures that wait for this supervisor, the longest first.
async fn waiting_list(visit: &Visit, team: &TeamView, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut rows = Vec::new();
    for waiting in &team.waiting {
        let base = address(&code_of(&waiting.record));
        let (href, icon, what) = if waiting.of == "closure" {
            (format!("{base}/closure"), Icon::Done, words.say("team-closure"))
        } else {
            (format!("{base}/plan"), Icon::Goal, words.say("team-plan"))
        };
        let by = visit.name_of(waiting.asked_by).await?;
        rows.push((href, icon, what, name_and_age(visit, &waiting.record, clock), by, waiting.since));
    }
    let lines: Vec<Line<'_>> = rows
        .iter()
        .map(|(href, icon, what, person, by, since)| Line {
            href,
            icon: Some(*icon),
            title: html! { (what) " · " (look::own(person)) },
            detail: Some(html! { (words.say_with("team-asked-by", args!["who" => by])) }),
            end: Some(look::when_inside(words, *since, clock)),
        })
        .collect();
    Ok(look::card(
        words.say("team-waiting"),
        None,
        &html! {
            @if lines.is_empty() { p class="soft" { (words.say("team-waiting-none")) } } @else { (look::lines(&lines)) }
        },
    ))
}

/// Records that nobody is responsible for, each with a way to give it to somebody.
fn nobody_list(visit: &Visit, team: &TeamView, clock: &Clock) -> Markup {
    let words = visit.words;
    let row = |row: &Listed| {
        let code = code_of(row);
        let base = address(&code);
        let name = name_and_age(visit, row, clock);
        let spoken = format!("{}: {name}", words.say("team-assign-do"));
        html! {
            div class="row-of" {
                div {
                    p { a href=(base) { (look::own(&name)) } " " span class="code" { (look::own(&code)) } }
                    p {
                        @if let Some(urgency) = row.urgency { (look::urgency(words, urgency)) " " }
                        @if let Some(due) = row.next_due { span class="soft" { (look::when(words, due, clock)) } }
                    }
                }
                @if row.grant.may_do("case.assign") {
                    a class="button" href={ (base) "/assign" } aria-label=(spoken) { (look::icon(Icon::Child)) (words.say("team-assign-do")) }
                }
            }
        }
    };
    look::card(
        words.say("team-nobody"),
        None,
        &html! {
            @if team.unassigned.is_empty() { p class="soft" { (words.say("team-nobody-none")) } }
            @for one in &team.unassigned { (row(one)) }
        },
    )
}

/// What is overdue, by sector, the most first.
fn late_by_sector(visit: &Visit, team: &TeamView, marks: Marks) -> Markup {
    let words = visit.words;
    let figure = |count: &usize| words.number(i64::try_from(*count).unwrap_or(i64::MAX));
    let rows: Vec<(&str, i64, String)> = team
        .late_by_sector
        .iter()
        .map(|(sector, count)| {
            let length = i64::try_from(*count).unwrap_or(i64::MAX);
            (look::sector_word(words, sector.as_str()), length, figure(count))
        })
        .collect();
    let bars: Vec<Bar<'_>> =
        rows.iter().map(|(label, value, figure)| Bar { label, value: *value, figure, href: None }).collect();
    html! {
        @if !bars.is_empty() {
            div id=[marks.mark("late")] {
                (look::sheet(&look::bar_chart(words.say("team-late-sector"), words.say("team-sector"), words.say("team-late-tasks"), &bars)))
            }
        }
    }
}

/// Whose supervision is due, the longest first; then when the others' is.
fn supervision(visit: &Visit, team: &TeamView, clock: &Clock, marks: Marks) -> Markup {
    let words = visit.words;
    let today = clock.today();
    let mut known: Vec<(&Worker, Supervision)> =
        team.workers.iter().filter_map(|worker| Some((worker, worker.supervision?))).collect();
    known.sort_by_key(|(_, supervision)| supervision.due);
    let rows: Vec<(String, &Worker, String, String, bool)> = known
        .into_iter()
        .map(|(worker, supervision)| {
            let last = match supervision.held {
                Some(held) => words.say_with("team-supervision-last", args!["day" => words.day(held, today)]),
                None => words.say("team-supervision-never").to_owned(),
            };
            let next = match supervision.due {
                Some(due) if due < today => {
                    words.say_with("team-supervision-since", args!["day" => words.day(due, today)])
                }
                Some(due) if due > today => {
                    words.say_with("team-supervision-by", args!["day" => words.day(due, today)])
                }
                _ => words.say("team-supervision-today").to_owned(),
            };
            let href = format!("/team/{}/{}#supervision", team.team, worker.id);
            (href, worker, last, next, supervision.is_due(today))
        })
        .collect();
    let lines: Vec<Line<'_>> = rows
        .iter()
        .map(|(href, worker, last, next, due)| Line {
            href,
            icon: Some(Icon::People),
            title: look::own(worker.name.as_str()),
            detail: Some(html! {
                (last) " · "
                @if *due { (look::state(Tone::Soon, Icon::Clock, next)) } @else { (next) }
            }),
            end: None,
        })
        .collect();
    html! {
        @if !lines.is_empty() {
            div id=[marks.mark("supervision")] {
                (look::card(words.say("team-supervision"), None, &look::lines(&lines)))
            }
        }
    }
}

/// Who is away, now or soon, and who stands in.
async fn away(visit: &Visit, team: &TeamView, clock: &Clock, marks: Marks) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut rows = Vec::new();
    for away in &team.away {
        let href = format!("/team/{}/{}#away", team.team, away.id);
        let deputy = match away.time.deputy {
            Some(deputy) => visit.name_of(deputy).await?,
            None => String::new(),
        };
        rows.push((href, away, leave::time(visit, &away.time, clock), deputy));
    }
    let lines: Vec<Line<'_>> = rows
        .iter()
        .map(|(href, away, time, deputy)| Line {
            href,
            icon: Some(Icon::Clock),
            title: html! { (look::own(away.name.as_str())) " · " (time) },
            // Under the name: beside it, the longer words of some languages find no room on a phone.
            detail: Some(html! {
                @if away.is_covered { (words.say_with("leave-deputy", args!["who" => deputy])) }
                @else { (look::state(Tone::Late, Icon::Warning, words.say("leave-nobody"))) }
            }),
            end: None,
        })
        .collect();
    Ok(html! {
        @if !lines.is_empty() { div id=[marks.mark("away")] { (look::card(words.say("team-away"), None, &look::lines(&lines))) } }
    })
}

/// Who carries how much.
fn workers(visit: &Visit, team: &TeamView, among: Among) -> Markup {
    let words = visit.words;
    let mut caption = words.say("team-by-worker").to_owned();
    if among == Among::Several {
        caption = format!("{caption} · {}", visit.text(&team.name));
    }
    let figure = |count: usize| words.number(i64::try_from(count).unwrap_or(i64::MAX));
    let columns = [
        Column::text(words.say("team-worker")),
        Column::figures(words.say("urgency-urgent")),
        Column::figures(words.say("urgency-soon")),
        Column::figures(words.say("urgency-routine")),
        Column::figures(words.say("team-cases")),
        Column::figures(words.say("team-overdue")),
    ];
    let rows: Vec<Vec<Markup>> = team
        .workers
        .iter()
        .map(|worker| {
            let of = |urgency| figure(worker.open.get(&urgency).copied().unwrap_or_default());
            vec![
                html! {
                    a href={ "/team/" (team.team) "/" (worker.id) } { (look::own(worker.name.as_str())) }
                    @if !worker.here { " " (look::state(Tone::Late, Icon::Warning, words.say("team-gone"))) }
                    @if over(worker) { " " (look::state(Tone::Soon, Icon::Warning, words.say("team-over"))) }
                },
                html! { (of(Urgency::Urgent)) },
                html! { (of(Urgency::Soon)) },
                html! { (of(Urgency::Routine)) },
                html! {
                    @match worker.limit {
                        Some(limit) => { (words.say_with("team-of-limit", args!["count" => worker.total(), "limit" => limit])) }
                        None => { (figure(worker.total())) }
                    }
                },
                html! { (figure(worker.late)) },
            ]
        })
        .collect();
    look::card(
        words.say("team-by-worker"),
        None,
        &html! {
            @if rows.is_empty() {
                (look::empty(Icon::People, words.say("team-empty"), None))
            } @else {
                (look::table(&caption, &columns, &rows))
                @if team.more { p class="soft" { (words.say("team-more")) } }
                p { a href="/children" { (words.say("team-see-cases")) } }
            }
        },
    )
}

fn over(worker: &Worker) -> bool {
    worker.limit.is_some_and(|limit| worker.total() > limit as usize)
}
