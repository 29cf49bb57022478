//! Reminders: how much waits for somebody, for a letter that says no more than that.
//!
//! Invariant: nothing but a number leaves here, and it counts only what its reader could open now. A letter is for an
//! account with an address, at most one a day: the day is over for it before it is sent, so a program that dies in between
//! sends none rather than two.

use domain::{Instant, Private, UserId};
use jiff::{ToSpan, tz::TimeZone};
use protocol::DoneBy;

use crate::{App, SignedIn, core::load::load, day::DayTask, refused::Answer};

/// The kind of the job.
pub const JOB: &str = "remind";
/// When letters go out, by the clock of their reader's place.
const HOUR: i8 = 7;
/// More tasks than this are not counted.
const MOST: u32 = 400;

/// What is to be done about somebody's reminder.
#[derive(Debug, Clone)]
pub enum Reminder {
    /// Nothing, and never again: they want none, or have gone.
    Over,
    /// Nothing today.
    Nothing {
        /// When to look again.
        next: Instant,
    },
    /// To send it.
    Send {
        /// The address.
        to: Private<String>,
        /// The language of the letter.
        language: String,
        /// How many tasks are due today, or were before.
        due: usize,
        /// When to look again.
        next: Instant,
    },
}

impl App {
    /// The job of an account's reminders; there is one for an account.
    pub(crate) fn reminder_job(&self, account: UserId) -> Answer<store::Job> {
        let hash = vault::token_hash(&[b"remind\0".as_slice(), account.as_bytes()].concat());
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        let due = next_morning(self.now(), &protocol::place::zone(&self.protocol(), None));
        self.job_at(id, JOB, due, account.as_bytes())
    }

    /// What is to be done about the reminder of a job.
    pub async fn reminder(&self, job: &store::Job) -> Answer<Reminder> {
        let account: UserId = self.record_of(JOB, job)?;
        let Some(record) = load(self, account).await?.map(|loaded| loaded.record) else {
            return Ok(Reminder::Over);
        };
        let Some(to) = record.account.email.clone().filter(|_| !record.account.closed) else {
            return Ok(Reminder::Over);
        };
        let who = self.actor_of(account).await?;
        let zone = self.zone_of(&who);
        let next = next_morning(who.now(), &zone);
        // Whoever is away is left in peace; whoever stands in is told.
        let is_away = record.account.leaves.values().any(|leave| leave.holds_at(who.now()));
        let waits = record.account.second_factor.is_none() && self.asks_for_factor(&who);
        if is_away || waits {
            return Ok(Reminder::Nothing { next });
        }
        let tonight = day_end(who.now(), &zone);
        let due = self.tasks_of(&who, MOST).await?.iter().filter(|task| task.due < tonight).count();
        Ok(if due == 0 {
            Reminder::Nothing { next }
        } else {
            Reminder::Send { to, language: record.account.language, due, next }
        })
    }

    /// The open tasks of somebody and of those for whom they stand in, as far as they may see them. Nothing is shown by
    /// it: it is for counting.
    pub(crate) async fn tasks_of(&self, who: &SignedIn, most: u32) -> Answer<Vec<DayTask>> {
        let mut rows = Vec::new();
        for of in std::iter::once(who.user()).chain(who.actor().stands_in_for.iter().copied()) {
            rows.extend(self.store().open_tasks(store::TasksOf::Assignee(of), None, most).await?);
        }
        self.show_tasks(who, &rows).await
    }

    /// Whether a task is to come to a meeting.
    pub fn is_meeting(&self, task: &DayTask) -> bool {
        task.conference.is_some()
            && self
                .protocol()
                .tasks()
                .get(task.what.as_str())
                .is_some_and(|rule| rule.done_by == DoneBy::Conference)
    }
}

/// The next time that letters go out somewhere.
fn next_morning(now: Instant, zone: &TimeZone) -> Instant {
    let here = now.to_zoned(zone.clone());
    let at = |date: jiff::civil::Date| {
        date.at(HOUR, 0, 0, 0).to_zoned(zone.clone()).map(|zoned| zoned.timestamp())
    };
    let later = now.checked_add(24.hours()).unwrap_or(Instant::MAX);
    match at(here.date()) {
        Ok(today) if today > now => today,
        _ => here.date().tomorrow().and_then(at).unwrap_or(later),
    }
}

/// When today is over somewhere.
fn day_end(now: Instant, zone: &TimeZone) -> Instant {
    let tomorrow = now.to_zoned(zone.clone()).date().tomorrow();
    tomorrow.and_then(|date| date.to_zoned(zone.clone())).map_or(now, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_out_at_seven_in_the_morning_of_their_place() {
        let zone = TimeZone::get("Asia/Almaty").unwrap();
        let at = |text: &str| text.parse::<Instant>().unwrap();
        // Five hours ahead.
        assert_eq!(next_morning(at("2026-11-15T01:59:59Z"), &zone), at("2026-11-15T02:00:00Z"));
        assert_eq!(next_morning(at("2026-11-15T02:00:00Z"), &zone), at("2026-11-16T02:00:00Z"));
        assert_eq!(day_end(at("2026-11-15T18:59:59Z"), &zone), at("2026-11-15T19:00:00Z"));
    }
}
