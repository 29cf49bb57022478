//! Asking for everything as everybody, and comparing what came with what may come.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::http::{Method, StatusCode};
use domain::PersonCode;

use crate::{
    expected::{OUTSIDE, expected, status_only},
    fill::FORMS,
    marker::{Mark, fragment},
    outside::{tells_the_psychologists_day, told},
    readers::Reader,
    request::{Answer, Browser},
    routes::{
        ABOUT_NOBODY, Depth, ENDS_THE_SESSION, QUERIES, Things, about_a_record, addresses, of,
        plain_addresses,
    },
    world::{Known, World},
};

/// Closed records that every route is tried with, whoever reads: one in each situation.
const CLOSED: [&str; 3] = ["barred", "ended", "foreign"];
/// Closed records of other kinds, that every page is tried with.
const CLOSED_PAGES: [&str; 6] = ["a_barred", "fl_foreign", "li_foreign", "m_own", "c_own", "c_foreign"];

/// The only pages on which a protected address may ever stand, whoever reads: its own form, opened on purpose. No list,
/// task, paper, plan, referral, meeting, record or history has it.
const ADDRESS: &str = "/forms/{form}/{entry}";

/// What one reader met.
#[derive(Debug, Default)]
pub(crate) struct Met {
    /// How many requests were made.
    pub(crate) requests: u64,
    /// Everything that went wrong, with the address where.
    pub(crate) wrong: BTreeSet<String>,
    /// Parts of records that were met, as they may be.
    pub(crate) found: BTreeMap<&'static str, BTreeSet<String>>,
    /// In which kinds of text.
    pub(crate) hows: BTreeSet<(String, &'static str)>,
}

impl Met {
    /// Takes what another phase met.
    pub(crate) fn merge(&mut self, other: Self) {
        self.requests += other.requests;
        self.wrong.extend(other.wrong);
        self.hows.extend(other.hows);
        for (record, parts) in other.found {
            self.found.entry(record).or_default().extend(parts);
        }
    }
}

/// A reader at work in the country.
pub(crate) struct Reading {
    pub(crate) world: Arc<World>,
    pub(crate) reader: Reader,
    pub(crate) browser: Browser,
    pub(crate) things: Arc<BTreeMap<&'static str, Things>>,
    pub(crate) telling: Arc<Vec<String>>,
    pub(crate) met: Met,
    allowed: BTreeMap<&'static str, Vec<String>>,
    /// What each path answers for a record that is not there.
    absent: BTreeMap<&'static str, (StatusCode, String, String)>,
    /// What is sent with an action besides the token.
    fields: String,
}

impl Reading {
    pub(crate) fn new(
        world: Arc<World>,
        reader: Reader,
        browser: Browser,
        things: Arc<BTreeMap<&'static str, Things>>,
        telling: Arc<Vec<String>>,
    ) -> Self {
        let allowed = world
            .records
            .values()
            .map(|known| {
                (known.name, expected(reader.role, reader.login, known.name, known.kind, reader.service))
            })
            .collect();
        Self {
            world,
            reader,
            browser,
            things,
            telling,
            met: Met::default(),
            allowed,
            absent: BTreeMap::new(),
            fields: String::new(),
        }
    }

    /// What this reader may meet of each record.
    pub(crate) fn allowed(&self) -> &BTreeMap<&'static str, Vec<String>> {
        &self.allowed
    }

    /// Whether this reader may open a record at all.
    pub(crate) fn stands(&self, known: Known) -> bool {
        crate::expected::STANDINGS
            .iter()
            .any(|(who, what, _)| *who == self.reader.login && *what == known.name)
    }

    /// Asks for every page.
    pub(crate) async fn every_page(mut self) -> Met {
        let records: Vec<Known> = self.world.records.values().copied().collect();
        for path in of(&Method::GET) {
            if !about_a_record(path) {
                for address in plain_addresses(path, &self.world) {
                    self.page(path, &address, None).await;
                }
                for query in self.queries(path) {
                    self.page(path, &format!("{path}?{query}"), None).await;
                }
                continue;
            }
            for known in &records {
                let things = &self.things.clone()[known.name];
                if self.stands(*known) {
                    let code = known.code.to_string();
                    for address in addresses(path, *known, &code, things, &self.world, Depth::All) {
                        self.page(path, &address, Some(*known)).await;
                    }
                } else if CLOSED.contains(&known.name)
                    || CLOSED_PAGES.contains(&known.name)
                    || path.ends_with("/{code}")
                {
                    self.is_absent(&Method::GET, path, *known, things).await;
                }
            }
        }
        self.searches().await;
        self.met
    }

    /// Opens, on purpose, what no page shows: a protected address.
    pub(crate) async fn every_opening(mut self) -> Met {
        let path = "/records/{code}/forms/{form}/{entry}/open";
        let mut records: Vec<Known> = self.world.records.values().copied().collect();
        records.retain(|known| self.stands(*known));
        for known in records {
            let (things, code) = (&self.things.clone()[known.name], known.code.to_string());
            for address in addresses(path, known, &code, things, &self.world, Depth::All) {
                if address.contains("/protected_address/") {
                    let answer = self.send(&address).await;
                    self.look(path, &address, &answer);
                }
            }
        }
        self.met
    }

    /// Sends every action, empty: first about what is closed, which must look absent.
    pub(crate) async fn every_closed_action(mut self) -> Met {
        let records: Vec<Known> = self.world.records.values().copied().collect();
        for path in of(&Method::POST).into_iter().filter(|path| about_a_record(path)) {
            for known in records.iter().filter(|known| CLOSED.contains(&known.name)) {
                if !self.stands(*known) {
                    let things = &self.things.clone()[known.name];
                    self.is_absent(&Method::POST, path, *known, things).await;
                }
            }
        }
        // The same with every field that a form could have, so that none is refused before the record is looked for.
        self.fields = full(&self.world);
        self.absent.clear();
        let barred = self.world.get("barred");
        for path in of(&Method::POST).into_iter().filter(|path| about_a_record(path)) {
            let things = &self.things.clone()["barred"];
            self.is_absent(&Method::POST, path, barred, things).await;
        }
        self.emergency().await;
        self.met
    }

    /// A bar holds in an emergency too, and the answer is that for a record which is not there.
    async fn emergency(&mut self) {
        let mut said = Vec::new();
        for code in [self.world.get("barred").code, PersonCode::from_random([1, 2, 3, 4, 5, 6])] {
            let code = code.to_string();
            let body = format!("_csrf={}&code={code}&reason=She+was+seen+at+the+station", self.browser.csrf);
            let answer = self.browser.post("/emergency", &body).await;
            // The reader has typed the code and finds it in the field again; nothing else of it may be there.
            let (status, headers, body) = answer.without(&[&code, &answer.command()]);
            said.push(format!("{status}\n{headers}\n{body}"));
            self.look("/emergency", "/emergency", &Answer { status, headers, body });
        }
        if said[0] != said[1] {
            let parted = difference(&said[0], &said[1]);
            self.wrong("/emergency", &format!("differs for a barred record: {parted}"));
        }
    }

    /// Sends every action, empty, about what is open, and those about no record.
    pub(crate) async fn every_open_action(mut self) -> Met {
        let records: Vec<Known> = self.world.records.values().copied().collect();
        let actions = of(&Method::POST);
        for path in actions.into_iter().filter(|path| !ENDS_THE_SESSION.contains(path)) {
            if !about_a_record(path) {
                self.fields.clear();
                for address in plain_addresses(path, &self.world) {
                    let answer = self.send(&address).await;
                    self.look(path, &address, &answer);
                }
                continue;
            }
            for known in records.iter().copied() {
                if self.stands(known) {
                    let (things, code) = (&self.things.clone()[known.name], known.code.to_string());
                    let depth = if path.ends_with("{entry}") { Depth::All } else { Depth::One };
                    for address in addresses(path, known, &code, things, &self.world, depth) {
                        for fields in ["", "&reason=Because+it+is+needed+today"] {
                            self.fields = fields.to_owned();
                            let answer = self.send(&address).await;
                            self.look(path, &address, &answer);
                        }
                    }
                }
            }
        }
        // Last, and each in a session of its own.
        for path in ENDS_THE_SESSION {
            let app = &self.world.cast.app;
            self.browser = self.browser.again(app, self.reader.account).await;
            let answer = self.send(path).await;
            self.look(path, path, &answer);
        }
        self.met
    }

    async fn send(&self, address: &str) -> Answer {
        let csrf = &self.browser.csrf;
        if address.ends_with("/draft") {
            return self
                .browser
                .post_json(address, &format!("{{\"_csrf\":\"{csrf}\",\"fields\":{{}}}}"))
                .await;
        }
        // Answers that stay closed until they are opened on purpose are opened by a form's own button.
        let open = if address.contains("/forms/") { opening() } else { String::new() };
        self.browser.post(address, &format!("_csrf={csrf}{open}{}", self.fields)).await
    }

    /// What a list or desk is asked for besides.
    fn queries(&self, path: &str) -> Vec<String> {
        let queries = QUERIES.iter().find(|known| known.0 == path).map_or(&[][..], |known| known.1);
        let fill = |query: &&str| {
            let mut query = (*query).replace("{aigul}", &self.world.reader("aigul").account.to_string());
            for known in self.world.records.values() {
                query = query.replace(&format!("{{{}}}", known.name), &known.code.to_string());
            }
            query
        };
        queries.iter().map(fill).collect()
    }

    async fn page(&mut self, path: &str, address: &str, known: Option<Known>) {
        let answer = self.browser.get(address).await;
        self.look(path, address, &answer);
        let Some(known) = known else { return };
        let (role, login) = (self.reader.role, self.reader.login);
        if matches!(known.kind, "child" | "adult")
            && status_only(role, login, known.name, known.kind, "psych")
            && tells_the_psychologists_day(&answer.body)
        {
            self.wrong(address, "tells when the psychologist wrote");
        }
    }

    /// Looks for everything in an answer.
    pub(crate) fn look(&mut self, path: &str, address: &str, answer: &Answer) {
        self.met.requests += 1;
        if answer.status.is_server_error() {
            self.wrong(address, &format!("fails with {}", answer.status));
        }
        let marks = match self.world.marks.within(&answer.whole()) {
            Ok(marks) => marks,
            Err(cut) => {
                self.wrong(address, &format!("shows a marker that was cut or changed: {cut}"));
                return;
            }
        };
        for mark in marks {
            self.meet(path, address, mark);
        }
        if OUTSIDE.contains(&self.reader.role)
            && !ABOUT_NOBODY.contains(&path)
            && let Some(told) = told(path, &answer.whole(), &self.telling)
        {
            self.wrong(address, &format!("tells the school's side {told:?}"));
        }
    }

    fn meet(&mut self, path: &str, address: &str, mark: Mark) {
        let allowed = self.allowed.get(mark.record).is_some_and(|parts| {
            parts.iter().any(|part| {
                *part == mark.part || (part == "referral:*" && mark.part.starts_with("referral:"))
            })
        });
        if mark.part == "address" && !path.contains(ADDRESS) {
            self.wrong(address, &format!("shows the protected address of {}", mark.record));
        }
        if allowed {
            self.met.hows.insert((mark.part.clone(), mark.how));
            self.met.found.entry(mark.record).or_default().insert(mark.part);
            return;
        }
        // Saying back the code that was asked for tells nothing.
        let asked = mark.part == "code" && address.contains(&self.world.get(mark.record).code.to_string());
        if !asked {
            let what = format!("LEAK of {} {:?} ({}) through {path}", mark.record, mark.part, mark.how);
            self.wrong(address, &what);
        }
    }

    pub(crate) fn wrong(&mut self, address: &str, what: &str) {
        let Reader { login, role, .. } = self.reader;
        self.met.wrong.insert(format!("{login} ({role}) at {}: {what}", named(&self.world, address)));
    }

    /// A closed record answers as one that does not exist: status, headers and body.
    async fn is_absent(&mut self, method: &Method, path: &'static str, known: Known, things: &Things) {
        let code = known.code.to_string();
        let absent = PersonCode::from_random([0xA5, 0x3C, 0x77, 0x19, 0xE2, 0x4D]).to_string();
        for address in addresses(path, known, &code, things, &self.world, Depth::One) {
            if !self.absent.contains_key(path) {
                let elsewhere = address.replace(&code, &absent);
                let none =
                    self.ask(method, &elsewhere).await.without(&[&elsewhere, &escaped(&elsewhere), &absent]);
                self.absent.insert(path, none);
            }
            let closed = self.ask(method, &address).await;
            self.look(path, &address, &closed);
            let (closed, none) = (closed.without(&[&address, &escaped(&address), &code]), &self.absent[path]);
            // A form that lacks its fields is refused before anything is looked for, for everybody alike.
            let refused = closed.0 == StatusCode::NOT_FOUND
                || (*method == Method::POST && closed.0 == StatusCode::BAD_REQUEST)
                || self.reader.login == "nobody";
            let answers = format!("{} and {}", closed.0, none.0);
            if closed != *none {
                let parted =
                    difference(&format!("{}{}", closed.1, closed.2), &format!("{}{}", none.1, none.2));
                self.wrong(
                    &address,
                    &format!("{method} differs from a record that is not there: {answers}: {parted}"),
                );
            } else if !refused {
                self.wrong(&address, &format!("{method} answers {answers} for what is closed"));
            }
        }
    }

    async fn ask(&self, method: &Method, address: &str) -> Answer {
        if *method == Method::GET { self.browser.get(address).await } else { self.send(address).await }
    }

    /// Searching finds what one may see, and says the same of what one may not and of what is not there.
    async fn searches(&mut self) {
        let world = Arc::clone(&self.world);
        let none = self.search("жжбвгд").await.1;
        for name in
            ["own", "referred", "tasked", "aboard", "closed", "ended", "barred", "foreign", "a_foreign"]
        {
            let texts = [
                ("face", "name"),
                ("core", "name in Latin"),
                ("core", "name in Arabic"),
                ("core", "kunya"),
                ("social", "note"),
            ];
            for (part, how) in texts {
                let text = fragment(world.marks.text_of(name, part, how));
                let (address, said) = self.search(&text).await;
                let may = part != "social" && self.allowed[name].iter().any(|allowed| allowed == part);
                if !may && said != none {
                    let parted = difference(&said, &none);
                    self.wrong(&address, &format!("finds {name} by its {how}: {parted}"));
                }
                if may && said == none {
                    self.wrong(&address, &format!("does not find {name} by its {how}"));
                }
            }
        }
        self.filters().await;
    }

    /// What a search says, without the text that was searched for.
    async fn search(&mut self, text: &str) -> (String, String) {
        let once = encoded(text);
        let address = format!("/children?q={once}");
        let answer = self.browser.get(&address).await;
        self.look("/children", &address, &answer);
        let (status, headers, body) =
            answer.without(&[&encoded(&once), &once.replace('%', "%25"), &once, text]);
        let said = format!("{status}\n{headers}\n{body}");
        (address, said)
    }

    /// A list shows whatever may be opened, however it is related; and asking for a stage or an urgency tells neither
    /// to those who may not know them.
    async fn filters(&mut self) {
        if self.reader.login == "nobody" {
            return;
        }
        let mut lists = BTreeMap::new();
        for query in ["", "kind=adult", "closed=1", "urgency=urgent", "urgency=soon", "urgency=routine"] {
            let address = format!("/children?{query}");
            let answer = self.browser.get(&address).await;
            let records = self.world.records.values();
            let listed: BTreeSet<&'static str> = records
                .filter(|known| answer.body.contains(&known.code.to_string()))
                .map(|known| known.name)
                .collect();
            lists.insert(query, listed);
        }
        let everything: BTreeSet<&str> =
            ["", "kind=adult", "closed=1"].iter().flat_map(|query| lists[query].clone()).collect();
        let world = Arc::clone(&self.world);
        for known in world.records.values().filter(|known| matches!(known.kind, "child" | "adult")) {
            if self.stands(*known) && !everything.contains(known.name) {
                self.wrong("/children", &format!("does not list {}", known.name));
            }
            let knows = self.allowed[known.name].iter().any(|part| part == "case");
            for query in ["closed=1", "urgency=urgent", "urgency=soon", "urgency=routine"] {
                if !knows && lists[query].contains(known.name) {
                    self.wrong(
                        "/children",
                        &format!("tells the stage or urgency of {} by {query}", known.name),
                    );
                }
            }
        }
    }
}

/// Every field that an action about a record may ask for.
fn full(world: &World) -> String {
    let account = world.reader("aigul").account;
    let random = world.cast.app.fresh::<domain::EntryId>().expect("an id");
    let text = "Because+it+is+needed+today";
    let mut fields = String::new();
    for name in [
        "reason",
        "note",
        "text",
        "words",
        "word",
        "comment",
        "needs",
        "now",
        "view_now",
        "child_view",
        "objective",
        "baseline",
        "measure",
        "aim",
        "responsible",
        "capacity",
        "best_interests",
        "override",
        "name",
        "waive",
        "return",
        "reopen",
    ] {
        fields.push_str(&format!("&{name}={text}"));
    }
    for (name, value) in [
        ("to", "urgent"),
        ("step", "done"),
        ("ground", "relative"),
        ("service", "atyrau_school_18"),
        ("purpose", "schooling"),
        ("decision", "given"),
        ("giver", "caregiver"),
        ("assent", "aloud"),
        ("outcome", "met"),
        ("progress", "50"),
        ("due", "2026-09-01"),
        ("due.day", "1"),
        ("due.month", "9"),
        ("due.year", "2026"),
        ("until", "2026-09-01"),
        ("what", "contact"),
        ("sector", "social"),
        ("level", "individual"),
        ("urgency", "soon"),
        ("limits", "yes"),
        ("others", "not_aboard"),
        ("_seen", "0"),
        ("step_due", "2026-09-01T10:00"),
        ("done", "yes"),
        ("case", "yes"),
    ] {
        fields.push_str(&format!("&{name}={value}"));
    }
    for name in ["party", "owner", "assignee", "recipient", "step_for"] {
        fields.push_str(&format!("&{name}={account}"));
    }
    let code = world.get("barred").code;
    fields
        .push_str(&format!("&approval={random}&goal={random}&tick=arrived:{code}&listed={code}&here={code}"));
    fields
}

/// Asks a form to open every answer that markers were put into.
fn opening() -> String {
    let fields: BTreeSet<&str> = FORMS.iter().flat_map(|(_, _, _, fields)| fields.iter().copied()).collect();
    fields.iter().map(|field| format!("&_open={field}")).collect()
}

/// Everything that this reader may meet and did not.
pub(crate) fn missing(
    allowed: &BTreeMap<&'static str, Vec<String>>,
    met: &Met,
    marked: &BTreeSet<(String, String)>,
) -> Vec<(String, String)> {
    let mut missing = Vec::new();
    for (record, parts) in allowed {
        let found = met.found.get(record);
        for (known, part) in marked.iter().filter(|(known, _)| known == record) {
            let may = parts
                .iter()
                .any(|allowed| allowed == part || (allowed == "referral:*" && part.starts_with("referral:")));
            if may && found.is_none_or(|found| !found.contains(part)) {
                missing.push((known.clone(), part.clone()));
            }
        }
    }
    missing
}

/// Where two texts part.
fn difference(one: &str, other: &str) -> String {
    let at = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(30)).take(90).collect::<String>();
    format!("{:?} and {:?}", around(one), around(other))
}

/// An address with the test's own names in place of codes.
fn named(world: &World, address: &str) -> String {
    world.records.values().fold(address.to_owned(), |address, known| {
        address.replace(&known.code.to_string(), &format!("<{}>", known.name))
    })
}

fn escaped(address: &str) -> String {
    address.replace('/', "%2F")
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
