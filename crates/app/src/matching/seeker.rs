//! What a relative who looks for somebody hears, and the way there: found by a registrar, answered for by the worker of
//! whoever was found.
//!
//! Invariant: until the person (by age), the protective carer and a worker agree, what the page of a request says, counts
//! and logs is the same whether or not anybody was found. Who is barred from the record that was found hears no more for
//! ever. A record that closes to requests takes its open pairs with it.

use std::collections::BTreeSet;

use domain::{
    CommandId, EntryId, Event, FieldCode, FormCode, GroundCode, MatchDecision, PartialDate, PersonCode,
    RecordId, Stage, TaskId, Value, Values,
};
use policy::Level;
use protocol::Trigger;
use store::Job;

use crate::{
    App, Door, Opened, Shown, SignedIn,
    case::reasons::SOUGHT_NO_MORE,
    chain::erase::Erase,
    core::{
        facts,
        load::load,
        near::Near,
        pathway::Happened,
        reading::Read,
        tokens,
        tracing::{self, Missing, REQUEST},
        work::{Touch, Work},
    },
    refused::{Answer, Refused, because},
};

/// The kind of the job that follows a record which opened or closed to requests.
pub const JOB: &str = "tracing";

/// Of one record at most so many pairs are looked at.
const PAIRS: u32 = 64;
/// The rule under which a pair is erased that may no longer be.
const RULE: &str = "tracing_rejected";

/// What whoever made a request may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hears {
    /// What everybody hears.
    Standing,
    /// That a contact is possible through us.
    Possible,
}

/// Where a relative's request stands on the record of the person it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The entry in which the worker answers.
    pub entry: EntryId,
    /// What is still missing; nothing where the relative may be told.
    pub missing: BTreeSet<Missing>,
}

impl App {
    /// What the one who made a request hears now. The request is logged as opened; the record that was found only when
    /// something of it is told.
    pub async fn seeker_hears(&self, who: &SignedIn, code: &PersonCode) -> Answer<(Opened, Hears)> {
        let opened = self.open_code(who, code, Door::page(Shown::RequestAnswer)).await?;
        if *opened.kind() != REQUEST || !opened.grant.may("tracing", Level::Read) {
            return Err(Refused::NotFound);
        }
        let request = opened.view.id;
        let Some(loaded) = load(self, request).await? else { return Err(Refused::NotFound) };
        for found in tokens::linked_as(&loaded.record, "same_person") {
            if self.may_be_told(who, found, request).await? {
                let read = Read {
                    page: Shown::RequestAnswer,
                    records: vec![found],
                    grounds: Vec::new(),
                    reason: None,
                };
                self.log_reading(who, &read).await?;
                return Ok((opened, Hears::Possible));
            }
        }
        Ok((opened, Hears::Standing))
    }

    async fn may_be_told(&self, who: &SignedIn, found: RecordId, request: RecordId) -> Answer<bool> {
        let Some(record) = load(self, found).await?.map(|loaded| loaded.record) else { return Ok(false) };
        let (protocol, near) = (self.protocol(), self.near(&record).await?);
        let barred = policy::access(protocol.table(), who.actor(), &facts::of_record(&record)?)
            .is_err_and(|denied| denied == policy::Denied::Barred);
        Ok(!barred
            && tracing::is_found(&record, request)
            && tracing::missing(&record, &near, request, &protocol, who.now()).is_empty())
    }

    /// Relatives' requests that were found to be about a person, each with what is still missing, for whoever answers for
    /// the person; the school's side and the registrar see none.
    pub async fn sought(&self, opened: &Opened) -> Answer<Vec<Sought>> {
        let reads = |compartment| opened.grant.may(compartment, Level::Read);
        if opened.grant.is_outside() || !reads("tracing") || !reads("social") || !reads("consent") {
            return Ok(Vec::new());
        }
        let known = opened.view.entries(tracing::ANSWER);
        if known.is_empty() {
            return Ok(Vec::new());
        }
        let Some(loaded) = load(self, opened.view.id).await? else { return Ok(Vec::new()) };
        let (protocol, now, near) = (self.protocol(), self.now(), self.near(&loaded.record).await?);
        let requests = known.iter().map(|entry| (entry.id, RecordId::from_bytes(*entry.id.as_bytes())));
        Ok(requests
            .filter(|(_, request)| tracing::is_found(&loaded.record, *request))
            .map(|(entry, request)| {
                let missing = tracing::missing(&loaded.record, &near, request, &protocol, now);
                Sought { entry, missing }
            })
            .collect())
    }

    /// Follows a record that opened or closed to requests, itself or those near it: looks for them, or takes their open pairs
    /// away. Gives how many pairs that were.
    pub async fn do_tracing_job(&self, job: &Job) -> Answer<usize> {
        let id = self.record_of(JOB, job)?;
        let Some(loaded) = load(self, id).await? else { return Ok(0) };
        // A consent or an order that ends by itself is followed on its day.
        if let Some(turn) = tracing::turns(&loaded.record, &self.protocol(), self.now()) {
            let later = self.job_at(self.fresh()?, JOB, turn, id.as_bytes())?;
            self.store().enqueue(later).await?;
        }
        let near = self.near(&loaded.record).await?;
        let mut pairs = 0;
        for record in [&loaded.record].into_iter().chain(&near.same).chain(&near.kin) {
            if !record.kind().is_some_and(tracing::may_consent) {
                continue;
            }
            pairs += if self.is_closed_to_requests(record).await? {
                self.take_pairs_away(record.id).await?
            } else {
                self.look_for_rows(record.id).await?
            };
        }
        Ok(pairs)
    }

    /// Whoever stands near the side of a pair that a relative's request may be about; nobody where none of both is one.
    pub(super) async fn near_the_sought(&self, one: RecordId, other: RecordId) -> Answer<Near> {
        let (Some(first), Some(second)) = (load(self, one).await?, load(self, other).await?) else {
            return Ok(Near::default());
        };
        let (Some(kind), Some(of)) = (first.record.kind(), second.record.kind()) else {
            return Ok(Near::default());
        };
        match tracing::sides((one, kind), (other, of)) {
            Some((_, (person, _))) if person == one => self.near(&first.record).await,
            Some(_) => self.near(&second.record).await,
            None => Ok(Near::default()),
        }
    }

    /// Does all such jobs that wait: what a worker does, for whoever has none.
    pub async fn do_tracing_jobs(&self) -> Answer<usize> {
        self.do_all(JOB, async |job| self.do_tracing_job(job).await).await
    }

    /// Erases what nobody has decided of a record and relatives' requests.
    async fn take_pairs_away(&self, id: RecordId) -> Answer<usize> {
        let linked = self.store().tokens(&[(tokens::LINK, tokens::link(self, id)?.to_vec())], PAIRS).await?;
        let linked: BTreeSet<RecordId> = linked.into_iter().map(|token| token.record).collect();
        let rows = self.store().records(&linked.into_iter().collect::<Vec<_>>()).await?;
        let machine = self.machine();
        let mut gone = 0;
        for row in rows.into_iter().filter(|row| row.kind == "match") {
            let Some(loaded) = load(self, row.id).await? else { continue };
            let Some(pair) = &loaded.record.pair else { continue };
            let undecided = pair.decided().is_none_or(|last| last.decision == MatchDecision::Unsure);
            let both = [pair.proposed.one, pair.proposed.other];
            let other = both.into_iter().find(|side| *side != id);
            let kinds = self.store().records(&Vec::from_iter(other)).await?;
            if !undecided || !kinds.iter().any(|row| row.kind == REQUEST) {
                continue;
            }
            let Some(slot) = loaded.slot_of(&domain::Compartment::of("tracing")) else { continue };
            let what = Erase { record: row.id, slot, event: None, rule: GroundCode::of(RULE) };
            match self.erase(&machine, self.fresh::<CommandId>()?, &what).await {
                Ok(_) => {}
                // What may not be erased stays, and nobody can decide it any more.
                Err(Refused::Because(reason)) if matches!(reason.code, "held" | "no-register") => continue,
                Err(error) => return Err(error),
            }
            self.transact(&machine, self.fresh::<CommandId>()?, &[Touch::Office(row.id)], |work| {
                let settled = Event::StatusChanged { to: Stage::of("settled"), ground: None, reason: None };
                work.add(row.id, "case", settled)?;
                Ok(Vec::new())
            })
            .await?;
            gone += 1;
        }
        Ok(gone)
    }
}

impl Work<'_> {
    /// What follows when a registrar decides of a relative's request: nobody is found who may not be, and who answers for
    /// the person is asked.
    ///
    /// # Errors
    /// A reason `tracing-closed` where the record is closed to requests.
    pub(super) fn found_for_seeker(
        &mut self,
        one: RecordId,
        other: RecordId,
        near: &Near,
        decision: MatchDecision,
    ) -> Answer<()> {
        let kind = |id| self.record(id)?.kind().cloned().ok_or(Refused::NotFound);
        let (first, second) = (kind(one)?, kind(other)?);
        let Some((request, (person, _))) = tracing::sides((one, &first), (other, &second)) else {
            return Ok(());
        };
        if decision != MatchDecision::Same {
            self.sought_no_more(person, request)?;
        }
        if !matches!(decision, MatchDecision::Same | MatchDecision::Related) {
            return Ok(());
        }
        let protocol = self.protocol.clone();
        let record = self.record(person)?;
        if !tracing::closed(record, near, &protocol, self.now).is_empty() {
            return Err(because("tracing-closed"));
        }
        if decision != MatchDecision::Same {
            return Ok(());
        }
        let entry = tracing::entry_of(request);
        if !record.entries(tracing::ANSWER).iter().any(|known| known.id == entry) {
            let form = protocol.form(tracing::ANSWER).ok_or(Refused::NotFound)?;
            let today = self.now.to_zoned(self.zone_of(record)).date();
            let values: Values = [(FieldCode::of("asked_on"), Value::Date(PartialDate::Day(today)))].into();
            let begun = Event::FormFilled {
                form: FormCode::of(tracing::ANSWER),
                entry,
                values,
                emptied: BTreeSet::new(),
            };
            self.add(person, form.compartment.as_str(), begun)?;
        }
        self.follow(person, &Happened::Sought)
    }

    /// Nobody is asked any longer for a request that is about somebody else, unless another stands.
    fn sought_no_more(&mut self, person: RecordId, request: RecordId) -> Answer<()> {
        let record = self.record(person)?;
        let mut requests =
            record.entries(tracing::ANSWER).iter().map(|entry| RecordId::from_bytes(*entry.id.as_bytes()));
        let stands = requests.any(|known| known != request && tracing::is_found(record, known));
        if stands || !tracing::is_found(record, request) {
            return Ok(());
        }
        let protocol = self.protocol.clone();
        let arose = |task: &&domain::record::Task| {
            let rule = protocol.tasks().get(task.added.what.as_str());
            rule.is_some_and(|rule| rule.trigger == Trigger::Sought)
        };
        let open: Vec<TaskId> =
            record.open_tasks().into_iter().filter(arose).map(|task| task.added.task).collect();
        for task in open {
            self.add_to_task(person, task, Event::TaskWaived { task, reason: SOUGHT_NO_MORE.into() })?;
        }
        Ok(())
    }
}
