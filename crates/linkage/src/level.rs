//! How two values of a column agree.

use crate::{
    similar::{jaro_winkler, slips},
    table::{Column, Kind, NONE},
};

/// How far two values agree, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// The same.
    Same,
    /// All but a slip.
    Near,
    /// Alike.
    Alike,
    /// Different.
    Different,
    /// One of them is missing: no evidence.
    Missing,
}

/// Levels that are evidence.
pub(crate) const LEVELS: usize = 4;

/// Likeness from which two words are near, and from which they are alike.
const NEAR: f32 = 0.92;
const ALIKE: f32 = 0.80;

impl Level {
    /// All five, in their order.
    pub const ALL: [Self; 5] = [Self::Same, Self::Near, Self::Alike, Self::Different, Self::Missing];
}

/// How two values of one column agree.
pub(crate) fn level(column: &Column, one: u32, other: u32) -> Level {
    if one == NONE || other == NONE {
        return Level::Missing;
    }
    if one == other {
        return Level::Same;
    }
    let (left, right) = (column.letters(one), column.letters(other));
    match column.kind {
        Kind::Name | Kind::Text => match jaro_winkler(left, right) {
            likeness if likeness >= NEAR => Level::Near,
            likeness if likeness >= ALIKE => Level::Alike,
            _ => Level::Different,
        },
        Kind::Code => match slips(left, right) {
            1 => Level::Near,
            2 => Level::Alike,
            _ => Level::Different,
        },
        Kind::Day => days(left, right),
    }
}

/// Two days that are not the same: the day and the month exchanged or one slip; two slips, or two parts of three alike.
fn days(left: &[u16], right: &[u16]) -> Level {
    if left.len() == 8 && right.len() == 8 {
        let part = |day: &[u16], at: usize| (day[at], day[at + 1]);
        if left[..4] == right[..4] && part(left, 4) == part(right, 6) && part(left, 6) == part(right, 4) {
            return Level::Near;
        }
        let same = u32::from(left[..4] == right[..4])
            + u32::from(left[4..6] == right[4..6])
            + u32::from(left[6..] == right[6..]);
        return match (slips(left, right), same) {
            (1, _) => Level::Near,
            (2, _) | (_, 2) => Level::Alike,
            _ => Level::Different,
        };
    }
    let years = left.len().min(right.len()) >= 4 && left[..4] == right[..4];
    if years { Level::Alike } else { Level::Different }
}
