//! Looking at accounts: one's own, and those one manages.

use std::sync::Arc;

use domain::{
    AccountEvent, Event, Instant, LeaveId, Private, TeamId, UserId,
    record::{Leave, RoleHeld},
};

use crate::{
    App, SignedIn,
    core::load::load,
    refused::{Answer, Refused},
};

/// An account as a manager sees it: no secret, no hash.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// Its id.
    pub id: UserId,
    /// The name to sign in with.
    pub login: Private<String>,
    /// The person's name.
    pub name: Private<String>,
    /// The language they read.
    pub language: String,
    /// Roles held and proposed.
    pub roles: Vec<RoleHeld>,
    /// Whether a password was set.
    pub has_password: bool,
    /// Whether a second factor is in force.
    pub has_factor: bool,
    /// Who proposed that it be taken away.
    pub removal_proposed_by: Option<UserId>,
    /// When another reset the password last.
    pub reset_at: Option<Instant>,
    /// When its owner last signed in.
    pub signed_in_at: Option<Instant>,
    /// When its owner signed in the time before.
    pub signed_in_before: Option<Instant>,
    /// What others did to the way in since its owner was last here, to be told.
    pub news: Vec<(News, Instant)>,
    /// When they are away, the first absence first.
    pub leaves: Vec<(LeaveId, Leave)>,
    /// Where reminders go.
    pub email: Option<Private<String>>,
    /// Whether a calendar reads along.
    pub calendar: Calendar,
    /// Whether it is closed.
    pub closed: bool,
}

/// Whether a calendar reads along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// One does.
    Linked,
    /// None does.
    None,
}

/// What another person did to somebody's way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// The password was reset.
    Reset,
    /// The second factor was taken away.
    FactorRemoved,
}

/// One of one's own sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnSession {
    /// When it began.
    pub began: Instant,
    /// When something was last asked for in it.
    pub seen: Instant,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl AccountView {
    fn of(record: domain::Record) -> Self {
        let mut news = Vec::new();
        let mut sign_ins: Vec<Instant> = Vec::new();
        for recorded in &record.history {
            let Some(Event::Account(event)) = recorded.content.as_ref().map(|content| &content.event) else {
                continue;
            };
            match event {
                AccountEvent::SignedIn { .. } => sign_ins.push(recorded.head.at),
                AccountEvent::ResetByOther => news.push((News::Reset, recorded.head.at, sign_ins.len())),
                AccountEvent::SecondFactorRemoved { .. } => {
                    news.push((News::FactorRemoved, recorded.head.at, sign_ins.len()));
                }
                _ => {}
            }
        }
        // News is new until the second sign-in after it: during the first session it is read.
        news.retain(|(_, _, before)| sign_ins.len() <= before + 1);
        let account = record.account;
        let mut leaves: Vec<_> = account.leaves.into_iter().collect();
        leaves.sort_by_key(|(_, leave)| leave.from);
        Self {
            id: record.id,
            login: account.login,
            name: account.name,
            language: account.language,
            roles: account.roles,
            has_password: account.password.is_some(),
            has_factor: account.second_factor.is_some(),
            removal_proposed_by: account.removal_proposed_by,
            reset_at: account.reset_at,
            signed_in_at: account.signed_in_at,
            signed_in_before: sign_ins.iter().rev().nth(1).copied(),
            news: news.into_iter().map(|(what, at, _)| (what, at)).collect(),
            leaves,
            email: account.email,
            calendar: if account.calendar.is_some() { Calendar::Linked } else { Calendar::None },
            closed: account.closed,
        }
    }
}

impl App {
    /// One's own account.
    pub async fn own_account(&self, who: &SignedIn) -> Answer<AccountView> {
        Ok(AccountView::of(load(self, who.user()).await?.ok_or(Refused::SignIn)?.record))
    }

    /// One's own sessions that have not ended, the latest used first.
    pub async fn own_sessions(&self, who: &SignedIn) -> Answer<Vec<OwnSession>> {
        let mut sessions: Vec<OwnSession> = self
            .store()
            .sessions_of(who.user())
            .await?
            .into_iter()
            .filter(|session| session.expires_at > who.now())
            .map(|session| OwnSession {
                began: session.created_at,
                seen: session.seen_at,
                this: who.session().is_some_and(|own| session.token_hash == own),
            })
            .collect();
        sessions.sort_by_key(|session| (!session.this, std::cmp::Reverse(session.seen)));
        Ok(sessions)
    }

    /// An account that one manages or whose roles one confirms.
    pub async fn account(&self, who: &SignedIn, id: UserId) -> Answer<AccountView> {
        self.office(who, "account.manage").or_else(|_| self.office(who, "role.confirm"))?;
        let record = load(self, id).await?.ok_or(Refused::NotFound)?.record;
        if record.kind().is_none_or(|kind| *kind != "account") {
            return Err(Refused::NotFound);
        }
        Ok(AccountView::of(record))
    }

    /// All accounts, by name; there are thousands at most.
    pub async fn accounts(&self, who: &SignedIn) -> Answer<Vec<Arc<AccountView>>> {
        self.office(who, "account.manage").or_else(|_| self.office(who, "role.confirm"))?;
        let mut accounts = self.all_accounts().await?;
        accounts.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
        Ok(accounts)
    }

    /// All accounts, in no order, for use cases that have asked for an office.
    pub(crate) async fn all_accounts(&self) -> Answer<Vec<Arc<AccountView>>> {
        let ids = self.all_of("account").await?;
        self.kept_all(self.kept_accounts(), &ids, |record| Some(AccountView::of(record))).await
    }

    /// Colleagues of a team who hold a role there: to assign a record, to name a deputy.
    pub async fn colleagues(
        &self,
        who: &SignedIn,
        team: TeamId,
    ) -> Answer<Vec<(UserId, Private<String>, Vec<RoleHeld>)>> {
        if !who.actor().teams().any(|own| own == team) && self.office(who, "account.manage").is_err() {
            return Err(Refused::NotFound);
        }
        let mut list = store::List::new(
            vec![store::Branch::Related(team)],
            vec![domain::Kind::of("account")],
            who.now(),
        );
        list.limit = 200;
        let mut colleagues = Vec::new();
        for row in self.store().list(&list).await? {
            let Some(loaded) = load(self, row.id).await? else { continue };
            let account = loaded.record.account;
            if !account.closed {
                let roles =
                    account.roles.into_iter().filter(|role| role.holds && role.team == Some(team)).collect();
                colleagues.push((row.id, account.name, roles));
            }
        }
        colleagues.sort_by(|a, b| a.1.as_str().cmp(b.1.as_str()));
        Ok(colleagues)
    }
}
