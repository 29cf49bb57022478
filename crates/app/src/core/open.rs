//! Opening one record as its reader, and listing the records of a reader.
//!
//! Invariant: what is shown was decided by `policy` for this record, and is logged before it is answered.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Compartment, Event, GroundCode, Instant, Kind, PersonCode, Private, Record, RecordId, Recorded, Stage,
    Urgency,
};
use policy::{Facts, Grant, Level};

use super::{
    facts::{self, AccessFacts},
    house::App,
    load::{load, open_slots, plain_name, view},
    project::{self, Summary},
    reading::Read,
    shown::Shown,
    tokens,
    who::SignedIn,
};
use crate::refused::{Answer, Refused};

/// A record as one reader may see it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What may be seen of it.
    pub view: Record,
    /// What may be done, and why it may be seen.
    pub grant: Grant,
    /// Its routing facts; inside readers only.
    pub facts: Facts,
    /// Compartments of which only this is said: a service is active, yes or no.
    pub status: BTreeMap<Compartment, bool>,
}

impl Opened {
    /// Its code.
    pub fn code(&self) -> Option<PersonCode> {
        self.view.opened.as_ref().map(|(opened, _)| opened.code)
    }
    /// Its kind.
    pub fn kind(&self) -> &Kind {
        &self.facts.kind
    }
}

/// A door through which a record is opened, as the reading log names it, with a reason where one is asked for.
#[derive(Debug, Clone)]
pub struct Door {
    page: Shown,
    reason: Option<Private<String>>,
}

impl Door {
    /// A page.
    pub const fn page(page: Shown) -> Self {
        Self { page, reason: None }
    }
    /// A page for which a reason was given: a print, an emergency.
    pub fn with_reason(page: Shown, reason: &str) -> Self {
        Self { page, reason: Some(reason.into()) }
    }
}

/// One row of a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its id.
    pub id: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// The code people use: it says nothing of the person and leads to the record.
    pub code: Option<PersonCode>,
    /// Who it is, as far as this reader may know.
    pub summary: Option<Summary>,
    /// Stage and urgency; case roles only.
    pub stage: Option<Stage>,
    /// Protection urgency; case roles only.
    pub urgency: Option<Urgency>,
    /// When its next task is due; case roles only.
    pub next_due: Option<Instant>,
    /// How many tasks are open; case roles only.
    pub open_tasks: u64,
    /// When it changed last.
    pub changed_at: Instant,
    /// Who is responsible for it; case roles only.
    pub owner: Option<RecordId>,
    /// Why it may be seen.
    pub grant: Grant,
}

/// What to list.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Of which kinds; none named means of all.
    pub kinds: BTreeSet<Kind>,
    /// In these stages; none named means in any.
    pub stages: Vec<Stage>,
    /// In none of these stages.
    pub without_stages: Vec<Stage>,
    /// Of which urgency.
    pub urgency: Option<Urgency>,
    /// By what it is sorted.
    pub order: store::Order,
}

impl Filter {
    /// Records of a kind, the next due first.
    pub fn of(kind: &'static str) -> Self {
        Self {
            kinds: BTreeSet::from([Kind::of(kind)]),
            stages: Vec::new(),
            without_stages: Vec::new(),
            urgency: None,
            order: store::Order::Due,
        }
    }

    /// Whether a row that is listed tells its stage or urgency by being there.
    pub(crate) fn asks_of_the_case(&self) -> bool {
        !self.stages.is_empty() || self.urgency.is_some()
    }
}

/// A page of a list and where the next one begins.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its rows.
    pub rows: Vec<Listed>,
    /// Where the next page begins, if there is one.
    pub next: Option<store::Cursor>,
}

impl App {
    /// The record that bears a code, whoever asks; what may be seen of it is decided when it is opened.
    pub(crate) async fn by_code(&self, code: &PersonCode) -> Answer<Option<RecordId>> {
        Ok(self.store().record_by_code(&tokens::code(self, code)?).await?.map(|row| row.id))
    }

    /// Opens a record by the code people use, and logs it.
    pub async fn open_code(&self, who: &SignedIn, code: &PersonCode, door: Door) -> Answer<Opened> {
        let id = self.by_code(code).await?.ok_or(Refused::NotFound)?;
        self.open(who, id, door).await
    }

    /// Opens a record and logs it.
    pub async fn open(&self, who: &SignedIn, id: RecordId, door: Door) -> Answer<Opened> {
        let loaded = load(self, id).await?.ok_or(Refused::NotFound)?;
        let protocol = self.protocol();
        let facts = facts::of_record(&loaded.record)?;
        let grant = policy::access(protocol.table(), who.actor(), &facts).map_err(|_| Refused::NotFound)?;
        let grounds = grant
            .grounds()
            .iter()
            .filter_map(|ground| Some((GroundCode::new(ground.role.as_str()).ok()?, ground.relation)))
            .collect();
        self.log_reading(who, &Read { page: door.page, records: vec![id], grounds, reason: door.reason })
            .await?;
        let status = grant
            .levels()
            .filter(|(_, level)| *level == Level::Status)
            .map(|(compartment, _)| {
                let active = loaded
                    .record
                    .history
                    .iter()
                    .any(|recorded| recorded.compartment == *compartment && recorded.content.is_some());
                (compartment.clone(), active)
            })
            .collect();
        Ok(Opened { view: view(loaded.record, &grant, &protocol), grant, facts, status })
    }

    /// The events of a record that its reader is told of: a link to a record that they may not open is not among them,
    /// for that it exists would tell of the other.
    pub async fn told_of<'a>(&self, who: &SignedIn, opened: &'a Opened) -> Answer<Vec<&'a Recorded>> {
        let linked = |recorded: &Recorded| match recorded.content.as_ref().map(|content| &content.event) {
            Some(Event::Linked { to, .. } | Event::Unlinked { to, .. }) => Some(*to),
            _ => None,
        };
        let others: BTreeSet<RecordId> = opened.view.history.iter().filter_map(linked).collect();
        let rows = self.store().records(&others.into_iter().collect::<Vec<_>>()).await?;
        let open: BTreeSet<RecordId> = self.show_rows(who, rows).await?.iter().map(|row| row.id).collect();
        let told = |recorded: &&Recorded| linked(recorded).is_none_or(|to| open.contains(&to));
        Ok(opened.view.history.iter().filter(told).collect())
    }

    /// The records a person may list, a page at a time, and logs which were shown.
    pub async fn list(
        &self,
        who: &SignedIn,
        page: Shown,
        filter: &Filter,
        after: Option<store::Cursor>,
        most: usize,
    ) -> Answer<Page> {
        let listed = self.rows_listed(who, filter, after, most).await?;
        let records = listed.rows.iter().map(|row| row.id).collect();
        self.log_reading(who, &Read { page, records, grounds: Vec::new(), reason: None }).await?;
        Ok(listed)
    }

    /// The records a person may list, for a use case that shows some of them and logs these.
    pub(crate) async fn rows_listed(
        &self,
        who: &SignedIn,
        filter: &Filter,
        after: Option<store::Cursor>,
        most: usize,
    ) -> Answer<Page> {
        let (mut rows, mut cursor) = (Vec::new(), after);
        let Some(mut list) = self.scope(who, filter) else { return Ok(Page { rows, next: None }) };
        list.limit = u32::try_from(most + 1).unwrap_or(u32::MAX);
        loop {
            list.after = cursor;
            let found = self.store().list(&list).await?;
            let last = found.len() <= most;
            let taken: Vec<store::Record> = found.into_iter().take(most).collect();
            cursor = taken.last().filter(|_| !last).map(|row| store::Cursor::after(row, list.order));
            let mut shown = self.show_rows(who, taken).await?;
            // Whoever may not know the stage or the urgency learns neither by asking for one of them.
            shown.retain(|row| !filter.asks_of_the_case() || row.grant.may("case", Level::Read));
            rows.extend(shown);
            if cursor.is_none() || rows.len() >= most {
                break;
            }
        }
        Ok(Page { rows, next: cursor })
    }

    /// Where a person's records are looked for; `None` when there is nowhere to look.
    fn scope(&self, who: &SignedIn, filter: &Filter) -> Option<store::List> {
        let mut kinds = BTreeSet::new();
        let mut branches = Vec::new();
        for branch in policy::scope(self.protocol().table(), who.actor()) {
            let wanted: BTreeSet<Kind> = if filter.kinds.is_empty() {
                branch.kinds
            } else {
                branch.kinds.intersection(&filter.kinds).cloned().collect()
            };
            if wanted.is_empty() {
                continue;
            }
            kinds.extend(wanted);
            branches.push(match branch.reach {
                policy::Reach::Owner(user) => store::Branch::Owner(user),
                policy::Reach::Team(team) => store::Branch::Team(team),
                policy::Reach::Place(place) => store::Branch::Place(place),
                policy::Reach::Related(party) => store::Branch::Related(party),
            });
        }
        if branches.is_empty() {
            return None;
        }
        let mut list = store::List::new(branches, kinds.into_iter().collect(), who.now());
        list.stages.clone_from(&filter.stages);
        // Nor by what is left out.
        if self.reads_a_case(who, &filter.kinds) {
            list.without_stages.clone_from(&filter.without_stages);
        }
        list.urgencies = filter.urgency.into_iter().collect();
        list.order = filter.order;
        Some(list)
    }

    /// Whether any role of this person reads the course of a case of one of these kinds, of any where none is named.
    fn reads_a_case(&self, who: &SignedIn, kinds: &BTreeSet<Kind>) -> bool {
        let protocol = self.protocol();
        let held = who.actor().roles.iter().filter_map(|held| protocol.table().role(held.role.as_str()));
        held.flat_map(|role| &role.grants)
            .filter(|grant| kinds.is_empty() || !grant.kinds.is_disjoint(kinds))
            .any(|grant| grant.levels.get("case").is_some_and(|level| *level >= Level::Read))
    }

    /// Rows of the store as this reader may see them; forbidden ones disappear.
    pub(crate) async fn show_rows(&self, who: &SignedIn, rows: Vec<store::Record>) -> Answer<Vec<Listed>> {
        let protocol = self.protocol();
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        let (found, mut with) = self.store().summaries_with_slots(&ids).await?;
        // Only a row with access facts needs the compartment that sealed them, and which one tells its label.
        let guarded: Vec<RecordId> =
            rows.iter().filter(|row| !row.access.is_empty()).map(|row| row.id).collect();
        with.retain(|slot| !guarded.contains(&slot.record));
        with.extend(self.store().slots_of(&guarded).await?);
        let mut slots: BTreeMap<RecordId, Vec<store::Slot>> = BTreeMap::new();
        for slot in with {
            slots.entry(slot.record).or_default().push(slot);
        }
        let mut summaries: BTreeMap<RecordId, Vec<store::Summary>> = BTreeMap::new();
        for summary in found {
            summaries.entry(summary.record).or_default().push(summary);
        }
        let mut listed = Vec::with_capacity(rows.len());
        for row in rows {
            let sealed = summaries.remove(&row.id).unwrap_or_default();
            let (open, _) = open_slots(self, slots.remove(&row.id).unwrap_or_default())?;
            let access = match open.iter().find(|(_, slot)| slot.compartment == "access") {
                Some((id, slot)) if !row.access.is_empty() => {
                    AccessFacts::decode(&project::open(slot, b"access", row.id, *id, &row.access)?)?
                }
                _ => AccessFacts::default(),
            };
            let Ok(grant) = policy::access(protocol.table(), who.actor(), &facts::of_row(&row, &access))
            else {
                continue;
            };
            let (mut summary, mut code) = (None, None);
            for sealed in sealed {
                let Some(slot) = open.get(&sealed.slot) else { continue };
                let plain = project::open(slot, b"summary", row.id, sealed.slot, &sealed.sealed)?;
                let mut opened: Summary = domain::sealing::decode(&plain)?;
                code = Some(opened.code);
                if grant.may_open(slot.compartment.as_str(), sealed.slot) {
                    if grant.is_outside() {
                        opened.names = plain_name(&opened.names);
                        opened.died = None;
                    }
                    summary = Some(opened);
                }
            }
            let inside = grant.may("case", Level::Read);
            listed.push(Listed {
                id: row.id,
                kind: row.kind,
                code,
                summary,
                stage: row.stage.filter(|_| inside),
                urgency: row.urgency.filter(|_| inside),
                next_due: row.next_due.filter(|_| inside),
                open_tasks: if inside { row.open_tasks } else { 0 },
                changed_at: row.changed_at,
                owner: row.owner.filter(|_| inside),
                grant,
            });
        }
        Ok(listed)
    }
}
