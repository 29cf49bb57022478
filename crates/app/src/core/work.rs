//! One command at work: the records it touches, the events it adds, and the one transaction that keeps them.
//!
//! Invariant: a command decides on records as they are now; if one moved meanwhile it decides again. What it adds
//! is sealed before it queues, and is written whole or not at all. Sent twice, it happens once.

mod erasing;
mod hidden;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use domain::{
    CommandId, Compartment, Content, Event, EventId, FORMAT, GroundCode, Head, Instant, Kind, Opened, Record,
    RecordId, Recorded, ReferralId, SlotId, Source, TaskId, UserId, sealing,
};
use ledger::LeafFields;
use policy::Grant;
use protocol::Protocol;
use store::{Commit, CommitError, Expect, NewEvent, NewSlot, Row};

use super::{
    codes::{Codes, Draw},
    facts,
    father::Father,
    house::App,
    load::{Loaded, Slot, address, load},
    project::{Before, difference, project},
    tracing::Standing,
    who::SignedIn,
};
use crate::refused::{Answer, Fault, Refused, because};

/// How a command comes to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touch {
    /// As its reader: access is decided, and absent and forbidden are alike.
    Open(RecordId),
    /// In an office that the use case has asked for; or the record is the actor's own account.
    Office(RecordId),
}

impl Touch {
    const fn id(&self) -> RecordId {
        match self {
            Self::Open(id) | Self::Office(id) => *id,
        }
    }
}

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Ids that its sender needs to go on; the same when it is sent again.
    pub outcome: Vec<u8>,
    /// Whether it had already happened.
    pub repeated: bool,
}

impl Done {
    /// The record or other thing that the outcome names first.
    pub fn id<T: From<[u8; 16]>>(&self) -> Option<T> {
        self.outcome.get(..16)?.try_into().ok().map(|bytes: [u8; 16]| T::from(bytes))
    }
}

/// A command at work.
pub(crate) struct Work<'a> {
    pub(crate) app: &'a App,
    pub(crate) protocol: Arc<Protocol>,
    pub(crate) actor: UserId,
    pub(crate) now: Instant,
    working: Vec<Working>,
    /// Where each record stands among them: a list brings thousands.
    places: HashMap<RecordId, usize>,
    extra: Vec<Row>,
    codes: Draw,
}

struct Working {
    loaded: Loaded,
    grant: Option<Grant>,
    before: Option<Before>,
    /// How it stood to relatives' requests.
    standing: Standing,
    version: u64,
    touched: BTreeMap<SlotId, Seen>,
    /// Slots that got a new key: what is projected from them is sealed again.
    resealed: BTreeSet<SlotId>,
    rows: Vec<Row>,
}

/// A slot as the command found it.
enum Seen {
    Absent,
    Slot { seq: u64, wrap: Vec<u8> },
}

impl Work<'_> {
    fn working(&self, id: RecordId) -> Answer<&Working> {
        self.places.get(&id).and_then(|at| self.working.get(*at)).ok_or(Refused::NotFound)
    }

    fn working_mut(&mut self, id: RecordId) -> Answer<&mut Working> {
        self.places.get(&id).and_then(|at| self.working.get_mut(*at)).ok_or(Refused::NotFound)
    }

    /// A record as it stands in this command.
    pub(crate) fn record(&self, id: RecordId) -> Answer<&Record> {
        Ok(&self.working(id)?.loaded.record)
    }

    /// The leave to touch a record that was opened as a reader.
    pub(crate) fn grant(&self, id: RecordId) -> Answer<&Grant> {
        self.working(id)?.grant.as_ref().ok_or(Refused::NotFound)
    }

    /// Goes on only if the action is allowed on the record.
    pub(crate) fn demand(&self, id: RecordId, action: &str) -> Answer<()> {
        if self.grant(id)?.may_do(action) { Ok(()) } else { Err(Refused::NotFound) }
    }

    /// Opens a new record of a kind; the outcome of most commands begins with its id.
    pub(crate) fn open_record(
        &mut self,
        kind: &Kind,
        basis: GroundCode,
        basis_until: Option<Instant>,
        source: Option<Source>,
    ) -> Answer<RecordId> {
        let id: RecordId = self.app.fresh()?;
        self.open_record_as(id, kind, basis, basis_until, source)?;
        Ok(id)
    }

    /// The same under an id that the use case has made.
    pub(crate) fn open_record_as(
        &mut self,
        id: RecordId,
        kind: &Kind,
        basis: GroundCode,
        basis_until: Option<Instant>,
        source: Option<Source>,
    ) -> Answer<()> {
        let code = self.codes.give()?;
        self.begin(id);
        self.add(id, "case", Event::Opened(Opened { kind: kind.clone(), code, basis, basis_until, source }))?;
        Ok(())
    }

    /// Opens a record of the house itself: an account or a team.
    pub(crate) fn open_system(&mut self, kind: &'static str) -> Answer<RecordId> {
        let id: RecordId = self.app.fresh()?;
        let code = self.codes.give()?;
        self.begin(id);
        let opened = Opened {
            kind: Kind::of(kind),
            code,
            basis: GroundCode::of("task"),
            basis_until: None,
            source: None,
        };
        self.add(id, kind, Event::Opened(opened))?;
        Ok(id)
    }

    /// Makes the codes of new records from a seed, so that the same demo shows the same codes.
    ///
    /// # Errors
    /// [`Refused::NotFound`] where people are not invented: their codes always come from the operating system.
    pub(crate) fn seed_codes(&mut self, codes: Codes) -> Answer<()> {
        if !self.app.is_demo() {
            return Err(Refused::NotFound);
        }
        self.codes.seeded = Some(codes);
        Ok(())
    }

    /// Begins a record whose first event the use case adds itself.
    pub(crate) fn begin(&mut self, id: RecordId) {
        self.places.insert(id, self.working.len());
        self.working.push(Working {
            loaded: Loaded::empty(id),
            grant: None,
            before: None,
            standing: Standing::default(),
            version: 0,
            touched: BTreeMap::new(),
            resealed: BTreeSet::new(),
            rows: Vec::new(),
        });
    }

    /// Adds an event to a compartment, creating the compartment with its first event.
    pub(crate) fn add(&mut self, id: RecordId, compartment: &str, event: Event) -> Answer<EventId> {
        let compartment = Compartment::new(compartment).map_err(|_| Fault::Damaged(id))?;
        let slot = match self.working(id)?.loaded.slot_of(&compartment) {
            Some(slot) => slot,
            None => self.app.fresh()?,
        };
        self.add_in(id, slot, &compartment, event)
    }

    /// Adds an event to a referral, which has a slot of its own under its own id.
    pub(crate) fn add_to_referral(
        &mut self,
        id: RecordId,
        referral: ReferralId,
        event: Event,
    ) -> Answer<EventId> {
        let slot = SlotId::from_bytes(*referral.as_bytes());
        self.add_in(id, slot, &Compartment::of("referral"), event)
    }

    /// Adds an event about a task to the slot that the task is in: a referral's tasks lie in the referral's own.
    pub(crate) fn add_to_task(&mut self, id: RecordId, task: TaskId, event: Event) -> Answer<EventId> {
        let known = self.record(id)?.tasks.get(&task).ok_or(Refused::NotFound)?;
        let (slot, compartment) = (known.slot, known.compartment.clone());
        self.add_in(id, slot, &compartment, event)
    }

    /// Adds an event beside another, in the slot of that one.
    pub(crate) fn add_in(
        &mut self,
        id: RecordId,
        slot: SlotId,
        compartment: &Compartment,
        event: Event,
    ) -> Answer<EventId> {
        let (app, now, actor) = (self.app, self.now, self.actor);
        let protocol = self.protocol.version().to_owned();
        let working = self.working_mut(id)?;
        if working.loaded.destroyed.contains_key(&slot) {
            return Err(Refused::NotFound);
        }
        if !working.loaded.slots.contains_key(&slot) {
            let (key, stored) = app.ring().new_compartment(id, slot, compartment.as_str())?;
            working.touched.insert(slot, Seen::Absent);
            working.rows.push(Row::Slot(NewSlot {
                record: id,
                slot,
                epoch: stored.epoch,
                wrap: stored.wrap.clone(),
                label: stored.label.clone(),
            }));
            working.loaded.slots.insert(slot, Slot { compartment: compartment.clone(), key, stored, seq: 0 });
        }
        let Some(open) = working.loaded.slots.get_mut(&slot) else { return Err(Fault::Damaged(id).into()) };
        working
            .touched
            .entry(slot)
            .or_insert_with(|| Seen::Slot { seq: open.seq, wrap: open.stored.wrap.clone() });
        open.seq += 1;
        let event_id: EventId = app.fresh()?;
        let head = Head {
            record: id,
            slot,
            seq: open.seq,
            event: event_id,
            position: None,
            at: now,
            actor,
            format: FORMAT,
        };
        let content = Content { protocol, event };
        let plain = sealing::encode(&content)?;
        if let Some(grant) = &working.grant
            && hidden::tells_address(&working.loaded.record, grant, compartment, &plain)
        {
            return Err(because("address-protected"));
        }
        let sealed = open.key.seal_event(&address(app, &head), &plain)?;
        let leaf = LeafFields {
            record: id.as_bytes(),
            slot: slot.as_bytes(),
            seq: head.seq,
            event: event_id.as_bytes(),
            at_us: now.as_microsecond(),
            actor: actor.as_bytes(),
            format: FORMAT,
            sealed: &sealed.sealed,
        }
        .leaf_hash();
        working.rows.push(Row::Event(NewEvent {
            record: id,
            slot,
            seq: head.seq,
            event_id,
            at: now,
            actor,
            format: FORMAT,
            wrap: sealed.wrap,
            sealed: sealed.sealed,
            leaf,
        }));
        let moved = match &content.event {
            Event::TaskDone { task, .. }
            | Event::TaskWaived { task, .. }
            | Event::TaskAssigned { task, .. } => working.loaded.record.tasks.get(task),
            _ => None,
        };
        let before = moved.and_then(|task| task.added.assignee);
        let father = Father::of(&working.loaded.record);
        working.loaded.record.push(Recorded {
            head,
            compartment: compartment.clone(),
            content: Some(content),
        });
        // What was guessed before nothing may be is deleted, whatever said so.
        let silenced = father == Father::Speaks && Father::of(&working.loaded.record) == Father::Silent;
        if silenced {
            self.beside(crate::matching::job(app, id)?);
        }
        // Whoever was given access for a task loses it with the last one, whatever ended it.
        if let Some(person) = before {
            self.end_task_access(id, person)?;
        }
        Ok(event_id)
    }

    /// Adds a row beside the events: a login, a link, a draft to remove, a job.
    pub(crate) fn beside(&mut self, row: Row) {
        self.extra.push(row);
    }

    fn into_commit(self, command: CommandId, outcome: Vec<u8>) -> Answer<Commit> {
        let Self { app, protocol, actor, now, working, extra, .. } = self;
        let mut commit = Commit::new(command, actor, now);
        commit.outcome = outcome;
        for mut working in working {
            let id = working.loaded.record.id;
            if working.touched.is_empty() {
                continue;
            }
            for (slot, seen) in working.touched {
                commit.expect.push(match seen {
                    Seen::Absent => Expect::Absent { record: id, slot },
                    Seen::Slot { seq, wrap } => Expect::Slot { record: id, slot, seq, wrap: Some(wrap) },
                });
            }
            commit.expect.push(Expect::Record { record: id, version: working.version });
            commit.rows.append(&mut working.rows);
            // Whatever opened or closed it, or those near it: somebody is looked for now, or nobody is led on.
            if Standing::of(&working.loaded.record, &protocol, now).matters_after(&working.standing) {
                commit.rows.push(app.job(crate::matching::seeker::JOB, id.as_bytes())?);
            }
            let after = project(app, &working.loaded, &protocol)?;
            commit.rows.extend(difference(app, id, working.before.as_ref(), after, &working.resealed)?);
        }
        commit.rows.extend(extra);
        Ok(commit)
    }
}

const TRIES: u32 = 12;

impl App {
    /// Loads records, lets the use case decide, and writes what it added in one transaction.
    ///
    /// `decide` runs again when a record moved meanwhile, so it must not have effects of its own.
    pub(crate) async fn transact(
        &self,
        who: &SignedIn,
        command: CommandId,
        touched: &[Touch],
        mut decide: impl FnMut(&mut Work<'_>) -> Answer<Vec<u8>> + Send,
    ) -> Answer<Done> {
        if self.is_behind() {
            return Err(Fault::Behind.into());
        }
        if let Some(known) = self.store().command(command).await? {
            // An id that somebody else has used tells nothing of what they did.
            return if known.actor == who.user() {
                Ok(Done { outcome: known.outcome, repeated: true })
            } else {
                Err(Refused::NotFound)
            };
        }
        let mut turn = Vec::new();
        let mut codes = Draw::default();
        for attempt in 0..TRIES {
            if attempt == 1 {
                turn = self.turns().on(touched.iter().map(Touch::id)).await;
            }
            let mut work = self.begin_work(who, touched).await?;
            work.codes = std::mem::take(&mut codes);
            let outcome = decide(&mut work)?;
            let given = std::mem::take(&mut work.codes);
            let commit = work.into_commit(command, outcome.clone())?;
            match self.store().commit(commit).await {
                Ok(done) => {
                    self.forget(touched.iter().map(Touch::id));
                    return Ok(Done { outcome: done.outcome, repeated: done.repeated });
                }
                // Decided again on the record as it is now, or with other codes.
                Err(CommitError::Stale { .. } | CommitError::Moved { .. } | CommitError::Erased { .. }) => {}
                Err(CommitError::Taken { what: store::Unique::Code }) => codes = given.again(self).await?,
                Err(CommitError::Taken { what: store::Unique::Login }) => {
                    return Err(crate::refused::because("login-taken"));
                }
                Err(error) => return Err(error.into()),
            }
        }
        drop(turn);
        Err(Fault::Restless.into())
    }

    async fn begin_work<'a>(&'a self, who: &SignedIn, touched: &[Touch]) -> Answer<Work<'a>> {
        let protocol = self.protocol();
        let mut working = Vec::with_capacity(touched.len());
        let mut places = HashMap::with_capacity(touched.len());
        for touch in touched {
            let id = touch.id();
            places.entry(id).or_insert(working.len());
            let loaded = load(self, id).await?.ok_or(Refused::NotFound)?;
            let grant = if matches!(touch, Touch::Open(_)) {
                let facts = facts::of_record(&loaded.record)?;
                Some(policy::access(protocol.table(), who.actor(), &facts).map_err(|_| Refused::NotFound)?)
            } else {
                None
            };
            let before = Before::of(&loaded, &protocol);
            let standing = Standing::of(&loaded.record, &protocol, who.actor().now);
            let version = loaded.version;
            working.push(Working {
                loaded,
                grant,
                before,
                standing,
                version,
                touched: BTreeMap::new(),
                resealed: BTreeSet::new(),
                rows: Vec::new(),
            });
        }
        Ok(Work {
            app: self,
            protocol,
            actor: who.user(),
            now: who.actor().now,
            working,
            places,
            extra: Vec::new(),
            codes: Draw::default(),
        })
    }
}
