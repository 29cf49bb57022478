//! Handing a caseload on: all that somebody of a team answers for, on one page, given to colleagues with room.
//!
//! Invariant: each record goes in a transaction of its own, under a command that is made of the page's and the record's
//! ids. So what was cut short goes on where it stopped, a second click gives nothing twice, and a record that somebody
//! else gave away meanwhile stays where it is. What the giver may not open is in no figure, and who may not have a record
//! is not said: only that it did not go.

pub mod propose;

use std::collections::{BTreeMap, BTreeSet};

use domain::{CommandId, Kind, Private, RecordId, Stage, TaskId, TeamId, Urgency, UserId};
use policy::Relation;

use crate::{
    App, Listed, SignedIn,
    case::assign_task::AssignTask,
    core::{reading::Read, work::Touch},
    day::DayTask,
    refused::{Answer, Refused, because},
};

/// What somebody of a team answers for, or what nobody does.
#[derive(Debug, Clone)]
pub struct Caseload {
    /// Of which team.
    pub team: TeamId,
    /// Whose; nobody's are those that wait in the team.
    pub of: Option<UserId>,
    /// Their open records, the next due first.
    pub records: Vec<Listed>,
    /// Their open tasks on records of others.
    pub tasks: Vec<DayTask>,
    /// Whether there are more records than were read.
    pub more: bool,
    /// Who could take over, those with the most room first.
    pub takers: Vec<Taker>,
    /// To whom each record should pass, in which team: proposed by the one who goes.
    pub proposed: BTreeMap<RecordId, (TeamId, UserId)>,
}

/// Somebody who could take over.
#[derive(Debug, Clone)]
pub struct Taker {
    /// In which team.
    pub team: TeamId,
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: Private<String>,
    /// How many open cases they have.
    pub cases: usize,
    /// How many they should have at most.
    pub limit: Option<u32>,
    /// The kinds of record that they can answer for.
    pub kinds: BTreeSet<Kind>,
}

impl Taker {
    /// How many more open cases they should have at most; nothing where there is no limit.
    pub fn room(&self) -> Option<usize> {
        let limit = usize::try_from(self.limit?).unwrap_or(usize::MAX);
        Some(limit.saturating_sub(self.cases))
    }
}

/// Whether somebody may be given more than they should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Not more than there is room for.
    Kept,
    /// More: the giver has said so.
    Exceeded,
}

/// A handover as it was chosen.
#[derive(Debug, Clone)]
pub struct HandOver {
    /// The command's id, from which that of each record is made.
    pub command: CommandId,
    /// Of which team.
    pub team: TeamId,
    /// From whom; nobody: those that wait in the team.
    pub from: Option<UserId>,
    /// To whom, in which team; nobody: to the team, for its supervisor to give on.
    pub to: (TeamId, Option<UserId>),
    /// Which records.
    pub records: Vec<RecordId>,
    /// Which tasks on records of others.
    pub tasks: Vec<TaskId>,
    /// What the one who takes over should know, for all of them.
    pub word: Option<Private<String>>,
    /// The same of single records.
    pub words: BTreeMap<RecordId, Private<String>>,
    /// Whether the limit is kept.
    pub limit: Limit,
}

/// What came of a handover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// How many went.
    pub given: usize,
    /// How many somebody else had given away, or closed, meanwhile.
    pub gone: usize,
    /// How many need another person.
    pub not_theirs: usize,
    /// What is still to be done: the answer came first.
    pub records: Vec<RecordId>,
    /// The same of tasks.
    pub tasks: Vec<TaskId>,
}

/// The most that are handed on in one go; the rest is asked for again.
pub const AT_ONCE: usize = 100;
/// The most records of one person that are read.
const MOST: usize = 1_000;
const STEP: u32 = 200;
/// The longest word.
const LONGEST: usize = 2_000;

impl App {
    /// The kinds of record of a team that somebody gives to people: as its supervisor, or as one of those who share its
    /// work out among themselves.
    pub(crate) fn gives_in(&self, who: &SignedIn, team: TeamId) -> BTreeSet<Kind> {
        let protocol = self.protocol();
        let held = who.actor().roles.iter().filter(|held| held.team == Some(team));
        held.filter_map(|held| protocol.table().role(held.role.as_str()))
            .flat_map(|role| &role.grants)
            .filter(|grant| {
                grant.actions.contains("case.assign")
                    && (grant.when.contains(&Relation::Supervisor) || grant.when.contains(&Relation::Team))
            })
            .flat_map(|grant| grant.kinds.iter().cloned())
            .collect()
    }

    /// What somebody of a team answers for, to whoever gives the team's records to people.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for anybody else.
    pub async fn caseload(&self, who: &SignedIn, team: TeamId, of: Option<UserId>) -> Answer<Caseload> {
        let kinds = self.gives_in(who, team);
        if kinds.is_empty() {
            return Err(Refused::NotFound);
        }
        let (records, more) = self.answers_for(who, team, of, &kinds).await?;
        let tasks = match of {
            Some(of) => self.tasks_elsewhere(who, of).await?,
            None => Vec::new(),
        };
        let mut shown: Vec<RecordId> =
            records.iter().map(|row| row.id).chain(tasks.iter().map(|task| task.record.id)).collect();
        shown.sort_unstable();
        shown.dedup();
        let read = Read { page: crate::Shown::Caseload, records: shown, grounds: Vec::new(), reason: None };
        self.log_reading(who, &read).await?;
        let takers = self.takers_of_records(who, team, of).await?;
        let mut caseload = Caseload { team, of, records, tasks, more, takers, proposed: BTreeMap::new() };
        caseload.proposed = self.proposals(who, &caseload).await?;
        Ok(caseload)
    }

    async fn answers_for(
        &self,
        who: &SignedIn,
        team: TeamId,
        of: Option<UserId>,
        kinds: &BTreeSet<Kind>,
    ) -> Answer<(Vec<Listed>, bool)> {
        let protocol = self.protocol();
        let branch = of.map_or(store::Branch::Team(team), store::Branch::Owner);
        let mut list = store::List::new(vec![branch], kinds.iter().cloned().collect(), who.now());
        list.order = store::Order::Due;
        list.limit = STEP;
        list.without_stages = vec![Stage::of("closed")];
        let is_over = |row: &store::Record| {
            row.stage.as_ref().is_some_and(|stage| {
                protocol.stage(row.kind.as_str(), stage.as_str()).is_some_and(|stage| stage.is_final)
            })
        };
        let mut rows: Vec<Listed> = Vec::new();
        loop {
            let found = self.store().list(&list).await?;
            let last = found.last().filter(|_| found.len() == STEP as usize);
            list.after = last.map(|row| store::Cursor::after(row, list.order));
            let theirs: Vec<_> = found
                .into_iter()
                .filter(|row| row.team == Some(team) && row.owner == of && !is_over(row))
                .collect();
            let shown = self.show_rows(who, theirs).await?;
            rows.extend(shown.into_iter().filter(|row| row.grant.may_do("case.assign")));
            if list.after.is_none() || rows.len() >= MOST {
                return Ok((rows, list.after.is_some()));
            }
        }
    }

    /// Somebody's open tasks on records that others answer for, as far as the reader may give them to others.
    async fn tasks_elsewhere(&self, who: &SignedIn, of: UserId) -> Answer<Vec<DayTask>> {
        let rows = self.store().open_tasks(store::TasksOf::Assignee(of), None, STEP).await?;
        let mut tasks = self.show_tasks(who, &rows).await?;
        tasks.retain(|task| {
            task.record.owner != Some(of)
                && task.referral.is_none()
                && task.conference.is_none()
                && task.record.grant.may_do("task.assign")
        });
        Ok(tasks)
    }

    /// Who could take over: people of the team, and of the other teams that the giver gives records in.
    async fn takers_of_records(
        &self,
        who: &SignedIn,
        team: TeamId,
        from: Option<UserId>,
    ) -> Answer<Vec<Taker>> {
        let protocol = self.protocol();
        let mut teams: Vec<TeamId> = who.actor().teams().filter(|other| *other != team).collect();
        teams.sort_unstable();
        teams.dedup();
        let mut takers = Vec::new();
        for (near, at) in std::iter::once(team).chain(teams).enumerate() {
            let given = self.gives_in(who, at);
            if given.is_empty() {
                continue;
            }
            for (id, name, roles) in self.colleagues(who, at).await? {
                let mut kinds = BTreeSet::new();
                for role in roles.iter().filter_map(|held| protocol.table().role(held.role.as_str())) {
                    let owns = role.grants.iter().filter(|grant| grant.when.contains(&Relation::Owner));
                    kinds.extend(owns.flat_map(|grant| grant.kinds.intersection(&given).cloned()));
                }
                if kinds.is_empty() || Some(id) == from {
                    continue;
                }
                let (cases, urgent) = self.cases_of(who, id).await?;
                let limits = roles
                    .iter()
                    .filter_map(|held| protocol.roles().get(held.role.as_str())?.limit(cases, urgent));
                let limit = limits.max();
                takers.push((near > 0, Taker { team: at, id, name, cases, limit, kinds }));
            }
        }
        // Those of the team first; a team's limit is the same for all, so room is what they do not carry yet.
        takers.sort_by_key(|(far, taker)| (*far, taker.cases, taker.name.as_str().to_owned()));
        Ok(takers.into_iter().map(|(_, taker)| taker).collect())
    }

    /// How many open cases somebody is responsible for, and how many of them are urgent; routing columns only.
    async fn cases_of(&self, who: &SignedIn, id: UserId) -> Answer<(usize, usize)> {
        let people = vec![Kind::of("child"), Kind::of("adult")];
        let mut list = store::List::new(vec![store::Branch::Owner(id)], people, who.now());
        list.without_stages = vec![Stage::of("closed")];
        let most = u32::try_from(MOST).unwrap_or(u32::MAX);
        let all = self.store().count(&list, most).await?;
        list.urgencies = vec![Urgency::Urgent];
        let urgent = self.store().count(&list, most).await?;
        Ok((usize::try_from(all).unwrap_or(usize::MAX), usize::try_from(urgent).unwrap_or(usize::MAX)))
    }

    /// Hands records and tasks on, at most [`AT_ONCE`]; what is left is in the answer, to be sent again.
    ///
    /// # Errors
    /// `handover-nothing` when nothing is chosen, `handover-word` when a record would go without a word,
    /// `handover-no-room` when somebody would get more than they should have; then nothing has gone.
    pub async fn hand_on(&self, who: &SignedIn, mut sent: HandOver) -> Answer<HandedOver> {
        let kinds = self.gives_in(who, sent.team);
        let (to_team, to) = sent.to;
        if kinds.is_empty() || self.gives_in(who, to_team).is_empty() || self.team(to_team).await?.closed {
            return Err(Refused::NotFound);
        }
        if sent.records.is_empty() && sent.tasks.is_empty() {
            return Err(because("handover-nothing"));
        }
        let has_word = |record: &RecordId| sent.word.iter().chain(sent.words.get(record)).any(written);
        if !sent.records.iter().all(has_word) {
            return Err(because("handover-word"));
        }
        if sent.word.iter().chain(sent.words.values()).any(|word| word.as_str().chars().count() > LONGEST) {
            return Err(because("handover-long"));
        }
        if (to.is_some() && to == sent.from) || (to.is_none() && to_team == sent.team && sent.from.is_none())
        {
            return Err(because("already-responsible"));
        }
        sent.records.sort_unstable();
        sent.records.dedup();
        if let Some(to) = to
            && sent.limit == Limit::Kept
        {
            self.has_room(who, to_team, to, &sent).await?;
        }
        let mut done = HandedOver::default();
        let (now, later) = sent.records.split_at(sent.records.len().min(AT_ONCE));
        for id in now {
            match self.hand_one(who, &sent, *id).await {
                Ok(()) => done.given += 1,
                Err(Refused::Because(reason)) if reason.code == "choose-another-person" => {
                    done.not_theirs += 1;
                }
                Err(Refused::NotFound | Refused::Because(_)) => done.gone += 1,
                Err(error) => return Err(error),
            }
        }
        done.records = later.to_vec();
        let (now, later) = sent.tasks.split_at(sent.tasks.len().min(AT_ONCE - now.len()));
        for task in now {
            match self.hand_task(who, &sent, *task).await {
                Ok(()) => done.given += 1,
                Err(Refused::Because(reason)) if reason.code == "task-not-for-them" => done.not_theirs += 1,
                Err(Refused::NotFound | Refused::Because(_)) => done.gone += 1,
                Err(error) => return Err(error),
            }
        }
        done.tasks = later.to_vec();
        Ok(done)
    }

    /// Whether somebody has room for the people among these records that are not theirs yet.
    async fn has_room(&self, who: &SignedIn, team: TeamId, to: UserId, sent: &HandOver) -> Answer<()> {
        let takers = self.takers_of_records(who, team, None).await?;
        let taker =
            takers.iter().find(|taker| taker.team == team && taker.id == to).ok_or(Refused::NotFound)?;
        let Some(room) = taker.room() else { return Ok(()) };
        let mut people = 0;
        for ids in sent.records.chunks(STEP as usize) {
            let rows = self.store().records(ids).await?;
            people += rows
                .iter()
                .filter(|row| row.owner != Some(to) && (row.kind == *"child" || row.kind == *"adult"))
                .count();
        }
        if people > room { Err(because("handover-no-room")) } else { Ok(()) }
    }

    async fn hand_one(&self, who: &SignedIn, sent: &HandOver, id: RecordId) -> Answer<()> {
        let (team, to) = sent.to;
        let row = self.store().records(&[id]).await?.pop().ok_or(Refused::NotFound)?;
        if let Some(to) = to
            && !self.may_own(to, team, row.kind.as_str()).await?
        {
            return Err(because("choose-another-person"));
        }
        let own = sent.words.get(&id).filter(|word| !word.as_str().trim().is_empty());
        let word = own.or(sent.word.as_ref()).cloned();
        self.transact(who, of_record(sent.command, id.as_bytes()), &[Touch::Open(id)], |work| {
            work.demand(id, "case.assign")?;
            let record = work.record(id)?;
            if record.owner != sent.from || record.team != Some(sent.team) {
                return Err(because("handed-meanwhile"));
            }
            if record.bars.contains_key(&team) {
                return Err(because("choose-another-person"));
            }
            work.give_to(id, to, Some(team), None, word.clone())?;
            Ok(id.as_bytes().to_vec())
        })
        .await?;
        Ok(())
    }

    async fn hand_task(&self, who: &SignedIn, sent: &HandOver, task: TaskId) -> Answer<()> {
        let from = sent.from.ok_or(Refused::NotFound)?;
        let row = self.store().task(task).await?.ok_or(Refused::NotFound)?;
        let rows = self.store().records(&[row.record]).await?;
        let code =
            self.show_rows(who, rows).await?.pop().and_then(|row| row.code).ok_or(Refused::NotFound)?;
        let command = of_record(sent.command, task.as_bytes());
        self.assign_task(who, AssignTask { command, code, task, seen: Some(from), to: sent.to.1 }).await?;
        Ok(())
    }
}

/// Whether anything stands in it.
fn written(word: &Private<String>) -> bool {
    !word.as_str().trim().is_empty()
}

/// The command of one record among those of a page: both ids are random, so this is nobody else's.
fn of_record(command: CommandId, id: &[u8; 16]) -> CommandId {
    let mut bytes = *command.as_bytes();
    for (byte, other) in bytes.iter_mut().zip(id) {
        *byte ^= other;
    }
    CommandId::from_bytes(bytes)
}
