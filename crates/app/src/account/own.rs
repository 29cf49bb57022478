//! What everybody changes of their own account: name, language, where reminders go.

use domain::{AccountEvent, CommandId, Event};

use crate::{
    App, SignedIn,
    core::work::Touch,
    refused::{Answer, because},
};

impl App {
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
        Ok(())
    }

    /// Says where one's reminders go; nowhere ends them.
    ///
    /// # Errors
    /// `email-form` for what is no address.
    pub async fn set_reminders(&self, who: &SignedIn, command: CommandId, email: Option<&str>) -> Answer<()> {
        let email = email.map(str::trim).filter(|text| !text.is_empty());
        if email.is_some_and(|text| !is_address(text)) {
            return Err(because("email-form"));
        }
        let account = who.user();
        let event = AccountEvent::RemindersSet { email: email.map(Into::into) };
        self.transact(who, command, &[Touch::Office(account)], |work| {
            work.add(account, "account", Event::Account(event.clone()))?;
            if email.is_some() {
                let job = work.app.reminder_job(account)?;
                work.beside(store::Row::Job(job));
            }
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    pub(super) async fn own(&self, who: &SignedIn, command: CommandId, event: AccountEvent) -> Answer<()> {
        let account = who.user();
        self.transact(who, command, &[Touch::Office(account)], |work| {
            work.add(account, "account", Event::Account(event.clone()))?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }
}

/// Whether a text can be an e-mail address: one that a header and a conversation with a server can hold as it is.
fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c);
    let Some((local, domain)) = text.split_once('@') else { return false };
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && local.split('.').all(|part| !part.is_empty() && part.chars().all(plain))
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_is_plain_or_refused() {
        for good in ["a@b.kz", "aigul.n+work@social.gov.kz"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.kz",
            "a@.kz",
            "a@b..kz",
            "a b@c.kz",
            "a@b.kz\r\nBcc: x@y.kz",
            "<a@b.kz>",
            "a@b.kz,c@d.kz",
            ".a@b.kz",
            "a@-b.kz",
            "айгүл@b.kz",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
