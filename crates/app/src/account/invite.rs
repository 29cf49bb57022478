//! One-time links: the first sign-in, and a reset.
//!
//! Invariant: a link is shown once, kept as a hash, works once and not for long.

use domain::{CommandId, Event, Instant, UserId};
use zeroize::Zeroizing;

use crate::{
    App, SignedIn,
    core::work::Touch,
    refused::{Answer, Refused},
};

/// A link to set the first password.
pub(crate) const WELCOME: u32 = 1;
/// A link to set another password; the second factor stays.
pub(crate) const RESET: u32 = 2;

/// A one-time link: the part that follows `/welcome/`.
pub struct Invitation {
    /// The secret, base64url; shown once.
    pub secret: Zeroizing<String>,
    /// Until when it works.
    pub until: Instant,
}

impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invitation").finish_non_exhaustive()
    }
}

impl App {
    /// Makes a one-time link for an account; earlier unused ones are void.
    pub(crate) async fn invitation(
        &self,
        who: &SignedIn,
        account: UserId,
        purpose: u32,
    ) -> Answer<Invitation> {
        let token = vault::random_token()?;
        let hours = if purpose == WELCOME { 72 } else { 24 };
        let until = who.now().checked_add(jiff::SignedDuration::from_hours(hours)).unwrap_or(Instant::MAX);
        self.store().void_links(account, purpose).await?;
        self.store()
            .make_link(store::Link {
                token_hash: vault::token_hash(&*token).to_vec(),
                account,
                purpose,
                expires_at: until,
                used_at: None,
            })
            .await?;
        Ok(Invitation { secret: Zeroizing::new(super::sign_in::text_of(&token)), until })
    }

    /// Resets somebody's password by a one-time link: their second factor stays, their sessions end, and they are
    /// told at the next sign-in. Nobody resets their own.
    pub async fn reset_by_other(
        &self,
        who: &SignedIn,
        command: CommandId,
        account: UserId,
    ) -> Answer<Invitation> {
        self.office(who, "account.manage")?;
        if account == who.user() {
            return Err(crate::because("not-yourself"));
        }
        self.transact(who, command, &[Touch::Office(account)], |work| {
            if work.record(account)?.kind().is_none_or(|kind| *kind != "account") {
                return Err(Refused::NotFound);
            }
            work.add(account, "account", Event::Account(domain::AccountEvent::ResetByOther))?;
            Ok(Vec::new())
        })
        .await?;
        self.store().end_sessions(account).await?;
        self.invitation(who, account, RESET).await
    }
}
