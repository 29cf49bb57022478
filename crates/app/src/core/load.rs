//! A record out of the store: slots, keys, events, fold.
//!
//! Invariant: the whole record is only ever seen inside the house, to decide and to project; what leaves is a
//! [`view`] cut by a [`Grant`].

use std::collections::BTreeMap;

use domain::{
    Compartment, Content, Event, Head, NameRole, PersonName, Record, RecordId, Recorded, Script, SlotId,
    Value, sealing,
};
use policy::Grant;
use protocol::Protocol;
use vault::{CompartmentKey, EventAddress, StoredSlot, VaultError};

use super::house::App;
use crate::refused::{Answer, Fault};

/// A compartment's slot with its key.
pub(crate) struct Slot {
    pub(crate) compartment: Compartment,
    pub(crate) key: CompartmentKey,
    pub(crate) stored: StoredSlot,
    pub(crate) seq: u64,
}

/// A record with the keys that opened it.
pub(crate) struct Loaded {
    pub(crate) record: Record,
    pub(crate) slots: BTreeMap<SlotId, Slot>,
    /// Slots whose key was destroyed, with their sequence.
    pub(crate) destroyed: BTreeMap<SlotId, u64>,
    /// Its number of events: what a write expects.
    pub(crate) version: u64,
    /// The wrapped keys of its live events: what giving a compartment a new key needs.
    pub(crate) wraps: Vec<(Head, Vec<u8>)>,
}

impl Loaded {
    pub(crate) fn empty(id: RecordId) -> Self {
        Self {
            record: Record::empty(id),
            slots: BTreeMap::new(),
            destroyed: BTreeMap::new(),
            version: 0,
            wraps: Vec::new(),
        }
    }

    /// The slot of a compartment that has one per record.
    pub(crate) fn slot_of(&self, compartment: &Compartment) -> Option<SlotId> {
        self.slots.iter().find(|(_, slot)| slot.compartment == *compartment).map(|(id, _)| *id)
    }
}

/// Opens the keys of a record's slots.
pub(crate) fn open_slots(
    app: &App,
    rows: Vec<store::Slot>,
) -> Answer<(BTreeMap<SlotId, Slot>, BTreeMap<SlotId, u64>)> {
    let (mut slots, mut destroyed) = (BTreeMap::new(), BTreeMap::new());
    for row in rows {
        let Some(wrap) = row.wrap else {
            destroyed.insert(row.slot, row.seq);
            continue;
        };
        let stored = StoredSlot { epoch: row.epoch, wrap, label: row.label };
        let key = open_key(app, row.record, row.slot, &stored)?;
        let label = key.open_label(row.record, row.slot, &stored.label)?;
        let compartment = Compartment::new(&label).map_err(|_| Fault::Damaged(row.record))?;
        slots.insert(row.slot, Slot { compartment, key, stored, seq: row.seq });
    }
    Ok((slots, destroyed))
}

/// The opened compartments of several records.
pub(crate) type Keys = BTreeMap<RecordId, BTreeMap<SlotId, Slot>>;

/// Opened compartments by the record they belong to.
pub(crate) fn by_record(slots: BTreeMap<SlotId, Slot>) -> Keys {
    let mut keys = Keys::new();
    for (id, slot) in slots {
        keys.entry(slot.key.record()).or_default().insert(id, slot);
    }
    keys
}

/// Opens a compartment's key; where another node has begun a new epoch, the ring is read again first.
fn open_key(app: &App, record: RecordId, slot: SlotId, stored: &StoredSlot) -> Answer<CompartmentKey> {
    match app.ring().open_compartment(record, slot, stored) {
        Err(VaultError::UnknownEpoch(_)) => {
            app.ring().reload_if_changed()?;
            Ok(app.ring().open_compartment(record, slot, stored)?)
        }
        other => Ok(other?),
    }
}

/// Loads and folds a whole record; `None` when there is none.
pub(crate) async fn load(app: &App, id: RecordId) -> Answer<Option<Loaded>> {
    let (rows, events) = app.store().slots_and_events(id).await?;
    fold(app, id, rows, events)
}

/// Folds a whole record out of its rows; `None` when there are none.
pub(crate) fn fold(
    app: &App,
    id: RecordId,
    rows: Vec<store::Slot>,
    events: Vec<store::Event>,
) -> Answer<Option<Loaded>> {
    if rows.is_empty() {
        return Ok(None);
    }
    let version = store::version_of(&rows);
    let (slots, destroyed) = open_slots(app, rows)?;
    let mut history = Vec::with_capacity(events.len());
    let mut wraps = Vec::with_capacity(events.len());
    for mut row in events {
        let recorded = open_event(app, &slots, &row)?;
        if let Some(wrap) = row.wrap.take() {
            wraps.push((recorded.head, wrap));
        }
        history.push(recorded);
    }
    Ok(Some(Loaded { record: Record::fold(id, history), slots, destroyed, version, wraps }))
}

/// Opens one event; an erased one keeps its place without content.
pub(crate) fn open_event(app: &App, slots: &BTreeMap<SlotId, Slot>, row: &store::Event) -> Answer<Recorded> {
    let head = Head {
        record: row.record,
        slot: row.slot,
        seq: row.seq,
        event: row.event_id,
        position: Some(row.position),
        at: row.at,
        actor: row.actor,
        format: row.format,
    };
    let Some(slot) = slots.get(&row.slot) else {
        return Ok(Recorded { head, compartment: Compartment::of("erased"), content: None });
    };
    let content = match &row.wrap {
        None => None,
        Some(wrap) => {
            let plain = slot.key.open_event(&address(app, &head), wrap, &row.sealed)?;
            Some(sealing::decode::<Content>(&plain)?)
        }
    };
    Ok(Recorded { head, compartment: slot.compartment.clone(), content })
}

pub(crate) fn address(app: &App, head: &Head) -> EventAddress {
    EventAddress {
        installation: app.installation(),
        record: head.record,
        slot: head.slot,
        seq: head.seq,
        event: head.event,
        format: head.format,
    }
}

/// What a reader with this grant may see of a record. It is given away for it: who may see everything has it as it is.
///
/// The school's side gets the face only (the protocol's list of fields, one name in one script), no earlier
/// date than the one their access began with, and nothing of stage, urgency or origin.
///
/// What was filed on another record is nobody's to read here, until it is erased and after.
pub(crate) fn view(mut record: Record, grant: &Grant, protocol: &Protocol) -> Record {
    record.forget_elsewhere();
    let opens = |recorded: &Recorded| grant.may_open(recorded.compartment.as_str(), recorded.head.slot);
    if !grant.is_outside() && record.history.iter().all(opens) {
        return record;
    }
    let face = grant
        .is_outside()
        .then(|| record.kind().and_then(|kind| protocol.kinds().get(kind.as_str())))
        .flatten();
    let since = grant.since();
    let Record { id, opened, history, .. } = record;
    let events = history.into_iter().filter(opens).filter_map(|mut recorded| {
        if grant.is_outside() {
            if let Some(since) = since {
                recorded.head.at = recorded.head.at.max(since);
            }
            let content = recorded.content.as_mut()?;
            // Why consent was overridden is between the sender and the supervisor.
            if let Event::Referred(sent) = &mut content.event {
                sent.overridden = None;
            }
            // When and by whom something was written elsewhere may be before their access began.
            if matches!(content.event, Event::BroughtHere { .. }) {
                return None;
            }
            if recorded.compartment == "core" && !keep_face(content, face) {
                return None;
            }
        }
        Some(recorded)
    });
    let mut seen = Record::fold(id, events);
    seen.forget_untold();
    if grant.is_outside() {
        // A code says nothing; where the record came from would.
        if let Some((mut opened, at)) = opened {
            opened.source = None;
            opened.basis_until = None;
            seen.opened = Some((opened, since.map_or(at, |since| since.max(at))));
        }
    } else if seen.opened.is_none() {
        // Kind and code stand on the door of every record that may be opened at all.
        seen.opened = opened;
    }
    seen
}

/// Cuts a core event to the face; `false` when nothing of it may be seen.
fn keep_face(content: &mut Content, face: Option<&protocol::RecordKind>) -> bool {
    let (Event::FormFilled { form, values, emptied, .. }, Some(kind)) = (&mut content.event, face) else {
        return false;
    };
    if kind.profile.as_ref() != Some(form) {
        return false;
    }
    values.retain(|field, _| kind.face.contains(field));
    emptied.retain(|field| kind.face.contains(field));
    for value in values.values_mut() {
        if let Value::Names(names) = value {
            *names = plain_name(names);
        }
    }
    !values.is_empty() || !emptied.is_empty()
}

/// One name in one script: the one used here, without kunya or earlier names.
pub fn plain_name(names: &[PersonName]) -> Vec<PersonName> {
    let usable = |script: Option<Script>| -> Vec<PersonName> {
        names
            .iter()
            .filter(|name| {
                matches!(name.role, NameRole::Full | NameRole::Given | NameRole::Family | NameRole::Father)
            })
            .filter(|name| script.is_none_or(|script| name.script == script))
            .cloned()
            .collect()
    };
    [Script::Cyrillic, Script::Latin, Script::Arabic]
        .into_iter()
        .map(|script| usable(Some(script)))
        .find(|names| !names.is_empty())
        .unwrap_or_else(|| usable(None))
}
