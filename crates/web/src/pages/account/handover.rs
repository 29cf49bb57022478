//! Whoever goes proposes who follows, record by record. It moves nothing: their supervisor gives.

use std::collections::BTreeMap;

use app::handover::propose::{OwnCaseload, Propose, Proposed, Successor};
use axum::response::Response;
use domain::{RecordId, TeamId, UserId};
use maud::{Markup, html};

use super::{answered, choose, me::head, refusal, said};
use crate::{
    args,
    fail::Fail,
    look::{self, Button, Column, Field, Icon, Post, Tone},
    pages::case::{address, code_of, name_and_age},
    posted::Posted,
    visit::Visit,
};

const HERE: &str = "/me/handover";

/// `TEAM.PERSON`.
fn party(text: &str) -> Option<(TeamId, UserId)> {
    let (team, person) = text.split_once('.')?;
    Some((team.parse().ok()?, person.parse().ok()?))
}

fn value((team, person): (TeamId, UserId)) -> String {
    format!("{team}.{person}")
}

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, None, None).await
}

async fn show(visit: &Visit, refused: Option<&str>, done: Option<Proposed>) -> Result<Response, Fail> {
    let words = visit.words;
    let own = visit.app().own_caseload(visit.who()?).await?;
    let title = words.say("propose-title");
    let command = visit.command()?;
    let post = Post { action: HERE, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let successors = named(visit, &own.successors).await?;
    let content = html! {
        (head(visit, title, Some(words.say("propose-what"))))
        (refusal(refused))
        @if let Some(done) = done {
            (look::notice(Tone::Soon, Icon::Warning, &html! {
                p { (words.say_with("caseload-not-theirs", args!["count" => done.not_theirs])) }
            }))
        }
        @if own.records.is_empty() {
            (look::sheet(&look::empty(Icon::Done, words.say("propose-empty"), None)))
        } @else if successors.is_empty() {
            (look::sheet(&look::empty(Icon::People, words.say("propose-nobody"), None)))
        } @else {
            (look::action_form(post, &html! {
                (records(visit, &own, &successors))
                @if own.more { p class="soft" { (words.say("team-more")) } }
                (look::sheet(&html! {
                    (choose(visit, Field::new("all", words.say("propose-all")).hint(Some(words.say("propose-all-hint"))), &successors, None))
                    (look::buttons(&[look::button(Button::first(words.say("propose-do")))]))
                }))
            }))
        }
    };
    Ok(answered(refused, visit.page(title, content).await?))
}

/// Who could follow: value and name, with the team where there are several.
async fn named(visit: &Visit, successors: &[Successor]) -> Result<Vec<(String, String)>, Fail> {
    let several = successors.iter().any(|one| one.team != successors[0].team);
    let mut named = Vec::new();
    for one in successors {
        let name = if several {
            format!("{} · {}", one.name.as_str(), visit.name_of(one.team).await?)
        } else {
            one.name.as_str().to_owned()
        };
        named.push((value((one.team, one.id)), name));
    }
    Ok(named)
}

fn records(visit: &Visit, own: &OwnCaseload, successors: &[(String, String)]) -> Markup {
    let words = visit.words;
    let clock = visit.clock();
    let rows: Vec<Vec<Markup>> = own
        .records
        .iter()
        .map(|row| {
            let (code, name) = (code_of(row), name_and_age(visit, row, &clock));
            let field = format!("to.{}", row.id);
            let now = own.proposed.get(&row.id).copied().map(value);
            let fit = successors.iter().zip(&own.successors).filter(|(_, one)| one.kinds.contains(&row.kind));
            vec![
                html! { @if name != code { (look::own(&name)) " " } a class="code" href=(address(&code)) { (look::own(&code)) } },
                html! { @if let Some(due) = row.next_due { (look::when(words, due, &clock)) } },
                html! {
                    select name=(field) autocomplete="off" aria-label={ (words.say("propose-to")) " " (code) } {
                        option value="" { (words.say("propose-none")) }
                        @for ((value, name), _) in fit {
                            option value=(value) selected[now.as_ref() == Some(value)] translate="no" { (name) }
                        }
                    }
                },
            ]
        })
        .collect();
    let columns = [
        Column::text(words.say("caseload-who")),
        Column::text(words.say("list-next")),
        Column::text(words.say("propose-to")),
    ];
    look::table(words.say("propose-title"), &columns, &rows)
}

pub(super) async fn save(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let mut to: BTreeMap<RecordId, Option<(TeamId, UserId)>> = BTreeMap::new();
    for (name, value) in posted.fields() {
        if let Some(id) = name.strip_prefix("to.").and_then(|id| id.parse().ok()) {
            to.insert(id, party(value));
        }
    }
    if let Some(all) = posted.text("all").and_then(party) {
        let own = visit.app().own_caseload(visit.who()?).await?;
        let kinds = own.successors.into_iter().find(|one| (one.team, one.id) == all).map(|one| one.kinds);
        for row in own.records.iter().filter(|row| kinds.iter().any(|kinds| kinds.contains(&row.kind))) {
            if let Some(open @ None) = to.get_mut(&row.id) {
                *open = Some(all);
            }
        }
    }
    let sent = Propose { command: posted.command, to };
    match said(visit, visit.app().propose_handover(visit.who()?, sent).await)? {
        Ok(done) if done.not_theirs > 0 => show(visit, None, Some(done)).await,
        Ok(_) => Ok(visit.go(HERE, "said-handover-proposed")),
        Err(refused) => show(visit, Some(&refused), None).await,
    }
}
