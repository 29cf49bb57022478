//! What was filed on the wrong record is filed on the right one.
//!
//! Invariant: one transaction over both records, by somebody who may write it on either. From then on nobody reads it on the
//! wrong one, and it is erased there; nothing on that record tells where it went, and nothing on the other whence it came.

use std::collections::BTreeSet;

use domain::{CommandId, Event, EventId, GroundCode, PersonCode, RecordId, Recorded, SlotId, Values};
use policy::Level;
use protocol::Trigger;

use crate::{
    App, SignedIn,
    chain::erase::Erase,
    core::{
        pathway::Happened,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Fault, Refused, because},
};

/// The kind of the job that erases what was taken away.
pub const JOB: &str = "elsewhere";

/// The rule that an erasure names.
const RULE: &str = "filed_elsewhere";

/// An entry on its way.
#[derive(Debug, Clone)]
pub struct FileElsewhere {
    /// The command's id.
    pub command: CommandId,
    /// The record on which it was filed.
    pub code: PersonCode,
    /// Which entry.
    pub event: EventId,
    /// The record to which it belongs.
    pub to: PersonCode,
}

/// Whether an event is of a kind that is filed on another record: a form about the person, or a note.
pub fn may_be_moved(event: &Event, protocol: &protocol::Protocol) -> bool {
    match event {
        Event::FormFilled { form, .. } => {
            let is_profile = protocol.kinds().iter().any(|kind| kind.profile.as_ref() == Some(form));
            !is_profile && protocol.form(form.as_str()).is_some_and(|form| form.changes.is_none())
        }
        Event::Noted { .. } => true,
        _ => false,
    }
}

impl App {
    /// Files an entry on the record to which it belongs.
    ///
    /// # Errors
    /// `target-unknown` alike for a record that is not there, that this person may not open, and that cannot hold this;
    /// `target-answered` where that record says something else already; `already-struck` for the second click.
    pub async fn file_elsewhere(&self, who: &SignedIn, sent: FileElsewhere) -> Answer<Done> {
        let from = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let to = self.known_to(who, &sent.to).await?.filter(|to| *to != from);
        let mut touched = vec![Touch::Open(from)];
        touched.extend(to.map(Touch::Open));
        self.transact(who, sent.command, &touched, |work| {
            let known = work.strikeable(from, sent.event)?;
            let protocol = work.protocol.clone();
            let content = known.content.as_ref().ok_or(Refused::NotFound)?;
            if !may_be_moved(&content.event, &protocol) {
                return Err(Refused::NotFound);
            }
            let to = to.ok_or_else(|| because("target-unknown"))?;
            let moved = work.bring(to, from, &known)?;
            for event in moved {
                let (slot, event) = (known.head.slot, event);
                work.strike(from, event, "".into(), Some("elsewhere"))?;
                work.beside(job(work.app, from, slot, event)?);
            }
            Ok(from.as_bytes().to_vec())
        })
        .await
    }

    /// Erases, on the record where it was wrong, what was filed on another.
    ///
    /// # Errors
    /// `held` as long as a hold stands on that record; nobody reads the content meanwhile.
    pub async fn do_elsewhere_job(&self, job: &store::Job) -> Answer<()> {
        let plain = self.about(JOB, job)?;
        let damaged = || Fault::Outside("a job that names no entry".into());
        let (record, rest) = plain.split_at_checked(16).ok_or_else(damaged)?;
        let (slot, event) = rest.split_at_checked(16).ok_or_else(damaged)?;
        let what = Erase {
            record: RecordId::from_slice(record).map_err(|_| damaged())?,
            slot: SlotId::from_slice(slot).map_err(|_| damaged())?,
            event: Some(EventId::from_slice(event).map_err(|_| damaged())?),
            rule: GroundCode::of(RULE),
        };
        match self.erase(&self.machine(), CommandId::from_bytes(job.id), &what).await {
            Ok(_) => Ok(()),
            // The record went as a whole, or another node was faster.
            Err(Refused::NotFound) => Ok(()),
            Err(Refused::Because(reason)) if reason.code == "erased-already" => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Does all such jobs that wait: what a worker does, for whoever has none.
    pub async fn do_elsewhere_jobs(&self) -> Answer<usize> {
        self.do_all(JOB, async |job| self.do_elsewhere_job(job).await.map(|()| 1)).await
    }
}

fn job(app: &App, record: RecordId, slot: SlotId, event: EventId) -> Answer<store::Row> {
    app.job(JOB, &[record.as_bytes().as_slice(), slot.as_bytes(), event.as_bytes()].concat())
}

impl Work<'_> {
    /// Writes an entry of one record on another; gives the events that it was made of there.
    fn bring(&mut self, to: RecordId, from: RecordId, known: &Recorded) -> Answer<Vec<EventId>> {
        let protocol = self.protocol.clone();
        let compartment = known.compartment.as_str();
        let kind = self.record(to)?.kind().cloned().ok_or(Refused::NotFound)?;
        let grant = self.grant(to)?;
        let writes = grant.may(compartment, Level::Write)
            && grant.may_do("record.correct")
            && grant.is_outside() == self.grant(from)?.is_outside();
        let holds = protocol
            .kinds()
            .get(kind.as_str())
            .is_some_and(|kind| kind.compartments.contains(&known.compartment));
        if !writes || !holds {
            return Err(because("target-unknown"));
        }
        match known.content.as_ref().map(|content| &content.event) {
            Some(Event::FormFilled { form: code, entry, values, emptied: _ }) => {
                let form = protocol.form(code.as_str()).ok_or(Refused::NotFound)?;
                if !form.kinds.contains(&kind) {
                    return Err(because("target-unknown"));
                }
                // A visit that was changed since is moved whole; of a form that is filled once, only what was written then.
                let (values, events) = match form.entries {
                    forms::Entries::Many => {
                        let entries = self.record(from)?.entries(code.as_str());
                        let entry =
                            entries.iter().find(|known| known.id == *entry).ok_or(Refused::NotFound)?;
                        (entry.values.clone(), entry.events.clone())
                    }
                    forms::Entries::One => (values.clone(), vec![known.head.event]),
                };
                if values.is_empty() {
                    return Err(Refused::NotFound);
                }
                let into = match form.entries {
                    forms::Entries::Many => None,
                    forms::Entries::One => self.record(to)?.entry(code.as_str()).cloned(),
                };
                if into.as_ref().is_some_and(|into| says_otherwise(&into.values, &values)) {
                    return Err(because("target-answered"));
                }
                if into.is_none() {
                    self.demand_view(to, &Trigger::Form(code.clone()), None)?;
                }
                let entry = match into {
                    Some(into) => into.id,
                    None => self.app.fresh()?,
                };
                let filled =
                    Event::FormFilled { form: code.clone(), entry, values, emptied: BTreeSet::new() };
                let event = self.add(to, compartment, filled)?;
                self.follow(to, &Happened::Form(code.clone()))?;
                self.brought(to, known, event)?;
                Ok(events)
            }
            Some(noted @ Event::Noted { .. }) => {
                let event = self.add(to, compartment, noted.clone())?;
                self.brought(to, known, event)?;
                Ok(vec![known.head.event])
            }
            _ => Err(Refused::NotFound),
        }
    }

    /// Who wrote it and when, on the record to which it was brought.
    fn brought(&mut self, to: RecordId, known: &Recorded, event: EventId) -> Answer<()> {
        let brought = Event::BroughtHere { event, by: known.head.actor, at: known.head.at };
        self.add(to, known.compartment.as_str(), brought)?;
        Ok(())
    }
}

/// Whether a record has another answer to any of these.
fn says_otherwise(there: &Values, brought: &Values) -> bool {
    brought.iter().any(|(field, value)| there.get(field).is_some_and(|known| known != value))
}
