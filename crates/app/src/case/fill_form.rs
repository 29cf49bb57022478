//! Filling a form: the server decides, fields merge, nobody overwrites another silently.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CommandId, EntryId, Event, FieldCode, FormCode, PersonCode, Record, Value, Values};
use forms::{
    Form, Setting,
    expression::Clock,
    submission::{self, Conflict, Raw},
};
use policy::{Grant, Level};
use protocol::{Protocol, Trigger};

use super::change::may_fill;
use crate::{
    App, SignedIn,
    core::{
        father::Father,
        pathway::Happened,
        work::{Done, Touch, Work},
    },
    refused::{Answer, Refused},
};

/// A form as it was sent.
#[derive(Debug, Clone)]
pub struct FillForm {
    /// The command's id, made with the page.
    pub command: CommandId,
    /// The record.
    pub code: PersonCode,
    /// Which form.
    pub form: FormCode,
    /// Which entry; nothing begins a new one, or means the only one.
    pub entry: Option<EntryId>,
    /// The sequence of the entry's compartment when the page was made: what the sender has seen.
    pub seen: u64,
    /// The fields as sent.
    pub fields: Raw,
    /// Fields in conflict for which the sender chose their own value.
    pub mine: BTreeSet<FieldCode>,
    /// The language in which numbers and dates were typed.
    pub language: String,
}

impl App {
    /// Fills a form and forgets the sender's draft of it. The outcome names the record, the
    /// entry, and the event, unless nothing changed.
    ///
    /// # Errors
    /// [`Refused::Fields`] when fields need mending; [`Refused::Conflict`] when fields that the sender changed were
    /// changed by somebody else since the page was made.
    pub async fn fill_form(&self, who: &SignedIn, sent: FillForm) -> Answer<Done> {
        let id = self.by_code(&sent.code).await?.ok_or(Refused::NotFound)?;
        let draft = self.draft_id(who, &sent.code, &sent.form, sent.entry)?;
        self.transact(who, sent.command, &[Touch::Open(id)], |work| {
            let protocol = work.protocol.clone();
            let form = protocol.form(sent.form.as_str()).ok_or(Refused::NotFound)?;
            let record = work.record(id)?;
            let kind = record.kind().ok_or(Refused::NotFound)?;
            if !form.kinds.contains(kind)
                || !work.grant(id)?.may(form.compartment.as_str(), Level::Write)
                || !may_fill(form, work.grant(id)?, record, &protocol, work.now)
            {
                return Err(Refused::NotFound);
            }
            // An entry that the program begins is filled where it is there, and begun by nobody.
            if form.by_house && sent.entry.is_none() {
                return Err(Refused::NotFound);
            }
            if work.grant(id)?.is_outside()
                && protocol
                    .kinds()
                    .get(kind.as_str())
                    .is_some_and(|kind| kind.profile.as_ref() == Some(&form.code))
            {
                return Err(Refused::NotFound);
            }
            let entry = match (form.entries, sent.entry) {
                (forms::Entries::One, _) => record.entry(form.code.as_str()).map(|entry| entry.id),
                (forms::Entries::Many, entry) => entry,
            };
            if let (forms::Entries::Many, Some(entry)) = (form.entries, entry)
                && !record.entries(form.code.as_str()).iter().any(|known| known.id == entry)
            {
                return Err(Refused::NotFound);
            }
            // A form that decides waits for the child's view, once: changing its entry decides nothing anew.
            if !record.entries(form.code.as_str()).iter().any(|known| Some(known.id) == entry) {
                work.demand_view(id, &Trigger::Form(form.code.clone()), None)?;
            }
            let (base, theirs) = seen_and_now(record, form, entry, sent.seen);
            let form = &asked(form, Father::of(record), &theirs);
            let setting = work.setting(id, form, &sent.language);
            let given = given(form, record, work.grant(id)?, &protocol);
            let accepted =
                submission::accept(&setting, &sent.fields, &base, &given).map_err(Refused::Fields)?;
            let merged = submission::merge(&base, &theirs, &accepted.values);
            let open: Vec<Conflict> = merged
                .conflicts
                .iter()
                .filter(|conflict| !sent.mine.contains(&conflict.field))
                .cloned()
                .collect();
            if !open.is_empty() {
                return Err(Refused::Conflict(open));
            }
            let mut target = merged.values;
            for conflict in merged.conflicts {
                match conflict.mine {
                    Some(value) => target.insert(conflict.field, value),
                    None => target.remove(&conflict.field),
                };
            }
            let (values, emptied) = changes(&theirs, target);
            let entry = match entry {
                Some(entry) => entry,
                None => work.app.fresh()?,
            };
            let mut event = None;
            if !values.is_empty() || !emptied.is_empty() {
                let filled =
                    Event::FormFilled { form: form.code.clone(), entry, values: values.clone(), emptied };
                event = Some(work.add(id, form.compartment.as_str(), filled)?);
                work.follow(id, &Happened::Form(form.code.clone()))?;
                work.take_effect(id, form, &values)?;
            }
            // What was typed is saved now.
            work.beside(store::Row::DeleteDraft { account: who.user(), id: draft });
            let mut outcome = [id.as_bytes().as_slice(), entry.as_bytes()].concat();
            if let Some(event) = event {
                outcome.extend(event.as_bytes());
            }
            Ok(outcome)
        })
        .await
    }
}

/// A form as it is asked: for no father where nothing is guessed about him, except what was answered before.
pub(super) fn asked(form: &Form, father: Father, stored: &Values) -> Form {
    match father {
        Father::Speaks => form.clone(),
        Father::Silent => form.without_father(stored),
    }
}

/// What a form's conditions may ask of the record: facts of its particulars, as far as this reader may open them.
pub(crate) fn given(form: &Form, record: &Record, grant: &Grant, protocol: &Protocol) -> Values {
    let profile = record.kind().and_then(|kind| protocol.kinds().get(kind.as_str())?.profile.clone());
    let Some(profile) = profile.and_then(|profile| protocol.form(profile.as_str())) else {
        return Values::new();
    };
    if !grant.may(profile.compartment.as_str(), Level::Read) {
        return Values::new();
    }
    form.given
        .iter()
        .filter_map(|given| {
            let field = if given.name == "birth_date" { "birth" } else { given.name.as_str() };
            Some((given.name.clone(), record.value(profile.code.as_str(), field)?.clone()))
        })
        .collect()
}

impl Work<'_> {
    /// Where and for whom a form is worked out: the day at the record's place.
    fn setting<'p>(&'p self, id: domain::RecordId, form: &'p Form, language: &'p str) -> Setting<'p> {
        let zone = self.record(id).map_or(jiff::tz::TimeZone::UTC, |record| self.zone_of(record));
        Setting {
            form,
            lists: self.protocol.lists(),
            clock: Clock::at(self.now, &zone),
            zone,
            language,
            uuid: "",
        }
    }
}

/// The entry as the sender saw it, and as it is now.
fn seen_and_now(record: &Record, form: &Form, entry: Option<EntryId>, seen: u64) -> (Values, Values) {
    let Some(entry) = entry else { return (Values::new(), Values::new()) };
    let now = record
        .entries(form.code.as_str())
        .iter()
        .find(|known| known.id == entry)
        .map(|known| known.values.clone())
        .unwrap_or_default();
    let then = Record::fold(
        record.id,
        record
            .history
            .iter()
            .filter(|recorded| recorded.compartment == form.compartment && recorded.head.seq <= seen)
            .cloned(),
    );
    let then = then
        .entries(form.code.as_str())
        .iter()
        .find(|known| known.id == entry)
        .map(|known| known.values.clone())
        .unwrap_or_default();
    (then, now)
}

/// What must be set and what emptied to come from one state to another.
fn changes(from: &Values, to: Values) -> (Values, BTreeSet<FieldCode>) {
    let emptied = from.keys().filter(|field| !to.contains_key(*field)).cloned().collect();
    let values: BTreeMap<FieldCode, Value> =
        to.into_iter().filter(|(field, value)| from.get(field) != Some(value)).collect();
    (values, emptied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_written() {
        let a = FieldCode::of("a");
        let b = FieldCode::of("b");
        let c = FieldCode::of("c");
        let from = Values::from([(a.clone(), Value::Integer(1)), (b.clone(), Value::Integer(2))]);
        let to = Values::from([(a, Value::Integer(1)), (c.clone(), Value::Integer(3))]);
        let (values, emptied) = changes(&from, to);
        assert_eq!(values, Values::from([(c, Value::Integer(3))]));
        assert_eq!(emptied, BTreeSet::from([b]));
    }
}
