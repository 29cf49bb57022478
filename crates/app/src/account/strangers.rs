//! Failures to sign in under names that nobody bears: slowed by the same rule as those of accounts, so that waiting
//! tells nothing about who has an account.
//!
//! Invariant: bounded, and of a name only its keyed token is held. They are this process's alone: after a restart
//! an account's failures are still counted and a stranger's are not, which an outsider can neither cause nor see.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::Instant;

/// The most names that are remembered. Each takes a password's hashing to get in, so that crowding one out takes
/// longer than any wait lasts.
const MOST: usize = 1 << 16;

/// Names that nobody bears, by their tokens.
#[derive(Default)]
pub(crate) struct Strangers(Mutex<HashMap<[u8; 16], Tries>>);

struct Tries {
    failures: u32,
    last: Instant,
    locked_until: Option<Instant>,
}

impl Strangers {
    fn all(&self) -> MutexGuard<'_, HashMap<[u8; 16], Tries>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Until when a name waits.
    pub(crate) fn locked_until(&self, token: &[u8; 16]) -> Option<Instant> {
        self.all().get(token)?.locked_until
    }

    /// Counts a failure; after it the name waits as `wait_until` says of so many.
    pub(crate) fn count(
        &self,
        token: [u8; 16],
        now: Instant,
        wait_until: impl FnOnce(u32) -> Option<Instant>,
    ) {
        let mut all = self.all();
        if all.len() >= MOST && !all.contains_key(&token) {
            let oldest = all.iter().min_by_key(|(_, tries)| tries.last).map(|(token, _)| *token);
            oldest.and_then(|oldest| all.remove(&oldest));
        }
        let tries = all.entry(token).or_insert(Tries { failures: 0, last: now, locked_until: None });
        tries.failures = tries.failures.saturating_add(1);
        tries.last = now;
        tries.locked_until = wait_until(tries.failures).or(tries.locked_until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes_when_there_are_too_many() {
        let strangers = Strangers::default();
        let at = |second: u32| Instant::from_second(i64::from(second)).unwrap();
        let token = |number: u32| {
            let mut token = [0; 16];
            token[..4].copy_from_slice(&number.to_be_bytes());
            token
        };
        let most = u32::try_from(MOST).unwrap();
        for number in 0..=most {
            strangers.count(token(number), at(number), |_| Some(at(number)));
        }
        assert_eq!(strangers.all().len(), MOST);
        assert_eq!(strangers.locked_until(&token(0)), None);
        assert_eq!(strangers.locked_until(&token(1)), Some(at(1)));
        assert_eq!(strangers.locked_until(&token(most)), Some(at(most)));
    }
}
