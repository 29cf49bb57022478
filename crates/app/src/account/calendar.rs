//! A calendar that reads along: a secret link, and what is told through it.
//!
//! Invariant: told are numbers of tasks by day and times of meetings, nothing else: no name, no code, no place, no kind.
//! The link's secret is kept as a hash; there is one for an account, and it is dead as soon as another is made, it is
//! taken back, or the account ends.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{AccountEvent, CommandId, Event, Instant, Private, UserId};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};
use zeroize::Zeroizing;

use super::sign_in::{bytes_of, text_of};
use crate::{
    App, SignedIn,
    core::{load::load, work::Touch},
    refused::{Answer, Refused},
};

/// A link through which a calendar reads along.
const CALENDAR: u32 = 3;
/// How long a link works.
const LASTS: SignedDuration = SignedDuration::from_hours(24 * 365);
/// How often one link is answered in an hour: calendars ask a few times a day.
const AN_HOUR: u32 = 30;
/// Links that are counted at once.
const MOST: usize = 1 << 14;
/// Past meetings and days stay in a calendar by themselves; this many tasks to come are told.
const TASKS: u32 = 400;

/// What a calendar is told.
#[derive(Debug, Clone)]
pub struct Feed {
    /// The language of its owner.
    pub language: String,
    /// How many tasks are due on which day; what is overdue counts today.
    pub days: BTreeMap<Date, Day>,
    /// When meetings begin.
    pub meetings: Vec<Meeting>,
    /// When it was made.
    pub at: Instant,
}

/// A day with tasks.
#[derive(Debug, Clone, Default)]
pub struct Day {
    /// A name of the day that stays the same and tells nothing.
    pub uid: String,
    /// How many tasks.
    pub tasks: usize,
}

/// A meeting.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// A name of the meeting that stays the same and tells nothing.
    pub uid: String,
    /// When it begins.
    pub start: Instant,
}

/// How a request of a calendar is answered.
#[derive(Debug, Clone)]
pub enum Told {
    /// With what there is.
    Feed(Feed),
    /// Not now: it asks too often.
    TooOften,
}

/// How often each link was asked for in this hour; of a link its hash. This process's alone, and bounded.
#[derive(Default)]
pub(crate) struct Asked(Mutex<HashMap<[u8; 32], (i64, u32)>>);

impl Asked {
    /// Counts one, and says whether it is one too many.
    fn is_too_often(&self, hash: [u8; 32], now: Instant) -> bool {
        let hour = now.as_second().div_euclid(3600);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (at, _)| *at == hour);
        }
        let (at, count) = all.entry(hash).or_insert((hour, 0));
        if *at != hour {
            (*at, *count) = (hour, 0);
        }
        *count = count.saturating_add(1);
        *count > AN_HOUR
    }
}

impl App {
    /// Makes the secret link of one's calendar and gives its secret, once; an earlier link is dead. Nothing when the same
    /// form was sent before: what was shown then is shown to nobody again.
    pub async fn link_calendar(
        &self,
        who: &SignedIn,
        command: CommandId,
    ) -> Answer<Option<Zeroizing<String>>> {
        let token = vault::random_token()?;
        let hash = vault::token_hash(&*token);
        let account = who.user();
        let event = AccountEvent::CalendarLinked { hash: written(&hash) };
        let done = self
            .transact(who, command, &[Touch::Office(account)], |work| {
                work.add(account, "account", Event::Account(event.clone()))?;
                work.beside(store::Row::Link(store::Link {
                    token_hash: hash.to_vec(),
                    account,
                    purpose: CALENDAR,
                    expires_at: work.now.checked_add(LASTS).unwrap_or(Instant::MAX),
                    used_at: None,
                }));
                Ok(Vec::new())
            })
            .await?;
        Ok((!done.repeated).then(|| Zeroizing::new(text_of(&token))))
    }

    /// Takes the link back: no calendar reads along any more.
    pub async fn unlink_calendar(&self, who: &SignedIn, command: CommandId) -> Answer<()> {
        self.own(who, command, AccountEvent::CalendarUnlinked).await?;
        self.store().void_links(who.user(), CALENDAR).await?;
        Ok(())
    }

    /// What a calendar with this secret is told.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for a secret that was never given out or is dead.
    pub async fn calendar(&self, secret: &str) -> Answer<Told> {
        let token = bytes_of(secret).ok_or(Refused::NotFound)?;
        let hash = vault::token_hash(&token);
        let link = self.store().link(&hash, CALENDAR, self.now()).await?.ok_or(Refused::NotFound)?;
        let account = load(self, link.account).await?.ok_or(Refused::NotFound)?.record.account;
        let is_theirs = account.calendar.as_ref().is_some_and(|known| *known == written(&hash));
        if account.closed || !is_theirs {
            return Err(Refused::NotFound);
        }
        if self.asked().is_too_often(hash, self.now()) {
            return Ok(Told::TooOften);
        }
        let who = self.actor_of(link.account).await?;
        if account.second_factor.is_none() && self.asks_for_factor(&who) {
            return Err(Refused::NotFound);
        }
        Ok(Told::Feed(self.feed(&who).await?))
    }

    async fn feed(&self, who: &SignedIn) -> Answer<Feed> {
        let zone = self.zone_of(who);
        let day_of = |at: Instant| at.to_zoned(zone.clone()).date();
        let today = day_of(who.now());
        let mut feed = Feed {
            language: who.language().to_owned(),
            days: BTreeMap::new(),
            meetings: Vec::new(),
            at: who.now(),
        };
        for task in self.tasks_of(who, TASKS).await? {
            if self.is_meeting(&task) {
                let uid = self.calendar_uid(who.user(), task.task.as_bytes())?;
                feed.meetings.push(Meeting { uid, start: task.due });
            } else {
                let date = day_of(task.due).max(today);
                let day = feed.days.entry(date).or_default();
                day.tasks += 1;
                day.uid = self.calendar_uid(who.user(), date.to_string().as_bytes())?;
            }
        }
        Ok(feed)
    }

    fn calendar_uid(&self, account: UserId, of: &[u8]) -> Answer<String> {
        let epoch = self.ring().current_index_epoch();
        let token = self.ring().token("calendar", epoch, &[account.as_bytes(), of])?;
        Ok(URL_SAFE_NO_PAD.encode(token))
    }

    /// The time zone of somebody's place.
    pub(crate) fn zone_of(&self, who: &SignedIn) -> TimeZone {
        let place = who.actor().roles.iter().find_map(|role| role.place.as_ref());
        protocol::place::zone(&self.protocol(), place.map(domain::PlaceCode::as_str))
    }
}

fn written(hash: &[u8; 32]) -> Private<String> {
    URL_SAFE_NO_PAD.encode(hash).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_answered_so_often_in_an_hour_and_then_again() {
        let asked = Asked::default();
        let at = |second| Instant::from_second(second).unwrap();
        assert!((0..AN_HOUR).all(|second| !asked.is_too_often([1; 32], at(i64::from(second)))));
        assert!(asked.is_too_often([1; 32], at(60)));
        assert!(!asked.is_too_often([2; 32], at(60)), "each for itself");
        assert!(!asked.is_too_often([1; 32], at(3600)));
    }
}
