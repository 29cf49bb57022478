//! A team closes: only when nothing is left that it answers for.
//!
//! Invariant: whoever manages teams is told numbers and colleagues, never a person cared for; what the numbers count is
//! handed on by those who may open it.

use std::collections::BTreeMap;

use domain::{CommandId, Event, Kind, Private, ServiceCode, TeamEvent, TeamId, UserId};

use crate::{
    App, SignedIn,
    core::work::Touch,
    refused::{Answer, Refused, because},
};

/// What a team still has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// Open records that it answers for, by kind.
    pub records: BTreeMap<Kind, u64>,
    /// Records of others that it works on: referrals that wait or go on, flights that it receives.
    pub referrals: u64,
    /// Open tasks that wait for it.
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
            && self.referrals == 0
            && self.tasks == 0
            && self.people.is_empty()
    }
}

/// More than this is not counted.
const MOST: u32 = 10_000;

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
        let people: Vec<Kind> = kinds.into_iter().collect();
        let theirs = store::List::new(vec![store::Branch::Related(team)], people, who.now());
        left.referrals = self.store().count(&theirs, MOST).await?;
        let queue = store::TasksOf::Queue(team);
        left.tasks = self.store().count_open_tasks(queue, domain::Instant::MAX, MOST).await?;
        for id in self.all_of("account").await? {
            let Some(loaded) = crate::core::load::load(self, id).await? else { continue };
            let account = loaded.record.account;
            if !account.closed && account.roles.iter().any(|held| held.team == Some(team)) {
                left.people.push((id, account.name));
            }
        }
        left.people.sort_by(|a, b| a.1.as_str().cmp(b.1.as_str()));
        Ok(left)
    }

    /// Closes a team that has nothing left: it is out of the directory and of every choice, and stays in what it did.
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
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}
