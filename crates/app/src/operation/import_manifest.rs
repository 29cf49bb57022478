//! Importing a flight's manifest: all of it or nothing, and again without adding anything.
//!
//! Invariant: the file is parsed before the transaction; records begin on a basis that needs no consent (vital
//! interest) and with an end; before consent only core and manifest exist. Nobody is told whether a person of the
//! list is known elsewhere.

use std::collections::BTreeMap;

use domain::{
    CommandId, Event, Granted, GroundCode, Instant, Kind, NameRole, PersonCode, Private, RecordId, Source,
    Value,
};
use exchange::{
    manifest::{Manifest, Person},
    rows::{Fingerprint, Resemblance, fingerprint},
};

use super::upload::{HowToRead, NotTaken, ReadList, departs};
use crate::{
    App, Door, SignedIn,
    core::{
        load::load,
        tokens,
        work::{Touch, Work},
    },
    refused::{Answer, Refused, because_of},
};

/// How long a record stands on vital interest before consent is decided.
const BASIS_DAYS: i64 = 60;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// People that were added.
    pub added: usize,
    /// People that the flight already had.
    pub known: usize,
    /// Rows like one that was imported before, with something changed: they were not added again.
    pub changed: Vec<u32>,
    /// Families that were formed.
    pub families: usize,
}

impl App {
    /// Imports the list that waits. The file is forgotten with it.
    pub async fn import_upload(
        &self,
        who: &SignedIn,
        flight: &PersonCode,
        upload: CommandId,
        how: &HowToRead,
    ) -> Result<Imported, NotTaken> {
        let list = self.preview_list(who, flight, upload, how).await?;
        let imported = self.import_people(who, flight, upload, &list.manifest).await?;
        self.store().delete_draft(who.user(), *upload.as_bytes()).await.map_err(Refused::from)?;
        Ok(imported)
    }

    /// Reads a list for a flight without a page: what the command line does.
    pub async fn read_manifest(
        &self,
        who: &SignedIn,
        flight: &PersonCode,
        name: &str,
        bytes: Vec<u8>,
        how: HowToRead,
    ) -> Result<ReadList, NotTaken> {
        let opened = self.open_code(who, flight, Door::page("flight.import")).await?;
        if opened.kind() != "flight" || !opened.grant.may_do("flight.import") {
            return Err(Refused::NotFound.into());
        }
        let reference = departs(&opened.view, self);
        self.read_list(name.to_owned(), bytes, how, reference).await
    }

    /// Imports the people of a list that was read, in one transaction.
    ///
    /// # Errors
    /// A reason `problems-block` when rows wait for a decision.
    pub async fn import_people(
        &self,
        who: &SignedIn,
        flight: &PersonCode,
        command: CommandId,
        manifest: &Manifest,
    ) -> Answer<Imported> {
        let id = self.by_code(flight).await?.ok_or(Refused::NotFound)?;
        let blocking = manifest.blocking().count();
        if blocking > 0 {
            return Err(because_of("problems-block", vec![("count", blocking.to_string())]));
        }
        let earlier = self.earlier_rows(id).await?;
        let mut plan = Plan::default();
        for person in &manifest.people {
            let own = fingerprint(person);
            let nearest = earlier.iter().map(|(_, known)| own.resembles(known)).max();
            match nearest {
                Some(Resemblance::Same) => plan.known += 1,
                Some(Resemblance::Corrected) => plan.changed.push(person.row),
                _ => plan.fresh.push((person, own)),
            }
        }
        let mothers: Vec<u32> =
            manifest.people.iter().filter_map(|person| person.mother.as_ref()?.proposed_row).collect();
        let reference = departs(&load(self, id).await?.ok_or(Refused::NotFound)?.record, self);
        let done = self
            .transact(who, command, &[Touch::Open(id)], |work| {
                work.demand(id, "flight.import")?;
                let mut rows: BTreeMap<u32, RecordId> = BTreeMap::new();
                for (person, fingerprint) in &plan.fresh {
                    let kind = kind_of(person, reference, mothers.contains(&person.row));
                    let record = work.bring_in(id, kind, person, fingerprint)?;
                    rows.insert(person.row, record);
                }
                let mut families = 0_u32;
                for family in &manifest.families {
                    let members: Vec<RecordId> =
                        family.rows.iter().filter_map(|row| rows.get(row).copied()).collect();
                    if members.len() < 2 {
                        continue;
                    }
                    families += 1;
                    let name = manifest
                        .people
                        .iter()
                        .find(|person| family.rows.contains(&person.row))
                        .and_then(|person| person.names.iter().find(|name| name.role == NameRole::Family))
                        .map(|name| name.text.clone());
                    work.form_family(id, &members, name)?;
                    for row in &family.rows {
                        let mother = manifest.people.iter().find(|person| person.row == *row);
                        let mother = mother.and_then(|person| person.mother.as_ref()?.proposed_row);
                        if let (Some(child), Some(mother)) =
                            (rows.get(row), mother.and_then(|row| rows.get(&row)))
                        {
                            work.link(*child, "core", *mother, "mother_as_listed")?;
                        }
                    }
                }
                let counts = [u32::try_from(plan.fresh.len()).unwrap_or(u32::MAX), families];
                Ok(counts.iter().flat_map(|count| count.to_be_bytes()).collect())
            })
            .await?;
        let count = |at: usize| {
            done.outcome.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
                as usize
        };
        Ok(Imported { added: count(0), known: plan.known, changed: plan.changed, families: count(4) })
    }

    /// The rows that this flight already brought in, by their fingerprints.
    async fn earlier_rows(&self, flight: RecordId) -> Answer<Vec<(RecordId, Fingerprint)>> {
        let Some(loaded) = load(self, flight).await? else { return Ok(Vec::new()) };
        let mut earlier = Vec::new();
        let passengers: Vec<RecordId> = tokens::linked_as(&loaded.record, "passenger").collect();
        for id in passengers {
            let Some(person) = load(self, id).await? else { continue };
            let Some((opened, _)) = person.record.opened else { continue };
            if let Some(source) = opened.source
                && let Some(known) = unpack(source.fingerprint.as_str())
            {
                earlier.push((id, known));
            }
        }
        Ok(earlier)
    }
}

#[derive(Default)]
struct Plan<'a> {
    fresh: Vec<(&'a Person, Fingerprint)>,
    known: usize,
    changed: Vec<u32>,
}

/// A child unless the list says otherwise: an unknown age protects.
fn kind_of(person: &Person, reference: jiff::civil::Date, is_mother: bool) -> Kind {
    let grown = person.birth.map_or(is_mother, |birth| birth.age_on(reference).0 >= 18);
    if grown { Kind::of("adult") } else { Kind::of("child") }
}

impl Work<'_> {
    /// Opens the record of one person of a list.
    fn bring_in(
        &mut self,
        flight: RecordId,
        kind: Kind,
        person: &Person,
        fingerprint: &Fingerprint,
    ) -> Answer<RecordId> {
        let until =
            self.now.checked_add(jiff::SignedDuration::from_hours(24 * BASIS_DAYS)).unwrap_or(Instant::MAX);
        let source = Source { list: flight, fingerprint: pack(fingerprint), row: person.row };
        let id = self.open_case(&kind, "vital_interest", Some(until), Some(source))?;
        self.add(id, "case", Event::Assigned { owner: None, team: None, place: person.region.clone() })?;
        let profile = if kind == "adult" { "adult_profile" } else { "child_profile" };
        let mut values = vec![("names", Value::Names(person.names.clone()))];
        if let Some(sex) = person.sex {
            let code = match sex {
                names::Sex::Female => "female",
                names::Sex::Male => "male",
            };
            values.push(("sex", Value::Choice(domain::ChoiceCode::of(code))));
        }
        if let Some(birth) = person.birth {
            values.push(("birth", Value::Date(birth)));
        }
        self.fill(id, profile, values)?;
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
        self.fill(
            id,
            "manifest_line",
            listed.into_iter().filter_map(|(field, value)| Some((field, value?))),
        )?;
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
        self.add(
            id,
            "access",
            Event::Granted(Granted {
                party,
                relation: GroundCode::of("flight"),
                referral: None,
                until: None,
                reason: None,
            }),
        )?;
        Ok(())
    }

    /// Forms the family of people who stand together in the list.
    fn form_family(
        &mut self,
        flight: RecordId,
        members: &[RecordId],
        name: Option<Private<String>>,
    ) -> Answer<()> {
        let id = self.open_case(&Kind::of("family"), "vital_interest", None, None)?;
        self.fill(id, "family_profile", name.map(|name| ("family_name", Value::Text(name))))?;
        self.open_to_flight(flight, id)?;
        for member in members {
            self.link(id, "core", *member, "member")?;
            self.link(*member, "core", id, "family")?;
        }
        Ok(())
    }
}

/// A fingerprint as one sealed text, apart from the record's visible content.
fn pack(fingerprint: &Fingerprint) -> Private<String> {
    let mut parts = vec![format!("c{}", fingerprint.content.as_str())];
    parts.extend(fingerprint.line.iter().map(|text| format!("l{}", text.as_str())));
    parts.extend(fingerprint.documents.iter().map(|text| format!("d{}", text.as_str())));
    parts.extend(fingerprint.given.iter().map(|text| format!("g{}", text.as_str())));
    parts.extend(fingerprint.who.iter().map(|text| format!("w{}", text.as_str())));
    parts.join("\u{1f}").into()
}

fn unpack(text: &str) -> Option<Fingerprint> {
    let mut known = Fingerprint {
        content: Private::default(),
        line: None,
        documents: Vec::new(),
        given: None,
        who: None,
    };
    for part in text.split('\u{1f}') {
        let value: Private<String> = part.get(1..)?.into();
        match part.as_bytes().first()? {
            b'c' => known.content = value,
            b'l' => known.line = Some(value),
            b'd' => known.documents.push(value),
            b'g' => known.given = Some(value),
            b'w' => known.who = Some(value),
            _ => return None,
        }
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_reads_back() {
        let known = Fingerprint {
            content: "row1 a;b".into(),
            line: Some("line1 3 2".into()),
            documents: vec!["document1 N1".into(), "document1 N2".into()],
            given: None,
            who: Some("who1 x y 2015".into()),
        };
        assert_eq!(unpack(pack(&known).as_str()), Some(known));
        assert_eq!(unpack(""), None);
    }
}
