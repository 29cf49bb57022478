//! The data protection officer's desk: who opened what, when and on what ground, and no content.
//!
//! Invariant: of a record only its code is here. Opening this page is itself logged.

use app::{
    Refused,
    find::Purpose,
    officer::{ReadLine, ReadingSearch, Readings},
};
use axum::response::Response;
use domain::{Instant, PersonCode, UserId};
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Relation;
use serde::Deserialize;

use crate::{
    args,
    fail::Fail,
    given::Query,
    look::{self, Choice, Column, Field, Icon, TextKind, Tone, Weight},
    pages::case::purpose_said,
    visit::Visit,
    words::Clock,
};

/// What is asked for, as it stands in the address.
#[derive(Deserialize, Default, Clone)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) who: String,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) to: String,
    /// The lines before this moment: a further page.
    #[serde(default)]
    before: String,
}

impl Asked {
    /// The search, or what is wrong with it.
    pub(super) fn search(&self, visit: &Visit) -> Result<ReadingSearch, &'static str> {
        let words = visit.words;
        let zone = visit.clock().zone;
        let begins = |day: Date| day.to_zoned(zone.clone()).map(|day| day.timestamp()).ok();
        let day = |text: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| words.say("log-wrong-day")),
        };
        let code = match self.code.trim() {
            "" => None,
            text => Some(text.parse::<PersonCode>().map_err(|_| words.say("log-wrong-code"))?),
        };
        let (from, to) = (day(&self.from)?, day(&self.to)?);
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return Err(words.say("log-wrong-order"));
        }
        let until = to.and_then(|to| begins(to.tomorrow().ok()?));
        let before = self.before.parse::<Instant>().ok();
        Ok(ReadingSearch {
            code,
            actor: self.who.parse::<UserId>().ok(),
            from: from.and_then(begins),
            until: before.into_iter().chain(until).min(),
        })
    }

    fn address(&self, path: &str, before: Option<Instant>) -> String {
        let before = before.map(|at| at.to_string()).unwrap_or_default();
        let asked = [
            ("code", self.code.trim()),
            ("who", &self.who),
            ("from", &self.from),
            ("to", &self.to),
            ("before", &before),
        ];
        let given: Vec<_> = asked.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("{path}?{}", serde_urlencoded::to_string(given).unwrap_or_default())
    }
}

pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let who = visit.who()?;
    let words = visit.words;
    let clock = visit.clock();
    let emergencies = visit.app().recent_emergencies(who).await?;
    let searches = visit.app().recent_wide_searches(who).await?;
    let found = match asked.search(&visit) {
        Err(wrong) => Err(wrong),
        Ok(search) => match visit.app().search_readings(who, &search).await {
            Ok(found) => Ok(found),
            Err(Refused::NotFound) => Err(words.say("log-no-record")),
            Err(other) => return Err(other.into()),
        },
    };
    let title = words.say("log-title");
    let content = html! {
        (look::heading(title, Some(words.say("log-what")), &[]))
        @if !emergencies.is_empty() { (desk(&visit, words.say("log-emergencies"), &emergencies, &clock).await?) }
        @if !searches.is_empty() { (desk(&visit, words.say("log-searches"), &searches, &clock).await?) }
        (form(&visit, &asked, found.as_ref().err().copied()).await?)
        @if let Ok(found) = &found { (lines(&visit, &asked, found, &clock).await?) }
    };
    visit.page(title, content).await
}

/// What was opened in an emergency of late, or searched beyond the own cases, on top of everything.
async fn desk(visit: &Visit, title: &str, lines: &[ReadLine], clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut rows = Vec::new();
    for line in lines {
        rows.push((
            visit.name_of(line.actor).await?,
            line.codes.first().map(ToString::to_string).unwrap_or_default(),
            line,
        ));
    }
    Ok(look::card(
        title,
        Some(&look::state(
            Tone::Late,
            Icon::Warning,
            &words.number(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
        )),
        &html! {
            ul class="plain" {
                @for (name, code, line) in &rows {
                    li {
                        strong { (look::own(name)) } " · "
                        @if !code.is_empty() { span class="code" { (look::own(code)) } " · " }
                        (look::when(words, line.at, clock))
                        @if let Some(reason) = reason_of(visit, line) { p { (look::own(reason)) } }
                    }
                }
            }
        },
    ))
}

async fn form(visit: &Visit, asked: &Asked, wrong: Option<&str>) -> Result<Markup, Fail> {
    let words = visit.words;
    let mut readers: Vec<(String, String)> = visit
        .app()
        .readers(visit.who()?)
        .await?
        .into_iter()
        .map(|(id, name)| (id.to_string(), name.as_str().to_owned()))
        .collect();
    readers.sort_by(|a, b| words.compare(&a.1, &b.1));
    let choices: Vec<Choice<'_>> = readers.iter().map(|(id, name)| Choice::new(id, name)).collect();
    Ok(look::sheet(&html! {
        form action="/officer" class="asking" role="search" {
            @if let Some(wrong) = wrong { (look::notice(Tone::Late, Icon::Warning, &html! { p role="alert" { (wrong) } })) }
            p class="hint" { (words.say("log-all")) }
            div class="side-by-side" {
                (look::text_field(words, Field::new("code", words.say("log-record")), TextKind::Code, &asked.code))
                (look::list_field(words, Field::new("who", words.say("log-person")), &choices, Some(&asked.who)))
            }
            div class="side-by-side" {
                (look::date_field(words, Field::new("from", words.say("log-from")), &asked.from))
                (look::date_field(words, Field::new("to", words.say("log-to")), &asked.to))
            }
            button type="submit" class="button first" { (look::icon(Icon::Search)) (words.say("log-show-do")) }
        }
    }))
}

async fn lines(visit: &Visit, asked: &Asked, found: &Readings, clock: &Clock) -> Result<Markup, Fail> {
    let words = visit.words;
    let between = words.say_with(
        "log-between",
        args![
            "from" => words.date(clock.day_of(found.from)),
            "to" => words.date(last_day(found, clock)),
            "count" => found.lines.len()
        ],
    );
    let statement = (!asked.code.trim().is_empty() && !found.lines.is_empty()).then(|| {
        look::link_button_with(
            Icon::Print,
            words.say("log-statement-do"),
            &asked.address("/officer/statement", None),
            Weight::Quiet,
        )
    });
    let mut rows = Vec::new();
    for line in &found.lines {
        rows.push(row(visit, line, clock, Codes::Shown).await?);
    }
    let on = found.lines.last().filter(|_| found.more).map(|last| asked.address("/officer", Some(last.at)));
    let back = (!asked.before.is_empty()).then(|| asked.address("/officer", None));
    let columns = [
        Column::text(words.say("log-when")),
        Column::text(words.say("log-person")),
        Column::text(words.say("log-page")),
        Column::text(words.say("log-record")),
        Column::text(words.say("log-ground")),
    ];
    Ok(html! {
        div class="row-of" {
            p class="soft" { (between) }
            @if let Some(statement) = statement { (statement) }
        }
        @if rows.is_empty() {
            (look::sheet(&look::empty(Icon::Eye, words.say("log-empty"), None)))
        } @else {
            (look::table(words.say("log-title"), &columns, &rows))
            (look::pages(words, "", back.as_deref(), on.as_deref()))
        }
    })
}

/// The last day that an answer covers.
pub(super) fn last_day(found: &Readings, clock: &Clock) -> Date {
    let before = found.until.checked_sub(jiff::SignedDuration::from_secs(2)).unwrap_or(found.until);
    clock.day_of(before)
}

/// Whether a line names records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    /// By their codes.
    Shown,
    /// Not at all: the whole page is about one.
    Left,
}

/// One line of the log as cells.
pub(super) async fn row(
    visit: &Visit,
    line: &ReadLine,
    clock: &Clock,
    codes: Codes,
) -> Result<Vec<Markup>, Fail> {
    let words = visit.words;
    let name = visit.name_of(line.actor).await?;
    let emergency = line.read.grounds.iter().any(|(_, relation)| *relation == Relation::Emergency);
    let mut cells = vec![
        html! { span class="nowrap" { (words.exact(line.at, clock)) } },
        html! { (look::own(name)) },
        html! {
            (words.say_code("page", &line.read.page.code().replace('.', "-"), &[]))
            @if emergency { " " (look::state(Tone::Late, Icon::Warning, words.say("log-emergency"))) }
        },
    ];
    if codes == Codes::Shown {
        cells.push(html! {
            @for (at, code) in line.codes.iter().enumerate() {
                @if at > 0 { ", " }
                span class="code nowrap" { (look::own(code.to_string())) }
            }
            @if line.more > 0 { " " span class="soft" { (words.say_with("log-more", args!["count" => line.more])) } }
        });
    }
    let grounds = grounds(visit, line);
    cells.push(html! {
        @for ground in &grounds { p { (ground) } }
        @if grounds.is_empty() {
            span class="soft" { (words.say(if line.read.page.is_officers() { "log-by-office" } else { "log-by-list" })) }
        }
        @if let Some(reason) = reason_of(visit, line) {
            p class="soft" { (words.say("log-reason")) ": " (look::own(reason)) }
        }
    });
    Ok(cells)
}

/// The reason that was given; before that of a wider search stands for what it was.
fn reason_of(visit: &Visit, line: &ReadLine) -> Option<String> {
    let reason = line.read.reason.as_ref()?.as_str();
    let purpose = || {
        let (code, rest) = reason.split_once(": ").filter(|_| line.read.page == app::Shown::SearchWide)?;
        Some(format!("{}: {rest}", purpose_said(visit.words, Purpose::from_code(code)?)))
    };
    Some(purpose().unwrap_or_else(|| reason.to_owned()))
}

/// In which role and through which relationship: "Social worker: responsible for the record".
fn grounds(visit: &Visit, line: &ReadLine) -> Vec<String> {
    let protocol = visit.app().protocol();
    line.read
        .grounds
        .iter()
        .map(|(role, relation)| {
            let through = visit.words.say_code("through", relation.code(), &[]);
            match protocol.roles().get(role.as_str()) {
                Some(role) => format!("{}: {through}", visit.text(&role.label)),
                None => through,
            }
        })
        .collect()
}
