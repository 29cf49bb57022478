//! What changes of the person themself: another name, another date of birth, a death.
//!
//! Each is written in a form of its own, which says why and since when; the particulars follow in the same transaction.
//!
//! Invariant: a name borne before goes where the past is kept and nowhere else. A death ends what was to be done and tells
//! nobody outside; struck, it gives back what it ended, except referrals, whose recipients have let go.

use std::collections::BTreeSet;

use domain::{
    EntryId, Event, FieldCode, FormCode, GroundCode, Instant, PartialDate, PersonName, Record, RecordId,
    TaskId, Value, Values,
};
use forms::{Changes, Form};
use policy::{Grant, Level};
use protocol::{Automatic, Protocol, Trigger, pathway, stage};

use super::{of_age::is_early, reasons::OTHER_AGE};
use crate::{
    core::{pathway::birth, work::Work},
    refused::{Answer, Refused},
};

/// The form and field in which earlier names are kept.
const EARLIER: (&str, &str) = ("background", "earlier_names");

/// Whether this reader may fill a form: what it changes is theirs to change, and the age it is for is near.
pub fn may_fill(form: &Form, grant: &Grant, record: &Record, protocol: &Protocol, now: Instant) -> bool {
    if is_early(record, protocol, form, now) {
        return false;
    }
    match form.changes {
        None => true,
        Some(Changes::Names | Changes::Birth) => profile(record, protocol)
            .is_some_and(|profile| grant.may(profile.compartment.as_str(), Level::Write)),
        Some(Changes::Death) => grant.may_do("closure.propose"),
    }
}

/// When the person died, if that was written down.
pub fn died(record: &Record, protocol: &Protocol) -> Option<PartialDate> {
    let form = protocol.forms().values().find(|form| form.changes == Some(Changes::Death))?;
    match record.value(form.code.as_str(), Changes::Death.field().0)? {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

/// The form of the particulars.
fn profile<'p>(record: &Record, protocol: &'p Protocol) -> Option<&'p Form> {
    protocol.form(protocol.kinds().get(record.kind()?.as_str())?.profile.as_ref()?.as_str())
}

impl Work<'_> {
    /// Carries what a form says of the person into their particulars, and what follows from it.
    pub(crate) fn take_effect(&mut self, id: RecordId, form: &Form, given: &Values) -> Answer<()> {
        let Some(changes) = form.changes else { return Ok(()) };
        let protocol = self.protocol.clone();
        match (changes, given.get(changes.field().0)) {
            (Changes::Names, Some(Value::Names(names))) => self.rename(id, names, &protocol),
            (Changes::Birth, Some(Value::Date(day))) => {
                self.reborn(id, *day, given.get("new_birth_basis"), &protocol)
            }
            (Changes::Death, Some(_)) if self.record(id)?.stage().is_none_or(|stage| *stage != "closed") => {
                self.end_with_death(id, &protocol)
            }
            _ => Ok(()),
        }
    }

    /// The present name into the particulars, the one before it to where the past is kept.
    fn rename(&mut self, id: RecordId, names: &[PersonName], protocol: &Protocol) -> Answer<()> {
        let record = self.record(id)?;
        let form = profile(record, protocol).ok_or(Refused::NotFound)?;
        let Some(Value::Names(before)) = record.value(form.code.as_str(), "names") else {
            return self.carry(id, form, [("names", Value::Names(names.to_vec()))]);
        };
        let mut earlier = match record.value(EARLIER.0, EARLIER.1) {
            Some(Value::Names(known)) => known.clone(),
            _ => Vec::new(),
        };
        for name in before.iter().filter(|name| !names.contains(name)) {
            if !earlier.contains(name) {
                earlier.push(name.clone());
            }
        }
        self.carry(id, form, [("names", Value::Names(names.to_vec()))])?;
        let kept = protocol.form(EARLIER.0).ok_or(Refused::NotFound)?;
        if earlier.is_empty() { Ok(()) } else { self.carry(id, kept, [(EARLIER.1, Value::Names(earlier))]) }
    }

    /// Another date of birth: tasks for other ages end, and those for this age arise.
    fn reborn(
        &mut self,
        id: RecordId,
        day: PartialDate,
        basis: Option<&Value>,
        protocol: &Protocol,
    ) -> Answer<()> {
        let record = self.record(id)?;
        let zone = self.zone_of(record);
        let today = self.now.to_zoned(zone).date();
        let old = birth(record, protocol).map(|birth| birth.age_on(today));
        let form = profile(record, protocol).ok_or(Refused::NotFound)?;
        let values = [("birth", Some(Value::Date(day))), ("birth_basis", basis.cloned())];
        self.carry(id, form, values.into_iter().filter_map(|(field, value)| Some((field, value?))))?;
        let (least, most) = day.age_on(today);
        let record = self.record(id)?;
        let outgrown: Vec<TaskId> = record
            .open_tasks()
            .into_iter()
            .filter(|task| {
                let rule = protocol.tasks().get(task.added.what.as_str());
                let too_early = rule.is_some_and(|rule| matches!(rule.trigger, Trigger::Age(_)));
                let ages = rule.and_then(|rule| rule.ages);
                too_early || ages.is_some_and(|(from, to)| most < from || to < least)
            })
            .map(|task| task.added.task)
            .collect();
        for task in outgrown {
            self.add_to_task(id, task, Event::TaskWaived { task, reason: OTHER_AGE.into() })?;
        }
        let record = self.record(id)?;
        if let (Some(kind), Some(stage)) = (record.kind().cloned(), record.stage().cloned())
            && stage != *"closed"
        {
            let trigger = Trigger::Stage(stage);
            let before: BTreeSet<_> = pathway::tasks_for(protocol, &trigger, &kind, old)
                .into_iter()
                .map(|task| &task.code)
                .collect();
            let arise: Vec<_> = pathway::tasks_for(protocol, &trigger, &kind, Some((least, most)))
                .into_iter()
                .filter(|task| !before.contains(&task.code))
                .collect();
            let owner = self.record(id)?.owner;
            self.arise(id, &arise, owner)?;
        }
        self.come_of_age(id)
    }

    fn end_with_death(&mut self, id: RecordId, protocol: &Protocol) -> Answer<()> {
        let record = self.record(id)?;
        let kind = record.kind().cloned().ok_or(Refused::NotFound)?;
        let from = record.stage().map(|stage| stage.as_str().to_owned()).unwrap_or_default();
        // What a school or a clinic reads of it is what it reads of every closure.
        self.end_all_work(id)?;
        if let Some(way) = stage::by_itself(protocol, kind.as_str(), &from, Automatic::Death) {
            let to = way.to.clone();
            self.enter(id, &to, Some(GroundCode::of("death")), None)?;
        }
        Ok(())
    }

    /// Fills fields of a form's only entry from what another form said.
    fn carry(
        &mut self,
        id: RecordId,
        form: &Form,
        values: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Answer<()> {
        let code: FormCode = form.code.clone();
        let entry = match self.record(id)?.entry(code.as_str()) {
            Some(entry) => entry.id,
            None => self.app.fresh::<EntryId>()?,
        };
        let values: Values = values.into_iter().map(|(field, value)| (FieldCode::of(field), value)).collect();
        let filled = Event::FormFilled { form: code, entry, values, emptied: BTreeSet::new() };
        self.add(id, form.compartment.as_str(), filled)?;
        Ok(())
    }
}
