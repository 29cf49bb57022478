//! What one row of a flight's list writes: a person's record on a recorded basis, and the family they stand in.
//!
//! Invariant: before consent only particulars, the list's own row and what routes the record exist; the basis needs no
//! consent (vital interest) and has an end.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ChoiceCode, Event, Granted, GroundCode, Instant, Kind, NameRole, Private, RecordId, Source, Value,
};
use exchange::manifest::{Manifest, Person};

use crate::{core::work::Work, refused::Answer};

/// How long a record stands on vital interest before consent is decided.
const BASIS_DAYS: i64 = 60;

impl Work<'_> {
    /// Opens the record of one person of a list.
    pub(super) fn bring_in(
        &mut self,
        flight: RecordId,
        kind: &Kind,
        person: &Person,
        fingerprint: Private<String>,
    ) -> Answer<RecordId> {
        let until =
            self.now.checked_add(jiff::SignedDuration::from_hours(24 * BASIS_DAYS)).unwrap_or(Instant::MAX);
        let source = Source { list: flight, fingerprint, row: person.row };
        let id = self.open_case(kind, "vital_interest", Some(until), Some(source))?;
        self.add(
            id,
            "case",
            Event::Assigned { owner: None, team: None, place: person.region.clone(), word: None },
        )?;
        let profile = if *kind == "adult" { "adult_profile" } else { "child_profile" };
        self.fill(id, profile, particulars(person))?;
        self.fill(id, "manifest_line", as_listed(person))?;
        self.open_to_flight(flight, id)?;
        self.link(id, "manifest", flight, "flight")?;
        self.link(flight, "manifest", id, "passenger")?;
        self.begin_pathway(id)?;
        Ok(id)
    }

    /// Lets those who work on the flight reach a record, as far as their roles and its stage allow.
    fn open_to_flight(&mut self, flight: RecordId, id: RecordId) -> Answer<()> {
        let record = self.record(flight)?;
        let party = record.team.or(record.owner).unwrap_or(self.actor);
        let granted =
            Granted { party, relation: GroundCode::of("flight"), referral: None, until: None, reason: None };
        self.add(id, "access", Event::Granted(granted))?;
        Ok(())
    }

    /// Forms the family of people who stand together in the list.
    pub(super) fn form_family(
        &mut self,
        flight: RecordId,
        members: &[RecordId],
        called: Option<Private<String>>,
    ) -> Answer<()> {
        let id = self.open_case(&Kind::of("family"), "vital_interest", None, None)?;
        self.fill(id, "family_profile", called.map(|name| ("family_name", Value::Text(name))))?;
        self.open_to_flight(flight, id)?;
        self.join_family(id, members)
    }

    /// Adds people to a family.
    pub(super) fn join_family(&mut self, family: RecordId, members: &[RecordId]) -> Answer<()> {
        for member in members {
            self.link(family, "core", *member, "member")?;
            self.link(*member, "core", family, "family")?;
        }
        Ok(())
    }
}

/// Who a person is, as the list has them.
pub(crate) fn particulars(person: &Person) -> Vec<(&'static str, Value)> {
    let mut values = vec![("names", Value::Names(person.names.clone()))];
    if let Some(sex) = person.sex {
        let code = match sex {
            names::Sex::Female => "female",
            names::Sex::Male => "male",
        };
        values.push(("sex", Value::Choice(ChoiceCode::of(code))));
    }
    values.extend(person.birth.map(|birth| ("birth", Value::Date(birth))));
    values
}

/// What the list itself says of a person, word for word.
pub(super) fn as_listed(person: &Person) -> Vec<(&'static str, Value)> {
    let text = |text: Option<&Private<String>>| {
        text.filter(|text| !text.as_str().trim().is_empty()).map(|text| Value::Text(text.clone()))
    };
    let documents: Vec<&str> = person.documents.iter().map(|document| document.number.as_str()).collect();
    let listed: Vec<(&'static str, Option<Value>)> = vec![
        ("list_number", person.line.as_deref().map(|line| Value::Text(line.into()))),
        ("family_group", person.family.as_deref().map(|family| Value::Text(family.into()))),
        ("mother_as_listed", text(person.mother.as_ref().map(|mother| &mother.text))),
        ("father_as_listed", text(person.father.as_ref())),
        ("document_as_listed", (!documents.is_empty()).then(|| Value::Text(documents.join(", ").into()))),
        ("place_as_listed", text(person.region_read.as_ref())),
        ("birthplace_as_listed", text(person.birthplace.as_ref())),
        ("remarks_as_listed", text(person.note.as_ref())),
    ];
    listed.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
}

/// Whether each row is a child or an adult: a child unless the list says otherwise, for an unknown age protects.
pub(super) fn kinds(manifest: &Manifest, reference: jiff::civil::Date) -> BTreeMap<u32, Kind> {
    let mothers: BTreeSet<u32> =
        manifest.people.iter().filter_map(|person| person.mother.as_ref()?.proposed_row).collect();
    let kind = |person: &Person| {
        let is_mother = mothers.contains(&person.row);
        let grown = person.birth.map_or(is_mother, |birth| birth.age_on(reference).0 >= 18);
        if grown { Kind::of("adult") } else { Kind::of("child") }
    };
    manifest.people.iter().map(|person| (person.row, kind(person))).collect()
}

/// What a family is called: the first family name in it, or the first name at all.
pub(super) fn called(members: &[&Person]) -> Option<Private<String>> {
    let first = |role: NameRole| {
        members
            .iter()
            .flat_map(|person| &person.names)
            .find(|name| name.role == role)
            .map(|name| name.text.clone())
    };
    first(NameRole::Family).or_else(|| first(NameRole::Full)).or_else(|| first(NameRole::Given))
}
