//! Ticking people off as they arrive: by code, name or QR, or later from the printed roster.
//!
//! Invariant: a tick says the same however often it is sent; a wrong one is put right as long as nobody took the
//! person on; whether a code exists elsewhere is not told.

use std::collections::BTreeMap;

use domain::{ChoiceCode, CommandId, Compartment, Event, EventId, PersonCode, Private, Record, RecordId};
use policy::Grant;
use protocol::{Automatic, stage};

use crate::{
    App, SignedIn,
    core::{
        facts,
        load::load,
        tokens,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// One tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    /// They are here.
    Arrived,
    /// They were on the list and did not come.
    NotAboard,
}

impl Tick {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::NotAboard => "not_aboard",
        }
    }

    /// The tick of a code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Arrived, Self::NotAboard].into_iter().find(|tick| tick.code() == code)
    }
}

impl App {
    /// Ticks one person of a flight off. Ticking again changes nothing. A page has one command for all its buttons:
    /// each tick of it happens once.
    ///
    /// # Errors
    /// Reasons `not-on-this-flight` for any other code, `gone-on` when others have taken the person on.
    pub async fn tick_arrival(
        &self,
        who: &SignedIn,
        command: CommandId,
        flight: &PersonCode,
        person: &PersonCode,
        tick: Tick,
    ) -> Answer<Done> {
        let parts =
            [command.as_bytes().as_slice(), person.compact().as_bytes(), tick.code().as_bytes()].concat();
        let own = self.ring().token("tick", self.ring().current_index_epoch(), &[&parts])?;
        self.tick_roster(who, CommandId::from_bytes(own), flight, &[(*person, tick)]).await
    }

    /// Ticks several people of a flight off, all of them or none: what was written on a printed roster.
    ///
    /// # Errors
    /// As [`App::tick_arrival`].
    pub async fn tick_roster(
        &self,
        who: &SignedIn,
        command: CommandId,
        flight: &PersonCode,
        ticks: &[(PersonCode, Tick)],
    ) -> Answer<Done> {
        let flight = self.by_code(flight).await?.ok_or(Refused::NotFound)?;
        let record = self.ticked_by(who, flight).await?;
        let people = self.passengers_by_code(&record).await?;
        let mut wanted: BTreeMap<RecordId, Tick> = BTreeMap::new();
        for (code, tick) in ticks {
            let token = tokens::code(self, code)?;
            let person = people.get(token.as_slice()).ok_or_else(|| because("not-on-this-flight"))?;
            if says(&record, *person) != Some(tick.code()) {
                wanted.insert(*person, *tick);
            }
        }
        for person in wanted.keys() {
            if self.grant_on(who, *person).await?.is_none_or(|grant| !grant.may_do("flight.arrivals")) {
                return Err(because("gone-on"));
            }
        }
        let touched: Vec<Touch> =
            std::iter::once(flight).chain(wanted.keys().copied()).map(Touch::Open).collect();
        self.transact(who, command, &touched, |work| {
            work.demand(flight, "flight.arrivals")?;
            for (person, tick) in &wanted {
                work.demand(*person, "flight.arrivals")?;
                work.tick(flight, *person, *tick)?;
            }
            Ok(flight.as_bytes().to_vec())
        })
        .await
    }

    /// The flight on whose list of arrivals a code is to be ticked by this person, as a slip's QR code leads there;
    /// nothing when it is only a record to look at.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when there is no such record for this person.
    pub async fn arrives_with(&self, who: &SignedIn, code: &PersonCode) -> Answer<Option<PersonCode>> {
        let id = self.by_code(code).await?.ok_or(Refused::NotFound)?;
        let record = load(self, id).await?.ok_or(Refused::NotFound)?.record;
        let facts = facts::of_record(&record)?;
        let grant = policy::access(self.protocol().table(), who.actor(), &facts);
        let grant = grant.map_err(|_| Refused::NotFound)?;
        if !grant.may_do("flight.arrivals") {
            return Ok(None);
        }
        for flight in tokens::linked_as(&record, "flight") {
            if let Ok(flight) = self.ticked_by(who, flight).await {
                return Ok(flight.opened.map(|(opened, _)| opened.code));
            }
        }
        Ok(None)
    }

    /// A flight on which this person ticks arrivals off.
    async fn ticked_by(&self, who: &SignedIn, flight: RecordId) -> Answer<Record> {
        let record = load(self, flight).await?.ok_or(Refused::NotFound)?.record;
        let facts = facts::of_record(&record)?;
        let grant = policy::access(self.protocol().table(), who.actor(), &facts);
        let may = grant.is_ok_and(|grant| grant.may_do("flight.arrivals"));
        if may && facts.kind == "flight" { Ok(record) } else { Err(Refused::NotFound) }
    }

    async fn grant_on(&self, who: &SignedIn, id: RecordId) -> Answer<Option<Grant>> {
        let Some(loaded) = load(self, id).await? else { return Ok(None) };
        let facts = facts::of_record(&loaded.record)?;
        Ok(policy::access(self.protocol().table(), who.actor(), &facts).ok())
    }

    /// The people of a flight by the tokens of their codes.
    async fn passengers_by_code(&self, flight: &Record) -> Answer<BTreeMap<Vec<u8>, RecordId>> {
        let ids: Vec<RecordId> = tokens::linked_as(flight, "passenger").collect();
        let rows = self.store().records(&ids).await?;
        Ok(rows.into_iter().filter_map(|row| Some((row.code_token?, row.id))).collect())
    }
}

/// What the flight says of a person.
fn says(flight: &Record, person: RecordId) -> Option<&str> {
    flight.arrivals.get(&person).map(|(state, _)| state.as_str())
}

impl Work<'_> {
    fn tick(&mut self, flight: RecordId, person: RecordId, tick: Tick) -> Answer<()> {
        if says(self.record(flight)?, person) == Some(tick.code()) {
            return Ok(());
        }
        match tick {
            Tick::Arrived => {
                self.land(flight)?;
                self.receive(flight, person)?;
            }
            Tick::NotAboard => self.take_arrival_back(person)?,
        }
        self.add(flight, "manifest", Event::Arrived { person, state: ChoiceCode::of(tick.code()) })?;
        Ok(())
    }

    /// The first who arrives has landed the flight.
    fn land(&mut self, flight: RecordId) -> Answer<()> {
        match self.arrival_leads(flight)? {
            Some(to) => self.enter(flight, &to, None, None),
            None => Ok(()),
        }
    }

    /// Who receives the flight answers for the person from now on; a worker is named by the supervisor there.
    fn receive(&mut self, flight: RecordId, person: RecordId) -> Answer<()> {
        let Some(to) = self.arrival_leads(person)? else { return Ok(()) };
        let receives: Option<RecordId> = tokens::linked_as(self.record(flight)?, "receives").next();
        if receives.is_some() {
            self.give_to(person, None, receives, None, None)?;
        }
        self.enter(person, &to, None, None)
    }

    fn arrival_leads(&self, id: RecordId) -> Answer<Option<domain::Stage>> {
        let record = self.record(id)?;
        let kind = record.kind().ok_or(Refused::NotFound)?;
        let from = record.stage().map_or("", domain::Stage::as_str);
        Ok(stage::by_itself(&self.protocol, kind.as_str(), from, Automatic::Arrival)
            .map(|way| way.to.clone()))
    }

    /// Strikes through what a wrong tick did: the stage, who received the person, the tasks.
    fn take_arrival_back(&mut self, person: RecordId) -> Answer<()> {
        let wrong = match arrival(self.record(person)?) {
            Arrival::None => return Ok(()),
            Arrival::TakenOn => return Err(because("gone-on")),
            Arrival::Untouched(events) => events,
        };
        let reason: Private<String> = Tick::NotAboard.code().into();
        for (event, compartment) in wrong {
            let reason = reason.clone();
            self.add(person, compartment.as_str(), Event::Corrected { event, reason, ground: None })?;
        }
        Ok(())
    }
}

/// Where a person's arrival stands.
enum Arrival {
    /// They did not arrive.
    None,
    /// They did, and others have worked with them since.
    TakenOn,
    /// They did, and nothing happened since: what the tick wrote.
    Untouched(Vec<(EventId, Compartment)>),
}

fn arrival(record: &Record) -> Arrival {
    let standing: Vec<_> = record
        .history
        .iter()
        .filter(|recorded| record.struck(recorded.head.event).is_none())
        .filter_map(|recorded| Some((recorded, &recorded.content.as_ref()?.event)))
        .filter(|(_, event)| !matches!(event, Event::Corrected { .. } | Event::Restored { .. }))
        .collect();
    let entered = standing
        .iter()
        .rposition(|(_, event)| matches!(event, Event::StatusChanged { to, .. } if *to == *"arrived"));
    let Some(entered) = entered else { return Arrival::None };
    let at = standing[entered].0.head.at;
    let handed_over = |event: &Event| matches!(event, Event::Assigned { .. } | Event::TaskAssigned { .. });
    let before = standing[..entered]
        .iter()
        .rev()
        .take_while(|(recorded, event)| recorded.head.at == at && handed_over(event))
        .count();
    let after = &standing[entered + 1..];
    let follows = |event: &Event| matches!(event, Event::TaskAdded(_) | Event::TaskDone { .. });
    if after.iter().any(|(recorded, event)| recorded.head.at != at || !follows(event)) {
        return Arrival::TakenOn;
    }
    let wrong = &standing[entered - before..];
    Arrival::Untouched(
        wrong.iter().map(|(recorded, _)| (recorded.head.event, recorded.compartment.clone())).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_is_one_of_the_protocols_arrival_states() {
        for tick in [Tick::Arrived, Tick::NotAboard] {
            assert_eq!(Tick::of(tick.code()), Some(tick));
        }
        assert_eq!(Tick::of("fled"), None);
    }
}
