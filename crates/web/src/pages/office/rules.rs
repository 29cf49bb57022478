//! The rules in force, for people who do not read TOML: who sees what, which task when, what is shared with whom, who
//! consents, how long what is kept.
//!
//! Invariant: everything here comes out of the protocol that the program runs; nothing is said twice by hand.

mod keeping;
mod own;
mod parts;
mod roles;
mod stages;
mod tasks;

use app::{Refused, rules::Rules};
use axum::response::Response;
use maud::{Markup, html};
use policy::Level;
use protocol::{Description, Keep, Named, Term};

use crate::{
    args,
    fail::Fail,
    given::Path,
    look::{self, Icon, Tab, Tone},
    visit::Visit,
};

/// A part of the rules, each a page of its own so that each stays small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Roles,
    Parts,
    Tasks,
    Stages,
    Sharing,
    Consent,
    Keeping,
}

impl Part {
    const ALL: [Self; 7] =
        [Self::Roles, Self::Parts, Self::Tasks, Self::Sharing, Self::Consent, Self::Keeping, Self::Stages];

    const fn address(self) -> &'static str {
        match self {
            Self::Roles => "/protocol",
            Self::Parts => "/protocol/parts",
            Self::Tasks => "/protocol/tasks",
            Self::Stages => "/protocol/stages",
            Self::Sharing => "/protocol/sharing",
            Self::Consent => "/protocol/consent",
            Self::Keeping => "/protocol/keeping",
        }
    }

    fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.address().strip_prefix("/protocol/") == Some(code))
    }

    /// What it is called, in full.
    fn title(self, visit: &Visit) -> &'static str {
        let words = visit.words;
        match self {
            Self::Roles => words.say("protocol-roles"),
            Self::Parts => words.say("protocol-compartments"),
            Self::Tasks => words.say("protocol-pathway"),
            Self::Stages => words.say("protocol-stages"),
            Self::Sharing => words.say("protocol-sharing"),
            Self::Consent => words.say("protocol-consent"),
            Self::Keeping => words.say("protocol-retention"),
        }
    }

    /// The word on its tab.
    fn word(self, visit: &Visit) -> &'static str {
        let words = visit.words;
        match self {
            Self::Roles => words.say("protocol-tab-roles"),
            Self::Parts => words.say("protocol-tab-parts"),
            Self::Tasks => words.say("protocol-tab-tasks"),
            Self::Stages => words.say("protocol-stages"),
            Self::Sharing => words.say("protocol-tab-sharing"),
            Self::Consent => words.say("protocol-tab-consent"),
            Self::Keeping => words.say("protocol-tab-keeping"),
        }
    }
}

pub(super) async fn roles(visit: Visit) -> Result<Response, Fail> {
    show(&visit, Part::Roles).await
}

pub(super) async fn part(visit: Visit, Path(code): Path<String>) -> Result<Response, Fail> {
    visit.who()?;
    show(&visit, Part::of(&code).ok_or(Fail(Refused::NotFound))?).await
}

async fn show(visit: &Visit, part: Part) -> Result<Response, Fail> {
    let words = visit.words;
    let rules = match visit.app().rules(visit.who()?, words.language().code())? {
        Rules::Whole(rules) => rules,
        Rules::Own(rules) if part == Part::Roles => return own::page(visit, &rules).await,
        Rules::Own(_) => return Err(Fail(Refused::NotFound)),
    };
    let tabs = Part::ALL.map(|part| Tab { label: part.word(visit), href: part.address(), count: None });
    let body = match part {
        Part::Roles => roles::content(visit, &rules),
        Part::Parts => parts::content(visit, &rules),
        Part::Tasks => tasks::content(visit, &rules),
        Part::Stages => stages::content(visit, &rules),
        Part::Sharing => keeping::sharing(visit, &rules),
        Part::Consent => keeping::consent(visit, &rules),
        Part::Keeping => keeping::keeping(visit, &rules),
    };
    let title = words.say("protocol-title");
    let content = html! {
        (look::heading(title, Some(words.say("protocol-what")), &[]))
        @if part == Part::Roles { (masthead(visit, &rules).await?) }
        (look::tabs(words, title, &tabs, part.address()))
        @if part != Part::Roles { h2 { (part.title(visit)) } }
        (body)
    };
    visit.page(title, content).await
}

/// Which protocol this is, who answers for it, and which were in force before.
async fn masthead(visit: &Visit, rules: &Description) -> Result<Markup, Fail> {
    let words = visit.words;
    let clock = visit.clock();
    let before = visit.app().rules_before(visit.who()?).await?;
    let version = words.say_with(
        "protocol-version",
        args!["version" => &rules.version, "since" => words.date(rules.valid_from)],
    );
    let facts = [
        (words.say("protocol-owner"), html! { (text(visit, &rules.owner)) }),
        (words.say("protocol-approved"), html! { (text(visit, &rules.approved_by)) }),
        (
            words.say("protocol-before"),
            html! {
                ul class="plain" {
                    @for (version, at) in &before {
                        li { (look::own(version)) @if let Some(at) = at { " · " (words.exact(*at, &clock)) } }
                    }
                }
            },
        ),
        (words.say("protocol-hash"), html! { code class="code" dir="ltr" translate="no" { (rules.hash) } }),
    ];
    Ok(html! {
        div class="card" {
            p { strong { (text(visit, &rules.title)) } br; span class="soft" { (version) } }
            @if !rules.note.is_empty() {
                (look::notice(Tone::Soon, Icon::Note, &html! { p { (text(visit, &rules.note)) } }))
            }
            (look::folded(words.say("protocol-about"), &look::facts(&facts)))
        }
    })
}

/// A text of the description. It is in the reader's language already; the pseudo-language marks it.
fn text(visit: &Visit, said: &str) -> String {
    visit.words.pick(|_| Some(said)).into_owned()
}

/// Names side by side.
fn names<C>(visit: &Visit, all: &[Named<C>]) -> String {
    visit.words.list(all.iter().map(|named| text(visit, &named.label)))
}

/// A time as people say it.
fn term(visit: &Visit, term: Term) -> String {
    match term {
        Term::Hours(hours) => visit.words.say_with("term-hours", args!["count" => i64::from(hours)]),
        Term::Days(days) => visit.words.say_with("term-days", args!["count" => i64::from(days)]),
    }
}

/// How long something is kept, as people say it.
fn keep(visit: &Visit, keep: Keep) -> String {
    let words = visit.words;
    match keep {
        Keep::Days(days) => words.say_with("term-days", args!["count" => i64::from(days)]),
        Keep::Months(months) => words.say_with("term-months", args!["count" => i64::from(months)]),
        Keep::Years(years) => words.say_with("term-years", args!["count" => i64::from(years)]),
        Keep::Permanent => words.say("term-always").to_owned(),
    }
}

/// The word and the mark of a level.
fn level(visit: &Visit, level: Option<Level>) -> (&'static str, Option<Icon>) {
    let words = visit.words;
    match level {
        Some(Level::Write) => (words.say("access-write"), Some(Icon::Write)),
        Some(Level::Read) => (words.say("access-read"), Some(Icon::Eye)),
        Some(Level::Status) => (words.say("access-status"), Some(Icon::Circle)),
        None => (words.say("access-nothing"), None),
    }
}
