//! Barring a person or a body from a record: deny wins over everything else.

use domain::{CommandId, Event, GroundCode, PersonCode, Private, RecordId};

use crate::{
    App, SignedIn,
    core::work::{Done, Touch},
    refused::{Answer, Refused, because},
};

impl App {
    /// Bars an account, a team or a person's record. Nobody bars themself out of what they answer for.
    pub async fn bar(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        party: RecordId,
        ground: GroundCode,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "bar.set")?;
            if who.actor().is(party) {
                return Err(because("not-yourself"));
            }
            if work.record(id)?.owner == Some(party) {
                return Err(because("assign-first"));
            }
            work.add(id, "access", Event::Barred { party, ground: ground.clone() })?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }

    /// Lifts a bar.
    pub async fn lift_bar(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        party: RecordId,
        reason: Private<String>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "bar.set")?;
            if !work.record(id)?.bars.contains_key(&party) {
                return Err(Refused::NotFound);
            }
            if reason.as_str().trim().is_empty() {
                return Err(because("reason-needed"));
            }
            work.add(id, "access", Event::BarLifted { party, reason: reason.clone() })?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}
