//! Importing a flight's manifest or another list: all of it or nothing, and again without adding anything.
//!
//! Invariant: the file is parsed before the transaction, and what was planned is written only if what it is
//! brought into is still as it was planned for. Nobody is told whether a person of the list is known elsewhere: that is
//! looked for afterwards, in a job that every import enqueues alike.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CommandId, Kind, PersonCode, Private, Record, RecordId};
use exchange::{
    manifest::{Family, Manifest, Person},
    rows::Resemblance,
};
use policy::Level;

use super::{
    bring_in::called,
    intake::Intake,
    known::Known,
    upload::{HowToRead, NotTaken, ReadList},
};
use crate::{
    App, Opened, SignedIn,
    core::{
        facts,
        load::load,
        tokens,
        work::{Touch, Work},
    },
    refused::{Answer, Fault, Refused, because_of},
};

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// People that were added.
    pub added: usize,
    /// People that were there already.
    pub known: usize,
    /// Rows like one that was imported before, with something changed: they were not added again.
    pub changed: Vec<u32>,
    /// Families that were formed.
    pub families: usize,
}

/// What a row of a list is to the record it is brought into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// It will be added.
    New,
    /// It is there already.
    Here,
    /// One like it is there, with something changed; it is left out unless somebody says otherwise.
    Changed,
    /// The same, and somebody said that it is another person: it will be added.
    Another,
}

impl RowState {
    /// Whether the import adds it.
    pub const fn is_added(self) -> bool {
        matches!(self, Self::New | Self::Another)
    }
}

/// How often an import is planned anew because somebody else imported meanwhile.
const TRIES: usize = 6;

impl App {
    /// Imports the list that waits, as it was shown. The file is forgotten with it; sent again, it says the same.
    pub async fn import_upload(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        upload: CommandId,
    ) -> Result<Imported, NotTaken> {
        if let Some(done) = self.imported(who, list, upload).await? {
            return Ok(done);
        }
        match self.import_waiting(who, list, upload).await {
            Ok(done) => Ok(done),
            // The second click of two finds the file gone that the first has taken: it is told what the first did.
            Err(refused) => self.imported(who, list, upload).await?.ok_or(refused),
        }
    }

    async fn import_waiting(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        upload: CommandId,
    ) -> Result<Imported, NotTaken> {
        let waiting = self.preview_list(who, list, upload).await?;
        let drop_file = self.upload_drafts(who, waiting.list.view.id)?;
        let add = &waiting.how.add;
        Ok(self.import(who, &waiting.list, upload, &waiting.read.manifest, add, &drop_file).await?)
    }

    /// What an import did, for the one who sent it; nothing when it has not happened.
    pub async fn imported(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        command: CommandId,
    ) -> Answer<Option<Imported>> {
        let Some(done) = self.store().command(command).await? else { return Ok(None) };
        let list = self.by_code(list).await?.ok_or(Refused::NotFound)?;
        if done.actor != who.user() {
            return Err(Refused::NotFound);
        }
        let (of, imported) = Imported::decode(&done.outcome).ok_or(Refused::NotFound)?;
        if of == list { Ok(Some(imported)) } else { Err(Refused::NotFound) }
    }

    /// Reads a list without a page: what the command line does.
    pub async fn read_manifest(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        name: &str,
        bytes: Vec<u8>,
        how: HowToRead,
    ) -> Result<ReadList, NotTaken> {
        let (opened, into) = self.brought_into(who, list).await?;
        self.read_list(name.to_owned(), bytes, how, self.reference(&opened.view), into).await
    }

    /// Imports the people of a list that was read, in one transaction.
    ///
    /// # Errors
    /// A reason `problems-block` when rows wait for a decision.
    pub async fn import_people(
        &self,
        who: &SignedIn,
        list: &PersonCode,
        command: CommandId,
        manifest: &Manifest,
    ) -> Answer<Imported> {
        let opened = self.importing(who, list).await?;
        self.import(who, &opened, command, manifest, &BTreeSet::new(), &[]).await
    }

    /// What each row of a list is to the record it is brought into, by row.
    pub(super) async fn row_states(
        &self,
        list: RecordId,
        manifest: &Manifest,
        add: &BTreeSet<u32>,
    ) -> Answer<BTreeMap<u32, RowState>> {
        let known = self.known_rows(list, &manifest.people).await?;
        Ok(manifest.people.iter().map(|person| (person.row, state(person.row, &known, add))).collect())
    }

    async fn import(
        &self,
        who: &SignedIn,
        list: &Opened,
        command: CommandId,
        manifest: &Manifest,
        add: &BTreeSet<u32>,
        drafts: &[[u8; 16]],
    ) -> Answer<Imported> {
        let id = list.view.id;
        let into = Intake::of(&list.view).ok_or(Refused::NotFound)?;
        let kinds = into.kinds(manifest, self.reference(&list.view));
        for _ in 0..TRIES {
            let plan = self.plan_import(who, id, into, manifest, add, &kinds).await?;
            let mut moved = false;
            let done = self
                .transact(who, command, &plan.touched(id), |work| {
                    work.demand(id, into.action())?;
                    if Stands::of(work.record(id)?) != plan.stands {
                        moved = true;
                        return Err(Fault::Restless.into());
                    }
                    for draft in drafts {
                        work.beside(store::Row::DeleteDraft { account: who.user(), id: *draft });
                    }
                    let families = match into {
                        Intake::Flight => plan.carry_out(work, id)?,
                        Intake::People | Intake::Tracing => {
                            work.bring_rows(id, plan.fresh.iter().map(Fresh::as_row))?;
                            0
                        }
                    };
                    if !plan.fresh.is_empty() {
                        work.beside(crate::matching::job(work.app, id)?);
                    }
                    Ok(plan.outcome(families).encode(id))
                })
                .await;
            match done {
                Err(_) if moved => {}
                done => {
                    let (_, imported) = Imported::decode(&done?.outcome).ok_or(Refused::NotFound)?;
                    return Ok(imported);
                }
            }
        }
        Err(Fault::Restless.into())
    }

    async fn plan_import<'m>(
        &self,
        who: &SignedIn,
        id: RecordId,
        into: Intake,
        manifest: &'m Manifest,
        add: &BTreeSet<u32>,
        kinds: &BTreeMap<u32, Kind>,
    ) -> Answer<Plan<'m>> {
        let list = load(self, id).await?.ok_or(Refused::NotFound)?.record;
        let known = self.known_rows(id, &manifest.people).await?;
        let state = |row: u32| state(row, &known, add);
        let left = |row: u32| known.contains_key(&row) && !state(row).is_added();
        let blocking = manifest.blocking().filter(|problem| !left(problem.at.row)).count();
        if blocking > 0 {
            return Err(because_of("problems-block", vec![("count", blocking.to_string())]));
        }
        let mut plan = Plan { stands: Stands::of(&list), ..Plan::default() };
        for person in &manifest.people {
            match state(person.row) {
                RowState::Here => plan.known += 1,
                RowState::Changed => plan.changed.push(person.row),
                RowState::New | RowState::Another => plan.fresh.push(Fresh {
                    person,
                    kind: kinds.get(&person.row).cloned().unwrap_or_else(|| Kind::of("child")),
                    fingerprint: self.row_fingerprint(id, person)?,
                }),
            }
        }
        if into != Intake::Flight {
            return Ok(plan);
        }
        let earlier: BTreeMap<u32, RecordId> =
            known.iter().filter(|(row, _)| left(**row)).map(|(row, known)| (*row, known.record)).collect();
        let fresh: BTreeSet<u32> = plan.fresh.iter().map(|fresh| fresh.person.row).collect();
        for family in &manifest.families {
            if family.rows.len() > 1 && family.rows.iter().any(|row| fresh.contains(row)) {
                let group = self.plan_family(who, manifest, family, &fresh, &earlier).await?;
                plan.groups.push(group);
            }
        }
        plan.earlier = earlier;
        Ok(plan)
    }

    /// Where the new people of a family belong: to the family that its earlier members have, or to a new one with them.
    async fn plan_family<'m>(
        &self,
        who: &SignedIn,
        manifest: &'m Manifest,
        family: &'m Family,
        fresh: &BTreeSet<u32>,
        earlier: &BTreeMap<u32, RecordId>,
    ) -> Answer<Group<'m>> {
        let people: Vec<&Person> =
            manifest.people.iter().filter(|person| family.rows.contains(&person.row)).collect();
        let mut group = Group {
            called: called(&people),
            rows: people.into_iter().filter(|person| fresh.contains(&person.row)).collect(),
            join: None,
            alone: Vec::new(),
        };
        for row in &family.rows {
            let Some(record) = earlier.get(row) else { continue };
            // Those who were taken on by others are linked by them: an import touches no record its sender may not.
            let Some(member) = self.touchable(who, *record).await? else { continue };
            let families: Vec<RecordId> = tokens::linked_as(&member, "family").collect();
            for known in &families {
                if group.join.is_none() && self.touchable(who, *known).await?.is_some() {
                    group.join = Some(*known);
                }
            }
            if families.is_empty() {
                group.alone.push(*record);
            }
        }
        Ok(group)
    }

    /// A record, if this person may write its particulars.
    async fn touchable(&self, who: &SignedIn, id: RecordId) -> Answer<Option<Record>> {
        let Some(loaded) = load(self, id).await? else { return Ok(None) };
        let facts = facts::of_record(&loaded.record)?;
        let grant = policy::access(self.protocol().table(), who.actor(), &facts);
        Ok(grant.is_ok_and(|grant| grant.may("core", Level::Write)).then_some(loaded.record))
    }
}

fn state(row: u32, known: &BTreeMap<u32, Known>, add: &BTreeSet<u32>) -> RowState {
    match known.get(&row).map(|known| known.how) {
        Some(Resemblance::Same) => RowState::Here,
        Some(Resemblance::Corrected) if add.contains(&row) => RowState::Another,
        Some(Resemblance::Corrected) => RowState::Changed,
        Some(Resemblance::Other) | None => RowState::New,
    }
}

/// How far a record has been brought: what another import would change.
#[derive(Default, PartialEq, Eq)]
struct Stands {
    passengers: BTreeSet<RecordId>,
    imports: usize,
}

impl Stands {
    fn of(record: &Record) -> Self {
        let passengers = tokens::linked_as(record, "passenger").collect();
        Self { passengers, imports: record.brought.len() }
    }
}

/// An import as it will be carried out, on the record as it stood when it was planned.
#[derive(Default)]
struct Plan<'m> {
    stands: Stands,
    fresh: Vec<Fresh<'m>>,
    known: usize,
    changed: Vec<u32>,
    earlier: BTreeMap<u32, RecordId>,
    groups: Vec<Group<'m>>,
}

struct Fresh<'m> {
    person: &'m Person,
    kind: Kind,
    fingerprint: Private<String>,
}

impl Fresh<'_> {
    fn as_row(&self) -> (&Kind, &Person, Private<String>) {
        (&self.kind, self.person, self.fingerprint.clone())
    }
}

/// The new people of one family.
struct Group<'m> {
    rows: Vec<&'m Person>,
    called: Option<Private<String>>,
    /// The family they join.
    join: Option<RecordId>,
    /// Earlier people of the list who stood alone until now.
    alone: Vec<RecordId>,
}

impl Plan<'_> {
    fn touched(&self, flight: RecordId) -> Vec<Touch> {
        let mut others: BTreeSet<RecordId> = BTreeSet::new();
        for group in &self.groups {
            others.extend(group.join);
            others.extend(&group.alone);
        }
        std::iter::once(flight).chain(others).map(Touch::Open).collect()
    }

    /// Gives the number of families that were formed.
    fn carry_out(&self, work: &mut Work<'_>, flight: RecordId) -> Answer<usize> {
        let mut records = self.earlier.clone();
        for fresh in &self.fresh {
            let id = work.bring_in(flight, &fresh.kind, fresh.person, fresh.fingerprint.clone())?;
            records.insert(fresh.person.row, id);
        }
        let mut formed = 0;
        for group in &self.groups {
            let mut members: Vec<RecordId> =
                group.rows.iter().filter_map(|person| records.get(&person.row).copied()).collect();
            members.extend(&group.alone);
            if let Some(family) = group.join {
                work.join_family(family, &members)?;
            } else if members.len() > 1 {
                work.form_family(flight, &members, group.called.clone())?;
                formed += 1;
            }
            for child in &group.rows {
                let mother = child.mother.as_ref().and_then(|mother| mother.proposed_row);
                if let (Some(child), Some(mother)) =
                    (records.get(&child.row), mother.and_then(|row| records.get(&row)))
                {
                    work.link(*child, "core", *mother, "mother_as_listed")?;
                }
            }
        }
        Ok(formed)
    }

    fn outcome(&self, families: usize) -> Imported {
        Imported { added: self.fresh.len(), known: self.known, changed: self.changed.clone(), families }
    }
}

impl Imported {
    /// As the command keeps it: the flight, then counts and row numbers; nothing of a person.
    fn encode(&self, flight: RecordId) -> Vec<u8> {
        let counts = [self.added, self.known, self.families];
        let counts = counts.into_iter().map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let numbers = counts.chain(self.changed.iter().copied()).flat_map(u32::to_be_bytes);
        flight.as_bytes().iter().copied().chain(numbers).collect()
    }

    fn decode(bytes: &[u8]) -> Option<(RecordId, Self)> {
        let (flight, rest) = bytes.split_first_chunk::<16>()?;
        let (numbers, rest) = rest.as_chunks::<4>();
        if !rest.is_empty() {
            return None;
        }
        let mut numbers = numbers.iter().map(|bytes| u32::from_be_bytes(*bytes));
        let mut count = || numbers.next().map(|count| count as usize);
        let (added, known, families) = (count()?, count()?, count()?);
        let changed = numbers.collect();
        Some((RecordId::from_bytes(*flight), Self { added, known, changed, families }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_import_did_is_told_again() {
        let flight = RecordId::from_bytes([7; 16]);
        let done = Imported { added: 118, known: 3, changed: vec![2, 32], families: 29 };
        assert_eq!(Imported::decode(&done.encode(flight)), Some((flight, done)));
        assert_eq!(Imported::decode(b"something else"), None);
    }
}
