//! What somebody of a team answers for, and handing it on; when they are away.

use std::collections::BTreeMap;

use app::{
    Listed,
    handover::{AT_ONCE, Caseload, HandOver, HandedOver, Limit, Taker},
};
use axum::response::{IntoResponse, Response};
use domain::{CommandId, Private, RecordId, TaskId, TeamId, UserId};
use maud::{Markup, html};
use policy::Level;
use serde::Deserialize;

use crate::{
    args,
    fail::Fail,
    given::{Path, Query},
    look::{self, Button, Choice, Column, Field, Icon, Post, Ticked, Tone},
    pages::{
        account::{
            self, answered,
            leave::{self, Whose},
            refusal,
        },
        case::{address, code_of, name_and_age},
    },
    posted::Posted,
    visit::Visit,
};

/// Whose caseload: in the address an account's id, or `nobody`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Whom(Option<UserId>);

impl TryFrom<String> for Whom {
    type Error = domain::BadId;
    fn try_from(text: String) -> Result<Self, domain::BadId> {
        match text.as_str() {
            "nobody" => Ok(Self(None)),
            id => Ok(Self(Some(id.parse()?))),
        }
    }
}

/// What was chosen, when the page is shown again.
#[derive(Default)]
struct Chosen {
    records: Vec<RecordId>,
    tasks: Vec<TaskId>,
    to: String,
    word: String,
    words: BTreeMap<RecordId, String>,
}

impl Chosen {
    fn sent(posted: &Posted) -> Self {
        let words = posted.fields().iter().filter_map(|(name, value)| {
            let id = name.strip_prefix("word.")?.parse().ok()?;
            (!value.trim().is_empty()).then(|| (id, value.trim().to_owned()))
        });
        Self {
            records: posted.all("record").filter_map(|id| id.parse().ok()).collect(),
            tasks: posted.all("task").filter_map(|id| id.parse().ok()).collect(),
            to: posted.text("to").unwrap_or_default().to_owned(),
            word: posted.text("word").unwrap_or_default().to_owned(),
            words: words.collect(),
        }
    }
}

/// To whom, among those that the one who goes has proposed.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    to: Option<String>,
}

pub(super) async fn page(
    visit: Visit,
    Path((team, whom)): Path<(TeamId, Whom)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let caseload = visit.app().caseload(visit.who()?, team, whom.0).await?;
    let chosen = as_proposed(&caseload, asked.to.as_deref());
    let content = shown(&visit, &caseload, whom, &chosen, None).await?;
    visit.page(visit.words.say("caseload-title"), content).await
}

/// What was proposed, by the one who would follow: most records first.
fn groups(caseload: &Caseload) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (team, person) in caseload.proposed.values() {
        *counts.entry(format!("{team}.{person}")).or_default() += 1;
    }
    let mut groups: Vec<(String, usize)> = counts.into_iter().collect();
    groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    groups
}

/// Ticks what was proposed for one colleague: the one who is asked for, else the one with most.
fn as_proposed(caseload: &Caseload, asked: Option<&str>) -> Chosen {
    let groups = groups(caseload);
    let group = groups.iter().find(|(to, _)| Some(to.as_str()) == asked).or_else(|| groups.first());
    let Some((to, _)) = group else { return Chosen::default() };
    let theirs = caseload.proposed.iter().filter(|(_, (team, person))| format!("{team}.{person}") == *to);
    Chosen { records: theirs.map(|(id, _)| *id).collect(), to: to.clone(), ..Chosen::default() }
}

/// Who proposed what, each with the way to tick it.
async fn proposals(visit: &Visit, caseload: &Caseload, whom: Whom, chosen: &Chosen) -> Result<Markup, Fail> {
    let words = visit.words;
    let Some(id) = whom.0.filter(|_| !caseload.proposed.is_empty()) else { return Ok(html! {}) };
    let mut lines = Vec::new();
    for (to, count) in groups(caseload) {
        let taker = caseload.takers.iter().find(|taker| format!("{}.{}", taker.team, taker.id) == to);
        let name = taker.map(|taker| taker.name.as_str().to_owned()).unwrap_or_default();
        let said = words.say_with("caseload-proposed", args!["who" => name, "count" => count]);
        lines.push((format!("{}?to={to}", place(caseload.team, whom)), said, to == chosen.to));
    }
    let from = words.say_with("caseload-proposed-by", args!["who" => visit.name_of(id).await?]);
    Ok(look::notice(
        Tone::Now,
        Icon::Onward,
        &html! {
            p { strong { (from) } " " (words.say("caseload-proposed-what")) }
            ul class="plain" {
                @for (href, said, ticked) in &lines {
                    li {
                        (said) " "
                        @if *ticked { (look::state(Tone::Good, Icon::Check, words.say("caseload-proposed-ticked"))) }
                        @else { (look::link_button(words.say("caseload-proposed-do"), href, look::Weight::Plain)) }
                    }
                }
            }
        },
    ))
}

fn place(team: TeamId, whom: Whom) -> String {
    match whom.0 {
        Some(id) => format!("/team/{team}/{id}"),
        None => format!("/team/{team}/nobody"),
    }
}

async fn show(
    visit: &Visit,
    team: TeamId,
    whom: Whom,
    chosen: &Chosen,
    refused: Option<&str>,
) -> Result<Response, Fail> {
    let caseload = visit.app().caseload(visit.who()?, team, whom.0).await?;
    let content = shown(visit, &caseload, whom, chosen, refused).await?;
    Ok(answered(refused, visit.page(visit.words.say("caseload-title"), content).await?))
}

async fn shown(
    visit: &Visit,
    caseload: &Caseload,
    whom: Whom,
    chosen: &Chosen,
    refused: Option<&str>,
) -> Result<Markup, Fail> {
    let words = visit.words;
    let title = match whom.0 {
        Some(id) => visit.name_of(id).await?,
        None => words.say("team-nobody").to_owned(),
    };
    let lead = words.say_with("caseload-count", args!["count" => caseload.records.len()]);
    let nothing = caseload.records.is_empty() && caseload.tasks.is_empty();
    Ok(html! {
        p class="crumb" { a href="/team" { (words.say("team-title")) } }
        header class="head" { div { h1 { (look::own(&title)) } p class="lead" { (lead) } } }
        (refusal(refused))
        (proposals(visit, caseload, whom, chosen).await?)
        @if nothing {
            (look::sheet(&look::empty(Icon::Done, words.say("caseload-empty"), None)))
        } @else {
            (giving(visit, caseload, whom, chosen).await?)
        }
        (supervision(visit, caseload))
        @if let Some(id) = whom.0 { (away(visit, caseload.team, id).await?) }
    })
}

/// The form: what is given, to whom, with which word.
async fn giving(visit: &Visit, caseload: &Caseload, whom: Whom, chosen: &Chosen) -> Result<Markup, Fail> {
    let words = visit.words;
    let action = place(caseload.team, whom);
    let command = visit.command()?;
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let offered = takers(visit, caseload, whom).await?;
    let choices: Vec<Choice<'_>> = offered
        .iter()
        .map(|(value, name, room)| {
            let choice = Choice::named(value, name);
            if room.is_empty() { choice } else { choice.hint(room) }
        })
        .collect();
    let to = (!chosen.to.is_empty()).then_some(chosen.to.as_str());
    let what = html! {
        (records(visit, caseload, chosen))
        (tasks(visit, caseload, chosen))
        @if caseload.more { p class="soft" { (words.say("team-more")) } }
    };
    Ok(look::action_form(
        post,
        &html! {
            // Enter gives what is ticked, not everything.
            (look::enter_saves())
            (look::two_columns(&what, &html! {
                (look::card(words.say("caseload-give"), None, &html! {
                    (look::radio_field(words, Field::new("to", words.say("caseload-to")).required(), &choices, to))
                    (look::text_area(words, Field::new("word", words.say("caseload-word")).hint(Some(words.say("caseload-word-hint"))), 4, &chosen.word))
                    (look::tick_field(Field::new("limit", words.say("caseload-limit")), "exceeded", Ticked::No))
                    (look::buttons(&[
                        look::button(Button::first(words.say("caseload-give-do"))),
                        look::button(Button::quiet(words.say("caseload-give-all-do")).sends("all", "1")),
                    ]))
                }))
            }))
        },
    ))
}

/// Where their supervision is written down: on the record that is talked about.
fn supervision(visit: &Visit, caseload: &Caseload) -> Markup {
    let words = visit.words;
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let known =
        protocol.roles().iter().find_map(|role| protocol.form(role.supervised.as_ref()?.form.as_str()));
    let Some(form) = known else { return html! {} };
    let of: Vec<&Listed> = caseload
        .records
        .iter()
        .filter(|row| {
            form.kinds.contains(&row.kind) && row.grant.may(form.compartment.as_str(), Level::Write)
        })
        .collect();
    html! {
        @if caseload.of.is_some() && !of.is_empty() {
            div id="supervision" {
                (look::card(&visit.text(&form.title), None, &html! {
                    p { (words.say("caseload-supervision")) }
                    details class="folded" {
                        summary { (words.say("caseload-supervision-which")) }
                        ul {
                            @for row in of {
                                li { a href={ (address(&code_of(row))) "/forms/" (form.code) } { (look::own(name_and_age(visit, row, &clock))) } }
                            }
                        }
                    }
                }))
            }
        }
    }
}

fn records(visit: &Visit, caseload: &Caseload, chosen: &Chosen) -> Markup {
    let words = visit.words;
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let stage = |row: &Listed| {
        let stage = row.stage.as_ref().and_then(|stage| protocol.stage(row.kind.as_str(), stage.as_str()));
        stage.map(|stage| visit.text(&stage.label)).unwrap_or_default()
    };
    let rows: Vec<Vec<Markup>> = caseload
        .records
        .iter()
        .map(|row| {
            let (id, code) = (row.id.to_string(), code_of(row));
            let name = name_and_age(visit, row, &clock);
            let word = format!("word.{id}");
            let typed = chosen.words.get(&row.id).map_or("", String::as_str);
            vec![
                html! {
                    label class="option" {
                        input type="checkbox" name="record" value=(id) checked[chosen.records.contains(&row.id)] autocomplete="off";
                        span { @if name != code { (look::own(&name)) " " } a class="code" href=(address(&code)) { (look::own(&code)) } }
                    }
                    @if let Some(to) = proposed(caseload, row.id) { p class="soft" { (words.say_with("caseload-proposed-one", args!["who" => to])) } }
                    details class="folded" open[!typed.is_empty()] {
                        summary class="soft" { (words.say("caseload-own-word")) span class="unseen" { " " (look::own(&code)) } }
                        textarea name=(word) rows="3" dir="auto" autocomplete="off" translate="no" aria-label={ (words.say("caseload-own-word")) " " (code) } { "\n" (typed) }
                    }
                },
                html! { (stage(row)) },
                html! { @if let Some(urgency) = row.urgency { (look::urgency(words, urgency)) } },
                html! {
                    @if let Some(due) = row.next_due { (look::when(words, due, &clock)) }
                    @if row.open_tasks > 0 { " " span class="soft" { (words.say_with("caseload-tasks", args!["count" => row.open_tasks])) } }
                },
            ]
        })
        .collect();
    let columns = [
        Column::text(words.say("caseload-who")),
        Column::text(words.say("list-stage")),
        Column::text(words.say("list-urgency")),
        Column::text(words.say("list-next")),
    ];
    html! { @if !rows.is_empty() { (look::table(words.say("caseload-title"), &columns, &rows)) } }
}

/// Whom the one who goes has proposed for a record.
fn proposed(caseload: &Caseload, id: RecordId) -> Option<&str> {
    let to = caseload.proposed.get(&id)?;
    let taker = caseload.takers.iter().find(|taker| (taker.team, taker.id) == *to)?;
    Some(taker.name.as_str())
}

/// Tasks of theirs on records that others answer for.
fn tasks(visit: &Visit, caseload: &Caseload, chosen: &Chosen) -> Markup {
    let words = visit.words;
    let clock = visit.clock();
    let protocol = visit.app().protocol();
    let rows: Vec<(String, String, String, bool, domain::Instant)> = caseload
        .tasks
        .iter()
        .map(|task| {
            let what = protocol.tasks().get(task.what.as_str()).map(|known| visit.text(&known.label));
            let about = format!("{} · {}", name_and_age(visit, &task.record, &clock), code_of(&task.record));
            (
                task.task.to_string(),
                what.unwrap_or_default(),
                about,
                chosen.tasks.contains(&task.task),
                task.due,
            )
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (look::card(words.say("caseload-elsewhere"), None, &html! {
                p class="soft" { (words.say("caseload-elsewhere-what")) }
                @for (id, what, about, ticked, due) in &rows {
                    label class="option" {
                        input type="checkbox" name="task" value=(id) checked[*ticked] autocomplete="off";
                        span { (what) " · " (look::own(about)) " " span class="soft" { (look::when(words, *due, &clock)) } }
                    }
                }
            }))
        }
    }
}

/// Who can take over: value, name, and how much room there is.
async fn takers(
    visit: &Visit,
    caseload: &Caseload,
    whom: Whom,
) -> Result<Vec<(String, String, String)>, Fail> {
    let words = visit.words;
    let room = |taker: &Taker| match (taker.limit, taker.room()) {
        (Some(limit), Some(room)) => {
            words.say_with("caseload-room", args!["count" => taker.cases, "limit" => limit, "room" => room])
        }
        _ => words.say_with("caseload-carries", args!["count" => taker.cases]),
    };
    let mut offered = Vec::new();
    for taker in &caseload.takers {
        let elsewhere = taker.team != caseload.team;
        let name = if elsewhere {
            format!("{} · {}", taker.name.as_str(), visit.name_of(taker.team).await?)
        } else {
            taker.name.as_str().to_owned()
        };
        offered.push((format!("{}.{}", taker.team, taker.id), name, room(taker)));
    }
    let mut teams: Vec<TeamId> = caseload.takers.iter().map(|taker| taker.team).collect();
    teams.push(caseload.team);
    teams.sort_unstable();
    teams.dedup();
    for team in teams {
        if whom.0.is_some() || team != caseload.team {
            let name = visit.name_of(team).await?;
            offered.push((
                team.to_string(),
                words.say_with("assign-queue", args!["team" => name]),
                String::new(),
            ));
        }
    }
    Ok(offered)
}

/// When they are away, for the supervisor to name who stands in.
async fn away(visit: &Visit, team: TeamId, id: UserId) -> Result<Markup, Fail> {
    let words = visit.words;
    // Whoever shares out the work of an operation supervises nobody.
    match visit.app().leaves_of(visit.who()?, id).await {
        Ok(_) => {}
        Err(app::Refused::NotFound) => return Ok(html! {}),
        Err(other) => return Err(other.into()),
    }
    let action = format!("/team/{team}/{id}/away");
    let fit = leave::fit(visit, id, &[team]).await?;
    let whose = Whose { account: id, action: &action, fit: &fit };
    Ok(html! {
        section id="away" {
            h2 { (words.say("leave-title")) }
            (leave::known(visit, &whose).await?)
            (look::folded(words.say("leave-new"), &leave::form(visit, &whose, &leave::Typed::default())?))
        }
    })
}

/// `TEAM`, or `TEAM.PERSON`.
fn party(text: &str) -> Option<(TeamId, Option<UserId>)> {
    match text.split_once('.') {
        Some((team, person)) => Some((team.parse().ok()?, Some(person.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

pub(super) async fn give(Path((team, whom)): Path<(TeamId, Whom)>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let words = visit.words;
    let mut chosen = Chosen::sent(&posted);
    if posted.text("all").is_some() {
        let caseload = visit.app().caseload(visit.who()?, team, whom.0).await?;
        chosen.records = caseload.records.iter().map(|row| row.id).collect();
        chosen.tasks = caseload.tasks.iter().map(|task| task.task).collect();
    }
    let Some(to) = party(&chosen.to) else {
        return show(visit, team, whom, &chosen, Some(words.say("caseload-to-choose"))).await;
    };
    let private = |text: &String| -> Private<String> { text.as_str().into() };
    let sent = HandOver {
        command: posted.command,
        team,
        from: whom.0,
        to,
        records: chosen.records.clone(),
        tasks: chosen.tasks.clone(),
        word: (!chosen.word.is_empty()).then(|| private(&chosen.word)),
        words: chosen.words.iter().map(|(id, word)| (*id, private(word))).collect(),
        limit: if posted.text("limit").is_some() { Limit::Exceeded } else { Limit::Kept },
    };
    match account::said(visit, visit.app().hand_on(visit.who()?, sent).await)? {
        Ok(done) => after(visit, team, whom, &posted, &chosen, &done).await,
        Err(refused) => show(visit, team, whom, &chosen, Some(&refused)).await,
    }
}

/// What came of it: everything went, some could not, or there is more to give.
async fn after(
    visit: &Visit,
    team: TeamId,
    whom: Whom,
    posted: &Posted,
    chosen: &Chosen,
    done: &HandedOver,
) -> Result<Response, Fail> {
    let words = visit.words;
    let back = place(team, whom);
    let left = done.records.len() + done.tasks.len();
    if left == 0 && done.not_theirs == 0 && done.gone == 0 {
        return Ok(visit.go(&back, "said-handed-on"));
    }
    let before: usize = posted.maybe("given")?.unwrap_or_default();
    let all = before + done.given + done.gone + done.not_theirs + left;
    let given = before + done.given;
    let command: CommandId = posted.command;
    let command = command.to_string();
    let post = Post { action: &back, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let title = words.say("caseload-progress");
    let content = html! {
        p class="crumb" { a href="/team" { (words.say("team-title")) } }
        (look::heading(title, None, &[]))
        (look::sheet(&html! {
            (look::progress(words, title, count(given), count(all)))
            p { (words.say_with("caseload-given", args!["count" => given])) }
            @if done.not_theirs > 0 {
                (look::notice(Tone::Soon, Icon::Warning, &html! { p { (words.say_with("caseload-not-theirs", args!["count" => done.not_theirs])) } }))
            }
            @if done.gone > 0 {
                (look::notice(Tone::Now, Icon::Clock, &html! { p { (words.say_with("caseload-gone", args!["count" => done.gone])) } }))
            }
            @if left > 0 {
                (look::action_form(post, &html! {
                    @for id in &done.records { input type="hidden" name="record" value=(id); }
                    @for id in &done.tasks { input type="hidden" name="task" value=(id); }
                    input type="hidden" name="to" value=(chosen.to);
                    input type="hidden" name="word" value=(chosen.word);
                    input type="hidden" name="given" value=(given);
                    @for (id, word) in &chosen.words { input type="hidden" name={ "word." (id) } value=(word); }
                    @if posted.text("limit").is_some() { input type="hidden" name="limit" value="exceeded"; }
                    (look::buttons(&[look::button(Button::first(&words.say_with("caseload-go-on-do", args!["count" => left.min(AT_ONCE)])))]))
                }))
            } @else {
                (look::buttons(&[look::link_button(words.say("caseload-back-do"), &back, look::Weight::First)]))
            }
        }))
    };
    Ok(visit.text_page(title, content).await?.into_response())
}

pub(super) async fn set_leave(
    Path((team, whom)): Path<(TeamId, Whom)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let id = whom.0.ok_or(Fail(app::Refused::NotFound))?;
    match leave::set(visit, &posted, id, &leave::Typed::sent(&posted)).await? {
        Ok(()) => Ok(visit.go(&place(team, whom), "said-leave-set")),
        Err(refused) => show(visit, team, whom, &Chosen::default(), Some(&refused)).await,
    }
}

pub(super) async fn end_leave(
    Path((team, whom)): Path<(TeamId, Whom)>,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let id = whom.0.ok_or(Fail(app::Refused::NotFound))?;
    visit.app().end_leave(visit.who()?, posted.command, id, posted.parsed("leave")?).await?;
    Ok(visit.go(&place(team, whom), "said-leave-ended"))
}
