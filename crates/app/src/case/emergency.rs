//! Emergency access: a reason, at most three hours, the officer sees it at once, and deny still wins.

use domain::{CommandId, Event, Granted, GroundCode, Instant, PersonCode, Private, RecordId};
use policy::Relation;

use crate::{
    App, Shown, SignedIn,
    core::{
        reading::Read,
        work::{Done, Touch},
    },
    refused::{Answer, Refused, because},
};

/// The longest that emergency access lasts.
const HOURS: i64 = 3;

impl App {
    /// Opens a record in an emergency.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for a record that does not exist and for one on which the person is barred, alike.
    pub async fn open_in_emergency(
        &self,
        who: &SignedIn,
        command: CommandId,
        code: PersonCode,
        reason: Private<String>,
    ) -> Answer<Done> {
        if !self.protocol().table().office(who.actor(), "emergency.open") {
            return Err(Refused::NotFound);
        }
        if reason.as_str().trim().chars().count() < 10 {
            return Err(because("reason-needed"));
        }
        let id = self.by_code(&code).await?.ok_or(Refused::NotFound)?;
        let done = self
            .transact(who, command, &[Touch::Office(id)], |work| {
                let record = work.record(id)?;
                let reaches =
                    record.kind().is_some_and(|kind| matches!(kind.as_str(), "child" | "adult" | "family"));
                if !reaches || record.bars.keys().any(|party| who.actor().is(*party)) {
                    return Err(Refused::NotFound);
                }
                let until =
                    work.now.checked_add(jiff::SignedDuration::from_hours(HOURS)).unwrap_or(Instant::MAX);
                work.add(
                    id,
                    "access",
                    Event::Granted(Granted {
                        party: work.actor,
                        relation: GroundCode::of("emergency"),
                        referral: None,
                        until: Some(until),
                        reason: Some(reason.clone()),
                    }),
                )?;
                Ok(id.as_bytes().to_vec())
            })
            .await?;
        if !done.repeated {
            self.tell_officer(who, id, reason).await?;
        }
        Ok(done)
    }

    /// Puts the opening on the officer's desk: an entry under the installation too, where few entries are.
    async fn tell_officer(&self, who: &SignedIn, id: RecordId, reason: Private<String>) -> Answer<()> {
        let protocol = self.protocol();
        let opens = |role: &str| {
            protocol.table().role(role).is_some_and(|role| role.offices.contains("emergency.open"))
        };
        let held = who.actor().roles.iter().find(|held| opens(held.role.as_str()));
        let grounds = held.and_then(|held| GroundCode::new(held.role.as_str()).ok());
        self.log_reading(
            who,
            &Read {
                page: Shown::Emergency,
                records: vec![id, self.installation_record()],
                grounds: grounds.map(|role| (role, Relation::Emergency)).into_iter().collect(),
                reason: Some(reason),
            },
        )
        .await
    }
}
