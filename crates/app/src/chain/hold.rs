//! A hold: nothing of a record is erased while it stands.

use domain::{CommandId, Event, PersonCode, Private};

use crate::{
    App, SignedIn,
    core::work::{Done, Touch},
    refused::{Answer, Refused, because},
};

/// What happens to a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldStep {
    /// It is placed.
    Place,
    /// It is lifted.
    Lift,
}

impl App {
    /// Places or lifts a hold on erasure, with a reason.
    pub async fn hold(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        step: HoldStep,
        reason: Private<String>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "hold.place")?;
            if reason.as_str().trim().is_empty() {
                return Err(because("reason-needed"));
            }
            let held = work.record(id)?.held.is_some();
            let event = match step {
                HoldStep::Place if !held => Event::HoldPlaced { reason: reason.clone() },
                HoldStep::Lift if held => Event::HoldLifted { reason: reason.clone() },
                HoldStep::Place => return Err(because("already-held")),
                HoldStep::Lift => return Err(because("not-held")),
            };
            work.add(id, "case", event)?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}
