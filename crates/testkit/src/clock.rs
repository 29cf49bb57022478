//! A clock that stands still until a test moves it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use app::Clock;
use domain::Instant;
use jiff::SignedDuration;

/// A clock in the hands of a test. Its clones tell the same time.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl Default for TestClock {
    /// A Monday morning in Kazakhstan: 2026-03-02 09:00 (UTC+5).
    fn default() -> Self {
        Self::at("2026-03-02T04:00:00Z".parse().unwrap())
    }
}

impl TestClock {
    /// A clock that shows this time.
    pub fn at(now: Instant) -> Self {
        Self(Arc::new(AtomicI64::new(now.as_microsecond())))
    }
    /// What it shows.
    pub fn now(&self) -> Instant {
        Instant::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
    /// Moves it on.
    pub fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap(), Ordering::SeqCst);
    }
    /// Moves it on by days.
    pub fn advance_days(&self, days: i64) {
        self.advance(SignedDuration::from_hours(24 * days));
    }
    /// As a house reads it.
    pub fn clock(&self) -> Clock {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}
