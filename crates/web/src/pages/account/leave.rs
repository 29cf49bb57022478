//! When one is away, and who stands in.

use std::collections::BTreeMap;

use app::account::leave::SetLeave;
use axum::response::Response;
use domain::{Instant, LeaveId, TeamId, UserId, record::Leave};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{answered, choose, last_day, me::head, refusal, said};
use crate::{
    args,
    fail::Fail,
    look::{self, Button, Field, Icon, Post, Tone},
    posted::Posted,
    visit::Visit,
    words::Clock,
};

/// Whose absences a page is about, and where its forms go.
pub(in crate::pages) struct Whose<'a> {
    /// Who is away.
    pub(in crate::pages) account: UserId,
    /// Where an absence is set; it is ended one step below.
    pub(in crate::pages) action: &'a str,
    /// Colleagues who could stand in: id and name.
    pub(in crate::pages) fit: &'a [(String, String)],
}

/// What was typed.
#[derive(Default)]
pub(in crate::pages) struct Typed {
    leave: String,
    deputy: String,
    from: String,
    to: String,
}

impl Typed {
    pub(in crate::pages) fn sent(posted: &Posted) -> Self {
        let text = |name| posted.text(name).unwrap_or_default().to_owned();
        Self { leave: text("leave"), deputy: text("deputy"), from: text("from"), to: text("to") }
    }
}

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, &Typed::default(), None).await
}

async fn show(visit: &Visit, typed: &Typed, refused: Option<&str>) -> Result<Response, Fail> {
    let words = visit.words;
    let who = visit.who()?;
    let teams: Vec<TeamId> = who.actor().teams().collect();
    let fit = fit(visit, who.user(), &teams).await?;
    let whose = Whose { account: who.user(), action: "/me/away", fit: &fit };
    let title = words.say("leave-title");
    let content = html! {
        (head(visit, title, Some(words.say("leave-what"))))
        (refusal(refused))
        (known(visit, &whose).await?)
        (look::card(words.say("leave-new"), None, &form(visit, &whose, typed)?))
    };
    Ok(answered(refused, visit.text_page(title, content).await?))
}

/// "From 3 to 12 November".
pub(in crate::pages) fn time(visit: &Visit, leave: &Leave, clock: &Clock) -> String {
    let words = visit.words;
    let (from, until) = (words.date(clock.day_of(leave.from)), words.date(last_day(leave.until, clock)));
    words.say_with("leave-time", args!["from" => from, "until" => until])
}

/// Who stands in, or that nobody does.
pub(in crate::pages) async fn stands_in(
    visit: &Visit,
    leave: &Leave,
    is_covered: bool,
) -> Result<Markup, Fail> {
    let words = visit.words;
    Ok(match leave.deputy {
        Some(deputy) if is_covered => {
            let name = visit.name_of(deputy).await?;
            html! { p { (words.say_with("leave-deputy", args!["who" => name])) } }
        }
        Some(deputy) => {
            let name = visit.name_of(deputy).await?;
            html! { p { (look::state(Tone::Late, Icon::Warning, &words.say_with("leave-deputy-cannot", args!["who" => name]))) } }
        }
        None => html! { p { (look::state(Tone::Late, Icon::Warning, words.say("leave-nobody"))) } },
    })
}

/// The absences that are not over, each with who stands in, a way to name somebody, and its end.
pub(in crate::pages) async fn known(visit: &Visit, whose: &Whose<'_>) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock();
    let mut cards = Vec::new();
    for (id, leave, is_covered) in visit.app().leaves_of(visit.who()?, whose.account).await? {
        let id = id.to_string();
        let (set, end) = (visit.command()?, visit.command()?);
        let to_end = format!("{}/end", whose.action);
        let post =
            |action, command| Post { action, csrf: &visit.csrf, command: Some(command), ..Post::default() };
        let (from, to) = (clock.day_of(leave.from).to_string(), last_day(leave.until, &clock).to_string());
        let end_do = words.say(if leave.from > clock.now { "leave-take-back-do" } else { "leave-end-do" });
        cards.push(look::card(
            &time(visit, &leave, &clock),
            None,
            &html! {
                (stands_in(visit, &leave, is_covered).await?)
                @if !is_covered && !whose.fit.is_empty() {
                    (look::action_form(post(whose.action, &set), &html! {
                        input type="hidden" name="leave" value=(id);
                        input type="hidden" name="from" value=(from);
                        input type="hidden" name="to" value=(to);
                        // The second of several forms on a page, so its field has a name of its own.
                        @let name = format!("deputy.{id}");
                        (choose(visit, Field::new(&name, words.say("deputy-who")).required(), whose.fit, None))
                        (look::buttons(&[look::button(Button::quiet(words.say("deputy-set-do")))]))
                    }))
                }
                (look::one_button(post(&to_end, &end), Button::grave(end_do).sends("leave", &id)))
            },
        ));
    }
    Ok(html! { @for card in &cards { (card) } })
}

/// The form that enters an absence.
pub(in crate::pages) fn form(visit: &Visit, whose: &Whose<'_>, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let command = visit.command()?;
    let post = Post { action: whose.action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let today = visit.clock().today().to_string();
    let from = if typed.from.is_empty() { &today } else { &typed.from };
    let nobody = words.say(if whose.fit.is_empty() { "deputy-nobody" } else { "leave-deputy-hint" });
    Ok(look::action_form(
        post,
        &html! {
            (look::date_field(words, Field::new("from", words.say("deputy-from")).required(), from))
            (look::date_field(words, Field::new("to", words.say("deputy-to")).hint(Some(words.say("deputy-longest"))).required(), &typed.to))
            @if whose.fit.is_empty() {
                p class="soft" { (nobody) }
            } @else {
                (choose(visit, Field::new("deputy", words.say("deputy-who")).hint(Some(nobody)), whose.fit, Some(&typed.deputy)))
            }
            (look::buttons(&[look::button(Button::first(words.say("leave-set-do")))]))
        },
    ))
}

/// Colleagues who hold one of somebody's roles in the same of these teams.
pub(in crate::pages) async fn fit(
    visit: &Visit,
    account: UserId,
    teams: &[TeamId],
) -> Result<Vec<(String, String)>, Fail> {
    let mut fit: BTreeMap<UserId, String> = BTreeMap::new();
    for team in teams {
        let colleagues = visit.app().colleagues(visit.who()?, *team).await?;
        let Some((_, _, own)) = colleagues.iter().find(|(id, _, _)| *id == account) else { continue };
        for (id, name, roles) in &colleagues {
            if *id != account && roles.iter().any(|held| own.iter().any(|own| own.role == held.role)) {
                fit.insert(*id, name.as_str().to_owned());
            }
        }
    }
    let mut fit: Vec<(String, String)> = fit.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    fit.sort_by(|a, b| visit.words.compare(&a.1, &b.1));
    Ok(fit)
}

/// Sets an absence as it was sent; an answer in words when it cannot be.
pub(in crate::pages) async fn set(
    visit: &Visit,
    posted: &Posted,
    account: UserId,
    typed: &Typed,
) -> Result<Result<(), String>, Fail> {
    let words = visit.words;
    let leave: Option<LeaveId> = posted.maybe("leave")?;
    let deputy = match leave {
        // One that is there already: only who stands in was asked.
        Some(id) => match posted.maybe::<UserId>(&format!("deputy.{id}"))? {
            Some(deputy) => Some(deputy),
            None => return Ok(Err(words.say("deputy-choose").to_owned())),
        },
        None => posted.maybe("deputy")?,
    };
    let days = typed.from.parse::<Date>().ok().zip(typed.to.parse::<Date>().ok());
    let begins = |day: Date| Some(day.to_zoned(visit.clock().zone).ok()?.timestamp());
    let times: Option<(Instant, Instant)> =
        days.and_then(|(from, to)| begins(from).zip(to.tomorrow().ok().and_then(begins)));
    let Some((from, until)) = times else { return Ok(Err(words.say("deputy-days").to_owned())) };
    let sent = SetLeave { command: posted.command, account, leave, from, until, deputy };
    said(visit, visit.app().set_leave(visit.who()?, sent).await)
}

pub(super) async fn save(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let typed = Typed::sent(&posted);
    match set(visit, &posted, visit.who()?.user(), &typed).await? {
        Ok(()) => Ok(visit.go("/me/away", "said-leave-set")),
        Err(refused) => {
            let typed = if typed.leave.is_empty() { typed } else { Typed::default() };
            show(visit, &typed, Some(&refused)).await
        }
    }
}

pub(super) async fn end(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let who = visit.who()?;
    visit.app().end_leave(who, posted.command, who.user(), posted.parsed("leave")?).await?;
    Ok(visit.go("/me/away", "said-leave-ended"))
}
