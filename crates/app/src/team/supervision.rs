//! When each of a team was last supervised, and when it is due again.
//!
//! Invariant: a talk counts for whoever answered for the record when it was written down, as far as the reader may
//! read it; a record that was handed on gives nobody a talk they did not have.

use std::collections::{BTreeMap, btree_map::Entry::Vacant};

use domain::{Event, FieldCode, Instant, RecordId, UserId, Value, record::Entry};
use jiff::{ToSpan, civil::Date};
use policy::Level;
use protocol::Supervised;

use super::{OfTeam, Worker};
use crate::{App, SignedIn, core::load::load, refused::Answer};

/// The supervision of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Supervision {
    /// When it was last held; nothing: not that an open record told.
    pub held: Option<Date>,
    /// When the next is due: as agreed, or as often as the protocol asks, whichever comes first. Not yet held: at once.
    pub due: Option<Date>,
}

impl Supervision {
    /// Whether it should be held by this day.
    pub fn is_due(&self, today: Date) -> bool {
        self.due.is_none_or(|due| due <= today)
    }
}

/// One talk, as it was written down.
struct Talk {
    record: RecordId,
    owner: Option<UserId>,
    written: Instant,
    held: Date,
    next: Option<Date>,
}

/// Who answered for a record since when, the first first.
type Owners = Vec<(Instant, Option<UserId>)>;

impl App {
    /// Fills in the supervision of those whose role has it, and who answer for somebody.
    pub(super) async fn supervise(
        &self,
        who: &SignedIn,
        of_team: &OfTeam,
        workers: &mut [Worker],
    ) -> Answer<()> {
        let today = who.now().to_zoned(self.zone_of(who)).date();
        let mut owners = BTreeMap::new();
        let mut known: Option<(Supervised, Vec<Talk>)> = None;
        for worker in workers.iter_mut().filter(|worker| worker.here && worker.total() > 0) {
            let Some(how) = worker.how.clone() else { continue };
            let talks = match &mut known {
                Some((of, talks)) if *of == how => talks,
                other => &mut other.insert((how.clone(), self.talks(of_team, &how).await?)).1,
            };
            // Of a record that somebody else has now, only a talk that may still count is looked into.
            let recent = today.saturating_sub(i64::from(how.days).days());
            let mut supervision = Supervision { held: None, due: None };
            for talk in talks.iter().filter(|talk| talk.owner == Some(worker.id) || talk.held > recent) {
                if self.owner_then(&mut owners, talk).await? != Some(worker.id) {
                    continue;
                }
                let latest = talk.held.saturating_add(i64::from(how.days).days());
                let due = talk.next.filter(|next| *next > talk.held).map_or(latest, |next| next.min(latest));
                supervision = Supervision { held: Some(talk.held), due: Some(due) };
                break;
            }
            worker.supervision = Some(supervision);
        }
        Ok(())
    }

    /// The talks on a team's open records that its supervisor may read, the last first.
    async fn talks(&self, of_team: &OfTeam, how: &Supervised) -> Answer<Vec<Talk>> {
        let protocol = self.protocol();
        let Some(form) = protocol.form(how.form.as_str()) else { return Ok(Vec::new()) };
        let compartment = form.compartment.as_str();
        let mut talks = Vec::new();
        for row in of_team.rows.iter().filter(|row| row.grant.may(compartment, Level::Read)) {
            let Some(record) = self.folded(of_team, row.id, compartment).await? else { continue };
            let entries = record.forms.get(&how.form).into_iter().flatten();
            talks.extend(entries.filter_map(|entry| {
                Some(Talk {
                    record: row.id,
                    owner: row.owner,
                    written: entry.at,
                    held: day(entry, &how.held)?,
                    next: how.next.as_ref().and_then(|next| day(entry, next)),
                })
            }));
        }
        talks.sort_by_key(|talk| std::cmp::Reverse((talk.held, talk.written)));
        Ok(talks)
    }

    /// Who answered for the record when the talk was written down.
    async fn owner_then(
        &self,
        known: &mut BTreeMap<RecordId, Owners>,
        talk: &Talk,
    ) -> Answer<Option<UserId>> {
        if let Vacant(place) = known.entry(talk.record) {
            let mut owners = Owners::new();
            for recorded in load(self, talk.record).await?.iter().flat_map(|loaded| &loaded.record.history) {
                if let Some(Event::Assigned { owner, .. }) = recorded.content.as_ref().map(|it| &it.event) {
                    owners.push((recorded.head.at, *owner));
                }
            }
            place.insert(owners);
        }
        let owners = known.get(&talk.record).map(Vec::as_slice).unwrap_or_default();
        Ok(owners.iter().rfind(|(since, _)| *since <= talk.written).and_then(|(_, owner)| *owner))
    }
}

fn day(entry: &Entry, field: &FieldCode) -> Option<Date> {
    match entry.values.get(field) {
        Some(Value::Date(date)) => Some(date.earliest()),
        _ => None,
    }
}
