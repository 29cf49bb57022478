//! Everybody's accounts, for those who manage them and those who confirm roles.

use std::sync::Arc;

use app::account::view::AccountView;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::held;
use crate::{
    args,
    fail::Fail,
    given::Query,
    look::{self, Column, Icon, Tab, Tone, Weight},
    visit::Visit,
};

/// Rows on a page.
const ROWS: usize = 50;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    show: Option<String>,
    q: Option<String>,
    page: Option<usize>,
}

/// Which accounts are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Open,
    Waiting,
    Closed,
}

impl Show {
    fn holds(self, account: &AccountView) -> bool {
        match self {
            Self::Open => !account.closed,
            Self::Waiting => waits(account),
            Self::Closed => account.closed,
        }
    }
}

/// Whether somebody else must act: confirm a role, or agree that the second factor goes.
fn waits(account: &AccountView) -> bool {
    !account.closed && (account.roles.iter().any(|role| !role.holds) || account.removal_proposed_by.is_some())
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let mut all = visit.app().accounts(who).await?;
    all.sort_by(|a, b| words.compare(a.name.as_str(), b.name.as_str()));
    let manages = visit.app().protocol().table().office(who.actor(), "account.manage");
    let show = match asked.show.as_deref() {
        Some("waiting") => Show::Waiting,
        Some("closed") => Show::Closed,
        _ => Show::Open,
    };
    let query = asked.q.as_deref().map(str::trim).unwrap_or_default();
    let wanted = query.to_lowercase();
    let fits = |account: &&AccountView| {
        show.holds(account)
            && (wanted.is_empty()
                || account.name.as_str().to_lowercase().contains(&wanted)
                || account.login.as_str().to_lowercase().contains(&wanted))
    };
    let found: Vec<&AccountView> = all.iter().map(AsRef::as_ref).filter(fits).collect();
    let from = asked.page.unwrap_or_default().min(found.len().saturating_sub(1) / ROWS) * ROWS;
    let mut rows = Vec::new();
    for account in found.iter().skip(from).take(ROWS) {
        rows.push(row(&visit, account).await?);
    }
    let columns = [
        Column::text(words.say("account-name")),
        Column::text(words.say("account-roles")),
        Column::text(words.say("account-state")),
    ];
    let title = words.say("accounts-title");
    let new =
        look::link_button_with(Icon::Plus, words.say("accounts-new-do"), "/accounts/new", Weight::First);
    let actions = if manages { vec![new] } else { Vec::new() };
    let content = html! {
        (look::heading(title, Some(words.say("accounts-what")), &actions))
        (filters(&visit, &all, show, query))
        @if rows.is_empty() {
            (look::sheet(&look::empty(Icon::Key, words.say(if all.len() < 2 { "accounts-empty" } else { "accounts-none" }), None)))
        } @else {
            (look::table(title, &columns, &rows))
            (pages(&visit, show, query, from, found.len()))
        }
    };
    visit.page(title, content).await
}

fn filters(visit: &Visit, all: &[Arc<AccountView>], show: Show, query: &str) -> Markup {
    let words = visit.words;
    let waiting = all.iter().filter(|account| waits(account)).count();
    let tabs = [
        Tab { label: words.say("accounts-open"), href: "/accounts", count: None },
        Tab {
            label: words.say("accounts-waiting"),
            href: "/accounts?show=waiting",
            count: (waiting > 0).then_some(waiting),
        },
        Tab { label: words.say("accounts-closed"), href: "/accounts?show=closed", count: None },
    ];
    let (here, code) = match show {
        Show::Open => ("/accounts", ""),
        Show::Waiting => ("/accounts?show=waiting", "waiting"),
        Show::Closed => ("/accounts?show=closed", "closed"),
    };
    html! {
        (look::tabs(words, words.say("accounts-title"), &tabs, here))
        form class="narrow" action="/accounts" role="search" {
            @if !code.is_empty() { input type="hidden" name="show" value=(code); }
            label class="unseen" for="find" { (words.say("accounts-find")) }
            input type="search" id="find" name="q" value=(query) placeholder=(words.say("accounts-find")) autocomplete="off" spellcheck="false";
            button type="submit" class="button" { (look::icon(Icon::Search)) span { (words.say("accounts-find-do")) } }
        }
    }
}

fn pages(visit: &Visit, show: Show, query: &str, from: usize, all: usize) -> Markup {
    if all <= ROWS {
        return html! {};
    }
    let show = match show {
        Show::Open => "",
        Show::Waiting => "waiting",
        Show::Closed => "closed",
    };
    let address = |page: usize| {
        let page = page.to_string();
        let asked = serde_urlencoded::to_string([("show", show), ("q", query), ("page", &page)]);
        format!("/accounts?{}", asked.unwrap_or_default())
    };
    let last = (from + ROWS).min(all);
    let shown = visit.words.say_with("accounts-shown", args!["from" => from + 1, "to" => last, "all" => all]);
    let back = from.checked_sub(ROWS).map(|before| address(before / ROWS));
    let on = (last < all).then(|| address(last / ROWS));
    look::pages(visit.words, &shown, back.as_deref(), on.as_deref())
}

async fn row(visit: &Visit, account: &AccountView) -> Result<Vec<Markup>, Fail> {
    let mut roles = Vec::new();
    for role in &account.roles {
        roles.push((held(visit, &role.role, role.team, role.place.as_ref()).await?, role.holds));
    }
    let words = visit.words;
    Ok(vec![
        html! {
            a href={ "/accounts/" (account.id) } { (look::own(account.name.as_str())) }
            div class="code" { (look::own(account.login.as_str())) }
        },
        html! {
            @if roles.is_empty() { span class="soft" { (words.say("accounts-no-role")) } }
            ul class="plain" {
                @for (role, holds) in &roles {
                    li {
                        (look::own(role))
                        @if !holds { " " (look::state(Tone::Soon, Icon::Clock, words.say("accounts-role-waits"))) }
                    }
                }
            }
        },
        state(visit, account),
    ])
}

/// The state of an account in one word or two: the first that matters. What is as it should be stays quiet.
pub(super) fn state(visit: &Visit, account: &AccountView) -> Markup {
    let words = visit.words;
    let protocol = visit.app().protocol();
    let asks = account
        .roles
        .iter()
        .any(|role| protocol.table().role(role.role.as_str()).is_some_and(|role| role.second_factor));
    let (tone, icon, key) = if account.closed {
        (Tone::Calm, Icon::Barred, words.say("account-shut"))
    } else if account.removal_proposed_by.is_some() {
        (Tone::Soon, Icon::Clock, words.say("accounts-factor-going"))
    } else if !account.has_password && !visit.app().is_demo() {
        (Tone::Soon, Icon::Clock, words.say("accounts-no-password"))
    } else if asks && !account.has_factor && !visit.app().is_demo() {
        (Tone::Soon, Icon::Warning, words.say("accounts-no-factor"))
    } else {
        return html! { span class="soft" { (words.say("account-open")) } };
    };
    look::state(tone, icon, key)
}
