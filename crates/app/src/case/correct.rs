//! Striking an entry through: it stays in the history with its reason and counts no more.
//!
//! Invariant: only what somebody wrote down of the person can be struck. A decision (a consent, a stage, an approval,
//! a bar, access) is never struck but withdrawn, moved on or lifted, each with its own use case.

use domain::{CommandId, Event, EventId, PersonCode, Private};
use policy::Level;

use crate::{
    App, SignedIn,
    core::work::{Done, Touch},
    refused::{Answer, Refused, because},
};

/// Whether an event is of a kind that may be struck through.
pub const fn may_be_struck(event: &Event) -> bool {
    matches!(
        event,
        Event::FormFilled { .. }
            | Event::TaskCommented { .. }
            | Event::GoalSet(_)
            | Event::GoalReviewed { .. }
            | Event::Noted { .. }
            | Event::FileAttached { .. }
    )
}

impl App {
    /// Strikes an entry through.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for what this person may not write, may not see, or what cannot be struck.
    pub async fn correct(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        event: EventId,
        reason: Private<String>,
    ) -> Answer<Done> {
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        self.transact(who, command, &[Touch::Open(id)], |work| {
            work.demand(id, "record.correct")?;
            let record = work.record(id)?;
            let known = record.history.iter().find(|recorded| recorded.head.event == event);
            let known = known.ok_or(Refused::NotFound)?;
            let compartment = known.compartment.as_str().to_owned();
            let grant = work.grant(id)?;
            let strikes = known.content.as_ref().is_some_and(|content| may_be_struck(&content.event));
            // A referral's envelope has two parties; neither strikes what lies in it.
            if !strikes || compartment == "referral" || !grant.may(&compartment, Level::Write) {
                return Err(Refused::NotFound);
            }
            // The school's side never sees more of the particulars than the face, so it strikes none of them.
            if grant.is_outside() && compartment == "core" {
                return Err(Refused::NotFound);
            }
            if record.struck(event).is_some() {
                return Err(because("already-struck"));
            }
            if reason.as_str().trim().is_empty() {
                return Err(because("reason-needed"));
            }
            work.add(id, &compartment, Event::Corrected { event, reason: reason.clone() })?;
            Ok(id.as_bytes().to_vec())
        })
        .await
    }
}
