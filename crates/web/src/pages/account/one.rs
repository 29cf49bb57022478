//! One account: its roles, its way in, its end. What reaches children takes two people.

use app::account::{roles::ProposeRole, view::AccountView};
use axum::{http::HeaderMap, response::Response};
use domain::{ApprovalId, RoleCode, UserId, record::RoleHeld};
use maud::{Markup, html};

use super::{accounts::state, answered, back, choose, held, link, place, refusal, role_name, said};
use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Button, Field, Icon, Page, Post, Tone, Width},
    posted::Posted,
    visit::Visit,
    words::Clock,
};

pub(super) async fn page(visit: Visit, Path(id): Path<UserId>) -> Result<Response, Fail> {
    show(&visit, id, &Typed::default(), None).await
}

/// What was typed into the form that gives a role.
#[derive(Default)]
struct Typed {
    role: String,
    team: String,
    place: String,
}

/// What the reader may do here.
struct May {
    manage: bool,
    confirm: bool,
    own: bool,
}

async fn show(visit: &Visit, id: UserId, typed: &Typed, refused: Option<&str>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let clock = visit.clock();
    let account = visit.app().account(who, id).await?;
    let may = May {
        manage: visit.app().protocol().table().office(who.actor(), "account.manage"),
        confirm: visit.app().confirms_roles(who).await?,
        own: id == who.user(),
    };
    let content = html! {
        div class="up" {
            (back(visit, "/accounts"))
            header class="head" {
                div {
                    p class="code" { (look::own(account.login.as_str())) }
                    h1 { (look::own(account.name.as_str())) }
                    (state(visit, &account))
                }
            }
        }
        @if may.own { (look::notice(Tone::Calm, Icon::Key, &html! { p { (words.say("accounts-own")) } })) }
        (refusal(refused))
        (roles(visit, &account, &may).await?)
        @if may.manage && !may.own && !account.closed { (give(visit, &account, typed).await?) }
        (way_in(visit, &account, &may, &clock).await?)
        @if may.manage && !may.own { (end_of(visit, &account)?) }
    };
    Ok(answered(
        refused,
        visit
            .show(Page::new(words.say("accounts-one"), content).width(Width::Text).modules(&["place.js"]))
            .await?,
    ))
}

async fn roles(visit: &Visit, account: &AccountView, may: &May) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut rows = Vec::new();
    for role in &account.roles {
        rows.push(role_row(visit, account, role, may).await?);
    }
    Ok(look::card(
        words.say("account-roles"),
        None,
        &html! {
            @if rows.is_empty() { p class="soft" { (words.say("accounts-no-role-yet")) } }
            @for row in &rows { (row) }
        },
    ))
}

async fn role_row(visit: &Visit, account: &AccountView, role: &RoleHeld, may: &May) -> Result<Markup, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let name = held(visit, &role.role, role.team, role.place.as_ref()).await?;
    let by = visit.name_of(role.proposed_by).await?;
    let mine = role.proposed_by == who.user();
    let confirms = !role.holds && may.confirm && !mine && !may.own;
    let grant = role.grant.to_string();
    let act = |path: &str| format!("/accounts/{}/roles/{path}", account.id);
    let (confirm, end) = (act("confirm"), act("end"));
    let (first, second) = (visit.command()?, visit.command()?);
    let post =
        |action, command| Post { action, csrf: &visit.csrf, command: Some(command), ..Post::default() };
    let ends =
        if role.holds { words.say("accounts-role-end-do") } else { words.say("accounts-role-refuse-do") };
    Ok(html! {
        div class="row-of" {
            div {
                p { (look::own(&name)) }
                @if !role.holds {
                    p {
                        (look::state(Tone::Soon, Icon::Clock, words.say("accounts-role-waits")))
                        @if !by.is_empty() { " " span class="soft" { (words.say_with("accounts-role-by", args!["who" => by])) } }
                    }
                    @if mine { p class="soft" { (words.say("accounts-role-not-you")) } }
                    @if may.own { p class="soft" { (words.say("accounts-role-not-own")) } }
                }
            }
            div class="buttons" {
                @if confirms {
                    (look::one_button(post(&confirm, &first), Button::first(words.say("accounts-role-confirm-do")).spoken(&format!("{}: {name}", words.say("accounts-role-confirm-do"))).sends("grant", &grant)))
                }
                @if (may.manage || may.confirm) && !account.closed {
                    (look::one_button(post(&end, &second), Button::grave(ends).spoken(&format!("{ends}: {name}")).sends("grant", &grant)))
                }
            }
        }
    })
}

/// The form that gives a role.
async fn give(visit: &Visit, account: &AccountView, typed: &Typed) -> Result<Markup, Fail> {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let mut roles: Vec<(String, String)> = protocol
        .roles()
        .iter()
        .filter(|role| !role.retired)
        .map(|role| (role.code.to_string(), role_name(visit, &role.code)))
        .collect();
    roles.sort_by(|a, b| words.compare(&a.1, &b.1));
    let mut teams = Vec::new();
    for (id, team) in visit.app().teams().await? {
        if !team.closed {
            teams.push((id.to_string(), visit.text(&team.name)));
        }
    }
    teams.sort_by(|a, b| words.compare(&a.1, &b.1));
    let action = format!("/accounts/{}/roles", account.id);
    let command = visit.command()?;
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let some = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
    let (role, team, chosen) = (some(&typed.role), some(&typed.team), some(&typed.place));
    Ok(look::card(
        words.say("accounts-give"),
        None,
        &html! {
            p class="soft" { (words.say("accounts-role-second")) }
            (look::action_form(post, &html! {
                (choose(visit, Field::new("role", words.say("accounts-role")).required(), &roles, role.as_deref()))
                (choose(visit, Field::new("team", words.say("accounts-role-team")).hint(Some(words.say("accounts-role-team-hint"))), &teams, team.as_deref()))
                (place(visit, Field::new("place", words.say("accounts-role-place")).hint(Some(words.say("accounts-role-place-hint"))), chosen.as_deref()))
                (look::buttons(&[look::button(Button::first(words.say("accounts-role-give-do")))]))
            }))
        },
    ))
}

async fn way_in(visit: &Visit, account: &AccountView, may: &May, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let (first, second) = (visit.command()?, visit.command()?);
    let (to_link, to_factor) =
        (format!("/accounts/{}/link", account.id), format!("/accounts/{}/factor", account.id));
    let post =
        |action, command| Post { action, csrf: &visit.csrf, command: Some(command), ..Post::default() };
    let yes_or_no =
        |is: bool, yes: &'static str, no: &'static str| html! { (words.say(if is { yes } else { no })) };
    let here = account
        .signed_in_at
        .map_or_else(|| html! { (words.say("accounts-never-here")) }, |at| look::when(words, at, clock));
    let facts = [
        (
            words.say("password-title"),
            yes_or_no(account.has_password, "accounts-password-set", "accounts-no-password"),
        ),
        (words.say("factor-title"), yes_or_no(account.has_factor, "factor-on", "factor-off")),
        (words.say("accounts-last"), here),
    ];
    let acts = !may.own && !account.closed;
    let link =
        if account.has_password { words.say("accounts-reset-do") } else { words.say("accounts-invite-do") };
    let removal = match account.removal_proposed_by {
        None => html! {
            p class="soft" { (words.say("accounts-factor-how")) }
            (look::one_button(post(&to_factor, &second), Button::grave(words.say("accounts-factor-propose-do"))))
        },
        Some(by) if by == visit.who()?.user() => html! {
            (look::state(Tone::Soon, Icon::Clock, words.say("accounts-factor-going")))
            p class="soft" { (words.say("accounts-factor-second")) }
        },
        Some(by) => html! {
            p { (words.say_with("accounts-factor-by", args!["who" => visit.name_of(by).await?])) }
            p class="soft" { (words.say("accounts-factor-ask")) }
            (look::one_button(post(&to_factor, &second), Button::grave(words.say("accounts-factor-remove-do"))))
        },
    };
    Ok(look::card(
        words.say("accounts-way-in"),
        None,
        &html! {
            (look::facts(&facts))
            @if acts && may.manage {
                div class="part" {
                    p class="soft" { (words.say(if account.has_password { "accounts-reset-what" } else { "accounts-invite-what" })) }
                    (look::one_button(post(&to_link, &first), Button::quiet(link).icon(Icon::Key)))
                }
            }
            @if acts && account.has_factor { div class="part" { (removal) } }
        },
    ))
}

fn end_of(visit: &Visit, account: &AccountView) -> Result<Markup, Fail> {
    let words = visit.words;
    let (path, text, what) = if account.closed {
        ("reopen", words.say("accounts-reopen-do"), words.say("accounts-reopen-what"))
    } else {
        ("close", words.say("accounts-shut-do"), words.say("accounts-shut-what"))
    };
    let action = format!("/accounts/{}/{path}", account.id);
    let command = visit.command()?;
    let post = Post { action: &action, csrf: &visit.csrf, command: Some(&command), ..Post::default() };
    let button = if account.closed { Button::quiet(text) } else { Button::grave(text) };
    Ok(look::sheet(&html! { p class="soft" { (what) } (look::one_button(post, button)) }))
}

pub(super) async fn propose(Path(id): Path<UserId>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let text = |name| posted.text(name).unwrap_or_default().to_owned();
    let typed = Typed { role: text("role"), team: text("team"), place: text("place") };
    let Ok(role) = RoleCode::new(&typed.role) else {
        return show(visit, id, &typed, Some(visit.words.say("accounts-role-choose"))).await;
    };
    let needs_second =
        visit.app().protocol().table().role(role.as_str()).is_some_and(|role| role.reaches_children);
    let asked = ProposeRole {
        command: posted.command,
        account: id,
        role,
        team: posted.maybe("team")?,
        place: posted.maybe("place")?,
    };
    match said(visit, visit.app().propose_role(visit.who()?, asked).await)? {
        Ok(()) => {
            Ok(visit.go(&address(id), if needs_second { "said-role-proposed" } else { "said-role-held" }))
        }
        Err(refused) => show(visit, id, &typed, Some(&refused)).await,
    }
}

fn address(id: UserId) -> String {
    format!("/accounts/{id}")
}

pub(super) async fn confirm(Path(id): Path<UserId>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let grant: ApprovalId = posted.parsed("grant")?;
    match said(visit, visit.app().confirm_role(visit.who()?, posted.command, id, grant).await)? {
        Ok(()) => Ok(visit.go(&address(id), "said-role-held")),
        Err(refused) => show(visit, id, &Typed::default(), Some(&refused)).await,
    }
}

pub(super) async fn end(Path(id): Path<UserId>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let grant: ApprovalId = posted.parsed("grant")?;
    visit.app().end_role(visit.who()?, posted.command, id, grant).await?;
    Ok(visit.go(&address(id), "said-role-ended"))
}

/// A one-time link for somebody who forgot the password, or whose first link ran out.
pub(super) async fn reset(
    Path(id): Path<UserId>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Fail> {
    let visit = &posted.visit;
    let who = visit.who()?;
    match said(visit, visit.app().reset_by_other(who, posted.command, id).await)? {
        Ok(invitation) => {
            let account = visit.app().account(who, id).await?;
            link::show(visit, &headers, account.name.as_str(), &invitation, &address(id)).await
        }
        Err(refused) => show(visit, id, &Typed::default(), Some(&refused)).await,
    }
}

pub(super) async fn factor(Path(id): Path<UserId>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    match said(visit, visit.app().remove_second_factor(visit.who()?, posted.command, id).await)? {
        Ok(true) => Ok(visit.go(&address(id), "said-factor-removed")),
        Ok(false) => Ok(visit.go(&address(id), "said-factor-proposed")),
        Err(refused) => show(visit, id, &Typed::default(), Some(&refused)).await,
    }
}

pub(super) async fn close(Path(id): Path<UserId>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    match said(visit, visit.app().close_account(visit.who()?, posted.command, id).await)? {
        Ok(()) => Ok(visit.go(&address(id), "said-account-closed")),
        Err(refused) => show(visit, id, &Typed::default(), Some(&refused)).await,
    }
}

pub(super) async fn reopen(Path(id): Path<UserId>, posted: Posted) -> Result<Response, Fail> {
    let visit = &posted.visit;
    match said(visit, visit.app().reopen_account(visit.who()?, posted.command, id).await)? {
        Ok(()) => Ok(visit.go(&address(id), "said-account-reopened")),
        Err(refused) => show(visit, id, &Typed::default(), Some(&refused)).await,
    }
}
