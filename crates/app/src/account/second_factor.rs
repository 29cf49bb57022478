//! The second factor: a code from the person's telephone, and recovery codes on paper.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{AccountEvent, CommandId, Event, Private, UserId};
use totp_rs::Secret;

use super::sign_in::{seconds, totp};
use crate::{
    App, SignedIn,
    core::{load::load, work::Touch},
    refused::{Answer, Refused, because},
};

/// How many recovery codes are given.
const RECOVERY: usize = 10;
/// No two characters that are read as one another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// A secret that is not in force yet: shown, scanned, and confirmed with a first code.
pub struct NewFactor {
    /// The secret, base32.
    pub secret: Private<String>,
    /// The address for the QR code.
    pub address: Private<String>,
}

impl App {
    /// A fresh secret to show; nothing is kept until it is confirmed.
    pub fn new_factor(&self, who: &SignedIn) -> Answer<NewFactor> {
        let bytes = vault::random_token()?;
        let secret = Secret::from(&bytes[..20]).to_base32();
        let name: String = who.name().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        let address =
            format!("otpauth://totp/Homeward:{}?secret={secret}&issuer=Homeward", name.replace(' ', "%20"));
        Ok(NewFactor { secret: secret.into(), address: address.into() })
    }

    /// Puts a second factor in force after its first code was right; gives the recovery codes, shown once.
    pub async fn set_second_factor(
        &self,
        who: &SignedIn,
        command: CommandId,
        secret: &str,
        code: &str,
    ) -> Answer<Vec<Private<String>>> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let right = totp(secret).is_some_and(|totp| totp.check(&digits, seconds(who.now())).is_some());
        if !right {
            return Err(because("code-wrong"));
        }
        let mut codes = Vec::with_capacity(RECOVERY);
        for _ in 0..RECOVERY {
            let random = vault::random_token()?;
            let text: String =
                random[..10].iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
            codes.push(text);
        }
        let hashes: Vec<Private<String>> = codes
            .iter()
            .map(|code| URL_SAFE_NO_PAD.encode(vault::token_hash(code.as_bytes())).into())
            .collect();
        let account = who.user();
        self.transact(who, command, &[Touch::Office(account)], |work| {
            // A stolen session must not exchange the factor that is in force.
            if work.record(account)?.account.second_factor.is_some() {
                return Err(because("factor-in-force"));
            }
            work.add(
                account,
                "account",
                Event::Account(AccountEvent::SecondFactorSet {
                    secret: secret.into(),
                    recovery: hashes.clone(),
                }),
            )?;
            Ok(Vec::new())
        })
        .await?;
        Ok(codes.into_iter().map(|code| format!("{}-{}", &code[..5], &code[5..]).into()).collect())
    }

    /// Proposes that somebody's second factor be taken away, or, as a second person, does it.
    pub async fn remove_second_factor(
        &self,
        who: &SignedIn,
        command: CommandId,
        account: UserId,
    ) -> Answer<bool> {
        self.office(who, "account.manage").or_else(|_| self.office(who, "role.confirm"))?;
        if account == who.user() {
            return Err(because("not-yourself"));
        }
        let done = self
            .transact(who, command, &[Touch::Office(account)], |work| {
                let known = &work.record(account)?.account;
                if known.second_factor.is_none() {
                    return Err(because("no-factor"));
                }
                let (event, over) = match known.removal_proposed_by {
                    Some(first) if first != work.actor => {
                        (AccountEvent::SecondFactorRemoved { proposed_by: first }, 1)
                    }
                    Some(_) => return Err(because("second-person")),
                    None => (AccountEvent::SecondFactorRemovalProposed, 0),
                };
                work.add(account, "account", Event::Account(event))?;
                Ok(vec![over])
            })
            .await?;
        let removed = done.outcome.first() == Some(&1);
        if removed {
            self.store().end_sessions(account).await?;
        }
        Ok(removed)
    }

    /// Whether one's own account has a second factor, and how many recovery codes are left.
    pub async fn own_factor(&self, who: &SignedIn) -> Answer<Option<usize>> {
        let record = load(self, who.user()).await?.ok_or(Refused::SignIn)?.record;
        Ok(record.account.second_factor.map(|factor| factor.recovery.len()))
    }
}
