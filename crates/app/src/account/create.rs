//! Making an account, closing it, opening it again.

use domain::{AccountEvent, CommandId, Event, UserId};

use super::{found::new_account, invite::Invitation};
use crate::{
    App, SignedIn,
    core::work::{Touch, Work},
    refused::{Answer, Fault, Refused, because},
};

/// An account as it was asked for.
#[derive(Debug, Clone)]
pub struct CreateAccount {
    /// The command's id.
    pub command: CommandId,
    /// The name to sign in with.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The language they read.
    pub language: String,
}

impl App {
    /// Makes an account without any role; its owner gets a one-time link to set a password.
    pub async fn create_account(&self, who: &SignedIn, sent: CreateAccount) -> Answer<(UserId, Invitation)> {
        self.office(who, "account.manage")?;
        let length = sent.login.trim().chars().count();
        if !(3..=64).contains(&length) || sent.login.trim().contains(char::is_whitespace) {
            return Err(because("login-form"));
        }
        self.check_person(&sent.name, &sent.language)?;
        let done = self
            .transact(who, sent.command, &[], |work| {
                Ok(new_account(work, &sent.login, &sent.name, &sent.language)?.as_bytes().to_vec())
            })
            .await?;
        let account: UserId = done.id().ok_or_else(|| Fault::Damaged(self.installation_record()))?;
        let invitation = self.invitation(who, account, super::invite::WELCOME).await?;
        Ok((account, invitation))
    }

    /// Closes an account: its sessions and its calendar's link end at once, and its tasks on records of others go back to
    /// their teams. Nobody closes their own.
    pub async fn close_account(&self, who: &SignedIn, command: CommandId, account: UserId) -> Answer<()> {
        self.change_account(who, command, account, |work, closed| {
            if closed {
                return Err(because("account-closed"));
            }
            work.beside(store::Row::EndSessions { account, keep: None });
            work.lay_down(account)?;
            Ok(AccountEvent::Closed)
        })
        .await
    }

    /// Opens a closed account again.
    pub async fn reopen_account(&self, who: &SignedIn, command: CommandId, account: UserId) -> Answer<()> {
        self.change_account(who, command, account, |_, closed| {
            closed.then_some(AccountEvent::Reopened).ok_or_else(|| because("account-open"))
        })
        .await
    }

    async fn change_account(
        &self,
        who: &SignedIn,
        command: CommandId,
        account: UserId,
        event: impl Fn(&mut Work<'_>, bool) -> Answer<AccountEvent> + Send + Sync,
    ) -> Answer<()> {
        self.office(who, "account.manage")?;
        if account == who.user() {
            return Err(because("not-yourself"));
        }
        self.transact(who, command, &[Touch::Office(account)], |work| {
            let record = work.record(account)?;
            if record.kind().is_none_or(|kind| *kind != "account") {
                return Err(Refused::NotFound);
            }
            let closed = record.account.closed;
            let event = event(work, closed)?;
            work.add(account, "account", Event::Account(event))?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    /// A name that can be shown, and a language that there is.
    pub(super) fn check_person(&self, name: &str, language: &str) -> Answer<()> {
        if name.trim().is_empty() || name.chars().count() > 120 || name.contains(char::is_control) {
            return Err(because("name-needed"));
        }
        if !self.protocol().languages().iter().any(|known| known == language) {
            return Err(Refused::NotFound);
        }
        Ok(())
    }

    /// Goes on only in an office that allows the action.
    pub(crate) fn office(&self, who: &SignedIn, action: &str) -> Answer<()> {
        if self.protocol().table().office(who.actor(), action) { Ok(()) } else { Err(Refused::NotFound) }
    }
}
