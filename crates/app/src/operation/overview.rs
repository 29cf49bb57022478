//! Operations and their flights, as those who work on them may see them.

use std::collections::BTreeSet;

use domain::{Instant, PersonCode, PlaceCode, Private, Record, RecordId, Stage, TeamId, Value};
use policy::Level;

use super::arrivals::Tick;
use crate::{
    App, Door, Filter, Opened, Shown, SignedIn,
    core::{
        facts,
        load::{load, view},
        reading::Read,
        tokens,
    },
    refused::{Answer, Refused},
};

/// An operation with those of its flights that its reader may open.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its code.
    pub code: PersonCode,
    /// Its name.
    pub name: Option<Private<String>>,
    /// Its stage.
    pub stage: Option<Stage>,
    /// Its flights, the latest first.
    pub flights: Vec<Flight>,
}

/// A flight in a list.
#[derive(Debug, Clone)]
pub struct Flight {
    /// Its code.
    pub code: PersonCode,
    /// Its name or number.
    pub name: Option<Private<String>>,
    /// Its stage.
    pub stage: Option<Stage>,
    /// When it departs.
    pub departs: Option<Instant>,
    /// Where it arrives.
    pub place_to: Option<PlaceCode>,
    /// Who receives the people.
    pub receives: Option<TeamId>,
    /// How many people are on its list.
    pub people: usize,
    /// How many of them arrived.
    pub arrived: usize,
    /// How many were not aboard.
    pub not_aboard: usize,
}

/// The operations of a reader, and flights of other people's operations that they work on.
#[derive(Debug, Clone, Default)]
pub struct Operations {
    /// Operations.
    pub operations: Vec<Operation>,
    /// Flights of no operation above.
    pub others: Vec<Flight>,
}

/// Operations, and flights beside them, on one page.
const MOST: usize = 100;

impl App {
    /// The operations and flights that somebody works on.
    pub async fn operations(&self, who: &SignedIn) -> Answer<Operations> {
        let mut shown = Operations::default();
        let mut seen: BTreeSet<RecordId> = BTreeSet::new();
        for row in self.list(who, Shown::Operations, &Filter::of("operation"), None, MOST).await?.rows {
            let Some(operation) = self.seen_by(who, row.id).await? else { continue };
            let flights = self.flights_of(who, &operation, &mut seen).await?;
            let Some((opened, _)) = &operation.opened else { continue };
            shown.operations.push(Operation {
                code: opened.code,
                name: text(&operation, "operation_profile", "name"),
                stage: operation.stage().cloned(),
                flights,
            });
        }
        for row in self.list(who, Shown::Operations, &Filter::of("flight"), None, MOST).await?.rows {
            if seen.insert(row.id)
                && let Some(flight) = self.seen_by(who, row.id).await?
            {
                shown.others.extend(Flight::of(&flight));
            }
        }
        // What is being prepared comes first, then the latest.
        shown.operations.sort_by_key(|operation| {
            let latest = operation.flights.first().map(|flight| flight.departs);
            (latest.is_some(), std::cmp::Reverse(latest))
        });
        latest_first(&mut shown.others);
        let records: Vec<RecordId> = seen.into_iter().collect();
        self.log_reading(who, &Read { page: Shown::Operations, records, grounds: Vec::new(), reason: None })
            .await?;
        Ok(shown)
    }

    /// One operation and its flights.
    pub async fn operation(&self, who: &SignedIn, code: &PersonCode) -> Answer<(Opened, Vec<Flight>)> {
        let opened = self.open_code(who, code, Door::page(Shown::Operation)).await?;
        if opened.kind() != "operation" {
            return Err(Refused::NotFound);
        }
        let mut seen = BTreeSet::new();
        let flights = self.flights_of(who, &opened.view, &mut seen).await?;
        let records: Vec<RecordId> = seen.into_iter().collect();
        self.log_reading(who, &Read { page: Shown::Operation, records, grounds: Vec::new(), reason: None })
            .await?;
        Ok((opened, flights))
    }

    /// The operation that a flight belongs to, if this person may open it: its code and name.
    pub async fn operation_of(
        &self,
        who: &SignedIn,
        flight: &Opened,
    ) -> Answer<Option<(PersonCode, Option<Private<String>>)>> {
        for id in tokens::linked_as(&flight.view, "operation") {
            if let Some(operation) = self.seen_by(who, id).await?
                && let Some((opened, _)) = &operation.opened
            {
                return Ok(Some((opened.code, text(&operation, "operation_profile", "name"))));
            }
        }
        Ok(None)
    }

    async fn flights_of(
        &self,
        who: &SignedIn,
        operation: &Record,
        seen: &mut BTreeSet<RecordId>,
    ) -> Answer<Vec<Flight>> {
        let mut flights = Vec::new();
        for id in tokens::linked_as(operation, "flight") {
            if let Some(flight) = self.seen_by(who, id).await? {
                seen.insert(id);
                flights.extend(Flight::of(&flight));
            }
        }
        latest_first(&mut flights);
        Ok(flights)
    }

    /// What somebody may see of an operation or flight; nothing when they may not open it. Not logged here.
    async fn seen_by(&self, who: &SignedIn, id: RecordId) -> Answer<Option<Record>> {
        let Some(loaded) = load(self, id).await? else { return Ok(None) };
        let protocol = self.protocol();
        let facts = facts::of_record(&loaded.record)?;
        let Ok(grant) = policy::access(protocol.table(), who.actor(), &facts) else { return Ok(None) };
        if !grant.may("manifest", Level::Read) {
            return Ok(None);
        }
        Ok(Some(view(loaded.record, &grant, &protocol)))
    }
}

impl Flight {
    /// A flight as its reader may see it.
    pub fn of(record: &Record) -> Option<Self> {
        let (opened, _) = record.opened.as_ref()?;
        let people: BTreeSet<RecordId> = tokens::linked_as(record, "passenger").collect();
        let ticked = |tick: Tick| {
            let states = record.arrivals.iter().filter(|(person, _)| people.contains(person));
            states.filter(|(_, (state, _))| *state == *tick.code()).count()
        };
        Some(Self {
            code: opened.code,
            name: text(record, "flight_profile", "name"),
            stage: record.stage().cloned(),
            departs: match record.value("flight_profile", "departs") {
                Some(Value::DateTime(at)) => Some(*at),
                _ => None,
            },
            place_to: match record.value("flight_profile", "place_to") {
                Some(Value::Place(place)) => Some(place.clone()),
                _ => None,
            },
            receives: tokens::linked_as(record, "receives").next(),
            people: people.len(),
            arrived: ticked(Tick::Arrived),
            not_aboard: ticked(Tick::NotAboard),
        })
    }
}

fn latest_first(flights: &mut [Flight]) {
    flights.sort_by_key(|flight| std::cmp::Reverse(flight.departs));
}

fn text(record: &Record, form: &str, field: &str) -> Option<Private<String>> {
    match record.value(form, field) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}
