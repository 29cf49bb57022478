//! The sweep: every route of the router, asked for as every role through every relation, about own, referred, ended,
//! barred and foreign records. A different marker stands in each text of each compartment of each record; what is
//! found must equal what was written by hand in [`expected`].
//!
//! A page that shows too much fails this test, and so does one that shows too little.

#![expect(
    clippy::print_stdout,
    clippy::format_collect,
    clippy::format_push_string,
    reason = "whoever runs it reads what was asked; what is sent is put together as it reads best"
)]

mod expected;
mod fill;
mod marker;
mod meetings;
mod outside;
mod papers;
mod readers;
mod request;
mod routes;
mod sweep;
mod times;
mod world;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    Router,
    http::{Method, StatusCode},
};
use domain::UserId;
use expected::{MATRIX, NOT_SHOWN_YET, STANDINGS};
use readers::Reader;
use request::Browser;
use routes::{Depth, Things, WITHOUT_TOKEN, about_a_record, addresses, of, plain_addresses};
use sweep::{Met, Reading, missing};
use testkit::Kind;
use web::{Reached, Web};
use world::World;

/// Somebody without a session.
fn nobody() -> Reader {
    Reader {
        login: "nobody",
        role: "nobody",
        service: None,
        account: UserId::from_bytes([0; 16]),
        team: None,
    }
}

struct Country {
    world: Arc<World>,
    router: Router,
    things: Arc<BTreeMap<&'static str, Things>>,
    telling: Arc<Vec<String>>,
}

impl Country {
    async fn on(kind: Kind) -> Option<Self> {
        let world = world::build(kind).await?;
        let mut things = BTreeMap::new();
        for known in world.records.values() {
            let record = world.cast.app.whole_record(known.id).await.expect("the record");
            things.insert(known.name, Things::of(&record));
        }
        let router = web::router(Web { app: world.cast.app.clone(), reached: Reached::Loopback });
        let telling = Arc::new(outside::telling(&world));
        Some(Self { world: Arc::new(world), router, things: Arc::new(things), telling })
    }

    async fn browser(&self, reader: &Reader) -> Browser {
        if reader.login == "nobody" {
            return Browser::new(self.router.clone());
        }
        Browser::signed_in(&self.router, &self.world.cast.app, reader.account).await
    }

    async fn reading(&self, reader: &Reader) -> Reading {
        Reading::new(
            Arc::clone(&self.world),
            reader.clone(),
            self.browser(reader).await,
            Arc::clone(&self.things),
            Arc::clone(&self.telling),
        )
    }

    fn everybody(&self) -> Vec<Reader> {
        self.world.readers.iter().cloned().chain([nobody()]).collect()
    }

    /// Lets everybody do something at once, and waits for all.
    async fn all<F, W>(&self, met: &mut BTreeMap<&'static str, Met>, what: F)
    where
        F: Fn(Reading) -> W,
        W: Future<Output = Met> + Send + 'static,
    {
        let mut at_work = Vec::new();
        for reader in self.everybody() {
            at_work.push((reader.login, tokio::spawn(what(self.reading(&reader).await))));
        }
        for (login, work) in at_work {
            met.entry(login).or_default().merge(work.await.expect("the reader's work"));
        }
    }

    /// Every pair of a record and a part that some marker stands for.
    fn marked(&self) -> BTreeSet<(String, String)> {
        self.world.marks.all().map(|(_, mark)| (mark.record.to_owned(), mark.part.clone())).collect()
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Every page and every action.
    Everything,
    /// Every page: the lists are the database's own work, the actions are not.
    Pages,
}

async fn sweep_on(kind: Kind, asked: Asked) {
    let Some(country) = Country::on(kind).await else {
        println!("no PostgreSQL here: not swept on it");
        return;
    };
    let mut met: BTreeMap<&'static str, Met> = BTreeMap::new();
    country.all(&mut met, Reading::every_page).await;
    country.all(&mut met, Reading::every_opening).await;
    country.all(&mut met, Reading::every_paper).await;
    let mut wrong: BTreeSet<String> = met.values().flat_map(|met| met.wrong.clone()).collect();
    let mut unmet: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let marked = country.marked();
    for reader in country.everybody() {
        let allowed = country.reading(&reader).await;
        for (record, part) in missing(allowed.allowed(), &met[reader.login], &marked) {
            if !NOT_SHOWN_YET.iter().any(|(known, _)| *known == part) {
                unmet
                    .entry(format!("{} ({}) of {record}", reader.login, reader.role))
                    .or_default()
                    .push(part);
            }
        }
    }
    if asked == Asked::Everything {
        forged(&country, &mut wrong).await;
        country.all(&mut met, Reading::every_closed_action).await;
        country.all(&mut met, Reading::every_open_action).await;
    }
    wrong.extend(met.values().flat_map(|met| met.wrong.clone()));

    tell(&country, kind, &met);
    assert!(
        wrong.is_empty() && unmet.is_empty(),
        "{} things are wrong:\n{}\n{} readers did not meet what they may:\n{}",
        wrong.len(),
        wrong.iter().map(String::as_str).collect::<Vec<_>>().join("\n"),
        unmet.len(),
        unmet.iter().map(|(who, parts)| format!("{who}: {}", parts.join(" "))).collect::<Vec<_>>().join("\n"),
    );
}

/// A form that did not come from a page of ours is refused, whoever sends it about whatever.
async fn forged(country: &Country, wrong: &mut BTreeSet<String>) {
    let world = &country.world;
    for (login, record) in [("aigul", "own"), ("aigul", "foreign"), ("timur", "fl_own"), ("askar", "own")] {
        let browser = country.browser(world.reader(login)).await;
        let known = world.get(record);
        for path in of(&Method::POST).into_iter().filter(|path| !WITHOUT_TOKEN.contains(path)) {
            let tried = if about_a_record(path) {
                let (code, things) = (known.code.to_string(), &country.things[record]);
                addresses(path, known, &code, things, world, Depth::One)
            } else {
                plain_addresses(path, world)
            };
            for address in tried {
                let answer = if path.ends_with("/draft") {
                    browser.post_json(&address, "{\"_csrf\":\"forged\",\"fields\":{\"a\":[\"b\"]}}").await
                } else {
                    browser.post(&address, "_csrf=forged&a=b").await
                };
                if answer.status != StatusCode::BAD_REQUEST {
                    wrong.insert(format!(
                        "{login}: a forged form at {path} on {record} is answered with {}",
                        answer.status
                    ));
                }
            }
        }
    }
}

/// What was done, for whoever reads the test's output.
fn tell(country: &Country, kind: Kind, met: &BTreeMap<&'static str, Met>) {
    let (pages, actions) = (of(&Method::GET).len(), of(&Method::POST).len());
    let roles: BTreeSet<&str> = country.world.readers.iter().map(|reader| reader.role).collect();
    let through: BTreeSet<(&str, expected::Relation)> =
        MATRIX.iter().flat_map(|line| line.through.iter().map(|relation| (line.role, *relation))).collect();
    let requests: u64 = met.values().map(|met| met.requests).sum();
    println!(
        "{kind:?}: {pages} pages and {actions} actions x {} roles x {} of their relations ({} readers, {} records, \
         {} standings, {} markers): {requests} requests",
        roles.len(),
        through.len(),
        country.world.readers.len(),
        country.world.records.len(),
        STANDINGS.len(),
        country.world.marks.all().count(),
    );
    let shown: BTreeSet<(String, &str)> = met.values().flat_map(|met| met.hows.clone()).collect();
    let mut unseen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, mark) in country.world.marks.all() {
        if !shown.contains(&(mark.part.clone(), mark.how)) && mark.part != "access" {
            unseen.entry(&mark.part).or_default().insert(mark.how);
        }
    }
    for (part, hows) in unseen {
        println!("shown to nobody, of {part}: {}", hows.into_iter().collect::<Vec<_>>().join(", "));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_meets_what_they_may_and_nothing_else() {
    sweep_on(Kind::Sqlite, Asked::Everything).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_meets_the_same_on_postgres() {
    sweep_on(Kind::Postgres, Asked::Pages).await;
}

/// The tables cover each other: every role of the protocol has a reader, every line somebody who stands there.
#[test]
fn every_role_and_every_line_has_somebody() {
    let protocol = testkit::protocol();
    for role in protocol.roles() {
        let reads = readers::ROLES.iter().any(|known| role.code == **known);
        assert!(reads, "nobody reads as {}", role.code);
        // Where the protocol lets a role relate to a record in a way that has no line, nobody would have looked.
        let Some(known) = protocol.table().role(role.code.as_str()) else { continue };
        for grant in &known.grants {
            for (relation, kind) in
                grant.when.iter().flat_map(|when| grant.kinds.iter().map(move |kind| (when, kind)))
            {
                let line = MATRIX.iter().any(|line| {
                    role.code == *line.role
                        && line
                            .through
                            .iter()
                            .any(|through| format!("{through:?}").to_lowercase() == relation.code())
                        && line.kinds.contains(&kind.as_str())
                });
                assert!(line, "no line for {} through {relation} on {kind}", role.code);
            }
        }
    }
    for line in MATRIX {
        for relation in line.through {
            let stands = STANDINGS.iter().any(|(login, record, through)| {
                let kind = world::kind_of(record);
                readers::role_of(login) == line.role
                    && through.contains(relation)
                    && line.kinds.contains(&kind)
            });
            let excused = STANDS_LIKE.iter().any(|(role, known, _)| *role == line.role && known == relation);
            assert!(stands || excused, "nobody stands as {} through {relation:?}", line.role);
        }
    }
}

/// Relations that nobody of this country has, and whose line is that of another which somebody has.
const STANDS_LIKE: &[(&str, expected::Relation, &str)] = &[
    (
        "operation_officer",
        expected::Relation::Deputy,
        "one line with the owner, as for the social worker's deputy",
    ),
    ("registrar", expected::Relation::Deputy, "one line with the owner, as for the social worker's deputy"),
];
