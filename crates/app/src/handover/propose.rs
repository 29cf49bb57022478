//! Whoever goes proposes to whom each of their records passes; their supervisor decides.
//!
//! Invariant: a proposal moves nothing and grants nothing. It is a wish in the account of the one who goes, of records that
//! are theirs, and it is shown to nobody but them and whoever gives their records to people. One who must not have a
//! record is not proposed for it, and not shown as proposed if they were barred since.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AccountEvent, CommandId, Event, Kind, Private, Record, RecordId, Stage, TeamId, UserId, record::Proposal,
};
use jiff::SignedDuration;
use policy::Relation;

use super::{Caseload, MOST, STEP};
use crate::{
    App, Listed, SignedIn,
    core::{load::load, reading::Read, work::Touch},
    refused::{Answer, Refused, because},
};

/// So long a proposal is shown: whoever is still here then thinks again.
const HOLDS: SignedDuration = SignedDuration::from_hours(24 * 60);

/// A colleague who could follow.
#[derive(Debug, Clone)]
pub struct Successor {
    /// In which team.
    pub team: TeamId,
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: Private<String>,
    /// The kinds of record that they can answer for.
    pub kinds: BTreeSet<Kind>,
}

/// One's own records, with what one has proposed.
#[derive(Debug, Clone)]
pub struct OwnCaseload {
    /// The open records that one answers for, the next due first.
    pub records: Vec<Listed>,
    /// Whether there are more than were read.
    pub more: bool,
    /// Who could follow, by name.
    pub successors: Vec<Successor>,
    /// To whom each should pass, in which team.
    pub proposed: BTreeMap<RecordId, (TeamId, UserId)>,
}

/// Proposals as they were sent.
#[derive(Debug, Clone)]
pub struct Propose {
    /// The command's id.
    pub command: CommandId,
    /// For each record to whom, in which team; to nobody takes a proposal back.
    pub to: BTreeMap<RecordId, Option<(TeamId, UserId)>>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proposed {
    /// How many were written down or taken back.
    pub kept: usize,
    /// How many need another person.
    pub not_theirs: usize,
}

impl App {
    /// The kinds of record that somebody's roles answer for.
    fn owns(&self, roles: impl IntoIterator<Item = domain::RoleCode>) -> BTreeSet<Kind> {
        let protocol = self.protocol();
        let mut kinds = BTreeSet::new();
        for role in roles {
            let Some(role) = protocol.table().role(role.as_str()) else { continue };
            let owned = role.grants.iter().filter(|grant| grant.when.contains(&Relation::Owner));
            kinds.extend(owned.flat_map(|grant| grant.kinds.iter().cloned()));
        }
        kinds
    }

    /// Whether somebody answers for records at all, and so could propose who follows.
    pub fn may_propose(&self, who: &SignedIn) -> bool {
        !self.owns(who.actor().roles.iter().map(|held| held.role.clone())).is_empty()
    }

    /// One's own records, who could follow, and what one has proposed.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for whoever answers for no records.
    pub async fn own_caseload(&self, who: &SignedIn) -> Answer<OwnCaseload> {
        let kinds = self.owns(who.actor().roles.iter().map(|held| held.role.clone()));
        if kinds.is_empty() {
            return Err(Refused::NotFound);
        }
        let protocol = self.protocol();
        let branch = store::Branch::Owner(who.user());
        let mut list = store::List::new(vec![branch], kinds.into_iter().collect(), who.now());
        list.order = store::Order::Due;
        list.limit = STEP;
        list.without_stages = vec![Stage::of("closed")];
        let mut records: Vec<Listed> = Vec::new();
        loop {
            let mut rows = self.store().list(&list).await?;
            list.after = rows
                .last()
                .filter(|_| rows.len() == STEP as usize)
                .map(|row| store::Cursor::after(row, list.order));
            rows.retain(|row| {
                let stage = row.stage.as_ref().map(Stage::as_str);
                !stage
                    .and_then(|stage| protocol.stage(row.kind.as_str(), stage))
                    .is_some_and(|it| it.is_final)
            });
            records.extend(self.show_rows(who, rows).await?);
            if list.after.is_none() || records.len() >= MOST {
                break;
            }
        }
        let shown = records.iter().map(|row| row.id).collect();
        let read = Read { page: crate::Shown::Caseload, records: shown, grounds: Vec::new(), reason: None };
        self.log_reading(who, &read).await?;
        let successors = self.successors(who).await?;
        let mut own =
            OwnCaseload { more: list.after.is_some(), records, successors, proposed: BTreeMap::new() };
        let ids: BTreeSet<RecordId> = own.records.iter().map(|row| row.id).collect();
        own.proposed = self.proposed_by(who, who.user(), &ids).await?;
        Ok(own)
    }

    /// Colleagues of one's teams who can answer for records.
    async fn successors(&self, who: &SignedIn) -> Answer<Vec<Successor>> {
        let teams: BTreeSet<TeamId> = who.actor().teams().collect();
        let mut successors = Vec::new();
        for team in teams {
            for (id, name, roles) in self.colleagues(who, team).await? {
                let kinds = self.owns(roles.into_iter().map(|held| held.role));
                if id != who.user() && !kinds.is_empty() {
                    successors.push(Successor { team, id, name, kinds });
                }
            }
        }
        successors.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
        Ok(successors)
    }

    /// Writes down to whom one's records should pass.
    ///
    /// # Errors
    /// `handover-nothing` when nothing would change; [`Refused::NotFound`] for a record that is not one's own, or somebody
    /// who is no colleague.
    pub async fn propose_handover(&self, who: &SignedIn, sent: Propose) -> Answer<Proposed> {
        if self.store().command(sent.command).await?.is_some() {
            return Ok(Proposed { kept: sent.to.len(), not_theirs: 0 });
        }
        let own = self.own_caseload(who).await?;
        let mut done = Proposed::default();
        let mut to: BTreeMap<Option<(TeamId, UserId)>, Vec<RecordId>> = BTreeMap::new();
        for (id, wanted) in &sent.to {
            let row = own.records.iter().find(|row| row.id == *id).ok_or(Refused::NotFound)?;
            if own.proposed.get(id) == wanted.as_ref() {
                continue;
            }
            if let Some((team, person)) = wanted {
                let known = own.successors.iter().find(|known| (known.team, known.id) == (*team, *person));
                let fits = known.ok_or(Refused::NotFound)?.kinds.contains(&row.kind);
                if !fits || !self.could_have(*id, (*team, *person)).await? {
                    done.not_theirs += 1;
                    continue;
                }
            }
            to.entry(*wanted).or_default().push(*id);
            done.kept += 1;
        }
        if to.is_empty() {
            return if done.not_theirs > 0 { Ok(done) } else { Err(because("handover-nothing")) };
        }
        let account = who.user();
        self.transact(who, sent.command, &[Touch::Office(account)], |work| {
            for (to, records) in &to {
                let proposed = AccountEvent::HandoverProposed {
                    records: records.clone(),
                    team: to.map(|(team, _)| team),
                    to: to.map(|(_, person)| person),
                };
                work.add(account, "account", Event::Account(proposed))?;
            }
            Ok(Vec::new())
        })
        .await?;
        Ok(done)
    }

    /// What somebody proposed for records that are theirs, as far as it could be followed now.
    async fn proposed_by(
        &self,
        who: &SignedIn,
        of: UserId,
        records: &BTreeSet<RecordId>,
    ) -> Answer<BTreeMap<RecordId, (TeamId, UserId)>> {
        let account = load(self, of).await?.ok_or(Refused::NotFound)?.record.account;
        let holds = |known: &Proposal| known.at.checked_add(HOLDS).is_ok_and(|until| who.now() < until);
        let mut proposed = BTreeMap::new();
        for (id, known) in account.proposals.iter().filter(|(id, known)| records.contains(id) && holds(known))
        {
            if self.could_have(*id, (known.team, known.to)).await? {
                proposed.insert(*id, (known.team, known.to));
            }
        }
        Ok(proposed)
    }

    /// What the one whose caseload this is has proposed, to whoever gives their records to people.
    pub(super) async fn proposals(
        &self,
        who: &SignedIn,
        caseload: &Caseload,
    ) -> Answer<BTreeMap<RecordId, (TeamId, UserId)>> {
        let Some(of) = caseload.of else { return Ok(BTreeMap::new()) };
        let ids: BTreeSet<RecordId> = caseload.records.iter().map(|row| row.id).collect();
        let mut proposed = self.proposed_by(who, of, &ids).await?;
        proposed.retain(|_, to| caseload.takers.iter().any(|taker| (taker.team, taker.id) == *to));
        Ok(proposed)
    }

    /// Whether somebody could answer for a record in a team, and is not kept away from it.
    async fn could_have(&self, id: RecordId, (team, person): (TeamId, UserId)) -> Answer<bool> {
        let Some(record) = load(self, id).await?.map(|loaded| loaded.record) else { return Ok(false) };
        let barred = |record: &Record| record.bars.contains_key(&person) || record.bars.contains_key(&team);
        let Some(kind) = record.kind() else { return Ok(false) };
        Ok(!barred(&record) && self.may_own(person, team, kind.as_str()).await?)
    }
}
