//! Coming of age: the task before the day, and what must be decided anew.
//!
//! Invariant: of an estimated birth date the first possible day counts, for the task and for what others agreed to.
//! Nothing ends by itself but the force of a consent that another gave; each service is decided by people.

use std::collections::BTreeSet;

use domain::{Event, Instant, Record, RecordId, TaskAdded, TeamId, Urgency, record::ConsentState};
use forms::Form;
use jiff::tz::TimeZone;
use protocol::{DoneBy, Protocol, Trigger, consent, pathway};

use super::reasons::OTHER_AGE;
use crate::{
    App,
    core::{
        load::load,
        pathway::birth,
        work::{Touch, Work},
    },
    refused::Answer,
};

/// The tasks that lead to deciding anew.
pub const TASKS: [&str; 2] = ["of_age", "decide_anew"];

/// Records looked at together.
const PART: u32 = 500;

/// Why somebody is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// The person may be of age since, and another had decided.
    OfAge,
    /// At the age that is known now it would have had to be decided in another way.
    OtherAge,
}

/// Whether a consent that was given must be asked for again, and why.
pub fn asked_again(
    record: &Record,
    protocol: &Protocol,
    state: &ConsentState,
    zone: &TimeZone,
    now: Instant,
) -> Option<Again> {
    if record.kind().is_none_or(|kind| *kind != "child") || !state.holds_at(now) {
        return None;
    }
    let birth = birth(record, protocol)?;
    let day = |at: Instant| at.to_zoned(zone.clone()).date();
    let (decided, today) = (day(state.at), day(now));
    if consent::has_lapsed(protocol.consent(), &state.consent, birth, decided, today) {
        return Some(Again::OfAge);
    }
    // A purpose that was retired since is nobody's age.
    let lacking = consent::check(protocol, &state.consent, Some(birth.age_on(decided))).err()?;
    let of_age = lacking.iter().any(|lack| {
        use consent::Lacking::{Assent, BestInterests, Capacity, ChildSaysNo, Giver};
        matches!(lack, Giver(_) | Assent(_) | Capacity | BestInterests | ChildSaysNo)
    });
    of_age.then_some(Again::OtherAge)
}

/// The latest consents for each purpose and recipient that must be asked for again, with why.
pub fn all_asked_again<'r>(
    record: &'r Record,
    protocol: &Protocol,
    zone: &TimeZone,
    now: Instant,
) -> Vec<(&'r ConsentState, Again)> {
    let mut seen = BTreeSet::new();
    let latest = record
        .consents
        .iter()
        .rev()
        .filter(|state| seen.insert((state.consent.purpose.clone(), state.consent.recipient)));
    latest.filter_map(|state| Some((state, asked_again(record, protocol, state, zone, now)?))).collect()
}

/// Whether it is time to decide anew: from the day on which the protocol puts up its task for an age, while such a task
/// is open, and as long as something must be asked for again. Of somebody whose birth date nobody knows only the latter.
pub fn is_time(record: &Record, protocol: &Protocol, now: Instant) -> bool {
    let zone = zone_of(record, protocol);
    record.open_tasks().iter().any(|task| TASKS.contains(&task.added.what.as_str()))
        || protocol.tasks().iter().any(|rule| is_near(record, protocol, rule, now))
        || !all_asked_again(record, protocol, &zone, now).is_empty()
}

/// Whether a form is that of an age which is not near yet.
pub(super) fn is_early(record: &Record, protocol: &Protocol, form: &Form, now: Instant) -> bool {
    protocol.tasks().iter().any(|rule| {
        matches!(rule.trigger, Trigger::Age(_)) && rule.done_by == DoneBy::Form(form.code.clone())
    }) && !is_time(record, protocol, now)
}

fn zone_of(record: &Record, protocol: &Protocol) -> TimeZone {
    protocol::place::zone(protocol, record.place.as_ref().map(domain::PlaceCode::as_str))
}

/// Whether a rule is of an age that this person may have reached, or reaches within the rule's time.
fn is_near(record: &Record, protocol: &Protocol, rule: &protocol::TaskRule, now: Instant) -> bool {
    let urgency = record.urgency.as_ref().map_or(Urgency::Routine, |(urgency, _)| *urgency);
    let due = |birth| pathway::due_for_age(rule, birth, now, urgency, &zone_of(record, protocol)).is_some();
    !rule.retired
        && record.kind().is_some_and(|kind| rule.kinds.contains(kind))
        && birth(record, protocol).is_some_and(due)
}

/// The consent on which something may be shared: in force, and given by whom it was theirs to give.
pub fn consent_in_force<'r>(
    record: &'r Record,
    protocol: &Protocol,
    purpose: &str,
    recipient: Option<TeamId>,
    zone: &TimeZone,
    now: Instant,
) -> Option<&'r ConsentState> {
    record
        .consent_for(purpose, recipient, now)
        .filter(|state| asked_again(record, protocol, state, zone, now) != Some(Again::OfAge))
}

impl App {
    /// Adds the tasks of people who come of an age that the protocol names; gives how many. Goes through all records in
    /// parts: work for the night, never for a request.
    pub async fn look_for_ages(&self) -> Answer<u64> {
        let protocol = self.protocol();
        let rules: Vec<_> =
            protocol.tasks().iter().filter(|rule| matches!(rule.trigger, Trigger::Age(_))).collect();
        let (mut after, mut added) = (None, 0);
        loop {
            let rows = self.store().records_after(after, PART).await?;
            let Some(last) = rows.last() else { return Ok(added) };
            after = Some(last.id);
            let open: Vec<RecordId> = rows
                .iter()
                .filter(|row| row.stage.as_ref().is_none_or(|stage| *stage != "closed"))
                .filter(|row| rules.iter().any(|rule| rule.kinds.contains(&row.kind)))
                .map(|row| row.id)
                .collect();
            for (id, (row, face)) in self.faces(&open).await? {
                let Some(birth) = face.birth else { continue };
                let zone =
                    protocol::place::zone(&protocol, row.place.as_ref().map(domain::PlaceCode::as_str));
                let urgency = row.urgency.unwrap_or(Urgency::Routine);
                let soon = rules
                    .iter()
                    .any(|rule| pathway::due_for_age(rule, birth, self.now(), urgency, &zone).is_some());
                // Most who are old enough have had the task for years.
                if !soon || !self.lacks_age_task(id).await? {
                    continue;
                }
                self.transact(&self.machine(), self.fresh()?, &[Touch::Office(id)], |work| {
                    work.come_of_age(id)?;
                    Ok(Vec::new())
                })
                .await?;
                added += 1;
            }
        }
    }

    async fn lacks_age_task(&self, id: RecordId) -> Answer<bool> {
        let Some(loaded) = load(self, id).await? else { return Ok(false) };
        let protocol = self.protocol();
        Ok(protocol.tasks().iter().any(|rule| is_due(&loaded.record, &protocol, rule, self.now())))
    }
}

/// Whether a task of an age is to be added: its time has come, and it was never there or ended for another age.
fn is_due(record: &Record, protocol: &Protocol, rule: &protocol::TaskRule, now: Instant) -> bool {
    let had = record.tasks.values().any(|task| {
        task.added.what == rule.code
            && task.end.as_ref().is_none_or(|end| {
                end.how == domain::record::TaskEnding::Done
                    || end.note.as_ref().is_none_or(|note| note.as_str() != OTHER_AGE)
            })
    });
    !had && record.stage().is_none_or(|stage| *stage != "closed") && is_near(record, protocol, rule, now)
}

impl Work<'_> {
    /// Adds the tasks of an age that this person may reach soon, unless they have had them.
    pub(crate) fn come_of_age(&mut self, id: RecordId) -> Answer<()> {
        let protocol = self.protocol.clone();
        for rule in protocol.tasks() {
            let record = self.record(id)?;
            let Some(birth) = birth(record, &protocol).filter(|_| is_due(record, &protocol, rule, self.now))
            else {
                continue;
            };
            let urgency = record.urgency.as_ref().map_or(Urgency::Routine, |(urgency, _)| *urgency);
            let Some(due) = pathway::due_for_age(rule, birth, self.now, urgency, &self.zone_of(record))
            else {
                continue;
            };
            let added = TaskAdded {
                task: self.app.fresh()?,
                what: rule.code.clone(),
                sector: rule.sector.clone(),
                assignee: record.owner,
                team: record.team,
                since: self.now,
                due,
                referral: None,
                goal: None,
                note: None,
            };
            self.add(id, rule.compartment.as_str(), Event::TaskAdded(added))?;
        }
        Ok(())
    }
}
