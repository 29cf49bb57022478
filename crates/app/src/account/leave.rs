//! Leave: somebody is away for a time, and a colleague stands in.
//!
//! Invariant: what a deputy may do begins and ends with the clock, never by a job; nobody stands in through somebody who
//! stands in; and a deputy is one who could hold the work: the same role in the same team, and there at the time.

use domain::{AccountEvent, CommandId, Event, Instant, LeaveId, TeamId, UserId, record::Leave};
use policy::Relation;

use crate::{
    App, SignedIn,
    core::{load::load, work::Touch},
    refused::{Answer, Refused, because},
};

/// An absence as it was entered.
#[derive(Debug, Clone)]
pub struct SetLeave {
    /// The command's id.
    pub command: CommandId,
    /// Who is away.
    pub account: UserId,
    /// Which absence; nothing enters another.
    pub leave: Option<LeaveId>,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Who stands in, if somebody is named yet.
    pub deputy: Option<UserId>,
}

/// The longest absence in hours: whoever is away for longer hands the work over.
const LONGEST: i64 = 24 * 62;

impl App {
    /// Enters an absence, or changes one: one's own, or as supervisor that of somebody in one's team.
    ///
    /// # Errors
    /// `deputy-time` for a time that is over, too long or ends before it begins, `leave-overlaps` where they are away
    /// already, `deputy-unfit` for a deputy who could not hold the work, `deputy-away` for one who is away too.
    pub async fn set_leave(&self, who: &SignedIn, sent: SetLeave) -> Answer<()> {
        self.may_set_leave(who, sent.account).await?;
        let longest =
            sent.from.checked_add(jiff::SignedDuration::from_hours(LONGEST)).unwrap_or(Instant::MAX);
        if sent.until <= sent.from || sent.until <= who.now() || sent.until > longest {
            return Err(because("deputy-time"));
        }
        let mut touched = vec![Touch::Office(sent.account)];
        if let Some(deputy) = sent.deputy {
            if deputy == sent.account {
                return Err(because("deputy-unfit"));
            }
            if load(self, deputy).await?.is_none() {
                return Err(Refused::NotFound);
            }
            touched.push(Touch::Office(deputy));
        }
        self.transact(who, sent.command, &touched, |work| {
            let away = &work.record(sent.account)?.account;
            if away.closed {
                return Err(because("account-closed"));
            }
            if sent.leave.is_some_and(|leave| !away.leaves.contains_key(&leave)) {
                return Err(Refused::NotFound);
            }
            let others = away.leaves.iter().filter(|(id, _)| Some(**id) != sent.leave);
            if others.into_iter().any(|(_, leave)| leave.meets(sent.from, sent.until)) {
                return Err(because("leave-overlaps"));
            }
            if let Some(deputy) = sent.deputy {
                let other = &work.record(deputy)?.account;
                if other.closed || !fits(away, other) {
                    return Err(because("deputy-unfit"));
                }
                if other.is_away(sent.from, sent.until) {
                    return Err(because("deputy-away"));
                }
            }
            let leave = match sent.leave {
                Some(leave) => leave,
                None => work.app.fresh()?,
            };
            let set =
                AccountEvent::LeaveSet { leave, from: sent.from, until: sent.until, deputy: sent.deputy };
            work.add(sent.account, "account", Event::Account(set))?;
            Ok(leave.as_bytes().to_vec())
        })
        .await?;
        Ok(())
    }

    /// Ends an absence, or takes it back before it begins.
    pub async fn end_leave(
        &self,
        who: &SignedIn,
        command: CommandId,
        account: UserId,
        leave: LeaveId,
    ) -> Answer<()> {
        self.may_set_leave(who, account).await?;
        self.transact(who, command, &[Touch::Office(account)], |work| {
            if !work.record(account)?.account.leaves.contains_key(&leave) {
                return Err(Refused::NotFound);
            }
            work.add(account, "account", Event::Account(AccountEvent::LeaveEnded { leave }))?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    /// The absences of somebody that are not over, and whether somebody stands in for all of each; to themself and to
    /// their supervisor.
    pub async fn leaves_of(&self, who: &SignedIn, account: UserId) -> Answer<Vec<(LeaveId, Leave, bool)>> {
        self.may_set_leave(who, account).await?;
        let account = load(self, account).await?.ok_or(Refused::NotFound)?.record.account;
        let mut leaves = Vec::new();
        for (id, leave) in account.leaves.iter().filter(|(_, leave)| leave.until > who.now()) {
            leaves.push((*id, *leave, self.is_covered(&account, leave).await?));
        }
        leaves.sort_by_key(|(id, leave, _)| (leave.from, *id));
        Ok(leaves)
    }

    /// One's own, or those of somebody who holds a role in a team that one supervises.
    async fn may_set_leave(&self, who: &SignedIn, account: UserId) -> Answer<()> {
        if account == who.user() {
            return Ok(());
        }
        let record = load(self, account).await?.ok_or(Refused::NotFound)?.record;
        let teams = record.account.roles.iter().filter(|held| held.holds).filter_map(|held| held.team);
        if teams.into_iter().any(|team| self.supervises(who, team)) { Ok(()) } else { Err(Refused::NotFound) }
    }

    /// Whether somebody supervises a team.
    pub(crate) fn supervises(&self, who: &SignedIn, team: TeamId) -> bool {
        let protocol = self.protocol();
        who.actor()
            .roles
            .iter()
            .filter(|held| held.team == Some(team))
            .filter_map(|held| protocol.table().role(held.role.as_str()))
            .any(|role| role.grants.iter().any(|grant| grant.when.contains(&Relation::Supervisor)))
    }

    /// Whether the deputy of an absence can do the work for all of it: is still here, still fits, and not away.
    pub(crate) async fn is_covered(&self, away: &domain::record::Account, leave: &Leave) -> Answer<bool> {
        let Some(deputy) = leave.deputy else { return Ok(false) };
        let Some(other) = load(self, deputy).await?.map(|loaded| loaded.record.account) else {
            return Ok(false);
        };
        Ok(!other.closed && fits(away, &other) && !other.is_away(leave.from, leave.until))
    }
}

/// Whether somebody holds one of another's roles in the same team.
fn fits(away: &domain::record::Account, other: &domain::record::Account) -> bool {
    other
        .roles
        .iter()
        .filter(|held| held.holds)
        .any(|held| away.roles.iter().any(|own| own.holds && own.role == held.role && own.team == held.team))
}
