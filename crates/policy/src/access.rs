//! The one decision.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ActionCode, Compartment, Instant, PlaceCode, RecordId, ReferralId, RoleCode, SlotId};

use crate::{Actor, Facts, Level, Relation, RoleAt, Table};

/// Leave to open a record, with its limits and its grounds.
///
/// Only [`access`] makes one: whoever holds it was allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    record: RecordId,
    levels: BTreeMap<Compartment, Level>,
    actions: BTreeSet<ActionCode>,
    grounds: Vec<Ground>,
    referrals: Referrals,
    outside: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Referrals {
    All,
    Only(BTreeSet<ReferralId>),
}

/// Why a record may be seen: the answer to "why can I see this?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// In which role.
    pub role: RoleCode,
    /// Through which relationship.
    pub relation: Relation,
    /// Since when, if it was given for a time.
    pub since: Option<Instant>,
    /// Until when, if it ends.
    pub until: Option<Instant>,
}

/// Why it may not; said to nobody but the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The person or their team is barred on this record.
    #[error("barred on this record")]
    Barred,
    /// Nothing relates them to it.
    #[error("no relationship to this record")]
    NoRelationship,
}

/// What a person may see and do on a record.
///
/// # Errors
/// [`Denied`]; to the person both look like a record that does not exist.
pub fn access(table: &Table, actor: &Actor, facts: &Facts) -> Result<Grant, Denied> {
    if facts.bars.iter().any(|party| actor.is(*party)) {
        return Err(Denied::Barred);
    }
    let mut grant = Grant {
        record: facts.record,
        levels: BTreeMap::new(),
        actions: BTreeSet::new(),
        grounds: Vec::new(),
        referrals: Referrals::Only(BTreeSet::new()),
        outside: true,
    };
    for held in &actor.roles {
        let Some(role) = table.role(held.role.as_str()) else { continue };
        for allowed in &role.grants {
            let stage_fits = allowed.stages.is_empty()
                || facts.stage.as_ref().is_some_and(|stage| allowed.stages.contains(stage));
            if !allowed.kinds.contains(&facts.kind) || !stage_fits {
                continue;
            }
            for relation in &allowed.when {
                let Some(through) = related(actor, held, facts, *relation) else { continue };
                for (compartment, level) in &allowed.levels {
                    let known = grant.levels.entry(compartment.clone()).or_insert(*level);
                    *known = (*known).max(*level);
                }
                grant.actions.extend(allowed.actions.iter().cloned());
                grant.outside &= role.outside;
                if allowed.levels.keys().any(|compartment| *compartment == "referral") {
                    match (&mut grant.referrals, *relation) {
                        (Referrals::Only(known), Relation::Referral) => known.extend(through.referrals),
                        (referrals, _) => *referrals = Referrals::All,
                    }
                }
                let ground = Ground {
                    role: held.role.clone(),
                    relation: *relation,
                    since: through.since,
                    until: through.until,
                };
                if !grant.grounds.contains(&ground) {
                    grant.grounds.push(ground);
                }
            }
        }
    }
    if grant.grounds.is_empty() { Err(Denied::NoRelationship) } else { Ok(grant) }
}

struct Through {
    since: Option<Instant>,
    until: Option<Instant>,
    referrals: BTreeSet<ReferralId>,
}

fn related(actor: &Actor, held: &RoleAt, facts: &Facts, relation: Relation) -> Option<Through> {
    let lasting = Through { since: None, until: None, referrals: BTreeSet::new() };
    let holds = match relation {
        Relation::Owner => facts.owner == Some(actor.user),
        Relation::Team | Relation::Supervisor => held.team.is_some() && held.team == facts.team,
        // Where the two work together: not in the other teams that one of them is in, too.
        Relation::Deputy => {
            facts.owner.is_some_and(|owner| actor.stands_in_for.contains(&owner))
                && (held.team.is_none() || facts.team.is_none() || held.team == facts.team)
        }
        Relation::Place => match (&held.place, &facts.place) {
            (Some(region), Some(place)) => lies_in(place, region),
            _ => false,
        },
        Relation::Referral | Relation::Flight | Relation::Task | Relation::Emergency => {
            let now: Vec<_> = facts
                .given
                .iter()
                .filter(|given| given.relation == relation && given.holds_at(actor.now))
                .filter(|given| given.party == actor.user || Some(given.party) == held.team)
                .collect();
            // The longest of them; one without an end has none.
            let until = now.iter().map(|given| given.until).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b)))?;
            let since = now.iter().map(|given| given.since).min();
            return Some(Through {
                since,
                until,
                referrals: now.iter().filter_map(|given| given.referral).collect(),
            });
        }
    };
    holds.then_some(lasting)
}

/// Whether a place is another or lies in it: `kz-atyrau.inder` lies in `kz-atyrau`, and that in `kz`.
pub(crate) fn lies_in(place: &PlaceCode, region: &PlaceCode) -> bool {
    place
        .as_str()
        .strip_prefix(region.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with('-'))
}

impl Grant {
    /// The record it is for.
    pub const fn record(&self) -> RecordId {
        self.record
    }
    /// How far a compartment is open, if at all.
    pub fn level(&self, compartment: &str) -> Option<Level> {
        self.levels.get(compartment).copied()
    }
    /// Whether a compartment is open at least so far.
    pub fn may(&self, compartment: &str, level: Level) -> bool {
        self.level(compartment).is_some_and(|given| given >= level)
    }
    /// Whether this slot's content may be read: its compartment may, and a referral's slot only by its parties.
    pub fn may_open(&self, compartment: &str, slot: SlotId) -> bool {
        self.may(compartment, Level::Read)
            && (compartment != "referral"
                || match &self.referrals {
                    Referrals::All => true,
                    Referrals::Only(known) => known.contains(&ReferralId::from_bytes(*slot.as_bytes())),
                })
    }
    /// Whether an action is allowed.
    pub fn may_do(&self, action: &str) -> bool {
        self.actions.contains(action)
    }
    /// Whether the reader is on the school's side only, and so gets no history.
    pub const fn is_outside(&self) -> bool {
        self.outside
    }
    /// Since when an outside reader knows the record: nothing before it may be dated to them.
    pub fn since(&self) -> Option<Instant> {
        self.grounds.iter().filter_map(|ground| ground.since).min()
    }
    /// Why the record may be seen.
    pub fn grounds(&self) -> &[Ground] {
        &self.grounds
    }
    /// Every compartment that is open, and how far.
    pub fn levels(&self) -> impl Iterator<Item = (&Compartment, Level)> {
        self.levels.iter().map(|(compartment, level)| (compartment, *level))
    }
}
