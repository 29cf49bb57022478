//! Running the pathway: which tasks arise, when they are due, and how a change of urgency moves them.
//!
//! Invariant: pure; the moment and the time zone are arguments. No change of urgency moves a task into the past,
//! and none gives more time to a task that was already missed.

use domain::{FormCode, Instant, Kind, PartialDate, Urgency, Value, Values};
use jiff::{
    ToSpan,
    civil::{Date, Time},
    tz::TimeZone,
};

use crate::{Protocol, TaskRule, Term, Trigger, task::Answer};

/// When a working day ends, on the clock of the place.
pub const END_OF_WORK: Time = Time::constant(18, 0, 0, 0);

/// When a task is due whose time runs since a moment.
///
/// Hours are exact. Days are days of the calendar in the zone of the record's place: a task of seven days that began
/// on a Monday, whether early or late, is due at the end of work on the next Monday, also when the clocks changed
/// between. Weekends and holidays count like other days. It is never due before it began.
pub fn due(task: &TaskRule, since: Instant, urgency: Urgency, zone: &TimeZone) -> Instant {
    due_after(task.terms.at(urgency), since, zone)
}

/// The same for a term alone.
pub fn due_after(term: Term, since: Instant, zone: &TimeZone) -> Instant {
    let due = match term {
        Term::Hours(hours) => since.checked_add(i64::from(hours).hours()).ok(),
        Term::Days(days) => {
            let day = since.to_zoned(zone.clone()).date().checked_add(i64::from(days).days());
            let end = day.map(|day| day.to_datetime(END_OF_WORK)).and_then(|end| end.to_zoned(zone.clone()));
            end.ok().map(|end| end.timestamp())
        }
    };
    // Only at the end of the calendar is there no such moment.
    due.map_or(Instant::MAX, |due| due.max(since))
}

/// The day on which somebody born on a day completes so many years; of a 29 February the next 1 March.
pub fn reaches(birth: Date, years: i16) -> Date {
    let year = birth.year().saturating_add(years);
    Date::new(year, birth.month(), birth.day()).or_else(|_| Date::new(year, 3, 1)).unwrap_or(Date::MAX)
}

/// When a task of [`Trigger::Age`] is due, once its time has come: on the first of the month in which the person may
/// reach that age, and never before it arises. `None` as long as it is too early, and for every other task.
pub fn due_for_age(
    task: &TaskRule,
    birth: PartialDate,
    now: Instant,
    urgency: Urgency,
    zone: &TimeZone,
) -> Option<Instant> {
    let Trigger::Age(age) = task.trigger else { return None };
    // A due time stands in the clear: it tells the month of a birthday, not the day.
    let day = reaches(birth.earliest(), age).first_of_month();
    let end = day.to_datetime(END_OF_WORK).to_zoned(zone.clone()).ok()?;
    let begins = match task.terms.at(urgency) {
        Term::Hours(hours) => end.timestamp().checked_sub(i64::from(hours).hours()).ok()?,
        Term::Days(days) => {
            day.checked_sub(i64::from(days).days()).ok()?.to_zoned(zone.clone()).ok()?.timestamp()
        }
    };
    (begins <= now).then(|| end.timestamp().max(now))
}

/// The tasks that something makes arise on a record of a kind, in the order of the file.
///
/// `age` is the person's age in completed years, the fewest and the most it can be; `None` where it is unknown or
/// there is no person. A task for certain ages arises when the age may be one of them: one task too many is waived,
/// one too few is never missed by anybody.
pub fn tasks_for<'p>(
    protocol: &'p Protocol,
    trigger: &Trigger,
    kind: &Kind,
    age: Option<(i16, i16)>,
) -> Vec<&'p TaskRule> {
    protocol.tasks().iter().filter(|task| task.trigger == *trigger && arises(task, kind, age)).collect()
}

/// The tasks that the answers just given to a form make arise, in the order of the file; `age` as in [`tasks_for`].
pub fn tasks_raised<'p>(
    protocol: &'p Protocol,
    form: &FormCode,
    given: &Values,
    kind: &Kind,
    age: Option<(i16, i16)>,
) -> Vec<&'p TaskRule> {
    let says = |answer: &Answer| {
        answer.form == *form
            && matches!(given.get(&answer.field), Some(Value::Choice(choice)) if *choice == answer.choice)
    };
    let raised = |task: &&TaskRule| arises(task, kind, age) && task.raised_by.iter().any(says);
    protocol.tasks().iter().filter(raised).collect()
}

fn arises(task: &TaskRule, kind: &Kind, age: Option<(i16, i16)>) -> bool {
    let of_age = match (task.ages, age) {
        (Some((from, to)), Some((least, most))) => least <= to && from <= most,
        _ => true,
    };
    !task.retired && task.kinds.contains(kind) && of_age
}

/// An open task as far as its due time depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenTask {
    /// The moment from which its time runs.
    pub since: Instant,
    /// When it is due at present.
    pub due: Instant,
}

/// Where a change of urgency moves an open task; `None` when it stays.
///
/// Raising pulls it forward to where the new urgency would have put it, but not before now: what was not asked for
/// yesterday cannot have been missed yesterday. Lowering gives it the time of the new urgency, unless it was missed
/// already. Neither ever works the other way: a task moved by hand keeps the time that suits its child better.
pub fn move_for_urgency(
    task: &TaskRule,
    open: OpenTask,
    old: Urgency,
    new: Urgency,
    now: Instant,
    zone: &TimeZone,
) -> Option<Instant> {
    // Missed: the moment that was promised is over, and stays on record.
    if open.due < now {
        return None;
    }
    let by_rule = due(task, open.since, new, zone);
    let due = match new.cmp(&old) {
        std::cmp::Ordering::Greater => open.due.min(by_rule.max(now)),
        std::cmp::Ordering::Less => open.due.max(by_rule),
        std::cmp::Ordering::Equal => open.due,
    };
    (due != open.due).then_some(due)
}

#[cfg(test)]
mod tests;
