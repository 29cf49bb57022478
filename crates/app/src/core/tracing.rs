//! A relative looks for somebody: what a record must say before a request is matched with it at all, and what it must say
//! before the one who looks hears more than everybody hears.
//!
//! Invariant: pure, over the whole record as it is now and those near it. Nothing is written down as "released": an
//! agreement that is taken back, a consent that ran out or a protective order takes the answer back by itself, on whichever
//! record of the person or of the family it stands.

use std::collections::BTreeSet;

use domain::{
    Decision, EntryId, Instant, Kind, Record, RecordId, Value,
    record::{ConsentState, Entry},
};
use jiff::{civil::Date, tz::TimeZone};
use protocol::{Protocol, consent};

use super::{
    house::App,
    load::load,
    near::{Near, ties},
    pathway::birth,
};
use crate::{
    case::{bar::keeps_somebody_away, change::died, of_age::asked_again},
    refused::Answer,
};

/// The kind of a relative's request.
pub(crate) const REQUEST: &str = "tracing_request";
/// The form in which the worker answers for the child, an entry for each request, under the request's own id.
pub(crate) const ANSWER: &str = "tracing_answer";
/// Where what is said of contact stands, and the form of safety plans.
const CONTACT: &str = "tracing_contact";
const PLAN: &str = "family_violence_plan";

/// Why no relative's request is matched with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    /// Nobody whose consent could be asked: a row of a list, or a record that is gone.
    Nobody,
    /// The case is closed, or the person died.
    Over,
    /// No consent for tracing, or none that holds by the rules of the age.
    Consent,
    /// The person wants no contact with a relative.
    NoContact,
    /// A protective order is in force, or asked for.
    Order,
    /// Somebody is kept away for what they did or may do, and could be who asks.
    KeptAway,
    /// Another record of the person says no, or one of the family tells of a protective order. Which one and what it says
    /// is not told.
    Elsewhere,
}

/// What is still missing before the one who looks may be told that a contact is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The record is closed to requests.
    Closed(Closed),
    /// That the answers of both sides fit.
    BothFit,
    /// The person's own wish.
    Wish,
    /// The protective carer's agreement.
    Carer,
    /// What the other living parent says.
    Parent,
    /// The decision in the child's best interests, after a parent objected.
    Decision,
    /// That a worker found it safe.
    Safe,
}

/// The entry for a request: whoever fills it knows the request by nothing else.
pub(crate) const fn entry_of(request: RecordId) -> EntryId {
    EntryId::from_bytes(*request.as_bytes())
}

fn zone_of(record: &Record, protocol: &Protocol) -> TimeZone {
    protocol::place::zone(protocol, record.place.as_ref().map(domain::PlaceCode::as_str))
}

fn chosen(entry: &Entry, field: &str, choice: &str) -> bool {
    matches!(entry.values.get(field), Some(Value::Choice(known)) if *known == *choice)
}

fn day(entry: &Entry, field: &str) -> Option<Date> {
    match entry.values.get(field)? {
        Value::Date(day) => Some(day.latest()),
        _ => None,
    }
}

/// Why no request may be matched with a record; empty where one may.
pub(crate) fn closed(record: &Record, near: &Near, protocol: &Protocol, now: Instant) -> BTreeSet<Closed> {
    if !record.kind().is_some_and(may_consent) {
        return [Closed::Nobody].into();
    }
    let mut closed = shields(record, protocol, now);
    if record.stage().is_some_and(|stage| *stage == "closed") {
        closed.insert(Closed::Over);
    }
    let zone = zone_of(record, protocol);
    let holds = last_word(record)
        .is_some_and(|last| last.holds_at(now) && asked_again(record, protocol, last, &zone, now).is_none());
    if !holds {
        closed.insert(Closed::Consent);
    }
    if says_no_elsewhere(record, near, protocol, now) {
        closed.insert(Closed::Elsewhere);
    }
    closed
}

/// The last word on tracing: it counts, to whomever it was said.
fn last_word(record: &Record) -> Option<&ConsentState> {
    record.consents.iter().rev().find(|state| state.consent.purpose == "tracing")
}

/// When the last word on tracing was said, and whether it was a no.
fn said(record: &Record) -> Option<(Instant, bool)> {
    let last = last_word(record)?;
    Some(match &last.withdrawn {
        Some((at, _)) => (*at, true),
        None => (last.at, last.consent.decision == Decision::Refused),
    })
}

/// Whether a record near this one closes it. Of the same person every no counts, and a refusal where it is the later word;
/// of the family a protective order, which is seldom for one of them alone.
fn says_no_elsewhere(record: &Record, near: &Near, protocol: &Protocol, now: Instant) -> bool {
    let here = said(record).map(|(at, _)| at);
    let is_later =
        |other: &Record| said(other).is_some_and(|(at, no)| no && here.is_none_or(|here| at >= here));
    near.is_cut
        || near.same.iter().any(|other| !shields(other, protocol, now).is_empty() || is_later(other))
        || near.kin.iter().any(|other| shields(other, protocol, now).contains(&Closed::Order))
}

/// What of a record excludes relatives' requests, whoever agreed: the wish, an order, a danger, a death.
fn shields(record: &Record, protocol: &Protocol, now: Instant) -> BTreeSet<Closed> {
    let mut closed = BTreeSet::new();
    if died(record, protocol).is_some() {
        closed.insert(Closed::Over);
    }
    // Who asks is only what they say: a no to one relative is a no to whoever may be that one.
    let no = |entry: &Entry| chosen(entry, "wish", "no_contact");
    if record.entries(CONTACT).iter().chain(record.entries(ANSWER)).any(no) {
        closed.insert(Closed::NoContact);
    }
    let today = now.to_zoned(zone_of(record, protocol)).date();
    let in_force = |entry: &Entry| {
        chosen(entry, "order", "in_force") && day(entry, "order_until").is_none_or(|until| today <= until)
    };
    let plans = record.entries(PLAN);
    if plans.iter().any(in_force) || plans.last().is_some_and(|last| chosen(last, "order", "asked")) {
        closed.insert(Closed::Order);
    }
    if keeps_somebody_away(record) {
        closed.insert(Closed::KeptAway);
    }
    closed
}

/// The next time that a consent or an order ends by itself, after now.
pub(crate) fn turns(record: &Record, protocol: &Protocol, now: Instant) -> Option<Instant> {
    let zone = zone_of(record, protocol);
    let after = |day: Date| Some(day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp());
    let orders = record.entries(PLAN).iter().filter(|entry| chosen(entry, "order", "in_force"));
    orders
        .filter_map(|entry| after(day(entry, "order_until")?))
        .chain(last_word(record).and_then(|last| last.consent.until))
        .filter(|turn| *turn > now)
        .min()
}

/// All of a record that relatives' requests with it or with those near it depend on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    is_open: bool,
    shields: BTreeSet<Closed>,
    said: Option<(Instant, bool)>,
    turns: Option<Instant>,
    ties: BTreeSet<RecordId>,
}

impl Standing {
    /// As a record stands, by itself.
    pub(crate) fn of(record: &Record, protocol: &Protocol, now: Instant) -> Self {
        if !record.kind().is_some_and(|kind| may_consent(kind) || *kind == *"listed") {
            return Self::default();
        }
        Self {
            is_open: closed(record, &Near::default(), protocol, now).is_empty(),
            shields: shields(record, protocol, now),
            said: said(record),
            turns: turns(record, protocol, now),
            ties: ties(record),
        }
    }

    /// Whether somebody may be looked for now who was not, or the other way round.
    pub(crate) fn matters_after(&self, before: &Self) -> bool {
        let speaks = |one: &Self| one.is_open || !one.shields.is_empty() || one.said.is_some();
        self != before && (speaks(self) || speaks(before))
    }
}

pub(crate) fn may_consent(kind: &Kind) -> bool {
    matches!(kind.as_str(), "child" | "adult")
}

/// Whether a request and this record were found to be about one person.
pub(crate) fn is_found(record: &Record, request: RecordId) -> bool {
    record.links.get(&request).is_some_and(|relation| *relation == *"same_person")
        && record.entries(ANSWER).iter().any(|entry| entry.id == entry_of(request))
}

/// What a record still lacks before whoever made this request may be told more; empty where nothing does.
pub(crate) fn missing(
    record: &Record,
    near: &Near,
    request: RecordId,
    protocol: &Protocol,
    now: Instant,
) -> BTreeSet<Missing> {
    let mut missing: BTreeSet<Missing> =
        closed(record, near, protocol, now).into_iter().map(Missing::Closed).collect();
    let entry = record.entries(ANSWER).iter().find(|entry| entry.id == entry_of(request));
    let says = |field: &str, choice: &str| entry.is_some_and(|entry| chosen(entry, field, choice));
    let mut needs = |holds: bool, what: Missing| {
        if !holds {
            missing.insert(what);
        }
    };
    needs(says("both_fit", "fits"), Missing::BothFit);
    let is_child = record.kind().is_some_and(|kind| *kind == "child");
    let today = now.to_zoned(zone_of(record, protocol)).date();
    let age = birth(record, protocol).map(|birth| birth.age_on(today));
    let small = is_child && !is_asked(protocol, age);
    let no = says("wish", "later") || says("wish", "no_contact");
    needs(says("wish", "wants") || (small && !no), Missing::Wish);
    if is_child {
        needs(says("carer_agrees", "yes"), Missing::Carer);
        let objects = says("parent_view", "objects");
        needs(objects || says("parent_view", "agrees") || says("parent_view", "nobody"), Missing::Parent);
        if objects {
            let since = entry.and_then(|entry| day(entry, "objected_on"));
            needs(since.is_some_and(|since| is_decided(record, since)), Missing::Decision);
        }
    }
    needs(says("safe", "yes"), Missing::Safe);
    missing
}

/// Whether a child of this age is asked; where the age is not known, yes.
fn is_asked(protocol: &Protocol, age: Option<(i16, i16)>) -> bool {
    let ruling = consent::rule(protocol.consent(), age);
    ruling.maybe_of_age
        || ruling.assent > consent::Assent::None
        || ruling.rules.iter().any(|rule| rule.child_decides)
}

/// Whether a panel decided since then, the last time, that the contact serves the child best.
fn is_decided(record: &Record, since: Date) -> bool {
    let of_contact =
        |entry: &&Entry| chosen(entry, "bi_occasion", "tracing") && chosen(entry, "bi_kind", "determination");
    let last = record
        .entries("best_interests")
        .iter()
        .filter(of_contact)
        .filter(|entry| day(entry, "panel_on").is_some_and(|on| on >= since))
        .max_by_key(|entry| (day(entry, "panel_on"), entry.at, entry.seq));
    last.is_some_and(|last| chosen(last, "contact_serves", "yes"))
}

/// The two sides of a pair as a relative's request and somebody else; nothing where none or both are requests.
pub(crate) fn sides<'k>(
    one: (RecordId, &'k Kind),
    other: (RecordId, &'k Kind),
) -> Option<(RecordId, (RecordId, &'k Kind))> {
    match (*one.1 == REQUEST, *other.1 == REQUEST) {
        (true, false) => Some((one.0, other)),
        (false, true) => Some((other.0, one)),
        _ => None,
    }
}

impl App {
    /// Whether two records may be put before a registrar as perhaps one person: a relative's request only with somebody
    /// who agreed to be looked for.
    pub(crate) async fn may_be_paired(
        &self,
        one: (RecordId, &Kind),
        other: (RecordId, &Kind),
    ) -> Answer<bool> {
        let Some((_, (person, kind))) = sides(one, other) else { return Ok(true) };
        if !may_consent(kind) {
            return Ok(false);
        }
        let Some(loaded) = load(self, person).await? else { return Ok(false) };
        Ok(!self.is_closed_to_requests(&loaded.record).await?)
    }

    /// Whether no request may be matched with a record now.
    pub(crate) async fn is_closed_to_requests(&self, record: &Record) -> Answer<bool> {
        let (protocol, now) = (self.protocol(), self.now());
        // What the record itself says needs no other to be read.
        Ok(!closed(record, &Near::default(), &protocol, now).is_empty()
            || !closed(record, &self.near(record).await?, &protocol, now).is_empty())
    }
}
