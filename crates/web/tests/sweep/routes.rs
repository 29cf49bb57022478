//! Every route of the router, with everything that its placeholders can stand for.
//!
//! Invariant: a placeholder that is not known here fails the test, so that no route escapes it.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use domain::{Event, Record, SlotId};
use web::routes::{Demo, Route, list};

use crate::world::{Known, World};

/// How many of the things in a record a route is tried with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// All of them: what is there may be met.
    All,
    /// One of each: nothing is there for this reader.
    One,
}

/// Routes that end the session they are sent in, so each is tried with one of its own.
pub(crate) const ENDS_THE_SESSION: &[&str] = &["/sign-out", "/leave", "/me/everywhere"];

/// Routes that take no token: there is no session yet, or all that a forged one could do is harmless.
pub(crate) const WITHOUT_TOKEN: &[&str] =
    &["/choices", "/leave", "/sign-out", "/sign-in", "/demo/as/{account}", "/welcome/{secret}"];

/// Pages about no person at all: the protocol in force, and the program's own assets.
pub(crate) const ABOUT_NOBODY: &[&str] =
    &["/protocol", "/protocol/{part}", "/assets/{file}", "/", "/calendar", "/demo/list"];

/// What lists and desks may be asked for besides, by path; `{own}` and the like are codes.
pub(crate) const QUERIES: &[(&str, &[&str])] = &[
    ("/children", &["kind=adult", "closed=1", "urgency=urgent", "urgency=soon", "q={foreign}", "q={own}"]),
    (
        "/officer",
        &[
            "code={foreign}",
            "code={own}",
            "code={barred}",
            "actor={aigul}",
            "from=2026-01-01&until=2026-12-31",
        ],
    ),
    ("/officer/statement", &["code={foreign}", "code={barred}", "from=2026-01-01&until=2026-12-31"]),
    ("/team", &["urgency=urgent", "kind=adult"]),
    ("/referrals", &["closed=1", "all=1"]),
    ("/directory", &["region=kz-atyrau", "region=kz-karaganda&purpose=transfer", "language=ar"]),
    ("/operations", &["closed=1"]),
    ("/matches", &["show=likely", "show=unsure", "show=settled"]),
    ("/records/new", &["kind=adult", "kind=family", "kind=family&with={own}"]),
    ("/sign-in", &["back=/records/{foreign}"]),
];

/// The routes of a demo by method.
pub(crate) fn of(method: &Method) -> Vec<&'static str> {
    list(Demo::Yes)
        .into_iter()
        .filter(|Route { method: known, .. }| method == known)
        .map(|route| route.path)
        .collect()
}

/// The names of a path's placeholders.
pub(crate) fn placeholders(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
}

/// Whether a path is about one record.
pub(crate) fn about_a_record(path: &str) -> bool {
    placeholders(path).contains(&"code")
}

/// What a record has that a path can name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Things {
    forms: Vec<String>,
    entries: Vec<(String, String)>,
    tasks: Vec<String>,
    goals: Vec<String>,
    referrals: Vec<String>,
    approvals: Vec<String>,
    pub(crate) consents: Vec<String>,
    events: Vec<String>,
    parties: Vec<String>,
    conferences: Vec<String>,
}

impl Things {
    /// The things of a record.
    pub(crate) fn of(record: &Record) -> Self {
        // A form begun, one not begun, and one of another kind of record.
        let mut forms: BTreeSet<String> = record.forms.keys().map(ToString::to_string).collect();
        forms.extend(["best_interests".into(), "enrolment".into(), "flight_profile".into()]);
        // Of tasks and entries one of each compartment: they differ in nothing else.
        let mut tasks: BTreeMap<(SlotId, bool), String> = BTreeMap::new();
        for task in record.tasks.values() {
            tasks.insert((task.slot, task.added.note.is_some()), task.added.task.to_string());
        }
        let mut events: BTreeMap<(SlotId, u8), String> = BTreeMap::new();
        for recorded in &record.history {
            let sort = match recorded.content.as_ref().map(|content| &content.event) {
                Some(Event::FormFilled { .. }) => 0,
                Some(Event::Noted { .. }) => 1,
                Some(Event::GoalSet(_)) => 2,
                _ => continue,
            };
            events.insert((recorded.head.slot, sort), recorded.head.event.to_string());
        }
        let entries: Vec<(String, String)> = record
            .forms
            .iter()
            .flat_map(|(form, entries)| {
                entries.iter().map(move |entry| (form.to_string(), entry.id.to_string()))
            })
            .collect();
        Self {
            forms: forms.into_iter().collect(),
            entries,
            tasks: tasks.into_values().collect(),
            goals: record.goals.iter().map(|known| known.goal.goal.to_string()).collect(),
            referrals: record.referrals.iter().map(|known| known.sent.referral.to_string()).collect(),
            approvals: record.approvals.iter().map(|known| known.id.to_string()).collect(),
            consents: record.consents.iter().map(|known| known.consent.consent.to_string()).collect(),
            events: events.into_values().collect(),
            conferences: record.conferences().iter().map(|(_, known)| known.id.to_string()).collect(),
            parties: record.bars.keys().take(2).map(ToString::to_string).collect(),
        }
    }
}

/// The addresses of a path for a record: its own code, or one given instead of it.
pub(crate) fn addresses(
    path: &str,
    known: Known,
    code: &str,
    things: &Things,
    world: &World,
    depth: Depth,
) -> Vec<String> {
    let mut addresses = vec![path.replace("{code}", code)];
    if path.contains("{form}") && path.contains("{entry}") {
        let pairs = some(&things.entries, depth);
        let none = [(
            "child_view".to_owned(),
            world.cast.app.fresh::<domain::EntryId>().expect("an id").to_string(),
        )];
        let pairs = if pairs.is_empty() { &none[..] } else { pairs };
        addresses = addresses
            .iter()
            .flat_map(|address| {
                pairs
                    .iter()
                    .map(move |(form, entry)| address.replace("{form}", form).replace("{entry}", entry))
            })
            .collect();
    }
    let names: BTreeSet<&str> = placeholders(path).into_iter().collect();
    for name in names {
        let random = [world.cast.app.fresh::<domain::EntryId>().expect("an id").to_string()];
        let values: Vec<String> = match name {
            "code" | "entry" => continue,
            "form" if path.contains("{entry}") => continue,
            "form" => some(&things.forms, depth).to_vec(),
            "task" => some(&things.tasks, depth).to_vec(),
            "goal" => some(&things.goals, depth).to_vec(),
            "referral" => some(&things.referrals, depth).to_vec(),
            "approval" => some(&things.approvals, depth).to_vec(),
            "consent" => some(&things.consents, depth).to_vec(),
            "event" => some(&things.events, depth).to_vec(),
            "conference" => some(&things.conferences, depth).to_vec(),
            "party" => some(&things.parties, depth).to_vec(),
            // A list that waits to be imported: this reader has none.
            "upload" => random.to_vec(),
            // Whom a record is linked with: somebody whose record is open, and somebody whose record is closed.
            "to" => ["a_own", "foreign"].map(|name| world.get(name).code.to_string()).to_vec(),
            "person" => vec![world.get("aboard").code.to_string(), known.code.to_string()],
            other => panic!("nobody told the sweep what {{{other}}} of {path} stands for"),
        };
        let values = if values.is_empty() { random.to_vec() } else { values };
        addresses = addresses
            .iter()
            .flat_map(|address| {
                values.iter().map(move |value| address.replace(&format!("{{{name}}}"), value))
            })
            .collect();
    }
    addresses
}

/// The addresses of a path that is about no single record.
pub(crate) fn plain_addresses(path: &str, world: &World) -> Vec<String> {
    let random = world.cast.app.fresh::<domain::EntryId>().expect("an id").to_string();
    let id = match path {
        path if path.starts_with("/accounts/") || path.starts_with("/demo/as/") => world.spare.to_string(),
        path if path.starts_with("/teams/") => world.teams.spare.to_string(),
        _ => random.clone(),
    };
    let mut addresses = vec![path.to_owned()];
    for name in placeholders(path) {
        let values: Vec<String> = match name {
            "id" | "account" => vec![id.clone()],
            "team" => vec![world.cast.centre.to_string(), world.teams.elsewhere.to_string()],
            "whom" => vec![
                world.cast.id("aigul").to_string(),
                world.reader("gulnar").account.to_string(),
                "nobody".to_owned(),
            ],
            // Each stop signs in as somebody else, whose own address it leads to; this one's tells of no record.
            "stop" => vec!["3".to_owned(), "0".to_owned(), "nowhere".to_owned()],
            "secret" => vec!["not-a-link".to_owned()],
            "file" => vec!["app.css".to_owned(), "nothing.css".to_owned()],
            "part" => ["roles", "forms", "stages", "tasks", "sharing", "retention", "compartments"]
                .map(str::to_owned)
                .to_vec(),
            other => panic!("nobody told the sweep what {{{other}}} of {path} stands for"),
        };
        addresses = addresses
            .iter()
            .flat_map(|address| {
                values.iter().map(move |value| address.replace(&format!("{{{name}}}"), value))
            })
            .collect();
    }
    addresses
}

fn some<T>(all: &[T], depth: Depth) -> &[T] {
    match depth {
        Depth::All => all,
        Depth::One => &all[..all.len().min(1)],
    }
}
