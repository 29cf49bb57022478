//! Where a visitor of the demo is on the guided tour: a cookie, and nothing in the database.
//!
//! Invariant: what a forged cookie says is one of our own stops or nothing.

use app::demo::tour::{Stop, Waits};
use domain::PersonCode;

/// The cookie's name.
pub(crate) const COOKIE: &str = "tour";

/// A place on the tour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tour {
    /// Which stop, from 0.
    pub(crate) at: usize,
    /// Whether it was still as the tour says when it was reached.
    pub(crate) waits: Waits,
    /// The child that this stop is about, for the next one.
    pub(crate) about: Option<PersonCode>,
}

impl Tour {
    /// From the cookie: the number of the stop from 1, `x` when there was nothing left to do, and the child's code.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (place, about) = match text.split_once('.') {
            Some((place, code)) => (place, Some(code.parse().ok()?)),
            None => (text, None),
        };
        let (number, waits) = match place.strip_suffix('x') {
            Some(number) => (number, Waits::NoLonger),
            None => (place, Waits::Yes),
        };
        let at = number.parse::<usize>().ok()?.checked_sub(1)?;
        (at < Stop::ALL.len()).then_some(Self { at, waits, about })
    }

    /// For the cookie.
    pub(crate) fn text(&self) -> String {
        let done = if self.waits == Waits::NoLonger { "x" } else { "" };
        let about = self.about.map(|code| format!(".{code}")).unwrap_or_default();
        format!("{}{done}{about}", self.at + 1)
    }

    /// The stop.
    pub(crate) fn stop(&self) -> Stop {
        Stop::ALL[self.at.min(Stop::ALL.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_from_its_cookie_and_nothing_else_does() {
        let code = "HW-7F3K-QX2".parse::<PersonCode>().ok();
        for at in 0..Stop::ALL.len() {
            for waits in [Waits::Yes, Waits::NoLonger] {
                for about in [None, code] {
                    let tour = Tour { at, waits, about };
                    assert_eq!(Tour::parse(&tour.text()), Some(tour));
                }
            }
        }
        for forged in
            ["", "0", "10", "-1", "x", "1y", "1.", "1./sign-out", "1.<script>", "99999999999999999999"]
        {
            assert_eq!(Tour::parse(forged), None, "{forged}");
        }
    }
}
