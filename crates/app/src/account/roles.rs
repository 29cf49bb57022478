//! Giving roles: proposed by one, confirmed by another where children are reached.

use domain::{AccountEvent, ApprovalId, CommandId, Event, PlaceCode, RoleCode, TeamId, UserId};

use crate::{
    App, SignedIn,
    core::work::Touch,
    refused::{Answer, Refused, because},
};

/// A role as it was proposed.
#[derive(Debug, Clone)]
pub struct ProposeRole {
    /// The command's id.
    pub command: CommandId,
    /// For whom.
    pub account: UserId,
    /// Which role.
    pub role: RoleCode,
    /// In which team.
    pub team: Option<TeamId>,
    /// For which place.
    pub place: Option<PlaceCode>,
}

impl App {
    /// Proposes a role; one that reaches no children holds at once.
    pub async fn propose_role(&self, who: &SignedIn, sent: ProposeRole) -> Answer<()> {
        self.office(who, "account.manage")?;
        if sent.account == who.user() {
            return Err(because("not-yourself"));
        }
        let protocol = self.protocol();
        let role = protocol.table().role(sent.role.as_str()).ok_or(Refused::NotFound)?;
        if protocol.roles().get(sent.role.as_str()).is_none_or(|role| role.retired) {
            return Err(Refused::NotFound);
        }
        if let Some(place) = &sent.place
            && protocol.places().get(place.as_str()).is_none()
        {
            return Err(Refused::NotFound);
        }
        if let Some(team) = sent.team
            && self.team(team).await?.closed
        {
            return Err(because("team-closed"));
        }
        let holds = !role.reaches_children;
        let account = sent.account;
        self.transact(who, sent.command, &[Touch::Office(account)], |work| {
            let record = work.record(account)?;
            if record.kind().is_none_or(|kind| *kind != "account") {
                return Err(Refused::NotFound);
            }
            if record.account.closed {
                return Err(because("account-closed"));
            }
            if record
                .account
                .roles
                .iter()
                .any(|known| known.role == sent.role && known.team == sent.team && known.place == sent.place)
            {
                return Err(because("role-known"));
            }
            let grant: ApprovalId = work.app.fresh()?;
            work.add(
                account,
                "account",
                Event::Account(AccountEvent::RoleProposed {
                    grant,
                    role: sent.role.clone(),
                    team: sent.team,
                    place: sent.place.clone(),
                    holds,
                }),
            )?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    /// Confirms a proposed role: a second person, and not the one who would get it.
    pub async fn confirm_role(
        &self,
        who: &SignedIn,
        command: CommandId,
        account: UserId,
        grant: ApprovalId,
    ) -> Answer<()> {
        self.may_confirm(who).await?;
        if account == who.user() {
            return Err(because("not-yourself"));
        }
        self.transact(who, command, &[Touch::Office(account)], |work| {
            let known = work.record(account)?.account.roles.iter().find(|known| known.grant == grant);
            let known = known.ok_or(Refused::NotFound)?;
            if known.holds {
                return Err(because("role-known"));
            }
            if known.proposed_by == work.actor {
                return Err(because("second-person"));
            }
            work.add(account, "account", Event::Account(AccountEvent::RoleConfirmed { grant }))?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    /// Whether this person is one of those who confirm proposed roles.
    pub async fn confirms_roles(&self, who: &SignedIn) -> Answer<bool> {
        match self.may_confirm(who).await {
            Ok(()) => Ok(true),
            Err(Refused::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Somebody must be the first: while nobody holds an office that confirms roles, a second manager of accounts
    /// does.
    async fn may_confirm(&self, who: &SignedIn) -> Answer<()> {
        if self.office(who, "role.confirm").is_ok() {
            return Ok(());
        }
        self.office(who, "account.manage")?;
        let protocol = self.protocol();
        for account in self.all_accounts().await? {
            let confirms = account.roles.iter().filter(|held| held.holds).any(|held| {
                let role = protocol.table().role(held.role.as_str());
                role.is_some_and(|role| role.offices.contains("role.confirm"))
            });
            if confirms && !account.closed {
                return Err(Refused::NotFound);
            }
        }
        Ok(())
    }

    /// Ends a role, or refuses its proposal.
    pub async fn end_role(
        &self,
        who: &SignedIn,
        command: CommandId,
        account: UserId,
        grant: ApprovalId,
    ) -> Answer<()> {
        self.office(who, "account.manage").or_else(|_| self.office(who, "role.confirm"))?;
        self.transact(who, command, &[Touch::Office(account)], |work| {
            if !work.record(account)?.account.roles.iter().any(|known| known.grant == grant) {
                return Err(Refused::NotFound);
            }
            work.add(account, "account", Event::Account(AccountEvent::RoleEnded { grant }))?;
            work.lay_down(account)?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}
