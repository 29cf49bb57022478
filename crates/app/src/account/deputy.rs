//! Deputies: somebody stands in while one is away.

use domain::{AccountEvent, CommandId, Event, Instant, UserId};

use crate::{
    App, SignedIn,
    core::{load::load, work::Touch},
    refused::{Answer, Refused, because},
};

impl App {
    /// Names a deputy for oneself, for a time. The deputy must hold one of one's roles in one of one's teams.
    pub async fn name_deputy(
        &self,
        who: &SignedIn,
        command: CommandId,
        deputy: UserId,
        from: Instant,
        until: Instant,
    ) -> Answer<()> {
        if deputy == who.user() {
            return Err(because("not-yourself"));
        }
        let longest = from.checked_add(jiff::SignedDuration::from_hours(24 * 62)).unwrap_or(Instant::MAX);
        if until <= from || until <= who.now() || until > longest {
            return Err(because("deputy-time"));
        }
        let other = load(self, deputy).await?.ok_or(Refused::NotFound)?.record;
        let fits = !other.account.closed
            && other.account.roles.iter().filter(|held| held.holds).any(|held| {
                who.actor().roles.iter().any(|own| own.role == held.role && own.team == held.team)
            });
        if !fits {
            return Err(because("deputy-unfit"));
        }
        self.own(who, command, AccountEvent::DeputyNamed { deputy, from, until }).await
    }

    /// Ends a deputy's time.
    pub async fn end_deputy(&self, who: &SignedIn, command: CommandId, deputy: UserId) -> Answer<()> {
        let own = load(self, who.user()).await?.ok_or(Refused::SignIn)?.record;
        if !own.account.deputies.contains_key(&deputy) && self.store().command(command).await?.is_none() {
            return Err(Refused::NotFound);
        }
        self.own(who, command, AccountEvent::DeputyEnded { deputy }).await
    }

    /// Changes one's own name and language.
    pub async fn change_self(
        &self,
        who: &SignedIn,
        command: CommandId,
        name: &str,
        language: &str,
    ) -> Answer<()> {
        self.check_person(name, language)?;
        let event = AccountEvent::Changed { name: name.trim().into(), language: language.to_owned() };
        self.own(who, command, event).await?;
        self.forget_name(who.user());
        Ok(())
    }

    async fn own(&self, who: &SignedIn, command: CommandId, event: AccountEvent) -> Answer<()> {
        let account = who.user();
        self.transact(who, command, &[Touch::Office(account)], |work| {
            work.add(account, "account", Event::Account(event.clone()))?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}
