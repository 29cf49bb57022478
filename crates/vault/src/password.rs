//! Passwords and passphrases: argon2id, in the PHC string format, so another program can check them too.
//!
//! Both are brought to NFKC first: the same letters typed on another keyboard or system are the same password.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD as B64};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::{aead::KeyBytes, error::VaultError, random};

/// What one guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl PasswordCost {
    /// For accounts: 19 MiB, two passes, one lane. It is the first choice of OWASP's password storage cheat
    /// sheet, and leaves a small server room for several sign-ins at once.
    pub const ACCOUNT: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// For the passphrase of the root key: 64 MiB, three passes (the low-memory choice of RFC 9106 with one
    /// lane). It is computed once when a node starts, and everything hangs on it.
    pub const ROOT: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// For tests and for seeding a demo only: guessing is cheap.
    pub const FAST: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };

    /// Stored parameters, refused when they are out of bounds: a damaged file must not ask for all the memory.
    pub(crate) fn stored(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, VaultError> {
        let sound = (8..=1024 * 1024).contains(&memory_kib)
            && (1..=16).contains(&passes)
            && (1..=16).contains(&lanes)
            && memory_kib >= 8 * lanes;
        if sound { Ok(Self { memory_kib, passes, lanes }) } else { Err(VaultError::BadPasswordHash) }
    }

    pub(crate) const fn parameters(self) -> (u32, u32, u32) {
        (self.memory_kib, self.passes, self.lanes)
    }

    /// 32 bytes from a password and a salt.
    pub(crate) fn stretch(self, password: &str, salt: &[u8]) -> Result<KeyBytes, VaultError> {
        let refused = |_| VaultError::Crypto("argon2id");
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(refused)?;
        let mut normal = Zeroizing::new(String::with_capacity(4 * password.len() + 32));
        normal.extend(password.nfkc());
        let mut out = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(normal.as_bytes(), salt, &mut *out)
            .map_err(refused)?;
        Ok(out)
    }
}

/// The string to store for a password: algorithm, parameters, salt and hash.
pub fn hash_password(password: &str, cost: PasswordCost) -> Result<String, VaultError> {
    let salt = random::random_id()?;
    let hash = cost.stretch(password, &salt)?;
    let PasswordCost { memory_kib, passes, lanes } = cost;
    let (salt, hash) = (B64.encode(salt), B64.encode(&hash[..]));
    Ok(format!("$argon2id$v=19$m={memory_kib},t={passes},p={lanes}${salt}${hash}"))
}

/// Whether this is the password. For an account that does not exist give `None`: it takes as long and is wrong.
pub fn verify_password(password: &str, stored: Option<&str>) -> Result<bool, VaultError> {
    let Some(stored) = stored else {
        let mut wasted = PasswordCost::ACCOUNT.stretch(password, &[0; 16])?;
        wasted.zeroize();
        return Ok(false);
    };
    let Stored { cost, salt, hash } = parse(stored)?;
    Ok(cost.stretch(password, &salt)?.ct_eq(&hash).into())
}

/// Whether a stored hash was made at another cost, so that the next right password should be hashed again.
pub fn needs_rehash(stored: &str, cost: PasswordCost) -> bool {
    parse(stored).map_or(true, |stored| stored.cost != cost)
}

struct Stored {
    cost: PasswordCost,
    salt: Vec<u8>,
    hash: [u8; 32],
}

fn parse(stored: &str) -> Result<Stored, VaultError> {
    let bad = || VaultError::BadPasswordHash;
    let fields: Vec<&str> = stored.split('$').collect();
    let &["", "argon2id", "v=19", parameters, salt, hash] = fields.as_slice() else { return Err(bad()) };
    let mut numbers = parameters.split(',');
    let mut number = |name: &str| {
        let value = numbers.next()?.strip_prefix(name)?.strip_prefix('=')?;
        value.parse::<u32>().ok()
    };
    let (memory, passes, lanes) = (number("m"), number("t"), number("p"));
    let cost = match (memory, passes, lanes, numbers.next()) {
        (Some(memory), Some(passes), Some(lanes), None) => PasswordCost::stored(memory, passes, lanes)?,
        _ => return Err(bad()),
    };
    let salt = B64.decode(salt).map_err(|_| bad())?;
    let hash = B64.decode(hash).ok().and_then(|hash| hash.try_into().ok()).ok_or_else(bad)?;
    if (8..=64).contains(&salt.len()) { Ok(Stored { cost, salt, hash }) } else { Err(bad()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_password_itself_is_right() {
        let stored = hash_password("жел-éé 7", PasswordCost::FAST).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
        assert!(verify_password("жел-éé 7", Some(&stored)).unwrap());
        // The same letters, decomposed.
        assert!(verify_password("жел-e\u{301}e\u{301} 7", Some(&stored)).unwrap());
        for wrong in ["", "жел-éé 8", "жел-éé 7 ", "Жел-éé 7"] {
            assert!(!verify_password(wrong, Some(&stored)).unwrap());
        }
        assert!(!verify_password("жел-éé 7", None).unwrap());
        assert_ne!(stored, hash_password("жел-éé 7", PasswordCost::FAST).unwrap());
    }

    #[test]
    fn the_known_answer_of_another_implementation() {
        // From the reference implementation's own tests: argon2id, v=19, m=256, t=2, p=1.
        let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assert!(verify_password("password", Some(stored)).unwrap());
    }

    #[test]
    fn a_weaker_hash_is_to_be_made_again() {
        let stored = hash_password("x", PasswordCost::FAST).unwrap();
        assert!(needs_rehash(&stored, PasswordCost::ACCOUNT));
        assert!(!needs_rehash(&stored, PasswordCost::FAST));
    }

    #[test]
    fn parameters_out_of_bounds_are_refused() {
        for parameters in ["m=4294967295,t=1,p=1", "m=8,t=0,p=1", "m=8,t=1,p=2", "m=8,t=99,p=1", "m=8,t=1"] {
            let stored = format!("$argon2id$v=19${parameters}$c29tZXNhbHQ${}", B64.encode([0; 32]));
            assert!(matches!(verify_password("x", Some(&stored)), Err(VaultError::BadPasswordHash)));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_safe_to_parse(text in ".{0,80}") {
            prop_assert!(parse(&text).is_err());
        }
    }
}
