//! Setting the protection urgency, which moves the open tasks.

use domain::{CommandId, Event, PersonCode, Private, Urgency};

use crate::{
    App, SignedIn,
    core::{
        pathway::Happened,
        work::{Done, Touch},
    },
    refused::{Answer, Refused, because},
};

/// An urgency as it was chosen.
#[derive(Debug, Clone)]
pub struct SetUrgency {
    /// The command's id.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// The urgency.
    pub to: Urgency,
    /// Why.
    pub reason: Private<String>,
}

impl App {
    /// Sets the protection urgency; raising pulls open tasks forward, lowering never moves one into the past.
    pub async fn set_urgency(&self, who: &SignedIn, sent: SetUrgency) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            work.demand(id, "urgency.set")?;
            if sent.reason.as_str().trim().is_empty() {
                return Err(because("reason-needed"));
            }
            let old = work.record(id)?.urgency.as_ref().map(|(urgency, _)| *urgency);
            work.add(id, "case", Event::UrgencySet { to: sent.to, reason: sent.reason.clone() })?;
            work.follow(id, &Happened::Urgency)?;
            work.move_tasks(id, old, sent.to)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}
