//! The counts of the demo's last weeks, as they would have been taken.

use std::collections::BTreeMap;

use domain::{Instant, PlaceCode, Record, RecordId, Stage};
use jiff::{SignedDuration, civil::Date};
use store::Count;

use crate::{
    App,
    core::load::{open_event, open_slots},
    counts::{COUNTED, monday},
    refused::Answer,
};

/// How many weeks the demo looks back.
const BACK: i64 = 9;
/// Records that are read together.
const TOGETHER: usize = 100;

/// How many are where in which stage.
type Tally = BTreeMap<(Option<PlaceCode>, Option<Stage>), u64>;

impl App {
    /// Takes the counts of the last weeks, each at the end of its first night.
    pub(super) async fn count_the_past(&self, now: Instant) -> Answer<()> {
        let protocol = self.protocol();
        let zone = protocol::place::zone(&protocol, None);
        let mut weeks: Vec<(Date, Instant)> = Vec::new();
        for back in (0..BACK).rev() {
            let at = now.checked_sub(SignedDuration::from_hours(24 * 7 * back)).unwrap_or(now);
            let week = monday(&protocol, at);
            let taken = week.at(5, 0, 0, 0).to_zoned(zone.clone()).map_or(at, |taken| taken.timestamp());
            weeks.push((week, taken.min(now)));
        }
        let mut tallies: BTreeMap<&'static str, Vec<Tally>> = BTreeMap::new();
        for kind in COUNTED {
            let mut of_weeks = vec![Tally::new(); weeks.len()];
            for ids in self.all_of(kind).await?.chunks(TOGETHER) {
                self.tally(ids, &weeks, &mut of_weeks).await?;
            }
            tallies.insert(kind, of_weeks);
        }
        let mut before = None;
        for (number, (week, taken)) in weeks.into_iter().enumerate() {
            let people = tallies.iter().map(|(kind, of_weeks)| (*kind, counts(&of_weeks[number])));
            before = Some(self.keep_counts(week, taken, &people.collect(), before.as_ref()).await?.0);
        }
        Ok(())
    }

    async fn tally(&self, ids: &[RecordId], weeks: &[(Date, Instant)], tallies: &mut [Tally]) -> Answer<()> {
        let mut slots: BTreeMap<RecordId, Vec<store::Slot>> = BTreeMap::new();
        for slot in self.store().slots_of(ids).await? {
            slots.entry(slot.record).or_default().push(slot);
        }
        for (id, slots) in slots {
            let (mut open, _) = open_slots(self, slots)?;
            open.retain(|_, slot| slot.compartment == "case");
            let of_case: Vec<_> = open.keys().map(|slot| (id, *slot)).collect();
            let mut events = self.store().events_of(&of_case).await?;
            events.sort_by_key(|event| event.at);
            let mut events = events.into_iter().peekable();
            let mut record = Record::empty(id);
            for ((_, taken), tally) in weeks.iter().zip(&mut *tallies) {
                while let Some(event) = events.next_if(|event| event.at <= *taken) {
                    record.push(open_event(self, &open, &event)?);
                }
                if record.opened.is_some() {
                    *tally.entry((record.place.clone(), record.stage().cloned())).or_default() += 1;
                }
            }
        }
        Ok(())
    }
}

fn counts(tally: &Tally) -> Vec<Count> {
    let count = |((place, stage), records): (&(Option<PlaceCode>, Option<Stage>), &u64)| Count {
        place: place.clone(),
        stage: stage.clone(),
        records: *records,
    };
    tally.iter().map(count).collect()
}
