//! Ticking people off as they arrive: by code, name or QR, or later from the printed roster.

use domain::{ChoiceCode, CommandId, Event, PersonCode, RecordId};
use protocol::{Automatic, stage};

use crate::{
    App, SignedIn,
    core::{
        tokens,
        work::{Done, Touch},
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

impl App {
    /// Ticks one person of a flight off. Ticking again changes nothing; a wrong tick is put right by the other one
    /// as long as the person was not taken on.
    pub async fn tick_arrival(
        &self,
        who: &SignedIn,
        command: CommandId,
        flight: &PersonCode,
        person: &PersonCode,
        tick: Tick,
    ) -> Answer<Done> {
        let flight = self.by_code(flight).await?.ok_or(Refused::NotFound)?;
        let person = self.by_code(person).await?.ok_or_else(|| because("not-on-this-flight"))?;
        self.transact(who, command, &[Touch::Open(flight), Touch::Open(person)], |work| {
            work.demand(flight, "flight.arrivals")?;
            work.demand(person, "flight.arrivals")?;
            if !tokens::linked_as(work.record(flight)?, "passenger").any(|known| known == person) {
                return Err(because("not-on-this-flight"));
            }
            let state = match tick {
                Tick::Arrived => "arrived",
                Tick::NotAboard => "not_aboard",
            };
            if work.record(flight)?.arrivals.get(&person).is_some_and(|(known, _)| *known == *state) {
                return Ok(person.as_bytes().to_vec());
            }
            work.add(flight, "manifest", Event::Arrived { person, state: ChoiceCode::of(state) })?;
            if tick == Tick::Arrived {
                let protocol = work.protocol.clone();
                let record = work.record(person)?;
                let kind = record.kind().cloned().ok_or(Refused::NotFound)?;
                let from = record.stage().map(|stage| stage.as_str().to_owned()).unwrap_or_default();
                if let Some(way) = stage::by_itself(&protocol, kind.as_str(), &from, Automatic::Arrival) {
                    // Who receives them answers for them from now on; a worker is named by the supervisor there.
                    let receives: Option<RecordId> =
                        tokens::linked_as(work.record(flight)?, "receives").next();
                    if receives.is_some() {
                        work.give_to(person, None, receives, None)?;
                    }
                    let to = way.to.clone();
                    work.enter(person, &to, None, None)?;
                }
            }
            Ok(person.as_bytes().to_vec())
        })
        .await
    }
}
