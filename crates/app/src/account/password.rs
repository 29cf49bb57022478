//! Passwords: long, not a known one, changed by their owner.

use domain::{AccountEvent, CommandId, Event, UserId};
use vault::hash_password;
use zeroize::Zeroizing;

use super::{
    invite::{RESET, WELCOME},
    sign_in::{aside, bytes_of},
};
use crate::{
    App, SignedIn,
    core::{load::load, work::Touch},
    refused::{Answer, Refused, because},
};

/// The fewest characters.
pub const SHORTEST: usize = 12;
/// The most, so that nobody keeps a node busy with hashing.
pub const LONGEST: usize = 256;

impl App {
    /// Whose link this is, without using it: name to sign in with.
    pub async fn invited(&self, secret: &str) -> Answer<domain::Private<String>> {
        let (record, _) = self.link_of(secret).await?;
        Ok(record.account.login)
    }

    /// Sets a password by a one-time link.
    pub async fn set_password_by_link(
        &self,
        command: CommandId,
        secret: &str,
        password: &str,
    ) -> Answer<UserId> {
        let (record, purpose) = match self.link_of(secret).await {
            // The same form sent twice: the first sending has used the link.
            Err(over) => return self.store().command(command).await?.map(|done| done.actor).ok_or(over),
            Ok(found) => found,
        };
        check(password, record.account.login.as_str())?;
        let hash = self.hashed(password).await?;
        let token = bytes_of(secret).ok_or(Refused::NotFound)?;
        self.store()
            .use_link(&vault::token_hash(&token), purpose, self.now())
            .await?
            .ok_or_else(|| because("link-over"))?;
        // The link is the proof: the account itself is the actor.
        let who = SignedIn::of(&record, [], self.now(), None);
        self.keep_password(&who, command, hash).await?;
        Ok(record.id)
    }

    /// Changes one's own password; the present one is asked for, and other sessions end.
    pub async fn change_password(
        &self,
        who: &SignedIn,
        command: CommandId,
        present: &str,
        new: &str,
    ) -> Answer<()> {
        let loaded = load(self, who.user()).await?.ok_or(Refused::SignIn)?;
        let account = loaded.record.account;
        let (present, stored) = (Zeroizing::new(present.to_owned()), account.password);
        let right =
            aside(move || vault::verify_password(&present, stored.as_ref().map(domain::Private::as_str)));
        if !right.await? {
            return Err(because("password-wrong"));
        }
        check(new, account.login.as_str())?;
        let hash = self.hashed(new).await?;
        self.keep_password(who, command, hash).await
    }

    async fn keep_password(&self, who: &SignedIn, command: CommandId, hash: String) -> Answer<()> {
        let account = who.user();
        let keep = who.session().map(|session| session.to_vec());
        self.transact(who, command, &[Touch::Office(account)], |work| {
            if work.record(account)?.account.closed {
                return Err(Refused::NotFound);
            }
            work.add(
                account,
                "account",
                Event::Account(AccountEvent::PasswordSet { hash: hash.clone().into() }),
            )?;
            work.beside(store::Row::EndSessions { account, keep: keep.clone() });
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    async fn hashed(&self, password: &str) -> Answer<String> {
        let (password, cost) = (Zeroizing::new(password.to_owned()), self.cost());
        aside(move || hash_password(&password, cost)).await
    }

    /// The account of a link that still works; a closed account has none.
    async fn link_of(&self, secret: &str) -> Answer<(domain::Record, u32)> {
        let token = bytes_of(secret).ok_or_else(|| because("link-over"))?;
        let hash = vault::token_hash(&token);
        for purpose in [WELCOME, RESET] {
            if let Some(link) = self.store().link(&hash, purpose, self.now()).await? {
                let record = load(self, link.account).await?.ok_or(Refused::NotFound)?.record;
                if !record.account.closed {
                    return Ok((record, purpose));
                }
            }
        }
        Err(because("link-over"))
    }
}

/// Whether a password may be used: long enough, not the sign-in name, not one of those that everybody guesses.
pub fn check(password: &str, login: &str) -> Answer<()> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(because("password-short"));
    }
    if length > LONGEST {
        return Err(because("password-long"));
    }
    if is_known(password, login) {
        return Err(because("password-known"));
    }
    Ok(())
}

/// The words that most guessed passwords are made of; endings of digits and marks do not help.
const KNOWN: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "parol",
    "пароль",
    "gfhjkm",
    "qwerty",
    "qwertyuiop",
    "йцукен",
    "йцукенгшщз",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsx",
    "qazwsxedc",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "letmein",
    "welcome",
    "admin",
    "administrator",
    "iloveyou",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "football",
    "kazakhstan",
    "qazaqstan",
    "казахстан",
    "қазақстан",
    "almaty",
    "алматы",
    "astana",
    "астана",
    "homeward",
    "zhusan",
    "changeme",
    "default",
    "secret",
    "superman",
    "abcdef",
    "abc123",
    "trustno1",
    "whatever",
    "master",
    "qwerty123",
    "password123",
    "admin123",
    "salam",
    "assalamualaikum",
];

fn is_known(password: &str, login: &str) -> bool {
    let lower = password.to_lowercase();
    let core: String = lower.chars().filter(|c| c.is_alphabetic() || *c == '@').collect();
    let letters: std::collections::BTreeSet<char> = lower.chars().collect();
    // One or two characters again and again, a run of the keyboard's digits, the name to sign in with.
    let login = login.to_lowercase();
    letters.len() < 4
        || "012345678901234567890".contains(&lower)
        || "098765432109876543210".contains(&lower)
        || (login.chars().count() >= 3 && lower.contains(&login))
        || KNOWN.iter().any(|known| {
            lower == *known
                || core == *known
                || core.strip_prefix(known).is_some_and(|rest| rest == *known)
                || lower.trim_matches(|c: char| !c.is_alphabetic()) == *known
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_nobody_guesses_it_first() {
        for bad in [
            "short",
            "password1234",
            "Password12345!",
            "qwerty123456",
            "aaaaaaaaaaaa",
            "123456789012",
            "Қазақстан2026",
            "aigul.s-aigul.s",
            "qwertyqwerty",
        ] {
            assert!(check(bad, "aigul.s").is_err(), "{bad}");
        }
        assert!(check(&"x1".repeat(200), "aigul.s").is_err());
        for good in ["korek temir zholy 17", "төрт түлік малым бар", "correct horse battery"]
        {
            assert!(check(good, "aigul.s").is_ok(), "{good}");
        }
    }
}
