//! A supervisor's team: who carries how much, what waits for a signature, what nobody holds yet.
//!
//! Invariant: counts are of records that this supervisor may open, each asked of `policy`; one that they are barred
//! from is in no figure. The approvals come out of the compartment they live in, and only where it is open.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    GroundCode, Instant, Kind, LeaveId, Private, Record, RecordId, Stage, TeamId, Urgency, UserId,
    record::Leave,
};
use policy::{Level, Relation};

use crate::{
    App, Listed, Named, SignedIn,
    core::{
        load::{load, open_event, open_slots},
        reading::Read,
    },
    refused::{Answer, Refused},
};

/// A team as its supervisor sees it.
#[derive(Debug, Clone)]
pub struct TeamView {
    /// Which.
    pub team: TeamId,
    /// Its name, by language.
    pub name: BTreeMap<String, String>,
    /// Who works in it, the fullest hands first.
    pub workers: Vec<Worker>,
    /// What waits for the supervisor's answer, the longest first.
    pub waiting: Vec<Waiting>,
    /// Who is away now or soon, the first absence first.
    pub away: Vec<Away>,
    /// Open records of the team that nobody is responsible for, the next due first.
    pub unassigned: Vec<Listed>,
    /// How many records are open.
    pub open: usize,
    /// How many of them have something overdue.
    pub late: usize,
    /// Whether there are more than were counted.
    pub more: bool,
}

/// What waits for a supervisor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// Plans and closures to answer.
    pub approvals: usize,
    /// Absences in which nobody stands in.
    pub uncovered: usize,
    /// Open records of people who are no longer in the team.
    pub left: usize,
}

/// Somebody of the team and what they carry.
#[derive(Debug, Clone)]
pub struct Worker {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: Private<String>,
    /// Whether they are still in the team.
    pub here: bool,
    /// Open records they are responsible for, by urgency; without an urgency count as routine.
    pub open: BTreeMap<Urgency, usize>,
    /// How many of them have something overdue.
    pub late: usize,
    /// How many they should have at most.
    pub limit: Option<u32>,
}

impl Worker {
    /// All their open records.
    pub fn total(&self) -> usize {
        self.open.values().sum()
    }
}

/// Somebody of the team who is away, now or soon.
#[derive(Debug, Clone)]
pub struct Away {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: Private<String>,
    /// Which absence.
    pub leave: LeaveId,
    /// When, and who stands in.
    pub time: Leave,
    /// Whether somebody stands in for all of it.
    pub is_covered: bool,
}

/// An approval that was asked for.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Of what: `plan`, `closure`.
    pub of: GroundCode,
    /// By whom.
    pub asked_by: UserId,
    /// Since when.
    pub since: Instant,
    /// On which record.
    pub record: Listed,
}

/// The most records of a team that are counted.
pub const MOST: usize = 1_000;
/// The most that are shown by name.
const NAMED: usize = 50;
const STEP: u32 = 200;
/// So many days before it begins, an absence is shown.
const SOON: i64 = 31;

impl App {
    /// The teams that a person supervises.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for somebody who supervises none.
    pub async fn supervised(&self, who: &SignedIn) -> Answer<Vec<TeamView>> {
        let teams = self.supervised_teams(who);
        if teams.is_empty() {
            return Err(Refused::NotFound);
        }
        let mut views = Vec::with_capacity(teams.len());
        for (team, kinds) in teams {
            views.push(self.team_view(who, team, kinds.into_iter().collect()).await?);
        }
        let named: BTreeSet<RecordId> = views
            .iter()
            .flat_map(|view| view.unassigned.iter().chain(view.waiting.iter().map(|waiting| &waiting.record)))
            .map(|row| row.id)
            .collect();
        self.log_reading(
            who,
            &Read {
                page: crate::Shown::Team,
                records: named.into_iter().collect(),
                grounds: Vec::new(),
                reason: None,
            },
        )
        .await?;
        Ok(views)
    }

    async fn team_view(&self, who: &SignedIn, team: TeamId, kinds: Vec<Kind>) -> Answer<TeamView> {
        let (rows, more) = self.open_of_team(who, team, kinds).await?;
        let is_late = |row: &Listed| row.next_due.is_some_and(|due| due < who.now());
        let mut workers = self.workers(who, team).await?;
        for row in &rows {
            let Some(owner) = row.owner else { continue };
            let known = workers.iter().position(|worker| worker.id == owner);
            let place = if let Some(place) = known {
                place
            } else {
                workers.push(Worker {
                    id: owner,
                    name: self.person_named(owner).await?,
                    here: false,
                    open: BTreeMap::new(),
                    late: 0,
                    limit: None,
                });
                workers.len() - 1
            };
            *workers[place].open.entry(row.urgency.unwrap_or(Urgency::Routine)).or_default() += 1;
            workers[place].late += usize::from(is_late(row));
        }
        workers.sort_by_key(|worker| (std::cmp::Reverse(worker.total()), worker.name.as_str().to_owned()));
        let mut waiting = self.unanswered(&rows).await?;
        waiting.sort_by_key(|waiting| waiting.since);
        waiting.truncate(NAMED);
        let name = match self.named(team).await? {
            Some(Named::Team(name)) => name,
            _ => BTreeMap::new(),
        };
        Ok(TeamView {
            team,
            name,
            workers,
            waiting,
            away: self.away(who, team).await?,
            open: rows.len(),
            late: rows.iter().filter(|row| is_late(row)).count(),
            unassigned: rows.into_iter().filter(|row| row.owner.is_none()).take(NAMED).collect(),
            more,
        })
    }

    /// Who of a team is away, now or soon.
    async fn away(&self, who: &SignedIn, team: TeamId) -> Answer<Vec<Away>> {
        let soon = who.now().checked_add(jiff::SignedDuration::from_hours(24 * SOON)).unwrap_or(Instant::MAX);
        let mut away = Vec::new();
        for (id, name, _) in self.colleagues(who, team).await? {
            let Some(loaded) = load(self, id).await? else { continue };
            let account = loaded.record.account;
            for (leave, time) in account.leaves.iter().filter(|(_, time)| time.meets(who.now(), soon)) {
                let is_covered = self.is_covered(&account, time).await?;
                away.push(Away { id, name: name.clone(), leave: *leave, time: *time, is_covered });
            }
        }
        away.sort_by_key(|away| (away.time.from, away.leave));
        Ok(away)
    }

    /// What waits for somebody as the supervisor of their teams; nothing for whoever supervises none.
    pub async fn waits_for(&self, who: &SignedIn) -> Answer<Waits> {
        let mut waits = Waits::default();
        let mut leaves = BTreeSet::new();
        for (team, kinds) in self.supervised_teams(who) {
            let (rows, _) = self.open_of_team(who, team, kinds.into_iter().collect()).await?;
            waits.approvals += self.unanswered(&rows).await?.len();
            let here: BTreeSet<UserId> =
                self.colleagues(who, team).await?.into_iter().map(|(id, _, _)| id).collect();
            waits.left +=
                rows.iter().filter(|row| row.owner.is_some_and(|owner| !here.contains(&owner))).count();
            let away = self.away(who, team).await?;
            leaves.extend(away.iter().filter(|away| !away.is_covered).map(|away| away.leave));
        }
        waits.uncovered = leaves.len();
        Ok(waits)
    }

    /// The teams that somebody supervises, and the people's kinds of record that they do so for.
    fn supervised_teams(&self, who: &SignedIn) -> BTreeMap<TeamId, BTreeSet<Kind>> {
        let protocol = self.protocol();
        let mut teams: BTreeMap<TeamId, BTreeSet<Kind>> = BTreeMap::new();
        for held in &who.actor().roles {
            let (Some(team), Some(role)) = (held.team, protocol.table().role(held.role.as_str())) else {
                continue;
            };
            for grant in role.grants.iter().filter(|grant| grant.when.contains(&Relation::Supervisor)) {
                let people = grant.kinds.iter().filter(|kind| **kind == "child" || **kind == "adult");
                teams.entry(team).or_default().extend(people.cloned());
            }
        }
        teams
    }

    async fn person_named(&self, id: UserId) -> Answer<Private<String>> {
        Ok(match self.named(id).await? {
            Some(Named::Person(name)) => name,
            _ => String::new().into(),
        })
    }

    /// The open records of a team that this person may see as its supervisor, and whether there are more.
    async fn open_of_team(
        &self,
        who: &SignedIn,
        team: TeamId,
        kinds: Vec<Kind>,
    ) -> Answer<(Vec<Listed>, bool)> {
        let mut list = store::List::new(vec![store::Branch::Team(team)], kinds, who.now());
        list.without_stages = vec![Stage::of("closed")];
        list.order = store::Order::Due;
        list.limit = STEP;
        let mut rows: Vec<Listed> = Vec::new();
        loop {
            let found = self.store().list(&list).await?;
            let last = found.last().filter(|_| found.len() == STEP as usize);
            list.after = last.map(|row| store::Cursor::after(row, list.order));
            let shown = self.show_rows(who, found).await?;
            rows.extend(shown.into_iter().filter(|row| {
                row.grant.grounds().iter().any(|ground| ground.relation == Relation::Supervisor)
            }));
            if list.after.is_none() || rows.len() >= MOST {
                return Ok((rows, list.after.is_some()));
            }
        }
    }

    /// Colleagues in the team who hold a role that is responsible for people.
    async fn workers(&self, who: &SignedIn, team: TeamId) -> Answer<Vec<Worker>> {
        let protocol = self.protocol();
        let carries = |role: &str| {
            protocol.table().role(role).is_some_and(|role| {
                role.grants.iter().any(|grant| {
                    grant.when.contains(&Relation::Owner)
                        && grant.kinds.iter().any(|kind| *kind == "child" || *kind == "adult")
                })
            })
        };
        Ok(self
            .colleagues(who, team)
            .await?
            .into_iter()
            .filter(|(_, _, roles)| roles.iter().any(|held| carries(held.role.as_str())))
            .map(|(id, name, roles)| Worker {
                id,
                name,
                here: true,
                open: BTreeMap::new(),
                late: 0,
                limit: roles
                    .iter()
                    .filter_map(|held| protocol.roles().get(held.role.as_str())?.limit_cases)
                    .max(),
            })
            .collect())
    }

    /// Approvals that were asked for and not answered, on records whose answer is this person's.
    async fn unanswered(&self, rows: &[Listed]) -> Answer<Vec<Waiting>> {
        let theirs: Vec<&Listed> = rows
            .iter()
            .filter(|row| {
                row.grant.may("social", Level::Read)
                    && (row.grant.may_do("plan.approve") || row.grant.may_do("closure.sign"))
            })
            .collect();
        let ids: Vec<RecordId> = theirs.iter().map(|row| row.id).collect();
        let mut slots: BTreeMap<RecordId, Vec<store::Slot>> = BTreeMap::new();
        for slot in self.store().slots_of(&ids).await? {
            slots.entry(slot.record).or_default().push(slot);
        }
        let mut waiting = Vec::new();
        for row in theirs {
            let (mut open, _) = open_slots(self, slots.remove(&row.id).unwrap_or_default())?;
            open.retain(|_, slot| slot.compartment == "social");
            let of_social: Vec<_> = open.keys().copied().collect();
            if of_social.is_empty() {
                continue;
            }
            let mut history = Vec::new();
            for event in self.store().events_of(row.id, &of_social).await? {
                history.push(open_event(self, &open, &event)?);
            }
            let open = Record::fold(row.id, history).approvals.into_iter().filter(|approval| {
                approval.answer.is_none()
                    && match approval.of.as_str() {
                        "plan" => row.grant.may_do("plan.approve"),
                        "closure" => row.grant.may_do("closure.sign"),
                        _ => false,
                    }
            });
            waiting.extend(open.map(|approval| Waiting {
                of: approval.of,
                asked_by: approval.asked_by,
                since: approval.asked_at,
                record: row.clone(),
            }));
        }
        Ok(waiting)
    }
}
