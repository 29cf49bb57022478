//! A supervisor's team: who carries how much, what waits for a signature, what nobody holds yet.
//!
//! Invariant: counts are of records that this supervisor may open, each asked of `policy`; one that they are barred
//! from is in no figure. The approvals come out of the compartment they live in, and only where it is open.

mod supervision;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    GroundCode, Instant, Kind, LeaveId, Private, Record, RecordId, RoleCode, Sector, SlotId, Stage, TeamId,
    Urgency, UserId, record::Leave,
};
use policy::{Level, Relation};
use protocol::Supervised;

pub use self::supervision::Supervision;

use crate::{
    App, Listed, Named, SignedIn,
    core::{
        load::{Keys, by_record, load, open_event, open_slots},
        reading::Read,
    },
    day::tasks_on,
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
    /// What is overdue of their work, by sector, the most first.
    pub late_by_sector: Vec<(Sector, usize)>,
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
    /// People whose supervision is due.
    pub supervision: usize,
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
    /// How many they should have at most, as urgent as they are.
    pub limit: Option<u32>,
    /// Their supervision; nothing where their role has none, or they answer for nobody.
    pub supervision: Option<Supervision>,
    how: Option<Supervised>,
}

/// The open records of a team that its supervisor may see, and the keys of their compartments.
struct OfTeam {
    rows: Vec<Listed>,
    keys: Keys,
    more: bool,
}

impl Worker {
    fn new(id: UserId, name: Private<String>, here: bool) -> Self {
        Self { id, name, here, open: BTreeMap::new(), late: 0, limit: None, supervision: None, how: None }
    }
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
        let of_team = self.open_of_team(who, team, kinds).await?;
        let is_late = |row: &Listed| row.next_due.is_some_and(|due| due < who.now());
        let workers = self.carried(who, team, &of_team).await?;
        let mut waiting = self.unanswered(&of_team).await?;
        waiting.sort_by_key(|waiting| waiting.since);
        waiting.truncate(NAMED);
        let name = match self.named(team).await? {
            Some(Named::Team(name)) => name,
            _ => BTreeMap::new(),
        };
        let late_by_sector = self.late_by_sector(who, &of_team).await?;
        let rows = of_team.rows;
        Ok(TeamView {
            team,
            name,
            workers,
            waiting,
            away: self.away(who, team).await?,
            open: rows.len(),
            late: rows.iter().filter(|row| is_late(row)).count(),
            late_by_sector,
            unassigned: rows.into_iter().filter(|row| row.owner.is_none()).take(NAMED).collect(),
            more: of_team.more,
        })
    }

    /// Who of a team carries how much, the fullest hands first, with their supervision.
    async fn carried(&self, who: &SignedIn, team: TeamId, of_team: &OfTeam) -> Answer<Vec<Worker>> {
        let mut workers = self.workers(who, team).await?;
        for row in &of_team.rows {
            let Some(owner) = row.owner else { continue };
            let known = workers.iter().position(|(worker, _)| worker.id == owner);
            let place = if let Some(place) = known {
                place
            } else {
                workers.push((Worker::new(owner, self.person_named(owner).await?, false), Vec::new()));
                workers.len() - 1
            };
            let worker = &mut workers[place].0;
            *worker.open.entry(row.urgency.unwrap_or(Urgency::Routine)).or_default() += 1;
            worker.late += usize::from(row.next_due.is_some_and(|due| due < who.now()));
        }
        let protocol = self.protocol();
        let mut workers: Vec<Worker> = workers
            .into_iter()
            .map(|(mut worker, roles)| {
                let urgent = worker.open.get(&Urgency::Urgent).copied().unwrap_or_default();
                let known = || roles.iter().filter_map(|held| protocol.roles().get(held.as_str()));
                worker.limit = known().filter_map(|role| role.limit(worker.total(), urgent)).max();
                worker.how = known().find_map(|role| role.supervised.clone());
                worker
            })
            .collect();
        self.supervise(who, of_team, &mut workers).await?;
        workers.sort_by_key(|worker| (std::cmp::Reverse(worker.total()), worker.name.as_str().to_owned()));
        Ok(workers)
    }

    /// What is overdue on these records, by sector, as far as it is open to this reader; meetings have no sector.
    async fn late_by_sector(&self, who: &SignedIn, of_team: &OfTeam) -> Answer<Vec<(Sector, usize)>> {
        let late: BTreeMap<RecordId, Listed> = of_team
            .rows
            .iter()
            .filter(|row| row.next_due.is_some_and(|due| due < who.now()))
            .map(|row| (row.id, row.clone()))
            .collect();
        let ids: Vec<RecordId> = late.keys().copied().collect();
        let rows = self.store().late_tasks(&ids, who.now()).await?;
        let mut sectors: BTreeMap<Sector, usize> = BTreeMap::new();
        for task in tasks_on(who, &late, &of_team.keys, &rows)? {
            if !self.is_meeting(&task) {
                *sectors.entry(task.sector).or_default() += 1;
            }
        }
        let mut sectors: Vec<(Sector, usize)> = sectors.into_iter().collect();
        sectors.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(sectors)
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
        let today = who.now().to_zoned(self.zone_of(who)).date();
        let mut leaves = BTreeSet::new();
        for (team, kinds) in self.supervised_teams(who) {
            let of_team = self.open_of_team(who, team, kinds.into_iter().collect()).await?;
            waits.approvals += self.unanswered(&of_team).await?.len();
            let workers = self.carried(who, team, &of_team).await?;
            let supervised = workers.iter().filter_map(|worker| worker.supervision);
            waits.supervision += supervised.filter(|it| it.is_due(today)).count();
            let here: BTreeSet<UserId> =
                self.colleagues(who, team).await?.into_iter().map(|(id, _, _)| id).collect();
            waits.left += of_team
                .rows
                .iter()
                .filter(|row| row.owner.is_some_and(|owner| !here.contains(&owner)))
                .count();
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

    /// The open records of a team that this person may see as its supervisor.
    async fn open_of_team(&self, who: &SignedIn, team: TeamId, kinds: Vec<Kind>) -> Answer<OfTeam> {
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
                break;
            }
        }
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        let keys = by_record(open_slots(self, self.store().slots_of(&ids).await?)?.0);
        Ok(OfTeam { rows, keys, more: list.after.is_some() })
    }

    /// One compartment of one of these records, folded; nothing where nothing was written in it.
    async fn folded(&self, of_team: &OfTeam, id: RecordId, compartment: &str) -> Answer<Option<Record>> {
        let Some(keys) = of_team.keys.get(&id) else { return Ok(None) };
        let kept = keys.iter().filter(|(_, slot)| slot.compartment == *compartment);
        let slots: Vec<(RecordId, SlotId)> = kept.map(|(slot, _)| (id, *slot)).collect();
        if slots.is_empty() {
            return Ok(None);
        }
        let mut history = Vec::new();
        for event in self.store().events_of(&slots).await? {
            history.push(open_event(self, keys, &event)?);
        }
        Ok(Some(Record::fold(id, history)))
    }

    /// Colleagues in the team who hold a role that is responsible for people.
    async fn workers(&self, who: &SignedIn, team: TeamId) -> Answer<Vec<(Worker, Vec<RoleCode>)>> {
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
            .map(|(id, name, roles)| {
                (Worker::new(id, name, true), roles.into_iter().map(|held| held.role).collect())
            })
            .collect())
    }

    /// Approvals that were asked for and not answered, on records whose answer is this person's.
    async fn unanswered(&self, of_team: &OfTeam) -> Answer<Vec<Waiting>> {
        let theirs = of_team.rows.iter().filter(|row| {
            row.grant.may("social", Level::Read)
                && (row.grant.may_do("plan.approve") || row.grant.may_do("closure.sign"))
        });
        let mut waiting = Vec::new();
        for row in theirs {
            let Some(record) = self.folded(of_team, row.id, "social").await? else { continue };
            let open = record.approvals.into_iter().filter(|approval| {
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
