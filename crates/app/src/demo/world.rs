//! The country, written: staff, flights, then everybody's story, several at a time.

use std::{collections::BTreeMap, sync::Arc};

use domain::{CommandId, Instant, RecordId};
use tokio::task::JoinSet;

use super::{
    flights,
    plan::{Country, EARLIEST, OPERATIONS},
    scenes,
    staff::Staff,
    step::{Pen, Step},
    story::{self, Known, Telling},
};
use crate::{
    App, SignedIn,
    chain::Progress,
    core::work::Touch,
    refused::{Answer, Fault, Refused},
};

/// Which country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct World {
    /// The same seed invents the same country.
    pub seed: u64,
    /// Whether each compartment of each record bears a mark, for tests that look for what is shown where.
    pub markers: bool,
}

/// Stories written at the same time: enough to fill a batch, few enough to stay small.
const TOGETHER: usize = 24;

/// What every story needs.
struct Written {
    staff: Staff,
    country: Country,
    families: BTreeMap<usize, Known>,
    cast: scenes::Cast,
}

impl App {
    /// Fills a demo that was just founded.
    ///
    /// # Errors
    /// [`Refused::NotFound`] where people are not invented.
    pub async fn populate(&self, world: &World, mut progress: impl FnMut(Progress) + Send) -> Answer<()> {
        if !self.is_demo() {
            return Err(Refused::NotFound);
        }
        let (now, zone) = (self.now(), protocol::place::zone(&self.protocol(), None));
        if now.to_zoned(zone.clone()).date() < EARLIEST {
            return Err(
                Fault::Outside(format!("this country begins on {EARLIEST}: choose a later time")).into()
            );
        }
        let machine = self.machine();
        let country = Country::invent(world.seed, now, &zone);
        let of = country.families.iter().map(|family| family.people.len() as u64).sum();
        progress(Progress { done: 0, of });
        let (staff, families) = self.settle(&machine, world.seed, &country, now, &zone).await?;
        let cast = scenes::Cast::of(&country);
        let written = Arc::new(Written { staff, country, families, cast });
        self.write_all(&machine, world, &written, &zone, now, |done| progress(Progress { done, of })).await?;
        let (staff, country, families) = (&written.staff, &written.country, &written.families);
        self.bring_lists(&machine, staff, country, families, now).await?;
        self.say_of_the_work(&machine, staff, now).await?;
        self.leave_office_work(&machine, &written.staff, now).await?;
        let id = |(family, index): scenes::Player| families.get(&family)?.people.get(index).copied();
        let swapped = written.cast.swapped().and_then(|(from, to)| id(from).zip(id(to)));
        self.put_right(staff, swapped).await?;
        self.close_the_mobile_team(&machine, staff, now).await?;
        self.count_the_past(now).await?;
        scenes::readings(self, &written.staff, &written.families, &written.country, now).await?;
        if world.markers {
            super::marks::mark_all(self, &machine, now).await?;
        }
        Ok(())
    }

    /// The staff, and everybody who ever came.
    async fn settle(
        &self,
        machine: &SignedIn,
        seed: u64,
        country: &Country,
        now: Instant,
        zone: &jiff::tz::TimeZone,
    ) -> Answer<(Staff, BTreeMap<usize, Known>)> {
        let begun = country.flights.first().map_or(now, |flight| flight.landed);
        let since = begun.checked_sub(jiff::SignedDuration::from_hours(24 * 40)).unwrap_or(begun);
        let staff = self.hire(machine, seed, since).await?;
        let families = self.open_all(machine, &staff, country, now, zone).await?;
        Ok((staff, families))
    }

    /// Everybody's record and nobody's story.
    #[cfg(test)]
    pub(super) async fn open_everybody(&self, seed: u64) -> Answer<()> {
        let (now, zone) = (self.now(), protocol::place::zone(&self.protocol(), None));
        let country = Country::invent(seed, now, &zone);
        self.settle(&self.machine(), seed, &country, now, &zone).await.map(drop)
    }

    async fn open_all(
        &self,
        machine: &SignedIn,
        staff: &Staff,
        country: &Country,
        now: Instant,
        zone: &jiff::tz::TimeZone,
    ) -> Answer<BTreeMap<usize, Known>> {
        let mut families = BTreeMap::new();
        let mut last = None;
        for (number, operation) in OPERATIONS.iter().enumerate() {
            let flights = country.flights.iter().enumerate().filter(|(_, flight)| flight.operation == number);
            let flights: Vec<usize> = flights.map(|(index, _)| index).collect();
            let first = flights.first().map_or(now, |index| country.flights[*index].landed);
            let opened = first.checked_sub(jiff::SignedDuration::from_hours(24 * 30)).unwrap_or(first);
            let state = if number + 1 < OPERATIONS.len() { flights::Ran::Over } else { flights::Ran::On };
            let id = self.begin_operation(machine, staff, operation, opened, state).await?;
            for index in flights {
                families.extend(self.begin_flight(machine, staff, country, index, id).await?);
            }
            last = Some(id);
        }
        if let Some(operation) = last {
            self.prepare_flight(machine, staff, operation, now, zone).await?;
        }
        Ok(families)
    }

    async fn write_all(
        &self,
        machine: &SignedIn,
        world: &World,
        written: &Arc<Written>,
        zone: &jiff::tz::TimeZone,
        now: Instant,
        mut done: impl FnMut(u64) + Send,
    ) -> Answer<()> {
        let mut stories: JoinSet<Answer<()>> = JoinSet::new();
        let mut count = 0;
        for family in 0..written.country.families.len() {
            for index in 0..written.country.families[family].people.len() {
                while stories.len() >= TOGETHER {
                    finish(stories.join_next().await)?;
                    count += 1;
                    done(count);
                }
                let (app, machine, written, zone) =
                    (self.clone(), machine.clone(), Arc::clone(written), zone.clone());
                let seed = world.seed;
                stories.spawn(async move {
                    let plan = &written.country.families[family];
                    let known = written.families.get(&plan.number).ok_or(Refused::NotFound)?;
                    let mut telling =
                        Telling::new(&written.country, &written.staff, &zone, plan, index, known, seed, now);
                    telling.no_father = written.cast.hides(plan.number);
                    telling.plan_waits = written.cast.plan_place((plan.number, index)).is_some();
                    if plan.people[index].is_child() {
                        story::child(&mut telling)?;
                    } else {
                        story::adult(&mut telling)?;
                    }
                    scenes::touch(&mut telling, &written.cast, &written.families)?;
                    telling.matters(&written.cast)?;
                    app.write_story(&machine, known.people[index], &telling.told(), now).await
                });
            }
        }
        while !stories.is_empty() {
            finish(stories.join_next().await)?;
            count += 1;
            done(count);
        }
        self.write_families(machine, written, now).await
    }

    /// The story of one person, in one transaction.
    pub(super) async fn write_story(
        &self,
        machine: &SignedIn,
        id: RecordId,
        steps: &[Step],
        now: Instant,
    ) -> Answer<()> {
        self.transact(machine, self.fresh::<CommandId>()?, &[Touch::Office(id)], |work| {
            Pen::new(work, id).write(steps, now)?;
            Ok(Vec::new())
        })
        .await?;
        Ok(())
    }

    /// A family's record goes with its people: to the centre, and home.
    async fn write_families(&self, machine: &SignedIn, written: &Arc<Written>, now: Instant) -> Answer<()> {
        for family in &written.country.families {
            let Some(known) = written.families.get(&family.number) else { continue };
            let Some(id) = known.family else { continue };
            let zone = jiff::tz::TimeZone::UTC;
            let mut telling = Telling::new(&written.country, &written.staff, &zone, family, 0, known, 0, now);
            story::family(&mut telling)?;
            self.write_story(machine, id, &telling.told(), now).await?;
        }
        Ok(())
    }
}

fn finish(ended: Option<Result<Answer<()>, tokio::task::JoinError>>) -> Answer<()> {
    match ended {
        Some(Ok(done)) => done,
        Some(Err(_)) => Err(Fault::Outside("a story of the demo was not written to its end".into()).into()),
        None => Ok(()),
    }
}
