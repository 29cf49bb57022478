//! The own account: who one is here, how one gets in, who stands in.

use app::account::view::{AccountView, Calendar, News, OwnSession};
use axum::response::Response;
use maud::{Markup, html};

use super::{answered, back, held, language_field, leave, refusal, said};
use crate::{
    args,
    fail::Fail,
    look::{self, Button, Field, Icon, Line, Page, Post, TextKind, Tone, Width},
    posted::Posted,
    visit::{Keep, Visit},
    words::{Clock, Language},
};

pub(super) async fn page(visit: Visit) -> Result<Response, Fail> {
    show(&visit, None).await
}

async fn show(visit: &Visit, refused: Option<&str>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let clock = visit.clock();
    let account = visit.app().own_account(who).await?;
    let lead = account
        .signed_in_before
        .map(|at| words.say_with("account-last", args!["when" => words.exact(at, &clock)]));
    let command = visit.command()?;
    let post = Post { action: "/me", csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let content = html! {
        (look::heading(words.say("account-title"), lead.as_deref(), &[]))
        (news(visit, &account, &clock))
        @if who.needs_second_factor() {
            (look::notice(Tone::Soon, Icon::Shield, &html! {
                p { (words.say("factor-asked")) }
                (look::link_button(words.say("factor-set-do"), super::FACTOR, look::Weight::First))
            }))
        }
        (refusal(refused))
        (look::card(words.say("account-who"), None, &html! {
            (look::facts(&[(words.say("account-login"), look::own(account.login.as_str()))]))
            (look::action_form(post, &html! {
                (look::text_field(words, Field::new("name", words.say("account-name")).required(), TextKind::Plain, account.name.as_str()))
                (language_field(visit, &account.language))
                (look::buttons(&[look::button(Button::quiet(words.say("account-save-do")))]))
            }))
        }))
        (look::card(words.say("account-ways"), None, &ways(visit, &account, &clock).await?))
        (look::card(words.say("account-roles"), None, &roles(visit, &account).await?))
        (look::card(words.say("sessions-title"), None, &sessions(visit, &clock).await?))
    };
    Ok(answered(
        refused,
        visit.show(Page::new(words.say("account-title"), content).width(Width::Text)).await?,
    ))
}

/// What others did to the way in since one was last here.
fn news(visit: &Visit, account: &AccountView, clock: &Clock) -> Markup {
    let words = visit.words;
    html! {
        @for (what, at) in &account.news {
            (look::notice(Tone::Late, Icon::Warning, &html! {
                p { strong { (words.say_with(match what {
                    News::Reset => "account-was-reset",
                    News::FactorRemoved => "account-factor-gone",
                }, args!["when" => words.exact(*at, clock)])) } }
                p { (words.say("account-not-you")) }
            }))
        }
    }
}

async fn ways(visit: &Visit, account: &AccountView, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let left = visit.app().own_factor(visit.who()?).await?;
    let mut leaves = Vec::new();
    for (_, leave) in account.leaves.iter().filter(|(_, leave)| leave.until > clock.now) {
        leaves.push(leave::time(visit, leave, clock));
    }
    let factor = match left {
        Some(codes) => words.say_with("factor-left", args!["count" => codes]),
        None => words.say("factor-why").to_owned(),
    };
    let leave = if leaves.is_empty() { words.say("leave-none").to_owned() } else { words.list(&leaves) };
    let reminders = match &account.email {
        Some(email) => words.say_with("reminders-to", args!["address" => email.as_str()]),
        None => words.say("reminders-off").to_owned(),
    };
    let calendar = words
        .say(if account.calendar == Calendar::Linked { "calendar-on" } else { "calendar-off" })
        .to_owned();
    let line = |href, icon, title: &'static str, detail: String, end: Option<Markup>| Line {
        href,
        icon: Some(icon),
        title: html! { (title) },
        detail: Some(html! { (detail) }),
        end,
    };
    let state = match left {
        Some(0) => look::state(Tone::Soon, Icon::Warning, words.say("factor-no-codes")),
        Some(_) => look::state(Tone::Good, Icon::Done, words.say("factor-on")),
        None => look::state(Tone::Soon, Icon::Warning, words.say("factor-missing")),
    };
    let mut lines = vec![
        line("/me/factor", Icon::Shield, words.say("factor-title"), factor, Some(state)),
        line("/me/away", Icon::People, words.say("leave-title"), leave, None),
        line("/me/reminders", Icon::Clock, words.say("reminders-title"), reminders, None),
        line("/me/calendar", Icon::Day, words.say("calendar-title"), calendar, None),
    ];
    if visit.app().may_propose(visit.who()?) {
        let what = words.say("propose-what").to_owned();
        lines.insert(2, line("/me/handover", Icon::Onward, words.say("propose-title"), what, None));
    }
    if account.has_password {
        let rule = words.say("password-change").to_owned();
        lines.insert(0, line("/me/password", Icon::Key, words.say("password-title"), rule, None));
    }
    Ok(look::lines(&lines))
}

async fn roles(visit: &Visit, account: &AccountView) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut rows = Vec::new();
    for role in &account.roles {
        let name = held(visit, &role.role, role.team, role.place.as_ref()).await?;
        rows.push((name, role.holds));
    }
    Ok(html! {
        @if rows.is_empty() {
            p class="soft" { (words.say("account-no-roles")) }
        } @else {
            ul class="plain" {
                @for (name, holds) in &rows {
                    li {
                        (look::own(name))
                        @if !holds { " " (look::state(Tone::Soon, Icon::Clock, words.say("accounts-role-waits"))) }
                    }
                }
            }
        }
    })
}

async fn sessions(visit: &Visit, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let sessions = visit.app().own_sessions(visit.who()?).await?;
    let command = visit.command()?;
    let post =
        Post { action: "/me/everywhere", csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let row = |session: &OwnSession| {
        html! {
            li {
                (words.say_with("sessions-since", args!["when" => words.day_time(session.began, clock)]))
                @if session.this {
                    " " (look::state(Tone::Now, Icon::Circle, words.say("sessions-this")))
                } @else {
                    span class="soft" { " · " (words.say_with("sessions-seen", args!["when" => words.relative(session.seen, clock)])) }
                }
            }
        }
    };
    Ok(html! {
        ul class="plain" { @for session in &sessions { (row(session)) } }
        (look::one_button(post, Button::grave(words.say("sessions-end-do")).icon(Icon::Leave)))
    })
}

pub(super) async fn save(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let (name, language) =
        (posted.text("name").unwrap_or_default(), posted.text("language").unwrap_or_default());
    let answer = visit.app().change_self(visit.who()?, posted.command, name, language).await;
    if let Err(refused) = said(visit, answer)? {
        return show(visit, Some(&refused)).await;
    }
    let mut response = visit.go("/me", "said-saved");
    // What was chosen in the frame before would win over what is chosen here.
    if let Some(language) = Language::from_code(language)
        && let Ok(cookie) = visit.web.set_cookie("language", language.code(), Keep::Year).parse()
    {
        response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(super) async fn everywhere(posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    visit.app().sign_out_everywhere(visit.who()?, posted.command).await?;
    let mut response = visit.go("/sign-in", "said-everywhere-out");
    if let Ok(cookie) = visit.web.set_cookie(visit.web.cookie(), "", Keep::Session).parse() {
        response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The head of a page below the own account.
pub(super) fn head(visit: &Visit, title: &str, lead: Option<&str>) -> Markup {
    html! { div class="up" { (back(visit, "/me")) } (look::heading(title, lead, &[])) }
}
