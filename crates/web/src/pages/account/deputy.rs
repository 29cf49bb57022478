//! Who stands in while one is away.

use std::collections::BTreeMap;

use axum::response::Response;
use domain::{Instant, UserId};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{
    answered, choose,
    me::{head, last_day},
    refusal, said,
};
use crate::{
    args,
    fail::Fail,
    look::{self, Button, Field, Icon, Post},
    posted::Posted,
    visit::Visit,
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, &Typed::default(), None).await
}

#[derive(Default)]
struct Typed {
    deputy: String,
    from: String,
    to: String,
}

async fn show(visit: &Visit, typed: &Typed, refused: Option<&str>) -> Result<Response, Fail> {
    let words = visit.words;
    let clock = visit.clock();
    let title = words.say("deputy-title");
    let fit = fit(visit).await?;
    let account = visit.app().own_account(visit.who()?).await?;
    let mut named: Vec<(UserId, String, Instant, Instant)> = Vec::new();
    for (id, from, until) in account.deputies.iter().filter(|(_, _, until)| *until > clock.now) {
        named.push((*id, visit.name_of(*id).await?, *from, *until));
    }
    let command = visit.command()?;
    let post = Post { action: "/me/deputy", csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let today = clock.today().to_string();
    let from = if typed.from.is_empty() { &today } else { &typed.from };
    let content = html! {
        (head(visit, title, Some(words.say("deputy-what"))))
        (refusal(refused))
        @for (id, name, from, until) in &named {
            @let command = visit.command()?;
            @let end = Post { action: "/me/deputy/end", csrf: &visit.csrf, command: Some(&command), ..Post::default() };
            @let id = id.to_string();
            (look::card(name, None, &html! {
                p { (words.say_with("deputy-time", args!["from" => words.date(clock.day_of(*from)), "until" => words.date(last_day(*until, &clock))])) }
                (look::one_button(end, Button::grave(words.say("deputy-end-do")).sends("deputy", &id)))
            }))
        }
        @if fit.is_empty() {
            (look::sheet(&look::empty(Icon::People, words.say("deputy-nobody"), None)))
        } @else {
            (look::sheet(&look::action_form(post, &fields(visit, &fit, typed, from))))
        }
    };
    Ok(answered(refused, visit.text_page(title, content).await?))
}

fn fields(visit: &Visit, fit: &[(String, String)], typed: &Typed, from: &str) -> Markup {
    let words = visit.words;
    html! {
        (choose(visit, Field::new("deputy", words.say("deputy-who")).required(), fit, Some(&typed.deputy)))
        (look::date_field(words, Field::new("from", words.say("deputy-from")).required(), from))
        (look::date_field(words, Field::new("to", words.say("deputy-to")).hint(Some(words.say("deputy-longest"))).required(), &typed.to))
        (look::buttons(&[look::button(Button::first(words.say("deputy-set-do")))]))
    }
}

/// Colleagues who hold one of one's roles in the same team.
async fn fit(visit: &Visit) -> Result<Vec<(String, String)>, Fail> {
    let who = visit.who()?;
    let mut fit: BTreeMap<UserId, String> = BTreeMap::new();
    for own in &who.actor().roles {
        let Some(team) = own.team else { continue };
        for (id, name, roles) in visit.app().colleagues(who, team).await? {
            if id != who.user() && roles.iter().any(|held| held.role == own.role) {
                fit.insert(id, name.as_str().to_owned());
            }
        }
    }
    let mut fit: Vec<(String, String)> = fit.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    fit.sort_by(|a, b| visit.words.compare(&a.1, &b.1));
    Ok(fit)
}

pub(super) async fn name(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let text = |name| posted.text(name).unwrap_or_default().to_owned();
    let typed = Typed { deputy: text("deputy"), from: text("from"), to: text("to") };
    let words = visit.words;
    let Ok(deputy) = typed.deputy.parse::<UserId>() else {
        return show(visit, &typed, Some(words.say("deputy-choose"))).await;
    };
    let (Ok(from), Ok(to)) = (typed.from.parse::<Date>(), typed.to.parse::<Date>()) else {
        return show(visit, &typed, Some(words.say("deputy-days"))).await;
    };
    let (Some(from), Some(until)) = (begins(visit, Some(from)), begins(visit, to.tomorrow().ok())) else {
        return show(visit, &typed, Some(words.say("deputy-days"))).await;
    };
    let answer = visit.app().name_deputy(visit.who()?, posted.command, deputy, from, until).await;
    match said(visit, answer)? {
        Ok(()) => Ok(visit.go("/me/deputy", "said-deputy-named")),
        Err(refused) => show(visit, &typed, Some(&refused)).await,
    }
}

/// When a day begins where the reader is.
fn begins(visit: &Visit, day: Option<Date>) -> Option<Instant> {
    Some(day?.to_zoned(visit.clock().zone).ok()?.timestamp())
}

pub(super) async fn end(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let deputy: UserId = posted.parsed("deputy")?;
    visit.app().end_deputy(visit.who()?, posted.command, deputy).await?;
    Ok(visit.go("/me/deputy", "said-deputy-ended"))
}
