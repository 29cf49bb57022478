//! A team closes: only when nothing is left that it answers for. What others asked of it goes back to them.
//!
//! Invariant: whoever manages teams is told numbers and colleagues, never a person cared for; what the numbers count is
//! handed on by those who may open it. Referrals go back by a job of the house that is written with the end of the team, so
//! that none stays with nobody, and nobody has to open a record for it. What the team itself sent has gone with its records.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    CommandId, Event, Kind, Private, Record, RecordId, ReferralId, ServiceCode, TeamEvent, TeamId, UserId,
    record::Referral,
};
use protocol::Protocol;

use crate::{
    App, SignedIn,
    case::{
        reasons::TEAM_CLOSES,
        recipients::Recipient,
        refer::{MOST_INSTEAD, serves_as_well},
    },
    core::{load::open_slots, work::Touch},
    refused::{Answer, Refused, because},
};

/// The kind of the job that gives referrals back.
pub const JOB: &str = "team_closes";
/// Records and tasks that are read at once.
const STEP: u32 = 200;

/// What a team still has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// Open records that it answers for, by kind.
    pub records: BTreeMap<Kind, u64>,
    /// People for whom others asked its help: their referrals go back when it closes.
    pub referrals: u64,
    /// Flights that it receives, and whatever else of others it works on.
    pub elsewhere: u64,
    /// Open tasks that wait for it, besides those that end with a referral.
    pub tasks: u64,
    /// Who holds a role in it, or was proposed for one.
    pub people: Vec<(UserId, Private<String>)>,
    /// Its service in the directory, which goes out of it with the team.
    pub service: Option<ServiceCode>,
}

impl Left {
    /// Whether it can close.
    pub fn is_nothing(&self) -> bool {
        self.records.values().all(|count| *count == 0)
            && self.elsewhere == 0
            && self.tasks == 0
            && self.people.is_empty()
    }
}

/// More than this is not counted.
const MOST: u32 = 10_000;
/// The kinds of record about which help is asked.
const REFERRED: [&str; 2] = ["child", "adult"];

fn related(team: TeamId, kinds: &[&'static str], now: domain::Instant) -> store::List {
    let kinds = kinds.iter().map(|kind| Kind::of(kind)).collect();
    store::List::new(vec![store::Branch::Related(team)], kinds, now)
}

impl App {
    /// What a team still has, to somebody who manages teams.
    pub async fn left_in_team(&self, who: &SignedIn, team: TeamId) -> Answer<Left> {
        self.office(who, "team.manage")?;
        let state = self.team(team).await?;
        let protocol = self.protocol();
        let mut left = Left { service: state.service, ..Left::default() };
        // What nobody can give to another team stays where it is: a list that was brought in, a match.
        let handed_on = protocol
            .table()
            .roles
            .values()
            .flat_map(|role| &role.grants)
            .filter(|grant| grant.actions.contains("case.assign"))
            .flat_map(|grant| grant.kinds.iter().cloned());
        let kinds: std::collections::BTreeSet<Kind> = handed_on.collect();
        for kind in &kinds {
            let mut list = store::List::new(vec![store::Branch::Team(team)], vec![kind.clone()], who.now());
            list.without_stages = protocol
                .stages(kind.as_str())
                .into_iter()
                .flat_map(|of_kind| of_kind.iter())
                .filter(|stage| stage.is_final)
                .map(|stage| stage.code.clone())
                .collect();
            let count = self.store().count(&list, MOST).await?;
            if count > 0 {
                left.records.insert(kind.clone(), count);
            }
        }
        left.referrals = self.store().count(&related(team, &REFERRED, who.now()), MOST).await?;
        let others: Vec<Kind> = kinds.into_iter().filter(|kind| !REFERRED.contains(&kind.as_str())).collect();
        let others = store::List::new(vec![store::Branch::Related(team)], others, who.now());
        left.elsewhere = self.store().count(&others, MOST).await?;
        left.tasks = self.tasks_that_stay(team).await?;
        for account in self.all_accounts().await? {
            if !account.closed && account.roles.iter().any(|held| held.team == Some(team)) {
                left.people.push((account.id, account.name.clone()));
            }
        }
        left.people.sort_by(|a, b| a.1.as_str().cmp(b.1.as_str()));
        Ok(left)
    }

    /// Open tasks of a team's queue that do not end with a referral.
    async fn tasks_that_stay(&self, team: TeamId) -> Answer<u64> {
        let (mut after, mut stay) = (None, 0);
        loop {
            let rows = self.store().open_tasks(store::TasksOf::Queue(team), after, STEP).await?;
            let Some(last) = rows.last() else { return Ok(stay) };
            after = Some((last.due, last.id));
            let ids: BTreeSet<RecordId> = rows.iter().map(|row| row.record).collect();
            let ids: Vec<RecordId> = ids.into_iter().collect();
            let asked: BTreeSet<_> = rows.iter().map(|row| (row.record, row.slot)).collect();
            let mut slots = self.store().slots_of(&ids).await?;
            slots.retain(|slot| asked.contains(&(slot.record, slot.slot)));
            let (open, _) = open_slots(self, slots)?;
            let ends =
                |row: &store::Task| open.get(&row.slot).is_some_and(|slot| slot.compartment == "referral");
            stay += rows.iter().filter(|row| !ends(row)).count() as u64;
        }
    }

    /// Closes a team that has nothing left: it is out of the directory and of every choice, and stays in what it did. What
    /// others asked of it goes back to them.
    ///
    /// # Errors
    /// `team-not-empty` while anything is left, `team-closed` once it is.
    pub async fn close_team(&self, who: &SignedIn, command: CommandId, team: TeamId) -> Answer<()> {
        self.office(who, "team.manage")?;
        if self.store().command(command).await?.is_none() && !self.left_in_team(who, team).await?.is_nothing()
        {
            return Err(because("team-not-empty"));
        }
        self.transact(who, command, &[Touch::Office(team)], |work| {
            let state = work.record(team)?.team_state.as_ref().ok_or(Refused::NotFound)?;
            if state.closed {
                return Err(because("team-closed"));
            }
            work.add(team, "team", Event::Team(TeamEvent::Closed))?;
            work.beside(self.job(JOB, team.as_bytes())?);
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}

impl App {
    /// Does one such job. Gives the number of referrals that went back.
    pub async fn do_team_closes_job(&self, job: &store::Job) -> Answer<usize> {
        let team: TeamId = self.record_of(JOB, job)?;
        let recipients = self.recipients().await?;
        let mut list = related(team, &REFERRED, self.now());
        list.limit = STEP;
        let mut given_back = 0;
        loop {
            let rows = self.store().list(&list).await?;
            for row in &rows {
                given_back += self.give_back(team, row.id, &recipients).await?;
            }
            match rows.last() {
                Some(last) if rows.len() == STEP as usize => {
                    list.after = Some(store::Cursor::after(last, list.order));
                }
                _ => return Ok(given_back),
            }
        }
    }

    /// Does all such jobs that wait, for whoever has no worker.
    pub(crate) async fn do_team_closes_jobs(&self) -> Answer<usize> {
        self.do_all(JOB, async |job| self.do_team_closes_job(job).await).await
    }

    /// Gives what was asked of a team for one person back to who asked, with the next places to ask.
    async fn give_back(&self, team: TeamId, id: RecordId, recipients: &[Recipient]) -> Answer<usize> {
        let machine = self.machine();
        let done = self
            .transact(&machine, self.fresh()?, &[Touch::Office(id)], |work| {
                let record = work.record(id)?;
                let protocol = work.protocol.clone();
                let open = record.referrals.iter().filter(|known| known.state.is_open());
                let back: Vec<(ReferralId, Vec<ServiceCode>)> = open
                    .filter(|known| known.sent.recipient == team)
                    .map(|known| (known.sent.referral, instead(record, &protocol, known, recipients)))
                    .collect();
                let mut outcome = Vec::new();
                for (referral, instead) in back {
                    let declined = Event::ReferralDeclined { referral, reason: TEAM_CLOSES.into(), instead };
                    work.add_to_referral(id, referral, declined)?;
                    work.end_referral_access(id, referral)?;
                    work.look_elsewhere(id, referral)?;
                    outcome.push(1);
                }
                Ok(outcome)
            })
            .await?;
        Ok(done.outcome.len())
    }
}

/// Where else help could be found: services that serve as well and whose team works and is not kept away, the near ones
/// first.
fn instead(
    record: &Record,
    protocol: &Protocol,
    known: &Referral,
    recipients: &[Recipient],
) -> Vec<ServiceCode> {
    let here = protocol.services().get(known.sent.service.as_str()).map(|service| &service.place);
    let mut others: Vec<(u8, &ServiceCode)> = recipients
        .iter()
        .filter(|other| other.team != known.sent.recipient && !record.bars.contains_key(&other.team))
        .filter(|other| serves_as_well(protocol, known, &other.service))
        .filter_map(|other| {
            let place = &protocol.services().get(other.service.as_str())?.place;
            Some((protocol::place::distance(here, place), &other.service))
        })
        .collect();
    // Another region only where there is nothing in this one.
    if others.iter().any(|(distance, _)| *distance < 2) {
        others.retain(|(distance, _)| *distance < 2);
    }
    others.sort();
    others.into_iter().take(MOST_INSTEAD).map(|(_, service)| service.clone()).collect()
}
