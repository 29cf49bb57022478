//! The lower half of erasure: one event loses its key and its compartment gets a new one, or a whole compartment
//! loses its key. What asks for it, and who agrees, is decided above.
//!
//! Invariant: the register of erasures has it on disk before the database is touched, so that neither a crash nor
//! an older copy brings it back. What decides who may see a record, and what ended something, is not taken out
//! event by event: that would bring back what it ended.

use domain::{CommandId, ConferenceEvent, Event, EventId, GroundCode, Record, RecordId, SlotId};
use ledger::Hash;

use crate::{
    App, SignedIn,
    core::{
        load::load,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// What is to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erase {
    /// Of which record.
    pub record: RecordId,
    /// In which slot.
    pub slot: SlotId,
    /// One event; none for the whole compartment.
    pub event: Option<EventId>,
    /// The rule of the protocol that asks for it.
    pub rule: GroundCode,
}

/// Compartments that decide who may see a record, or that the house itself needs: they go with the record only.
const KEPT: [&str; 6] = ["access", "case", "account", "team", "counts", "installation"];

/// The leaf that proves an erasure: a wrap that is missing without one was taken away unlawfully.
///
/// [`ledger::leaf_hash_of_parts`] with the tag `erasure/1` over record, slot, and the event's id or nothing.
pub(crate) fn erasure_leaf(record: RecordId, slot: SlotId, event: Option<EventId>) -> Hash {
    let event = event.map_or(Vec::new(), |event| event.as_bytes().to_vec());
    ledger::leaf_hash_of_parts("erasure/1", &[record.as_bytes(), slot.as_bytes(), &event])
}

impl App {
    /// Erases one event or a compartment of a record, in the name of somebody.
    ///
    /// # Errors
    /// `held` while a hold stands, `erased-already`, `not-erasable` for what is not taken out by itself,
    /// `referral-open` for a referral that still gives access, `no-register` in a house without a register.
    pub(crate) async fn erase(&self, who: &SignedIn, command: CommandId, what: &Erase) -> Answer<Done> {
        if let Some(known) = self.store().command(command).await? {
            return if known.actor == who.user() {
                Ok(Done { outcome: known.outcome, repeated: true })
            } else {
                Err(Refused::NotFound)
            };
        }
        let record = load(self, what.record).await?.ok_or(Refused::NotFound)?.record;
        if record.held.is_some() {
            return Err(because("held"));
        }
        may_be_erased(&record, what)?;
        let head = self.register_erasure(who, what)?;
        self.carry_out(who, command, what, Some(head)).await
    }

    /// Carries out what the register has on disk.
    pub(crate) async fn carry_out(
        &self,
        who: &SignedIn,
        command: CommandId,
        what: &Erase,
        head: Option<vault::RegisterHead>,
    ) -> Answer<Done> {
        self.transact(who, command, &[Touch::Office(what.record)], |work| {
            work.take_out(what)?;
            if let Some(head) = head {
                work.beside(super::register::head_row(head));
            }
            Ok(what.record.as_bytes().to_vec())
        })
        .await
    }
}

impl Work<'_> {
    fn take_out(&mut self, what: &Erase) -> Answer<()> {
        match what.event {
            Some(event) => self.drop_event(what.record, what.slot, event)?,
            None => self.drop_compartment(what.record, what.slot)?,
        }
        self.add(
            what.record,
            "case",
            Event::Erased { slot: what.slot, event: what.event, rule: what.rule.clone() },
        )?;
        Ok(())
    }
}

/// Whether it is there and may be taken out by itself.
fn may_be_erased(record: &Record, what: &Erase) -> Answer<()> {
    if is_erased(record, what) {
        return Err(because("erased-already"));
    }
    let of_slot = || record.history.iter().filter(|recorded| recorded.head.slot == what.slot);
    let compartment = of_slot().next().ok_or(Refused::NotFound)?.compartment.as_str();
    let referral_open =
        record.referrals.iter().any(|referral| referral.slot == what.slot && referral.state.is_open());
    if referral_open {
        return Err(because("referral-open"));
    }
    match what.event {
        None if KEPT.contains(&compartment) || compartment.starts_with("readings-") => {
            Err(because("not-erasable"))
        }
        None => Ok(()),
        Some(event) => {
            let recorded =
                of_slot().find(|recorded| recorded.head.event == event).ok_or(Refused::NotFound)?;
            match recorded.content.as_ref().map(|content| &content.event) {
                Some(event) if is_content(event) => Ok(()),
                _ => Err(because("not-erasable")),
            }
        }
    }
}

/// Whether it was erased before: its place is there and its content is not.
pub(crate) fn is_erased(record: &Record, what: &Erase) -> bool {
    record
        .erased
        .iter()
        .any(|erased| erased.slot == what.slot && (erased.event.is_none() || erased.event == what.event))
}

/// What was said of a person, and changes nothing else when it is gone.
fn is_content(event: &Event) -> bool {
    matches!(
        event,
        Event::FormFilled { .. }
            | Event::TaskAdded(_)
            | Event::TaskCommented { .. }
            | Event::GoalSet(_)
            | Event::GoalReviewed { .. }
            | Event::Linked { .. }
            | Event::Noted { .. }
            | Event::FileAttached { .. }
            | Event::Conference(
                ConferenceEvent::AgendaAdded { .. }
                    | ConferenceEvent::Minuted { .. }
                    | ConferenceEvent::Decided { .. }
            )
    )
}
