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
const RECOVERY: u32 = 10;
/// How many characters one has.
const LENGTH: usize = 10;
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
        Ok(shown(who, &Secret::from(&bytes[..20]).to_base32()))
    }

    /// The same secret shown once more, after its first code was typed wrong.
    pub fn factor_again(&self, who: &SignedIn, secret: &str) -> Option<NewFactor> {
        totp(secret).map(|_| shown(who, secret))
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
        // The same form sent twice must show the same codes, or the person keeps ten that open nothing.
        let mut codes = Vec::new();
        let user = who.user();
        for number in 0..RECOVERY {
            let number = number.to_be_bytes();
            let of = [user.as_bytes().as_slice(), command.as_bytes(), secret.as_bytes(), &number];
            let random = self.ring().token("recovery", self.ring().current_index_epoch(), &of)?;
            let text: String =
                random.iter().take(LENGTH).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
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

fn shown(who: &SignedIn, secret: &str) -> NewFactor {
    let address = format!(
        "otpauth://totp/Homeward:{}?secret={secret}&issuer=Homeward",
        percent(&who.name().replace(':', " "))
    );
    NewFactor { secret: secret.into(), address: address.into() }
}

/// A text as part of an address: authenticators do not agree on what to make of other letters.
fn percent(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn names_of_any_script_stand_in_an_address() {
        assert_eq!(percent("Aigul S."), "Aigul%20S.");
        assert_eq!(percent("Әсел"), "%D3%98%D1%81%D0%B5%D0%BB");
        assert_eq!(percent("a&secret=b"), "a%26secret%3Db");
    }
}
