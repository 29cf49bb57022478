//! Chance with a seed: the same seed throws the same.
//!
//! Invariant: nothing that must be hard to guess comes from here; keys, nonces and ids are `vault`'s, and so are the
//! codes of real people.

use crate::{core::work::Work, refused::Answer};

/// A stream of throws.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// A stream of its own for a purpose and a number.
    pub(super) fn new(seed: u64, purpose: &str, number: u64) -> Self {
        let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
        for byte in purpose.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let mut dice = Self(state ^ number.wrapping_mul(0xd605_1f2b_8c5b_93a7));
        dice.next();
        dice
    }

    /// The next 64 bits (SplitMix64).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// What a code is made from.
    fn six(&mut self) -> [u8; 6] {
        let bytes = self.next().to_be_bytes();
        std::array::from_fn(|at| bytes[at])
    }

    /// A number from 0 to below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % n).unwrap_or_default()
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most - least).unwrap_or_default() + 1;
        least + i64::try_from(self.next() % span).unwrap_or_default()
    }

    /// True in so many cases of a hundred.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A few different ones of several, in their order.
    pub(super) fn some<'a, T>(&mut self, all: &'a [T], count: usize) -> Vec<&'a T> {
        let mut left = count.min(all.len());
        let mut chosen = Vec::with_capacity(left);
        for (index, one) in all.iter().enumerate() {
            if left > 0 && self.below(all.len() - index) < left {
                chosen.push(one);
                left -= 1;
            }
        }
        chosen
    }
}

/// The codes of what one transaction opens.
#[derive(Debug)]
pub(super) struct CodesOf {
    seed: u64,
    purpose: &'static str,
    number: u64,
}

impl CodesOf {
    /// Those of a purpose and a number.
    pub(super) const fn new(seed: u64, purpose: &'static str, number: u64) -> Self {
        Self { seed, purpose, number }
    }

    /// Gives them to a transaction that begins.
    pub(super) fn give(&self, work: &mut Work<'_>) -> Answer<()> {
        let mut dice = Dice::new(self.seed, self.purpose, self.number << 16);
        work.seed_codes(Box::new(move || dice.six()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same() {
        let throw = |seed, number| {
            let mut dice = Dice::new(seed, "family", number);
            (0..8).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(throw(7, 1), throw(7, 1));
        assert_ne!(throw(7, 1), throw(7, 2));
        assert_ne!(throw(7, 1), throw(8, 1));
    }

    #[test]
    fn some_of_all_are_different_and_as_many_as_asked() {
        let all: Vec<u32> = (0..10).collect();
        for number in 0..200 {
            let mut dice = Dice::new(1, "some", number);
            let some = dice.some(&all, 4);
            assert_eq!(some.len(), 4);
            assert!(some.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert_eq!(Dice::new(1, "all", 0).some(&all, 20).len(), 10);
    }
}
