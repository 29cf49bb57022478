//! Day and month that can be exchanged, where the rows around it can not.
//!
//! Invariant: this proposes and decides nothing: both readings stay. Only rows that leave no doubt are evidence, and
//! only where those before and those after say the same.

use domain::PartialDate;

use crate::{
    date::Order,
    problem::{Code, Problem},
};

/// How a row writes its date, where that can be told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    pub(super) row: u32,
    pub(super) order: Order,
    pub(super) separator: char,
}

/// So many rows on each side are asked.
const ASKED: usize = 3;
/// They are looked for among so many with a date of this kind; what lies further off is no neighbour.
const AMONG: usize = 40;

/// Puts the reading first that the rows around speak for.
pub(super) fn propose(problems: &mut [Problem], written: &[Written]) {
    for problem in problems.iter_mut().filter(|problem| problem.code == Code::DateAmbiguous) {
        let at = written.partition_point(|other| other.row < problem.at.row);
        let Some(own) = written.get(at).filter(|own| own.row == problem.at.row) else { continue };
        let sure = |other: &&Written| other.order != Order::Either && other.separator == own.separator;
        let before: Vec<Order> = written[..at]
            .iter()
            .rev()
            .take(AMONG)
            .filter(sure)
            .take(ASKED)
            .map(|other| other.order)
            .collect();
        let after: Vec<Order> =
            written[at..].iter().take(AMONG).filter(sure).take(ASKED).map(|other| other.order).collect();
        let Some(order) = agreed(&before, &after) else { continue };
        let value = problem.argument("value").and_then(|value| value.parse::<PartialDate>().ok());
        let Some(PartialDate::Either(one, other)) = value else { continue };
        // Of the two readings of 04/05 the first day of the month is that of the smaller month.
        let read = names::normalise(problem.read.as_str()).text;
        let Some(first) = crate::date::first_number(&read) else { continue };
        let day_first = if i32::from(one.day()) == first { one } else { other };
        let month_first = if day_first == one { other } else { one };
        let likely = if order == Order::DayFirst { day_first } else { month_first };
        problem.code = Code::DateAmbiguousNearby;
        problem.about.push(("likely", likely.to_string().into()));
        let likely = likely.to_string();
        problem.mends.sort_by_key(|mend| mend.set.iter().all(|(_, text)| *text.as_str() != *likely));
    }
}

/// The order that both sides agree on; at the edge of a list, that of two rows or more on the one side.
fn agreed(before: &[Order], after: &[Order]) -> Option<Order> {
    match (most(before), most(after)) {
        (Some(one), Some(other)) => (one == other).then_some(one),
        (Some(one), None) if after.is_empty() && before.len() > 1 => Some(one),
        (None, Some(one)) if before.is_empty() && after.len() > 1 => Some(one),
        _ => None,
    }
}

/// What more than half of them say.
fn most(orders: &[Order]) -> Option<Order> {
    [Order::DayFirst, Order::MonthFirst]
        .into_iter()
        .find(|order| orders.iter().filter(|found| *found == order).count() * 2 > orders.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Order::{DayFirst as D, MonthFirst as M};

    #[test]
    fn both_sides_must_agree() {
        for (before, after, expected) in [
            (&[D, D, D][..], &[D, D, D][..], Some(D)),
            (&[D, M, D], &[D, D, M], Some(D)),
            (&[D, D, D], &[M, M, M], None),
            (&[D, M], &[D, D], None),
            (&[], &[M, M], Some(M)),
            (&[], &[M], None),
            (&[M], &[M], Some(M)),
            (&[], &[], None),
        ] {
            assert_eq!(agreed(before, after), expected, "{before:?} {after:?}");
        }
    }
}
